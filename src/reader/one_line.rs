//! One line of a witness beside one text.

use super::align::{Pair, align};
use super::folded::{FoldedCharacter, folded};
use crate::page::WitnessLine;

/// A text has a line where so much of it reads alike.
const ALIKE: f32 = 0.6;

/// A long text is looked through by so many characters at once.
const WINDOW: usize = 2_000;

/// Which characters of a line of a witness, by their indexes, a raw line has not.
pub fn unlike(raw: &str, line: &WitnessLine) -> Vec<usize> {
    let (raw, read) = (folded(raw.chars(), false), folded(line.characters.iter().map(|one| one.text), true));
    let texts = |folded: &[FoldedCharacter]| folded.iter().map(|one| one.text).collect::<Vec<char>>();
    let pairs = align(&texts(&raw), &texts(&read), false).unwrap_or_default();
    let text = |of: &[FoldedCharacter], at: usize| of.get(at).map(|one| one.text);
    let is_other = |(i, j): &Pair| j.is_some_and(|j| i.and_then(|i| text(&raw, i)) != text(&read, j));
    let other = pairs.iter().filter(|pair| is_other(pair)).filter_map(|(_, j)| read.get((*j)?));
    other.flat_map(|one| one.start as usize..one.end as usize).collect()
}

/// Whether a text has a line of a witness somewhere, most of its characters alike and together.
pub fn has_line(text: &str, line: &WitnessLine) -> bool {
    let characters = |folded: Vec<FoldedCharacter>| folded.into_iter().map(|one| one.text).collect::<Vec<char>>();
    let text = characters(folded(text.chars(), false));
    let read = characters(folded(line.characters.iter().map(|one| one.text), true));
    if read.is_empty() {
        return false;
    }
    let is_alike = |window: &[char], (i, j): &Pair| i.zip(*j).is_some_and(|(i, j)| window.get(i) == read.get(j));
    let has = |window: &[char]| {
        let count = align(window, &read, true).unwrap_or_default().iter().filter(|pair| is_alike(window, pair)).count();
        count as f32 >= ALIKE * read.len() as f32
    };
    // Each window reaches a line's length into the next one.
    (0..text.len()).step_by(WINDOW).any(|from| has(text.get(from..text.len().min(from + WINDOW + read.len())).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> WitnessLine {
        WitnessLine { characters: text.chars().map(Into::into).collect(), ..WitnessLine::default() }
    }

    #[test]
    fn a_line_is_found_whole_and_with_misreadings_and_not_scattered() {
        let read = line("各单位主要负责人参加了会议。");
        assert!(has_line("会后，各单位主要负责人参加了会议。散会。", &read));
        assert!(has_line("各单位主要负责人参加了会汉,", &read), "misread, and another mark");
        assert!(!has_line("各地来的人，一个单位一个单位地到了，主人要负起责任：参观，加餐，会谈，议事。", &read));
        assert!(!has_line("", &read) && !has_line("会议", &line("")));
    }

    #[test]
    fn a_line_is_found_where_two_windows_meet() {
        let read = line("各单位主要负责人参加了会议。");
        let long: String = "字".repeat(WINDOW - 5) + &read.text() + &"字".repeat(WINDOW);
        assert!(has_line(&long, &read));
        assert!(!has_line(&"字".repeat(2 * WINDOW), &read));
    }
}
