//! Which pages of a file are wanted.

use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// Some of a file's pages, by their numbers, counted from 1: `1-8`, `2,5,9-`. By default all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSelection {
    ranges: Vec<RangeInclusive<u32>>,
}

/// Why a text names no pages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub struct SelectionFault(String);

impl Explained for SelectionFault {
    fn key(&self) -> &'static str {
        "error-page-numbers"
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        vec![named("text", &self.0)]
    }
}

impl PageSelection {
    /// Whether all pages are meant.
    pub fn is_all(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether the page of this number, from 1, is wanted.
    pub fn contains(&self, number: u32) -> bool {
        self.is_all() || self.ranges.iter().any(|range| range.contains(&number))
    }

    /// The number of the last page that is wanted; the largest there is where there is no last.
    pub fn last(&self) -> u32 {
        self.ranges.iter().map(|range| *range.end()).max().unwrap_or(u32::MAX)
    }
}

impl FromStr for PageSelection {
    type Err = SelectionFault;

    fn from_str(text: &str) -> Result<PageSelection, SelectionFault> {
        let fault = || SelectionFault(text.chars().take(40).collect());
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number > 0);
        let range = |part: &str| match part.split_once(['-', '–']) {
            Some((from, "")) => Some(number(from)?..=u32::MAX),
            Some((from, to)) => Some(number(from)?..=number(to)?).filter(|range| !range.is_empty()),
            None => number(part).map(|number| number..=number),
        };
        let ranges: Option<Vec<_>> = text.split([',', '，']).map(|part| range(part.trim())).collect();
        ranges.map(|ranges| PageSelection { ranges }).ok_or_else(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges_are_read() {
        let pages = |text: &str| -> Vec<u32> {
            let selection: PageSelection = text.parse().expect("pages");
            (1..12).filter(|number| selection.contains(*number)).collect()
        };
        assert_eq!(pages("1-3"), [1, 2, 3]);
        assert_eq!(pages("2, 5，9-"), [2, 5, 9, 10, 11]);
        assert_eq!("3-7,5".parse::<PageSelection>().map(|selection| selection.last()), Ok(7));
        assert!(PageSelection::default().contains(99));
    }

    #[test]
    fn what_names_no_pages_says_so() {
        for text in ["", "0", "5-2", "a", "1-2-3", "1,,2", "99999999999"] {
            let fault = text.parse::<PageSelection>().map_err(|fault| fault.to_string());
            assert!(fault.is_err_and(|fault| fault.contains("1-8")), "{text}");
        }
    }
}
