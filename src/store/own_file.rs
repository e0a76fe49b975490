//! How a system keeps the file that says who works on an edition for one program, while others may read it.
//!
//! On Windows a lock keeps others from reading, too, even by another handle of the same program, so that nobody could be told who holds
//! it. There the file is opened so that nobody else can open it for writing, which network folders know as well.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::reading::{NoFile, open_regular};

/// Opens the file at a place of its own. What is no file there is left alone: opening a pipe may wait for ever.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if let Err(error) = open_regular(path)
        && NoFile::of(&error).is_some()
    {
        return Err(error);
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, windows::READ_AND_REMOVE);
    options.open(path)
}

/// Locks the file that [`open`] has opened, if nobody holds it.
#[cfg(not(windows))]
pub(super) fn lock(file: &File) -> Result<(), TryLockError> {
    file.try_lock()
}

/// That it could be opened says that nobody holds it.
#[cfg(windows)]
pub(super) fn lock(_file: &File) -> Result<(), TryLockError> {
    Ok(())
}

/// Whether a file that is open for reading is held by nobody. Nothing is kept of it.
#[cfg(not(windows))]
pub(super) fn look(file: &File, _path: &Path) -> Result<(), TryLockError> {
    file.try_lock_shared()
}

/// Whether the file at a path is held by nobody.
#[cfg(windows)]
pub(super) fn look(_file: &File, path: &Path) -> Result<(), TryLockError> {
    windows::look(path)
}

#[cfg(windows)]
mod windows {
    use std::fs::{OpenOptions, TryLockError};
    use std::os::windows::fs::OpenOptionsExt;
    use std::path::Path;

    /// What others may do meanwhile: `FILE_SHARE_READ` and `FILE_SHARE_DELETE`.
    pub(super) const READ_AND_REMOVE: u32 = 0x1 | 0x4;

    /// What the system says of a file that somebody else has opened so (`ERROR_SHARING_VIOLATION`).
    const HELD: i32 = 32;

    pub(super) fn look(path: &Path) -> Result<(), TryLockError> {
        match OpenOptions::new().read(true).share_mode(READ_AND_REMOVE).open(path) {
            Ok(_) => Ok(()),
            Err(error) if error.raw_os_error() == Some(HELD) => Err(TryLockError::WouldBlock),
            Err(error) => Err(TryLockError::Error(error)),
        }
    }
}
