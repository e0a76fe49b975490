//! `stet witness`: other readings of an edition's pages are put beside them: files of other OCR programs, or keyed by hand.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::clean::{check, check_held, save};
use super::terminal::Progress;
use super::{Failure, over};
use crate::edition::Edition;
use crate::explained::system_in_english;
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
    let none = |folder: PathBuf| {
        Failure::Unusable(format!("{}: no file in this folder can be a reading of a page; name others", folder.display()))
    };
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
        progress.tell(&format!("reading {} of {}", done + 1, files.len()));
        taken.read(&readings, file, &choices, &progress);
    }
    if taken.witnesses.is_empty() {
        taken.tell_strange(&progress);
        return Err(Failure::Unusable(format!("{}: none of the files is a reading of its pages; name others", path.display())));
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
        _ => Err(Failure::Fault(format!("{lacking} files were left out; see the lines above, and put this right"))),
    }
}

/// Writes an edition in the place of the file that it was read from, unless that has changed since.
pub(super) fn save_again(path: &Path, edition: &Edition, fingerprint: Fingerprint) -> Result<(), Failure> {
    let saving = Saving { expected: Some(fingerprint), over: Over::Anything, backups: DEFAULT_BACKUPS };
    let saved = store::save_with(&SystemDisk, path, edition, &saving).map_err(Failure::unusable)?;
    saved.backup.map_err(|error| {
        let said = system_in_english(&error);
        Failure::Fault(format!("{}: is written, but what stood there could not be kept ({said}); make room", path.display()))
    })
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
                    (0, _) => self.strange.push(format!("{}: is no reading of these pages; name files of them alone", file.display())),
                    (_, more) => progress.warn(&format!("{}: {more} pages of it are none of these, and are left out", file.display())),
                }
                self.witnesses.extend(read.witnesses);
            }
            Err(error) => {
                self.unread += 1;
                progress.warn(&LeftOut { path: file.to_owned(), error }.to_string());
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
        let listed = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = (more + 1).saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        progress.warn(&format!("kept beside their pages as other readings: {listed}{more}"));
    }
    taken.put_beside(edition);
}
