//! What is drawn of an edition, and what came of it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::limits::share_upper;
use super::super::sampling::{SampleUnit, SamplingPlan};
use super::super::text::ProofText;
use super::super::{ProofError, SampleRequest};
use super::ProofRow;
use crate::edition::Edition;

/// A unit that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnUnit {
    /// Its name: the article's number, or the page's label.
    pub name: String,
    /// What it is called: the article's headline; nothing for a page.
    pub title: String,
    /// How many characters it has.
    pub characters: usize,
    /// What its errors count, in tenths.
    pub tenths: u32,
}

/// What came of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleReport {
    /// How many units were to be looked at, and how many may be bad.
    pub plan: SamplingPlan,
    /// What a unit is.
    pub unit: SampleUnit,
    /// What the draw was made by.
    pub seed: u64,
    /// The units.
    pub drawn: Vec<DrawnUnit>,
    /// How many of them are bad: any error is counted in them.
    pub bad: usize,
    /// The largest share of bad units in the lot, at 95 %.
    pub share_upper: f64,
}

impl SampleReport {
    /// Whether the lot is accepted.
    pub fn is_accepted(&self) -> bool {
        self.bad <= self.plan.accept
    }
}

/// The units of a lot, and which are drawn.
#[derive(Debug)]
pub struct Sample {
    plan: SamplingPlan,
    request: SampleRequest,
    /// The drawn units by their keys.
    drawn: BTreeSet<usize>,
    /// Of each unit of the lot its name, title and how many characters it has.
    units: BTreeMap<usize, (String, String, usize)>,
}

impl Sample {
    /// Draws units of an edition that have any text.
    pub(super) fn draw(text: &ProofText, edition: &Edition, request: &SampleRequest) -> Result<Sample, ProofError> {
        let mut units: BTreeMap<usize, (String, String, usize)> = BTreeMap::new();
        for character in 0..text.characters.len() {
            let Some(key) = key(text, character, request.unit) else { continue };
            units.entry(key).or_insert_with(|| named(text, edition, key, request.unit)).2 += 1;
        }
        let plan = SamplingPlan::of(units.len(), request.level, &request.aql)?;
        let names: Vec<String> = units.values().map(|(name, ..)| name.clone()).collect();
        let keys: Vec<usize> = units.keys().copied().collect();
        let drawn = plan.draw(&names, request.seed).into_iter().filter_map(|place| keys.get(place).copied()).collect();
        Ok(Sample { plan, request: request.clone(), drawn, units })
    }

    /// Whether a character is in a unit that was drawn.
    pub(super) fn has(&self, text: &ProofText, character: usize) -> bool {
        key(text, character, self.request.unit).is_some_and(|key| self.drawn.contains(&key))
    }

    /// What came of it. `character_of` says at which character of the edition a place is.
    pub(super) fn report(&self, text: &ProofText, rows: &[ProofRow], character_of: impl Fn(&ProofRow) -> usize) -> SampleReport {
        let mut tenths: BTreeMap<usize, u32> = BTreeMap::new();
        for row in rows {
            if let Some(key) = key(text, character_of(row), self.request.unit) {
                *tenths.entry(key).or_default() += row.tenths;
            }
        }
        let unit = |key: &usize| {
            let (name, title, characters) = self.units.get(key).cloned()?;
            Some(DrawnUnit { name, title, characters, tenths: tenths.get(key).copied().unwrap_or_default() })
        };
        let drawn: Vec<DrawnUnit> = self.drawn.iter().filter_map(unit).collect();
        let bad = drawn.iter().filter(|unit| unit.tenths > 0).count();
        let share_upper = share_upper(bad, drawn.len());
        SampleReport { plan: self.plan.clone(), unit: self.request.unit, seed: self.request.seed, drawn, bad, share_upper }
    }
}

/// What an edition would be looked at by, before the work begins: no errors are known yet.
///
/// # Errors
/// There is no text, or the tables have no such plan.
pub fn planned(edition: &Edition, request: &SampleRequest, signs: &crate::style::Marks) -> Result<SampleReport, ProofError> {
    let text = ProofText::of_edition(edition, signs, true);
    if text.characters.is_empty() {
        return Err(ProofError::NoText);
    }
    Ok(Sample::draw(&text, edition, request)?.report(&text, &[], |_| 0))
}

/// The unit of a character, as a number: that of its article, or of its page.
fn key(text: &ProofText, character: usize, unit: SampleUnit) -> Option<usize> {
    let stretch = text.stretch_of(character)?;
    match unit {
        SampleUnit::Article => stretch.article,
        SampleUnit::Page => stretch.page.map(|page| page.position()),
    }
}

fn named(text: &ProofText, edition: &Edition, key: usize, unit: SampleUnit) -> (String, String, usize) {
    match unit {
        SampleUnit::Article => {
            let article = text.articles.get(key);
            let name = article.map(|article| format!("a{}", article.id.0)).unwrap_or_default();
            (name, article.map(|article| article.title.clone()).unwrap_or_default(), 0)
        }
        SampleUnit::Page => (edition.masthead().page_labels.get(key).cloned().unwrap_or_default(), String::new(), 0),
    }
}
