//! A block's provenance as one short line of runs.
//!
//! `1:335 =24 -1 ~1/1 +2` reads: from page 1, line 335, 24 characters kept, 1 dropped, 1 that now reads as 1 other, and 2 added. A
//! place (`page:line` or `page:line:column`, all counted from 1) stands wherever the next raw character does not follow the last.

use std::sync::Arc;

use crate::edition::{Piece, Span, piece};
use crate::page::{Page, PageIndex, RawOffset, RawRange};

/// The runs of a block.
pub fn write(pieces: &[Piece], pages: &[Arc<Page>]) -> String {
    let mut out = String::new();
    let mut cursor: Option<(PageIndex, RawOffset)> = None;
    for piece in pieces {
        if let Some(span) = piece.source() {
            if cursor != Some((span.page, span.range.start)) {
                push_place(&mut out, span, pages);
            }
            cursor = Some((span.page, span.range.end));
        }
        match *piece {
            Piece::Kept(span) => push_number(&mut out, '=', span.range.len()),
            Piece::Changed { source: None, len } => push_number(&mut out, '+', len as usize),
            Piece::Changed { source: Some(span), len: 0 } => push_number(&mut out, '-', span.range.len()),
            Piece::Changed { source: Some(span), len } => {
                push_number(&mut out, '~', span.range.len());
                push_number(&mut out, '/', len as usize);
            }
        }
        out.push(' ');
    }
    out.pop();
    out
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

/// Reads runs.
///
/// # Errors
/// The run that cannot be read, with the reason.
pub fn read(text: &str, pages: &[Arc<Page>]) -> Result<Vec<Piece>, String> {
    // A run of two figures with its sign and a blank.
    let mut pieces = Vec::with_capacity(text.len() / 4 + 1);
    let mut cursor: Option<(PageIndex, RawOffset)> = None;
    for run in text.split_ascii_whitespace() {
        let bad = |why: &str| format!("the run “{run}” {why}");
        let number = |digits: &str| digits.parse::<u32>().map_err(|_| bad("has no number that can be read"));
        let mut take = |chars: u32| {
            let (page, start) = cursor.ok_or_else(|| bad("comes before any place"))?;
            let end = RawOffset(start.0.checked_add(chars).ok_or_else(|| bad("is too long"))?);
            cursor = Some((page, end));
            Ok::<Span, String>(Span::new(page, RawRange::new(start, end)))
        };
        let rest = run.get(1..).unwrap_or_default();
        let piece = match run.as_bytes().first() {
            Some(b'=') => Piece::Kept(take(number(rest)?)?),
            Some(b'-') => Piece::dropped(take(number(rest)?)?),
            Some(b'+') => Piece::added(number(rest)? as usize),
            Some(b'~') => {
                let (raw, len) = rest.split_once('/').ok_or_else(|| bad("lacks its “/”"))?;
                Piece::Changed { source: Some(take(number(raw)?)?), len: number(len)? }
            }
            _ => {
                cursor = Some(read_place(run, pages).ok_or_else(|| bad("names no place of the pages"))?);
                continue;
            }
        };
        piece::push_piece(&mut pieces, piece);
    }
    Ok(pieces)
}

fn read_place(run: &str, pages: &[Arc<Page>]) -> Option<(PageIndex, RawOffset)> {
    let mut parts = run.split(':').map(|part| part.parse::<u32>().ok());
    let (page, line) = (parts.next()??, parts.next()??);
    let column = parts.next().unwrap_or(Some(1))?;
    let index = PageIndex(page.checked_sub(1)?);
    let start = pages.get(index.position())?.line(line as usize)?.range.start;
    parts.next().is_none().then_some((index, RawOffset(start.0.checked_add(column.checked_sub(1)?)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Encoding, Source};

    fn pages() -> Vec<Arc<Page>> {
        let source = Source { file: "a.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        vec![Arc::new(Page::new(source, "甲乙,丙\n丁 戊\n"))]
    }

    fn span(start: u32, end: u32) -> Span {
        Span::new(PageIndex(0), RawRange::new(RawOffset(start), RawOffset(end)))
    }

    #[test]
    fn runs_are_short_and_come_back() {
        let pieces = [
            Piece::Kept(span(0, 2)),
            Piece::Changed { source: Some(span(2, 3)), len: 1 },
            Piece::Kept(span(3, 4)),
            Piece::added(2),
            Piece::Kept(span(7, 8)),
            Piece::dropped(span(8, 9)),
        ];
        let text = write(&pieces, &pages());
        assert_eq!(text, "1:1 =2 ~1/1 =1 +2 1:2:3 =1 -1");
        assert_eq!(read(&text, &pages()), Ok(pieces.to_vec()));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for bad in ["=2", "1:1 =x", "9:1 =1", "1:99 =1", "1:1 ~2", "1:1 =4294967295 =1", "甲"] {
            assert!(read(bad, &pages()).is_err_and(|message| message.contains('“')), "{bad}");
        }
    }
}
