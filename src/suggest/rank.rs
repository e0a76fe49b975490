//! Which words of a text the others lead to: TextRank (Mihalcea and Tarau 2004, "TextRank: Bringing Order into Texts").

use std::collections::{BTreeMap, HashMap};

/// Words that stand fewer places than this from each other are tied.
const WINDOW: usize = 5;
/// How much of a word's rank comes over its ties, and how often ranks are handed on.
const DAMPING: f32 = 0.85;
const ROUNDS: usize = 12;

/// The rank of each word, the highest 1. The words stand in order of the text; those that are not to be ranked are none, and keep their
/// places.
pub fn rank<'a>(words: &[Option<&'a str>]) -> HashMap<&'a str, f32> {
    let ties = ties(words);
    let mut sums: BTreeMap<&str, f32> = BTreeMap::new();
    for ((word, _), weight) in &ties {
        *sums.entry(word).or_default() += weight;
    }
    let mut ranks: BTreeMap<&str, f32> = words.iter().flatten().map(|word| (*word, 1.0)).collect();
    for _ in 0..ROUNDS {
        let mut next: BTreeMap<&str, f32> = ranks.keys().map(|word| (*word, 1.0 - DAMPING)).collect();
        for ((from, to), weight) in &ties {
            let handed = ranks.get(from).copied().unwrap_or(0.0) * weight / sums.get(from).copied().unwrap_or(1.0);
            *next.entry(to).or_default() += DAMPING * handed;
        }
        ranks = next;
    }
    let highest = ranks.values().copied().fold(f32::MIN_POSITIVE, f32::max);
    ranks.into_iter().map(|(word, rank)| (word, rank / highest)).collect()
}

/// How often two different words stand near each other, both ways.
fn ties<'a>(words: &[Option<&'a str>]) -> BTreeMap<(&'a str, &'a str), f32> {
    let mut ties = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        for other in words.iter().skip(at + 1).take(WINDOW - 1) {
            if let (Some(a), Some(b)) = (word, other)
                && a != b
            {
                *ties.entry((*a, *b)).or_default() += 1.0;
                *ties.entry((*b, *a)).or_default() += 1.0;
            }
        }
    }
    ties
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn the_word_that_stands_beside_all_others_ranks_first() {
        let words = ["煤矿", "安全", "煤矿", "瓦斯", "煤矿", "检查"].map(Some);
        let ranks = rank(&words);
        assert_eq!(ranks["煤矿"], 1.0);
        assert!(ranks["安全"] < 1.0);
    }

    #[test]
    fn words_far_apart_are_not_tied_and_nothing_ranks_nothing() {
        let far = [Some("煤矿"), None, None, None, None, None, Some("瓦斯")];
        let ranks = rank(&far);
        assert_eq!(ranks["煤矿"], ranks["瓦斯"]);
        assert!(rank(&[None]).is_empty());
    }
}
