//! The known words that an unknown one may be misread for: those that differ from it by what OCR confuses, or by one letter.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::LatinLanguage;
use super::word_list::{WordList, WordOpening, word_list};

/// A line how usual a confusion is, what was read, and what is right; lines that begin with `#` say where they are from.
const CONFUSIONS: &str = include_str!("../../../assets/dictionaries/latin-confusions.txt");

/// Words with fewer letters differ by usual confusions alone, and by one of them.
const LONG: usize = 6;
/// Words with fewer letters differ by one confusion only.
const LONGER: usize = 7;
/// The longest word that is looked at.
const LONGEST: usize = 32;

/// A known word.
#[derive(Clone, Debug)]
pub struct Near {
    /// The word, in small letters.
    pub word: String,
    /// How rare it is, as [`super::word_list::Levels::of`] tells.
    pub level: u8,
    /// By what it differs.
    pub changes: Changes,
}

/// By what a known word differs from what was read. Of two ways to it the lesser one counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Changes {
    /// By a letter that is no usual confusion.
    pub any: bool,
    /// By a confusion that is seldom.
    pub seldom: bool,
    /// By one letter at its end for another, as other forms of a word do.
    pub ending: bool,
    /// By its first letter, where that is no usual confusion.
    pub first: bool,
    /// By so many typical confusions.
    pub typical: u8,
}

struct Confusion {
    read: Vec<char>,
    right: String,
    is_typical: bool,
}

/// The confusions by the first letter that was read.
fn confusions() -> &'static HashMap<char, Vec<Confusion>> {
    static KNOWN: OnceLock<HashMap<char, Vec<Confusion>>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known: HashMap<char, Vec<Confusion>> = HashMap::new();
        for line in CONFUSIONS.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split('\t');
            let (Some(kind), Some(read), Some(right)) = (parts.next(), parts.next(), parts.next()) else { continue };
            let Some(first) = read.chars().next() else { continue };
            let confusion = Confusion { read: read.chars().collect(), right: right.to_owned(), is_typical: kind == "typical" };
            known.entry(first).or_default().push(confusion);
        }
        known
    })
}

/// The words of a language that a word in small letters may be misread for, in no order.
pub fn near(word: &str, language: LatinLanguage) -> Vec<Near> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() > LONGEST {
        return Vec::new();
    }
    let mut search = NearSearch { letters: &letters, language, list: word_list(), found: HashMap::new() };
    search.go(FollowedWord { at: 0, opening: search.list.all(), word: String::new(), changes: Changes::default() });
    let near = |(word, (level, changes))| Near { word, level, changes };
    search.found.into_iter().map(near).collect()
}

struct NearSearch<'a> {
    letters: &'a [char],
    language: LatinLanguage,
    list: &'static WordList,
    found: HashMap<String, (u8, Changes)>,
}

/// How far a known word was followed beside the letters that were read.
#[derive(Clone)]
struct FollowedWord {
    /// How many letters were read.
    at: usize,
    opening: WordOpening,
    word: String,
    changes: Changes,
}

impl NearSearch<'_> {
    fn go(&mut self, way: FollowedWord) {
        let Some(letter) = self.letters.get(way.at).copied() else {
            self.arrive(&way);
            self.add(&way);
            return;
        };
        self.confuse(&way, letter);
        if self.letters.len() >= LONG && way.changes == Changes::default() {
            self.replace(&way);
            self.add(&way);
            self.follow(&way, 1, "", self.with_any(&way, 1));
        }
        self.follow(&way, 1, letter.encode_utf8(&mut [0; 4]), way.changes);
    }

    fn arrive(&mut self, way: &FollowedWord) {
        let level = self.list.whole(way.opening).and_then(|levels| levels.of(self.language));
        let Some(level) = level.filter(|_| way.changes != Changes::default()) else { return };
        let known = self.found.entry(way.word.clone()).or_insert((level, way.changes));
        known.1 = known.1.min(way.changes);
    }

    /// Goes on over so many letters read, which are these.
    fn follow(&mut self, way: &FollowedWord, read: usize, right: &str, changes: Changes) {
        let Some(opening) = self.list.go_on(way.opening, right) else { return };
        self.go(FollowedWord { at: way.at + read, opening, word: format!("{}{right}", way.word), changes });
    }

    fn confuse(&mut self, way: &FollowedWord, letter: char) {
        let Changes { any, seldom, typical, .. } = way.changes;
        if any || seldom || usize::from(typical) >= if self.letters.len() >= LONGER { 2 } else { 1 } {
            return;
        }
        for confusion in confusions().get(&letter).into_iter().flatten() {
            let read = confusion.read.len();
            if !self.letters.get(way.at..).is_some_and(|rest| rest.starts_with(&confusion.read)) || (typical > 0 && !confusion.is_typical) {
                continue;
            }
            let is_last = way.at + read == self.letters.len() && read == 1 && confusion.right.chars().count() == 1;
            let mut changes = way.changes;
            changes.ending |=
                is_last && is_inflected(letter, self.language) && confusion.right.chars().all(|c| is_inflected(c, self.language));
            if confusion.is_typical {
                changes.typical += 1;
            } else {
                changes.seldom = true;
            }
            self.follow(way, read, &confusion.right, changes);
        }
    }

    /// With any other letter in place of the next one.
    fn replace(&mut self, way: &FollowedWord) {
        let changes = self.with_any(way, 1);
        for (letter, opening) in self.list.letters(way.opening) {
            self.go(FollowedWord { at: way.at + 1, opening, word: format!("{}{letter}", way.word), changes });
        }
    }

    /// With any letter more before the next one, or at the end.
    fn add(&mut self, way: &FollowedWord) {
        if self.letters.len() < LONG || way.changes != Changes::default() {
            return;
        }
        let changes = self.with_any(way, 0);
        for (letter, opening) in self.list.letters(way.opening) {
            self.go(FollowedWord { at: way.at, opening, word: format!("{}{letter}", way.word), changes });
        }
    }

    /// A letter that is no usual confusion, in place of so many.
    fn with_any(&self, way: &FollowedWord, read: usize) -> Changes {
        Changes { any: true, first: way.at == 0, ending: way.at + read >= self.letters.len(), ..way.changes }
    }
}

/// Letters that forms of one word differ by at their ends.
fn is_inflected(letter: char, language: LatinLanguage) -> bool {
    match language {
        LatinLanguage::English => "sdtr",
        LatinLanguage::German => "mnrset",
        LatinLanguage::French => "estrxzaé",
    }
    .contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(word: &str, language: LatinLanguage) -> String {
        let found = near(word, language).into_iter().min_by_key(|near| (near.changes, near.level));
        found.map(|near| near.word).unwrap_or_default()
    }

    #[test]
    fn words_are_found_by_the_usual_confusions() {
        for (read, right) in [("autnmn", "autumn"), ("moming", "morning"), ("hecame", "became")] {
            assert_eq!(best(read, LatinLanguage::English), right);
        }
        for (read, right) in
            [("gesahr", "gefahr"), ("müffen", "müssen"), ("gründiing", "gründung"), ("dcr", "der"), ("wescutlichen", "wesentlichen")]
        {
            assert_eq!(best(read, LatinLanguage::German), right);
        }
        for (read, right) in [("confidenee", "confidence"), ("qne", "que"), ("liollandais", "hollandais"), ("juslice", "justice")] {
            assert_eq!(best(read, LatinLanguage::French), right);
        }
    }

    #[test]
    fn long_words_are_found_by_any_one_letter_and_short_ones_not() {
        assert_eq!(best("ldiese", LatinLanguage::German), "diese");
        assert_eq!(best("mehpere", LatinLanguage::German), "mehrere");
        assert_eq!(best("gouuvernement", LatinLanguage::French), "gouvernement");
        assert_eq!(best("governmentx", LatinLanguage::English), "government");
        assert_eq!(best("zxt", LatinLanguage::English), "");
    }

    #[test]
    fn each_confusion_has_three_parts_and_stands_once() {
        let lines: Vec<&str> = CONFUSIONS.lines().filter(|line| !line.starts_with('#')).collect();
        let pairs: std::collections::HashSet<&str> = lines.iter().filter_map(|line| line.split_once('\t').map(|(_, pair)| pair)).collect();
        assert_eq!(pairs.len(), lines.len());
        for line in lines {
            let parts: Vec<&str> = line.split('\t').collect();
            assert!(parts.len() == 3 && matches!(parts[0], "typical" | "seldom") && parts[1] != parts[2], "{line}");
        }
    }
}
