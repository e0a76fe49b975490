//! A block's provenance as one short line of runs.
//!
//! `1:335 *24~2 -1 +2` reads: from page 1, line 335, 24 characters as they stand but for blanks left out and 2 that read otherwise, 1
//! dropped, and 2 added. A place (`page:line` or `page:line:column`, all counted from 1) stands wherever the next raw character does not
//! follow the last.
//!
//! What a run with `*` says of each character follows from the raw text and the block's: where both have the same next, it is kept; else a
//! blank or a line end is dropped, and any other is changed into the text's next. It is written only where just that became of them, so
//! that whatever else became of characters has a run of its own. How many were changed is said so that a text that was altered by hand is
//! found out.

use std::sync::Arc;

use crate::edition::{Piece, Span, piece};
use crate::page::{Page, PageIndex, RawOffset, RawRange, RawReader, byte_at, places_in, same_chars};

/// Whether a raw character is left out, in a run with `*`, where the text has another. Files rest on this.
fn is_passed_over(raw: char) -> bool {
    matches!(raw, ' ' | '\n' | '\t' | '\u{3000}')
}

/// The runs of a block that reads so.
pub fn write(text: &str, pieces: &[Piece], pages: &[Arc<Page>]) -> String {
    // A place and a run or two.
    let out = String::with_capacity(24);
    let mut writer = Writer { out, text, pages, raw: RawReader::new(pages), cursor: None, plain: Plain::default() };
    pieces.iter().for_each(|piece| writer.piece(*piece));
    writer.end_plain();
    writer.out.pop();
    writer.out
}

struct Writer<'a> {
    out: String,
    /// The text of the pieces that are still to come.
    text: &'a str,
    pages: &'a [Arc<Page>],
    raw: RawReader<'a>,
    /// The raw character that follows the last.
    cursor: Option<(PageIndex, RawOffset)>,
    /// What was gathered for a run that is not written yet.
    plain: Plain,
}

/// Raw characters of which nothing need be said one by one.
#[derive(Clone, Copy, Default)]
struct Plain {
    chars: usize,
    changed: usize,
    /// Whether any were dropped.
    drops: bool,
}

impl Writer<'_> {
    fn piece(&mut self, piece: Piece) {
        if let Some(span) = piece.source() {
            if self.cursor != Some((span.page, span.range.start)) {
                self.end_plain();
                push_place(&mut self.out, span, self.pages);
            }
            self.cursor = Some((span.page, span.range.end));
        }
        let bytes = byte_at(self.text, piece.text_len());
        match self.as_plain(piece, bytes) {
            Some(plain) => {
                self.plain.chars += plain.chars;
                self.plain.changed += plain.changed;
                self.plain.drops |= plain.drops;
            }
            None => {
                self.end_plain();
                push_run(&mut self.out, piece);
            }
        }
        self.text = self.text.get(bytes..).unwrap_or_default();
    }

    /// What a run with `*` has of a piece whose text has so many bytes, if such a run says just that of it.
    fn as_plain(&mut self, piece: Piece, bytes: usize) -> Option<Plain> {
        let span = piece.source()?;
        let chars = span.range.len();
        let next = || self.text.chars().next();
        match piece {
            Piece::Kept(_) => {
                self.raw.go(span.page, span.range.start);
                self.raw.pass(chars, bytes);
                Some(Plain { chars, ..Plain::default() })
            }
            Piece::Changed { len: 0, .. } => {
                let (mut raw, next) = (self.raw.take(span.page, span.range)?.chars(), next());
                raw.all(|raw| is_passed_over(raw) && next != Some(raw)).then_some(Plain { chars, changed: 0, drops: true })
            }
            Piece::Changed { len: 1, .. } if chars == 1 => {
                let raw = self.raw.take(span.page, span.range)?.chars().next()?;
                (!is_passed_over(raw) && next().is_some_and(|next| next != raw)).then_some(Plain { chars, changed: 1, drops: false })
            }
            Piece::Changed { .. } => None,
        }
    }

    fn end_plain(&mut self) {
        match std::mem::take(&mut self.plain) {
            Plain { chars: 0, .. } => return,
            Plain { chars, changed: 0, drops: false } => push_number(&mut self.out, '=', chars),
            Plain { chars, changed, .. } => {
                push_number(&mut self.out, '*', chars);
                if changed > 0 {
                    push_number(&mut self.out, '~', changed);
                }
            }
        }
        self.out.push(' ');
    }
}

/// A run of its own.
fn push_run(out: &mut String, piece: Piece) {
    match piece {
        Piece::Kept(span) => push_number(out, '=', span.range.len()),
        Piece::Changed { source: None, len } => push_number(out, '+', len as usize),
        Piece::Changed { source: Some(span), len: 0 } => push_number(out, '-', span.range.len()),
        Piece::Changed { source: Some(span), len } => {
            push_number(out, '~', span.range.len());
            push_number(out, '/', len as usize);
        }
    }
    out.push(' ');
}

fn push_place(out: &mut String, span: Span, pages: &[Arc<Page>]) {
    let Some(page) = pages.get(span.page.position()) else { return };
    let line = page.line_of(span.range.start);
    let start = page.line(line).map_or(0, |line| line.range.start.0);
    push_digits(out, span.page.position() + 1);
    push_number(out, ':', line);
    match span.range.start.0 - start {
        0 => {}
        column => push_number(out, ':', column as usize + 1),
    }
    out.push(' ');
}

fn push_number(out: &mut String, sign: char, number: usize) {
    out.push(sign);
    push_digits(out, number);
}

/// A number without the machinery of `format!`, which takes longer than all else here.
fn push_digits(out: &mut String, number: usize) {
    if number >= 10 {
        push_digits(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Reads the runs of blocks, one after the other.
pub struct Reader<'a> {
    pages: &'a [Arc<Page>],
    raw: RawReader<'a>,
    /// The raw character that follows the last.
    cursor: Option<(PageIndex, RawOffset)>,
    /// Of the block that is read.
    pieces: Vec<Piece>,
}

impl<'a> Reader<'a> {
    /// A reader of the runs of blocks from these pages.
    pub fn new(pages: &'a [Arc<Page>]) -> Reader<'a> {
        Reader { pages, raw: RawReader::new(pages), cursor: None, pieces: Vec::new() }
    }

    /// The runs of a block that reads so. They lie within the pages, and what they keep stands there and in the text.
    ///
    /// # Errors
    /// The run that cannot be read or is not so, with the reason.
    pub fn read(&mut self, runs: &str, mut text: &str) -> Result<Vec<Piece>, String> {
        self.cursor = None;
        self.pieces.clear();
        for run in runs.split_ascii_whitespace() {
            let bytes = self.run(run, text).map_err(|why| format!("the run “{run}” {why}"))?;
            text = text.get(bytes..).unwrap_or_default();
        }
        if text.is_empty() { Ok(self.pieces.clone()) } else { Err(format!("“{text}” is in no run")) }
    }

    /// Reads one run, and tells how many bytes of the block's text it takes up.
    fn run(&mut self, run: &str, text: &str) -> Result<usize, &'static str> {
        let rest = run.get(1..).unwrap_or_default();
        let piece = match run.as_bytes().first() {
            Some(b'*') => return self.plain(rest, text),
            Some(b'=') => return self.kept(rest, text),
            Some(b'-') => Piece::dropped(self.take(rest)?),
            Some(b'+') => Piece::added(number(rest)? as usize),
            Some(b'~') => {
                let (raw, len) = split(rest, b'/').ok_or("lacks its “/”")?;
                Piece::Changed { source: Some(self.take(raw)?), len: number(len)? }
            }
            _ => {
                self.cursor = Some(read_place(run, self.pages).ok_or("names no place of the pages")?);
                return Ok(0);
            }
        };
        piece::push_piece(&mut self.pieces, piece);
        match places_in(text, piece.text_len()) {
            (bytes, 0) => Ok(bytes),
            _ => Err("is longer than the text"),
        }
    }

    /// The next characters of the raw text, as many as is said.
    fn take(&mut self, chars: &str) -> Result<Span, &'static str> {
        let chars = number(chars)?;
        let (page, start) = self.cursor.ok_or("comes before any place")?;
        let end = RawOffset(start.0.checked_add(chars).ok_or("is too long")?);
        if self.pages.get(page.position()).is_none_or(|page| end > page.len()) {
            return Err("is longer than the page");
        }
        self.cursor = Some((page, end));
        Ok(Span::new(page, RawRange::new(start, end)))
    }

    /// A run with `=`.
    fn kept(&mut self, run: &str, text: &str) -> Result<usize, &'static str> {
        let span = self.take(run)?;
        let raw = self.raw.go(span.page, span.range.start).unwrap_or_default();
        let (bytes, chars) = same_chars(raw, text, span.range.len());
        if chars < span.range.len() {
            return Err("does not go with the text");
        }
        piece::push_piece(&mut self.pieces, Piece::Kept(span));
        self.raw.pass(chars, bytes);
        Ok(bytes)
    }

    /// A run with `*`.
    fn plain(&mut self, run: &str, text: &str) -> Result<usize, &'static str> {
        let (chars, changed) = split(run, b'~').unwrap_or((run, "0"));
        let (span, changed) = (self.take(chars)?, number(changed)?);
        let raw = self.raw.go(span.page, span.range.start).unwrap_or_default();
        let read = read_plain(&mut self.pieces, span, raw, text).filter(|read| read.changed == changed);
        let read = read.ok_or("does not go with the text")?;
        self.raw.pass(span.range.len(), read.raw);
        Ok(read.text)
    }
}

/// What stands before a sign and after it, in what is too short to be searched in any other way.
fn split(run: &str, sign: u8) -> Option<(&str, &str)> {
    let at = run.bytes().position(|byte| byte == sign)?;
    Some((run.get(..at)?, run.get(at + 1..)?))
}

fn number(digits: &str) -> Result<u32, &'static str> {
    digits.parse().map_err(|_| "has no number that can be read")
}

/// What a run with `*` takes up of the raw text and of the block's, in bytes, and how many characters are changed.
struct PlainRead {
    raw: usize,
    text: usize,
    changed: u32,
}

/// The pieces of a run with `*`, whose raw text begins so; none where the text ends before the raw text does.
fn read_plain(pieces: &mut Vec<Piece>, span: Span, raw: &str, text: &str) -> Option<PlainRead> {
    let part = |from: u32, to: u32| Span::new(span.page, RawRange::new(RawOffset(from), RawOffset(to)));
    let (mut at, end) = (span.range.start.0, span.range.end.0);
    let mut read = PlainRead { raw: 0, text: 0, changed: 0 };
    while at < end {
        let (raw, text) = (raw.get(read.raw..)?, text.get(read.text..)?);
        // A stretch of the same is told by its bytes, which is quicker.
        let (same, chars) = same_chars(raw, text, (end - at) as usize);
        let kept = Piece::Kept(part(at, at + chars as u32));
        match chars {
            0 => {}
            _ if at == span.range.start.0 => piece::push_piece(pieces, kept),
            // What comes before is changed, so that the two are not one.
            _ => pieces.push(kept),
        }
        (read.raw, read.text, at) = (read.raw + same, read.text + same, at + chars as u32);
        if at == end {
            break;
        }
        let other = raw.get(same..)?.chars().next()?;
        let is_changed = !is_passed_over(other);
        if is_changed {
            read.text += text.get(same..)?.chars().next()?.len_utf8();
            read.changed += 1;
        }
        piece::push_piece(pieces, Piece::Changed { source: Some(part(at, at + 1)), len: u32::from(is_changed) });
        (read.raw, at) = (read.raw + other.len_utf8(), at + 1);
    }
    Some(read)
}

fn read_place(run: &str, pages: &[Arc<Page>]) -> Option<(PageIndex, RawOffset)> {
    let (page, place) = split(run, b':')?;
    let (line, column) = split(place, b':').unwrap_or((place, "1"));
    let number = |digits| number(digits).ok();
    let index = PageIndex(number(page)?.checked_sub(1)?);
    let start = pages.get(index.position())?.line(number(line)? as usize)?.range.start;
    Some((index, RawOffset(start.0.checked_add(number(column)?.checked_sub(1)?)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Encoding, Source};

    fn read(runs: &str, text: &str, pages: &[Arc<Page>]) -> Result<Vec<Piece>, String> {
        Reader::new(pages).read(runs, text)
    }

    fn pages() -> Vec<Arc<Page>> {
        let source = Source { file: "a.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        vec![Arc::new(Page::new(source, "甲乙,丙\n丁 戊\n"))]
    }

    fn span(start: u32, end: u32) -> Span {
        Span::new(PageIndex(0), RawRange::new(RawOffset(start), RawOffset(end)))
    }

    fn changed(start: u32, end: u32, len: u32) -> Piece {
        Piece::Changed { source: Some(span(start, end)), len }
    }

    /// The page is `甲乙,丙`, `丁 戊`.
    #[test]
    fn runs_are_short_and_come_back() {
        for (text, pieces, runs) in [
            (
                "甲乙，丙，，戊",
                vec![
                    Piece::Kept(span(0, 2)),
                    changed(2, 3, 1),
                    Piece::Kept(span(3, 4)),
                    Piece::added(2),
                    Piece::Kept(span(7, 8)),
                    Piece::dropped(span(8, 9)),
                ],
                "1:1 *4~1 +2 1:2:3 *2",
            ),
            ("甲乙", vec![Piece::Kept(span(0, 2))], "1:1 =2"),
            // Two changed into two, a character that was left out, and blanks.
            (
                "子丑丁戊",
                vec![
                    changed(0, 2, 2),
                    Piece::dropped(span(2, 5)),
                    Piece::Kept(span(5, 6)),
                    Piece::dropped(span(6, 7)),
                    Piece::Kept(span(7, 8)),
                ],
                "1:1 ~2/2 -3 *3",
            ),
            // The text has a blank, and the raw text another character there; and the other way about.
            ("甲 ,丙", vec![Piece::Kept(span(0, 1)), changed(1, 2, 1), Piece::Kept(span(2, 4))], "1:1 *4~1"),
            ("丙，丁", vec![Piece::Kept(span(3, 4)), changed(4, 5, 1), Piece::Kept(span(5, 6))], "1:1:4 =1 ~1/1 =1"),
            // What was changed into the same, or dropped before the same, is told apart from what was kept.
            ("甲乙", vec![Piece::Kept(span(0, 1)), changed(1, 2, 1)], "1:1 =1 ~1/1"),
            ("丁 ", vec![Piece::Kept(span(5, 6)), Piece::dropped(span(6, 7)), Piece::added(1)], "1:2 =1 -1 +1"),
            ("", vec![Piece::dropped(span(4, 5))], "1:1:5 *1"),
        ] {
            assert_eq!(write(text, &pieces, &pages()), runs);
            assert_eq!(read(runs, text, &pages()), Ok(pieces), "{runs}");
        }
    }

    /// As versions of the format before 7 wrote them.
    #[test]
    fn runs_of_each_piece_are_read() {
        let pieces = vec![Piece::Kept(span(0, 2)), changed(2, 3, 1), Piece::Kept(span(3, 4)), Piece::dropped(span(4, 5)), Piece::added(1)];
        assert_eq!(read("1:1 =2 ~1/1 =1 -1 +1", "甲乙，丙子", &pages()), Ok(pieces));
    }

    #[test]
    fn runs_that_do_not_go_with_the_text_are_refused() {
        assert!(read("1:1 *5~1", "甲乙，丙", &pages()).is_ok());
        for (runs, text) in [
            ("1:1 =2", "甲丁"),
            ("1:1 =2", "甲"),
            ("1:1 *5~1", "甲乙,丙"),
            ("1:1 *5~1", "甲令，丙"),
            ("1:1 *5~1", "甲乙，"),
            ("1:1 *5", "甲乙，丙"),
        ] {
            assert!(read(runs, text, &pages()).is_err_and(|fault| fault.contains("does not go with the text")), "{runs} {text}");
        }
    }

    #[test]
    fn runs_that_reach_too_far_or_not_far_enough_are_refused() {
        for (runs, text, why) in [
            ("1:1 *99", "甲乙,丙丁 戊", "longer than the page"),
            ("1:1 =99", "甲乙,丙丁 戊", "longer than the page"),
            ("1:1 -99", "", "longer than the page"),
            ("1:1 =2 +2", "甲乙子", "longer than the text"),
            ("1:1 ~2/3", "甲乙", "longer than the text"),
            ("1:1 =2", "甲乙子", "“子” is in no run"),
            ("", "子", "“子” is in no run"),
        ] {
            assert!(read(runs, text, &pages()).is_err_and(|fault| fault.contains(why)), "{runs} {text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for bad in ["=2", "*2", "1:1 =x", "1:1 *x", "1:1 *1~", "9:1 =1", "1:99 =1", "1:1 ~2", "1:1 =4294967295 =1", "甲"] {
            assert!(read(bad, "甲乙", &pages()).is_err_and(|message| message.contains('“')), "{bad}");
        }
    }
}
