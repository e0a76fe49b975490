//! Text that no raw page has: what was typed, pasted or taken from a witness.

use crate::edition::{Block, Edition, Piece};
use crate::page::WitnessLine;
use crate::reader::has_line;

/// A shorter stretch is a correction and no line.
const SHORTEST: usize = 2;

/// The stretches of an edition's text that no raw page has as they read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct AddedText(Vec<String>);

impl AddedText {
    /// Those of all blocks.
    pub(super) fn of(edition: &Edition) -> AddedText {
        AddedText(edition.blocks().flat_map(|(_, block)| stretches(block)).collect())
    }

    /// Whether a line of a witness stands there.
    pub(super) fn has(&self, line: &WitnessLine) -> bool {
        self.0.iter().any(|text| has_line(text, line))
    }
}

/// The stretches of one block.
fn stretches(block: &Block) -> Vec<String> {
    let (mut all, mut now, mut text) = (Vec::new(), String::new(), block.text().chars());
    for piece in block.pieces() {
        let own = text.by_ref().take(piece.text_len());
        match piece {
            Piece::Changed { .. } => now.extend(own),
            Piece::Kept(_) => {
                own.for_each(drop);
                all.push(std::mem::take(&mut now));
            }
        }
    }
    all.push(now);
    all.retain(|text| text.chars().count() >= SHORTEST);
    all
}
