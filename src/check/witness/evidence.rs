//! What speaks for the raw text's being wrong where a witness reads otherwise.

use std::sync::OnceLock;

use super::AskedDifference;
use crate::check::table::values;
use crate::check::wording::Wording;
use crate::language::class::{is_han, is_latin, is_numeral};
use crate::language::pairs;
use crate::page::{Certainty, Layout, RawRange, WitnessCharacter};
use crate::reader::habit;

const TABLE: &str = include_str!("../../../assets/checks/witness.txt");

/// What speaks for an error, in the order of the values.
pub(super) const NAMES: [&str; 17] = [
    "one",
    "witness unsure",
    "witness quite sure",
    "alternative reads alike",
    "ocr unsure",
    "ocr quite sure",
    "ocr untold",
    "lacks a mark",
    "lacks another",
    "adds a mark",
    "adds another",
    "several",
    "marks on both sides",
    "one or dash",
    "digit or letter",
    "gain by pairs",
    "line unlike",
];

/// What a gain counts at most, as a logarithm.
const MOST_GAIN: f32 = 12.0;

/// A certainty at least so high, in per cent, is quite sure.
const SURE: u8 = 98;

const LIMITS: [&str; 4] = ["asked", "asked of the untold", "another alike", "another against"];

fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// What speaks for an error at a place. Between 0 and 1, but for the gain.
pub(super) fn evidence(wording: &Wording<'_>, asked: &AskedDifference<'_>, layout: Option<&Layout>) -> [f32; NAMES.len()] {
    let (from, to) = asked.place;
    let now = wording.text.get(from..to).unwrap_or_default();
    let read: Vec<char> = asked.read.iter().map(|one| one.text).collect();
    let witness = asked.certainty();
    let ocr = layout.and_then(|layout| certainty_of(layout, asked.difference.raw));
    let is_mark = |text: &[char]| !text.is_empty() && text.iter().all(|c| !is_han(*c) && !is_numeral(*c) && !is_latin(*c));
    let lacks = asked.read.is_empty();
    let adds = now.is_empty();
    let has = |is: fn(char) -> bool| now.iter().chain(&read).any(|c| is(*c));
    [
        1.0,
        1.0 - share(witness),
        // Who does not say how sure they are have been sure enough.
        flag(witness.is_none_or(|certainty| certainty >= Certainty::percent(SURE))),
        asked.alike_alternative(now),
        ocr.map_or(0.0, |certainty| 1.0 - share(Some(certainty))),
        flag(ocr >= Some(Certainty::percent(96))),
        // Where the OCR tells it of no character, that it does not tell it here says nothing.
        flag(ocr.is_none() && layout.is_some_and(Layout::tells_certainty)),
        flag(lacks && is_mark(now)),
        flag(lacks && !is_mark(now)),
        flag(adds && is_mark(&read)),
        flag(adds && !is_mark(&read)),
        flag(now.len().max(read.len()) > 1),
        flag(is_mark(now) && is_mark(&read)),
        flag(has(|c| c == '一' || habit(c) == '-')),
        flag(has(|c| is_numeral(c) || is_latin(c))),
        gain(wording, (from, to), &read) / 5.0,
        asked.line_unlike,
    ]
}

/// How sure the OCR was of raw characters: of the one it was least sure of.
fn certainty_of(layout: &Layout, raw: RawRange) -> Option<Certainty> {
    let characters = raw.start.0..raw.end.0.max(raw.start.0 + 1);
    characters.filter_map(|at| layout.certainty_at(crate::page::RawOffset(at))).min()
}

fn share(certainty: Option<Certainty>) -> f32 {
    f32::from(certainty.map_or(90, Certainty::as_percent)) / 100.0
}

/// How much likelier the text becomes by pairs of characters, a step, as a logarithm.
fn gain(wording: &Wording<'_>, (from, to): (usize, usize), read: &[char]) -> f32 {
    let (before, after) = (wording.before(from), wording.at(to));
    let through = |text: &[char]| {
        let (mut sum, mut last) = (0.0, before);
        for c in text.iter().chain([&after]) {
            sum += pairs().follows(last, *c);
            last = *c;
        }
        sum / (text.len() + 1) as f32
    };
    let now = wording.text.get(from..to).unwrap_or_default();
    (2.0 * (through(read) - through(now))).clamp(-MOST_GAIN, MOST_GAIN)
}

/// How likely the raw text is wrong, by what speaks for it.
pub(super) fn likelihood(evidence: &[f32; NAMES.len()]) -> f32 {
    static WEIGHTS: OnceLock<[f32; NAMES.len()]> = OnceLock::new();
    let weights = WEIGHTS.get_or_init(|| values(TABLE, "weight", &NAMES));
    let logit: f32 = evidence.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-logit).exp())
}

/// By how much another witness counts, as a logarithm.
pub(super) struct Votes {
    /// One that reads as this one does.
    pub alike: f32,
    /// One that reads as the text does.
    pub against: f32,
}

/// By how much another witness counts.
pub(super) fn votes() -> Votes {
    let [_, _, alike, against] = values(TABLE, "limit", &LIMITS);
    Votes { alike, against }
}

/// From how likely an error on a difference is asked about, by whether the witness says how sure it is.
pub(super) fn asked_from(is_told: bool) -> f32 {
    let [told, untold, _, _] = values(TABLE, "limit", &LIMITS);
    if is_told { told } else { untold }
}

/// How likely a witness finds an alternative.
pub(super) fn likely(one: &WitnessCharacter, text: char) -> f32 {
    let is_this = |other: &&crate::page::Alternative| other.text.chars().map(habit).eq([habit(text)]);
    one.alternatives.iter().find(is_this).and_then(|other| other.certainty).map_or(0.0, |certainty| share(Some(certainty)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::table::has_each;

    #[test]
    fn each_name_has_its_number() {
        assert!(has_each(TABLE, "weight", &NAMES) && has_each(TABLE, "limit", &LIMITS));
        assert!((0.05..0.95).contains(&asked_from(true)) && asked_from(false) < asked_from(true));
        assert!(votes().alike > 0.0 && votes().against < 0.0);
    }
}
