//! How much work pages took, where an editor has it counted: time, keys, corrections, answered queries.
//!
//! It is counted for each page and editor and kept on the editor's own machine, never in an edition, so that it travels with no file. What is
//! kept are sums: no text, no key, no time of day.
//!
//! | module | what it is |
//! | --- | --- |
//! | `entry` | a row of the file: a page, an editor, and what they come to |
//! | `file` | the file, in a folder that only its owner looks into |
//! | `meter` | how long somebody works, by the signs of it |
//! | `tally` | what was counted and is in no file yet |

mod entry;
mod file;
mod meter;
mod tally;

use std::ops::AddAssign;
use std::time::Duration;

pub use entry::EffortEntry;
pub use file::{KeptEffort, add, folder_beside, own_file, read};
pub use meter::{LONGEST_PAUSE, Meter};
pub use tally::Tally;

/// How much work something took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// How long somebody worked.
    pub time: Duration,
    /// The keys that changed something, and the commands.
    pub keys: u32,
    /// The corrections: a word that was typed in one go is one.
    pub corrections: u32,
    /// The queries that were answered.
    pub queries: u32,
}

impl Effort {
    /// Whether it is none at all.
    pub fn is_none(&self) -> bool {
        *self == Effort::default()
    }
}

impl AddAssign for Effort {
    fn add_assign(&mut self, more: Effort) {
        self.time = self.time.saturating_add(more.time);
        self.keys = self.keys.saturating_add(more.keys);
        self.corrections = self.corrections.saturating_add(more.corrections);
        self.queries = self.queries.saturating_add(more.queries);
    }
}
