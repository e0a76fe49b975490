//! Characters that look alike, worked out from how they are drawn (see `assets/dictionaries/README.md`).

use std::cmp::Ordering;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A line a character, and behind it those that look most like it, each with its likeness in per cent.
const TABLE: &str = include_str!("../../assets/dictionaries/shapes.txt");

/// Characters that are taken for one another, a group a line; lines that begin with `#` say where they are from.
const CONFUSIONS: &str = include_str!("../../assets/dictionaries/confusions.txt");

/// The likeness of characters that are not in each other's list.
pub const UNLIKE: f32 = 0.68;

/// The characters that look like this one, with their likeness between [`UNLIKE`] and 1, the most alike first.
pub fn alike(c: char) -> impl Iterator<Item = (char, f32)> {
    let mut list = line_of(c).chars().skip(1);
    std::iter::from_fn(move || {
        let (c, tens, ones) = (list.next()?, list.next()?.to_digit(10)?, list.next()?.to_digit(10)?);
        Some((c, (tens * 10 + ones) as f32 / 100.0))
    })
}

/// The line of a character; nothing where it has none. They stand in order of their characters, and a page asks for few of them, so that they
/// are found where they stand.
fn line_of(c: char) -> &'static str {
    let (mut from, mut to) = (0, TABLE.len());
    while from < to {
        let middle = TABLE.floor_char_boundary(from + (to - from) / 2);
        let (start, line) = line_at(middle);
        match line.chars().next().map(|first| first.cmp(&c)) {
            Some(Ordering::Less) => from = start + line.len() + 1,
            Some(Ordering::Greater) => to = start,
            Some(Ordering::Equal) => return line,
            None => break,
        }
    }
    ""
}

/// The line in which a byte is, with where it begins.
fn line_at(at: usize) -> (usize, &'static str) {
    let (before, after) = TABLE.split_at(at);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').map_or(TABLE.len(), |end| at + end);
    (start, TABLE.get(start..end).unwrap_or_default())
}

/// The characters this one is known to be confused with.
pub fn confused(c: char) -> &'static [char] {
    static CONFUSED: OnceLock<FxHashMap<char, Vec<char>>> = OnceLock::new();
    let confused = CONFUSED.get_or_init(|| {
        let mut table: FxHashMap<char, Vec<char>> = FxHashMap::default();
        for group in CONFUSIONS.lines().filter(|line| !line.starts_with('#')) {
            for c in group.chars() {
                table.entry(c).or_default().extend(group.chars().filter(|other| *other != c));
            }
        }
        table
    });
    confused.get(&c).map(Vec::as_slice).unwrap_or_default()
}

/// How alike two characters look, between [`UNLIKE`] and 1.
pub fn likeness(a: char, b: char) -> f32 {
    if a == b {
        return 1.0;
    }
    let of = |a, b| alike(a).find(|(c, _)| *c == b).map(|(_, likeness)| likeness);
    of(a, b).or_else(|| of(b, a)).unwrap_or(UNLIKE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_known() {
        for (a, b) in [('己', '已'), ('末', '未'), ('宣', '宴'), ('抖', '科')] {
            assert!(alike(b).any(|(c, _)| c == a) || alike(a).any(|(c, _)| c == b), "{a} {b}");
            assert!(likeness(a, b) > UNLIKE);
        }
        assert_eq!(likeness('国', '一'), UNLIKE);
    }

    #[test]
    fn each_line_is_found_where_it_stands() {
        for line in TABLE.lines() {
            let c = line.chars().next().expect("a character");
            assert_eq!(line_of(c), line);
            let list: Vec<(char, f32)> = alike(c).collect();
            assert_eq!(list.len(), (line.chars().count() - 1) / 3, "{c}");
            assert!(list.is_sorted_by(|a, b| a.1 >= b.1) && list.iter().all(|(_, likeness)| *likeness > UNLIKE), "{c}");
        }
        for c in ['\0', '一', 'a', '\u{9fff}', '𠮷'] {
            assert!(TABLE.lines().any(|line| line.starts_with(c)) || alike(c).next().is_none(), "{c}");
        }
    }

    #[test]
    fn confusions_hold_both_ways_and_only_inside_their_group() {
        assert_eq!(confused('已'), ['己', '巳']);
        assert!(confused('未').contains(&'末') && confused('末').contains(&'未'));
        assert!(confused('国').is_empty() && confused('#').is_empty());
    }
}
