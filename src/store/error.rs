//! Why an edition could not be saved or opened.

use std::io;
use std::path::PathBuf;

use super::atomic::SaveStep;
use super::guard::GuardError;
use super::lock::Holder;
use super::{FORMAT_VERSION, backup};

/// Why an edition could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file could not be written.
    #[error("{path}: cannot be written ({error}, while {step}); the file there, if any, is untouched: make room or choose another place")]
    Write {
        /// The file.
        path: PathBuf,
        /// What was being done.
        step: SaveStep,
        /// What the system said.
        error: io::Error,
    },
    /// The file was written and is in place, but the system did not say that it is on the disk.
    #[error("{path}: is written, but may not outlive a power cut ({error}); save it once more, or in another place")]
    Unsettled {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Somebody else has written the file since it was opened.
    #[error("{path}: was changed by somebody else since it was opened, and is left as it is: save under another name, or open it again")]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else has the file open.
    #[error("{path}: is open elsewhere ({} on {}); save under another name", holder.who, holder.host)]
    Held {
        /// The file.
        path: PathBuf,
        /// Who has it.
        holder: Holder,
    },
    /// The file is not one to be written to.
    #[error(transparent)]
    Kept(#[from] GuardError),
    /// The file would be larger than [`MAX_EDITION_BYTES`](super::MAX_EDITION_BYTES), and nothing could open it.
    #[error(
        "{path}: {megabytes} MB is more than an edition can be (at most 268 MB), so it is not made: give fewer pages at a time, or let \
         `stet clean --each` make an edition of each page"
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// What its size would be, in millions of bytes.
        megabytes: u64,
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
    /// The file is larger than [`MAX_EDITION_BYTES`](super::MAX_EDITION_BYTES).
    #[error("{path}: {megabytes} MB is more than an edition can be (at most 268 MB)")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in millions of bytes.
        megabytes: u64,
    },
    /// The file is no edition.
    #[error(
        "{path}:{line}:{column}: {message}; this is no edition that Stet wrote, or it was damaged: go back to a backup (in {}), or \
         save what can be saved with `stet salvage`",
        backup::folder(path).display()
    )]
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
    #[error(
        "{path}: {message}; the file was changed by hand or damaged: go back to a backup (in {}), or save what can be saved with \
         `stet salvage`",
        backup::folder(path).display()
    )]
    Inconsistent {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        message: String,
    },
    /// The raw text of a page in the file is not the one that the hash beside it is of.
    #[error(
        "{path}: the raw text of page {page} ({file}) is no longer what was read from that file: the edition was changed by hand or by \
         another program; go back to a backup (in {}), or save what can be saved with `stet salvage`, naming {file} too",
        backup::folder(path).display()
    )]
    RawAltered {
        /// The file.
        path: PathBuf,
        /// The page, counted from 1.
        page: usize,
        /// The raw file it was read from.
        file: String,
    },
}

impl LoadError {
    /// Whether the file is an edition that is damaged, of which something may be saved.
    pub fn is_damage(&self) -> bool {
        matches!(self, LoadError::Syntax { .. } | LoadError::Inconsistent { .. } | LoadError::RawAltered { .. })
    }
}
