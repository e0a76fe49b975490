//! Why there is no report.

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ProofError {
    /// There is nothing to compare.
    NoText,
    /// The two have too little in common to be of the same pages.
    OtherText {
        /// How much of what is right was found, in per cent.
        percent: usize,
    },
    /// The tables have no such acceptance quality limit.
    NoLimit {
        /// What was asked for.
        aql: String,
    },
    /// The tables have no plan for so large a lot at this level.
    NoPlan {
        /// How many units the lot has.
        lot: usize,
    },
}

impl Explained for ProofError {
    fn key(&self) -> &'static str {
        match self {
            ProofError::NoText => "error-proof-no-text",
            ProofError::OtherText { .. } => "error-proof-other-text",
            ProofError::NoLimit { .. } => "error-proof-no-limit",
            ProofError::NoPlan { .. } => "error-proof-no-plan",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            ProofError::NoText => Vec::new(),
            ProofError::OtherText { percent } => vec![named("percent", percent)],
            ProofError::NoLimit { aql } => vec![named("aql", aql), named("known", super::sampling::LIMITS.join(" "))],
            ProofError::NoPlan { lot } => vec![named("lot", lot)],
        }
    }
}
