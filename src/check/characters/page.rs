//! What a page says, as characters and pairs of them.

use std::collections::HashMap;

use crate::edition::TextOffset;
use crate::language::{Lattice, Pairs, class, lattice};

/// What pairs of characters a page has, to tell what it says again from what stands there once.
#[derive(Default)]
pub(in crate::check) struct Habits {
    pairs: HashMap<(char, char), u32>,
    pub(super) after: HashMap<char, Vec<char>>,
    pub(super) before: HashMap<char, Vec<char>>,
}

impl Habits {
    pub(in crate::check) fn add(&mut self, text: &Dense) {
        for (a, b) in text.chars.iter().zip(text.chars.iter().skip(1)) {
            let count = self.pairs.entry((*a, *b)).or_default();
            *count += 1;
            if *count == 1 && class::is_han(*a) && class::is_han(*b) {
                self.after.entry(*a).or_default().push(*b);
                self.before.entry(*b).or_default().push(*a);
            }
        }
    }

    pub(super) fn count(&self, a: char, b: char, known: char) -> f32 {
        if class::is_han(known) { self.pairs.get(&(a, b)).copied().unwrap_or(0) as f32 } else { 0.0 }
    }
}

/// A block's text without blanks, digits all alike.
pub(in crate::check) struct Dense {
    pub(super) chars: Vec<char>,
    /// Where each character stands in the block.
    places: Vec<u32>,
}

impl Dense {
    pub(in crate::check) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(in crate::check) fn of(text: &[char]) -> Dense {
        let plain = |(c, place): (&char, u32)| (if c.is_ascii_digit() { '0' } else { *c }, place);
        let (chars, places) = text.iter().zip(0..).filter(|(c, _)| !c.is_whitespace()).map(plain).unzip();
        Dense { chars, places }
    }

    /// Looks at each place where an ideograph stands, in order. A run of ideographs is cut into words when its turn comes, since all of
    /// a long page at once would take much memory.
    pub(super) fn each_place(&self, habits: &Habits, pairs: &Pairs, mut each: impl FnMut(&Place<'_>, TextOffset)) {
        for (from, to) in lattice::runs(&self.chars) {
            let run = Lattice::of(self.chars.get(from..to).unwrap_or_default());
            for (at, place) in self.places.get(from..to).unwrap_or_default().iter().enumerate() {
                each(&Place { dense: self, habits, pairs, index: from + at, run: (&run, at) }, TextOffset(*place));
            }
        }
    }

    pub(super) fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('$')
    }

    pub(super) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('^', |before| self.at(before))
    }
}

/// A place in a page where an ideograph stands, and the run of them that holds it, with where in the run it is.
#[derive(Clone, Copy)]
pub(in crate::check) struct Place<'a> {
    pub(super) dense: &'a Dense,
    pub(super) habits: &'a Habits,
    pub(super) pairs: &'a Pairs,
    pub(super) index: usize,
    pub(super) run: (&'a Lattice, usize),
}

impl Place<'_> {
    /// The character before it, its own, and the one after it.
    pub(super) fn around(&self) -> (char, char, char) {
        (self.dense.before(self.index), self.dense.at(self.index), self.dense.at(self.index + 1))
    }

    /// How likely the character is after the one before it, and the one after it after it, as logarithms.
    pub(super) fn now(&self) -> (f32, f32) {
        let (before, c, after) = self.around();
        (self.pairs.follows(before, c), self.pairs.follows(c, after))
    }

    /// How well the text reads as words, and how with another character there.
    pub(super) fn reads_now(&self) -> f32 {
        self.run.0.now()
    }

    pub(super) fn with(&self, character: char) -> f32 {
        self.run.0.with(self.run.1, character)
    }

    /// How often the page has a character beside the one before, and beside the one after.
    pub(super) fn counts(&self, c: char) -> (f32, f32) {
        let (before, _, after) = self.around();
        (self.habits.count(before, c, before), self.habits.count(c, after, after))
    }
}
