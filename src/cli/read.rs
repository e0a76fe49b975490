//! `stet read`: page images read again. An edition gets a witness of each page whose image is found; images become a new edition.

use std::path::PathBuf;

use clap::Args;

use super::clean::beside;
use super::terminal::TerminalWatch;
use super::{Failure, house_style, over};
use crate::batch::{BatchWatch, ImageReading, check_free};
use crate::edition::Edition;
use crate::explained::{named, of_file};
use crate::page::PageIndex;
use crate::store;
use crate::store::guard::Guard;

#[derive(Debug, Args)]
pub(super) struct ReadArguments {
    /// Editions, which keep what is read beside their pages; or page images and pages with their images, which become one edition.
    #[arg(required = true, value_name = "EDITION.ron|IMAGE")]
    inputs: Vec<PathBuf>,
    /// The edition file to write; by default the edition itself, or one beside the first image, with its name.
    #[arg(short, long, value_name = "EDITION.ron")]
    output: Option<PathBuf>,
    /// Write over an edition that is there already. What is there is kept as a backup.
    #[arg(long)]
    force: bool,
    /// A house style to clean by.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
}

pub(super) fn run(arguments: &ReadArguments) -> Result<(), Failure> {
    match arguments.inputs.iter().filter(|path| store::is_edition(path)).count() {
        0 => new_edition(arguments),
        count if count == arguments.inputs.len() => editions(arguments),
        _ => Err(Failure::unusable_for("cli-mixed", &[])),
    }
}

/// Reads the pages of editions, and saves these.
fn editions(arguments: &ReadArguments) -> Result<(), Failure> {
    if arguments.output.is_some() && arguments.inputs.len() > 1 {
        return Err(Failure::unusable_for("cli-one-output", &[]));
    }
    let watch = TerminalWatch::new("cli-reading-page");
    let (reading, mut lacking) = (ImageReading::load(&watch).map_err(Failure::unusable)?, 0);
    let all = |edition: &Edition| (0..edition.pages().len()).map(|index| PageIndex(index as u32)).collect();
    for path in &arguments.inputs {
        let guard = Guard::new(over(arguments.force)).reads_editions(std::slice::from_ref(path));
        let came = reading.edition(path, arguments.output.as_deref().map(|output| (output, &guard)), all)?;
        lacking += came.faults.len();
        came.faults.into_iter().for_each(|fault| watch.remark(fault));
        if came.read == 0 {
            return Err(Failure::unusable_for("cli-no-image-read", &[of_file(path)]));
        }
    }
    not_all_read(lacking)
}

/// Makes an edition of images, and of pages with text that have images.
fn new_edition(arguments: &ReadArguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let output = arguments.output.clone().or_else(|| arguments.inputs.first().map(|input| beside(input))).unwrap_or_default();
    let guard = Guard::new(over(arguments.force))
        .reads(arguments.inputs.iter().cloned())
        .reads(arguments.style.iter().flat_map(|path| style.files(path)));
    // It is better to know before the models are loaded.
    check_free(&guard, &output)?;
    let watch = TerminalWatch::new("cli-reading-page");
    let reading = ImageReading::load(&watch).map_err(Failure::unusable)?;
    let came = reading.new_edition(&arguments.inputs, &style, (&output, guard), |_| {})?;
    let lacking = came.faults.len();
    came.faults.into_iter().for_each(|fault| watch.remark(fault));
    not_all_read(lacking)
}

fn not_all_read(lacking: usize) -> Result<(), Failure> {
    match lacking {
        0 => Ok(()),
        _ => Err(Failure::fault("cli-not-read", &[named("count", lacking)])),
    }
}
