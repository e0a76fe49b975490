//! Why a collection could not be opened, and what is to be said of one besides.

use std::io;
use std::path::PathBuf;

use crate::explained::{Arguments, Explained, at_place, in_spoken_language, named, of_file, of_system};
use crate::locale::Locale;
use crate::store::guard::GuardError;

/// Why a collection could not be opened, or its settings not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum CollectionError {
    /// The folder, or its file of settings, cannot be read.
    Unreadable {
        /// The folder or the file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file of settings is none.
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line of the fault, counted from 1.
        line: usize,
        /// The column of the fault, counted from 1.
        column: usize,
        /// What is wrong.
        problem: String,
    },
    /// The settings could not be put into RON.
    Format {
        /// The file.
        path: PathBuf,
        /// What the serializer said.
        message: String,
    },
    /// The file of settings was not written.
    Write(#[from] GuardError),
}

impl Explained for CollectionError {
    fn key(&self) -> &'static str {
        match self {
            CollectionError::Unreadable { .. } => "error-read",
            CollectionError::Malformed { .. } => "error-collection",
            CollectionError::Format { .. } => "error-collection-format",
            CollectionError::Write(error) => error.key(),
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            CollectionError::Unreadable { path, error } => vec![of_file(path), of_system(locale, error)],
            CollectionError::Malformed { path, line, column, problem } => at_place(path, (*line, *column), problem),
            CollectionError::Format { path, message } => vec![of_file(path), named("what", message)],
            CollectionError::Write(error) => error.arguments(locale),
        }
    }
}

/// What is to be said of a collection that could be opened all the same.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum CollectionNote {
    /// The index was damaged or half written: all editions were read again.
    IndexDamaged,
    /// The index cannot be written, so that the next listing takes as long.
    IndexNotWritten(io::Error),
}

impl Explained for CollectionNote {
    fn key(&self) -> &'static str {
        match self {
            CollectionNote::IndexDamaged => "collection-index-damaged",
            CollectionNote::IndexNotWritten(_) => "collection-index-not-written",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            CollectionNote::IndexDamaged => Vec::new(),
            CollectionNote::IndexNotWritten(error) => vec![of_system(locale, error)],
        }
    }
}
