//! The terms of a text: each character, each pair of neighbours, words in letters and digits, and the words of the dictionary.
//!
//! A run of Chinese characters is looked for by its pairs, which are far rarer than its characters, so that any run is found, however the
//! text is cut into words, and quickly. Words of the dictionary only lift what has them whole.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::normal::{EDGE, Normal, STOP, is_alone};
use crate::language;

/// Stands before a word of the dictionary, which is no pair.
const WORD: char = '|';

/// The longest term, in bytes; a word in letters that is longer is cut off.
const LONGEST: usize = 200;

/// Whether words of the dictionary are terms too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    Too,
    Without,
}

/// Where a term stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot {
    /// Its first byte, and one past its last.
    from: u32,
    to: u32,
    position: u32,
    is_word: bool,
}

/// Cuts texts into terms.
#[derive(Clone, Debug)]
pub(super) struct Terms(pub(super) Words);

impl Tokenizer for Terms {
    type TokenStream<'a> = TermStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream {
        let text = Normal::of(text).text;
        let spots = spots(&text, self.0);
        TermStream { text, spots: spots.into_iter(), token: Token::default() }
    }
}

/// The terms of a text, one after the other.
pub(super) struct TermStream {
    text: String,
    spots: std::vec::IntoIter<Spot>,
    token: Token,
}

impl TokenStream for TermStream {
    fn advance(&mut self) -> bool {
        let Some(spot) = self.spots.next() else { return false };
        self.token.text.clear();
        if spot.is_word {
            self.token.text.push(WORD);
        }
        self.token.text.push_str(self.text.get(spot.from as usize..spot.to as usize).unwrap_or_default());
        self.token.position = spot.position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A unit of a text that has a position: a character, a word in letters, or punctuation, which is no term.
#[derive(Clone, Copy)]
struct Unit {
    from: u32,
    to: u32,
    kind: UnitKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum UnitKind {
    Character,
    Word,
    Stop,
}

fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len() / 3 + 1);
    let mut begun = None;
    for (at, c) in text.char_indices() {
        let (from, to) = (at as u32, (at + c.len_utf8()) as u32);
        match c {
            EDGE => match begun.take() {
                Some(from) => units.push(Unit { from, to: at as u32, kind: UnitKind::Word }),
                None => begun = Some(to),
            },
            STOP => units.push(Unit { from, to, kind: UnitKind::Stop }),
            _ if begun.is_none() => units.push(Unit { from, to, kind: UnitKind::Character }),
            _ => {}
        }
    }
    units
}

fn spots(text: &str, words: Words) -> Vec<Spot> {
    let units = units(text);
    let mut spots = Vec::with_capacity(units.len() * 3);
    for (position, unit) in units.iter().enumerate() {
        let spot = Spot { from: unit.from, to: unit.to, position: position as u32, is_word: false };
        match unit.kind {
            UnitKind::Stop => {}
            UnitKind::Word => spots.push(Spot { to: cut_off(text, unit), ..spot }),
            UnitKind::Character => {
                spots.push(spot);
                if let Some(next) = units.get(position + 1).filter(|next| next.kind == UnitKind::Character) {
                    spots.push(Spot { to: next.to, ..spot });
                }
            }
        }
    }
    if words == Words::Too {
        dictionary_words(text, &units, |position, from, to| spots.push(Spot { from, to, position, is_word: true }));
    }
    spots
}

/// Where a word in letters ends, or is cut off.
fn cut_off(text: &str, unit: &Unit) -> u32 {
    let longest = text.floor_char_boundary(unit.from as usize + LONGEST);
    unit.to.min(longest as u32)
}

/// Gives the words of the dictionary that have several characters: the position of the first, and where the word begins and ends.
fn dictionary_words(text: &str, units: &[Unit], mut each: impl FnMut(u32, u32, u32)) {
    let (mut byte, mut position) = (0usize, 0usize);
    language::cut(text, |word| {
        let (from, to) = (byte, byte + word.text.len());
        byte = to;
        if word.end - word.start < 2 || !word.text.chars().all(is_alone) {
            return;
        }
        while units.get(position).is_some_and(|unit| (unit.from as usize) < from) {
            position += 1;
        }
        each(position as u32, from as u32, to as u32);
    });
}

/// The terms by which a needle is looked for, each with its distance from the first position: every other pair of each run, and the last.
pub(super) fn sought(needle: &str) -> Vec<(usize, String)> {
    let units = units(needle);
    let text = |from: u32, to: u32| needle.get(from as usize..to as usize).unwrap_or_default().to_owned();
    let mut sought = Vec::new();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        match unit.kind {
            UnitKind::Stop => at += 1,
            UnitKind::Word => {
                sought.push((at, text(unit.from, cut_off(needle, unit))));
                at += 1;
            }
            UnitKind::Character => {
                let run = units.iter().skip(at).take_while(|unit| unit.kind == UnitKind::Character).count();
                // A run of one is a character; of others each pair begins where the one before ends, but for the last.
                let firsts = (0..run / 2).map(|pair| 2 * pair).chain((run % 2 == 1).then(|| run.saturating_sub(2)));
                for first in firsts {
                    let last = units.get(at + first + 1).filter(|_| run > 1).or(units.get(at + first));
                    if let (Some(first_unit), Some(last)) = (units.get(at + first), last) {
                        sought.push((at + first, text(first_unit.from, last.to)));
                    }
                }
                at += run;
            }
        }
    }
    let start = sought.first().map_or(0, |(position, _)| *position);
    sought.into_iter().map(|(position, term)| (position - start, term)).collect()
}

/// The words of the dictionary in a needle, as terms.
pub(super) fn words_in(needle: &str) -> Vec<String> {
    let mut words = Vec::new();
    dictionary_words(needle, &units(needle), |_, from, to| {
        words.push(format!("{WORD}{}", needle.get(from as usize..to as usize).unwrap_or_default()));
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str, words: Words) -> Vec<(usize, String)> {
        let mut terms = Terms(words);
        let mut stream = terms.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().position, stream.token().text.clone()));
        }
        found
    }

    fn named(terms: &[(usize, &str)]) -> Vec<(usize, String)> {
        terms.iter().map(|(position, term)| (*position, (*term).to_owned())).collect()
    }

    #[test]
    fn characters_pairs_and_words_have_their_positions() {
        let found = terms("開會，WTO市政府", Words::Too);
        let expected = [
            (0, "开"),
            (0, "开会"),
            (1, "会"),
            (3, "wto"),
            (4, "市"),
            (4, "市政"),
            (5, "政"),
            (5, "政府"),
            (6, "府"),
            (0, "|开会"),
            (4, "|市政府"),
        ];
        assert_eq!(found, named(&expected));
        assert_eq!(terms("", Words::Too), []);
        assert!(terms("市政府", Words::Without).iter().all(|(_, term)| !term.starts_with(WORD)));
        assert!(terms(&"a".repeat(9000), Words::Too).iter().all(|(_, term)| term.len() <= LONGEST));
    }

    #[test]
    fn what_is_sought_covers_each_character_by_terms_that_the_text_has() {
        let sought_in = |text: &str| sought(Normal::of(text).needle());
        assert_eq!(sought_in("报"), named(&[(0, "报")]));
        assert_eq!(sought_in("河湾"), named(&[(0, "河湾")]));
        assert_eq!(sought_in("河湾村"), named(&[(0, "河湾"), (1, "湾村")]));
        assert_eq!(sought_in("河湾日报"), named(&[(0, "河湾"), (2, "日报")]));
        assert_eq!(sought_in("，A座，河"), named(&[(0, "a"), (1, "座"), (3, "河")]));
        assert_eq!(sought_in("，"), []);
        let text = "本报讯：河湾村第12次会议在A座开会";
        let all = terms(text, Words::Too);
        for needle in ["讯河湾村", "讯，河湾村第12次", "座开会", "第12次会议在a座"] {
            let found = sought_in(needle);
            let first = all.iter().filter(|(_, term)| *term == found[0].1).map(|(position, _)| *position);
            let stands = first.clone().any(|first| found.iter().all(|(offset, term)| all.contains(&(first + offset, term.clone()))));
            assert_eq!(stands, needle != "讯河湾村", "{needle}");
        }
        assert_eq!(words_in("市政府开会"), ["|市政府", "|开会"]);
    }
}
