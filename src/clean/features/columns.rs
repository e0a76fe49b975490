//! Widths of lines and what is commonest near each, worked out once for a page.

use super::super::evidence::PageEvidence;
use super::super::lines::{Dense, Line};
use crate::language::class;

/// What is worked out for each line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineColumns {
    /// The width in ems.
    pub width: Vec<f32>,
    /// The commonest width of the eight lines before, of the eight after, and of the six on each side with the line itself.
    pub before: Vec<f32>,
    pub after: Vec<f32>,
    pub around: Vec<f32>,
    /// How many marks of punctuation stand in the line.
    pub marks: Vec<f32>,
    /// How many lines before it, and from it on, have no mark at all.
    pub bare_before: Vec<f32>,
    pub bare_after: Vec<f32>,
    /// The commonest width of the page.
    pub usual: f32,
    /// What the characters of each line are.
    pub texts: Vec<LineText>,
}

/// What the characters of a line are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LineText {
    /// The shares of digits, of capitals, and of letters of Latin text.
    pub digits: f32,
    pub capitals: f32,
    pub letters: f32,
    /// How many more brackets and quotations it opens than it closes.
    pub open: f32,
    /// How many words it has, and the share of them that begin with a capital.
    pub words: f32,
    pub capital_words: f32,
    /// How many letters its first word has, if all are capitals.
    pub first_capitals: f32,
}

impl LineText {
    fn of(dense: &Dense, line: &Line) -> LineText {
        let (mut digits, mut capitals, mut letters, mut open, mut words, mut capital_words) = (0, 0, 0, 0, 0, 0);
        let (mut first, mut first_is_capital) = (0, true);
        for index in line.start..line.end {
            let Some(c) = dense.folded.get(index).copied() else { break };
            let begins = index == line.start || dense.blank_before(index);
            words += i32::from(begins);
            if class::is_han(c) {
                first_is_capital &= words > 1;
                continue;
            }
            let (capital, letter) = (c.is_uppercase(), c.is_alphabetic());
            digits += i32::from(c.is_ascii_digit());
            capitals += i32::from(capital);
            letters += i32::from(letter);
            capital_words += i32::from(begins && capital);
            if words == 1 && letter {
                first += 1;
                first_is_capital &= capital;
            }
            open += match c {
                '（' | '「' | '“' | '《' => 1,
                '）' | '」' | '”' | '》' => -1,
                _ => 0,
            };
        }
        let share = |count: i32, of: i32| count as f32 / of.max(1) as f32;
        let length = line.len() as i32;
        LineText {
            digits: share(digits, length),
            capitals: share(capitals, length),
            letters: share(letters, length),
            open: open as f32,
            words: words as f32,
            capital_words: share(capital_words, words),
            first_capitals: if first_is_capital { first.min(9) as f32 } else { 0.0 },
        }
    }
}

/// How many lines before and after are looked at.
const NEAR: usize = 8;
const AROUND: usize = 6;

impl LineColumns {
    pub fn of(evidence: &PageEvidence) -> LineColumns {
        let width: Vec<f32> = evidence.lines.iter().map(|line| line.width as f32 / 2.0).collect();
        let count = width.len();
        let marks: Vec<f32> = evidence.lines.iter().map(|line| marks(evidence.dense.folded(line.start, line.end))).collect();
        let whole: Vec<i32> = evidence.lines.iter().map(|line| line.width.div_ceil(2) as i32).collect();
        let part = |from: usize, to: usize| whole.get(from..to.min(count)).unwrap_or_default();
        let (mut bare_before, mut bare_after) = (vec![0.0; count], vec![0.0; count]);
        let mut run = 0.0;
        for (bare, marks) in bare_before.iter_mut().zip(&marks) {
            *bare = run;
            run = if *marks == 0.0 { run + 1.0 } else { 0.0 };
        }
        run = 0.0;
        for (bare, marks) in bare_after.iter_mut().zip(&marks).rev() {
            run = if *marks == 0.0 { run + 1.0 } else { 0.0 };
            *bare = run;
        }
        LineColumns {
            before: (0..count).map(|index| commonest(part(index.saturating_sub(NEAR), index))).collect(),
            after: (0..count).map(|index| commonest(part(index + 1, index + 1 + NEAR))).collect(),
            around: (0..count).map(|index| commonest(part(index.saturating_sub(AROUND), index + 1 + AROUND))).collect(),
            usual: commonest_of_all(&whole),
            texts: evidence.lines.iter().map(|line| LineText::of(evidence.dense, line)).collect(),
            width,
            marks,
            bare_before,
            bare_after,
        }
    }
}

fn marks(text: &[char]) -> f32 {
    let is_mark = |c: &char| class::ends_sentence(*c) || matches!(c, '，' | '、' | '；' | '：' | '.' | ',');
    text.iter().filter(|c| is_mark(c)).count() as f32
}

/// The commonest of a few widths in whole ems; its neighbours count a little, and of equals the wider is taken.
fn commonest(widths: &[i32]) -> f32 {
    // What a width counts for itself and for its neighbours.
    const OWN: i32 = 5;
    const NEXT: i32 = 3;
    let score = |own: i32| -> i32 {
        let alike = |width: &i32| match (width - own).abs() {
            0 => OWN,
            1 => NEXT,
            _ => 0,
        };
        widths.iter().map(alike).sum()
    };
    widths.iter().map(|own| (score(*own), *own)).max().map_or(0.0, |(_, width)| width as f32)
}

/// The commonest width of a page, in whole ems.
fn commonest_of_all(widths: &[i32]) -> f32 {
    const WIDEST: usize = 120;
    let mut counts = [0u32; WIDEST + 1];
    for width in widths {
        if let Some(count) = counts.get_mut((*width as usize).min(WIDEST)) {
            *count += 1;
        }
    }
    let at = (0..=WIDEST).max_by_key(|at| (counts.get(*at).copied().unwrap_or(0), *at)).unwrap_or(0);
    at as f32
}
