//! Two long texts beside each other, character by character, also where matter stands in another order.
//!
//! Runs of characters that each text has once and both have in common are anchors. The heaviest chain of anchors that is in order in both is
//! the backbone; what lies between two of its anchors is aligned as two lines are. Anchors that are off the backbone are matter that stands
//! elsewhere in the other text.

use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::reader::align::{Pair, align};

/// How many characters an anchor has at least: so many in a row seldom stand in a text twice.
const ANCHOR: usize = 6;
/// Where nothing of that length is in common between two anchors, shorter ones are looked for.
const SHORT_ANCHOR: usize = 3;

/// Anchors that lie no further apart than this in both texts stand together, in characters.
const TOGETHER: usize = 40;

/// Matter that stands elsewhere is so long at least; what is shorter was misread rather than moved.
const MOVED: usize = 10;

/// So many pairs of characters are weighed at a time; longer gaps are looked at for shorter anchors first.
const MOST_PAIRS: usize = 1_000_000;

/// A part of the alignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlignedStretch {
    /// The characters of the first text with those of the other, by their places, in order.
    pub pairs: Vec<Pair>,
    /// Whether it stands elsewhere in the other text.
    pub is_moved: bool,
}

/// Aligns two texts. Each character of both is in one pair of one stretch.
pub fn align_texts(first: &[char], other: &[char]) -> Vec<AlignedStretch> {
    let texts = Texts { first, other };
    let chains = texts.chains(ANCHOR);
    let backbone = backbone(&chains, other.len());
    let in_order: BTreeSet<usize> = backbone.iter().copied().collect();
    let is_moved = |place: &usize| !in_order.contains(place) && chains.get(*place).is_some_and(|chain| chain.weight >= MOVED);
    let mut moved: Vec<usize> = (0..chains.len()).filter(is_moved).collect();
    moved.sort_by_key(|place| std::cmp::Reverse(chains.get(*place).map_or(0, |chain| chain.weight)));
    let mut owners = Owners::new(first.len(), other.len());
    let chain = |place: &usize| chains.get(*place).map(|chain| (*place, chain));
    backbone.iter().chain(&moved).filter_map(chain).for_each(|(place, chain)| owners.claim_runs(place, chain));
    // What lies between the runs of what was moved was moved with them.
    moved.iter().filter_map(chain).for_each(|(place, chain)| owners.claim_gaps(place, chain));
    let (mut pairs, mut at) = (Vec::new(), (0, 0));
    for (place, chain) in backbone.iter().filter_map(chain) {
        let (next_first, next_other) = (chain.first(), chain.other());
        let (own, theirs) = owners.free(at.0..next_first.start, at.1..next_other.start);
        texts.gap(&own, &theirs, ANCHOR, &mut pairs);
        texts.chain(chain, |first, other| owners.of(place, first, other), &mut pairs);
        at = (next_first.end, next_other.end);
    }
    let (own, theirs) = owners.free(at.0..first.len(), at.1..other.len());
    texts.gap(&own, &theirs, ANCHOR, &mut pairs);
    let mut stretches = vec![AlignedStretch { pairs, is_moved: false }];
    moved.sort_unstable();
    for (place, chain) in moved.iter().filter_map(chain) {
        let mut pairs = Vec::new();
        texts.chain(chain, |first, other| owners.of(place, first, other), &mut pairs);
        stretches.push(AlignedStretch { pairs, is_moved: true });
    }
    stretches
}

/// Which chain each character of both texts belongs to; none for those between the chains of the backbone.
struct Owners {
    first: Vec<Option<usize>>,
    other: Vec<Option<usize>>,
}

impl Owners {
    fn new(first: usize, other: usize) -> Owners {
        Owners { first: vec![None; first], other: vec![None; other] }
    }

    fn claim_runs(&mut self, place: usize, chain: &Chain) {
        for run in &chain.runs {
            claim(&mut self.first, run.first..run.first + run.length, place);
            claim(&mut self.other, run.other..run.other + run.length, place);
        }
    }

    fn claim_gaps(&mut self, place: usize, chain: &Chain) {
        claim(&mut self.first, chain.first(), place);
        claim(&mut self.other, chain.other(), place);
    }

    /// Those of these characters that no chain has.
    fn free(&self, first: Range<usize>, other: Range<usize>) -> (Vec<usize>, Vec<usize>) {
        let free = |range: Range<usize>, owners: &[Option<usize>]| range.filter(|at| owners.get(*at) == Some(&None)).collect();
        (free(first, &self.first), free(other, &self.other))
    }

    /// Those of these characters that a chain has, or none.
    fn of(&self, place: usize, first: Range<usize>, other: Range<usize>) -> (Vec<usize>, Vec<usize>) {
        let is_its = |owner: &Option<usize>| owner.is_none_or(|owner| owner == place);
        let of = |range: Range<usize>, owners: &[Option<usize>]| range.filter(|at| owners.get(*at).is_some_and(is_its)).collect();
        (of(first, &self.first), of(other, &self.other))
    }
}

/// Gives the characters of a range that nobody has to a chain.
fn claim(owners: &mut [Option<usize>], range: Range<usize>, place: usize) {
    for owner in owners.get_mut(range).unwrap_or_default() {
        owner.get_or_insert(place);
    }
}

/// A run of characters that both texts have.
#[derive(Clone, Copy, Debug)]
struct AlignedRun {
    first: usize,
    other: usize,
    length: usize,
}

/// Runs that stand together and in order in both texts.
#[derive(Clone, Debug, Default)]
struct Chain {
    runs: Vec<AlignedRun>,
    /// How many characters its runs have.
    weight: usize,
}

impl Chain {
    fn first(&self) -> Range<usize> {
        let start = self.runs.first().map_or(0, |run| run.first);
        start..self.runs.last().map_or(start, |run| run.first + run.length)
    }

    fn other(&self) -> Range<usize> {
        let start = self.runs.first().map_or(0, |run| run.other);
        start..self.runs.last().map_or(start, |run| run.other + run.length)
    }

    /// Takes a run that stands behind the last one, near it in both texts; gives it back where it does not. What it shares with the last
    /// one is not taken twice.
    fn take(&mut self, run: AlignedRun) -> Option<AlignedRun> {
        let (first, other) = (self.first().end, self.other().end);
        let shared = first.saturating_sub(run.first).max(other.saturating_sub(run.other));
        let rest = AlignedRun { first: run.first + shared, other: run.other + shared, length: run.length.saturating_sub(shared) };
        let is_near = rest.first - first <= TOGETHER && rest.other - other <= TOGETHER && shared < ANCHOR;
        if !self.runs.is_empty() && !is_near {
            return Some(run);
        }
        if rest.length > 0 {
            self.weight += rest.length;
            self.runs.push(if self.runs.is_empty() { run } else { rest });
        }
        None
    }
}

struct Texts<'a> {
    first: &'a [char],
    other: &'a [char],
}

impl Texts<'_> {
    /// The anchors of this length, as chains, in order of the first text.
    fn chains(&self, length: usize) -> Vec<Chain> {
        let mut chains: Vec<Chain> = Vec::new();
        for run in self.runs(length) {
            let left = match chains.last_mut() {
                Some(chain) => chain.take(run),
                None => Some(run),
            };
            if let Some(run) = left {
                chains.push(Chain { runs: vec![run], weight: run.length });
            }
        }
        without_overlaps(chains, self.first.len(), self.other.len())
    }

    /// The runs of characters in common of which each window of this length stands once in either text.
    fn runs(&self, length: usize) -> Vec<AlignedRun> {
        let mut places: FxHashMap<&[char], Option<usize>> = FxHashMap::default();
        for (at, window) in self.other.windows(length).enumerate() {
            places.entry(window).and_modify(|place| *place = None).or_insert(Some(at));
        }
        let mut counts: FxHashMap<&[char], usize> = FxHashMap::default();
        self.first.windows(length).for_each(|window| *counts.entry(window).or_default() += 1);
        let mut runs: Vec<AlignedRun> = Vec::new();
        for (at, window) in self.first.windows(length).enumerate().filter(|(_, window)| counts.get(window) == Some(&1)) {
            let Some(Some(place)) = places.get(window) else { continue };
            let here = AlignedRun { first: at, other: *place, length };
            match runs.last_mut() {
                // The next window of the same run.
                Some(last)
                    if last.first + last.length == here.first + length - 1 && last.other + last.length == here.other + length - 1 =>
                {
                    last.length += 1;
                }
                _ => runs.push(here),
            }
        }
        runs
    }

    /// The pairs of a chain: its runs, and what lies between them and is its own.
    fn chain(&self, chain: &Chain, own: impl Fn(Range<usize>, Range<usize>) -> (Vec<usize>, Vec<usize>), pairs: &mut Vec<Pair>) {
        let mut at: Option<(usize, usize)> = None;
        for run in &chain.runs {
            if let Some((first, other)) = at {
                let (first, other) = own(first..run.first, other..run.other);
                self.gap(&first, &other, ANCHOR, pairs);
            }
            pairs.extend((0..run.length).map(|step| (Some(run.first + step), Some(run.other + step))));
            at = Some((run.first + run.length, run.other + run.length));
        }
    }

    /// The pairs of two gaps, given by the places of their characters.
    fn gap(&self, first: &[usize], other: &[usize], length: usize, pairs: &mut Vec<Pair>) {
        let chars = |places: &[usize], text: &[char]| places.iter().filter_map(|at| text.get(*at)).copied().collect::<Vec<char>>();
        let (own, theirs) = (chars(first, self.first), chars(other, self.other));
        let is_short = own.len().saturating_mul(theirs.len()) <= MOST_PAIRS;
        if let Some(aligned) = is_short.then(|| align(&own, &theirs, false)).flatten() {
            let place = |at: Option<usize>, places: &[usize]| at.and_then(|at| places.get(at)).copied();
            pairs.extend(aligned.into_iter().map(|(i, j)| (place(i, first), place(j, other))));
            return;
        }
        if length <= SHORT_ANCHOR {
            pairs.extend(first.iter().map(|at| (Some(*at), None)));
            pairs.extend(other.iter().map(|at| (None, Some(*at))));
            return;
        }
        let within = Texts { first: &own, other: &theirs };
        let chains = within.chains(SHORT_ANCHOR);
        let (mut at, empty) = ((0, 0), &[][..]);
        let part = |places: &[usize], range: Range<usize>| places.get(range).unwrap_or(empty).to_vec();
        for chain in backbone(&chains, theirs.len()).into_iter().filter_map(|place| chains.get(place)) {
            for run in &chain.runs {
                self.gap(&part(first, at.0..run.first), &part(other, at.1..run.other), SHORT_ANCHOR, pairs);
                let steps = (0..run.length).map(|step| (first.get(run.first + step).copied(), other.get(run.other + step).copied()));
                pairs.extend(steps);
                at = (run.first + run.length, run.other + run.length);
            }
        }
        self.gap(&part(first, at.0..own.len()), &part(other, at.1..theirs.len()), SHORT_ANCHOR, pairs);
    }
}

/// The chains, of which no two have a character of either text in common: the heavier one keeps it. Windows that overlap where two runs meet
/// are all that is cut off.
fn without_overlaps(mut chains: Vec<Chain>, first_length: usize, other_length: usize) -> Vec<Chain> {
    let mut order: Vec<usize> = (0..chains.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(chains.get(*place).map_or(0, |chain| chain.weight)));
    let mut taken = Owners::new(first_length, other_length);
    for place in order {
        let Some(chain) = chains.get_mut(place) else { continue };
        for run in &mut chain.runs {
            let is_free = |step: &usize| {
                let is_none = |owners: &[Option<usize>], at: usize| owners.get(at) == Some(&None);
                is_none(&taken.first, run.first + step) && is_none(&taken.other, run.other + step)
            };
            let before = (0..run.length).take_while(|step| !is_free(step)).count();
            let length = (before..run.length).take_while(is_free).count();
            *run = AlignedRun { first: run.first + before, other: run.other + before, length };
        }
        chain.runs.retain(|run| run.length > 0);
        chain.weight = chain.runs.iter().map(|run| run.length).sum();
        taken.claim_runs(place, chain);
    }
    chains.retain(|chain| chain.weight > 0);
    chains
}

/// The heaviest chains that are in order in both texts, by their places in the list.
fn backbone(chains: &[Chain], other_length: usize) -> Vec<usize> {
    let ranges: Vec<(Range<usize>, usize)> = chains.iter().map(|chain| (chain.other(), chain.weight)).collect();
    heaviest_in_order(&ranges, other_length)
}

/// Of ranges with their weights, in a text of this length, the heaviest choice of which each ends before the next begins, by their places in
/// the list (a longest increasing subsequence by weight, over a tree of greatest sums after Fenwick).
pub(super) fn heaviest_in_order(ranges: &[(Range<usize>, usize)], length: usize) -> Vec<usize> {
    let mut tree: Vec<(usize, Option<usize>)> = vec![(0, None); length + 2];
    let mut before: Vec<Option<usize>> = vec![None; ranges.len()];
    let mut best = (0, None);
    for (place, (range, weight)) in ranges.iter().enumerate() {
        let (mut at, mut found) = (range.start + 1, (0, None));
        while at > 0 {
            found = tree.get(at).copied().filter(|one| one.0 > found.0).unwrap_or(found);
            at &= at - 1;
        }
        if let Some(slot) = before.get_mut(place) {
            *slot = found.1;
        }
        let sum = (found.0 + weight, Some(place));
        best = if sum.0 > best.0 { sum } else { best };
        let mut at = range.end + 1;
        while let Some(slot) = tree.get_mut(at) {
            *slot = if sum.0 > slot.0 { sum } else { *slot };
            at += at & at.wrapping_neg();
        }
    }
    let mut chosen: Vec<usize> = std::iter::successors(best.1, |place| before.get(*place).copied().flatten()).collect();
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    /// Each character of both is in one pair.
    fn assert_whole(first: &[char], other: &[char], aligned: &[AlignedStretch]) {
        let pairs: Vec<&Pair> = aligned.iter().flat_map(|stretch| &stretch.pairs).collect();
        let mut own: Vec<usize> = pairs.iter().filter_map(|pair| pair.0).collect();
        let mut theirs: Vec<usize> = pairs.iter().filter_map(|pair| pair.1).collect();
        own.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(own, (0..first.len()).collect::<Vec<_>>());
        assert_eq!(theirs, (0..other.len()).collect::<Vec<_>>());
    }

    fn unequal(first: &[char], other: &[char], aligned: &[AlignedStretch]) -> usize {
        let pairs = aligned.iter().flat_map(|stretch| &stretch.pairs);
        pairs.filter(|(i, j)| i.and_then(|i| first.get(i)) != j.and_then(|j| other.get(j))).count()
    }

    const ONE: &str = "市政府昨天召开会议研究部署全市秋收工作";
    const TWO: &str = "清水河上的新桥正式通车两岸村民过河不再等船";
    const THREE: &str = "气象台预报今明两天有小到中雨请注意防范";

    #[test]
    fn what_is_in_order_is_aligned_and_what_stands_elsewhere_is_moved() {
        let first = chars(&[ONE, TWO, THREE].concat());
        let other = chars(&[ONE, THREE, TWO].concat().replace('研', "硏"));
        let aligned = align_texts(&first, &other);
        assert_whole(&first, &other, &aligned);
        assert_eq!((aligned.len(), unequal(&first, &other, &aligned)), (2, 1));
        assert_eq!(
            aligned.iter().filter(|stretch| stretch.is_moved).map(|stretch| stretch.pairs.len()).sum::<usize>(),
            THREE.chars().count()
        );
        // An error in what was moved is an error of one character.
        let other = chars(&[TWO, ONE, THREE].concat().replace("村民", "村氏"));
        let aligned = align_texts(&first, &other);
        assert_whole(&first, &other, &aligned);
        assert_eq!(unequal(&first, &other, &aligned), 1);
    }

    #[test]
    fn texts_of_any_length_are_aligned_whole() {
        let mut first = Vec::new();
        for number in 0..4000 {
            first.extend(chars(&format!("{number}{}", [ONE, TWO, THREE][number % 3])));
        }
        let mut other = first.clone();
        for at in (50..other.len()).step_by(97) {
            other[at] = '误';
        }
        other.drain(1000..1003);
        let aligned = align_texts(&first, &other);
        assert_whole(&first, &other, &aligned);
        let wrong = (50..first.len()).step_by(97).count();
        let found = unequal(&first, &other, &aligned);
        assert!(found >= wrong && found <= wrong + 12, "{found} of {wrong}");
        // Nothing in common, and nothing at all.
        for (first, other) in [(ONE.repeat(200), TWO.repeat(200)), (String::new(), ONE.to_owned()), (String::new(), String::new())] {
            let (first, other) = (chars(&first), chars(&other));
            assert_whole(&first, &other, &align_texts(&first, &other));
        }
    }

    #[test]
    fn repeated_characters_are_taken_once() {
        for (first, other) in
            [("甲甲甲甲甲甲甲乙", "甲甲甲甲甲甲甲甲乙"), ("一二三四五六七八九十甲乙丙丁", "一二三四五六七八九九十甲乙丙丁")]
        {
            let (first, other) = (chars(first), chars(other));
            let aligned = align_texts(&first, &other);
            assert_whole(&first, &other, &aligned);
            assert_eq!(unequal(&first, &other, &aligned), 1);
        }
    }
}
