//! Which raw lines a block comes from.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::Block;
use crate::page::{Page, PageIndex, RawOffset, is_blank};

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
