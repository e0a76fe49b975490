//! What the last round of proofreading changed in the open edition, as the last check found it.

use super::document::Document;
use crate::edit::operations::Way;
use crate::edition::{BlockId, Place, TextOffset};
use crate::rounds::ChangedPlace;

impl Document {
    /// Notes what the last round changed, before the queries of the same check are taken.
    pub fn note_changes(&mut self, changes: Vec<ChangedPlace>) {
        self.queries.note_changes(changes);
    }

    /// The places that the last round changed, in the order of the manuscript. While a check is running they may stand where they were.
    pub fn changed_places(&self) -> &[ChangedPlace] {
        self.queries.changed()
    }

    /// The places in a block that the last round changed.
    pub fn changes_in(&self, block: BlockId) -> impl Iterator<Item = (Place, &ChangedPlace)> {
        let of_block = move |change: &'_ ChangedPlace| change.from.filter(|from| from.block == block);
        self.changed_places().iter().filter_map(move |change| Some((of_block(change)?, change)))
    }

    /// What a comment made now is about: the selected text, as far as it is of one block, or else the caret's block. Nothing where there is
    /// no text.
    pub fn commented_range(&self) -> Option<(Place, Place)> {
        let (from, to) = self.selection()?.ordered(&self.edition)?;
        let (_, block) = self.edition.block(from.block)?;
        let whole = (TextOffset(0), block.len());
        let (start, end) = if from == to { whole } else { (from.at, if to.block == from.block { to.at } else { block.len() }) };
        (start < end).then_some((Place { at: start, ..from }, Place { at: end, ..from }))
    }

    /// The number of the next place that the last round changed, or of the one before, round the end; nothing where there is none.
    pub fn change_from_caret(&self, way: Way) -> Option<usize> {
        let order = self.edition.block_order();
        let key = |place: Place| (order.get(&place.block).copied(), place.at);
        let start = self.selection().and_then(|selection| selection.ordered(&self.edition)).map(|(from, _)| key(from));
        let places: Vec<_> =
            self.changed_places().iter().enumerate().filter_map(|(number, change)| Some((number, key(change.from?)))).collect();
        let found = match way {
            Way::Down => places.iter().find(|(_, place)| start.is_none_or(|start| *place > start)).or(places.first()),
            Way::Up => places.iter().rev().find(|(_, place)| start.is_none_or(|start| *place < start)).or(places.last()),
        };
        found.map(|(number, _)| *number)
    }
}
