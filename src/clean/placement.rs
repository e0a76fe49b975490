//! The best assignment of a page's headings to its stories, found by beam search: headings are placed one after the other, and the best
//! ways so far are followed.

use super::affinity::MOST_STORIES;
use super::place::LineLayout;
use super::weights as w;

/// What a heading between two stories is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// A line of the headline of this story.
    Heads(usize),
    /// A subheading at the end of the story before.
    Closes(usize),
    /// A subheading with which this story opens.
    Opens(usize),
    /// A heading that belongs to no story of the page.
    Alone,
}

/// A heading line to be placed.
pub struct HeadingLine {
    /// Its unit, by number.
    pub unit: usize,
    /// Its characters, as a range of the page's dense text.
    pub span: (usize, usize),
    /// Whether it follows the item before without anything between.
    pub follows: bool,
    /// Whether a word or a phrase goes on from the item before.
    pub cuts: bool,
    /// Whether more blank lines than usual stand before it.
    pub wide_gap: bool,
    /// The story that begins right after it.
    pub before_story: Option<usize>,
    /// The story that begins after its run.
    pub next_story: Option<usize>,
    /// Whether it was set in the column, as a subheading is.
    pub in_column: bool,
    /// Whether it follows a heading that was not.
    pub after_wide: bool,
    /// The story that ended before its run.
    pub after_story: Option<usize>,
    /// What the layout says of it.
    pub place: LineLayout,
    /// Whether it stands in one region with the heading before.
    pub same_region: bool,
    /// Whether it follows a heading that is set larger than text, others between them.
    pub under_large: bool,
    /// Whether it is set as text is, under such a heading.
    pub is_text: bool,
}

/// A headline right before a story, or away from it.
const RIGHT_BEFORE: f32 = 4.0;
/// The same, where the story begins without a lead-in: the headline is what tells that it begins.
const RIGHT_BEFORE_BARE: f32 = 6.5;
/// A story has a headline at all.
const HEADS: f32 = 0.0;
/// A heading at the end of a story that nothing follows.
const CLOSES: f32 = -2.5;
/// A subheading with which a story opens; the same where it was set in the column.
const OPENS: f32 = -6.0;
/// The same, where it was set in the column.
const OPENS_IN_COLUMN: f32 = 1.0;
/// A headline that was set in the column.
const HEADS_IN_COLUMN: f32 = -3.0;
/// A heading without a story.
const ALONE: f32 = -4.0;
/// Headlines of one line, two, three and four.
const LINES: [f32; 4] = [-0.5, -0.9, -2.2, -5.0];
/// The same on a page whose headlines stand before their stories, of which the old press has some of a character a line.
const LINES_BEFORE: [f32; 10] = [-0.5, -0.6, -0.8, -1.1, -1.5, -2.0, -2.5, -3.0, -3.5, -4.0];
/// A line of a headline before the story, on such a page.
const STANDS_BEFORE: f32 = 5.0;
/// A word goes on from one line of a headline to the next.
const WORD_GOES_ON: f32 = 3.5;
/// More blank lines than usual inside a headline.
const WIDE_GAP: f32 = -3.0;
/// How many ways are followed at once.
const BEAM: usize = 20;
/// To how many stories a heading is tried.
const TRIED: usize = 6;

/// What is known of each story before its headline is.
pub struct Told {
    /// Whether it begins without a lead-in.
    pub bare: Vec<bool>,
    /// The source's article that it begins in.
    pub homes: Vec<Option<u32>>,
    /// Whether the page's headlines stand before their stories.
    pub before: bool,
    /// How much it counts what words a heading has in common with a story.
    pub words: f32,
}

impl Told {
    /// What a headline of so many lines counts; nothing where there are none so long.
    fn lines(&self, count: usize) -> Option<f32> {
        let lines: &[f32] = if self.before { &LINES_BEFORE } else { &LINES };
        lines.get(count.checked_sub(1)?).copied()
    }
}

/// One way to place the headings so far.
#[derive(Clone, Copy)]
struct Hypothesis {
    score: f32,
    /// The last heading's place in [`PlacementSearch::steps`].
    last: Option<usize>,
    /// What the last heading is.
    label: Label,
    /// How many lines the open headline has.
    lines: usize,
    /// The stories that have a headline, a bit each.
    used: u128,
}

/// All steps taken: what a heading was placed as, and the step before.
#[derive(Default)]
struct PlacementSearch {
    steps: Vec<(Label, Option<usize>)>,
    next: Vec<Hypothesis>,
}

impl PlacementSearch {
    fn labels(&self, way: &Hypothesis) -> Vec<Label> {
        let step = |at: Option<usize>| at.and_then(|at| self.steps.get(at));
        let mut labels: Vec<Label> = std::iter::successors(step(way.last), |(_, before)| step(*before)).map(|(label, _)| *label).collect();
        labels.reverse();
        labels
    }
}

/// The best ways to place all headings, the best first: the score and the labels of each. There is one at least, and it has a label for each
/// heading.
pub fn search(items: &[HeadingLine], affinities: &[Vec<f32>], told: &Told) -> Vec<(f32, Vec<Label>)> {
    let mut search = PlacementSearch::default();
    let mut ways = vec![Hypothesis { score: 0.0, last: None, label: Label::Alone, lines: 0, used: 0 }];
    for (index, item) in items.iter().enumerate() {
        let row = affinities.get(index).map(Vec::as_slice).unwrap_or_default();
        let mut tried = ranked(row, TRIED);
        if let Some(next) = item.next_story
            && !tried.contains(&next)
        {
            tried.push(next);
        }
        // A way has a bit for each story it may have given a headline.
        tried.retain(|story| *story < MOST_STORIES);
        for way in &ways {
            grow(way, item, row, &tried, told, &mut search.next);
        }
        // All ways may have come to where nothing may follow: the heading is without a story then, and not without a place.
        if search.next.is_empty() {
            search.next.extend(ways.iter().map(|way| Hypothesis { score: way.score + ALONE, label: Label::Alone, lines: 0, ..*way }));
        }
        ways.clear();
        for mut way in search.next.drain(..) {
            search.steps.push((way.label, way.last));
            way.last = Some(search.steps.len() - 1);
            ways.push(way);
        }
    }
    ways.iter().map(|way| (way.score, search.labels(way))).collect()
}

fn grow(way: &Hypothesis, item: &HeadingLine, row: &[f32], tried: &[usize], told: &Told, next: &mut Vec<Hypothesis>) {
    let Told { bare, homes, before, .. } = told;
    let stands_before = |story: usize| if *before && item.next_story == Some(story) { STANDS_BEFORE } else { 0.0 };
    let right_before = |story: usize| {
        stands_before(story)
            + match item.before_story {
                Some(next) if next == story && bare.get(story) == Some(&true) => RIGHT_BEFORE_BARE,
                Some(next) if next == story => RIGHT_BEFORE,
                _ => 0.0,
            }
    };
    let (heads, stands) = match item.place.heading {
        Some(true) => (w::LARGE_HEADS, w::SMALL_HEADS),
        Some(false) => (w::SMALL_HEADS, 0.0),
        None => (0.0, 0.0),
    };
    let article = |story: usize| match (item.place.article, homes.get(story).copied().flatten()) {
        (Some(own), Some(home)) if own == home => w::HEADS_ITS_ARTICLE,
        (Some(_), Some(_)) => w::HEADS_ANOTHER,
        _ => 0.0,
    };
    let words = |story: usize| told.words * row.get(story).copied().unwrap_or(0.0) + article(story);
    // A subheading may say little of its story, a headline may not.
    let subheading = |story: usize| words(story).max(0.25 * words(story));
    let mut push = |label: Label, lines: usize, gain: f32| {
        let used = if let Label::Heads(story) = label { way.used | 1 << story } else { way.used };
        let score = way.score + gain;
        // Only the best are kept, in order; equal scores keep the order in which they were found.
        let at = next.partition_point(|better| better.score >= score);
        if at < BEAM {
            next.truncate(BEAM - 1);
            next.insert(at, Hypothesis { score, last: way.last, label, lines, used });
        }
    };
    let open = Some(way.label).filter(|_| item.follows);
    // A story with a lead-in opens with it, unless it has its headline already.
    let bare_ahead =
        item.next_story.is_some_and(|story| bare.get(story) == Some(&true) || (item.after_wide && open == Some(Label::Heads(story))));
    let in_column = item.in_column && bare_ahead;
    let column = if in_column { HEADS_IN_COLUMN } else { 0.0 };
    if let Some(story) = item.next_story.filter(|_| !*before || item.is_text) {
        let more = open == Some(Label::Opens(story)) && item.in_column;
        let opens = if more {
            0.0
        } else if in_column {
            OPENS_IN_COLUMN
        } else {
            OPENS
        };
        push(Label::Opens(story), 0, opens + stands + subheading(story));
    }
    // Nothing stands between such a subheading and its story but another.
    if matches!(open, Some(Label::Opens(_))) {
        return;
    }
    if let Some(Label::Heads(story)) = open
        && let (Some(now), Some(then)) = (told.lines(way.lines), told.lines(way.lines + 1))
    {
        let cut = if item.cuts { WORD_GOES_ON } else { 0.0 };
        let gap = if item.wide_gap { WIDE_GAP } else { 0.0 };
        let region = if item.same_region && item.place.heading == Some(true) { w::SAME_REGION } else { 0.0 };
        push(Label::Heads(story), way.lines + 1, then - now + cut + gap + column + region + heads + words(story) + right_before(story));
    }
    for &story in tried {
        if way.used & 1 << story == 0 {
            let first = told.lines(1).unwrap_or(0.0);
            push(Label::Heads(story), 1, HEADS + first + column + heads + words(story) + right_before(story));
        }
    }
    if let Some(story) = item.after_story
        && !matches!(open, Some(Label::Heads(_) | Label::Alone | Label::Opens(_)))
    {
        push(Label::Closes(story), 0, CLOSES + stands + subheading(story));
    }
    push(Label::Alone, 0, ALONE);
}

/// The highest of a row, the highest first.
pub fn ranked(row: &[f32], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..row.len()).collect();
    order.sort_by(|a, b| row.get(*b).partial_cmp(&row.get(*a)).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(b)));
    order.truncate(count);
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{HeadingLine, Told, search};
    use crate::clean::place::LineLayout;

    /// A heading line, a bit for each thing that can be said of it; the first of a run follows nothing.
    fn item(index: usize, bits: u16) -> HeadingLine {
        let is = |bit: u16| bits >> bit & 1 == 1;
        HeadingLine {
            unit: index,
            span: (index, index + 1),
            follows: index > 0 && is(0),
            cuts: is(1),
            wide_gap: is(2),
            before_story: is(3).then_some(0),
            next_story: is(4).then_some(0),
            in_column: is(5),
            after_wide: is(6),
            after_story: is(7).then_some(1),
            place: LineLayout { heading: is(8).then_some(is(9)), ..LineLayout::default() },
            same_region: is(10),
            under_large: is(11),
            is_text: is(12),
        }
    }

    #[test]
    fn a_heading_after_text_that_only_text_may_follow_has_a_place() {
        // A heading, lines set as text right before the story, and one that is none again.
        let text = 1 | 1 << 4 | 1 << 5 | 1 << 12;
        let items: Vec<HeadingLine> = [1 << 4, text, text, 1 | 1 << 4].into_iter().enumerate().map(|(at, bits)| item(at, bits)).collect();
        let affinities = vec![vec![-40.0]; items.len()];
        let told = Told { bare: vec![true], homes: vec![None], before: true, words: 0.0 };
        let ways = search(&items, &affinities, &told);
        assert_eq!(ways.first().map(|(_, labels)| labels.len()), Some(4));
    }

    proptest! {
        #[test]
        fn every_heading_has_a_place(
            bits in prop::collection::vec(any::<u16>(), 1..30),
            before in any::<bool>(),
            bare in any::<bool>(),
        ) {
            let items: Vec<HeadingLine> = bits.iter().enumerate().map(|(at, bits)| item(at, *bits)).collect();
            let affinities: Vec<Vec<f32>> = bits.iter().map(|bits| vec![f32::from(*bits % 7), f32::from(*bits % 5)]).collect();
            let told = Told { bare: vec![bare; 2], homes: vec![None; 2], before, words: 1.0 };
            let ways = search(&items, &affinities, &told);
            prop_assert!(!ways.is_empty());
            prop_assert!(ways.iter().all(|(_, labels)| labels.len() == items.len()));
        }
    }
}
