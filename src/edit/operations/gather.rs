//! Putting picked lines together.

use super::{Plan, Refusal, Subject, on_shelf};
use crate::edit::{Destination, Edit, EditName};
use crate::edition::{BlockId, Edition, Place};

/// Puts the blocks of the subject together where the first of them stands, in their order; all as one paragraph, or those that run on.
///
/// # Errors
/// There is only one, or they stand so already.
pub fn gather(mut subject: Subject, as_one: bool) -> Result<Plan, Refusal> {
    let Some((first, rest)) = subject.blocks.split_first().filter(|(_, rest)| !rest.is_empty()) else { return Err(Refusal::OnePiece) };
    if !stands_so(&subject.trial, &subject.blocks) {
        let edit = Edit::Move { blocks: rest.to_vec(), to: Destination::After(*first) };
        subject.add(edit)?;
    }
    subject.run_together(as_one);
    subject.plan(EditName::Gather)
}

/// Whether blocks stand one after the other on a shelf, in this order.
fn stands_so(edition: &Edition, blocks: &[BlockId]) -> bool {
    let shelf = blocks.first().and_then(|first| edition.block(*first)).map(|(shelf, _)| shelf);
    let ids = shelf.map(|shelf| on_shelf(edition, shelf)).unwrap_or_default().iter().map(|block| block.id());
    ids.skip_while(|id| Some(id) != blocks.first()).take(blocks.len()).eq(blocks.iter().copied())
}

/// Moves the blocks of the subject after the caret's block, in their order.
///
/// # Errors
/// The caret is nowhere, or in one of them.
pub fn move_after(mut subject: Subject, caret: Option<Place>) -> Result<Plan, Refusal> {
    // The caret's block may have been cut through; its first part has kept its name.
    let stays = |head: &Place| !subject.blocks.contains(&head.block) && subject.trial.block(head.block).is_some();
    let anchor = caret.filter(stays).ok_or(Refusal::CaretInside)?.block;
    subject.add(Edit::Move { blocks: subject.blocks.clone(), to: Destination::After(anchor) })?;
    subject.run_together(false);
    subject.plan(EditName::Move)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{done, place, sample, texts};
    use super::*;
    use crate::edition::raw_lines::LineId;
    use crate::page::PageIndex;

    fn lines(edition: &Edition, numbers: &[usize]) -> Result<Subject, Refusal> {
        let lines: Vec<LineId> = numbers.iter().map(|number| LineId { page: PageIndex(0), number: *number }).collect();
        Subject::lines(edition, &lines)
    }

    #[test]
    fn picked_lines_come_together_in_their_order() {
        let edition = sample();
        let gathered = |numbers: &[usize], as_one| lines(&edition, numbers).and_then(|subject| gather(subject, as_one));
        assert_eq!(texts(&done(&edition, &gathered(&[4, 2], false).expect("a plan"))), ["甲甲甲", "丙丙丙|丁丁丁|乙乙乙", "戊戊戊", ""]);
        assert_eq!(texts(&done(&edition, &gathered(&[3, 4], true).expect("a plan")))[1], "丙丙丙丁丁丁");
        assert_eq!(gathered(&[2], false), Err(Refusal::OnePiece));
        assert_eq!(gathered(&[3, 4], false), Err(Refusal::AlreadyThere));
        assert_eq!(gathered(&[], false), Err(Refusal::NoLines));
    }

    #[test]
    fn picked_lines_go_to_a_caret_that_is_not_in_them() {
        let edition = sample();
        let moved = |caret| lines(&edition, &[4]).and_then(|subject| move_after(subject, caret));
        let plan = moved(Some(place(1, 0))).expect("a plan");
        assert_eq!(texts(&done(&edition, &plan))[0], "甲甲甲|丁丁丁|乙乙乙");
        assert!(plan.select.is_some(), "the caret goes along");
        assert_eq!(moved(Some(place(4, 1))), Err(Refusal::CaretInside));
        assert_eq!(moved(None), Err(Refusal::CaretInside));
    }
}
