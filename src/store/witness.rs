//! A witness as short lines that a person can read and compare.
//!
//! ```text
//! 84,129-610,174 raw:12 at:21,42,43 = 如何在 3%62?：:38?在:1
//! ```
//!
//! Where the line lies, as `left,top-right,bottom` in pixels; the raw line whose place was read, where the witness has it from there;
//! how far the middle of each character lies from the one before, the first from the line's beginning. After `=` the text, and then each
//! character (counted from 1) of which the witness is less than quite sure, how sure in per cent, and what it may be instead. After `-`
//! comes a text of which the witness does not say how sure it is. What would end a text stands in it as `~hex~`.

use std::str::SplitAsciiWhitespace;

use super::layout::{escaped, number, push, push_rect, read_rect, unescaped};
use crate::page::{Alternative, Certainty, Pixels, WitnessCharacter, WitnessLine};

const SURE: Certainty = Certainty::SURE;

/// A line of a witness as text.
pub fn write(line: &WitnessLine) -> String {
    let mut out = String::new();
    push_rect(&mut out, line.rect);
    if let Some(raw) = line.raw {
        push(&mut out, format_args!(" raw:{raw}"));
    }
    let middles: Option<Vec<Pixels>> = line.characters.iter().map(|one| one.middle).collect();
    let mut before = Pixels(0);
    for (index, middle) in middles.unwrap_or_default().into_iter().enumerate() {
        push(&mut out, format_args!("{}{}", if index == 0 { " at:" } else { "," }, (middle - before).0));
        before = before.max(middle);
    }
    let is_told = line.characters.iter().any(|one| one.certainty.is_some());
    push(&mut out, format_args!(" {} {}", if is_told { '=' } else { '-' }, escaped(&line.text())));
    for (index, one) in line.characters.iter().enumerate() {
        let sure = one.certainty.unwrap_or(SURE);
        if sure == SURE && one.alternatives.is_empty() {
            continue;
        }
        push(&mut out, format_args!(" {}%{}", index + 1, sure.as_percent()));
        for other in &one.alternatives {
            push(&mut out, format_args!("?{}", escaped(&other.text)));
            if let Some(certainty) = other.certainty {
                push(&mut out, format_args!(":{}", certainty.as_percent()));
            }
        }
    }
    out
}

/// Reads a line of a witness.
///
/// # Errors
/// The line, where it cannot be read.
pub fn read(line: &str) -> Result<WitnessLine, String> {
    read_line(&mut line.split_ascii_whitespace())
        .ok_or_else(|| format!("the line “{}” of its witness cannot be read", line.chars().take(60).collect::<String>()))
}

fn read_line(words: &mut SplitAsciiWhitespace<'_>) -> Option<WitnessLine> {
    let mut line = WitnessLine { rect: read_rect(words.next()?)?, ..WitnessLine::default() };
    let mut steps: Vec<u32> = Vec::new();
    let is_told = loop {
        match words.next()? {
            "=" => break true,
            "-" => break false,
            word => match word.split_once(':')? {
                ("raw", raw) => line.raw = Some(number(raw)?),
                ("at", list) => steps = list.split(',').map(number).collect::<Option<_>>()?,
                _ => return None,
            },
        }
    };
    let certainty = is_told.then_some(SURE);
    let text = unescaped(words.next().unwrap_or_default())?;
    line.characters = text.chars().map(|text| WitnessCharacter { certainty, ..WitnessCharacter::from(text) }).collect();
    if !steps.is_empty() && steps.len() != line.characters.len() {
        return None;
    }
    let mut middle = Pixels(0);
    for (one, step) in line.characters.iter_mut().zip(steps) {
        middle = middle + Pixels(step);
        one.middle = Some(middle);
    }
    for word in words {
        let (index, rest) = word.split_once('%')?;
        let one = line.characters.get_mut(number::<usize>(index)?.checked_sub(1)?)?;
        let mut others = rest.split('?');
        let percent = number(others.next()?)?;
        one.certainty = is_told.then(|| Certainty::percent(percent));
        for other in others {
            let (text, certainty) = match other.split_once(':') {
                Some((text, percent)) => (text, Some(Certainty::percent(number(percent)?))),
                None => (other, None),
            };
            one.alternatives.push(Alternative { text: unescaped(text)?, certainty });
        }
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::PixelRect;

    fn character(text: char, percent: u8, middle: u32) -> WitnessCharacter {
        WitnessCharacter { certainty: Some(Certainty::percent(percent)), middle: Some(Pixels(middle)), ..WitnessCharacter::from(text) }
    }

    #[test]
    fn a_line_is_readable_and_comes_back() {
        let alternatives = vec![
            Alternative { text: "俯".into(), certainty: Some(Certainty::percent(30)) },
            Alternative { text: "?".into(), certainty: None },
        ];
        let told = WitnessLine {
            rect: PixelRect::new(84, 129, 610, 174),
            raw: Some(12),
            characters: vec![
                character('市', 100, 21),
                WitnessCharacter { alternatives, ..character('府', 62, 63) },
                character(' ', 97, 80),
                character('=', 100, 100),
            ],
        };
        let written = write(&told);
        assert_eq!(written, "84,129-610,174 raw:12 at:21,42,17,20 = 市府~20~~3d~ 2%62?俯:30?~3f~ 3%97");
        assert_eq!(read(&written), Ok(told));
        let typed = WitnessLine { characters: "甲乙".chars().map(WitnessCharacter::from).collect(), ..WitnessLine::default() };
        assert_eq!(write(&typed), "0,0-0,0 - 甲乙");
        assert_eq!(read("0,0-0,0 - 甲乙"), Ok(typed));
        let none = WitnessLine { rect: PixelRect::new(1, 2, 3, 4), ..WitnessLine::default() };
        assert_eq!(read(&write(&none)), Ok(none));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let bad =
            ["", "1,2-3", "1,2-3,4", "1,2-3,4 raw:x = 甲", "1,2-3,4 at:1 = 甲乙", "1,2-3,4 = 甲 2%9", "1,2-3,4 = 甲 1", "1,2-3,4 = ~zz~"];
        for line in bad {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
