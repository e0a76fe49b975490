//! What the program asks about the open edition, and how far the editor has come with it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::document::Document;
use super::queue::Queue;
use crate::check::{Query, QueryKind};
use crate::edit::Selection;
use crate::edition::{BlockId, Edition, Place};
use crate::rounds::ChangedPlace;

/// The queries of a document.
#[derive(Default)]
pub(super) struct Queries {
    /// What the program asks; and of it what is shown.
    all: Vec<Arc<Query>>,
    shown: Vec<Arc<Query>>,
    /// The numbers of the queries shown in each block, in order.
    in_block: HashMap<BlockId, Vec<usize>>,
    /// How many there are of each kind, also of those that are not shown.
    of_kind: BTreeMap<QueryKind, usize>,
    queue: Queue,
    /// What the last round of proofreading changed.
    changed: Vec<ChangedPlace>,
    /// The query the editor went to last, and those gone to before, the last one last.
    asked: Option<Asked>,
    visited: Vec<Asked>,
    /// Whether a query was just gone to, so that keys answer it.
    is_answering: bool,
    /// Whether undo has brought back the query at the caret, so that it is asked again before the next one.
    asks_again: bool,
    /// The queries that were answered, with the revision that each answer led to.
    answered: Vec<(u64, Vec<Arc<Query>>)>,
    /// How many were gone when the queue was last arranged otherwise: numbers begin anew there.
    counted_from: usize,
    /// The state they are of; none before the first check is done.
    of: Option<u64>,
    /// The state whose check came to nothing.
    failed: Option<u64>,
    /// The most queries there were on the way to each revision.
    most: HashMap<u64, usize>,
}

/// Names a query while the list changes.
type Asked = (QueryKind, BlockId, String);

/// What is known of the queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueriesKnown {
    /// Nothing before the first check is done.
    NotYet,
    /// Nothing: the first check failed.
    Failed,
    /// What a check has found, of this state or, while it is checked again, of an earlier one.
    Checked,
}

impl Queries {
    /// Takes over how far the editor has come, from the revision before an edit to the one after.
    pub(super) fn go_on(&mut self, from: u64, to: u64) {
        let most = self.most.get(&from).copied().unwrap_or_default();
        self.most.insert(to, most);
    }

    /// Keys do not answer a query any longer.
    pub(super) fn leave(&mut self) {
        self.is_answering = false;
        self.asks_again = false;
    }

    /// Puts the queries back that an answer had settled which led to the revision `undone`, and asks the first of them again.
    pub(super) fn take_back(&mut self, edition: &Edition, undone: u64) {
        self.asks_again = true;
        let Some((_, back)) = self.answered.pop_if(|(answered, _)| *answered == undone) else { return };
        let order = edition.block_order();
        self.asked = back.first().map(|query| name(query)).or(self.asked.take());
        self.all.extend(back);
        self.all.sort_by_key(|query| (order.get(&query.block).copied(), query.range.0));
        self.arrange(edition);
    }

    pub(super) fn note_changes(&mut self, changes: Vec<ChangedPlace>) {
        self.changed = changes;
    }

    pub(super) fn changed(&self) -> &[ChangedPlace] {
        &self.changed
    }

    fn arrange(&mut self, edition: &Edition) {
        self.shown = self.queue.arrange(&self.all, edition, &self.changed);
        self.of_kind.clear();
        for query in &self.all {
            *self.of_kind.entry(query.kind).or_default() += 1;
        }
        self.in_block.clear();
        for (number, query) in self.shown.iter().enumerate() {
            self.in_block.entry(query.block).or_default().push(number);
        }
    }
}

fn name(query: &Query) -> Asked {
    (query.kind, query.block, query.text.clone())
}

fn is(query: &Query, asked: &Asked) -> bool {
    query.kind == asked.0 && query.block == asked.1 && query.text == asked.2
}

impl Document {
    /// What the program asks and is shown. It may be of an earlier state while a check is running.
    pub fn queries(&self) -> &[Arc<Query>] {
        &self.queries.shown
    }

    /// Everything the program asks, also what is not shown.
    pub fn all_queries(&self) -> &[Arc<Query>] {
        &self.queries.all
    }

    /// How many queries there are of each kind, also of those that are not shown.
    pub fn query_counts(&self) -> &BTreeMap<QueryKind, usize> {
        &self.queries.of_kind
    }

    /// The queries shown in a block.
    pub fn queries_in(&self, block: BlockId) -> impl Iterator<Item = &Query> {
        let numbers = self.queries.in_block.get(&block).into_iter().flatten();
        numbers.filter_map(|number| self.queries.shown.get(*number).map(Arc::as_ref))
    }

    /// What is known of the queries.
    pub fn queries_known(&self) -> QueriesKnown {
        match (self.queries.of, self.queries.failed) {
            (Some(_), _) => QueriesKnown::Checked,
            (None, Some(failed)) if failed == self.generation => QueriesKnown::Failed,
            (None, _) => QueriesKnown::NotYet,
        }
    }

    /// Whether the edition as it stands is still to be checked.
    pub fn needs_check(&self) -> bool {
        ![self.queries.of, self.queries.failed].contains(&Some(self.generation))
    }

    /// Has the edition checked again, as by another house style.
    pub fn check_again(&mut self) {
        self.generation += 1;
    }

    /// Takes the queries that a check of the state `generation` found. True where the one that was just gone to, to be answered, is
    /// not among them: what was answered before it has settled it too.
    pub fn set_queries(&mut self, generation: u64, queries: Vec<Arc<Query>>) -> bool {
        if self.queries.of.is_some_and(|of| generation < of) {
            return false;
        }
        if generation == self.generation {
            let most = self.queries.most.entry(self.revision().edits).or_default();
            *most = queries.len().max(*most);
        }
        self.queries.all = queries;
        self.queries.arrange(&self.edition);
        self.queries.of = Some(generation);
        let Some(asked) = self.queries.asked.clone().filter(|_| self.queries.is_answering) else { return false };
        // The answer before it may have moved it: it was gone to where it stood before.
        let number = self.queries.shown.iter().position(|query| is(query, &asked));
        if let Some(number) = number.filter(|number| self.current_query() != Some(*number)) {
            self.go_to_query(number);
        }
        number.is_none()
    }

    /// Notes that a check of the state `generation` came to nothing. It is not tried again until something changes.
    pub fn note_failed_check(&mut self, generation: u64) {
        self.queries.failed = Some(generation);
    }

    /// What part of the queries there were on the way to this state is answered, between 0 and 1.
    pub fn settled_part(&self) -> f32 {
        let left = self.queries.all.len();
        let most = self.queries.most.get(&self.revision().edits).copied().unwrap_or_default().max(left);
        if left == 0 { 1.0 } else { 1.0 - left as f32 / most as f32 }
    }

    /// How many queries there were on the way to this state that are not asked any more.
    fn gone(&self) -> usize {
        let most = self.queries.most.get(&self.revision().edits).copied().unwrap_or_default();
        most.saturating_sub(self.queries.all.len())
    }

    /// The number of a query of those shown, counted from 1, and of how many: those that were answered count on, so that one answer
    /// leads from 1 of 12 to 2 of 12.
    pub fn numbered(&self, number: usize) -> (usize, usize) {
        let gone = self.gone().saturating_sub(self.queries.counted_from);
        (gone + number + 1, gone + self.queries.shown.len())
    }

    /// Whether the query at the caret is to be asked before the next one: undo has brought it back, or the caret has come to it
    /// otherwise than by asking.
    pub fn asks_here(&self) -> bool {
        let here = self.current_query().and_then(|number| self.queries.shown.get(number));
        let is_other = here.is_some_and(|query| self.queries.asked.as_ref().is_none_or(|asked| !is(query, asked)));
        !self.queries.is_answering && (is_other || here.is_some() && self.queries.asks_again)
    }

    /// The query the editor went to, if the caret is still there; else the one whose range holds the caret.
    pub fn current_query(&self) -> Option<usize> {
        let head = self.selection?.head;
        let numbers = self.queries.in_block.get(&head.block)?;
        let query = |number: &usize| self.queries.shown.get(*number);
        let touches = |number: &&usize| query(number).is_some_and(|query| query.range.0 <= head.at && head.at <= query.range.1);
        let is_asked = |number: &&usize| self.queries.asked.as_ref().zip(query(number)).is_some_and(|(asked, query)| is(query, asked));
        let mut here = numbers.iter().filter(touches);
        here.clone().find(is_asked).or_else(|| here.next()).copied()
    }

    /// Goes to a query: selects its place. False where there is none of this number or its block is gone.
    pub fn go_to_query(&mut self, number: usize) -> bool {
        let Some(query) = self.queries.shown.get(number) else { return false };
        let place = Place { block: query.block, at: query.range.0 };
        let asked = name(query);
        let (is_wording, end) = (query.is_wording(), query.range.1);
        if self.queries.asked.as_ref() != Some(&asked) {
            let left = self.queries.asked.replace(asked);
            self.queries.visited.extend(left);
        }
        let is_there = self.edition.block(place.block).is_some();
        if is_there {
            // What is written there then stands in place of what is asked about.
            self.select(Selection { anchor: place, head: if is_wording { Place { at: end, ..place } } else { place } });
            self.queries.is_answering = true;
        }
        is_there
    }

    /// Whether a query was just gone to: until something else is done, Enter, the digits and Delete answer it.
    pub fn is_answering(&self) -> bool {
        self.queries.is_answering
    }

    /// After the last query the next key of an answer is none of the text's either.
    pub fn stay_in_queue(&mut self) {
        self.queries.asked = None;
        self.queries.is_answering = true;
    }

    /// Goes on writing at a query instead of answering it.
    pub fn leave_queue(&mut self) {
        self.queries.leave();
    }

    /// How the queries are shown.
    pub fn queue(&self) -> &Queue {
        &self.queries.queue
    }

    /// Shows the queries otherwise.
    pub fn set_queue(&mut self, queue: Queue) {
        self.queries.queue = queue;
        self.queries.counted_from = self.gone();
        self.queries.arrange(&self.edition);
    }

    /// Goes back to the query that was gone to before. False where there is none.
    pub fn go_back(&mut self) -> bool {
        while let Some(asked) = self.queries.visited.pop() {
            if let Some(query) = self.queries.shown.iter().find(|query| is(query, &asked)) {
                let place = Place { block: query.block, at: query.range.0 };
                self.queries.asked = Some(asked);
                self.select(Selection::caret(place));
                self.queries.is_answering = true;
                return true;
            }
        }
        false
    }

    /// Takes queries that were answered out of the list, before the next check does.
    pub fn forget_queries(&mut self, numbers: &[usize]) {
        let answered: Vec<Arc<Query>> = numbers.iter().filter_map(|number| self.queries.shown.get(*number).cloned()).collect();
        let led_to = self.revision().edits;
        self.queries.all.retain(|query| !answered.iter().any(|answered| Arc::ptr_eq(answered, query)));
        self.queries.answered.push((led_to, answered));
        self.queries.arrange(&self.edition);
    }
}
