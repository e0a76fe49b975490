//! Reading journals that a crash left behind.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::entry::{About, Chain, FORMAT, JournalHeader, JournalLine, JournalStep, VERSION, Version};
use super::{TEMPORARY, is_journal};
use crate::edit::{EditError, History, apply};
use crate::edition::{Edition, Status, ledger};
use crate::explained::{Arguments, Explained, in_spoken_language, of_file, of_system};
use crate::locale::Locale;
use crate::page::PageIndex;
use crate::reading::open_regular;
use crate::store::atomic::is_left_over;
use crate::store::{LoadError, MAX_EDITION_BYTES, compare, from_ron, load, to_ron, witness};

/// The longest line that is read, in bytes: a snapshot of the largest edition, in which each character may be escaped.
const MAX_LINE: u64 = 2 * MAX_EDITION_BYTES;

/// Why a journal cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum JournalError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Its first line is damaged, or it is no journal.
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote it.
    Newer {
        /// The file.
        path: PathBuf,
    },
}

impl Explained for JournalError {
    fn key(&self) -> &'static str {
        match self {
            JournalError::Unreadable { .. } => "error-read",
            JournalError::Damaged { .. } => "error-journal-damaged",
            JournalError::Newer { .. } => "error-journal-newer",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            JournalError::Unreadable { path, error } => vec![of_file(path), of_system(locale, error)],
            JournalError::Damaged { path } | JournalError::Newer { path } => vec![of_file(path)],
        }
    }
}

/// What a journal holds.
#[derive(Debug)]
pub struct Replay {
    /// Its first line.
    pub header: JournalHeader,
    /// The edition with all steps made again that could be read.
    pub edition: Edition,
    /// The steps since the snapshot, to be undone.
    pub history: History,
    /// How many steps were made again.
    pub steps: usize,
    /// When the last step was made, in seconds since 1970.
    pub last: u64,
    /// Whether the journal goes on with something that cannot be read, as a line that was cut off.
    pub is_torn: bool,
}

/// Work that was in no file when the program ended. As long as it is held, no other program offers it.
pub struct Recovered {
    /// What the journal holds.
    pub replay: Replay,
    /// The headlines of the articles that are not as in the edition's file; where that has none, of those that were worked on.
    pub touched: Vec<String>,
    path: PathBuf,
    /// Holds the system's lock.
    _file: File,
}

impl Recovered {
    /// What is known of the edition.
    pub fn about(&self) -> &About {
        &self.replay.header.about
    }

    /// The journal's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many edits are in no file.
    pub fn edits(&self) -> usize {
        self.replay.header.before + self.replay.steps
    }

    /// Removes the journal: its work was taken over or let go.
    ///
    /// # Errors
    /// What the system says.
    pub fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// A journal that cannot be read. It lies where it was until somebody lets it go.
#[derive(Debug)]
pub struct UnreadableJournal {
    /// The file.
    pub path: PathBuf,
    /// When it was written last.
    pub modified: Option<SystemTime>,
    /// Why it cannot be read.
    pub error: JournalError,
}

impl UnreadableJournal {
    /// Removes the journal.
    ///
    /// # Errors
    /// What the system says.
    pub fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// What crashes left behind.
#[derive(Default)]
pub struct Recovery {
    /// Work that was in no file, the newest first.
    pub work: Vec<Recovered>,
    /// Journals that cannot be read.
    pub unreadable: Vec<UnreadableJournal>,
}

/// What crashes left in these folders.
pub fn recover_all(folders: &[PathBuf]) -> Recovery {
    let mut all = Recovery::default();
    for found in folders.iter().map(|folder| recover(folder)) {
        all.work.extend(found.work);
        all.unreadable.extend(found.unreadable);
    }
    all.work.sort_by_key(|work| std::cmp::Reverse(work.replay.last));
    all
}

/// What crashes left in this folder. A journal whose work is in its file already is removed, and so is one that a later one of its
/// session holds; one that cannot be read is told of and left where it is. Snapshots that were never finished are swept away.
pub fn recover(folder: &Path) -> Recovery {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut found: HashMap<String, Recovered> = HashMap::new();
    let mut unreadable = Vec::new();
    for path in files {
        if path.extension().is_some_and(|end| end == TEMPORARY) {
            sweep(&path);
            continue;
        }
        if !is_journal(&path) {
            continue;
        }
        let opened = open(&path);
        // A program that is running holds it.
        if let Ok(file) = &opened
            && let Err(TryLockError::WouldBlock) = file.try_lock()
        {
            continue;
        }
        // By the same handle: Windows lets no other read what it has locked, not even of the same program.
        match opened.and_then(|file| replay(&path, BufReader::new(&file)).map(|replay| (file, replay))) {
            Ok((file, replay)) => {
                let recovered = Recovered { touched: Vec::new(), replay, path, _file: file };
                // What cannot be removed is found to be the older one again.
                let _ = keep_newest(&mut found, recovered).map(Recovered::discard);
            }
            // One that was let go meanwhile.
            Err(JournalError::Unreadable { error, .. }) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let modified = fs::metadata(&path).and_then(|found| found.modified()).ok();
                unreadable.push(UnreadableJournal { path, modified, error });
            }
        }
    }
    let mut work: Vec<Recovered> = found.into_values().filter_map(compared).collect();
    work.sort_by(|a, b| b.replay.last.cmp(&a.replay.last).then_with(|| a.path.cmp(&b.path)));
    Recovery { work, unreadable }
}

/// Adds a journal to those found, and gives the older one of its session, if there are two.
fn keep_newest(found: &mut HashMap<String, Recovered>, recovered: Recovered) -> Option<Recovered> {
    let session = recovered.replay.header.session.clone();
    match found.remove(&session) {
        Some(other) if other.replay.header.serial > recovered.replay.header.serial => {
            found.insert(session, other);
            Some(recovered)
        }
        other => {
            found.insert(session, recovered);
            other
        }
    }
}

/// Removes a snapshot that was never finished, unless a program may be writing it.
fn sweep(path: &Path) {
    let Ok(file) = open(path) else { return };
    let is_held = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
    if !is_held && is_left_over(file.metadata().and_then(|found| found.modified()).ok()) {
        // It does no harm where it lies.
        let _ = fs::remove_file(path);
    }
}

/// The work with what is new in it, if anything is.
fn compared(mut work: Recovered) -> Option<Recovered> {
    let edition = &work.replay.edition;
    match work.about().path.as_deref().and_then(|path| load(path).ok()) {
        Some(saved) if compare::same(&saved, edition) => {
            // It is looked at again at the next start.
            let _ = work.discard();
            return None;
        }
        Some(saved) => {
            work.touched = compare::differences(edition, &saved).into_iter().map(|difference| difference.title).collect();
        }
        None => {
            let worked_on = edition.articles().iter().filter(|article| article.status() != Status::Untouched);
            work.touched = worked_on.map(|article| compare::title(article)).collect();
        }
    }
    Some(work)
}

/// Reads a journal and makes its steps again, as far as it can be read.
///
/// # Errors
/// The file cannot be read, or not even its snapshot is whole.
pub fn read(path: &Path) -> Result<Replay, JournalError> {
    replay(path, BufReader::new(open(path)?))
}

fn open(path: &Path) -> Result<File, JournalError> {
    open_regular(path).map(|(file, _)| file).map_err(|error| JournalError::Unreadable { path: path.to_owned(), error })
}

/// As [`read`], of any bytes; `path` is named in errors.
///
/// # Errors
/// As [`read`].
pub fn replay(path: &Path, mut journal: impl BufRead) -> Result<Replay, JournalError> {
    let damaged = || JournalError::Damaged { path: path.to_owned() };
    let mut line = Vec::new();
    let mut chain = Chain::default();
    next_line(&mut journal, &mut line).map_err(|error| JournalError::Unreadable { path: path.to_owned(), error })?;
    let text = chain.read(&line).ok_or_else(damaged)?;
    let version: Version = serde_json::from_str(text).map_err(|_| damaged())?;
    if version.format == FORMAT && version.version > VERSION {
        return Err(JournalError::Newer { path: path.to_owned() });
    }
    let header: JournalHeader = serde_json::from_str(text).map_err(|_| damaged())?;
    if header.format != FORMAT || header.version != VERSION {
        return Err(damaged());
    }
    let edition = from_ron(path, &header.edition).map_err(|error| match error {
        LoadError::Newer { path, .. } => JournalError::Newer { path },
        _ => damaged(),
    })?;
    let last = header.taken;
    let mut replay = Replay { header, edition, history: History::default(), steps: 0, last, is_torn: false };
    // How many steps made before the snapshot are taken back now.
    let mut beyond = 0;
    loop {
        // What cannot be read, for whatever reason, ends the journal.
        replay.is_torn = next_line(&mut journal, &mut line).is_err() || !line.is_empty();
        let Some(step) = chain.read(&line).and_then(|text| serde_json::from_str::<JournalLine>(text).ok()) else { break };
        if again(&mut replay, step.step, &mut beyond).is_err() {
            break;
        }
        replay.steps += 1;
        replay.last = step.at;
        replay.is_torn = false;
    }
    match opened_again(path, &replay.edition) {
        // Steps of a journal that was tampered with may bring numbers of blocks that were not given yet.
        Some(again) => replay.edition.next_id = again.next_id,
        None => {
            let edition = from_ron(path, &replay.header.edition).map_err(|_| damaged())?;
            replay = Replay { edition, history: History::default(), steps: 0, is_torn: true, ..replay };
        }
    }
    Ok(replay)
}

/// Reads a line with its end into `line`, or what is left.
fn next_line(journal: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<()> {
    line.clear();
    journal.by_ref().take(MAX_LINE).read_until(b'\n', line).map(|_| ())
}

/// A step that cannot be made again: its edit does not apply, or what it brings cannot be read.
struct Unmade;

impl From<EditError> for Unmade {
    fn from(_: EditError) -> Unmade {
        Unmade
    }
}

/// Makes a step again. `beyond` counts the steps from before the snapshot that are taken back, of which the history knows nothing.
fn again(replay: &mut Replay, step: JournalStep, beyond: &mut usize) -> Result<(), Unmade> {
    let (edition, history) = (&mut replay.edition, &mut replay.history);
    match step {
        JournalStep::Done(edit, goes_on) => {
            if !goes_on {
                history.seal();
            }
            *beyond = 0;
            history.perform(edition, &edit, None, |_| None)?;
            Ok(())
        }
        JournalStep::Undone(edit) => {
            if history.undo_edit() == Some(&edit) {
                history.undo(edition)?;
            } else {
                // Of a word whose typing began before the snapshot the history knows only the rest.
                history.forget();
                apply(edition, &edit)?;
                *beyond += 1;
            }
            Ok(())
        }
        JournalStep::Redone(edit) => {
            if *beyond > 0 {
                *beyond -= 1;
                apply(edition, &edit)?;
            } else if history.redo_edit() == Some(&edit) {
                history.redo(edition)?;
            } else {
                apply(edition, &edit)?;
            }
            Ok(())
        }
        JournalStep::Witnessed(page, lines) => {
            let read = witness::read(&lines).map_err(|_| Unmade)?;
            read.into_iter().for_each(|witness| edition.take_witness(PageIndex(page), Arc::new(witness)));
            Ok(())
        }
    }
}

/// An edition saved and opened again, where it can be and each raw character is in one block. Edits leave it so; a journal that was tampered
/// with may not.
fn opened_again(path: &Path, edition: &Edition) -> Option<Edition> {
    ledger::audit(edition).ok()?;
    from_ron(path, &to_ron(edition).ok()?).ok()
}
