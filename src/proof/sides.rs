//! Both texts of a report, and how they stand beside each other.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{AlignedStretch, align_texts};
use super::classes::ErrorClass;
use super::difference::{Compared, Difference, is_digit};
use super::raw::beside_raw;
use super::report::{ComparedWith, ProofRow};
use super::structure::Structure;
use super::text::ProofText;
use super::{Against, ProofError};
use crate::edition::Edition;
use crate::reader::align::Pair;
use crate::style::HouseStyle;

/// Where less of the right text than this is in the other, in per cent, they are of different pages.
const SAME_TEXT: usize = 30;

/// So many characters in a row are seldom the same in texts that have nothing to do with each other.
const NO_CHANCE: usize = 4;

/// How much stands before and behind a place in the report, in characters.
const CONTEXT: usize = 8;

/// Both texts and how they stand beside each other.
pub(super) struct Sides {
    pub(super) kind: ComparedWith,
    pub(super) right: ProofText,
    /// The text that is measured, where it is an edition.
    measured: Option<ProofText>,
    /// Its characters.
    pub(super) found: Vec<char>,
    pub(super) aligned: Vec<AlignedStretch>,
    /// Of each character of the right text the one of the subject beside it, or before it.
    of_right: Vec<usize>,
    names_double: bool,
}

impl Sides {
    pub(super) fn of(edition: &Edition, against: Against<'_>, style: &HouseStyle) -> Sides {
        let signs = &style.marks;
        let (kind, right, measured, found, aligned) = match against {
            Against::Raw => {
                let (found, aligned) = beside_raw(edition, signs);
                (ComparedWith::Raw, ProofText::of_edition(edition, signs, true), None, found, aligned)
            }
            Against::Edition(other) => {
                let (right, measured) = (ProofText::of_edition(other, signs, true), ProofText::of_edition(edition, signs, true));
                let found = measured.plain();
                let aligned = align_texts(&right.plain(), &found);
                (ComparedWith::Edition, right, Some(measured), found, aligned)
            }
            Against::Plain(text) => {
                let (right, measured) = (ProofText::of_plain(text), ProofText::of_edition(edition, signs, false));
                let found = measured.plain();
                let aligned = align_texts(&right.plain(), &found);
                (ComparedWith::Plain, right, Some(measured), found, aligned)
            }
        };
        let mut sides = Sides { kind, right, measured, found, aligned, of_right: Vec::new(), names_double: style.proof.names_double };
        sides.of_right = sides.subject_beside();
        sides
    }

    pub(super) fn check(&self, is_part: bool) -> Result<(), ProofError> {
        let (right, found) = (self.right.characters.len(), self.found.len());
        if right == 0 || self.subject().characters.is_empty() {
            return Err(ProofError::NoText);
        }
        let alike: usize = self.aligned.iter().map(|stretch| self.in_common(&stretch.pairs)).sum();
        let all = if is_part { right.min(found) } else { right };
        let percent = alike * 100 / all.max(1);
        if percent < SAME_TEXT { Err(ProofError::OtherText { percent }) } else { Ok(()) }
    }

    /// How many characters are the same in runs that no chance makes.
    fn in_common(&self, pairs: &[Pair]) -> usize {
        let right = |at: usize| self.right.characters.get(at).map(|one| one.text);
        let is_same = |(i, j): &Pair| i.and_then(right).is_some_and(|c| j.and_then(|j| self.found.get(j)) == Some(&c));
        let runs = pairs.chunk_by(|one, next| is_same(one) == is_same(next)).filter(|run| run.len() >= NO_CHANCE);
        runs.filter(|run| run.first().is_some_and(is_same)).map(<[Pair]>::len).sum()
    }

    /// The edition that the report is of.
    pub(super) fn subject(&self) -> &ProofText {
        self.measured.as_ref().unwrap_or(&self.right)
    }

    pub(super) fn structure(&self) -> Structure {
        match (&self.kind, &self.measured) {
            (ComparedWith::Edition, Some(measured)) => Structure::of(&self.right, measured, &self.aligned),
            _ => Structure::default(),
        }
    }

    /// Of each character of the right text the one of the subject beside it, or the last before it.
    fn subject_beside(&self) -> Vec<usize> {
        let mut beside = vec![0; self.right.characters.len()];
        for ((right, _), subject) in self.walked() {
            if let Some(slot) = right.and_then(|right| beside.get_mut(right)) {
                *slot = subject;
            }
        }
        beside
    }

    pub(super) fn subject_of_right(&self, right: usize) -> usize {
        self.of_right.get(right).or(self.of_right.last()).copied().unwrap_or_default()
    }

    /// Each pair of the alignment with the character of the subject at it, or before it.
    pub(super) fn walked(&self) -> Vec<(Pair, usize)> {
        let own = |pair: &Pair| if self.measured.is_some() { pair.1 } else { pair.0 };
        let mut walked = Vec::new();
        for stretch in &self.aligned {
            let mut last = stretch.pairs.iter().find_map(own).unwrap_or_default();
            for pair in &stretch.pairs {
                last = own(pair).unwrap_or(last);
                walked.push((*pair, last));
            }
        }
        walked
    }

    /// The character of the subject at or near a place that differs.
    pub(super) fn subject_at(&self, difference: &Difference) -> usize {
        let last = self.subject().characters.len().saturating_sub(1);
        let at = match (&self.measured, difference.found.is_empty()) {
            (Some(_), false) => difference.found.start,
            _ => self.subject_of_right(difference.right.start),
        };
        at.min(last)
    }

    /// The places that differ, as far as they are looked at.
    pub(super) fn rows(&self, is_looked_at: &impl Fn(usize) -> bool) -> Vec<ProofRow> {
        let right = self.right.plain();
        let compared = Compared { right: &right, found: &self.found, aligned: &self.aligned };
        let names = self.first_names(&right);
        let differences = compared.differences().into_iter().filter(|one| is_looked_at(self.subject_at(one)));
        differences.map(|difference| self.row(difference, &right, &names)).collect()
    }

    fn row(&self, difference: Difference, right: &[char], names: &HashMap<usize, usize>) -> ProofRow {
        let subject = self.subject();
        let stretch = subject.stretch_of(self.subject_at(&difference));
        let class = ErrorClass::of(&difference);
        let excuses = |text: &ProofText, range: &Range<usize>| {
            text.characters.get(range.clone()).unwrap_or_default().iter().find_map(|one| one.excuse)
        };
        let excuse = excuses(&self.right, &difference.right);
        let excuse = excuse.or_else(|| self.measured.as_ref().and_then(|text| excuses(text, &difference.found)));
        let is_time = class == ErrorClass::Number && right.get(difference.right.end..).is_some_and(is_of_time);
        let place = difference.right.start..difference.right.end.max(difference.right.start + 1);
        let is_name = self.names_double && names.iter().any(|(start, end)| place.start < *end && *start < place.end);
        let text = |from: usize, to: usize| right.get(from..to.min(right.len())).unwrap_or_default().iter().collect::<String>();
        ProofRow {
            class,
            excuse,
            is_important: is_time || is_name || stretch.is_some_and(|stretch| stretch.is_important()),
            tenths: 0,
            is_beyond: false,
            article: stretch.and_then(|stretch| Some(subject.articles.get(stretch.article?)?.title.clone())),
            page: stretch.and_then(|stretch| stretch.page),
            role: stretch.map(|stretch| stretch.role).unwrap_or_default(),
            before: text(difference.right.start.saturating_sub(CONTEXT), difference.right.start),
            after: text(difference.right.end, difference.right.end + CONTEXT),
            difference,
        }
    }

    /// Where the right text first has each name that the subject's articles list: from where to where.
    fn first_names(&self, right: &[char]) -> HashMap<usize, usize> {
        let text: String = right.iter().collect();
        let mut found = HashMap::new();
        for article in &self.subject().articles {
            let names = article.names.persons.iter().chain(&article.names.places).chain(&article.names.organisations);
            for name in names.filter(|name| !name.is_empty()) {
                if let Some(byte) = text.find(name.as_str()) {
                    let start = text.get(..byte).map_or(0, |before| before.chars().count());
                    found.insert(start, start + name.chars().count());
                }
            }
        }
        found
    }
}

/// Whether a number is a time by what stands behind its digits.
fn is_of_time(behind: &[char]) -> bool {
    let rest = behind.iter().find(|c| !is_digit(**c));
    rest.is_some_and(|c| matches!(c, '年' | '月' | '日' | '时' | '時' | '点' | '點' | '分'))
}
