//! The proof report: one value with all that was found, counted and reckoned.

mod counts;
mod csv;
mod effort;
mod html;
mod sample;
mod summary;

pub use counts::{CharacterMeasure, ClassCount, KindCount};
pub use csv::to_csv;
pub use effort::{EffortReport, EffortRow};
pub use html::to_html;
pub use sample::{DrawnUnit, SampleReport, planned};
pub use summary::{claim_in_words, sample_summary, summary};

use super::classes::ErrorClass;
use super::difference::Difference;
use super::limits::{characters_for, poisson_upper};
use super::rule::{Countable, ErrorCount, newspapers_at_most};
use super::sides::Sides;
use super::structure::Structure;
use super::text::Excuse;
use super::{Against, ProofError, SampleRequest};
use crate::edition::{Edition, Masthead, Role};
use crate::page::PageIndex;
use crate::style::HouseStyle;
use counts::Counted;
use sample::Sample;

/// What an edition was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedWith {
    /// Its own raw text, which is what is measured.
    Raw,
    /// Another edition.
    Edition,
    /// A text keyed by hand.
    Plain,
}

/// A place that differs, with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofRow {
    /// What differs.
    pub difference: Difference,
    /// What it is by the rule.
    pub class: ErrorClass,
    /// Why it is no error of the transcription, if it is none.
    pub excuse: Option<Excuse>,
    /// Whether it counts double.
    pub is_important: bool,
    /// How much it counts, in tenths of an error.
    pub tenths: u32,
    /// Whether it counts nothing because the same error was there often enough.
    pub is_beyond: bool,
    /// The article's headline; nothing among the furniture.
    pub article: Option<String>,
    /// The page.
    pub page: Option<PageIndex>,
    /// What the block is.
    pub role: Role,
    /// What stands before it in the right text.
    pub before: String,
    /// What stands behind it.
    pub after: String,
}

/// What a claim needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// So many errors found.
    pub errors: usize,
    /// In so many characters at least.
    pub characters: usize,
}

/// All that a proof report says.
#[derive(Clone, Debug)]
pub struct ProofReport {
    /// What the paper says of itself.
    pub masthead: Masthead,
    /// What the edition was compared with.
    pub against: ComparedWith,
    /// Characters, as they were read.
    pub measure: CharacterMeasure,
    /// The places, in order of the right text.
    pub rows: Vec<ProofRow>,
    /// How many there are of each kind.
    pub kinds: Vec<KindCount>,
    /// How much each class counts.
    pub classes: Vec<ClassCount>,
    /// Articles cut otherwise.
    pub structure: Structure,
    /// Stretches that stand elsewhere, and how many characters they have.
    pub moved: (usize, usize),
    /// Characters that cannot be read, or not surely.
    pub doubtful: usize,
    /// All errors, in tenths.
    pub tenths: u32,
    /// How many errors in 10 000 characters pass.
    pub at_most: f64,
    /// What was drawn, where not all was looked at.
    pub sample: Option<SampleReport>,
    /// What its pages took, where that was counted.
    pub effort: Option<EffortReport>,
}

impl ProofReport {
    /// How many characters were looked at: those of the right text, really printed, without blanks.
    pub fn characters(&self) -> usize {
        self.measure.right()
    }

    /// How many errors there are in 10 000 characters.
    pub fn rate(&self) -> f64 {
        f64::from(self.tenths) / 10.0 / self.characters().max(1) as f64 * 10_000.0
    }

    /// How many there may be at most, at 95 %: errors are counted whole, what is left over as one.
    pub fn rate_upper(&self) -> f64 {
        poisson_upper(self.whole_errors()) / self.characters().max(1) as f64 * 10_000.0
    }

    /// The errors, those that count in part together and rounded up.
    pub fn whole_errors(&self) -> usize {
        self.tenths.div_ceil(10) as usize
    }

    /// Whether there are no more errors than may be.
    pub fn passes(&self) -> bool {
        self.rate() <= self.at_most
    }

    /// Whether so much was looked at that this holds for all of it, at 95 %.
    pub fn is_proved(&self) -> bool {
        self.rate_upper() <= self.at_most
    }

    /// What the claim of a pass needs.
    pub fn claims(&self) -> Vec<Claim> {
        claims(self.at_most)
    }
}

/// What a claim of at most so many errors in 10 000 characters needs, told before the work begins.
pub fn claims(at_most: f64) -> Vec<Claim> {
    (0..=3).map(|errors| Claim { errors, characters: characters_for(at_most, errors) }).collect()
}

/// How many errors in 10 000 characters pass, by the house style or the rule for newspapers.
pub fn at_most(style: &HouseStyle) -> f64 {
    style.proof.at_most.map_or_else(newspapers_at_most, f64::from)
}

/// Compares an edition, and counts what differs. What it took is for the caller to add.
///
/// # Errors
/// There is no text, the two are of different pages, or the tables have no such sample.
pub fn prove(
    edition: &Edition,
    against: Against<'_>,
    style: &HouseStyle,
    sample: Option<&SampleRequest>,
) -> Result<ProofReport, ProofError> {
    let sides = Sides::of(edition, against, style);
    sides.check(sample.is_some())?;
    let sample = sample.map(|request| Sample::draw(sides.subject(), edition, request)).transpose()?;
    let at = |character: usize| sample.as_ref().is_none_or(|sample| sample.has(sides.subject(), character));
    let counted = Counted::of(&sides, &at);
    let structure = sides.structure();
    let mut rows = sides.rows(&at);
    let mut count = ErrorCount::new(&style.proof);
    for row in rows.iter_mut().filter(|row| row.excuse.is_none()) {
        let Difference { right_text, found_text, .. } = &row.difference;
        let counted = count.count(&Countable { class: row.class, right: right_text, found: found_text, is_important: row.is_important });
        (row.tenths, row.is_beyond) = (counted.unwrap_or_default(), counted.is_none());
    }
    let layout = structure.layout.iter().filter(|character| at(sides.subject_of_right(**character))).count();
    let classes = counts::classes(&rows, layout, style.proof.layout);
    let doubtful = sides.subject().characters.iter().enumerate();
    let doubtful = doubtful.filter(|(place, one)| one.excuse == Some(Excuse::Doubtful) && at(*place)).count();
    Ok(ProofReport {
        masthead: edition.masthead().clone(),
        against: sides.kind,
        kinds: counts::kinds(&rows),
        tenths: classes.iter().map(|class| class.tenths).sum(),
        classes,
        structure,
        moved: counted.moved,
        doubtful,
        at_most: at_most(style),
        sample: sample.map(|sample| sample.report(sides.subject(), &rows, |row| sides.subject_at(&row.difference))),
        measure: counted.measure,
        rows,
        effort: None,
    })
}
