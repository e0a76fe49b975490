//! Folding the columns beside the draft, and bringing them back.

use eframe::egui::Context;

use super::focus;
use crate::desktop::arrangement::{Arrangement, Column};
use crate::desktop::open::OpenEdition;
use crate::desktop::settings::BesideDraft;
use crate::desktop::shell::Shell;
use crate::desktop::view::Pane;

/// Folds a pane that is shown, and shows one that is folded or has given way.
pub(super) fn toggle(shell: &mut Shell, open: &OpenEdition, ctx: &Context, pane: Pane) {
    if shell.arrangement.shows(pane) {
        wish(shell, pane, false);
        shell.asked = shell.asked.filter(|asked| Some(*asked) != Column::of(pane) || shell.settings.beside != BesideDraft::Nothing);
    } else {
        show(shell, pane);
    }
    arranged(shell, open, ctx);
}

/// Shows a pane that is folded or has given way; others may give way to it.
pub(super) fn show(shell: &mut Shell, pane: Pane) {
    if !shell.arrangement.shows(pane) {
        shell.settings.draft_alone = false;
        wish(shell, pane, true);
        shell.asked = Column::of(pane).or(shell.asked);
    }
}

/// Shows the draft alone, or all columns again.
pub(super) fn toggle_draft_alone(shell: &mut Shell, open: &OpenEdition, ctx: &Context) {
    shell.settings.draft_alone ^= true;
    arranged(shell, open, ctx);
}

/// Shows the queue in the outline's place, or the outline again.
pub(super) fn toggle_queue(shell: &mut Shell) {
    let is_shown = shell.arrangement.shows(Pane::Outline);
    shell.shows_queue = !(is_shown && shell.shows_queue);
    show(shell, Pane::Outline);
}

/// Notes whether a pane is wanted.
fn wish(shell: &mut Shell, pane: Pane, wanted: bool) {
    let settings = &mut shell.settings;
    let beside = settings.beside;
    match pane {
        Pane::Outline => settings.folded.outline = !wanted,
        Pane::Inspector => settings.folded.inspector = !wanted,
        Pane::Raw => settings.choose_beside(BesideDraft::with(wanted, beside.has_facsimile())),
        Pane::Facsimile => settings.choose_beside(BesideDraft::with(beside.has_raw(), wanted)),
        Pane::Draft => {}
    }
}

/// The columns stand otherwise now. The draft has the keyboard where the pane that had it is gone.
fn arranged(shell: &mut Shell, open: &OpenEdition, ctx: &Context) {
    shell.arrangement = Arrangement::of(&shell.settings, shell.arrangement.window, shell.asked);
    shell.keep_settings();
    let focused = ctx.memory(|memory| memory.focused());
    let is_seen = Pane::ALL.into_iter().any(|pane| Some(pane.id()) == focused && shell.arrangement.shows(pane));
    if !is_seen {
        focus(shell, open, ctx, Pane::Draft);
    }
}
