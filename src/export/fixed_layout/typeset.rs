//! A page without an image, set anew on sheets of A4: its articles in their order, across, headlines larger.

use crate::edition::role::TextSize;
use crate::edition::{Article, ArticleId, Block, BlockId, Role};
use crate::export::Context;
use crate::export::boxed::pages_of;
use crate::export::breaking::wrapped;
use crate::page::PageIndex;
use crate::printable::{is_hidden, printable};

/// The size of a sheet, in points.
pub(in crate::export) const SHEET: (f32, f32) = (595.28, 841.89);
/// Where text begins, how wide it is, and between which heights it stands.
const LEFT: f32 = 62.0;
const MEASURE: f32 = SHEET.0 - 2.0 * LEFT;
const TOP: f32 = SHEET.1 - 66.0;
const BOTTOM: f32 = 62.0;
/// Where the line over the text stands, and how large its type is.
const HEAD: (f32, f32) = (SHEET.1 - 44.0, 8.0);
/// The type of the story, in points.
const BODY: f32 = 10.5;
/// The most that the characters of a line are moved apart to fill it, in ems.
const WIDEST_GAP: f32 = 0.3;

/// What a page has of a block.
pub(in crate::export) struct BlockPart {
    pub article: ArticleId,
    pub block: BlockId,
    pub role: Role,
    pub text: String,
}

/// What stands of a block on a sheet.
pub(in crate::export) struct SetBlock {
    pub block: BlockId,
    pub role: Role,
    pub article: ArticleId,
    pub lines: Vec<TypesetLine>,
}

/// A line of type.
pub(in crate::export) struct TypesetLine {
    pub text: String,
    /// Where its first character stands, on the line that letters stand on, in points from the lower left corner.
    pub at: (f32, f32),
    /// How large its type is, in points.
    pub size: f32,
    pub strong: bool,
    pub muted: bool,
    /// How far its characters are moved apart, in points.
    pub gap: f32,
}

/// How wide a character is set, in ems; the second value says whether it is set in the strong face.
pub(in crate::export) type Measure<'a> = &'a dyn Fn(char, bool) -> f32;

impl SetBlock {
    /// Where it begins, in points from the lower left corner.
    pub fn start(&self) -> Option<(f32, f32)> {
        self.lines.first().map(|line| (line.at.0, line.at.1 + line.size))
    }
}

/// What each page has of the articles, in their order. Text that was supplied stands with what follows it.
pub(in crate::export) fn parts(context: &Context<'_>) -> Vec<Vec<BlockPart>> {
    let mut parts: Vec<Vec<BlockPart>> = context.edition.pages().iter().map(|_| Vec::new()).collect();
    for article in context.edition.articles() {
        for (place, block) in article.blocks().iter().enumerate() {
            for page in homes(article, place) {
                let text = if block.is_supplied(context.edition.pages()) { context.line(block).text() } else { part_of(block, page) };
                let text: String = printable(&text).chars().filter(|c| !is_hidden(*c)).collect();
                if let Some(parts) = parts.get_mut(page.position()).filter(|_| !text.trim().is_empty()) {
                    parts.push(BlockPart { article: article.id(), block: block.id(), role: block.role(), text });
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
    let mut setter = Typesetter { measure, sheets: vec![Vec::new()], y: TOP };
    let mut before = None;
    for part in parts {
        let indent = context.options.indent * part.role.form().indent;
        setter.set(part, indent as f32, before.is_some_and(|before| before != part.article));
        before = Some(part.article);
    }
    setter.sheets
}

/// The line over the text of a sheet.
pub(in crate::export) fn head(context: &Context<'_>, page: PageIndex) -> TypesetLine {
    let parts = [context.masthead_line(), context.page_label(page).to_owned()];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　");
    let text = printable(&text).chars().filter(|c| !is_hidden(*c)).collect();
    TypesetLine { text, at: (LEFT, HEAD.0), size: HEAD.1, strong: false, muted: true, gap: 0.0 }
}

/// Fills sheets from above.
struct Typesetter<'a> {
    measure: Measure<'a>,
    sheets: Vec<Vec<SetBlock>>,
    /// How far up the room that is left begins.
    y: f32,
}

impl Typesetter<'_> {
    fn set(&mut self, part: &BlockPart, indent: f32, begins_article: bool) {
        let look = part.role.form().look;
        let (size, row) = match look.size {
            TextSize::Headline => (18.0, 1.35),
            TextSize::Deck => (13.0, 1.45),
            TextSize::Story => (BODY, 1.65),
            TextSize::Note => (9.0, 1.55),
        };
        let row = row * size;
        let width = |c: char| (self.measure)(c, look.strong) * size;
        let lines = wrapped(&part.text, MEASURE, indent * size, width);
        let count = lines.len();
        let lines: Vec<(String, f32, f32)> = lines
            .into_iter()
            .enumerate()
            .map(|(number, line)| {
                let start = if number == 0 { indent * size } else { 0.0 };
                let fills = look.justified && number + 1 < count;
                (line.to_owned(), start, if fills { gap(line, MEASURE - start, size, width) } else { 0.0 })
            })
            .collect();
        let space = if begins_article {
            2.4 * BODY
        } else if look.apart {
            BODY
        } else {
            0.0
        };
        // A headline stands on the sheet of what it is over.
        let rows = if part.role.is_heading() { count as f32 * row + 2.0 * BODY * 1.65 } else { row };
        if self.y < TOP {
            self.y -= space;
        }
        if self.y - rows < BOTTOM && self.y < TOP {
            self.next_sheet();
        }
        self.begin(part);
        for (text, start, gap) in lines {
            if self.y - row < BOTTOM && self.y < TOP {
                self.next_sheet();
                self.begin(part);
            }
            self.y -= row;
            let at = (LEFT + start, self.y + (row - size) / 2.0 + 0.12 * size);
            let line = TypesetLine { text, at, size, strong: look.strong, muted: look.muted, gap };
            if let Some(block) = self.sheets.last_mut().and_then(|sheet| sheet.last_mut()) {
                block.lines.push(line);
            }
        }
    }

    fn next_sheet(&mut self) {
        self.sheets.push(Vec::new());
        self.y = TOP;
    }

    fn begin(&mut self, part: &BlockPart) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(SetBlock { block: part.block, role: part.role, article: part.article, lines: Vec::new() });
        }
    }
}

/// How far the characters of a line are moved apart so that it is as wide as this. A mark that hangs over the edge stays there.
fn gap(line: &str, room: f32, size: f32, width: impl Fn(char) -> f32) -> f32 {
    let full: f32 = line.chars().map(&width).sum();
    let last = line.chars().next_back().map(&width).unwrap_or_default();
    let (filled, gaps) =
        if full > room { (full - last, line.chars().count() as f32 - 2.0) } else { (full, line.chars().count() as f32 - 1.0) };
    let gap = (room - filled) / gaps.max(1.0);
    if gap > 0.0 && gap <= WIDEST_GAP * size { gap } else { 0.0 }
}
