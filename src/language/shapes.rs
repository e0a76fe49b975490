//! Characters that look alike, worked out from how they are drawn (see `assets/dictionaries/README.md`).

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A line a character, and behind it those that look most like it, each with its likeness in per cent.
const TABLE: &str = include_str!("../../assets/dictionaries/shapes.txt");

/// Characters that are taken for one another, a group a line; lines that begin with `#` say where they are from.
const CONFUSIONS: &str = include_str!("../../assets/dictionaries/confusions.txt");

/// The likeness of characters that are not in each other's list.
pub const UNLIKE: f32 = 0.68;

/// The characters that look like this one, with their likeness between [`UNLIKE`] and 1, the most alike first.
pub fn alike(c: char) -> &'static [(char, f32)] {
    static SHAPES: OnceLock<FxHashMap<char, LikeList>> = OnceLock::new();
    let shapes = SHAPES.get_or_init(|| TABLE.lines().filter_map(|line| Some((line.chars().next()?, LikeList::of(line)))).collect());
    shapes.get(&c).map(LikeList::get).unwrap_or_default()
}

/// A line of the table, read once it is asked for: a page asks for few of them.
struct LikeList {
    line: &'static str,
    list: OnceLock<Vec<(char, f32)>>,
}

impl LikeList {
    fn of(line: &'static str) -> LikeList {
        LikeList { line, list: OnceLock::new() }
    }

    fn get(&self) -> &[(char, f32)] {
        self.list.get_or_init(|| read(self.line).unwrap_or_default())
    }
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

fn read(line: &str) -> Option<Vec<(char, f32)>> {
    let mut characters = line.chars().skip(1);
    let mut list = Vec::new();
    while let (Some(c), Some(tens), Some(ones)) = (characters.next(), characters.next(), characters.next()) {
        list.push((c, (tens.to_digit(10)? * 10 + ones.to_digit(10)?) as f32 / 100.0));
    }
    Some(list)
}

/// How alike two characters look, between [`UNLIKE`] and 1.
pub fn likeness(a: char, b: char) -> f32 {
    if a == b {
        return 1.0;
    }
    let of = |a, b| alike(a).iter().find(|(c, _)| *c == b).map(|(_, likeness)| *likeness);
    of(a, b).or_else(|| of(b, a)).unwrap_or(UNLIKE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_known() {
        for (a, b) in [('己', '已'), ('末', '未'), ('宣', '宴'), ('抖', '科')] {
            assert!(alike(b).iter().any(|(c, _)| *c == a) || alike(a).iter().any(|(c, _)| *c == b), "{a} {b}");
            assert!(likeness(a, b) > UNLIKE);
        }
        assert_eq!(likeness('国', '一'), UNLIKE);
    }

    #[test]
    fn confusions_hold_both_ways_and_only_inside_their_group() {
        assert_eq!(confused('已'), ['己', '巳']);
        assert!(confused('未').contains(&'末') && confused('末').contains(&'未'));
        assert!(confused('国').is_empty() && confused('#').is_empty());
    }
}
