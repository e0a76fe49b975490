//! The editor's marks in the text, as the house style writes them: illegible, supplied, printed so.

use super::{apply, reveal_caret};
use crate::desktop::app::Desk;
use crate::desktop::document::Document;
use crate::edit::{Edit, Selection};
use crate::edition::{Edition, Place, TextOffset};

/// A mark for each selected character, or one at the caret.
pub(super) fn illegible(desk: &mut Desk, document: &mut Document) {
    let Some((from, to)) = ends_in_one_block(desk, document) else { return };
    let count = (to.at.chars() - from.at.chars()).max(1);
    let edit = Edit::splice(from, to, &desk.style.marks.illegible.repeat(count));
    mark(desk, document, vec![edit]);
}

/// Brackets round the selected text, or at the caret; those that stand there already go.
pub(super) fn supplied(desk: &mut Desk, document: &mut Document) {
    let Some((from, to)) = ends_in_one_block(desk, document) else { return };
    let (open, close) = desk.style.marks.supplied.clone();
    let (before, after) = (back(from, &open), on(to, &close));
    if stands(document.edition(), before, from, &open) && stands(document.edition(), to, after, &close) {
        let edits = vec![Edit::splice(to, after, ""), Edit::splice(before, from, "")];
        mark(desk, document, edits);
        return select(document, before, from.at.chars() - before.at.chars(), to);
    }
    // The end first, so that the beginning stays where it is.
    let edits = vec![Edit::splice(to, to, &close), Edit::splice(from, from, &open)];
    mark(desk, document, edits);
    let inside = on(from, &open);
    document.select(Selection { anchor: inside, head: Place { at: TextOffset::new(to.at.chars() + open.chars().count()), ..to } });
}

/// The mark of what was printed so, behind the selected text or at the caret; one that stands there already goes.
pub(super) fn sic(desk: &mut Desk, document: &mut Document) {
    let Some((_, to)) = ends_in_one_block(desk, document) else { return };
    let words = desk.style.marks.sic.clone();
    let (before, after) = (back(to, &words), on(to, &words));
    let edit = if stands(document.edition(), to, after, &words) {
        Edit::splice(to, after, "")
    } else if stands(document.edition(), before, to, &words) {
        Edit::splice(before, to, "")
    } else {
        Edit::splice(to, to, &words)
    };
    mark(desk, document, vec![edit]);
}

/// The two ends of what is selected. Marks stand inside a block.
fn ends_in_one_block(desk: &mut Desk, document: &Document) -> Option<(Place, Place)> {
    let ends = document.selection()?.ordered(document.edition())?;
    if ends.0.block != ends.1.block {
        desk.say("say-one-block");
        return None;
    }
    Some(ends)
}

/// Applies the edits as one, under the name that undo speaks of.
fn mark(desk: &mut Desk, document: &mut Document, edits: Vec<Edit>) {
    apply(desk, document, &Edit::Batch { name: "edit-mark".to_owned(), edits });
    reveal_caret(desk, document);
}

fn select(document: &mut Document, from: Place, gone: usize, to: Place) {
    document.select(Selection { anchor: from, head: Place { at: TextOffset::new(to.at.chars() - gone), ..to } });
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
