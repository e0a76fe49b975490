//! Putting an edition together again from what was found, so that its ledger balances.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::found::{FoundArticle, FoundBlock, FoundEdition, FoundPage};
use super::proofreading::{put_comments, put_rounds};
use super::{Report, Salvaged};
use crate::edition::{Article, ArticleId, Block, BlockId, Edition, Names, Piece, Role, Settled, Span, ledger};
use crate::page::{Encoding, Page, PageIndex, RawOffset, RawRange, Source, Witness, is_blank};
use crate::store::{runs, witness};

/// What is put together.
struct Assembly {
    pages: Vec<Arc<Page>>,
    /// The raw characters that text comes from already, page by page: where a range begins, where it ends.
    taken: Vec<BTreeMap<u32, u32>>,
    ids: HashSet<u32>,
    next_id: u32,
    report: Report,
}

/// Puts what was found together.
pub fn assemble(found: FoundEdition, raw: &[Arc<Page>]) -> Salvaged {
    let mut masthead = found.masthead.clone();
    masthead.page_labels = found.pages.iter().map_while(|page| page.label.clone()).collect();
    let mut pages: Vec<Arc<Page>> = found.pages.iter().map(|page| page_of(page, raw)).collect();
    // The end of the file may be lost, and the pages stand there.
    let is_missing = |one: &&Arc<Page>| !pages.iter().any(|page| page.source().file == one.source().file);
    let missing: Vec<Arc<Page>> = raw.iter().filter(is_missing).cloned().collect();
    pages.extend(missing);
    let taken = vec![BTreeMap::new(); pages.len()];
    let is_known = found.blocks().all(FoundBlock::is_known);
    let altered = found.pages.iter().filter(|page| page.is_altered && better(page, raw).is_none()).count();
    let read: Vec<(Vec<Witness>, Vec<&str>)> = found.pages.iter().map(|page| witness::read_readable(&page.witnesses)).collect();
    let damaged = found.damaged + read.iter().map(|(_, lost)| lost.len()).sum::<usize>();
    let report = Report { damaged, pages: pages.len(), altered, ..Report::default() };
    let mut assembly = Assembly { pages, taken, ids: HashSet::new(), next_id: 1, report };
    assembly.next_id = 1 + highest(&found);

    let articles: Vec<Article> = found.articles.into_iter().filter_map(|article| assembly.article(article)).collect();
    let furniture: Vec<Block> = found.furniture.into_iter().filter_map(|block| assembly.block(block)).collect();
    let mut set_aside: Vec<Block> = found.set_aside.into_iter().filter_map(|block| assembly.block(block)).collect();
    assembly.report.articles = articles.len();
    set_aside.extend(assembly.rest());

    let mut edition = Edition::new(masthead, assembly.pages, articles, furniture, set_aside);
    let settled = found.settled.into_iter();
    edition.settled = settled.filter_map(|one| Some(Settled { kind: one.kind?, block: BlockId(one.block?), text: one.text? })).collect();
    for (page, witnesses) in (0..).map(PageIndex).zip(read) {
        witnesses.0.into_iter().for_each(|witness| edition.take_witness(page, Arc::new(witness)));
    }
    let mut report = assembly.report;
    put_rounds(&mut edition, &found.rounds, is_known, &mut report);
    put_comments(&mut edition, &found.comments, &mut report);
    debug_assert_eq!(ledger::audit(&edition), Ok(()));
    Salvaged { edition, report }
}

/// The raw file of a page that was found, where it is at hand.
fn better<'a>(found: &FoundPage, raw: &'a [Arc<Page>]) -> Option<&'a Arc<Page>> {
    raw.iter().find(|page| Some(&page.source().file) == found.file.as_ref())
}

/// The raw page. Where what stands in the file is damaged, the raw file of that name is better.
fn page_of(found: &FoundPage, raw: &[Arc<Page>]) -> Arc<Page> {
    let file = found.file.clone().unwrap_or_default();
    match better(found, raw) {
        Some(page) if found.is_damaged || found.is_altered || found.lines.is_empty() => page.clone(),
        _ => {
            let encoding = found.encoding.as_deref().and_then(|name| name.parse().ok()).unwrap_or(Encoding::UTF_8);
            let source = Source { file, sha256: found.sha256.clone().unwrap_or_default(), encoding };
            Arc::new(Page::new(source, &found.lines.join("\n")))
        }
    }
}

/// The highest number in use.
fn highest(found: &FoundEdition) -> u32 {
    let of_block = |block: &FoundBlock| block.whole.as_ref().map(|whole| whole.id).or(block.id);
    // A number so high that none is left above it is damage.
    let usable = |id: &u32| *id < u32::MAX / 2;
    found.blocks().filter_map(of_block).chain(found.articles.iter().filter_map(|article| article.id)).filter(usable).max().unwrap_or(0)
}

impl Assembly {
    /// The number that was found, if it is not in use yet; else a new one.
    fn id(&mut self, wanted: Option<u32>) -> u32 {
        match wanted.filter(|id| *id < self.next_id && !self.ids.contains(id)) {
            Some(id) => {
                self.ids.insert(id);
                id
            }
            None => {
                self.next_id += 1;
                self.next_id - 1
            }
        }
    }

    fn article(&mut self, found: FoundArticle) -> Option<Article> {
        let blocks: Vec<Arc<Block>> = found.blocks.into_iter().filter_map(|block| self.block(block)).map(Arc::new).collect();
        let id = ArticleId(self.id(found.id));
        (!blocks.is_empty()).then(|| Article {
            byline: found.byline,
            section: found.section,
            tags: found.tags,
            names: Names { persons: found.persons, places: found.places, organisations: found.organisations },
            status: found.status.unwrap_or_default(),
            note: found.note,
            ..Article::new(id, blocks)
        })
    }

    /// A block, with its provenance if that can be trusted. Nothing where not even its text was found.
    fn block(&mut self, found: FoundBlock) -> Option<Block> {
        let (id, role, text, from, doubts) = match found.whole {
            Some(whole) => (Some(whole.id), Some(whole.role), whole.text.into_owned(), Some(whole.from.into_owned()), whole.doubts),
            None => (found.id, found.role, found.text?, found.from, Vec::new()),
        };
        let text = text.replace(['\n', '\r'], " ");
        let id = BlockId(self.id(id));
        self.report.blocks += 1;
        let pieces = from.and_then(|from| runs::Reader::new(&self.pages).read(&from, &text).ok()).filter(|pieces| self.are_free(pieces));
        let pieces = match pieces {
            Some(pieces) => pieces,
            None => {
                self.report.unproven += 1;
                Vec::new()
            }
        };
        self.take(&pieces);
        let mut block = Block::new(id, role.unwrap_or(Role::Paragraph), text, pieces);
        let doubts = doubts.into_iter().map(|doubt| doubt.into_doubt()).filter(|doubt| doubt.at <= block.len()).collect();
        block = block.with_doubts(doubts);
        Some(block)
    }

    /// Whether pieces name raw characters that are not taken yet, none of them twice.
    fn are_free(&self, pieces: &[Piece]) -> bool {
        let mut own: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); self.pages.len()];
        pieces.iter().filter_map(|piece| piece.source()).all(|Span { page, range }| {
            let (Some(taken), Some(own)) = (self.taken.get(page.position()), own.get_mut(page.position())) else { return false };
            let is_free = !overlaps(taken, range) && !overlaps(own, range);
            own.insert(range.start.0, range.end.0);
            is_free
        })
    }

    fn take(&mut self, pieces: &[Piece]) {
        for Span { page, range } in pieces.iter().filter_map(|piece| piece.source()) {
            if let Some(taken) = self.taken.get_mut(page.position()) {
                taken.insert(range.start.0, range.end.0);
            }
        }
    }

    /// The raw characters that no text comes from, a block for each line.
    fn rest(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (index, page) in self.pages.clone().iter().enumerate() {
            let index = PageIndex(u32::try_from(index).unwrap_or(u32::MAX));
            // Blanks that stand alone go along with the line after them, or with the last one.
            let (mut blanks, mut last): (Vec<Piece>, Option<(String, Vec<Piece>)>) = (Vec::new(), None);
            for range in self.gaps(index, page) {
                let text = page.slice(range);
                let solid = text.chars().filter(|c| !is_blank(*c)).count();
                if solid == 0 {
                    blanks.push(Piece::dropped(Span::new(index, range)));
                    continue;
                }
                self.report.set_aside += solid;
                if let Some((text, pieces)) = last.take() {
                    blocks.push(self.new_block(text, pieces));
                }
                let mut pieces = std::mem::take(&mut blanks);
                let (kept, end) = Span::new(index, range).split(text.trim_end_matches('\n').chars().count());
                pieces.extend([Piece::Kept(kept), Piece::dropped(end)]);
                last = Some((page.slice(kept.range).to_owned(), pieces));
            }
            match last {
                Some((text, mut pieces)) => {
                    pieces.append(&mut blanks);
                    blocks.push(self.new_block(text, pieces));
                }
                None if !blanks.is_empty() => blocks.push(self.new_block(String::new(), blanks)),
                None => {}
            }
        }
        blocks
    }

    fn new_block(&mut self, text: String, pieces: Vec<Piece>) -> Block {
        Block::new(BlockId(self.id(None)), Role::Paragraph, text, pieces)
    }

    /// The ranges of a page that are not taken, cut where lines end.
    fn gaps(&self, index: PageIndex, page: &Page) -> Vec<RawRange> {
        let mut gaps = Vec::new();
        let mut gap = |from: u32, to: u32| {
            let mut from = from;
            while from < to {
                let line = page.line(page.line_of(RawOffset(from)));
                // The line end belongs to its line.
                let end = line.map_or(to, |line| line.range.end.0 + 1).clamp(from + 1, to);
                gaps.push(RawRange::new(RawOffset(from), RawOffset(end)));
                from = end;
            }
        };
        let mut reached = 0;
        for (start, end) in self.taken.get(index.position()).into_iter().flatten() {
            gap(reached, *start);
            reached = reached.max(*end);
        }
        gap(reached, page.len().0);
        gaps
    }
}

/// Whether a range has a character in common with one of these, which have none in common with each other.
fn overlaps(taken: &BTreeMap<u32, u32>, range: RawRange) -> bool {
    taken.range(..range.end.0).next_back().is_some_and(|(_, end)| *end > range.start.0)
}
