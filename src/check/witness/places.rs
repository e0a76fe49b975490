//! Where raw characters stand in a block.

use crate::edition::{Block, Piece, Span};
use crate::page::{Page, PageIndex, RawRange, is_blank};
use crate::reader::habit;
use std::sync::Arc;

/// The stretches of a block that still read as their raw text does, but for habit.
pub(in crate::check) struct BlockPlaces {
    /// Each with the place in the text where it begins, in characters.
    stretches: Vec<(Span, usize)>,
}

impl BlockPlaces {
    pub(in crate::check) fn of(block: &Block, text: &[char], pages: &[Arc<Page>]) -> BlockPlaces {
        let (mut stretches, mut at) = (Vec::new(), 0);
        for piece in block.pieces() {
            let len = piece.text_len();
            let reads_alike = |span: &Span| {
                let raw = pages.get(span.page.position()).map(|page| page.slice(span.range)).unwrap_or_default();
                let now = text.get(at..at + len).unwrap_or_default();
                span.range.len() == len && raw.chars().map(habit).eq(now.iter().copied().map(habit))
            };
            match piece {
                Piece::Kept(span) => stretches.push((*span, at)),
                Piece::Changed { source: Some(span), .. } if reads_alike(span) => stretches.push((*span, at)),
                Piece::Changed { .. } => {}
            }
            at += len;
        }
        BlockPlaces { stretches }
    }

    /// The raw ranges of a page that still stand here.
    pub(in crate::check) fn ranges(&self) -> impl Iterator<Item = Span> {
        self.stretches.iter().map(|(span, _)| *span)
    }

    /// From where to where a raw range stands in the text, in characters; for an empty one, the place between its neighbours. Nothing
    /// where it is no longer there as a whole.
    pub(in crate::check) fn find(&self, page: PageIndex, raw: RawRange, text: &[char], of: &Page) -> Option<(usize, usize)> {
        let (start, end) = (raw.start.0, raw.end.0);
        if raw.is_empty() {
            // It stands behind the character before.
            let behind = start.checked_sub(1).and_then(|before| self.at(page, before)).map(|at| at + 1);
            return behind.or_else(|| self.at(page, start)).map(|at| (at, at));
        }
        let (from, to) = (self.at(page, start)?, self.at(page, end.checked_sub(1)?)? + 1);
        let now = text.get(from..to)?.iter().filter(|c| !is_blank(**c)).count();
        let was = of.slice(raw).chars().filter(|c| !is_blank(*c)).count();
        (now == was).then_some((from, to))
    }

    fn at(&self, page: PageIndex, raw: u32) -> Option<usize> {
        let holds = |(span, _): &&(Span, usize)| span.page == page && span.range.start.0 <= raw && raw < span.range.end.0;
        self.stretches.iter().find(holds).map(|(span, at)| at + (raw - span.range.start.0) as usize)
    }
}
