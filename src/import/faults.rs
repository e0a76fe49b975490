//! What is nearly right in a file, and where.

use super::pdf::PdfNotice;
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

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
#[error("{}", in_spoken_language(self))]
pub enum FaultKind {
    /// The file ends too early.
    CutOff,
    /// The file is an image that ends too early.
    CutImage,
    /// An element has no end tag.
    NotClosed(String),
    /// An end tag has no element.
    StrayEnd(String),
    /// An attribute cannot be read.
    Attribute(String),
    /// An entity is not known, or an ampersand or a bracket is not escaped.
    Unescaped(String),
    /// A number cannot be read.
    Number {
        /// The attribute.
        attribute: String,
        /// What it says.
        value: String,
    },
    /// A box lies off the page.
    OffPage(String),
    /// A reference names nothing.
    Nothing(String),
    /// The file declares another encoding than its bytes are in.
    Encoding(String),
    /// The file is in an encoding that Chinese is not written in.
    NotChinese(String),
    /// Lines are in another encoding than the rest of the file.
    OtherEncoding {
        /// Their encoding.
        encoding: String,
        /// The last of them.
        last: usize,
    },
    /// Bytes are no characters.
    Undecoded {
        /// The bytes, in hexadecimal numbers.
        bytes: String,
        /// The encoding of most of the file.
        encoding: String,
    },
    /// There are more such places than are told one by one.
    MoreUndecoded(usize),
    /// A file that this one lists lies elsewhere than a list may point.
    Outside(String),
    /// A file was left out.
    LeftOut(String),
    /// An image without text was not read.
    ImageNotRead(String),
    /// It is no reading of the pages that it was to stand beside.
    OtherPage,
    /// What follows is not what the format has.
    NotJson,
    /// A box cannot be read.
    NoBox,
    /// Lists that belong together differ in length.
    Unequal {
        /// The list.
        name: String,
        /// How many entries it has.
        count: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A line has no text.
    EmptyLine,
    /// Lines lie in no block.
    InNoBlock(usize),
    /// Something of the format is not read.
    NotRead(String),
    /// What made the file could not read a page.
    Record(String),
    /// What is to be told of a page of a PDF.
    Pdf(PdfNotice),
    /// A file that this one lists was not read.
    Listed {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
}

impl Explained for FaultKind {
    fn key(&self) -> &'static str {
        match self {
            FaultKind::CutOff => "warning-cut-off",
            FaultKind::CutImage => "warning-cut-image",
            FaultKind::NotClosed(_) => "warning-not-closed",
            FaultKind::StrayEnd(_) => "warning-stray-end",
            FaultKind::Attribute(_) => "warning-attribute",
            FaultKind::Unescaped(_) => "warning-unescaped",
            FaultKind::Number { .. } => "warning-number",
            FaultKind::OffPage(_) => "warning-off-page",
            FaultKind::Nothing(_) => "warning-nothing",
            FaultKind::Encoding(_) => "warning-encoding",
            FaultKind::NotChinese(_) => "warning-not-chinese",
            FaultKind::OtherEncoding { .. } => "warning-other-encoding",
            FaultKind::Undecoded { .. } => "warning-undecoded",
            FaultKind::MoreUndecoded(_) => "warning-more-undecoded",
            FaultKind::Outside(_) => "warning-outside",
            FaultKind::LeftOut(_) => "warning-left-out",
            FaultKind::ImageNotRead(_) => "warning-image-not-read",
            FaultKind::OtherPage => "warning-other-page",
            FaultKind::NotJson => "warning-not-json",
            FaultKind::NoBox => "warning-no-box",
            FaultKind::Unequal { .. } => "warning-unequal",
            FaultKind::EmptyLine => "warning-empty-line",
            FaultKind::InNoBlock(_) => "warning-in-no-block",
            FaultKind::NotRead(_) => "warning-not-read",
            FaultKind::Record(_) => "warning-record",
            FaultKind::Pdf(notice) => notice.key(),
            FaultKind::Listed { .. } => "warning-listed",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            FaultKind::CutOff
            | FaultKind::CutImage
            | FaultKind::NotJson
            | FaultKind::NoBox
            | FaultKind::EmptyLine
            | FaultKind::OtherPage => Vec::new(),
            FaultKind::Pdf(notice) => notice.arguments(locale),
            FaultKind::NotClosed(what)
            | FaultKind::StrayEnd(what)
            | FaultKind::Attribute(what)
            | FaultKind::Unescaped(what)
            | FaultKind::OffPage(what)
            | FaultKind::Nothing(what)
            | FaultKind::Encoding(what)
            | FaultKind::NotChinese(what)
            | FaultKind::Outside(what)
            | FaultKind::ImageNotRead(what)
            | FaultKind::NotRead(what)
            | FaultKind::Record(what)
            | FaultKind::LeftOut(what) => vec![named("what", what)],
            FaultKind::Number { attribute, value } => vec![named("attribute", attribute), named("value", value)],
            FaultKind::OtherEncoding { encoding, last } => vec![named("encoding", encoding), named("last", last)],
            FaultKind::Undecoded { bytes, encoding } => vec![named("bytes", bytes), named("encoding", encoding)],
            FaultKind::Unequal { name, count, expected } => vec![named("name", name), named("count", count), named("expected", expected)],
            FaultKind::MoreUndecoded(count) | FaultKind::InNoBlock(count) => vec![named("count", count)],
            FaultKind::Listed { file, why } => vec![named("file", file), named("why", why)],
        }
    }
}

/// A fault and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileFault {
    /// The byte of the text.
    pub at: usize,
    /// What is wrong.
    pub kind: FaultKind,
}
