//! What is printed on a page: its blocks in the order of the edition, their lines, and where each character stands.

use crate::edition::raw_lines;
use crate::edition::{ArticleId, BlockId, Role, Shelf};
use crate::export::boxed::{Shares, now};
use crate::page::{Layout, Page, PageIndex, PixelRect, RawOffset, RawRange, is_blank};

/// A page's text.
#[derive(Default)]
pub(in crate::export) struct Layer {
    pub blocks: Vec<LayerBlock>,
}

/// A block's part of the page.
pub(in crate::export) struct LayerBlock {
    pub block: BlockId,
    pub role: Role,
    /// Its article; nothing for furniture and what is set aside.
    pub article: Option<ArticleId>,
    pub lines: Vec<LayerLine>,
}

/// A line.
pub(in crate::export) struct LayerLine {
    /// Whether it runs down the page.
    pub is_upright: bool,
    /// From where to where it reaches across its own direction, in pixels of the layout.
    pub across: (f32, f32),
    pub characters: Vec<LayerCharacter>,
}

/// A character: from where to where it reaches along its line, in pixels of the layout.
pub(in crate::export) struct LayerCharacter {
    pub text: char,
    pub along: (f32, f32),
}

impl LayerBlock {
    /// Where it begins, from the upper left corner, in pixels of the layout.
    pub fn start(&self) -> Option<(f32, f32)> {
        let line = self.lines.first()?;
        let along = line.characters.first()?.along.0;
        Some(if line.is_upright { (line.across.0, along) } else { (along, line.across.0) })
    }
}

impl Layer {
    pub fn of(shares: &Shares<'_>, index: PageIndex, page: &Page) -> Layer {
        let Some(layout) = page.layout() else { return Layer::default() };
        let now = now(shares, index, page);
        let edition = shares.edition;
        let mut blocks = Vec::new();
        for (shelf, block) in shares.blocks.get(index.position()).into_iter().flatten() {
            let ranges: Vec<RawRange> =
                block.pieces().iter().filter_map(|piece| piece.source()).filter(|span| span.page == index).map(|span| span.range).collect();
            let spans = raw_lines::of_block(block, edition.pages()).into_iter().filter(|span| span.page == index);
            let numbers = spans.flat_map(|span| span.lines);
            let lines: Vec<LayerLine> = numbers.filter_map(|number| line(layout, page, &now, (number, &ranges))).collect();
            if !lines.is_empty() {
                let article = if let Shelf::Article(article) = shelf { Some(*article) } else { None };
                blocks.push(LayerBlock { block: block.id(), role: block.role(), article, lines });
            }
        }
        Layer { blocks }
    }
}

/// What a block has of a raw line; nothing where that has no place or nothing is left of it.
fn line(layout: &Layout, page: &Page, now: &[String], (number, ranges): (usize, &[RawRange])) -> Option<LayerLine> {
    let found = layout.line(number)?;
    let rect = Some(found.outline.rect).filter(|rect| !rect.is_empty())?;
    let is_upright = found.range.len() > 1 && rect.runs_down();
    let is_own = |at: u32| ranges.iter().any(|range| range.start.0 <= at && at < range.end.0);
    let mut characters: Vec<LayerCharacter> = Vec::new();
    // Blanks have no place of their own: they fill the room up to what follows.
    let mut blanks: Vec<char> = Vec::new();
    for at in (found.range.start.0..found.range.end.0).filter(|at| is_own(*at)) {
        let text = now.get(at as usize).map(String::as_str).unwrap_or_default();
        if text.chars().all(is_blank) {
            blanks.extend(text.chars().take(1));
            continue;
        }
        let own = RawRange::new(RawOffset(at), RawOffset(at + 1));
        let Some(along) = layout.rect_of(own).map(|rect| along(rect, is_upright)) else { continue };
        let from = characters.last().map_or(along.0, |last| last.along.1);
        if let Some(blank) = blanks.drain(..).next_back().filter(|_| !characters.is_empty()) {
            characters.push(LayerCharacter { text: blank, along: (from, along.0.max(from)) });
        }
        let count = text.chars().count() as f32;
        let share = |part: usize| along.0 + (along.1 - along.0) * part as f32 / count;
        characters.extend(text.chars().enumerate().map(|(part, text)| LayerCharacter { text, along: (share(part), share(part + 1)) }));
    }
    debug_assert!(found.range.end.0 <= page.len().0);
    let across = if is_upright { (rect.left.0, rect.right.0) } else { (rect.top.0, rect.bottom.0) };
    (!characters.is_empty()).then_some(LayerLine { is_upright, across: (across.0 as f32, across.1 as f32), characters })
}

fn along(rect: PixelRect, is_upright: bool) -> (f32, f32) {
    let (from, to) = if is_upright { (rect.top, rect.bottom) } else { (rect.left, rect.right) };
    (from.0 as f32, to.0 as f32)
}
