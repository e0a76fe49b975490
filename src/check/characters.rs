//! Characters that OCR misread: what stands there is unlikely between its neighbours, and another character, of a similar shape or one
//! that makes a word, is likelier.
//!
//! The likelihood that a character is wrong is a logistic regression over what the language says of it and of its best rival. Its
//! weights were fitted to 17 three-column pages that Tesseract had read, and tried on others. A page is read as a whole: what it says
//! twice is seldom wrong.

use std::collections::HashMap;

use super::wording::Wording;
use super::{Query, QueryKind};
use crate::language::lexicon::{LONGEST, UNKNOWN};
use crate::language::{Pairs, class, lexicon, pairs, shapes, words};

/// Less likely errors are none, on any page.
const NEGLIGIBLE: f32 = 0.01;
/// The share of characters that was wrong on the pages the weights were fitted to.
const USUAL: f32 = 0.0145;
/// So many characters of usual quality are added to each page when its own quality is worked out, and in how many rounds.
const FEW: f32 = 200.0;
const ROUNDS: usize = 12;
/// How many replacements are offered.
const OFFERED: usize = 9;
/// What is likelier than this between its neighbours is right, alone or in a word of two characters (logarithms).
const LIKELY: f32 = -9.0;
const LIKELY_WORD: f32 = -12.0;
/// What a page says so often is right.
const OFTEN: f32 = 4.0;
/// Of how many words jieba counted how often each is used.
const WORDS: f32 = 6e7;
/// How far round a place its text is read as words, in characters.
const NEAR: usize = 6;
/// How many rivals are looked at for the words they make, and of these, for how the text reads with them.
const CONSIDERED: usize = 40;
const READ: usize = 20;

/// What pairs of characters a page has, to tell what it says again from what stands there once.
#[derive(Default)]
pub(super) struct Habits {
    pairs: HashMap<(char, char), u32>,
    after: HashMap<char, Vec<char>>,
    before: HashMap<char, Vec<char>>,
}

impl Habits {
    pub(super) fn add(&mut self, text: &Dense) {
        for (a, b) in text.chars.iter().zip(text.chars.iter().skip(1)) {
            let count = self.pairs.entry((*a, *b)).or_default();
            *count += 1;
            if *count == 1 && class::is_han(*a) && class::is_han(*b) {
                self.after.entry(*a).or_default().push(*b);
                self.before.entry(*b).or_default().push(*a);
            }
        }
    }

    fn count(&self, a: char, b: char, known: char) -> f32 {
        if class::is_han(known) { self.pairs.get(&(a, b)).copied().unwrap_or(0) as f32 } else { 0.0 }
    }
}

/// A block's text without blanks, digits all alike.
pub(super) struct Dense {
    chars: Vec<char>,
    /// Where each character stands in the block.
    places: Vec<usize>,
}

impl Dense {
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn of(text: &[char]) -> Dense {
        let plain = |(place, c): (usize, &char)| (place, if c.is_ascii_digit() { '0' } else { *c });
        let (places, chars) = text.iter().enumerate().filter(|(_, c)| !c.is_whitespace()).map(plain).unzip();
        Dense { chars, places }
    }

    fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('$')
    }

    fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('^', |before| self.at(before))
    }
}

/// A character that may have stood there, and what speaks for it.
#[derive(Clone)]
struct Rival {
    character: char,
    score: f32,
    likeness: f32,
    gain: f32,
    word: Word,
    seen: f32,
    /// How much better the text round it reads as words.
    reads: f32,
    /// What all of it comes to.
    total: f32,
}

/// The longest word that holds a place: how many characters it has (1 if there is none), and the logarithm of how often it is used.
#[derive(Clone, Copy)]
struct Word {
    len: usize,
    usage: f32,
}

impl Word {
    const NONE: Word = Word { len: 1, usage: 0.0 };
}

/// A character that may be wrong.
pub(super) struct Suspect {
    /// Its place in the block.
    place: usize,
    likelihood: f32,
    replacements: Vec<String>,
}

/// The characters of a block that may be wrong, as far as pages of usual quality go.
pub(super) fn suspects(dense: &Dense, habits: &Habits) -> Vec<Suspect> {
    let pairs = pairs();
    let suspect = |index: usize| {
        let (likelihood, rivals, lost) = doubt(dense, habits, pairs, index).filter(|(likelihood, ..)| *likelihood >= NEGLIGIBLE)?;
        let nothing = lost.then(String::new).into_iter();
        let replacements = nothing.chain(rivals.iter().map(|rival| rival.character.to_string())).take(OFFERED).collect();
        Some(Suspect { place: dense.places.get(index).copied()?, likelihood, replacements })
    };
    (0..dense.chars.len()).filter_map(suspect).collect()
}

/// How many times likelier an error is on this page than on those the weights were fitted to, as odds. It is worked out from the
/// suspects themselves, by expectation and maximisation (after Saerens, Latinne and Decaestecker 2002, Neural Computation 14).
pub(super) fn odds<'a>(suspects: impl Iterator<Item = &'a Suspect> + Clone, characters: usize) -> f32 {
    let prior = |share: f32| share / (1.0 - share);
    let mut share = USUAL;
    for _ in 0..ROUNDS {
        let odds = prior(share) / prior(USUAL);
        let wrong: f32 = suspects.clone().map(|suspect| suspect.adjusted(odds)).sum();
        // A short page tells little of itself.
        share = (wrong + USUAL * FEW) / (characters as f32 + FEW);
    }
    prior(share) / prior(USUAL)
}

impl Suspect {
    fn adjusted(&self, odds: f32) -> f32 {
        let weighed = self.likelihood / (1.0 - self.likelihood).max(1e-6) * odds;
        weighed / (1.0 + weighed)
    }
}

/// Asks about the suspects of a block that are likely enough: at least `limit` per cent.
pub(super) fn check(wording: &Wording<'_>, suspects: &[Suspect], (odds, limit): (f32, u8), queries: &mut Vec<Query>) {
    for suspect in suspects {
        let confidence = (suspect.adjusted(odds) * 100.0).round().clamp(1.0, 99.0) as u8;
        if confidence >= limit {
            let range = (suspect.place, suspect.place + 1);
            queries.push(wording.query(QueryKind::Character, range, confidence, "query-character", &suspect.replacements));
        }
    }
}

/// How likely a character is wrong, what may have stood there, and whether rather nothing did.
fn doubt(dense: &Dense, habits: &Habits, pairs: &Pairs, index: usize) -> Option<(f32, Vec<Rival>, bool)> {
    let (before, c, after) = (dense.before(index), dense.at(index), dense.at(index + 1));
    if !class::is_han(c) {
        return None;
    }
    let (from, to) = (pairs.follows(before, c), pairs.follows(c, after));
    let now = from + to;
    if now > LIKELY {
        return None;
    }
    let word = word_at(dense, index, c);
    // What stands in a word of three characters, or in a likely one of two, is right.
    if word.len >= 3 || (word.len == 2 && now > LIKELY_WORD) {
        return None;
    }
    let again = habits.count(before, c, before).max(habits.count(c, after, after));
    if again >= OFTEN {
        return None;
    }
    let rivals = rivals(&Place { dense, habits, pairs, index }, (from, to));
    // Where no word stands around either, it may be a name.
    let alone = |at: &usize| class::is_han(dense.at(*at)) && word_at(dense, *at, dense.at(*at)).len == 1;
    let beside = [index.wrapping_sub(2), index.wrapping_sub(1), index + 1, index + 2].iter().filter(|at| alone(at)).count();
    let without = if class::is_han(before) || class::is_han(after) { pairs.follows(before, after) - now } else { -9.0 };
    let inserted = matches!(c, '人' | '和') && without > 0.0;
    let none =
        Rival { character: c, score: -9.0, likeness: shapes::UNLIKE, gain: -5.0, word: Word::NONE, seen: 0.0, reads: -20.0, total: -9.0 };
    let best = rivals.first().cloned().unwrap_or_else(|| none.clone());
    let second = rivals.get(1).map_or(-9.0, |rival| rival.score);
    // The same rivals, those first that read best.
    let reading = Reading::of(dense, index);
    let rivals = reading.order(rivals);
    let likeliest = rivals.first().unwrap_or(&none);
    let next = rivals.get(1).map_or(-9.0, |rival| rival.total);
    let reads = rivals.iter().take(OFFERED).map(|rival| rival.reads).fold(0.0, f32::max);
    // Each value with its weight, as they were fitted.
    let sum: f32 = [
        (1.0, -3.189),
        (now / 10.0, -0.055),
        (from.min(to) / 10.0, -0.312),
        (flag(word.len == 1), -0.328),
        (flag(word.len == 2), -2.861),
        (word.usage / 10.0, -1.798),
        (best.gain / 10.0, -0.019),
        ((best.likeness - shapes::UNLIKE) * 5.0, 0.692),
        (best.seen, -0.243),
        (best.word.len.saturating_sub(word.len) as f32, 0.040),
        (best.word.usage / 10.0, 0.343),
        (pairs.alone(c) / 10.0, 3.369),
        (best.score / 10.0, 0.672),
        (best.score.max(0.0) / 10.0, 0.672),
        ((best.score - second) / 5.0, 0.532),
        ((again - 1.0).min(3.0), -0.992),
        (flag(again == 1.0), 0.019),
        (without / 10.0, -1.696),
        (without.max(0.0) / 5.0, 1.761),
        (flag(inserted), 2.605),
        (if word.len == 1 { usage(&c.to_string()) / 10.0 } else { 0.0 }, -2.567),
        (beside as f32 / 4.0, 0.579),
        (likeliest.reads.max(-20.0) / 10.0, 0.600),
        (likeliest.reads.max(0.0) / 10.0, -0.344),
        (reads / 10.0, 0.567),
        (reading.each / 3.0, 0.343),
        (likeliest.total.max(-10.0) / 10.0, 1.349),
        (likeliest.total.max(0.0) / 10.0, 1.349),
        ((likeliest.total - next) / 5.0, -0.668),
    ]
    .iter()
    .map(|(value, weight)| value * weight)
    .sum();
    Some((1.0 / (1.0 + (-sum).exp()), rivals, inserted))
}

fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// A place in a page.
struct Place<'a> {
    dense: &'a Dense,
    habits: &'a Habits,
    pairs: &'a Pairs,
    index: usize,
}

/// What may have stood at a place: characters of a similar shape, those that often stand beside its neighbours, and those that do so on
/// this page; the likeliest first. The weights are a conditional logit's, fitted to the same pages.
fn rivals(place: &Place<'_>, now: (f32, f32)) -> Vec<Rival> {
    let (before, c, after) = (place.dense.before(place.index), place.dense.at(place.index), place.dense.at(place.index + 1));
    let shapes = shapes::alike(c);
    let near = |known: &HashMap<char, Vec<char>>, c: char| known.get(&c).cloned().unwrap_or_default();
    let mut seen = near(&place.habits.after, before);
    seen.extend(near(&place.habits.before, after));
    let common = place.pairs.after(before).iter().chain(place.pairs.before(after)).copied();
    let mut tried: Vec<char> = shapes.iter().map(|(c, _)| *c).chain(common).chain(seen.iter().copied()).filter(|one| *one != c).collect();
    tried.sort_unstable();
    tried.dedup();
    let rival = |character: char| {
        let shape = shapes.iter().find(|(c, _)| *c == character).map(|(_, likeness)| *likeness);
        let likeness = shape.unwrap_or(shapes::UNLIKE);
        let gains = (place.pairs.follows(before, character) - now.0, place.pairs.follows(character, after) - now.1);
        let counts = if seen.contains(&character) {
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
fn usage(word: &str) -> f32 {
    match lexicon().share(word).filter(|_| !words().has_word(word)) {
        Some(share) => (share.exp() * WORDS).ln_1p(),
        None => (words().suggest_freq(word) as f32).ln_1p(),
    }
}

/// How well the text round a place reads as words, with one character there or another.
struct Reading<'a> {
    chars: &'a [char],
    at: usize,
    /// The best sums of shares up to each place, and from each place on.
    up: Vec<f32>,
    on: Vec<f32>,
    /// How well it reads as it is, in all and for each character.
    now: f32,
    each: f32,
}

impl<'a> Reading<'a> {
    fn of(dense: &'a Dense, index: usize) -> Reading<'a> {
        let is_han = |at: &usize| class::is_han(dense.at(*at));
        let from = (index.saturating_sub(NEAR)..index).rev().take_while(is_han).last().unwrap_or(index);
        let to = (index + 1..=index + NEAR).take_while(is_han).last().unwrap_or(index) + 1;
        let chars = dense.chars.get(from..to).unwrap_or_default();
        let lead_on = |at| lexicon().lead_up(chars.get(at..).unwrap_or_default()).last().copied().unwrap_or(0.0);
        let mut reading = Reading {
            chars,
            at: index - from,
            up: lexicon().lead_up(chars),
            on: (0..=chars.len()).map(lead_on).collect(),
            now: 0.0,
            each: 0.0,
        };
        reading.now = reading.with(dense.at(index));
        reading.each = reading.now / chars.len().max(1) as f32;
        reading
    }

    /// The rivals with how well the text reads with each, the likeliest first.
    fn order(&self, mut rivals: Vec<Rival>) -> Vec<Rival> {
        rivals.truncate(READ);
        for rival in &mut rivals {
            rival.reads = self.with(rival.character) - self.now;
            rival.total = 0.856 * rival.score + 0.198 * rival.reads.max(-20.0) - 0.144 * rival.reads.max(0.0);
        }
        rivals.sort_by(|a, b| b.total.total_cmp(&a.total).then(a.character.cmp(&b.character)));
        rivals
    }

    /// The best sum with this character at the place.
    fn with(&self, c: char) -> f32 {
        let mut best = f32::NEG_INFINITY;
        let mut word = String::new();
        for from in self.at.saturating_sub(LONGEST - 1)..=self.at {
            word.clear();
            for to in from..self.chars.len().min(from + LONGEST) {
                word.push(if to == self.at { c } else { self.chars.get(to).copied().unwrap_or(' ') });
                let share = if to < self.at { None } else { lexicon().share(&word).or((from == to).then_some(UNKNOWN)) };
                if let (Some(share), Some(up), Some(on)) = (share, self.up.get(from), self.on.get(to + 1)) {
                    best = best.max(up + share + on);
                }
            }
        }
        best
    }
}

/// The longest word of the dictionary that holds a place, if `c` stood there; among the longest the most used.
fn word_at(dense: &Dense, index: usize, c: char) -> Word {
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

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Character;
    use crate::check::tests::asked;

    fn remedies(text: &str, wrong: &str) -> Vec<String> {
        let found = asked(Character, text);
        found.into_iter().find(|(asked, _)| asked == wrong).map(|(_, remedies)| remedies).unwrap_or_default()
    }

    #[test]
    fn a_misread_character_is_asked_about_and_the_right_one_offered() {
        let text = "市领导出席会仪并讲话。夫妻俩回老家北京举办答谢宣。";
        assert!(remedies(text, "仪").contains(&"议".to_owned()));
        assert!(!remedies(text, "宣").is_empty());
    }

    #[test]
    fn plain_text_is_not_asked_about() {
        let text = "市政府新闻办公室昨天召开专场新闻发布会，介绍全市公交车免费乘坐的有关情况，并回答了记者的提问。";
        assert_eq!(asked(Character, text), []);
        assert_eq!(asked(Character, "国家统计局公布的数据显示，全国居民消费价格同比上涨百分之二。"), []);
    }
}
