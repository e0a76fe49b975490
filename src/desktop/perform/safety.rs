//! Other hands on the edition's file, damaged files, backups.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use super::focus;
use crate::desktop::open::OpenEdition;
use crate::desktop::opening::{OpenError, OpenRequest};
use crate::desktop::shell::{After, Shell};
use crate::desktop::view::{Dialog, Pane};
use crate::edition::Edition;
use crate::explained::{self, Explained};
use crate::import::Choices;
use crate::store::disk::SystemDisk;
use crate::store::{self, Fingerprint, SourceState, backup, compare};

/// Looks whether somebody else has changed the edition's file, as when the window is come back to.
pub fn look(shell: &mut Shell, open: &OpenEdition) {
    if shell.dialog.is_some() || shell.jobs.is_busy() {
        return;
    }
    if let (Some(path), Some(was)) = (open.document.path(), &open.document.keeping.fingerprint) {
        shell.jobs.look(open.id(), path.to_owned(), was.clone(), false);
    }
}

/// Takes up that somebody else has changed the edition's file: shows what is otherwise there.
pub(super) fn changed(shell: &mut Shell, open: &mut OpenEdition, path: &Path, theirs: Option<Box<(Edition, Fingerprint)>>) {
    if open.document.path() != Some(path) {
        return;
    }
    let (differences, fingerprint) = match theirs {
        Some(theirs) if compare::same(&theirs.0, open.document.edition()) => {
            // They did the same; or it is what was saved here.
            open.document.keeping.fingerprint = Some(theirs.1);
            return;
        }
        Some(theirs) => (compare::differences(open.document.edition(), &theirs.0), Some(theirs.1)),
        None => (Vec::new(), None),
    };
    open.theirs = fingerprint;
    shell.dialog = Some(Dialog::Changed(differences));
}

/// Opens the edition's file again and lets the work on it go.
pub(super) fn reload(shell: &mut Shell, open: &mut OpenEdition) {
    if let Some(path) = open.document.path().map(Path::to_owned) {
        open.after = None;
        open.document.let_go();
        shell.due = Some(After::Open(OpenRequest::files(vec![path])));
    }
}

/// Says why nothing was opened; of a damaged edition something may be saved.
pub(super) fn not_opened(shell: &mut Shell, open: Option<&mut OpenEdition>, error: &OpenError) {
    if let Some(open) = open {
        open.document.keep_on();
    }
    let words = error.in_words(&shell.locale);
    if let OpenError::Edition(load) = error
        && load.is_damage()
        && let store::LoadError::Syntax { path, .. }
        | store::LoadError::Inconsistent { path, .. }
        | store::LoadError::RawAltered { path, .. } = load
    {
        shell.dialog = Some(Dialog::Damaged(PathBuf::clone(path), words.clone()));
    }
    match error {
        OpenError::Cancelled => shell.tell(words),
        OpenError::Locked { path, request } => {
            let was_tried = matches!(&**request, OpenRequest::Files(_, choices) if choices.password.is_some());
            shell.dialog = Some(Dialog::Password(path.clone(), Some(OpenRequest::clone(request)), was_tried));
        }
        OpenError::Folder { path, files, choices } => {
            shell.dialog = Some(Dialog::Folder(path.clone(), files.clone(), Choices::clone(choices)));
        }
        OpenError::ManyPages { count, request, .. } => {
            shell.dialog = Some(Dialog::PdfPages(String::new(), OpenRequest::clone(request), Some(*count)));
        }
        _ => shell.fail(words),
    }
}

/// Says which raw files beside the edition are not those it was made from, or not what it says they are.
pub(super) fn say_sources(shell: &mut Shell, files: &[(String, SourceState)]) {
    let Some((file, state)) = files.first() else { return };
    let key = if matches!(state, SourceState::OtherText) { "say-source-other-text" } else { "say-source-changed" };
    let words = shell.locale.with(key, &[explained::named("file", file), ("more", (files.len() - 1).into())]);
    shell.fail(words);
}

/// Shows the backups of the open edition.
pub(super) fn backups(shell: &mut Shell, open: &OpenEdition) {
    let found = open.document.path().map(|path| backup::backups(&SystemDisk, path)).unwrap_or_default();
    shell.dialog = Some(Dialog::Backups(found));
}

/// The edition was opened for reading only: says who has it.
pub(super) fn say_held(shell: &mut Shell, open: &OpenEdition, ctx: &Context) {
    match open.document.held_by() {
        Some(holder) => shell.dialog = Some(Dialog::Held(holder.clone())),
        None => focus(shell, open, ctx, Pane::Draft),
    }
}
