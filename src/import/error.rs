//! Why a file is no page.

use std::io;
use std::path::PathBuf;

use crate::page::Encoding;

/// Why a file could not be read as a page.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file could not be read.
    #[error("{path}: cannot be read ({error}); check the name and the permissions")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is larger than [`MAX_PAGE_BYTES`].
    #[error("{path}: {megabytes} MB is more than a page can be (at most 16 MB); split the file into its pages")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in millions of bytes.
        megabytes: u64,
    },
    /// The file holds no text.
    #[error("{path}: there is no text in this file; choose a file of raw OCR text")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else than text.
    #[error("{path}: byte {offset} and others are not text in {encoding:?}; choose a text file, or another encoding")]
    NotText {
        /// The file.
        path: PathBuf,
        /// The encoding that was tried.
        encoding: Encoding,
        /// The first byte that cannot be text, counted from 0.
        offset: usize,
    },
    /// The file is XML, but of no kind that holds a page.
    #[error("{path}: <{root}> is no page; choose a file of hOCR, ALTO, PAGE or plain text, or a METS that lists such files")]
    OtherXml {
        /// The file.
        path: PathBuf,
        /// Its first element.
        root: String,
    },
    /// Elements nest deeper than those of any page.
    #[error("{path}:{line}:{column}: elements are nested too deep for a page; the file is damaged, or made to do harm")]
    TooDeep {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
    },
    /// There are more elements than any page has.
    #[error("{path}: there are more elements in this file than a page can have; split it into its pages")]
    TooMany {
        /// The file.
        path: PathBuf,
    },
    /// None of the files that a METS lists is a page that can be read.
    #[error("{path}: none of the files it lists was read{}; put the pages where it says they are", why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default())]
    NoneListed {
        /// The file.
        path: PathBuf,
        /// Why the last was not.
        why: Option<String>,
    },
}
