//! What a round changed, place by place: what stood there, what stands there, and where that is now.
//!
//! Paragraphs that were split or joined are compared as one text with line ends in it, so that a paragraph's end that was put in is one
//! change and not a paragraph lost and another found.

use std::collections::{BTreeMap, BTreeSet};

use super::hunks::{carried, hunks};
use crate::edition::{BlockId, EarlierBlock, Edition, Place, Role, TextOffset};

/// A place that a round changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedPlace {
    /// Where it stands now; nothing where its block is gone.
    pub from: Option<Place>,
    /// Where it ends, in the same block.
    pub to: TextOffset,
    /// What stood there before; a line end is the end of a paragraph.
    pub was: String,
    /// What the round left there.
    pub now: String,
    /// The role of the block before and after, where it was changed; the place is then the whole block.
    pub roles: Option<(Role, Role)>,
}

/// The places that a round changed, counted from 0, in the order of the manuscript; past the last round, those that were changed since.
/// They stand where later edits moved them. What a later edit changed again is told as the round left it.
pub fn changes(edition: &Edition, round: usize) -> Vec<ChangedPlace> {
    let earlier = edition.rounds().get(round).map_or(edition.earlier(), |round| round.earlier());
    if earlier.is_empty() {
        return Vec::new();
    }
    let order = edition.block_order();
    let mut versions: BTreeMap<BlockId, Versions> = BTreeMap::new();
    for (id, was) in earlier.blocks() {
        versions.insert(id, Versions { was: was.cloned(), now: edition.block_after(round, id) });
    }
    let mut places: Vec<ChangedPlace> = versions.iter().filter_map(|(id, both)| role_change(edition, *id, both)).collect();
    for group in groups(edition, &versions) {
        places.extend(Group::of(&group, &versions).places(edition, round));
    }
    places.sort_by_key(|place| {
        let at = place.from.and_then(|from| Some((*order.get(&from.block)?, from.at)));
        (at.is_none(), at, place.roles.is_none())
    });
    places
}

/// A block before and after a round; nothing where it was not there.
struct Versions {
    was: Option<EarlierBlock>,
    now: Option<EarlierBlock>,
}

fn role_change(edition: &Edition, id: BlockId, Versions { was, now }: &Versions) -> Option<ChangedPlace> {
    let (was, now) = (was.as_ref()?, now.as_ref()?);
    let stands = edition.block(id).map(|(_, block)| block.len());
    let from = stands.map(|_| Place { block: id, at: TextOffset(0) });
    let place = || ChangedPlace {
        from,
        to: stands.unwrap_or_default(),
        was: was.text.to_string(),
        now: now.text.to_string(),
        roles: Some((was.role, now.role)),
    };
    (was.role != now.role).then(place)
}

/// Blocks of one text, in order: one that was split with those that its text went to, one that others were joined to with these.
fn groups(edition: &Edition, versions: &BTreeMap<BlockId, Versions>) -> Vec<Vec<BlockId>> {
    let is_new = |id: &BlockId| versions.get(id).is_some_and(|both| both.was.is_none());
    let (mut groups, mut seen): (Vec<Vec<BlockId>>, BTreeSet<BlockId>) = (Vec::new(), BTreeSet::new());
    let mut shelf_before = None;
    for (shelf, block) in edition.blocks() {
        let id = block.id();
        let goes_on = is_new(&id) && shelf_before == Some(shelf);
        shelf_before = Some(shelf);
        match groups.last_mut() {
            Some(group) if goes_on => group.push(id),
            _ => groups.push(vec![id]),
        }
        seen.insert(id);
    }
    groups.retain(|group| group.iter().any(|id| versions.contains_key(id)));
    for (gone, both) in versions.iter().filter(|(id, _)| !seen.contains(id)) {
        let text = both.was.as_ref().map(|was| &*was.text).unwrap_or_default();
        let took = |id: &BlockId| versions.get(id).is_some_and(|host| host.took(text));
        match groups.iter_mut().find(|group| group.iter().any(took)) {
            Some(group) => {
                let at = group.iter().position(took).map_or(group.len(), |at| at + 1);
                group.insert(at, *gone);
            }
            None => groups.push(vec![*gone]),
        }
    }
    groups
}

impl Versions {
    /// Whether the block has text now that it had not.
    fn took(&self, text: &str) -> bool {
        let was = self.was.as_ref().map(|was| &*was.text).unwrap_or_default();
        !text.is_empty() && self.now.as_ref().is_some_and(|now| now.text.contains(text)) && !was.contains(text)
    }
}

/// The texts of a group, its blocks parted by line ends.
struct Group {
    was: Vec<char>,
    now: Vec<char>,
    /// Where each block begins in what stands now.
    starts: Vec<(usize, BlockId)>,
    /// The block that is named where none of the group is left.
    first: Option<BlockId>,
}

impl Group {
    fn of(ids: &[BlockId], versions: &BTreeMap<BlockId, Versions>) -> Group {
        let mut group = Group { was: Vec::new(), now: Vec::new(), starts: Vec::new(), first: ids.first().copied() };
        let (mut had, mut has) = (false, false);
        for id in ids {
            let Some(both) = versions.get(id) else { continue };
            if let Some(was) = &both.was {
                group.was.extend(had.then_some('\n'));
                group.was.extend(was.text.chars());
                had = true;
            }
            if let Some(now) = &both.now {
                group.now.extend(has.then_some('\n'));
                group.starts.push((group.now.len(), *id));
                group.now.extend(now.text.chars());
                has = true;
            }
        }
        group
    }

    fn places(&self, edition: &Edition, round: usize) -> Vec<ChangedPlace> {
        let text = |chars: &[char]| chars.iter().collect::<String>();
        let place = |hunk: super::Hunk| {
            let (from, to) = self.stands(edition, round, hunk.new.start, hunk.new.end);
            let was = text(self.was.get(hunk.old).unwrap_or_default());
            ChangedPlace { from, to, was, now: text(self.now.get(hunk.new).unwrap_or_default()), roles: None }
        };
        hunks(&self.was, &self.now).into_iter().map(place).collect()
    }

    /// Where text that the round left stands now.
    fn stands(&self, edition: &Edition, round: usize, from: usize, to: usize) -> (Option<Place>, TextOffset) {
        let start = self.starts.iter().rev().find(|(start, _)| *start <= from).or(self.starts.first());
        let Some((start, id)) = start.copied().or(self.first.map(|first| (0, first))) else { return (None, TextOffset(0)) };
        let Some((_, block)) = edition.block(id) else { return (None, TextOffset(0)) };
        let left = edition.block_after(round, id).map(|left| left.text.chars().collect::<Vec<char>>()).unwrap_or_default();
        let now: Vec<char> = block.text().chars().collect();
        let since = if round < edition.rounds().len() { hunks(&left, &now) } else { Vec::new() };
        let at = |place: usize| carried(&since, place.saturating_sub(start).min(left.len())).min(now.len());
        (Some(Place { block: id, at: TextOffset::new(at(from)) }), TextOffset::new(at(to).max(at(from))))
    }
}
