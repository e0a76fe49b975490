//! How much each thing that speaks for or against a misreading counts, as fitted by `tests/bench/pages/fit.py`.

use std::sync::OnceLock;

use super::super::table::values;

/// A line a name and its weight, behind `rival` or `place`.
const TABLE: &str = include_str!("../../../assets/dictionaries/weights.txt");

/// What speaks for a rival. Gains are logarithms.
pub const RIVAL: [&str; 13] = [
    "gain behind the character before",
    "gain before the character after",
    "gain of the reading, if any",
    "loss of the reading, if any",
    "listed as alike",
    "likeness",
    "likeness over 80",
    "known to be confused",
    "commonness",
    "on the page beside one neighbour",
    "on the page beside both",
    "makes a word of two",
    "makes a longer word",
];

/// What speaks for a character's being wrong.
pub const PLACE: [&str; 22] = [
    "one",
    "likelihood between its neighbours",
    "likelihood beside the less likely neighbour",
    "in no word",
    "in a word of two",
    "usage of its word",
    "commonness",
    "on the page again",
    "on the page once more",
    "gain without it",
    "gain without it, if any",
    "too much",
    "usage alone",
    "others in no word around",
    "reading around",
    "best rival",
    "best rival, if likely",
    "best before second rival",
    "gain of the reading with the best rival",
    "best gain of the reading",
    "likeness of the best rival",
    "maybe a name",
];

/// What speaks for a wrong character's being too much.
pub const LOST: [&str; 5] = [
    "one",
    "reading without it before that with the best rival",
    "gain without it",
    "often a speck, where its neighbours go together",
    "best rival",
];

/// How often a wrong 一 was a dash.
const DASH: &str = "一";

const SHARE: &str = "wrong characters";

/// The weights in order of the names.
pub struct CharacterWeights {
    pub rival: [f32; RIVAL.len()],
    pub place: [f32; PLACE.len()],
    pub lost: [f32; LOST.len()],
    /// The share of wrong 一 that were a dash.
    pub dash: f32,
    /// The share of characters that was wrong on the pages the weights were fitted to.
    pub usual: f32,
}

/// The weights. They are read once.
pub fn weights() -> &'static CharacterWeights {
    static WEIGHTS: OnceLock<CharacterWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let [usual] = values(TABLE, "page", &[SHARE]);
        let [dash] = values(TABLE, "dash", &[DASH]);
        CharacterWeights {
            rival: values(TABLE, "rival", &RIVAL),
            place: values(TABLE, "place", &PLACE),
            lost: values(TABLE, "lost", &LOST),
            dash: dash.clamp(1e-3, 0.999),
            usual: usual.clamp(1e-4, 0.5),
        }
    })
}

/// The sum of values by their weights.
#[inline]
pub fn weigh<const N: usize>(values: &[f32; N], weights: &[f32; N]) -> f32 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::table::has_each;

    #[test]
    fn each_name_has_its_weight() {
        assert!(has_each(TABLE, "lost", &LOST) && has_each(TABLE, "dash", &[DASH]));
        assert!(has_each(TABLE, "rival", &RIVAL) && has_each(TABLE, "place", &PLACE) && has_each(TABLE, "page", &[SHARE]));
    }
}
