//! The queue of queries: which kinds are shown, how sure the program must be, and in what order.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Event, Key};

use super::scope::Scope;
use crate::check::{Query, QueryKind};
use crate::desktop::command::{Action, Command, EditionCommand};
use crate::edition::Edition;
use crate::rounds::ChangedPlace;

/// How the queries are put before the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// The kinds that are not shown.
    pub hidden: BTreeSet<QueryKind>,
    /// The least confidence that something is wrong, in per cent.
    pub least: u8,
    /// What they are kept to.
    pub scope: Scope,
    /// Whether they are kept to what the last round of proofreading changed.
    pub changed_only: bool,
    /// Whether the surest come first, instead of those at the beginning of the manuscript.
    pub by_doubt: bool,
}

impl Queue {
    /// The same queue with this kind alone.
    #[must_use]
    pub fn kept_to(self, kind: QueryKind) -> Queue {
        Queue { hidden: QueryKind::ALL.iter().copied().filter(|other| *other != kind).collect(), ..self }
    }

    /// Whether it is kept to this kind alone.
    pub fn is_of(&self, kind: QueryKind) -> bool {
        *self == self.clone().kept_to(kind)
    }

    /// The queries that are shown, in order, where the last round changed these places.
    pub fn arrange(&self, all: &[Arc<Query>], edition: &Edition, changed: &[ChangedPlace]) -> Vec<Arc<Query>> {
        let scope = self.scope.while_there(edition);
        let shown = |query: &&Arc<Query>| {
            let passes = !self.hidden.contains(&query.kind) && query.confidence.as_percent() >= self.least;
            passes && scope.has(edition, query.block) && (!self.changed_only || changed.iter().any(|place| touches(place, query)))
        };
        let mut queries: Vec<Arc<Query>> = all.iter().filter(shown).cloned().collect();
        if self.by_doubt {
            queries.sort_by_key(|query| std::cmp::Reverse(query.confidence));
        }
        queries
    }
}

/// Whether a query is about a place that was changed, or stands beside it.
fn touches(place: &ChangedPlace, query: &Query) -> bool {
    place.from.is_some_and(|from| from.block == query.block && from.at <= query.range.1 && query.range.0 <= place.to)
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
    // Where a blank goes depends on what stands beside it: 03 07 stays two numbers.
    if text.trim().is_empty() {
        return vec![number];
    }
    let alike = |(_, other): &(usize, &Arc<Query>)| {
        let first = other.remedies.first().and_then(|remedy| remedy.replacement.as_deref());
        other.kind == query.kind && first == Some(replacement) && asked_text(edition, other) == text
    };
    queries.iter().enumerate().filter(alike).map(|(number, _)| number).collect()
}

/// What a key does to a query: Enter gives the likelier answer, a digit accepts a remedy, Delete lets the text stand.
pub fn answer(event: &Event) -> Option<Command> {
    match event {
        Event::Text(text) => {
            text.parse::<usize>().ok().and_then(|digit| digit.checked_sub(1)).map(|number| EditionCommand::Remedy(number).into())
        }
        Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if modifiers.is_none() => Some(EditionCommand::LikelierAnswer.into()),
        Event::Key { key: Key::Delete, pressed: true, modifiers, .. } if modifiers.is_none() => Some(Command::Do(Action::DismissQuery)),
        _ => None,
    }
}
