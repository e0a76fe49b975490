//! Going from match to match, and replacing.

use super::apply;
use crate::desktop::open::OpenEdition;
use crate::desktop::shell::Shell;
use crate::edit::Selection;
use crate::edit::operations::Way;
use crate::find::Match;

/// Opens the bar, for what is selected.
pub(super) fn open(open: &mut OpenEdition, replacing: bool) {
    let selected = open.document.selection().filter(|selection| !selection.is_caret());
    let text = selected.map(|selection| selection.fragment(open.document.edition()).text());
    open.search.open(replacing, text);
}

/// Goes to the next match or the one before, round the end.
pub(super) fn step(shell: &mut Shell, open: &mut OpenEdition, way: Way) {
    if !open.search.is_open {
        return self::open(open, false);
    }
    let OpenEdition { search, document, .. } = &mut *open;
    search.update(document);
    let count = search.count();
    if count == 0 {
        return shell.say("find-none");
    }
    let number = match (search.current(document), way) {
        (Some(current), Way::Down) => (current + 1) % count,
        (Some(current), Way::Up) => (current + count - 1) % count,
        (None, _) if search.in_raw => 0,
        (None, Way::Down) => search.after_caret(document).unwrap_or(0),
        (None, Way::Up) => (search.after_caret(document).unwrap_or(0) + count - 1) % count,
    };
    go_to_match(open, number);
}

fn go_to_match(open: &mut OpenEdition, number: usize) {
    let Some(found) = open.search.found() else { return };
    if open.search.in_raw {
        let Some((page, range)) = found.raw.get(number) else { return };
        open.search.raw_at = Some((*page, range.start));
        if let Some(place) = open.document.edition().place_of(*page, range.start) {
            open.go_to(place);
        }
        open.panes.raw.reveal(*page, range.start);
    } else if let Some(found) = found.matches.get(number) {
        select(open, found);
    }
}

/// Selects what was found and brings it into view.
pub(super) fn select(open: &mut OpenEdition, found: &Match) {
    open.document.select(Selection { anchor: found.start(), head: found.end() });
    open.panes.manuscript.reveal(found.start());
}

/// Replaces the match that is selected and goes to the next; goes to one first, if none is.
pub(super) fn replace_one(shell: &mut Shell, open: &mut OpenEdition) {
    open.search.update(&open.document);
    let (Some(found), Some(number)) = (open.search.found(), open.search.current(&open.document)) else {
        return step(shell, open, Way::Down);
    };
    let edit = found
        .matches
        .get(number)
        .zip(found.finder.as_ref())
        .and_then(|(one, finder)| finder.replace(open.document.edition(), one, &open.search.replacement));
    if let Some(edit) = edit
        && apply(shell, open, &edit)
    {
        step(shell, open, Way::Down);
    }
}

/// Replaces all matches in one step, and says how many there were.
pub(super) fn replace_all(shell: &mut Shell, open: &mut OpenEdition) {
    open.search.update(&open.document);
    let found = open.search.found();
    let replaced =
        found.and_then(|found| found.finder.as_ref()?.replace_all(open.document.edition(), &found.matches, &open.search.replacement));
    let Some((edit, count)) = replaced else { return shell.say("find-none") };
    if apply(shell, open, &edit) {
        shell.tell(shell.locale.with("say-replaced", &[("count", count.into())]));
    }
}
