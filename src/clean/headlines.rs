//! Which headline belongs to which story: one best assignment of all headings of a page at once.

use super::affinity::{MOST_STORIES, affinities};
use super::articles::Stories;
use super::evidence::PageEvidence;
use super::place::LinePlace;
use super::units::{Kind, Unit};
use super::weights as w;
use crate::language::script::Script;

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

/// A heading line and where it was put.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Its unit, by number.
    pub unit: usize,
    /// Its characters, as a range of the page's dense text.
    pub span: (usize, usize),
    /// What it is.
    pub label: Label,
    /// How sure that is, between 0 and 1.
    pub sure: f64,
    /// The stories it may head, the likeliest first.
    pub candidates: Vec<usize>,
    /// Whether it is set as text is, under a heading that is set larger: who wrote the story, as a rule.
    pub is_text: bool,
}

/// A heading line to be placed.
struct HeadingLine {
    unit: usize,
    span: (usize, usize),
    /// Whether it follows the item before without anything between.
    follows: bool,
    /// Whether a word or a phrase goes on from the item before.
    cuts: bool,
    /// Whether more blank lines than usual stand before it.
    wide_gap: bool,
    /// The story that begins right after it.
    before_story: Option<usize>,
    /// The story that begins after its run.
    next_story: Option<usize>,
    /// Whether it was set in the column, as a subheading is.
    in_column: bool,
    /// Whether it follows a heading that was not.
    after_wide: bool,
    /// The story that ended before its run.
    after_story: Option<usize>,
    /// What the layout says of it.
    place: LinePlace,
    /// Whether it stands in one region with the heading before.
    same_region: bool,
    /// Whether it follows a heading that is set larger than text, others between them.
    under_large: bool,
    /// Whether it is set as text is, under such a heading.
    is_text: bool,
}

/// A headline right before a story, or away from it.
const RIGHT_BEFORE: f32 = 4.0;
/// The same, where the story begins without a lead-in: the headline is what tells that it begins.
const RIGHT_BEFORE_BARE: f32 = 6.5;
/// How much words count on such a page.
const WORDS_BEFORE: f32 = 0.5;
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

/// Places the headings between the stories.
pub fn read(evidence: &PageEvidence, units: &[Unit], stories: &Stories) -> Vec<Heading> {
    let items = items(evidence, units, stories);
    let spans: Vec<(usize, usize)> = items.iter().map(|item| item.span).collect();
    let affinities = affinities(evidence, units, &stories.stories, &spans);
    let bare: Vec<bool> = stories.stories.iter().map(|story| is_bare(units, &story.units)).collect();
    let homes: Vec<Option<u32>> = stories.stories.iter().map(|story| home(evidence, units, &story.units)).collect();
    let before = stand_before(evidence, units, stories);
    // Pairs of letters say nothing of what a text is about.
    let words = match (evidence.script == Script::Latin, before) {
        (true, _) => 0.0,
        (false, true) => WORDS_BEFORE,
        (false, false) => 1.0,
    };
    let ways = search(&items, &affinities, &Told { bare, homes, before, words });
    let Some((best, labels)) = ways.first() else { return Vec::new() };
    let heading = |(index, item): (usize, &HeadingLine)| {
        let label = labels.get(index).copied().unwrap_or(Label::Alone);
        let other = ways.iter().find(|(_, labels)| labels.get(index) != Some(&label));
        let margin = other.map_or(6.0, |(score, _)| best - score);
        let sure = 1.0 / (1.0 + f64::from(-margin).exp());
        let candidates = affinities.get(index).map(|row| ranked(row, 3)).unwrap_or_default();
        Heading { unit: item.unit, span: item.span, label, sure, candidates, is_text: item.is_text }
    };
    items.iter().enumerate().map(heading).collect()
}

/// What is known of each story before its headline is.
struct Told {
    /// Whether it begins without a lead-in.
    bare: Vec<bool>,
    /// The source's article that it begins in.
    homes: Vec<Option<u32>>,
    /// Whether the page's headlines stand before their stories.
    before: bool,
    /// How much it counts what words a heading has in common with a story.
    words: f32,
}

impl Told {
    /// What a headline of so many lines counts; nothing where there are none so long.
    fn lines(&self, count: usize) -> Option<f32> {
        let lines: &[f32] = if self.before { &LINES_BEFORE } else { &LINES };
        lines.get(count.checked_sub(1)?).copied()
    }
}

/// Whether headlines stand before their stories, as learned of the page: in some pages' text they come all together, before the first
/// story or after the last.
fn stand_before(evidence: &PageEvidence, units: &[Unit], stories: &Stories) -> bool {
    /// So many lines together, and so many stories without any, are the headlines of several.
    const TOGETHER: usize = 2;
    if !units.iter().any(|unit| unit.story.is_some()) {
        return false;
    }
    let lines = |run: &super::articles::Run| -> usize {
        let displays = run.units.iter().filter_map(|unit| units.get(*unit)).filter(|unit| unit.kind == Kind::Display);
        displays.map(|unit| unit.last + 1 - unit.first).sum()
    };
    let before: Vec<usize> = stories.runs.iter().filter(|run| run.after.is_some()).map(lines).collect();
    let last = stories.runs.iter().filter(|run| run.after.is_none()).map(lines).sum::<usize>();
    let bare = before.iter().filter(|lines| **lines == 0).count();
    let first = before.first().copied().unwrap_or(0);
    let at_end = last >= TOGETHER && bare >= TOGETHER;
    let at_start = first > TOGETHER && bare >= TOGETHER && bare * 5 > before.len() * 3;
    evidence.script == Script::Latin || !(at_end || at_start || (last > 0 && bare * 5 > before.len() * 3))
}

fn home(evidence: &PageEvidence, units: &[Unit], story: &[usize]) -> Option<u32> {
    evidence.place(units.get(*story.first()?)?.first).article
}

fn is_bare(units: &[Unit], story: &[usize]) -> bool {
    story.first().and_then(|number| units.get(*number)).is_some_and(|unit| unit.lead_in == 0)
}

fn items(evidence: &PageEvidence, units: &[Unit], stories: &Stories) -> Vec<HeadingLine> {
    let mut items: Vec<HeadingLine> = Vec::new();
    for run in &stories.runs {
        let from = items.len();
        let mut follows = false;
        for unit in &run.units {
            let Some(found) = units.get(*unit).filter(|found| found.kind == Kind::Display) else {
                follows = false;
                continue;
            };
            for line in found.first..=found.last {
                let place = evidence.place(line);
                let under_large = follows && items.last().is_some_and(|before| before.place.heading == Some(true) || before.under_large);
                // A single character is no taller in a headline, if it is a low one.
                let tells = evidence.line(line).0.len() > 1 || items.last().is_some_and(|before| before.is_text);
                let is_text = under_large && place.heading == Some(false) && tells;
                let same_region = place.region.is_some() && items.last().is_some_and(|before| before.place.region == place.region);
                let (line, _) = evidence.line(line);
                let wide_gap = line.gap > evidence.habits.gap;
                let comma = line.start.checked_sub(1).and_then(|before| evidence.dense.folded(before, line.start).first());
                let cuts = evidence.words.cuts(line.start)
                    || opens_quotation(evidence, items.last())
                    || matches!(comma, Some('，' | '：' | '、' | '；' | '—'));
                let span = (line.start, line.end);
                let (next_story, in_column) = (run.after, found.set_in_column || is_text);
                items.push(HeadingLine {
                    unit: *unit,
                    span,
                    follows,
                    cuts,
                    wide_gap,
                    before_story: None,
                    next_story,
                    in_column,
                    after_wide: follows && items.last().is_some_and(|before| !before.in_column),
                    after_story: run.before,
                    place,
                    same_region,
                    under_large,
                    is_text,
                });
                follows = true;
            }
        }
        // The last heading stands right before the story; so does one that only subheadings of the story follow.
        let added = items.get_mut(from..).unwrap_or_default();
        let opening = added.iter().rev().take_while(|item| item.in_column).count();
        let last = added.len().saturating_sub(1);
        for (rank, item) in added.iter_mut().enumerate() {
            if rank == last || rank + opening == last {
                item.before_story = run.after;
            }
        }
    }
    items
}

/// Whether a quotation that begins in a line does not end there.
fn opens_quotation(evidence: &PageEvidence, item: Option<&HeadingLine>) -> bool {
    let text = item.map(|item| evidence.dense.folded(item.span.0, item.span.1)).unwrap_or_default();
    let count = |marks: [char; 4]| text.iter().filter(|c| marks.contains(c)).count();
    count(['“', '《', '（', '‘']) > count(['”', '》', '）', '’'])
}

/// The highest of a row, the highest first.
fn ranked(row: &[f32], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..row.len()).collect();
    order.sort_by(|a, b| row.get(*b).partial_cmp(&row.get(*a)).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(b)));
    order.truncate(count);
    order
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

/// The best ways to place all headings, the best first: the score and the labels of each.
fn search(items: &[HeadingLine], affinities: &[Vec<f32>], told: &Told) -> Vec<(f32, Vec<Label>)> {
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

/// Captions between stories, by unit, with the story each belongs to: the one before it, unless another says more of the same.
pub fn captions(evidence: &PageEvidence, units: &[Unit], stories: &Stories) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, Option<usize>)> = Vec::new();
    for run in &stories.runs {
        let captions = run.units.iter().filter(|number| units.get(**number).is_some_and(|unit| unit.kind == Kind::Caption));
        found.extend(captions.map(|number| (*number, run.before.or(run.after))));
    }
    let spans: Vec<(usize, usize)> =
        found.iter().filter_map(|(number, _)| units.get(*number)).map(|unit| (unit.start(), unit.end())).collect();
    let affinities = affinities(evidence, units, &stories.stories, &spans);
    let home = |((number, near), row): ((usize, Option<usize>), Vec<f32>)| {
        let best = ranked(&row, 1).first().copied();
        let value = |story: Option<usize>| story.and_then(|story| row.get(story)).copied().unwrap_or(f32::MIN);
        let far = near.is_some_and(|near| near >= MOST_STORIES);
        let story = if !far && value(best) > value(near) + CAPTION_NEAR { best } else { near };
        story.map(|story| (number, story))
    };
    found.into_iter().zip(affinities).filter_map(home).collect()
}

/// A caption belongs to the story it stands by.
const CAPTION_NEAR: f32 = 2.5;
