//! The images of pages, and of raw lines cut from them, for an export that shows them with its text.
//!
//! They are made before the export, which stays a pure function of what it is given. A page's image is read once, cut into its lines and
//! let go before the next one is read: it may take hundreds of megabytes, its lines a few. Images of whole pages lie on disk meanwhile.

mod cut;
mod source_pages;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use image::DynamicImage;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::scan::{KeptScan, Scan, ScanHolder};
use super::spool::Spool;
use super::{Options, Switch};
use crate::edition::raw_lines::{self, LineId};
use crate::edition::{Block, Edition};
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::import::image::{ImageFault, ImageSearch, decode, per_layout_pixel};
use crate::locale::Locale;
use crate::page::{Page, PageIndex, PixelRect, is_blank, line_crop};
use crate::printable::one_line;
pub use cut::LineImage;
use cut::cut_png;
pub use source_pages::SourcePage;
use source_pages::source_pages;

/// What lies round an edition: where the images of its pages are looked for.
#[derive(Clone, Debug, Default)]
pub struct ImageSources {
    /// The edition's file, if it is in one.
    pub edition: Option<PathBuf>,
    /// The raw files that the edition was made of, where they are known.
    pub sources: Vec<PathBuf>,
    /// The images that were chosen by hand, by the SHA-256 of their pages' sources.
    pub chosen: HashMap<String, PathBuf>,
}

impl ImageSources {
    /// What is known of an edition by its file alone.
    pub fn file(edition: &Path) -> ImageSources {
        ImageSources { edition: Some(edition.to_owned()), ..ImageSources::default() }
    }
}

/// Why a page, or its lines, have no images. On the command line it is a line of its own; where it is told what came of an export, the words
/// of the reason follow.
#[derive(Debug, thiserror::Error)]
#[error("{}: its image is not in what was exported. {}", one_line(self.page()), in_spoken_language(self))]
pub enum LineImageFault {
    /// The source does not say where the lines stand.
    NoBoxes {
        /// The page's source file.
        page: String,
    },
    /// No image of the page was found.
    NotFound {
        /// The page's source file.
        page: String,
        /// What the image may be called.
        name: String,
    },
    /// The image of the page was found, but not read.
    Unread {
        /// The page's source file.
        page: String,
        /// What is wrong with the image.
        fault: ImageFault,
    },
}

impl LineImageFault {
    fn page(&self) -> &str {
        match self {
            LineImageFault::NoBoxes { page } | LineImageFault::NotFound { page, .. } | LineImageFault::Unread { page, .. } => page,
        }
    }
}

impl Explained for LineImageFault {
    fn key(&self) -> &'static str {
        match self {
            LineImageFault::NoBoxes { .. } => "error-line-images-no-boxes",
            LineImageFault::NotFound { .. } => "error-line-images-not-found",
            LineImageFault::Unread { .. } => "error-line-images-unread",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            LineImageFault::NoBoxes { page } => vec![named("page", page)],
            LineImageFault::NotFound { page, name } => vec![named("page", page), named("name", name)],
            LineImageFault::Unread { page, fault } => vec![named("page", page), named("what", fault.in_words(locale))],
        }
    }
}

/// The images of the raw lines that the articles of an edition come from, and of its pages, those that are asked for.
#[derive(Debug, Default)]
pub struct LineImages {
    lines: HashMap<LineId, LineImage>,
    /// Lines as they are on their pages, as PNG; none where they were not looked for.
    cuts: Option<HashMap<LineId, Vec<u8>>>,
    scans: HashMap<PageIndex, KeptScan>,
    source_pages: HashMap<PageIndex, SourcePage>,
    faults: Vec<LineImageFault>,
}

/// An image of a raw line with what it is of.
pub(super) struct ShownLine<'a> {
    /// The line.
    pub(super) line: LineId,
    /// The image.
    pub(super) image: &'a LineImage,
}

impl LineImages {
    /// Reads the images of an edition's pages and cuts out the lines of its articles, if that is asked for; else there are none.
    /// What is lacking is told by [`LineImages::faults`].
    pub fn of(edition: &Edition, options: &Options, near: &ImageSources) -> LineImages {
        let mut images = LineImages::default();
        if options.has(Switch::Scans) {
            images.add_scans(edition, near, options.scan_holder());
        }
        if options.has(Switch::LineImages) {
            images.lines = images.cut_all(edition, near, LineImage::cut);
        } else if options.has_line_images() {
            images.cuts = Some(images.cut_all(edition, near, cut_png));
        }
        images
    }

    fn cut_all<T: Send>(
        &mut self,
        edition: &Edition,
        near: &ImageSources,
        cut: impl Fn(&DynamicImage, PixelRect, f32) -> Option<T> + Sync,
    ) -> HashMap<LineId, T> {
        let mut all = HashMap::new();
        for (index, numbers) in wanted(edition) {
            match of_page(edition, index, &numbers, near, &cut) {
                Ok(found) => all.extend(found.into_iter().map(|(number, image)| (LineId { page: index, number }, image))),
                Err(fault) => self.faults.push(fault),
            }
        }
        all
    }

    fn add_scans(&mut self, edition: &Edition, near: &ImageSources, holder: ScanHolder) {
        let spool = Spool::default();
        let pages = (0..edition.pages().len()).map(|index| PageIndex(index as u32));
        let mut places: Vec<_> = pages.map(|index| (index, image_file(edition, index, near))).collect();
        if holder == ScanHolder::Pdf {
            let known = places.iter().filter_map(|(index, place)| Some((*index, place.as_ref().ok()?)));
            self.source_pages = source_pages(edition, known, &spool);
        }
        places.retain(|(index, _)| !self.source_pages.contains_key(index));
        let scan = |index: PageIndex, place: Result<(PathBuf, usize), LineImageFault>| {
            let (path, number) = place?;
            let scan = Scan::read(&path, number, holder);
            let kept = scan.map(|scan| KeptScan::new(scan, &spool));
            kept.map_err(|fault| LineImageFault::Unread { page: name_of(edition, index), fault })
        };
        // A scan is read whole, packed and put away; a few at a time are enough for all cores.
        let found: Vec<_> = places.into_par_iter().map(|(index, place)| (index, scan(index, place))).collect();
        for (index, scan) in found {
            match scan {
                Ok(scan) => drop(self.scans.insert(index, scan)),
                // A page with nothing on it lacks nothing.
                Err(LineImageFault::NotFound { .. }) if edition.page(index).is_some_and(|page| !page.has_text()) => {}
                Err(fault) => self.faults.push(fault),
            }
        }
    }

    /// The image of a line as it is on its page, as PNG.
    pub(super) fn cut(&self, line: LineId) -> Option<&[u8]> {
        self.cuts.as_ref()?.get(&line).map(Vec::as_slice)
    }

    /// Whether images of lines as they are were looked for; for a preview they are not.
    pub(super) fn are_cut(&self) -> bool {
        self.cuts.is_some()
    }

    /// The page as it is in its source, where that is a PDF.
    pub(super) fn source_page(&self, index: PageIndex) -> Option<&SourcePage> {
        self.source_pages.get(&index)
    }

    /// Whether a page is there as a whole: as it is in its source, or as an image.
    pub(super) fn has_page(&self, index: PageIndex) -> bool {
        self.source_pages.contains_key(&index) || self.scans.contains_key(&index)
    }

    /// The image of a page.
    pub(super) fn scan(&self, index: PageIndex) -> Option<&KeptScan> {
        self.scans.get(&index)
    }

    /// Why pages that articles come from have no images of their lines, in order of the pages.
    pub fn faults(&self) -> &[LineImageFault] {
        &self.faults
    }

    /// As [`LineImages::faults`], for keeping them longer than the images.
    pub fn into_faults(self) -> Vec<LineImageFault> {
        self.faults
    }

    /// The images of a block's raw lines, in order of its text; lines that have none are left out.
    pub(super) fn of_block(&self, block: &Block, edition: &Edition) -> Vec<ShownLine<'_>> {
        let lines = raw_lines(block, edition).into_iter();
        lines.filter_map(|line| Some(ShownLine { line, image: self.lines.get(&line)? })).collect()
    }
}

/// The raw lines that a block comes from, in order of its text, each once.
fn raw_lines(block: &Block, edition: &Edition) -> Vec<LineId> {
    let mut found = Vec::new();
    for span in raw_lines::of_block(block, edition.pages()) {
        for number in span.lines {
            let text = edition.page(span.page).and_then(|page| page.line(number)).map(|line| line.text).unwrap_or_default();
            let line = LineId { page: span.page, number };
            if !text.chars().all(is_blank) && !found.contains(&line) {
                found.push(line);
            }
        }
    }
    found
}

/// The raw lines that the articles come from, by their pages.
fn wanted(edition: &Edition) -> BTreeMap<PageIndex, BTreeSet<usize>> {
    let mut wanted: BTreeMap<PageIndex, BTreeSet<usize>> = BTreeMap::new();
    let blocks = edition.articles().iter().flat_map(|article| article.blocks()).filter(|block| !block.is_empty());
    for line in blocks.flat_map(|block| raw_lines(block, edition)) {
        wanted.entry(line.page).or_default().insert(line.number);
    }
    wanted
}

/// The images of lines of one page, by their numbers.
fn of_page<T: Send>(
    edition: &Edition,
    index: PageIndex,
    numbers: &BTreeSet<usize>,
    near: &ImageSources,
    cut: impl Fn(&DynamicImage, PixelRect, f32) -> Option<T> + Sync,
) -> Result<Vec<(usize, T)>, LineImageFault> {
    let Some(page) = edition.page(index) else { return Ok(Vec::new()) };
    let crops = crops(page, numbers);
    if crops.is_empty() {
        return Err(LineImageFault::NoBoxes { page: page.source().file.clone() });
    }
    let (path, number) = image_file(edition, index, near)?;
    let image = decode(&path, number, "").map_err(|fault| LineImageFault::Unread { page: page.source().file.clone(), fault })?;
    let scale = per_layout_pixel(page, image.width());
    Ok(crops.par_iter().filter_map(|(number, crop)| Some((*number, cut(&image, *crop, scale)?))).collect())
}

/// Where the image of a page is: the file, and which page of that, counted from 0.
fn image_file(edition: &Edition, index: PageIndex, near: &ImageSources) -> Result<(PathBuf, usize), LineImageFault> {
    let chosen = edition.page(index).and_then(|page| near.chosen.get(&page.source().sha256)).map(PathBuf::as_path);
    let search = ImageSearch::of(edition.pages(), index, &near.sources, near.edition.as_deref(), chosen).unwrap_or_default();
    match search.find() {
        Some(path) => Ok((path, search.number)),
        None => {
            let name = search.name.unwrap_or_else(|| format!("{}.png", search.stem));
            Err(LineImageFault::NotFound { page: name_of(edition, index), name })
        }
    }
}

/// What the source of a page is called.
fn name_of(edition: &Edition, index: PageIndex) -> String {
    edition.page(index).map(|page| page.source().file.clone()).unwrap_or_default()
}

/// What to cut out for those of the lines that stand somewhere, by their numbers.
fn crops(page: &Page, numbers: &BTreeSet<usize>) -> Vec<(usize, PixelRect)> {
    let Some(layout) = page.layout() else { return Vec::new() };
    numbers.iter().filter_map(|number| Some((*number, line_crop(layout, layout.line(*number)?)?))).collect()
}
