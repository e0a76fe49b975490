//! What an editor's action comes to as edits.
//!
//! Each operation is a pure function from an edition, and what is selected in it, to a [`Plan`]: one edit, and where the caret goes.
//! Plans of several edits are made on a trial copy, so that they apply as a whole or are refused with a reason.

mod articles;
mod gather;
mod headings;
mod marks;
mod moves;
mod paragraphs;
mod put_in;
mod subject;

#[cfg(test)]
mod sample;

pub use articles::{
    article_of_lines, close_article, is_cut, make_whole, merge_articles, move_article, open_article, place_of, run_on, toggle_checked,
    toggle_page_checked,
};
pub use gather::{gather, move_after};
pub use headings::{Supplied, make_headline, set_heading, supply_headline};
pub use marks::{illegible, sic, supplied};
pub use moves::{bring_back, move_blocks, put_away};
pub use paragraphs::{join_after, join_before, set_role, split, story_after};
pub use put_in::put_in;
pub use subject::Subject;

use std::sync::Arc;

use super::{Edit, EditError, EditName, Selection};
use crate::edition::{Block, BlockId, Edition, Place, Shelf, TextOffset};
use crate::explained::{Arguments, Explained, in_spoken_language};
use crate::locale::Locale;

/// What an operation comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The edit.
    pub edit: Edit,
    /// What is selected afterwards; nothing where that is left to the edit.
    pub select: Option<Selection>,
}

impl Plan {
    fn of(edit: Edit) -> Plan {
        Plan { edit, select: None }
    }

    fn with_caret(self, place: Option<Place>) -> Plan {
        Plan { select: place.map(Selection::caret), ..self }
    }
}

/// Why there is nothing to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum Refusal {
    /// An edit would not apply.
    Edit(#[from] EditError),
    /// Nothing is selected.
    NoCaret,
    /// No raw lines are picked.
    NoLines,
    /// The picked lines follow each other already.
    OnePiece,
    /// The caret stands in what is to be moved to it.
    CaretInside,
    /// It is so already.
    AlreadyThere,
    /// Nothing stands before it.
    First,
    /// Nothing stands after it.
    Last,
    /// Its neighbour is in another article.
    AcrossArticles,
    /// The caret is in no article.
    NoArticle,
    /// An article begins there already.
    ArticleBegins,
    /// Fewer than two articles are picked.
    PickArticles,
    /// A mark cannot stand in several blocks.
    OneBlock,
}

impl Explained for Refusal {
    fn key(&self) -> &'static str {
        match self {
            Refusal::Edit(error) => error.key(),
            Refusal::NoCaret => "say-no-caret",
            Refusal::NoLines => "say-pick-lines",
            Refusal::OnePiece => "say-one-piece",
            Refusal::CaretInside => "say-caret-elsewhere",
            Refusal::AlreadyThere => "say-already-there",
            Refusal::First => "say-first-block",
            Refusal::Last => "say-last-block",
            Refusal::AcrossArticles => "say-cannot-join",
            Refusal::NoArticle => "say-no-article",
            Refusal::ArticleBegins => "say-already-article",
            Refusal::PickArticles => "say-pick-articles",
            Refusal::OneBlock => "say-one-block",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        if let Refusal::Edit(error) = self { error.arguments(locale) } else { Vec::new() }
    }
}

/// Towards the beginning or the end of the manuscript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// Several edits as one step of this name; nothing where there is none.
pub fn as_one(name: EditName, mut edits: Vec<Edit>) -> Option<Edit> {
    if edits.len() > 1 { Some(Edit::Batch { name, edits }) } else { edits.pop() }
}

/// The beginning of a block.
fn start_of(block: BlockId) -> Place {
    Place { block, at: TextOffset(0) }
}

/// The end of a block.
fn end_of(block: &Block) -> Place {
    Place { block: block.id(), at: block.len() }
}

/// The blocks of a shelf.
fn on_shelf(edition: &Edition, shelf: Shelf) -> &[Arc<Block>] {
    match shelf {
        Shelf::Article(id) => edition.article(id).map(|article| article.blocks()).unwrap_or_default(),
        Shelf::Furniture => edition.furniture(),
        Shelf::SetAside => edition.set_aside(),
    }
}

/// The block before another on its shelf, and the one after.
fn neighbours(edition: &Edition, id: BlockId) -> (Option<&Arc<Block>>, Option<&Arc<Block>>) {
    let Some((shelf, _)) = edition.block(id) else { return (None, None) };
    let blocks = on_shelf(edition, shelf);
    let position = blocks.iter().position(|block| block.id() == id).unwrap_or(0);
    (position.checked_sub(1).and_then(|before| blocks.get(before)), blocks.get(position + 1))
}
