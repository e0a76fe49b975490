//! Why a line of a list is no entry.

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// Why a line of a list is no entry. The line stays where it is, and says nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum RowFault {
    /// A quotation mark has no other half.
    Quotes,
    /// A cell is empty that must not be.
    Empty {
        /// The name of its column.
        column: &'static str,
    },
    /// A cell is longer than any such text.
    TooLong {
        /// The name of its column.
        column: &'static str,
        /// How many characters it may have.
        most: usize,
    },
    /// A cell has a character that nobody sees.
    Hidden {
        /// The name of its column.
        column: &'static str,
        /// The character.
        hidden: char,
    },
    /// A cell says something else than it may.
    Choice {
        /// The name of its column.
        column: &'static str,
        /// What it says.
        said: String,
        /// What it may say.
        allowed: &'static str,
    },
    /// A regular expression cannot be used.
    Regex(String),
    /// A regular expression finds the empty text, and so is found everywhere.
    MatchesNothing,
    /// The list has more entries than are read.
    TooMany {
        /// How many are read.
        most: usize,
    },
}

impl Explained for RowFault {
    fn key(&self) -> &'static str {
        match self {
            RowFault::Quotes => "list-row-quotes",
            RowFault::Empty { .. } => "list-row-empty",
            RowFault::TooLong { .. } => "list-row-long",
            RowFault::Hidden { .. } => "list-row-hidden",
            RowFault::Choice { .. } => "list-row-choice",
            RowFault::Regex(_) => "list-row-regex",
            RowFault::MatchesNothing => "list-row-matches-nothing",
            RowFault::TooMany { .. } => "list-row-many",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            RowFault::Quotes | RowFault::MatchesNothing => Vec::new(),
            RowFault::Empty { column } => vec![named("column", column)],
            RowFault::TooLong { column, most } => vec![named("column", column), named("most", most)],
            RowFault::Hidden { column, hidden } => {
                vec![named("column", column), named("hidden", format!("U+{:04X}", u32::from(*hidden)))]
            }
            RowFault::Choice { column, said, allowed } => {
                vec![named("column", column), named("said", said), named("allowed", allowed)]
            }
            RowFault::Regex(what) => vec![named("what", what)],
            RowFault::TooMany { most } => vec![named("most", most)],
        }
    }
}
