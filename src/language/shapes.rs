//! Characters that look alike, worked out from how they are drawn (see `assets/dictionaries/README.md`).

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::table::{TableReader, character};

/// Characters, and those that look most like each; `shapes.py` beside it says how they are written.
const TABLE: &[u8] = include_bytes!("../../assets/dictionaries/shapes.bin");

/// Characters that are taken for one another, a group a line; lines that begin with `#` say where they are from.
const CONFUSIONS: &str = include_str!("../../assets/dictionaries/confusions.txt");

/// The likeness of characters that are not in each other's list.
pub const UNLIKE: f32 = 0.68;

/// The characters that look like this one, with their likeness between [`UNLIKE`] and 1, the most alike first.
pub fn alike(c: char) -> impl Iterator<Item = (char, f32)> {
    let list = of(c).unwrap_or_default();
    list.iter().filter_map(|[low, high, percent]| Some((character([*low, *high])?, f32::from(*percent) / 100.0)))
}

/// The look-alikes of a character; nothing where it has none. They are found where they stand in the table, as a page asks for few of them.
fn of(c: char) -> Option<&'static [[u8; 3]]> {
    let mut reader = TableReader(TABLE);
    let count = reader.word()? as usize;
    let characters = reader.entries::<6>(count)?;
    let all = reader.0.as_chunks().0;
    let at = characters.binary_search_by_key(&Some(c), |[low, high, ..]| character([*low, *high])).ok()?;
    let first = |at: usize| characters.get(at).map(|[_, _, first @ ..]| u32::from_le_bytes(*first) as usize);
    all.get(first(at)?..first(at + 1).unwrap_or(all.len()))
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
    fn each_character_has_its_own_list() {
        let lists = ('\u{4e00}'..='\u{9fff}').map(|c| (c, alike(c).collect::<Vec<_>>()));
        let lists: Vec<_> = lists.filter(|(_, list)| !list.is_empty()).collect();
        assert_eq!((lists.len(), lists.iter().map(|(_, list)| list.len()).sum::<usize>()), (7239, 170_096));
        for (c, list) in lists {
            assert!(list.is_sorted_by(|a, b| a.1 >= b.1) && list.iter().all(|(_, likeness)| *likeness > UNLIKE), "{c}");
            assert!(list.iter().all(|(other, _)| *other != c), "{c}");
        }
        assert!(['\0', 'a', '\u{9fff}', '𠮷'].into_iter().all(|c| alike(c).next().is_none()));
    }

    #[test]
    fn confusions_hold_both_ways_and_only_inside_their_group() {
        assert_eq!(confused('已'), ['己', '巳']);
        assert!(confused('未').contains(&'末') && confused('末').contains(&'未'));
        assert!(confused('国').is_empty() && confused('#').is_empty());
    }
}
