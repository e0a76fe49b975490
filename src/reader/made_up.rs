//! Which text the paper did not print.

use super::one_line::has_line;
use crate::edition::{Block, Edition};
use crate::page::{PageIndex, WitnessLine};

/// How many times longer than a line a text may be, or a line than a text, that are the same.
const LONGER: usize = 2;

/// Whether an editor made a block's text up: no raw page has any of it, and no witness has read it on an image.
pub fn is_made_up(edition: &Edition, block: &Block) -> bool {
    if !block.is_supplied(edition.pages()) {
        return false;
    }
    let length = block.len().chars();
    let may_be = |line: &&WitnessLine| line.characters.len() <= LONGER * length && length <= LONGER * line.characters.len();
    let pages = (0..edition.pages().len()).map(|page| PageIndex(page as u32));
    let mut lines = pages.flat_map(|page| edition.witnesses(page)).flat_map(|witness| &witness.lines).filter(may_be);
    !lines.any(|line| has_line(block.text(), line))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edition::{BlockId, Masthead, Piece, Role};
    use crate::page::{Encoding, Page, Source, Witness};

    #[test]
    fn what_stands_on_the_image_is_not_made_up() {
        let source = Source { file: "1.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let mut edition = Edition::new(Masthead::default(), vec![Arc::new(Page::new(source, ""))], Vec::new(), Vec::new(), Vec::new());
        let block = |text: &str| Block::new(BlockId(1), Role::Headline, text, [Piece::added(text.chars().count())]);
        assert!(is_made_up(&edition, &block("全市象棋赛落幕")));
        let line = WitnessLine { characters: "全市象棋赛落慕".chars().map(Into::into).collect(), ..WitnessLine::default() };
        edition.take_witness(PageIndex(0), Arc::new(Witness { lines: vec![line], ..Witness::default() }));
        assert!(!is_made_up(&edition, &block("全市象棋赛落幕")), "it was corrected since");
        assert!(is_made_up(&edition, &block("春耕开始")) && !is_made_up(&edition, &block("")));
    }
}
