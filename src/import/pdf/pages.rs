//! PDFs as pages: what the reader of PDFs answers, as raw text with a layout.

use super::answers::{Answer, Facts, PageText, PdfRequest, PdfTask, TextBlock, TextGlyph, TextLine};
use super::document::{PdfFault, of_memory, of_patience};
use super::picture::{PdfPicture, PictureFault};
use super::process::{Ending, ask};
use crate::explained::{Arguments, Explained, named};
use crate::import::build::{Gap, PageBuilder, SourceLine, SourceWord};
use crate::import::faults::FaultKind;
use crate::import::{ImportError, ImportWarning, Imported, Input, Reader};
use crate::locale::Locale;
use crate::page::{Encoding, Page, PixelRect, Pixels, Region, RegionIndex, RegionKind, TypeSize};

pub(in crate::import) static READER: Reader =
    Reader { name: "PDF", endings: &["pdf"], is_list: false, most_bytes: MOST_BYTES, tells: |beginning| is_pdf(beginning.bytes), read };

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 256 << 20;
/// Points in pixels at 300 to the inch.
const POINT: f64 = 300.0 / 72.0;
/// How far from its beginning a file says that it is a PDF, in bytes.
const MARK_WITHIN: usize = 1024;

/// Whether a file that begins so is a PDF.
pub fn is_pdf(beginning: &[u8]) -> bool {
    let head = beginning.get(..MARK_WITHIN).unwrap_or(beginning);
    head.windows(5).any(|part| part == b"%PDF-")
}

/// What is to be told of a page of a PDF. Numbers count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfNotice {
    /// Characters of which the file does not say which they are.
    Unknown(usize),
    /// Text that is not to be seen.
    Unseen(usize),
    /// Text beyond what a page can have.
    LeftOut(usize),
    /// Characters, each once, that the page's picture lacks.
    Undrawn(usize),
    /// A page whose contents cannot be read.
    Unread,
    /// A page at which reading took too long.
    TooSlow,
    /// A page that took too much memory.
    TooMuch,
}

impl Explained for PdfNotice {
    fn key(&self) -> &'static str {
        match self {
            PdfNotice::Unknown(_) => "warning-pdf-unknown",
            PdfNotice::Unseen(_) => "warning-pdf-unseen",
            PdfNotice::LeftOut(_) => "warning-pdf-left-out",
            PdfNotice::Undrawn(_) => "warning-pdf-undrawn",
            PdfNotice::Unread => "warning-pdf-unread",
            PdfNotice::TooSlow => "warning-pdf-too-slow",
            PdfNotice::TooMuch => "warning-pdf-too-much",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            PdfNotice::Unknown(count) | PdfNotice::Unseen(count) | PdfNotice::LeftOut(count) | PdfNotice::Undrawn(count) => {
                vec![named("count", count)]
            }
            PdfNotice::TooSlow => vec![of_patience()],
            PdfNotice::TooMuch => vec![of_memory()],
            PdfNotice::Unread => Vec::new(),
        }
    }
}

fn read(input: &Input<'_>) -> Result<Imported, ImportError> {
    let password = input.choices.password.clone().unwrap_or_default();
    let (pages, most) = (input.choices.pages.clone(), input.choices.most_pages);
    let request = PdfRequest { password, task: PdfTask::Text { pages, most } };
    let mut taken = TakenPages { input, count: 0, refused: None, last: 0, imported: Imported::default() };
    let refused = |fault: PdfFault| ImportError::Pdf { path: input.path.to_owned(), fault };
    let ending =
        ask(&request, input.bytes, &mut |answer| taken.take(answer)).map_err(|error| refused(PdfFault::NoReader(error.to_string())))?;
    match taken.refused.take() {
        Some(PdfFault::Locked) => return Err(ImportError::Locked { path: input.path.to_owned() }),
        Some(PdfFault::ManyPages(count)) => return Err(ImportError::ManyPages { path: input.path.to_owned(), count }),
        Some(fault) => return Err(refused(fault)),
        None => {}
    }
    let is_empty = taken.imported.pages.is_empty();
    match ending {
        Ending::Done if is_empty => return Err(ImportError::NoSuchPage { path: input.path.to_owned(), count: taken.count }),
        Ending::TooSlow if is_empty => return Err(refused(PdfFault::TooSlow)),
        Ending::TooMuch if is_empty => return Err(refused(PdfFault::TooMuch)),
        Ending::Done => {}
        Ending::TooSlow => taken.tell(taken.last + 1, PdfNotice::TooSlow),
        Ending::TooMuch => taken.tell(taken.last + 1, PdfNotice::TooMuch),
    }
    Ok(taken.imported)
}

/// What was answered so far.
struct TakenPages<'a> {
    input: &'a Input<'a>,
    /// How many pages the file has.
    count: u32,
    refused: Option<PdfFault>,
    /// The number of the last page that was answered.
    last: u32,
    imported: Imported,
}

impl TakenPages<'_> {
    fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Opened(count) => self.count = count,
            Answer::Refused(fault) => self.refused = Some(fault),
            Answer::Page(text) => {
                self.last = text.number;
                for notice in notices(&text) {
                    self.tell(text.number, notice);
                }
                self.page(text);
            }
            Answer::Unread(number) => {
                self.last = number;
                self.tell(number, PdfNotice::Unread);
                self.page(PageText { number, ..PageText::default() });
            }
            Answer::Picture(_) | Answer::NoPicture(_) | Answer::Copied(_) | Answer::NotCopied(_) | Answer::Done => {}
        }
    }

    /// The file's name, with the number of the page where it has several.
    fn name(&self, name: &str, number: u32) -> String {
        if self.count > 1 { format!("{name}#{number}") } else { name.to_owned() }
    }

    fn tell(&mut self, number: u32, notice: PdfNotice) {
        let path = self.name(&self.input.path.display().to_string(), number).into();
        self.imported.warnings.push(ImportWarning { path, place: None, kind: FaultKind::Pdf(notice) });
    }

    fn page(&mut self, text: PageText) {
        let mut source = self.input.source(Encoding::UTF_8);
        let mut builder = PageBuilder::default();
        builder.parts.image = Some(source.file.clone());
        builder.parts.size = (pixels(text.size.0), pixels(text.size.1));
        for block in &text.blocks {
            add(&mut builder, block, text.is_scan);
        }
        source.file = self.name(&source.file, text.number);
        let read = builder.finish();
        let page = Page::new(source, &read.text).with_layout(read.layout);
        self.imported.pages.push(match text.label {
            Some(label) => page.with_label(label),
            None => page,
        });
    }
}

/// What is to be told of a page. The text of a scan is not to be seen, and lies where it is seen.
fn notices(text: &PageText) -> Vec<PdfNotice> {
    let Facts { unknown, left_out, invisible, clipped, white, undrawn, .. } = text.facts;
    let unseen = clipped + white + if text.is_scan { 0 } else { invisible };
    let undrawn = if text.is_scan { 0 } else { undrawn };
    let told = [
        (unknown, PdfNotice::Unknown(unknown)),
        (unseen, PdfNotice::Unseen(unseen)),
        (left_out, PdfNotice::LeftOut(left_out)),
        (undrawn, PdfNotice::Undrawn(undrawn)),
    ];
    told.into_iter().filter(|(count, _)| *count > 0).map(|(_, notice)| notice).collect()
}

fn pixels(points: f64) -> Pixels {
    Pixels::nearest(points * POINT)
}

fn rect(TextGlyph(_, cell): &TextGlyph) -> PixelRect {
    let [left, top, right, bottom] = cell.map(|edge| pixels(f64::from(edge)).0);
    PixelRect::new(left, top, right, bottom)
}

fn add(page: &mut PageBuilder, block: &TextBlock, is_scan: bool) {
    let glyphs = block.lines.iter().flat_map(|line| &line.words).flatten();
    let outline = glyphs.map(rect).reduce(PixelRect::union).unwrap_or_default().into();
    // A line of its own may be anything, and paragraphs of a scan are guessed.
    let kind = match (block.is_headline, block.lines.len()) {
        (true, _) => RegionKind::Heading,
        (false, 1) => RegionKind::Text,
        (false, _) if is_scan => RegionKind::Text,
        (false, _) => RegionKind::Paragraph,
    };
    let region = page.region(Region { kind, outline, ..Region::default() });
    for line in &block.lines {
        page.line(source_line(line, region));
    }
}

fn source_line(line: &TextLine, region: RegionIndex) -> SourceLine {
    let type_size = Some(TypeSize((10.0 * line.size).round() as u32));
    let rect = line.words.iter().flatten().map(rect).reduce(PixelRect::union);
    let mut words: Vec<SourceWord> = line.words.iter().map(|word| piece(word)).collect();
    if let Some(word) = words.last_mut()
        && let Some(hyphen) = divides(word)
    {
        words.push(hyphen);
    }
    words.retain(|word| !word.text.is_empty());
    SourceLine { region: Some(region), outline: rect.map(Into::into), type_size, words, ..SourceLine::default() }
}

fn piece(word: &[TextGlyph]) -> SourceWord {
    let glyph = |glyph: &TextGlyph| SourceWord { text: glyph.0.clone(), rect: Some(rect(glyph)), ..SourceWord::default() };
    let whole = word.iter().map(rect).reduce(PixelRect::union);
    // Where a glyph stands in an evenly set word shows in the word.
    let is_even = whole.is_some_and(|whole| is_even(word, whole)) && !word.iter().any(|glyph| glyph.0 == SOFT_HYPHEN);
    SourceWord {
        text: word.iter().map(|glyph| glyph.0.as_str()).collect(),
        rect: whole,
        gap: Gap::Blank,
        glyphs: if is_even { Vec::new() } else { word.iter().map(glyph).collect() },
        ..SourceWord::default()
    }
}

/// Whether each character of a word takes as much of its width as the others, within this part of its height.
fn is_even(word: &[TextGlyph], whole: PixelRect) -> bool {
    const WITHIN: f64 = 0.12;
    let slack = WITHIN * f64::from(whole.height().0);
    let step = f64::from(whole.width().0) / word.len().max(1) as f64;
    let is_in_place = |(place, glyph): (usize, &TextGlyph)| {
        let left = f64::from((rect(glyph).left - whole.left).0);
        glyph.0.chars().count() == 1 && (left - step * place as f64).abs() < slack
    };
    word.iter().enumerate().all(is_in_place)
}

/// What stands for a hyphen that only divides a word.
const SOFT_HYPHEN: &str = "\u{ad}";

/// The hyphen that ends a line and only divides a word there, taken off its word: the file has it as a soft one.
fn divides(word: &mut SourceWord) -> Option<SourceWord> {
    word.glyphs.last().filter(|glyph| glyph.text == SOFT_HYPHEN)?;
    let hyphen = word.glyphs.pop()?;
    word.text = word.text.trim_end_matches(SOFT_HYPHEN).to_owned();
    word.rect = word.glyphs.iter().filter_map(|glyph| glyph.rect).reduce(PixelRect::union);
    Some(SourceWord { text: "-".to_owned(), gap: Gap::Nothing, is_hyphen: true, ..hyphen })
}

/// The picture of a page of a PDF, by its number from 1: the scan that it is, or drawn with so many dots to the inch.
///
/// # Errors
/// The file cannot be opened, or the page has no picture.
pub fn picture_of(bytes: &[u8], password: &str, page: u32, dots_per_inch: f32) -> Result<PdfPicture, PictureFault> {
    let request = PdfRequest { password: password.to_owned(), task: PdfTask::Picture { page, dots_per_inch } };
    let mut found = Err(PictureFault::Malformed);
    let ending = ask(&request, bytes, &mut |answer| match answer {
        Answer::Picture(picture) => found = Ok(picture),
        Answer::NoPicture(fault) => found = Err(fault),
        Answer::Refused(fault) => found = Err(PictureFault::Refused(fault)),
        _ => {}
    });
    match ending {
        Ok(Ending::Done) => found,
        Ok(Ending::TooSlow) => Err(PictureFault::Refused(PdfFault::TooSlow)),
        Ok(Ending::TooMuch) => Err(PictureFault::Refused(PdfFault::TooMuch)),
        Err(error) => Err(PictureFault::Refused(PdfFault::NoReader(error.to_string()))),
    }
}
