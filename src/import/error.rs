//! Why a file is no page.

use std::io;
use std::path::PathBuf;

use super::PdfFault;
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
    /// The file is larger than files of its format are read.
    #[error("{path}: {megabytes} MB is more than such a file can be (at most {most} MB); split the file into its pages")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in millions of bytes.
        megabytes: u64,
        /// The most it may have, in millions of bytes.
        most: u64,
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
    #[error("{path}: <{root}> is no page; choose a file of one of these formats: {}", super::names())]
    OtherXml {
        /// The file.
        path: PathBuf,
        /// Its first element.
        root: String,
    },
    /// The file is JSON, but of no kind that holds a page.
    #[error("{path}: this JSON is no page; choose a file of one of these formats: {}", super::names())]
    OtherJson {
        /// The file.
        path: PathBuf,
    },
    /// The file is of a format that is known and not read.
    #[error("{path}: this is {what}; {advice}")]
    OtherFormat {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
        /// What to do with it.
        advice: &'static str,
    },
    /// The file is damaged.
    #[error("{path}: the file is damaged ({message}); copy it anew from where it came from")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The file is locked with a password that was not given, or not rightly.
    #[error("{path}: the file is locked with a password; give it to open the file")]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file is a PDF that cannot be read.
    #[error("{path}: {fault}")]
    Pdf {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: PdfFault,
    },
    /// None of the pages that were chosen is in the file.
    #[error("{path}: the file has {count} pages, and none of those that were chosen; choose from these")]
    NoSuchPage {
        /// The file.
        path: PathBuf,
        /// How many pages it has.
        count: u32,
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
