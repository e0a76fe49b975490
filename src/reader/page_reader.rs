//! Reading a whole page: a witness of one that has text, the lines of one that has none.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use image::GrayImage;
use image::imageops::crop_imm;

use super::components::FoundLine;
use super::detector::Detector;
use super::order::in_order;
use super::recogniser::Recogniser;
use super::strip::LinePlace;
use super::turned::is_turned;
use super::{Collation, ENGINE, ReadCharacter, ReadLine, ReadRegions, ReaderFault, Watch};
use crate::import::image::per_layout_pixel;
use crate::page::{Certainty, LineBox, Page, PixelRect, Pixels, Witness, WitnessCharacter, WitnessLine};

/// The runtime, with which the same model may read a little otherwise.
const VERSION: &str = "rten 0.27";

/// How many lines are read at once, each on a thread of its own.
const WORKERS: usize = 2;

/// How much of the time the search for lines takes, about.
const SEARCH: f32 = 0.3;

/// A line that was found is one of the raw text where so much of it lies in boxes of that.
const COVERED: f64 = 0.5;

/// Reads pages. The models are in memory as long as it is.
pub struct PageReader {
    recogniser: Recogniser,
    detector: Detector,
}

/// A character alone is one where it is read with at least this certainty.
const ALONE: Certainty = Certainty::percent(90);

/// What only the second look has found is text where it is read with at least this certainty in the mean: it is looked for among pictures and
/// ornaments too.
const SECOND: f32 = 0.8;

/// What comes of reading a line.
type Attempt = Result<Option<ReadLine>, ReaderFault>;

/// A line to be read.
struct LineTask {
    raw: Option<usize>,
    /// Where it lies on the image.
    place: LinePlace,
    /// Its rectangle there.
    rect: PixelRect,
    /// Whether only the second look has found it.
    is_second: bool,
}

impl LineTask {
    /// The task of a line that was found where no raw line is.
    fn of_found(line: FoundLine) -> LineTask {
        LineTask { raw: None, place: line.place, rect: line.rect, is_second: line.is_second }
    }
}

impl PageReader {
    /// Loads the models.
    ///
    /// # Errors
    /// A model is damaged.
    pub fn load() -> Result<PageReader, ReaderFault> {
        Ok(PageReader { recogniser: Recogniser::load()?, detector: Detector::load()? })
    }

    /// Reads the image of a page: at the places of its raw lines, and wherever else there is text. Nothing where it was stopped.
    ///
    /// # Errors
    /// A model cannot be run.
    pub fn witness(&self, page: &Page, image: &GrayImage, watch: Watch<'_>) -> Result<Option<Witness>, ReaderFault> {
        let scale = per_layout_pixel(page, image.width());
        let Some(found) = self.detector.find(image, &|share| watch(share * SEARCH))? else { return Ok(None) };
        let mut tasks = raw_tasks(page, scale);
        let boxes: Vec<PixelRect> = tasks.iter().map(|task| task.rect).collect();
        let others: Vec<FoundLine> = found.into_iter().filter(|line| !is_known(line.rect, &boxes)).collect();
        tasks.extend(in_order(others).into_iter().map(LineTask::of_found));
        let lines = self.read_all(image, &tasks, &|share| watch(SEARCH + share * (1.0 - SEARCH)))?;
        Ok(lines.map(|lines| witness(tasks.iter().zip(lines).filter_map(|(task, line)| witness_line(task, line, 1.0 / scale)).collect())))
    }

    /// Reads one line of a page again: what is known of the page with that line. Nothing where the line has no place on the image.
    ///
    /// # Errors
    /// The model cannot be run.
    pub fn line(&self, page: &Page, number: usize, image: &GrayImage, known: &[Arc<Witness>]) -> Result<Option<Witness>, ReaderFault> {
        let scale = per_layout_pixel(page, image.width());
        let line = page.layout().and_then(|layout| layout.line(number));
        let Some(place) = line.and_then(LinePlace::of_line).map(|place| place.scaled(scale)) else { return Ok(None) };
        let task = LineTask { raw: Some(number), place, rect: place.part(0.0, 1.0), is_second: false };
        let line = witness_line(&task, self.recogniser.read(image, place)?, 1.0 / scale);
        Ok(line.map(|line| own(known).with_line(line)))
    }

    /// Reads regions of a page's image that were marked by hand, given in pixels of its layout, in their order: at the places of the raw
    /// lines in them, and wherever else there is text. A region in which no line is found is read as one. Nothing where it was stopped.
    ///
    /// # Errors
    /// A model cannot be run.
    pub fn regions(
        &self,
        page: &Page,
        regions: &[PixelRect],
        image: &GrayImage,
        known: &[Arc<Witness>],
        watch: Watch<'_>,
    ) -> Result<Option<ReadRegions>, ReaderFault> {
        let scale = per_layout_pixel(page, image.width());
        let mut raw = raw_tasks(page, scale);
        let mut boxes: Vec<PixelRect> = raw.iter().map(|task| task.rect).collect();
        let (mut tasks, mut ends) = (Vec::new(), Vec::new());
        for (index, region) in regions.iter().enumerate() {
            let region = region.scaled(scale).common(whole(image));
            let searched = |share: f32| watch(SEARCH * (index as f32 + share) / regions.len() as f32);
            let Some(found) = self.found_in(image, region, &searched)? else { return Ok(None) };
            let within = |task: &mut LineTask| region.contains(task.rect.middle());
            let known: Vec<LineTask> = raw.extract_if(.., within).collect();
            let mut others: Vec<FoundLine> = found.into_iter().filter(|line| !is_known(line.rect, &boxes)).collect();
            others.iter_mut().for_each(|line| line.is_second = false);
            boxes.extend(others.iter().map(|line| line.rect));
            if known.is_empty() && others.is_empty() && !is_known(region, &boxes) && !region.is_empty() {
                tasks.push(LineTask { raw: None, place: LinePlace::of_rect(region), rect: region, is_second: false });
            }
            tasks.extend(known);
            tasks.extend(in_order(others).into_iter().map(LineTask::of_found));
            ends.push(tasks.len());
        }
        let Some(read) = self.read_all(image, &tasks, &|share| watch(SEARCH + share * (1.0 - SEARCH)))? else { return Ok(None) };
        let lines: Vec<Option<WitnessLine>> = tasks.iter().zip(read).map(|(task, line)| witness_line(task, line, 1.0 / scale)).collect();
        Ok(Some(ReadRegions {
            lacking: lacking(page, &lines, &ends),
            count: lines.iter().flatten().count(),
            witness: with_lines(known, lines),
        }))
    }

    /// The lines in a part of an image, their places in pixels of the image. Nothing where it was stopped.
    fn found_in(&self, image: &GrayImage, part: PixelRect, watch: &dyn Fn(f32) -> bool) -> Result<Option<Vec<FoundLine>>, ReaderFault> {
        let PixelRect { left, top, .. } = part;
        let cut = crop_imm(image, left.0, top.0, part.width().0, part.height().0).to_image();
        let found = self.detector.find(&cut, watch)?;
        Ok(found.map(|lines| lines.into_iter().map(|line| line.moved(left.0, top.0)).collect()))
    }

    /// Reads an image of which nothing is known: its lines in reading order, in pixels of the image. Nothing where it was stopped.
    ///
    /// # Errors
    /// The print does not stand upright, or a model cannot be run.
    pub fn lines(&self, image: &GrayImage, watch: Watch<'_>) -> Result<Option<Vec<WitnessLine>>, ReaderFault> {
        let Some(found) = self.detector.find(image, &|share| watch(share * SEARCH))? else { return Ok(None) };
        if is_turned(&self.recogniser, image, &found)? {
            return Err(ReaderFault::Turned);
        }
        let tasks: Vec<LineTask> = in_order(found).into_iter().map(LineTask::of_found).collect();
        let lines = self.read_all(image, &tasks, &|share| watch(SEARCH + share * (1.0 - SEARCH)))?;
        Ok(lines.map(|lines| tasks.iter().zip(lines).filter_map(|(task, line)| witness_line(task, line, 1.0)).collect()))
    }

    /// Reads lines, some at once. Nothing where it was stopped.
    fn read_all(&self, image: &GrayImage, tasks: &[LineTask], watch: Watch<'_>) -> Result<Option<Vec<Option<ReadLine>>>, ReaderFault> {
        let (next, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let read: Mutex<Vec<(usize, Attempt)>> = Mutex::new(Vec::with_capacity(tasks.len()));
        let work = || {
            let recogniser = self.recogniser.twin();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(task) = tasks.get(index) else { return };
                if !watch(index as f32 / tasks.len() as f32) {
                    stopped.fetch_add(1, Ordering::Relaxed);
                    return;
                }
                let line = recogniser.read(image, task.place);
                let is_fault = line.is_err();
                read.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((index, line));
                if is_fault {
                    return;
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..WORKERS {
                scope.spawn(work);
            }
            work();
        });
        if stopped.into_inner() > 0 {
            return Ok(None);
        }
        let mut read = read.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        read.sort_by_key(|(index, _)| *index);
        read.into_iter().map(|(_, line)| line).collect::<Result<Vec<_>, _>>().map(Some)
    }
}

/// The raw lines of a page that have places, to be read on an image `scale` pixels of which are one of the page's layout.
fn raw_tasks(page: &Page, scale: f32) -> Vec<LineTask> {
    let task = |line: &LineBox| {
        let place = LinePlace::of_line(line)?.scaled(scale);
        Some(LineTask { raw: Some(line.number), place, rect: place.part(0.0, 1.0), is_second: false })
    };
    page.layout().map(|layout| layout.lines()).unwrap_or_default().iter().filter_map(task).collect()
}

/// What the reader knows of a page already.
fn own(known: &[Arc<Witness>]) -> Witness {
    let blank = witness(Vec::new());
    known.iter().find(|known| known.is_of_same(&blank)).map(|known| known.as_ref().clone()).unwrap_or(blank)
}

/// That, with these lines read again.
fn with_lines(known: &[Arc<Witness>], lines: Vec<Option<WitnessLine>>) -> Witness {
    let with = |witness: Witness, line: WitnessLine| if line.raw.is_some() { witness.with_line(line) } else { witness.with_found(line) };
    lines.into_iter().flatten().fold(own(known), with)
}

/// Of each region the lines that the raw text has not. `ends` tells where the lines of each end.
fn lacking(page: &Page, lines: &[Option<WitnessLine>], ends: &[usize]) -> Vec<Vec<WitnessLine>> {
    let all: Vec<WitnessLine> = lines.iter().map(|line| line.clone().unwrap_or_default()).collect();
    let unplaced = Collation::of(page, &witness(all)).unplaced;
    let of_region = |(from, to): (usize, &usize)| -> Vec<WitnessLine> {
        let is_lacking = |index: &usize| unplaced.binary_search(index).is_ok();
        (from..*to).filter(is_lacking).filter_map(|index| lines.get(index)?.clone()).collect()
    };
    std::iter::once(0).chain(ends.iter().copied()).zip(ends).map(of_region).collect()
}

/// An image as a rectangle.
fn whole(image: &GrayImage) -> PixelRect {
    PixelRect::new(0, 0, image.width(), image.height())
}

/// The reader's witness of these lines.
fn witness(lines: Vec<WitnessLine>) -> Witness {
    Witness { engine: ENGINE.to_owned(), version: VERSION.to_owned(), settings: String::new(), lines }
}

/// The line of a witness. One whose place no raw line has told is none where nothing was read.
fn witness_line(task: &LineTask, read: Option<ReadLine>, scale: f32) -> Option<WitnessLine> {
    let rect = task.rect.scaled(scale);
    let length = task.place.length() * scale;
    let character = |one: ReadCharacter| {
        let middle = ((one.along.0 + one.along.1) / 2.0).clamp(0.0, 1.0) * length;
        let like = WitnessCharacter {
            text: ' ',
            certainty: Some(one.certainty),
            alternatives: one.alternatives,
            middle: Some(Pixels::nearest(f64::from(middle))),
        };
        one.text.chars().map(|text| WitnessCharacter { text, ..like.clone() }).collect::<Vec<_>>()
    };
    let is_sure = !task.is_second || read.as_ref().is_some_and(|line| line.certainty() >= SECOND);
    let characters: Vec<WitnessCharacter> = read.map(|line| line.characters).unwrap_or_default().into_iter().flat_map(character).collect();
    let line = WitnessLine { rect, raw: task.raw, characters };
    (task.raw.is_some() || is_sure && is_text(&line)).then_some(line)
}

/// Whether what was read where no raw line is, is text. Specks and ornaments are taken for single characters.
fn is_text(line: &WitnessLine) -> bool {
    match line.characters.as_slice() {
        [] => false,
        [one] => one.certainty >= Some(ALONE) && one.text.is_alphanumeric(),
        _ => true,
    }
}

/// Whether a line that was found is one of the boxes: most of it lies in them, or most of one of them, as thick as it is, in it.
fn is_known(rect: PixelRect, boxes: &[PixelRect]) -> bool {
    let thickness = |rect: PixelRect| rect.width().min(rect.height()).0;
    let is_in = |other: &PixelRect| rect.common_area(*other) > COVERED * other.area() && thickness(*other) * 3 > thickness(rect);
    boxes.iter().map(|other| rect.common_area(*other)).sum::<f64>() > COVERED * rect.area() || boxes.iter().any(is_in)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import_file;
    use crate::reader::{Collation, prepared};
    use std::path::Path;

    #[test]
    fn lines_of_the_sample_are_read_as_they_are_printed() {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
        let page = import_file(&samples.join("riverside-daily-3.hocr"), None).expect("a page");
        let image = prepared(&image::open(samples.join("riverside-daily-3.png")).expect("an image"));
        let reader = PageReader::load().expect("a reader");
        let long = page.lines().filter(|line| line.text.chars().count() > 12).take(5);
        let mut known: Vec<Arc<Witness>> = Vec::new();
        for line in long {
            let witness = reader.line(&page, line.number, &image, &known).expect("read").expect("a place");
            known = vec![Arc::new(witness)];
        }
        let witness = known.pop().expect("a witness");
        assert_eq!(witness.lines.len(), 5);
        let collation = Collation::of(&page, &witness);
        assert!(collation.alike > 0.95, "{collation:?}");
        let first = &witness.lines[0];
        let places: Vec<PixelRect> = (0..first.characters.len()).filter_map(|index| first.rect_of(index)).collect();
        assert_eq!(places.len(), first.characters.len());
        assert!(places.windows(2).all(|pair| pair[0].left < pair[1].left && pair[0].right <= pair[1].right), "{places:?}");
        let blank = GrayImage::from_pixel(600, 400, image::Luma([255]));
        assert_eq!(reader.lines(&blank, &|_| true), Ok(Some(Vec::new())));
        assert_eq!(reader.lines(&image, &|_| false), Ok(None), "stopped");
    }

    #[test]
    fn of_marked_regions_the_lines_that_the_text_has_not_are_told_apart() {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
        let whole = std::fs::read_to_string(samples.join("riverside-daily-3.hocr")).expect("the sample");
        // The last story of the page was lost.
        let (before, _) = whole.split_once("<div class='ocr_carea' id='block_1_31'").expect("its first block");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lost.hocr");
        std::fs::write(&path, format!("{before}</div></body></html>")).expect("written");
        let page = import_file(&path, None).expect("a page");
        let image = prepared(&image::open(samples.join("riverside-daily-3.png")).expect("an image"));
        let reader = PageReader::load().expect("a reader");
        let (foot, known, blank) =
            (PixelRect::new(1262, 2040, 1900, 2470), PixelRect::new(1290, 600, 1880, 1000), PixelRect::new(0, 0, 60, 40));
        let read = reader.regions(&page, &[foot, known, blank], &image, &[], &|_| true).expect("read").expect("not stopped");
        let text = |lines: &[WitnessLine]| lines.iter().map(WitnessLine::text).collect::<String>();
        assert_eq!(read.lacking.len(), 3);
        let story = text(&read.lacking[0]);
        assert!(story.contains("九岁棋童获得冠军") && story.contains("成为这项"), "{story}");
        assert_eq!((text(&read.lacking[1]), text(&read.lacking[2])), (String::new(), String::new()));
        let of_raw_lines = read.witness.lines.iter().filter(|line| line.raw.is_some()).count();
        assert_eq!((read.count, of_raw_lines), (read.lacking[0].len() + of_raw_lines, 7));
        let again =
            reader.regions(&page, &[foot], &image, &[Arc::new(read.witness.clone())], &|_| true).expect("read").expect("not stopped");
        assert_eq!(again.witness.lines.len(), read.witness.lines.len(), "what was found before is not there twice");
        assert_eq!(reader.regions(&page, &[foot], &image, &[], &|_| false), Ok(None), "stopped");
    }

    #[test]
    fn lines_that_the_page_has_are_not_found_again() {
        let boxes = [PixelRect::new(100, 100, 300, 130), PixelRect::new(310, 100, 500, 130), PixelRect::new(100, 200, 130, 230)];
        assert!(is_known(PixelRect::new(90, 90, 510, 140), &boxes), "two boxes of one row");
        assert!(is_known(PixelRect::new(85, 185, 145, 245), &boxes), "a character in a box drawn wide");
        assert!(!is_known(PixelRect::new(100, 300, 300, 330), &boxes));
        assert!(!is_known(PixelRect::new(100, 120, 300, 150), &boxes), "the line under it");
        assert!(!is_known(PixelRect::new(0, 0, 600, 600), &boxes), "a picture with a caption in it");
    }
}
