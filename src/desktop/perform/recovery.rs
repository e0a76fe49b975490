//! Work of earlier sessions, and the journal of this one.

use eframe::egui::Context;

use super::close_dialog;
use crate::desktop::command::Recovering;
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Document;
use crate::desktop::open::edition::file_name;
use crate::desktop::shell::{Journals, Shell};
use crate::desktop::view::{Dialog, RecoveredWork};
use crate::store::journal;

/// Takes up what crashes left behind.
pub(super) fn found(shell: &mut Shell, found: journal::Recovery) {
    shell.recovered.extend(found.work);
    let unreadable = found.unreadable.into_iter().map(|journal| journal.path);
    shell.unreadable = unreadable.filter(|path| !shell.settings.dismissed_journals.contains(&file_name(path))).collect();
    offer(shell);
}

/// The editor knows of the journals that cannot be read. They stay where they are.
pub(super) fn dismiss(shell: &mut Shell) {
    let names = std::mem::take(&mut shell.unreadable);
    shell.settings.dismissed_journals.extend(names.iter().map(|path| file_name(path)));
    shell.keep_settings();
}

/// Offers the work of an earlier session, if there is any and nothing else is asked.
pub(super) fn offer(shell: &mut Shell) {
    if let Some(work) = shell.recovered.first().filter(|_| shell.dialog.is_none()) {
        let about = work.about();
        shell.dialog = Some(Dialog::Recovery(RecoveredWork {
            name: about.name.clone(),
            path: about.path.clone(),
            edits: work.edits(),
            when: (work.replay.header.began, work.replay.last),
            touched: work.touched.clone(),
            is_torn: work.replay.is_torn,
            others: shell.recovered.len() - 1,
        }));
    }
}

/// Does with the work that is offered what the editor chose.
pub(super) fn recover(shell: &mut Shell, open: Option<&mut OpenEdition>, ctx: &Context, what: Recovering) {
    if shell.recovered.is_empty() {
        return;
    }
    if what == Recovering::Accept && open.as_ref().is_some_and(|open| open.document.has_work_to_lose()) {
        return shell.refuse(shell.locale.text("say-save-first"));
    }
    let work = shell.recovered.remove(0);
    shell.dialog = None;
    close_dialog(shell, open.as_deref(), ctx);
    match what {
        Recovering::Accept => return shell.jobs.take_up(work),
        Recovering::Discard => {
            let path = work.path().to_owned();
            if let Err(error) = work.discard() {
                shell.fail_file("error-write", &path, &error);
            }
        }
        Recovering::KeepBoth => {
            if let Some(path) = work.about().path.clone() {
                shell.jobs.keep_both(work, path);
            }
        }
        // Let go of, it is offered at the next start.
        Recovering::Later => drop(work),
    }
    offer(shell);
}

/// Begins the journal of a document that was just opened. `unsaved` says how many edits are in no file already, and since when.
pub(super) fn begin_journal(shell: &Shell, document: &mut Document, unsaved: Option<(usize, u64)>) {
    if let Journals::In(folder) = &shell.journals {
        let about = document.about();
        let edition = document.edition().clone();
        document.keeping.begin_journal(folder, about, &edition, unsaved);
    }
}

/// Says so when the journal cannot be written, and when it can be again. As long as it cannot, the bar below shows it.
pub fn watch_journal(shell: &mut Shell, open: &mut OpenEdition) {
    let fault = open.document.keeping.journal_fault();
    if fault.is_some() != std::mem::replace(&mut open.journal_fails, fault.is_some()) {
        match fault {
            Some(error) => shell.fail(shell.locale.with("say-no-journal", &[("what", error.into())])),
            None => shell.say("say-journal-again"),
        }
        shell.jobs.draw_again();
    }
}
