//! Where blocks stand, so that one is found without looking through all.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::{Block, BlockId, Edition, Shelf};

/// The place of each block, worked out when one is first looked for. Edits do not keep it up: a place is believed only where the block
/// still stands there, and one that moved is looked for among all. So it takes no part in what an edition is.
#[derive(Clone, Default)]
pub(crate) struct BlockIndex(OnceLock<Arc<HashMap<BlockId, BlockPlace>>>);

/// A place on a shelf: which article it is, if it is one, and which block of it.
#[derive(Clone, Copy)]
struct BlockPlace {
    shelf: Shelf,
    article: usize,
    block: usize,
}

impl BlockIndex {
    /// Forgets the places, since blocks changed theirs.
    pub(crate) fn forget(&mut self) {
        self.0 = OnceLock::new();
    }

    /// The block of this name, if it stands where it stood.
    pub(super) fn find<'a>(&self, edition: &'a Edition, id: BlockId) -> Option<(Shelf, &'a Arc<Block>)> {
        let seat = self.0.get_or_init(|| Arc::new(seats(edition))).get(&id)?;
        let shelf = match seat.shelf {
            Shelf::Article(known) => {
                let article = edition.articles.get(seat.article).filter(|article| article.id == known)?;
                article.blocks.as_slice()
            }
            Shelf::Furniture => edition.furniture.as_slice(),
            Shelf::SetAside => edition.set_aside.as_slice(),
        };
        shelf.get(seat.block).filter(|block| block.id == id).map(|block| (seat.shelf, block))
    }
}

fn seats(edition: &Edition) -> HashMap<BlockId, BlockPlace> {
    let articles = edition.articles.iter().enumerate().map(|(at, article)| (Shelf::Article(article.id), at, article.blocks.as_slice()));
    let others = [(Shelf::Furniture, 0, edition.furniture.as_slice()), (Shelf::SetAside, 0, edition.set_aside.as_slice())];
    let of_shelf = |(shelf, article, blocks): (Shelf, usize, &[Arc<Block>])| {
        blocks.iter().enumerate().map(move |(block, one)| (one.id, BlockPlace { shelf, article, block })).collect::<Vec<_>>()
    };
    articles.chain(others).flat_map(of_shelf).collect()
}

impl fmt::Debug for BlockIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlockIndex")
    }
}

impl PartialEq for BlockIndex {
    fn eq(&self, _: &BlockIndex) -> bool {
        true
    }
}

impl Eq for BlockIndex {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Destination, Edit, apply};
    use crate::edition::{Article, ArticleId, Masthead, Place, Role, TextOffset};

    fn edition() -> Edition {
        let block = |id: u32| Arc::new(Block::new(BlockId(id), Role::Paragraph, format!("第{id}段文字"), []));
        let article = |id: u32, blocks: std::ops::Range<u32>| Article::new(ArticleId(id), blocks.map(block).collect());
        let aside = vec![Block::new(BlockId(9), Role::Headline, "题", [])];
        Edition::new(Masthead::default(), Vec::new(), vec![article(20, 1..4), article(21, 4..7)], Vec::new(), aside)
    }

    fn is_right(edition: &Edition) -> bool {
        edition
            .blocks()
            .all(|(shelf, block)| edition.block(block.id()).is_some_and(|found| found.0 == shelf && Arc::ptr_eq(found.1, block)))
    }

    #[test]
    fn blocks_are_found_before_and_after_they_moved() {
        let mut edition = edition();
        let before = edition.clone();
        assert!(is_right(&edition) && edition.block(BlockId(99)).is_none());
        let place = |at| Place { block: BlockId(2), at: TextOffset::new(at) };
        let edits = [
            Edit::splice(place(1), place(1), "字"),
            Edit::split(place(2), place(2), Role::Paragraph),
            Edit::Move { blocks: vec![BlockId(5)], to: Destination::First(Shelf::Article(ArticleId(20))) },
            Edit::Move { blocks: vec![BlockId(1)], to: Destination::Last(Shelf::SetAside) },
            Edit::CloseArticle { article: ArticleId(21) },
        ];
        for edit in edits {
            let inverse = apply(&mut edition, &edit).expect("it applies");
            assert!(is_right(&edition), "{edit:?}");
            let mut back = edition.clone();
            apply(&mut back, &inverse).expect("it is undone");
            assert!(is_right(&back), "{edit:?} undone");
        }
        assert!(is_right(&before), "a snapshot has its own places");
    }

    #[test]
    fn an_index_that_was_made_makes_no_other_edition() {
        let (edition, other) = (edition(), edition());
        assert!(edition.block(BlockId(1)).is_some());
        assert_eq!(edition, other);
    }
}
