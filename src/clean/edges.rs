//! What stands at the two ends of each line, read once for all the parts the line can play.

use super::lines::{Dense, Line};
use super::signs::Signs;
use crate::language::{class, numerals, width};

/// The ends of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineEnds {
    /// The first character, folded.
    pub first: char,
    /// The last character, folded.
    pub last: char,
    /// The last one that is no closing bracket or quotation mark, folded; where all are, the last.
    pub ending: char,
    /// Whether the text ends with a sentence, jump lines apart.
    pub ends_sentence: bool,
    /// Whether punctuation of Chinese text stands anywhere in it.
    pub marks: bool,
    /// Whether it begins with the number of an item or of an article of law: （一）, 2、, ③, 第四条.
    pub numbers: bool,
    /// That number, with the character before it and the one behind, by which items of one list agree.
    pub number: Option<Number>,
    /// The width of what has to stay together at the line's start, in half-ems: opening marks, a character or a word in Latin letters,
    /// and the marks that may not begin a line.
    pub token: u32,
}

/// The number of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub value: u32,
    /// What stands before it and behind it.
    pub frame: (char, char),
}

/// Reads the ends of all lines; `wide_latin` where digits and Latin letters are a full em wide.
pub fn read(dense: &Dense, lines: &[Line], signs: &[Signs], wide_latin: bool) -> Vec<LineEnds> {
    let edge = |(line, signs): (&Line, &Signs)| {
        let text = dense.folded(line.start, line.end);
        let numbers = numbers(text);
        let without_jump = dense.folded(line.start, line.end.saturating_sub(signs.jump_tail).max(line.start));
        LineEnds {
            first: text.first().copied().unwrap_or(' '),
            last: text.last().copied().unwrap_or(' '),
            ending: ending(text),
            ends_sentence: class::ends_sentence(ending(without_jump)) || class::ends_sentence(before_bracket(without_jump)),
            marks: text.iter().any(|c| class::is_full_punctuation(*c)),
            numbers,
            number: if numbers { number(text) } else { None },
            token: token(dense.chars.get(line.start..line.end).unwrap_or_default(), wide_latin),
        }
    };
    lines.iter().zip(signs).map(edge).collect()
}

fn ending(text: &[char]) -> char {
    let last = text.last().copied().unwrap_or(' ');
    text.iter().rev().copied().find(|c| !class::is_closing(*c)).unwrap_or(last)
}

/// Whether a line begins with the number of an item or of an article of law.
fn numbers(text: &[char]) -> bool {
    const LONGEST: usize = 5;
    let first = text.first().copied().unwrap_or(' ');
    let rest = if matches!(first, '（' | '第') { text.get(1..).unwrap_or_default() } else { text };
    let digits = rest.iter().take(LONGEST).take_while(|c| class::is_numeral(**c)).count();
    let after = rest.get(digits).copied().unwrap_or(' ');
    let closed = match first {
        '（' => after == '）',
        '第' => {
            matches!(after, '条' | '章' | '款' | '项')
                || (after == '名' && rest.get(digits + 1).is_some_and(|c| matches!(c, '、' | '，' | '：')))
        }
        _ => matches!(after, '、' | '．'),
    };
    matches!(first, '①'..='⑳') || (digits > 0 && closed)
}

/// The number that an item's line begins with.
fn number(text: &[char]) -> Option<Number> {
    let first = *text.first()?;
    if let '①'..='⑳' = first {
        return Some(Number { value: first as u32 - '①' as u32 + 1, frame: ('①', ' ') });
    }
    let before = if matches!(first, '（' | '第') { first } else { ' ' };
    let (value, length) = numerals::value(text.get(usize::from(before != ' ')..)?)?;
    Some(Number { value, frame: (before, *text.get(usize::from(before != ' ') + length)?) })
}

fn token(text: &[char], wide_latin: bool) -> u32 {
    let em = |c: char| if wide_latin { 2 } else { width::half_ems(c) };
    let mut wide = 0;
    let mut rest = text.iter().copied().peekable();
    while let Some(c) = rest.next_if(|c| class::is_opening(*c)) {
        wide += em(c);
    }
    if let Some(first) = rest.next() {
        wide += em(first);
        let joins = |c: char| if class::is_latin(first) { class::is_latin(c) } else { matches!(first, '—' | '…') && c == first };
        while let Some(c) = rest.next_if(|c| joins(*c)) {
            wide += em(c);
        }
    }
    while let Some(c) = rest.next_if(|c| class::avoids_line_start(*c)) {
        wide += em(c);
    }
    wide
}

/// The character before a short bracket that closes the text, as around the writer's name; a blank where there is none.
fn before_bracket(text: &[char]) -> char {
    const LONGEST: usize = 16;
    if text.last() != Some(&'）') {
        return ' ';
    }
    let from = text.len().saturating_sub(LONGEST);
    let open = text.iter().skip(from).rposition(|c| *c == '（').map(|at| at + from);
    open.and_then(|open| text.get(open.checked_sub(1)?)).copied().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::{lines, signs};
    use crate::page::{Encoding, Page, Source};
    use crate::style::HouseStyle;

    fn edge(text: &str) -> LineEnds {
        let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let (dense, lines) = lines::read(&Page::new(source, text));
        let signs = signs::read(&dense, &lines, HouseStyle::standard());
        read(&dense, &lines, &signs, false)[0]
    }

    #[test]
    fn sentences_end_inside_brackets_and_before_jump_lines() {
        for text in ["他说：“开会。”", "会议结束。（王小明）", "会议结束。（下转4版）"] {
            assert!(edge(text).ends_sentence, "{text}");
        }
        assert!(!edge("会议（王小明）").ends_sentence);
        assert_eq!((edge("开会。”").ending, edge("开会。”").last), ('。', '”'));
    }

    #[test]
    fn what_stays_together_at_the_start_has_a_width() {
        assert_eq!(edge("“报纸").token, 4);
        assert_eq!(edge("2022年").token, 4);
        assert_eq!(edge("——他").token, 4);
        assert_eq!(edge("人。").token, 4);
    }

    #[test]
    fn numbers_of_items_are_seen() {
        assert!(["（一）询问", "(12)检查", "3、检查", "③检查", "第三十四条政府"].iter().all(|text| edge(text).numbers));
        assert!(!["（记者）询问", "一个人", "第三十四名", "2022年"].iter().any(|text| edge(text).numbers));
    }

    #[test]
    fn numbers_of_items_have_values() {
        let values: Vec<_> = ["（一）询问", "(12)检查", "3、检查", "③检查", "第三十四条政府", "第十名、王"]
            .iter()
            .map(|text| edge(text).number.map_or(0, |number| number.value))
            .collect();
        assert_eq!(values, [1, 12, 3, 3, 34, 10]);
        assert_eq!(edge("2022年").number, None);
    }

    #[test]
    fn marks_are_seen() {
        assert!(edge("开会，散会").marks && !edge("开会2022").marks);
    }
}
