//! What a page says, as characters and pairs of them.

use rustc_hash::FxHashMap;

use super::longest_word::{LongestWord, LongestWords};
use crate::edition::TextOffset;
use crate::language::lexicon::LONGEST;
use crate::language::script::Script;
use crate::language::{Lattice, LatticeGap, Pairs, class, forms, lattice};

/// In which forms of the characters a block is written, where the language knows it at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::check) enum Forms {
    Simplified,
    Traditional,
}

/// How far round a place it is asked whether characters stand in words.
pub(super) const NEAR: usize = 2;
/// How far from a place characters stand that tell of it.
pub(super) const REACH: usize = LONGEST + NEAR;

/// A block with fewer ideographs is written as its page is.
const ENOUGH: usize = 12;
/// Text with more kana or hangul than one in so many ideographs is Japanese or Korean, of which nothing is known.
const FEW: usize = 12;

/// The forms of a block on a page of such forms; nothing where its language is none that is known.
pub(in crate::check) fn forms_of(text: &[char], of_page: Option<Forms>) -> Option<Forms> {
    let few = text.iter().filter(|c| class::is_han(**c)).count() < ENOUGH;
    // What is too short to tell its forms may still be in Latin letters.
    forms_in(text.iter().copied()).and_then(|forms| if few { of_page } else { Some(forms) })
}

pub(super) fn forms_in(text: impl Iterator<Item = char> + Clone) -> Option<Forms> {
    let count = |is: fn(&char) -> bool| text.clone().filter(is).count();
    let foreign =
        count(|c| matches!(c, '\u{3041}'..='\u{30fa}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}'));
    if foreign * FEW > count(|c| class::is_han(*c)) {
        return None;
    }
    match Script::of(text) {
        Script::Simplified | Script::Mixed => Some(Forms::Simplified),
        Script::Traditional => Some(Forms::Traditional),
        Script::Latin => None,
    }
}

/// What pairs of characters a page has, to tell what it says again from what stands there once.
#[derive(Default)]
pub(in crate::check) struct Habits {
    pairs: FxHashMap<(char, char), u32>,
    pub(super) after: FxHashMap<char, Vec<char>>,
    pub(super) before: FxHashMap<char, Vec<char>>,
    /// How often it prints a character of simplified text in which other forms.
    printed: FxHashMap<char, FxHashMap<char, u32>>,
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
        for (at, printed) in text.printed.iter().filter(|_| text.forms == Forms::Traditional) {
            *self.printed.entry(text.at(*at as usize)).or_default().entry(*printed).or_default() += 1;
        }
    }

    /// How a traditional page prints a character of simplified text: as it does elsewhere, or else in the commonest form.
    pub(super) fn as_printed(&self, c: char) -> char {
        let seen = self.printed.get(&c).and_then(|forms| forms.iter().max_by_key(|(form, count)| (**count, **form)));
        seen.map(|(form, _)| *form).or_else(|| forms::traditional(c).first().copied()).unwrap_or(c)
    }

    pub(super) fn count(&self, a: char, b: char, known: char) -> f32 {
        if class::is_han(known) { self.pairs.get(&(a, b)).copied().unwrap_or(0) as f32 } else { 0.0 }
    }
}

/// A block's text without blanks, in the forms of simplified text, digits all alike.
pub(in crate::check) struct Dense {
    pub(super) chars: Vec<char>,
    /// Where each character stands in the block.
    places: Vec<u32>,
    /// The characters that are printed in another form than they have here, with where they are.
    printed: Vec<(u32, char)>,
    pub(super) forms: Forms,
}

impl Dense {
    pub(in crate::check) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The text as its language knows it; no text where that is not known. In simplified text only those forms are others that do not
    /// belong there.
    pub(in crate::check) fn of(text: &[char], forms: Option<Forms>) -> Dense {
        let plain = |(c, place): (&char, u32)| (if c.is_ascii_digit() { '0' } else { *c }, place);
        let text = if forms.is_some() { text } else { &[] };
        let (chars, places) = text.iter().zip(0..).filter(|(c, _)| !c.is_whitespace()).map(plain).unzip();
        let mut dense = Dense { chars, places, printed: Vec::new(), forms: forms.unwrap_or(Forms::Simplified) };
        dense.modernise();
        dense
    }

    fn modernise(&mut self) {
        for index in 0..self.chars.len() {
            let (before, c, after) = (self.before(index), self.at(index), forms::modern(self.at(index + 1)));
            if forms::modern(c) == c {
                continue;
            }
            let known = match self.forms {
                Forms::Traditional => forms::known_form(before, c, after),
                Forms::Simplified if forms::is_foreign(before, c, after) => forms::modern(c),
                Forms::Simplified => c,
            };
            if let Some(place) = self.chars.get_mut(index).filter(|_| known != c) {
                *place = known;
                self.printed.push((index as u32, c));
            }
        }
    }

    /// How a character is printed, where it is in another form.
    pub(super) fn printed(&self, index: usize) -> Option<char> {
        let found = self.printed.binary_search_by_key(&(index as u32), |(at, _)| *at).ok();
        found.and_then(|found| self.printed.get(found)).map(|(_, c)| *c)
    }

    /// Looks at each place where an ideograph stands, in order.
    pub(super) fn each_place(&self, habits: &Habits, pairs: &Pairs, mut each: impl FnMut(&CharacterPlace<'_>, TextOffset)) {
        for run in self.runs() {
            self.each_place_of(run, habits, pairs, |here| each(here, TextOffset::new(self.place(here.index))));
        }
    }

    /// The runs of ideographs: from where to where.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, usize)> {
        lattice::runs(&self.chars).into_iter()
    }

    /// Looks at each place of a run of ideographs, in order. It is cut into words only now, since all of a long page at once would take
    /// much memory.
    pub(super) fn each_place_of(
        &self,
        (from, to): (usize, usize),
        habits: &Habits,
        pairs: &Pairs,
        mut each: impl FnMut(&CharacterPlace<'_>),
    ) {
        let (run, words) = (Lattice::of(self.chars.get(from..to).unwrap_or_default()), LongestWords::of((from, to)));
        for at in 0..run.len() {
            each(&CharacterPlace { dense: self, habits, pairs, index: from + at, run: (&run, at), words: &words });
        }
    }

    /// Where a character stands in the block.
    pub(super) fn place(&self, index: usize) -> usize {
        self.places.get(index).copied().unwrap_or_default() as usize
    }

    #[inline]
    pub(super) fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('$')
    }

    #[inline]
    pub(super) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('^', |before| self.at(before))
    }
}

/// A place in a page where an ideograph stands, and the run of them that holds it, with where in the run it is.
#[derive(Clone, Copy)]
pub(in crate::check) struct CharacterPlace<'a> {
    pub(super) dense: &'a Dense,
    pub(super) habits: &'a Habits,
    pub(super) pairs: &'a Pairs,
    pub(super) index: usize,
    pub(super) run: (&'a Lattice, usize),
    words: &'a LongestWords,
}

impl CharacterPlace<'_> {
    /// The character before it, its own, and the one after it.
    pub(super) fn around(&self) -> (char, char, char) {
        (self.dense.before(self.index), self.dense.at(self.index), self.dense.at(self.index + 1))
    }

    /// How likely the character is after the one before it, and the one after it after it, as logarithms.
    pub(super) fn now(&self) -> (f32, f32) {
        let (before, c, after) = self.around();
        (self.pairs.follows(before, c), self.pairs.follows(c, after))
    }

    /// How well the text reads as words.
    pub(super) fn reads_now(&self) -> f32 {
        self.run.0.now()
    }

    /// The place in its run.
    pub(super) fn gap(&self) -> LatticeGap<'_> {
        self.run.0.gap(self.run.1)
    }

    /// The longest word that holds a place of the text.
    pub(super) fn longest_word(&self, index: usize) -> LongestWord {
        self.words.at(self.dense, index)
    }

    /// How often the page has a character beside the one before, and beside the one after.
    pub(super) fn counts(&self, c: char) -> (f32, f32) {
        let (before, _, after) = self.around();
        (self.habits.count(before, c, before), self.habits.count(c, after, after))
    }
}
