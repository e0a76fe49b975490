//! Why settings could not be read.

use std::path::PathBuf;

use crate::explained::{self, Arguments, Explained, at_place, in_spoken_language, of_file};
use crate::locale::Locale;

/// Why the settings are as at the first start.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum SettingsFault {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// There is a typing error in the file.
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line of the fault, counted from 1.
        line: usize,
        /// The column, likewise.
        column: usize,
        /// What is wrong.
        problem: String,
    },
}

impl Explained for SettingsFault {
    fn key(&self) -> &'static str {
        match self {
            SettingsFault::Unreadable { .. } => "error-settings-unreadable",
            SettingsFault::Malformed { .. } => "error-settings",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            SettingsFault::Unreadable { path, error } => vec![of_file(path), explained::of_system(locale, error)],
            SettingsFault::Malformed { path, line, column, problem } => at_place(path, (*line, *column), problem),
        }
    }
}
