//! By what a file is known without reading it again: its size and its time.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::survey::FoundFile;

/// How long before it was read a file must have been written to be known by its time: no file system's clock ticks more slowly.
const TICK: Duration = Duration::from_secs(2);

/// What a file was when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    size: u64,
    /// When it was written, in nanoseconds since 1970.
    modified: i64,
    /// When it was read, likewise.
    read: i64,
}

impl Stamp {
    /// That of a file which is read now.
    pub(crate) fn now(file: &FoundFile) -> Stamp {
        let modified = file.modified.and_then(nanoseconds).unwrap_or_default();
        Stamp { size: file.size, modified, read: nanoseconds(SystemTime::now()).unwrap_or_default() }
    }

    /// Whether a file is certainly what it was. One without a time is not, nor one that was written just before it was read: a second write
    /// within the same tick of the file system's clock would not show.
    pub(crate) fn knows(&self, file: &FoundFile) -> bool {
        self.is_of(file) && self.read.saturating_sub(self.modified) > TICK.as_nanos() as i64
    }

    fn is_of(&self, file: &FoundFile) -> bool {
        file.size == self.size && file.modified.and_then(nanoseconds) == Some(self.modified)
    }
}

/// A time in nanoseconds since 1970; nothing for one before, or after 2262.
fn nanoseconds(time: SystemTime) -> Option<i64> {
    i64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok()
}
