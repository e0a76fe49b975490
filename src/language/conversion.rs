//! Text in simplified characters put into traditional ones, and the reverse, as OpenCC does it: at each place the longest phrase of its
//! tables is taken, or else the character. A phrase becomes one of its own length, so that each character keeps its place.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A character or phrase a line, and behind a tab what it becomes, unless that is what its characters become each by itself.
const TO_SIMPLIFIED: &str = include_str!("../../assets/dictionaries/to-simplified.txt");
const TO_TRADITIONAL: &str = include_str!("../../assets/dictionaries/to-traditional.txt");
/// A character that is there for the sake of older codes only, and behind a tab the one that it is.
const COMPATIBILITY: &str = include_str!("../../assets/dictionaries/compatibility.txt");

/// Which characters a text is put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// Those of simplified Chinese. Few simplified forms stand for what was two before, so that this is all but certain.
    ToSimplified,
    /// Those of traditional Chinese. One simplified form stands for several; the words it is in tell which.
    ToTraditional,
}

impl Conversion {
    /// The text in these characters. It has as many as before.
    pub fn convert(self, text: &str) -> String {
        let text: String = text.chars().map(unified).collect();
        let table = self.table();
        let mut converted = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            let (length, form) = match table.phrase(c, rest) {
                Some((phrase, form)) => (phrase.len(), form),
                None => (c.len_utf8(), None),
            };
            let (taken, after) = rest.split_at(length);
            match form {
                Some(form) => converted.push_str(form),
                None => converted.extend(taken.chars().map(|c| table.character(c))),
            }
            rest = after;
        }
        converted
    }

    fn table(self) -> &'static ConversionTable {
        static SIMPLIFIED: OnceLock<ConversionTable> = OnceLock::new();
        static TRADITIONAL: OnceLock<ConversionTable> = OnceLock::new();
        match self {
            Conversion::ToSimplified => SIMPLIFIED.get_or_init(|| ConversionTable::read(TO_SIMPLIFIED)),
            Conversion::ToTraditional => TRADITIONAL.get_or_init(|| ConversionTable::read(TO_TRADITIONAL)),
        }
    }
}

/// A phrase, and what it becomes where that is not what its characters become.
type Phrase = (&'static str, Option<&'static str>);

/// What characters and phrases become.
struct ConversionTable {
    characters: FxHashMap<char, char>,
    /// The phrases by their first characters, the longest first.
    phrases: FxHashMap<char, Vec<Phrase>>,
}

impl ConversionTable {
    fn read(lines: &'static str) -> ConversionTable {
        let mut table = ConversionTable { characters: pairs(lines).collect(), phrases: FxHashMap::default() };
        for line in lines.lines() {
            let (phrase, form) = line.split_once('\t').map_or((line, None), |(phrase, form)| (phrase, Some(form)));
            let mut characters = phrase.chars();
            if let (Some(first), Some(_)) = (characters.next(), characters.next()) {
                table.phrases.entry(first).or_default().push((phrase, form));
            }
        }
        table.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len())));
        table
    }

    /// The longest phrase that a text begins with, which begins with the character `first`.
    fn phrase(&self, first: char, text: &str) -> Option<Phrase> {
        self.phrases.get(&first)?.iter().find(|(phrase, _)| text.starts_with(phrase)).copied()
    }

    fn character(&self, c: char) -> char {
        self.characters.get(&c).copied().unwrap_or(c)
    }
}

/// The lines that have a character and what it becomes.
fn pairs(lines: &'static str) -> impl Iterator<Item = (char, char)> {
    lines.lines().filter_map(|line| {
        let mut characters = line.chars();
        let (c, between, form, end) = (characters.next()?, characters.next()?, characters.next()?, characters.next());
        (between == '\t' && end.is_none()).then_some((c, form))
    })
}

/// The character that one for the sake of older codes is; any other as it is.
pub fn unified(c: char) -> char {
    static TABLE: OnceLock<FxHashMap<char, char>> = OnceLock::new();
    match c {
        '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            TABLE.get_or_init(|| pairs(COMPATIBILITY).collect()).get(&c).copied().unwrap_or(c)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_decide_before_characters() {
        let simplified = |text| Conversion::ToSimplified.convert(text);
        assert_eq!(simplified("昨日國會開會，討論鐵路與麵粉。"), "昨日国会开会，讨论铁路与面粉。");
        assert_eq!(simplified("乾隆年間，魚乾晾乾了"), "乾隆年间，鱼干晾干了");
        assert_eq!(simplified("瞭望臺上，一目瞭然"), "瞭望台上，一目了然");
        let traditional = |text| Conversion::ToTraditional.convert(text);
        assert_eq!(traditional("理发以后，发展生产"), "理髮以後，發展生產");
        assert_eq!(traditional("皇后在后面喝面汤"), "皇后在後面喝麪湯");
    }

    #[test]
    fn what_is_of_no_script_stays() {
        for conversion in [Conversion::ToSimplified, Conversion::ToTraditional] {
            for text in ["", "Stet, 1939.", "一二三，人山人海。", "□\u{fffd}\u{e000}\u{301}", "かな 한글"] {
                assert_eq!(conversion.convert(text), text, "{conversion:?}");
            }
        }
    }

    #[test]
    fn characters_of_older_codes_are_what_they_are() {
        assert_eq!(Conversion::ToSimplified.convert("\u{f9fc}\u{2f800}\u{fa0e}"), "识丽\u{fa0e}");
    }

    #[test]
    fn every_character_keeps_its_place() {
        for table in [TO_SIMPLIFIED, TO_TRADITIONAL, COMPATIBILITY] {
            for line in table.lines() {
                let (from, to) = line.split_once('\t').unwrap_or((line, line));
                assert!(!from.is_empty() && from.chars().count() == to.chars().count(), "{line}");
            }
        }
        let text = "乾隆皇帝的頭髮\u{2f800}，A\t發\n";
        assert_eq!(Conversion::ToSimplified.convert(text).chars().count(), text.chars().count());
    }
}
