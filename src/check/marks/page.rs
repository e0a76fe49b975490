//! The marks, letters and digits of a page in their places.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::missing::starts_of_lines;
use super::weights::SPECKS;
use crate::edition::Block;
use crate::language::{class, pairs, width};
use crate::page::Page;

/// A block's text without blanks, and how often its page has each character.
pub(super) struct BlockText<'a> {
    chars: Vec<char>,
    /// The same as pairs of characters have them.
    plain: Vec<char>,
    /// Which brackets and quotation marks have their other half.
    paired: Vec<bool>,
    shares: &'a Shares,
    pub(super) places: Vec<MarkPlace>,
}

/// A place where no ideograph stands, or one that a speck is often taken for.
#[derive(Clone, Copy)]
pub(super) struct MarkPlace {
    /// Among the characters that are no blanks.
    pub(super) index: usize,
    /// Among all characters of the block.
    pub(super) at: usize,
    pub(super) starts_line: bool,
    pub(super) ends_line: bool,
}

/// How many letters and digits on one side of a place are counted: longer runs are all alike.
const LONGEST_RUN: usize = 8;

/// How often a page has each character.
#[derive(Default)]
pub(in crate::check) struct Shares {
    counts: FxHashMap<char, f32>,
    all: f32,
}

impl Shares {
    /// Counts characters, of either width alike: the raw page may have them as the draft has not.
    pub(in crate::check) fn add(&mut self, text: impl Iterator<Item = char>) {
        for c in text.filter(|c| !c.is_whitespace()) {
            *self.counts.entry(width::fold(c)).or_default() += 1.0;
            self.all += 1.0;
        }
    }
}

/// Digits are all alike, and a straight quotation mark is the half that is likelier there.
fn plain(before: char, c: char, after: char) -> char {
    let likely = |mark: char| pairs().follows(before, mark) + pairs().follows(mark, after);
    match c {
        '"' if likely('“') < likely('”') => '”',
        '"' => '“',
        _ => digit(c),
    }
}

pub(super) fn digit(c: char) -> char {
    if c.is_ascii_digit() { '0' } else { c }
}

/// What is part of a foreign word, an address or a model's name: characters of ASCII together, three of them letters.
fn words(chars: &[char]) -> Vec<bool> {
    const LETTERS: usize = 3;
    let mut found = vec![false; chars.len()];
    for (from, to) in super::super::runs(chars, |c| c.is_ascii_graphic() || c.is_alphabetic() && !class::is_han(c)) {
        let run = chars.get(from..to).unwrap_or_default();
        if run.iter().filter(|c| c.is_alphabetic()).count() >= LETTERS {
            found.iter_mut().take(to).skip(from).for_each(|found| *found = true);
        }
    }
    found
}

/// Which brackets and quotation marks close one another, none of their kind between them.
fn paired(chars: &[char]) -> Vec<bool> {
    const PAIRS: [(char, char); 9] =
        [('“', '”'), ('‘', '’'), ('（', '）'), ('《', '》'), ('〈', '〉'), ('【', '】'), ('「', '」'), ('『', '』'), ('(', ')')];
    let mut found = vec![false; chars.len()];
    let mut open = [None; PAIRS.len()];
    for (index, c) in chars.iter().enumerate() {
        for ((opening, closing), open) in PAIRS.iter().zip(&mut open) {
            if c == opening {
                *open = Some(index);
            } else if c == closing
                && let Some(from) = open.take()
            {
                for half in [from, index] {
                    if let Some(found) = found.get_mut(half) {
                        *found = true;
                    }
                }
            }
        }
    }
    found
}

impl<'a> BlockText<'a> {
    pub(super) fn of(block: &Block, pages: &[Arc<Page>], shares: &'a Shares) -> BlockText<'a> {
        let starts = starts_of_lines(block, pages);
        let solid: Vec<(usize, char)> = block.text().chars().enumerate().filter(|(_, c)| !c.is_whitespace()).collect();
        let starts_line = |index: usize| solid.get(index).is_none_or(|(at, _)| starts.binary_search(at).is_ok());
        let place = |(index, (at, _)): (usize, &(usize, char))| MarkPlace {
            index,
            at: *at,
            starts_line: starts_line(index),
            ends_line: starts_line(index + 1),
        };
        let chars: Vec<char> = solid.iter().map(|(_, c)| *c).collect();
        let words = words(&chars);
        // Formulas, ranges, notes, points and rows of stars have their signs.
        let is_sign = |index: usize, c: char| {
            let beside =
                [index.checked_sub(1), Some(index + 1)].map(|index| index.and_then(|index| chars.get(index)).copied().unwrap_or(' '));
            c.is_ascii_punctuation()
                && "@*_^\\|~=+/<>&#$".contains(c)
                && (c == '@' || index == 0 || beside.iter().any(|b| b.is_ascii_alphanumeric() || *b == c))
        };
        let is_one = |(index, (_, c)): &(usize, &(usize, char))| {
            !is_sign(*index, *c) && (!class::is_han(*c) || SPECKS.contains(*c)) && words.get(*index) != Some(&true)
        };
        let places = solid.iter().enumerate().filter(is_one).map(place).collect();
        let beside = |index: Option<usize>, edge: char| index.and_then(|index| chars.get(index)).map_or(edge, |c| digit(*c));
        let plain = |(index, c): (usize, &char)| plain(beside(index.checked_sub(1), '^'), *c, beside(Some(index + 1), '$'));
        let paired = paired(&chars);
        BlockText { paired, plain: chars.iter().enumerate().map(plain).collect(), chars, shares, places }
    }

    pub(super) fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('$')
    }

    /// The character there as pairs of characters have it.
    pub(super) fn plain(&self, index: usize) -> char {
        self.plain.get(index).copied().unwrap_or('$')
    }

    /// The one before, likewise.
    pub(super) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('^', |before| self.plain(before))
    }

    /// Whether a bracket or quotation mark has its other half.
    pub(super) fn is_paired(&self, index: usize) -> bool {
        self.paired.get(index) == Some(&true)
    }

    /// How many letters and digits stand together at a place, as far as it matters.
    pub(super) fn run(&self, index: usize) -> usize {
        let is_one = |c: &&char| c.is_ascii_alphanumeric();
        let (before, after) = self.chars.split_at(index.min(self.chars.len()));
        before.iter().rev().take(LONGEST_RUN).take_while(is_one).count() + after.iter().take(LONGEST_RUN).take_while(is_one).count()
    }

    /// How often the page has a character, among a thousand.
    pub(super) fn share(&self, c: char) -> f32 {
        1000.0 * (self.shares.counts.get(&width::fold(c)).copied().unwrap_or_default() + 1.0) / (self.shares.all + 500.0)
    }
}
