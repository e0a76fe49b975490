//! Provenance: which raw characters a block's text comes from, and what became of them.
//!
//! A block's text is a run of [`Piece`]s in order. Every raw character of every page, blanks and line ends included, lies in exactly
//! one piece of exactly one block; [`super::ledger`] counts on it and checks it.

use serde::{Deserialize, Serialize};

use super::TextOffset;
use crate::page::{PageIndex, RawOffset, RawRange};

/// A range of one page's raw text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The page.
    pub page: PageIndex,
    /// The characters of its raw text.
    pub range: RawRange,
}

impl Span {
    /// A span of a page.
    #[inline]
    pub fn new(page: PageIndex, range: RawRange) -> Span {
        Span { page, range }
    }

    /// Whether `next` goes on where this span ends.
    #[inline]
    pub fn meets(self, next: Span) -> bool {
        self.page == next.page && self.range.end == next.range.start
    }

    /// Whether all of `other` lies in this span.
    pub fn covers(self, other: Span) -> bool {
        self.page == other.page && self.range.start <= other.range.start && other.range.end <= self.range.end
    }

    /// The span up to `chars` characters in, and the rest.
    pub fn split(self, chars: usize) -> (Span, Span) {
        let middle = RawOffset(self.range.start.0 + chars.min(self.range.len()) as u32);
        (Span::new(self.page, RawRange::new(self.range.start, middle)), Span::new(self.page, RawRange::new(middle, self.range.end)))
    }
}

/// A stretch of a block's text with one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// The text is the raw text of this span, character for character. Never empty.
    Kept(Span),
    /// The raw text of `source`, if any, now reads as `len` characters of text, possibly none. Never without both.
    Changed {
        /// The raw characters that were changed; none where the text was added. Never an empty span.
        source: Option<Span>,
        /// How many characters of text stand for them.
        len: u32,
    },
}

impl Piece {
    /// Raw characters that read as nothing.
    #[inline]
    pub fn dropped(source: Span) -> Piece {
        Piece::Changed { source: Some(source), len: 0 }
    }

    /// `len` characters of text without a source.
    #[inline]
    pub fn added(len: usize) -> Piece {
        Piece::Changed { source: None, len: len as u32 }
    }

    /// The raw characters of the piece.
    #[inline]
    pub fn source(self) -> Option<Span> {
        match self {
            Piece::Kept(span) => Some(span),
            Piece::Changed { source, .. } => source,
        }
    }

    /// How many characters of text the piece has.
    #[inline]
    pub fn text_len(self) -> usize {
        match self {
            Piece::Kept(span) => span.range.len(),
            Piece::Changed { len, .. } => len as usize,
        }
    }

    /// The raw characters, if the piece has no text of its own.
    pub fn as_dropped(self) -> Option<Span> {
        match self {
            Piece::Changed { source, len: 0 } => source,
            _ => None,
        }
    }

    /// Both pieces as one, where that loses nothing.
    #[inline]
    fn join(self, next: Piece) -> Option<Piece> {
        let grown = |a: Span, b: Span| Span::new(a.page, RawRange::new(a.range.start, b.range.end));
        match (self, next) {
            (Piece::Kept(a), Piece::Kept(b)) if a.meets(b) => Some(Piece::Kept(grown(a, b))),
            (Piece::Changed { source: None, len: a }, Piece::Changed { source: None, len: b }) => {
                Some(Piece::Changed { source: None, len: a.checked_add(b)? })
            }
            (Piece::Changed { source: Some(a), len: 0 }, Piece::Changed { source: Some(b), len: 0 }) if a.meets(b) => {
                Some(Piece::dropped(grown(a, b)))
            }
            _ => None,
        }
    }

    /// The piece up to `chars` characters of its text, and the rest. The source of a changed piece stays with the first part.
    fn split(self, chars: usize) -> (Piece, Piece) {
        match self {
            Piece::Kept(span) => {
                let (a, b) = span.split(chars);
                (Piece::Kept(a), Piece::Kept(b))
            }
            Piece::Changed { source, len } => {
                (Piece::Changed { source, len: chars as u32 }, Piece::added((len as usize).saturating_sub(chars)))
            }
        }
    }
}

/// Appends a piece in normal form: nothing empty, and neighbours that are one are joined.
#[inline]
pub fn push_piece(pieces: &mut Vec<Piece>, piece: Piece) {
    let piece = match piece {
        Piece::Kept(span) if span.range.is_empty() => return,
        Piece::Changed { source: Some(span), len } if span.range.is_empty() => Piece::added(len as usize),
        other => other,
    };
    if piece == Piece::added(0) {
        return;
    }
    match pieces.last_mut() {
        Some(last) => match last.join(piece) {
            Some(joined) => *last = joined,
            None => pieces.push(piece),
        },
        None => pieces.push(piece),
    }
}

/// Appends several pieces in normal form.
pub fn push_pieces(pieces: &mut Vec<Piece>, more: impl IntoIterator<Item = Piece>) {
    for piece in more {
        push_piece(pieces, piece);
    }
}

/// The pieces of the text before `at`, and of the rest. Pieces without text that stand at `at` go with the first part.
pub fn split_pieces(pieces: &[Piece], at: TextOffset) -> (Vec<Piece>, Vec<Piece>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut rest = at.chars();
    for &piece in pieces {
        let len = piece.text_len();
        if !right.is_empty() || (len > rest && rest == 0) {
            push_piece(&mut right, piece);
        } else if len <= rest {
            rest -= len;
            push_piece(&mut left, piece);
        } else {
            let (a, b) = piece.split(rest);
            rest = 0;
            push_piece(&mut left, a);
            push_piece(&mut right, b);
        }
    }
    (left, right)
}

/// What is left of pieces when their text is deleted: their raw characters, dropped.
pub fn drop_pieces(pieces: &[Piece]) -> Vec<Piece> {
    let mut dropped = Vec::new();
    push_pieces(&mut dropped, pieces.iter().filter_map(|piece| piece.source()).map(Piece::dropped));
    dropped
}

/// How many characters of text the pieces have.
pub fn text_len(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.text_len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(PageIndex(0), RawRange::new(RawOffset(start), RawOffset(end)))
    }

    #[test]
    fn neighbours_that_are_one_are_joined() {
        let mut pieces = Vec::new();
        push_pieces(&mut pieces, [Piece::Kept(span(0, 2)), Piece::Kept(span(2, 5)), Piece::Kept(span(6, 7))]);
        push_pieces(
            &mut pieces,
            [Piece::dropped(span(7, 8)), Piece::dropped(span(8, 9)), Piece::added(0), Piece::added(2), Piece::added(1)],
        );
        assert_eq!(pieces, [Piece::Kept(span(0, 5)), Piece::Kept(span(6, 7)), Piece::dropped(span(7, 9)), Piece::added(3)]);
    }

    #[test]
    fn pieces_without_text_stay_before_the_cut() {
        let pieces = [Piece::Kept(span(0, 2)), Piece::dropped(span(2, 4)), Piece::Kept(span(4, 6))];
        let (left, right) = split_pieces(&pieces, TextOffset(2));
        assert_eq!(left, [Piece::Kept(span(0, 2)), Piece::dropped(span(2, 4))]);
        assert_eq!(right, [Piece::Kept(span(4, 6))]);
        let (left, right) = split_pieces(&pieces, TextOffset(3));
        assert_eq!(left, [Piece::Kept(span(0, 2)), Piece::dropped(span(2, 4)), Piece::Kept(span(4, 5))]);
        assert_eq!(right, [Piece::Kept(span(5, 6))]);
    }

    #[test]
    fn a_cut_changed_piece_keeps_its_source_on_the_left() {
        let pieces = [Piece::Changed { source: Some(span(0, 1)), len: 3 }];
        let (left, right) = split_pieces(&pieces, TextOffset(1));
        assert_eq!((left, right), (vec![Piece::Changed { source: Some(span(0, 1)), len: 1 }], vec![Piece::added(2)]));
    }

    #[test]
    fn deleting_keeps_the_raw_characters() {
        let pieces = [Piece::Kept(span(0, 2)), Piece::added(2), Piece::Changed { source: Some(span(2, 3)), len: 1 }];
        assert_eq!(drop_pieces(&pieces), [Piece::dropped(span(0, 3))]);
    }
}
