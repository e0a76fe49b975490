//! The raw characters at the caret, which the images follow.

use crate::desktop::open::document::Document;
use crate::edition::TextOffset;
use crate::page::{PageIndex, RawRange};

/// The raw characters at the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Their page.
    pub page: PageIndex,
    /// The number of their raw line.
    pub line: usize,
    /// What is looked at: the characters a query is about, or else the one at the caret. All are of that line.
    pub range: RawRange,
    /// Whether a query is about them.
    pub is_asked: bool,
}

impl Spot {
    /// The spot of the caret; nothing where its block has no source.
    pub fn of(document: &Document) -> Option<Spot> {
        let head = document.selection()?.head;
        let (_, block) = document.current_block()?;
        let query = document.current_query().and_then(|number| document.queries().get(number)).filter(|query| query.block == block.id());
        let asked = query.filter(|query| query.range.0 < query.range.1);
        let near = block.source_near(asked.map_or(head.at, |query| query.range.0))?;
        let page = document.edition().page(near.page)?;
        let line = page.line_of(near.range.start);
        let places = asked.map_or(0..0, |query| query.range.0.chars()..query.range.1.chars());
        let sources = places.filter_map(|at| block.source_of(TextOffset::new(at))).filter(|span| span.page == near.page);
        let whole = sources.map(|span| span.range).chain([near.range]);
        let (start, end) =
            whole.fold((near.range.start, near.range.end), |(start, end), range| (start.min(range.start), end.max(range.end)));
        let of_line = page.line(line)?.range;
        let range = RawRange::new(start.max(of_line.start), end.min(of_line.end).max(start.max(of_line.start)));
        Some(Spot { page: near.page, line, range, is_asked: asked.is_some() })
    }
}
