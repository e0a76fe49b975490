//! Reading PDFs as asked. It runs in a process of its own, or in this one, and knows nothing of either.

use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::answers::{Answer, Facts, PageText, PdfRequest, PdfTask, TextBlock, TextGlyph, TextLine};
use super::compose::compose;
use super::copy::PageCopier;
use super::document::{PdfDocument, PdfFault, PdfReading, drawn, size_of};
use super::frame::{Frame, PageView};
use super::glyphs::{Drawn, Visibility};
use super::labels::Labels;
use super::lines::PdfLine;
use super::paragraphs::{PdfBlock, PdfPart};
use super::picture::{PictureFault, is_scan, picture};
use super::selection::PageSelection;
use super::stand_ins::undrawn;

/// Answers the request that stands in `input`, a line of JSON and the bytes of the file. Fonts that the file does not hold are looked for
/// among `fonts`.
///
/// # Errors
/// The request cannot be read, or the answers not be written.
pub fn serve(mut input: impl BufRead, output: &mut impl Write, fonts: &[&'static [u8]]) -> io::Result<()> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let request: PdfRequest = serde_json::from_str(&line)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    answer(&request, bytes, fonts, &mut |answer| write(output, &answer))?;
    output.flush()
}

fn write(output: &mut impl Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.write_all(b"\n")?;
    if let Answer::Picture(picture) = answer {
        output.write_all(&picture.pixels)?;
    }
    if let Answer::Copied(page) = answer {
        page.objects.iter().try_for_each(|object| output.write_all(&object.stream))?;
    }
    output.flush()
}

/// Answers a request about a file of these bytes.
///
/// # Errors
/// `tell` cannot take an answer.
pub fn answer(
    request: &PdfRequest,
    bytes: Vec<u8>,
    fonts: &[&'static [u8]],
    tell: &mut dyn FnMut(Answer) -> io::Result<()>,
) -> io::Result<()> {
    let opened = catch_unwind(AssertUnwindSafe(|| PdfDocument::open(bytes, &request.password)));
    let document = match opened {
        Ok(Ok(document)) => document,
        Ok(Err(fault)) => return tell(Answer::Refused(fault)),
        Err(_) => return tell(Answer::Refused(PdfFault::Unreadable)),
    };
    let count = document.pages().len() as u32;
    tell(Answer::Opened(count))?;
    match &request.task {
        PdfTask::Text { pages, most } if pages.is_all() && most.is_some_and(|most| count > most) => {
            tell(Answer::Refused(PdfFault::ManyPages(count)))?;
        }
        PdfTask::Text { pages, .. } => texts(&document, pages, fonts, tell)?,
        PdfTask::Copy { pages } => copies(&document, pages, tell)?,
        PdfTask::Picture { page, dots_per_inch } => tell(one_picture(&document, *page, *dots_per_inch, fonts))?,
    }
    tell(Answer::Done)
}

fn texts(
    document: &PdfDocument,
    selection: &PageSelection,
    fonts: &[&'static [u8]],
    tell: &mut dyn FnMut(Answer) -> io::Result<()>,
) -> io::Result<()> {
    let labels = catch_unwind(AssertUnwindSafe(|| Labels::of(document))).unwrap_or_default();
    let mut reading = PdfReading::default();
    for (place, page) in (0u32..).zip(document.pages()).filter(|(place, _)| selection.contains(place + 1)) {
        let read = catch_unwind(AssertUnwindSafe(|| {
            let drawn = drawn(page, document, &mut reading);
            text_of(place + 1, labels.label(place), &drawn, size_of(page), fonts)
        }));
        match read {
            Ok(text) => tell(Answer::Page(text))?,
            Err(_) => {
                // What was half read is not trusted.
                reading = PdfReading::default();
                tell(Answer::Unread(place + 1))?;
            }
        }
    }
    Ok(())
}

/// Copies pages, and lets go of each before the next one.
fn copies(document: &PdfDocument, pages: &[u32], tell: &mut dyn FnMut(Answer) -> io::Result<()>) -> io::Result<()> {
    let mut copier = PageCopier::new(document);
    for number in pages {
        let mark = copier.mark();
        let page = number.checked_sub(1).and_then(|place| document.pages().get(place as usize));
        let copied = page.and_then(|page| catch_unwind(AssertUnwindSafe(|| copier.copy(*number, page).ok())).ok().flatten());
        match copied {
            Some(copied) => tell(Answer::Copied(copied))?,
            None => {
                copier.forget(mark);
                tell(Answer::NotCopied(*number))?;
            }
        }
    }
    Ok(())
}

fn one_picture(document: &PdfDocument, page: u32, dots_per_inch: f32, fonts: &[&'static [u8]]) -> Answer {
    let Some(found) = (page as usize).checked_sub(1).and_then(|place| document.pages().get(place)) else {
        return Answer::NoPicture(PictureFault::NoPage(page));
    };
    let drawing = catch_unwind(AssertUnwindSafe(|| {
        let drawn = drawn(found, document, &mut PdfReading::default());
        picture(document, found, &drawn, dots_per_inch, fonts)
    }));
    match drawing {
        Ok(Ok(picture)) => Answer::Picture(picture),
        Ok(Err(fault)) => Answer::NoPicture(fault),
        Err(_) => Answer::NoPicture(PictureFault::Malformed),
    }
}

fn text_of(number: u32, label: Option<String>, drawn: &Drawn, size: (f64, f64), fonts: &[&'static [u8]]) -> PageText {
    let block = |block: PdfBlock| TextBlock {
        is_headline: block.part == PdfPart::Headline,
        lines: block.lines.iter().map(|line| line_of(line, drawn, size)).collect(),
    };
    let blocks = compose(drawn, size).into_iter().map(block).collect();
    PageText { number, label, size, blocks, is_scan: is_scan(drawn, size), facts: facts(drawn, fonts) }
}

fn line_of(line: &PdfLine, drawn: &Drawn, size: (f64, f64)) -> TextLine {
    let frame = Frame { direction: line.direction, width: size.0 };
    let view = PageView { glyphs: &drawn.glyphs, frame, body: line.size };
    let mut words: Vec<Vec<TextGlyph>> = Vec::new();
    for (place, index) in line.glyphs.iter().enumerate() {
        let Some(glyph) = drawn.glyphs.get(*index) else { continue };
        let cell = glyph.cell;
        let own = TextGlyph(glyph.text.clone(), [cell.x0, cell.y0, cell.x1, cell.y1].map(|edge| edge as f32));
        match words.last_mut() {
            Some(word) if !line.blank_before(place, view) => word.push(own),
            _ => words.push(vec![own]),
        }
    }
    TextLine { size: line.size, words }
}

fn facts(drawn: &Drawn, fonts: &[&'static [u8]]) -> Facts {
    let count = |visibility: Visibility| drawn.glyphs.iter().filter(|glyph| glyph.visibility == visibility).count();
    Facts {
        unknown: drawn.counts.unknown,
        rescued: drawn.counts.rescued,
        doublets: drawn.counts.doublets,
        left_out: drawn.counts.left_out,
        invisible: count(Visibility::Invisible),
        clipped: count(Visibility::Clipped),
        white: count(Visibility::White),
        undrawn: undrawn(&drawn.missing, &drawn.halves, fonts).len(),
    }
}
