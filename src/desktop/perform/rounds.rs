//! Rounds of proofreading and comments at the desk.

use super::{apply, close_dialog, queries};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::queue::Queue;
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::edit::operations::Way;
use crate::edit::{Edit, NewComment, Selection};
use crate::edition::{CommentId, Hand, Place, Remark, RoundKind, TextOffset};
use crate::explained::Explained;
use crate::rounds::{closing, today};
use eframe::egui::Context;

/// Asks which round is closed, and by whom. The queries that are left must be known, since they are counted.
pub(super) fn ask_close(shell: &mut Shell, open: &OpenEdition) {
    if let Err(error) = open.document.may_write() {
        return shell.refuse(error.in_words(&shell.locale));
    }
    if open.document.needs_check() {
        return shell.refuse(shell.locale.text("say-round-checking"));
    }
    shell.dialog = Some(Dialog::Round);
}

/// Closes a round.
pub(super) fn close(shell: &mut Shell, open: &mut OpenEdition, ctx: &Context, (kind, hand): (RoundKind, Hand)) {
    close_dialog(shell, Some(open), ctx);
    keep_initials(shell, &hand);
    if open.document.needs_check() {
        return shell.refuse(shell.locale.text("say-round-checking"));
    }
    let (document, left) = (&open.document, open.document.all_queries().len());
    let edit = match closing(document.edition(), &shell.style, (kind, hand.clone()), today(), left) {
        Ok(edit) => edit,
        Err(error) => return shell.refuse(error.in_words(&shell.locale)),
    };
    if apply(shell, open, &edit) {
        let round = shell.locale.text(kind.key());
        shell.tell(shell.locale.with("say-round-closed", &[("round", round.into()), ("hand", hand.as_str().to_owned().into())]));
    }
}

fn keep_initials(shell: &mut Shell, hand: &Hand) {
    if shell.settings.initials != hand.as_str() {
        hand.as_str().clone_into(&mut shell.settings.initials);
        shell.keep_settings();
    }
}

/// Goes to the next place that the last round changed, or the one before, and says what stood there.
pub(super) fn step(shell: &mut Shell, open: &mut OpenEdition, way: Way) {
    let document = &mut open.document;
    let Some(number) = document.change_from_caret(way) else {
        let key = if document.edition().rounds().is_empty() { "say-no-round" } else { "say-no-change" };
        return shell.say(key);
    };
    let count = document.changed_places().len();
    let Some((change, from)) = document.changed_places().get(number).and_then(|change| Some((change.clone(), change.from?))) else {
        return;
    };
    let len = document.edition().block(from.block).map_or(TextOffset(0), |(_, block)| block.len());
    let (from, to) = (Place { at: from.at.min(len), ..from }, Place { at: change.to.min(len), ..from });
    document.select(Selection { anchor: from, head: to });
    open.panes.manuscript.land(from);
    let words = |text: &str| text.replace('\n', "¶");
    let role = |role: crate::edition::Role| shell.locale.text(role.key());
    let (was, now) = match change.roles {
        Some((was, now)) => (role(was), role(now)),
        None => (words(&change.was), words(&change.now)),
    };
    let args = [("number", (number + 1).into()), ("count", count.into()), ("was", was.into()), ("now", now.into())];
    shell.tell(shell.locale.with("say-change", &args));
}

/// Keeps the queries to what the last round changed, or shows all.
pub(super) fn toggle_changes_only(shell: &mut Shell, open: &mut OpenEdition) {
    let queue = open.document.queue().clone();
    if !queue.changed_only && open.document.changed_places().is_empty() {
        return shell.say(if open.document.edition().rounds().is_empty() { "say-no-round" } else { "say-no-change" });
    }
    shell.say(if queue.changed_only { "say-queries-of-all" } else { "say-queries-of-changes" });
    open.document.set_queue(Queue { changed_only: !queue.changed_only, ..queue });
    queries::leave(open);
}

/// Asks for a comment on the selected text, or on the caret's block; or for an answer to one.
pub(super) fn ask_comment(shell: &mut Shell, open: &OpenEdition, of: Option<CommentId>) {
    if let Err(error) = open.document.may_write() {
        return shell.refuse(error.in_words(&shell.locale));
    }
    match of {
        None if open.document.commented_range().is_none() => shell.refuse(shell.locale.text("say-no-place-to-comment")),
        of => shell.dialog = Some(Dialog::Comment(of)),
    }
}

/// Makes a comment, or answers one.
pub(super) fn comment(shell: &mut Shell, open: &mut OpenEdition, ctx: &Context, (of, hand, text): (Option<CommentId>, Hand, String)) {
    close_dialog(shell, Some(open), ctx);
    keep_initials(shell, &hand);
    let remark = Remark { hand, date: today().to_string(), text };
    let edit = match (of, open.document.commented_range()) {
        (Some(comment), _) => Edit::AnswerComment { comment, remark: Box::new(remark) },
        (None, Some((from, to))) => {
            Edit::AddComment(Box::new(NewComment { block: from.block, from: from.at, to: to.at, remark, reading: None }))
        }
        (None, None) => return,
    };
    apply(shell, open, &edit);
}
