//! Names written two ways: two persons or places of one edition that differ in one character which looks or sounds alike.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyin;
use rayon::prelude::*;

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::{EditionView, Seat};
use super::wording::Wording;
use super::{Query, QueryKind};
use crate::edition::BlockId;
use crate::language::{class, cut_and_guess, known_tag, shapes, tag};
use crate::style::CheckName;

/// How much more often the right form must stand than the wrong one.
const TIMES: usize = 2;
/// Names that look at least so alike are one.
const ALIKE: f32 = 0.80;

/// What ends the names of places and peoples: with another of these it is another name, as a county beside the city it is called by.
const KINDS: &str = "省市县縣区區州郡府镇鎮乡鄉村庄莊街路江河湖海山岛島港国國人族语語文化派系";

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
        for NamedPlace { name, at, sure } in found {
            let places = names.entry(name).or_insert(NameFound { sure: *sure, places: Vec::new() });
            places.places.push((seat, *at));
        }
    }
    for (wrong, right) in doubtful(&names) {
        for (seat, at) in names.get(wrong).into_iter().flat_map(|found| &found.places) {
            let range = (*at, at + wrong.chars().count());
            queries.push(seat.wording().query(OTHER_NAME, range, &[right.to_owned()]));
        }
    }
}

/// What is a name in a block's text, or may be one.
pub(super) struct NamedPlace {
    name: String,
    /// Where it begins, in characters.
    at: usize,
    /// Whether the dictionary has it as a name. What it lacks is judged only once something follows from that: see [`guessed`].
    sure: bool,
}

/// What is a name, or may be one, and where in the edition it stands.
struct NameFound<'a> {
    sure: bool,
    places: Vec<(&'a Seat<'a>, usize)>,
}

/// The names of an edition.
type NamePlaces<'a> = BTreeMap<&'a str, NameFound<'a>>;

/// Whether a part of speech is that of persons and places.
fn is_of_names(tag: &str) -> bool {
    matches!(tag, "nr" | "nrt" | "nrfg" | "ns")
}

/// The names in a block's text, and the words that may be some.
pub(super) fn named(wording: &Wording<'_>) -> Vec<NamedPlace> {
    let mut names = Vec::new();
    let mut at = 0;
    let text: String = wording.text.iter().collect();
    for word in cut_and_guess(&text) {
        let len = word.chars().count();
        if (2..=4).contains(&len) && word.chars().all(class::is_han) {
            let known = known_tag(word);
            if known.is_none_or(is_of_names) {
                names.push(NamedPlace { name: word.to_owned(), at, sure: known.is_some() });
            }
        }
        at += len;
    }
    names
}

/// The names that are likely another one, with that other one.
fn doubtful<'a>(names: &NamePlaces<'a>) -> Vec<(&'a str, &'a str)> {
    let mut found = taken_for_another(names);
    found.sort_unstable();
    let unsure = |name: &&str| names.get(name).is_some_and(|found| !found.sure);
    let guessed = guessed(names, found.iter().flat_map(|(wrong, right)| [*wrong, *right]).filter(unsure).collect());
    found.retain(|pair| [pair.0, pair.1].iter().all(|name| !unsure(name) || guessed.contains(name)));
    found.dedup_by_key(|(wrong, _)| *wrong);
    found
}

/// Which of these words jieba takes for names. That follows from the word alone: one place tells.
fn guessed<'a>(names: &NamePlaces<'a>, wanted: BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let mut seats: BTreeMap<BlockId, (&Seat<'_>, BTreeSet<usize>)> = BTreeMap::new();
    for (seat, at) in wanted.into_iter().filter_map(|name| names.get(name)?.places.first()) {
        seats.entry(seat.block.id()).or_insert((seat, BTreeSet::new())).1.insert(*at);
    }
    let mut found = BTreeSet::new();
    for (seat, places) in seats.into_values() {
        let text: String = seat.wording().text.iter().collect();
        let mut at = 0;
        for word in tag(&text) {
            if places.contains(&at) && is_of_names(word.tag) {
                found.extend(names.get_key_value(word.word).map(|(name, _)| *name));
            }
            at += word.word.chars().count();
        }
    }
    found
}

/// What may be a name that is likely another, with each that it may be.
fn taken_for_another<'a>(names: &NamePlaces<'a>) -> Vec<(&'a str, &'a str)> {
    // Names that are the same but for one character have all others in common.
    let mut groups: BTreeMap<(usize, String), Vec<&str>> = BTreeMap::new();
    for name in names.keys().copied() {
        for place in 0..name.chars().count() {
            let rest: String = name.chars().enumerate().filter(|(at, _)| *at != place).map(|(_, c)| c).collect();
            groups.entry((place, rest)).or_default().push(name);
        }
    }
    let count = |name: &str| names.get(name).map_or(0, |found| found.places.len());
    let mut found = Vec::new();
    for ((place, rest), group) in groups.iter().filter(|(_, group)| group.len() > 1) {
        let long = rest.chars().count() > 1;
        for wrong in group {
            let others = group.iter().filter(|other| *other != wrong && count(other) >= TIMES * count(wrong));
            let right = others.filter(|other| {
                let (a, b) = (nth(wrong, *place), nth(other, *place));
                let is_often = long && *place > 0 && count(other) > 3;
                let is_of_kinds = *place == rest.chars().count() && KINDS.contains(a) && KINDS.contains(b);
                sounds_alike(a, b) || shapes::likeness(a, b) >= ALIKE || (is_often && !is_of_kinds)
            });
            found.extend(right.map(|right| (*wrong, *right)));
        }
    }
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
        let text = "长沙市今天开会。长沙市、长沙市、长沙市各部门到会，长沙县来人列席。";
        assert!(asked(Name, text).is_empty(), "a county is not the city that it is called by");
    }
}
