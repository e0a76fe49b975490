//! Witnesses as short lines that a person can read and compare.
//!
//! ```text
//! by PP-OCRv6~20~small version:rten~20~0.27
//! 84,129-610,174 raw:12 at:21,42,43 = 如何在 3%62?：:38?在:1
//! ```
//!
//! Each begins with what read it, the version of that, and how it was set. Of a line stands where it lies, as `left,top-right,bottom` in pixels; the raw line whose place was read, where the witness has it from there;
//! how far the middle of each character lies from the one before, the first from the line's beginning. After `=` the text, and then each
//! character (counted from 1) of which the witness is less than quite sure, how sure in per cent, and what it may be instead. After `-`
//! comes a text of which the witness does not say how sure it is. What would end a text stands in it as `~hex~`.

use std::str::SplitAsciiWhitespace;

use super::layout::{escaped, number, push, push_named, push_rect, read_rect, unescaped};
use crate::page::{Alternative, Certainty, Pixels, Witness, WitnessCharacter, WitnessLine};

const SURE: Certainty = Certainty::SURE;

/// A witness as lines.
pub fn write(witness: &Witness) -> Vec<String> {
    let mut head = format!("by {}", escaped(&witness.engine));
    push_named(&mut head, "version", Some(&witness.version));
    push_named(&mut head, "settings", Some(&witness.settings));
    std::iter::once(head).chain(witness.lines.iter().map(write_line)).collect()
}

/// Reads the witnesses of a page.
///
/// # Errors
/// The line that cannot be read.
pub fn read(lines: &[String]) -> Result<Vec<Witness>, String> {
    let (witnesses, lost) = read_readable(lines);
    let told = |line: &&str| format!("the line “{}” of its witnesses cannot be read", line.chars().take(60).collect::<String>());
    lost.first().map_or(Ok(witnesses), |line| Err(told(line)))
}

/// Reads what can be read of the witnesses of a page, where some lines are damaged; and gives the lines that are lost. What follows a
/// beginning that cannot be read is of no witness.
pub fn read_readable(lines: &[String]) -> (Vec<Witness>, Vec<&str>) {
    let (mut witnesses, mut lost, mut has_head): (Vec<Witness>, Vec<&str>, bool) = (Vec::new(), Vec::new(), false);
    for line in lines {
        if let Some(head) = line.strip_prefix("by ") {
            let read = read_head(head);
            has_head = read.is_some();
            if !has_head {
                lost.push(line);
            }
            witnesses.extend(read);
            continue;
        }
        match (read_line(&mut line.split_ascii_whitespace()), witnesses.last_mut().filter(|_| has_head)) {
            (Some(line), Some(witness)) => witness.lines.push(line),
            (read, _) => {
                lost.push(line);
                // A line of a reading begins with a number; else it may have been the beginning of one.
                has_head &= read.is_some() || line.starts_with(|c: char| c.is_ascii_digit());
            }
        }
    }
    (witnesses, lost)
}

fn read_head(head: &str) -> Option<Witness> {
    let mut words = head.split_ascii_whitespace();
    let mut witness = Witness { engine: unescaped(words.next()?)?, ..Witness::default() };
    for word in words {
        match word.split_once(':')? {
            ("version", version) => witness.version = unescaped(version)?,
            ("settings", settings) => witness.settings = unescaped(settings)?,
            _ => return None,
        }
    }
    Some(witness)
}

fn write_line(line: &WitnessLine) -> String {
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
    fn a_witness_is_readable_and_comes_back() {
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
        let typed = WitnessLine { characters: "甲乙".chars().map(WitnessCharacter::from).collect(), ..WitnessLine::default() };
        let none = WitnessLine { rect: PixelRect::new(1, 2, 3, 4), ..WitnessLine::default() };
        let reader = Witness { engine: "Reader 2".into(), version: "1".into(), lines: vec![told, none], ..Witness::default() };
        let hand = Witness { engine: "hand".into(), settings: "a: b".into(), lines: vec![typed], ..Witness::default() };
        let lines: Vec<String> = [&reader, &hand].into_iter().flat_map(write).collect();
        assert_eq!(
            lines,
            [
                "by Reader~20~2 version:1",
                "84,129-610,174 raw:12 at:21,42,17,20 = 市府~20~~3d~ 2%62?俯:30?~3f~ 3%97",
                "1,2-3,4 - ",
                "by hand settings:a~3a~~20~b",
                "0,0-0,0 - 甲乙",
            ]
        );
        assert_eq!(read(&lines), Ok(vec![reader, hand]));
        assert_eq!(read(&[]), Ok(Vec::new()));
    }

    #[test]
    fn of_damaged_witnesses_the_rest_is_read() {
        let lines = [
            "1,2-3,4 - 无",
            "by a",
            "1,2-3,4 - 甲",
            "1,2-3,4 raw:x - 乙",
            "1,2-3,4 - 丙",
            "by",
            "1,2-3,4 - 丁",
            "by c version:1",
            "1,2-3,4 - 戊",
        ];
        let lines = lines.map(str::to_owned);
        let (read, lost) = read_readable(&lines);
        let told: Vec<String> =
            read.iter().map(|one| format!("{} {}", one.engine, one.lines.iter().map(WitnessLine::text).collect::<String>())).collect();
        assert_eq!((told, lost.len()), (vec!["a 甲丙".to_owned(), "c 戊".to_owned()], 4));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let bad =
            ["", "1,2-3", "1,2-3,4", "1,2-3,4 raw:x = 甲", "1,2-3,4 at:1 = 甲乙", "1,2-3,4 = 甲 2%9", "1,2-3,4 = 甲 1", "1,2-3,4 = ~zz~"];
        for line in bad.into_iter().chain(["by ", "by a other:b"]) {
            assert!(read(&["by a".to_owned(), line.to_owned()]).is_err(), "{line}");
        }
        assert!(read(&["1,2-3,4 = 甲".to_owned()]).is_err(), "whose line?");
    }
}
