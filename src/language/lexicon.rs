//! Words by how often they are used, names and new words among them that jieba's dictionary lacks (see
//! `assets/dictionaries/README.md`).

use std::collections::HashMap;
use std::sync::OnceLock;

/// A line a level and a length in characters, and behind a tab words of that length one after the other.
const TABLE: &str = include_str!("../../assets/dictionaries/words.txt");
/// A word of a level is so much rarer than one of the level before, as a natural logarithm: the fourth part of ten times.
const LEVEL: f32 = std::f32::consts::LN_10 / 4.0;
/// How often a character counts that is no word, as a natural logarithm.
pub const UNKNOWN: f32 = -7.0 * std::f32::consts::LN_10;

/// The longest word, in characters.
pub const LONGEST: usize = 5;

/// The words, ready to be asked.
pub struct Lexicon {
    levels: HashMap<&'static str, u8>,
}

/// The lexicon. It is read once, at the first call, which takes some tens of milliseconds.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::read(TABLE))
}

impl Lexicon {
    fn read(table: &'static str) -> Lexicon {
        let mut levels = HashMap::with_capacity(table.len() / 7);
        for line in table.lines() {
            let parts = line.split_once('\t').and_then(|(head, words)| Some((head.split_once(' ')?, words)));
            let Some(((level, length), words)) = parts else { continue };
            let (Ok(level), Ok(length)) = (level.parse::<u8>(), length.parse::<usize>()) else { continue };
            // All characters of the table take three bytes.
            let bytes = length * 3;
            let starts = (0..words.len()).step_by(bytes.max(1));
            levels.extend(starts.filter_map(|from| words.get(from..from + bytes)).map(|word| (word, level)));
        }
        Lexicon { levels }
    }

    /// Whether it has a word.
    pub fn has(&self, word: &str) -> bool {
        self.levels.contains_key(word)
    }

    /// The natural logarithm of a word's share in text; nothing where it is unknown.
    pub fn share(&self, word: &str) -> Option<f32> {
        self.levels.get(word).map(|level| -f32::from(*level) * LEVEL)
    }

    /// How well characters read as words: for each place, the best sum of the shares of words that lead up to it, from the first place.
    pub fn lead_up(&self, chars: &[char]) -> Vec<f32> {
        let mut best = vec![f32::NEG_INFINITY; chars.len() + 1];
        if let Some(first) = best.first_mut() {
            *first = 0.0;
        }
        let mut word = String::new();
        for from in 0..chars.len() {
            let Some(score) = best.get(from).copied() else { continue };
            word.clear();
            for (index, c) in chars.iter().enumerate().skip(from).take(LONGEST) {
                word.push(*c);
                let share = self.share(&word).or((index == from).then_some(UNKNOWN));
                if let (Some(share), Some(to)) = (share, best.get_mut(index + 1)) {
                    *to = to.max(score + share);
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_likelier_than_rare_ones_and_than_none() {
        let lexicon = lexicon();
        assert!(lexicon.share("我们") > lexicon.share("颜回"));
        assert!(lexicon.has("颜回") && !lexicon.has("颜圓"));
        let read = |text: &str| lexicon.lead_up(&text.chars().collect::<Vec<_>>()).last().copied();
        assert!(read("召开会议") > read("召开会仪"));
        assert_eq!(read(""), Some(0.0));
    }
}
