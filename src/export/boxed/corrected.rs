//! What the lines and words of a page read now.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::edition::{Article, Block, Edition, Piece, Shelf, raw_lines};
use crate::import::SourcePage;
use crate::import::xml::XmlNode;
use crate::page::{Page, PageIndex, RawOffset, RawRange, is_blank};

/// A word of a source.
pub(super) struct CorrectedWord {
    /// Its element.
    pub node: XmlNode,
    /// What it read.
    pub old: String,
    /// What it reads now; empty where it was dropped.
    pub new: String,
    /// Whether a blank stood before it, and whether one does now.
    pub blank: (bool, bool),
}

/// A line of a source.
pub(super) struct CorrectedLine {
    /// Its element; that of its region where only that has text.
    pub node: Option<XmlNode>,
    pub words: Vec<CorrectedWord>,
    /// What it read, and what it reads now.
    pub old: String,
    pub new: String,
}

/// An article's part of a page, or lines that belong to none.
pub(super) struct Group {
    /// The article's headline, empty where it has none; nothing for lines of no article.
    pub title: Option<String>,
    /// Its lines, as positions in [`Corrected::lines`].
    pub lines: Vec<usize>,
}

/// What each page has of an edition.
pub(in crate::export) struct Shares<'a> {
    pub edition: &'a Edition,
    /// Of each page the blocks with characters of it, with their shelves.
    pub(in crate::export) blocks: Vec<Vec<(Shelf, &'a Block)>>,
    /// Of each page the articles with blocks that have characters of it, and these.
    articles: Vec<Vec<(&'a Article, Vec<&'a Block>)>>,
}

impl<'a> Shares<'a> {
    pub fn of(edition: &'a Edition) -> Shares<'a> {
        let count = edition.pages().len();
        let mut shares = Shares { edition, blocks: vec![Vec::new(); count], articles: vec![Vec::new(); count] };
        for (shelf, block) in edition.blocks() {
            for page in pages_of(block) {
                if let Some(blocks) = shares.blocks.get_mut(page.position()) {
                    blocks.push((shelf, block));
                }
            }
        }
        for article in edition.articles() {
            for block in article.blocks() {
                for page in pages_of(block) {
                    let Some(articles) = shares.articles.get_mut(page.position()) else { continue };
                    match articles.last_mut().filter(|(last, _)| last.id() == article.id()) {
                        Some((_, blocks)) => blocks.push(block),
                        None => articles.push((article, vec![block])),
                    }
                }
            }
        }
        shares
    }
}

/// The pages that a block has characters of.
pub(in crate::export) fn pages_of(block: &Block) -> BTreeSet<PageIndex> {
    block.pieces().iter().filter_map(|piece| piece.source()).map(|span| span.page).collect()
}

/// A page as its source has it and as it reads now.
#[derive(Default)]
pub(super) struct Corrected {
    pub lines: Vec<CorrectedLine>,
    /// The articles in order, and what belongs to none where it stands: before the articles that begin after it.
    pub groups: Vec<Group>,
    /// Of each raw line the position of what it is in [`Corrected::lines`].
    pub numbers: Vec<Option<usize>>,
}

impl Corrected {
    /// Pages of one document.
    pub fn joined(pages: Vec<Corrected>) -> Corrected {
        let mut joined = Corrected::default();
        for page in pages {
            let before = joined.lines.len();
            joined.lines.extend(page.lines);
            let moved = |group: Group| Group { lines: group.lines.into_iter().map(|line| line + before).collect(), ..group };
            joined.groups.extend(page.groups.into_iter().map(moved));
        }
        joined
    }

    /// A page of an edition, by the lines and words of its source; nothing where that does not read as the page does.
    pub fn of(shares: &Shares<'_>, index: PageIndex, source: &SourcePage) -> Option<Corrected> {
        let page = shares.edition.page(index)?;
        let solid = Solid::of(page, source)?;
        let now = now(shares, index, page);
        let text = |range: RawRange| now.get(range.start.0 as usize..range.end.0 as usize).unwrap_or_default().concat();
        let mut lines = Vec::new();
        // The position of the line that each raw line is.
        let mut numbers: Vec<Option<usize>> = vec![None; page.line_count() + 1];
        let mut at = 0;
        for (anchor, line) in source.anchors.iter().zip(source.text.split('\n')) {
            let from = RawOffset(at);
            let end = RawOffset(at + line.chars().count() as u32);
            at = end.0 + 1;
            let range = solid.raw(RawRange::new(from, end));
            if let Some(number) = numbers.get_mut(page.line_of(range.start)) {
                *number = Some(lines.len());
            }
            let mut words: Vec<CorrectedWord> = Vec::new();
            let mut before: Option<RawOffset> = None;
            for (place, node) in &anchor.words {
                let own = solid.raw(*place);
                let between = before.map(|before| RawRange::new(before, own.start));
                let blank = between.map_or((false, false), |between| {
                    let has = |text: &str| text.chars().any(is_blank);
                    (has(page.slice(between)), has(&text(between)))
                });
                words.push(CorrectedWord { node: *node, old: page.slice(own).to_owned(), new: text(own), blank });
                before = Some(own.end);
            }
            lines.push(CorrectedLine { node: anchor.node, words, old: page.slice(range).to_owned(), new: text(range) });
        }
        let groups = groups(shares, index, &numbers, lines.len());
        Some(Corrected { lines, groups, numbers })
    }
}

/// Where the characters of a source's text, blanks apart, stand in the page's.
struct Solid {
    /// For each character of the source's text how many come before it that are no blanks.
    before: Vec<u32>,
    /// The raw places of the page's characters that are no blanks.
    raw: Vec<u32>,
}

impl Solid {
    fn of(page: &Page, source: &SourcePage) -> Option<Solid> {
        let solid = |text: &str| text.chars().filter(|c| !is_blank(*c)).collect::<Vec<char>>();
        if solid(page.text()) != solid(&source.text) {
            return None;
        }
        let raw = page.text().chars().enumerate().filter(|(_, c)| !is_blank(*c)).map(|(at, _)| at as u32).collect();
        let mut count = 0;
        let mut before = vec![0];
        before.extend(source.text.chars().map(|c| {
            count += u32::from(!is_blank(c));
            count
        }));
        Some(Solid { before, raw })
    }

    /// The raw characters that a range of the source's text stands for.
    fn raw(&self, range: RawRange) -> RawRange {
        let before = |at: RawOffset| self.before.get(at.0 as usize).copied().unwrap_or(0) as usize;
        let (from, to) = (before(range.start), before(range.end));
        let at = |index: usize| self.raw.get(index).copied().unwrap_or(0);
        if from == to {
            RawRange::new(RawOffset(at(from)), RawOffset(at(from)))
        } else {
            RawRange::new(RawOffset(at(from)), RawOffset(at(to - 1) + 1))
        }
    }
}

/// What stands for each raw character of a page now. Text that was added stands with the character before it in its block, or else with
/// the one after it.
pub(in crate::export) fn now(shares: &Shares<'_>, index: PageIndex, page: &Page) -> Vec<String> {
    let mut now = vec![String::new(); page.len().0 as usize];
    let solid: Vec<bool> = page.text().chars().map(|c| !is_blank(c)).collect();
    for (_, block) in shares.blocks.get(index.position()).into_iter().flatten() {
        let mut text = block.text().chars();
        let mut last: Option<usize> = None;
        let mut waiting = String::new();
        for piece in block.pieces() {
            let part: Vec<char> = text.by_ref().take(piece.text_len()).collect();
            let raw = piece.source().filter(|span| span.page == index).map(|span| span.range.start.0 as usize..span.range.end.0 as usize);
            let foreign = piece.source().is_some_and(|span| span.page != index);
            if foreign {
                last = None;
                continue;
            }
            // Text in the place of a line end would stand on no line.
            let fits = |raw: &Range<usize>| {
                raw.len() == part.len() && raw.clone().zip(&part).all(|(at, c)| is_blank(*c) || solid.get(at).copied().unwrap_or(false))
            };
            let one_by_one = matches!(piece, Piece::Kept(_)) || raw.as_ref().is_some_and(fits);
            let mut part = part.into_iter();
            for at in raw.clone().unwrap_or_default() {
                let is_solid = solid.get(at).copied().unwrap_or(false);
                let Some(slot) = now.get_mut(at) else { continue };
                slot.push_str(&std::mem::take(&mut waiting));
                slot.extend(part.by_ref().take(if one_by_one {
                    1
                } else if is_solid {
                    usize::MAX
                } else {
                    0
                }));
                last = if is_solid { Some(at) } else { last };
            }
            let rest: String = part.collect();
            match last.and_then(|last| now.get_mut(last)) {
                Some(slot) => slot.push_str(&rest),
                None => waiting.push_str(&rest),
            }
        }
    }
    // A hyphen at the end of a line is printed there, whatever becomes of it in running text.
    for at in page.layout().into_iter().flat_map(|layout| layout.hyphens()) {
        if let Some(slot) = now.get_mut(at.0 as usize).filter(|slot| slot.is_empty()) {
            slot.push_str(page.slice(RawRange::new(*at, RawOffset(at.0 + 1))));
        }
    }
    now
}

/// The lines of each article and of none, each line once.
fn groups(shares: &Shares<'_>, index: PageIndex, numbers: &[Option<usize>], count: usize) -> Vec<Group> {
    let mut taken = vec![false; count];
    let mut articles = Vec::new();
    for (article, blocks) in shares.articles.get(index.position()).into_iter().flatten() {
        let mut group = Group { title: Some(article.title()), lines: Vec::new() };
        for span in blocks.iter().flat_map(|block| raw_lines::of_block(block, shares.edition.pages())).filter(|span| span.page == index) {
            for line in span.lines.filter_map(|number| numbers.get(number).copied().flatten()) {
                if let Some(flag) = taken.get_mut(line).filter(|flag| !**flag) {
                    *flag = true;
                    group.lines.push(line);
                }
            }
        }
        if !group.lines.is_empty() {
            articles.push(group);
        }
    }
    let mut others = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(line, _)| line).peekable();
    let mut groups = Vec::new();
    for article in articles {
        let first = article.lines.iter().min().copied().unwrap_or(0);
        let before: Vec<usize> = std::iter::from_fn(|| others.next_if(|line| *line < first)).collect();
        groups.extend((!before.is_empty()).then_some(Group { title: None, lines: before }));
        groups.push(article);
    }
    let rest: Vec<usize> = others.collect();
    groups.extend((!rest.is_empty()).then_some(Group { title: None, lines: rest }));
    groups
}
