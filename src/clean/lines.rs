//! A page as lines that can be weighed: without blanks, with widths, and with what stood around each line.

use super::order::{self, LineOrder};
use crate::language::{class, width};
use crate::page::{Layout, Page, RawOffset, RegionKind, is_blank};

/// A page's characters that are no blanks, with the raw place of each.
#[derive(Debug, Default)]
pub struct Dense {
    /// The characters.
    pub chars: Vec<char>,
    /// The same, [folded](width::fold) for comparing.
    pub folded: Vec<char>,
    /// Where each stands in the page's raw text.
    pub raw: Vec<u32>,
    /// The same characters as text.
    pub text: String,
}

impl Dense {
    /// The folded characters of a range; none where it reaches past the page.
    pub fn folded(&self, start: usize, end: usize) -> &[char] {
        self.folded.get(start..end).unwrap_or_default()
    }

    fn push(&mut self, c: char, folded: char, raw: usize) {
        self.chars.push(c);
        self.folded.push(folded);
        self.raw.push(raw as u32);
    }

    /// The character at this place.
    pub fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// Whether raw blanks stand between the character before `index` and the one at it.
    pub fn blank_before(&self, index: usize) -> bool {
        match (index.checked_sub(1).and_then(|before| self.raw.get(before)), self.raw.get(index)) {
            (Some(before), Some(here)) => *here != before + 1,
            _ => false,
        }
    }
}

/// A raw line that holds text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its first character in [`Dense`].
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its width as printed, in half-ems: blanks that a typesetter sets count a full em, stray ones nothing.
    pub width: u32,
    /// The least width it can have been squeezed to, in half-ems.
    pub least: u32,
    /// How many of its characters are Latin letters, digits and the like, half an em wide.
    pub latin: u32,
    /// How many raw lines without text stand before it.
    pub gap: u32,
    /// The width of the blanks it begins with, in half-ems.
    pub lead: u32,
    /// Whether it was justified by blanks between its characters.
    pub spaced: bool,
    /// Whether it is a row of cells that blanks keep apart.
    pub is_row: bool,
}

impl Line {
    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it is all Latin letters and signs: code, an address.
    pub fn is_latin(&self) -> bool {
        self.latin as usize == self.len() && self.len() > 3
    }
}

/// Reads a page's lines: those of the raw text, or as they are read where the source has them otherwise.
pub fn read(page: &Page) -> (Dense, Vec<Line>) {
    let (dense, mut lines) = match order::of(page) {
        Some(order) => read_in_order(page, &order),
        None => read_as_given(page),
    };
    mark_rows(&dense, &mut lines);
    mark_tables(page, &dense, &mut lines);
    (dense, lines)
}

/// Marks the lines that the source says are of a table as rows.
fn mark_tables(page: &Page, dense: &Dense, lines: &mut [Line]) {
    let has_tables = |layout: &&std::sync::Arc<Layout>| layout.regions().iter().any(|region| region.kind == RegionKind::Table);
    let Some(layout) = page.layout().filter(has_tables) else { return };
    for line in lines {
        let number = dense.raw.get(line.start).map(|at| page.line_of(RawOffset(*at)));
        let of_table = number.and_then(|number| layout.line(number)).is_some_and(|line| layout.kind_of(line) == RegionKind::Table);
        line.is_row |= of_table;
    }
}

/// Reads lines that are made up of raw lines, in reading order.
fn read_in_order(page: &Page, order: &LineOrder) -> (Dense, Vec<Line>) {
    let (mut dense, mut lines) = (Dense::default(), Vec::with_capacity(order.len()));
    for members in order {
        let mut line = Line { start: dense.chars.len(), ..Line::default() };
        let mut inner_blanks = 0;
        for raw in members.iter().filter_map(|number| page.line(*number)) {
            inner_blanks += usize::from(dense.chars.len() > line.start);
            for (at, c) in (raw.range.start.0 as usize..).zip(raw.text.chars()) {
                if !is_blank(c) {
                    line.width += width::half_ems(c);
                    line.least += width::least_half_ems(c);
                    line.latin += u32::from(c.is_ascii());
                    dense.push(c, width::fold(c), at);
                    dense.text.push(c);
                } else if dense.chars.len() > line.start {
                    inner_blanks += 1;
                }
            }
        }
        // Blanks between the characters of a line that came one by one were set by nobody.
        finish(&mut line, &mut lines, &dense, if members.len() == 1 { inner_blanks } else { 0 });
    }
    (dense, lines)
}

fn read_as_given(page: &Page) -> (Dense, Vec<Line>) {
    let chars = page.len().0 as usize;
    let mut dense = Dense {
        chars: Vec::with_capacity(chars),
        folded: Vec::with_capacity(chars),
        raw: Vec::with_capacity(chars),
        text: String::with_capacity(page.text().len()),
    };
    let mut lines = Vec::with_capacity(page.line_count());
    let mut line = Line::default();
    let mut inner_blanks = 0;
    // Text is taken over in runs between blanks.
    let mut run = 0;
    for (at, (byte, c)) in page.text().char_indices().enumerate() {
        // Most characters are of this block, and these are the simplest.
        if matches!(c, '\u{4e00}'..='\u{9fff}') {
            line.width += 2;
            line.least += 2;
            dense.push(c, c, at);
            continue;
        }
        if !is_blank(c) {
            line.width += width::half_ems(c);
            line.least += width::least_half_ems(c);
            line.latin += u32::from(c.is_ascii());
            dense.push(c, width::fold(c), at);
            continue;
        }
        dense.text.push_str(page.text().get(run..byte).unwrap_or_default());
        run = byte + c.len_utf8();
        if c == '\n' {
            finish(&mut line, &mut lines, &dense, inner_blanks);
            inner_blanks = 0;
        } else if dense.chars.len() == line.start {
            line.lead += width::half_ems(c).max(u32::from(c == ' ' || c == '\t'));
        } else {
            inner_blanks += 1;
        }
    }
    dense.text.push_str(page.text().get(run..).unwrap_or_default());
    finish(&mut line, &mut lines, &dense, inner_blanks);
    (dense, lines)
}

/// Puts the line by, if it has text, and begins the next.
fn finish(line: &mut Line, lines: &mut Vec<Line>, dense: &Dense, inner_blanks: usize) {
    line.end = dense.chars.len();
    if line.end == line.start {
        // Its leading blanks belong to nothing.
        *line = Line { start: line.start, gap: line.gap + 1, ..Line::default() };
        return;
    }
    if inner_blanks > 0 {
        let (spaced, set) = blanks(dense, line);
        line.spaced = spaced;
        line.width += 2 * set;
    }
    lines.push(*line);
    *line = Line { start: line.end, end: line.end, ..Line::default() };
}

/// Whether the line is letter-spaced, and how many of its blanks a typesetter set on purpose: those between Chinese characters, and
/// the one before the bracket of a lead-in.
fn blanks(dense: &Dense, line: &Line) -> (bool, u32) {
    let (mut apart, mut set, mut places) = (0, 0, 0);
    for index in line.start + 1..line.end {
        let (Some(left), Some(right)) = (dense.at(index - 1), dense.at(index)) else { continue };
        let blank = dense.blank_before(index);
        // Runs of Latin letters and digits may stay together in a letter-spaced line, and Latin words stand apart in any line.
        if is_chinese(left) || is_chinese(right) {
            places += 1;
            apart += usize::from(blank);
        }
        set += u32::from(blank && class::is_han(left) && (class::is_han(right) || right == '（'));
    }
    let spaced = apart >= 3 && apart * 2 > places;
    (spaced, if spaced { 0 } else { set })
}

/// A character of Chinese text and of no other.
fn is_chinese(c: char) -> bool {
    class::is_chinese(c) && !matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Marks the rows of tables and lists of contents: cells that blanks keep apart, one of them a number, in lines that follow each other.
fn mark_rows(dense: &Dense, lines: &mut [Line]) {
    let cells: Vec<usize> = lines.iter().map(|line| if line.spaced { 0 } else { cells(dense, line) }).collect();
    let at = |index: Option<usize>| index.and_then(|index| cells.get(index)).copied().unwrap_or(0);
    for (index, line) in lines.iter_mut().enumerate() {
        let beside = at(index.checked_sub(1)).max(at(Some(index + 1)));
        line.is_row = at(Some(index)) > 1 && (beside > 1 || is_of_numbers(dense, line));
    }
}

/// How many cells a line has if it may be a row of a table: nought where it is text.
fn cells(dense: &Dense, line: &Line) -> usize {
    let mut cells = 1;
    let mut is_number = true;
    let mut numbers = 0;
    let (mut han, mut shortest) = (false, usize::MAX);
    let mut length = 0;
    for index in line.start..line.end {
        let Some(c) = dense.at(index) else { return 0 };
        if matches!(c, '，' | '。' | '；' | '！' | '？' | '、' | ',' | '“' | '（' | '(') {
            return 0;
        }
        if index > line.start && dense.blank_before(index) {
            cells += 1;
            numbers += usize::from(is_number);
            is_number = true;
            shortest = shortest.min(length);
            length = 0;
        }
        length += 1;
        han |= class::is_han(c);
        is_number &= c.is_ascii_digit() || matches!(c, '.' | '-' | '%' | '/' | ':');
    }
    numbers += usize::from(is_number);
    // Words of a heading stand apart too, but few are all apart.
    let words = han && cells > 1 && (numbers > 0 || cells > 2) && numbers < cells;
    // Numbers alone, as a lottery draws them; single digits are letter-spaced.
    let drawn = cells > 2 && numbers == cells && shortest.min(length) > 1;
    if words || drawn { cells } else { 0 }
}

/// Whether a row has numbers and nothing else.
fn is_of_numbers(dense: &Dense, line: &Line) -> bool {
    dense.folded(line.start, line.end).iter().all(|c| !class::is_han(*c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Encoding, Source};

    fn lines(text: &str) -> (Dense, Vec<Line>) {
        let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
        read(&Page::new(source, text))
    }

    #[test]
    fn widths_gaps_and_leading_blanks() {
        let (dense, lines) = lines("\n 本报讯 （记者 王明）\n\n\n3月 2日，开会。\n");
        assert_eq!(dense.text, "本报讯（记者王明）3月2日，开会。");
        let found: Vec<_> = lines.iter().map(|l| (l.width, l.least, l.gap, l.lead, l.spaced)).collect();
        assert_eq!(found, [(22, 16, 1, 1, false), (14, 12, 2, 0, false)]);
    }

    #[test]
    fn letter_spacing_is_told_from_single_blanks() {
        assert!(lines("基 层 治 理 能 力 提 升").1[0].spaced);
        assert!(lines("进行 ，由 航 天 员 在 轨 演 示 太 空").1[0].spaced);
        assert!(lines("和 1 0 0 余 名 主 播").1[0].spaced);
        assert!(!lines("孙大军马慧健讲话 张广勇主持").1[0].spaced);
        assert!(!lines("3月 2 日 ，市里召开会议部署工作").1[0].spaced);
        assert!(!lines("the quick brown fox").1[0].spaced);
    }

    #[test]
    fn a_page_without_text_has_no_lines() {
        assert!(lines(" \n\u{3000}\n\0").1.is_empty());
    }
}
