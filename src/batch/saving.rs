//! Writing editions of which no desk is open.

use std::path::Path;

use super::BatchNote;
use crate::edition::Edition;
use crate::store::backup::DEFAULT_BACKUPS;
use crate::store::disk::SystemDisk;
use crate::store::guard::Guard;
use crate::store::{self, Fingerprint, Over, SaveError, Saving};

/// Whether an edition may be written, and nobody has it open.
pub(crate) fn check_free(guard: &Guard, output: &Path) -> Result<(), BatchNote> {
    guard.check(output)?;
    Ok(check_held(output)?)
}

/// Whether nobody has an edition open.
pub(crate) fn check_held(output: &Path) -> Result<(), SaveError> {
    let held = |holder| Err(SaveError::Held { path: output.to_owned(), holder });
    store::lock::holder(output).map_or(Ok(()), held)
}

/// Writes an edition, if nobody has it open. What stood there is kept as a backup: it may be days of work.
pub(crate) fn save(output: &Path, edition: &Edition, over: Over) -> Result<(), BatchNote> {
    check_held(output)?;
    write(output, edition, &Saving { expected: None, over, backups: DEFAULT_BACKUPS })
}

/// Writes an edition in the place of the file that it was read from, unless that has changed since.
pub(crate) fn save_again(path: &Path, edition: &Edition, fingerprint: Fingerprint) -> Result<(), BatchNote> {
    write(path, edition, &Saving { expected: Some(fingerprint), over: Over::Anything, backups: DEFAULT_BACKUPS })
}

fn write(path: &Path, edition: &Edition, saving: &Saving) -> Result<(), BatchNote> {
    let saved = store::save_with(&SystemDisk, path, edition, saving)?;
    saved.backup.map_err(|error| BatchNote::NotKept { path: path.to_owned(), error })
}
