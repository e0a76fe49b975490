//! The splice: text out, text in, with provenance and doubts carried along.

use std::sync::Arc;

use super::shelves::{self, Address, ShelfIndex};
use super::{EditError, Fragment};
use crate::edition::piece::{drop_pieces, push_piece, push_pieces, split_pieces};
use crate::edition::{Block, BlockId, Doubt, Edition, Piece, Place, Span, TextOffset};
use crate::page::{Page, is_blank};

/// Deletes, then inserts; see [`super::Edit::Splice`].
pub(super) fn splice(edition: &mut Edition, from: Place, to: Place, insert: &Fragment) -> Result<(), EditError> {
    let (start, end) = (shelves::check_place(edition, from)?, shelves::check_place(edition, to)?);
    let order = start.order(end).ok_or(EditError::AcrossShelves)?;
    if order.is_gt() || (order.is_eq() && from.at > to.at) {
        return Err(EditError::Backwards);
    }
    if from == to && insert.is_empty() {
        return Err(EditError::Nothing);
    }
    if from != to {
        delete(edition, start, end, from.at, to.at)?;
    }
    if insert.is_empty() {
        return Ok(());
    }
    if insert.has_sources() { insert_moved(edition, start, from.at, insert) } else { insert_plain(edition, start, from.at, insert) }
}

/// Takes out the text between two places and joins what is left into the first block.
fn delete(edition: &mut Edition, start: Address, end: Address, from: TextOffset, to: TextOffset) -> Result<(), EditError> {
    let tail = shelves::block_mut(edition, end)?.clone();
    let (before_tail, after) = split_pieces(&tail.pieces, to);
    let mut gone = Vec::new();
    if start == end {
        let (_, middle) = split_pieces(&before_tail, from);
        gone = middle;
    } else {
        push_pieces(&mut gone, split_pieces(&shelves::block_mut(edition, start)?.pieces, from).1);
        push_pieces(&mut gone, between(edition, start, end).into_iter().flat_map(|block| block.pieces.clone()));
        push_pieces(&mut gone, before_tail);
    }
    let first = shelves::block_mut(edition, start)?;
    let (mut pieces, _) = split_pieces(&first.pieces, from);
    push_pieces(&mut pieces, drop_pieces(&gone));
    push_pieces(&mut pieces, after);
    first.pieces = pieces;
    first.text.truncate(from.byte_in(&first.text));
    if first.text.is_empty() && start != end {
        first.role = tail.role;
    }
    first.text.push_str(tail.text.get(to.byte_in(&tail.text)..).unwrap_or_default());
    first.doubts.retain(|doubt| doubt.at < from);
    first.doubts.extend(shifted(&tail.doubts, to, from));
    remove_between(edition, start, end)
}

/// The doubts after a place, moved to where their text now stands.
fn shifted(doubts: &[Doubt], after: TextOffset, to: TextOffset) -> impl Iterator<Item = Doubt> + '_ {
    let later = doubts.iter().filter(move |doubt| doubt.at > after);
    later.map(move |doubt| Doubt { at: TextOffset(doubt.at.0 - after.0 + to.0), ..doubt.clone() })
}

/// The blocks between two addresses, both excluded.
fn between(edition: &Edition, start: Address, end: Address) -> Vec<Arc<Block>> {
    let cut = |blocks: &[Arc<Block>], from: usize, to: usize| blocks.get(from..to).unwrap_or_default().to_vec();
    match (start.shelf, end.shelf) {
        (ShelfIndex::Article(a), ShelfIndex::Article(b)) if a < b => {
            let mut blocks = Vec::new();
            for (index, article) in edition.articles.iter().enumerate().take(b + 1).skip(a) {
                let from = if index == a { start.index + 1 } else { 0 };
                let to = if index == b { end.index } else { article.blocks.len() };
                blocks.extend(cut(&article.blocks, from, to));
            }
            blocks
        }
        (ShelfIndex::Article(a), _) => {
            edition.articles.get(a).map(|article| cut(&article.blocks, start.index + 1, end.index)).unwrap_or_default()
        }
        (ShelfIndex::Furniture, _) => cut(&edition.furniture, start.index + 1, end.index),
        (ShelfIndex::SetAside, _) => cut(&edition.set_aside, start.index + 1, end.index),
    }
}

/// Takes away the blocks after `start` up to and with `end`; what follows in the last article runs on in the first.
fn remove_between(edition: &mut Edition, start: Address, end: Address) -> Result<(), EditError> {
    match (start.shelf, end.shelf) {
        (ShelfIndex::Article(a), ShelfIndex::Article(b)) if a < b => {
            let rest = shelves::blocks_mut(edition, end.shelf)?.split_off(end.index + 1);
            let joined: Vec<_> = edition.articles.drain(a + 1..=b).collect();
            let first = edition.articles.get_mut(a).map(Arc::make_mut).ok_or(EditError::OtherState)?;
            first.blocks.truncate(start.index + 1);
            first.blocks.extend(rest);
            for article in joined {
                super::structure::take_over(first, &article);
            }
        }
        _ => {
            shelves::blocks_mut(edition, start.shelf)?.drain(start.index + 1..=end.index);
        }
    }
    Ok(())
}

/// Inserts text that is typed: dropped raw characters at the place are kept again where the text says the same.
fn insert_plain(edition: &mut Edition, address: Address, at: TextOffset, insert: &Fragment) -> Result<(), EditError> {
    let pages = edition.pages.clone();
    let block = shelves::block_mut(edition, address)?;
    let (mut left, right) = split_pieces(&block.pieces, at);
    let kept = left.iter().rposition(|piece| piece.as_dropped().is_none()).map_or(0, |last| last + 1);
    let dropped: Vec<Span> = left.split_off(kept).into_iter().filter_map(Piece::as_dropped).collect();
    let text: String = insert.lines().iter().map(|line| line.text.as_str()).collect();
    let mut inserted = reconcile(&pages, &dropped, &text);
    let mut lines = Vec::new();
    for line in insert.lines() {
        let (this, rest) = split_pieces(&inserted, TextOffset::new(line.text.chars().count()));
        inserted = rest;
        lines.push(this);
    }
    if let Some(last) = lines.last_mut() {
        push_pieces(last, inserted);
    }
    place_lines(edition, address, at, insert, (left, lines, right))
}

/// Inserts text that was cut elsewhere: raw characters that are dropped now are taken from where they lie.
fn insert_moved(edition: &mut Edition, address: Address, at: TextOffset, insert: &Fragment) -> Result<(), EditError> {
    let mut lines = Vec::new();
    for line in insert.lines() {
        let mut pieces = Vec::new();
        for piece in &line.pieces {
            match piece.source() {
                Some(span) if !claim(edition, span)? => push_piece(&mut pieces, Piece::added(piece.text_len())),
                _ => push_piece(&mut pieces, *piece),
            }
        }
        let missing = line.text.chars().count().saturating_sub(crate::edition::piece::text_len(&pieces));
        push_piece(&mut pieces, Piece::added(missing));
        lines.push(pieces);
    }
    let (left, right) = split_pieces(&shelves::block_mut(edition, address)?.pieces, at);
    place_lines(edition, address, at, insert, (left, lines, right))
}

/// Takes dropped raw characters out of the block they lie in. False where they are not all dropped in one place.
fn claim(edition: &mut Edition, span: Span) -> Result<bool, EditError> {
    let holds = |block: &Block| block.pieces.iter().any(|piece| piece.as_dropped().is_some_and(|dropped| dropped.covers(span)));
    let Some(id) = edition.blocks().find(|(_, block)| holds(block)).map(|(_, block)| block.id) else { return Ok(false) };
    let address = shelves::find(edition, id)?;
    let block = shelves::block_mut(edition, address)?;
    let mut pieces = Vec::new();
    for piece in std::mem::take(&mut block.pieces) {
        match piece.as_dropped().filter(|dropped| dropped.covers(span)) {
            Some(dropped) => {
                let (head, rest) = dropped.split((span.range.start.0 - dropped.range.start.0) as usize);
                push_pieces(&mut pieces, [Piece::dropped(head), Piece::dropped(rest.split(span.range.len()).1)]);
            }
            None => push_piece(&mut pieces, piece),
        }
    }
    block.pieces = pieces;
    Ok(true)
}

type PieceLists = (Vec<Piece>, Vec<Vec<Piece>>, Vec<Piece>);

/// Puts lines between the two halves of a block; each line after the first begins a new block.
fn place_lines(edition: &mut Edition, address: Address, at: TextOffset, insert: &Fragment, pieces: PieceLists) -> Result<(), EditError> {
    let (left, lines, right) = pieces;
    let block = shelves::block_mut(edition, address)?;
    let tail_text = block.text.split_off(at.byte_in(&block.text));
    let tail_doubts: Vec<Doubt> = block.doubts.clone();
    block.doubts.retain(|doubt| doubt.at < at);
    block.pieces = left;
    let role = block.role;
    let mut new_blocks: Vec<Block> = Vec::new();
    for (number, (line, pieces)) in insert.lines().iter().zip(lines).enumerate() {
        if number > 0 {
            let id = BlockId(shelves::fresh(edition));
            new_blocks.push(Block { id, role: line.role.unwrap_or(role), text: String::new(), pieces: Vec::new(), doubts: Vec::new() });
        }
        let target = match new_blocks.last_mut() {
            Some(last) => last,
            None => shelves::block_mut(edition, address)?,
        };
        target.text.push_str(&line.text);
        push_pieces(&mut target.pieces, pieces);
    }
    let last = match new_blocks.last_mut() {
        Some(last) => last,
        None => shelves::block_mut(edition, address)?,
    };
    let shift = last.len();
    last.text.push_str(&tail_text);
    push_pieces(&mut last.pieces, right);
    last.doubts.extend(shifted(&tail_doubts, at, shift));
    let blocks = shelves::blocks_mut(edition, address.shelf)?;
    let next = (address.index + 1).min(blocks.len());
    blocks.splice(next..next, new_blocks.into_iter().map(Arc::new));
    Ok(())
}

/// The pieces of new text where raw characters were dropped: what it says again at its start and its end is kept, and the rest of
/// the text stands for the rest of the characters.
fn reconcile(pages: &[Arc<Page>], dropped: &[Span], text: &str) -> Vec<Piece> {
    let raw: Vec<(Span, char)> = dropped.iter().flat_map(|span| characters(pages, *span)).collect();
    let text: Vec<char> = text.chars().collect();
    let head = matches(raw.iter(), text.iter());
    let (raw_rest, text_rest) = (raw.get(head.raw..).unwrap_or_default(), text.get(head.text..).unwrap_or_default());
    let tail = matches(raw_rest.iter().rev(), text_rest.iter().rev());
    let raw_middle = raw_rest.get(..raw_rest.len() - tail.raw).unwrap_or_default();
    let text_middle = text_rest.len() - tail.text;

    let mut pieces = Vec::new();
    push_pieces(&mut pieces, head.pieces);
    push_pieces(&mut pieces, stand_for(raw_middle, text_middle));
    push_pieces(&mut pieces, tail.pieces.into_iter().rev());
    pieces
}

/// `chars` characters of text in place of raw characters: they stand for the first stretch of them that is not blank.
fn stand_for(raw: &[(Span, char)], chars: usize) -> Vec<Piece> {
    let mut dropped = Vec::new();
    push_pieces(&mut dropped, raw.iter().map(|(span, _)| Piece::dropped(*span)));
    let solid = |piece: &Piece| piece.source().is_some_and(|span| raw.iter().any(|(one, c)| span.covers(*one) && !is_blank(*c)));
    match dropped.iter().position(solid) {
        Some(first) if chars > 0 => {
            if let Some(piece) = dropped.get_mut(first) {
                *piece = Piece::Changed { source: piece.source(), len: chars as u32 };
            }
        }
        _ => push_piece(&mut dropped, Piece::added(chars)),
    }
    dropped
}

fn characters(pages: &[Arc<Page>], span: Span) -> Vec<(Span, char)> {
    let Some(page) = pages.get(span.page.position()) else { return Vec::new() };
    let mut rest = span;
    let one = |c: char| {
        let (this, after) = rest.split(1);
        rest = after;
        (this, c)
    };
    page.slice(span.range).chars().map(one).collect()
}

/// How far raw characters and text say the same, from one end.
#[derive(Default)]
struct Matched {
    raw: usize,
    text: usize,
    pieces: Vec<Piece>,
}

/// Raw blanks that the text does not have are passed over, but only on the way to a character that it has.
fn matches<'a>(raw: impl Iterator<Item = &'a (Span, char)>, text: impl Iterator<Item = &'a char>) -> Matched {
    let mut matched = Matched::default();
    let mut passed = Vec::new();
    let mut text = text.peekable();
    for (span, c) in raw {
        match text.peek() {
            Some(next) if *next == c => {
                text.next();
                matched.raw += passed.len() + 1;
                matched.text += 1;
                matched.pieces.append(&mut passed);
                matched.pieces.push(Piece::Kept(*span));
            }
            Some(_) if is_blank(*c) => passed.push(Piece::dropped(*span)),
            _ => break,
        }
    }
    matched
}
