//! What speaks for a mark's being misread.

use super::page::{BlockText, MarkPlace};
use super::weights::{CLASSES, PLACE, Replaced, weights};
use crate::language::{Pairs, class, pairs};

/// What a gain counts at most, as a logarithm.
const MOST: f32 = 12.0;

/// What speaks for a mark's being misread, and what may have stood there.
pub(super) struct Evidence {
    /// By the names of [`PLACE`], with those of the classes behind them.
    pub(super) values: Vec<f32>,
    /// The likeliest first; empty for nothing.
    pub(super) rivals: Vec<&'static str>,
}

impl Evidence {
    pub(super) fn of(text: &BlockText, place: MarkPlace) -> Evidence {
        let pairs = pairs();
        let c = text.at(place.index);
        let (before, after) = (text.before(place.index), text.plain(place.index + 1));
        let (from, to) = (pairs.follows(before, text.plain(place.index)), pairs.follows(text.plain(place.index), after));
        let now = from + to;
        let mut rivals: Vec<(f32, &Replaced)> =
            weights().replaced(c).map(|rival| (through(pairs, before, &rival.right, after), rival)).collect();
        // How likely the text is with it, per step, so that nothing is not likelier for being short.
        let gain = |likely: f32, rival: &Replaced| likely / (rival.right.chars().count() + 1) as f32 * 2.0 - now;
        let best = rivals.iter().map(|(likely, rival)| gain(*likely, rival)).fold(-MOST, f32::max).min(MOST);
        let share = weights().pairs_share;
        let total = |(likely, rival): &(f32, &Replaced)| rival.share + share * gain(*likely, rival);
        rivals.sort_by(|a, b| total(b).total_cmp(&total(a)));
        let without = pairs.follows(before, after) * 2.0 - now;
        let letters = c.is_ascii_alphanumeric();
        let run = if letters { text.run(place.index) } else { 0 };
        let mark = |c: char| flag(!class::is_han(c) && !c.is_ascii_alphanumeric() && !matches!(c, '^' | '$'));
        let values = [
            1.0,
            now / 10.0,
            from.min(to) / 10.0,
            best / 10.0,
            best.max(0.0) / 5.0,
            without.clamp(-MOST, MOST) / 10.0,
            pairs.follows(text.before(place.index.saturating_sub(1)), before).max(-MOST) / 10.0,
            pairs.follows(after, text.plain(place.index + 2)).max(-MOST) / 10.0,
            flag(class::is_han(before) && class::is_han(after)),
            mark(before),
            mark(after),
            flag(before.is_ascii_alphanumeric()),
            flag(after.is_ascii_alphanumeric()),
            flag(place.starts_line),
            flag(place.ends_line),
            flag(run == 1),
            flag(run == 2 || run == 3),
            flag(run > 3),
            text.share(c).ln() / 5.0,
            flag(text.is_paired(place.index)),
            flag(c == text.at(place.index + 1) || place.index > 0 && c == text.at(place.index - 1)),
        ];
        debug_assert_eq!(values.len(), PLACE.len());
        let kind = CLASSES.iter().position(|(_, characters)| characters.contains(c));
        let classes = (0..CLASSES.len()).map(|class| flag(Some(class) == kind));
        Evidence {
            values: values.into_iter().chain(classes).collect(),
            rivals: rivals.into_iter().map(|(_, rival)| rival.right.as_str()).collect(),
        }
    }

    /// How likely the mark is wrong.
    pub(super) fn likelihood(&self) -> f32 {
        let logit: f32 = self.values.iter().zip(weights().values()).map(|(value, weight)| value * weight).sum();
        1.0 / (1.0 + (-logit).exp())
    }
}

fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// How likely a text is from one character to another.
fn through(pairs: &Pairs, before: char, text: &str, after: char) -> f32 {
    let (mut sum, mut last) = (0.0, before);
    for c in text.chars().map(super::page::digit).chain([after]) {
        sum += pairs.follows(last, c);
        last = c;
    }
    sum
}
