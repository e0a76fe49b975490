//! Names written two ways: two persons or places of one edition that differ in one character which looks or sounds alike.

use std::collections::BTreeMap;

use pinyin::ToPinyin;
use rayon::prelude::*;

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::{EditionView, Seat};
use super::wording::Wording;
use super::{Query, QueryKind};
use crate::language::{class, shapes, tag};
use crate::style::CheckName;

/// How much more often the right form must stand than the wrong one.
const TIMES: usize = 2;
/// Names that look at least so alike are one.
const ALIKE: f32 = 0.80;

const OTHER_NAME: Question = Question::new(QueryKind::Name, "query-name");

/// Asks about the names of an edition.
pub(super) const CHECK: Check = Check {
    name: CheckName::Names,
    kinds: &[QueryKind::Name],
    scope: CheckScope::Edition,
    sureness: Sureness::Set(&[OTHER_NAME]),
    gives_way: GivesWay { starts: &[], overlaps: &[CheckName::LearntCorrections, CheckName::NameVariants], touches: &[] },
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let told: Vec<&Seat<'_>> = view.seats.iter().filter(|seat| seat.is_told()).collect();
    let found: Vec<&[NamedPlace]> = told.par_iter().map(|seat| seat.names()).collect();
    let mut names = NamePlaces::new();
    for (seat, found) in told.iter().copied().zip(found) {
        found.iter().for_each(|named| names.entry(&named.name).or_default().push((seat, named.at)));
    }
    for (wrong, right) in doubtful(&names) {
        for (seat, at) in names.get(wrong).into_iter().flatten() {
            let range = (*at, at + wrong.chars().count());
            queries.push(seat.wording().query(OTHER_NAME, range, &[right.to_owned()]));
        }
    }
}

/// A name in a block's text.
pub(super) struct NamedPlace {
    name: String,
    /// Where it begins, in characters.
    at: usize,
}

/// The names of an edition, with where they stand.
type NamePlaces<'a> = BTreeMap<&'a str, Vec<(&'a Seat<'a>, usize)>>;

/// The names in a block's text.
pub(super) fn named(wording: &Wording<'_>) -> Vec<NamedPlace> {
    let mut names = Vec::new();
    let mut at = 0;
    let text: String = wording.text.iter().collect();
    for word in tag(&text) {
        let len = word.word.chars().count();
        let is_name = matches!(word.tag, "nr" | "nrt" | "nrfg" | "ns") && (2..=4).contains(&len) && word.word.chars().all(class::is_han);
        if is_name {
            names.push(NamedPlace { name: word.word.to_owned(), at });
        }
        at += len;
    }
    names
}

/// The names that are likely another one, with that other one.
fn doubtful<'a>(names: &NamePlaces<'a>) -> Vec<(&'a str, &'a str)> {
    // Names that are the same but for one character have all others in common.
    let mut groups: BTreeMap<(usize, String), Vec<&str>> = BTreeMap::new();
    for name in names.keys().copied() {
        for place in 0..name.chars().count() {
            let rest: String = name.chars().enumerate().filter(|(at, _)| *at != place).map(|(_, c)| c).collect();
            groups.entry((place, rest)).or_default().push(name);
        }
    }
    let count = |name: &str| names.get(name).map_or(0, Vec::len);
    let mut found = Vec::new();
    for ((place, rest), group) in groups.iter().filter(|(_, group)| group.len() > 1) {
        let long = rest.chars().count() > 1;
        for wrong in group {
            let right = group.iter().filter(|other| *other != wrong && count(other) >= TIMES * count(wrong)).find(|other| {
                let (a, b) = (nth(wrong, *place), nth(other, *place));
                sounds_alike(a, b) || shapes::likeness(a, b) >= ALIKE || (long && *place > 0 && count(other) > 3)
            });
            if let Some(right) = right {
                found.push((*wrong, *right));
            }
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(wrong, _)| *wrong);
    found
}

fn nth(name: &str, place: usize) -> char {
    name.chars().nth(place).unwrap_or(' ')
}

fn sounds_alike(a: char, b: char) -> bool {
    matches!((a.to_pinyin(), b.to_pinyin()), (Some(a), Some(b)) if a.plain() == b.plain())
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Name;
    use crate::check::tests::asked;

    #[test]
    fn a_name_written_two_ways_is_asked_about() {
        let text = "市长刘少伟出席会议。刘少伟强调，要抓好落实。会后，刘少炜还看望了大家。";
        assert_eq!(asked(Name, text), [("刘少炜".to_owned(), vec!["刘少伟".to_owned()])]);
        assert!(asked(Name, "张建国和李建国出席会议。张建国发言。").is_empty());
    }
}
