//! The queue of queries: which kinds are shown, how sure the program must be, and in what order.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::{Query, QueryKind};
use crate::edition::Edition;

/// How the queries are put before the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// The kinds that are not shown.
    pub hidden: BTreeSet<QueryKind>,
    /// The least confidence that something is wrong, in per cent.
    pub least: u8,
    /// Whether the surest come first, instead of those at the beginning of the manuscript.
    pub by_doubt: bool,
}

impl Queue {
    /// The queries that are shown, in order.
    pub fn arrange(&self, all: &[Arc<Query>]) -> Vec<Arc<Query>> {
        let shown = |query: &&Arc<Query>| !self.hidden.contains(&query.kind) && query.confidence.as_percent() >= self.least;
        let mut queries: Vec<Arc<Query>> = all.iter().filter(shown).cloned().collect();
        if self.by_doubt {
            queries.sort_by_key(|query| std::cmp::Reverse(query.confidence));
        }
        queries
    }
}

/// The text a query is about; empty for a place between two characters.
pub fn asked_text(edition: &Edition, query: &Query) -> String {
    let (from, to) = (query.range.0.chars(), query.range.1.chars());
    let text = edition.block(query.block).map(|(_, block)| block.text()).unwrap_or_default();
    text.chars().skip(from).take(to.saturating_sub(from)).collect()
}

/// The queries that ask the same of the same text as this one, itself among them, where the first answer is a wording: they can be
/// settled in one go.
pub fn series(edition: &Edition, queries: &[Arc<Query>], number: usize) -> Vec<usize> {
    let Some(query) = queries.get(number) else { return Vec::new() };
    let Some(replacement) = query.remedies.first().and_then(|remedy| remedy.replacement.as_deref()) else { return vec![number] };
    let text = asked_text(edition, query);
    let alike = |other: &&(usize, &Arc<Query>)| {
        let first = other.1.remedies.first().and_then(|remedy| remedy.replacement.as_deref());
        other.1.kind == query.kind && first == Some(replacement) && asked_text(edition, other.1) == text
    };
    let numbered: Vec<(usize, &Arc<Query>)> = queries.iter().enumerate().collect();
    numbered.iter().filter(alike).map(|(number, _)| *number).collect()
}

/// Whether the text round a query is still what it was when it was asked.
pub fn still_stands(edition: &Edition, query: &Query) -> bool {
    let is_wording = query.remedies.iter().any(|remedy| remedy.replacement.is_some());
    let text = edition.block(query.block).map(|(_, block)| block.text()).unwrap_or_default();
    let round = query.text.chars().count();
    let from = query.range.0.chars().saturating_sub(4);
    !is_wording || text.chars().skip(from).take(round).eq(query.text.chars())
}
