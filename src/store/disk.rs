//! The calls of the file system that saving makes, behind a trait at the store's edge, so that tests can let any of them fail.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::reading::read_regular;

/// How many links are followed from one to the next before they count as a circle.
const MAX_LINKS: usize = 40;

/// What saving needs of a file system.
pub trait Disk: Send + Sync {
    /// The file that a path names in the end, through links, whether or not that file exists.
    ///
    /// # Errors
    /// What the system says.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// What is known of a file.
    ///
    /// # Errors
    /// What the system says; [`ErrorKind::NotFound`] where there is no file.
    fn stat(&self, path: &Path) -> io::Result<Stat>;

    /// A file's bytes.
    ///
    /// # Errors
    /// What the system says.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Makes a new file, which must not be there yet.
    ///
    /// # Errors
    /// What the system says; [`ErrorKind::AlreadyExists`] where there is one.
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Gives a file another name in one step, in place of any file of that name.
    ///
    /// # Errors
    /// What the system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes what a path names stand under a second name too, without a moment in which it is half there.
    ///
    /// # Errors
    /// What the system says.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes a folder, with those above it, unless it is there.
    ///
    /// # Errors
    /// What the system says.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// The files in a folder.
    ///
    /// # Errors
    /// What the system says.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Makes the names in a folder reach the disk.
    ///
    /// # Errors
    /// What the system says.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// A file that is being written.
pub trait DiskFile: Write {
    /// Sets the file's permissions and, as far as the system lets this user, its owner and group: those of the file it replaces, or
    /// else those of a new document.
    ///
    /// # Errors
    /// What the system says of the permissions.
    fn set_permissions(&mut self, like: Option<&Stat>) -> io::Result<()>;

    /// Makes the bytes reach the disk.
    ///
    /// # Errors
    /// What the system says.
    fn sync(&mut self) -> io::Result<()>;
}

/// What is known of a file.
#[derive(Clone, Debug)]
pub struct Stat {
    /// Whether it is a file, not a folder or a device.
    pub is_file: bool,
    /// Its length in bytes.
    pub size: u64,
    /// When it was written last.
    pub modified: Option<SystemTime>,
    /// Its permissions.
    pub permissions: Permissions,
    /// Its owner and group, where the system has such.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has owners by number"))]
    owner: Option<(u32, u32)>,
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let mut target = path.to_owned();
        for _ in 0..MAX_LINKS {
            match fs::canonicalize(&target) {
                Ok(found) => return Ok(found),
                Err(error) if error.kind() == ErrorKind::NotFound => match fs::read_link(&target) {
                    // A link to a file that is not there yet.
                    Ok(next) => target = folder_of(&target).join(next),
                    Err(_) => return Ok(target),
                },
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::NotFound.into())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let found = fs::metadata(path)?;
        Ok(Stat {
            is_file: found.is_file(),
            size: found.len(),
            modified: found.modified().ok(),
            permissions: found.permissions(),
            owner: owner(&found),
        })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        read_regular(path, super::MAX_EDITION_BYTES)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(OpenOptions::new().write(true).create_new(true).open(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        patiently(|| fs::rename(from, to))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        sync_folder(folder)
    }
}

impl DiskFile for File {
    fn set_permissions(&mut self, like: Option<&Stat>) -> io::Result<()> {
        match like {
            Some(old) => {
                give(self, old);
                File::set_permissions(self, old.permissions.clone())
            }
            None => Ok(()),
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// The folder a file lies in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn owner(found: &fs::Metadata) -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt;
    Some((found.uid(), found.gid()))
}

#[cfg(not(unix))]
fn owner(_found: &fs::Metadata) -> Option<(u32, u32)> {
    None
}

/// Gives a file to the owner and the group of another. Few users may, and a file of one's own is no fault.
#[cfg(unix)]
fn give(file: &File, like: &Stat) {
    if let Some((user, group)) = like.owner
        && std::os::unix::fs::fchown(file, Some(user), Some(group)).is_err()
    {
        let _ = std::os::unix::fs::fchown(file, None, Some(group));
    }
}

#[cfg(not(unix))]
fn give(_file: &File, _like: &Stat) {}

/// How often, and at which intervals, Windows is asked once more for what it refuses.
#[cfg(windows)]
const ONCE_MORE: (u32, std::time::Duration) = (20, std::time::Duration::from_millis(50));

/// What searches files for viruses or makes an index of them keeps a new one open for a moment, and Windows then refuses to rename it.
#[cfg(windows)]
fn patiently(rename: impl Fn() -> io::Result<()>) -> io::Result<()> {
    // A lack of rights looks the same, and is then told of a second later: ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION.
    let is_refused = |done: &io::Result<()>| done.as_ref().is_err_and(|error| matches!(error.raw_os_error(), Some(5 | 32)));
    let mut done = rename();
    for _ in 0..ONCE_MORE.0 {
        if !is_refused(&done) {
            break;
        }
        std::thread::sleep(ONCE_MORE.1);
        done = rename();
    }
    done
}

#[cfg(not(windows))]
fn patiently(rename: impl Fn() -> io::Result<()>) -> io::Result<()> {
    rename()
}

/// Only Unix lets a folder be synced, and some network folders refuse even there; the rename is then as lasting as they make it.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
