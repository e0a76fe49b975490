//! Widths of lines and what is commonest near each, worked out once for a page.

use super::super::evidence::Evidence;
use crate::language::class;

/// What is worked out for each line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// The width in ems.
    pub width: Vec<f32>,
    /// The commonest width of the eight lines before, of the eight after, and of the six on each side with the line itself.
    pub before: Vec<f32>,
    pub after: Vec<f32>,
    pub around: Vec<f32>,
    /// How many marks of punctuation stand in the line.
    pub marks: Vec<f32>,
    /// How many lines before it, and from it on, have no mark at all.
    pub bare_before: Vec<f32>,
    pub bare_after: Vec<f32>,
    /// The commonest width of the page.
    pub usual: f32,
}

/// How many lines before and after are looked at.
const NEAR: usize = 8;
const AROUND: usize = 6;

impl Columns {
    pub fn of(evidence: &Evidence) -> Columns {
        let width: Vec<f32> = evidence.lines.iter().map(|line| line.width as f32 / 2.0).collect();
        let count = width.len();
        let marks: Vec<f32> = evidence.lines.iter().map(|line| marks(evidence.dense.folded(line.start, line.end))).collect();
        let part = |from: usize, to: usize| width.get(from..to.min(count)).unwrap_or_default();
        let (mut bare_before, mut bare_after) = (vec![0.0; count], vec![0.0; count]);
        let mut run = 0.0;
        for (bare, marks) in bare_before.iter_mut().zip(&marks) {
            *bare = run;
            run = if *marks == 0.0 { run + 1.0 } else { 0.0 };
        }
        run = 0.0;
        for (bare, marks) in bare_after.iter_mut().zip(&marks).rev() {
            run = if *marks == 0.0 { run + 1.0 } else { 0.0 };
            *bare = run;
        }
        Columns {
            before: (0..count).map(|index| commonest(part(index.saturating_sub(NEAR), index))).collect(),
            after: (0..count).map(|index| commonest(part(index + 1, index + 1 + NEAR))).collect(),
            around: (0..count).map(|index| commonest(part(index.saturating_sub(AROUND), index + 1 + AROUND))).collect(),
            usual: commonest_of_all(&width),
            width,
            marks,
            bare_before,
            bare_after,
        }
    }
}

fn marks(text: &[char]) -> f32 {
    let is_mark = |c: &char| class::ends_sentence(*c) || matches!(c, '，' | '、' | '；' | '：' | '.' | ',');
    text.iter().filter(|c| is_mark(c)).count() as f32
}

/// The commonest of a few widths, in whole ems; its neighbours count a little, and of equals the wider is taken.
fn commonest(widths: &[f32]) -> f32 {
    let rounded = |at: usize| widths.get(at).map(|width| width.round());
    let mut best = (0.0, 0.0);
    for at in 0..widths.len() {
        let Some(own) = rounded(at) else { continue };
        let alike = |width: &f32| {
            let apart = (width.round() - own).abs();
            if apart == 0.0 { 1.0 } else if apart == 1.0 { 0.6 } else { 0.0 }
        };
        let score: f32 = widths.iter().map(alike).sum();
        if (score, own) > best {
            best = (score, own);
        }
    }
    best.1
}

/// The commonest width of a page, in whole ems.
fn commonest_of_all(widths: &[f32]) -> f32 {
    const WIDEST: usize = 120;
    let mut counts = [0u32; WIDEST + 1];
    for width in widths {
        if let Some(count) = counts.get_mut((width.round() as usize).min(WIDEST)) {
            *count += 1;
        }
    }
    let at = (0..=WIDEST).max_by_key(|at| (counts.get(*at).copied().unwrap_or(0), *at)).unwrap_or(0);
    at as f32
}
