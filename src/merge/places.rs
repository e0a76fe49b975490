//! Blocks that theirs moved, and articles that theirs put in another order.

use std::collections::{HashMap, HashSet};

use super::{Conflict, ConflictKind, Merging};
use crate::edit::{Destination, Edit, apply};
use crate::edition::{ArticleId, BlockId, Edition, Shelf};

impl Merging<'_> {
    /// Moves what theirs moved, where ours did not move it too.
    pub(super) fn take_places(&mut self) {
        let (by_us, by_them) = (moved(self.base, self.ours), moved(self.base, self.theirs));
        let order: Vec<BlockId> = self.theirs.blocks().map(|(_, block)| block.id()).filter(|id| by_them.contains(id)).collect();
        for id in order {
            let Some(block) = self.edition.block(id).map(|(_, block)| block.clone()) else { continue };
            if !by_us.contains(&id) {
                self.place_as_theirs(id);
            } else if neighbour(self.ours, id) != neighbour(self.theirs, id) {
                let before =
                    neighbour(self.theirs, id).and_then(|(_, before)| self.theirs.block(before?)).map(|(_, block)| block.text().to_owned());
                self.conflict(Conflict::of_block(ConflictKind::Place, &block, before.unwrap_or_default()));
            }
        }
        self.take_order();
    }

    /// Puts a block where theirs has it: behind the nearest block before it that stands there too, or first.
    pub(super) fn place_as_theirs(&mut self, id: BlockId) {
        let Some((shelf, _)) = self.theirs.block(id) else { return };
        let on_shelf: Vec<BlockId> = self.theirs.blocks().filter(|(on, _)| *on == shelf).map(|(_, block)| block.id()).collect();
        let at = on_shelf.iter().position(|one| *one == id).unwrap_or(on_shelf.len());
        let (before, after) = (on_shelf.get(..at).unwrap_or_default(), on_shelf.get(at + 1..).unwrap_or_default());
        // An article that ours closed lives on in the one that its blocks are in.
        let is_closed =
            matches!(shelf, Shelf::Article(article) if self.edition.article(article).is_none() && self.base.article(article).is_some());
        let stands = |one: &&BlockId| match self.edition.block(**one) {
            Some((on, _)) => on == shelf || is_closed && matches!(on, Shelf::Article(_)),
            None => false,
        };
        let destination = if let Some(before) = before.iter().rev().find(stands) {
            Destination::After(*before)
        } else if let Some(after) = after.iter().find(stands) {
            Destination::Before(*after)
        } else {
            match shelf {
                Shelf::Article(article) if self.edition.article(article).is_none() => Destination::NewArticle(self.position(article)),
                Shelf::Article(_) | Shelf::Furniture | Shelf::SetAside => Destination::First(shelf),
            }
        };
        let place = |edition: &Edition| neighbour(edition, id);
        let was = place(&self.edition);
        let mut tried = self.edition.clone();
        if apply(&mut tried, &Edit::Move { blocks: vec![id], to: destination }).is_ok() && place(&tried) != was {
            self.edition = tried;
            self.name_article(shelf, id);
        }
    }

    /// An article that was begun for a block of theirs goes by their number, if that is free.
    fn name_article(&mut self, shelf: Shelf, id: BlockId) {
        let (Shelf::Article(theirs), Some((Shelf::Article(now), _))) = (shelf, self.edition.block(id)) else { return };
        if theirs != now && self.ours.article(now).is_none() && self.edition.article(theirs).is_none() {
            if let Some(article) = self.edition.articles.iter_mut().find(|article| article.id() == now) {
                std::sync::Arc::make_mut(article).id = theirs;
            }
            self.edition.index.forget();
        }
    }

    /// Where an article that theirs began stands among those that are here.
    fn position(&self, article: ArticleId) -> usize {
        let before: Vec<ArticleId> = self.theirs.articles().iter().map(|one| one.id()).take_while(|one| *one != article).collect();
        let known = |id: &ArticleId| self.edition.articles().iter().position(|one| one.id() == *id);
        before.iter().rev().find_map(known).map_or(0, |at| at + 1)
    }

    /// Puts the articles in their order, if ours left it as it was.
    fn take_order(&mut self) {
        let common = |edition: &Edition| -> Vec<ArticleId> {
            let in_all = |id: &ArticleId| [self.base, self.ours, self.theirs].iter().all(|edition| edition.article(*id).is_some());
            edition.articles().iter().map(|article| article.id()).filter(in_all).collect()
        };
        let (base, ours, theirs) = (common(self.base), common(self.ours), common(self.theirs));
        if theirs == base || theirs == ours {
            return;
        }
        if ours != base {
            let first = theirs.iter().zip(&base).find(|(one, other)| one != other).and_then(|(one, _)| self.edition.article(*one));
            if let Some(block) = first.and_then(|article| article.blocks().first()).cloned() {
                let titles: Vec<String> = theirs.iter().filter_map(|id| self.theirs.article(*id)).map(|article| article.title()).collect();
                self.conflict(Conflict::of_block(ConflictKind::Order, &block, titles.join(" / ")));
            }
            return;
        }
        for pair in theirs.windows(2) {
            let [before, article] = pair else { continue };
            let at = |edition: &Edition, id: &ArticleId| edition.articles().iter().position(|one| one.id() == *id);
            let (Some(before), Some(now)) = (at(&self.edition, before), at(&self.edition, article)) else { continue };
            if now < before {
                // Taken out before it, it moves the place by one.
                let _ = apply(&mut self.edition, &Edit::MoveArticle { article: *article, to: before });
            }
        }
    }
}

/// The shelf of a block, and the block before it there.
fn neighbour(edition: &Edition, id: BlockId) -> Option<(Shelf, Option<BlockId>)> {
    let mut before: Option<(Shelf, BlockId)> = None;
    for (shelf, block) in edition.blocks() {
        if block.id() == id {
            return Some((shelf, before.filter(|(on, _)| *on == shelf).map(|(_, block)| block)));
        }
        before = Some((shelf, block.id()));
    }
    None
}

/// The blocks that a version put on another shelf, or in another place of theirs: all that are not in the longest row that kept its order.
fn moved(base: &Edition, version: &Edition) -> HashSet<BlockId> {
    let stood: HashMap<BlockId, (usize, Shelf)> = base.blocks().enumerate().map(|(at, (shelf, block))| (block.id(), (at, shelf))).collect();
    let mut moved = HashSet::new();
    let mut rows: Vec<(Shelf, Vec<(usize, BlockId)>)> = Vec::new();
    for (shelf, block) in version.blocks() {
        match stood.get(&block.id()) {
            Some((at, before)) if *before == shelf => match rows.last_mut() {
                Some((on, row)) if *on == shelf => row.push((*at, block.id())),
                _ => rows.push((shelf, vec![(*at, block.id())])),
            },
            Some(_) => {
                moved.insert(block.id());
            }
            None => {}
        }
    }
    for (_, row) in rows {
        let kept = longest_rising(&row.iter().map(|(at, _)| *at).collect::<Vec<_>>());
        moved.extend(row.iter().enumerate().filter(|(place, _)| !kept.contains(place)).map(|(_, (_, id))| *id));
    }
    moved
}

/// The places of the longest row of rising numbers.
fn longest_rising(numbers: &[usize]) -> HashSet<usize> {
    // The place of the least number that ends a row of each length, and the place before each.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    let number = |place: usize| numbers.get(place).copied().unwrap_or(usize::MAX);
    for place in 0..numbers.len() {
        let length = ends.partition_point(|end| number(*end) < number(place));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        if length < ends.len() {
            if let Some(end) = ends.get_mut(length) {
                *end = place;
            }
        } else {
            ends.push(place);
        }
    }
    std::iter::successors(ends.last().copied(), |place| before.get(*place).copied().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rising_row_is_found() {
        let mut found: Vec<usize> = longest_rising(&[3, 0, 1, 7, 2, 4]).into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, [1, 2, 4, 5]);
        assert!(longest_rising(&[]).is_empty());
    }
}
