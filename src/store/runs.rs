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

use std::str::Chars;
use std::sync::Arc;

use crate::edition::{Piece, Span, TextOffset, piece};
use crate::page::{Page, PageIndex, RawOffset, RawRange};

/// Whether a raw character is left out, in a run with `*`, where the text has another. Files rest on this.
fn is_passed_over(raw: char) -> bool {
    matches!(raw, ' ' | '\n' | '\t' | '\u{3000}')
}

/// The runs of a block that reads so.
pub fn write(text: &str, pieces: &[Piece], pages: &[Arc<Page>]) -> String {
    let mut writer = Writer { out: String::new(), text, pages, cursor: None, plain: Plain::default() };
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
        match self.as_plain(piece) {
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
        self.text = self.text.split_at(TextOffset::new(piece.text_len()).byte_in(self.text)).1;
    }

    /// What a run with `*` has of a piece, if such a run says just that of it.
    fn as_plain(&self, piece: Piece) -> Option<Plain> {
        let span = piece.source()?;
        let chars = span.range.len();
        let raw = || self.pages.get(span.page.position()).map_or("", |page| page.text_from(span.range.start)).chars().take(chars);
        let next = self.text.chars().next();
        match piece {
            Piece::Kept(_) => Some(Plain { chars, ..Plain::default() }),
            Piece::Changed { len: 0, .. } => {
                raw().all(|raw| is_passed_over(raw) && next != Some(raw)).then_some(Plain { chars, changed: 0, drops: true })
            }
            Piece::Changed { len: 1, .. } if chars == 1 => {
                let raw = raw().next()?;
                (!is_passed_over(raw) && next.is_some_and(|next| next != raw)).then_some(Plain { chars, changed: 1, drops: false })
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

/// Reads the runs of a block that reads so.
///
/// # Errors
/// The run that cannot be read, with the reason.
pub fn read(runs: &str, text: &str, pages: &[Arc<Page>]) -> Result<Vec<Piece>, String> {
    // A run of two figures with its sign and a blank.
    let mut pieces = Vec::with_capacity(runs.len() / 4 + 1);
    let mut cursor: Option<(PageIndex, RawOffset)> = None;
    let mut text = text.chars();
    for run in runs.split_ascii_whitespace() {
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
            Some(b'*') => {
                let (chars, changed) = rest.split_once('~').unwrap_or((rest, "0"));
                let (span, changed) = (take(number(chars)?)?, number(changed)?);
                let raw = pages.get(span.page.position()).filter(|page| span.range.end <= page.len()).map(|page| page.slice(span.range));
                if raw.and_then(|raw| read_plain(&mut pieces, span, raw, &mut text)) != Some(changed) {
                    return Err(bad("does not go with the text"));
                }
                continue;
            }
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
        if let Some(last) = piece.text_len().checked_sub(1) {
            text.nth(last);
        }
        piece::push_piece(&mut pieces, piece);
    }
    Ok(pieces)
}

/// The pieces of a run with `*`, and how many characters are changed; none where the text ends before the raw text does.
fn read_plain(pieces: &mut Vec<Piece>, span: Span, mut raw: &str, text: &mut Chars<'_>) -> Option<u32> {
    let part = |from: u32, to: u32| Span::new(span.page, RawRange::new(RawOffset(from), RawOffset(to)));
    let (mut at, mut changed) = (span.range.start.0, 0);
    while !raw.is_empty() {
        // A stretch of the same is told by its bytes, which is quicker.
        let (kept, after) = raw.split_at(raw.floor_char_boundary(same_bytes(raw.as_bytes(), text.as_str().as_bytes())));
        let end = at + kept.chars().count() as u32;
        *text = text.as_str().get(kept.len()..)?.chars();
        piece::push_piece(pieces, Piece::Kept(part(at, end)));
        let mut rest = after.chars();
        let Some(other) = rest.next() else { break };
        let is_changed = !is_passed_over(other);
        if is_changed {
            text.next()?;
            changed += 1;
        }
        piece::push_piece(pieces, Piece::Changed { source: Some(part(end, end + 1)), len: u32::from(is_changed) });
        (raw, at) = (rest.as_str(), end + 1);
    }
    Some(changed)
}

/// How many bytes two texts have in common at their beginnings.
fn same_bytes(a: &[u8], b: &[u8]) -> usize {
    let word = |bytes: &[u8], at| bytes.get(at..).and_then(|rest| rest.first_chunk()).map(|eight| u64::from_le_bytes(*eight));
    let mut at = 0;
    while let (Some(one), Some(other)) = (word(a, at), word(b, at)) {
        let differing = one ^ other;
        if differing != 0 {
            return at + differing.trailing_zeros() as usize / 8;
        }
        at += size_of::<u64>();
    }
    at + a.iter().skip(at).zip(b.iter().skip(at)).take_while(|(one, other)| one == other).count()
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
        for (runs, text) in
            [("1:1 *5~1", "甲乙,丙"), ("1:1 *5~1", "甲令，丙"), ("1:1 *5~1", "甲乙，"), ("1:1 *99", "甲乙,丙丁 戊"), ("1:1 *5", "甲乙，丙")]
        {
            assert!(read(runs, text, &pages()).is_err_and(|fault| fault.contains("does not go with the text")), "{runs} {text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for bad in ["=2", "*2", "1:1 =x", "1:1 *x", "1:1 *1~", "9:1 =1", "1:99 =1", "1:1 ~2", "1:1 =4294967295 =1", "甲"] {
            assert!(read(bad, "甲乙", &pages()).is_err_and(|message| message.contains('“')), "{bad}");
        }
    }
}
