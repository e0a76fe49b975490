//! A text as it is compared: traditional characters as simplified ones, full-width letters as half-width ones, Latin letters small, and
//! nothing of blanks and of hyphens at line ends. Each character knows its place in the printed text.

use std::ops::Range;

use crate::language::class::is_han;
use crate::language::conversion::unified;
use crate::language::{script, width};
use crate::page::is_blank;

/// Stands on both sides of a word in letters or digits, so that a part of it is no word.
pub(super) const EDGE: char = '\0';
/// Stands for punctuation: no phrase goes on over it.
pub(super) const STOP: char = '\u{1}';

/// A text as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Normal {
    /// Its characters: such as stand for themselves, words between [`EDGE`]s, and [`STOP`]s.
    pub(super) text: String,
    /// Of each character the one of the printed text that it comes from, counted from 0.
    places: Vec<u32>,
    in_word: bool,
}

impl Normal {
    /// A printed text as it is compared.
    pub(super) fn of(printed: &str) -> Normal {
        let mut normal = Normal { text: String::with_capacity(printed.len()), ..Normal::default() };
        let mut rest = printed.chars();
        let mut place = 0;
        while let Some(c) = rest.next() {
            let is_divided = normal.in_word && is_hyphen(c) && begins_next_line(rest.as_str());
            if is_divided {
                let blanks = rest.as_str().chars().take_while(|c| is_blank(*c)).count();
                place += blanks as u32;
                rest.by_ref().take(blanks).for_each(drop);
            } else {
                normal.take(folded(c), place);
            }
            place += 1;
        }
        normal.end_word(place);
        normal
    }

    fn take(&mut self, c: char, place: u32) {
        match c {
            '\u{ad}' | '\u{300}'..='\u{36f}' => {}
            _ if is_alone(c) => {
                self.end_word(place);
                self.push(c, place);
            }
            _ if c.is_alphanumeric() => {
                if !self.in_word {
                    self.push(EDGE, place);
                    self.in_word = true;
                }
                c.to_lowercase().for_each(|small| self.push(small, place));
            }
            // A point between the parts of a name is written or not.
            '·' => self.end_word(place),
            _ if is_blank(c) => self.end_word(place),
            _ => {
                self.end_word(place);
                if !self.text.ends_with(STOP) {
                    self.push(STOP, place);
                }
            }
        }
    }

    fn end_word(&mut self, place: u32) {
        if std::mem::take(&mut self.in_word) {
            self.push(EDGE, place.saturating_sub(1));
        }
    }

    fn push(&mut self, c: char, place: u32) {
        self.text.push(c);
        self.places.push(place);
    }

    /// What is looked for in other texts: this one without punctuation at its ends.
    pub(super) fn needle(&self) -> &str {
        self.text.trim_matches(STOP)
    }

    /// Where a needle stands, in characters of the printed text.
    pub(super) fn find(&self, needle: &str) -> Vec<Range<usize>> {
        if needle.is_empty() {
            return Vec::new();
        }
        let length = needle.chars().count();
        let (mut byte, mut first) = (0, 0);
        let mut ranges = Vec::new();
        for (at, _) in self.text.match_indices(needle) {
            first += self.text.get(byte..at).map_or(0, |between| between.chars().count());
            byte = at;
            if let (Some(from), Some(last)) = (self.places.get(first), self.places.get(first + length - 1)) {
                ranges.push(*from as usize..*last as usize + 1);
            }
        }
        ranges
    }
}

/// A character that is a term of its own, as those of Chinese, Japanese and Korean are, and those of private use.
pub(super) fn is_alone(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3040}'..='\u{312f}' | '\u{ac00}'..='\u{d7af}' | '\u{e000}'..='\u{f8ff}')
}

fn folded(c: char) -> char {
    if c.is_ascii() { c } else { script::simplified(width::fold(unified(c))) }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

/// Whether a line ends here, and the next one begins with a letter.
fn begins_next_line(rest: &str) -> bool {
    let word = rest.trim_start_matches(is_blank);
    let blanks = rest.strip_suffix(word).unwrap_or_default();
    blanks.contains('\n') && word.chars().next().is_some_and(|c| c.is_alphabetic() && !is_alone(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, needle: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        Normal::of(text).find(Normal::of(needle).needle()).into_iter().map(|range| characters[range].iter().collect()).collect()
    }

    #[test]
    fn forms_that_are_alike_are_found_as_they_are_printed() {
        assert_eq!(found("昨日國會開會", "国会"), ["國會"]);
        assert_eq!(found("昨日国会开会", "國會開"), ["国会开"]);
        assert_eq!(found("第１２号，ＷＴＯ成员", "wto"), ["ＷＴＯ"]);
        assert_eq!(found("河　湾 村\n的水渠", "河湾村的"), ["河　湾 村\n的"]);
        assert_eq!(found("约翰·史密斯", "约翰史密斯"), ["约翰·史密斯"]);
        assert_eq!(found("河湾，河湾", "河湾"), ["河湾", "河湾"]);
    }

    #[test]
    fn words_in_letters_are_whole_and_go_over_line_ends() {
        assert_eq!(found("The newspaper, new paper", "new"), ["new"]);
        assert_eq!(found("a news-\n paper of New\nYork", "newspaper"), ["news-\n paper"]);
        assert_eq!(found("a paper of New\nYork", "new york"), ["New\nYork"]);
        assert_eq!(found("十一1939年", "1939年"), ["1939年"]);
        assert_eq!(found("well-known", "wellknown"), [""; 0]);
    }

    #[test]
    fn no_phrase_goes_over_punctuation_unless_it_has_it() {
        assert_eq!(found("来自上海。市民说", "海市"), [""; 0]);
        assert_eq!(found("来自上海。市民说", "上海，市民"), ["上海。市民"]);
        assert_eq!(found("来自上海。市民说", "，上海："), ["上海"]);
        assert_eq!(found("上海", "，"), [""; 0]);
    }
}
