//! Keeping what was counted of the work.

use std::path::PathBuf;

use super::{Job, Jobs, ShellOutcome};
use crate::effort::{self, EffortEntry};

impl Jobs {
    /// Adds what was counted to the file in a folder.
    pub fn keep_effort(&mut self, folder: PathBuf, entries: Vec<EffortEntry>) {
        self.of_shell(Job::Effort, move |_| {
            let done = effort::add(&folder, &entries);
            ShellOutcome::Effort(entries, done)
        });
    }
}
