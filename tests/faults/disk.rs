//! A disk of which any call can fail, and what a save leaves behind then.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use stet::edition::Edition;
use stet::store::disk::{Disk, DiskFile, Stat, SystemDisk};
use stet::store::{SaveError, SaveStep, Saving, backup, load, load_with_fingerprint, save, save_with, to_ron};

use super::{names, sample};

/// In what way the call fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Failure {
    /// It fails; what follows works.
    Once,
    /// It does half of what it should, where that is possible, and fails.
    Half,
    /// Nothing works any more, as when the process or the disk is gone; also nothing that would tidy up.
    Gone,
}

/// A disk whose call number `at` fails.
struct Faulty {
    calls: Arc<AtomicUsize>,
    at: usize,
    failure: Failure,
    log: Arc<Mutex<Vec<String>>>,
}

impl Faulty {
    fn new(at: usize, failure: Failure) -> Faulty {
        Faulty { calls: Arc::default(), at, failure, log: Arc::default() }
    }

    fn never() -> Faulty {
        Faulty::new(usize::MAX, Failure::Once)
    }

    /// Counts a call, and fails if it is the one.
    fn call(&self, name: &str) -> io::Result<()> {
        let number = self.calls.fetch_add(1, Ordering::SeqCst);
        self.log.lock().expect("no test fails in here").push(name.to_owned());
        let fails = if self.failure == Failure::Gone { number >= self.at } else { number == self.at };
        if fails { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

struct FaultyFile {
    inner: Box<dyn DiskFile>,
    disk: Faulty,
}

impl Write for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.disk.call("write") {
            if self.disk.failure != Failure::Once {
                self.inner.write_all(&bytes[..bytes.len() / 2])?;
            }
            return Err(error);
        }
        // A part at a time, as a system may.
        self.inner.write(&bytes[..bytes.len().min(9000)])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl DiskFile for FaultyFile {
    fn set_permissions(&mut self, like: Option<&Stat>) -> io::Result<()> {
        self.disk.call("permissions")?;
        self.inner.set_permissions(like)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.call("sync")?;
        self.inner.sync()
    }
}

impl Disk for Faulty {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call("resolve")?;
        SystemDisk.resolve(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.call("stat")?;
        SystemDisk.stat(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call("read")?;
        SystemDisk.read(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.call("create")?;
        let disk = Faulty { calls: self.calls.clone(), at: self.at, failure: self.failure, log: self.log.clone() };
        Ok(Box::new(FaultyFile { inner: SystemDisk.create(path)?, disk }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call("rename")?;
        SystemDisk.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call("link")?;
        SystemDisk.link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call("remove")?;
        SystemDisk.remove(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.call("make folder")?;
        SystemDisk.make_folder(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.call("list")?;
        SystemDisk.list(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call("sync folder")?;
        SystemDisk.sync_folder(folder)
    }
}

/// Two states of the sample.
fn two() -> (Edition, Edition) {
    let old = sample();
    let mut new = old.clone();
    let article = new.articles()[0].id();
    let edit = stet::edit::Edit::AddTerm { article, term: stet::edit::TermKind::Tag, text: "测试".into() };
    stet::edit::apply(&mut new, &edit).expect("a tag can be added");
    (old, new)
}

/// A folder with the old edition and one backup, and how the new one is to be saved there.
fn folder(old: &Edition) -> (tempfile::TempDir, PathBuf, Saving) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("e.ron");
    save(&path, old).expect("it is saved");
    let (_, fingerprint) = load_with_fingerprint(&path).expect("it is opened");
    (folder, path, Saving { expected: Some(fingerprint), backups: 2, ..Saving::default() })
}

#[test]
fn whichever_call_of_a_save_fails_the_old_or_the_new_file_is_there_whole() {
    let (old, new) = two();
    let (old_text, new_text) = (to_ron(&old).unwrap(), to_ron(&new).unwrap());
    let (_keep, path, saving) = folder(&old);
    let disk = Faulty::never();
    save_with(&disk, &path, &new, &saving).unwrap();
    let log = disk.log.lock().unwrap().clone();
    for name in ["resolve", "stat", "create", "permissions", "write", "sync", "read", "link", "rename", "sync folder"] {
        assert!(log.iter().any(|call| call == name), "a save calls {name}: {log:?}");
    }
    let mut cases = 0;
    for failure in [Failure::Once, Failure::Half, Failure::Gone] {
        for (at, name) in log.iter().enumerate() {
            let (folder, path, saving) = folder(&old);
            let result = save_with(&Faulty::new(at, failure), &path, &new, &saving);
            let case = format!("call {at} ({name}) fails: {failure:?}");
            let text = std::fs::read_to_string(&path).unwrap();
            match &result {
                Ok(_) | Err(SaveError::Unsettled { .. }) => assert_eq!(text, new_text, "{case}"),
                Err(SaveError::Write { step, .. }) => {
                    assert_eq!(text, old_text, "{case}");
                    assert_ne!(*step, SaveStep::Settle);
                }
                Err(error) => panic!("{case}: {error}"),
            }
            for backup in backup::backups(&SystemDisk, &path) {
                assert!(load(&backup.path).is_ok(), "{case}: {} is broken", backup.path.display());
            }
            if failure != Failure::Gone {
                let left: Vec<_> = names(folder.path()).into_iter().filter(|name| name.ends_with(".tmp")).collect();
                let tidies = name == "remove";
                assert!(left.is_empty() || tidies, "{case}: {left:?} is left behind");
            }
            // Whatever happened, the next save works.
            save(&path, &new).unwrap();
            cases += 1;
        }
    }
    println!("{} calls, {cases} cases", log.len());
}

#[test]
fn a_backup_is_on_the_disk_before_the_new_file_is_in_place() {
    let (old, new) = two();
    let (_keep, path, saving) = folder(&old);
    let disk = Faulty::never();
    save_with(&disk, &path, &new, &saving).unwrap();
    let log = disk.log.lock().unwrap().clone();
    let at = |name: &str| log.iter().position(|call| call == name).unwrap();
    let synced = log.iter().enumerate().filter(|(_, call)| *call == "sync folder").map(|(at, _)| at).collect::<Vec<_>>();
    // The folder of backups, the folder it lies in, and that folder once more for the new file's name.
    assert_eq!(synced.len(), 3, "{log:?}");
    assert!(at("link") < synced[0] && synced[1] < at("rename") && at("rename") < synced[2], "{log:?}");
}

#[test]
fn a_fault_while_a_backup_is_made_does_not_stop_the_save() {
    let (old, new) = two();
    let (_keep, path, saving) = folder(&old);
    let disk = Faulty::never();
    save_with(&disk, &path, &new, &saving).unwrap();
    let at = disk.log.lock().unwrap().iter().position(|call| call == "make folder").unwrap();
    let (_keep, path, saving) = folder(&old);
    let saved = save_with(&Faulty::new(at, Failure::Once), &path, &new, &saving).unwrap();
    assert!(saved.backup.is_err(), "it is said that there is no backup");
    assert_eq!(load(&path).unwrap(), new);
}

#[test]
fn what_somebody_else_wrote_is_not_written_over() {
    let (old, new) = two();
    let (_keep, path, saving) = folder(&old);
    std::fs::write(&path, "somebody else's").unwrap();
    assert!(matches!(save_with(&SystemDisk, &path, &new, &saving), Err(SaveError::Changed { .. })));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody else's");
    assert!(backup::backups(&SystemDisk, &path).is_empty());
    // The same bytes with another time are the same file.
    save(&path, &old).unwrap();
    let saved = save_with(&SystemDisk, &path, &new, &saving).unwrap();
    assert_eq!(saved.fingerprint.differs(&path).ok(), Some(false));
    // One that was removed is written again.
    std::fs::remove_file(&path).unwrap();
    save_with(&SystemDisk, &path, &old, &Saving { expected: Some(saved.fingerprint), backups: 2, ..Saving::default() }).unwrap();
    assert_eq!(load(&path).unwrap(), old);
}

#[test]
fn a_folder_that_was_removed_or_protected_is_named_in_the_error() {
    let (old, new) = two();
    let (folder, path, saving) = folder(&old);
    std::fs::remove_dir_all(folder.path()).unwrap();
    let error = save_with(&SystemDisk, &path, &new, &saving).unwrap_err();
    assert!(error.to_string().contains(&path.display().to_string()) && error.to_string().contains("choose another place"), "{error}");
}

#[test]
fn the_last_saves_are_kept_as_backups() {
    let (old, new) = two();
    let (_keep, path, mut saving) = folder(&old);
    for turn in 0..6 {
        let edition = if turn % 2 == 0 { &new } else { &old };
        let saved = save_with(&SystemDisk, &path, edition, &saving).unwrap();
        assert!(saved.backup.is_ok());
        saving.expected = Some(saved.fingerprint);
    }
    let backups = backup::backups(&SystemDisk, &path);
    assert_eq!(backups.len(), 2);
    assert_eq!(load(&backups[0].path).unwrap(), new, "the newest is what was saved before");
    assert_eq!(backup::original(&backups[0].path).as_deref(), Some(path.as_path()));
    saving.backups = 0;
    save_with(&SystemDisk, &path, &new, &saving).unwrap();
    assert_eq!(backup::backups(&SystemDisk, &path).len(), 2, "without backups none is made and none removed");
}
