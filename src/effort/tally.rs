//! What was counted and is in no file yet.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Effort, EffortEntry};
use crate::edition::Hand;

/// Sums for each page and editor.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    sums: BTreeMap<(String, String), Effort>,
}

impl Tally {
    /// Adds what an editor spent on the page of this source.
    pub fn add(&mut self, page: &str, hand: &Hand, effort: Effort) {
        if !effort.is_none() {
            *self.sums.entry((page.to_owned(), hand.as_str().to_owned())).or_default() += effort;
        }
    }

    /// Takes out what can be written. Parts of a second stay, so that many short stretches lose none.
    pub fn take(&mut self) -> Vec<EffortEntry> {
        let mut taken = Vec::new();
        for ((page, hand), effort) in &mut self.sums {
            let rest = Duration::from_nanos(effort.time.subsec_nanos().into());
            let whole = Effort { time: effort.time - rest, ..*effort };
            *effort = Effort { time: rest, ..Effort::default() };
            if !whole.is_none() {
                taken.push(EffortEntry { page: page.clone(), hand: hand.clone(), effort: whole });
            }
        }
        taken
    }

    /// Puts back what could not be written.
    pub fn give_back(&mut self, entries: Vec<EffortEntry>) {
        for EffortEntry { page, hand, effort } in entries {
            *self.sums.entry((page, hand)).or_default() += effort;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_and_editor_has_a_sum_of_its_own_and_parts_of_a_second_are_kept() {
        let (qd, xz) = (Hand::new("QD").expect("initials"), Hand::new("XZ").expect("initials"));
        let mut tally = Tally::default();
        let key = Effort { time: Duration::from_millis(700), keys: 1, ..Effort::default() };
        tally.add("one", &qd, key);
        tally.add("one", &qd, key);
        tally.add("two", &xz, Effort { queries: 1, ..Effort::default() });
        tally.add("two", &qd, Effort::default());
        let sums = |entries: &[EffortEntry]| -> Vec<(String, u64, u32, u32)> {
            entries
                .iter()
                .map(|one| (one.page.clone() + &one.hand, one.effort.time.as_secs(), one.effort.keys, one.effort.queries))
                .collect()
        };
        let taken = tally.take();
        assert_eq!(sums(&taken), [("oneQD".to_owned(), 1, 2, 0), ("twoXZ".to_owned(), 0, 0, 1)]);
        assert!(tally.take().is_empty(), "0.4 s are left");
        tally.give_back(taken);
        tally.add("one", &qd, key);
        assert_eq!(sums(&tally.take()), [("oneQD".to_owned(), 2, 3, 0), ("twoXZ".to_owned(), 0, 0, 1)]);
    }
}
