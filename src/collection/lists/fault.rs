//! What is wrong with a list, and why one could not be written.

use std::io;
use std::path::PathBuf;

use crate::explained::{Arguments, Explained, at_place, in_spoken_language, named, of_file, of_system};
use crate::import::ImportError;
use crate::locale::Locale;
use crate::store::lock::Holder;
use crate::style::lists::RowFault;

/// Why a list could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ListError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file holds no text.
    NoText {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: ImportError,
    },
    /// The file has columns that would be lost.
    Columns {
        /// The file.
        path: PathBuf,
        /// These columns.
        columns: Vec<String>,
        /// Those that it may have.
        known: &'static [&'static str],
    },
    /// Somebody else is writing it.
    Held {
        /// The file.
        path: PathBuf,
        /// Who.
        holder: Holder,
    },
    /// The file cannot be written.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl ListError {
    /// Whether there is no such file.
    pub(super) fn is_absent(&self) -> bool {
        matches!(self, ListError::Unreadable { error, .. } if error.kind() == io::ErrorKind::NotFound)
    }
}

impl Explained for ListError {
    fn key(&self) -> &'static str {
        match self {
            ListError::Unreadable { .. } => "error-read",
            ListError::NoText { error, .. } => error.key(),
            ListError::Columns { .. } => "error-list-columns",
            ListError::Held { .. } => "error-list-held",
            ListError::Unwritable { .. } => "error-write",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            ListError::Unreadable { path, error } | ListError::Unwritable { path, error } => vec![of_file(path), of_system(locale, error)],
            ListError::NoText { error, .. } => error.arguments(locale),
            ListError::Columns { path, columns, known } => {
                vec![of_file(path), named("columns", columns.join(", ")), named("known", known.join(", "))]
            }
            ListError::Held { path, holder } => vec![of_file(path), named("holder", holder)],
        }
    }
}

/// What is wrong with a list that is read all the same.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ListWarning {
    /// A line is no entry.
    Row {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// Why.
        fault: RowFault,
    },
    /// More lines of the file are none.
    More {
        /// The file.
        path: PathBuf,
        /// How many.
        count: usize,
    },
    /// The list cannot be read at all.
    Unreadable(ListError),
}

impl Explained for ListWarning {
    fn key(&self) -> &'static str {
        match self {
            ListWarning::Row { .. } => "list-row",
            ListWarning::More { .. } => "list-rows-more",
            ListWarning::Unreadable(error) => error.key(),
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            ListWarning::Row { path, line, fault } => vec![of_file(path), named("line", line), named("what", fault.in_words(locale))],
            ListWarning::More { path, count } => vec![of_file(path), named("count", count)],
            ListWarning::Unreadable(error) => error.arguments(locale),
        }
    }
}

/// Why a list of Guiguts could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ScannosError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is no JSON.
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line of the fault, counted from 1.
        line: usize,
        /// The column of the fault, counted from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// The file has no rules.
    NoRules {
        /// The file.
        path: PathBuf,
    },
    /// The collection's list could not be written.
    List(#[from] ListError),
}

impl Explained for ScannosError {
    fn key(&self) -> &'static str {
        match self {
            ScannosError::Unreadable { .. } => "error-read",
            ScannosError::Malformed { .. } => "error-scannos",
            ScannosError::NoRules { .. } => "error-scannos-none",
            ScannosError::List(error) => error.key(),
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            ScannosError::Unreadable { path, error } => vec![of_file(path), of_system(locale, error)],
            ScannosError::Malformed { path, line, column, what } => at_place(path, (*line, *column), what),
            ScannosError::NoRules { path } => vec![of_file(path)],
            ScannosError::List(error) => error.arguments(locale),
        }
    }
}

/// A rule of Guiguts that is not taken over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub struct SkippedScanno {
    /// The file.
    pub path: PathBuf,
    /// Its number, counted from 1.
    pub number: usize,
    /// What it looks for.
    pub pattern: String,
    /// Why.
    pub why: SkippedWhy,
}

/// Why a rule of Guiguts is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkippedWhy {
    /// It is none that a list may have.
    Row(RowFault),
    /// It has no pattern.
    NoPattern,
    /// It looks over the ends of lines, and a paragraph has none.
    LineEnds,
    /// Its replacement does what is not known here, such as changing the case of letters.
    Replacement,
}

impl Explained for SkippedScanno {
    fn key(&self) -> &'static str {
        "scannos-skipped"
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        let why = match &self.why {
            SkippedWhy::Row(fault) => fault.in_words(locale),
            SkippedWhy::NoPattern => locale.text("scannos-no-pattern"),
            SkippedWhy::LineEnds => locale.text("scannos-line-ends"),
            SkippedWhy::Replacement => locale.text("scannos-replacement"),
        };
        vec![of_file(&self.path), named("number", self.number), named("pattern", &self.pattern), named("what", why)]
    }
}
