//! Reading the images of pages again, in the background.

use std::path::PathBuf;
use std::sync::Arc;

use super::{EditionOutcome, Job, JobProgress, Jobs};
use crate::clean::{ReadStory, draft_read_regions};
use crate::desktop::open::OpenEditionId;
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::import::Choices;
use crate::import::image::{ImageFault, ImageSearch, decode};
use crate::locale::Locale;
use crate::page::{Page, PageIndex, PixelRect, Witness, WitnessLine};
use crate::reader::{Collation, OtherReadings, PageReader, ReaderFault, prepared};
use crate::style::HouseStyle;

/// A page to be read.
pub struct PageToRead {
    /// Which page of the edition.
    pub page: PageIndex,
    /// The raw page.
    pub of: Arc<Page>,
    /// Where its image may be.
    pub search: ImageSearch,
    /// What opens a PDF that is locked.
    pub password: String,
    /// What is known of it already.
    pub known: Vec<Arc<Witness>>,
    /// What of it is read.
    pub part: PartToRead,
}

/// What is read of a page.
pub enum PartToRead {
    /// All of it.
    All,
    /// A raw line, by its number.
    Line(usize),
    /// Regions in this order, in pixels of its layout.
    Regions(Vec<PixelRect>),
}

/// What was read.
#[derive(Default)]
pub struct ReadPages {
    /// Of each page that was read what was read there.
    pub witnesses: Vec<(PageIndex, Arc<Witness>)>,
    /// Why others were not.
    pub faults: Vec<NotRead>,
    /// Whether the editor stopped it.
    pub is_stopped: bool,
    /// What was read in marked regions.
    pub regions: Option<RegionsText>,
}

/// What was read in marked regions.
pub struct RegionsText {
    /// Which page they are of.
    pub page: PageIndex,
    /// The draft of the lines that the raw text has not.
    pub stories: Vec<ReadStory>,
    /// How many lines these are.
    pub lacking: usize,
    /// How many lines were read in all.
    pub count: usize,
}

/// Why a page was not read.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum NotRead {
    /// There is no image of the page.
    NoImage {
        /// The page's file.
        file: String,
    },
    /// The line has no place on the image.
    NoPlace {
        /// The number of the raw line.
        line: usize,
    },
    /// The image cannot be read.
    Image(ImageFault),
    /// The reader does not work.
    Reader(ReaderFault),
    /// What is on the image is not the page's text.
    OtherPage {
        /// The page's file.
        file: String,
    },
}

impl Explained for NotRead {
    fn key(&self) -> &'static str {
        match self {
            NotRead::NoImage { .. } => "error-read-no-image",
            NotRead::NoPlace { .. } => "error-read-no-place",
            NotRead::Image(fault) => fault.key(),
            NotRead::Reader(fault) => fault.key(),
            NotRead::OtherPage { .. } => "error-read-other-page",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            NotRead::NoImage { file } | NotRead::OtherPage { file } => vec![named("path", file)],
            NotRead::NoPlace { line } => vec![named("line", line)],
            NotRead::Image(fault) => fault.arguments(locale),
            NotRead::Reader(fault) => fault.arguments(locale),
        }
    }
}

impl Jobs {
    /// Reads pages. The models are in memory until all are read.
    pub fn read_pages(&mut self, id: OpenEditionId, pages: Vec<PageToRead>, style: Arc<HouseStyle>) {
        self.of_edition(id, Job::Read, move |progress| EditionOutcome::Read(read_pages(&pages, &style, progress)));
    }

    /// Reads a file as another reading of an edition's pages.
    pub fn read_witness(&mut self, id: OpenEditionId, pages: Vec<Arc<Page>>, path: PathBuf, choices: Choices) {
        self.of_edition(id, Job::Witness, move |_| {
            let read = OtherReadings::of(&pages).read(&path, &choices);
            EditionOutcome::Witness(path, read)
        });
    }

    /// Whether pages of an open edition are being read.
    pub fn is_reading(&self, id: OpenEditionId) -> bool {
        self.running.iter().any(|running| running.of == Some(id) && running.job == Job::Read)
    }
}

fn read_pages(pages: &[PageToRead], style: &HouseStyle, progress: &JobProgress) -> ReadPages {
    let mut read = ReadPages::default();
    let reader = match PageReader::load() {
        Ok(reader) => reader,
        Err(fault) => return ReadPages { faults: vec![NotRead::Reader(fault)], ..read },
    };
    for (done, page) in pages.iter().enumerate() {
        let watch = |share: f32| progress.go_on((done as f32 + share) / pages.len() as f32);
        match read_page(&reader, page, &watch) {
            Ok(Some((witness, lacking))) => {
                let draft = |(lacking, count): (Vec<Vec<WitnessLine>>, usize)| RegionsText {
                    page: page.page,
                    stories: draft_read_regions(&lacking, style),
                    lacking: lacking.iter().map(Vec::len).sum(),
                    count,
                };
                read.regions = lacking.map(draft).or(read.regions);
                read.witnesses.push((page.page, Arc::new(witness)));
            }
            Ok(None) => {
                read.is_stopped = true;
                return read;
            }
            Err(fault) => read.faults.push(fault),
        }
    }
    read
}

/// What is read on a page, and in regions the lines that the raw text has not, with how many were read in all.
type ReadPart = (Witness, Option<(Vec<Vec<WitnessLine>>, usize)>);

/// What is read on a page; nothing where it was stopped.
fn read_page(reader: &PageReader, page: &PageToRead, watch: &(dyn Fn(f32) -> bool + Sync)) -> Result<Option<ReadPart>, NotRead> {
    let file = || page.of.source().file.clone();
    let path = page.search.find().ok_or_else(|| NotRead::NoImage { file: file() })?;
    let image = prepared(&decode(&path, page.search.number, &page.password).map_err(NotRead::Image)?);
    match &page.part {
        PartToRead::Line(line) => {
            let witness = reader.line(&page.of, *line, &image, &page.known).map_err(NotRead::Reader)?;
            Ok(Some((witness.ok_or(NotRead::NoPlace { line: *line })?, None)))
        }
        PartToRead::Regions(regions) => {
            let read = reader.regions(&page.of, regions, &image, &page.known, watch).map_err(NotRead::Reader)?;
            Ok(read.map(|read| (read.witness, Some((read.lacking, read.count)))))
        }
        PartToRead::All => match reader.witness(&page.of, &image, watch).map_err(NotRead::Reader)? {
            Some(witness) if page.of.has_text() && !Collation::of(&page.of, &witness).is_of_page() => {
                Err(NotRead::OtherPage { file: file() })
            }
            witness => Ok(witness.map(|witness| (witness, None))),
        },
    }
}
