//! Where a witness reads otherwise than the text: most of these places are errors.
//!
//! How likely one is, is a logistic regression over how sure witness and OCR were, what kind of difference it is and what pairs of
//! characters say of it ([`evidence`]), fitted to pages that Tesseract and the reader have read (`tests/bench/pages`).

mod evidence;
mod places;
mod votes;

use std::sync::Arc;

use super::collations::Collations;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::{EditionView, Memo, Seat, seats};
use super::wording::Wording;
use super::{Argument, Query, QueryKind, most_of_noise};
use crate::edition::followed::Followed;
use crate::edition::{Confidence, Edition, Span};
use crate::language::class::{is_latin, is_numeral};
use crate::language::width::full_width;
use crate::page::{Certainty, Page, PageIndex, Witness, WitnessCharacter, WitnessLine};
use crate::reader::ReadingDifference;
use crate::style::CheckName;
use evidence::{NAMES, asked_from, evidence, likelihood, likely};
pub(super) use places::BlockPlaces;
use votes::{Verdict, Vote, verdicts};

/// Asks where a witness reads otherwise.
pub(super) const CHECK: Check = Check {
    name: CheckName::Witness,
    kinds: &[QueryKind::Witness],
    scope: CheckScope::Block,
    sureness: Sureness::Fitted,
    gives_way: GivesWay::NEVER,
    look: check,
};

/// How many answers are offered.
const OFFERED: usize = 5;

/// A difference as it stands in a block.
#[derive(Clone, Copy)]
struct AskedDifference<'a> {
    difference: &'a ReadingDifference,
    /// From where to where in the block's text.
    place: (usize, usize),
    line: &'a WitnessLine,
    /// The witness.
    witness: &'a Witness,
    /// What the witness has there.
    read: &'a [WitnessCharacter],
    /// What share of the line's characters reads otherwise.
    line_unlike: f32,
}

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    if view.collations.is_empty() {
        return;
    }
    let limits = [asked_from(false), asked_from(true)];
    for seat in view.seats.iter().filter(|seat| seat.is_told()) {
        let wording = seat.wording();
        let mut told: Vec<Vote<'_>> = Vec::new();
        each_difference(seat, view.pages, view.collations, |page, asked| {
            let layout = view.pages.get(page.position()).and_then(|page| page.layout());
            let likelihood = likelihood(&evidence(&wording, asked, layout.map(AsRef::as_ref)));
            told.push(Vote { page, asked: *asked, likelihood });
        });
        let is_asked = |verdict: &Verdict<'_>| {
            let [untold, told] = limits;
            verdict.likelihood >= if verdict.asked.certainty().is_some() { told } else { untold }
        };
        let verdicts = verdicts(told, view.collations).into_iter().filter(is_asked);
        queries.extend(verdicts.take(most_of_noise(wording.text.len())).map(|verdict| query(&wording, &verdict)));
    }
}

/// All places of a block where witnesses read otherwise.
fn each_difference<'a>(
    seat: &Seat<'_>,
    pages: &[Arc<Page>],
    collations: &'a Collations,
    mut each: impl FnMut(PageIndex, &AskedDifference<'a>),
) {
    let wording = seat.wording();
    let places = BlockPlaces::of(seat.block, wording.text, pages);
    let mut last: Option<&ReadingDifference> = None;
    for span in places.ranges() {
        let Some(of) = pages.get(span.page.position()) else { continue };
        for one in collations.of(span.page) {
            for difference in one.collation.differences_in(span.range) {
                // One that lies over the edge of two stretches is met twice.
                if last.is_some_and(|last| std::ptr::eq(last, difference)) {
                    continue;
                }
                let Some(place) = places.find(span.page, difference.raw, wording.text, of) else { continue };
                let Some(line) = one.witness.lines.get(difference.line) else { continue };
                last = Some(difference);
                let read = line.characters.get(difference.characters.clone()).unwrap_or_default();
                let line_unlike = one.unlike(difference.line);
                each(span.page, &AskedDifference { difference, place, line, witness: &one.witness, read, line_unlike });
            }
        }
    }
}

impl AskedDifference<'_> {
    /// How sure the witness is: of the character it is least sure of, or of those beside what it lacks.
    fn certainty(&self) -> Option<Certainty> {
        let at = self.difference.characters.start;
        let beside = self.line.characters.get(at.saturating_sub(1)..(at + 1).min(self.line.characters.len())).unwrap_or_default();
        let read = if self.read.is_empty() { beside } else { self.read };
        read.iter().filter_map(|one| one.certainty).min()
    }

    /// How likely the witness finds what stands there.
    fn alike_alternative(&self, now: &[char]) -> f32 {
        match (now, self.read) {
            ([now], [one]) => likely(one, *now),
            _ => 0.0,
        }
    }

    /// What may stand there instead, the likeliest first.
    fn answers(&self, wording: &Wording<'_>, others: &[AskedDifference<'_>]) -> Vec<String> {
        let (from, to) = self.place;
        let around = (wording.before(from), wording.at(to));
        let now: String = wording.text.get(from..to).unwrap_or_default().iter().collect();
        let mut answers = vec![dressed(self.read.iter().map(|one| one.text), around)];
        // What other witnesses have stands before what this one holds for less likely.
        answers.extend(others.iter().map(|other| dressed(other.read.iter().map(|one| one.text), around)));
        if let [one] = self.read {
            answers.extend(one.alternatives.iter().map(|other| dressed(other.text.chars(), around)));
        }
        let mut seen = vec![now];
        answers.retain(|answer| {
            let is_new = !seen.contains(answer);
            seen.push(answer.clone());
            is_new
        });
        answers.truncate(OFFERED);
        answers
    }
}

/// What was read as the text would have it: marks full width beside Chinese, the second half of a dash a dash.
pub(super) fn dressed(read: impl Iterator<Item = char>, (before, after): (char, char)) -> String {
    let is_western = |c: char| is_numeral(c) || is_latin(c);
    let wide = !(is_western(before) && is_western(after));
    let mut out = String::new();
    for c in read {
        match c {
            '一' if out.chars().last().map_or(before, |last| last) == '—' => out.push('—'),
            c if wide => out.push(full_width(c).unwrap_or(c)),
            c => out.push(c),
        }
    }
    out
}

/// A difference with what speaks for the text's being wrong there, for fitting the weights.
pub struct WeighedDifference {
    /// The raw characters.
    pub raw: Span,
    /// What the text has.
    pub now: String,
    /// What the witness has.
    pub read: String,
    /// In order of [`names_of_differences`].
    pub values: Vec<f32>,
}

/// All differences of an edition's witnesses in its articles.
pub fn weighed_differences(edition: &Edition) -> Vec<WeighedDifference> {
    let mut memos: Followed<Memo> = Followed::default();
    memos.update(edition, |_, _| Memo::default());
    let mut collations = Collations::default();
    collations.update(edition);
    let mut found = Vec::new();
    for seat in seats(&memos).iter().filter(|seat| seat.is_told()) {
        let wording = seat.wording();
        each_difference(seat, edition.pages(), &collations, |page, asked| {
            let layout = edition.page(page).and_then(|page| page.layout());
            let (from, to) = asked.place;
            found.push(WeighedDifference {
                raw: Span::new(page, asked.difference.raw),
                now: wording.text.get(from..to).unwrap_or_default().iter().collect(),
                read: asked.read.iter().map(|one| one.text).collect(),
                values: evidence(&wording, asked, layout.map(AsRef::as_ref)).to_vec(),
            });
        });
    }
    found
}

/// The names of what speaks for an error where a witness reads otherwise.
pub fn names_of_differences() -> Vec<String> {
    NAMES.iter().map(|name| format!("weight {name}")).collect()
}

fn query(wording: &Wording<'_>, verdict: &Verdict<'_>) -> Query {
    let Verdict { asked, others, likelihood } = verdict;
    let percent = (likelihood * 100.0).round().clamp(1.0, 99.0) as u8;
    let answers = asked.answers(wording, others);
    let key = match (asked.read.is_empty(), asked.place.0 == asked.place.1) {
        (true, _) => "query-witness-lacks",
        (_, true) => "query-witness-adds",
        _ => "query-witness",
    };
    let mut query = wording.query_with(QueryKind::Witness, asked.place, Confidence::percent(percent), key, &answers);
    let other = answers.first().cloned().unwrap_or_default();
    // What was read from a file is named by what read it; what has none of its own has read the image.
    let witness = if asked.witness.settings.is_empty() { "image".to_owned() } else { asked.witness.engine.clone() };
    query.message.args.extend([("other", Argument::Text(other)), ("witness", Argument::Text(witness))]);
    query
}
