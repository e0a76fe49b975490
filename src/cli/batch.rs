//! Work on all issues of a collection, as the command line tells of it.

use super::collection::CollectionArguments;
use super::terminal::{self, TerminalWatch, complain};
use super::{Failure, over, words};
use crate::batch::{self, BatchReport, ExportPlace};
use crate::collection::Collection;
use crate::explained::{named, of_file};
use crate::export::{Format, Options};
use crate::locale::Language;
use crate::store::guard::Guard;
use crate::style::HouseStyle;

/// Makes a first draft of each issue that has no edition yet.
pub(super) fn draft(collection: &Collection, style: &HouseStyle) -> Result<(), Failure> {
    let report = batch::draft(collection, style, &TerminalWatch::new("batch-drafting"));
    end(&report, "batch-drafted")
}

/// Reads the images of all pages that were not read yet.
pub(super) fn read(collection: &Collection, style: &HouseStyle) -> Result<(), Failure> {
    let report = batch::read(collection, style, &TerminalWatch::new("batch-reading")).map_err(Failure::unusable)?;
    end(&report, "batch-read")
}

/// Counts the queries of each edition that was written since they were counted, or by another house style.
pub(super) fn check(collection: Collection, style: &HouseStyle) -> Result<(), Failure> {
    let (report, queries) = batch::check(collection, style, &TerminalWatch::new("batch-checking"));
    terminal::print(format!("{}\n", words::with("cli-check-queries", &[named("count", queries)])))?;
    end(&report, "batch-checked")
}

/// Exports the editions, as `stet export` does those it is given.
pub(super) fn export(
    arguments: &CollectionArguments,
    collection: &Collection,
    style: &HouseStyle,
    (format, language): (Format, Option<Language>),
) -> Result<(), Failure> {
    let editions = collection.edition_files();
    let mut options = Options::standard(format, style);
    options.language = language.unwrap_or(options.language);
    let guard =
        Guard::new(over(arguments.force)).reads_editions(&editions).reads(arguments.style.iter().flat_map(|path| style.files(path)));
    let folder = arguments.output.clone().unwrap_or_else(|| batch::export::standard_folder(&arguments.folder, format));
    let place = ExportPlace { folder: &folder, guard: &guard, format, options: &options, style, goes_on: !arguments.force };
    let report = batch::export(collection, &place, &TerminalWatch::new("cli-exported")).map_err(Failure::unusable)?;
    tell(&report);
    let done = report.good + report.before;
    match report.bad() {
        0 if done > 0 => Ok(()),
        0 => Err(Failure::unusable_for("cli-collection-none", &[of_file(&arguments.folder)])),
        bad => Err(Failure::in_part(done, words::with("cli-were-exported", &[named("good", done), named("all", done + bad)]))),
    }
}

/// Tells what failed and what was left, and how much was done, by a locale key.
fn end(report: &BatchReport, key: &str) -> Result<(), Failure> {
    tell(report);
    let said = words::with(key, &report.counts());
    if report.bad() == 0 { terminal::print(format!("{said}\n")) } else { Err(Failure::in_part(report.good + report.before, said)) }
}

fn tell(report: &BatchReport) {
    report.faults.iter().for_each(|fault| complain(&fault.to_string()));
    report.left.iter().for_each(|left| complain(&left.to_string()));
}
