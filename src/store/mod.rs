//! Edition files: RON that a person can read and diff, and all that keeps them from being lost.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`disk`] | the calls of the file system that saving makes, so that tests can let any of them fail |
//! | [`atomic`] | the old or the new file is always there, whole |
//! | [`backup`] | what stood there before the last saves |
//! | [`names`] | what stands beside an edition is called so that file systems take it |
//! | [`fingerprint`] | a file that somebody else has changed is not written over |
//! | [`lock`] | one hand at a time |
//! | [`guard`] | what a command must not write over |
//! | [`size`] | how large an edition may be, known before it is made |
//! | [`journal`] | what is in no file yet outlives a crash |
//! | [`file`](mod@file), [`runs`], [`layout`], [`witness`], [`rounds`], [`migrate`] | the format, and its older versions |
//! | [`notation`] | values as text and back, where the crate `ron` takes its time |
//! | [`salvage`](mod@salvage) | what can be saved of a broken file |
//! | [`source`] | whether the raw files are still what they were |
//! | [`compare`] | what differs between two states |
//! | [`settings_folder`](fn@settings_folder) | where the system keeps what a user has set |

mod atomic;
pub mod backup;
pub mod compare;
pub mod disk;
mod error;
mod file;
mod fingerprint;
pub mod guard;
pub mod journal;
mod layout;
pub mod lock;
mod migrate;
mod names;
mod notation;
mod own_file;
mod page_file;
mod raw_text;
mod rounds;
mod runs;
mod salvage;
mod settings_folder;
mod size;
mod source;
mod surroundings;
mod witness;

use std::io;
use std::path::Path;

use crate::edition::{Edition, ledger};
use atomic::Fault;
use disk::{Disk, SystemDisk};
use guard::GuardError;

pub use atomic::{Content, Over, SaveStep, is_temporary, sweep, write_atomically, write_over, write_with_folder};
pub use error::{LoadError, SaveError};
pub use fingerprint::{Fingerprint, sha256, sha256_of, sha256_of_file};
pub use salvage::{Report, SalvageError, Salvaged, salvage, salvage_bytes};
pub use settings_folder::settings_folder;
pub use size::{check_size, estimated_bytes};
pub use source::{SourceState, sources};

/// The version of the file format this program writes. It reads this one and every older one.
pub const FORMAT_VERSION: u32 = 7;

/// The list of what was exported to a folder, which lies in it.
pub const EXPORT_LIST: &str = ".stet-export";

/// What is known of the editions of a collection, in a file that lies in its folder.
pub const COLLECTION_INDEX: &str = ".stet-collection";

/// What is searched in the editions of a collection, in a folder that lies in its folder.
pub const SEARCH_INDEX: &str = ".stet-search";

/// The largest edition file that is saved and opened, in bytes.
pub const MAX_EDITION_BYTES: u64 = 256 * 1024 * 1024;

/// Whether a file is an edition, by its name.
pub fn is_edition(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ron"))
}

/// How an edition is saved.
#[derive(Clone, Debug, Default)]
pub struct Saving {
    /// What the file was when it was read or written last. If it is something else by now, it is left alone. Without this, what stands
    /// there is replaced.
    pub expected: Option<Fingerprint>,
    /// What may be replaced.
    pub over: Over,
    /// How many backups are kept.
    pub backups: usize,
}

/// An edition that was saved.
#[derive(Debug)]
pub struct Saved {
    /// What the file is now.
    pub fingerprint: Fingerprint,
    /// Why what stood there before could not be kept as a backup, if it could not.
    pub backup: Result<(), io::Error>,
}

/// Writes an edition to a file, whole or not at all, in place of whatever stands there.
///
/// # Errors
/// The file cannot be written. What stood there before stands there still.
pub fn save(path: &Path, edition: &Edition) -> Result<(), SaveError> {
    save_with(&SystemDisk, path, edition, &Saving::default()).map(|_| ())
}

/// As [`save`], on any disk; keeps backups, and does not replace what somebody else has written.
///
/// # Errors
/// As [`save`]; and [`SaveError::Changed`].
pub fn save_with(disk: &dyn Disk, path: &Path, edition: &Edition, saving: &Saving) -> Result<Saved, SaveError> {
    let text = to_ron(edition).map_err(|message| SaveError::Format { path: path.to_owned(), message })?;
    if text.len() as u64 > MAX_EDITION_BYTES {
        return Err(SaveError::TooLarge { path: path.to_owned(), megabytes: text.len() as u64 / 1_000_000 });
    }
    let result = atomic::replace(disk, path, text.as_bytes(), saving.over, |target, old| {
        let Some(old) = old else { return Ok(Ok(())) };
        if let Some(expected) = &saving.expected {
            let look = |error| Failed::At(Fault { step: SaveStep::Look, error });
            match expected.differs_in_bytes(disk, target) {
                Ok(false) => {}
                Ok(true) => return Err(Failed::Changed),
                // It was removed just now.
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Ok(())),
                Err(error) => return Err(look(error)),
            }
        }
        Ok(backup::keep(disk, target, old, saving.backups))
    });
    match result {
        Ok(backup) => {
            let stat = disk.stat(path).ok();
            Ok(Saved { fingerprint: Fingerprint::new(text.as_bytes(), stat.as_ref()), backup })
        }
        Err(Failed::Changed) => Err(SaveError::Changed { path: path.to_owned() }),
        Err(Failed::At(Fault { step: SaveStep::Settle, error })) => Err(SaveError::Unsettled { path: path.to_owned(), error }),
        Err(Failed::At(Fault { error, .. })) if saving.over == Over::Nothing && error.kind() == io::ErrorKind::AlreadyExists => {
            Err(SaveError::Kept(GuardError::Exists { path: path.to_owned() }))
        }
        Err(Failed::At(Fault { step, error })) => Err(SaveError::Write { path: path.to_owned(), step, error }),
    }
}

/// Why a file was not replaced.
enum Failed {
    At(Fault),
    Changed,
}

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Failed {
        Failed::At(fault)
    }
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
    load_with_fingerprint(path).map(|(edition, _)| edition)
}

/// As [`load`], with what the file was when it was read.
///
/// # Errors
/// As [`load`].
pub fn load_with_fingerprint(path: &Path) -> Result<(Edition, Fingerprint), LoadError> {
    let unreadable = |error| LoadError::Unreadable { path: path.to_owned(), error };
    let stat = SystemDisk.stat(path).map_err(unreadable)?;
    if stat.size > MAX_EDITION_BYTES {
        return Err(LoadError::TooLarge { path: path.to_owned(), megabytes: stat.size / 1_000_000 });
    }
    let bytes = SystemDisk.read(path).map_err(unreadable)?;
    let fingerprint = Fingerprint::new(&bytes, Some(&stat));
    Ok((from_bytes(path, bytes)?, fingerprint))
}

/// Reads the bytes of an edition file; `path` is named in errors.
///
/// # Errors
/// As [`load`].
pub fn from_bytes(path: &Path, bytes: Vec<u8>) -> Result<Edition, LoadError> {
    match String::from_utf8(bytes) {
        Ok(text) => from_ron(path, &text),
        Err(error) => {
            let good = String::from_utf8_lossy(error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default()).into_owned();
            let (line, column) = (good.matches('\n').count() + 1, good.chars().rev().take_while(|c| *c != '\n').count() + 1);
            Err(LoadError::Syntax { path: path.to_owned(), line, column, message: "the bytes are not UTF-8".into() })
        }
    }
}

/// Reads the text of an edition file; `path` is named in errors.
///
/// # Errors
/// As [`load`].
pub fn from_ron(path: &Path, text: &str) -> Result<Edition, LoadError> {
    // Some editors put a byte order mark before what they save.
    let edition = file::read(path, text.strip_prefix('\u{feff}').unwrap_or(text))?;
    // That texts are what their pieces say was checked as these were read.
    ledger::audit_pages(&edition).map_err(|faults| {
        let message = faults.first().map(ToString::to_string).unwrap_or_default();
        LoadError::Inconsistent { path: path.to_owned(), message }
    })?;
    Ok(edition)
}
