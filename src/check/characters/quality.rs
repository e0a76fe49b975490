//! How bad a page is, and what it says again: worked out from its raw text, once, so that an edit changes queries only near it.

use rayon::prelude::*;

use super::Suspect;
use super::known::{JudgedRun, KnownRuns};
use super::limits::{Limits, limits};
use super::page::{Dense, Forms, Habits, forms_in, forms_of};
use super::weights::weights;
use crate::check::latin_words::LatinPage;
use crate::check::marks::Shares;
use crate::page::Page;

/// In how many rounds a page's own quality is worked out.
const ROUNDS: usize = 12;
/// Lines are read together until they have so many characters.
const TOGETHER: usize = 400;
/// Of a longer page only parts are judged, with about so many characters.
const JUDGED: usize = 4000;

/// What is known of a page as a whole.
pub(in crate::check) struct Quality {
    /// The forms of its characters; nothing where its language is none that is known.
    pub(in crate::check) forms: Option<Forms>,
    /// What it says again.
    pub(super) habits: Habits,
    /// What was found where it was judged.
    pub(super) known: KnownRuns,
    /// How many times likelier an error is on it than on those the weights were fitted to, as odds.
    pub(in crate::check) odds: f32,
    /// How often it has each mark.
    pub(in crate::check) shares: Shares,
    /// What is known of its words in Latin letters.
    pub(in crate::check) latin: LatinPage,
}

impl Quality {
    /// The quality of a raw page.
    pub(in crate::check) fn of_page(page: &Page) -> Quality {
        let mut parts: Vec<Vec<char>> = vec![Vec::new()];
        for line in page.lines() {
            if parts.last().is_some_and(|part| part.len() >= TOGETHER) {
                parts.push(Vec::new());
            }
            if let Some(part) = parts.last_mut() {
                part.extend(line.text.chars().filter(|c| !c.is_whitespace()));
            }
        }
        Quality::with(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>(), LatinPage::of_page(page))
    }

    /// The quality of a page with these texts.
    pub(in crate::check) fn of(texts: &[&[char]]) -> Quality {
        Quality::with(texts, LatinPage::of(texts))
    }

    fn with(texts: &[&[char]], latin: LatinPage) -> Quality {
        let (dense, habits, forms) = read(texts);
        let all: usize = dense.iter().map(Dense::len).sum();
        let judged: Vec<&Dense> = dense.iter().step_by((all / JUDGED).max(1)).collect();
        let runs: Vec<Vec<JudgedRun>> = judged.par_iter().map(|dense| JudgedRun::all(dense, &habits)).collect();
        let suspects = runs.iter().flatten().flat_map(|run| &run.suspects);
        let odds = odds(suspects, judged.iter().map(|dense| dense.len()).sum());
        let mut shares = Shares::default();
        texts.iter().for_each(|text| shares.add(text.iter().copied()));
        Quality { forms, habits, known: runs.into_iter().flatten().collect(), odds, shares, latin }
    }
}

/// The texts of a page as their languages know them, what the page says again, and in which forms.
pub(super) fn read(texts: &[&[char]]) -> (Vec<Dense>, Habits, Option<Forms>) {
    let forms = forms_in(texts.iter().flat_map(|text| text.iter().copied()));
    let dense: Vec<Dense> = texts.iter().map(|text| Dense::of(text, forms_of(text, forms))).collect();
    let mut habits = Habits::default();
    dense.iter().for_each(|dense| habits.add(dense));
    (dense, habits, forms)
}

/// How many times likelier an error is on this page than on those the weights were fitted to, as odds. It is worked out from the
/// suspects themselves, by expectation and maximisation (after Saerens, Latinne and Decaestecker 2002, Neural Computation 14), and from how
/// many of them look like what may have stood there.
fn odds<'a>(suspects: impl Iterator<Item = &'a Suspect> + Clone, characters: usize) -> f32 {
    let prior = |share: f32| share / (1.0 - share);
    let Limits { few, most_odds, counted, .. } = limits();
    let usual = weights().usual;
    let mut share = usual;
    for _ in 0..ROUNDS {
        let odds = prior(share) / prior(usual);
        let wrong: f32 = suspects.clone().map(|suspect| suspect.adjusted(odds)).sum();
        // A short page tells little of itself.
        share = (wrong + usual * few) / (characters as f32 + few);
    }
    let odds = (prior(share) / prior(usual)).min(*most_odds);
    // Squared, it parts the two kinds of pages better than by itself.
    odds * misread(suspects.filter(|suspect| suspect.adjusted(odds) >= *counted)).powi(2)
}

/// How far a page's suspects are misread rather than rare: OCR takes a character for one of its shape, and what is only rare has such a
/// rival by chance.
fn misread<'a>(suspects: impl Iterator<Item = &'a Suspect>) -> f32 {
    let limits = limits();
    let (mut all, mut alike) = (limits.presumed, limits.presumed * limits.alike);
    for suspect in suspects {
        all += 1.0;
        alike += if suspect.alike { 1.0 } else { 0.0 };
    }
    ((alike / all - limits.alike_by_chance) / (limits.alike - limits.alike_by_chance)).clamp(limits.least, 1.0)
}
