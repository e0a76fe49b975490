//! The collection: its issues are listed, and opened one after the other.

use std::path::{Path, PathBuf};

use super::{opening, paths};
use crate::collection::CollectionError;
use crate::desktop::collection_list::{CollectionList, files_of};
use crate::desktop::jobs::CollectionUse;
use crate::desktop::open::OpenEdition;
use crate::desktop::opening::OpenRequest;
use crate::desktop::shell::Shell;
use crate::desktop::view::{Dialog, PathPurpose};
use crate::explained::Explained;

/// Lists the collection that was listed last, or asks for one.
pub(super) fn show(shell: &mut Shell, open: Option<&OpenEdition>) {
    match shell.settings.collection.clone() {
        Some(folder) => list(shell, folder),
        None => paths::choose(shell, open, PathPurpose::Collection),
    }
}

/// Lists the issues of a folder in the background, and remembers it.
pub(super) fn list(shell: &mut Shell, folder: PathBuf) {
    shell.dialog = Some(Dialog::Collection(None));
    shell.settings.collection = Some(folder.clone());
    shell.keep_settings();
    shell.jobs.list_collection(folder, shell.style.clone(), CollectionUse::List);
}

/// Lists the issues of a folder anew, where they are listed.
pub(super) fn list_again(shell: &mut Shell, folder: PathBuf) {
    if is_listed(shell, &folder) {
        shell.jobs.list_collection(folder, shell.style.clone(), CollectionUse::List);
    }
}

/// Whether the issues of this folder are listed.
pub(super) fn is_listed(shell: &Shell, folder: &Path) -> bool {
    matches!(shell.dialog, Some(Dialog::Collection(_))) && shell.settings.collection.as_deref() == Some(folder)
}

/// Opens the next issue that is to be worked on: of the collection that was listed last, or else of the open edition's folder.
pub(super) fn next(shell: &mut Shell, open: Option<&OpenEdition>) {
    let edition = open.and_then(|open| open.document.path().map(Path::to_owned));
    let folder = shell.settings.collection.clone().or_else(|| Some(edition.as_deref()?.parent()?.to_owned()));
    match folder {
        Some(folder) => shell.jobs.list_collection(folder, shell.style.clone(), CollectionUse::Next(edition)),
        None => shell.say("collection-none-known"),
    }
}

/// Takes up what was found in the folder.
pub(super) fn listed(
    shell: &mut Shell,
    open: Option<&mut OpenEdition>,
    wanted: CollectionUse,
    found: Result<Option<CollectionList>, CollectionError>,
) {
    match (wanted, found) {
        (CollectionUse::List, Ok(Some(list))) => {
            if let Some(Dialog::Collection(shown)) = &mut shell.dialog {
                *shown = Some(list.into());
            }
        }
        (CollectionUse::Next(edition), Ok(Some(list))) => match list.next_after(edition.as_deref()).map(files_of) {
            Some(files) => opening::open(shell, open, OpenRequest::files(files)),
            None => shell.say("collection-all-done"),
        },
        // It was stopped.
        (_, Ok(None)) => close(shell),
        (_, Err(error)) => {
            close(shell);
            // The next time another folder can be chosen.
            shell.settings.collection = None;
            shell.keep_settings();
            shell.fail(error.in_words(&shell.locale));
        }
    }
}

fn close(shell: &mut Shell) {
    if matches!(shell.dialog, Some(Dialog::Collection(_))) {
        shell.dialog = None;
    }
}
