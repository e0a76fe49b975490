//! What the program knows of Chinese: classes and widths of characters, and words; and of words in Latin letters.

pub mod class;
pub mod conversion;
pub mod dates;
mod dictionary;
pub mod divided;
mod followers;
pub mod forms;
mod gap;
pub mod latin;
pub mod lattice;
pub mod lexicon;
pub mod numerals;
mod pairs;
pub mod pinyin;
pub mod private_use;
pub mod script;
pub mod shapes;
mod table;
pub mod width;
mod words;

pub use dictionary::{known_tag, with as with_dictionary};
pub use gap::fill;
pub use lattice::{Lattice, LatticeGap};
pub use lexicon::{Lexicon, lexicon};
pub use pairs::{Pairs, pairs};
pub use words::{TaggedWord, Word, cut, cut_and_guess, is_phrase, is_word, last_word, tag, usage, warm_up};
