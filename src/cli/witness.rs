//! `stet witness`: other readings of an edition's pages are put beside them: files of other OCR programs, or keyed by hand.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::clean::{check, check_held, not_kept, save};
use super::terminal::Progress;
use super::{Failure, over, words};
use crate::edition::Edition;
use crate::explained::{named, of_file};
use crate::import::{self, Choices, LeftOut, PageFile, raw_files};
use crate::page::{Encoding, PageIndex, Witness};
use crate::reader::OtherReadings;
use crate::store::backup::DEFAULT_BACKUPS;
use crate::store::disk::SystemDisk;
use crate::store::guard::Guard;
use crate::store::{self, Fingerprint, Over, Saving};

#[derive(Debug, Args)]
pub(super) struct WitnessArguments {
    /// The edition.
    #[arg(value_name = "EDITION.ron")]
    edition: PathBuf,
    // What the files may be stands in one list.
    #[arg(help = format!("Other readings of its pages, in any order, or folders of them. Formats: {}", import::names()))]
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The edition file to write; by default the edition itself.
    #[arg(short, long, value_name = "EDITION.ron")]
    output: Option<PathBuf>,
    /// Write over an edition that is there already. What is there is kept as a backup.
    #[arg(long)]
    force: bool,
    /// The encoding of the files, where it is not detected right: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE.
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
}

pub(super) fn run(arguments: &WitnessArguments) -> Result<(), Failure> {
    let path = &arguments.edition;
    let (mut edition, fingerprint) = store::load_with_fingerprint(path).map_err(Failure::unusable)?;
    let none = |folder: PathBuf| Failure::unusable_for("cli-no-readings", &[of_file(&folder)]);
    let files: Vec<PathBuf> = raw_files(&arguments.files, none)?.iter().flat_map(PageFile::all).cloned().collect();
    let guard = Guard::new(over(arguments.force)).reads_editions(std::slice::from_ref(path)).reads(files.iter().cloned());
    match &arguments.output {
        Some(output) => check(&guard, output)?,
        None => check_held(path).map_err(Failure::unusable)?,
    }
    let progress = Progress::new();
    let mut taken = TakenReadings::default();
    let readings = OtherReadings::of(edition.pages());
    let choices = Choices::from(arguments.encoding);
    for (done, file) in files.iter().enumerate() {
        progress.tell("cli-reading", &[named("done", done + 1), named("all", files.len())]);
        taken.read(&readings, file, &choices, &progress);
    }
    if taken.witnesses.is_empty() {
        taken.tell_strange(&progress);
        return Err(Failure::unusable_for("cli-no-witness", &[of_file(path)]));
    }
    let lacking = taken.unread + taken.strange.len();
    taken.tell_strange(&progress);
    taken.put_beside(&mut edition);
    match &arguments.output {
        Some(output) => save(output, &edition, guard.over()).map_err(Failure::Unusable)?,
        None => save_again(path, &edition, fingerprint)?,
    }
    match lacking {
        0 => Ok(()),
        _ => Err(Failure::fault("cli-files-left-out", &[named("count", lacking)])),
    }
}

/// Writes an edition in the place of the file that it was read from, unless that has changed since.
pub(super) fn save_again(path: &Path, edition: &Edition, fingerprint: Fingerprint) -> Result<(), Failure> {
    let saving = Saving { expected: Some(fingerprint), over: Over::Anything, backups: DEFAULT_BACKUPS };
    let saved = store::save_with(&SystemDisk, path, edition, &saving).map_err(Failure::unusable)?;
    saved.backup.map_err(|error| Failure::Fault(not_kept(path, &error)))
}

/// The readings that were taken.
#[derive(Default)]
struct TakenReadings {
    witnesses: Vec<(PageIndex, Arc<Witness>)>,
    /// How many files could not be read.
    unread: usize,
    /// What is to be said of files that are no readings of the edition's pages.
    strange: Vec<String>,
}

impl TakenReadings {
    fn read(&mut self, readings: &OtherReadings, file: &Path, choices: &Choices, progress: &Progress) {
        match readings.read(file, choices) {
            Ok(read) => {
                read.warnings.iter().for_each(|warning| progress.warn(&warning.to_string()));
                match (read.witnesses.len(), read.strange.len()) {
                    (_, 0) => {}
                    (0, _) => self.strange.push(words::with("cli-strange-file", &[of_file(file)])),
                    (_, more) => progress.warn(&words::with("cli-strange-pages", &[of_file(file), named("count", more)])),
                }
                self.witnesses.extend(read.witnesses);
            }
            Err(error) => {
                self.unread += 1;
                progress.warn(&words::left_out(&LeftOut { path: file.to_owned(), error }));
            }
        }
    }

    fn tell_strange(&self, progress: &Progress) {
        self.strange.iter().for_each(|said| progress.warn(said));
    }

    fn put_beside(self, edition: &mut Edition) {
        self.witnesses.into_iter().for_each(|(page, witness)| edition.take_witness(page, witness));
    }
}

/// How many files are named one by one.
const NAMED: usize = 5;

/// Puts other files of a draft's pages beside these, and says which. Those that read all as their pages do come of the same OCR, and say
/// nothing. `is_whole` tells that the edition has all pages of its files, so that others are strange.
pub(super) fn keep_others(edition: &mut Edition, (others, is_whole): (&[PathBuf], bool), choices: &Choices, progress: &Progress) {
    if others.is_empty() {
        return;
    }
    let readings = OtherReadings::of(edition.pages());
    let mut taken = TakenReadings::default();
    for file in others {
        taken.read(&readings, file, choices, progress);
    }
    if is_whole {
        taken.tell_strange(progress);
    }
    taken.witnesses.retain(|(page, witness)| !readings.is_same(*page, witness));
    let names: Vec<&str> = taken.witnesses.iter().map(|(_, witness)| witness.settings.as_str()).collect();
    if let Some(more) = names.len().checked_sub(1) {
        let listed = words::names(names.iter().take(NAMED));
        progress.warn(&match (more + 1).saturating_sub(NAMED) {
            0 => words::with("cli-kept-beside", &[listed]),
            more => words::with("cli-kept-beside-more", &[listed, named("more", more)]),
        });
    }
    taken.put_beside(edition);
}
