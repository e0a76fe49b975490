//! What the program knows of Chinese: classes and widths of characters, and words.

pub mod class;
pub mod pinyin;
pub mod script;
pub mod width;
mod words;

pub use words::{Word, cut, warm_up, words};
