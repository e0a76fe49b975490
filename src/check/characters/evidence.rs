//! What speaks for a character's being misread.

use super::limits::limits;
use super::longest_word::usage;
use super::page::{CharacterPlace, Forms, NEAR};
use super::rivals::{MOST, Rival, flag, rivals};
use super::weights::{LOST, PLACE, weigh, weights};
use crate::language::class;

/// What speaks for a character's being misread, and what may have stood there.
pub(in crate::check) struct Evidence {
    /// By the names of [`PLACE`].
    pub(in crate::check) values: [f32; PLACE.len()],
    /// The likeliest first.
    pub(in crate::check) rivals: Vec<Rival>,
}

impl Evidence {
    /// Nothing where the character is right beyond doubt; of all others if `every`, or else of those that may come to something.
    pub(super) fn of(place: &CharacterPlace<'_>, every: bool) -> Option<Evidence> {
        let mut values = own(place)?;
        if !every && weigh(&values, &weights().place) < limits().hopeless {
            return None;
        }
        let rivals = rivals(place);
        let none = Rival::none(' ');
        let best = rivals.first().unwrap_or(&none);
        let second = rivals.get(1).map_or(none.total, |rival| rival.total);
        let reads = rivals.iter().map(|rival| rival.reads).fold(0.0, f32::max);
        let theirs = [
            best.total.max(-10.0) / 10.0,
            best.total.max(0.0) / 10.0,
            (best.total - second) / 5.0,
            best.reads / 10.0,
            reads / 10.0,
            (best.likeness - crate::language::shapes::UNLIKE) * 5.0,
        ];
        values.iter_mut().skip(OWN).zip(theirs).for_each(|(value, theirs)| *value = theirs);
        Some(Evidence { values, rivals })
    }

    /// What speaks for nothing's having stood there, by the names of [`LOST`].
    pub(super) fn lost(&self, place: &CharacterPlace<'_>) -> [f32; LOST.len()] {
        let none = Rival::none(' ');
        let best = self.rivals.first().unwrap_or(&none);
        let without = (place.gap().without() - place.reads_now() - best.reads).clamp(-MOST, MOST);
        let [_, _, _, _, _, _, _, _, _, gain, ..] = self.values;
        [1.0, without / 10.0, gain, flag(is_speck(place.around().1) && gain > 0.0), best.total.max(-10.0) / 10.0]
    }

    /// What may have stood there, the likeliest first, each with the logarithm of how likely it is where the character is wrong; nothing is
    /// one of them.
    pub(super) fn remedies(&self, place: &CharacterPlace<'_>) -> Vec<(Option<char>, f32)> {
        let weights = weights();
        let lost = 1.0 / (1.0 + (-weigh(&self.lost(place), &weights.lost)).exp());
        let dash = if place.around().1 == '一' { (1.0 - lost) * weights.dash } else { 0.0 };
        let all = self.rivals.iter().map(|rival| rival.total.exp()).sum::<f32>().max(f32::MIN_POSITIVE).ln();
        let rest = (1.0 - lost - dash).max(1e-6).ln();
        let rivals = self.rivals.iter().map(|rival| (Some(rival.character), rival.total - all + rest));
        let dash = (dash > 0.0).then(|| (Some('—'), dash.ln()));
        let mut remedies: Vec<(Option<char>, f32)> = rivals.chain([(None, lost.ln())]).chain(dash).collect();
        remedies.sort_by(|a, b| b.1.total_cmp(&a.1));
        remedies
    }

    /// How likely the character is wrong, on a page of usual quality.
    pub(super) fn likelihood(&self, forms: Forms) -> f32 {
        let odds = if forms == Forms::Traditional { limits().traditional } else { 1.0 };
        1.0 / (1.0 + (-weigh(&self.values, &weights().place)).exp() / odds)
    }
}

/// How many of the values are the character's own.
const OWN: usize = 16;

/// Whether a character is one that specks are taken for.
fn is_speck(c: char) -> bool {
    matches!(c, '人' | '和' | '一')
}

/// What a character itself and its neighbours say. Nothing where it is right beyond doubt.
fn own(place: &CharacterPlace<'_>) -> Option<[f32; PLACE.len()]> {
    let limits = limits();
    let (before, c, after) = place.around();
    let (from, to) = place.now();
    let now = from + to;
    if now > limits.likely {
        return None;
    }
    let word = place.longest_word(place.index);
    // What stands in a word of three characters, or in a likely one of two, is right.
    if word.len >= 3 || (word.len == 2 && now > limits.likely_word) {
        return None;
    }
    let counts = place.counts(c);
    let again = counts.0.max(counts.1);
    if again >= limits.often {
        return None;
    }
    let without = if class::is_han(before) || class::is_han(after) { place.pairs.follows(before, after) - now } else { -9.0 };
    let too_much = matches!(c, '人' | '和') && without > 0.0;
    // Where no word stands around either, it may be a name.
    let alone = |at: &usize| class::is_han(place.dense.at(*at)) && place.longest_word(*at).len == 1;
    let beside = (place.index.saturating_sub(NEAR)..=place.index + NEAR).filter(|at| *at != place.index).filter(alone).count();
    let mut values = [0.0; PLACE.len()];
    let own: [f32; OWN] = [
        1.0,
        now / 10.0,
        from.min(to) / 10.0,
        flag(word.len == 1),
        flag(word.len == 2),
        word.usage / 10.0,
        place.pairs.alone(c) / 10.0,
        (again - 1.0).min(3.0),
        flag(again == 1.0),
        without / 10.0,
        without.max(0.0) / 5.0,
        flag(too_much),
        if word.len == 1 { usage(&c.to_string()) / 10.0 } else { 0.0 },
        beside as f32 / 4.0,
        place.reads_now() / place.run.0.len().max(1) as f32 / 3.0,
        flag(in_name(place)),
    ];
    values.iter_mut().zip(own).for_each(|(value, own)| *value = own);
    Some(values)
}

/// Whether a place is behind a family name, as the one or the second character of a person's name.
fn in_name(place: &CharacterPlace<'_>) -> bool {
    let family = |at: usize| class::is_family_name(place.dense.at(at)) && place.longest_word(at).len == 1;
    let before = |back: usize| place.index.checked_sub(back).is_some_and(family);
    before(1) || (before(2) && place.longest_word(place.index - 1).len == 1)
}
