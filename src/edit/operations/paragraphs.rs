//! Paragraphs: where they begin and end, and their roles.

use super::{Plan, Refusal, Subject, end_of, neighbours, start_of};
use crate::edit::{Edit, EditName, Selection};
use crate::edition::{Block, BlockId, Edition, Place, Role, Shelf, TextOffset};
use crate::language::class;

/// Where Enter at the end of a heading leads: to what follows it in the article; nothing elsewhere, and where nothing does.
pub fn story_after(edition: &Edition, selection: Selection) -> Option<Place> {
    let (_, block) = edition.block(selection.head.block).filter(|(shelf, _)| matches!(shelf, Shelf::Article(_)))?;
    let is_heading = matches!(block.role(), Role::Headline | Role::Kicker | Role::Deck);
    let at_end = selection.is_caret() && selection.head.at >= block.len() && !block.is_empty();
    let next = neighbours(edition, block.id()).1.filter(|_| is_heading && at_end)?;
    Some(Place { block: next.id(), at: TextOffset(0) })
}

/// 另起段: a paragraph begins where the selected text stood.
///
/// # Errors
/// The selection is no longer in the edition.
pub fn split(edition: &Edition, selection: Selection) -> Result<Plan, Refusal> {
    let (from, to) = selection.ordered(edition).ok_or(Refusal::NoCaret)?;
    let (_, block) = edition.block(to.block).ok_or(Refusal::NoCaret)?;
    // What follows a heading is the story.
    let at_end = to.at >= block.len();
    let role = match block.role() {
        Role::Headline | Role::Kicker | Role::Deck | Role::Subheading | Role::Byline if at_end => Role::Paragraph,
        role => role,
    };
    Ok(Plan::of(Edit::split(from, to, role)))
}

/// 接排, with the block before.
///
/// # Errors
/// None stands before it on its shelf.
pub fn join_before(edition: &Edition, block: BlockId) -> Result<Plan, Refusal> {
    let (shelf, second) = edition.block(block).ok_or(Refusal::NoCaret)?;
    let first = neighbours(edition, block).0.ok_or_else(|| no_neighbour(shelf))?;
    Ok(Plan::of(join(first, second)))
}

/// 接排, with the block after.
///
/// # Errors
/// None stands after it on its shelf.
pub fn join_after(edition: &Edition, block: BlockId) -> Result<Plan, Refusal> {
    let (shelf, first) = edition.block(block).ok_or(Refusal::NoCaret)?;
    let second = neighbours(edition, block).1.ok_or_else(|| no_neighbour(shelf))?;
    Ok(Plan::of(join(first, second)))
}

fn no_neighbour(shelf: Shelf) -> Refusal {
    if matches!(shelf, Shelf::Article(_)) { Refusal::AcrossArticles } else { Refusal::First }
}

/// The edit that runs a block on with the one before it.
pub(super) fn join(first: &Block, second: &Block) -> Edit {
    // Latin words on both sides of a line end are two words.
    let latin = |c: Option<char>| c.is_some_and(class::is_latin);
    let between = if latin(first.text().chars().last()) && latin(second.text().chars().next()) { " " } else { "" };
    Edit::splice(end_of(first), start_of(second.id()), between)
}

/// Gives all blocks of the subject a role.
///
/// # Errors
/// All of them have it.
pub fn set_role(mut subject: Subject, role: Role) -> Result<Plan, Refusal> {
    let other = |id: &&BlockId| subject.trial.block(**id).is_some_and(|(_, block)| block.role() != role);
    let edits: Vec<Edit> = subject.blocks.iter().filter(other).map(|block| Edit::SetRole { block: *block, role }).collect();
    subject.edits.extend(edits);
    subject.plan(EditName::Role)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{caret, done, sample, texts};
    use super::*;

    #[test]
    fn what_follows_a_heading_is_the_story() {
        let edition = sample();
        let plan = split(&edition, caret(1, 3)).expect("a plan");
        let after = done(&edition, &plan);
        let roles: Vec<Role> = after.articles()[0].blocks().iter().map(|block| block.role()).collect();
        assert_eq!(roles, [Role::Headline, Role::Paragraph, Role::Paragraph]);
        assert_eq!(texts(&done(&edition, &split(&edition, caret(2, 1)).expect("a plan")))[0], "甲甲甲|乙|乙乙");
    }

    #[test]
    fn blocks_run_on_within_their_shelf_alone() {
        let edition = sample();
        assert_eq!(texts(&done(&edition, &join_before(&edition, BlockId(4)).expect("a plan")))[1], "丙丙丙丁丁丁");
        assert_eq!(texts(&done(&edition, &join_after(&edition, BlockId(3)).expect("a plan")))[1], "丙丙丙丁丁丁");
        assert_eq!(join_before(&edition, BlockId(3)), Err(Refusal::AcrossArticles));
        assert_eq!(join_after(&edition, BlockId(5)), Err(Refusal::First));
        assert_eq!(join_after(&edition, BlockId(9)), Err(Refusal::NoCaret));
    }

    #[test]
    fn latin_words_keep_a_blank_between_them() {
        let block = |id, text: &str| Block::new(BlockId(id), Role::Paragraph, text, []);
        let between = |first, second| match join(&block(1, first), &block(2, second)) {
            Edit::Splice { insert, .. } => insert.text(),
            _ => String::new(),
        };
        assert_eq!([between("the", "end"), between("the", "终"), between("始", "终")], [" ", "", ""]);
    }

    #[test]
    fn a_role_is_given_to_those_that_lack_it() {
        let edition = sample();
        let subject = || Subject::blocks(&edition, vec![BlockId(1), BlockId(2)]).expect("a subject");
        let after = done(&edition, &set_role(subject(), Role::Headline).expect("a plan"));
        assert!(after.articles()[0].blocks().iter().all(|block| block.role() == Role::Headline));
        assert_eq!(set_role(Subject::blocks(&edition, vec![BlockId(3)]).expect("a subject"), Role::Paragraph), Err(Refusal::AlreadyThere));
    }
}
