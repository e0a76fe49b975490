//! Paragraphs and their roles, and where blocks stand.

use std::sync::Arc;

use super::subject::Subject;
use super::{apply, go_to, reveal_caret, start_of, working_article};
use crate::desktop::app::Desk;
use crate::desktop::command::Action;
use crate::desktop::document::Document;
use crate::edit::{Destination, Edit, Selection};
use crate::edition::{ArticleId, Block, BlockId, Edition, Place, Role, Shelf, Span};
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

/// 另起段. Picked lines become paragraphs of their own.
pub(super) fn split(desk: &mut Desk, document: &mut Document) {
    if document.picks.leading().is_some() {
        if let Some(subject) = Subject::picked(desk, document) {
            subject.apply(desk, document, "edit-split");
        }
        return;
    }
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

/// 接排, with the block before; or the picked lines with each other.
pub(super) fn join_before(desk: &mut Desk, document: &mut Document) {
    if document.picks.leading().is_some() {
        return gather(desk, document, true);
    }
    let Some((_, block)) = document.current_block().map(|(shelf, block)| (shelf, block.clone())) else { return };
    match neighbours(document.edition(), block.id()).0 {
        Some(before) => join(desk, document, &before, &block),
        None => say_cannot_join(desk, document),
    }
}

/// 接排, with the block after; or the picked lines with each other.
pub(super) fn join_next(desk: &mut Desk, document: &mut Document) {
    if document.picks.leading().is_some() {
        return gather(desk, document, true);
    }
    let Some((_, block)) = document.current_block().map(|(shelf, block)| (shelf, block.clone())) else { return };
    match neighbours(document.edition(), block.id()).1 {
        Some(after) => join(desk, document, &block, &after),
        None => say_cannot_join(desk, document),
    }
}

fn join(desk: &mut Desk, document: &mut Document, first: &Block, second: &Block) {
    apply(desk, document, &join_edit(first, second));
    reveal_caret(desk, document);
}

/// The edit that runs a block on with the one before it.
pub(super) fn join_edit(first: &Block, second: &Block) -> Edit {
    let (from, to) = (Place { block: first.id(), at: first.len() }, start_of(second.id()));
    // Latin words on both sides of a line end are two words.
    let latin = |c: Option<char>| c.is_some_and(class::is_latin);
    let between = if latin(first.text().chars().last()) && latin(second.text().chars().next()) { " " } else { "" };
    Edit::splice(from, to, between)
}

/// Puts the picked lines together where the first of them stands, in the order in which they were picked; all as one paragraph, or
/// those that run on.
pub(super) fn gather(desk: &mut Desk, document: &mut Document, as_one: bool) {
    let Some(mut subject) = Subject::picked(desk, document) else { return };
    let Some((first, rest)) = subject.blocks.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return desk.say("say-one-piece");
    };
    if !stands_so(&subject.trial, &subject.blocks) {
        let edit = Edit::Move { blocks: rest.to_vec(), to: Destination::After(*first) };
        subject.add(edit);
    }
    subject.run_together(as_one);
    if subject.edits.is_empty() {
        return desk.say("say-already-there");
    }
    subject.apply(desk, document, "edit-gather");
}

/// Whether blocks stand one after the other on a shelf, in this order.
fn stands_so(edition: &Edition, blocks: &[BlockId]) -> bool {
    let shelf = blocks.first().and_then(|first| edition.block(*first)).map(|(shelf, _)| shelf);
    let ids = shelf.map(|shelf| on_shelf(edition, shelf)).unwrap_or_default().iter().map(|block| block.id());
    ids.skip_while(|id| Some(id) != blocks.first()).take(blocks.len()).eq(blocks.iter().copied())
}

/// Moves the picked lines after the caret's block, in the order in which they were picked.
pub(super) fn move_to_caret(desk: &mut Desk, document: &mut Document) {
    let Some(mut subject) = Subject::picked(desk, document) else { return };
    let caret = document.selection().map(|selection| selection.head);
    // The caret's block may have been cut through; its first part has kept its name.
    let anchor = caret.filter(|head| !subject.blocks.contains(&head.block) && subject.trial.block(head.block).is_some());
    let Some(anchor) = anchor.map(|head| head.block) else { return desk.say("say-caret-elsewhere") };
    subject.add(Edit::Move { blocks: subject.blocks.clone(), to: Destination::After(anchor) });
    subject.run_together(false);
    subject.apply(desk, document, "edit-move");
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
    let Some(mut subject) = Subject::blocks(desk, document) else { return };
    let other = |id: &&BlockId| subject.trial.block(**id).is_some_and(|(_, block)| block.role() != role);
    let edits: Vec<Edit> = subject.blocks.iter().filter(other).map(|block| Edit::SetRole { block: *block, role }).collect();
    subject.edits.extend(edits);
    subject.apply(desk, document, "edit-role");
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

/// Moves the selected blocks past their neighbour, or into the article beside theirs.
pub(super) fn move_block(desk: &mut Desk, document: &mut Document, way: Way) {
    let Some(mut subject) = Subject::blocks(desk, document) else { return };
    let order = subject.trial.block_order();
    let end = subject.blocks.iter().copied().min_by_key(|id| match (order.get(id), way) {
        (Some(place), Way::Up) => *place as isize,
        (Some(place), Way::Down) => -(*place as isize),
        (None, _) => isize::MAX,
    });
    let Some(end) = end else { return };
    let Some((shelf, _)) = subject.trial.block(end) else { return };
    let to = match (neighbours(&subject.trial, end), way) {
        ((before, _), Way::Up) => before.map(|block| Destination::Before(block.id())),
        ((_, after), Way::Down) => after.map(|block| Destination::After(block.id())),
    };
    let to = to.or_else(|| match (beside(&subject.trial, shelf, way)?, way) {
        (article, Way::Up) => Some(Destination::Last(article)),
        (article, Way::Down) => Some(Destination::First(article)),
    });
    let Some(to) = to else { return desk.say(if way == Way::Up { "say-first-block" } else { "say-last-block" }) };
    subject.edits.push(Edit::Move { blocks: subject.blocks.clone(), to });
    subject.apply(desk, document, "edit-move");
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
    let Some(mut subject) = Subject::blocks(desk, document) else { return };
    let blocks: Vec<BlockId> =
        subject.blocks.iter().copied().filter(|id| subject.trial.block(*id).is_some_and(|(from, _)| from != shelf)).collect();
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return desk.say("say-already-there") };
    let stays = |block: &Arc<Block>| !blocks.contains(&block.id());
    let after = neighbours(&subject.trial, *last).1.filter(stays).map(|block| start_of(block.id()));
    let before = || neighbours(&subject.trial, *first).0.filter(stays).map(|block| Place { block: block.id(), at: block.len() });
    let goes = document.selection().is_some_and(|selection| blocks.contains(&selection.head.block));
    let stay = after.or_else(before).filter(|_| goes);
    let count = blocks.len();
    subject.edits.push(Edit::Move { blocks, to: Destination::Last(shelf) });
    let name = if shelf == Shelf::SetAside { "edit-set-aside" } else { "edit-move" };
    if subject.apply_in_place(desk, document, name) {
        if let Some(place) = stay {
            go_to(desk, document, place);
        }
        desk.message = Some(desk.locale.with("say-moved-aside", &[("count", count.into())]));
    }
}

/// Brings the selected blocks from the furniture or what is set aside to where they stand in the raw text; headings to the article
/// that was worked in last.
pub(super) fn bring_back(desk: &mut Desk, document: &mut Document) {
    let Some(mut subject) = Subject::blocks(desk, document) else { return };
    let away = |id: &BlockId| subject.trial.block(*id).filter(|(shelf, _)| !matches!(shelf, Shelf::Article(_)));
    let blocks: Vec<Arc<Block>> = subject.blocks.iter().filter_map(away).map(|(_, block)| block.clone()).collect();
    let Some(first) = blocks.first() else { return desk.say("say-already-there") };
    let article = working_article(desk, document);
    let to = match article.filter(|_| first.role().is_heading()) {
        Some(article) => Some(Destination::First(Shelf::Article(article))),
        None => home(&subject.trial, first, article).or_else(|| article.map(|article| Destination::Last(Shelf::Article(article)))),
    };
    let to = to.unwrap_or(Destination::NewArticle(0));
    subject.edits.push(Edit::Move { blocks: blocks.iter().map(|block| block.id()).collect(), to });
    subject.apply(desk, document, "edit-move");
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
