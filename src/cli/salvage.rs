//! `stet salvage`: what can be saved of a damaged edition, as a new one.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{Failure, terminal, words};
use crate::explained::{named, of_file};
use crate::import::{PageFile, import_file, raw_files};
use crate::page::Page;
use crate::store::disk::SystemDisk;
use crate::store::guard::Guard;
use crate::store::{self, Over, Salvaged, Saving};

#[derive(Debug, Args)]
pub(super) struct SalvageArguments {
    /// The damaged edition. It is left as it is.
    #[arg(value_name = "BROKEN.ron")]
    broken: PathBuf,
    /// The raw pages, or folders of them, to be used where the edition's own copy is damaged or missing.
    #[arg(value_name = "RAW")]
    raw: Vec<PathBuf>,
    /// The edition file to write. It must not be there yet.
    #[arg(short, long, value_name = "NEW.ron")]
    output: PathBuf,
}

pub(super) fn run(arguments: &SalvageArguments) -> Result<(), Failure> {
    let output = &arguments.output;
    if output.exists() {
        return Err(Failure::unusable_for("cli-there-already", &[of_file(output)]));
    }
    let guard = Guard::new(Over::Nothing).reads_editions(std::slice::from_ref(&arguments.broken));
    guard.check(output).map_err(Failure::unusable)?;
    let no_pages = |folder: PathBuf| Failure::unusable_for("cli-no-text-files", &[of_file(&folder)]);
    let files: Vec<PathBuf> = raw_files(&arguments.raw, no_pages)?.iter().flat_map(PageFile::all).cloned().collect();
    let raw = files.iter().map(|file| import_file(file, None).map(Arc::new)).collect::<Result<Vec<Arc<Page>>, _>>()?;
    guard.reads(files).check(output).map_err(Failure::unusable)?;
    let Salvaged { edition, report } = store::salvage(&arguments.broken, &raw).map_err(Failure::unusable)?;
    let saving = Saving { over: Over::Nothing, ..Saving::default() };
    store::save_with(&SystemDisk, output, &edition, &saving).map_err(Failure::unusable)?;
    if report.altered > 0 {
        terminal::complain(&words::with("cli-raw-altered", &[of_file(&arguments.broken), named("count", report.altered)]));
    }
    let saved = [named("pages", report.pages), named("articles", report.articles), named("blocks", report.blocks)];
    let lost = [named("lines", report.damaged), named("blocks", report.unproven), named("aside", report.set_aside)];
    let mut told = format!("{}\n{}\n", words::with("cli-saved", &saved), words::with("cli-lost", &lost));
    if report.comments + report.untold > 0 {
        let proofreading = [named("comments", report.comments), named("rounds", report.untold)];
        told.push_str(&format!("{}\n", words::with("salvaged-proofreading", &proofreading)));
    }
    terminal::print(told)
}
