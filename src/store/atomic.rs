//! Writing a file whole or not at all.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::disk::{Disk, Stat, SystemDisk, folder_of};

/// How the names of temporary files begin.
const TEMPORARY: &str = ".stet-";

/// How old a temporary file of a save that never ended must be before it is removed. No save takes so long.
const LEFT_OVER: Duration = Duration::from_secs(15 * 60);

/// The steps of a save, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStep {
    /// Looking at what stands there.
    Look,
    /// Making the temporary file.
    Create,
    /// Writing the bytes.
    Write,
    /// Making them reach the disk.
    Sync,
    /// Giving the temporary file the name of the old one.
    Replace,
    /// Making the name reach the disk. The new file is in place already.
    Settle,
}

impl SaveStep {
    /// What is being done, as a key of the locale files.
    pub fn key(self) -> &'static str {
        match self {
            SaveStep::Look => "save-step-look",
            SaveStep::Create => "save-step-create",
            SaveStep::Write => "save-step-write",
            SaveStep::Sync => "save-step-sync",
            SaveStep::Replace => "save-step-replace",
            SaveStep::Settle => "save-step-settle",
        }
    }
}

/// What a file may take the place of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Over {
    /// Whatever stands there.
    #[default]
    Anything,
    /// Nothing: what stands there is left alone.
    Nothing,
}

/// A step that failed.
#[derive(Debug)]
pub struct Fault {
    /// The step.
    pub step: SaveStep,
    /// What the system said.
    pub error: io::Error,
}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> io::Error {
        fault.error
    }
}

/// What is written to a file.
pub trait Content {
    /// Writes it, piece by piece where it is large.
    ///
    /// # Errors
    /// What the system says of where it comes from or of where it goes.
    fn write_to(&self, to: &mut dyn Write) -> io::Result<()>;
}

impl<T: AsRef<[u8]> + ?Sized> Content for T {
    fn write_to(&self, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(self.as_ref())
    }
}

/// Replaces a file: the bytes go to a temporary file in the same folder, reach the disk, and take the old file's name in one step.
///
/// A symbolic link stays a link and its target is replaced; the old file's permissions stay. After a failure the old file is there,
/// untouched, and the temporary one is gone.
///
/// # Errors
/// What the system says of the step that failed.
pub fn write_atomically(path: &Path, content: &(impl Content + ?Sized)) -> io::Result<()> {
    write_over(path, content, Over::Anything)
}

/// As [`write_atomically`], and over nothing but what it may.
///
/// # Errors
/// What the system says; [`ErrorKind::AlreadyExists`] where something is that must stay.
pub fn write_over(path: &Path, content: &(impl Content + ?Sized), over: Over) -> io::Result<()> {
    replace(&SystemDisk, path, content, over, |_, _| Ok::<(), Fault>(())).map_err(io::Error::from)
}

/// As [`write_atomically`], making the folder first where it is not there.
///
/// # Errors
/// What the system says.
pub fn write_with_folder(path: &Path, content: &(impl Content + ?Sized)) -> io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    write_atomically(path, content)
}

/// As [`write_atomically`], on any disk. When all is written and only the last step is missing, `ready` is shown the file that is about
/// to be replaced, if there is one, and may still refuse.
pub(super) fn replace<T, E: From<Fault>>(
    disk: &dyn Disk,
    path: &Path,
    content: &(impl Content + ?Sized),
    over: Over,
    ready: impl FnOnce(&Path, Option<&Stat>) -> Result<T, E>,
) -> Result<T, E> {
    let at = |step| move |error| E::from(Fault { step, error });
    let target = disk.resolve(path).map_err(at(SaveStep::Look))?;
    let old = old_file(disk, &target, over).map_err(at(SaveStep::Look))?;
    let (temporary, mut file) = create(disk, &target).map_err(at(SaveStep::Create))?;
    let written = file
        .set_permissions(old.as_ref())
        .and_then(|()| content.write_to(&mut *file))
        .and_then(|()| file.flush())
        .map_err(at(SaveStep::Write))
        .and_then(|()| file.sync().map_err(at(SaveStep::Sync)));
    // Some systems do not rename a file that is open.
    drop(file);
    let done = written
        .and_then(|()| ready(&target, old.as_ref()))
        .and_then(|value| put(disk, &temporary, &target, over).map(|()| value).map_err(at(SaveStep::Replace)));
    match done {
        Ok(value) => disk.sync_folder(folder_of(&target)).map(|()| value).map_err(at(SaveStep::Settle)),
        Err(error) => {
            // What is left over where even this fails is removed by a later save.
            let _ = disk.remove(&temporary);
            Err(error)
        }
    }
}

/// What stands there. A file that is protected against writing is not replaced, nor is anything that is no file.
fn old_file(disk: &dyn Disk, target: &Path, over: Over) -> io::Result<Option<Stat>> {
    match disk.stat(target) {
        Ok(_) if over == Over::Nothing => Err(ErrorKind::AlreadyExists.into()),
        Ok(old) if !old.is_file => Err(io::Error::new(ErrorKind::IsADirectory, "it is no file")),
        Ok(old) if old.permissions.readonly() => Err(io::Error::new(ErrorKind::PermissionDenied, "the file is protected against writing")),
        Ok(old) => Ok(Some(old)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Gives the temporary file its name. Where nothing may be replaced, a second name does it, which the system refuses if there is a file
/// by now; some systems have no second names.
fn put(disk: &dyn Disk, temporary: &Path, target: &Path, over: Over) -> io::Result<()> {
    if over == Over::Anything {
        return disk.rename(temporary, target);
    }
    match disk.link(temporary, target) {
        Ok(()) => {
            // What is left over where this fails is removed by a later save.
            let _ = disk.remove(temporary);
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        Err(_) if disk.stat(target).is_ok() => Err(ErrorKind::AlreadyExists.into()),
        Err(_) => disk.rename(temporary, target),
    }
}

/// A new temporary file for what will be `target`.
fn create(disk: &dyn Disk, target: &Path) -> io::Result<(PathBuf, Box<dyn super::disk::DiskFile>)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let mut last = io::Error::from(ErrorKind::AlreadyExists);
    // The name of a process that is dead may come again.
    for _ in 0..16 {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = target.with_file_name(format!("{}{}-{count}.tmp", temporary_prefix(target), std::process::id()));
        match disk.create(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// How the temporary files of a file begin. A name of its own might be too long with more added to it.
fn temporary_prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().as_encoded_bytes();
    let digest = Sha256::digest(name);
    let short = digest.get(..6).map(hex::encode).unwrap_or_default();
    format!("{TEMPORARY}{short}-")
}

/// Whether a file is one of those that are about to take another's place, or were when the power failed, by its name.
pub fn is_temporary(name: &str) -> bool {
    let rest = name.strip_prefix(TEMPORARY).and_then(|rest| rest.strip_suffix(".tmp"));
    rest.is_some_and(|rest| rest.split('-').count() == 3 && rest.chars().all(|c| c.is_ascii_hexdigit() || c == '-'))
}

/// Removes the temporary files in a folder whose saves never came to an end, as when the power failed.
pub fn sweep(disk: &dyn Disk, folder: &Path) {
    for path in disk.list(folder).unwrap_or_default() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if is_temporary(&name) && disk.stat(&path).is_ok_and(|stat| is_left_over(stat.modified)) {
            // It does no harm where it lies.
            let _ = disk.remove(&path);
        }
    }
}

/// Whether a temporary file that was written last at this time belongs to a save that never ended.
pub(super) fn is_left_over(modified: Option<SystemTime>) -> bool {
    modified.and_then(|modified| SystemTime::now().duration_since(modified).ok()).is_some_and(|age| age > LEFT_OVER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.ron"), folder.path().join("link.ron"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write_atomically(&link, b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_yet_gets_its_file_and_a_circle_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.ron"), folder.path().join("link.ron"));
        std::os::unix::fs::symlink("a.ron", &link).unwrap();
        write_atomically(&link, b"one").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let circle = folder.path().join("circle.ron");
        std::os::unix::fs::symlink("circle.ron", &circle).unwrap();
        assert!(write_atomically(&circle, b"one").is_err());
        assert!(fs::symlink_metadata(&circle).unwrap().is_symlink());
    }

    #[test]
    fn a_folder_that_is_gone_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_atomically(&folder.path().join("gone").join("a.ron"), b"one").is_err());
    }

    #[test]
    fn what_is_protected_or_no_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "one").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(write_atomically(&path, b"two").unwrap_err().kind(), ErrorKind::PermissionDenied);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert!(write_atomically(folder.path(), b"two").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_stands_there_stays_where_nothing_may_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        write_over(&path, b"one", Over::Nothing).unwrap();
        assert_eq!(write_over(&path, b"two", Over::Nothing).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        // Also where it came while the new one was being written.
        let temporary = folder.path().join("t");
        fs::write(&temporary, "two").unwrap();
        assert_eq!(put(&SystemDisk, &temporary, &path, Over::Nothing).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        fs::remove_file(temporary).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_dead_save_left_is_swept_away_once_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        let (old, new) = (format!("{}1-1.tmp", temporary_prefix(&path)), format!("{}1-2.tmp", temporary_prefix(&path)));
        for name in [&old, &new] {
            fs::write(folder.path().join(name), "half").unwrap();
        }
        let file = fs::OpenOptions::new().write(true).open(folder.path().join(&old)).unwrap();
        file.set_modified(SystemTime::now() - 2 * LEFT_OVER).unwrap();
        drop(file);
        sweep(&SystemDisk, folder.path());
        assert!(!folder.path().join(&old).exists() && folder.path().join(&new).exists());
    }
}
