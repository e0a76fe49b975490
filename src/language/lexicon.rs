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

    /// How well characters read as words: for each place the best sum of the shares of words that lead up to it from the first place,
    /// and of those that lead on from it to the end. A character that is no word counts as [`UNKNOWN`].
    pub fn leads(&self, chars: &[char]) -> (Vec<f32>, Vec<f32>) {
        let words = self.words(chars);
        let mut up = vec![f32::NEG_INFINITY; chars.len() + 1];
        let mut on = up.clone();
        if let (Some(first), Some(last)) = (up.first_mut(), on.last_mut()) {
            (*first, *last) = (0.0, 0.0);
        }
        for (from, to, share) in &words {
            raise(&mut up, *from, *to, *share);
        }
        for (from, to, share) in words.iter().rev() {
            raise(&mut on, *to, *from, *share);
        }
        (up, on)
    }

    /// The words among characters, in the order of their beginnings: from where to where, and their shares.
    fn words(&self, chars: &[char]) -> Vec<(usize, usize, f32)> {
        let mut found = Vec::new();
        let mut word = String::new();
        for from in 0..chars.len() {
            word.clear();
            for (index, c) in chars.iter().enumerate().skip(from).take(LONGEST) {
                word.push(*c);
                let share = self.share(&word).or((index == from).then_some(UNKNOWN));
                found.extend(share.map(|share| (from, index + 1, share)));
            }
        }
        found
    }
}

/// Goes from one place to another by a word, if that is the best way there.
fn raise(best: &mut [f32], from: usize, to: usize, share: f32) {
    if let (Some(score), Some(to)) = (best.get(from).copied(), best.get_mut(to)) {
        *to = to.max(score + share);
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
        let read = |text: &str| lexicon.leads(&text.chars().collect::<Vec<_>>()).0.last().copied();
        assert!(read("召开会议") > read("召开会仪"));
        assert_eq!(read(""), Some(0.0));
    }
}
