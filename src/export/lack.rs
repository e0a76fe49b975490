//! Why an export would give nothing, so that nothing is written.

use crate::explained::{Arguments, Explained, in_spoken_language};
use crate::locale::Locale;

/// What an edition lacks for an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ExportLack {
    /// No line is surely right, as it was asked for.
    NoSureLine {
        /// Whether lines count that a person has checked.
        checked: bool,
        /// Whether those count that the raw text and a witness read alike.
        agreed: bool,
    },
    /// None of the lines that are right has an image.
    NoLineImage {
        /// How many lines these are.
        lines: usize,
    },
}

impl Explained for ExportLack {
    fn key(&self) -> &'static str {
        match self {
            ExportLack::NoSureLine { checked: true, agreed: true } => "lack-sure-lines",
            ExportLack::NoSureLine { checked: true, agreed: false } => "lack-checked-lines",
            ExportLack::NoSureLine { checked: false, agreed: true } => "lack-agreed-lines",
            ExportLack::NoSureLine { checked: false, agreed: false } => "lack-lines",
            ExportLack::NoLineImage { .. } => "lack-line-images",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            ExportLack::NoSureLine { .. } => Vec::new(),
            ExportLack::NoLineImage { lines } => vec![("count", (*lines).into())],
        }
    }
}
