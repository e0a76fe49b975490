//! Text as witnesses are compared by: differences of habit, which no reader of the print can tell, are no differences.

use crate::language::width::{fold, full_width};
use crate::page::is_blank;

/// A character as it is compared, with the characters it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoldedCharacter {
    pub(super) text: char,
    /// Where it begins in what was folded, counted from 0.
    pub(super) start: u32,
    /// One past where it ends.
    pub(super) end: u32,
    /// Which half of a quotation's marks it is.
    pub(super) half: Option<Half>,
}

/// A half of a pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Opening,
    Closing,
}

impl Half {
    /// Which half a quotation mark is by its form; nothing for what is none, or may be either.
    fn of(c: char) -> Option<Half> {
        match c {
            '“' | '‘' | '「' | '『' | '〝' => Some(Half::Opening),
            '”' | '’' | '」' | '』' | '〞' => Some(Half::Closing),
            _ => None,
        }
    }
}

/// What joins with its like: how many dots or dashes stand side by side is habit.
const RUNS: [char; 2] = ['…', '-'];

/// By how much the codes of full-width forms are higher than those of the letters and signs themselves.
const FULL_WIDTH: u32 = 0xfee0;

/// The half-width mark whose full-width form this is, among those that Chinese text sets full width.
fn full_width_of(c: char) -> Option<char> {
    char::from_u32(u32::from(c).checked_sub(FULL_WIDTH)?).filter(|half| full_width(*half) == Some(c))
}

/// The form of a character that is the same for all forms which differ by habit: width, shape of quotation marks, length of dashes.
pub fn habit(c: char) -> char {
    match fold(c) {
        '“' | '”' | '„' | '‟' | '〝' | '〞' | '「' | '」' => '"',
        '‘' | '’' | '‛' | '『' | '』' | '`' | '´' => '\'',
        '—' | '–' | '―' | '─' | '━' | '‐' | '‑' | '−' | '﹣' => '-',
        '⋯' | '‥' => '…',
        '・' | '•' | '‧' | '∙' | '⋅' | '･' => '·',
        '〜' | '∼' => '~',
        '○' | '◯' => '〇',
        '﹒' => '.',
        other @ '！'..='～' if full_width_of(other).is_none() => char::from_u32(u32::from(other) - FULL_WIDTH).unwrap_or(other),
        other => other,
    }
}

/// Folds a text; blanks go. `is_read` tells that a reader of images wrote it: what it has beside a dash as the ideograph one is the rest
/// of that dash.
pub(super) fn folded(text: impl IntoIterator<Item = char>, is_read: bool) -> Vec<FoldedCharacter> {
    let mut all: Vec<FoldedCharacter> = Vec::new();
    for (at, c) in text.into_iter().enumerate() {
        if is_blank(c) {
            continue;
        }
        let (start, mut text) = (at as u32, habit(c));
        if is_read && text == '一' && all.last().is_some_and(|last| last.text == '-' && last.end == start) {
            text = '-';
        }
        match all.last_mut() {
            Some(last) if last.text == text && RUNS.contains(&text) => last.end = start + 1,
            _ => all.push(FoldedCharacter { text, start, end: start + 1, half: Half::of(c) }),
        }
        join_points(&mut all);
    }
    all
}

/// Three full points are dots.
fn join_points(all: &mut Vec<FoldedCharacter>) {
    let Some(at) = all.len().checked_sub(3) else { return };
    let [first, .., last] = all.get(at..).unwrap_or_default() else { return };
    let dots = FoldedCharacter { text: '…', start: first.start, end: last.end, half: None };
    if all.iter().skip(at).all(|one| one.text == '.') {
        all.truncate(at);
        all.push(dots);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(of: &str, is_read: bool) -> String {
        folded(of.chars(), is_read).iter().map(|one| one.text).collect()
    }

    #[test]
    fn habits_are_no_differences() {
        for (a, b) in [
            ("他说：“好，１０％！”", "他说: \"好 , 10%!\""),
            ("「国闻」", "“国闻”"),
            ("所以……——终于", "所以... -终于"),
            ("约翰·李", "约翰・李"),
            ("二〇一〇", "二○一○"),
        ] {
            assert_eq!(text(a, false), text(b, false), "{a}");
        }
        assert_ne!(text("，", false), text("、", false));
        assert_ne!(text("“", false), text("‘", false));
    }

    #[test]
    fn a_reader_halves_dashes_and_the_raw_text_does_not() {
        assert_eq!(text("行为—一通过", true), text("行为——通过", false));
        assert_ne!(text("行为—一通过", false), text("行为——通过", false));
    }

    #[test]
    fn each_knows_what_it_stands_for() {
        let places: Vec<_> = folded("甲 ...——乙".chars(), false).iter().map(|one| (one.text, one.start, one.end)).collect();
        assert_eq!(places, [('甲', 0, 1), ('…', 2, 5), ('-', 5, 7), ('乙', 7, 8)]);
    }
}
