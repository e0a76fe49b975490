//! What is asked of the reader of PDFs and what it answers: a line of JSON each, so that it may run in a process of its own.

use serde::{Deserialize, Serialize};

use super::copied::CopiedPage;
use super::document::PdfFault;
use super::picture::{PdfPicture, PictureFault};
use super::selection::PageSelection;

/// What is asked of a file. The bytes of the file follow it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PdfRequest {
    /// What opens it; empty where nothing is needed.
    pub password: String,
    /// What is wanted of it.
    pub task: PdfTask,
}

/// What is wanted of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum PdfTask {
    /// The text of its pages.
    Text {
        /// Which of them are meant.
        pages: PageSelection,
        /// Refuses a file of more pages where all are meant.
        most: Option<u32>,
    },
    /// The picture of a page.
    Picture {
        /// Its number, counted from 1.
        page: u32,
        /// How fine it is drawn, where the page is no scan.
        dots_per_inch: f32,
    },
    /// Pages as they are, to be drawn in another file.
    Copy {
        /// Their numbers, counted from 1.
        pages: Vec<u32>,
    },
}

/// An answer. A request has several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The file was opened, and has so many pages.
    Opened(u32),
    /// The file cannot be opened.
    Refused(PdfFault),
    /// A page's text.
    Page(PageText),
    /// A page's contents cannot be read: its number, counted from 1.
    Unread(u32),
    /// A page's picture. Its pixels follow.
    Picture(PdfPicture),
    /// A page has no picture.
    NoPicture(PictureFault),
    /// A page's copy. The bytes of its streams follow, one after the other.
    Copied(CopiedPage),
    /// A page cannot be copied: its number, counted from 1.
    NotCopied(u32),
    /// There is no more.
    Done,
}

/// The text of a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageText {
    /// Its number in the file, counted from 1.
    pub number: u32,
    /// What the file calls it.
    pub label: Option<String>,
    /// Its width and height as it is held, in points.
    pub size: (f64, f64),
    /// Its headlines and paragraphs, in reading order.
    pub blocks: Vec<TextBlock>,
    /// Whether it is a scan with text that is not to be seen.
    pub is_scan: bool,
    /// What is to be told of it.
    pub facts: Facts,
}

/// What is to be told of a page's text. All but the last count glyphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Those whose characters are not known.
    pub unknown: usize,
    /// Those whose characters the file does not tell but its fonts do.
    pub rescued: usize,
    /// Those that were drawn again.
    pub doublets: usize,
    /// Those that were left out because there were too many.
    pub left_out: usize,
    /// Those that are there to be found and not to be seen.
    pub invisible: usize,
    /// Those drawn outside of what is shown.
    pub clipped: usize,
    /// Those drawn in white on white.
    pub white: usize,
    /// Characters, each once, that the page's picture lacks: the file does not hold their fonts, and no font here has them.
    pub undrawn: usize,
}

/// A headline or a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextBlock {
    /// Whether it is a headline.
    pub is_headline: bool,
    /// Its lines, in order.
    pub lines: Vec<TextLine>,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextLine {
    /// The size of its letters, in points.
    pub size: f64,
    /// Its parts between blanks.
    pub words: Vec<Vec<TextGlyph>>,
}

/// A glyph: its characters, and the left, upper, right and lower edges of its cell, in points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextGlyph(pub String, pub [f32; 4]);
