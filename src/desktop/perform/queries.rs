//! Walking the queries and answering them.

use super::text::{Way, apply_all};
use super::{apply, reveal_caret};
use crate::desktop::app::Desk;
use crate::desktop::document::Document;
use crate::desktop::queue::series;
use crate::edit::Edit;

/// Goes to the next query or the one before, round the end.
pub(super) fn step(desk: &mut Desk, document: &mut Document, way: Way) {
    let count = document.queries().len();
    if count == 0 {
        return desk.say("queries-done");
    }
    let from = match document.current_query() {
        Some(current) if way == Way::Down => current + 1,
        Some(current) => current + count - 1,
        // The surest come first wherever the caret is.
        None if document.queue().by_doubt => {
            if way == Way::Down {
                0
            } else {
                count - 1
            }
        }
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

/// Goes on to the next query, as the one that was gone to is settled; says so where none is left.
pub(super) fn go_on(desk: &mut Desk, document: &mut Document) {
    document.leave_queue();
    step(desk, document, Way::Down);
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
    if !query.still_stands(document.edition()) {
        return desk.say("queries-changing");
    }
    let edit = match remedy {
        Some(remedy) => query.remedies.get(remedy).map(|remedy| remedy.edit.clone()),
        None => Some(query.dismissal()),
    };
    let Some(edit) = edit else { return };
    if !apply(desk, document, &edit) {
        return;
    }
    document.forget_queries(&[number]);
    let count = document.queries().len();
    if count == 0 {
        desk.say("queries-done");
    } else {
        (0..count).any(|further| document.go_to_query((number + further) % count));
    }
    reveal_caret(desk, document);
}

/// Goes to a query of the list.
pub(super) fn go_to(desk: &mut Desk, document: &mut Document, number: usize) {
    document.go_to_query(number);
    desk.message = None;
    reveal_caret(desk, document);
}

/// Goes back to the query that was left last.
pub(super) fn back(desk: &mut Desk, document: &mut Document) {
    if !document.go_back() {
        return desk.say("queries-no-way-back");
    }
    reveal_caret(desk, document);
}

/// Accepts the first remedy of the current query and of all that are like it, in one step.
pub(super) fn answer_series(desk: &mut Desk, document: &mut Document) {
    let Some(number) = document.current_query() else { return desk.say("queries-none-here") };
    let alike = series(document.edition(), document.queries(), number);
    let asked: Vec<_> = alike.iter().filter_map(|number| document.queries().get(*number)).collect();
    if !asked.iter().all(|query| query.still_stands(document.edition())) {
        return desk.say("queries-changing");
    }
    // From the end to the beginning, so that no edit moves the place of another.
    let order = document.edition().block_order();
    let mut placed: Vec<_> = asked.iter().map(|query| (order.get(&query.block).copied(), query.range.0, query)).collect();
    placed.sort_by_key(|(block, at, _)| std::cmp::Reverse((*block, *at)));
    let edits: Vec<Edit> = placed.iter().filter_map(|(_, _, query)| query.remedies.first()).map(|remedy| remedy.edit.clone()).collect();
    let count = edits.len();
    if count > 0 && apply_all(desk, document, "edit-series", edits) {
        document.forget_queries(&alike);
        let left = document.queries().len();
        (0..left).any(|further| document.go_to_query((number + further) % left));
        desk.message = Some(desk.locale.with("say-series", &[("count", count.into())]));
        reveal_caret(desk, document);
    }
}

/// Puts the surest queries first, or those at the beginning.
pub(super) fn toggle_order(desk: &mut Desk, document: &mut Document) {
    let queue = document.queue().clone();
    desk.say(if queue.by_doubt { "say-by-place" } else { "say-by-doubt" });
    document.set_queue(crate::desktop::queue::Queue { by_doubt: !queue.by_doubt, ..queue });
}
