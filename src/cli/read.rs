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
use crate::collection::{Issue, IssueState};
use crate::edition::Edition;
use crate::explained::{named, of_file};
use crate::import::image::{ImageFault, ImageSearch, decode_bytes, is_cut_off, read_bytes};
use crate::import::{Choices, ImportedFiles, PageFile, import_files};
use crate::page::{Page, PageIndex, Witness};
use crate::reader::{Collation, PageReader, ReaderFault, prepared, unread, with_lines};
use crate::store::guard::Guard;
use crate::store::{self, Over};
use crate::style::HouseStyle;

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
pub(super) struct TerminalReading {
    reader: PageReader,
    progress: Progress,
    /// Which of how many issues is read, where there are several.
    issue: Option<(usize, usize)>,
}

impl TerminalReading {
    pub(super) fn new() -> Result<TerminalReading, Failure> {
        Ok(TerminalReading { reader: PageReader::load().map_err(Failure::unusable)?, progress: Progress::new(), issue: None })
    }

    /// Reads what is to be read of an issue of a collection, which is this one of so many, and saves it. Gives what was not read, and why.
    pub(super) fn issue(&mut self, issue: &Issue, style: &HouseStyle, number: (usize, usize)) -> Vec<String> {
        self.issue = Some(number);
        let of_issue = |fault: String| words::with("warning-of", &[of_file(&issue.edition), named("what", fault)]);
        if issue.state == IssueState::Raw {
            let read = self.issue_of_images(issue, style);
            return read.unwrap_or_else(|failure| vec![failure.to_string()]).into_iter().map(of_issue).collect();
        }
        match self.edition(&issue.edition, None, unread) {
            Ok((_, faults)) => faults.into_iter().map(of_issue).collect(),
            Err(failure) => vec![failure.to_string()],
        }
    }

    fn issue_of_images(&self, issue: &Issue, style: &HouseStyle) -> Result<Vec<String>, Failure> {
        // What was scanned twice is read once.
        let images: Vec<PathBuf> = issue.raw.iter().filter_map(|page| page.files.first().cloned()).collect();
        let guard = Guard::new(Over::Nothing).reads(issue.raw.iter().flat_map(|page| page.files.iter().cloned()));
        self.new_edition(&images, style, (&issue.edition, guard), |edition| issue.tell_masthead(edition))
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
            let [name, percent] = [named("name", &name), named("percent", (share * 100.0).round())];
            match self.issue {
                Some((done, all)) => {
                    self.progress.tell("cli-collection-reading-page", &[name, percent, named("done", done), named("all", all)]);
                }
                None => self.progress.tell("cli-reading-page", &[name, percent]),
            }
            true
        }
    }

    /// Reads the images of these pages of an edition that are found. How many were read, and why the others were not.
    fn read(&self, edition: &mut Edition, pages: &[PageIndex], sources: &[PathBuf], path: Option<&Path>) -> (usize, Vec<String>) {
        let (mut read, mut faults) = (0, Vec::new());
        for index in pages {
            let Some(page) = edition.page(*index).cloned() else { continue };
            let found = ImageSearch::file_of(edition.pages(), *index, sources, path);
            let not_found = || words::with("cli-image-not-found", &[named("page", &page.source().file)]);
            match found.ok_or_else(not_found).and_then(|(file, number)| self.witness(&page, &file, number)) {
                Ok(Some(witness)) => {
                    edition.take_witness(*index, Arc::new(witness));
                    read += 1;
                }
                Ok(None) => {}
                Err(fault) => faults.push(fault),
            }
        }
        (read, faults)
    }

    /// What is read on the image of a page, or why nothing is.
    fn witness(&self, page: &Page, file: &Path, number: usize) -> Result<Option<Witness>, String> {
        let image = self.decoded(file, number).map_err(|fault| fault.to_string())?;
        let watch = self.watch(&page.source().file);
        let witness = self.reader.witness(page, &prepared(&image), &watch).map_err(|fault| not_read(file, &fault))?;
        match witness {
            Some(witness) if !Collation::of(page, &witness).is_of_page() => {
                let names = [named("page", &page.source().file), named("image", file.display())];
                Err(words::with("cli-image-of-other-page", &names))
            }
            witness => Ok(witness),
        }
    }

    /// Reads those pages of an edition's file that `which` names, and saves it, in its own place or another. How many were read, and why
    /// others were not; where none was, nothing is written.
    fn edition(
        &self,
        path: &Path,
        output: Option<(&Path, &Guard)>,
        which: impl Fn(&Edition) -> Vec<PageIndex>,
    ) -> Result<(usize, Vec<String>), Failure> {
        let (mut edition, fingerprint) = store::load_with_fingerprint(path).map_err(Failure::unusable)?;
        match output {
            Some((output, guard)) => check(guard, output)?,
            None => check_held(path).map_err(Failure::unusable)?,
        }
        let pages = which(&edition);
        let (read, faults) = self.read(&mut edition, &pages, &[], Some(path));
        match output {
            _ if read == 0 => {}
            Some((output, guard)) => save(output, &edition, guard.over()).map_err(Failure::Unusable)?,
            None => save_again(path, &edition, fingerprint)?,
        }
        Ok((read, faults))
    }

    /// Makes an edition of images, and of pages with text that have images. Gives what was not read, and why.
    fn new_edition(
        &self,
        inputs: &[PathBuf],
        style: &HouseStyle,
        (output, guard): (&Path, Guard),
        finish: impl FnOnce(&mut Edition),
    ) -> Result<Vec<String>, Failure> {
        check(&guard, output)?;
        let files: Vec<PageFile> = inputs.iter().cloned().map(PageFile::from).collect();
        let read = import_files(&files, Choices::default(), |_, _| true)?;
        let ImportedFiles { mut pages, warnings, left_out, .. } = read.unwrap_or_default();
        let guard = inputs.iter().fold(guard, |guard, input| guard.keeps_named(input, &pages));
        warnings.iter().for_each(|warning| self.progress.warn(&warning.to_string()));
        let mut faults: Vec<String> = left_out.iter().map(words::left_out).collect();
        let indices = |pages: &[Arc<Page>], has_text: bool| -> Vec<usize> {
            pages.iter().enumerate().filter(|(_, page)| page.has_text() == has_text).map(|(index, _)| index).collect()
        };
        let told: Vec<PageIndex> = indices(&pages, true).into_iter().map(|index| PageIndex(index as u32)).collect();
        for index in indices(&pages, false) {
            match (self.bare(&pages, index, inputs), pages.get_mut(index)) {
                (Ok(page), Some(bare)) => *bare = Arc::new(page),
                (Ok(_), None) => {}
                (Err(fault), _) => faults.push(fault),
            }
        }
        if !pages.iter().any(|page| page.has_text()) {
            faults.iter().for_each(|fault| self.progress.warn(fault));
            return Err(Failure::unusable_for("cli-no-text", &[]));
        }
        let mut edition = clean(&pages, style);
        faults.extend(self.read(&mut edition, &told, inputs, None).1);
        finish(&mut edition);
        check(&guard, output)?;
        save(output, &edition, guard.over()).map_err(Failure::Unusable)?;
        Ok(faults)
    }

    /// The page of an image that was read.
    fn bare(&self, pages: &[Arc<Page>], index: usize, sources: &[PathBuf]) -> Result<Page, String> {
        let page = pages.get(index).ok_or_else(|| words::with("cli-no-such-page", &[]))?;
        let name = &page.source().file;
        let found = ImageSearch::file_of(pages, PageIndex(index as u32), sources, None);
        let (file, number) = found.ok_or_else(|| words::with("cli-image-not-beside", &[named("page", name)]))?;
        let image = prepared(&self.decoded(&file, number).map_err(|fault| fault.to_string())?);
        let lines = self.reader.lines(&image, &self.watch(name)).map_err(|fault| not_read(&file, &fault))?;
        Ok(with_lines(page, &lines.unwrap_or_default()))
    }
}

fn not_read(file: &Path, fault: &ReaderFault) -> String {
    words::with("warning-of", &[of_file(file), named("what", fault)])
}

/// Reads the pages of editions, and saves these.
fn editions(arguments: &ReadArguments) -> Result<(), Failure> {
    if arguments.output.is_some() && arguments.inputs.len() > 1 {
        return Err(Failure::unusable_for("cli-one-output", &[]));
    }
    let (reading, mut lacking) = (TerminalReading::new()?, 0);
    let all = |edition: &Edition| (0..edition.pages().len()).map(|index| PageIndex(index as u32)).collect();
    for path in &arguments.inputs {
        let guard = Guard::new(over(arguments.force)).reads_editions(std::slice::from_ref(path));
        let (read, faults) = reading.edition(path, arguments.output.as_deref().map(|output| (output, &guard)), all)?;
        faults.iter().for_each(|fault| reading.progress.warn(fault));
        lacking += faults.len();
        if read == 0 {
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
    check(&guard, &output)?;
    let reading = TerminalReading::new()?;
    let faults = reading.new_edition(&arguments.inputs, &style, (&output, guard), |_| {})?;
    faults.iter().for_each(|fault| reading.progress.warn(fault));
    not_all_read(faults.len())
}

fn not_all_read(lacking: usize) -> Result<(), Failure> {
    match lacking {
        0 => Ok(()),
        _ => Err(Failure::fault("cli-not-read", &[named("count", lacking)])),
    }
}
