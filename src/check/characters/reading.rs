//! How well the text round a place reads as words.

use super::page::Dense;
use super::rivals::Rival;
use crate::language::lexicon::{LONGEST, UNKNOWN};
use crate::language::{class, lexicon};

/// How far round a place its text is read as words, in characters.
const NEAR: usize = 6;
/// With how many rivals the text is read.
const READ: usize = 20;

/// How well the text round a place reads as words, with one character there or another.
pub(super) struct Reading<'a> {
    chars: &'a [char],
    at: usize,
    /// The best sums of shares up to each place, and from each place on.
    up: Vec<f32>,
    on: Vec<f32>,
    /// How well it reads as it is, in all and for each character.
    pub(super) now: f32,
    pub(super) each: f32,
}

impl<'a> Reading<'a> {
    pub(super) fn of(dense: &'a Dense, index: usize) -> Reading<'a> {
        let is_han = |at: &usize| class::is_han(dense.at(*at));
        let from = (index.saturating_sub(NEAR)..index).rev().take_while(is_han).last().unwrap_or(index);
        let to = (index + 1..=index + NEAR).take_while(is_han).last().unwrap_or(index) + 1;
        let chars = dense.chars.get(from..to).unwrap_or_default();
        let (up, on) = lexicon().leads(chars);
        let mut reading = Reading { chars, at: index - from, up, on, now: 0.0, each: 0.0 };
        reading.now = reading.with(dense.at(index));
        reading.each = reading.now / chars.len().max(1) as f32;
        reading
    }

    /// The rivals with how well the text reads with each, the likeliest first.
    pub(super) fn order(&self, mut rivals: Vec<Rival>) -> Vec<Rival> {
        rivals.truncate(READ);
        for rival in &mut rivals {
            rival.reads = self.with(rival.character) - self.now;
            rival.total = 0.856 * rival.score + 0.198 * rival.reads.max(-20.0) - 0.144 * rival.reads.max(0.0);
        }
        rivals.sort_by(|a, b| b.total.total_cmp(&a.total).then(a.character.cmp(&b.character)));
        rivals
    }

    /// The best sum with this character at the place.
    fn with(&self, c: char) -> f32 {
        let mut best = f32::NEG_INFINITY;
        let mut word = String::new();
        for from in self.at.saturating_sub(LONGEST - 1)..=self.at {
            word.clear();
            for to in from..self.chars.len().min(from + LONGEST) {
                word.push(if to == self.at { c } else { self.chars.get(to).copied().unwrap_or(' ') });
                let share = if to < self.at { None } else { lexicon().share(&word).or((from == to).then_some(UNKNOWN)) };
                if let (Some(share), Some(up), Some(on)) = (share, self.up.get(from), self.on.get(to + 1)) {
                    best = best.max(up + share + on);
                }
            }
        }
        best
    }
}
