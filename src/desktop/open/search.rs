//! What is being looked for, and what was found. The bar that shows it is [`crate::desktop::panes::find_bar`].

use std::collections::HashMap;
use std::sync::Arc;

use super::document::Document;
use super::scope::Scope;
use crate::edition::{BlockId, Place};
use crate::find::{Finder, Match, PatternFault, SearchPattern};
use crate::page::{PageIndex, RawOffset, RawRange};

/// What was found of one pattern in one state of an edition.
#[derive(Default)]
pub struct Matches {
    /// The matches in the edition, in the order of the manuscript.
    pub matches: Vec<Match>,
    /// The matches in the raw pages.
    pub raw: Vec<(PageIndex, RawRange)>,
    /// Why the pattern cannot be looked for.
    pub fault: Option<PatternFault>,
    /// The pattern made ready; none while there is nothing to look for.
    pub finder: Option<Finder>,
    of_block: HashMap<BlockId, Vec<Match>>,
}

impl Matches {
    /// The matches in a block.
    pub fn in_block(&self, block: BlockId) -> &[Match] {
        self.of_block.get(&block).map(Vec::as_slice).unwrap_or_default()
    }

    /// The matches that touch a range of a raw page.
    pub fn in_range(&self, page: PageIndex, range: RawRange) -> &[(PageIndex, RawRange)] {
        let from = self.raw.partition_point(|(one, found)| (*one, found.end) <= (page, range.start));
        let to = self.raw.partition_point(|(one, found)| (*one, found.start) < (page, range.end));
        self.raw.get(from..to).unwrap_or_default()
    }
}

/// The search: what is asked, and the answer to it.
#[derive(Default)]
pub struct Search {
    /// Whether the bar is shown.
    pub is_open: bool,
    /// Whether it has the field for the replacement.
    pub is_replacing: bool,
    /// What is looked for.
    pub pattern: SearchPattern,
    /// What stands in its place.
    pub replacement: String,
    /// Whether it is looked for in the raw pages instead of the draft.
    pub in_raw: bool,
    /// The part of the edition that it is looked for in.
    pub scope: Scope,
    /// The match in the raw pages that was gone to last.
    pub raw_at: Option<(PageIndex, RawOffset)>,
    /// Whether the first field shall have the keyboard.
    pub wants_keyboard: bool,
    found: Arc<Matches>,
    of: Option<(u64, SearchPattern, bool, Scope)>,
}

impl Search {
    /// The same search in another edition, where nothing is found yet.
    pub fn again(&self) -> Search {
        Search {
            is_open: self.is_open,
            is_replacing: self.is_replacing,
            pattern: self.pattern.clone(),
            replacement: self.replacement.clone(),
            in_raw: self.in_raw,
            ..Search::default()
        }
    }

    /// Opens the bar, for this text if there is one.
    pub fn open(&mut self, replacing: bool, text: Option<String>) {
        self.is_open = true;
        self.is_replacing = replacing;
        self.in_raw &= !replacing;
        self.wants_keyboard = true;
        if let Some(text) = text.filter(|text| !text.is_empty() && !text.contains('\n')) {
            self.pattern.text = text;
            self.pattern.is_regex = false;
        }
    }

    /// Looks again, if the pattern or the edition is another than before.
    pub fn update(&mut self, document: &Document) {
        if !self.is_open {
            return;
        }
        let edition = document.edition();
        self.scope = self.scope.while_there(edition);
        let of = (document.generation(), self.pattern.clone(), self.in_raw, self.scope);
        if self.of.as_ref() == Some(&of) {
            return;
        }
        self.of = Some(of);
        let mut found = Matches::default();
        match Finder::new(&self.pattern) {
            Ok(Some(finder)) => {
                if self.in_raw {
                    found.raw = finder.in_pages(edition.pages());
                    found.raw.retain(|(page, range)| self.scope.has_raw(edition, *page, range.start));
                } else {
                    found.matches = finder.in_edition(edition);
                    found.matches.retain(|found| self.scope.has(edition, found.block));
                }
                found.finder = Some(finder);
            }
            Ok(None) => {}
            Err(fault) => found.fault = Some(fault),
        }
        for found_match in &found.matches {
            found.of_block.entry(found_match.block).or_default().push(*found_match);
        }
        self.found = Arc::new(found);
    }

    /// What was found; nothing while the bar is closed.
    pub fn found(&self) -> Option<Arc<Matches>> {
        self.is_open.then(|| self.found.clone())
    }

    /// How many matches there are.
    pub fn count(&self) -> usize {
        if self.in_raw { self.found.raw.len() } else { self.found.matches.len() }
    }

    /// The number of the match that is selected, counted from 0.
    pub fn current(&self, document: &Document) -> Option<usize> {
        if self.in_raw {
            let at = self.raw_at?;
            return self.found.raw.iter().position(|(page, range)| (*page, range.start) == at);
        }
        let (from, to) = document.selection()?.ordered(document.edition())?;
        self.found.matches.iter().position(|found| found.start() == from && found.end() == to)
    }

    /// The first match that begins at the caret or after it; the first of all where there is none.
    pub fn after_caret(&self, document: &Document) -> Option<usize> {
        let head = document.selection()?.ordered(document.edition()).map(|(from, _)| from)?;
        let places = document.edition().block_order();
        let key = |place: Place| (places.get(&place.block).copied(), place.at);
        let found = self.found.matches.iter().position(|found| key(found.start()) >= key(head));
        found.or_else(|| (!self.found.matches.is_empty()).then_some(0))
    }
}
