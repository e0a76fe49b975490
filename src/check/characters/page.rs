//! What a page says, as characters and pairs of them.

use std::collections::HashMap;

use crate::language::class;

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
    pub(super) places: Vec<usize>,
}

impl Dense {
    pub(in crate::check) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(in crate::check) fn of(text: &[char]) -> Dense {
        let plain = |(place, c): (usize, &char)| (place, if c.is_ascii_digit() { '0' } else { *c });
        let (places, chars) = text.iter().enumerate().filter(|(_, c)| !c.is_whitespace()).map(plain).unzip();
        Dense { chars, places }
    }

    pub(super) fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('$')
    }

    pub(super) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('^', |before| self.at(before))
    }
}
