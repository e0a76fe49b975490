//! Counting what pages take: the time in front of them by the signs of work, and keys, corrections and answers by the commands.

use std::time::Duration;

use eframe::egui::{Context, Event, ImeEvent};

use super::close_dialog;
use crate::collection::lists::ListError;
use crate::desktop::command::{Action, Command};
use crate::desktop::desk::Desk;
use crate::desktop::open::document::{Document, Revision};
use crate::desktop::open::{OpenEdition, OpenEditionId};
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::edit::EditName;
use crate::edition::Hand;
use crate::effort::{self, Effort, EffortEntry, KeptEffort};
use crate::explained::{Explained, named};

/// Begins to count, after saying what is counted; or ends it.
pub(super) fn toggle(shell: &mut Shell) {
    let Some(folder) = shell.effort.folder().map(ToOwned::to_owned) else {
        return shell.refuse(shell.locale.text("say-effort-nowhere"));
    };
    if !shell.settings.count_effort {
        shell.dialog = Some(Dialog::Effort(folder));
        return;
    }
    shell.settings.count_effort = false;
    shell.effort.stop();
    shell.keep_settings();
    keep(shell);
    shell.tell(shell.locale.with("say-effort-off", &[named("path", folder.display())]));
}

/// Counts from now on what is done by this hand.
pub(super) fn begin(shell: &mut Shell, open: Option<&OpenEdition>, ctx: &Context, hand: &Hand) {
    close_dialog(shell, open, ctx);
    hand.as_str().clone_into(&mut shell.settings.initials);
    shell.settings.count_effort = true;
    shell.keep_settings();
    shell.tell(shell.locale.with("say-effort-on", &[named("hand", hand.as_str())]));
}

/// Counts the time since the last sign of work, if there is one in this frame and the window is in front; and keeps what was counted when
/// it is time for that.
pub fn watch(desk: &mut Desk, ctx: &Context) {
    let Desk { shell, open } = desk;
    let (now, is_in_front, is_sign) = ctx.input(|input| (input.time, input.focused, input.events.iter().any(is_sign)));
    let now = Duration::try_from_secs_f64(now).unwrap_or_default();
    match shell.effort.hand(&shell.settings).zip(open.as_mut()) {
        Some((hand, open)) if is_sign || !is_in_front => match page_of(open) {
            Some(page) if is_in_front => shell.effort.sign(now, &page, &hand),
            Some(page) => shell.effort.leave(now, &page, &hand),
            None => shell.effort.stop(),
        },
        Some(_) => {}
        None => shell.effort.stop(),
    }
    let due = shell.effort.due(now);
    start(shell, due);
}

/// Whether a person has done something.
fn is_sign(event: &Event) -> bool {
    match event {
        Event::Key { pressed, .. } | Event::PointerButton { pressed, .. } => *pressed,
        Event::Ime(ime) => matches!(ime, ImeEvent::Preedit { .. } | ImeEvent::Commit(_)),
        Event::Copy | Event::Cut | Event::Paste(_) | Event::Text(_) => true,
        Event::PointerMoved(_) | Event::MouseWheel { .. } | Event::Zoom(_) | Event::Touch { .. } => true,
        _ => false,
    }
}

/// The page that is worked on, by its source.
fn page_of(open: &mut OpenEdition) -> Option<String> {
    let page = open.image_page()?;
    open.document.edition().page(page).map(|page| page.source().sha256.clone())
}

/// What is known before a command is carried out, to tell afterwards what it did.
pub(super) struct Before {
    id: OpenEditionId,
    is_action: bool,
    takes_back: bool,
    revision: Revision,
    queries: usize,
}

impl Before {
    /// Before this command; nothing where it is not counted.
    pub(super) fn of(desk: &Desk, command: &Command) -> Option<Before> {
        let open = desk.open.as_ref()?;
        desk.shell.effort.hand(&desk.shell.settings)?;
        let is_action = matches!(command, Command::Do(Action::Edition(_)));
        let takes_back = matches!(command, Command::Do(Action::Undo | Action::Redo));
        let document = &open.document;
        Some(Before { id: open.id(), is_action, takes_back, revision: document.revision(), queries: document.all_queries().len() })
    }
}

/// Counts a command that was carried out. Going from place to place counts as time alone.
pub(super) fn note(desk: &mut Desk, before: Before) {
    let Desk { shell, open: Some(open) } = desk else { return };
    let Some(hand) = shell.effort.hand(&shell.settings).filter(|_| open.id() == before.id) else { return };
    let document = &open.document;
    let has_changed = document.revision() != before.revision;
    let queries = before.queries.saturating_sub(document.all_queries().len());
    if !before.is_action && !has_changed && queries == 0 {
        return;
    }
    let corrects = has_changed && !before.takes_back && corrects(document);
    let done =
        Effort { time: Duration::ZERO, keys: 1, corrections: u32::from(corrects), queries: u32::try_from(queries).unwrap_or(u32::MAX) };
    if let Some(page) = page_of(open) {
        shell.effort.add(&page, &hand, done);
    }
}

/// Whether the last edit is a correction of its own: not one letter more of a word, nor that something stands, was said, or is done.
fn corrects(document: &Document) -> bool {
    use EditName as E;
    let is_remark =
        |name: E| matches!(name, E::Settle | E::Unsettle | E::Status | E::CloseRound | E::AddComment | E::AnswerComment | E::DeleteComment);
    !document.goes_on_typing() && document.undo_name().is_some_and(|name| !is_remark(name))
}

/// Keeps what was counted, in the background.
fn keep(shell: &mut Shell) {
    let entries = shell.effort.take();
    start(shell, entries);
}

fn start(shell: &mut Shell, entries: Vec<EffortEntry>) {
    if let Some(folder) = shell.effort.folder().map(ToOwned::to_owned).filter(|_| !entries.is_empty()) {
        shell.jobs.keep_effort(folder, entries);
    }
}

/// Keeps what was counted before it comes back, as the window closes.
pub fn keep_now(desk: &mut Desk) {
    let entries = desk.shell.effort.take();
    if let Some(folder) = desk.shell.effort.folder().filter(|_| !entries.is_empty()) {
        // Nobody is there any more to be told.
        let _ = effort::add(folder, &entries);
    }
}

/// Tells what is wrong with the file, once.
pub(super) fn kept(shell: &mut Shell, entries: Vec<EffortEntry>, done: Result<KeptEffort, ListError>) {
    let told = match done {
        Ok(KeptEffort { put_aside: Some(path), .. }) => {
            return shell.warn(shell.locale.with("say-effort-put-aside", &[named("path", path.display())]));
        }
        Ok(KeptEffort { put_aside: None, warnings }) => warnings.iter().map(|warning| warning.in_words(&shell.locale)).collect(),
        Err(error) => {
            shell.effort.give_back(entries);
            vec![error.in_words(&shell.locale)]
        }
    };
    if !shell.effort.has_warned {
        shell.effort.has_warned = !told.is_empty();
        told.into_iter().for_each(|words| shell.warn(words));
    }
}
