//! Why a house style could not be read.

use std::path::PathBuf;

use crate::explained::{Arguments, Explained, at_place, in_spoken_language, named, of_file, of_system};
use crate::locale::Locale;

/// Why a house style could not be read.

#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum StyleError {
    /// The file could not be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A list of terms that the style names could not be read.
    List {
        /// The style's file.
        path: PathBuf,
        /// What is wrong with the list.
        error: crate::import::ImportError,
    },
    /// The file is no house style.
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
}

impl Explained for StyleError {
    fn key(&self) -> &'static str {
        match self {
            StyleError::Unreadable { .. } => "error-read",
            StyleError::List { .. } => "error-style-list",
            StyleError::Malformed { .. } => "error-style",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            StyleError::Unreadable { path, error } => vec![of_file(path), of_system(locale, error)],
            StyleError::List { path, error } => vec![of_file(path), named("what", error.in_words(locale))],
            StyleError::Malformed { path, line, column, problem } => at_place(path, (*line, *column), problem),
        }
    }
}
