//! What is selected in a manuscript.

use super::{Edit, Fragment, FragmentLine};
use crate::edition::piece::split_pieces;
use crate::edition::{Block, BlockId, Edition, Place, TextOffset};
use std::sync::Arc;

/// A selection: text between two places, or a caret where they are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where the selection was begun.
    pub anchor: Place,
    /// Where the caret is.
    pub head: Place,
}

/// The selected part of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionPart {
    /// The block.
    pub block: Arc<Block>,
    /// Where in it the selection begins.
    pub from: TextOffset,
    /// Where in it the selection ends.
    pub to: TextOffset,
}

impl Selection {
    /// A caret.
    pub fn caret(place: Place) -> Selection {
        Selection { anchor: place, head: place }
    }

    /// Whether nothing is selected.
    pub fn is_caret(&self) -> bool {
        self.anchor == self.head
    }

    /// The two ends in the order of the manuscript; nothing where a block is gone.
    pub fn ordered(&self, edition: &Edition) -> Option<(Place, Place)> {
        if self.anchor.block == self.head.block {
            let (a, b) = (self.anchor.at.min(self.head.at), self.anchor.at.max(self.head.at));
            return Some((Place { at: a, ..self.anchor }, Place { at: b, ..self.head }));
        }
        let mut ends = edition.blocks().map(|(_, block)| block.id()).filter(|id| *id == self.anchor.block || *id == self.head.block);
        let first = ends.next()?;
        ends.next()?;
        if first == self.anchor.block { Some((self.anchor, self.head)) } else { Some((self.head, self.anchor)) }
    }

    /// The selected part of each block, in order. A caret gives one empty part.
    pub fn parts(&self, edition: &Edition) -> Vec<SelectionPart> {
        let Some((from, to)) = self.ordered(edition) else { return Vec::new() };
        let mut parts = Vec::new();
        let mut inside = false;
        for (_, block) in edition.blocks() {
            let (first, last) = (block.id() == from.block, block.id() == to.block);
            if first || inside {
                let start = if first { from.at } else { TextOffset(0) };
                let end = if last { to.at } else { block.len() };
                parts.push(SelectionPart { block: block.clone(), from: start.min(block.len()), to: end.min(block.len()) });
            }
            inside = (inside || first) && !last;
            if last && !parts.is_empty() {
                break;
            }
        }
        parts
    }

    /// The selected text, with its provenance.
    pub fn fragment(&self, edition: &Edition) -> Fragment {
        let line = |part: SelectionPart| {
            let text = part.block.text();
            let (start, end) = (part.from.byte_in(text), part.to.byte_in(text));
            let (upto, _) = split_pieces(part.block.pieces(), part.to);
            let (_, pieces) = split_pieces(&upto, part.from);
            FragmentLine { text: text.get(start..end).unwrap_or_default().to_owned(), pieces, role: Some(part.block.role()) }
        };
        Fragment::with_sources(self.parts(edition).into_iter().map(line).collect())
    }
}

/// Where the caret stands after a splice was applied to an edition: at the end of what it put in.
pub fn end_of_splice(after: &Edition, edit: &Edit) -> Option<Place> {
    let Edit::Splice { from, insert, .. } = edit else { return None };
    let later = insert.lines().len() - 1;
    let last = insert.lines().last()?;
    let chars = last.text.chars().count();
    if later == 0 {
        return Some(Place { at: TextOffset::new(from.at.chars() + chars), ..*from });
    }
    let block: BlockId = after.blocks().skip_while(|(_, block)| block.id() != from.block).nth(later)?.1.id();
    Some(Place { block, at: TextOffset::new(chars) })
}
