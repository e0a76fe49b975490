//! Places that are alike: listing them, and settling those that are ticked in one step.

use super::apply;
use super::queries::dismissals;
use crate::check::Query;
use crate::desktop::open::OpenEdition;
use crate::desktop::open::alike::{Alike, AlikePlace};
use crate::desktop::open::document::Document;
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::edit::operations::as_one;
use crate::edit::{Edit, EditName};

/// Lists the places that are like the one at the caret: where the same is asked, or where the selected text stands.
pub(super) fn list(shell: &mut Shell, open: &OpenEdition) {
    let document = &open.document;
    let alike = of_query(document).or_else(|| Alike::of_text(document.edition(), &selected(document)?));
    match alike {
        Some(alike) => shell.dialog = Some(Dialog::Alike(alike)),
        None => shell.refuse(shell.locale.text("say-nothing-alike")),
    }
}

/// Lists the places where a text stands.
pub(super) fn list_text(shell: &mut Shell, open: &OpenEdition, text: &str) {
    if let Some(alike) = Alike::of_text(open.document.edition(), text) {
        shell.dialog = Some(Dialog::Alike(alike));
    }
}

/// The places of the query at the caret, unless other text than its own is selected.
fn of_query(document: &Document) -> Option<Alike> {
    let number = document.current_query()?;
    let query = document.queries().get(number)?;
    let selection = document.selection()?;
    let (from, to) = selection.ordered(document.edition())?;
    let is_its_own = from.block == query.block && to.block == query.block && (from.at, to.at) == query.range;
    (selection.is_caret() || is_its_own).then(|| Alike::of_query(document, number)).flatten()
}

/// The selected text, where it is of one block.
fn selected(document: &Document) -> Option<String> {
    let text = document.selection()?.fragment(document.edition()).text();
    Some(text).filter(|text| !text.trim().is_empty() && !text.contains('\n'))
}

/// Puts a text in the place of that of all ticked places, in one step.
pub(super) fn replace(shell: &mut Shell, open: &mut OpenEdition, alike: &Alike) {
    if !all_stand(shell, open, alike) || !alike.can_replace() {
        return;
    }
    let edit = |place: &AlikePlace| {
        let first = place.query.as_ref().and_then(|query| query.remedies.first());
        let remedy = first.filter(|remedy| remedy.replacement.as_ref() == Some(&alike.replacement));
        let splice = || Edit::splice(place.found.start(), place.found.end(), &alike.replacement);
        remedy.map_or_else(splice, |remedy| remedy.edit.clone())
    };
    // From the end to the beginning, so that no edit moves the place of another.
    let edits: Vec<Edit> = alike.ticked().rev().map(edit).collect();
    let count = edits.len();
    let name = if alike.are_asked { EditName::Series } else { EditName::Replace };
    if settle(shell, open, alike, (name, edits)) {
        shell.tell(shell.locale.with("say-replaced", &[("count", count.into())]));
    }
}

/// Lets the text of all ticked places stand, in one step.
pub(super) fn let_stand(shell: &mut Shell, open: &mut OpenEdition, alike: &Alike) {
    if !all_stand(shell, open, alike) {
        return;
    }
    let asked: Vec<&Query> = alike.ticked().filter_map(|place| place.query.as_deref()).collect();
    let (edits, count) = (dismissals(asked.iter().copied()), asked.len());
    if settle(shell, open, alike, (EditName::Settle, edits)) {
        shell.tell(shell.locale.with("say-all-stand", &[("count", count.into())]));
    }
}

/// Goes to a place of the list.
pub(super) fn go_to(open: &mut OpenEdition, place: &AlikePlace) {
    open.document.select(crate::edit::Selection { anchor: place.found.start(), head: place.found.end() });
    open.panes.manuscript.land(place.found.start());
}

fn all_stand(shell: &mut Shell, open: &OpenEdition, alike: &Alike) -> bool {
    let stand = alike.ticked().all(|place| place.still_stands(open.document.edition()));
    if !stand {
        shell.say("queries-changing");
    }
    stand
}

fn settle(shell: &mut Shell, open: &mut OpenEdition, alike: &Alike, (name, edits): (EditName, Vec<Edit>)) -> bool {
    let selection = open.document.selection();
    let Some(edit) = as_one(name, edits) else { return false };
    if !apply(shell, open, &edit) {
        return false;
    }
    let asked: Vec<_> = alike.ticked().filter_map(|place| place.query.as_deref()).collect();
    let queries = open.document.queries().iter().enumerate();
    let answered: Vec<usize> = queries.filter(|(_, query)| asked.contains(&query.as_ref())).map(|(number, _)| number).collect();
    if !answered.is_empty() {
        open.document.forget_queries(&answered);
    }
    if let Some(selection) = selection {
        open.document.keep_selection(selection);
    }
    true
}
