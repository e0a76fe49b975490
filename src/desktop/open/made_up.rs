//! Which headlines editors made up, remembered: to tell, all other readings are gone through, which no frame has time for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::edition::{Block, BlockId, Edition};
use crate::reader::is_made_up;

/// What is known of blocks.
#[derive(Default)]
pub(super) struct MadeUp(RefCell<HashMap<BlockId, Judged>>);

/// A block with how many other readings had come when it was judged.
struct Judged {
    block: Arc<Block>,
    witnessed: u64,
    is_made_up: bool,
}

impl MadeUp {
    /// Whether a block of an edition was made up. That is worked out anew only where the block changed, or another reading came.
    pub(super) fn is_made_up(&self, edition: &Edition, block: &Arc<Block>, witnessed: u64) -> bool {
        let mut known = self.0.borrow_mut();
        match known.get(&block.id()) {
            Some(judged) if Arc::ptr_eq(&judged.block, block) && judged.witnessed == witnessed => judged.is_made_up,
            _ => {
                let is_made_up = is_made_up(edition, block);
                known.insert(block.id(), Judged { block: block.clone(), witnessed, is_made_up });
                is_made_up
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{Masthead, Piece, Role};
    use crate::page::{Encoding, Page, PageIndex, Source, Witness, WitnessLine};

    #[test]
    fn a_block_is_judged_again_when_it_changes_or_another_reading_comes() {
        let source = Source { file: "1.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let mut edition = Edition::new(Masthead::default(), vec![Arc::new(Page::new(source, ""))], Vec::new(), Vec::new(), Vec::new());
        let block = |text: &str| Arc::new(Block::new(BlockId(1), Role::Headline, text, [Piece::added(text.chars().count())]));
        let (read, written, known) = (block("全市象棋赛落幕"), block("春耕开始"), MadeUp::default());
        assert!(known.is_made_up(&edition, &read, 0));
        let line = WitnessLine { characters: read.text().chars().map(Into::into).collect(), ..WitnessLine::default() };
        edition.take_witness(PageIndex(0), Arc::new(Witness { lines: vec![line], ..Witness::default() }));
        assert!(known.is_made_up(&edition, &read, 0), "it is remembered");
        assert!(!known.is_made_up(&edition, &read, 1));
        assert!(known.is_made_up(&edition, &written, 1), "it reads otherwise now");
    }
}
