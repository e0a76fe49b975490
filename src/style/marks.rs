//! How the editor marks lost, supplied and doubtful text.

use serde::{Deserialize, Serialize};

use super::values;

/// The editor's marks in the text (凡例). A style file names only those that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Marks {
    /// Stands for one character that cannot be read.
    #[serde(deserialize_with = "values::mark")]
    pub illegible: String,
    /// Stands for lost text of unknown length.
    #[serde(deserialize_with = "values::mark")]
    pub lost: String,
    /// Stands for one character that has no code.
    #[serde(deserialize_with = "values::mark")]
    pub unencodable: String,
    /// What stands round text the editor supplied: before and after.
    #[serde(deserialize_with = "values::pair")]
    pub supplied: (String, String),
    /// Stands after a character that is read so, but not surely.
    #[serde(deserialize_with = "values::mark")]
    pub unclear: String,
    /// Stands after what the paper really printed, wrong as it is.
    #[serde(deserialize_with = "values::mark")]
    pub sic: String,
}

impl Default for Marks {
    fn default() -> Marks {
        Marks {
            illegible: "□".to_owned(),
            lost: "□……□".to_owned(),
            unencodable: "■".to_owned(),
            supplied: ("〔".to_owned(), "〕".to_owned()),
            unclear: "〔？〕".to_owned(),
            sic: "〔原文如此〕".to_owned(),
        }
    }
}
