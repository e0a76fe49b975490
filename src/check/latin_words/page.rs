//! The words of a page in Latin letters, as its raw text has them.

use super::weights::weights;
use crate::language::class;
pub(super) use crate::language::divided::is_hyphen;
use crate::language::latin::{LatinLanguage, is_form_of_known};
use crate::page::{Page, RawOffset};

/// Shorter words are not looked at.
pub(super) const SHORTEST: usize = 3;

/// What is known of a page's Latin words as a whole.
#[derive(Default)]
pub(in crate::check) struct LatinPage {
    /// The language of most of them, where it is known.
    pub(super) language: Option<LatinLanguage>,
    /// Unknown words are asked about that the OCR read with less certainty than this, in per cent.
    pub(super) unsure: u8,
}

impl LatinPage {
    /// Of a raw page.
    pub(in crate::check) fn of_page(page: &Page) -> LatinPage {
        let text: Vec<char> = page.text().chars().collect();
        let mut latin = LatinPage::of(&[&text]);
        if let Some(language) = latin.language {
            latin.unsure = least_sure(page, &text, language);
        }
        latin
    }

    /// Of texts that come from no page.
    pub(in crate::check) fn of(texts: &[&[char]]) -> LatinPage {
        let is_latin = |text: &&&[char]| text.iter().any(|c| c.is_alphabetic() && !class::is_han(*c));
        let words = texts.iter().filter(is_latin).flat_map(|text| words(text).map(|(from, to)| spelt(text, from, to)));
        LatinPage { language: language_of(words), unsure: 0 }
    }
}

/// The language of words.
pub(super) fn language_of(words: impl Iterator<Item = String>) -> Option<LatinLanguage> {
    LatinLanguage::of(words.collect::<Vec<_>>().iter().map(String::as_str))
}

/// The characters from one place to another.
pub(super) fn spelt(text: &[char], from: usize, to: usize) -> String {
    text.get(from..to).unwrap_or_default().iter().collect()
}

/// The words of a text in Latin letters: from where to where. Digits between letters are letters that were misread.
pub(super) fn words(text: &[char]) -> impl Iterator<Item = (usize, usize)> {
    let is_letter = |c: &char| c.is_alphabetic() && !class::is_han(*c);
    let runs = super::super::runs(text, move |c| is_letter(&c) || c.is_ascii_digit());
    let is_word = move |(from, to): &(usize, usize)| {
        let run = text.get(*from..*to).unwrap_or_default();
        let letters = run.iter().filter(|c| is_letter(c)).count();
        let ends = [run.first(), run.last()].into_iter().flatten().all(is_letter);
        ends && letters >= SHORTEST && (run.len() - letters) * 3 <= letters
    };
    runs.filter(is_word)
}

/// Whether a word may be a part of one that is divided by a hyphen.
pub(super) fn is_part(text: &[char], (from, to): (usize, usize)) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| text.get(index)).copied().unwrap_or(' ');
    is_hyphen(at(Some(to))) || is_hyphen(at(from.checked_sub(1))) || (at(from.checked_sub(1)) == ' ' && is_hyphen(at(from.checked_sub(2))))
}

/// Below which certainty unknown words of a page are asked about: so that they are few.
fn least_sure(page: &Page, text: &[char], language: LatinLanguage) -> u8 {
    let Some(layout) = page.layout() else { return 0 };
    let weights = weights();
    let (mut count, mut unsure, mut divided) = (0usize, Vec::new(), false);
    for (from, to) in words(text) {
        count += 1;
        let is_rest = std::mem::replace(&mut divided, is_part(text, (from, to)));
        let all: Option<Vec<u8>> = (from..to).map(|at| Some(layout.certainty_at(RawOffset(at as u32))?.as_percent())).collect();
        let Some(certainty) = all.and_then(|all| all.into_iter().min()) else { continue };
        if !is_rest && !divided && !is_form_of_known(&spelt(text, from, to), language) {
            unsure.push(certainty);
        }
    }
    let few = (count / weights.unsure_one_in).min(weights.unsure_most);
    unsure.sort_unstable();
    // Of those that are as unsure as the first that is left out none is asked about.
    unsure.get(few).or(unsure.last()).copied().unwrap_or_default()
}
