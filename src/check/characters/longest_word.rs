//! In which words the characters of a text stand.

use std::cell::OnceCell;

use super::page::Dense;
use crate::language::lexicon::{LONGEST, Prefix, WordId};
use crate::language::{self, class, is_phrase, is_word, lexicon, with_dictionary};

/// Of how many words jieba counted how often each is used.
const WORDS: f32 = 6e7;

/// The longest word that holds a place: how many characters it has (1 if there is none), and the logarithm of how often it is used.
#[derive(Clone, Copy)]
pub(super) struct LongestWord {
    pub len: usize,
    pub usage: f32,
}

/// The longest word at each place of a run, looked up once it is asked for: neighbours ask for it as well.
pub(super) struct LongestWords {
    /// Where the run begins.
    from: usize,
    known: Vec<OnceCell<LongestWord>>,
}

/// How often a word of the dictionary is used, as a logarithm.
pub(super) fn usage(word: &str) -> f32 {
    match lexicon().share(word).filter(|_| !is_word(word)) {
        Some(share) => (share.exp() * WORDS).ln_1p(),
        None => (language::usage(word) as f32).ln_1p(),
    }
}

impl LongestWords {
    /// Of a run of characters of a text from one place to another.
    pub fn of((from, to): (usize, usize)) -> LongestWords {
        LongestWords { from, known: vec![OnceCell::new(); to.saturating_sub(from)] }
    }

    /// The longest word that holds a place of the text.
    pub fn at(&self, dense: &Dense, index: usize) -> LongestWord {
        let known = index.checked_sub(self.from).and_then(|at| self.known.get(at));
        known.map_or_else(|| longest_word(dense, index), |known| *known.get_or_init(|| longest_word(dense, index)))
    }
}

/// The longest word that holds a place; among the longest the most used. The lexicon is asked first, which is done quickly: where it has a
/// word of three characters, the place is right whatever others say.
fn longest_word(dense: &Dense, index: usize) -> LongestWord {
    const ENOUGH: usize = 3;
    let starts = || index.saturating_sub(LONGEST - 2)..=index;
    let mut best = LongestWord { len: 1, usage: 0.0 };
    for start in starts() {
        let mut prefix = Prefix::EMPTY;
        for at in start..start + LONGEST {
            let Some((next, word)) = lexicon().next(prefix, dense.at(at)) else { break };
            prefix = next;
            if word != WordId::NONE && at >= index {
                best.take(dense, (start, at + 1));
            }
        }
    }
    if best.len >= ENOUGH {
        return best;
    }
    let (known, around) = (best.len, *starts().start()..index + LONGEST);
    let around: String = around.map(|at| dense.at(at)).collect();
    let mut found = Vec::new();
    with_dictionary(&around, |dictionary| {
        let mut text = String::new();
        for start in starts() {
            text.clear();
            for at in start..start + LONGEST {
                let character = dense.at(at);
                if !class::is_han(character) {
                    break;
                }
                text.push(character);
                let len = at + 1 - start;
                if at >= index && len >= 2 && len >= known && (dictionary.has_word(&text) || is_phrase(&text)) {
                    found.push((start, at + 1));
                }
            }
        }
    });
    found.into_iter().for_each(|word| best.take(dense, word));
    best
}

impl LongestWord {
    /// Takes the word from one place to another if it is longer, or as long and used more.
    fn take(&mut self, dense: &Dense, (from, to): (usize, usize)) {
        let len = to - from;
        if len < 2 || len < self.len {
            return;
        }
        let text: String = dense.chars.get(from..to).unwrap_or_default().iter().collect();
        let usage = usage(&text);
        if len > self.len || usage > self.usage {
            *self = LongestWord { len, usage };
        }
    }
}
