//! Other files of an edition's pages, which are put beside these as witnesses.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{BatchNote, BatchWatch};
use crate::edition::Edition;
use crate::import::{Choices, LeftOut};
use crate::page::{PageIndex, Witness};
use crate::reader::OtherReadings;

/// The readings that were taken.
#[derive(Default)]
pub(crate) struct TakenReadings {
    pub(crate) witnesses: Vec<(PageIndex, Arc<Witness>)>,
    /// How many files could not be read.
    pub(crate) unread: usize,
    /// Files that are no readings of the edition's pages.
    pub(crate) strange: Vec<PathBuf>,
}

impl TakenReadings {
    /// Reads a file as readings of an edition's pages.
    pub(crate) fn read(&mut self, readings: &OtherReadings, file: &Path, choices: &Choices, watch: &dyn BatchWatch) {
        match readings.read(file, choices) {
            Ok(read) => {
                read.warnings.into_iter().for_each(|warning| watch.remark(warning.into()));
                match (read.witnesses.len(), read.strange.len()) {
                    (_, 0) => {}
                    (0, _) => self.strange.push(file.to_owned()),
                    (_, count) => watch.remark(BatchNote::StrangePages { path: file.to_owned(), count }),
                }
                self.witnesses.extend(read.witnesses);
            }
            Err(error) => {
                self.unread += 1;
                watch.remark(LeftOut { path: file.to_owned(), error }.into());
            }
        }
    }

    /// Tells of the files that are no readings of the pages.
    pub(crate) fn tell_strange(&self, watch: &dyn BatchWatch) {
        self.strange.iter().for_each(|path| watch.remark(BatchNote::StrangeFile(path.clone())));
    }

    /// Puts what was read beside the pages.
    pub(crate) fn put_beside(self, edition: &mut Edition) {
        self.witnesses.into_iter().for_each(|(page, witness)| edition.take_witness(page, witness));
    }
}

/// Puts other files of a draft's pages beside these, and says which. Those that read all as their pages do come of the same OCR, and say
/// nothing. `is_whole` tells that the edition has all pages of its files, so that others are strange.
pub(crate) fn keep_others(edition: &mut Edition, (others, is_whole): (&[PathBuf], bool), choices: &Choices, watch: &dyn BatchWatch) {
    if others.is_empty() {
        return;
    }
    let readings = OtherReadings::of(edition.pages());
    let mut taken = TakenReadings::default();
    for file in others {
        taken.read(&readings, file, choices, watch);
    }
    if is_whole {
        taken.tell_strange(watch);
    }
    taken.witnesses.retain(|(page, witness)| !readings.is_same(*page, witness));
    if !taken.witnesses.is_empty() {
        let names = taken.witnesses.iter().map(|(_, witness)| witness.settings.clone()).collect();
        watch.remark(BatchNote::KeptBeside(names));
    }
    taken.put_beside(edition);
}
