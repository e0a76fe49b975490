//! Moving blocks: past their neighbours, out of the articles, and back to where they come from.

use std::sync::Arc;

use super::{Plan, Refusal, Subject, Way, end_of, neighbours, start_of};
use crate::edit::{Destination, Edit, EditName};
use crate::edition::{ArticleId, Block, BlockId, Edition, Place, Shelf, Span};

/// Moves the blocks of the subject past their neighbour, or into the article beside theirs.
///
/// # Errors
/// Nothing stands there.
pub fn move_blocks(mut subject: Subject, way: Way) -> Result<Plan, Refusal> {
    let order = subject.trial.block_order();
    let placed = subject.blocks.iter().copied().filter(|id| order.contains_key(id));
    let end = if way == Way::Up { placed.min_by_key(|id| order.get(id)) } else { placed.max_by_key(|id| order.get(id)) };
    let end = end.ok_or(Refusal::NoCaret)?;
    let (shelf, _) = subject.trial.block(end).ok_or(Refusal::NoCaret)?;
    let to = match (neighbours(&subject.trial, end), way) {
        ((before, _), Way::Up) => before.map(|block| Destination::Before(block.id())),
        ((_, after), Way::Down) => after.map(|block| Destination::After(block.id())),
    };
    let to = to.or_else(|| match (beside(&subject.trial, shelf, way)?, way) {
        (article, Way::Up) => Some(Destination::Last(article)),
        (article, Way::Down) => Some(Destination::First(article)),
    });
    let to = to.ok_or(if way == Way::Up { Refusal::First } else { Refusal::Last })?;
    subject.edits.push(Edit::Move { blocks: subject.blocks.clone(), to });
    subject.plan(EditName::Move)
}

/// The article beside another one.
fn beside(edition: &Edition, shelf: Shelf, way: Way) -> Option<Shelf> {
    let Shelf::Article(id) = shelf else { return None };
    let position = edition.articles().iter().position(|article| article.id() == id)?;
    let other = if way == Way::Up { position.checked_sub(1)? } else { position + 1 };
    edition.articles().get(other).map(|article| Shelf::Article(article.id()))
}

/// Moves the blocks of the subject to the furniture, or sets them aside, and says how many. A caret in them stays where they were.
///
/// # Errors
/// They are there already.
pub fn put_away(mut subject: Subject, shelf: Shelf, caret: Option<Place>) -> Result<(Plan, usize), Refusal> {
    let blocks: Vec<BlockId> =
        subject.blocks.iter().copied().filter(|id| subject.trial.block(*id).is_some_and(|(from, _)| from != shelf)).collect();
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return Err(Refusal::AlreadyThere) };
    let stays = |block: &&Arc<Block>| !blocks.contains(&block.id());
    let after = neighbours(&subject.trial, *last).1.filter(stays).map(|block| start_of(block.id()));
    let before = || neighbours(&subject.trial, *first).0.filter(stays).map(|block| end_of(block));
    let goes = caret.is_some_and(|head| blocks.contains(&head.block));
    let stay = after.or_else(before).filter(|_| goes);
    let count = blocks.len();
    subject.edits.push(Edit::Move { blocks, to: Destination::Last(shelf) });
    let name = if shelf == Shelf::SetAside { EditName::SetAside } else { EditName::Move };
    Ok((subject.plan(name)?.with_caret(stay), count))
}

/// Brings the blocks of the subject from the furniture or what is set aside to where they stand in the raw text; headings to the
/// article that was worked in last.
///
/// # Errors
/// All of them are in articles.
pub fn bring_back(mut subject: Subject, working: Option<ArticleId>) -> Result<Plan, Refusal> {
    let away = |id: &BlockId| subject.trial.block(*id).filter(|(shelf, _)| !matches!(shelf, Shelf::Article(_)));
    let blocks: Vec<Arc<Block>> = subject.blocks.iter().filter_map(away).map(|(_, block)| block.clone()).collect();
    let first = blocks.first().ok_or(Refusal::AlreadyThere)?;
    let to = match working.filter(|_| first.role().is_heading()) {
        Some(article) => Some(Destination::First(Shelf::Article(article))),
        None => home(&subject.trial, first, working).or_else(|| working.map(|article| Destination::Last(Shelf::Article(article)))),
    };
    let to = to.unwrap_or(Destination::NewArticle(0));
    subject.edits.push(Edit::Move { blocks: blocks.iter().map(|block| block.id()).collect(), to });
    subject.plan(EditName::Move)
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

#[cfg(test)]
mod tests {
    use super::super::sample::{FIRST, SECOND, caret, done, place, sample, texts};
    use super::*;

    fn on(edition: &Edition, blocks: &[u32]) -> Subject {
        Subject::blocks(edition, blocks.iter().map(|id| BlockId(*id)).collect()).expect("a subject")
    }

    #[test]
    fn blocks_move_past_their_neighbour_and_into_the_next_article() {
        let edition = sample();
        let moved = |blocks: &[u32], way| move_blocks(on(&edition, blocks), way).map(|plan| texts(&done(&edition, &plan)));
        assert_eq!(moved(&[2], Way::Up).expect("a plan")[0], "乙乙乙|甲甲甲");
        assert_eq!(moved(&[2], Way::Down).expect("a plan")[1], "乙乙乙|丙丙丙|丁丁丁");
        assert_eq!(moved(&[3], Way::Up).expect("a plan")[0], "甲甲甲|乙乙乙|丙丙丙");
        assert_eq!((moved(&[1], Way::Up), moved(&[4], Way::Down)), (Err(Refusal::First), Err(Refusal::Last)));
    }

    #[test]
    fn what_is_put_away_leaves_the_caret_where_it_was_and_comes_back_to_its_place() {
        let edition = sample();
        let (plan, count) = put_away(on(&edition, &[3]), Shelf::SetAside, Some(place(3, 2))).expect("a plan");
        assert_eq!((count, plan.select), (1, Some(caret(4, 0))));
        let away = done(&edition, &plan);
        assert_eq!(texts(&away), ["甲甲甲|乙乙乙", "丁丁丁", "戊戊戊", "丙丙丙"]);
        assert_eq!(put_away(on(&away, &[3]), Shelf::SetAside, None), Err(Refusal::AlreadyThere));
        assert_eq!(put_away(on(&edition, &[3]), Shelf::SetAside, Some(place(1, 0))).expect("a plan").0.select, None, "it is elsewhere");
        let back = |working| bring_back(on(&away, &[3]), working).map(|plan| texts(&done(&away, &plan)));
        assert_eq!(back(Some(SECOND)).expect("a plan")[1], "丙丙丙|丁丁丁");
        assert_eq!(back(Some(FIRST)).expect("a plan")[0], "甲甲甲|乙乙乙|丙丙丙", "after the line before it");
        assert_eq!(bring_back(on(&edition, &[3]), None), Err(Refusal::AlreadyThere));
    }
}
