//! Reads the runs of blocks, and compares them with raw text and the blocks' as it goes.

use std::sync::Arc;

use super::is_passed_over;
use crate::edition::{Piece, Span, piece};
use crate::page::{Page, PageIndex, RawOffset, RawRange, RawReader, places_in, same_chars};

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
