//! What keeps an open edition's work from being lost: its journal, its lock, and what its file was.

use std::path::{Path, PathBuf};

use crate::edit::History;
use crate::edition::Edition;
use crate::store::Fingerprint;
use crate::store::journal::{About, Journal, JournalStep};
use crate::store::lock::{EditionLock, Hold, Holder};

/// What goes with a document so that its work is not lost.
#[derive(Default)]
pub struct Keeping {
    journal: Option<Journal>,
    /// Why there is no journal, where there should be one.
    no_journal: Option<String>,
    /// Keeps others from the edition's file.
    lock: Option<EditionLock>,
    /// Who has the edition, if it is somebody else: then it is only read here.
    held_by: Option<Holder>,
    /// What the edition's file was when it was read or written last.
    pub fingerprint: Option<Fingerprint>,
    /// Whether the edition holds work of an earlier session, or was put together from a damaged file, and is in no file yet.
    pub is_recovered: bool,
}

impl Keeping {
    /// That of an edition's file.
    pub fn of_file(fingerprint: Fingerprint, hold: Hold) -> Keeping {
        let (lock, held_by) = split(hold);
        Keeping { lock, held_by, fingerprint: Some(fingerprint), ..Keeping::default() }
    }

    /// Who has the edition, if it is somebody else.
    pub fn held_by(&self) -> Option<&Holder> {
        self.held_by.as_ref()
    }

    /// Whether the edition's file is ours alone.
    pub fn holds(&self, path: &Path) -> bool {
        self.lock.as_ref().is_some_and(|lock| crate::store::lock::is_of(lock, path))
    }

    /// Takes over the lock of the same edition, which was opened once more.
    pub fn take_lock_of(&mut self, other: &mut Keeping) {
        if self.held_by.as_ref().is_some_and(Holder::is_this) && other.lock.is_some() {
            (self.lock, self.held_by) = (other.lock.take(), None);
        }
    }

    /// Begins the journal in a folder. An edition that is only read has none. `unsaved` as in [`Journal::begin`].
    pub fn begin_journal(&mut self, folder: &Path, about: About, edition: &Edition, unsaved: Option<(usize, u64)>) {
        if self.held_by.is_none() {
            // Without a thread there is no journal; all else works.
            match Journal::begin(folder, about, edition.clone(), unsaved) {
                Ok(journal) => self.journal = Some(journal),
                Err(error) => self.no_journal = Some(error.to_string()),
            }
        }
    }

    /// Notes an edit that was made.
    pub fn note(&self, step: impl FnOnce() -> JournalStep, edition: &Edition) {
        if let Some(journal) = &self.journal {
            journal.note(step(), edition);
        }
    }

    /// Notes that the edition was saved; `is_all` as in [`Journal::saved`]. A lock that the save has taken is held from now on.
    pub fn note_saved(&mut self, about: About, lock: Option<EditionLock>, edition: &Edition, is_all: bool) {
        self.fingerprint = about.base.clone();
        self.is_recovered = false;
        if lock.is_some() {
            (self.lock, self.held_by) = (lock, None);
        }
        if let Some(journal) = &self.journal {
            journal.saved(about, edition, is_all);
        }
    }

    /// Why the last edits are not in the journal, if they are not.
    pub fn journal_fault(&self) -> Option<String> {
        self.journal.as_ref().and_then(Journal::fault).or_else(|| self.no_journal.clone())
    }

    /// Whether there is a journal.
    pub fn has_journal(&self) -> bool {
        self.journal.is_some()
    }

    /// Waits until the journal is on the disk, or cannot get there.
    pub fn wait(&self) {
        if let Some(journal) = &self.journal {
            journal.wait();
        }
    }

    /// Removes the journal, since its work is in a file or was let go.
    pub fn let_go(&mut self) {
        if let Some(journal) = self.journal.take() {
            journal.close();
        }
    }
}

/// The edit that was just performed, for the journal.
pub fn done(edit: &crate::edit::Edit, history: &History) -> JournalStep {
    JournalStep::Done(edit.clone(), history.went_on())
}

fn split(hold: Hold) -> (Option<EditionLock>, Option<Holder>) {
    match hold {
        Hold::Mine(lock) => (Some(lock), None),
        Hold::Theirs(holder) => (None, Some(holder)),
        // Where nothing can be written beside the edition, nobody can be kept away; what others write is noticed all the same.
        Hold::Unguarded(_) => (None, None),
    }
}

/// Where a copy of an edition is best saved: a backup in place of its edition, what was salvaged beside the damaged file.
pub fn place_for_copy(path: &Path) -> PathBuf {
    crate::store::backup::original(path).filter(|_| crate::store::backup::is_backup(path)).unwrap_or_else(|| {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        path.with_file_name(format!("{stem}-2.ron"))
    })
}
