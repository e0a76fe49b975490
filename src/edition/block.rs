//! Blocks: a paragraph, a headline line, a caption.

use serde::{Deserialize, Serialize};

use super::doubt::Doubt;
use super::piece::{self, Piece, Span};
use super::role::Role;
use crate::page::{self, Page, PageIndex};
use std::sync::Arc;

/// A position in a block's text, in characters from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextOffset(pub u32);

impl TextOffset {
    /// The offset of this many characters.
    pub fn new(chars: usize) -> TextOffset {
        TextOffset(u32::try_from(chars).unwrap_or(u32::MAX))
    }

    /// The offset as a count of characters.
    pub fn chars(self) -> usize {
        self.0 as usize
    }

    /// The byte of `text` at which the character at this offset begins; its length where it has fewer characters.
    pub fn byte_in(self, text: &str) -> usize {
        page::byte_at(text, self.chars())
    }
}

/// Names a block for as long as the edition lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlockId(pub u32);

/// A block of an edition: its role, its text without line ends, and its provenance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub(crate) id: BlockId,
    pub(crate) role: Role,
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) doubts: Vec<Doubt>,
}

impl Block {
    /// A block of this text and provenance. A line end in the text would be a second block, so it is made a blank.
    ///
    /// The pieces are put in normal form and made to fit: text that they do not reach counts as added.
    pub fn new(id: BlockId, role: Role, text: impl Into<String>, pieces: impl IntoIterator<Item = Piece>) -> Block {
        let mut text = text.into();
        if text.contains('\n') {
            text = text.replace('\n', " ");
        }
        let pieces = pieces.into_iter();
        let mut normal = Vec::with_capacity(pieces.size_hint().0);
        piece::push_pieces(&mut normal, pieces);
        let missing = text.chars().count().saturating_sub(piece::text_len(&normal));
        piece::push_piece(&mut normal, Piece::added(missing));
        Block { id, role, text, pieces: normal, doubts: Vec::new() }
    }

    /// The same block with these doubts.
    pub fn with_doubts(self, doubts: Vec<Doubt>) -> Block {
        Block { doubts, ..self }
    }

    /// The block's name.
    pub fn id(&self) -> BlockId {
        self.id
    }

    /// What the block is in its story.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The text, without line ends.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text from one character to another.
    pub fn between(&self, from: TextOffset, to: TextOffset) -> String {
        self.text.chars().take(to.chars()).skip(from.chars()).collect()
    }

    /// The length of the text in characters.
    pub fn len(&self) -> TextOffset {
        TextOffset::new(piece::text_len(&self.pieces))
    }

    /// Whether the block has no text. It may still hold dropped raw characters.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where the text comes from, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The raw characters that the character of the text at this place stands for: one that was kept, or all that were changed into it
    /// and its neighbours. Nothing for text that was added.
    pub fn source_of(&self, at: TextOffset) -> Option<Span> {
        let mut start = 0;
        let holds = |piece: &&Piece| {
            let within = at.chars().checked_sub(start).filter(|within| *within < piece.text_len());
            start += piece.text_len();
            within.is_some()
        };
        let piece = *self.pieces.iter().find(holds)?;
        match piece {
            Piece::Kept(span) => {
                let before = at.chars() + span.range.len() - start;
                Some(span.split(before).1.split(1).0)
            }
            Piece::Changed { source, .. } => source,
        }
    }

    /// As [`Block::source_of`], of the nearest character that has a source: from this place backwards, or else onwards.
    pub fn source_near(&self, at: TextOffset) -> Option<Span> {
        let end = self.len().chars();
        let backwards = (0..=at.chars().min(end.saturating_sub(1))).rev();
        let mut places = backwards.chain(at.chars()..end);
        places.find_map(|place| self.source_of(TextOffset::new(place)))
    }

    /// The page that its text begins on; nothing where it has no source.
    pub fn page(&self) -> Option<PageIndex> {
        self.source_near(TextOffset(0)).map(|span| span.page)
    }

    /// What the program was unsure of here, in order of place.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// Whether the text was made up by the editor: it has characters, and none of them stands for a raw one.
    pub fn is_supplied(&self, pages: &[Arc<Page>]) -> bool {
        let stands_for_raw = |piece: &Piece| {
            piece.text_len() > 0
                && piece.source().is_some_and(|span| {
                    pages.get(span.page.position()).is_some_and(|page| !page.slice(span.range).chars().all(page::is_blank))
                })
        };
        !self.is_empty() && !self.pieces.iter().any(stands_for_raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{PageIndex, RawOffset, RawRange};

    #[test]
    fn a_character_has_its_source_and_an_added_one_that_of_its_neighbour() {
        let span = |start, end| Span::new(PageIndex(0), RawRange::new(RawOffset(start), RawOffset(end)));
        let changed = Piece::Changed { source: Some(span(9, 11)), len: 1 };
        let pieces = [Piece::added(1), Piece::Kept(span(4, 7)), Piece::dropped(span(7, 9)), changed, Piece::added(2)];
        let block = Block::new(BlockId(1), Role::Paragraph, "增甲乙丙丁增补", pieces);
        let of = |at| block.source_of(TextOffset::new(at));
        assert_eq!([0, 1, 3, 4, 5, 7].map(of), [None, Some(span(4, 5)), Some(span(6, 7)), Some(span(9, 11)), None, None]);
        let near = |at| block.source_near(TextOffset::new(at));
        assert_eq!([0, 2, 6, 7].map(near), [Some(span(4, 5)), Some(span(5, 6)), Some(span(9, 11)), Some(span(9, 11))]);
        let supplied = Block::new(BlockId(1), Role::Headline, "代拟", [Piece::added(2)]);
        assert_eq!(supplied.source_near(TextOffset::new(1)), None);
        assert_eq!(Block::new(BlockId(1), Role::Paragraph, "", []).source_near(TextOffset::new(0)), None);
    }
}
