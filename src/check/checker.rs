//! Runs the checks over an edition, and over its next state only where something changed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::characters::Quality;
use super::collations::Collations;
use super::good_words::drop_good;
use super::query::Sourced;
use super::registry::{Check, CheckScope, GivesWay};
use super::view::{EditionView, Memo, ScopePart, Seat, SeatedPart, seats};
use super::{CHECKS, Query};
use crate::edition::followed::Followed;
use crate::edition::{Block, BlockId, Edition, SettledKind, Shelf, TextOffset};
use crate::page::{Page, PageIndex};
use crate::reader::InkLedger;
use crate::style::{CheckName, CheckRule, HouseStyle};

/// What the program asks about an edition, in order of the manuscript. Settled queries are left out. It is a pure function of its
/// arguments.
pub fn check(edition: &Edition, style: &HouseStyle) -> Vec<Query> {
    Checker::default().run(edition, style, false, &|_| ())
}

/// Hears how far a check is, between 0 and 1.
pub type CheckWatch<'a> = &'a (dyn Fn(f32) + Sync);

/// Checks one state of an edition after another, always by the same style. What a check found in a part of the edition that did not change
/// is not looked for again; how large the parts are follows from the check's scope.
#[derive(Default)]
pub struct Checker {
    parts: HashMap<ScopePart, KnownPart>,
    memos: Followed<Memo>,
    qualities: HashMap<PageIndex, (Arc<Page>, Quality)>,
    collations: Collations,
}

/// What was found in a part.
#[derive(Default)]
struct KnownPart {
    /// The blocks as they were looked at.
    of: Vec<Looked>,
    found: Vec<FoundQuery>,
}

/// A block with its shelf and its neighbours.
type Looked = (Shelf, Arc<Block>, [Option<Arc<Block>>; 2]);

/// A query, with the place of its check in the list.
#[derive(Clone)]
struct FoundQuery {
    by: usize,
    query: Query,
}

impl Checker {
    /// As [`check`].
    pub fn check(&mut self, edition: &Edition, style: &HouseStyle) -> Vec<Query> {
        self.check_watched(edition, style, &|_| ())
    }

    /// As [`check`]. `watch` hears how far it is, between 0 and 1.
    pub fn check_watched(&mut self, edition: &Edition, style: &HouseStyle, watch: CheckWatch<'_>) -> Vec<Query> {
        self.run(edition, style, true, watch)
    }

    /// The ledger of the scans of the edition that was checked last; nothing where no image was read.
    pub fn ink(&self) -> Option<InkLedger> {
        self.collations.ink()
    }

    /// `keep` tells whether another state will be checked.
    fn run(&mut self, edition: &Edition, style: &HouseStyle, keep: bool, watch: CheckWatch<'_>) -> Vec<Query> {
        let mut memos = std::mem::take(&mut self.memos);
        memos.update(edition, |_, _| Memo::default());
        let seats = seats(&memos);
        let mut found = Vec::new();
        let mut known = HashMap::new();
        self.judge_pages(edition);
        if self.collations.update(edition) {
            self.parts.clear();
        }
        let changed = self.collations.follow_added(edition);
        self.parts.retain(|part, _| !part.page().is_some_and(|page| changed.contains(&page)));
        let scopes = CheckScope::ALL.map(|scope| (scope, scope.parts(&seats)));
        let (all, done) = (scopes.iter().map(|(_, parts)| parts.len()).sum::<usize>(), AtomicUsize::new(0));
        let looked = || watch((done.fetch_add(1, Ordering::Relaxed) + 1) as f32 / all as f32);
        for (scope, parts) in scopes {
            for (part, now) in self.look(edition, style, (scope, &parts), &looked) {
                if keep && scope != CheckScope::Edition {
                    found.extend(now.found.iter().cloned());
                    known.insert(part, now);
                } else {
                    found.extend(now.found);
                }
            }
        }
        self.parts = known;
        if keep {
            memos.values_mut().for_each(Memo::forget_text);
            self.memos = memos;
        }
        let mut queries = in_order(edition, found);
        drop_good(edition, &style.good_words, &mut queries);
        queries
    }

    /// Works out the quality of pages that are not known yet.
    fn judge_pages(&mut self, edition: &Edition) {
        let pages: Vec<(PageIndex, &Arc<Page>)> =
            edition.pages().iter().enumerate().map(|(at, page)| (PageIndex(at as u32), page)).collect();
        self.qualities.retain(|index, (known, _)| edition.pages().get(index.position()).is_some_and(|page| Arc::ptr_eq(page, known)));
        let new: Vec<(PageIndex, &Arc<Page>)> = pages.into_iter().filter(|(index, _)| !self.qualities.contains_key(index)).collect();
        self.qualities.par_extend(new.into_par_iter().map(|(index, page)| (index, (page.clone(), Quality::of_page(page)))));
    }

    /// What the checks of a scope find in each part, or found there before. `looked` hears of each part that is done.
    fn look(
        &mut self,
        edition: &Edition,
        style: &HouseStyle,
        (scope, parts): (CheckScope, &[SeatedPart<'_, '_>]),
        looked: &(dyn Fn() + Sync),
    ) -> Vec<(ScopePart, KnownPart)> {
        let checks: Vec<(usize, &Check)> = CHECKS.iter().copied().enumerate().filter(|(_, check)| check.scope == scope).collect();
        let old: Vec<Option<KnownPart>> =
            parts.iter().map(|(part, seats)| self.parts.remove(part).filter(|old| old.is_of(seats))).collect();
        let (qualities, collations) = (&self.qualities, &self.collations);
        let look = |((part, seats), old): (&SeatedPart<'_, '_>, Option<KnownPart>)| {
            let whole = (scope == CheckScope::Edition).then_some(edition);
            let known = old.unwrap_or_else(|| {
                // What was typed has no raw page, and is judged by itself.
                let typed = (*part == ScopePart::Page(None)).then(|| quality_of(seats));
                let quality = typed.as_ref().or_else(|| qualities.get(&part.page()?).map(|(_, quality)| quality));
                KnownPart::of(&EditionView { style, pages: edition.pages(), collations, seats, edition: whole, quality }, &checks)
            });
            looked();
            (*part, known)
        };
        parts.par_iter().zip(old).map(look).collect()
    }
}

impl KnownPart {
    fn of(view: &EditionView<'_>, checks: &[(usize, &Check)]) -> KnownPart {
        let mut found = Vec::new();
        for (by, check) in checks {
            let least = match view.style.checks.get(&check.name) {
                Some(CheckRule::Off) => continue,
                Some(CheckRule::AtLeast(percent)) => *percent,
                None => 0,
            };
            let mut queries = Vec::new();
            (check.look)(view, &mut queries);
            debug_assert!(queries.iter().all(|query| check.asks(query)), "{:?} asks what it does not say", check.name);
            queries.retain(|query| query.confidence.as_percent() >= least);
            if check.is_of_misreading() {
                drop_answered(view, &mut queries);
            }
            found.extend(queries.into_iter().map(|query| FoundQuery { by: *by, query }));
        }
        let looked = |seat: &Seat<'_>| (seat.shelf, seat.block.clone(), [seat.before.cloned(), seat.after.cloned()]);
        KnownPart { of: view.seats.iter().map(looked).collect(), found }
    }

    fn is_of(&self, seats: &[Seat<'_>]) -> bool {
        let same = |a: Option<&Arc<Block>>, b: Option<&Arc<Block>>| match (a, b) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let alike = |((shelf, block, [before, after]), seat): (&Looked, &Seat<'_>)| {
            *shelf == seat.shelf && Arc::ptr_eq(block, seat.block) && same(before.as_ref(), seat.before) && same(after.as_ref(), seat.after)
        };
        self.of.len() == seats.len() && self.of.iter().zip(seats).all(alike)
    }
}

/// Leaves out what a witness has answered by reading the same.
fn drop_answered(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    if view.collations.is_empty() || queries.is_empty() {
        return;
    }
    let sources: HashMap<BlockId, Sourced<'_>> = view.seats.iter().map(|seat| (seat.block.id(), Sourced::new(seat.block))).collect();
    queries.retain(|query| !sources.get(&query.block).is_some_and(|block| view.collations.agree(query, block)));
}

/// The quality of text that comes from no page.
fn quality_of(seats: &[Seat<'_>]) -> Quality {
    Quality::of(&seats.iter().filter(|seat| seat.is_told()).map(|seat| seat.wording().text).collect::<Vec<_>>())
}

/// The queries in the order of the manuscript, without those that give way to others and those that were settled.
fn in_order(edition: &Edition, mut found: Vec<FoundQuery>) -> Vec<Query> {
    let places = edition.block_order();
    found.sort_by_key(|one| (places.get(&one.query.block).copied(), one.query.range.0, one.query.kind, one.by));
    let stays: Vec<bool> = found.chunk_by(|a, b| a.query.block == b.query.block).flat_map(stays).collect();
    let mut queries: Vec<Query> = found.into_iter().zip(stays).filter(|(_, stays)| *stays).map(|(one, _)| one.query).collect();
    drop_settled(edition, &mut queries);
    queries
}

/// Which queries about a block do not give way to others. They are sorted by where they begin.
fn stays(found: &[FoundQuery]) -> Vec<bool> {
    let mut stays = vec![true; found.len()];
    for (by, check) in CHECKS.iter().enumerate().filter(|(_, check)| !check.gives_way.is_never()) {
        if !found.iter().any(|one| one.by == by) {
            continue;
        }
        let GivesWay { starts, overlaps, touches } = &check.gives_way;
        let [starts, overlaps, touches] = [starts, overlaps, touches].map(|checks| TakenPlaces::by(found, checks));
        for (stays, one) in stays.iter_mut().zip(found).filter(|(_, one)| one.by == by) {
            let range = one.query.range;
            *stays = !(starts.begins(range) || overlaps.overlaps(range) || touches.touches(range));
        }
    }
    stays
}

/// A range of a block's text, in characters.
type TextRange = (TextOffset, TextOffset);

/// The places that others ask about.
struct TakenPlaces {
    /// Where they begin, in order.
    starts: Vec<TextOffset>,
    /// How far each, or one before it, reaches.
    reach: Vec<TextOffset>,
}

impl TakenPlaces {
    fn by(found: &[FoundQuery], checks: &[CheckName]) -> TakenPlaces {
        let is_one = |one: &&FoundQuery| CHECKS.get(one.by).is_some_and(|check| checks.contains(&check.name));
        let mut farthest = TextOffset(0);
        let reaches = |one: &FoundQuery| {
            farthest = farthest.max(one.query.range.1).max(TextOffset(one.query.range.0.0 + 1));
            (one.query.range.0, farthest)
        };
        let (starts, reach) = found.iter().filter(is_one).map(reaches).unzip();
        TakenPlaces { starts, reach }
    }

    fn begins(&self, range: TextRange) -> bool {
        self.starts.binary_search(&range.0).is_ok()
    }

    fn overlaps(&self, range: TextRange) -> bool {
        self.reach_of(|start| *start < range.1).is_some_and(|reach| reach > range.0)
    }

    fn touches(&self, range: TextRange) -> bool {
        self.reach_of(|start| *start <= range.1).is_some_and(|reach| reach >= range.0)
    }

    /// How far those reach that begin so early.
    fn reach_of(&self, early: impl Fn(&TextOffset) -> bool) -> Option<TextOffset> {
        self.reach.get(self.starts.partition_point(early).checked_sub(1)?).copied()
    }
}

fn drop_settled(edition: &Edition, queries: &mut Vec<Query>) {
    if edition.settled().is_empty() {
        return;
    }
    let settled: HashSet<(SettledKind, BlockId, &str)> =
        edition.settled().iter().map(|settled| (settled.kind, settled.block, settled.text.as_str())).collect();
    queries.retain(|query| !settled.contains(&(SettledKind::Query(query.kind), query.block, query.text.as_str())));
}
