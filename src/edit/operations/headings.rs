//! Headlines and the other parts of an article's heading.

use std::sync::Arc;

use super::{Plan, Refusal, Subject, end_of, start_of};
use crate::common_ends::between_common_ends;
use crate::edit::{Destination, Edit, EditName, Fragment, FragmentLine};
use crate::edition::{Article, ArticleId, Block, BlockId, Edition, Place, Role, Shelf, TextOffset};

/// The last part of the heading after which a further one of this role goes; none where it goes first. Blocks that are about to move
/// do not count.
fn heading_before<'a>(article: &'a Article, role: Role, moving: &[BlockId]) -> Option<&'a Arc<Block>> {
    let order = |role: Role| Role::ALL.iter().position(|one| *one == role);
    let stay = article.blocks().iter().filter(|block| !moving.contains(&block.id()));
    stay.take_while(|block| block.role().is_heading() && order(block.role()) <= order(role)).last()
}

/// Makes the text of the subject the headline of an article.
///
/// # Errors
/// The article is gone, or the text is its headline already.
pub fn make_headline(mut subject: Subject, of: ArticleId) -> Result<Plan, Refusal> {
    let article = subject.trial.article(of).ok_or(Refusal::NoArticle)?;
    let before = heading_before(article, Role::Headline, &subject.blocks);
    let to = before.map_or(Destination::First(Shelf::Article(of)), |block| Destination::After(block.id()));
    let stands_first = article.blocks().iter().map(|block| block.id()).take(subject.blocks.len()).eq(subject.blocks.iter().copied());
    if !(stands_first && matches!(to, Destination::First(_))) {
        subject.edits.push(Edit::Move { blocks: subject.blocks.clone(), to });
    }
    let other = |block: &&BlockId| subject.trial.block(**block).is_none_or(|(_, block)| block.role() != Role::Headline);
    let roles: Vec<Edit> = subject.blocks.iter().filter(other).map(|block| Edit::SetRole { block: *block, role: Role::Headline }).collect();
    subject.edits.extend(roles);
    if subject.edits.is_empty() {
        return Err(Refusal::AlreadyThere);
    }
    // The batch keeps its name also when it is one edit: it is the headline that undo speaks of.
    let edit = Edit::Batch { name: EditName::MakeHeadline, edits: subject.edits };
    Ok(Plan::of(edit).with_caret(subject.blocks.first().copied().map(start_of)))
}

/// What it takes to write a headline that the paper did not print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Supplied {
    /// There is a headline, which is written on here.
    There(Place),
    /// The plan that puts an empty one there; its block is the article's first of that role then.
    Missing(Plan),
}

/// Finds the headline of an article, or plans an empty one at its head, to be written by the editor.
///
/// # Errors
/// The article has no blocks.
pub fn supply_headline(article: &Article) -> Result<Supplied, Refusal> {
    match article.with_role(Role::Headline).next() {
        Some(block) => Ok(Supplied::There(end_of(block))),
        None => Ok(Supplied::Missing(Plan::of(heading_with(article, Role::Headline, "").ok_or(Refusal::NoArticle)?))),
    }
}

/// The edit that gives an article a block of the heading of this role and text, which the paper did not print; it stands after the
/// parts of the heading that come before it.
fn heading_with(article: &Article, role: Role, text: &str) -> Option<Edit> {
    let line = |text: &str, role| FragmentLine { text: text.to_owned(), pieces: Vec::new(), role };
    let mut edits = Vec::new();
    if let Some(before) = heading_before(article, role, &[]) {
        let from = end_of(before);
        let insert = Fragment::with_sources(vec![line("", None), line(text, Some(role))]);
        edits.push(Edit::Splice { from, to: from, insert });
    } else {
        let first = article.blocks().first()?;
        let from = start_of(first.id());
        let insert = Fragment::with_sources(vec![line(text, None), line("", Some(first.role()))]);
        edits.push(Edit::Splice { from, to: from, insert });
        if first.role() != role {
            edits.push(Edit::SetRole { block: first.id(), role });
        }
    }
    Some(Edit::Batch { name: EditName::SupplyHeadline, edits })
}

/// Has a part of the heading say this: the block given, or a new one. Nothing where it says so already.
pub fn set_heading(edition: &Edition, (article, role): (ArticleId, Role), block: Option<BlockId>, text: &str) -> Option<Edit> {
    let article = edition.article(article)?;
    match block.and_then(|id| edition.block(id)) {
        Some((_, block)) => rewording(article, block, text),
        None if text.is_empty() => None,
        None => heading_with(article, role, text),
    }
}

/// The splice from a block's text to another one: only what differs is replaced, so that the rest keeps its provenance. A block that
/// loses all of its text goes, where another one stands behind it.
fn rewording(article: &Article, block: &Block, text: &str) -> Option<Edit> {
    let (old, new): (Vec<char>, Vec<char>) = (block.text().chars().collect(), text.chars().collect());
    if new.is_empty()
        && let Some(next) = article.blocks().iter().skip_while(|other| other.id() != block.id()).nth(1)
    {
        return Some(Edit::splice(start_of(block.id()), start_of(next.id()), ""));
    }
    let (from, old, new) = between_common_ends(&old, &new, |a, b| a == b);
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let place = |at: usize| Place { block: block.id(), at: TextOffset::new(at) };
    Some(Edit::splice(place(from), place(from + old.len()), &new.iter().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{FIRST, SECOND, done, place, sample, texts};
    use super::*;
    use crate::edit::Selection;

    #[test]
    fn selected_text_becomes_the_headline_of_its_article() {
        let edition = sample();
        let part = Selection { anchor: place(4, 0), head: place(4, 2) };
        let plan = make_headline(Subject::text(&edition, part).expect("a subject"), SECOND).expect("a plan");
        let after = done(&edition, &plan);
        assert_eq!(after.article(SECOND).expect("the article").title(), "丁丁");
        assert_eq!(texts(&after)[1], "丁丁|丙丙丙|丁");
        let there = Subject::blocks(&edition, vec![BlockId(1)]).expect("a subject");
        assert_eq!(make_headline(there, FIRST), Err(Refusal::AlreadyThere));
        let further = Subject::blocks(&edition, vec![BlockId(2)]).expect("a subject");
        assert_eq!(texts(&done(&edition, &make_headline(further, FIRST).expect("a plan")))[0], "甲甲甲|乙乙乙", "after the first line");
    }

    #[test]
    fn a_headline_is_supplied_where_there_is_none() {
        let edition = sample();
        assert_eq!(supply_headline(&edition.articles()[0]), Ok(Supplied::There(place(1, 3))));
        let Ok(Supplied::Missing(plan)) = supply_headline(&edition.articles()[1]) else { panic!("a plan") };
        let roles: Vec<Role> = done(&edition, &plan).articles()[1].blocks().iter().map(|block| block.role()).collect();
        assert_eq!(roles, [Role::Headline, Role::Paragraph, Role::Paragraph]);
    }

    #[test]
    fn rewording_a_heading_changes_what_differs_alone() {
        let edition = sample();
        let says = |article, block, text| set_heading(&edition, (article, Role::Headline), block, text).map(Plan::of);
        let after = done(&edition, &says(FIRST, Some(BlockId(1)), "甲乙甲").expect("an edit"));
        let ledger = after.ledger()[0];
        assert_eq!((texts(&after)[0].as_str(), ledger.kept, ledger.changed), ("甲乙甲|乙乙乙", 11, 1));
        assert_eq!(says(FIRST, Some(BlockId(1)), "甲甲甲"), None);
        assert_eq!(says(SECOND, None, ""), None);
        assert_eq!(texts(&done(&edition, &says(SECOND, None, "新题").expect("an edit")))[1], "新题|丙丙丙|丁丁丁");
        assert_eq!(texts(&done(&edition, &says(FIRST, Some(BlockId(1)), "").expect("an edit")))[0], "乙乙乙", "it goes with its text");
    }
}
