//! Why an edition could not be saved or opened.

use std::io;
use std::path::{Path, PathBuf};

use super::atomic::SaveStep;
use super::guard::GuardError;
use super::lock::Holder;
use super::{FORMAT_VERSION, backup};
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file, of_system};
use crate::locale::Locale;

/// Why an edition could not be saved.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum SaveError {
    /// The file could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What was being done.
        step: SaveStep,
        /// What the system said.
        error: io::Error,
    },
    /// The file was written and is in place, but the system did not say that it is on the disk.
    Unsettled {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Somebody else has written the file since it was opened.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else has the file open.
    Held {
        /// The file.
        path: PathBuf,
        /// Who has it.
        holder: Holder,
    },
    /// The file is not one to be written to.
    Kept(#[from] GuardError),
    /// The file would be larger than [`MAX_EDITION_BYTES`](super::MAX_EDITION_BYTES), and nothing could open it.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// What its size would be, in millions of bytes.
        megabytes: u64,
    },
    /// The edition could not be put into RON.
    Format {
        /// The file.
        path: PathBuf,
        /// What the serializer said.
        message: String,
    },
}

impl Explained for SaveError {
    fn key(&self) -> &'static str {
        match self {
            SaveError::Write { .. } => "error-save",
            SaveError::Unsettled { .. } => "error-unsettled",
            SaveError::Changed { .. } => "error-changed",
            SaveError::Held { .. } => "error-held",
            SaveError::Kept(error) => error.key(),
            SaveError::TooLarge { .. } => "error-save-too-large",
            SaveError::Format { .. } => "error-format",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            SaveError::Write { path, step, error } => {
                vec![of_file(path), of_system(locale, error), named("step", locale.text(step.key()))]
            }
            SaveError::Unsettled { path, error } => vec![of_file(path), of_system(locale, error)],
            SaveError::Changed { path } => vec![of_file(path)],
            SaveError::Held { path, holder } => vec![of_file(path), named("who", holder)],
            SaveError::Kept(error) => error.arguments(locale),
            SaveError::TooLarge { path, megabytes } => vec![of_file(path), named("megabytes", megabytes)],
            SaveError::Format { path, message } => vec![of_file(path), named("what", message)],
        }
    }
}

/// Why a file could not be opened as an edition.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum LoadError {
    /// The file could not be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is larger than [`MAX_EDITION_BYTES`](super::MAX_EDITION_BYTES).
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in millions of bytes.
        megabytes: u64,
    },
    /// The file is no edition.
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// A newer program wrote the file.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u32,
    },
    /// What the file says of the text's provenance is not true.
    Inconsistent {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        message: String,
    },
    /// The raw text of a page in the file is not the one that the hash beside it is of.
    RawAltered {
        /// The file.
        path: PathBuf,
        /// The page, counted from 1.
        page: usize,
        /// The raw file it was read from.
        file: String,
    },
}

impl Explained for LoadError {
    fn key(&self) -> &'static str {
        match self {
            LoadError::Unreadable { .. } => "error-read",
            LoadError::TooLarge { .. } => "error-edition-too-large",
            LoadError::Syntax { .. } => "error-syntax",
            LoadError::Newer { .. } => "error-newer",
            LoadError::Inconsistent { .. } => "error-inconsistent",
            LoadError::RawAltered { .. } => "error-raw-altered",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        let backups = |path: &Path| named("backups", backup::folder(path).display());
        match self {
            LoadError::Unreadable { path, error } => vec![of_file(path), of_system(locale, error)],
            LoadError::TooLarge { path, megabytes } => vec![of_file(path), named("megabytes", megabytes)],
            LoadError::Syntax { path, line, column, message } => {
                vec![of_file(path), named("line", line), named("column", column), named("what", message), backups(path)]
            }
            LoadError::Newer { path, version } => vec![of_file(path), named("version", version), named("known", FORMAT_VERSION)],
            LoadError::Inconsistent { path, message } => vec![of_file(path), named("what", message), backups(path)],
            LoadError::RawAltered { path, page, file } => vec![of_file(path), named("page", page), named("file", file), backups(path)],
        }
    }
}

impl LoadError {
    /// Whether the file is an edition that is damaged, of which something may be saved.
    pub fn is_damage(&self) -> bool {
        matches!(self, LoadError::Syntax { .. } | LoadError::Inconsistent { .. } | LoadError::RawAltered { .. })
    }
}
