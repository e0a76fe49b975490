//! How much each thing counts that speaks for a word's being misread, as `assets/checks/latin-words.txt` says.

use std::sync::OnceLock;

use super::super::table::values;
use crate::language::latin::Near;

const TABLE: &str = include_str!("../../../assets/checks/latin-words.txt");

const NAMES: [&str; 17] = [
    "rare",
    "letter",
    "any",
    "seldom",
    "second",
    "first",
    "ending",
    "name",
    "apart",
    "capital",
    "together",
    "even",
    "slope",
    "asked",
    "unsure one in",
    "unsure most",
    "unsure wrong",
];

/// How many letters a word of usual length has, and from how many on more of them say no more.
const USUAL: f32 = 6.0;
const MOST: usize = 10;

pub(super) struct LatinWeights {
    rare: f32,
    letter: f32,
    any: f32,
    seldom: f32,
    second: f32,
    first: f32,
    ending: f32,
    /// What a capital inside a sentence counts.
    pub(super) name: f32,
    /// What two words that make a known one count.
    pub(super) apart: f32,
    /// What a capital inside a word counts that is otherwise known.
    pub(super) capital: f32,
    /// What two known words count without a blank between them.
    pub(super) together: f32,
    even: f32,
    slope: f32,
    /// From how likely an error on a word is asked about, in per cent.
    pub(super) asked: u8,
    /// One in so many words of a page is asked about for the OCR's doubt alone, at most so many, and how many of those are wrong, in per cent.
    pub(super) unsure_one_in: usize,
    pub(super) unsure_most: usize,
    pub(super) unsure_wrong: u8,
}

/// The weights. They are read once.
pub(super) fn weights() -> &'static LatinWeights {
    static WEIGHTS: OnceLock<LatinWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let [rare, letter, any, seldom, second, first, ending, name, apart, capital, together, even, slope, asked, one_in, most, wrong] =
            values(TABLE, "", &NAMES);
        LatinWeights {
            rare,
            letter,
            any,
            seldom,
            second,
            first,
            ending,
            name,
            apart,
            capital,
            together,
            even,
            slope,
            asked: asked as u8,
            unsure_one_in: one_in.max(1.0) as usize,
            unsure_most: most as usize,
            unsure_wrong: wrong as u8,
        }
    })
}

impl LatinWeights {
    /// What speaks for a known word's standing where a word of so many letters was read.
    pub(super) fn of(&self, near: &Near, letters: usize) -> f32 {
        let changes = near.changes;
        let flags = [
            (changes.any, self.any),
            (changes.seldom, self.seldom),
            (changes.typical > 1, self.second),
            (changes.first, self.first),
            (changes.ending, self.ending),
        ];
        let differ: f32 = flags.iter().filter(|(is, _)| *is).map(|(_, weight)| weight).sum();
        differ + self.rare * f32::from(near.level) + self.letters(letters)
    }

    /// What so many letters count.
    pub(super) fn letters(&self, letters: usize) -> f32 {
        self.letter * (letters.min(MOST) as f32 - USUAL)
    }

    /// How likely a word is wrong of which so much speaks for that, in per cent.
    pub(super) fn likelihood(&self, sum: f32) -> u8 {
        let likelihood = 1.0 / (1.0 + (-self.slope * (sum - self.even)).exp());
        (likelihood * 100.0).round().clamp(1.0, 98.0) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::table::has_each;

    #[test]
    fn each_name_has_its_number() {
        assert!(has_each(TABLE, "", &NAMES));
    }
}
