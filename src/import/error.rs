//! Why a file is no page.

use std::io;
use std::path::PathBuf;

use super::PdfFault;
use super::kinds::FileKind;
use crate::page::Encoding;
use crate::printable::one_line;

/// Why a file could not be read as a page.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file could not be read.
    #[error("{}: cannot be read ({}); check the name and the permissions", one_line(path.display()), one_line(error))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is larger than files of its format are read.
    #[error("{}: {megabytes} MB is more than such a file can be (at most {most} MB); split the file into its pages", one_line(path.display()))]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in millions of bytes.
        megabytes: u64,
        /// The most it may have, in millions of bytes.
        most: u64,
    },
    /// The file holds no page.
    #[error("{}: there is no page in this file; choose a file of raw OCR text", one_line(path.display()))]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else than text.
    #[error("{}: byte {offset} and others are not text in {encoding:?}; choose a text file, or another encoding", one_line(path.display()))]
    NotText {
        /// The file.
        path: PathBuf,
        /// The encoding that was tried.
        encoding: Encoding,
        /// The first byte that cannot be text, counted from 0.
        offset: usize,
    },
    /// The file is of a kind that holds no page to be read.
    #[error("{}: {}", one_line(path.display()), one_line(kind.words()))]
    OtherKind {
        /// The file.
        path: PathBuf,
        /// What it is.
        kind: FileKind,
    },
    /// The file is damaged.
    #[error("{}: the file is damaged ({message}); copy it anew from where it came from", one_line(path.display()))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The file is locked with a password that was not given, or not rightly.
    #[error("{}: the file is locked with a password; give it to open the file", one_line(path.display()))]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file is a PDF that cannot be read.
    #[error("{}: {fault}", one_line(path.display()))]
    Pdf {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: PdfFault,
    },
    /// None of the pages that were chosen is in the file.
    #[error("{}: the file has {count} pages, and none of those that were chosen; choose from these", one_line(path.display()))]
    NoSuchPage {
        /// The file.
        path: PathBuf,
        /// How many pages it has.
        count: u32,
    },
    /// Elements nest deeper than those of any page.
    #[error("{}:{line}:{column}: elements are nested too deep for a page; the file is damaged, or made to do harm", one_line(path.display()))]
    TooDeep {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
    },
    /// There are more elements than any page has.
    #[error("{}: there are more elements in this file than a page can have; split it into its pages", one_line(path.display()))]
    TooMany {
        /// The file.
        path: PathBuf,
    },
    /// None of the files that a METS lists is a page that can be read.
    #[error("{}: none of the files it lists was read{}; put the pages where it says they are", one_line(path.display()), why.as_ref().map(|why| format!(" ({})", one_line(why))).unwrap_or_default())]
    NoneListed {
        /// The file.
        path: PathBuf,
        /// Why the last was not.
        why: Option<String>,
    },
}
