//! Reading images of pages, and comparing what is read with the raw text.
//!
//! | module | what it is |
//! | --- | --- |
//! | `models` | the models, as they lie in the program |
//! | `strip` | a line cut out of an image, straight and of one height |
//! | `recogniser` | a strip to characters |
//! | `upright_marks` | the marks of upright lines, which the recogniser passes over |
//! | `detector`, `components` | an image to the places of its lines |
//! | `second_look` | where ink of the size of characters is in no line, to be looked at from nearer |
//! | `patches` | pixels that hang together |
//! | `order` | lines that were found, in the order in which they are read |
//! | `turned` | whether the print stands upright |
//! | `bare` | what was read on an image becomes a page |
//! | `prepare` | an image as the reader takes it |
//! | `page_reader` | a page: a witness of one that has text, the lines of one that has none; `not_built` stands for it without the feature |
//! | `other` | files of other OCR programs, or keyed by hand, as witnesses |
//! | `collate`, `collation` | a witness beside the raw text: where both read alike, and where not |
//! | `made_up` | which text no paper has printed |
//! | `one_line` | one line of a witness beside one text |
//! | `unread` | the pages that the reader has not read |
//! | `places`, `align`, `folded` | which raw line a line of a witness is of; its characters beside those; what is habit alone |

pub(crate) mod align;
mod bare;
mod collate;
mod collation;
#[cfg(feature = "reader")]
mod components;
#[cfg(feature = "reader")]
mod detector;
mod fault;
mod folded;
mod made_up;
#[cfg(feature = "reader")]
mod models;
#[cfg(not(feature = "reader"))]
mod not_built;
mod one_line;
#[cfg(feature = "reader")]
mod order;
mod other;
#[cfg(feature = "reader")]
mod page_reader;
#[cfg(feature = "reader")]
mod patches;
mod places;
mod prepare;
#[cfg(feature = "reader")]
mod recogniser;
#[cfg(feature = "reader")]
mod second_look;
mod strip;
#[cfg(feature = "reader")]
mod turned;
mod unread;
#[cfg(feature = "reader")]
mod upright_marks;

pub use bare::with_lines;
pub use collation::{Collation, InkLedger, ReadingDifference};
#[cfg(feature = "reader")]
pub use components::FoundLine;
#[cfg(feature = "reader")]
pub use detector::Detector;
pub use fault::ReaderFault;
pub use folded::habit;
pub use made_up::is_made_up;
#[cfg(not(feature = "reader"))]
pub use not_built::PageReader;
pub use one_line::{has_line, unlike};
pub use other::{OtherReading, OtherReadings};
#[cfg(feature = "reader")]
pub use page_reader::PageReader;
pub use prepare::prepared;
#[cfg(feature = "reader")]
pub use recogniser::Recogniser;
pub use strip::LinePlace;
pub use unread::unread;

use crate::page::{Alternative, Certainty, Witness, WitnessLine};

/// What reads, as its witnesses name it.
const ENGINE: &str = "PP-OCRv6 small";

/// Hears how far the reading is, between 0 and 1, and tells whether to go on.
pub type Watch<'a> = &'a (dyn Fn(f32) -> bool + Sync);

/// A line as the reader reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadLine {
    /// Its characters in order. There is at least one.
    pub characters: Vec<ReadCharacter>,
}

/// A character as the reader reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadCharacter {
    /// The character; a few signs are more than one.
    pub text: String,
    /// How sure the reader is of it.
    pub certainty: Certainty,
    /// What it may be instead, the likeliest first.
    pub alternatives: Vec<Alternative>,
    /// From where to where it stands, as shares of the line's length. The reader's own are roughly right; between 0 and 1 but for a
    /// little.
    pub along: (f32, f32),
}

/// What was read in regions of an image that were marked by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadRegions {
    /// What is known of the page with that, of the same reader.
    pub witness: Witness,
    /// Of each region, in their order, the lines that the raw text has not, in the order in which they are read; in pixels of the page's
    /// layout.
    pub lacking: Vec<Vec<WitnessLine>>,
    /// How many lines were read.
    pub count: usize,
}

impl ReadLine {
    /// How sure the reader is of the line: the mean over its characters, between 0 and 1.
    pub fn certainty(&self) -> f32 {
        let sum: u32 = self.characters.iter().map(|one| u32::from(one.certainty.as_percent())).sum();
        sum as f32 / 100.0 / self.characters.len().max(1) as f32
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.characters.iter().map(|one| one.text.as_str()).collect()
    }
}
