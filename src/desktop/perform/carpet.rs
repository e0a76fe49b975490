//! The carpet: having the images of the characters cut, and saying what they are.

use std::sync::Arc;

use super::apply;
use super::facsimile::image_search;
use crate::carpet::Carpet;
use crate::desktop::open::OpenEdition;
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::edit::operations::as_one;
use crate::edit::{Edit, EditName};
use crate::edition::{Edition, Place, TextOffset};
use crate::page::PageIndex;

/// Has the images of all characters cut, and shows that this is being done.
pub(super) fn lay(shell: &mut Shell, open: &OpenEdition) {
    shell.dialog = Some(Dialog::Carpet(None));
    let edition = open.document.edition().clone();
    let pages = (0..edition.pages().len() as u32).map(PageIndex);
    let searches = pages.map(|page| image_search(shell, open, page)).collect();
    shell.jobs.lay_carpet(open.id(), edition, searches, shell.password.clone());
}

/// Shows the images, unless the dialog was closed meanwhile.
pub(super) fn laid(shell: &mut Shell, carpet: Carpet) {
    if let Some(Dialog::Carpet(shown)) = &mut shell.dialog {
        *shown = Some(Arc::new(carpet));
    }
}

/// Says that the characters at these places, which the text has as they are given, are `to`: in one step.
pub(super) fn say(shell: &mut Shell, open: &mut OpenEdition, (places, to): (&[(Place, char)], &str)) {
    let edition = open.document.edition();
    if !places.iter().all(|(place, from)| stands(edition, *place, *from)) {
        return shell.say("queries-changing");
    }
    // From the end to the beginning, so that no edit moves the place of another.
    let order = edition.block_order();
    let mut places: Vec<Place> = places.iter().map(|(place, _)| *place).collect();
    places.sort_by_key(|place| std::cmp::Reverse((order.get(&place.block).copied(), place.at)));
    let splice = |place: &Place| Edit::splice(*place, Place { at: TextOffset::new(place.at.chars() + 1), ..*place }, to);
    let edits: Vec<Edit> = places.iter().map(splice).collect();
    let (selection, count) = (open.document.selection(), edits.len());
    let Some(edit) = as_one(EditName::Replace, edits) else { return };
    if !apply(shell, open, &edit) {
        return;
    }
    if let Some(selection) = selection {
        open.document.keep_selection(selection);
    }
    shell.tell(shell.locale.with("say-replaced", &[("count", count.into())]));
    let mut chars = to.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => change(shell, |carpet| carpet.rename(&places, one)),
        // What follows in the text stands elsewhere now.
        _ => lay(shell, open),
    }
}

/// Lets all images of these characters stand, as long as the carpet is shown.
pub(super) fn accept(shell: &mut Shell, characters: &[char]) {
    change(shell, |carpet| characters.iter().for_each(|character| carpet.accept(*character)));
}

fn change(shell: &mut Shell, change: impl FnOnce(&mut Carpet)) {
    if let Some(Dialog::Carpet(Some(carpet))) = &mut shell.dialog {
        change(Arc::make_mut(carpet));
    }
}

/// Whether the text still has this character at a place.
fn stands(edition: &Edition, place: Place, character: char) -> bool {
    edition.block(place.block).is_some_and(|(_, block)| block.text().chars().nth(place.at.chars()) == Some(character))
}
