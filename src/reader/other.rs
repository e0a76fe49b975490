//! Files of other OCR programs, or keyed by hand, as witnesses: each page of a file goes to the page whose text it shares.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::collation::Collation;
use super::folded::folded;
use crate::import::{Choices, ImportError, ImportWarning, Imported, Maker};
use crate::page::{
    Alternative, Certainty, Layout, Page, PageIndex, PixelRect, Pixels, RawLine, RawOffset, RawRange, Witness, WitnessCharacter,
    WitnessLine,
};

/// A line without a place on the image is cut behind a mark where it is longer, in characters: paragraphs that were keyed run over columns.
const LONG_LINE: usize = 40;

/// Where a long line has no mark, it is cut after so many characters.
const LONGEST_LINE: usize = 120;

/// Two images are of one page where their proportions differ by no more than this.
const SAME_PROPORTION: f64 = 0.04;

/// A certainty that is not told, in a line of which others are.
const UNTOLD: Certainty = Certainty::percent(90);

/// What a file of another reading comes to.
#[derive(Debug, Default)]
pub struct OtherReading {
    /// Its pages, each beside the page that it is a reading of.
    pub witnesses: Vec<(PageIndex, Arc<Witness>)>,
    /// The names of those that are of no page, or have no text.
    pub strange: Vec<String>,
    /// What was nearly right in it.
    pub warnings: Vec<ImportWarning>,
}

/// The pages that may have other readings.
pub struct OtherReadings {
    pages: Vec<Arc<Page>>,
    /// The pairs of characters that follow each other in each page.
    pairs: Vec<HashSet<(char, char)>>,
}

impl OtherReadings {
    /// Other readings of these pages.
    pub fn of(pages: &[Arc<Page>]) -> OtherReadings {
        OtherReadings { pages: pages.to_vec(), pairs: pages.iter().map(|page| pairs(page).into_iter().collect()).collect() }
    }

    /// Reads a file. It is for others to put what comes of it beside the pages.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&self, path: &Path, choices: &Choices) -> Result<OtherReading, ImportError> {
        let (maker, Imported { pages, warnings }) = Maker::import(path, choices.clone())?;
        let mut reading = OtherReading { warnings, ..OtherReading::default() };
        for read in pages {
            match self.beside(&read, &maker) {
                Some((page, witness)) => reading.witnesses.push((page, Arc::new(witness))),
                None => reading.strange.push(read.source().file.clone()),
            }
        }
        Ok(reading)
    }

    /// Whether a witness reads all as its page does. A file that comes of the same OCR does, and is none that speaks for the text.
    pub fn is_same(&self, page: PageIndex, witness: &Witness) -> bool {
        let Some(page) = self.pages.get(page.position()) else { return false };
        let collation = Collation::of(page, witness);
        collation.differences.is_empty() && collation.unplaced.is_empty() && collation.unseen.is_empty()
    }

    /// The page that this one is a reading of, with it as a witness.
    fn beside(&self, read: &Page, maker: &Maker) -> Option<(PageIndex, Witness)> {
        let own = pairs(read);
        let shared = |pairs: &HashSet<(char, char)>| own.iter().filter(|pair| pairs.contains(*pair)).count();
        // Of pages that share as much, as printings of one text do, the first is taken.
        let counts = self.pairs.iter().map(shared).enumerate();
        let (index, _) = counts.filter(|(_, count)| *count > 0).max_by_key(|(index, count)| (*count, std::cmp::Reverse(*index)))?;
        let page = self.pages.get(index)?;
        let witness = witness(read, page, maker);
        Collation::of(page, &witness).is_of_page().then_some((PageIndex(index as u32), witness))
    }
}

/// The pairs of characters that follow each other.
fn pairs(page: &Page) -> Vec<(char, char)> {
    let text = folded(page.text().chars(), false);
    text.iter().zip(text.iter().skip(1)).map(|(one, next)| (one.text, next.text)).collect()
}

/// A page as another reading of `of`.
fn witness(read: &Page, of: &Page, maker: &Maker) -> Witness {
    let scale = read.layout().zip(of.layout()).and_then(|(own, other)| scale(own, other));
    let lines = read.lines().filter(|line| !line.text.trim().is_empty());
    let lines = lines.flat_map(|line| match (read.layout(), scale) {
        (Some(layout), Some(scale)) => vec![line_of(layout, &line, Some(scale))],
        (Some(layout), None) => cut(line_of(layout, &line, None)),
        (None, _) => cut(WitnessLine { characters: line.text.chars().map(WitnessCharacter::from).collect(), ..WitnessLine::default() }),
    });
    Witness { engine: maker.name.clone(), version: maker.version.clone(), settings: read.source().file.clone(), lines: lines.collect() }
}

/// How many pixels of one layout are one of another of the same image; nothing where they are of different ones, or do not tell.
fn scale(own: &Layout, other: &Layout) -> Option<f64> {
    let size = |layout: &Layout| (f64::from(layout.size().0.0), f64::from(layout.size().1.0));
    let ((width, height), (other_width, other_height)) = (size(own), size(other));
    let (across, down) = (other_width / width, other_height / height);
    (across > 0.0 && across.is_finite() && (down / across - 1.0).abs() < SAME_PROPORTION).then_some(across)
}

/// A line of a page, at its place on the image where `scale` tells how large that is.
fn line_of(layout: &Layout, line: &RawLine<'_>, scale: Option<f64>) -> WitnessLine {
    let pixels = |length: Pixels| Pixels::nearest(f64::from(length.0) * scale.unwrap_or(1.0));
    let rect = layout.line(line.number).map(|known| known.outline.rect).filter(|_| scale.is_some()).unwrap_or_default();
    let upright = line.text.chars().nth(1).is_some() && rect.height() > rect.width();
    let mut found = WitnessLine {
        rect: PixelRect { left: pixels(rect.left), top: pixels(rect.top), right: pixels(rect.right), bottom: pixels(rect.bottom) },
        ..WitnessLine::default()
    };
    let mut before = Pixels(0);
    for (text, at) in line.text.chars().zip(line.range.start.0..) {
        let own = RawRange::new(RawOffset(at), RawOffset(at + 1));
        let place = layout.rect_of(own).filter(|_| !rect.is_empty());
        // The middles go along the line, whatever the boxes do.
        let middle = place.map(|place| {
            let (from, to, start) = if upright { (place.top, place.bottom, rect.top) } else { (place.left, place.right, rect.left) };
            before = before.max(pixels(Pixels((from.0 + to.0) / 2) - start));
            before
        });
        let certainty = layout.certainty_at(own.start);
        found.characters.push(WitnessCharacter { text, certainty, alternatives: alternatives(layout, own.start), middle });
    }
    // Of a line all or nothing is told.
    if found.characters.iter().any(|one| one.certainty.is_some()) {
        found.characters.iter_mut().for_each(|one| one.certainty = one.certainty.or(Some(UNTOLD)));
    }
    if found.characters.iter().any(|one| one.middle.is_none()) {
        found.characters.iter_mut().for_each(|one| one.middle = None);
    }
    found
}

/// What a source says a character may be instead. Of a word of several it is not known which of them is meant.
fn alternatives(layout: &Layout, at: RawOffset) -> Vec<Alternative> {
    let reading = layout.glyph_at(at).or_else(|| layout.word_at(at)).filter(|reading| reading.range.len() == 1);
    reading.map(|reading| reading.alternatives.clone()).unwrap_or_default()
}

/// A line without a place in parts that are as long as lines of print, which find their places by themselves.
fn cut(line: WitnessLine) -> Vec<WitnessLine> {
    let mut parts = vec![WitnessLine::default()];
    let mut length = 0;
    for one in line.characters {
        let ends =
            length >= LONGEST_LINE || length >= LONG_LINE && matches!(one.text, '。' | '！' | '？' | '；' | '，' | '：' | ' ' | '\u{3000}');
        length += 1;
        if let Some(part) = parts.last_mut() {
            part.characters.push(one);
        }
        if ends {
            parts.push(WitnessLine::default());
            length = 0;
        }
    }
    parts.retain(|part| !part.characters.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use crate::reader::ReadingDifference;

    const RAW: &str = "市政府召开会议，研究部署秋收。\n领油人物纷纷发言，会场气氛热烈\n全市粮食总产再创新高，农民增收\n明显。\n";

    fn pages(name: &str, text: &str) -> Vec<Arc<Page>> {
        pages_of(Path::new(name), text.as_bytes(), None).expect("pages").pages.into_iter().map(Arc::new).collect()
    }

    fn read(pages: &[Arc<Page>], name: &str, text: &str) -> OtherReading {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        OtherReadings::of(pages).read(&path, &Choices::default()).expect("a reading")
    }

    /// What a witness has otherwise: the raw text, and its own.
    fn differ(page: &Page, witness: &Witness) -> Vec<(String, String)> {
        let read = |one: &ReadingDifference| {
            let text = witness.lines.get(one.line).map(WitnessLine::text).unwrap_or_default();
            text.chars().skip(one.characters.start).take(one.characters.len()).collect()
        };
        Collation::of(page, witness).differences.iter().map(|one| (page.slice(one.raw).to_owned(), read(one))).collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    fn hocr(lines: &[(&str, &str)]) -> String {
        let line = |(place, text): &(&str, &str)| {
            format!(
                "<span class='ocr_line' title='bbox {place}'><span class='ocrx_word' title='bbox {place}; x_wconf 77'>{text}</span></span>"
            )
        };
        let lines: String = lines.iter().map(line).collect();
        format!(
            "<html><head><meta name='ocr-system' content='tesseract 5.3.0'/></head><body><div class='ocr_page' title='bbox 0 0 400 200'>{lines}</div></body></html>"
        )
    }

    #[test]
    fn a_text_keyed_by_hand_is_a_witness_paragraph_by_paragraph() {
        let raw = pages("p.txt", RAW);
        let keyed = RAW.replace('油', "袖").replace('\n', "");
        let reading = read(&raw, "keyed.txt", &format!("{keyed}\n"));
        let [(page, witness)] = reading.witnesses.as_slice() else { panic!("{reading:?}") };
        assert_eq!((*page, witness.engine.as_str(), witness.settings.as_str()), (PageIndex(0), "plain text", "keyed.txt"));
        assert!(witness.lines.len() > 1, "a paragraph is cut");
        assert_eq!(differ(&raw[0], witness), [pair("油", "袖")]);
    }

    #[test]
    fn a_long_paragraph_over_columns_finds_its_lines() {
        // No two sentences are alike.
        let character = |n: u32| char::from_u32(0x4e00 + n * 7919 % 6000).unwrap_or('字');
        let sentence = |n: u32| (18 * n..18 * n + 17).map(character).chain(['，']).collect::<String>();
        let all: String = (0..40).map(sentence).collect();
        let characters: Vec<char> = all.chars().collect();
        let rows: Vec<String> = characters.chunks(16).map(|row| row.iter().collect()).collect();
        // The second column stands first, and a story of its own between both.
        let (left, right) = rows.split_at(rows.len() / 2);
        let right_one = character(100).to_string();
        let story = ["另一篇完全不同的报道在这里".to_owned()];
        let raw = pages("p.txt", &[right, &story, left].concat().join("\n").replacen(&right_one, "两", 1));
        let reading = read(&raw, "keyed.txt", &all);
        let differences = differ(&raw[0], &reading.witnesses[0].1);
        assert_eq!(differences, [pair("两", &right_one)]);
    }

    #[test]
    fn boxes_certainty_and_the_engine_come_along_at_the_scale_of_the_page() {
        let raw = pages("p.hocr", &hocr(&[("10 10 210 30", "领油人物"), ("10 40 210 60", "纷纷发言")]));
        let twice = hocr(&[("20 20 420 60", "领袖人物"), ("20 80 420 120", "纷纷发言")]).replace("0 0 400 200", "0 0 800 400");
        let reading = read(&raw, "other.hocr", &twice);
        let witness = &reading.witnesses[0].1;
        assert_eq!((witness.engine.as_str(), witness.version.as_str()), ("tesseract", "5.3.0"));
        let line = &witness.lines[0];
        assert_eq!(line.rect, PixelRect::new(10, 10, 210, 30));
        assert_eq!(line.certainty(), Some(Certainty::percent(77)));
        assert_eq!(line.rect_of(1).map(|rect| rect.left), Some(Pixels(75)), "half a line's height before its middle");
        assert_eq!(differ(&raw[0], witness), [pair("油", "袖")]);
        // An image of another form is another image.
        let other = read(&raw, "other.hocr", &twice.replace("0 0 800 400", "0 0 800 900"));
        assert!(other.witnesses[0].1.lines[0].rect.is_empty());
    }

    #[test]
    fn each_page_of_a_file_goes_to_its_page_and_what_is_of_none_is_named() {
        let second = "县里举行春季运动会，各校学生踊跃参加。\n比赛持续三天，观众近万人。\n";
        let raw = [pages("a.txt", second), pages("b.txt", RAW)].concat();
        let page = |text: &str| {
            format!(
                "<div class='ocr_page'>{}</div>",
                text.lines().map(|line| format!("<span class='ocr_line' title='bbox 1 1 9 9'>{line}</span>")).collect::<String>()
            )
        };
        let strange = "完全是另外的一版报纸\n上面没有一句相同的话\n";
        let book = format!("<html>{}{}{}</html>", page(RAW), page(strange), page(second));
        let reading = read(&raw, "book.hocr", &book);
        assert_eq!(reading.witnesses.iter().map(|(page, _)| *page).collect::<Vec<_>>(), [PageIndex(1), PageIndex(0)]);
        assert_eq!(reading.strange, ["book.hocr#2"]);
        let readings = OtherReadings::of(&raw);
        assert!(reading.witnesses.iter().all(|(page, witness)| readings.is_same(*page, witness)));
    }
}
