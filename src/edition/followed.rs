//! What is worked out from each block, while the edition changes.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Block, BlockId, Edition, Shelf};

/// A value for each block, in the order of the manuscript. Brought from one state of an edition to another, it works out anew only what
/// is of blocks that changed.
pub struct Followed<T> {
    list: Vec<FollowedBlock<T>>,
    places: HashMap<BlockId, usize>,
}

/// A block with what was worked out from it.
pub struct FollowedBlock<T> {
    /// Its shelf.
    pub shelf: Shelf,
    /// The block as it was when the value was worked out.
    pub block: Arc<Block>,
    /// What was worked out.
    pub value: T,
}

/// How one state of an edition differs from the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// In the blocks at these places alone.
    InPlace(Vec<usize>),
    /// Blocks came, went or moved.
    Order,
}

impl<T> Default for Followed<T> {
    fn default() -> Followed<T> {
        Followed { list: Vec::new(), places: HashMap::new() }
    }
}

impl<T> Followed<T> {
    /// Brings the values to another state of the edition. `work_out` gets a block that is new or changed, with the value it had before.
    pub fn update(&mut self, edition: &Edition, mut work_out: impl FnMut(&Arc<Block>, Option<&T>) -> T) -> Change {
        let Some(changed) = self.changed_in_place(edition) else {
            self.update_all(edition, work_out);
            return Change::Order;
        };
        for (place, block) in &changed {
            if let Some(one) = self.list.get_mut(*place) {
                one.value = work_out(block, Some(&one.value));
                one.block = block.clone();
            }
        }
        Change::InPlace(changed.into_iter().map(|(place, _)| place).collect())
    }

    /// The blocks that differ from those that are known, with their places, if the shelves have the same blocks in the same order: so it is
    /// known what typing in one block changed, without looking into the others. Nothing where the order changed.
    fn changed_in_place(&self, edition: &Edition) -> Option<Vec<(usize, Arc<Block>)>> {
        let mut changed = Vec::new();
        let mut known = self.list.iter().fuse();
        for (place, (shelf, block)) in edition.blocks().enumerate() {
            let old = known.next()?;
            if !Arc::ptr_eq(&old.block, block) {
                changed.push((place, block.clone()));
            }
            if old.shelf != shelf || old.block.id != block.id {
                return None;
            }
        }
        if known.next().is_some() { None } else { Some(changed) }
    }

    fn update_all(&mut self, edition: &Edition, mut work_out: impl FnMut(&Arc<Block>, Option<&T>) -> T) {
        let old = std::mem::take(&mut self.list).into_iter();
        let mut known: HashMap<BlockId, FollowedBlock<T>> = old.map(|one| (one.block.id, one)).collect();
        let follow = |(shelf, block): (Shelf, &Arc<Block>)| match known.remove(&block.id) {
            Some(old) if Arc::ptr_eq(&old.block, block) => FollowedBlock { shelf, ..old },
            old => FollowedBlock { shelf, block: block.clone(), value: work_out(block, old.as_ref().map(|old| &old.value)) },
        };
        self.list = edition.blocks().map(follow).collect();
        self.places = self.list.iter().enumerate().map(|(place, one)| (one.block.id, place)).collect();
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Followed::default();
    }

    /// The blocks with their values, in the order of the manuscript.
    pub fn list(&self) -> &[FollowedBlock<T>] {
        &self.list
    }

    /// The block at a place, counted from 0.
    pub fn get(&self, place: usize) -> Option<&FollowedBlock<T>> {
        self.list.get(place)
    }

    /// The value at a place, to be changed.
    pub fn value_mut(&mut self, place: usize) -> Option<&mut T> {
        self.list.get_mut(place).map(|one| &mut one.value)
    }

    /// The values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.list.iter_mut().map(|one| &mut one.value)
    }

    /// The place of a block, counted from 0.
    pub fn place(&self, block: BlockId) -> Option<usize> {
        self.places.get(&block).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Destination, Edit, apply};
    use crate::edition::{Article, ArticleId, Masthead, Place, Role, TextOffset};

    fn edition() -> Edition {
        let block = |id: u32| Arc::new(Block::new(BlockId(id), Role::Paragraph, format!("第{id}段文字"), []));
        let article = Article::new(ArticleId(9), (1..4).map(block).collect());
        Edition::new(Masthead::default(), Vec::new(), vec![article], Vec::new(), Vec::new())
    }

    /// Brings the lengths of blocks up to date. Gives the blocks that were looked at, too.
    fn follow(followed: &mut Followed<usize>, edition: &Edition) -> (Change, Vec<BlockId>) {
        let mut looked = Vec::new();
        let change = followed.update(edition, |block, _| {
            looked.push(block.id);
            block.len().chars()
        });
        let right = edition.blocks().all(|(_, block)| {
            let one = followed.place(block.id).and_then(|place| followed.get(place));
            one.is_some_and(|one| Arc::ptr_eq(&one.block, block) && one.value == block.len().chars())
        });
        assert!(right && followed.list().len() == edition.blocks().count());
        (change, looked)
    }

    #[test]
    fn only_blocks_that_changed_are_worked_out_anew() {
        let (mut edition, mut followed) = (edition(), Followed::default());
        assert_eq!(follow(&mut followed, &edition), (Change::Order, vec![BlockId(1), BlockId(2), BlockId(3)]));
        assert_eq!(follow(&mut followed, &edition), (Change::InPlace(Vec::new()), Vec::new()));
        let place = Place { block: BlockId(2), at: TextOffset::new(1) };
        apply(&mut edition, &Edit::splice(place, place, "字")).expect("it applies");
        assert_eq!(follow(&mut followed, &edition), (Change::InPlace(vec![1]), vec![BlockId(2)]));
        let aside = Edit::Move { blocks: vec![BlockId(1)], to: Destination::Last(Shelf::SetAside) };
        apply(&mut edition, &aside).expect("it applies");
        assert_eq!(follow(&mut followed, &edition), (Change::Order, Vec::new()), "a block that moved is the same");
    }
}
