//! Edition files: RON that a person can read and diff, written so that the old or the new file is always there, whole.

mod atomic;
mod file;
mod layout;
mod runs;

use std::io;
use std::path::{Path, PathBuf};

use crate::edition::{Edition, ledger};

pub use atomic::write_atomically;

/// The version of the file format this program writes. It reads this one and every older one.
pub const FORMAT_VERSION: u32 = 2;

/// The largest edition file that is opened, in bytes.
pub const MAX_EDITION_BYTES: u64 = 256 * 1024 * 1024;

/// Why an edition could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file could not be written.
    #[error("{path}: cannot be written ({error}); the file there, if any, is untouched: make room or choose another place")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The edition could not be put into RON.
    #[error("{path}: the edition cannot be written as RON ({message}); please report this")]
    Format {
        /// The file.
        path: PathBuf,
        /// What the serializer said.
        message: String,
    },
}

/// Why a file could not be opened as an edition.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file could not be read.
    #[error("{path}: cannot be read ({error}); check the name and the permissions")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is larger than [`MAX_EDITION_BYTES`].
    #[error("{path}: {megabytes} MB is more than an edition can be (at most 268 MB)")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in millions of bytes.
        megabytes: u64,
    },
    /// The file is no edition.
    #[error("{path}:{line}:{column}: {message}; this is no edition that Stet wrote, or it was damaged: go back to an older copy")]
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
    #[error("{path}: the file has format version {version}, and this program knows {FORMAT_VERSION} and older; open it with a newer Stet")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u32,
    },
    /// What the file says of the text's provenance is not true.
    #[error("{path}: {message}; the file was changed by hand or damaged: go back to an older copy")]
    Inconsistent {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        message: String,
    },
}

/// Writes an edition to a file, whole or not at all.
///
/// # Errors
/// The file cannot be written. What stood there before stands there still.
pub fn save(path: &Path, edition: &Edition) -> Result<(), SaveError> {
    let text = to_ron(edition).map_err(|message| SaveError::Format { path: path.to_owned(), message })?;
    write_atomically(path, text.as_bytes()).map_err(|error| SaveError::Write { path: path.to_owned(), error })
}

/// An edition as the text of its file.
///
/// # Errors
/// What the serializer says.
pub fn to_ron(edition: &Edition) -> Result<String, String> {
    file::write(edition).map_err(|error| error.to_string())
}

/// Opens an edition file.
///
/// # Errors
/// The file cannot be read, is no edition, is of a newer format, or contradicts itself. The message says where and what to do.
pub fn load(path: &Path) -> Result<Edition, LoadError> {
    let unreadable = |error| LoadError::Unreadable { path: path.to_owned(), error };
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_EDITION_BYTES {
        return Err(LoadError::TooLarge { path: path.to_owned(), megabytes: size / 1_000_000 });
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = String::from_utf8_lossy(error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default()).into_owned();
            let (line, column) = (good.matches('\n').count() + 1, good.chars().rev().take_while(|c| *c != '\n').count() + 1);
            return Err(LoadError::Syntax { path: path.to_owned(), line, column, message: "the bytes are not UTF-8".into() });
        }
    };
    from_ron(path, &text)
}

/// Reads the text of an edition file; `path` is named in errors.
///
/// # Errors
/// As [`load`].
pub fn from_ron(path: &Path, text: &str) -> Result<Edition, LoadError> {
    let edition = file::read(path, text)?;
    ledger::audit(&edition).map_err(|faults| {
        let message = faults.first().map(ToString::to_string).unwrap_or_default();
        LoadError::Inconsistent { path: path.to_owned(), message }
    })?;
    Ok(edition)
}
