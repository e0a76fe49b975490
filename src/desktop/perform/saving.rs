//! Saving the open edition.

use std::path::{Path, PathBuf};

use super::guarding::guard;
use super::{ask_before, paths};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Revision;
use crate::desktop::shell::Shell;
use crate::desktop::view::{Dialog, PathPurpose};
use crate::explained::Explained;
use crate::store::journal::About;
use crate::store::lock::EditionLock;
use crate::store::{SaveError, Saved, Saving};

/// Saves in the edition's file, or asks for one.
pub(super) fn save(shell: &mut Shell, open: &mut OpenEdition) {
    match open.document.path().map(Path::to_owned) {
        Some(path) => save_to(shell, open, path),
        None => paths::choose_for(shell, open, PathPurpose::SaveAs),
    }
}

/// The path of an edition, with the end that tells what it is if none does.
pub(super) fn edition_path(path: PathBuf) -> PathBuf {
    if path.extension().is_none() { path.with_extension("ron") } else { path }
}

/// Saves in a file, once a save that is going on is done.
pub(super) fn save_to(shell: &mut Shell, open: &mut OpenEdition, path: PathBuf) {
    shell.dialog = None;
    let path = edition_path(path);
    if open.saves.is_running {
        open.saves.next = Some(path);
        return;
    }
    let document = &open.document;
    let is_same = document.path() == Some(path.as_path());
    let expected = document.keeping.fingerprint.clone().filter(|_| is_same);
    let saving = Saving { expected, backups: shell.settings.backups, ..Saving::default() };
    let must_hold = !document.keeping.holds(&path);
    // The edition's own file is what a save replaces; all else that it came from stays.
    let guard = guard(shell, document).reads(document.path().filter(|_| !is_same).map(Path::to_owned));
    shell.jobs.save(open.id(), (document.edition().clone(), document.revision()), (path, guard), (saving, must_hold));
    open.saves.is_running = true;
}

/// Takes up that a save is done. Then the next one begins, or what waited for it goes on, if nothing was written meanwhile.
pub(super) fn saved(shell: &mut Shell, open: &mut OpenEdition, path: PathBuf, done: (Revision, Option<EditionLock>, Saved)) {
    let (revision, lock, saved) = done;
    say_saved(shell, &path, &saved);
    shell.settings.remember_paper(open.document.edition().masthead());
    shell.keep_settings();
    let about = About { path: Some(path), base: Some(saved.fingerprint), ..open.document.about() };
    open.document.note_saved(about, revision, lock);
    open.saves.is_running = false;
    let is_all = !open.document.is_unsaved();
    let next = open.saves.next.take().filter(|next| !is_all || open.document.path() != Some(next.as_path()));
    if let Some(next) = next {
        save_to(shell, open, next);
    } else if let Some(after) = open.after.take() {
        ask_before(shell, Some(open), after);
    }
}

/// Says that an edition was saved, and if there is no backup of what it replaced.
pub(super) fn say_saved(shell: &mut Shell, path: &Path, saved: &Saved) {
    shell.settings.remember(path);
    shell.jobs.index_saved(path.to_owned());
    match &saved.backup {
        Ok(()) => shell.say_file("say-saved", path),
        Err(error) => shell.fail_file("say-no-backup", path, error),
    }
}

/// Takes up that a save did not succeed. The work is where it was.
pub(super) fn not_saved(shell: &mut Shell, open: &mut OpenEdition, error: &SaveError) {
    open.saves = Default::default();
    if let SaveError::Changed { path } = error
        && let Some(was) = open.document.keeping.fingerprint.clone()
    {
        return shell.jobs.look(open.id(), path.clone(), was, true);
    }
    ask_where_else(shell, error.in_words(&shell.locale));
}

/// A fault of the program ended the save.
pub(super) fn failed(shell: &mut Shell, open: &mut OpenEdition, words: String) {
    open.saves = Default::default();
    ask_where_else(shell, words);
}

fn ask_where_else(shell: &mut Shell, words: String) {
    shell.fail(words.clone());
    shell.dialog = Some(Dialog::NotSaved(words));
}
