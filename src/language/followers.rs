//! Which words are kept behind which, in the table of words: a few lists at a time are laid out once one of them is asked for, as a page needs
//! few of them.

use std::sync::OnceLock;

use super::table::TableReader;

/// How many words' lists are laid out together.
const TOGETHER: usize = 16;

/// The words that are kept behind each word.
pub(super) struct Followers {
    /// The lists as they stand in the table, each behind how many bytes it has.
    table: &'static [u8],
    groups: Vec<Group>,
}

/// The lists of [`TOGETHER`] words.
struct Group {
    /// Where they begin in the table, in bytes.
    start: u32,
    lists: OnceLock<Lists>,
}

#[derive(Default)]
struct Lists {
    /// Where in `kept` those of each word end.
    ends: Vec<u32>,
    kept: Vec<KeptWord>,
}

/// A word, by its number, and how likely it is there: a byte.
#[derive(Clone, Copy)]
struct KeptWord(u32);

impl KeptWord {
    fn new(number: u32, likely: u8) -> KeptWord {
        KeptWord(number << 8 | u32::from(likely))
    }

    fn number(self) -> u32 {
        self.0 >> 8
    }

    fn likely(self) -> u8 {
        (self.0 & 255) as u8
    }
}

impl Followers {
    /// The lists of so many words in a table; nothing where it breaks off.
    pub fn read(table: &'static [u8], words: usize) -> Option<Followers> {
        let mut reader = TableReader(table);
        let mut groups = Vec::with_capacity(words.div_ceil(TOGETHER));
        for word in 0..words {
            if word % TOGETHER == 0 {
                groups.push(Group { start: (table.len() - reader.0.len()) as u32, lists: OnceLock::new() });
            }
            reader.counted()?;
        }
        Some(Followers { table, groups })
    }

    /// No lists.
    pub fn none() -> Followers {
        Followers { table: &[], groups: Vec::new() }
    }

    /// How likely one word is behind another, both by their numbers, as the table says it; nothing where the pair was not kept.
    pub fn likely(&self, first: u32, next: u32) -> Option<u8> {
        let (group, place) = (first as usize / TOGETHER, first as usize % TOGETHER);
        let group = self.groups.get(group)?;
        let lists = group.lists.get_or_init(|| Lists::read(self.table.get(group.start as usize..).unwrap_or_default()));
        let from = place.checked_sub(1).map_or(Some(0), |before| lists.ends.get(before).copied())?;
        let kept = lists.kept.get(from as usize..*lists.ends.get(place)? as usize)?;
        let found = kept.binary_search_by_key(&next, |kept| kept.number()).ok()?;
        kept.get(found).map(|kept| kept.likely())
    }
}

impl Lists {
    /// The first lists of a table.
    fn read(table: &[u8]) -> Lists {
        let mut reader = TableReader(table);
        let mut lists = Lists::default();
        for mut list in std::iter::from_fn(|| reader.counted()).take(TOGETHER) {
            let mut number = 0;
            while let Some((step, likely)) = list.number().zip(list.byte()) {
                number += step;
                lists.kept.push(KeptWord::new(number, likely));
            }
            lists.ends.push(lists.kept.len() as u32);
        }
        lists
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_own_list() {
        // The first word is followed by words 3 and 133, the 17th by 2, the others by none.
        let mut table = vec![5, 3, 10, 130, 1, 20];
        table.extend([0; 15]);
        table.extend([2, 2, 30]);
        let table: &'static [u8] = table.leak();
        let followers = Followers::read(table, 17).expect("lists");
        assert_eq!((followers.likely(0, 3), followers.likely(0, 133), followers.likely(16, 2)), (Some(10), Some(20), Some(30)));
        assert_eq!(
            (followers.likely(0, 2), followers.likely(1, 3), followers.likely(16, 3), followers.likely(17, 2)),
            (None, None, None, None)
        );
        assert!(Followers::read(&table[..8], 17).is_none(), "it breaks off");
    }
}
