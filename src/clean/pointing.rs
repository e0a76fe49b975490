//! Which characters are written otherwise than the source has them: half-width punctuation among Chinese, straight quotation marks, marks
//! as they look in upright lines, places of the private-use area.

use super::lines::Dense;
use crate::language::{class, private_use, width};

/// How a block is pointed, as far as that takes its whole text to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointing {
    /// Whether its straight quotation marks are in pairs and stand in Chinese text.
    quotes: bool,
    /// Whether its sentences end with half-width points, because all its marks are half width.
    points: bool,
    /// How many straight quotation marks came so far.
    quoted: usize,
}

/// Whether a character is always written as the source has it.
#[inline]
pub fn stays(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || !c.is_ascii() && of_its_own(c).is_none()
}

/// What stands for a character past ASCII instead, whatever is around it; nothing where it stays.
fn of_its_own(c: char) -> Option<char> {
    private_use::of_today(c).or_else(|| width::horizontal(c))
}

/// How far from a bracket its other half is looked for, in characters.
const FAR: usize = 80;

impl Pointing {
    /// How the text of these spans is pointed.
    pub fn of(dense: &Dense, spans: &[(usize, usize)]) -> Pointing {
        let (mut quotes, mut points, mut stops, mut half, mut han, mut latin) = (0, 0, 0, 0, 0, 0);
        let mut is_word = false;
        for c in spans.iter().flat_map(|(start, end)| dense.chars.get(*start..*end).unwrap_or_default()) {
            let follows_letter = std::mem::replace(&mut is_word, class::is_latin(*c) && c.is_alphabetic());
            match c {
                '\u{4e00}'..='\u{9fff}' => han += 1,
                '"' => quotes += 1,
                '.' => points += 1,
                '。' | '，' | '︒' | '︐' => stops += 1,
                ',' | '(' | ')' | ':' | ';' => half += 1,
                // A word counts as one character does.
                c if c.is_alphabetic() => latin += usize::from(!follows_letter),
                _ => {}
            }
        }
        let is_chinese = han > latin;
        Pointing {
            quotes: is_chinese && quotes % 2 == 0 && quotes > 0,
            points: is_chinese && points > 0 && stops == 0 && (half > 0 || quotes > 0),
            quoted: 0,
        }
    }

    /// What stands for a character instead; nothing where it stays. Characters are asked for in order, each once; `last` is one past the
    /// block's last.
    pub fn instead(&mut self, dense: &Dense, index: usize, last: usize) -> Option<char> {
        let c = dense.at(index)?;
        match c {
            '"' if self.quotes => {
                self.quoted += 1;
                Some(if self.quoted % 2 == 1 { '“' } else { '”' })
            }
            '.' if self.points && ends_sentence(dense, index, last) => Some('。'),
            '(' | ')' => {
                let mate = mate(dense, index);
                let is_chinese = in_chinese(dense, index) || mate.is_some_and(|mate| in_chinese(dense, mate));
                width::full_width(c).filter(|_| is_chinese)
            }
            c if c.is_ascii() => width::full_width(c).filter(|_| in_chinese(dense, index)),
            c => of_its_own(c),
        }
    }
}

/// Whether a point ends a sentence of Chinese text: a Chinese character, a quotation mark or nothing follows, and it is no decimal point.
fn ends_sentence(dense: &Dense, index: usize, last: usize) -> bool {
    let after = dense.at(index + 1).filter(|_| index + 1 < last);
    let before = index.checked_sub(1).and_then(|before| dense.at(before));
    after.is_none_or(|c| class::is_han(c) || matches!(c, '"' | '”' | '“')) && before.is_some_and(|c| c != '.')
}

/// The other half of a bracket.
fn mate(dense: &Dense, index: usize) -> Option<usize> {
    let mut open = 0;
    let opens = dense.at(index) == Some('(');
    for step in 1..FAR {
        let at = if opens { index + step } else { index.checked_sub(step)? };
        match dense.at(at)? {
            '(' | '（' if opens => open += 1,
            ')' | '）' if !opens => open += 1,
            ')' | '）' | '(' | '（' if open > 0 => open -= 1,
            ')' | '（' | '(' | '）' => return Some(at),
            _ => {}
        }
    }
    None
}

/// Marks that Chinese and Latin text share: what stands beyond them tells whose they are.
fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '–')
}

/// Whether the nearest character that tells, from a place on in one direction, is Chinese; nothing at the text's end.
pub fn is_chinese_towards(dense: &Dense, index: Option<usize>, forwards: bool) -> Option<bool> {
    let mut at = index?;
    loop {
        let c = dense.at(at)?;
        if !is_shared(c) {
            return Some(class::is_chinese(c));
        }
        at = if forwards { at + 1 } else { at.checked_sub(1)? };
    }
}

/// Whether half-width punctuation stands among Chinese characters.
fn in_chinese(dense: &Dense, index: usize) -> bool {
    let (before, after) = (index.checked_sub(1), Some(index + 1));
    let latin = |at: Option<usize>| at.and_then(|at| dense.at(at)).is_some_and(|c| c.is_ascii_alphanumeric());
    let chinese = is_chinese_towards(dense, before, false) == Some(true) || is_chinese_towards(dense, after, true) == Some(true);
    chinese && !(latin(before) && latin(after))
}

/// Whether a character belongs to text in Latin letters: ASCII, letters with accents or marks of their own, signs of money and measure; and
/// marks that both kinds of text use, by what stands beyond them.
pub fn is_western(dense: &Dense, index: usize, forwards: bool) -> bool {
    match dense.at(index) {
        Some('·' | '×') | None => false,
        Some(c) if is_shared(c) => is_chinese_towards(dense, Some(index), forwards) == Some(false),
        Some(c) => c.is_ascii() || c < '\u{370}' || is_letterlike(c),
    }
}

/// Letters and signs of Latin text past the first blocks: accents, Greek and Cyrillic, signs of money, fractions, old letters.
pub fn is_letterlike(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '\u{2020}' | '\u{2021}' | '\u{2032}' | '\u{2033}' | '\u{20a0}'..='\u{20cf}'
        | '\u{2100}'..='\u{215f}' | '\u{2c60}'..='\u{2c7f}' | '\u{2e17}' | '\u{a720}'..='\u{a7ff}' | '\u{fb00}'..='\u{fb06}')
}
