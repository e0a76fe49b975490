//! Which raw lines a block comes from.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::{Block, TextOffset};
use crate::page::{Page, PageIndex, RawOffset, is_blank};

/// Names a raw line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId {
    /// Its page.
    pub page: PageIndex,
    /// Its number, counted from 1.
    pub number: usize,
}

/// Raw lines of one page, numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineSpan {
    /// The page.
    pub page: PageIndex,
    /// The lines.
    pub lines: RangeInclusive<usize>,
}

/// The raw lines that a block holds characters of, blanks apart, in the order of its text.
pub fn of_block(block: &Block, pages: &[Arc<Page>]) -> Vec<LineSpan> {
    let mut spans: Vec<LineSpan> = Vec::new();
    for span in block.pieces().iter().filter_map(|piece| piece.source()) {
        let Some(page) = pages.get(span.page.position()) else { continue };
        let text = page.slice(span.range);
        let Some(first_char) = text.chars().position(|c| !is_blank(c)) else { continue };
        let blanks_after = text.chars().rev().take_while(|c| is_blank(*c)).count();
        let first = page.line_of(RawOffset(span.range.start.0 + first_char as u32));
        let last = page.line_of(RawOffset(span.range.end.0 - blanks_after as u32 - 1));
        match spans.last_mut() {
            // Blank lines between lines of one paragraph do not part it.
            Some(before)
                if before.page == span.page && *before.lines.end() <= first && page.is_blank_between(*before.lines.end(), first) =>
            {
                before.lines = *before.lines.start()..=last.max(*before.lines.end());
            }
            _ => spans.push(LineSpan { page: span.page, lines: first..=last }),
        }
    }
    spans
}

/// A part of a block's text that stands for one raw line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The raw line.
    pub line: LineId,
    /// Where the part begins.
    pub from: TextOffset,
    /// Where it ends.
    pub to: TextOffset,
}

/// The text of a block by raw lines, in order, all of it: what was added goes with the line before it, or else with the first. Text
/// that stands for several lines counts for the first of them. Nothing for a block of which no character has a source.
pub fn stretches(block: &Block, pages: &[Arc<Page>]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut reached = 0;
    for piece in block.pieces().iter().filter(|piece| piece.text_len() > 0) {
        let from = reached;
        reached += piece.text_len();
        let line = piece.source().and_then(|span| {
            let page = pages.get(span.page.position())?;
            let solid = page.slice(span.range).chars().position(|c| !is_blank(c)).unwrap_or(0);
            Some(LineId { page: span.page, number: page.line_of(RawOffset(span.range.start.0 + solid as u32)) })
        });
        let to = TextOffset::new(reached);
        match (stretches.last_mut(), line) {
            (Some(last), None) => last.to = to,
            (Some(last), Some(line)) if last.line == line => last.to = to,
            (Some(_), Some(line)) => stretches.push(Stretch { line, from: TextOffset::new(from), to }),
            (None, Some(line)) => stretches.push(Stretch { line, from: TextOffset(0), to }),
            (None, None) => {}
        }
    }
    stretches
}
