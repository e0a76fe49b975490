//! Finding blocks on their shelves, and reaching them for change.

use std::cmp::Ordering;
use std::sync::Arc;

use super::EditError;
use crate::edition::{Article, ArticleId, Block, BlockId, Edition, Place};

/// A shelf by its position in the edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShelfIndex {
    Article(usize),
    Furniture,
    SetAside,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub shelf: ShelfIndex,
    pub index: usize,
}

impl Address {
    /// The order in the manuscript, where both stand in articles or on the same shelf.
    pub fn order(self, other: Address) -> Option<Ordering> {
        match (self.shelf, other.shelf) {
            (ShelfIndex::Article(a), ShelfIndex::Article(b)) => Some((a, self.index).cmp(&(b, other.index))),
            (a, b) if a == b => Some(self.index.cmp(&other.index)),
            _ => None,
        }
    }
}

pub(super) fn find(edition: &Edition, id: BlockId) -> Result<Address, EditError> {
    let within = |blocks: &[Arc<Block>]| blocks.iter().position(|block| block.id == id);
    let in_article = edition
        .articles
        .iter()
        .enumerate()
        .find_map(|(at, article)| within(&article.blocks).map(|index| Address { shelf: ShelfIndex::Article(at), index }));
    in_article
        .or_else(|| within(&edition.furniture).map(|index| Address { shelf: ShelfIndex::Furniture, index }))
        .or_else(|| within(&edition.set_aside).map(|index| Address { shelf: ShelfIndex::SetAside, index }))
        .ok_or(EditError::NoBlock(id.0))
}

pub(super) fn find_article(edition: &Edition, id: ArticleId) -> Result<usize, EditError> {
    edition.articles.iter().position(|article| article.id == id).ok_or(EditError::NoArticle(id.0))
}

pub(super) fn article_mut(edition: &mut Edition, id: ArticleId) -> Result<&mut Article, EditError> {
    let index = find_article(edition, id)?;
    edition.articles.get_mut(index).map(Arc::make_mut).ok_or(EditError::NoArticle(id.0))
}

/// The blocks of a shelf. The shelf comes from [`find`] or [`find_article`], so it is there.
pub(super) fn blocks_mut(edition: &mut Edition, shelf: ShelfIndex) -> Result<&mut Vec<Arc<Block>>, EditError> {
    match shelf {
        ShelfIndex::Article(at) => {
            edition.articles.get_mut(at).map(|article| &mut Arc::make_mut(article).blocks).ok_or(EditError::OtherState)
        }
        ShelfIndex::Furniture => Ok(&mut edition.furniture),
        ShelfIndex::SetAside => Ok(&mut edition.set_aside),
    }
}

/// The block at an address.
pub(super) fn block_mut(edition: &mut Edition, address: Address) -> Result<&mut Block, EditError> {
    blocks_mut(edition, address.shelf)?.get_mut(address.index).map(Arc::make_mut).ok_or(EditError::OtherState)
}

/// Where a place is, if the block has it.
pub(super) fn check_place(edition: &Edition, place: Place) -> Result<Address, EditError> {
    let address = find(edition, place.block)?;
    let (_, block) = edition.block(place.block).ok_or(EditError::NoBlock(place.block.0))?;
    let len = block.len();
    if place.at > len {
        return Err(EditError::PastEnd { block: place.block.0, at: place.at.0, len: len.0 });
    }
    Ok(address)
}

/// A number for a new block or article.
pub(super) fn fresh(edition: &mut Edition) -> u32 {
    let id = edition.next_id;
    edition.next_id = edition.next_id.saturating_add(1);
    id
}

/// Takes away articles that have no block left.
pub(super) fn drop_empty_articles(edition: &mut Edition) {
    edition.articles.retain(|article| !article.blocks.is_empty());
}
