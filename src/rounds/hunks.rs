//! Where two short texts differ, character by character.

use std::ops::Range;

use crate::common_ends::between_common_ends;
use crate::reader::align::align;

/// A place where two texts differ, by the places of the characters in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// In the first text.
    pub old: Range<usize>,
    /// In the other.
    pub new: Range<usize>,
}

/// The places where two texts differ, in order. Between two of them both read the same. Texts too long to compare differ in one place.
pub fn hunks(old: &[char], new: &[char]) -> Vec<Hunk> {
    let (head, old_middle, new_middle) = between_common_ends(old, new, |a, b| a == b);
    if old_middle.is_empty() && new_middle.is_empty() {
        return Vec::new();
    }
    let whole = || vec![Hunk { old: 0..old_middle.len(), new: 0..new_middle.len() }];
    let found = if old_middle.is_empty() || new_middle.is_empty() { None } else { aligned(old_middle, new_middle) };
    let shifted = |hunk: Hunk| Hunk { old: hunk.old.start + head..hunk.old.end + head, new: hunk.new.start + head..hunk.new.end + head };
    found.unwrap_or_else(whole).into_iter().map(shifted).collect()
}

fn aligned(old: &[char], new: &[char]) -> Option<Vec<Hunk>> {
    let (mut hunks, mut at): (Vec<Hunk>, (usize, usize)) = (Vec::new(), (0, 0));
    for (first, other) in align(old, new, false)? {
        let next = (at.0 + usize::from(first.is_some()), at.1 + usize::from(other.is_some()));
        let is_same = first.is_some() && other.is_some() && old.get(at.0) == new.get(at.1);
        if !is_same {
            match hunks.last_mut() {
                Some(last) if (last.old.end, last.new.end) == at => (last.old.end, last.new.end) = next,
                _ => hunks.push(Hunk { old: at.0..next.0, new: at.1..next.1 }),
            }
        }
        at = next;
    }
    Some(hunks)
}

/// Where a place of the first text lies in the other: inside of what differs, where that begins.
pub fn carried(hunks: &[Hunk], at: usize) -> usize {
    let before = hunks.iter().take_while(|hunk| hunk.old.start <= at).last();
    match before {
        Some(hunk) if at < hunk.old.end => hunk.new.start,
        // What was put in at the place stands before the character that stood there.
        Some(hunk) => hunk.new.end + (at - hunk.old.end),
        None => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Vec<(String, String)> {
        let [old, new]: [Vec<char>; 2] = [old, new].map(|text| text.chars().collect());
        let found = hunks(&old, &new);
        // The hunks make one text of the other.
        let (mut made, mut at) = (Vec::new(), 0);
        for hunk in &found {
            made.extend_from_slice(&old[at..hunk.old.start]);
            made.extend_from_slice(&new[hunk.new.clone()]);
            at = hunk.old.end;
        }
        made.extend_from_slice(&old[at..]);
        assert_eq!(made, new);
        found.iter().map(|hunk| (old[hunk.old.clone()].iter().collect(), new[hunk.new.clone()].iter().collect())).collect()
    }

    #[test]
    fn places_that_differ_are_found() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(of("今天开会", "今天开会"), []);
        assert_eq!(of("令天开会了", "今天开会"), [pair("令", "今"), pair("了", "")]);
        assert_eq!(of("今天开", "今天大会开"), [pair("", "大会")]);
        assert_eq!(of("", "字"), [pair("", "字")]);
        assert_eq!(of("字", ""), [pair("字", "")]);
    }

    #[test]
    fn a_place_is_carried_from_one_text_to_the_other() {
        let [old, new]: [Vec<char>; 2] = ["令天开会了吗", "今天大开会吗"].map(|text| text.chars().collect());
        let hunks = hunks(&old, &new);
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|at| carried(&hunks, at)), [0, 1, 3, 4, 5, 5, 6]);
    }
}
