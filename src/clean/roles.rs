//! The part each line plays: one best path over the lines of a page, weighing all the evidence together, with how sure each step is.

use super::evidence::PageEvidence;
use super::signs::KnownLine;
use super::weights as w;

/// The part a line plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first line of a paragraph that goes on.
    ParaFirst,
    /// A paragraph of one line.
    ParaOnly,
    /// A line inside a paragraph.
    ParaMore,
    /// The last line of a paragraph.
    ParaLast,
    /// A line of a headline or a subheading.
    Display,
    /// The first line of a caption that goes on.
    CaptionFirst,
    /// A caption of one line.
    CaptionOnly,
    /// A line inside a caption.
    CaptionMore,
    /// The last line of a caption.
    CaptionLast,
    /// A line known by its wording.
    Known(KnownLine),
    /// The same, standing inside a paragraph that goes on after it.
    Floating(KnownLine),
    /// A caption of one line standing inside a paragraph.
    FloatingCaption,
}

/// What is open between two lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Paragraph,
    Caption,
    AfterText,
    AfterDisplay,
    AfterOther,
}

const BETWEEN: [Between; 5] = [Between::Paragraph, Between::Caption, Between::AfterText, Between::AfterDisplay, Between::AfterOther];
const NODES: usize = BETWEEN.len();

impl Part {
    fn leaves(self) -> Between {
        match self {
            Part::ParaFirst | Part::ParaMore | Part::Floating(_) | Part::FloatingCaption => Between::Paragraph,
            Part::CaptionFirst | Part::CaptionMore => Between::Caption,
            Part::ParaOnly | Part::ParaLast => Between::AfterText,
            Part::Display => Between::AfterDisplay,
            Part::CaptionOnly | Part::CaptionLast | Part::Known(_) => Between::AfterOther,
        }
    }

    /// Whether a block begins with the line.
    pub fn begins_block(self) -> bool {
        !matches!(self, Part::ParaMore | Part::ParaLast | Part::CaptionMore | Part::CaptionLast)
    }
}

/// A line's part, with how likely it is that a block begins here, between 0 and 1, all paths considered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The part on the best path.
    pub part: Part,
    /// How likely a block begins with the line.
    pub begins: f64,
}

/// One way through a line: from what was open before it, by its part, with its score.
#[derive(Clone, Copy)]
struct TrellisStep {
    from: usize,
    part: Part,
    score: f32,
}

/// The parts of all lines of a page.
pub fn read(evidence: &PageEvidence) -> Vec<Placed> {
    let count = evidence.lines.len();
    let mut steps: Vec<TrellisStep> = Vec::with_capacity(count * 20);
    let mut ends: Vec<usize> = Vec::with_capacity(count);
    for index in 0..count {
        push_steps(evidence, index, &mut steps);
        ends.push(steps.len());
    }
    let start = |index: usize| index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let of = |index: usize| steps.get(start(index)..ends.get(index).copied().unwrap_or(0)).unwrap_or_default();
    let parts = best_path(count, of);
    let begins = likelihoods(&steps, &ends);
    parts.into_iter().zip(begins).map(|(part, begins)| Placed { part, begins }).collect()
}

/// All ways through one line.
fn push_steps(evidence: &PageEvidence, index: usize, steps: &mut Vec<TrellisStep>) {
    let signs = evidence.signs(index);
    let mut step = |from: Between, part: Part, score: f32| steps.push(TrellisStep { from: from as usize, part, score });
    let joined = evidence.joined(index);
    let more = evidence.more(index, false) + w::GOES_ON;
    let last = evidence.last(index, false) + w::ENDS;
    step(Between::Paragraph, Part::ParaMore, joined + more);
    step(Between::Paragraph, Part::ParaLast, joined + last);
    if let Some(known) = signs.known {
        step(Between::Paragraph, Part::Floating(known), w::FLOATS + w::IS_KNOWN);
    }
    if signs.caption_start && signs.caption_end {
        step(Between::Paragraph, Part::FloatingCaption, w::FLOATS + w::IS_KNOWN);
    }
    let caption_end = match (signs.caption_end, evidence.ends_sentence(index)) {
        (true, _) => w::CAPTION_END,
        (false, true) => w::CAPTION_STOP,
        (false, false) => w::CAPTION_NO_END,
    };
    step(Between::Caption, Part::CaptionMore, joined + more + if signs.caption_end { w::CAPTION_NO_END } else { 0.0 });
    step(Between::Caption, Part::CaptionLast, joined + w::CAPTION_WIDTH + w::ENDS + caption_end);
    let first = evidence.starts(index) + w::THEN_PARAGRAPH;
    let (open, only) = (first + evidence.more(index, true) + w::GOES_ON, first + evidence.last(index, true) + w::ENDS);
    let display = evidence.display(index);
    let caption_near = evidence.caption_ends_near(index);
    for from in [Between::AfterText, Between::AfterDisplay, Between::AfterOther] {
        let apart = evidence.apart(index, from == Between::AfterText);
        step(from, Part::ParaFirst, apart + open);
        step(from, Part::ParaOnly, apart + only);
        let then = if from == Between::AfterDisplay { w::DISPLAY_AGAIN } else { w::THEN_DISPLAY };
        step(from, Part::Display, apart + then + display);
        if let Some(known) = signs.known {
            step(from, Part::Known(known), apart + w::THEN_KNOWN + w::IS_KNOWN);
        }
        if signs.caption_start || signs.caption_end || caption_near {
            let start = w::THEN_KNOWN + if signs.caption_start { w::CAPTION_START } else { w::CAPTION_NO_START };
            let on = if signs.caption_end { w::CAPTION_NO_END } else { 0.0 };
            step(from, Part::CaptionFirst, apart + start + open + on - w::THEN_PARAGRAPH);
            step(from, Part::CaptionOnly, apart + start + w::CAPTION_WIDTH + caption_end);
        }
    }
}

/// The best path: for each line its part.
fn best_path<'a>(count: usize, of: impl Fn(usize) -> &'a [TrellisStep]) -> Vec<Part> {
    let mut scores = start_scores();
    let mut back: Vec<[Option<(usize, Part)>; NODES]> = Vec::with_capacity(count);
    for index in 0..count {
        let mut next = [f32::MIN; NODES];
        let mut came = [None; NODES];
        for step in of(index) {
            let (Some(before), to) = (scores.get(step.from), step.part.leaves() as usize) else { continue };
            let score = before + step.score;
            if let (Some(best), Some(came)) = (next.get_mut(to), came.get_mut(to))
                && score > *best
            {
                (*best, *came) = (score, Some((step.from, step.part)));
            }
        }
        scores = next;
        back.push(came);
    }
    scores.iter_mut().zip(end_scores()).for_each(|(score, end)| *score += end);
    let mut at = 0;
    for node in 1..NODES {
        if scores.get(node) > scores.get(at) {
            at = node;
        }
    }
    let mut parts = Vec::with_capacity(count);
    for came in back.iter().rev() {
        let (from, part) = came.get(at).copied().flatten().unwrap_or((Between::AfterText as usize, Part::ParaOnly));
        parts.push(part);
        at = from;
    }
    parts.reverse();
    parts
}

/// What each state counts at the start: a page may begin inside a paragraph that began elsewhere; a story's start is likelier.
fn start_scores() -> [f32; NODES] {
    BETWEEN.map(|between| match between {
        Between::AfterOther => 0.0,
        Between::Paragraph => -6.0,
        Between::Caption | Between::AfterText | Between::AfterDisplay => f32::MIN / 4.0,
    })
}

/// What each state counts at the end: a page may end inside a paragraph that goes on elsewhere.
fn end_scores() -> [f32; NODES] {
    BETWEEN.map(|between| if matches!(between, Between::Paragraph | Between::Caption) { w::ENDS_OPEN } else { 0.0 })
}

/// For each line, how likely a block begins with it: the weight of all paths on which one does, as a share of all paths.
fn likelihoods(steps: &[TrellisStep], ends: &[usize]) -> Vec<f64> {
    let weights: Vec<f32> = steps.iter().map(|step| step.score.exp()).collect();
    let of = |index: usize| {
        let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let range = start..ends.get(index).copied().unwrap_or(start);
        let steps = steps.get(range.clone()).unwrap_or_default();
        steps.iter().zip(weights.get(range).unwrap_or_default())
    };
    let mut ahead = start_scores().map(f32::exp);
    let mut forward = Vec::with_capacity(ends.len());
    for index in 0..ends.len() {
        forward.push(ahead);
        let mut next = [0.0; NODES];
        for (step, weight) in of(index) {
            if let (Some(before), Some(sum)) = (ahead.get(step.from), next.get_mut(step.part.leaves() as usize)) {
                *sum += before * weight;
            }
        }
        ahead = shares(next);
    }
    let mut behind = end_scores().map(f32::exp);
    let mut begins = vec![0.5; ends.len()];
    for ((index, begins), forward) in begins.iter_mut().enumerate().zip(&forward).rev() {
        let mut before = [0.0; NODES];
        let (mut with, mut all) = (0.0, 0.0);
        for (step, weight) in of(index) {
            let on = weight * behind.get(step.part.leaves() as usize).copied().unwrap_or(0.0);
            if let Some(sum) = before.get_mut(step.from) {
                *sum += on;
            }
            let path = forward.get(step.from).copied().unwrap_or(0.0) * on;
            all += path;
            if step.part.begins_block() {
                with += path;
            }
        }
        if all > 0.0 {
            *begins = f64::from(with / all);
        }
        behind = shares(before);
    }
    begins
}

/// The values as shares of their sum.
fn shares(values: [f32; NODES]) -> [f32; NODES] {
    let sum: f32 = values.iter().sum();
    values.map(|value| if sum > 0.0 { value / sum } else { 1.0 / NODES as f32 })
}
