//! The words of an edition, counted: what is written once only is often misread, and what is written often is looked at together.

use std::collections::HashMap;

use crate::edition::{BlockId, Edition, TextOffset};
use crate::find::Match;
use crate::language::{self, class};

/// A word with how often it stands in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordCount {
    /// The word, as it stands in its first place.
    pub text: String,
    /// How often it is there. Capitals and small letters count as alike.
    pub count: usize,
    /// Where it stands first.
    pub first: Match,
}

/// All words of an edition, those that are most often written first; of as many the one that stands first. Numbers and punctuation are
/// no words.
pub fn words(edition: &Edition) -> Vec<WordCount> {
    let mut counts: Vec<WordCount> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (_, block) in edition.blocks() {
        each_word(block.text(), |text, start| {
            let key = text.to_lowercase();
            if let Some(count) = known.get(&key).and_then(|at| counts.get_mut(*at)) {
                count.count += 1;
            } else {
                known.insert(key, counts.len());
                counts.push(WordCount { text: text.to_owned(), count: 1, first: place(block.id(), start, text) });
            }
        });
    }
    // The sort keeps the order of the manuscript among words that are as frequent.
    counts.sort_by_key(|word| std::cmp::Reverse(word.count));
    counts
}

fn place(block: BlockId, start: usize, text: &str) -> Match {
    Match { block, from: TextOffset::new(start), to: TextOffset::new(start + text.chars().count()) }
}

/// Gives each word of a text with its place in characters: Chinese ones by the dictionary, others as they are parted from each other.
fn each_word(text: &str, mut each: impl FnMut(&str, usize)) {
    let (mut rest, mut at) = (text, 0);
    while let Some(first) = rest.chars().next() {
        let is_han = class::is_han(first);
        let goes_on = |c: char| if is_han { class::is_han(c) } else { first.is_alphabetic() && is_inside(c) };
        let end = rest.find(|c| !goes_on(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (run, after) = rest.split_at(end);
        if is_han {
            language::cut(run, |word| each(word.text, at + word.start));
        } else if first.is_alphabetic() {
            let word = run.trim_end_matches(|c: char| !c.is_alphanumeric());
            each(word, at);
        }
        at += run.chars().count();
        rest = after;
    }
}

/// Whether a character goes on a word of letters: hyphens and apostrophes stand inside one.
fn is_inside(c: char) -> bool {
    !class::is_han(c) && (c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '\u{ad}'))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edition::{Article, ArticleId, Block, Masthead, Role};

    fn counted(texts: &[&str]) -> Vec<(String, usize, usize)> {
        let blocks = (2..).zip(texts).map(|(id, text)| Arc::new(Block::new(BlockId(id), Role::Paragraph, *text, [])));
        let article = Article::new(ArticleId(1), blocks.collect());
        let edition = Edition::new(Masthead::default(), Vec::new(), vec![article], Vec::new(), Vec::new());
        words(&edition).into_iter().map(|word| (word.text, word.count, word.first.from.chars())).collect()
    }

    #[test]
    fn chinese_words_are_those_of_the_dictionary() {
        let words = counted(&["水库加固，水库蓄水。", "水库"]);
        assert_eq!(words[0], ("水库".to_owned(), 3, 0));
        assert!(words.contains(&("加固".to_owned(), 1, 2)), "{words:?}");
        assert!(words.iter().all(|(text, ..)| text != "，" && text != "。"));
    }

    #[test]
    fn other_words_are_parted_by_what_is_no_letter() {
        let words = counted(&["The river-side café’s roof, THE 12 roofs of 3M — the"]);
        let expected =
            [("The", 3, 0), ("river-side", 1, 4), ("café’s", 1, 15), ("roof", 1, 22), ("roofs", 1, 35), ("of", 1, 41), ("M", 1, 45)];
        assert_eq!(words, expected.map(|(text, count, at)| (text.to_owned(), count, at)));
    }

    #[test]
    fn places_are_counted_in_characters_also_in_mixed_text() {
        let words = counted(&["“𠮷田CPI上涨”"]);
        let of = |text: &str| words.iter().find(|word| word.0 == text).map(|word| word.2);
        assert_eq!((of("CPI"), of("上涨")), (Some(3), Some(6)));
    }
}
