//! Which raw lines each block comes from, and which block each raw line went to.

use std::collections::HashMap;
use std::sync::Arc;

use crate::edition::raw_lines::{self, LineSpan};
use crate::edition::{Block, BlockId, Edition, Shelf};
use crate::page::PageIndex;

/// A block's raw lines, and where the block stands.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The block as it was when its lines were worked out.
    block: Arc<Block>,
    /// The block's shelf.
    pub shelf: Shelf,
    /// The place of its article in the reading order.
    pub article: Option<usize>,
    /// The lines, in the order of the block's text.
    pub spans: Arc<Vec<LineSpan>>,
}

/// The index of one state of an edition.
#[derive(Default)]
pub struct Index {
    generation: u64,
    entries: Vec<Entry>,
    of_block: HashMap<BlockId, usize>,
    /// For each page and line, the entry that has most to do with it: the first that holds a character of it.
    owners: Vec<Vec<Option<u32>>>,
}

impl Index {
    /// Brings the index to the state `generation` of an edition. Blocks that did not change are not looked at again.
    pub fn update(&mut self, edition: &Edition, generation: u64) {
        if self.generation == generation {
            return;
        }
        self.generation = generation;
        if !self.update_in_place(edition) {
            self.update_all(edition);
        }
    }

    /// Looks at the blocks that changed. False where blocks came, went or moved, or one of them has other raw lines now.
    fn update_in_place(&mut self, edition: &Edition) -> bool {
        if self.owners.len() != edition.pages().len() {
            return false;
        }
        let known = self.entries.iter().map(|entry| (entry.shelf, &entry.block));
        let Some(changed) = edition.changed_in_place(known) else { return false };
        for (place, block) in changed {
            let Some(entry) = self.entries.get_mut(place) else { return false };
            if raw_lines::of_block(&block, edition.pages()) != *entry.spans {
                return false;
            }
            entry.block = block;
        }
        true
    }

    fn update_all(&mut self, edition: &Edition) {
        let old = std::mem::take(&mut self.entries).into_iter();
        let mut known: HashMap<BlockId, Entry> = old.map(|entry| (entry.block.id(), entry)).collect();
        self.of_block.clear();
        self.owners = edition.pages().iter().map(|page| vec![None; page.line_count() + 1]).collect();
        let positions: HashMap<_, _> = edition.articles().iter().enumerate().map(|(index, article)| (article.id(), index)).collect();
        for (shelf, block) in edition.blocks() {
            let spans = match known.remove(&block.id()) {
                Some(old) if Arc::ptr_eq(&old.block, block) => old.spans,
                _ => Arc::new(raw_lines::of_block(block, edition.pages())),
            };
            let article = if let Shelf::Article(id) = shelf { positions.get(&id).copied() } else { None };
            self.own(&spans);
            self.of_block.insert(block.id(), self.entries.len());
            self.entries.push(Entry { block: block.clone(), shelf, article, spans });
        }
    }

    /// Notes the next entry as the owner of lines that have none yet.
    fn own(&mut self, spans: &[LineSpan]) {
        let next = u32::try_from(self.entries.len()).ok();
        for span in spans {
            let Some(owners) = self.owners.get_mut(span.page.position()) else { continue };
            for line in span.lines.clone() {
                if let Some(owner) = owners.get_mut(line) {
                    *owner = owner.or(next);
                }
            }
        }
    }

    /// The entry of a block.
    pub fn block(&self, id: BlockId) -> Option<&Entry> {
        self.entries.get(*self.of_block.get(&id)?)
    }

    /// The entry that a raw line went to.
    pub fn line(&self, page: PageIndex, line: usize) -> Option<&Entry> {
        let owner = (*self.owners.get(page.position())?.get(line)?)?;
        self.entries.get(owner as usize)
    }
}
