//! Articles: where they begin and end, their order, and whether they are checked.

use std::sync::Arc;

use super::paragraphs::join;
use super::{Plan, Refusal, Subject, Way, as_one, start_of};
use crate::edit::{Destination, Edit, EditName, Selection, apply};
use crate::edition::{Article, ArticleId, Block, BlockId, Edition, Place, Role, Shelf, Status};
use crate::language::class;
use crate::page::PageIndex;

/// Begins an article: with the blocks of the selection, or, where a caret is inside a block, with what follows it. What is not in an
/// article becomes one after `last`, the article that was worked in last.
///
/// # Errors
/// The selection is no longer in the edition, or an article begins there already.
pub fn open_article(edition: &Edition, selection: Selection, last: Option<ArticleId>) -> Result<Plan, Refusal> {
    let head = selection.head;
    let (shelf, block) = edition.block(head.block).ok_or(Refusal::NoCaret)?;
    let is_inside = head.at.0 > 0 && head.at < block.len();
    let mut subject = if is_inside {
        Subject::text(edition, Selection { anchor: head, head: Place { at: block.len(), ..head } })?
    } else {
        Subject::blocks(edition, selection.parts(edition).iter().map(|part| part.block.id()).collect())?
    };
    let at = subject.blocks.first().copied().filter(|_| is_inside).unwrap_or(block.id());
    match shelf {
        Shelf::Article(id) => {
            let begins = |article: &Arc<Article>| article.blocks().first().is_some_and(|first| first.id() == at);
            if subject.trial.article(id).is_some_and(begins) {
                return Err(Refusal::ArticleBegins);
            }
            subject.edits.push(Edit::OpenArticle { at });
        }
        Shelf::Furniture | Shelf::SetAside => {
            let to = Destination::NewArticle(after(&subject.trial, last));
            subject.edits.push(Edit::Move { blocks: subject.blocks.clone(), to });
        }
    }
    Ok(subject.plan(EditName::OpenArticle)?.with_caret(Some(start_of(at))))
}

/// Makes an article of picked lines, after the one that the first of them stands in, or else after `last`.
///
/// # Errors
/// The lines cannot be moved.
pub fn article_of_lines(mut subject: Subject, last: Option<ArticleId>) -> Result<Plan, Refusal> {
    let shelf = subject.blocks.first().and_then(|first| subject.trial.block(*first)).map(|(shelf, _)| shelf);
    let of = if let Some(Shelf::Article(id)) = shelf { Some(id) } else { last };
    let to = Destination::NewArticle(after(&subject.trial, of));
    subject.add(Edit::Move { blocks: subject.blocks.clone(), to })?;
    subject.run_together(false);
    subject.plan(EditName::OpenArticle)
}

/// The place in the reading order after an article; after all where there is none.
fn after(edition: &Edition, article: Option<ArticleId>) -> usize {
    article.and_then(|id| place_of(edition, id)).map_or(edition.articles().len(), |position| position + 1)
}

/// An article's place in the reading order.
pub fn place_of(edition: &Edition, id: ArticleId) -> Option<usize> {
    edition.articles().iter().position(|article| article.id() == id)
}

/// Runs an article on from the one before.
pub fn close_article(article: ArticleId) -> Plan {
    Plan::of(Edit::CloseArticle { article })
}

/// Moves an article in the reading order by one place.
///
/// # Errors
/// None stands there.
pub fn move_article(edition: &Edition, article: ArticleId, way: Way) -> Result<Plan, Refusal> {
    let position = place_of(edition, article).ok_or(Refusal::NoArticle)?;
    let to = match way {
        Way::Up => position.checked_sub(1).ok_or(Refusal::First)?,
        Way::Down if position + 1 >= edition.articles().len() => return Err(Refusal::Last),
        Way::Down => position + 1,
    };
    Ok(Plan::of(Edit::MoveArticle { article, to }))
}

/// Marks an article as checked, or takes the mark away; and what it is then.
pub fn toggle_checked(article: &Article) -> (Plan, Status) {
    let status = match article.status() {
        Status::Checked => Status::InWork,
        Status::Untouched | Status::InWork => Status::Checked,
    };
    (Plan::of(Edit::SetStatus { article: article.id(), status }), status)
}

/// Marks all articles that begin on a page as checked, or takes the marks away where all are; and what they are then. Nothing where no
/// article begins there.
pub fn toggle_page_checked(edition: &Edition, page: PageIndex) -> Option<(Plan, Status)> {
    let of_page: Vec<_> = edition.articles().iter().filter(|article| article.page() == Some(page)).collect();
    let all = of_page.iter().all(|article| article.status() == Status::Checked);
    let status = if all { Status::InWork } else { Status::Checked };
    let others = of_page.into_iter().filter(|article| article.status() != status);
    let edits = others.map(|article| Edit::SetStatus { article: article.id(), status }).collect();
    Some((Plan::of(as_one(EditName::Status, edits)?), status))
}

/// What makes an article go on with another, which stands behind it: the other is brought to it and closed. Nothing where one is not there.
pub fn run_on(edition: &Edition, first: ArticleId, second: ArticleId) -> Option<Vec<Edit>> {
    let (into, at) = place_of(edition, first).zip(place_of(edition, second))?;
    let gather = (at != into + 1).then_some(Edit::MoveArticle { article: second, to: into + 1 });
    Some(gather.into_iter().chain([Edit::CloseArticle { article: second }]).collect())
}

/// Makes one article of the two halves of a story, where the first stands: jump lines and the like between them leave the text, and a
/// sentence that was cut goes on. Nothing where both are one already, or the second half stands first.
pub fn make_whole(edition: &Edition, first: &Article, second: &Article, between: &[BlockId]) -> Option<Edit> {
    if place_of(edition, first.id())? >= place_of(edition, second.id())? {
        return None;
    }
    let mut edits = run_on(edition, first.id(), second.id())?;
    if !between.is_empty() {
        edits.push(Edit::Move { blocks: between.to_vec(), to: Destination::Last(Shelf::Furniture) });
    }
    let stays = |block: &&Arc<Block>| !between.contains(&block.id());
    let (last, next) = (first.blocks().iter().rev().find(stays)?, second.blocks().iter().find(stays)?);
    if is_cut(last) && next.role() == Role::Paragraph {
        edits.push(join(last, next));
    }
    Some(Edit::Batch { name: EditName::MergeArticles, edits })
}

/// Whether a paragraph ends in the middle of a sentence.
pub fn is_cut(block: &Block) -> bool {
    block.role() == Role::Paragraph && block.text().chars().next_back().is_some_and(class::leaves_open)
}

/// Makes one article of several, where the first of them stands, and says how many they were.
///
/// # Errors
/// There are fewer than two, or one cannot be joined.
pub fn merge_articles(edition: &Edition, picked: &[ArticleId]) -> Result<(Plan, usize), Refusal> {
    let mut trial = edition.clone();
    let picked: Vec<ArticleId> = edition.articles().iter().map(|article| article.id()).filter(|id| picked.contains(id)).collect();
    let (first, rest) = picked.split_first().filter(|(_, rest)| !rest.is_empty()).ok_or(Refusal::PickArticles)?;
    let mut edits = Vec::new();
    for id in rest {
        for edit in run_on(&trial, *first, *id).ok_or(Refusal::NoArticle)? {
            apply(&mut trial, &edit)?;
            edits.push(edit);
        }
    }
    let start = edition.article(*first).and_then(|article| article.blocks().first()).map(|block| start_of(block.id()));
    let edit = Edit::Batch { name: EditName::MergeArticles, edits };
    Ok((Plan::of(edit).with_caret(start), picked.len()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{FIRST, SECOND, caret, done, sample, texts};
    use super::*;

    #[test]
    fn an_article_begins_at_the_caret() {
        let edition = sample();
        let opened = |at, last| open_article(&edition, at, last).map(|plan| texts(&done(&edition, &plan)));
        assert_eq!(opened(caret(2, 0), None).expect("a plan")[..2], ["甲甲甲", "乙乙乙"]);
        assert_eq!(opened(caret(2, 1), None).expect("a plan")[..2], ["甲甲甲|乙", "乙乙"]);
        assert_eq!(opened(caret(5, 0), Some(FIRST)).expect("a plan")[..2], ["甲甲甲|乙乙乙", "戊戊戊"]);
        assert_eq!(opened(caret(3, 0), None), Err(Refusal::ArticleBegins));
        assert_eq!(opened(caret(9, 0), None), Err(Refusal::NoCaret));
    }

    #[test]
    fn articles_move_and_are_made_one() {
        let edition = sample();
        let moved = move_article(&edition, SECOND, Way::Up).expect("a plan");
        assert_eq!(texts(&done(&edition, &moved))[0], "丙丙丙|丁丁丁");
        assert_eq!(move_article(&edition, FIRST, Way::Up), Err(Refusal::First));
        assert_eq!(move_article(&edition, SECOND, Way::Down), Err(Refusal::Last));
        let (plan, count) = merge_articles(&edition, &[SECOND, FIRST]).expect("a plan");
        assert_eq!((count, plan.select), (2, Some(caret(1, 0))));
        assert_eq!(texts(&done(&edition, &plan))[0], "甲甲甲|乙乙乙|丙丙丙|丁丁丁");
        assert_eq!(merge_articles(&edition, &[FIRST]), Err(Refusal::PickArticles));
        assert_eq!(texts(&done(&edition, &close_article(SECOND))).len(), 3);
    }

    #[test]
    fn the_mark_of_a_checked_article_is_put_and_taken_away() {
        let edition = sample();
        let (plan, status) = toggle_checked(&edition.articles()[0]);
        let after = done(&edition, &plan);
        assert_eq!((status, after.articles()[0].status()), (Status::Checked, Status::Checked));
        assert_eq!(toggle_checked(&after.articles()[0]).1, Status::InWork);
    }
}
