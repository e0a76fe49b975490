//! Which words are kept behind which, in the table of words. Short lists are gone through where they stand; a long one is laid out once it is
//! asked for, as a page needs few of them.

use std::sync::OnceLock;

use super::table::TableReader;

/// Of how many words one is known where its list begins.
const TOGETHER: usize = 16;

/// The words that are kept behind each word.
pub(super) struct Followers {
    /// The lists as they stand in the table, each behind how many bytes it has.
    lists: &'static [u8],
    groups: Vec<Group>,
    /// The long lists, in order of their words, once they are laid out.
    long: Vec<OnceLock<Vec<KeptWord>>>,
}

/// The lists of [`TOGETHER`] words.
struct Group {
    /// Where they begin in the table, in bytes.
    start: u32,
    /// How many long lists stand before them, and which of them are long: the lowest bit stands for the first.
    long: u32,
    are_long: u16,
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
        let sizes = reader.entries::<6>(words.div_ceil(TOGETHER))?;
        let (mut start, mut long) = (0, 0);
        let mut group = |[size @ .., few, many]: &[u8; 6]| {
            let are_long = u16::from_le_bytes([*few, *many]);
            let group = Group { start, long, are_long };
            (start, long) = (start + u32::from_le_bytes(*size), long + are_long.count_ones());
            group
        };
        let groups = sizes.iter().map(&mut group).collect();
        let long = (0..long).map(|_| OnceLock::new()).collect();
        (start as usize == reader.0.len()).then_some(Followers { lists: reader.0, groups, long })
    }

    /// No lists.
    pub fn none() -> Followers {
        Followers { lists: &[], groups: Vec::new(), long: Vec::new() }
    }

    /// How likely one word is behind another, both by their numbers, as the table says it; nothing where the pair was not kept.
    pub fn likely(&self, first: u32, next: u32) -> Option<u8> {
        let (group, place) = (self.groups.get(first as usize / TOGETHER)?, first as usize % TOGETHER);
        if group.are_long >> place & 1 == 1 {
            let before = group.are_long & ((1 << place) - 1);
            let list = self.long.get((group.long + before.count_ones()) as usize)?;
            let kept = list.get_or_init(|| self.list(group, place).map(all_kept).unwrap_or_default());
            let found = kept.binary_search_by_key(&next, |kept| kept.number()).ok()?;
            return kept.get(found).map(|kept| kept.likely());
        }
        let mut kept = kept(self.list(group, place)?);
        kept.find(|kept| kept.number() >= next).filter(|kept| kept.number() == next).map(KeptWord::likely)
    }

    /// A list of a group as it stands in the table.
    fn list(&self, group: &Group, place: usize) -> Option<TableReader<'static>> {
        let mut reader = TableReader(self.lists.get(group.start as usize..)?);
        for _ in 0..place {
            reader.counted()?;
        }
        reader.counted()
    }
}

/// All words of a list, laid out.
fn all_kept(list: TableReader<'static>) -> Vec<KeptWord> {
    // Each takes two bytes at least.
    let mut all = Vec::with_capacity(list.0.len() / 2);
    all.extend(kept(list));
    all
}

/// The words of a list, in order of their numbers.
#[inline]
fn kept(mut list: TableReader<'static>) -> impl Iterator<Item = KeptWord> {
    let mut number = 0;
    std::iter::from_fn(move || {
        let (step, likely) = list.number().zip(list.byte())?;
        number += step;
        Some(KeptWord::new(number, likely))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of these lists, of which those are long that are named.
    fn table(lists: &[&[u8]], long: &[usize]) -> &'static [u8] {
        let (mut groups, mut all) = (Vec::new(), Vec::new());
        for (at, together) in lists.chunks(TOGETHER).enumerate() {
            let size: usize = together.iter().map(|list| list.len() + 1).sum();
            groups.extend((size as u32).to_le_bytes());
            let bit = |place: usize| u16::from(long.contains(&(at * TOGETHER + place))) << place;
            groups.extend((0..TOGETHER).map(bit).sum::<u16>().to_le_bytes());
            together.iter().for_each(|list| all.extend([&[list.len() as u8], *list].concat()));
        }
        [groups, all].concat().leak()
    }

    #[test]
    fn each_word_has_its_own_list() {
        // The first word is followed by words 3 and 133, the 17th by 2, the others by none.
        let mut lists: Vec<&[u8]> = vec![&[3, 10, 130, 1, 20]];
        lists.extend([[].as_slice(); 15]);
        lists.push(&[2, 30]);
        for long in [[].as_slice(), &[0], &[1, 16]] {
            let table = table(&lists, long);
            let followers = Followers::read(table, 17).expect("lists");
            assert_eq!(followers.long.len(), long.len());
            assert_eq!([(0, 3), (0, 133), (16, 2)].map(|(first, next)| followers.likely(first, next)), [Some(10), Some(20), Some(30)]);
            let none = [(0, 2), (0, 134), (1, 3), (16, 3), (17, 2), (400, 2)];
            assert!(none.iter().all(|(first, next)| followers.likely(*first, *next).is_none()));
            assert!(
                Followers::read(&table[..table.len() - 1], 17).is_none() && Followers::read(&table[..8], 17).is_none(),
                "it breaks off"
            );
        }
    }
}
