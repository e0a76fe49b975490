//! What may have stood at a place instead.

use std::collections::HashMap;

use super::page::{Dense, Habits};
use crate::language::lexicon::LONGEST;
use crate::language::{Pairs, class, lexicon, shapes, words};

/// How many rivals are looked at for the words they make.
const CONSIDERED: usize = 40;
/// Of how many words jieba counted how often each is used.
const WORDS: f32 = 6e7;

/// A character that may have stood there, and what speaks for it.
#[derive(Clone)]
pub(super) struct Rival {
    pub(super) character: char,
    pub(super) score: f32,
    pub(super) likeness: f32,
    pub(super) gain: f32,
    pub(super) word: Word,
    pub(super) seen: f32,
    /// How much better the text round it reads as words.
    pub(super) reads: f32,
    /// What all of it comes to.
    pub(super) total: f32,
}

/// The longest word that holds a place: how many characters it has (1 if there is none), and the logarithm of how often it is used.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub(super) len: usize,
    pub(super) usage: f32,
}

impl Word {
    pub(super) const NONE: Word = Word { len: 1, usage: 0.0 };
}

/// A place in a page.
pub(super) struct Place<'a> {
    pub(super) dense: &'a Dense,
    pub(super) habits: &'a Habits,
    pub(super) pairs: &'a Pairs,
    pub(super) index: usize,
}

impl Place<'_> {
    /// How likely the character is after the one before it, and the one after it after it, as logarithms.
    pub(super) fn now(&self) -> (f32, f32) {
        let (before, c, after) = (self.dense.before(self.index), self.dense.at(self.index), self.dense.at(self.index + 1));
        (self.pairs.follows(before, c), self.pairs.follows(c, after))
    }
}

impl Rival {
    /// What counts where there is none.
    pub(super) fn none(character: char) -> Rival {
        Rival { character, score: -9.0, likeness: shapes::UNLIKE, gain: -5.0, word: Word::NONE, seen: 0.0, reads: -20.0, total: -9.0 }
    }
}

pub(super) fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// What may have stood at a place: characters of a similar shape, those that often stand beside its neighbours, and those that do so on
/// this page; the likeliest first. The weights are a conditional logit's, fitted to the same pages.
pub(super) fn rivals(place: &Place<'_>) -> Vec<Rival> {
    let now = place.now();
    let (before, c, after) = (place.dense.before(place.index), place.dense.at(place.index), place.dense.at(place.index + 1));
    let shapes = shapes::alike(c);
    let near = |known: &HashMap<char, Vec<char>>, c: char| known.get(&c).cloned().unwrap_or_default();
    let mut seen = near(&place.habits.after, before);
    seen.extend(near(&place.habits.before, after));
    seen.sort_unstable();
    let common = place.pairs.after(before).iter().chain(place.pairs.before(after)).copied();
    let mut tried: Vec<char> = shapes.iter().map(|(c, _)| *c).chain(common).chain(seen.iter().copied()).filter(|one| *one != c).collect();
    tried.sort_unstable();
    tried.dedup();
    let rival = |character: char| {
        let shape = shapes.iter().find(|(c, _)| *c == character).map(|(_, likeness)| *likeness);
        let likeness = shape.unwrap_or(shapes::UNLIKE);
        let gains = (place.pairs.follows(before, character) - now.0, place.pairs.follows(character, after) - now.1);
        let counts = if seen.binary_search(&character).is_ok() {
            (place.habits.count(before, character, before).ln_1p(), place.habits.count(character, after, after).ln_1p())
        } else {
            (0.0, 0.0)
        };
        let score = 0.474 * gains.0 + 0.587 * gains.1 + flag(shape.is_some()) * 2.945 - 2.06 * (likeness - shapes::UNLIKE)
            + 20.18 * (likeness - 0.8).max(0.0)
            - 0.672 * place.pairs.alone(character)
            + 2.599 * (counts.0 + counts.1)
            + 0.869 * counts.0.min(counts.1);
        Rival { character, score, likeness, gain: gains.0 + gains.1, word: Word::NONE, seen: counts.0 + counts.1, reads: 0.0, total: 0.0 }
    };
    let mut found: Vec<Rival> = tried.into_iter().map(rival).collect();
    let order = |a: &Rival, b: &Rival| b.score.total_cmp(&a.score).then(a.character.cmp(&b.character));
    found.sort_by(order);
    found.truncate(CONSIDERED);
    for rival in &mut found {
        let word = word_at(place.dense, place.index, rival.character);
        rival.score += match word.len {
            0 | 1 => 0.0,
            2 => 0.898 + 0.034 * word.usage,
            _ => 0.898 + 2.394 + 0.021 * word.usage,
        };
        rival.word = word;
    }
    found.sort_by(order);
    found
}

/// How often a word of the dictionary is used, as a logarithm.
pub(super) fn usage(word: &str) -> f32 {
    match lexicon().share(word).filter(|_| !words().has_word(word)) {
        Some(share) => (share.exp() * WORDS).ln_1p(),
        None => (words().suggest_freq(word) as f32).ln_1p(),
    }
}

/// The longest word of the dictionary that holds a place, if `c` stood there; among the longest the most used.
pub(super) fn word_at(dense: &Dense, index: usize, c: char) -> Word {
    let dictionary = words();
    let mut best = Word::NONE;
    let mut text = String::new();
    for start in index.saturating_sub(LONGEST - 2)..=index {
        text.clear();
        for at in start..(start + LONGEST).min(dense.chars.len()) {
            let character = if at == index { c } else { dense.at(at) };
            if !class::is_han(character) {
                break;
            }
            text.push(character);
            let len = at + 1 - start;
            if at < index || len < 2 || len < best.len || !(dictionary.has_word(&text) || lexicon().has(&text)) {
                continue;
            }
            let usage = usage(&text);
            if len > best.len || usage > best.usage {
                best = Word { len, usage };
            }
        }
    }
    best
}
