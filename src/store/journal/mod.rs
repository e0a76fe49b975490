//! The journal: every edit that is in no file yet, so that a crash or a power cut costs at most the last second.
//!
//! Each open edition has a journal of its own in a folder of the user's, begun with its first edit and removed when its work is saved
//! or let go. It is complete by itself: it begins with a snapshot of the edition ([`JournalHeader`]), and each edit, undo and redo follows as
//! a line of its own. A line is its checksum, which covers the lines before it too, a blank, and JSON; so a torn or damaged line ends
//! what can be read and costs nothing before it. After [`MAX_STEPS`] lines a fresh snapshot begins a new file, which keeps both the
//! file and the time to read it small.
//!
//! The running program holds the system's lock on its journal; one that nobody holds was left by a crash and is offered
//! ([`recover`]).

mod entry;
mod folder;
mod recover;
mod writer;

use std::path::Path;

pub use entry::{About, JournalHeader, JournalStep};
pub use folder::{folders, make_private, usable};
pub use recover::{JournalError, Recovered, Recovery, Replay, UnreadableJournal, read, recover, recover_all, replay};
pub use writer::Journal;

/// After how many lines a fresh snapshot is taken.
pub const MAX_STEPS: usize = 2000;

/// What a journal's file is called.
const EXTENSION: &str = "journal";

/// What one was called by an earlier program that could not read it.
const DAMAGED: &str = "damaged";

/// What a snapshot is called until it is whole.
const TEMPORARY: &str = "tmp";

/// Whether a file is a journal, by its name.
pub fn is_journal(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == EXTENSION || end == DAMAGED)
}
