//! What is nearly right in a file, and where.

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
    #[error("the file ends inside an element or a tag; what stands before was read")]
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
    /// A file that this one lists was not read.
    #[error("{file} is listed but was not read: {why}")]
    Listed {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
}

/// A fault and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The byte of the text.
    pub at: usize,
    /// What is wrong.
    pub kind: FaultKind,
}
