//! A page without an image, set anew on sheets of A4: its articles in their order, across, headlines larger.

use super::PartId;
use super::setter::{self, LEFT, Measure, SHEET, SetBlock, TypesetLine};
use crate::edition::{Article, Block, Role};
use crate::export::Context;
use crate::export::boxed::pages_of;
use crate::page::PageIndex;
use crate::printable::{is_hidden, printable};

/// Where the line over the text stands, and how large its type is.
const HEAD: (f32, f32) = (SHEET.1 - 44.0, 8.0);

/// What a page, or an edition, has of a block.
pub(in crate::export) struct BlockPart {
    pub part: PartId,
    pub role: Role,
    pub text: String,
}

impl BlockPart {
    /// Text as it can be set; nothing where that is blank.
    pub fn of(part: PartId, role: Role, text: &str) -> Option<BlockPart> {
        let text = settable(text);
        (!text.trim().is_empty()).then_some(BlockPart { part, role, text })
    }
}

/// Text without what has no place on paper.
pub(super) fn settable(text: &str) -> String {
    printable(text).chars().filter(|c| !is_hidden(*c)).collect()
}

/// What each page has of the articles, in their order. Text that was supplied stands with what follows it.
pub(in crate::export) fn parts(context: &Context<'_>) -> Vec<Vec<BlockPart>> {
    let mut parts: Vec<Vec<BlockPart>> = context.edition.pages().iter().map(|_| Vec::new()).collect();
    for article in context.edition.articles() {
        for (place, block) in article.blocks().iter().enumerate() {
            for page in homes(article, place) {
                let text = if block.is_supplied(context.edition.pages()) { context.line(block).text() } else { part_of(block, page) };
                if let Some(parts) = parts.get_mut(page.position()) {
                    parts.extend(BlockPart::of(PartId::Block(article.id(), block.id()), block.role(), &text));
                }
            }
        }
    }
    parts
}

/// The pages that a block stands on: its own, or that of the first block after it that has one, or the last before it.
fn homes(article: &Article, place: usize) -> Vec<PageIndex> {
    let blocks = article.blocks();
    let own = |block: &Block| pages_of(block).into_iter().collect::<Vec<_>>();
    let here = blocks.get(place).map(|block| own(block)).unwrap_or_default();
    if !here.is_empty() {
        return here;
    }
    let after = blocks.iter().skip(place + 1).find_map(|block| own(block).first().copied());
    let before = || blocks.iter().take(place).rev().find_map(|block| own(block).last().copied());
    after.or_else(before).into_iter().collect()
}

/// What a block has of a page. What was added stands with what is before it, or else with what is after.
fn part_of(block: &Block, page: PageIndex) -> String {
    let mut text = block.text().chars();
    let (mut part, mut waiting, mut here) = (String::new(), String::new(), None);
    for piece in block.pieces() {
        let own: String = text.by_ref().take(piece.text_len()).collect();
        if let Some(span) = piece.source() {
            let before = std::mem::take(&mut waiting);
            here = Some(span.page == page);
            if here == Some(true) {
                part.push_str(&before);
            }
        }
        match here {
            Some(true) => part.push_str(&own),
            Some(false) => {}
            None => waiting.push_str(&own),
        }
    }
    part
}

/// The sheets that a page's parts fill; one at least.
pub(in crate::export) fn sheets(context: &Context<'_>, parts: &[BlockPart], measure: Measure<'_>) -> Vec<Vec<SetBlock>> {
    setter::set(parts, context.options.indent, measure)
}

/// The line over the text of a sheet.
pub(in crate::export) fn head(context: &Context<'_>, page: PageIndex) -> TypesetLine {
    let parts = [context.masthead_line(), context.page_label(page).to_owned()];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　");
    head_of(&text)
}

/// A line over the text of a sheet.
pub(super) fn head_of(text: &str) -> TypesetLine {
    TypesetLine { text: settable(text), at: (LEFT, HEAD.0), size: HEAD.1, strong: false, muted: true, gap: 0.0 }
}
