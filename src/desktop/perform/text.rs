//! Paragraphs and their roles, and where blocks stand.

use std::sync::Arc;

use super::{apply, go_to, reveal_caret, start_of, working_article};
use crate::desktop::app::Desk;
use crate::desktop::command::Action;
use crate::desktop::document::Document;
use crate::edit::{Destination, Edit, Selection};
use crate::edition::{ArticleId, Block, BlockId, Edition, Place, Role, Shelf, Span, TextOffset};
use crate::language::class;

/// Towards the beginning or the end of the manuscript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

pub(super) fn select_all(document: &mut Document) {
    let ends = {
        let mut blocks = document.edition().blocks().map(|(_, block)| block);
        let first = blocks.next().cloned();
        first.map(|first| (first.clone(), blocks.last().cloned().unwrap_or(first)))
    };
    if let Some((first, last)) = ends {
        document.select(Selection { anchor: start_of(first.id()), head: Place { block: last.id(), at: last.len() } });
    }
}

/// 另起段.
pub(super) fn split(desk: &mut Desk, document: &mut Document) {
    let Some((from, to)) = document.selection().and_then(|selection| selection.ordered(document.edition())) else { return };
    let Some((_, block)) = document.edition().block(to.block) else { return };
    // What follows a heading is the story.
    let at_end = to.at >= block.len();
    let role = match block.role() {
        Role::Headline | Role::Kicker | Role::Deck | Role::Subheading | Role::Byline if at_end => Role::Paragraph,
        role => role,
    };
    apply(desk, document, &Edit::split(from, to, role));
    reveal_caret(desk, document);
}

/// The block before another on its shelf, and the one after.
fn neighbours(edition: &Edition, id: BlockId) -> (Option<Arc<Block>>, Option<Arc<Block>>) {
    let Some((shelf, _)) = edition.block(id) else { return (None, None) };
    let blocks = on_shelf(edition, shelf);
    let position = blocks.iter().position(|block| block.id() == id).unwrap_or(0);
    (position.checked_sub(1).and_then(|before| blocks.get(before)).cloned(), blocks.get(position + 1).cloned())
}

/// The blocks of a shelf.
pub(super) fn on_shelf(edition: &Edition, shelf: Shelf) -> &[Arc<Block>] {
    match shelf {
        Shelf::Article(id) => edition.article(id).map(|article| article.blocks()).unwrap_or_default(),
        Shelf::Furniture => edition.furniture(),
        Shelf::SetAside => edition.set_aside(),
    }
}

/// 接排, with the block before.
pub(super) fn join_before(desk: &mut Desk, document: &mut Document) {
    let Some((_, block)) = document.current_block().map(|(shelf, block)| (shelf, block.clone())) else { return };
    match neighbours(document.edition(), block.id()).0 {
        Some(before) => join(desk, document, &before, &block),
        None => say_cannot_join(desk, document),
    }
}

/// 接排, with the block after.
pub(super) fn join_next(desk: &mut Desk, document: &mut Document) {
    let Some((_, block)) = document.current_block().map(|(shelf, block)| (shelf, block.clone())) else { return };
    match neighbours(document.edition(), block.id()).1 {
        Some(after) => join(desk, document, &block, &after),
        None => say_cannot_join(desk, document),
    }
}

fn join(desk: &mut Desk, document: &mut Document, first: &Block, second: &Block) {
    let (from, to) = (Place { block: first.id(), at: first.len() }, start_of(second.id()));
    // Latin words on both sides of a line end are two words.
    let latin = |c: Option<char>| c.is_some_and(class::is_latin);
    let between = if latin(first.text().chars().last()) && latin(second.text().chars().next()) { " " } else { "" };
    apply(desk, document, &Edit::splice(from, to, between));
    reveal_caret(desk, document);
}

fn say_cannot_join(desk: &mut Desk, document: &Document) {
    if document.current_article().is_some() {
        let command = desk.locale.text(Action::CloseArticle.key());
        desk.message = Some(desk.locale.with("say-cannot-join", &[("command", command.into())]));
    } else {
        desk.say("say-first-block");
    }
}

/// Gives the selected blocks a role.
pub(super) fn set_role(desk: &mut Desk, document: &mut Document, role: Role) {
    let edits: Vec<Edit> = selected(document)
        .into_iter()
        .filter(|block| block.role() != role)
        .map(|block| Edit::SetRole { block: block.id(), role })
        .collect();
    apply_all(desk, document, "edit-role", edits);
}

/// Applies several edits as one. Nothing is done where there is none.
pub(super) fn apply_all(desk: &mut Desk, document: &mut Document, name: &str, mut edits: Vec<Edit>) -> bool {
    let edit = match edits.len() {
        0 => return false,
        1 => edits.remove(0),
        _ => Edit::Batch { name: name.to_owned(), edits },
    };
    let done = apply(desk, document, &edit);
    reveal_caret(desk, document);
    done
}

fn selected(document: &Document) -> Vec<Arc<Block>> {
    document.selected_blocks().into_iter().filter_map(|id| document.edition().block(id).map(|(_, block)| block.clone())).collect()
}

/// Moves the selected blocks past their neighbour, or into the article beside theirs.
pub(super) fn move_block(desk: &mut Desk, document: &mut Document, way: Way) {
    let ids = document.selected_blocks();
    let (Some(first), Some(last)) = (ids.first().copied(), ids.last().copied()) else { return };
    let Some((shelf, _)) = document.edition().block(first) else { return };
    let to = match way {
        Way::Up => neighbours(document.edition(), first).0.map(|block| Destination::Before(block.id())),
        Way::Down => neighbours(document.edition(), last).1.map(|block| Destination::After(block.id())),
    };
    let to = to.or_else(|| match (beside(document.edition(), shelf, way)?, way) {
        (article, Way::Up) => Some(Destination::Last(article)),
        (article, Way::Down) => Some(Destination::First(article)),
    });
    match to {
        Some(to) => {
            apply_all(desk, document, "edit-move", vec![Edit::Move { blocks: ids, to }]);
        }
        None => desk.say(if way == Way::Up { "say-first-block" } else { "say-last-block" }),
    }
}

/// The article beside another one.
fn beside(edition: &Edition, shelf: Shelf, way: Way) -> Option<Shelf> {
    let Shelf::Article(id) = shelf else { return None };
    let position = edition.articles().iter().position(|article| article.id() == id)?;
    let other = if way == Way::Up { position.checked_sub(1)? } else { position + 1 };
    edition.articles().get(other).map(|article| Shelf::Article(article.id()))
}

/// Moves the selected blocks to the furniture, or sets them aside. The caret stays where they were.
pub(super) fn put_away(desk: &mut Desk, document: &mut Document, shelf: Shelf) {
    let ids: Vec<BlockId> =
        document.selected_blocks().into_iter().filter(|id| document.edition().block(*id).is_some_and(|(from, _)| from != shelf)).collect();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return desk.say("say-already-there") };
    let after = neighbours(document.edition(), *last).1.map(|block| start_of(block.id()));
    let stay = after.or_else(|| neighbours(document.edition(), *first).0.map(|block| Place { block: block.id(), at: block.len() }));
    let count = ids.len();
    if apply(desk, document, &Edit::Move { blocks: ids, to: Destination::Last(shelf) }) {
        if let Some(place) = stay {
            go_to(desk, document, place);
        }
        desk.message = Some(desk.locale.with("say-moved-aside", &[("count", count.into())]));
    }
}

/// Brings the selected blocks from the furniture or what is set aside to where they stand in the raw text; headings to the article
/// that was worked in last.
pub(super) fn bring_back(desk: &mut Desk, document: &mut Document) {
    let blocks: Vec<Arc<Block>> = selected(document)
        .into_iter()
        .filter(|block| document.edition().block(block.id()).is_some_and(|(shelf, _)| !matches!(shelf, Shelf::Article(_))))
        .collect();
    let Some(first) = blocks.first() else { return desk.say("say-already-there") };
    let article = working_article(desk, document);
    let to = match article.filter(|_| first.role().is_heading()) {
        Some(article) => Some(Destination::First(Shelf::Article(article))),
        None => home(document.edition(), first, article).or_else(|| article.map(|article| Destination::Last(Shelf::Article(article)))),
    };
    let to = to.unwrap_or(Destination::NewArticle(0));
    apply_all(desk, document, "edit-move", vec![Edit::Move { blocks: blocks.iter().map(|block| block.id()).collect(), to }]);
}

/// Beside the block of an article whose text stands next to this one's in the raw text: after the one before it, or before the one
/// after it, where only that is in the article that is worked in, or none stands before.
fn home(edition: &Edition, block: &Block, working: Option<ArticleId>) -> Option<Destination> {
    let source = source_of(block)?;
    let blocks = edition.articles().iter().flat_map(|article| article.blocks().iter().map(|block| (article.id(), block)));
    let placed = blocks.filter_map(|(article, block)| Some((source_of(block)?, article, block.id())));
    let near: Vec<_> = placed.filter(|(span, ..)| span.page == source.page).collect();
    let start = source.range.start;
    let before = near.iter().filter(|(span, ..)| span.range.start < start).max_by_key(|(span, ..)| span.range.start);
    let after = near.iter().filter(|(span, ..)| span.range.start > start).min_by_key(|(span, ..)| span.range.start);
    match (before, after) {
        (Some((_, other, _)), Some((_, article, id))) if working == Some(*article) && article != other => Some(Destination::Before(*id)),
        (Some((_, _, id)), _) => Some(Destination::After(*id)),
        (None, Some((_, _, id))) => Some(Destination::Before(*id)),
        (None, None) => None,
    }
}

/// Where the text of a block begins in the raw text.
fn source_of(block: &Block) -> Option<Span> {
    block.pieces().iter().filter(|piece| piece.text_len() > 0).find_map(|piece| piece.source())
}

/// The edits that make the selected text blocks of their own, with those blocks; worked out on a copy, which is left as it will be.
pub(super) fn cut_out(edition: &mut Edition, selection: Selection) -> Option<(Vec<Edit>, Vec<BlockId>)> {
    let (from, to) = selection.ordered(edition)?;
    let mut edits = Vec::new();
    let mut split = |edition: &mut Edition, at: Place| -> Option<BlockId> {
        let (_, block) = edition.block(at.block)?;
        let edit = Edit::split(at, at, block.role());
        crate::edit::apply(edition, &edit).ok()?;
        let place = crate::edit::end_of_splice(edition, &edit);
        edits.push(edit);
        place.map(|place| place.block)
    };
    let mut ids: Vec<BlockId> = selection.parts(edition).iter().map(|part| part.block.id()).collect();
    if from != to {
        let len = |edition: &Edition, id| edition.block(id).map_or(TextOffset(0), |(_, block)| block.len());
        if to.at.0 == 0 && ids.len() > 1 {
            ids.pop();
        } else if to.at < len(edition, to.block) {
            split(edition, to)?;
        }
        if from.at.0 > 0 {
            let cut = split(edition, from)?;
            if let Some(first) = ids.first_mut() {
                *first = cut;
            }
        }
    }
    Some((edits, ids))
}
