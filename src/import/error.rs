//! Why a file is no page.

use std::io;
use std::path::PathBuf;

use super::PdfFault;
use super::kinds::FileKind;
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file, of_system};
use crate::locale::Locale;
use crate::page::Encoding;

/// Why a file could not be read as a page.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ImportError {
    /// The file could not be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is larger than files of its format are read.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in millions of bytes.
        megabytes: u64,
        /// The most it may have, in millions of bytes.
        most: u64,
    },
    /// The file holds no page.
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else than text.
    NotText {
        /// The file.
        path: PathBuf,
        /// The encoding that was tried.
        encoding: Encoding,
        /// The first byte that cannot be text, counted from 0.
        offset: usize,
    },
    /// The file is of a kind that holds no page to be read.
    OtherKind {
        /// The file.
        path: PathBuf,
        /// What it is.
        kind: FileKind,
    },
    /// The file is damaged.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The file is locked with a password that was not given, or not rightly.
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file is a PDF that cannot be read.
    Pdf {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: PdfFault,
    },
    /// The file has more pages than are read where none were chosen.
    ManyPages {
        /// The file.
        path: PathBuf,
        /// How many pages it has.
        count: u32,
    },
    /// None of the pages that were chosen is in the file.
    NoSuchPage {
        /// The file.
        path: PathBuf,
        /// How many pages it has.
        count: u32,
    },
    /// Elements nest deeper than those of any page.
    TooDeep {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
    },
    /// There are more elements than any page has.
    TooMany {
        /// The file.
        path: PathBuf,
    },
    /// None of the files that a METS lists is a page that can be read.
    NoneListed {
        /// The file.
        path: PathBuf,
        /// Why the last was not.
        why: Option<String>,
    },
}

impl Explained for ImportError {
    fn key(&self) -> &'static str {
        match self {
            ImportError::Unreadable { .. } => "error-read",
            ImportError::TooLarge { .. } => "error-page-too-large",
            ImportError::Empty { .. } => "error-empty",
            ImportError::NotText { .. } => "error-not-text",
            ImportError::OtherKind { kind, .. } => kind.key(),
            ImportError::Damaged { .. } => "error-damaged",
            ImportError::Locked { .. } => "error-locked",
            ImportError::Pdf { .. } => "error-pdf",
            ImportError::ManyPages { .. } => "error-many-pages",
            ImportError::NoSuchPage { .. } => "error-no-such-page",
            ImportError::TooDeep { .. } => "error-too-deep",
            ImportError::TooMany { .. } => "error-too-many",
            ImportError::NoneListed { why: None, .. } => "error-none-listed",
            ImportError::NoneListed { why: Some(_), .. } => "error-none-listed-why",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            ImportError::Unreadable { path, error } => vec![of_file(path), of_system(locale, error)],
            ImportError::TooLarge { path, megabytes, most } => {
                vec![of_file(path), named("megabytes", megabytes), named("most", most)]
            }
            ImportError::NotText { path, encoding, offset } => {
                vec![of_file(path), named("encoding", encoding.name()), named("offset", offset)]
            }
            ImportError::OtherKind { path, kind: FileKind::Xml(root) } => {
                vec![of_file(path), named("root", root), named("formats", super::names())]
            }
            ImportError::TooDeep { path, line, column } => vec![of_file(path), named("line", line), named("column", column)],
            ImportError::NoneListed { path, why: Some(why) } => vec![of_file(path), named("what", why)],
            ImportError::Damaged { path, message } => vec![of_file(path), named("what", message)],
            ImportError::Pdf { path, fault } => vec![of_file(path), named("what", fault.in_words(locale))],
            ImportError::ManyPages { path, count } | ImportError::NoSuchPage { path, count } => vec![of_file(path), named("count", count)],
            ImportError::Empty { path }
            | ImportError::Locked { path }
            | ImportError::OtherKind { path, .. }
            | ImportError::TooMany { path }
            | ImportError::NoneListed { path, why: None } => vec![of_file(path)],
        }
    }
}
