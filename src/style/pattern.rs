//! Patterns of a house style: short phrases with gaps.

use std::fmt;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::language::{class, width};
use crate::locale::Locale;

/// The longest stretch that `*` stands for, in characters.
const LONGEST_GAP: usize = 24;

/// A phrase to recognise. `*` stands for up to 24 characters, as few as will do; `#` for a number in digits of either kind;
/// everything else for itself, where half-width and full-width punctuation count as the same. Blanks do not count at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern {
    parts: Vec<PatternPart>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PatternPart {
    Char(char),
    Number,
    Gap,
}

/// The most characters and gaps of a pattern.
const MOST_PARTS: usize = 200;

/// A pattern that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum PatternError {
    /// It would match everything or nothing.
    NoCharacter(String),
    /// It is longer than any phrase.
    TooLong(usize),
}

impl Explained for PatternError {
    fn key(&self) -> &'static str {
        match self {
            PatternError::NoCharacter(_) => "error-pattern-no-character",
            PatternError::TooLong(_) => "error-pattern-too-long",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            PatternError::NoCharacter(pattern) => vec![named("pattern", pattern)],
            PatternError::TooLong(length) => vec![named("length", length), named("most", MOST_PARTS)],
        }
    }
}

impl TryFrom<String> for Pattern {
    type Error = PatternError;

    fn try_from(text: String) -> Result<Pattern, PatternError> {
        let mut parts: Vec<PatternPart> = Vec::new();
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            let part = match c {
                '*' => PatternPart::Gap,
                '#' => PatternPart::Number,
                _ => PatternPart::Char(width::fold(c)),
            };
            if part != PatternPart::Gap || parts.last() != Some(&PatternPart::Gap) {
                parts.push(part);
            }
        }
        if parts.len() > MOST_PARTS {
            Err(PatternError::TooLong(parts.len()))
        } else if parts.iter().any(|part| matches!(part, PatternPart::Char(_))) {
            Ok(Pattern { parts })
        } else {
            Err(PatternError::NoCharacter(text))
        }
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> String {
        pattern.to_string()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            PatternPart::Char(c) => write!(f, "{c}"),
            PatternPart::Number => f.write_str("#"),
            PatternPart::Gap => f.write_str("*"),
        })
    }
}

/// What a pattern begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// This character.
    Char(char),
    /// A number.
    Number,
    /// Anything.
    Gap,
}

impl Pattern {
    /// What the pattern begins with.
    pub fn first(&self) -> First {
        match self.parts.first() {
            Some(PatternPart::Char(c)) => First::Char(*c),
            Some(PatternPart::Number) => First::Number,
            Some(PatternPart::Gap) | None => First::Gap,
        }
    }

    /// How many characters at the start of `text` the pattern matches. The text is [folded](width::fold) and holds no blanks.
    pub fn at_start(&self, text: &[char]) -> Option<usize> {
        // Most texts fail at the first character: look before setting out.
        if let (Some(PatternPart::Char(c)), Some(first)) = (self.parts.first(), text.first())
            && c != first
        {
            return None;
        }
        matched(&self.parts, text, false)
    }

    /// Whether the pattern matches all of `text`.
    pub fn is_whole(&self, text: &[char]) -> bool {
        if let (Some(PatternPart::Char(c)), Some(last)) = (self.parts.last(), text.last())
            && c != last
        {
            return false;
        }
        if let (Some(PatternPart::Char(c)), Some(first)) = (self.parts.first(), text.first())
            && c != first
        {
            return false;
        }
        matched(&self.parts, text, true).is_some()
    }

    /// Whether the pattern matches the last characters of `text`.
    pub fn at_end(&self, text: &[char]) -> bool {
        if let (Some(PatternPart::Char(c)), Some(last)) = (self.parts.last(), text.last())
            && c != last
        {
            return false;
        }
        // What a gap at the start stands for does not matter.
        let parts = match self.parts.split_first() {
            Some((PatternPart::Gap, rest)) => rest,
            _ => &self.parts,
        };
        let from = text.len().saturating_sub(self.parts.len() + 2 * LONGEST_GAP);
        let begins = |start: &usize| !matches!((parts.first(), text.get(*start)), (Some(PatternPart::Char(c)), Some(found)) if c != found);
        (from..text.len()).filter(begins).any(|start| text.get(start..).is_some_and(|rest| matched(parts, rest, true).is_some()))
    }
}

fn matched(parts: &[PatternPart], text: &[char], whole: bool) -> Option<usize> {
    PatternSearch { whole, failed: FxHashSet::default() }.at(parts, text, 0)
}

/// A search for how gaps and numbers share out a text. What failed once inside another choice is not tried again, so that a pattern of
/// many gaps takes no longer than its length by the text's.
struct PatternSearch {
    whole: bool,
    /// How many parts and characters were left where it failed.
    failed: FxHashSet<(usize, usize)>,
}

impl PatternSearch {
    /// How many characters the parts match; `choices` were made before.
    fn at(&mut self, parts: &[PatternPart], text: &[char], choices: usize) -> Option<usize> {
        let Some((part, rest)) = parts.split_first() else {
            return (!self.whole || text.is_empty()).then_some(0);
        };
        let place = (parts.len(), text.len());
        if choices > 0 && self.failed.contains(&place) {
            return None;
        }
        let found = match part {
            PatternPart::Char(c) => {
                let (first, after) = text.split_first()?;
                return if first != c { None } else { self.at(rest, after, choices).map(|n| n + 1) };
            }
            PatternPart::Number => {
                let digits = text.iter().take_while(|c| class::is_numeral(**c)).count();
                (1..=digits).rev().find_map(|n| self.at(rest, text.get(n..)?, choices + 1).map(|m| m + n))
            }
            PatternPart::Gap => (0..=text.len().min(LONGEST_GAP)).find_map(|n| self.at(rest, text.get(n..)?, choices + 1).map(|m| m + n)),
        };
        if found.is_none() && choices > 0 {
            self.failed.insert(place);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::try_from(text.to_owned()).expect("a sound pattern")
    }

    fn folded(text: &str) -> Vec<char> {
        text.chars().filter(|c| !c.is_whitespace()).map(width::fold).collect()
    }

    #[test]
    fn gaps_and_numbers() {
        let dateline = pattern("新华社*#月#日电");
        assert_eq!(dateline.at_start(&folded("新华社 北京1月25日电 记者")), Some(11));
        assert_eq!(dateline.at_start(&folded("新华社记者报道")), None);
        assert!(pattern("(下转*#版)").is_whole(&folded("（下转第3版）")));
        assert!(!pattern("(下转*#版)").is_whole(&folded("（下转第3版）。")));
    }

    #[test]
    fn ends() {
        assert!(pattern("记者*摄").at_end(&folded("图为会议现场。 记者 王明 摄")));
        assert!(!pattern("记者*摄").at_end(&folded("记者王明摄于会场")));
    }

    #[test]
    fn a_pattern_of_many_gaps_is_soon_done() {
        let (gaps, text) = (pattern(&format!("{}终", "*报".repeat(30))), vec!['报'; 600]);
        let numbers = pattern(&format!("{}年", "#*".repeat(20)));
        let since = std::time::Instant::now();
        assert_eq!(gaps.at_start(&text), None);
        assert!(!gaps.is_whole(&text) && !gaps.at_end(&text));
        assert_eq!(numbers.at_start(&['7'; 600]), None);
        assert!(since.elapsed().as_secs() < 10, "{:?}", since.elapsed());
    }

    #[test]
    fn a_pattern_needs_a_character_and_reads_back_as_written() {
        assert!(Pattern::try_from("*#*".to_owned()).is_err());
        assert_eq!(pattern("据*电").to_string(), "据*电");
    }
}
