//! A row of the file: a page, an editor, and what they come to.

use std::time::Duration;

use super::Effort;
use crate::edition::Hand;
use crate::style::lists::{Entry, Row, RowFault};

/// What one editor spent on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffortEntry {
    /// SHA-256 of the page's source, by which it is known in whatever edition it stands.
    pub page: String,
    /// The editor's initials.
    pub hand: String,
    /// How much.
    pub effort: Effort,
}

impl Entry for EffortEntry {
    const FILE: &'static str = "effort.csv";
    const COLUMNS: &'static [&'static str] = &["page", "hand", "seconds", "keys", "corrections", "queries"];

    fn key(&self) -> [&str; 3] {
        [&self.page, &self.hand, ""]
    }

    fn cells(&self) -> Vec<String> {
        let Effort { time, keys, corrections, queries } = self.effort;
        let numbers = [time.as_secs(), keys.into(), corrections.into(), queries.into()];
        [self.page.clone(), self.hand.clone()].into_iter().chain(numbers.map(|number| number.to_string())).collect()
    }

    fn read(row: &Row) -> Result<EffortEntry, RowFault> {
        let hand = row.word("hand")?;
        let hand = Hand::new(&hand).ok_or(RowFault::TooLong { column: "hand", most: Hand::LONGEST })?;
        let effort = Effort {
            time: Duration::from_secs(row.number("seconds")?.into()),
            keys: row.number("keys")?,
            corrections: row.number("corrections")?,
            queries: row.number("queries")?,
        };
        Ok(EffortEntry { page: row.word("page")?, hand: hand.as_str().to_owned(), effort })
    }
}
