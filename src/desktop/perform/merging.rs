//! Merging another's version of the edition: both files are chosen, the work is done in the background, and comes back as one edit.

use std::path::PathBuf;

use super::{apply, paths};
use crate::desktop::jobs::{MergeFailure, MergedVersion};
use crate::desktop::open::OpenEdition;
use crate::desktop::shell::Shell;
use crate::desktop::view::PathPurpose;
use crate::explained::Explained;

/// Asks for the other version.
pub(super) fn ask(shell: &mut Shell, open: &OpenEdition) {
    match open.document.may_write() {
        Ok(()) => paths::choose_for(shell, open, PathPurpose::Version),
        Err(error) => shell.refuse(error.in_words(&shell.locale)),
    }
}

/// The other version was chosen; asks for the edition that both were made of.
pub(super) fn take_version(shell: &mut Shell, open: &mut OpenEdition, path: PathBuf) {
    shell.dialog = None;
    open.version = Some(path);
    shell.say("say-merge-base");
    paths::choose_for(shell, open, PathPurpose::VersionBase);
}

/// Both are chosen: they are read and put together.
pub(super) fn merge(shell: &mut Shell, open: &mut OpenEdition, base: PathBuf) {
    shell.dialog = None;
    if let Some(theirs) = open.version.take() {
        let ours = (open.document.edition().clone(), open.document.generation());
        shell.jobs.merge(open.id(), ours, (base, theirs), shell.locale.language);
    }
}

/// Takes what was put together, if the edition is what it was. The next check asks about the places where both differ.
pub(super) fn merged(shell: &mut Shell, open: &mut OpenEdition, generation: u64, merged: Result<MergedVersion, MergeFailure>) {
    let merged = match merged {
        Ok(merged) => merged,
        Err(error) => return shell.fail(error.in_words(&shell.locale)),
    };
    if open.document.generation() != generation {
        return shell.refuse(shell.locale.text("say-merge-changed"));
    }
    if merged.is_same {
        return shell.say("say-merge-nothing");
    }
    if !apply(shell, open, &merged.edit) {
        return;
    }
    match merged.conflicts {
        0 => shell.say("say-version-merged"),
        count => shell.tell(shell.locale.with("say-version-conflicts", &[("count", count.into())])),
    }
}
