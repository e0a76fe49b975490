//! Glyphs put together to lines.
//!
//! What follows in the stream and stands beside is one line; parts of one row that nearly touch are one line too. A wider gap joins only
//! where glyphs that follow each other are evenly spaced: letters set apart, and not two columns.

use hayro::kurbo::Rect;

use super::direction::Direction;
use super::frame::{PageView, around, median};
use super::glyphs::{Glyph, Visibility};

/// Glyphs of one line lie no farther aside from each other than this, in ems of the smaller.
const ASIDE: f64 = 0.4;
/// Glyphs of one line differ no more in size.
const SIZES: f64 = 1.5;
/// Gaps below this join, in ems.
const JOINS: f64 = 0.9;
/// The same where the source has a blank; between letters: justified lines have wide ones.
const JOINS_AT_BLANK: f64 = 1.2;
const JOINS_AT_BLANK_OF_LETTERS: f64 = 1.8;
/// The same in a text layer that is not to be seen: the words of a line follow each other there, and their places are guessed.
const JOINS_UNSEEN: f64 = 1.6;
/// Gaps of letters set apart are below this, in ems, and differ by no more than that.
const SET_APART: f64 = 2.6;
const EVEN: f64 = 0.2;
/// How far glyphs of a line may overlap, in ems, and how far marks may that were set close: each is half an em of white.
const OVERLAP: f64 = 0.6;
const OVERLAP_OF_MARKS: f64 = 1.1;
/// How far words of a text layer that is not to be seen may go back: the boxes of some are told too wide.
const OVERLAP_UNSEEN: f64 = 4.0;
/// The white half of a mark that ends a line, in ems.
const WHITE_OF_MARK: f64 = 0.5;
/// A gap between letters as wide as this is a blank, in ems.
const BLANK: f64 = 0.22;
/// The same between wide characters of a text layer that is not to be seen: OCR programs put blanks between words there.
const BLANK_UNSEEN: f64 = 0.8;
/// What is set so much larger than the text is a headline's.
const LARGE: f64 = 1.3;

/// A line, or a part of one.
#[derive(Clone, Debug)]
pub struct PdfLine {
    /// Which of the page's glyphs, in reading order.
    pub glyphs: Vec<usize>,
    /// Where it lies in the frame it was made in.
    pub rect: Rect,
    /// The size of most of its glyphs, in points.
    pub size: f64,
    /// Which way it runs.
    pub direction: Direction,
}

impl PdfLine {
    fn new(glyphs: Vec<usize>, view: PageView<'_>) -> PdfLine {
        let mut line = PdfLine { glyphs, rect: Rect::ZERO, size: 0.0, direction: view.frame.direction };
        line.measure(view);
        line
    }

    fn measure(&mut self, view: PageView<'_>) {
        self.rect = around(self.glyphs.iter().map(|index| view.cell(*index)));
        let sizes = self.glyphs.iter().filter_map(|index| view.glyphs.get(*index).map(|glyph| glyph.size));
        self.size = median(sizes).unwrap_or(0.0);
    }

    /// Whether a blank stands before the glyph of this place in the line.
    pub fn blank_before(&self, index: usize, view: PageView<'_>) -> bool {
        let glyph = |index: usize| self.glyphs.get(index).and_then(|glyph| view.glyphs.get(*glyph));
        let Some((before, own)) = index.checked_sub(1).and_then(glyph).zip(glyph(index)) else { return false };
        if has_wide(before) && has_wide(own) {
            let least = if are_unseen(before, own) { BLANK_UNSEEN } else { BLANK };
            return own.after_blank && gap(before, own, view) > least * own.size;
        }
        if has_wide(before) || has_wide(own) {
            return own.after_blank;
        }
        own.after_blank || gap(before, own, view) > BLANK * own.size
    }

    /// Whether most of its glyphs are bold.
    pub fn is_bold(&self, view: PageView<'_>) -> bool {
        let bold = self.glyphs.iter().filter(|index| view.glyphs.get(**index).is_some_and(|glyph| glyph.is_bold)).count();
        bold * 2 > self.glyphs.len()
    }

    /// Whether most of its glyphs are not to be seen.
    pub fn is_invisible(&self, view: PageView<'_>) -> bool {
        let unseen = |index: &&usize| view.glyphs.get(**index).is_some_and(|glyph| glyph.visibility == Visibility::Invisible);
        self.glyphs.iter().filter(unseen).count() * 2 > self.glyphs.len()
    }

    /// The line parted before a place along it; a part without glyphs is none.
    pub fn parted(&self, at: f64, view: PageView<'_>) -> Vec<PdfLine> {
        let middle = |index: &usize| view.cell(*index).center().x;
        let (before, after): (Vec<usize>, Vec<usize>) = self.glyphs.iter().partition(|index| middle(index) < at);
        [before, after].into_iter().filter(|part| !part.is_empty()).map(|part| PdfLine::new(part, view)).collect()
    }
}

/// Whether a character is as wide as it is high, and needs no blanks round it.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
        || matches!(c, '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '—' | '…' | '□' | '○' | '●' | '■' | '▲' | '◆' | '·')
}

fn has_wide(glyph: &Glyph) -> bool {
    glyph.text.chars().any(is_wide)
}

fn are_unseen(first: &Glyph, second: &Glyph) -> bool {
    [first, second].iter().all(|glyph| glyph.visibility == Visibility::Invisible)
}

/// The gap between the cells of two glyphs along a line, in points.
fn gap(first: &Glyph, second: &Glyph, view: PageView<'_>) -> f64 {
    view.frame.of_page(second.cell).x0 - view.frame.of_page(first.cell).x1
}

/// Puts glyphs together to lines. `members` are the glyphs that run in the frame's direction, in the order of the stream.
pub fn lines(view: PageView<'_>, members: &[usize]) -> Vec<PdfLine> {
    let parts = by_stream(view, members);
    let mut lines = by_row(parts, view);
    for line in &mut lines {
        trim(line, view);
        line.measure(view);
    }
    lines.retain(|line| !line.glyphs.is_empty());
    lines
}

/// Leaves out the blanks at both ends of a line: where it begins shows in its place.
fn trim(line: &mut PdfLine, view: PageView<'_>) {
    let is_blank = |index: &usize| view.glyphs.get(*index).is_none_or(|glyph| glyph.text.chars().all(char::is_whitespace));
    while line.glyphs.last().is_some_and(is_blank) {
        line.glyphs.pop();
    }
    let lead = line.glyphs.iter().take_while(|index| is_blank(index)).count();
    line.glyphs.drain(..lead);
}

/// Parts of lines: glyphs that follow each other in the stream.
fn by_stream(view: PageView<'_>, members: &[usize]) -> Vec<PdfLine> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for (place, index) in members.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| members.get(before));
        match (parts.last_mut(), before) {
            (Some(part), Some(_)) if goes_on(view, members, place, part.len()) => part.push(*index),
            _ => parts.push(vec![*index]),
        }
    }
    parts.into_iter().map(|part| PdfLine::new(part, view)).collect()
}

/// Whether the glyph at a place of the stream goes on with the line of the one before, of which so many glyphs are known.
fn goes_on(view: PageView<'_>, members: &[usize], place: usize, known: usize) -> bool {
    let at = |place: usize| members.get(place).and_then(|index| view.glyphs.get(*index).map(|glyph| (*index, glyph)));
    let Some(((first_index, first), (index, second))) = place.checked_sub(1).and_then(at).zip(at(place)) else { return false };
    if is_over(first, second) {
        return true;
    }
    if !is_beside(first, second, view) {
        return false;
    }
    let size = first.size.max(second.size);
    let own = gap(first, second, view);
    if own < -most_overlap(first, second) * size && !is_side_by_side(first, second, view) {
        return false;
    }
    if own < if are_unseen(first, second) { JOINS_UNSEEN } else { JOINS } * size {
        return true;
    }
    let at_blank = if has_wide(first) || has_wide(second) { JOINS_AT_BLANK } else { JOINS_AT_BLANK_OF_LETTERS };
    if own < at_blank * size && second.after_blank {
        return true;
    }
    if own > SET_APART * size || index != first_index + 1 {
        return false;
    }
    let even = |other: Option<f64>| other.is_some_and(|other| (other - own).abs() < EVEN * size);
    let pair = |place: usize| {
        let ((_, first), (_, second)) = place.checked_sub(1).and_then(at).zip(at(place))?;
        is_beside(first, second, view).then(|| gap(first, second, view))
    };
    even((known > 1).then(|| pair(place - 1)).flatten()) || even(pair(place + 1))
}

/// How far two glyphs of a line may overlap, in ems.
fn most_overlap(first: &Glyph, second: &Glyph) -> f64 {
    let is_mark = |glyph: &Glyph| {
        glyph
            .text
            .chars()
            .all(|c| matches!(c, '\u{2018}'..='\u{201f}' | '\u{3000}'..='\u{301f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}'))
    };
    if are_unseen(first, second) {
        OVERLAP_UNSEEN
    } else if is_mark(first) || is_mark(second) {
        OVERLAP_OF_MARKS
    } else {
        OVERLAP
    }
}

/// Whether the second of two glyphs is set right over the first: a line was squeezed until its glyphs covered each other.
fn is_over(first: &Glyph, second: &Glyph) -> bool {
    let (apart, most) = (second.cell.center() - first.cell.center(), OVERLAP * first.size.min(second.size));
    let (least, larger) = (first.size.min(second.size), first.size.max(second.size));
    apart.x.abs() < most && apart.y.abs() < most && larger < SIZES * least
}

/// Whether two glyphs lie in one row and are of about one size.
fn is_beside(first: &Glyph, second: &Glyph, view: PageView<'_>) -> bool {
    let (least, most) = (first.size.min(second.size), first.size.max(second.size));
    let aside = view.frame.of_page(first.cell).center().y - view.frame.of_page(second.cell).center().y;
    let most_aside = if is_side_by_side(first, second, view) { 0.75 } else { ASIDE };
    aside.abs() < most_aside * least.max(0.6 * most) && most < SIZES * least + 0.01
}

/// Whether two glyphs of an upright line stand side by side in it, as the digits of a number do.
fn is_side_by_side(first: &Glyph, second: &Glyph, view: PageView<'_>) -> bool {
    let narrow = |glyph: &Glyph| glyph.turn == 0 && glyph.text.is_ascii() && glyph.cell.width() < 0.75 * glyph.size;
    view.frame.direction == Direction::Upright
        && narrow(first)
        && narrow(second)
        && (first.cell.center().y - second.cell.center().y).abs() < 0.2 * first.size
        && (0.0..0.8 * first.size).contains(&(second.cell.x0 - first.cell.x0))
}

/// Joins parts that stand in one row and nearly touch.
fn by_row(mut parts: Vec<PdfLine>, view: PageView<'_>) -> Vec<PdfLine> {
    parts.sort_by(|a, b| a.rect.center().y.total_cmp(&b.rect.center().y));
    let mut rows: Vec<(f64, f64, Vec<PdfLine>)> = Vec::new();
    for part in parts {
        let (middle, size) = (part.rect.center().y, part.size);
        let fits = |row: &&mut (f64, f64, Vec<PdfLine>)| {
            (row.0 - middle).abs() < ASIDE * row.1.min(size) && row.1.max(size) < SIZES * row.1.min(size) + 0.01
        };
        match rows.iter_mut().rev().take(64).find(fits) {
            Some(row) => row.2.push(part),
            None => rows.push((middle, size, vec![part])),
        }
    }
    rows.into_iter().flat_map(|(_, _, parts)| joined(parts, view)).collect()
}

/// The parts of a row, those that nearly touch joined.
fn joined(mut parts: Vec<PdfLine>, view: PageView<'_>) -> Vec<PdfLine> {
    parts.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    let mut lines: Vec<PdfLine> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if touches(line, &part, view) => {
                line.glyphs.extend(part.glyphs);
                line.measure(view);
            }
            _ => lines.push(part),
        }
    }
    lines
}

fn touches(line: &PdfLine, part: &PdfLine, view: PageView<'_>) -> bool {
    let size = line.size.max(part.size);
    let own = part.rect.x0 - line.rect.x1;
    let alone = line.glyphs.len() == 1 && part.glyphs.len() == 1;
    // Two characters of a headline that is one word.
    let is_pair =
        alone && line.glyphs.first().zip(part.glyphs.first()).is_some_and(|(a, b)| b.abs_diff(*a) == 1) && line.size > LARGE * view.body;
    let ends = line.glyphs.last().zip(part.glyphs.first()).and_then(|(a, b)| view.glyphs.get(*a).zip(view.glyphs.get(*b)));
    let overlap = ends.map_or(OVERLAP, |(first, second)| most_overlap(first, second));
    let white = if ends.is_some_and(|(first, _)| hangs(first)) { WHITE_OF_MARK * size } else { 0.0 };
    own > -overlap * size && (own + white < JOINS * size || (is_pair && own < SET_APART * size))
}

/// Whether a line may end with this glyph outside its column: a mark whose second half is white.
fn hangs(glyph: &Glyph) -> bool {
    matches!(glyph.text.as_str(), "，" | "。" | "、" | "；" | "：" | "．") && glyph.cell.width().max(glyph.cell.height()) > 0.9 * glyph.size
}
