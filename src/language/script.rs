//! Simplified and traditional forms.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::class;

/// One pair a line: the traditional character, its simplified form.
const PAIRS: &str = include_str!("../../assets/dictionaries/traditional.txt");

/// The simplified form of a traditional character; any other character as it is. Where OpenCC's table gives several forms, the first.
pub fn simplified(c: char) -> char {
    static TABLE: OnceLock<FxHashMap<char, char>> = OnceLock::new();
    if c.is_ascii() {
        return c;
    }
    let table = TABLE.get_or_init(|| {
        let pair = |line: &str| {
            let mut characters = line.chars();
            Some((characters.next()?, characters.next()?))
        };
        PAIRS.lines().filter_map(pair).collect()
    });
    table.get(&c).copied().unwrap_or(c)
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// Chinese characters in simplified forms.
    Simplified,
    /// Chinese characters in traditional forms.
    Traditional,
    /// Latin letters.
    Latin,
    /// Chinese characters and Latin letters, neither of them few.
    Mixed,
}

/// A text with fewer Chinese characters among these and Latin words, in per cent, is in Latin letters; with more, it is Chinese.
const LATIN: usize = 12;
const CHINESE: usize = 40;
/// How many letters make a word, about.
const WORD: usize = 5;

impl Script {
    /// The script of a text. A text without letters, or with as many traditional as simplified forms, counts as simplified Chinese.
    pub fn of(text: impl Iterator<Item = char>) -> Script {
        let (mut han, mut latin, mut traditional) = (0usize, 0usize, 0usize);
        for c in text {
            if class::is_han(c) {
                han += 1;
                traditional += usize::from(simplified(c) != c);
            } else if c.is_alphabetic() && !matches!(c, '\u{3040}'..='\u{30ff}') {
                latin += 1;
            }
        }
        let latin = latin.div_ceil(WORD);
        match han * 100 {
            share if share < LATIN * (han + latin) => Script::Latin,
            share if share < CHINESE * (han + latin) => Script::Mixed,
            // Running text in traditional forms has one in three or four that the other has not.
            _ if traditional * 8 > han => Script::Traditional,
            _ => Script::Simplified,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, simplified};

    #[test]
    fn scripts_are_told_by_their_characters() {
        let of = |text: &str| Script::of(text.chars());
        assert_eq!(of("市政府召开会议，WTO成员"), Script::Simplified);
        assert_eq!(of("昨日國會開會、討論鐵路問題"), Script::Traditional);
        assert_eq!(of("The price is £5, see “Notes.”"), Script::Latin);
        assert_eq!(of("Wi-Fi系统 frequency identification"), Script::Mixed);
        assert_eq!(of("12 34"), Script::Simplified);
    }

    #[test]
    fn traditional_forms_become_simplified_and_the_rest_stays() {
        assert_eq!("鄉村振興，國家A。".chars().map(simplified).collect::<String>(), "乡村振兴，国家A。");
        assert_eq!(simplified('中'), '中');
    }
}
