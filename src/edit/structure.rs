//! Edits of structure: roles, the order of blocks, where articles begin.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::EditError;
use super::shelves::{self, Address, ShelfIndex};
use crate::edition::{Article, ArticleId, Block, BlockId, DoubtKind, Edition, Role, Shelf};

/// Where moved blocks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// Before this block.
    Before(BlockId),
    /// After this block.
    After(BlockId),
    /// To the beginning of a shelf.
    First(Shelf),
    /// To the end of a shelf.
    Last(Shelf),
    /// Into a new article at this place of the reading order, counted from 0; past the end means last.
    NewArticle(usize),
}

pub(super) fn set_role(edition: &mut Edition, id: BlockId, role: Role) -> Result<(), EditError> {
    let address = shelves::find(edition, id)?;
    let block = shelves::block_mut(edition, address)?;
    if block.role == role {
        return Err(EditError::Nothing);
    }
    block.role = role;
    block.doubts.retain(|doubt| !matches!(doubt.kind, DoubtKind::Role(_) | DoubtKind::Headline(_)));
    Ok(())
}

pub(super) fn move_blocks(edition: &mut Edition, ids: &[BlockId], to: Destination) -> Result<(), EditError> {
    if ids.is_empty() {
        return Err(EditError::Nothing);
    }
    if let Destination::Before(anchor) | Destination::After(anchor) = to {
        shelves::find(edition, anchor)?;
        if ids.contains(&anchor) {
            return Err(EditError::OntoItself);
        }
    }
    let mut moved = Vec::new();
    for id in ids {
        let address = shelves::find(edition, *id)?;
        let mut block = shelves::blocks_mut(edition, address.shelf)?.remove(address.index);
        if block.doubts.iter().any(|doubt| is_of_place(&doubt.kind)) {
            Arc::make_mut(&mut block).doubts.retain(|doubt| !is_of_place(&doubt.kind));
        }
        moved.push(block);
    }
    put(edition, moved, to)?;
    shelves::drop_empty_articles(edition);
    Ok(())
}

/// Whether a doubt is about where its block stands, which a move answers.
fn is_of_place(kind: &DoubtKind) -> bool {
    matches!(kind, DoubtKind::Begun | DoubtKind::Article | DoubtKind::Headline(_))
}

fn put(edition: &mut Edition, moved: Vec<Arc<Block>>, to: Destination) -> Result<(), EditError> {
    let Address { shelf, index } = match to {
        Destination::Before(anchor) => shelves::find(edition, anchor)?,
        Destination::After(anchor) => {
            let address = shelves::find(edition, anchor)?;
            Address { index: address.index + 1, ..address }
        }
        Destination::First(shelf) => Address { shelf: shelf_index(edition, shelf)?, index: 0 },
        Destination::Last(shelf) => {
            let shelf = shelf_index(edition, shelf)?;
            Address { shelf, index: shelves::blocks_mut(edition, shelf)?.len() }
        }
        Destination::NewArticle(at) => {
            let id = ArticleId(shelves::fresh(edition));
            let at = at.min(edition.articles.len());
            edition.articles.insert(at, Arc::new(Article::new(id, moved)));
            return Ok(());
        }
    };
    shelves::blocks_mut(edition, shelf)?.splice(index..index, moved);
    Ok(())
}

fn shelf_index(edition: &Edition, shelf: Shelf) -> Result<ShelfIndex, EditError> {
    match shelf {
        Shelf::Article(id) => shelves::find_article(edition, id).map(ShelfIndex::Article),
        Shelf::Furniture => Ok(ShelfIndex::Furniture),
        Shelf::SetAside => Ok(ShelfIndex::SetAside),
    }
}

pub(super) fn open_article(edition: &mut Edition, at: BlockId) -> Result<(), EditError> {
    let Address { shelf: ShelfIndex::Article(position), index } = shelves::find(edition, at)? else {
        return Err(EditError::CannotOpen);
    };
    if index == 0 {
        return Err(EditError::CannotOpen);
    }
    let id = ArticleId(shelves::fresh(edition));
    let rest = shelves::blocks_mut(edition, ShelfIndex::Article(position))?.split_off(index);
    edition.articles.insert(position + 1, Arc::new(Article::new(id, rest)));
    Ok(())
}

pub(super) fn close_article(edition: &mut Edition, id: ArticleId) -> Result<(), EditError> {
    let position = shelves::find_article(edition, id)?;
    let before = position.checked_sub(1).ok_or(EditError::NothingBefore)?;
    let closed = edition.articles.remove(position);
    let first = edition.articles.get_mut(before).map(Arc::make_mut).ok_or(EditError::NothingBefore)?;
    let mut blocks = closed.blocks.clone();
    if let Some(block) = blocks.first_mut() {
        Arc::make_mut(block).doubts.retain(|doubt| doubt.kind != DoubtKind::Article);
    }
    first.blocks.extend(blocks);
    take_over(first, &closed);
    Ok(())
}

/// Adds to an article what was known of one that now runs on in it.
pub(super) fn take_over(article: &mut Article, from: &Article) {
    let union = |into: &mut Vec<String>, more: &[String]| {
        for term in more {
            if !into.contains(term) {
                into.push(term.clone());
            }
        }
    };
    union(&mut article.tags, &from.tags);
    union(&mut article.names.persons, &from.names.persons);
    union(&mut article.names.places, &from.names.places);
    union(&mut article.names.organisations, &from.names.organisations);
    article.byline = article.byline.take().or_else(|| from.byline.clone());
    article.section = article.section.take().or_else(|| from.section.clone());
    article.note = match (article.note.take(), &from.note) {
        (Some(a), Some(b)) => Some(format!("{a}\n{b}")),
        (a, b) => a.or_else(|| b.clone()),
    };
}

pub(super) fn move_article(edition: &mut Edition, id: ArticleId, to: usize) -> Result<(), EditError> {
    let position = shelves::find_article(edition, id)?;
    let to = to.min(edition.articles.len() - 1);
    if to == position {
        return Err(EditError::Nothing);
    }
    let article = edition.articles.remove(position);
    edition.articles.insert(to, article);
    Ok(())
}
