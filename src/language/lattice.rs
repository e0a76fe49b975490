//! How well text reads as words: all ways to cut it, the best of them by how likely each word is behind the one before.

use super::class;
use super::lexicon::{LONGEST, Lexicon, Prefix, WordId, lexicon};

/// A run of ideographs, cut into words in every way.
pub struct Lattice {
    chars: Vec<char>,
    /// The words by where they end, and by where they begin.
    ending: Vec<Vec<Edge>>,
    starting: Vec<Vec<Edge>>,
    now: f32,
}

/// A word in a lattice: its other end, and how likely the best way is from there over it; logarithms.
#[derive(Clone, Copy)]
struct Edge {
    word: WordId,
    other: usize,
    /// Of words that end at a place, the way from the run's beginning to there, this word included; of words that begin at a place, the
    /// way from there to the run's end, this word left out.
    best: f32,
}

impl Lattice {
    /// Cuts a run of characters. What no word begins with stands for itself.
    pub fn of(chars: &[char]) -> Lattice {
        let lexicon = lexicon();
        let mut lattice = Lattice {
            chars: chars.to_vec(),
            now: f32::NEG_INFINITY,
            ending: vec![Vec::new(); chars.len() + 1],
            starting: vec![Vec::new(); chars.len() + 1],
        };
        for from in 0..chars.len() {
            let before = lattice.ending.get(from).cloned().unwrap_or_default();
            each_word(lexicon, chars, from, &mut |word, to| {
                let best = arrive(lexicon, &before, word);
                if let (Some(ending), Some(starting)) = (lattice.ending.get_mut(to), lattice.starting.get_mut(from)) {
                    ending.push(Edge { word, other: from, best });
                    starting.push(Edge { word, other: to, best: 0.0 });
                }
            });
        }
        for from in (0..chars.len()).rev() {
            let mut edges = lattice.starting.get(from).cloned().unwrap_or_default();
            for edge in &mut edges {
                edge.best = leave(lexicon, edge.word, lattice.starting.get(edge.other).map(Vec::as_slice).unwrap_or_default());
            }
            if let Some(starting) = lattice.starting.get_mut(from) {
                *starting = edges;
            }
        }
        lattice.now = best_of(lattice.ending.last());
        lattice
    }

    /// How well the run reads with this character at a place: the logarithm of the likelihood of the best way over it.
    pub fn with(&self, at: usize, character: char) -> f32 {
        let lexicon = lexicon();
        let mut best = f32::NEG_INFINITY;
        for from in at.saturating_sub(LONGEST - 1)..=at {
            let Some(prefix) = self.chars.get(from..at).and_then(|chars| walk(lexicon, chars)) else { continue };
            let before = self.ending.get(from).map(Vec::as_slice).unwrap_or_default();
            let mut place = lexicon.next(prefix, character);
            if from == at {
                place = place.or(Some((Prefix::EMPTY, WordId::NONE)));
            }
            let mut to = at + 1;
            while let Some((prefix, word)) = place {
                // A single character is a word, if no word of the lexicon.
                if word != WordId::NONE || to - from == 1 {
                    let after = self.starting.get(to).map(Vec::as_slice).unwrap_or_default();
                    best = best.max(arrive(lexicon, before, word) + leave(lexicon, word, after));
                }
                // The empty place has no way on: nothing begins so.
                place = self.chars.get(to).filter(|_| prefix.is_some()).and_then(|c| lexicon.next(prefix, *c));
                to += 1;
            }
        }
        best
    }

    /// The words that the run has with another character at a place: which character, the word, and how long it is.
    pub fn fitting(&self, at: usize, mut each: impl FnMut(char, WordId, usize)) {
        let lexicon = lexicon();
        for from in at.saturating_sub(LONGEST - 1)..at {
            let Some(prefix) = self.chars.get(from..at).and_then(|chars| walk(lexicon, chars)) else { continue };
            for (character, prefix, word) in lexicon.children(prefix) {
                self.go_on(lexicon, (prefix, word), at + 1, &mut |word, to| each(character, word, to - from));
            }
        }
        for character in self.chars.get(at + 1).into_iter().flat_map(|second| lexicon.openers(*second)) {
            if let Some(first) = lexicon.next(Prefix::EMPTY, *character) {
                self.go_on(lexicon, (first.0, WordId::NONE), at + 1, &mut |word, to| each(*character, word, to - at));
            }
        }
    }

    /// Gives the words that go on from a place in the lexicon with the run's own characters, with one past their last one.
    fn go_on(&self, lexicon: &Lexicon, (mut prefix, mut word): (Prefix, WordId), mut to: usize, each: &mut impl FnMut(WordId, usize)) {
        loop {
            if word != WordId::NONE {
                each(word, to);
            }
            match self.chars.get(to).and_then(|c| lexicon.next(prefix, *c)) {
                Some(next) => (prefix, word) = next,
                None => return,
            }
            to += 1;
        }
    }

    /// How many characters the run has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// How well the run reads.
    pub fn now(&self) -> f32 {
        self.now
    }
}

fn best_of(edges: Option<&Vec<Edge>>) -> f32 {
    edges.into_iter().flatten().map(|edge| edge.best).fold(f32::NEG_INFINITY, f32::max)
}

/// The runs of ideographs in a text: from where to where.
pub fn runs(chars: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = None;
    for (at, c) in chars.iter().copied().chain([' ']).enumerate() {
        match (class::is_han(c), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                found.push((start, at));
                from = None;
            }
            _ => {}
        }
    }
    found
}

/// Gives the words that begin at a place, with one past their last character.
fn each_word(lexicon: &Lexicon, chars: &[char], from: usize, each: &mut impl FnMut(WordId, usize)) {
    let mut prefix = Prefix::EMPTY;
    for (to, c) in chars.iter().enumerate().skip(from) {
        let step = lexicon.next(prefix, *c);
        let word = step.map_or(WordId::NONE, |(_, word)| word);
        if word != WordId::NONE || to == from {
            each(word, to + 1);
        }
        match step {
            Some((next, _)) => prefix = next,
            None => break,
        }
    }
}

fn walk(lexicon: &Lexicon, chars: &[char]) -> Option<Prefix> {
    chars.iter().try_fold(Prefix::EMPTY, |prefix, c| lexicon.next(prefix, *c).map(|(prefix, _)| prefix))
}

/// The best way over words that end at a place to a word that begins there.
fn arrive(lexicon: &Lexicon, before: &[Edge], word: WordId) -> f32 {
    if before.is_empty() {
        return lexicon.alone(word);
    }
    before.iter().map(|edge| edge.best + lexicon.follows(edge.word, word)).fold(f32::NEG_INFINITY, f32::max)
}

/// The best way on from a word that ends at a place.
fn leave(lexicon: &Lexicon, word: WordId, after: &[Edge]) -> f32 {
    if after.is_empty() {
        return 0.0;
    }
    after.iter().map(|edge| lexicon.follows(word, edge.word) + edge.best).fold(f32::NEG_INFINITY, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lexicon::UNKNOWN;

    #[test]
    fn text_reads_better_with_the_right_character() {
        let chars: Vec<char> = "市政府召开专题会仪".chars().collect();
        let lattice = Lattice::of(&chars);
        assert!((lattice.with(8, '仪') - lattice.now()).abs() < 1e-3);
        assert!(lattice.with(8, '议') > lattice.now() + 3.0);
        assert!(lattice.with(8, '\u{9fff}') < lattice.now());
        let known = |at: usize| (lattice.with(at, chars[at]) - lattice.now()).abs() < 1e-3;
        assert!((0..chars.len()).all(known));
        assert!(lattice.now() > UNKNOWN * 9.0);
    }

    #[test]
    fn words_that_fit_are_found_on_both_sides() {
        let fitting = |text: &str, at: usize| {
            let mut found = Vec::new();
            Lattice::of(&text.chars().collect::<Vec<_>>()).fitting(at, |character, _, len| found.push((character, len)));
            found
        };
        assert!(fitting("宝臧", 1).contains(&('藏', 2)));
        assert!(fitting("嚓衣", 0).contains(&('大', 2)));
        assert!(fitting("中华人民共利国", 5).iter().all(|(_, len)| *len <= LONGEST));
        assert!(!fitting("宝臧", 1).contains(&('臧', 2)));
    }

    #[test]
    fn runs_are_what_stands_between_marks() {
        let chars: Vec<char> = "今天，2个人".chars().collect();
        assert_eq!(runs(&chars), [(0, 2), (4, 6)]);
        assert!(Lattice::of(&[]).now().is_infinite());
    }
}
