//! One hand at a time: who has an edition open.
//!
//! The one who opens an edition to work on it leaves a small file beside it (`.name.ron.lock`) that says who, where and since when, and
//! holds the system's lock on it. That lock goes with the process however it ends, so the file of a dead process is taken over. Where
//! a system has no locks, as some network folders, the process is looked for, if it is of this machine; and the holder touches the
//! file every half minute, so that one on another machine is known to be alive. How a system locks is in `own_file`.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, SystemDisk, folder_of};
use super::{names, own_file};
use crate::reading::open_regular;

/// How often the holder of an edition shows that it is alive.
const BEAT: Duration = Duration::from_secs(30);

/// How long after the last sign of life a holder on another machine counts as gone. Clocks may differ by as much.
const GONE_AFTER: Duration = Duration::from_secs(150);

/// What the file's name ends in.
const LOCK_END: &str = ".lock";

/// The longest file of this kind that is read, in bytes.
const MAX_BYTES: u64 = 4096;

/// Who has an edition open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The user's name.
    pub who: String,
    /// The machine's name.
    pub host: String,
    /// The number of the process.
    pub pid: u32,
    /// Since when, in seconds since 1970.
    pub since: u64,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.who.as_str(), self.host.as_str()) {
            ("", "") => f.write_str("?"),
            ("", host) => f.write_str(host),
            (who, host) => write!(f, "{who} @ {host}"),
        }
    }
}

/// What came of asking for an edition.
pub enum Hold {
    /// It is ours until this is dropped.
    Mine(EditionLock),
    /// Somebody else has it open.
    Theirs(Holder),
    /// Nothing can be written beside it, so nobody can be kept away either.
    Unguarded(io::Error),
}

/// Keeps others from working on an edition. Dropped, it lets them.
pub struct EditionLock {
    path: PathBuf,
    edition: PathBuf,
    file: File,
    /// Shows that the holder is alive.
    beat: Option<Beat>,
}

/// A thread that shows that the holder is alive, until it is told to end.
struct Beat {
    alive: Sender<()>,
    thread: JoinHandle<()>,
}

impl Holder {
    /// This process.
    pub fn this() -> Holder {
        let who = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
        Holder { who, host: gethostname::gethostname().to_string_lossy().into_owned(), pid: std::process::id(), since }
    }

    /// Whether it is whoever works here, in another window perhaps.
    pub fn is_of_this_user(&self) -> bool {
        let this = Holder::this();
        (&self.who, &self.host) == (&this.who, &this.host)
    }

    /// Whether it is this process.
    pub fn is_this(&self) -> bool {
        let this = Holder::this();
        self.pid == this.pid && self.host == this.host
    }

    /// Whether the process may still be there, as far as that can be told without the system's lock.
    fn may_live(&self, beat: Option<SystemTime>) -> bool {
        if self.host != Holder::this().host {
            let age = |beat: SystemTime| SystemTime::now().duration_since(beat).unwrap_or_default();
            return beat.is_some_and(|beat| age(beat) < GONE_AFTER);
        }
        let processes = Path::new("/proc");
        // Where there is no list of them, any but this one may be.
        if cfg!(unix) && processes.join("self").exists() {
            processes.join(self.pid.to_string()).exists()
        } else {
            self.pid != std::process::id()
        }
    }
}

impl EditionLock {
    /// The edition's file.
    pub fn edition(&self) -> &Path {
        &self.edition
    }
}

impl Drop for EditionLock {
    fn drop(&mut self) {
        // The thread has the file open, too, and on Windows the file is held as long as anybody has.
        if let Some(Beat { alive, thread }) = self.beat.take() {
            drop(alive);
            // It cannot panic.
            let _ = thread.join();
        }
        // Where the file stays behind, it is the file of a process that is gone, and is taken over.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// Asks for an edition, to be the only one to work on it.
pub fn take(edition: &Path) -> Hold {
    let target = SystemDisk.resolve(edition).unwrap_or_else(|_| edition.to_owned());
    let path = lock_path(&target);
    for _ in 0..8 {
        let mut file = match own_file::open(&path) {
            Ok(file) => file,
            // Another user's file that is protected, or on Windows one that is held: it is held if anybody holds it.
            Err(error) => return read(&path).map_or(Hold::Unguarded(error), Hold::Theirs),
        };
        let (holder, beat) = (read_from(&mut file), file.metadata().and_then(|found| found.modified()).ok());
        let others = match own_file::lock(&file) {
            Err(TryLockError::WouldBlock) => return Hold::Theirs(holder.or_else(|| read(&path)).unwrap_or_default()),
            // The system's lock tells of this machine; of another it may not know.
            Ok(()) => holder.filter(|holder| holder.host != Holder::this().host && holder.may_live(beat)),
            Err(TryLockError::Error(_)) => holder.filter(|holder| holder.may_live(beat)),
        };
        if let Some(holder) = others {
            return Hold::Theirs(holder);
        }
        let this = Holder::this();
        if let Err(error) = write_to(&mut file, &this) {
            return Hold::Unguarded(error);
        }
        // The holder before may have removed the file just after it was opened here; then a file that nobody sees is locked.
        if read(&path).as_ref() == Some(&this) {
            super::atomic::sweep(&SystemDisk, folder_of(&target));
            super::atomic::sweep(&SystemDisk, &super::backup::folder(&target));
            return beating(file, path, target).map_or_else(Hold::Unguarded, Hold::Mine);
        }
    }
    Hold::Unguarded(io::ErrorKind::WouldBlock.into())
}

/// Who has an edition open, if anybody does. Nothing is written.
pub fn holder(edition: &Path) -> Option<Holder> {
    let target = SystemDisk.resolve(edition).unwrap_or_else(|_| edition.to_owned());
    let (mut file, _) = open_regular(&lock_path(&target)).ok()?;
    let (holder, beat) = (read_from(&mut file), file.metadata().and_then(|found| found.modified()).ok());
    match own_file::look(&file, &lock_path(&target)) {
        Err(TryLockError::WouldBlock) => Some(holder.unwrap_or_default()),
        Ok(()) => holder.filter(|holder| holder.host != Holder::this().host && holder.may_live(beat)),
        Err(TryLockError::Error(_)) => holder.filter(|holder| holder.may_live(beat)),
    }
}

/// Whether a file is one that says who has an edition open, by its name.
pub fn is_lock(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.starts_with('.') && name.ends_with(LOCK_END)
}

/// Whether a lock is on this file.
pub fn is_of(lock: &EditionLock, path: &Path) -> bool {
    SystemDisk.resolve(path).is_ok_and(|target| target == lock.edition)
}

/// The name of the file beside an edition of this name that says who has it open.
pub fn lock_name(edition: &OsStr) -> String {
    names::around(".", edition, LOCK_END)
}

fn lock_path(target: &Path) -> PathBuf {
    folder_of(target).join(lock_name(target.file_name().unwrap_or_default()))
}

fn read(path: &Path) -> Option<Holder> {
    read_from(&mut open_regular(path).ok()?.0)
}

fn read_from(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(MAX_BYTES).read_to_string(&mut text).ok()?;
    ron::from_str(&text).ok()
}

fn write_to(file: &mut File, holder: &Holder) -> io::Result<()> {
    let text = ron::to_string(holder).map_err(io::Error::other)?;
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

/// Shows every half minute that the holder is alive.
fn beating(file: File, path: PathBuf, edition: PathBuf) -> io::Result<EditionLock> {
    let (alive, gone) = channel();
    let beating = file.try_clone()?;
    let thread = std::thread::Builder::new().name("lock".to_owned()).spawn(move || {
        while gone.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
            // A file that cannot be touched looks dead to other machines; on this one the system's lock still holds.
            let _ = beating.set_modified(SystemTime::now());
        }
    })?;
    Ok(EditionLock { path, edition, file, beat: Some(Beat { alive, thread }) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mine(edition: &Path) -> EditionLock {
        match take(edition) {
            Hold::Mine(lock) => lock,
            Hold::Theirs(holder) => panic!("held by {holder:?}"),
            Hold::Unguarded(error) => panic!("{error}"),
        }
    }

    #[test]
    fn ones_own_other_window_is_no_other_hand() {
        let this = Holder { pid: 4_000_000, ..Holder::this() };
        assert!(this.is_of_this_user());
        assert!(!Holder { host: format!("not {}", this.host), ..this.clone() }.is_of_this_user());
        assert!(!Holder { who: format!("not {}", this.who), ..this }.is_of_this_user());
    }

    #[test]
    fn the_second_hand_is_told_who_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let edition = folder.path().join("e.ron");
        assert_eq!(holder(&edition), None);
        let lock = mine(&edition);
        let Hold::Theirs(holder_now) = take(&edition) else { panic!("two have it") };
        assert!(holder_now.is_this() && holder_now.since > 0);
        assert_eq!(holder(&edition), Some(holder_now));
        drop(lock);
        assert_eq!(holder(&edition), None);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
        drop(mine(&edition));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_its_file_are_one_edition() {
        let folder = tempfile::tempdir().unwrap();
        let (edition, link) = (folder.path().join("e.ron"), folder.path().join("link.ron"));
        std::fs::write(&edition, "").unwrap();
        std::os::unix::fs::symlink(&edition, &link).unwrap();
        let _lock = mine(&edition);
        assert!(matches!(take(&link), Hold::Theirs(_)));
    }

    #[test]
    fn the_lock_of_a_dead_process_is_taken_over_and_one_of_a_living_machine_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let edition = folder.path().join("e.ron");
        let path = lock_path(&edition);
        let leave = |host: &str, age: u64| {
            let left = Holder { who: "amy".into(), host: host.to_owned(), pid: 4_000_000, since: 1 };
            std::fs::write(&path, ron::to_string(&left).unwrap()).unwrap();
            let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        };
        leave(&Holder::this().host, 0);
        drop(mine(&edition));
        leave("elsewhere", 20);
        assert!(matches!(take(&edition), Hold::Theirs(holder) if holder.who == "amy" && holder.host == "elsewhere"));
        assert_eq!(holder(&edition).map(|holder| holder.who), Some("amy".into()));
        leave("elsewhere", 600);
        assert_eq!(holder(&edition), None);
        drop(mine(&edition));
        std::fs::write(&path, "no holder").unwrap();
        drop(mine(&edition));
    }

    #[test]
    fn names_of_any_length_are_locked() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["长".repeat(83) + ".ron", "a".repeat(251) + ".ron", "a".repeat(250) + "b.ron"] {
            let edition = folder.path().join(name);
            let lock = mine(&edition);
            assert!(matches!(take(&edition), Hold::Theirs(_)));
            assert!(is_lock(&lock_path(&edition)) && !is_lock(&edition));
            drop(lock);
        }
    }

    #[test]
    fn without_the_systems_locks_the_process_is_looked_for() {
        let this = Holder::this();
        if cfg!(unix) && Path::new("/proc/self").exists() {
            assert!(this.may_live(None));
            assert!(!Holder { pid: 4_194_305, ..this }.may_live(None));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_is_no_file_is_never_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let edition = folder.path().join("e.ron");
        crate::reading::pipe(folder.path(), ".e.ron.lock");
        assert!(holder(&edition).is_none());
        assert!(matches!(take(&edition), Hold::Unguarded(_)));
    }
}
