//! What collating a witness with the raw text gives: differences, what agrees, and the ledger of the scan.

use std::ops::Range;

use super::collate::CollationWork;
use crate::page::{Page, RawOffset, RawRange, Witness, WitnessLine};

/// Where less of a witness than this is anywhere in the raw text, it is of another page.
const SAME_PAGE: f32 = 0.3;

/// A place where the witness reads otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingDifference {
    /// The raw characters; an empty range where the witness has something between two.
    pub raw: RawRange,
    /// Which line of the witness.
    pub line: usize,
    /// Which of its characters; none where it has nothing there.
    pub characters: Range<usize>,
}

/// A witness beside the raw text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collation {
    /// Where both read otherwise, in order of the raw text.
    pub differences: Vec<ReadingDifference>,
    /// Raw characters that the witness reads alike, in order; none touches the next.
    pub agreed: Vec<RawRange>,
    /// Those of them that are one half of a quotation's marks where the witness has the other, in order.
    pub turned: Vec<RawOffset>,
    /// Lines of the witness that are nowhere in the raw text, by their indexes.
    pub unplaced: Vec<usize>,
    /// Raw lines with text of which the witness has nothing, by their numbers.
    pub unseen: Vec<usize>,
    /// For each line of the witness the raw characters it stands beside, from the first to the last.
    pub lines: Vec<Option<RawRange>>,
    /// The share of the witness's characters that the raw text has too, between 0 and 1.
    pub alike: f32,
}

impl Collation {
    /// Collates a witness of a page.
    pub fn of(page: &Page, witness: &Witness) -> Collation {
        CollationWork::new(page, witness).done()
    }

    /// Whether the witness is of this page at all.
    pub fn is_of_page(&self) -> bool {
        self.alike >= SAME_PAGE
    }

    /// The ledger of the scan, as a witness knows it, which knows nothing of the draft; nothing of one that has not looked at all lines of the page.
    pub fn ink(&self, page: &Page, witness: &Witness) -> Option<InkLedger> {
        let placed = page.layout().map_or(0, |layout| layout.lines().iter().filter(|line| !line.outline.rect.is_empty()).count());
        let is_hinted = |line: &&WitnessLine| line.raw.is_some();
        // What was keyed by hand has not looked where ink is.
        if placed == 0 && witness.lines.iter().all(|line| line.rect.is_empty()) {
            return None;
        }
        if witness.lines.iter().filter(is_hinted).count() < placed {
            return None;
        }
        let (mut lines, mut read) = (0, 0);
        for (_, place) in witness.lines.iter().zip(&self.lines).filter(|(line, _)| !line.characters.is_empty()) {
            lines += 1;
            read += usize::from(place.is_some());
        }
        let without_ink = witness.lines.iter().filter(is_hinted).filter(|line| line.characters.is_empty()).count();
        Some(InkLedger { lines, read, put_in: 0, not_in_text: lines - read, without_ink })
    }

    /// Whether the witness reads all these raw characters alike.
    pub fn agrees(&self, range: RawRange) -> bool {
        let at = self.agreed.partition_point(|agreed| agreed.end < range.end);
        self.agreed.get(at).is_some_and(|agreed| agreed.start <= range.start && !range.is_empty())
    }

    /// Whether the witness reads all these raw characters alike, quotation marks as the same half.
    pub fn agrees_on_halves(&self, range: RawRange) -> bool {
        let at = self.turned.partition_point(|turned| *turned < range.start);
        self.agrees(range) && self.turned.get(at).is_none_or(|turned| *turned >= range.end)
    }

    /// The differences that share a character with a range, or lie at its edges.
    pub fn differences_in(&self, range: RawRange) -> &[ReadingDifference] {
        let from = self.differences.partition_point(|one| one.raw.end < range.start);
        let to = self.differences.partition_point(|one| one.raw.start <= range.end);
        self.differences.get(from..to).unwrap_or_default()
    }
}

/// The lines of ink on a page's image, each counted once: they are in the text or they are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InkLedger {
    /// Lines with text on the image.
    pub lines: usize,
    /// Those that the raw text has.
    pub read: usize,
    /// Those that it has not, and that an editor has put into the draft.
    pub put_in: usize,
    /// Those that are in neither.
    pub not_in_text: usize,
    /// Lines of the raw text where nothing is to be seen.
    pub without_ink: usize,
}

impl std::ops::Add for InkLedger {
    type Output = InkLedger;

    fn add(self, other: InkLedger) -> InkLedger {
        InkLedger {
            lines: self.lines + other.lines,
            read: self.read + other.read,
            put_in: self.put_in + other.put_in,
            not_in_text: self.not_in_text + other.not_in_text,
            without_ink: self.without_ink + other.without_ink,
        }
    }
}
