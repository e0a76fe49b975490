//! Where one story ends and the next begins: all the evidence weighed together.

use super::evidence::PageEvidence;
use super::signs::KnownLine;
use super::units::{Kind, Unit};
use super::weights as w;

/// A story: its paragraphs and what stands among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Its units, by number, in order; without the headlines.
    pub units: Vec<usize>,
    /// How likely it begins where it does, between 0 and 1.
    pub begins: f64,
}

/// A page's stories, and the runs of headings between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stories {
    /// The stories in order.
    pub stories: Vec<Story>,
    /// What stands between stories.
    pub runs: Vec<Run>,
    /// Subheadings, by unit, that may head a story of their own, with how likely that is.
    pub undecided: Vec<(usize, f64)>,
    /// For each paragraph but the first, by unit, how much likelier a story begins with it than that it goes on, as a logarithm.
    pub scores: Vec<(usize, f32)>,
}

/// Headings between two stories, or at the start or the end of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The units, by number.
    pub units: Vec<usize>,
    /// The story before, if any.
    pub before: Option<usize>,
    /// The story after, if any.
    pub after: Option<usize>,
}

/// Parts the units of a page into stories.
pub fn read(evidence: &PageEvidence, units: &[Unit]) -> Stories {
    let mut found = Stories::default();
    // Units since the last paragraph.
    let mut run: Vec<usize> = Vec::new();
    let mut last_paragraph: Option<usize> = None;
    for (number, unit) in units.iter().enumerate() {
        if unit.kind != Kind::Paragraph {
            run.push(number);
            continue;
        }
        let score = last_paragraph.map_or(f32::MAX, |before| boundary(evidence, units, before, &run, number));
        found.scores.push((number, score));
        let taken = std::mem::take(&mut run);
        let story = found.stories.len();
        match found.stories.last_mut() {
            Some(last) if score <= 0.0 => {
                if likelihood(score) > UNDECIDED {
                    let heading = taken.iter().find(|unit| units.get(**unit).is_some_and(|unit| unit.kind == Kind::Display));
                    found.undecided.extend(heading.map(|unit| (*unit, likelihood(score))));
                }
                last.units.extend(taken.into_iter().chain([number]));
            }
            _ => {
                let begins = if last_paragraph.is_none() { 1.0 } else { likelihood(score) };
                found.runs.push(Run { units: taken, before: story.checked_sub(1), after: Some(story) });
                found.stories.push(Story { units: vec![number], begins });
            }
        }
        last_paragraph = Some(number);
    }
    let before = found.stories.len().checked_sub(1);
    found.runs.push(Run { units: run, before, after: None });
    found
}

/// A subheading that is likelier than this to begin a story is put to the editor.
const UNDECIDED: f64 = 0.1;

fn likelihood(score: f32) -> f64 {
    1.0 / (1.0 + f64::from(-score).exp())
}

/// Most paragraphs begin no story.
const PRIOR: f32 = -2.5;

/// Below this, no change of topic makes a story begin, nor even a doubt.
const HOPELESS: f32 = -6.1;

/// How much likelier a story begins with the paragraph `next` than that it goes on from `last`, as a logarithm.
fn boundary(evidence: &PageEvidence, units: &[Unit], last: usize, run: &[usize], next: usize) -> f32 {
    let (Some(before), Some(after)) = (units.get(last), units.get(next)) else { return 0.0 };
    if let Some(told) = evidence.article_begins(before.last, after.first) {
        return told;
    }
    if let Some(story) = after.story {
        // A story that opens with a subheading set as a paragraph begins with that.
        let opened =
            before.story.is_some_and(|story| story > 0.0) && before.last - before.first < 3 && !evidence.ends_sentence(before.last);
        let has_sentence = || evidence.dense.folded(before.start(), before.end()).iter().any(|c| matches!(c, '。' | '，' | '、' | '.'));
        return if opened && !has_sentence() { story.min(-1.0) } else { story };
    }
    // A line without a sentence after a lead-in is the heading of what follows, even if that has a lead-in of its own.
    let short = before.lead_in > 0 && before.last - before.first < 3;
    let unfinished = !evidence.dense.folded(before.start(), before.end()).iter().any(|c| matches!(c, '。' | '，'));
    if short && unfinished && evidence.signs(before.last).jump_tail == 0 {
        return -6.0;
    }
    if after.lead_in > 0 {
        // A page that sets its headlines large has one before a story; text without a sentence is none by itself.
        let headed = run.iter().filter_map(|number| units.get(*number)).any(|unit| evidence.place(unit.first).heading == Some(true));
        let small = evidence.place(after.first).heading == Some(false) && !headed;
        return if unfinished && small { -3.0 } else { 8.0 };
    }
    let shape = surroundings(evidence, run, units, after) + measures(evidence, before, after);
    let headings = headings(evidence, run, units, before, after);
    let so_far = PRIOR + shape + headings;
    // Most paragraphs go on whatever the words say.
    if so_far < HOPELESS { so_far } else { so_far + topics(evidence, units, last, run, next) }
}

/// Blank lines, leading blanks, captions and jump lines between the two.
fn surroundings(evidence: &PageEvidence, run: &[usize], units: &[Unit], after: &Unit) -> f32 {
    let habits = evidence.habits;
    let between = || run.iter().filter_map(|number| units.get(*number));
    let firsts = || between().map(|unit| unit.first).chain([after.first]).map(|first| evidence.line(first).0);
    let wider = firsts().any(|line| line.gap > habits.gap);
    let closer = firsts().any(|line| line.gap < habits.gap);
    let gap = match (habits.even, wider, closer) {
        (true, true, _) => 3.5,
        (true, false, true) => 2.0,
        (true, false, false) => -0.6,
        (false, true, _) => 1.0,
        (false, ..) => 0.0,
    };
    let lead = if !habits.indents && firsts().any(|line| (1..3).contains(&line.lead)) { 2.0 } else { 0.0 };
    let jump = between().any(|unit| unit.kind == Kind::Known(KnownLine::Jump));
    let byline = between().any(|unit| unit.kind == Kind::Known(KnownLine::Byline));
    let caption = between().any(|unit| unit.kind == Kind::Caption);
    gap + lead + if jump { 4.0 } else { 0.0 } + if byline { 3.0 } else { 0.0 } + if caption { 0.5 } else { 0.0 }
}

/// Whether the measure changes with the paragraph.
fn measures(evidence: &PageEvidence, before: &Unit, after: &Unit) -> f32 {
    // A short last line fits any measure: the line before it tells.
    let (_, old) = evidence.line(before.last.saturating_sub(1).max(before.first));
    let (_, new) = evidence.line((after.first + 1).min(after.last));
    match old.abs_diff(new) {
        0 => -1.2,
        1 => 0.0,
        _ => 4.0,
    }
}

/// Headings between the two that cannot be subheadings, or the lack of any.
fn headings(evidence: &PageEvidence, run: &[usize], units: &[Unit], before: &Unit, after: &Unit) -> f32 {
    let displays: Vec<&Unit> = run.iter().filter_map(|number| units.get(*number)).filter(|unit| unit.kind == Kind::Display).collect();
    if displays.is_empty() {
        return -3.0;
    }
    let column = evidence.line(before.last).1.max(evidence.line(after.first).1);
    let wide = displays.iter().any(|unit| (unit.first..=unit.last).any(|line| evidence.line(line).0.least > column + 2));
    let cut = displays.iter().zip(displays.iter().skip(1)).any(|(_, next)| evidence.words.cuts(next.start()));
    let comma = displays.iter().any(|unit| {
        let end = evidence.edge(unit.last).last;
        matches!(end, '，' | '：') && evidence.line(unit.last).0.width + 4 < column
    });
    let large = |unit: &&Unit| evidence.place(unit.first).heading;
    let size = match displays.iter().any(|unit| large(unit) == Some(true)) {
        true => w::LARGE_BETWEEN,
        false if displays.iter().all(|unit| large(unit) == Some(false)) => w::SMALL_BETWEEN,
        false => 0.0,
    };
    size + (if wide { 4.5 } else { -0.3 }) + (if cut { 3.0 } else { 0.0 }) + if comma { 1.5 } else { 0.0 }
}

/// How many lines on each side of a break say what the text is about.
const WINDOW: usize = 30;

/// Whether the words on both sides speak of different things.
fn topics(evidence: &PageEvidence, units: &[Unit], last: usize, run: &[usize], next: usize) -> f32 {
    let before = window(units, (0..=last).rev());
    let after = window(units, next..units.len());
    let (mut old, mut new) = (weights(evidence, &before), weights(evidence, &after));
    let sum = |words: &[(u32, f32)]| words.iter().map(|(_, weight)| weight).sum::<f32>();
    let (all_old, all_new) = (sum(&old), sum(&new));
    let least = all_old.min(all_new);
    if least <= 0.0 {
        return 0.0;
    }
    let shared = shared(&mut old, &mut new);
    let alike = shared / least;
    let heading = heading_words(evidence, units, run, &old, &new);
    let sure = (old.len().min(new.len()) as f32 / 20.0).min(1.0);
    heading + (2.3 - 32.0 * alike).clamp(-4.5, 2.3) * sure
}

/// The paragraphs near a break, as far as the next that begins with a lead-in.
fn window(units: &[Unit], numbers: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut lines = 0;
    let mut forward_from = None;
    for number in numbers {
        let Some(unit) = units.get(number) else { break };
        if unit.kind != Kind::Paragraph {
            continue;
        }
        let ahead = forward_from.is_some_and(|first| number > first);
        if (ahead && unit.lead_in > 0) || lines >= WINDOW {
            break;
        }
        forward_from.get_or_insert(number);
        spans.extend(&unit.spans);
        lines += unit.last - unit.first + 1;
        if !ahead && unit.lead_in > 0 {
            break;
        }
    }
    spans
}

/// The different telling words of some spans, by number, with their weights.
fn weights(evidence: &PageEvidence, spans: &[(usize, usize)]) -> Vec<(u32, f32)> {
    let topics = spans.iter().flat_map(|(start, end)| evidence.words.within(*start, *end));
    let mut found: Vec<(u32, f32)> = topics.map(|topic| (topic.word, evidence.words.weight(*topic))).collect();
    found.sort_unstable_by_key(|(word, _)| *word);
    found.dedup_by_key(|(word, _)| *word);
    found
}

fn shared(old: &mut [(u32, f32)], new: &mut [(u32, f32)]) -> f32 {
    let mut rest = new.iter().peekable();
    let mut sum = 0.0;
    for (word, weight) in old.iter() {
        while rest.next_if(|(other, _)| other < word).is_some() {}
        if rest.next_if(|(other, _)| other == word).is_some() {
            sum += weight;
        }
    }
    sum
}

/// A headline shares its words with what follows, a subheading with what stands before it too.
fn heading_words(evidence: &PageEvidence, units: &[Unit], run: &[usize], old: &[(u32, f32)], new: &[(u32, f32)]) -> f32 {
    let has = |words: &[(u32, f32)], word: u32| words.binary_search_by_key(&word, |(other, _)| *other).is_ok();
    let displays = run.iter().filter_map(|number| units.get(*number)).filter(|unit| unit.kind == Kind::Display);
    let (mut with_old, mut with_new) = (0.0f32, 0.0f32);
    for topic in displays.flat_map(|unit| evidence.words.within(unit.start(), unit.end())) {
        let weight = evidence.words.weight(*topic);
        with_old += if has(old, topic.word) { weight } else { 0.0 };
        with_new += if has(new, topic.word) { weight } else { 0.0 };
    }
    (0.5 * (with_new - 2.0 * with_old)).clamp(-2.0, 1.5)
}
