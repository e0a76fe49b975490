//! Places of an edition that are alike, in a list: where the same is asked, or where the same text stands. The editor ticks those that
//! are meant, and settles them in one step.

use std::sync::Arc;

use super::document::Document;
use super::queue::{asked_text, series};
use crate::check::Query;
use crate::desktop::facsimile::Spot;
use crate::edition::{BlockId, Edition, TextOffset};
use crate::find::{Finder, Match, SearchPattern};

/// How many characters are shown before a place and after it.
const ROUND: usize = 30;

/// A list of places that are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// The text that stands in all of them; empty where they are alike otherwise.
    pub text: String,
    /// What the editor would have there instead.
    pub replacement: String,
    /// What the program would.
    proposed: String,
    /// Whether the program would let the text stand.
    stands: bool,
    /// The places in the order of the manuscript.
    pub places: Vec<AlikePlace>,
    /// Whether the same is asked at all of them.
    pub are_asked: bool,
    /// Whether their text can be replaced.
    pub is_wording: bool,
    /// The place that the keys are for.
    pub at: usize,
}

/// A place of such a list.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikePlace {
    /// Where it is.
    pub found: Match,
    /// The text before it, its own and the one after it.
    pub context: [String; 3],
    /// What is asked there, in a list of queries.
    pub query: Option<Arc<Query>>,
    /// The raw characters it comes from.
    pub spot: Option<Spot>,
    /// Whether the editor means it.
    pub is_ticked: bool,
}

impl Alike {
    /// The places where the same is asked as by a query of the list. Those are ticked that have the same first answer.
    pub fn of_query(document: &Document, number: usize) -> Option<Alike> {
        let (edition, queries) = (document.edition(), document.queries());
        let query = queries.get(number)?;
        let text = asked_text(edition, query);
        let ticked = series(edition, queries, number);
        let is_alike = |other: &Query| match text.is_empty() {
            true => other.message == query.message,
            false => asked_text(edition, other) == text,
        };
        let alike = queries.iter().enumerate().filter(|(_, other)| other.kind == query.kind && is_alike(other));
        let places = alike.map(|(at, other)| {
            let found = Match { block: other.block, from: other.range.0, to: other.range.1 };
            AlikePlace { query: Some(other.clone()), is_ticked: ticked.contains(&at), ..AlikePlace::of(edition, found) }
        });
        let replacement = query.remedies.first().and_then(|remedy| remedy.replacement.clone());
        let places: Vec<AlikePlace> = places.collect();
        let at = places.iter().position(|place| place.query.as_ref() == Some(query)).unwrap_or_default();
        let (proposed, is_wording) = (replacement.unwrap_or_default(), query.is_wording());
        let stands = !is_wording || query.likelier_remedy().is_none();
        Some(Alike { text, replacement: proposed.clone(), proposed, stands, places, are_asked: true, is_wording, at })
    }

    /// The places where a text stands, as it is written. All are ticked. Nothing where it is nowhere.
    pub fn of_text(edition: &Edition, text: &str) -> Option<Alike> {
        let pattern = SearchPattern { text: text.to_owned(), match_case: true, match_width: true, ..SearchPattern::default() };
        let found = Finder::new(&pattern).ok()??.in_edition(edition);
        let places: Vec<AlikePlace> = found.into_iter().map(|found| AlikePlace::of(edition, found)).collect();
        let text = text.to_owned();
        let (replacement, proposed) = (text.clone(), text.clone());
        let alike = Alike { text, replacement, proposed, stands: false, places, are_asked: false, is_wording: true, at: 0 };
        (!alike.places.is_empty()).then_some(alike)
    }

    /// The places that are ticked.
    pub fn ticked(&self) -> impl DoubleEndedIterator<Item = &AlikePlace> {
        self.places.iter().filter(|place| place.is_ticked)
    }

    /// Whether the likelier answer is to let the text stand: the program thinks so, and the editor has written nothing else.
    pub fn stands_first(&self) -> bool {
        self.are_asked && self.stands && self.replacement == self.proposed
    }

    /// Whether replacing the text would change something.
    pub fn can_replace(&self) -> bool {
        self.is_wording && self.replacement != self.text && self.ticked().next().is_some()
    }
}

impl AlikePlace {
    fn of(edition: &Edition, found: Match) -> AlikePlace {
        let (from, to) = (found.from.chars(), found.to.chars());
        let spot = Spot::round(edition, found.start(), Some((found.from, found.to)).filter(|(from, to)| from < to));
        let begin = from.saturating_sub(ROUND);
        let context = [
            text_of(edition, found.block, begin, from),
            text_of(edition, found.block, from, to),
            text_of(edition, found.block, to, to + ROUND),
        ];
        AlikePlace { found, context, query: None, spot, is_ticked: true }
    }

    /// Whether its text still stands there.
    pub fn still_stands(&self, edition: &Edition) -> bool {
        let [_, own, _] = &self.context;
        let is_there = text_of(edition, self.found.block, self.found.from.chars(), self.found.to.chars()) == *own;
        is_there && self.query.as_ref().is_none_or(|query| query.still_stands(edition))
    }
}

fn text_of(edition: &Edition, block: BlockId, from: usize, to: usize) -> String {
    let text = edition.block(block).map(|(_, block)| block.text()).unwrap_or_default();
    let byte = |at: usize| TextOffset::new(at).byte_in(text).min(text.len());
    text.get(byte(from)..byte(to)).unwrap_or_default().to_owned()
}
