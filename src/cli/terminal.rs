//! What goes to the terminal.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::{Failure, words};
use crate::batch::{BatchNote, BatchStep, BatchWatch};
use crate::explained::{NamedArgument, named, system_in_spoken_language};
use crate::printable::one_line;

/// Writes to standard output.
pub(super) fn print(bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    write(|out| out.write_all(bytes.as_ref()))
}

/// As [`print`], piece by piece.
pub(super) fn write(work: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    written(work(&mut out).and_then(|()| out.flush()))
}

/// Prints a value as programs read it: as JSON, indented, with a line end.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    write(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        writeln!(out)
    })
}

/// What writing to standard output comes to. A reader that has gone, as `head` does, is no fault.
pub(super) fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::unusable_for("cli-no-output", &[named("what", system_in_spoken_language(&error))]))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error, whatever is in it. Where that has gone there is nobody to tell.
pub(super) fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "stet: {}", one_line(line));
}

/// Progress on standard error, if that is a terminal. The line is written over and over, and wiped out at the end.
pub(super) struct Progress {
    shown: bool,
}

impl Progress {
    pub(super) fn new() -> Progress {
        Progress { shown: io::stderr().is_terminal() }
    }

    /// Says something that stays on the terminal.
    pub(super) fn warn(&self, line: &str) {
        self.wipe();
        complain(line);
    }

    /// Says how far the work is, by a locale key.
    pub(super) fn tell(&self, key: &str, arguments: &[NamedArgument]) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K{}", words::with(key, arguments));
        }
    }

    fn wipe(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// Tells on the terminal how far a batch is, by a locale key.
pub(super) struct TerminalWatch {
    progress: Progress,
    key: &'static str,
}

impl TerminalWatch {
    pub(super) fn new(key: &'static str) -> TerminalWatch {
        TerminalWatch { progress: Progress::new(), key }
    }
}

impl BatchWatch for TerminalWatch {
    fn goes_on(&self, step: &BatchStep<'_>) -> bool {
        let [done, all] = [named("done", step.done), named("all", step.all)];
        let Some((name, share)) = step.page else {
            self.progress.tell(self.key, &[done, all]);
            return true;
        };
        let [name, percent] = [named("name", name), named("percent", (share * 100.0).round())];
        match step.all {
            0 => self.progress.tell("cli-reading-page", &[name, percent]),
            _ => self.progress.tell("batch-reading-page", &[done, all, name, percent]),
        }
        true
    }

    fn remark(&self, note: BatchNote) {
        self.progress.warn(&note.to_string());
    }
}

/// What is told while single files are worked on.
impl BatchWatch for Progress {
    fn goes_on(&self, _: &BatchStep<'_>) -> bool {
        true
    }

    fn remark(&self, note: BatchNote) {
        self.warn(&note.to_string());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.wipe();
    }
}
