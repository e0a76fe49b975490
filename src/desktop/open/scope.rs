//! A part of the edition that the queries or a search are kept to.

use crate::edition::{ArticleId, BlockId, Edition, Shelf};
use crate::page::{PageIndex, RawOffset};

/// A part of the edition that something is kept to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    #[default]
    Everything,
    /// What begins on a page.
    Page(PageIndex),
    /// An article.
    Article(ArticleId),
}

impl Scope {
    /// Whether a block belongs to it.
    pub fn has(self, edition: &Edition, block: BlockId) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Page(page) => edition.block(block).is_some_and(|(_, block)| block.page() == Some(page)),
            Scope::Article(id) => edition.block(block).is_some_and(|(shelf, _)| shelf == Shelf::Article(id)),
        }
    }

    /// Whether a raw character belongs to it.
    pub fn has_raw(self, edition: &Edition, page: PageIndex, at: RawOffset) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Page(of) => of == page,
            Scope::Article(_) => edition.place_of(page, at).is_some_and(|place| self.has(edition, place.block)),
        }
    }

    /// The same while what it is kept to is there; else everything, as where its article was merged with another.
    #[must_use]
    pub fn while_there(self, edition: &Edition) -> Scope {
        let is_there = match self {
            Scope::Everything => true,
            Scope::Page(page) => edition.page(page).is_some(),
            Scope::Article(id) => edition.article(id).is_some(),
        };
        if is_there { self } else { Scope::Everything }
    }
}
