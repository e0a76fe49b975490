//! How right a transcription is: the proof report (编校质量).
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`text`] | the characters that are compared, with where each stands |
//! | [`align`](mod@align) | two long texts beside each other, matter that stands elsewhere too |
//! | [`raw`] | an edition beside its own raw pages, by what it knows of them |
//! | [`difference`] | places that differ, by kind |
//! | [`classes`] | what each place is by the press rule |
//! | [`rule`] | how errors are counted: the rule's numbers, and the house style's |
//! | `sides` | both texts, and how they stand beside each other |
//! | [`structure`] | articles cut otherwise, paragraphs, roles |
//! | [`limits`] | what is known of a rate by the errors found: exact upper limits, and what a claim needs |
//! | [`sampling`] | how many units are read of a lot, which, and how many may be bad |
//! | [`report`] | all of it as one value; as HTML and CSV |
//!
//! The edition that the report is of is its subject. It is compared with another edition of the same pages, or with a text that was keyed by
//! hand, which count as right; without either it is itself what is right, and its raw text is measured. A report measures the transcription
//! against the printed page, so what the paper itself has wrong counts nothing.

pub mod align;
pub mod classes;
pub mod difference;
mod error;
pub mod limits;
pub mod raw;
pub mod report;
pub mod rule;
pub mod sampling;
mod sides;
pub mod structure;
pub mod text;

pub use classes::ErrorClass;
pub use difference::{Difference, DifferenceKind};
pub use error::ProofError;
pub use report::{ProofReport, prove};
pub use sampling::{Level, SampleUnit, SamplingPlan};
pub use text::ProofText;

/// What an edition is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Against<'a> {
    /// Its own raw pages, which it is right about.
    Raw,
    /// Another edition of the same pages, which is right.
    Edition(&'a crate::edition::Edition),
    /// A text keyed by hand, which is right.
    Plain(&'a str),
}

/// What is to be looked at of an edition, where it is not all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleRequest {
    /// What a unit of the lot is.
    pub unit: SampleUnit,
    /// The inspection level.
    pub level: Level,
    /// The acceptance quality limit in per cent, as the tables write it.
    pub aql: String,
    /// What the draw is made by: the same seed draws the same units.
    pub seed: u64,
}

#[cfg(test)]
mod tests;
