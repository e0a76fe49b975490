//! What is nearly right in a file, and where.

use super::pdf::PdfNotice;

/// Where in a file something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePlace {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

impl FilePlace {
    /// The place of a byte of a text.
    pub(crate) fn of(text: &str, byte: usize) -> FilePlace {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        FilePlace { line, column: before.chars().rev().take_while(|c| *c != '\n').count() + 1 }
    }
}

/// What is wrong with a file that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The file ends too early.
    #[error("the file ends too early; what stands before was read")]
    CutOff,
    /// An element has no end tag.
    #[error("<{0}> is not closed")]
    NotClosed(String),
    /// An end tag has no element.
    #[error("</{0}> closes nothing")]
    StrayEnd(String),
    /// An attribute cannot be read.
    #[error("an attribute of <{0}> cannot be read; it was left out")]
    Attribute(String),
    /// An entity is not known, or an ampersand or a bracket is not escaped.
    #[error("“{0}” is not XML; it was read as it stands")]
    Unescaped(String),
    /// A number cannot be read.
    #[error("{attribute}=\"{value}\" is no number; it was left out")]
    Number {
        /// The attribute.
        attribute: String,
        /// What it says.
        value: String,
    },
    /// A box lies off the page.
    #[error("the box of this {0} lies off the page; it was moved to its edge")]
    OffPage(String),
    /// A reference names nothing.
    #[error("“{0}” is named but not there")]
    Nothing(String),
    /// The file declares another encoding than its bytes are in.
    #[error("the file says it is in {0}, which its bytes are not")]
    Encoding(String),
    /// The file is in an encoding that Chinese is not written in.
    #[error("the file is in {0}, which is no encoding of Chinese; if the text is not right, choose another")]
    NotChinese(String),
    /// Lines are in another encoding than the rest of the file.
    #[error("up to line {last} the file is in {encoding}, unlike the rest of it; each line was read as what it is")]
    OtherEncoding {
        /// Their encoding.
        encoding: String,
        /// The last of them.
        last: usize,
    },
    /// Bytes are no characters.
    #[error("the bytes {bytes} are no text in {encoding}; U+FFFD stands for them")]
    Undecoded {
        /// The bytes, in hexadecimal numbers.
        bytes: String,
        /// The encoding of most of the file.
        encoding: String,
    },
    /// There are more such places than are told one by one.
    #[error("from here on {0} more places are no text; choose another encoding, or a better copy of the file")]
    MoreUndecoded(usize),
    /// A file that this one lists lies elsewhere than a list may point.
    #[error("{0} is listed but lies outside of the folders of the list; copy it beside the others")]
    Outside(String),
    /// A file was left out.
    #[error("the file was left out: {0}")]
    LeftOut(String),
    /// What follows is not what the format has.
    #[error("what stands here is not JSON; it was left out, with all that follows")]
    NotJson,
    /// A box cannot be read.
    #[error("this box cannot be read; its text has no place on the image")]
    NoBox,
    /// Lists that belong together differ in length.
    #[error("{name} has {count} entries for {expected} lines; what is missing was left open")]
    Unequal {
        /// The list.
        name: String,
        /// How many entries it has.
        count: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A line has no text.
    #[error("this line has no text; it was left out")]
    EmptyLine,
    /// Lines lie in no block.
    #[error("{0} lines lie in none of the blocks; they stand at the end")]
    InNoBlock(usize),
    /// Something of the format is not read.
    #[error("“{0}” is not read; it was left out")]
    NotRead(String),
    /// What made the file could not read a page.
    #[error("this page was not read when the file was made ({0})")]
    Record(String),
    /// What is to be told of a page of a PDF.
    #[error("{0}")]
    Pdf(PdfNotice),
    /// A file that this one lists was not read.
    #[error("{file} is listed but was not read: {why}")]
    Listed {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
}

impl FaultKind {
    /// How many it says that there are, where it counts something.
    pub fn count(&self) -> Option<usize> {
        match self {
            FaultKind::InNoBlock(count) => Some(*count),
            FaultKind::Pdf(
                PdfNotice::Unknown(count) | PdfNotice::Unseen(count) | PdfNotice::LeftOut(count) | PdfNotice::Undrawn(count),
            ) => Some(*count),
            _ => None,
        }
    }
}

/// A fault and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The byte of the text.
    pub at: usize,
    /// What is wrong.
    pub kind: FaultKind,
}
