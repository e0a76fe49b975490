//! `stet read`: page images read again. An edition gets a witness of each page whose image is found; images become a new edition.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use image::DynamicImage;

use super::clean::{beside, check, check_held, save};
use super::terminal::Progress;
use super::witness::save_again;
use super::{Failure, house_style, over, words};
use crate::clean::clean;
use crate::edition::Edition;
use crate::explained::{named, of_file};
use crate::import::image::{ImageFault, ImageSearch, decode_bytes, is_cut_off, read_bytes};
use crate::import::{Choices, ImportedFiles, PageFile, import_files};
use crate::page::{Page, PageIndex};
use crate::reader::{Collation, PageReader, ReaderFault, prepared, with_lines};
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

/// What reads, with how far it is on the terminal.
struct TerminalReading {
    reader: PageReader,
    progress: Progress,
}

impl TerminalReading {
    fn new() -> Result<TerminalReading, Failure> {
        Ok(TerminalReading { reader: PageReader::load().map_err(Failure::unusable)?, progress: Progress::new() })
    }

    /// The image in a file; one that ends too early is told.
    fn decoded(&self, file: &Path, number: usize) -> Result<DynamicImage, ImageFault> {
        let bytes = read_bytes(file)?;
        if is_cut_off(&bytes) {
            self.progress.warn(&words::with("cli-cut-off", &[of_file(file)]));
        }
        decode_bytes(file, bytes, number, "")
    }

    /// Says on the terminal how far the reading of a page is.
    fn watch(&self, name: &str) -> impl Fn(f32) -> bool + Sync + use<'_> {
        let name = name.to_owned();
        move |share: f32| {
            self.progress.tell("cli-reading-page", &[named("name", &name), named("percent", (share * 100.0).round())]);
            true
        }
    }

    /// Reads the images of an edition's pages that are found, and says which are not. How many were read, and how many were not.
    fn read(&self, edition: &mut Edition, sources: &[PathBuf], path: Option<&Path>) -> Result<(usize, usize), Failure> {
        let (mut read, mut left) = (0, 0);
        for index in (0..edition.pages().len()).map(|index| PageIndex(index as u32)) {
            let Some(page) = edition.page(index).cloned() else { continue };
            let Some((file, number)) = ImageSearch::file_of(edition.pages(), index, sources, path) else {
                left += 1;
                self.progress.warn(&words::with("cli-image-not-found", &[named("page", &page.source().file)]));
                continue;
            };
            match self.decoded(&file, number) {
                Ok(image) => {
                    let watch = self.watch(&page.source().file);
                    let witness = self.reader.witness(&page, &prepared(&image), &watch).map_err(Failure::unusable)?;
                    let Some(witness) = witness else { continue };
                    if !Collation::of(&page, &witness).is_of_page() {
                        left += 1;
                        let names = [named("page", &page.source().file), named("image", file.display())];
                        self.progress.warn(&words::with("cli-image-of-other-page", &names));
                        continue;
                    }
                    edition.take_witness(index, Arc::new(witness));
                    read += 1;
                }
                Err(fault) => {
                    left += 1;
                    self.progress.warn(&fault.to_string());
                }
            }
        }
        Ok((read, left))
    }
}

/// Reads the pages of editions, and saves these.
fn editions(arguments: &ReadArguments) -> Result<(), Failure> {
    if arguments.output.is_some() && arguments.inputs.len() > 1 {
        return Err(Failure::unusable_for("cli-one-output", &[]));
    }
    let (reading, mut lacking) = (TerminalReading::new()?, 0);
    for path in &arguments.inputs {
        let (mut edition, fingerprint) = store::load_with_fingerprint(path).map_err(Failure::unusable)?;
        let guard = Guard::new(over(arguments.force)).reads_editions(std::slice::from_ref(path));
        if let Some(output) = &arguments.output {
            check(&guard, output)?;
        } else {
            check_held(path).map_err(Failure::unusable)?;
        }
        let (read, left) = reading.read(&mut edition, &[], Some(path))?;
        lacking += left;
        if read == 0 {
            return Err(Failure::unusable_for("cli-no-image-read", &[of_file(path)]));
        }
        match &arguments.output {
            Some(output) => save(output, &edition, guard.over()).map_err(Failure::Unusable)?,
            None => save_again(path, &edition, fingerprint)?,
        }
    }
    lacking_none(lacking)
}

/// Makes an edition of images, and of pages with text that have images.
fn new_edition(arguments: &ReadArguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let output = arguments.output.clone().or_else(|| arguments.inputs.first().map(|input| beside(input))).unwrap_or_default();
    let guard = Guard::new(over(arguments.force))
        .reads(arguments.inputs.iter().cloned())
        .reads(arguments.style.iter().flat_map(|path| style.files(path)));
    check(&guard, &output)?;
    let files: Vec<PageFile> = arguments.inputs.iter().cloned().map(PageFile::from).collect();
    let read = import_files(&files, Choices::default(), |_, _| true)?;
    let ImportedFiles { pages, warnings, left_out, .. } = read.unwrap_or_default();
    let guard = arguments.inputs.iter().fold(guard, |guard, input| guard.keeps_named(input, &pages));
    let reading = TerminalReading::new()?;
    warnings.iter().for_each(|warning| reading.progress.warn(&warning.to_string()));
    left_out.iter().for_each(|left| reading.progress.warn(&words::left_out(left)));
    let (bare, told): (Vec<usize>, Vec<usize>) = (0..pages.len()).partition(|index| pages.get(*index).is_some_and(|page| !page.has_text()));
    let mut pages = pages;
    let mut lacking = left_out.len();
    for index in bare {
        match read_bare(&reading, &pages, index, &arguments.inputs) {
            Ok(page) => {
                if let Some(bare) = pages.get_mut(index) {
                    *bare = Arc::new(page);
                }
            }
            Err(fault) => {
                lacking += 1;
                reading.progress.warn(&fault.to_string());
            }
        }
    }
    if !pages.iter().any(|page| page.has_text()) {
        return Err(Failure::unusable_for("cli-no-text", &[]));
    }
    let mut edition = clean(&pages, &style);
    if !told.is_empty() {
        lacking += reading.read(&mut edition, &arguments.inputs, None)?.1;
    }
    check(&guard, &output)?;
    save(&output, &edition, guard.over()).map_err(Failure::Unusable)?;
    lacking_none(lacking)
}

/// The page of an image that was read.
fn read_bare(reading: &TerminalReading, pages: &[Arc<Page>], index: usize, sources: &[PathBuf]) -> Result<Page, Failure> {
    let page = pages.get(index).ok_or_else(|| Failure::unusable_for("cli-no-such-page", &[]))?;
    let name = &page.source().file;
    let found = ImageSearch::file_of(pages, PageIndex(index as u32), sources, None);
    let (file, number) = found.ok_or_else(|| Failure::unusable_for("cli-image-not-beside", &[named("page", name)]))?;
    let image = prepared(&reading.decoded(&file, number).map_err(Failure::unusable)?);
    let not_read = |fault: ReaderFault| Failure::unusable_for("warning-of", &[of_file(&file), named("what", fault)]);
    let lines = reading.reader.lines(&image, &reading.watch(name)).map_err(not_read)?;
    Ok(with_lines(page, &lines.unwrap_or_default()))
}

fn lacking_none(lacking: usize) -> Result<(), Failure> {
    match lacking {
        0 => Ok(()),
        _ => Err(Failure::fault("cli-not-read", &[named("count", lacking)])),
    }
}
