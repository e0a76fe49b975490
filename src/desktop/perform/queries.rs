//! Walking the queries and answering them.

use super::text::Way;
use super::{apply, reveal_caret};
use crate::desktop::app::Desk;
use crate::desktop::document::Document;

/// Goes to the next query or the one before, round the end.
pub(super) fn step(desk: &mut Desk, document: &mut Document, way: Way) {
    let count = document.queries().len();
    if count == 0 {
        return desk.say("queries-done");
    }
    let from = match document.current_query() {
        Some(current) if way == Way::Down => current + 1,
        Some(current) => current + count - 1,
        None => {
            let after = first_after_caret(document);
            if way == Way::Down { after } else { after + count - 1 }
        }
    };
    // A query whose block has just gone will not be in the next check.
    let number = |further: usize| if way == Way::Down { from + further } else { from + count - further } % count;
    (0..count).any(|further| document.go_to_query(number(further)));
    desk.message = None;
    reveal_caret(desk, document);
}

/// The first query that stands after the caret; their number where none does.
fn first_after_caret(document: &Document) -> usize {
    let Some(head) = document.selection().map(|selection| selection.head) else { return 0 };
    let places = document.edition().block_order();
    let caret = (places.get(&head.block).copied(), head.at);
    document
        .queries()
        .iter()
        .position(|query| (places.get(&query.block).copied(), query.range.0) > caret)
        .unwrap_or(document.queries().len())
}

/// Answers the current query by one of its remedies, or lets the text stand; then goes to the next one.
pub(super) fn answer(desk: &mut Desk, document: &mut Document, remedy: Option<usize>) {
    let Some(number) = document.current_query() else { return desk.say("queries-none-here") };
    let Some(query) = document.queries().get(number) else { return };
    let edit = match remedy {
        Some(remedy) => query.remedies.get(remedy).map(|remedy| remedy.edit.clone()),
        None => Some(query.dismissal()),
    };
    let Some(edit) = edit else { return };
    if !apply(desk, document, &edit) {
        return;
    }
    document.forget_query(number);
    let count = document.queries().len();
    if count == 0 {
        desk.say("queries-done");
    } else {
        (0..count).any(|further| document.go_to_query((number + further) % count));
    }
    reveal_caret(desk, document);
}
