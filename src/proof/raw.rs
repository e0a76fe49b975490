//! An edition beside its own raw pages. Nothing is guessed: each block knows which raw characters it comes from, and what became of them.

use std::ops::Range;

use super::align::{AlignedStretch, heaviest_in_order};
use super::text::said;
use crate::edition::{Block, Edition, Piece, Shelf};
use crate::page::{PageIndex, RawOffset, is_blank};
use crate::reader::align::{Pair, align};
use crate::style::Marks;

/// The raw characters of an edition's articles and furniture, in the edition's order, and the edition's characters beside them: those of
/// [`ProofText::of_edition`](super::ProofText::of_edition) with its furniture. What was read in another order is a stretch of its own.
pub fn beside_raw(edition: &Edition, signs: &Marks) -> (Vec<char>, Vec<AlignedStretch>) {
    let blocks: Vec<&Block> = edition.blocks().filter(|(shelf, _)| *shelf != Shelf::SetAside).map(|(_, block)| block.as_ref()).collect();
    let mut beside = BesideRaw { raw: Vec::new(), right: 0 };
    let pairs: Vec<Vec<Pair>> = blocks.iter().map(|block| beside.block(edition, block, signs)).collect();
    let in_order = in_order(&blocks);
    let stretches = pairs.into_iter().zip(in_order).map(|(pairs, in_order)| AlignedStretch { pairs, is_moved: !in_order });
    (beside.raw, stretches.collect())
}

/// Whether each block stands in the order of the raw text; as many as can, by their length.
fn in_order(blocks: &[&Block]) -> Vec<bool> {
    let start = |block: &Block| -> Option<(PageIndex, RawOffset)> {
        block.pieces().iter().find_map(|piece| piece.source().filter(|_| piece.text_len() > 0)).map(|span| (span.page, span.range.start))
    };
    let mut starts: Vec<(PageIndex, RawOffset)> = blocks.iter().filter_map(|block| start(block)).collect();
    starts.sort_unstable();
    let placed: Vec<(usize, usize, usize)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(place, block)| Some((place, starts.binary_search(&start(block)?).ok()?, block.len().chars())))
        .collect();
    let ranges: Vec<(Range<usize>, usize)> = placed.iter().map(|(_, rank, weight)| (*rank..rank + 1, *weight)).collect();
    let mut in_order = vec![true; blocks.len()];
    placed.iter().for_each(|(place, ..)| in_order.get_mut(*place).map(|own| *own = false).unwrap_or_default());
    for (place, ..) in heaviest_in_order(&ranges, starts.len()).into_iter().filter_map(|chosen| placed.get(chosen)) {
        in_order.get_mut(*place).map(|own| *own = true).unwrap_or_default();
    }
    in_order
}

struct BesideRaw {
    raw: Vec<char>,
    /// How many characters of the edition were taken.
    right: usize,
}

impl BesideRaw {
    fn block(&mut self, edition: &Edition, block: &Block, signs: &Marks) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut text = said(block, signs).into_iter();
        for piece in block.pieces() {
            let now: Vec<char> = text.by_ref().take(piece.text_len()).flatten().map(|(c, _)| c).filter(|c| !is_blank(*c)).collect();
            let was = piece.source().and_then(|span| Some(edition.page(span.page)?.slice(span.range))).unwrap_or_default();
            let was: Vec<char> = was.chars().filter(|c| !is_blank(*c)).collect();
            self.piece(piece, &now, was, &mut pairs);
        }
        pairs
    }

    fn piece(&mut self, piece: &Piece, now: &[char], was: Vec<char>, pairs: &mut Vec<Pair>) {
        let (right, raw) = (self.right, self.raw.len());
        let aligned = match piece {
            Piece::Kept(_) => None,
            Piece::Changed { .. } => align(now, &was, false),
        };
        match aligned {
            Some(aligned) => pairs.extend(aligned.into_iter().map(|(i, j)| (i.map(|i| right + i), j.map(|j| raw + j)))),
            None if now.len() == was.len() => pairs.extend((0..now.len()).map(|step| (Some(right + step), Some(raw + step)))),
            None => {
                pairs.extend((0..now.len()).map(|step| (Some(right + step), None)));
                pairs.extend((0..was.len()).map(|step| (None, Some(raw + step))));
            }
        }
        self.right += now.len();
        self.raw.extend(was);
    }
}
