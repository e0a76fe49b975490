//! How well text reads as words: all ways to cut it, the best of them by how likely each word is behind the one before.

use super::class;
use super::lexicon::{LONGEST, Lexicon, Prefix, WordId, lexicon};

/// A run of ideographs, cut into words in every way. The words stand in one list each way, since a run may be very long.
pub struct Lattice {
    chars: Box<[char]>,
    /// The words by where they end, and by where they begin.
    ending: Edges,
    starting: Edges,
    now: f32,
}

/// Words of a lattice, in order of the places that they end or begin at.
struct Edges {
    edges: Vec<Edge>,
    /// Where in `edges` those of each place begin; one more for the end.
    first: Vec<u32>,
}

/// A word in a lattice, and how likely the best way is over it, as a logarithm: of words that end at a place, the way from the run's
/// beginning to there, this word included; of words that begin at a place, the way from there to the run's end, this word left out.
#[derive(Clone, Copy)]
struct Edge {
    word: WordId,
    best: f32,
}

impl Edges {
    /// As many edges at each place as `counts` says, all still to be set.
    fn with(counts: impl Iterator<Item = u32>) -> Edges {
        let mut first = vec![0];
        first.extend(counts.scan(0, |sum: &mut u32, count| {
            *sum += count;
            Some(*sum)
        }));
        let unset = Edge { word: WordId::NONE, best: 0.0 };
        Edges { edges: vec![unset; first.last().map_or(0, |last| *last as usize)], first }
    }

    #[inline]
    fn range(&self, place: usize) -> std::ops::Range<usize> {
        let first = |at: usize| self.first.get(at).map_or(self.edges.len(), |first| *first as usize);
        first(place)..first(place + 1)
    }

    #[inline]
    fn at(&self, place: usize) -> &[Edge] {
        self.edges.get(self.range(place)).unwrap_or_default()
    }

    fn set(&mut self, index: usize, edge: Edge) {
        if let Some(place) = self.edges.get_mut(index) {
            *place = edge;
        }
    }
}

impl Lattice {
    /// Cuts a run of characters. What no word begins with stands for itself.
    pub fn of(chars: &[char]) -> Lattice {
        let lexicon = lexicon();
        // Each word with where it ends, and how many begin and end at each place.
        let mut words: Vec<(WordId, u32)> = Vec::with_capacity(chars.len() * 2);
        let (mut begin, mut end) = (vec![0; chars.len() + 1], vec![0; chars.len() + 1]);
        for (from, begin) in begin.iter_mut().enumerate().take(chars.len()) {
            each_word(lexicon, chars, from, &mut |word, to| {
                words.push((word, to as u32));
                *begin += 1;
                if let Some(end) = end.get_mut(to) {
                    *end += 1;
                }
            });
        }
        let (mut starting, mut ending) = (Edges::with(begin.into_iter()), Edges::with(end.into_iter()));
        let mut free = ending.first.clone();
        for from in 0..chars.len() {
            for index in starting.range(from) {
                let Some((word, to)) = words.get(index).copied() else { continue };
                let Some(free) = free.get_mut(to as usize) else { continue };
                ending.set(*free as usize, Edge { word, best: arrive(lexicon, ending.at(from), word) });
                *free += 1;
            }
        }
        for from in (0..chars.len()).rev() {
            for index in starting.range(from) {
                let Some((word, to)) = words.get(index).copied() else { continue };
                starting.set(index, Edge { word, best: leave(lexicon, word, starting.at(to as usize)) });
            }
        }
        let now = best_of(ending.at(chars.len()));
        Lattice { chars: chars.into(), ending, starting, now }
    }

    /// A place of the run, to be asked about one character after the other.
    pub fn gap(&self, at: usize) -> LatticeGap<'_> {
        let lexicon = lexicon();
        let from = at.saturating_sub(LONGEST - 1)..at;
        let prefixes = from.filter_map(|from| Some((from, self.chars.get(from..at).and_then(|chars| walk(lexicon, chars))?))).collect();
        LatticeGap { run: self, at, prefixes }
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

/// A place of a run where another character may stand.
pub struct LatticeGap<'a> {
    run: &'a Lattice,
    at: usize,
    /// The places in the lexicon that the characters before it lead to, with where in the run they begin.
    prefixes: Vec<(usize, Prefix)>,
}

impl LatticeGap<'_> {
    /// How well the run reads with this character there: the logarithm of the likelihood of the best way over it.
    pub fn with(&self, character: char) -> f32 {
        let (lexicon, run, at) = (lexicon(), self.run, self.at);
        let words = self.prefixes.iter().filter_map(|(from, prefix)| Some((*from, lexicon.next(*prefix, character)?)));
        let alone = lexicon.next(Prefix::EMPTY, character).unwrap_or((Prefix::EMPTY, WordId::NONE));
        let mut best = f32::NEG_INFINITY;
        for (from, place) in words.chain([(at, alone)]) {
            let before = run.ending.at(from);
            let best_before = if before.is_empty() { 0.0 } else { best_of(before) };
            let (mut place, mut to) = (Some(place), at + 1);
            while let Some((prefix, word)) = place {
                // A single character is a word, if no word of the lexicon.
                if word != WordId::NONE || to - from == 1 {
                    let after = run.starting.at(to);
                    let best_after = if after.is_empty() { 0.0 } else { best_of(after) };
                    // A word makes no way likelier than it was without: most words need not be weighed.
                    if best_before + best_after > best {
                        best = best.max(arrive(lexicon, before, word) + leave(lexicon, word, after));
                    }
                }
                // The empty place has no way on: nothing begins so.
                place = run.chars.get(to).filter(|_| prefix.is_some()).and_then(|c| lexicon.next(prefix, *c));
                to += 1;
            }
        }
        best
    }

    /// How well the run reads without the character there: the logarithm of the likelihood of the best way over what is left.
    pub fn without(&self) -> f32 {
        let (lexicon, run, at) = (lexicon(), self.run, self.at);
        let (before, after) = (run.ending.at(at), run.starting.at(at + 1));
        // The words on both sides stand side by side.
        let beside = after.iter().map(|edge| arrive(lexicon, before, edge.word) + edge.best).fold(f32::NEG_INFINITY, f32::max);
        let mut best = if after.is_empty() && !before.is_empty() { best_of(before) } else { beside };
        // Or a word goes over the place.
        for (from, prefix) in &self.prefixes {
            let (mut prefix, mut to) = (*prefix, at + 1);
            while let Some((next, word)) = run.chars.get(to).and_then(|c| lexicon.next(prefix, *c)) {
                (prefix, to) = (next, to + 1);
                if word != WordId::NONE {
                    best = best.max(arrive(lexicon, run.ending.at(*from), word) + leave(lexicon, word, run.starting.at(to)));
                }
            }
        }
        best
    }

    /// The words that the run has with another character there: which character, the word, and how long it is.
    #[inline]
    pub fn fitting(&self, mut each: impl FnMut(char, WordId, usize)) {
        let (lexicon, at) = (lexicon(), self.at);
        for (from, prefix) in &self.prefixes {
            for (character, prefix, word) in lexicon.children(*prefix) {
                self.go_on(lexicon, (prefix, word), at + 1, &mut |word, to| each(character, word, to - from));
            }
        }
        for (character, prefix, word) in self.run.chars.get(at + 1).into_iter().flat_map(|second| lexicon.openers(*second)) {
            self.go_on(lexicon, (prefix, word), at + 2, &mut |word, to| each(character, word, to - at));
        }
    }

    /// Gives the words that go on from a place in the lexicon with the run's own characters, with one past their last one.
    fn go_on(&self, lexicon: &Lexicon, (mut prefix, mut word): (Prefix, WordId), mut to: usize, each: &mut impl FnMut(WordId, usize)) {
        loop {
            if word != WordId::NONE {
                each(word, to);
            }
            match self.run.chars.get(to).and_then(|c| lexicon.next(prefix, *c)) {
                Some(next) => (prefix, word) = next,
                None => return,
            }
            to += 1;
        }
    }
}

fn best_of(edges: &[Edge]) -> f32 {
    edges.iter().map(|edge| edge.best).fold(f32::NEG_INFINITY, f32::max)
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
#[inline]
fn arrive(lexicon: &Lexicon, before: &[Edge], word: WordId) -> f32 {
    if before.is_empty() {
        return lexicon.alone(word);
    }
    before.iter().map(|edge| edge.best + lexicon.follows(edge.word, word)).fold(f32::NEG_INFINITY, f32::max)
}

/// The best way on from a word that ends at a place.
#[inline]
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
        assert!((lattice.gap(8).with('仪') - lattice.now()).abs() < 1e-3);
        assert!(lattice.gap(8).with('议') > lattice.now() + 3.0);
        assert!(lattice.gap(8).with('\u{9fff}') < lattice.now());
        let known = |at: usize| (lattice.gap(at).with(chars[at]) - lattice.now()).abs() < 1e-3;
        assert!((0..chars.len()).all(known));
        assert!(lattice.now() > UNKNOWN * 9.0);
    }

    #[test]
    fn text_reads_without_a_character_as_if_it_had_never_been_there() {
        for (text, at) in [("会上晤结束后", 1), ("人市政府召开会议", 0), ("市政府召开会议人", 7), ("召开人会议", 2)]
        {
            let mut chars: Vec<char> = text.chars().collect();
            let without = Lattice::of(&chars).gap(at).without();
            chars.remove(at);
            assert!((without - Lattice::of(&chars).now()).abs() < 1e-3, "{text}");
        }
        assert!(Lattice::of(&['人']).gap(0).without().is_infinite(), "nothing is left");
    }

    #[test]
    fn words_that_fit_are_found_on_both_sides() {
        let fitting = |text: &str, at: usize| {
            let mut found = Vec::new();
            Lattice::of(&text.chars().collect::<Vec<_>>()).gap(at).fitting(|character, _, len| found.push((character, len)));
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
