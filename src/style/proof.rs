//! How errors are counted in a proof report where the text of the press rule that was seen does not say so.

use serde::{Deserialize, Serialize};

use super::values;

/// Weights of the proof report (编校质量), in tenths of an error, and its limit. A style file names only those that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProofStyle {
    /// A mark of punctuation that is wrong, missing or too many.
    #[serde(deserialize_with = "values::tenths")]
    pub punctuation: u32,
    /// A capital letter for a small one, or the other way.
    #[serde(deserialize_with = "values::tenths")]
    pub letter_case: u32,
    /// A simplified character for a traditional one, or the other way.
    #[serde(deserialize_with = "values::tenths")]
    pub script: u32,
    /// A paragraph or a role that is another.
    #[serde(deserialize_with = "values::tenths")]
    pub layout: u32,
    /// Whether names of persons, places and organisations that the article lists count double where it first has them.
    pub names_double: bool,
    /// How many errors in 10 000 characters are too many for a pass, if it is not the three of the rule for newspapers.
    #[serde(deserialize_with = "values::errors")]
    pub at_most: Option<u32>,
}

impl Default for ProofStyle {
    fn default() -> ProofStyle {
        ProofStyle { punctuation: 1, letter_case: 5, script: 5, layout: 1, names_double: true, at_most: None }
    }
}
