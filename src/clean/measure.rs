//! The column measure of each line: the width its column was set to, which may change inside a story.

use super::lines::{Dense, Line};
use super::signs::Signs;
use super::weights as w;
use crate::language::class;
use crate::style::MeasureHints;

/// How a page's columns were set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// The measure of each line, in half-ems.
    pub measures: Vec<u32>,
    /// Whether punctuation was squeezed to get more on a line.
    pub squeezes: bool,
    /// How far first lines are indented, in half-ems.
    pub indent: u32,
    /// Whether digits and Latin letters were set a full em wide; the lines' widths then say so.
    pub wide_latin: bool,
    /// How well the lines fit, all together, as a logarithm.
    pub score: f32,
}

/// Finds the measure of each line, together with the habits of the typesetter: one best path over the measures that the lines suggest,
/// for each habit, and the best of these. Where Latin letters turn out to be wide, the lines' widths are set right.
pub fn columns(dense: &Dense, lines: &mut [Line], signs: &[Signs], hints: MeasureHints) -> Columns {
    let near = near(dense, lines, signs);
    let indent = 2 * hints.indent;
    let tried = candidates(lines, hints);
    let mut best = path(lines, &near, &tried, indent, false);
    // A page that fits as it is needs no other habits.
    if best.score < w::FITS_WELL * lines.len() as f32 {
        let loose = path(lines, &near, &tried, indent, true);
        if loose.score > best.score + w::SQUEEZE_HABIT {
            best = loose;
        }
        let flush = path(lines, &near, &tried, 0, best.squeezes);
        if flush.score > best.score + w::FLUSH_HABIT {
            best = flush;
        }
    }
    let chars: usize = lines.iter().map(Line::len).sum();
    let latin: usize = lines.iter().map(|line| line.latin as usize).sum();
    // Where there are few digits it does not matter, and pages of mostly Latin text are set half width.
    if latin * 100 > chars && latin * 4 < chars {
        let mut widened = lines.to_vec();
        for line in &mut widened {
            line.width += line.latin;
            line.least += line.latin;
        }
        let mut wide = path(&widened, &near, &candidates(&widened, hints), best.indent, best.squeezes);
        if wide.score > best.score + w::WIDE_LATIN_HABIT {
            wide.wide_latin = true;
            lines.copy_from_slice(&widened);
            best = wide;
        }
    }
    best
}

/// What the punctuation says of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct LinePunctuation {
    /// A paragraph may begin with it, because the line before ends with a sentence.
    starts: bool,
    /// It ends with a sentence.
    ends: bool,
    /// What the measure's changing before it costs.
    change: f32,
}

fn near(dense: &Dense, lines: &[Line], signs: &[Signs]) -> Vec<LinePunctuation> {
    let mut starts = true;
    let none = Signs::default();
    let read = |(line, signs): (&Line, &Signs)| {
        let text = dense.folded(line.start, line.end);
        let ends = text.iter().rev().find(|c| !class::is_closing(**c)).is_some_and(|c| class::ends_sentence(*c));
        let (story, start) = (signs.lead_in > 0, starts || line.gap > 1);
        let change = match (story, start) {
            (true, _) => w::MEASURE_CHANGE_STORY,
            (false, true) => w::MEASURE_CHANGE,
            (false, false) => w::MEASURE_CHANGE_INSIDE,
        };
        let near = LinePunctuation { starts: start || story, ends, change };
        starts = ends || line.is_latin();
        near
    };
    lines.iter().zip(signs.iter().chain(std::iter::repeat(&none))).map(read).collect()
}

/// How many measures a page is tried with.
const TRIED: usize = 12;
/// The same, made up to what the processor works on at once; the last measure stands for the missing ones.
const LANES: usize = 16;

/// A weight in tenths: all that are weighed here are whole tenths, and as whole numbers all measures are tried at once.
const fn tenths(weight: f32) -> i16 {
    (weight * 10.0 + if weight < 0.0 { -0.5 } else { 0.5 }) as i16
}

fn path(lines: &[Line], near: &[LinePunctuation], candidates: &[u32; LANES], indent: u32, squeezes: bool) -> Columns {
    // The best score of a path that ends in each measure; for each line, which paths stayed in their measure, and from which measure
    // the others came.
    let mut scores = [0i16; LANES];
    let mut back: Vec<([bool; LANES], u8)> = Vec::with_capacity(lines.len());
    let mut fits = Fits { candidates, indent, squeezes, known: [(u64::MAX, [0; LANES]); KNOWN] };
    let mut total = 0i64;
    let mut best = 0;
    for (line, near) in lines.iter().zip(near) {
        let jump = tenths(-near.change);
        let mut stayed = [false; LANES];
        for ((score, fit), stayed) in scores.iter_mut().zip(fits.of(line, *near)).zip(&mut stayed) {
            *stayed = *score >= jump;
            *score = (*score).max(jump) + fit;
        }
        let top = scores.iter().copied().fold(i16::MIN, i16::max);
        back.push((stayed, best));
        best = scores.iter().position(|score| *score == top).unwrap_or(0) as u8;
        // The best path is kept at nought.
        scores.iter_mut().for_each(|score| *score -= top);
        total += i64::from(top);
    }
    let mut measures = vec![0; lines.len()];
    let mut at = best;
    for (measure, (stayed, from)) in measures.iter_mut().zip(&back).rev() {
        *measure = candidates.get(usize::from(at)).copied().unwrap_or(0);
        if !stayed.get(usize::from(at)).copied().unwrap_or(true) {
            at = *from;
        }
    }
    Columns { measures, squeezes, indent, wide_latin: false, score: total as f32 / 10.0 }
}

/// How many kinds of lines are remembered at a time.
const KNOWN: usize = 64;

/// How well lines fit the measures: most lines of a page are as wide as others of it, so what was found is remembered.
struct Fits<'a> {
    candidates: &'a [u32; LANES],
    indent: u32,
    squeezes: bool,
    known: [(u64, [i16; LANES]); KNOWN],
}

impl Fits<'_> {
    /// How well the line fits each measure, in tenths.
    fn of(&mut self, line: &Line, near: LinePunctuation) -> [i16; LANES] {
        let width = u64::from(line.width.min(1 << 20)) << 20 | u64::from(line.least.min((1 << 20) - 1));
        let key = width << 3 | u64::from(near.starts) << 2 | u64::from(near.ends) << 1 | u64::from(line.is_latin());
        let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58) as usize;
        let Some((known, fits)) = self.known.get_mut(slot) else { return [0; LANES] };
        if *known != key {
            *known = key;
            // A plain loop: the measures far off, which are most, cost next to nothing.
            for (fit, measure) in fits.iter_mut().zip(self.candidates) {
                *fit = tenths(self::fit(line, *measure, self.indent, near, self.squeezes));
            }
        }
        *fits
    }
}

/// How well a line's width fits a measure, as a logarithm: full, first of a paragraph, last of one, squeezed, or something else.
#[inline]
fn fit(line: &Line, measure: u32, indent: u32, near: LinePunctuation, squeezes: bool) -> f32 {
    if line.is_latin() {
        return w::FIT_LAST;
    }
    let other = if line.least > measure + 1 {
        w::FIT_WIDER
    } else if near.ends {
        w::FIT_LAST
    } else {
        w::FIT_OTHER
    };
    // Most measures are far off.
    if line.least > measure + 2 || line.width + 2 < measure.saturating_sub(indent) {
        return other;
    }
    let (first, inside) = if near.starts { w::FIT_AFTER_SENTENCE } else { w::FIT_INSIDE };
    let full = (full(line, measure, squeezes) + inside).max(full(line, measure.saturating_sub(indent), squeezes) + first);
    // A line that ends with a sentence is full only by chance.
    (full + if near.ends { w::FIT_FULL_LAST } else { 0.0 }).max(other)
}

fn full(line: &Line, measure: u32, squeezes: bool) -> f32 {
    let squeezed: [f32; 3] = if squeezes { [-0.5, -0.9, -1.4] } else { [-1.8, -3.0, -3.5] };
    let over = line.least.saturating_sub(measure);
    w::FIT_EXACT
        + match (over, line.width.abs_diff(measure)) {
            (0, 0) => 0.0,
            (0, 1) => squeezed[0].min(-0.6),
            (0, 2) if line.width < measure => -1.3,
            (0, 2) => squeezed[0],
            (0, 3..=4) if line.width > measure => squeezed[1],
            (0, _) if line.width > measure => squeezed[2],
            (1, _) => squeezed[1] - 0.3,
            (2, _) => -3.0,
            _ => w::FIT_OTHER,
        }
}

/// Widths that lines close to each other share, the commonest of them, in order.
fn candidates(lines: &[Line], hints: MeasureHints) -> [u32; LANES] {
    let (low, high) = (2 * hints.narrowest, 2 * hints.widest);
    let mut votes: Vec<(u32, u32)> = Vec::new();
    let mut tally = vec![0u32; high as usize + 1];
    for (index, line) in lines.iter().enumerate() {
        if line.width < low || line.width > high || line.is_latin() {
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
    let usual = lines.iter().map(|line| line.width).max().unwrap_or(low).clamp(low, high);
    let mut widths = [votes.first().map_or(usual, |(_, width)| *width); TRIED];
    for (place, (_, width)) in widths.iter_mut().zip(votes) {
        *place = width;
    }
    widths.sort_unstable();
    std::array::from_fn(|lane| widths.get(lane).or(widths.last()).copied().unwrap_or(usual))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(widths: &[u32]) -> Vec<Line> {
        widths.iter().map(|&width| Line { width, least: width.saturating_sub(1), ..Line::default() }).collect()
    }

    const HINTS: MeasureHints = MeasureHints { narrowest: 6, widest: 60, indent: 2 };

    fn measures(widths: &[u32]) -> Vec<u32> {
        columns(&Dense::default(), &mut lines(widths), &[], HINTS).measures
    }

    #[test]
    fn short_lines_and_first_lines_do_not_change_the_measure() {
        let found = measures(&[28, 32, 32, 31, 10, 28, 32, 32, 4]);
        assert!(found.iter().all(|measure| *measure == 32), "{found:?}");
    }

    #[test]
    fn a_change_that_lasts_is_followed() {
        let found = measures(&[32, 32, 32, 32, 32, 48, 48, 48, 48, 48]);
        assert_eq!(found, [32, 32, 32, 32, 32, 48, 48, 48, 48, 48]);
    }

    #[test]
    fn squeezed_lines_are_told_from_even_ones() {
        let mut uneven: Vec<Line> = lines(&[34, 36, 34, 38, 36, 34, 35, 38, 34, 36, 34, 36]);
        for line in &mut uneven {
            line.least = line.width - 6;
        }
        let found = columns(&Dense::default(), &mut uneven, &[], HINTS);
        assert!(found.squeezes);
        assert!(!columns(&Dense::default(), &mut lines(&[34; 12]), &[], HINTS).squeezes);
    }

    #[test]
    fn wide_digits_are_noticed() {
        let mut narrow = lines(&[40, 38, 40, 37, 40, 36, 40, 39, 40, 38]);
        for line in &mut narrow {
            (line.latin, line.start, line.end) = (40 - line.width, 0, 20);
        }
        assert!(columns(&Dense::default(), &mut narrow, &[], HINTS).wide_latin);
    }

    #[test]
    fn pages_of_no_lines_and_of_odd_lines_have_measures() {
        assert!(measures(&[]).is_empty());
        assert_eq!(measures(&[2]).len(), 1);
        assert_eq!(measures(&[9000, 3]).len(), 2);
    }
}
