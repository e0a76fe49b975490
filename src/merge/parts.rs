//! Which blocks of three versions belong together: those of one number, and those whose text comes from the same raw characters. All the
//! raw characters of such a part are the same in each version, so that one version of a part can stand for another and the ledger holds.

use std::collections::{BTreeMap, HashMap};

use crate::edition::{Block, BlockId, Edition, Span};

/// The part of each block; of two blocks of one part they are equal.
pub(super) struct Parts {
    of: HashMap<BlockId, BlockId>,
}

impl Parts {
    pub(super) fn of(base: &Edition, versions: [&Edition; 2]) -> Parts {
        let mut parts = Parts { of: HashMap::new() };
        let owners = Owners::of(base);
        for edition in [base, versions[0], versions[1]] {
            for (_, block) in edition.blocks() {
                parts.of.entry(block.id()).or_insert(block.id());
                for owner in owners.of_block(block) {
                    parts.join(block.id(), owner);
                }
            }
        }
        parts
    }

    /// The part of a block.
    pub(super) fn part(&self, mut id: BlockId) -> BlockId {
        while let Some(next) = self.of.get(&id).filter(|next| **next != id) {
            id = *next;
        }
        id
    }

    fn join(&mut self, one: BlockId, other: BlockId) {
        let (one, other) = (self.part(one), self.part(other));
        self.of.insert(one.max(other), one.min(other));
        self.of.entry(one.min(other)).or_insert(one.min(other));
    }

    /// The blocks of a version by part, in the order of the manuscript.
    pub(super) fn blocks<'a>(&self, edition: &'a Edition) -> BTreeMap<BlockId, Vec<&'a Block>> {
        let mut blocks: BTreeMap<BlockId, Vec<&Block>> = BTreeMap::new();
        for (_, block) in edition.blocks() {
            blocks.entry(self.part(block.id())).or_default().push(block);
        }
        blocks
    }
}

/// Which block of the base each raw character lies in.
struct Owners {
    /// For each page where a stretch begins and ends, and its block; in order.
    pages: Vec<Vec<(u32, u32, BlockId)>>,
}

impl Owners {
    fn of(base: &Edition) -> Owners {
        let mut pages = vec![Vec::new(); base.pages().len()];
        for (_, block) in base.blocks() {
            for span in block.pieces().iter().filter_map(|piece| piece.source()) {
                if let Some(page) = pages.get_mut(span.page.position()) {
                    page.push((span.range.start.0, span.range.end.0, block.id()));
                }
            }
        }
        pages.iter_mut().for_each(|page: &mut Vec<_>| page.sort_unstable());
        Owners { pages }
    }

    fn of_block<'a>(&'a self, block: &'a Block) -> impl Iterator<Item = BlockId> + 'a {
        block.pieces().iter().filter_map(|piece| piece.source()).flat_map(|span| self.of_span(span))
    }

    fn of_span(&self, span: Span) -> impl Iterator<Item = BlockId> + '_ {
        let page = self.pages.get(span.page.position()).map(Vec::as_slice).unwrap_or_default();
        let first = page.partition_point(|(_, end, _)| *end <= span.range.start.0);
        let rest = page.get(first..).unwrap_or_default().iter();
        rest.take_while(move |(start, _, _)| *start < span.range.end.0).map(|(_, _, block)| *block)
    }
}
