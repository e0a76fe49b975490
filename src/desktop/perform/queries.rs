//! Checking the edition, walking the queries and answering them.

use std::path::Path;

use super::{apply, carry_out, columns};
use crate::check::{Query, QueryKind, WRITE_HEADLINE};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Document;
use crate::desktop::open::queries::QueriesKnown;
use crate::desktop::open::queue::{Queue, series};
use crate::desktop::open::scope::Scope;
use crate::desktop::shell::Shell;
use crate::desktop::view::Pane;
use crate::edit::operations::{Plan, Refusal, Way, as_one};
use crate::edit::{Edit, EditName, Selection};
use crate::edition::{BlockId, Place, Role, Shelf, TextOffset};

/// Checks the edition in the background whenever it has changed.
pub fn check(shell: &mut Shell, open: &mut OpenEdition) {
    let document = &open.document;
    if document.needs_check() {
        let state = (document.edition().clone(), document.generation());
        let place = document.place().map(Path::to_owned);
        shell.jobs.check(open.id(), state, (shell.style.clone(), place), open.checker.clone());
    }
}

/// Says that there is no query, as far as that is known.
fn say_none(shell: &mut Shell, document: &Document) {
    shell.say(match document.queries_known() {
        QueriesKnown::NotYet => "queries-not-yet",
        QueriesKnown::Failed => "queries-failed",
        QueriesKnown::Checked if document.all_queries().is_empty() => "queries-done",
        QueriesKnown::Checked => "queries-hidden",
    });
}

/// Goes to the next query or the one before, round the end.
pub(super) fn step(shell: &mut Shell, open: &mut OpenEdition, way: Way) {
    let document = &mut open.document;
    let count = document.queries().len();
    if count == 0 {
        say_none(shell, document);
        // The next key of an answer was meant for the query that is not there.
        return document.stay_in_queue();
    }
    let from = match (document.current_query(), way) {
        (Some(current), Way::Down) if document.asks_here() => current,
        (Some(current), Way::Down) => current + 1,
        (Some(current), Way::Up) => current + count - 1,
        // The surest come first wherever the caret is.
        (None, Way::Down) if document.queue().by_doubt => 0,
        (None, Way::Up) if document.queue().by_doubt => count - 1,
        (None, Way::Down) => first_after_caret(document),
        (None, Way::Up) => first_after_caret(document) + count - 1,
    };
    // A query whose block has just gone will not be in the next check.
    let number = |further: usize| if way == Way::Down { from + further } else { from + count - further } % count;
    (0..count).any(|further| document.go_to_query(number(further)));
    seen(shell, open);
}

/// The query that was gone to is seen, with its answers.
fn seen(shell: &mut Shell, open: &mut OpenEdition) {
    columns::show(shell, Pane::Inspector);
    shell.go_quiet();
    land(open);
}

/// Brings the query that was gone to into view, always at the same height.
fn land(open: &mut OpenEdition) {
    if let Some(selection) = open.document.selection() {
        open.panes.manuscript.land(selection.ordered(open.document.edition()).map_or(selection.head, |(from, _)| from));
    }
}

/// Goes on to the next query, as the one that was gone to is settled; says so where none is left.
pub(super) fn go_on(shell: &mut Shell, open: &mut OpenEdition) {
    open.document.leave_queue();
    step(shell, open, Way::Down);
}

/// Goes on writing where the queries are shown otherwise.
pub(super) fn leave(open: &mut OpenEdition) {
    open.document.leave_queue();
}

/// The first query that stands after the caret; their number where none does.
fn first_after_caret(document: &Document) -> usize {
    let Some(head) = document.selection().map(|selection| selection.head) else { return 0 };
    let places = document.edition().block_order();
    let caret = (places.get(&head.block).copied(), head.at);
    let stands_after = |query: &std::sync::Arc<Query>| (places.get(&query.block).copied(), query.range.0) > caret;
    document.queries().iter().position(stands_after).unwrap_or(document.queries().len())
}

/// Answers the current query by one of its remedies, or lets the text stand; then goes to the next one.
pub(super) fn answer(shell: &mut Shell, open: &mut OpenEdition, remedy: Option<usize>) {
    let document = &open.document;
    let Some((number, query)) = document.current_query().and_then(|number| Some((number, document.queries().get(number)?))) else {
        if document.is_answering() {
            // The key was meant for one query more than there was.
            say_none(shell, document);
            return open.document.leave_queue();
        }
        return shell.say("queries-none-here");
    };
    if !query.still_stands(document.edition()) {
        return shell.say("queries-changing");
    }
    let edit = match remedy {
        Some(remedy) => query.remedies.get(remedy).map(|remedy| remedy.edit.clone()),
        None => Some(query.dismissal()),
    };
    let writes = remedy.and_then(|remedy| query.remedies.get(remedy)).is_some_and(|remedy| remedy.label.key == WRITE_HEADLINE);
    let block = query.block;
    if edit.is_some_and(|edit| apply(shell, open, &edit)) {
        open.document.forget_queries(&[number]);
        if writes {
            return write_headline(shell, open, block);
        }
        if !go_to_one_from(open, number) {
            say_none(shell, &open.document);
            open.document.stay_in_queue();
        }
    }
}

/// Selects the headline that was just proposed for the article of a block, to be written as it should be.
fn write_headline(shell: &mut Shell, open: &mut OpenEdition, block: BlockId) {
    let edition = open.document.edition();
    let article = edition.block(block).and_then(|(shelf, _)| if let Shelf::Article(id) = shelf { edition.article(id) } else { None });
    let headline = article.and_then(|article| article.with_role(Role::Headline).next());
    let Some(whole) = headline.map(|headline| Selection {
        anchor: Place { block: headline.id(), at: TextOffset(0) },
        head: Place { block: headline.id(), at: headline.len() },
    }) else {
        return;
    };
    open.document.select(whole);
    open.panes.manuscript.land(whole.anchor);
    shell.say("say-headline-proposed");
}

/// Gives the likelier answer to the current query.
pub(super) fn answer_likelier(shell: &mut Shell, open: &mut OpenEdition) {
    let current = open.document.current_query().and_then(|number| open.document.queries().get(number));
    let remedy = current.and_then(|query| query.likelier_remedy());
    answer(shell, open, remedy);
}

/// Goes to the query of this number or the next one that is there. False where none is.
pub(super) fn go_to_one_from(open: &mut OpenEdition, number: usize) -> bool {
    let count = open.document.queries().len();
    let found = (0..count).any(|further| open.document.go_to_query((number + further) % count));
    land(open);
    found || count > 0
}

/// Goes to a query of the list.
pub(super) fn go_to(shell: &mut Shell, open: &mut OpenEdition, number: usize) {
    open.document.go_to_query(number);
    seen(shell, open);
}

/// Goes back to the query that was left last.
pub(super) fn back(shell: &mut Shell, open: &mut OpenEdition) {
    if !open.document.go_back() {
        return shell.say("queries-no-way-back");
    }
    seen(shell, open);
}

/// Accepts the first remedy of the current query and of all that are like it, in one step.
pub(super) fn answer_series(shell: &mut Shell, open: &mut OpenEdition) {
    let document = &open.document;
    let Some(number) = document.current_query() else { return shell.say("queries-none-here") };
    let alike = series(document.edition(), document.queries(), number);
    let asked: Vec<_> = alike.iter().filter_map(|number| document.queries().get(*number)).collect();
    if !asked.iter().all(|query| query.still_stands(document.edition())) {
        return shell.say("queries-changing");
    }
    // From the end to the beginning, so that no edit moves the place of another.
    let order = document.edition().block_order();
    let mut placed: Vec<_> = asked.iter().map(|query| (order.get(&query.block).copied(), query.range.0, query)).collect();
    placed.sort_by_key(|(block, at, _)| std::cmp::Reverse((*block, *at)));
    let edits: Vec<Edit> = placed.iter().filter_map(|(_, _, query)| query.remedies.first()).map(|remedy| remedy.edit.clone()).collect();
    let count = edits.len();
    let plan = as_one(EditName::Series, edits).map(|edit| Plan { edit, select: None }).ok_or(Refusal::NoCaret);
    if carry_out(shell, open, plan) {
        open.document.forget_queries(&alike);
        go_to_one_from(open, number);
        shell.tell(shell.locale.with("say-series", &[("count", count.into())]));
    }
}

/// The edits that let the text of all these queries stand. Alike queries of a block are dismissed together.
pub(super) fn dismissals<'a>(queries: impl Iterator<Item = &'a Query>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for edit in queries.map(Query::dismissal) {
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    edits
}

/// Lets the text of all queries stand that are shown, in one step.
pub(super) fn let_shown_stand(shell: &mut Shell, open: &mut OpenEdition) {
    let document = &open.document;
    let shown = document.queries();
    if shown.is_empty() {
        return say_none(shell, document);
    }
    if !shown.iter().all(|query| query.still_stands(document.edition())) {
        return shell.say("queries-changing");
    }
    let edits = dismissals(shown.iter().map(AsRef::as_ref));
    let numbers: Vec<usize> = (0..shown.len()).collect();
    let plan = as_one(EditName::Settle, edits).map(|edit| Plan { edit, select: None }).ok_or(Refusal::NoCaret);
    if carry_out(shell, open, plan) {
        open.document.forget_queries(&numbers);
        shell.tell(shell.locale.with("say-all-stand", &[("count", numbers.len().into())]));
    }
}

/// Keeps the queries to the caret's page, or shows all.
pub(super) fn toggle_page(shell: &mut Shell, open: &mut OpenEdition) {
    let page = open.spot().map(|spot| Scope::Page(spot.page));
    let is_on = matches!(open.document.queue().scope, Scope::Page(_));
    keep_to(shell, open, page.filter(|_| !is_on));
}

/// Keeps the queries to the caret's article, or shows all.
pub(super) fn toggle_article(shell: &mut Shell, open: &mut OpenEdition) {
    let article = open.document.current_article().map(|(_, article)| Scope::Article(article.id()));
    let is_on = matches!(open.document.queue().scope, Scope::Article(_));
    keep_to(shell, open, article.filter(|_| !is_on));
}

fn keep_to(shell: &mut Shell, open: &mut OpenEdition, scope: Option<Scope>) {
    let key = match scope {
        Some(Scope::Page(_)) => "say-queries-of-page",
        Some(Scope::Article(_)) => "say-queries-of-article",
        Some(Scope::Everything) | None => "say-queries-of-all",
    };
    let queue = Queue { scope: scope.unwrap_or_default(), ..open.document.queue().clone() };
    open.document.set_queue(queue);
    shell.say(key);
}

/// Keeps the queries to what the collection's list names as often misread, and goes to the first; or shows all.
pub(super) fn toggle_substitutions(shell: &mut Shell, open: &mut OpenEdition) {
    let queue = open.document.queue().clone();
    if queue.is_of(QueryKind::Substitution) {
        open.document.set_queue(Queue { hidden: Default::default(), ..queue });
        return shell.say("say-queries-of-all");
    }
    open.document.set_queue(queue.clone().kept_to(QueryKind::Substitution));
    let count = open.document.queries().len();
    if count == 0 {
        open.document.set_queue(queue);
        return shell.say("say-no-substitutions");
    }
    open.document.go_to_query(0);
    seen(shell, open);
    shell.tell(shell.locale.with("say-substitutions-alone", &[("count", count.into())]));
}

/// Puts the surest queries first, or those at the beginning.
pub(super) fn toggle_order(shell: &mut Shell, open: &mut OpenEdition) {
    let queue = open.document.queue().clone();
    shell.say(if queue.by_doubt { "say-by-place" } else { "say-by-doubt" });
    open.document.set_queue(Queue { by_doubt: !queue.by_doubt, ..queue });
}
