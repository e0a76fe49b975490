//! The ledger: every non-blank raw character is kept, changed or set aside, each counted once. Blanks are counted beside it.

use std::ops::Add;
use std::sync::Arc;

use serde::Serialize;

use super::followed::Followed;
use super::{Block, Edition, Piece, Shelf, Span, TextOffset};
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;
use crate::page::{Page, RawOffset, RawRange, RawReader, is_blank, places_in, same_chars};

/// What became of a page's non-blank raw characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// How many the page has.
    pub raw: usize,
    /// How many stand in an article as they were.
    pub kept: usize,
    /// How many stand in an article as something else, or were dropped from one.
    pub changed: usize,
    /// How many lie in furniture or in matter set aside.
    pub set_aside: usize,
    /// What became of the blanks between them.
    pub blanks: Blanks,
}

/// What became of the blanks between two characters of a line. A run of blanks counts once; those at the ends of lines are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Blanks {
    /// How many stand as they were, or as another blank.
    pub kept: usize,
    /// How many were taken away.
    pub dropped: usize,
    /// How many stand where there were none: mostly for the end of a line between two words.
    pub added: usize,
}

impl Add for Blanks {
    type Output = Blanks;

    fn add(self, other: Blanks) -> Blanks {
        Blanks { kept: self.kept + other.kept, dropped: self.dropped + other.dropped, added: self.added + other.added }
    }
}

impl Ledger {
    /// Whether every character is accounted for.
    pub fn balances(&self) -> bool {
        self.raw == self.kept + self.changed + self.set_aside
    }
}

impl Add for Ledger {
    type Output = Ledger;

    fn add(self, other: Ledger) -> Ledger {
        Ledger {
            raw: self.raw + other.raw,
            kept: self.kept + other.kept,
            changed: self.changed + other.changed,
            set_aside: self.set_aside + other.set_aside,
            blanks: self.blanks + other.blanks,
        }
    }
}

/// A fault in an edition's provenance: the promise that every raw character lies in exactly one piece does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum LedgerFault {
    /// A raw range lies in no piece.
    Missing {
        /// The page, counted from 1.
        page: usize,
        /// The raw line, counted from 1.
        line: usize,
        /// How many characters, blanks included.
        chars: usize,
    },
    /// A raw character lies in two pieces.
    Twice {
        /// The page, counted from 1.
        page: usize,
        /// The raw line, counted from 1.
        line: usize,
        /// How many characters, blanks included.
        chars: usize,
    },
    /// A piece names a page or a range that is not there.
    Nowhere {
        /// The number of the block.
        block: u32,
        /// The page, counted from 1.
        page: usize,
    },
    /// A kept piece does not read as its source.
    NotKept {
        /// The number of the block.
        block: u32,
        /// The text of the piece.
        text: String,
        /// The raw text of its source.
        raw: String,
    },
    /// The pieces do not add up to the text.
    Length {
        /// The number of the block.
        block: u32,
        /// The characters of the text.
        text: usize,
        /// The characters of the pieces.
        pieces: usize,
    },
}

impl Explained for LedgerFault {
    fn key(&self) -> &'static str {
        match self {
            LedgerFault::Missing { .. } => "ledger-missing",
            LedgerFault::Twice { .. } => "ledger-twice",
            LedgerFault::Nowhere { .. } => "ledger-nowhere",
            LedgerFault::NotKept { .. } => "ledger-not-kept",
            LedgerFault::Length { .. } => "ledger-length",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            LedgerFault::Missing { page, line, chars } | LedgerFault::Twice { page, line, chars } => {
                vec![named("page", page), named("line", line), named("chars", chars)]
            }
            LedgerFault::Nowhere { block, page } => vec![named("block", block), named("page", page)],
            LedgerFault::NotKept { block, text, raw } => vec![named("block", block), named("text", text), named("raw", raw)],
            LedgerFault::Length { block, text, pieces } => vec![named("block", block), named("text", text), named("pieces", pieces)],
        }
    }
}

/// The ledger of each page of an edition.
pub fn ledger(edition: &Edition) -> Vec<Ledger> {
    Counter::default().count(edition)
}

/// Counts one state of an edition after another. Blocks and pages that did not change are not counted again.
#[derive(Default)]
pub struct Counter {
    /// The pages, with how many non-blank characters each has.
    pages: Vec<(Arc<Page>, usize)>,
    blocks: Followed<Vec<Share>>,
}

/// What one block has of a page's non-blank characters.
#[derive(Clone, Copy, Debug)]
struct Share {
    page: usize,
    kept: usize,
    changed: usize,
    blanks: Blanks,
}

impl Counter {
    /// The ledger of each page of an edition.
    pub fn count(&mut self, edition: &Edition) -> Vec<Ledger> {
        let same = self.pages.len() == edition.pages.len() && self.pages.iter().zip(&edition.pages).all(|((a, _), b)| Arc::ptr_eq(a, b));
        if !same {
            let solid = |page: &Arc<Page>| page.text().chars().filter(|c| !is_blank(*c)).count();
            self.pages = edition.pages.iter().map(|page| (page.clone(), solid(page))).collect();
            self.blocks.clear();
        }
        self.blocks.update(edition, |block, _| shares(edition, block));
        let mut pages: Vec<Ledger> = self.pages.iter().map(|(_, raw)| Ledger { raw: *raw, ..Ledger::default() }).collect();
        for one in self.blocks.list() {
            for share in &one.value {
                let Some(entry) = pages.get_mut(share.page) else { continue };
                entry.blanks = entry.blanks + share.blanks;
                if let Shelf::Article(_) = one.shelf {
                    entry.kept += share.kept;
                    entry.changed += share.changed;
                } else {
                    entry.set_aside += share.kept + share.changed;
                }
            }
        }
        pages
    }
}

fn shares(edition: &Edition, block: &Block) -> Vec<Share> {
    let mut shares: Vec<Share> = Vec::new();
    // Text without a source belongs to the page of what stands before it.
    let mut last = block.pieces.iter().find_map(|piece| piece.source()).map(|span| span.page.position());
    let mut rest = block.text();
    for piece in &block.pieces {
        let (text, after) = rest.split_at(TextOffset::new(piece.text_len()).byte_in(rest));
        rest = after;
        let source = piece.source().and_then(|span| Some((span, edition.page(span.page)?)));
        last = source.map(|(span, _)| span.page.position()).or(last);
        let Some(page) = last else { continue };
        let place = shares.iter().position(|share| share.page == page).unwrap_or_else(|| {
            shares.push(Share { page, kept: 0, changed: 0, blanks: Blanks::default() });
            shares.len() - 1
        });
        let Some(share) = shares.get_mut(place) else { continue };
        let is_kept = source.is_some() && matches!(piece, Piece::Kept(_));
        let chars = source.map_or(0, |(span, page)| page.slice(span.range).chars().filter(|c| !is_blank(*c)).count());
        *if is_kept { &mut share.kept } else { &mut share.changed } += chars;
        let before = source.map_or(0, |(span, page)| blanks_of(page, span.range));
        let after = if is_kept { before } else { runs_of_blanks(text) };
        let blanks = Blanks { kept: before.min(after), dropped: before.saturating_sub(after), added: after.saturating_sub(before) };
        share.blanks = share.blanks + blanks;
    }
    shares
}

fn runs_of_blanks(text: &str) -> usize {
    text.split(|c| !is_blank(c)).filter(|run| !run.is_empty()).count()
}

/// How many blanks between two characters of a line begin in a range.
fn blanks_of(page: &Page, range: RawRange) -> usize {
    let before = RawRange::new(RawOffset(range.start.0.saturating_sub(1)), range.start);
    let mut is_open = page.slice(before).chars().any(|c| !is_blank(c));
    let mut count = 0;
    let slice = page.slice(range);
    for (at, c) in slice.char_indices() {
        if is_open && is_blank(c) && c != '\n' {
            let rest = slice.get(at..).unwrap_or_default();
            let within = rest.chars().find(|c| *c == '\n' || !is_blank(*c));
            let ends = within.or_else(|| page.slice(RawRange::new(range.end, page.len())).chars().find(|c| *c == '\n' || !is_blank(*c)));
            count += usize::from(ends.is_some_and(|c| c != '\n'));
        }
        is_open = !is_blank(c);
    }
    count
}

/// Checks the promise the ledger stands on: every raw character lies in exactly one piece, and kept pieces read as their source.
///
/// # Errors
/// All faults found, in order of blocks, then of pages.
pub fn audit(edition: &Edition) -> Result<(), Vec<LedgerFault>> {
    let mut faults = Vec::new();
    let mut raw = RawReader::new(&edition.pages);
    for (_, block) in edition.blocks() {
        audit_block(edition, block, &mut raw, &mut faults);
    }
    faults.extend(audit_pages(edition).err().unwrap_or_default());
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Checks of the promise only that every raw character lies in exactly one piece: of an edition whose texts are known to be what their pieces
/// say.
///
/// # Errors
/// All faults found, in order of pages.
pub(crate) fn audit_pages(edition: &Edition) -> Result<(), Vec<LedgerFault>> {
    let mut spans: Vec<Vec<RawRange>> = vec![Vec::new(); edition.pages.len()];
    for span in edition.blocks().flat_map(|(_, block)| &block.pieces).filter_map(|piece| piece.source()) {
        let Some(ranges) = spans.get_mut(span.page.position()) else { continue };
        match ranges.last_mut() {
            Some(last) if last.end == span.range.start => last.end = span.range.end,
            _ => ranges.push(span.range),
        }
    }
    let mut faults = Vec::new();
    for (index, (page, mut ranges)) in edition.pages.iter().zip(spans).enumerate() {
        ranges.sort_by_key(|range| range.start);
        audit_page(index + 1, page, &ranges, &mut faults);
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn audit_block<'a>(edition: &'a Edition, block: &Block, raw: &mut RawReader<'a>, faults: &mut Vec<LedgerFault>) {
    let mut rest = block.text.as_str();
    let mut is_whole = true;
    for piece in &block.pieces {
        let chars = piece.text_len();
        if let &Piece::Kept(Span { page, range }) = piece
            && let Some(source) = raw.go(page, range.start)
            && let (bytes, same) = same_chars(source, rest, chars)
            && same == chars
        {
            raw.pass(chars, bytes);
            rest = rest.get(bytes..).unwrap_or_default();
            continue;
        }
        let (bytes, lacking) = places_in(rest, chars);
        let (part, after) = rest.split_at(bytes);
        rest = after;
        is_whole &= lacking == 0;
        let Some(Span { page, range }) = piece.source() else { continue };
        match edition.page(page).filter(|source| range.end <= source.len()) {
            None => faults.push(LedgerFault::Nowhere { block: block.id.0, page: page.position() + 1 }),
            Some(source) if matches!(piece, Piece::Kept(_)) => {
                faults.push(LedgerFault::NotKept { block: block.id.0, text: part.to_owned(), raw: source.slice(range).to_owned() });
            }
            // What comes next is at hand.
            Some(_) => drop(raw.take(page, range)),
        }
    }
    if !(is_whole && rest.is_empty()) {
        let (text, pieces) = (block.text.chars().count(), super::piece::text_len(&block.pieces));
        faults.push(LedgerFault::Length { block: block.id.0, text, pieces });
    }
}

fn audit_page(number: usize, page: &Page, ranges: &[RawRange], faults: &mut Vec<LedgerFault>) {
    let mut reached = crate::page::RawOffset(0);
    let end = RawRange::new(page.len(), page.len());
    for range in ranges.iter().chain([&end]) {
        if range.start > reached {
            let chars = (range.start.0 - reached.0) as usize;
            faults.push(LedgerFault::Missing { page: number, line: page.line_of(reached), chars });
        } else if range.start < reached && !range.is_empty() {
            let chars = (reached.min(range.end).0 - range.start.0) as usize;
            faults.push(LedgerFault::Twice { page: number, line: page.line_of(range.start), chars });
        }
        reached = reached.max(range.end);
    }
}
