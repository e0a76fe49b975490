//! What keeps work from being lost: recovery, other hands, damaged files, backups.

use std::path::PathBuf;

use eframe::egui::Context;

use super::files::{self, document_name};
use super::{close_dialog, focus};
use crate::desktop::app::Desk;
use crate::desktop::command::Recovering;
use crate::desktop::document::Document;
use crate::desktop::explain::{self, Explain};
use crate::desktop::open::{OpenError, Request};
use crate::desktop::view::{AfterSaving, Dialog, Pane, PathPurpose, Recovery};
use crate::edition::Edition;
use crate::store::disk::SystemDisk;
use crate::store::journal::Recovered;
use crate::store::{self, Fingerprint, SaveError, Saved, backup, compare};

/// Takes up what crashes left behind.
pub(super) fn found(desk: &mut Desk, work: Vec<Recovered>) {
    desk.recovered.extend(work);
    offer(desk);
}

/// Offers the work of an earlier session, if there is any and nothing else is asked.
pub(super) fn offer(desk: &mut Desk) {
    if let Some(work) = desk.recovered.first().filter(|_| desk.dialog.is_none()) {
        let about = work.about();
        desk.dialog = Some(Dialog::Recovery(Recovery {
            name: about.name.clone(),
            path: about.path.clone(),
            edits: work.edits(),
            when: (work.replay.header.began, work.replay.last),
            touched: work.touched.clone(),
            is_torn: work.replay.is_torn,
            others: desk.recovered.len() - 1,
        }));
    }
}

/// Does with the work that is offered what the editor chose.
pub(super) fn recover(desk: &mut Desk, ctx: &Context, what: Recovering) {
    if desk.recovered.is_empty() {
        return;
    }
    if what == Recovering::Accept && desk.has_work_to_lose() {
        return desk.say("say-save-first");
    }
    let work = desk.recovered.remove(0);
    desk.dialog = None;
    close_dialog(desk, ctx);
    match what {
        Recovering::Accept => return desk.jobs.take_up(work),
        Recovering::Discard => {
            if let Err(error) = work.discard() {
                desk.message = Some(error.to_string());
            }
        }
        Recovering::KeepBoth => {
            if let Some(path) = work.about().path.clone() {
                desk.jobs.keep_both(work, path);
            }
        }
        // Let go of, it is offered at the next start.
        Recovering::Later => drop(work),
    }
    offer(desk);
}

/// Begins the journal of a document that was just opened. `unsaved` says how many edits are in no file already, and since when.
pub(super) fn begin_journal(desk: &Desk, document: &mut Document, unsaved: Option<(usize, u64)>) {
    if let Some(folder) = &desk.journals {
        let about = document.about(document_name(document));
        let edition = document.edition().clone();
        document.keeping.begin_journal(folder, about, &edition, unsaved);
    }
}

/// Looks whether somebody else has changed the edition's file, as when the window is come back to.
pub fn look(desk: &mut Desk) {
    if desk.dialog.is_some() || desk.jobs.is_busy() {
        return;
    }
    if let Some(document) = &desk.document
        && let (Some(path), Some(was)) = (document.path(), &document.keeping.fingerprint)
    {
        desk.jobs.look(path.to_owned(), was.clone(), false, None);
    }
}

/// Somebody else has changed the edition's file: shows what is otherwise there.
pub(super) fn changed(desk: &mut Desk, path: PathBuf, theirs: Option<Box<(Edition, Fingerprint)>>, after: Option<AfterSaving>) {
    let Some(document) = desk.document.as_mut().filter(|document| document.path() == Some(path.as_path())) else { return };
    let (differences, fingerprint) = match theirs {
        Some(theirs) if compare::same(&theirs.0, document.edition()) => {
            // They did the same; or it is what was saved here.
            document.keeping.fingerprint = Some(theirs.1);
            return;
        }
        Some(theirs) => (compare::differences(document.edition(), &theirs.0), Some(theirs.1)),
        None => (Vec::new(), None),
    };
    desk.theirs = fingerprint;
    desk.dialog = Some(Dialog::Changed(differences, after));
}

/// Opens the edition's file again and lets the work on it go.
pub(super) fn reload(desk: &mut Desk, ctx: &Context) {
    close_dialog(desk, ctx);
    if let Some(path) = desk.document.as_ref().and_then(|document| document.path()) {
        desk.jobs.open(Request::Files(vec![path.to_owned()], None), desk.style.clone());
    }
}

/// Saves over what somebody else wrote; it remains as a backup.
pub(super) fn overwrite(desk: &mut Desk, ctx: &Context, after: Option<AfterSaving>) {
    close_dialog(desk, ctx);
    let theirs = desk.theirs.take();
    if let Some(document) = &mut desk.document {
        document.keeping.fingerprint = theirs;
    }
    files::save(desk, after);
}

/// Takes up that a save did not succeed. The work is where it was.
pub(super) fn not_saved(desk: &mut Desk, error: &SaveError, after: Option<AfterSaving>) {
    let document = desk.document.as_ref();
    if let SaveError::Changed { path } = error
        && let Some(was) = document.and_then(|document| document.keeping.fingerprint.clone())
    {
        desk.jobs.look(path.clone(), was, true, after);
        return;
    }
    let words = error.words(&desk.locale);
    desk.message = Some(words.clone());
    desk.dialog = Some(Dialog::NotSaved(words, after));
}

/// Says that an edition was saved, and if there is no backup of what it replaced.
pub(super) fn say_saved(desk: &mut Desk, path: &std::path::Path, saved: &Saved) {
    match &saved.backup {
        Ok(()) => files::say_file(desk, "say-saved", path),
        Err(error) => desk.message = Some(explain::of_system(&desk.locale, "say-no-backup", path, error)),
    }
}

/// Says why nothing was opened; of a damaged edition something may be saved.
pub(super) fn not_opened(desk: &mut Desk, error: &OpenError) {
    let words = error.words(&desk.locale);
    if let OpenError::Edition(load) = error
        && load.is_damage()
        && let store::LoadError::Syntax { path, .. }
        | store::LoadError::Inconsistent { path, .. }
        | store::LoadError::RawAltered { path, .. } = load
    {
        desk.dialog = Some(Dialog::Damaged(path.clone(), words.clone()));
    }
    desk.message = Some(words);
}

/// Asks for another file to save in.
pub(super) fn save_elsewhere(desk: &mut Desk, ctx: &Context, after: Option<AfterSaving>) {
    close_dialog(desk, ctx);
    files::choose(desk, PathPurpose::SaveAs, after);
}

/// Shows the backups of the open edition.
pub(super) fn backups(desk: &mut Desk) {
    let path = desk.document.as_ref().and_then(|document| document.path());
    let found = path.map(|path| backup::backups(&SystemDisk, path)).unwrap_or_default();
    desk.dialog = Some(Dialog::Backups(found));
}

/// Keeps so many backups from now on.
pub(super) fn keep_backups(desk: &mut Desk, count: usize) {
    desk.settings.backups = count;
    desk.keep_settings();
}

/// Opens what can be saved of a damaged edition.
pub(super) fn salvage(desk: &mut Desk, ctx: &Context, path: PathBuf) {
    close_dialog(desk, ctx);
    files::open(desk, Request::Salvage(path));
}

/// Says so once when the journal cannot be written, and when it can be again.
pub fn watch_journal(desk: &mut Desk, ctx: &Context) {
    let fault = desk.document.as_ref().and_then(|document| document.keeping.journal_fault());
    if fault.is_some() != desk.journal_fails {
        desk.journal_fails = fault.is_some();
        desk.message = Some(match fault {
            Some(error) => desk.locale.with("say-no-journal", &[("what", error.into())]),
            None => desk.locale.text("say-journal-again"),
        });
        ctx.request_repaint();
    }
}

/// The edition was opened for reading only: says who has it.
pub(super) fn say_held(desk: &mut Desk, ctx: &Context) {
    if let Some(holder) = desk.document.as_ref().and_then(|document| document.held_by()) {
        desk.dialog = Some(Dialog::Held(holder.clone()));
    } else {
        focus(desk, ctx, Pane::Draft);
    }
}

/// Says what was saved of a damaged edition and what was lost.
pub(super) fn say_salvaged(desk: &mut Desk, report: store::Report) {
    let counts = [("articles", report.articles), ("damaged", report.damaged), ("unproven", report.unproven), ("aside", report.set_aside)];
    let args: Vec<_> = counts.into_iter().map(|(name, count)| (name, count.into())).collect();
    desk.message = Some(desk.locale.with("say-salvaged", &args));
}
