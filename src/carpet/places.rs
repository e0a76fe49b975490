//! Where on the image each character of the text stands: where a witness of the image has it, else where the source says.

use std::collections::HashMap;

use crate::edition::{Block, Edition, Piece, Place, Span, TextOffset};
use crate::page::{Certainty, Page, PageIndex, PixelRect, RawOffset, RawRange, Witness, is_blank};
use crate::reader::Collation;

/// A character of the text with its place on the image.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlacedCharacter {
    /// The character.
    pub(super) character: char,
    /// Where it stands in the text.
    pub(super) place: Place,
    /// The number of its raw line.
    pub(super) line: usize,
    /// Where it stands on the image, in pixels of the page's layout.
    pub(super) rect: PixelRect,
    /// What a witness reads there instead, and how sure it is.
    pub(super) reading: Option<(char, Option<Certainty>)>,
    /// How sure a witness is that it is this character.
    pub(super) certainty: Option<Certainty>,
}

/// The characters of a text that have a place on an image.
#[derive(Default)]
pub(super) struct PlacedCharacters {
    pages: HashMap<PageIndex, Vec<PlacedCharacter>>,
    /// How many have none.
    pub(super) without: usize,
}

impl PlacedCharacters {
    /// Those of a page, in the order of the text.
    pub(super) fn on(&self, page: PageIndex) -> &[PlacedCharacter] {
        self.pages.get(&page).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A raw character as a witness has it.
#[derive(Clone, Copy)]
struct Witnessed {
    rect: PixelRect,
    text: char,
    certainty: Option<Certainty>,
}

/// All characters of an edition, in the order of the text.
pub(super) fn placed(edition: &Edition) -> PlacedCharacters {
    let pages = (0u32..).map(PageIndex).zip(edition.pages());
    let witnessed: Vec<HashMap<RawOffset, Witnessed>> = pages.map(|(page, of)| witnessed(of, edition.witnesses(page))).collect();
    let mut found = PlacedCharacters::default();
    for (_, block) in edition.blocks() {
        each_source(block, |at, character, span| {
            let one = span.and_then(|span| {
                let of = edition.page(span.page)?;
                let known = witnessed.get(span.page.position()).and_then(|known| known.get(&span.range.start)).copied();
                let rect = known.map(|known| known.rect).or_else(|| of.layout()?.rect_of(span.range)).filter(|rect| !rect.is_empty())?;
                let is_letter = |c: char| c.is_alphanumeric();
                let other = known.filter(|known| known.text != character && is_letter(known.text) && is_letter(character));
                let place = Place { block: block.id(), at: TextOffset::new(at) };
                let line = of.line_of(span.range.start);
                let reading = other.map(|other| (other.text, other.certainty));
                let certainty = known.filter(|known| known.text == character).and_then(|known| known.certainty);
                Some((span.page, PlacedCharacter { character, place, line, rect, reading, certainty }))
            });
            match one {
                Some((page, one)) => found.pages.entry(page).or_default().push(one),
                None => found.without += 1,
            }
        });
    }
    found
}

/// Gives each character of a block that is no blank, with its place in characters and the raw character it stands for, if that is one.
fn each_source(block: &Block, mut each: impl FnMut(usize, char, Option<Span>)) {
    let mut chars = block.text().chars();
    let mut at = 0;
    for piece in block.pieces() {
        let len = piece.text_len();
        let source = match piece {
            Piece::Kept(span) => Some(*span),
            // As many characters for as many: each for its own, as a rule.
            Piece::Changed { source, .. } => source.filter(|span| span.range.len() == len),
        };
        for (within, character) in chars.by_ref().take(len).enumerate() {
            if !is_blank(character) {
                each(at + within, character, source.map(|span| span.split(within).1.split(1).0));
            }
        }
        at += len;
    }
}

/// The raw characters that witnesses of the image stand beside, each with its place there. The first witness that knows one has it.
fn witnessed(page: &Page, witnesses: &[std::sync::Arc<Witness>]) -> HashMap<RawOffset, Witnessed> {
    let mut found = HashMap::new();
    for witness in witnesses {
        let collation = Collation::of(page, witness);
        if !collation.is_of_page() {
            continue;
        }
        for (index, (line, range)) in witness.lines.iter().zip(&collation.lines).enumerate() {
            let Some(range) = range else { continue };
            for (raw, character) in pairs(page, &collation, (index, *range)) {
                let known = line.characters.get(character).zip(line.rect_of(character));
                if let Some((known, rect)) = known {
                    found.entry(raw).or_insert(Witnessed { rect, text: known.text, certainty: known.certainty });
                }
            }
        }
    }
    found
}

/// Which raw character each character of a line of a witness stands beside: those that are read alike one by one, and those that are read
/// otherwise where there are as many of both.
fn pairs(page: &Page, collation: &Collation, (line, range): (usize, RawRange)) -> Vec<(RawOffset, usize)> {
    let characters = (range.start.0..range.end.0).zip(page.slice(range).chars());
    let raw: Vec<RawOffset> = characters.filter(|(_, c)| !is_blank(*c)).map(|(at, _)| RawOffset(at)).collect();
    let mut pairs = Vec::new();
    let (mut next, mut character) = (0, 0);
    let differences = collation.differences_in(range).iter().filter(|difference| difference.line == line);
    for difference in differences {
        let agreed = raw.get(next..).unwrap_or_default().iter().copied().take_while(|at| *at < difference.raw.start);
        pairs.extend(agreed.zip(character..difference.characters.start));
        let inside: Vec<RawOffset> = raw.iter().copied().filter(|at| difference.raw.start <= *at && *at < difference.raw.end).collect();
        if inside.len() == difference.characters.len() {
            pairs.extend(inside.iter().copied().zip(difference.characters.clone()));
        }
        next = raw.partition_point(|at| *at < difference.raw.end);
        character = difference.characters.end;
    }
    pairs.extend(raw.get(next..).unwrap_or_default().iter().copied().zip(character..));
    pairs
}
