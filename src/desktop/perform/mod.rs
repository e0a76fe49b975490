//! Carrying out commands: the one place where the desk's state changes.
//!
//! A command of the shell gets the shell, one of the open edition that edition too. What would end the open edition, as closing it or
//! opening another, waits in it as an [`After`] until its work is saved or let go, and is then carried out here ([`go_on`]).

mod alike;
mod articles;
mod batch;
mod blocks;
mod carpet;
mod collection;
mod columns;
mod edition;
mod effort;
mod exporting;
mod facsimile;
mod guarding;
mod house_style;
mod lists;
mod matches;
mod merging;
mod opening;
mod outcomes;
mod paths;
mod queries;
mod reading;
mod recovery;
mod rounds;
mod safety;
mod saving;
mod search;
mod shell;
mod words;

#[cfg(test)]
mod tests;

use eframe::egui::{Context, ViewportCommand};

pub use effort::{keep_now as keep_effort_now, watch as watch_effort};
pub use facsimile::{draw_finer, look_for_image, make_thumbnails};
pub use opening::close;
pub use outcomes::finish;
pub use queries::check;
pub use recovery::watch_journal;
pub use safety::look;

use super::command::{Action, Command};
use super::desk::Desk;
use super::open::OpenEdition;
use super::shell::{After, Shell};
use super::view::{Dialog, Pane};
use crate::edit::operations::{Plan, Refusal};
use crate::edit::{Edit, EditError};
use crate::explained::Explained;

/// Carries out a command.
pub fn perform(desk: &mut Desk, ctx: &Context, command: Command) {
    let before = effort::Before::of(desk, &command);
    let Desk { shell, open } = desk;
    match (command, open.as_mut()) {
        (Command::Do(Action::Shell(action)), open) => shell::act(shell, open, ctx, action),
        (Command::Shell(command), open) => shell::perform(shell, open, ctx, command),
        (Command::Do(Action::Edition(action)), Some(open)) => edition::act(shell, open, ctx, action),
        (Command::Edition(command), Some(open)) => edition::perform(shell, open, ctx, command),
        (Command::Do(Action::Edition(_)) | Command::Edition(_), None) => shell.say("say-needs-edition"),
    }
    if let Some(before) = before {
        effort::note(desk, before);
    }
    go_on(desk, ctx);
}

/// Does what waited until nothing was asked any more.
fn go_on(desk: &mut Desk, ctx: &Context) {
    while let Some(after) = desk.shell.due.take() {
        // Work of an earlier session is offered whatever else happens.
        if !matches!(desk.shell.dialog, Some(Dialog::Recovery(_))) {
            close_dialog(&mut desk.shell, desk.open.as_ref(), ctx);
        }
        match after {
            After::Close => {
                close(desk);
                desk.shell.keep_settings();
                desk.shell.message = None;
                recovery::offer(&mut desk.shell);
            }
            After::Quit if desk.shell.jobs.is_writing() => {
                // The issue that is worked on is ended, and the rest waits for the next time.
                desk.shell.jobs.cancel_batch();
                desk.shell.quits_when_written = true;
                desk.shell.say("say-quits-when-written");
            }
            After::Quit => {
                desk.shell.may_quit = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            After::Open(request) => {
                let known = desk.shell.password.clone();
                let request = request.choosing(|choices| choices.password = choices.password.take().or(known));
                desk.shell.jobs.open(request, desk.shell.style.clone());
            }
            After::Show(opened) => opening::show(desk, ctx, *opened),
        }
    }
}

/// Whether the window may close at once. Where something is being written it may once that is told.
pub fn may_close(desk: &Desk) -> bool {
    !desk.has_work_to_lose() && (!desk.shell.jobs.is_writing() || desk.shell.quits_when_written)
}

/// Quits when the editor has asked for it and everything is written.
pub fn quit_when_written(desk: &mut Desk, ctx: &Context) {
    if desk.shell.quits_when_written && !desk.shell.jobs.is_writing() {
        desk.shell.quits_when_written = false;
        ask_before(&mut desk.shell, desk.open.as_mut(), After::Quit);
        go_on(desk, ctx);
    }
}

/// Has something happen that ends the open edition, unless there is unsaved work; then asks, and it waits for the answer.
fn ask_before(shell: &mut Shell, open: Option<&mut OpenEdition>, after: After) {
    match open.filter(|open| open.document.has_work_to_lose()) {
        Some(open) => {
            open.after = Some(after);
            shell.dialog = Some(Dialog::Unsaved);
        }
        None => shell.due = Some(after),
    }
}

/// Applies an edit. An edit that cannot be applied says why.
fn apply(shell: &mut Shell, open: &mut OpenEdition, edit: &Edit) -> bool {
    match open.document.apply(edit) {
        Ok(()) => {
            shell.go_quiet();
            true
        }
        Err(EditError::Nothing) => false,
        Err(error) => {
            shell.refuse(error.in_words(&shell.locale));
            false
        }
    }
}

/// Carries out what an operation comes to, and brings the caret into view; or says why there is nothing to do.
fn carry_out(shell: &mut Shell, open: &mut OpenEdition, plan: Result<Plan, Refusal>) -> bool {
    let plan = match plan {
        Ok(plan) => plan,
        Err(refusal) => {
            refuse(shell, &refusal);
            return false;
        }
    };
    let done = apply(shell, open, &plan.edit);
    if let Some(selection) = plan.select.filter(|_| done) {
        open.document.select(selection);
    }
    open.reveal_caret();
    done
}

fn refuse(shell: &mut Shell, refusal: &Refusal) {
    if *refusal != Refusal::NoCaret && *refusal != Refusal::Edit(EditError::Nothing) {
        shell.refuse(refusal.in_words(&shell.locale));
    }
}

/// Closes the dialog, and gives the keyboard back.
fn close_dialog(shell: &mut Shell, open: Option<&OpenEdition>, ctx: &Context) {
    // Work that is offered and not answered for is offered again at the next start.
    if matches!(shell.dialog.take(), Some(Dialog::Recovery(_))) && !shell.recovered.is_empty() {
        shell.recovered.remove(0);
    }
    shell.dialogs.close();
    if let Some(open) = open {
        focus(shell, open, ctx, Pane::Draft);
        shell.returning = Some((Pane::Draft, 1));
    }
}

/// Gives a pane the keyboard.
fn focus(shell: &mut Shell, open: &OpenEdition, ctx: &Context, pane: Pane) {
    let is_empty = pane == Pane::Inspector && open.document.current_article().is_none();
    let pane = if is_empty { Pane::Draft } else { pane };
    columns::show(shell, pane);
    shell.returning = shell.returning.filter(|(returning, _)| *returning == pane);
    ctx.memory_mut(|memory| memory.request_focus(pane.id()));
}
