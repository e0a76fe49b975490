//! Writing the journal, on a thread of its own.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use super::entry::{About, Chain, FORMAT, JournalHeader, JournalLine, JournalStep, VERSION};
use super::folder::{make_private, probe};
use super::{EXTENSION, MAX_STEPS, TEMPORARY};
use crate::edition::Edition;
use crate::store::{disk, to_ron};

/// After how many bytes of edits a fresh snapshot is taken, if it is not longer than that itself.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// How long it is waited before a journal that could not be written is tried again.
const AGAIN_AFTER: Duration = Duration::from_secs(2);

/// The journal of an open edition.
///
/// What is noted is written and synced by a thread of its own, at once and in order; nothing here waits for the disk but
/// [`Journal::close`] and [`Journal::wait`]. Dropped, it writes what was noted and leaves the file where it is.
pub struct Journal {
    /// None once it is closed.
    sender: Option<Sender<JournalNote>>,
    thread: Option<JoinHandle<()>>,
    fault: Arc<Mutex<Option<io::Error>>>,
}

enum JournalNote {
    /// A step, and the edition after it.
    Note(u64, JournalStep, Edition),
    /// The state that is in a file now, and the edition as it stands; true where both are the same.
    Saved(About, Edition, bool),
    Wait(Sender<()>),
    Close,
}

impl Journal {
    /// The journal of an edition that is as it is in its file, or just made. Nothing is written before something is noted, unless
    /// `unsaved` says how many edits are in no file already, and since when: then a journal begins at once.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn begin(folder: &Path, about: About, edition: Edition, unsaved: Option<(usize, u64)>) -> io::Result<Journal> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let session = format!("{}-{}-{}", millis(), std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let (sender, receiver) = channel();
        let fault = Arc::new(Mutex::new(None));
        let writer = Writer {
            folder: folder.to_owned(),
            session,
            serial: 0,
            about,
            edition,
            unsaved: unsaved.map_or(0, |(edits, _)| edits),
            began: unsaved.map_or(0, |(_, began)| began),
            file: None,
            must_restart: unsaved.is_some(),
            tried: Instant::now(),
            fault: fault.clone(),
        };
        let thread = std::thread::Builder::new().name("journal".to_owned()).spawn(move || writer.run(&receiver))?;
        Ok(Journal { sender: Some(sender), thread: Some(thread), fault })
    }

    /// Notes what was done, and the edition after it.
    pub fn note(&self, step: JournalStep, edition: &Edition) {
        self.send(JournalNote::Note(seconds(), step, edition.clone()));
    }

    /// Notes that an edition was saved. `is_all` says whether the edition as it stands is what was saved; what was done since stays
    /// in the journal.
    pub fn saved(&self, about: About, edition: &Edition, is_all: bool) {
        self.send(JournalNote::Saved(about, edition.clone(), is_all));
    }

    /// Removes the journal: its work was saved or let go.
    pub fn close(mut self) {
        self.send(JournalNote::Close);
        self.end();
    }

    /// Waits until all that was noted is on the disk, or failed to get there.
    pub fn wait(&self) {
        let (done, waiting) = channel();
        self.send(JournalNote::Wait(done));
        // The thread that answers ends only with the journal.
        let _ = waiting.recv();
    }

    /// Whether the journal cannot be written. That lasts until it can be again, also past a save; it is tried again by itself.
    pub fn is_failing(&self) -> bool {
        self.fault().is_some()
    }

    /// Why the journal cannot be written, as long as it cannot.
    pub fn fault(&self) -> Option<String> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(ToString::to_string)
    }

    fn send(&self, message: JournalNote) {
        if let Some(sender) = &self.sender {
            // The thread that listens ends only with the journal.
            let _ = sender.send(message);
        }
    }

    fn end(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.end();
    }
}

struct Writer {
    folder: PathBuf,
    session: String,
    serial: u64,
    about: About,
    /// The edition after all that was noted.
    edition: Edition,
    /// How many edits are in no file, and since when.
    unsaved: usize,
    began: u64,
    file: Option<Open>,
    /// Whether what is on the disk is not all there is, so that a fresh snapshot must be taken.
    must_restart: bool,
    /// When that was tried last.
    tried: Instant,
    fault: Arc<Mutex<Option<io::Error>>>,
}

/// A journal on the disk.
struct Open {
    path: PathBuf,
    file: File,
    chain: Chain,
    steps: usize,
    /// The bytes of the snapshot, and of what follows.
    snapshot: u64,
    bytes: u64,
}

impl Writer {
    fn run(mut self, receiver: &Receiver<JournalNote>) {
        if self.must_restart {
            self.restart();
        }
        loop {
            let first = match self.next(receiver) {
                Err(RecvTimeoutError::Timeout) => {
                    self.try_again();
                    continue;
                }
                result => result.ok(),
            };
            // All that has come by now reaches the disk together.
            let mut next = first;
            let mut waiting = Vec::new();
            let mut has_more = false;
            let gone = loop {
                match next {
                    None => break true,
                    Some(JournalNote::Close) => return self.remove(),
                    Some(JournalNote::Wait(done)) => waiting.push(done),
                    Some(JournalNote::Saved(about, edition, is_all)) => self.saved(about, edition, is_all),
                    Some(JournalNote::Note(at, step, edition)) => {
                        self.note(at, step, edition);
                        has_more = true;
                    }
                }
                next = match receiver.try_recv() {
                    Ok(message) => Some(message),
                    Err(TryRecvError::Disconnected) => None,
                    Err(TryRecvError::Empty) => break false,
                };
            };
            if has_more {
                self.sync();
            }
            // Whoever waits has gone or hears it.
            waiting.into_iter().for_each(|done| _ = done.send(()));
            if gone {
                return;
            }
        }
    }

    /// Waits for what comes next; while the disk fails, only until it is tried again.
    fn next(&self, receiver: &Receiver<JournalNote>) -> Result<JournalNote, RecvTimeoutError> {
        if !self.must_restart {
            return receiver.recv().map_err(|_| RecvTimeoutError::Disconnected);
        }
        match AGAIN_AFTER.checked_sub(self.tried.elapsed()) {
            Some(left) => receiver.recv_timeout(left),
            None => Err(RecvTimeoutError::Timeout),
        }
    }

    fn note(&mut self, at: u64, step: JournalStep, edition: Edition) {
        if self.unsaved == 0 {
            self.began = at;
        }
        if self.file.is_none() && !self.must_restart {
            // The snapshot is of the edition before the first step.
            self.restart();
        }
        self.unsaved += 1;
        self.edition = edition;
        if self.must_restart {
            return;
        }
        let written = serde_json::to_string(&JournalLine { at, step }).map_err(io::Error::other).and_then(|text| match &mut self.file {
            Some(open) => open.append(&text),
            None => Ok(()),
        });
        match written {
            Ok(()) => {
                let is_long = |open: &Open| open.steps >= MAX_STEPS || open.bytes > MAX_BYTES.max(open.snapshot);
                if self.file.as_ref().is_some_and(is_long) {
                    self.restart();
                }
            }
            Err(error) => self.fail(error),
        }
    }

    fn sync(&mut self) {
        if let Some(Err(error)) = self.file.as_ref().map(|open| open.file.sync_data()) {
            self.fail(error);
        }
    }

    fn fail(&mut self, error: io::Error) {
        self.must_restart = true;
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    fn saved(&mut self, about: About, edition: Edition, is_all: bool) {
        self.about = about;
        self.edition = edition;
        if is_all {
            // That there is nothing to be written does not mean that it could be: a journal that fails is still tried.
            self.unsaved = 0;
            self.remove();
        } else {
            self.unsaved = self.unsaved.max(1);
            self.restart();
        }
    }

    /// Tries whether the disk works again. Where there is nothing that must be in a journal, none is begun.
    fn try_again(&mut self) {
        if self.unsaved > 0 {
            return self.restart();
        }
        self.tried = Instant::now();
        match make_private(&self.folder).and_then(|()| probe(&self.folder)) {
            Ok(()) => self.work_again(),
            Err(error) => self.fail(error),
        }
    }

    fn work_again(&mut self) {
        self.must_restart = false;
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Begins a new journal with a snapshot; then the old one goes.
    fn restart(&mut self) {
        self.tried = Instant::now();
        match self.start() {
            Ok(open) => {
                let old = self.file.replace(open);
                if let Some(old) = old {
                    // What stays behind is known by its session and its serial to be older.
                    let _ = fs::remove_file(&old.path);
                }
                self.work_again();
            }
            Err(error) => self.fail(error),
        }
    }

    fn start(&mut self) -> io::Result<Open> {
        make_private(&self.folder)?;
        self.serial += 1;
        // A name that is no text cannot be written down; the work is then offered as a draft.
        let mut about = self.about.clone();
        about.path = about.path.filter(|path| path.to_str().is_some());
        about.sources.retain(|path| path.to_str().is_some());
        let header = JournalHeader {
            format: FORMAT.to_owned(),
            version: VERSION,
            session: self.session.clone(),
            serial: self.serial,
            began: self.began,
            taken: seconds(),
            before: self.unsaved,
            about,
            edition: to_ron(&self.edition).map_err(io::Error::other)?,
        };
        let text = serde_json::to_string(&header).map_err(io::Error::other)?;
        let path = self.folder.join(format!("{}-{}.{EXTENSION}", self.session, self.serial));
        let temporary = path.with_extension(TEMPORARY);
        let started = self.write_new(&temporary, &path, &text);
        if started.is_err() {
            // It is half a journal and of no use.
            let _ = fs::remove_file(&temporary);
        }
        started
    }

    fn write_new(&self, temporary: &Path, path: &Path, text: &str) -> io::Result<Open> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(temporary)?;
        // Where there are no locks, another program started meanwhile may offer work that is still going on here.
        let _ = file.try_lock();
        let mut chain = Chain::default();
        let line = chain.write(text);
        file.write_all(line.as_bytes())?;
        file.sync_all()?;
        fs::rename(temporary, path)?;
        disk::Disk::sync_folder(&disk::SystemDisk, &self.folder)?;
        Ok(Open { path: path.to_owned(), file, chain, steps: 0, snapshot: line.len() as u64, bytes: 0 })
    }

    fn remove(&mut self) {
        if let Some(open) = self.file.take() {
            // What stays behind is the same as what was saved, and is then not offered.
            let _ = fs::remove_file(&open.path);
        }
    }
}

impl Open {
    fn append(&mut self, text: &str) -> io::Result<()> {
        let line = self.chain.write(text);
        self.file.write_all(line.as_bytes())?;
        self.steps += 1;
        self.bytes += line.len() as u64;
        Ok(())
    }
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

fn millis() -> u128 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis()
}
