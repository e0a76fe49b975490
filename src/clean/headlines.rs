//! Which headline belongs to which story: one best assignment of all headings of a page at once.

use super::affinity::{MOST_STORIES, affinities};
use super::articles::Stories;
use super::evidence::PageEvidence;
pub use super::placement::Label;
use super::placement::{HeadingLine, Told, ranked, search};
use super::units::{Kind, Unit};
use crate::language::script::Script;

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
    /// How large it is set, where the layout tells: the size of its type in the source's unit, or an em of it in pixels.
    pub size: Option<f32>,
}

/// How much words count where headlines stand before their stories.
const WORDS_BEFORE: f32 = 0.5;

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
    let (best, labels) = ways.first().map_or((0.0, [].as_slice()), |(score, labels)| (*score, labels.as_slice()));
    let heading = |(index, item): (usize, &HeadingLine)| {
        let label = labels.get(index).copied().unwrap_or(Label::Alone);
        let other = ways.iter().find(|(_, labels)| labels.get(index) != Some(&label));
        let margin = other.map_or(6.0, |(score, _)| best - score);
        let sure = 1.0 / (1.0 + f64::from(-margin).exp());
        let candidates = affinities.get(index).map(|row| ranked(row, 3)).unwrap_or_default();
        Heading { unit: item.unit, span: item.span, label, sure, candidates, is_text: item.is_text, size: item.place.size }
    };
    items.iter().enumerate().map(heading).collect()
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
