//! Where listed words stand in a text.

use rustc_hash::FxHashMap;

use crate::language::class::stands_alone;

/// Stands for the second character of a word that has one alone.
const NONE: char = '\0';

/// Finds words of a list. Words in Latin letters are found as whole words; ideographs wherever they stand.
#[derive(Clone, Debug, Default)]
pub struct WordFinder {
    /// The words and their places in the list, by their first two characters.
    by_start: FxHashMap<[char; 2], Vec<(Vec<char>, usize)>>,
}

/// Where a listed word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedPlace {
    /// The first character of the text that belongs to it.
    pub from: usize,
    /// The first one behind it.
    pub to: usize,
    /// Its place in the list.
    pub entry: usize,
}

impl ListedPlace {
    /// From where to where it stands, in characters.
    pub fn range(self) -> (usize, usize) {
        (self.from, self.to)
    }
}

/// What was found, with all entries of one place together.
pub fn by_place<T>(found: &[(ListedPlace, T)]) -> impl Iterator<Item = &[(ListedPlace, T)]> {
    found.chunk_by(|(a, _), (b, _)| a.range() == b.range())
}

impl WordFinder {
    /// Finds these words, in the order of the list. Empty ones are found nowhere.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> WordFinder {
        let mut finder = WordFinder::default();
        for (entry, word) in words.enumerate() {
            let word: Vec<char> = word.chars().collect();
            let Some(first) = word.first().copied() else { continue };
            let start = [first, word.get(1).copied().unwrap_or(NONE)];
            finder.by_start.entry(start).or_default().push((word, entry));
        }
        finder
    }

    /// Where the words stand in a text, in order. What lies inside a longer one is none; words that are listed twice are found twice.
    pub fn found_in(&self, text: &[char]) -> Vec<ListedPlace> {
        if self.by_start.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (from, first) in text.iter().enumerate() {
            let second = text.get(from + 1).copied().unwrap_or(NONE);
            for start in [[*first, second], [*first, NONE]].iter().take(if second == NONE { 1 } else { 2 }) {
                for (word, entry) in self.by_start.get(start).into_iter().flatten() {
                    let to = from + word.len();
                    if text.get(from..to) == Some(word.as_slice()) && stands_alone(text, (from, to)) {
                        found.push(ListedPlace { from, to, entry: *entry });
                    }
                }
            }
        }
        outermost(found)
    }
}

/// The places that lie inside no other.
fn outermost(mut found: Vec<ListedPlace>) -> Vec<ListedPlace> {
    found.sort_by_key(|place| (place.from, std::cmp::Reverse(place.to), place.entry));
    let mut last: Option<(usize, usize)> = None;
    found.retain(|place| {
        let is_outer = last.is_none_or(|(from, to)| place.to > to || (place.from, place.to) == (from, to));
        if is_outer {
            last = Some((place.from, place.to));
        }
        is_outer
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<(usize, usize, usize)> {
        let text: Vec<char> = text.chars().collect();
        WordFinder::of(words.iter().copied()).found_in(&text).into_iter().map(|place| (place.from, place.to, place.entry)).collect()
    }

    #[test]
    fn words_are_found_whole_and_ideographs_anywhere() {
        assert_eq!(found(&["arid", "1"], "the arid, aridity 1 of 12"), [(4, 8, 0), (18, 19, 1)]);
        assert_eq!(found(&["会仪", "仪"], "市会仪厅，礼仪"), [(1, 3, 0), (6, 7, 1)]);
        assert_eq!(found(&["ray", "ray", ""], "a ray"), [(2, 5, 0), (2, 5, 1)]);
        assert_eq!(found(&["New York", "York"], "in New York and York"), [(3, 11, 0), (16, 20, 1)]);
    }
}
