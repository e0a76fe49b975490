//! Searching a collection: what is typed is looked for in the background, and a hit is gone to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::Context;
use image::RgbImage;

use super::{close_dialog, matches, opening};
use crate::desktop::collection_search::{CollectionSearch, Landing, SearchRequest};
use crate::desktop::jobs::Job;
use crate::desktop::open::OpenEdition;
use crate::desktop::opening::OpenRequest;
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::explained::Explained;
use crate::find::Match;
use crate::search::{Found, SearchError};

/// Shows the dialog for the collection that was listed last, or else for the open edition's folder.
pub(super) fn show(shell: &mut Shell, open: Option<&OpenEdition>) {
    let beside = || open.and_then(|open| Some(open.document.path()?.parent()?.to_owned()));
    match shell.settings.collection.clone().or_else(beside) {
        Some(folder) => shell.dialog = Some(Dialog::Search(CollectionSearch { folder, ..CollectionSearch::default() })),
        None => shell.say("collection-none-known"),
    }
}

/// Looks for what was typed, once a search that is running is done.
pub(super) fn ask(shell: &mut Shell, request: SearchRequest) {
    let Some(Dialog::Search(search)) = &mut shell.dialog else { return };
    search.asked = request;
    if !search.is_running {
        begin(shell);
    }
}

fn begin(shell: &mut Shell) {
    let Some(Dialog::Search(search)) = &mut shell.dialog else { return };
    search.is_running = true;
    let (folder, request) = (search.folder.clone(), search.asked.clone());
    shell.jobs.search_collection(folder, request);
}

/// Takes up what a search came to. What was typed meanwhile is looked for next.
pub(super) fn found(shell: &mut Shell, folder: &Path, request: SearchRequest, found: Result<Option<Found>, SearchError>) {
    let outcome = match found {
        Ok(Some(found)) => Some(Ok(found)),
        // It was stopped.
        Ok(None) => None,
        Err(error) => Some(Err(error.in_words(&shell.locale))),
    };
    let Some(Dialog::Search(search)) = &mut shell.dialog else { return };
    if search.folder != folder {
        return;
    }
    search.is_running = false;
    let is_other = search.asked != request;
    if let Some(outcome) = outcome {
        search.outcome = Some((request, outcome));
    }
    if is_other {
        begin(shell);
    }
}

/// A fault of the program ended a job, which may be a search.
pub(super) fn failed(shell: &mut Shell, job: Job, words: &str) {
    let Some(Dialog::Search(search)) = &mut shell.dialog else { return };
    if job == Job::Search {
        search.is_running = false;
        search.outcome = Some((search.asked.clone(), Err(words.to_owned())));
    }
    search.is_cutting &= job != Job::Line;
}

/// Has the line of a hit cut out of its page, once another is that is being cut.
pub(super) fn show_line(shell: &mut Shell, landing: Landing) {
    let Some(Dialog::Search(search)) = &mut shell.dialog else { return };
    search.shown = Some(landing.clone());
    if !std::mem::replace(&mut search.is_cutting, true) {
        shell.jobs.cut_line(landing);
    }
}

/// Takes up the image of a line. That of the hit that was chosen meanwhile is cut next.
pub(super) fn line_cut(shell: &mut Shell, landing: Landing, image: Option<RgbImage>) {
    let Some(Dialog::Search(search)) = &mut shell.dialog else { return };
    search.is_cutting = false;
    let next = search.shown.clone().filter(|shown| *shown != landing);
    search.line = Some((landing, image.map(Arc::new)));
    if let Some(next) = next {
        show_line(shell, next);
    }
}

/// Goes to a hit, in the edition that is open or in another that is opened for it.
pub(super) fn go_to(shell: &mut Shell, open: Option<&mut OpenEdition>, ctx: &Context, landing: Landing) {
    close_dialog(shell, open.as_deref(), ctx);
    match open {
        Some(open) if open.document.path() == Some(landing.edition.as_path()) => land(open, &landing),
        open => {
            let edition: PathBuf = landing.edition.clone();
            opening::open(shell, open, OpenRequest::files(vec![edition]));
            shell.landing = Some(landing);
        }
    }
}

/// Selects what was found, as far as it is still there.
pub(super) fn land(open: &mut OpenEdition, landing: &Landing) {
    let Some((_, block)) = open.document.edition().block(landing.found.block) else { return };
    let end = block.len();
    let Match { block, from, to } = landing.found;
    matches::select(open, &Match { block, from: from.min(end), to: to.min(end) });
}
