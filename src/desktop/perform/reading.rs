//! Reading page images again: which pages, and what comes of it.

use std::path::{Path, PathBuf};

use super::carry_out;
use crate::desktop::jobs::{PageToRead, PartToRead, ReadPages, RegionsText};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::edition::file_name;
use crate::desktop::shell::Shell;
use crate::edit::operations;
use crate::explained::Explained;
use crate::import::image::ImageSearch;
use crate::import::{Choices, ImportError};
use crate::page::PageIndex;
use crate::reader::OtherReading;

/// Has the caret's raw line read.
pub(super) fn line(shell: &mut Shell, open: &mut OpenEdition) {
    match open.spot() {
        Some(spot) => read(shell, open, &[spot.page], || PartToRead::Line(spot.line)),
        None => shell.refuse(shell.locale.text("say-no-source")),
    }
}

/// Has the marked regions read.
pub(super) fn regions(shell: &mut Shell, open: &mut OpenEdition) {
    let Some(page) = open.document.regions.page() else { return shell.refuse(shell.locale.text("say-no-regions")) };
    let regions = open.document.regions.of(page).to_vec();
    read(shell, open, &[page], || PartToRead::Regions(regions.clone()));
}

/// Has the caret's page read.
pub(super) fn page(shell: &mut Shell, open: &mut OpenEdition) {
    let page = open.image_page().unwrap_or_default();
    read(shell, open, &[page], || PartToRead::All);
}

/// Has those pages read that were not yet, or all again where all were.
pub(super) fn all_pages(shell: &mut Shell, open: &mut OpenEdition) {
    let edition = open.document.edition();
    let all: Vec<PageIndex> = (0..edition.pages().len()).map(|index| PageIndex(index as u32)).collect();
    let unread: Vec<PageIndex> = all.iter().copied().filter(|page| edition.witnesses(*page).is_empty()).collect();
    read(shell, open, if unread.is_empty() { &all } else { &unread }, || PartToRead::All);
}

fn read(shell: &mut Shell, open: &mut OpenEdition, pages: &[PageIndex], part: impl Fn() -> PartToRead) {
    if shell.jobs.is_reading(open.id()) {
        return shell.refuse(shell.locale.text("say-reading-already"));
    }
    let document = &open.document;
    let to_read = |page: &PageIndex| {
        let of = document.edition().page(*page)?.clone();
        let chosen = shell.settings.image(&of.source().sha256);
        let search = ImageSearch::of(document.edition().pages(), *page, &document.sources, document.path(), chosen)?;
        let known = document.edition().witnesses(*page).to_vec();
        let password = shell.password.clone().unwrap_or_default();
        Some(PageToRead { page: *page, of, search, password, known, part: part() })
    };
    let pages: Vec<PageToRead> = pages.iter().filter_map(to_read).collect();
    if !pages.is_empty() {
        shell.jobs.read_pages(open.id(), pages, shell.style.clone());
    }
}

/// Puts what was read beside the pages, and says what was not.
pub(super) fn taken(shell: &mut Shell, open: &mut OpenEdition, read: ReadPages) {
    if !read.witnesses.is_empty()
        && let Err(error) = open.document.may_write()
    {
        return shell.refuse(error.in_words(&shell.locale));
    }
    let count = read.witnesses.len();
    for (page, witness) in read.witnesses {
        open.document.take_witness(page, witness);
    }
    if let Some(fault) = read.faults.first() {
        let more = read.faults.len() - 1;
        let said = fault.in_words(&shell.locale);
        return match more {
            0 => shell.fail(said),
            _ => shell.fail(shell.locale.with("say-read-faults", &[("said", said.into()), ("more", more.into())])),
        };
    }
    if let Some(regions) = read.regions {
        return put_in(shell, open, &regions);
    }
    if count > 0 {
        shell.tell(shell.locale.with("say-read", &[("count", count.into())]));
    }
}

/// Puts what was read in marked regions into the draft, as far as the raw text has not got it.
fn put_in(shell: &mut Shell, open: &mut OpenEdition, read: &RegionsText) {
    if open.document.regions.page() == Some(read.page) {
        open.document.regions.release();
    }
    if read.count == 0 {
        return shell.refuse(shell.locale.text("say-regions-nothing"));
    }
    if !read.stories.is_empty() {
        let caret = open.document.selection().map(|selection| selection.head);
        let plan = operations::put_in(open.document.edition(), caret, &read.stories);
        if !carry_out(shell, open, plan) {
            return;
        }
    }
    let again = read.count - read.lacking.min(read.count);
    shell.tell(shell.locale.with("say-regions-read", &[("added", read.lacking.into()), ("again", again.into())]));
}

/// Has a file read as another reading of the pages.
pub(super) fn add_witness(shell: &mut Shell, open: &mut OpenEdition, path: PathBuf) {
    shell.dialog = None;
    if let Err(error) = open.document.may_write() {
        return shell.refuse(error.in_words(&shell.locale));
    }
    let choices = Choices { password: shell.password.clone(), ..Choices::default() };
    shell.jobs.read_witness(open.id(), open.document.edition().pages().to_vec(), path, choices);
}

/// Puts what a file has beside the pages, and says of how many it is.
pub(super) fn witness_read(shell: &mut Shell, open: &mut OpenEdition, path: &Path, read: Result<OtherReading, ImportError>) {
    let read = match read {
        Ok(read) => read,
        Err(error) => return shell.fail(error.in_words(&shell.locale)),
    };
    let (count, more) = (read.witnesses.len(), read.strange.len());
    for (page, witness) in read.witnesses {
        open.document.take_witness(page, witness);
    }
    let args = [("name", file_name(path).into()), ("count", count.into()), ("more", more.into())];
    match (count, more) {
        (0, _) => shell.fail(shell.locale.with("say-witness-strange", &args)),
        (_, 0) => shell.tell(shell.locale.with("say-witness", &args)),
        _ => shell.tell(shell.locale.with("say-witness-in-part", &args)),
    }
}
