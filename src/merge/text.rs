//! Parts of the text that one or both versions changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::parts::Parts;
use super::three_way::{Taken, ThreeWay};
use super::{Conflict, ConflictKind, Merging, picked};
use crate::edit::{Edit, Fragment, apply};
use crate::edition::{Block, BlockId, Edition, Place, TextOffset};

/// The blocks of a part in each version.
struct Versions<'a> {
    base: Vec<&'a Block>,
    ours: Vec<&'a Block>,
    theirs: Vec<&'a Block>,
}

fn numbers(blocks: &[&Block]) -> BTreeSet<BlockId> {
    blocks.iter().map(|block| block.id()).collect()
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// The texts of blocks, a line each.
fn joined(blocks: &[&Block]) -> Vec<char> {
    characters(&blocks.iter().map(|block| block.text()).collect::<Vec<_>>().join("\n"))
}

impl Merging<'_> {
    /// Takes what theirs changed in the text and the roles of blocks.
    pub(super) fn take_text(&mut self) {
        let (base, ours, theirs) = (self.base, self.ours, self.theirs);
        let parts = Parts::of(base, [ours, theirs]);
        let [base, ours, theirs] = [base, ours, theirs].map(|edition| parts.blocks(edition));
        let mut new: Vec<Arc<Block>> = Vec::new();
        let mut gone: BTreeSet<BlockId> = BTreeSet::new();
        let mut all: BTreeSet<BlockId> = base.keys().copied().collect();
        all.extend(theirs.keys().copied());
        for part in all {
            let versions = Versions {
                base: base.get(&part).cloned().unwrap_or_default(),
                ours: ours.get(&part).cloned().unwrap_or_default(),
                theirs: theirs.get(&part).cloned().unwrap_or_default(),
            };
            if versions.theirs == versions.base || versions.theirs == versions.ours {
                continue;
            }
            if versions.ours == versions.base {
                self.take_part(&versions, &mut new, &mut gone);
            } else {
                self.merge_part(&versions);
            }
        }
        self.insert(&new);
        self.remove(&gone);
    }

    /// Takes a part that theirs alone changed, as it is.
    fn take_part(&mut self, versions: &Versions<'_>, new: &mut Vec<Arc<Block>>, gone: &mut BTreeSet<BlockId>) {
        self.move_comments((&versions.ours, &versions.theirs));
        for block in &versions.theirs {
            match block_mut(&mut self.edition, block.id()) {
                Some(place) => *place = Arc::new((*block).clone()),
                None => new.push(Arc::new((*block).clone())),
            }
        }
        let left = numbers(&versions.theirs);
        gone.extend(numbers(&versions.base).difference(&left));
    }

    /// Puts both versions of a part together.
    fn merge_part(&mut self, versions: &Versions<'_>) {
        let [base, ours, theirs] = [&versions.base, &versions.ours, &versions.theirs].map(|blocks| numbers(blocks));
        if ours.is_empty() || theirs.is_empty() {
            // What one took away, the other changed.
            return self.conflict_of_part(versions);
        }
        if base == ours && base == theirs {
            for id in &base {
                let of = |blocks: &[&Block]| blocks.iter().find(|block| block.id() == *id).map(|block| characters(block.text()));
                if let (Some(base), Some(ours), Some(theirs)) = (of(&versions.base), of(&versions.ours), of(&versions.theirs)) {
                    self.merge_texts(&[*id], &ThreeWay::of(&base, &ours, &theirs));
                }
            }
        } else {
            let ids: Vec<BlockId> = versions.ours.iter().map(|block| block.id()).collect();
            let texts = [&versions.base, &versions.ours, &versions.theirs].map(|blocks| joined(blocks));
            let [base, ours, theirs] = &texts;
            if theirs == ours || theirs == base {
                // Both parted or joined it alike, or it reads as it did.
            } else if stand_together(&self.edition, &ids) {
                self.merge_texts(&ids, &ThreeWay::of(base, ours, theirs));
            } else {
                self.conflict_of_part(versions);
            }
        }
        self.take_roles(versions);
    }

    fn conflict_of_part(&mut self, versions: &Versions<'_>) {
        let theirs: String = joined(&versions.theirs).into_iter().collect();
        let first = versions.ours.first().copied().or_else(|| self.edition.blocks().next().map(|(_, block)| &**block));
        if let Some(conflict) = first.map(|block| Conflict::of_block(ConflictKind::Structure, block, theirs)) {
            self.conflict(conflict);
        }
    }

    /// Puts what is theirs into the text of blocks that stand one after the other, from the end so that the places before stay.
    fn merge_texts(&mut self, ids: &[BlockId], found: &ThreeWay) {
        let lengths: Vec<usize> = ids.iter().map(|id| self.edition.block(*id).map_or(0, |(_, block)| block.len().chars())).collect();
        let place = |at: usize| {
            let mut left = at;
            for (id, len) in ids.iter().zip(&lengths) {
                if left <= *len {
                    return Some(Place { block: *id, at: TextOffset::new(left) });
                }
                left -= len + 1;
            }
            None
        };
        let mut refused: Vec<Taken> = Vec::new();
        let mut shifts: Vec<(usize, isize)> = Vec::new();
        for taken in found.taken.iter().rev() {
            let (Some(from), Some(to)) = (place(taken.ours.start), place(taken.ours.end)) else { continue };
            let edit = Edit::Splice { from, to, insert: Fragment::plain(&taken.text) };
            match apply(&mut self.edition, &edit) {
                Ok(_) => shifts.push((taken.ours.end, taken.text.chars().count() as isize - taken.ours.len() as isize)),
                Err(_) => refused.push(taken.clone()),
            }
        }
        let is_one = ids.len() == 1 && !found.taken.iter().any(|taken| taken.text.contains('\n'));
        for conflict in found.conflicts.iter().chain(&refused) {
            // Where blocks were joined or split since, the place is that of the block which it began in.
            let moved: isize = shifts.iter().filter(|(end, _)| *end <= conflict.ours.start).map(|(_, by)| by).sum();
            let shift = |at: usize| if is_one { (at as isize + moved).max(0) as usize } else { at };
            let (Some(from), Some(to)) = (place(conflict.ours.start), place(conflict.ours.end)) else { continue };
            let kind = if from.block == to.block && is_one { ConflictKind::Text } else { ConflictKind::Structure };
            let start = TextOffset::new(shift(from.at.chars()));
            let end = if from.block == to.block { TextOffset::new(shift(to.at.chars())) } else { start };
            let block = if self.edition.block(from.block).is_some() { Some(from.block) } else { ids.first().copied() };
            if let Some(block) = block {
                self.conflict(Conflict { kind, block, range: (start, end), theirs: conflict.text.clone() });
            }
        }
    }

    fn take_roles(&mut self, versions: &Versions<'_>) {
        for theirs in &versions.theirs {
            let of = |blocks: &[&Block]| blocks.iter().find(|block| block.id() == theirs.id()).map(|block| block.role());
            let (Some(base), Some(ours)) = (of(&versions.base), of(&versions.ours)) else { continue };
            let Some((_, now)) = self.edition.block(theirs.id()) else { continue };
            let now = now.clone();
            match picked(&base, &ours, &theirs.role()) {
                Some(role) if role != now.role() => {
                    let edit = Edit::SetRole { block: theirs.id(), role };
                    // The block is there, and has another role.
                    let _ = apply(&mut self.edition, &edit);
                }
                Some(_) => {}
                None => self.conflict(Conflict::of_block(ConflictKind::Role, &now, theirs.role().name())),
            }
        }
    }

    /// Puts in blocks that theirs alone has, each where theirs has it.
    fn insert(&mut self, new: &[Arc<Block>]) {
        let order = self.theirs.block_order();
        let mut new = new.to_vec();
        new.sort_by_key(|block| order.get(&block.id()).copied());
        for block in new {
            let id = block.id();
            self.edition.set_aside.push(block);
            self.edition.index.forget();
            self.place_as_theirs(id);
        }
    }

    fn remove(&mut self, gone: &BTreeSet<BlockId>) {
        if gone.is_empty() {
            return;
        }
        let stays = |block: &Arc<Block>| !gone.contains(&block.id());
        for article in &mut self.edition.articles {
            if !article.blocks.iter().all(stays) {
                Arc::make_mut(article).blocks.retain(stays);
            }
        }
        self.edition.articles.retain(|article| !article.blocks.is_empty());
        self.edition.furniture.retain(stays);
        self.edition.set_aside.retain(stays);
        self.edition.index.forget();
    }
}

/// Where a block stands, to be changed.
fn block_mut(edition: &mut Edition, id: BlockId) -> Option<&mut Arc<Block>> {
    for article in &mut edition.articles {
        if article.blocks.iter().any(|block| block.id() == id) {
            return Arc::make_mut(article).blocks.iter_mut().find(|block| block.id() == id);
        }
    }
    edition.furniture.iter_mut().chain(&mut edition.set_aside).find(|block| block.id() == id)
}

/// Whether blocks follow each other on one shelf, in this order.
fn stand_together(edition: &Edition, ids: &[BlockId]) -> bool {
    let blocks: Vec<_> = edition.blocks().map(|(shelf, block)| (shelf, block.id())).collect();
    let Some(first) = ids.first().and_then(|id| blocks.iter().position(|(_, block)| block == id)) else { return false };
    let shelf = blocks.get(first).map(|(shelf, _)| *shelf);
    let run = blocks.get(first..first + ids.len()).unwrap_or_default();
    run.len() == ids.len() && run.iter().zip(ids).all(|((on, block), id)| Some(*on) == shelf && block == id)
}
