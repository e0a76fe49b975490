//! Raw pages: what the OCR gave, decoded once and never changed again.
//!
//! A [`Page`] is its text, an index of its lines, and the [`Source`] it was read from. Every other layer points into the text
//! with [`RawOffset`]s, which count characters (Unicode scalar values), not bytes. A page read from a file with boxes has a [`Layout`]
//! too: where its lines and words stand on the image, and how sure the OCR was of them. Nothing here reads or writes files: pages are
//! read by [`import`](crate::import).

mod crop;
mod encoding;
mod geometry;
mod layout;
mod layout_parts;
mod names;
mod offset;
mod places;
mod raw_reader;
mod reading_order;
mod undecoded;
mod witness;

use std::sync::{Arc, OnceLock};

pub use crop::line_crop;
pub use encoding::{Encoding, UnknownEncoding};
pub use geometry::{Outline, PixelPoint, PixelRect, Pixels, Spans};
pub use layout::Layout;
pub use layout_parts::{Alternative, Certainty, LayoutParts, LineBox, Reading, Region, RegionIndex, RegionKind, TypeSize};
pub use names::{label_told, page_label, page_stem};
pub use offset::{PageIndex, RawOffset, RawRange};
pub(crate) use places::{byte_at, places_in, same_chars};
pub(crate) use raw_reader::RawReader;
pub use reading_order::{are_upright, reading_order, reading_order_of};
use sha2::{Digest, Sha256};
pub use undecoded::Undecoded;
pub use witness::{Witness, WitnessCharacter, WitnessLine};

/// The file a page was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits. It identifies the page.
    pub sha256: String,
    /// How the bytes were read as characters.
    pub encoding: Encoding,
}

impl Source {
    /// The file's own name: a page of a file with several is called like `book.hocr#2`.
    pub fn file_name(&self) -> &str {
        self.file.rsplit_once('#').filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(self.file.as_str(), |(file, _)| file)
    }

    /// Whether the page is one of a file with several.
    pub fn is_of_several(&self) -> bool {
        self.file_name() != self.file
    }
}

/// One page's raw text, with an index of its lines. Immutable.
///
/// The text is the source decoded, without a byte order mark and with every line end (`\r\n`, `\r`) as `\n`. Nothing else is
/// touched: form feeds, NULs and other control characters stay where they are.
#[derive(Clone, Debug)]
pub struct Page {
    source: Source,
    text: String,
    /// Where each line begins. Never empty.
    lines: Vec<LineStart>,
    /// Places inside lines that are very long, each so many characters after the one before.
    marks: Vec<LineStart>,
    /// The length of `text` in characters.
    chars: u32,
    layout: Option<Arc<Layout>>,
    undecoded: Vec<Undecoded>,
    /// What the source calls the page.
    label: Option<String>,
    /// Of the text, once it was asked for.
    text_sha256: OnceLock<String>,
}

/// Two pages are the same whatever they are called.
impl PartialEq for Page {
    fn eq(&self, other: &Page) -> bool {
        self.source == other.source && self.text == other.text && self.layout == other.layout && self.undecoded == other.undecoded
    }
}

impl Eq for Page {}

/// How far a place is looked for from the start of its line, in characters: hardly further than a printed line is long. A page may be one line of a
/// million characters, and exports look for a place a change.
const LONG_LINE: u32 = 64;

/// About how many bytes a printed line has.
const LINE_BYTES: usize = 48;

/// Where a line begins, or a part of a very long one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineStart {
    /// In characters from the start of the page.
    char: u32,
    /// In bytes from the start of the page.
    byte: usize,
}

/// One raw line: its number, its place in the page, and its text without the line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawLine<'a> {
    /// The line's number, counted from 1 as an editor shows it.
    pub number: usize,
    /// The characters of the line, without its line end.
    pub range: RawRange,
    /// The line's text, without its line end.
    pub text: &'a str,
}

impl Page {
    /// A page of this text. Line ends are made `\n`; see [`Page`].
    pub fn new(source: Source, text: &str) -> Page {
        Page::from_text(source, text.to_owned())
    }

    /// As [`Page::new`], without a copy of the text.
    pub(crate) fn from_text(source: Source, text: String) -> Page {
        let text = normalise_line_ends(text);
        let mut lines = Vec::with_capacity(text.len() / LINE_BYTES + 1);
        lines.push(LineStart { char: 0, byte: 0 });
        let mut marks = Vec::new();
        let mut end = LineStart { char: 0, byte: 0 };
        places::each_line_end(&text, |chars, bytes| {
            let next = LineStart { char: chars as u32, byte: bytes };
            if next.char - end.char > LONG_LINE {
                let line = text.get(end.byte..next.byte).unwrap_or_default();
                let places = line.char_indices().zip(end.char..).skip(LONG_LINE as usize).step_by(LONG_LINE as usize);
                marks.extend(places.map(|((byte, _), char)| LineStart { char, byte: end.byte + byte }));
            }
            end = next;
            lines.push(end);
        });
        // No line begins behind the last.
        lines.pop();
        let (layout, undecoded, label, text_sha256) = (None, Vec::new(), None, OnceLock::new());
        Page { source, text, lines, marks, chars: end.char, layout, undecoded, label, text_sha256 }
    }

    /// The same page with the bytes for which some of its U+FFFD stand, in order of their places. What names another character, or stands
    /// out of order, is left out.
    pub fn with_undecoded(mut self, mut undecoded: Vec<Undecoded>) -> Page {
        let mut next = RawOffset(0);
        undecoded.retain(|place| {
            let end = RawOffset(place.at.0.saturating_add(1));
            let stands = place.at >= next && self.slice(RawRange::new(place.at, end)) == "\u{fffd}";
            next = if stands { end } else { next };
            stands
        });
        self.undecoded = undecoded;
        self
    }

    /// The places of these characters whose bytes are no characters, in order.
    pub fn undecoded_in(&self, range: RawRange) -> &[Undecoded] {
        let place = |at: RawOffset| self.undecoded.partition_point(|place| place.at < at);
        self.undecoded.get(place(range.start)..place(range.end)).unwrap_or_default()
    }

    /// The places whose bytes are no characters, in order, with these bytes.
    pub fn undecoded(&self) -> &[Undecoded] {
        &self.undecoded
    }

    /// The same page with this layout.
    pub fn with_layout(self, layout: Layout) -> Page {
        Page { layout: Some(Arc::new(layout)), ..self }
    }

    /// The same page, read from this source.
    pub fn with_source(self, source: Source) -> Page {
        Page { source, ..self }
    }

    /// The same page, called so.
    pub fn with_label(self, label: String) -> Page {
        Page { label: Some(label), ..self }
    }

    /// What the source calls the page, such as the label of a page of a PDF. It is known while a page is read, and goes into the masthead.
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// Where the text stands on the page's image, if the source tells.
    pub fn layout(&self) -> Option<&Arc<Layout>> {
        self.layout.as_ref()
    }

    /// The file the page was read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The raw text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The SHA-256 of the raw text, 64 lower-case hexadecimal digits. As the text never changes, it is reckoned once.
    pub(crate) fn text_sha256(&self) -> &str {
        self.text_sha256.get_or_init(|| hex::encode(Sha256::digest(&self.text)))
    }

    /// The length of the text in characters.
    pub fn len(&self) -> RawOffset {
        RawOffset(self.chars)
    }

    /// Whether the page has no character at all.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// Whether there is anything but blanks on the page.
    pub fn has_text(&self) -> bool {
        !self.text.chars().all(is_blank)
    }

    /// How many lines the page has: one more than its line ends.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The line of this number, counted from 1.
    pub fn line(&self, number: usize) -> Option<RawLine<'_>> {
        let start = self.lines.get(number.checked_sub(1)?)?;
        let (end_char, end_byte) = match self.lines.get(number) {
            Some(next) => (next.char - 1, next.byte - 1),
            None => (self.chars, self.text.len()),
        };
        Some(RawLine {
            number,
            range: RawRange::new(RawOffset(start.char), RawOffset(end_char)),
            text: self.text.get(start.byte..end_byte).unwrap_or_default(),
        })
    }

    /// All lines in order.
    pub fn lines(&self) -> impl Iterator<Item = RawLine<'_>> {
        (1..=self.lines.len()).filter_map(|number| self.line(number))
    }

    /// Whether all lines between two lines, both excluded, are blank; so where there is none between them.
    pub fn is_blank_between(&self, last: usize, next: usize) -> bool {
        (last + 1..next).all(|number| self.line(number).is_none_or(|line| line.text.chars().all(is_blank)))
    }

    /// The number (from 1) of the line that holds this character. A line end belongs to the line it ends.
    pub fn line_of(&self, at: RawOffset) -> usize {
        self.lines.partition_point(|line| line.char <= at.0).max(1)
    }

    /// The text of a range. A range that reaches past the page is cut off at its end.
    pub fn slice(&self, range: RawRange) -> &str {
        let rest = self.text_from(range.start);
        // The end of a few characters is found sooner from their start than from the start of their line.
        let length = if range.len() <= LONG_LINE as usize {
            byte_at(rest, range.len())
        } else {
            self.byte_of(range.end).saturating_sub(self.text.len() - rest.len())
        };
        rest.get(..length).unwrap_or_default()
    }

    /// The text from a character on.
    pub(crate) fn text_from(&self, start: RawOffset) -> &str {
        self.text.get(self.byte_of(start)..).unwrap_or_default()
    }

    /// The byte at which a character begins.
    fn byte_of(&self, at: RawOffset) -> usize {
        let line = match self.lines.get(self.line_of(at) - 1) {
            Some(line) => *line,
            None => return self.text.len(),
        };
        let mark = self.marks.partition_point(|mark| mark.char <= at.0).checked_sub(1).and_then(|mark| self.marks.get(mark));
        let start = mark.filter(|mark| mark.char > line.char).copied().unwrap_or(line);
        let rest = self.text.get(start.byte..).unwrap_or_default();
        let within = at.0.saturating_sub(start.char) as usize;
        start.byte + byte_at(rest, within)
    }
}

fn normalise_line_ends(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Whether a raw character counts as a blank: white space, a control character, or a character without a shape of its own, those that
/// turn the direction of writing among them. A soft hyphen has a shape at the end of a line.
///
/// Blanks lie in pieces like every raw character but are not counted by the ledger.
pub fn is_blank(c: char) -> bool {
    let has_no_shape =
        matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    c.is_whitespace() || c.is_control() || has_no_shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        let source = Source { file: "a.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        Page::new(source, text)
    }

    #[test]
    fn lines_have_numbers_ranges_and_text() {
        let page = page("甲乙\r\n丙\r\r\n丁");
        let lines: Vec<_> = page.lines().map(|l| (l.number, l.range.start.0, l.range.end.0, l.text)).collect();
        assert_eq!(lines, [(1, 0, 2, "甲乙"), (2, 3, 4, "丙"), (3, 5, 5, ""), (4, 6, 7, "丁")]);
        assert_eq!(page.line(0), None);
        assert_eq!(page.line(5), None);
    }

    #[test]
    fn what_has_no_shape_is_blank() {
        assert!(
            [' ', '\u{3000}', '\n', '\0', '\u{1b}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{61c}', '\u{feff}'].into_iter().all(is_blank)
        );
        assert!(!['字', 'a', '\u{ad}', '\u{fffd}', '\u{301}', '、'].into_iter().any(is_blank));
    }

    #[test]
    fn a_line_end_belongs_to_the_line_it_ends() {
        let page = page("甲乙\n丙");
        let numbers: Vec<_> = (0..6).map(|at| page.line_of(RawOffset(at))).collect();
        assert_eq!(numbers, [1, 1, 1, 2, 2, 2]);
    }

    #[test]
    fn slices_count_characters_and_stop_at_the_end() {
        let page = page("甲a乙\n丙");
        assert_eq!(page.slice(RawRange::new(RawOffset(1), RawOffset(4))), "a乙\n");
        assert_eq!(page.slice(RawRange::new(RawOffset(4), RawOffset(99))), "丙");
        assert_eq!(page.slice(RawRange::new(RawOffset(50), RawOffset(99))), "");
    }

    #[test]
    fn places_in_very_long_lines_are_found() {
        let text = format!("短\n{}\n{}", "长a行".repeat(2000), "又é".repeat(LONG_LINE as usize));
        let (page, chars) = (page(&text), text.chars().collect::<Vec<_>>());
        for at in (0..chars.len()).step_by(7).chain([1023, 1024, 1025, 1026, 2049, 2050, 2051]) {
            let expected: String = chars.iter().skip(at).take(3).collect();
            assert_eq!(page.slice(RawRange::new(RawOffset(at as u32), RawOffset(at as u32 + 3))), expected, "{at}");
        }
    }

    #[test]
    fn an_empty_page_has_one_empty_line() {
        let page = page("");
        assert!(page.is_empty());
        assert_eq!(page.line_count(), 1);
        assert_eq!(page.lines().count(), 1);
    }
}
