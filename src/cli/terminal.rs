//! What goes to the terminal.

use std::io::{self, IsTerminal, Write};

use super::Failure;
use crate::explained::system_in_english;
use crate::printable::one_line;

/// Writes to standard output. A reader that has gone, as `head` does, is no fault.
pub(super) fn print(bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    write(|out| out.write_all(bytes.as_ref()))
}

/// As [`print`], piece by piece.
pub(super) fn write(work: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match work(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let said = system_in_english(&error);
            Err(Failure::Unusable(format!("standard output: cannot be written ({said}); redirect it to another place")))
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
        self.tell("");
        complain(line);
    }

    pub(super) fn tell(&self, line: &str) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K{line}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.tell("");
    }
}
