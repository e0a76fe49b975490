//! Paragraphs and their roles, where blocks stand, and the editor's marks.

use super::{apply, carry_out, refuse};
use crate::desktop::command::Action;
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Document;
use crate::desktop::open::pasting::TidiedAway;
use crate::desktop::shell::Shell;
use crate::edit::operations::{self, Plan, Refusal, Subject, Way};
use crate::edit::{Edit, EditName, Selection};
use crate::edition::{Place, Role, Shelf, TextOffset};

/// Selects the block; where that is selected, its article or shelf; then everything.
pub(super) fn select_more(open: &mut OpenEdition) {
    let edition = open.document.edition();
    let Some(now) = open.document.selection().and_then(|selection| selection.ordered(edition)) else { return };
    let of = |shelf: Option<Shelf>| {
        let mut blocks = edition.blocks().filter(|(one, _)| shelf.is_none_or(|shelf| *one == shelf)).map(|(_, block)| block);
        let first = blocks.next()?;
        let last = blocks.last().unwrap_or(first);
        Some((Place { block: first.id(), at: TextOffset(0) }, Place { block: last.id(), at: last.len() }))
    };
    let whole = |place: Place| edition.block(place.block).map(|(shelf, block)| (shelf, block.len()));
    let (Some((from_shelf, _)), Some((to_shelf, length))) = (whole(now.0), whole(now.1)) else { return };
    let block = (Place { at: TextOffset(0), ..now.0 }, Place { at: length, ..now.1 });
    let article = of(Some(from_shelf)).filter(|_| from_shelf == to_shelf);
    // What is selected already is no more than it.
    let larger = [Some(block).filter(|_| now.0.block == now.1.block), article, of(None)].into_iter().flatten().find(|wider| *wider != now);
    if let Some((anchor, head)) = larger.filter(|_| of(None) != Some(now)) {
        open.document.select(Selection { anchor, head });
    }
}

/// Whole blocks: those that are selected, or the picked lines.
fn blocks(document: &Document) -> Result<Subject, Refusal> {
    match document.picks.leading() {
        Some(lines) => Subject::lines(document.edition(), lines),
        None => Subject::blocks(document.edition(), document.selected_blocks()),
    }
}

/// Text: what is selected, or the picked lines.
pub(super) fn selected(document: &Document) -> Result<Subject, Refusal> {
    match (document.picks.leading(), document.selection()) {
        (Some(lines), _) => Subject::lines(document.edition(), lines),
        (None, Some(selection)) => Subject::text(document.edition(), selection),
        (None, None) => Err(Refusal::NoCaret),
    }
}

/// The picked lines, also while commands are for the draft.
pub(super) fn lines(document: &Document) -> Result<Subject, Refusal> {
    Subject::lines(document.edition(), document.picks.lines())
}

/// Puts text of the system's clipboard in place of what is selected, and says what of it was left out.
pub(super) fn paste(shell: &mut Shell, open: &mut OpenEdition, text: &str) {
    let Some((from, to)) = open.document.selection().and_then(|selection| selection.ordered(open.document.edition())) else { return };
    let (insert, left_out) = open.document.pasted(text);
    if !insert.is_empty() && apply(shell, open, &Edit::Splice { from, to, insert }) && left_out != TidiedAway::default() {
        let TidiedAway { empty_lines, indents } = left_out;
        let key = shell.locale.text(Action::PasteAsItIs.key());
        let args = [("lines", empty_lines.into()), ("indents", indents.into()), ("command", key.into())];
        shell.tell(shell.locale.with("say-pasted", &args));
    }
}

/// Carries out what an operation on the subject comes to. Lines that were picked are picked no longer then.
pub(super) fn on(
    shell: &mut Shell,
    open: &mut OpenEdition,
    subject: Result<Subject, Refusal>,
    operation: impl FnOnce(Subject) -> Result<Plan, Refusal>,
) -> bool {
    let is_of_lines = subject.as_ref().is_ok_and(Subject::is_of_lines);
    let done = carry_out(shell, open, subject.and_then(operation));
    if done && is_of_lines {
        open.document.picks.pick(Vec::new());
    }
    done
}

/// 另起段. Picked lines become paragraphs of their own. At the end of a heading it goes on to the story, if there is one.
pub(super) fn split(shell: &mut Shell, open: &mut OpenEdition) {
    if open.document.picks.leading().is_some() {
        let subject = lines(&open.document);
        on(shell, open, subject, |subject| subject.plan(EditName::Split));
        return;
    }
    let story = open.document.selection().and_then(|selection| operations::story_after(open.document.edition(), selection));
    if let Some(place) = story {
        return open.go_to(place);
    }
    let plan = at_selection(open, operations::split);
    carry_out(shell, open, plan);
}

/// What an operation on the selection comes to.
fn at_selection(
    open: &OpenEdition,
    operation: impl FnOnce(&crate::edition::Edition, Selection) -> Result<Plan, Refusal>,
) -> Result<Plan, Refusal> {
    operation(open.document.edition(), open.document.selection().ok_or(Refusal::NoCaret)?)
}

/// 接排, with the block before or the one after; or the picked lines with each other.
pub(super) fn join(shell: &mut Shell, open: &mut OpenEdition, way: Way) {
    if open.document.picks.leading().is_some() {
        return gather(shell, open, true);
    }
    let plan = at_selection(open, |edition, selection| match way {
        Way::Up => operations::join_before(edition, selection.head.block),
        Way::Down => operations::join_after(edition, selection.head.block),
    });
    carry_out(shell, open, plan);
}

/// Puts the picked lines together; all as one paragraph, or those that run on.
pub(super) fn gather(shell: &mut Shell, open: &mut OpenEdition, as_one: bool) {
    let subject = lines(&open.document);
    on(shell, open, subject, |subject| operations::gather(subject, as_one));
}

/// Moves the picked lines after the caret's block.
pub(super) fn move_to_caret(shell: &mut Shell, open: &mut OpenEdition) {
    let caret = open.document.selection().map(|selection| selection.head);
    let subject = lines(&open.document);
    on(shell, open, subject, |subject| operations::move_after(subject, caret));
}

/// Gives the selected blocks a role.
pub(super) fn set_role(shell: &mut Shell, open: &mut OpenEdition, role: Role) {
    let subject = blocks(&open.document);
    on(shell, open, subject, |subject| operations::set_role(subject, role));
}

/// Moves the selected blocks past their neighbour, or into the article beside theirs.
pub(super) fn move_blocks(shell: &mut Shell, open: &mut OpenEdition, way: Way) {
    let subject = blocks(&open.document);
    on(shell, open, subject, |subject| operations::move_blocks(subject, way));
}

/// Moves the selected blocks to the furniture, or sets them aside.
pub(super) fn put_away(shell: &mut Shell, open: &mut OpenEdition, shelf: Shelf) {
    let caret = open.document.selection().map(|selection| selection.head);
    let mut moved = 0;
    let subject = blocks(&open.document);
    let done = on(shell, open, subject, |subject| {
        let (plan, count) = operations::put_away(subject, shelf, caret)?;
        moved = count;
        Ok(plan)
    });
    if done {
        shell.tell(shell.locale.with("say-moved-aside", &[("count", moved.into())]));
    }
}

/// Brings the selected blocks back from the furniture or what is set aside.
pub(super) fn bring_back(shell: &mut Shell, open: &mut OpenEdition) {
    let working = open.working_article();
    let subject = blocks(&open.document);
    on(shell, open, subject, |subject| operations::bring_back(subject, working));
}

pub(super) fn mark_illegible(shell: &mut Shell, open: &mut OpenEdition) {
    let plan = at_selection(open, |edition, selection| operations::illegible(edition, selection, &shell.style.marks.illegible));
    carry_out(shell, open, plan);
}

pub(super) fn mark_supplied(shell: &mut Shell, open: &mut OpenEdition) {
    let (before, after) = &shell.style.marks.supplied;
    let plan = at_selection(open, |edition, selection| operations::supplied(edition, selection, (before, after)));
    carry_out(shell, open, plan);
}

pub(super) fn mark_sic(shell: &mut Shell, open: &mut OpenEdition) {
    let plan = at_selection(open, |edition, selection| operations::sic(edition, selection, &shell.style.marks.sic));
    carry_out(shell, open, plan);
}

/// Says why there is no article to work on.
pub(super) fn no_article(shell: &mut Shell) {
    refuse(shell, &Refusal::NoArticle);
}
