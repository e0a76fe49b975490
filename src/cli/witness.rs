//! `stet witness`: other readings of an edition's pages are put beside them: files of other OCR programs, or keyed by hand.

use std::path::PathBuf;

use clap::Args;

use super::terminal::Progress;
use super::{Failure, over};
use crate::batch::{TakenReadings, check_free, check_held, save, save_again};
use crate::explained::{named, of_file};
use crate::import::{self, Choices, PageFile, raw_files};
use crate::page::Encoding;
use crate::reader::OtherReadings;
use crate::store;
use crate::store::guard::Guard;

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
        Some(output) => check_free(&guard, output)?,
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
        Some(output) => save(output, &edition, guard.over())?,
        None => save_again(path, &edition, fingerprint)?,
    }
    match lacking {
        0 => Ok(()),
        _ => Err(Failure::fault("cli-files-left-out", &[named("count", lacking)])),
    }
}
