//! Taking up what comes of work in the background.

use std::sync::Arc;

use eframe::egui::Context;

use super::{
    After, ask_before, batch, carpet, collection, effort, exporting, facsimile, go_on, house_style, lists, merging, paths, queries,
    reading, recovery, safety, saving, search, words,
};
use crate::desktop::desk::Desk;
use crate::desktop::jobs::{Checked, EditionOutcome, Job, OnDisk, Outcome, ShellOutcome};
use crate::desktop::open::OpenEdition;
use crate::desktop::panes::raw::RawPane;
use crate::desktop::shell::{Arriving, Shell};
use crate::edition::{Edition, Masthead};
use crate::explained::Explained;
use crate::page::Page;

/// Takes up what came of a job. What is for an edition that is no longer open is dropped, or told.
pub fn finish(desk: &mut Desk, ctx: &Context, outcome: Outcome) {
    let Desk { shell, open } = desk;
    match outcome {
        Outcome::Shell(outcome) => of_shell(shell, open.as_mut(), outcome),
        Outcome::Edition(id, outcome) => match open.as_mut().filter(|open| open.id() == id) {
            Some(open) => of_edition(shell, open, outcome),
            None => late(shell, outcome),
        },
    }
    go_on(desk, ctx);
}

fn of_shell(shell: &mut Shell, open: Option<&mut OpenEdition>, outcome: ShellOutcome) {
    match outcome {
        ShellOutcome::Arriving(pages) => arrive(shell, open.is_some(), pages),
        ShellOutcome::Opened(Ok(opened)) => ask_before(shell, open, After::Show(opened)),
        ShellOutcome::Opened(Err(error)) => {
            shell.arriving = None;
            safety::not_opened(shell, open, &error);
        }
        ShellOutcome::Recovered(recovery) => recovery::found(shell, recovery),
        ShellOutcome::Collection(wanted, found) => collection::listed(shell, open, wanted, found),
        ShellOutcome::Batch(outcome) => batch::done(shell, outcome),
        ShellOutcome::Searched(folder, request, found) => search::found(shell, &folder, request, found),
        ShellOutcome::LineCut(landing, image) => search::line_cut(shell, landing, image),
        ShellOutcome::Indexed => {}
        ShellOutcome::Lists(done) => lists::done(shell, open, done),
        ShellOutcome::Effort(entries, done) => effort::kept(shell, entries, done),
        ShellOutcome::Style(purpose, read) => house_style::read(shell, open, purpose, read),
        ShellOutcome::Kept(path, Ok(())) => shell.say_file("say-saved", &path),
        ShellOutcome::Kept(_, Err(error)) => shell.fail(error.in_words(&shell.locale)),
        ShellOutcome::Chosen(purpose, paths) => paths::chosen(shell, open, purpose, paths),
        ShellOutcome::NoFileDialog(purpose) => paths::type_one(shell, open.as_deref(), purpose),
        ShellOutcome::Failed(job) => {
            if job == Job::Open {
                shell.arriving = None;
                open.into_iter().for_each(|open| open.document.keep_on());
            }
            let words = words_of(shell, job);
            search::failed(shell, job, &words);
            shell.fail(words);
        }
    }
}

/// Shows pages whose first draft is being made, where nothing else is open.
fn arrive(shell: &mut Shell, is_open: bool, pages: Vec<Arc<Page>>) {
    if !is_open {
        let edition = Edition::new(Masthead::default(), pages, Vec::new(), Vec::new(), Vec::new());
        shell.arriving = Some(Arriving { edition, raw: RawPane::default() });
    }
}

fn of_edition(shell: &mut Shell, open: &mut OpenEdition, outcome: EditionOutcome) {
    match outcome {
        EditionOutcome::Saved { path, revision, lock, result: Ok(done) } => saving::saved(shell, open, path, (revision, lock, done)),
        EditionOutcome::Saved { result: Err(error), .. } => saving::not_saved(shell, open, &error),
        EditionOutcome::Exported(result, faults, remarks) => exporting::exported(shell, result, &faults, &remarks),
        EditionOutcome::Previewed(format, options, preview) => exporting::previewed(shell, open, format, options, preview),
        EditionOutcome::Words(words) => words::counted(shell, words),
        EditionOutcome::Carpet(carpet) => carpet::laid(shell, carpet),
        EditionOutcome::Image(found) => facsimile::found(shell, open, found),
        EditionOutcome::Finer(page, image) => image.into_iter().for_each(|image| open.images.take_finer(page, image)),
        EditionOutcome::Thumbnail(page, image) => image.into_iter().for_each(|image| open.images.take_thumbnail(page, image)),
        EditionOutcome::Looked(path, OnDisk::Changed(theirs)) => safety::changed(shell, open, &path, theirs),
        EditionOutcome::Looked(_, OnDisk::AsItWas) => {}
        EditionOutcome::Sources(files) => safety::say_sources(shell, &files),
        EditionOutcome::Merged(generation, done) => merging::merged(shell, open, generation, done),
        EditionOutcome::Checked(Checked { generation, queries, ink, changes, warnings }) => {
            warnings.iter().for_each(|warning| shell.warn(warning.in_words(&shell.locale)));
            open.document.note_ink(ink);
            open.document.note_changes(changes);
            if open.document.set_queries(generation, queries) {
                queries::go_on(shell, open);
            }
        }
        EditionOutcome::Read(read) => reading::taken(shell, open, read),
        EditionOutcome::Witness(path, read) => reading::witness_read(shell, open, &path, read),
        EditionOutcome::Chosen(purpose, path) => paths::chosen_for(shell, open, purpose, path),
        EditionOutcome::NoFileDialog(purpose) => paths::type_one(shell, Some(open), purpose),
        EditionOutcome::Failed(job) => failed(shell, open, job),
    }
}

/// What came for an edition that is closed: that its file was written is told, whatever else it is concerns nobody any more.
fn late(shell: &mut Shell, outcome: EditionOutcome) {
    match outcome {
        EditionOutcome::Saved { path, result: Ok(done), .. } => {
            saving::say_saved(shell, &path, &done);
            shell.keep_settings();
        }
        EditionOutcome::Saved { result: Err(error), .. } => shell.fail(error.in_words(&shell.locale)),
        EditionOutcome::Exported(result, faults, remarks) => exporting::exported(shell, result, &faults, &remarks),
        EditionOutcome::Failed(job) if job.writes() => shell.fail(words_of(shell, job)),
        EditionOutcome::Failed(_)
        | EditionOutcome::Previewed(..)
        | EditionOutcome::Words(_)
        | EditionOutcome::Carpet(_)
        | EditionOutcome::Image(_)
        | EditionOutcome::Thumbnail(..)
        | EditionOutcome::Finer(..)
        | EditionOutcome::Looked(..)
        | EditionOutcome::Sources(_)
        | EditionOutcome::Checked(..)
        | EditionOutcome::Merged(..)
        | EditionOutcome::Read(_)
        | EditionOutcome::Witness(..)
        | EditionOutcome::Chosen(..)
        | EditionOutcome::NoFileDialog(_) => {}
    }
}

/// A fault of the program ended a job. The work is as it was.
fn failed(shell: &mut Shell, open: &mut OpenEdition, job: Job) {
    let words = words_of(shell, job);
    match job {
        Job::Save => return saving::failed(shell, open, words),
        Job::Check(generation) => open.document.note_failed_check(generation),
        Job::Image => open.images.give_up(),
        Job::Choose => open.after = None,
        Job::Open
        | Job::Export
        | Job::Preview
        | Job::Words
        | Job::Carpet
        | Job::Collection
        | Job::Batch(_)
        | Job::Search
        | Job::Index
        | Job::Line
        | Job::List
        | Job::Effort
        | Job::Learn
        | Job::Recover
        | Job::Style
        | Job::Look
        | Job::Sources
        | Job::Thumbnail
        | Job::Finer
        | Job::Read
        | Job::Merge
        | Job::Witness => {}
    }
    shell.fail(words);
}

fn words_of(shell: &Shell, job: Job) -> String {
    let what = shell.locale.text(job.key());
    shell.locale.with("work-failed", &[("what", what.into())])
}
