//! Positions in raw text.

use serde::{Deserialize, Serialize};

/// A position in a page's raw text, in characters from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RawOffset(pub u32);

/// Which page of an edition, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageIndex(pub u32);

impl PageIndex {
    /// The index as a position in the edition's list of pages.
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// A half-open range of a page's raw text, in characters. `start <= end` always holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "WrittenRange")]
pub struct RawRange {
    /// The first character.
    pub start: RawOffset,
    /// One past the last character.
    pub end: RawOffset,
}

/// A range as it is written down, where it may be damaged.
#[derive(Deserialize)]
struct WrittenRange {
    start: RawOffset,
    end: RawOffset,
}

impl From<WrittenRange> for RawRange {
    fn from(written: WrittenRange) -> RawRange {
        RawRange::new(written.start, written.end)
    }
}

impl RawRange {
    /// The range from `start` to `end`; empty at `start` where `end` lies before it.
    #[inline]
    pub fn new(start: RawOffset, end: RawOffset) -> RawRange {
        RawRange { start, end: end.max(start) }
    }

    /// How many characters the range holds.
    #[inline]
    pub fn len(self) -> usize {
        (self.end.0 - self.start.0) as usize
    }

    /// Whether the range holds no character.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the range holds this character.
    pub fn contains(self, at: RawOffset) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two ranges have a character in common.
    pub fn overlaps(self, other: RawRange) -> bool {
        self.start < other.end && other.start < self.end
    }
}
