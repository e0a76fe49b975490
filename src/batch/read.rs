//! Reading page images: of the issues of a collection, of an edition, or of images that become one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use image::DynamicImage;

use super::{BatchNote, BatchPlan, BatchReport, BatchStep, BatchWatch, check_free, check_held, save, save_again};
use crate::clean::clean;
use crate::collection::{Collection, Issue, IssueState};
use crate::edition::Edition;
use crate::import::image::{ImageSearch, decode_bytes, is_cut_off, read_bytes};
use crate::import::{Choices, ImportedFiles, PageFile, import_files};
use crate::page::{Page, PageIndex, Witness};
use crate::reader::{Collation, PageReader, ReaderFault, prepared, unread, with_lines};
use crate::store::guard::Guard;
use crate::store::{self, Over};
use crate::style::HouseStyle;

/// Reads the images of all pages of a collection that were not read yet. An issue of which a page could not be read is looked at again the
/// next time; of one at which it is stopped, what was read is kept.
///
/// # Errors
/// The reader does not work.
pub fn read(collection: &Collection, style: &HouseStyle, watch: &dyn BatchWatch) -> Result<BatchReport, ReaderFault> {
    let plan = BatchPlan::of(collection, Issue::for_reading);
    let all = plan.to_do.len();
    if all == 0 {
        return Ok(plan.report(Vec::new()));
    }
    let mut reading = ImageReading::load(watch)?;
    let mut is_stopped = false;
    let mut read_one = |(place, issue): (usize, &&Issue)| {
        reading.issue = Some((place + 1, all));
        is_stopped = is_stopped || !watch.goes_on(&BatchStep { done: place, all, page: None });
        if is_stopped {
            return None;
        }
        let came = reading.issue(issue, style);
        is_stopped = came.is_stopped;
        (!is_stopped || !came.faults.is_empty()).then_some(came.faults)
    };
    let results = plan.to_do.iter().enumerate().map(&mut read_one).collect();
    let report = plan.report(results);
    Ok(BatchReport { is_stopped: report.is_stopped || is_stopped, ..report })
}

/// What came of reading the pages of an edition.
#[derive(Debug, Default)]
pub struct ReadImages {
    /// How many pages were read.
    pub read: usize,
    /// Why others were not.
    pub faults: Vec<BatchNote>,
    /// Whether it was stopped.
    pub is_stopped: bool,
}

/// The reader with somebody who looks on.
pub struct ImageReading<'a> {
    reader: PageReader,
    watch: &'a dyn BatchWatch,
    /// Which of how many issues is read, where there are several.
    issue: Option<(usize, usize)>,
}

impl<'a> ImageReading<'a> {
    /// Loads the reader, which stays in memory as long as this.
    ///
    /// # Errors
    /// It does not work.
    pub fn load(watch: &'a dyn BatchWatch) -> Result<ImageReading<'a>, ReaderFault> {
        Ok(ImageReading { reader: PageReader::load()?, watch, issue: None })
    }

    /// Reads what is to be read of an issue of a collection, and saves it. Its faults name the issue.
    fn issue(&self, issue: &Issue, style: &HouseStyle) -> ReadImages {
        let of_issue = |fault: BatchNote| BatchNote::OfIssue(issue.edition.clone(), Box::new(fault));
        let is_raw = issue.state == IssueState::Raw;
        let read = if is_raw { self.issue_of_images(issue, style) } else { self.edition(&issue.edition, None, unread) };
        match read {
            Ok(read) => ReadImages { faults: read.faults.into_iter().map(of_issue).collect(), ..read },
            // What is wrong with an edition's own file names that itself.
            Err(fault) => ReadImages { faults: vec![if is_raw { of_issue(fault) } else { fault }], ..ReadImages::default() },
        }
    }

    fn issue_of_images(&self, issue: &Issue, style: &HouseStyle) -> Result<ReadImages, BatchNote> {
        // What was scanned twice is read once.
        let images: Vec<PathBuf> = issue.raw.iter().filter_map(|page| page.files.first().cloned()).collect();
        let guard = Guard::new(Over::Nothing).reads(issue.raw.iter().flat_map(|page| page.files.iter().cloned()));
        self.new_edition(&images, style, (&issue.edition, guard), |edition| issue.tell_masthead(edition))
    }

    /// Reads those pages of an edition's file that `which` names, and saves it, in its own place or another. Where none was read, nothing is
    /// written.
    ///
    /// # Errors
    /// The edition cannot be read or written, or somebody has it open.
    pub fn edition(
        &self,
        path: &Path,
        output: Option<(&Path, &Guard)>,
        which: impl Fn(&Edition) -> Vec<PageIndex>,
    ) -> Result<ReadImages, BatchNote> {
        let (mut edition, fingerprint) = store::load_with_fingerprint(path)?;
        match output {
            Some((output, guard)) => check_free(guard, output)?,
            None => check_held(path)?,
        }
        let pages = which(&edition);
        let came = self.pages(&mut edition, &pages, &[], Some(path));
        match output {
            _ if came.read == 0 => {}
            Some((output, guard)) => save(output, &edition, guard.over())?,
            None => save_again(path, &edition, fingerprint)?,
        }
        Ok(came)
    }

    /// Makes an edition of images, and of pages with text that have images. `finish` completes it before it is saved. Where it is stopped
    /// before all images are text, nothing is written.
    ///
    /// # Errors
    /// The files cannot be read, there is no text on any image, or the edition cannot be written.
    pub fn new_edition(
        &self,
        inputs: &[PathBuf],
        style: &HouseStyle,
        (output, guard): (&Path, Guard),
        finish: impl FnOnce(&mut Edition),
    ) -> Result<ReadImages, BatchNote> {
        check_free(&guard, output)?;
        let files: Vec<PageFile> = inputs.iter().cloned().map(PageFile::from).collect();
        let imported = import_files(&files, Choices::default(), |_, _| true)?;
        let ImportedFiles { mut pages, warnings, left_out, .. } = imported.unwrap_or_default();
        let guard = inputs.iter().fold(guard, |guard, input| guard.keeps_named(input, &pages));
        warnings.into_iter().for_each(|warning| self.watch.remark(warning.into()));
        let mut faults: Vec<BatchNote> = left_out.into_iter().map(BatchNote::LeftOut).collect();
        let indices = |pages: &[Arc<Page>], has_text: bool| -> Vec<usize> {
            pages.iter().enumerate().filter(|(_, page)| page.has_text() == has_text).map(|(index, _)| index).collect()
        };
        let told: Vec<PageIndex> = indices(&pages, true).into_iter().map(|index| PageIndex(index as u32)).collect();
        let mut read = 0;
        for index in indices(&pages, false) {
            match self.bare(&pages, index, inputs) {
                Ok(Some(page)) => {
                    read += 1;
                    if let Some(bare) = pages.get_mut(index) {
                        *bare = Arc::new(page);
                    }
                }
                Ok(None) => return Ok(ReadImages { read: 0, faults, is_stopped: true }),
                Err(fault) => faults.push(fault),
            }
        }
        if !pages.iter().any(|page| page.has_text()) {
            faults.into_iter().for_each(|fault| self.watch.remark(fault));
            return Err(BatchNote::NoText);
        }
        let mut edition = clean(&pages, style);
        let beside = self.pages(&mut edition, &told, inputs, None);
        faults.extend(beside.faults);
        finish(&mut edition);
        check_free(&guard, output)?;
        save(output, &edition, guard.over())?;
        Ok(ReadImages { read: read + beside.read, faults, is_stopped: beside.is_stopped })
    }

    /// Reads the images of these pages of an edition that are found.
    fn pages(&self, edition: &mut Edition, pages: &[PageIndex], sources: &[PathBuf], path: Option<&Path>) -> ReadImages {
        let mut came = ReadImages::default();
        for index in pages {
            let Some(page) = edition.page(*index).cloned() else { continue };
            let found = ImageSearch::file_of(edition.pages(), *index, sources, path);
            let not_found = || BatchNote::NoImage { page: page.source().file.clone() };
            match found.ok_or_else(not_found).and_then(|(file, number)| self.witness(&page, &file, number)) {
                Ok(Some(witness)) => {
                    edition.take_witness(*index, Arc::new(witness));
                    came.read += 1;
                }
                Ok(None) => {
                    came.is_stopped = true;
                    break;
                }
                Err(fault) => came.faults.push(fault),
            }
        }
        came
    }

    /// What is read on the image of a page, or why nothing is; nothing where it was stopped.
    fn witness(&self, page: &Page, file: &Path, number: usize) -> Result<Option<Witness>, BatchNote> {
        let image = self.decoded(file, number)?;
        let watch = self.watch_of(&page.source().file);
        let witness = self.reader.witness(page, &prepared(&image), &watch).map_err(|fault| not_read(file, fault))?;
        match witness {
            Some(witness) if !Collation::of(page, &witness).is_of_page() => {
                Err(BatchNote::OtherPage { page: page.source().file.clone(), image: file.to_owned() })
            }
            witness => Ok(witness),
        }
    }

    /// The page of an image that was read; nothing where it was stopped.
    fn bare(&self, pages: &[Arc<Page>], index: usize, sources: &[PathBuf]) -> Result<Option<Page>, BatchNote> {
        let Some(page) = pages.get(index) else { return Ok(None) };
        let name = &page.source().file;
        let found = ImageSearch::file_of(pages, PageIndex(index as u32), sources, None);
        let (file, number) = found.ok_or_else(|| BatchNote::NoImageBeside { page: name.clone() })?;
        let image = prepared(&self.decoded(&file, number)?);
        let lines = self.reader.lines(&image, &self.watch_of(name)).map_err(|fault| not_read(&file, fault))?;
        Ok(lines.map(|lines| with_lines(page, &lines)))
    }

    /// The image in a file; one that ends too early is told.
    fn decoded(&self, file: &Path, number: usize) -> Result<DynamicImage, BatchNote> {
        let bytes = read_bytes(file)?;
        if is_cut_off(&bytes) {
            self.watch.remark(BatchNote::CutOff(file.to_owned()));
        }
        Ok(decode_bytes(file, bytes, number, "")?)
    }

    /// Tells how far the reading of a page is.
    fn watch_of(&self, name: &str) -> impl Fn(f32) -> bool + Sync + use<'a> {
        let (name, watch) = (name.to_owned(), self.watch);
        let (done, all) = self.issue.unwrap_or_default();
        move |share: f32| watch.goes_on(&BatchStep { done, all, page: Some((&name, share)) })
    }
}

fn not_read(file: &Path, fault: ReaderFault) -> BatchNote {
    BatchNote::NotRead { path: file.to_owned(), fault }
}
