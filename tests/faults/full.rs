//! A real disk that is full: a small one in memory. Only root may make one; otherwise the tests say that they are skipped.

use std::path::{Path, PathBuf};
use std::process::Command;

use stet::edit::{Edit, History};
use stet::edition::{Place, TextOffset};
use stet::store::disk::SystemDisk;
use stet::store::journal::{About, Journal, JournalStep, recover};
use stet::store::{SaveError, SaveStep, Saving, load, save, save_with};

use super::{names, sample};

/// A disk of one megabyte, unmounted when it is dropped.
pub(super) struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    pub(super) fn mount() -> Option<SmallDisk> {
        let folder = tempfile::tempdir().expect("a folder");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).output();
        if mount.is_ok_and(|output| output.status.success()) {
            Some(SmallDisk { folder })
        } else {
            println!("skipped: no small disk can be mounted here (that takes root)");
            None
        }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Leaves this many bytes free, more or less.
    pub(super) fn fill(&self, free: usize) -> PathBuf {
        let path = self.path().join("filler");
        let mut size = 1024 * 1024;
        while size > 0 && std::fs::write(&path, vec![b'x'; size]).is_err() {
            size -= 4096;
        }
        std::fs::write(&path, vec![b'x'; size.saturating_sub(free)]).expect("it fitted before");
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder.path()).status();
    }
}

#[test]
fn a_full_disk_costs_nothing_that_was_saved() {
    let Some(disk) = SmallDisk::mount() else { return };
    let edition = sample();
    let path = disk.path().join("e.ron");
    save(&path, &edition).unwrap();
    for free in [0, 4096, 12_288] {
        let filler = disk.fill(free);
        match save(&path, &edition) {
            Err(SaveError::Write { step, error, .. }) => {
                assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "{error}");
                assert!(matches!(step, SaveStep::Write | SaveStep::Create | SaveStep::Sync), "{step:?}");
            }
            other => panic!("{free} bytes are not enough: {other:?}"),
        }
        assert_eq!(load(&path).unwrap(), edition);
        assert_eq!(names(disk.path()), ["e.ron", "filler"], "nothing is left behind");
        std::fs::remove_file(filler).unwrap();
        save_with(&SystemDisk, &path, &edition, &Saving { backups: 1, ..Saving::default() }).unwrap();
        std::fs::remove_dir_all(disk.path().join(".stet-backups")).unwrap();
    }
}

#[test]
fn a_journal_on_a_full_disk_says_so_and_goes_on_when_there_is_room_again() {
    let Some(disk) = SmallDisk::mount() else { return };
    let folder = disk.path().join("journals");
    let mut edition = sample();
    let mut history = History::default();
    let journal = Journal::begin(&folder, About::default(), edition.clone(), None).unwrap();
    let mut note = |edition: &mut _, journal: &Journal| {
        let block = stet::edition::Edition::blocks(edition).next().unwrap().1.id();
        let place = Place { block, at: TextOffset(0) };
        let edit = Edit::splice(place, place, "字");
        history.perform(edition, &edit, None, |_| None).unwrap();
        journal.note(JournalStep::Done(edit, history.went_on()), edition);
    };
    note(&mut edition, &journal);
    journal.wait();
    assert_eq!(journal.fault(), None);
    let filler = disk.fill(0);
    // A page of the disk may have room for some more.
    for _ in 0..200 {
        note(&mut edition, &journal);
    }
    journal.wait();
    assert!(journal.is_failing(), "it is said that the journal cannot be written");
    std::fs::remove_file(filler).unwrap();
    note(&mut edition, &journal);
    for _ in 0..100 {
        journal.wait();
        if journal.fault().is_none() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(journal.fault(), None);
    drop(journal);
    let work = recover(&folder).work;
    assert_eq!(work.len(), 1);
    assert_eq!(work[0].replay.edition, edition);
    assert_eq!(work[0].edits(), 202);
}
