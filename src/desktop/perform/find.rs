//! Going from match to match, and replacing.

use super::text::Way;
use super::{apply, go_to};
use crate::desktop::app::Desk;
use crate::desktop::document::Document;
use crate::edit::Selection;

/// Opens the bar, for what is selected.
pub(super) fn open(desk: &mut Desk, document: &Document, replacing: bool) {
    let selected = document.selection().filter(|selection| !selection.is_caret());
    let text = selected.map(|selection| selection.fragment(document.edition()).text());
    desk.search.open(replacing, text);
}

/// Goes to the next match or the one before, round the end.
pub(super) fn step(desk: &mut Desk, document: &mut Document, way: Way) {
    if !desk.search.is_open {
        return open(desk, document, false);
    }
    desk.search.update(document);
    let count = desk.search.count();
    if count == 0 {
        return desk.say("find-none");
    }
    let number = match (desk.search.current(document), way) {
        (Some(current), Way::Down) => (current + 1) % count,
        (Some(current), Way::Up) => (current + count - 1) % count,
        (None, _) if desk.search.in_raw => 0,
        (None, Way::Down) => desk.search.after_caret(document).unwrap_or(0),
        (None, Way::Up) => (desk.search.after_caret(document).unwrap_or(0) + count - 1) % count,
    };
    go_to_match(desk, document, number);
}

fn go_to_match(desk: &mut Desk, document: &mut Document, number: usize) {
    let Some(found) = desk.search.found() else { return };
    if desk.search.in_raw {
        let Some((page, range)) = found.raw.get(number) else { return };
        desk.search.raw_at = Some((*page, range.start));
        if let Some(place) = document.edition().place_of(*page, range.start) {
            go_to(desk, document, place);
        }
        desk.raw.reveal(*page, range.start);
    } else if let Some(found) = found.matches.get(number) {
        document.select(Selection { anchor: found.start(), head: found.end() });
        desk.manuscript.reveal(found.start());
    }
}

/// Replaces the match that is selected and goes to the next; goes to one first, if none is.
pub(super) fn replace_one(desk: &mut Desk, document: &mut Document) {
    desk.search.update(document);
    let (Some(found), Some(number)) = (desk.search.found(), desk.search.current(document)) else { return step(desk, document, Way::Down) };
    let edit = found
        .matches
        .get(number)
        .zip(found.finder.as_ref())
        .and_then(|(one, finder)| finder.replace(document.edition(), one, &desk.search.replacement));
    if let Some(edit) = edit
        && apply(desk, document, &edit)
    {
        step(desk, document, Way::Down);
    }
}

/// Replaces all matches in one step, and says how many there were.
pub(super) fn replace_all(desk: &mut Desk, document: &mut Document) {
    desk.search.update(document);
    let finder = desk.search.found().and_then(|found| found.finder.clone());
    let Some((edit, count)) = finder.and_then(|finder| finder.replace_all(document.edition(), &desk.search.replacement)) else {
        return desk.say("find-none");
    };
    if apply(desk, document, &edit) {
        desk.message = Some(desk.locale.with("say-replaced", &[("count", count.into())]));
    }
}
