//! The column measure of each line: the width its column was set to, which may change inside a story.

use super::lines::Line;
use super::weights as w;
use crate::style::MeasureHints;

/// The measure of each line, in half-ems: one best path over the measures that the page's lines suggest.
pub fn measures(lines: &[Line], hints: MeasureHints) -> Vec<u32> {
    let candidates = candidates(lines, hints);
    let indent = 2 * hints.indent;
    let count = candidates.len();
    // The best score of a path that ends in each measure, and whether it came from another measure there.
    let mut scores = vec![0.0f32; count];
    let mut from: Vec<u8> = Vec::with_capacity(lines.len() * count);
    for line in lines {
        let best = best_of(&scores);
        let jump = scores.get(best).copied().unwrap_or(0.0) - w::MEASURE_CHANGE;
        for (score, measure) in scores.iter_mut().zip(&candidates) {
            let stays = *score >= jump;
            from.push(if stays { u8::MAX } else { best as u8 });
            *score = score.max(jump) + fit(line, *measure, indent);
        }
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        scores.iter_mut().for_each(|score| *score -= top);
    }
    let mut at = best_of(&scores);
    let mut path = vec![0; lines.len()];
    for (index, measure) in path.iter_mut().enumerate().rev() {
        *measure = candidates.get(at).copied().unwrap_or(0);
        match from.get(index * count + at) {
            Some(&u8::MAX) | None => {}
            Some(&previous) => at = previous as usize,
        }
    }
    path
}

fn best_of(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if scores.get(best).is_none_or(|top| score > top) {
            best = index;
        }
    }
    best
}

/// How well a line's width fits a measure, as a logarithm: full, first of a paragraph, squeezed, or something else.
fn fit(line: &Line, measure: u32, indent: u32) -> f32 {
    let full = |measure: u32| {
        let over = line.least.saturating_sub(measure);
        let slack = measure.saturating_sub(line.width);
        match (over, slack) {
            (0, 0) if line.width == measure => w::FIT_EXACT,
            (0, 0) if line.width <= measure + 2 => w::FIT_EXACT - 0.6,
            (0, 0) => w::FIT_EXACT - 1.2,
            (1, 0) | (0, 1) => w::FIT_EXACT - 1.0,
            (0, 2) => w::FIT_EXACT - 1.5,
            (2, 0) => w::FIT_EXACT - 2.0,
            _ => f32::MIN,
        }
    };
    let first = full(measure.saturating_sub(indent)) - w::FIT_FIRST;
    let other = if line.least > measure + 1 { w::FIT_WIDER } else { w::FIT_OTHER };
    full(measure).max(first).max(other)
}

/// Widths that lines close to each other share, the commonest 40 of them.
fn candidates(lines: &[Line], hints: MeasureHints) -> Vec<u32> {
    let (low, high) = (2 * hints.narrowest, 2 * hints.widest);
    let mut votes: Vec<(u32, u32)> = Vec::new();
    let mut tally = vec![0u32; high as usize + 1];
    for (index, line) in lines.iter().enumerate() {
        if line.width < low || line.width > high {
            continue;
        }
        let near = lines.get(index + 1..(index + 6).min(lines.len())).unwrap_or_default();
        let alike = near.iter().filter(|other| other.width.abs_diff(line.width) <= 1).count() as u32;
        if let Some(votes) = tally.get_mut(line.width as usize) {
            *votes += alike;
        }
    }
    votes.extend(tally.iter().enumerate().filter(|(_, votes)| **votes > 0).map(|(width, votes)| (*votes, width as u32)));
    votes.sort_unstable_by(|a, b| b.cmp(a));
    votes.truncate(40);
    let mut widths: Vec<u32> = votes.into_iter().map(|(_, width)| width).collect();
    if widths.is_empty() {
        widths.push(lines.iter().map(|line| line.width).max().unwrap_or(low).clamp(low, high));
    }
    widths.sort_unstable();
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(widths: &[u32]) -> Vec<Line> {
        widths.iter().map(|&width| Line { width, least: width.saturating_sub(1), ..Line::default() }).collect()
    }

    const HINTS: MeasureHints = MeasureHints { narrowest: 6, widest: 60, indent: 2 };

    #[test]
    fn short_lines_and_first_lines_do_not_change_the_measure() {
        let found = measures(&lines(&[28, 32, 32, 31, 10, 28, 32, 32, 4]), HINTS);
        assert!(found.iter().all(|measure| *measure == 32), "{found:?}");
    }

    #[test]
    fn a_change_that_lasts_is_followed() {
        let found = measures(&lines(&[32, 32, 32, 32, 32, 48, 48, 48, 48, 48]), HINTS);
        assert_eq!(found, [32, 32, 32, 32, 32, 48, 48, 48, 48, 48]);
    }

    #[test]
    fn pages_of_no_lines_and_of_odd_lines_have_measures() {
        assert!(measures(&[], HINTS).is_empty());
        assert_eq!(measures(&lines(&[2]), HINTS).len(), 1);
        assert_eq!(measures(&lines(&[9000, 3]), HINTS).len(), 2);
    }
}
