//! Which raw lines each block comes from, and which block each raw line went to.

use std::collections::HashMap;
use std::sync::Arc;

use crate::edition::followed::{Change, Followed, FollowedBlock};
use crate::edition::raw_lines::{self, LineSpan};
use crate::edition::{ArticleId, BlockId, Edition, Shelf};
use crate::page::PageIndex;

/// Where a block stands, and its raw lines.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The block's shelf.
    pub shelf: Shelf,
    /// The place of its article in the reading order.
    pub article: Option<usize>,
    /// The lines, in the order of the block's text.
    pub spans: &'a Arc<Vec<LineSpan>>,
}

/// The index of one state of an edition.
#[derive(Default)]
pub struct LineIndex {
    generation: u64,
    blocks: Followed<Arc<Vec<LineSpan>>>,
    /// The place of each article in the reading order.
    articles: HashMap<ArticleId, usize>,
    /// For each page and line, the place of the block that has most to do with it: the first that holds a character of it.
    owners: Vec<Vec<Option<u32>>>,
}

impl LineIndex {
    /// Brings the index to the state `generation` of an edition. Blocks that did not change are not looked at again.
    pub fn update(&mut self, edition: &Edition, generation: u64) {
        if self.generation == generation {
            return;
        }
        self.generation = generation;
        let mut is_same = self.owners.len() == edition.pages().len();
        let change = self.blocks.update(edition, |block, old| {
            let spans = raw_lines::of_block(block, edition.pages());
            old.filter(|old| ***old == spans).cloned().unwrap_or_else(|| {
                is_same = false;
                Arc::new(spans)
            })
        });
        if !is_same || change == Change::Order {
            self.articles = edition.articles().iter().enumerate().map(|(place, article)| (article.id(), place)).collect();
            self.own(edition);
        }
    }

    /// Notes which block each line went to.
    fn own(&mut self, edition: &Edition) {
        self.owners = edition.pages().iter().map(|page| vec![None; page.line_count() + 1]).collect();
        for (place, one) in self.blocks.list().iter().enumerate() {
            let place = u32::try_from(place).ok();
            for span in one.value.iter() {
                let Some(owners) = self.owners.get_mut(span.page.position()) else { continue };
                for line in span.lines.clone() {
                    if let Some(owner) = owners.get_mut(line) {
                        *owner = owner.or(place);
                    }
                }
            }
        }
    }

    fn sources<'a>(&self, one: &'a FollowedBlock<Arc<Vec<LineSpan>>>) -> Sources<'a> {
        let article = if let Shelf::Article(id) = one.shelf { self.articles.get(&id).copied() } else { None };
        Sources { shelf: one.shelf, article, spans: &one.value }
    }

    /// The raw lines of a block.
    pub fn block(&self, id: BlockId) -> Option<Sources<'_>> {
        self.blocks.get(self.blocks.place(id)?).map(|one| self.sources(one))
    }

    /// The block that a raw line went to.
    pub fn line(&self, page: PageIndex, line: usize) -> Option<Sources<'_>> {
        let owner = (*self.owners.get(page.position())?.get(line)?)?;
        self.blocks.get(owner as usize).map(|one| self.sources(one))
    }
}
