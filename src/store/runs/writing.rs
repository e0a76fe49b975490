//! Writes the runs of a block.

use std::sync::Arc;

use super::is_passed_over;
use crate::edition::{Piece, Span};
use crate::page::{Page, PageIndex, RawOffset, RawReader, byte_at};

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
