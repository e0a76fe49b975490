//! The raw characters at the caret, which the images follow.

use crate::desktop::open::document::Document;
use crate::edition::{Edition, Place, TextOffset};
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

/// The spot of the caret, worked out again where an edit, the caret or the queries have changed it.
#[derive(Default)]
pub struct FollowedSpot {
    of: Option<SpotState>,
    spot: Option<Spot>,
}

/// What is looked at in one state of an edition.
#[derive(Clone, Copy, PartialEq)]
struct SpotState {
    generation: u64,
    head: Place,
    /// The characters a query at the caret is about.
    asked: Option<(TextOffset, TextOffset)>,
}

impl SpotState {
    fn of(document: &Document) -> Option<SpotState> {
        let head = document.selection()?.head;
        let query = document.current_query().and_then(|number| document.queries().get(number));
        let asked = query.map(|query| query.range).filter(|(from, to)| from < to);
        Some(SpotState { generation: document.generation(), head, asked })
    }
}

impl FollowedSpot {
    /// The spot in the document as it stands; nothing where the caret's block has no source.
    pub fn update(&mut self, document: &Document) -> Option<Spot> {
        let of = SpotState::of(document);
        if self.of != of {
            self.of = of;
            self.spot = of.and_then(|looked| Spot::of(document, looked));
        }
        self.spot
    }
}

impl Spot {
    fn of(document: &Document, looked: SpotState) -> Option<Spot> {
        Spot::round(document.edition(), looked.head, looked.asked)
    }

    /// The raw characters at a place, or those that a query there is about; nothing where they have no source.
    pub fn round(edition: &Edition, head: Place, asked: Option<(TextOffset, TextOffset)>) -> Option<Spot> {
        let (_, block) = edition.block(head.block)?;
        let near = block.source_near(asked.map_or(head.at, |(from, _)| from))?;
        let page = edition.page(near.page)?;
        let line = page.line_of(near.range.start);
        let places = asked.map_or(0..0, |(from, to)| from.chars()..to.chars());
        let sources = places.filter_map(|at| block.source_of(TextOffset::new(at))).filter(|span| span.page == near.page);
        let whole = sources.map(|span| span.range).chain([near.range]);
        let (start, end) =
            whole.fold((near.range.start, near.range.end), |(start, end), range| (start.min(range.start), end.max(range.end)));
        let of_line = page.line(line)?.range;
        let range = RawRange::new(start.max(of_line.start), end.min(of_line.end).max(start.max(of_line.start)));
        Some(Spot { page: near.page, line, range, is_asked: asked.is_some() })
    }
}
