//! The editor's marks in the text, written as the house style writes them: illegible, supplied, printed so.

use super::{Plan, Refusal};
use crate::edit::{Edit, EditName, Selection};
use crate::edition::{Edition, Place, TextOffset};

/// A mark for each selected character, or one at the caret.
///
/// # Errors
/// The selection is not inside one block.
pub fn illegible(edition: &Edition, selection: Selection, mark: &str) -> Result<Plan, Refusal> {
    let (from, to) = ends_in_one_block(edition, selection)?;
    let count = (to.at.chars() - from.at.chars()).max(1);
    Ok(marked(vec![Edit::splice(from, to, &mark.repeat(count))]))
}

/// Brackets round the selected text, or at the caret; those that stand there already go. The text stays selected.
///
/// # Errors
/// The selection is not inside one block.
pub fn supplied(edition: &Edition, selection: Selection, (open, close): (&str, &str)) -> Result<Plan, Refusal> {
    let (from, to) = ends_in_one_block(edition, selection)?;
    let (before, after) = (back(from, open), on(to, close));
    let select = |anchor: Place, to: usize| Some(Selection { anchor, head: Place { at: TextOffset::new(to), ..anchor } });
    if stands(edition, before, from, open) && stands(edition, to, after, close) {
        let edits = vec![Edit::splice(to, after, ""), Edit::splice(before, from, "")];
        let gone = from.at.chars() - before.at.chars();
        return Ok(Plan { select: select(before, to.at.chars() - gone), ..marked(edits) });
    }
    // The end first, so that the beginning stays where it is.
    let edits = vec![Edit::splice(to, to, close), Edit::splice(from, from, open)];
    Ok(Plan { select: select(on(from, open), to.at.chars() + open.chars().count()), ..marked(edits) })
}

/// The mark of what was printed so, behind the selected text or at the caret; one that stands there already goes.
///
/// # Errors
/// The selection is not inside one block.
pub fn sic(edition: &Edition, selection: Selection, words: &str) -> Result<Plan, Refusal> {
    let (_, to) = ends_in_one_block(edition, selection)?;
    let (before, after) = (back(to, words), on(to, words));
    let edit = if stands(edition, to, after, words) {
        Edit::splice(to, after, "")
    } else if stands(edition, before, to, words) {
        Edit::splice(before, to, "")
    } else {
        Edit::splice(to, to, words)
    };
    Ok(marked(vec![edit]))
}

/// The two ends of what is selected. Marks stand inside a block.
fn ends_in_one_block(edition: &Edition, selection: Selection) -> Result<(Place, Place), Refusal> {
    let ends = selection.ordered(edition).ok_or(Refusal::NoCaret)?;
    if ends.0.block == ends.1.block { Ok(ends) } else { Err(Refusal::OneBlock) }
}

/// The edits as one, under the name that undo speaks of.
fn marked(edits: Vec<Edit>) -> Plan {
    Plan::of(Edit::Batch { name: EditName::Mark, edits })
}

/// The place as many characters before as the text has.
fn back(place: Place, text: &str) -> Place {
    Place { at: TextOffset::new(place.at.chars().saturating_sub(text.chars().count())), ..place }
}

/// The place as many characters after.
fn on(place: Place, text: &str) -> Place {
    Place { at: TextOffset::new(place.at.chars() + text.chars().count()), ..place }
}

/// Whether this text stands between two places of a block.
fn stands(edition: &Edition, from: Place, to: Place, text: &str) -> bool {
    let Some((_, block)) = edition.block(from.block) else { return false };
    let (skip, take) = (from.at.chars(), to.at.chars() - from.at.chars());
    !text.is_empty() && block.text().chars().skip(skip).take(take).eq(text.chars())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{caret, done, place, sample, texts};
    use super::*;

    #[test]
    fn marks_are_put_and_taken_away() {
        let edition = sample();
        let part = Selection { anchor: place(2, 0), head: place(2, 2) };
        assert_eq!(texts(&done(&edition, &illegible(&edition, part, "□").expect("a plan")))[0], "甲甲甲|□□乙");
        assert_eq!(texts(&done(&edition, &illegible(&edition, caret(2, 1), "□").expect("a plan")))[0], "甲甲甲|乙□乙乙");
        let plan = supplied(&edition, part, ("［", "］")).expect("a plan");
        let marked = done(&edition, &plan);
        assert_eq!(texts(&marked)[0], "甲甲甲|［乙乙］乙");
        let again = supplied(&marked, plan.select.expect("a selection"), ("［", "］")).expect("a plan");
        assert_eq!((texts(&done(&marked, &again)), again.select), (texts(&edition), Some(part)));
        let printed = done(&edition, &sic(&edition, caret(2, 1), "〔原文〕").expect("a plan"));
        assert_eq!(texts(&printed)[0], "甲甲甲|乙〔原文〕乙乙");
        assert_eq!(texts(&done(&printed, &sic(&printed, caret(2, 5), "〔原文〕").expect("a plan"))), texts(&edition));
    }

    #[test]
    fn marks_stand_inside_a_block() {
        let across = Selection { anchor: place(1, 0), head: place(2, 1) };
        assert_eq!(sic(&sample(), across, "〔原文〕"), Err(Refusal::OneBlock));
    }
}
