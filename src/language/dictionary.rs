//! jieba's dictionary, of which only those words are loaded that a text can hold.
//!
//! jieba cuts a text by the words of its dictionary that stand in it. A page has a few thousand pairs of characters that stand side by
//! side, and the words that begin with one of these are a hundredth of all: they are found in the table in no time, where loading all
//! takes longer than all else that a page needs. How often all words together are used counts as well; it is kept as it is.

use std::sync::{OnceLock, PoisonError, RwLock};

use jieba_rs::Jieba;
use rustc_hash::FxHashSet;

use super::table::TableReader;

/// The words; `jieba.py` beside it says how they are written.
const TABLE: &[u8] = include_bytes!("../../assets/dictionaries/jieba.bin");

/// What stands for all words that are not loaded: no text has it, as it is two characters that are none.
const REST: &str = "\u{10ffff}\u{10fffe}";

/// How many pairs of characters are looked up one by one before all words are loaded.
const PAIRS: usize = 20_000;

/// Behind the last character of a text.
const END: char = '\0';

/// The table's parts.
struct DictionaryTable {
    /// How often all words together are used.
    total: usize,
    tags: Vec<&'static str>,
    /// The characters that words begin with, and where in `rest` their words begin.
    firsts: Vec<(char, u32)>,
    rest: &'static [u8],
}

/// A word of the table.
struct DictionaryWord {
    usage: usize,
    tag: &'static str,
    /// Its characters past the second.
    rest: &'static str,
}

impl DictionaryTable {
    fn read(table: &'static [u8]) -> Option<DictionaryTable> {
        let mut reader = TableReader(table);
        let total = reader.bytes(8)?.try_into().ok().map(u64::from_le_bytes)?;
        let tags = (0..reader.byte()?).map(|_| {
            let length = reader.byte()?;
            reader.bytes(length.into()).and_then(|tag| str::from_utf8(tag).ok())
        });
        let tags = tags.collect::<Option<_>>()?;
        let firsts = (0..reader.word()?).map(|_| Some((char::from_u32(reader.word()?)?, reader.word()?))).collect::<Option<_>>()?;
        Some(DictionaryTable { total: usize::try_from(total).ok()?, tags, firsts, rest: reader.0 })
    }

    /// The words that begin with a character, those of each second character apart, in order of these ([`END`] for the word of one
    /// character).
    fn groups(&self, first: char) -> impl Iterator<Item = (char, TableReader<'static>)> {
        let index = self.firsts.binary_search_by_key(&first, |(c, _)| *c).ok();
        let from = index.and_then(|index| self.firsts.get(index)).map_or(self.rest.len(), |(_, from)| *from as usize);
        let to = index.and_then(|index| self.firsts.get(index + 1)).map_or(self.rest.len(), |(_, to)| *to as usize);
        let mut reader = TableReader(self.rest.get(from..to).unwrap_or_default());
        std::iter::from_fn(move || Some((char::from_u32(reader.number()?)?, reader.counted()?)))
    }

    fn entries(&self, mut group: TableReader<'static>) -> impl Iterator<Item = DictionaryWord> {
        std::iter::from_fn(move || {
            let usage = group.number()? as usize;
            let tag = self.tags.get(usize::from(group.byte()?)).copied()?;
            let length = group.byte()?;
            let rest = group.bytes(length.into()).and_then(|rest| str::from_utf8(rest).ok())?;
            Some(DictionaryWord { usage, tag, rest })
        })
    }
}

fn table() -> &'static DictionaryTable {
    static WORDS: OnceLock<DictionaryTable> = OnceLock::new();
    WORDS.get_or_init(|| {
        let none = DictionaryTable { total: 0, tags: Vec::new(), firsts: Vec::new(), rest: &[] };
        DictionaryTable::read(TABLE).unwrap_or(none)
    })
}

/// jieba with some of its words.
struct Dictionary {
    jieba: Jieba,
    /// The pairs of characters whose words are loaded; a character before [`END`] stands for its own word.
    pairs: FxHashSet<(char, char)>,
    /// How often the words together are used that are not loaded.
    rest: usize,
}

impl Dictionary {
    fn new() -> Dictionary {
        let mut dictionary = Dictionary { jieba: Jieba::empty(), pairs: FxHashSet::default(), rest: table().total };
        dictionary.settle();
        dictionary
    }

    /// With all words.
    fn whole() -> Dictionary {
        let mut dictionary = Dictionary::new();
        for (first, _) in &table().firsts {
            for (second, group) in table().groups(*first) {
                dictionary.load(*first, second, group);
            }
        }
        dictionary.settle();
        dictionary
    }

    /// The words of a text are as likely as among all others.
    fn settle(&mut self) {
        self.jieba.add_word(REST, Some(self.rest), None);
    }

    fn load(&mut self, first: char, second: char, group: TableReader<'static>) {
        let mut word = String::from(first);
        word.extend(Some(second).filter(|second| *second != END));
        let length = word.len();
        for entry in table().entries(group) {
            word.truncate(length);
            word.push_str(entry.rest);
            self.jieba.add_word(&word, Some(entry.usage), Some(entry.tag));
            self.rest = self.rest.saturating_sub(entry.usage);
        }
    }

    /// Whether all words are loaded that stand in a text.
    fn knows(&self, text: &str) -> bool {
        pairs(text).all(|pair| self.pairs.contains(&pair))
    }

    /// Loads the words that may stand in a text.
    fn learn(&mut self, text: &str) {
        for (first, second) in pairs(text) {
            if !self.pairs.insert((first, second)) {
                continue;
            }
            let single = second == END || self.pairs.insert((first, END));
            let wanted = |c: &char| *c == second || (single && *c == END);
            // They stand in order, the word of one character first.
            for (second, group) in table().groups(first).take_while(|(c, _)| *c <= second).filter(|(c, _)| wanted(c)) {
                self.load(first, second, group);
            }
        }
        self.settle();
    }
}

/// The name of a part of speech as the dictionary has it; `x` for one that no word of it has.
pub fn part_of_speech(tag: &str) -> &'static str {
    table().tags.iter().copied().find(|known| *known == tag).unwrap_or("x")
}

/// What part of speech a word of the dictionary is, as it names it; nothing where it has no such word. No word needs to be loaded for that.
pub fn known_tag(word: &str) -> Option<&'static str> {
    let mut chars = word.chars();
    let (first, second) = (chars.next()?, chars.next().unwrap_or(END));
    let (_, group) = table().groups(first).find(|(c, _)| *c == second)?;
    table().entries(group).find(|entry| entry.rest == chars.as_str()).map(|entry| entry.tag)
}

/// Each character of a text with the one behind it, or [`END`].
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1).chain(std::iter::once(END)))
}

/// Gives what is asked of jieba about a text, or about any part of it, as if all its words were loaded.
///
/// It is not to be asked again from within.
pub fn with<T>(text: &str, ask: impl FnOnce(&Jieba) -> T) -> T {
    static WHOLE: OnceLock<Jieba> = OnceLock::new();
    static PART: OnceLock<RwLock<Dictionary>> = OnceLock::new();
    if let Some(jieba) = WHOLE.get() {
        return ask(jieba);
    }
    let part = PART.get_or_init(|| RwLock::new(Dictionary::new()));
    // A panic leaves at worst a word out.
    let known = part.read().unwrap_or_else(PoisonError::into_inner);
    if known.knows(text) {
        return ask(&known.jieba);
    }
    let many = known.pairs.len() > PAIRS || text.chars().nth(PAIRS).is_some();
    drop(known);
    if many {
        return ask(WHOLE.get_or_init(|| Dictionary::whole().jieba));
    }
    part.write().unwrap_or_else(PoisonError::into_inner).learn(text);
    ask(&part.read().unwrap_or_else(PoisonError::into_inner).jieba)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_are_there_and_used_as_often() {
        let words: usize =
            table().firsts.iter().flat_map(|(first, _)| table().groups(*first)).map(|(_, group)| table().entries(group).count()).sum();
        assert_eq!((words, table().total), (349_045, 60_101_964));
        assert_eq!(Dictionary::whole().rest, 0, "the words make up the total");
    }

    #[test]
    fn groups_stand_in_order() {
        assert!(table().firsts.iter().all(|(first, _)| table().groups(*first).map(|(second, _)| second).is_sorted()));
    }

    #[test]
    fn a_text_is_cut_as_by_all_words() {
        let whole = Dictionary::whole().jieba;
        let texts = [
            include_str!("../../assets/samples/riverside-daily-1.raw.txt"),
            include_str!("../../assets/samples/riverside-daily-2.raw.txt"),
            "AT&T的4S店，C++和B超，T恤衫：１２3、𡗗𠮷\u{10ffff}\u{10fffe}。\u{0}a\n記者王明報導國內",
            "",
        ];
        let mut part = Dictionary::new();
        for text in texts {
            assert!(text.is_empty() || !part.knows(text));
            part.learn(text);
            assert!(part.knows(text));
            assert!(part.jieba.cut(text, false) == whole.cut(text, false));
            assert!(part.jieba.tag(text, true) == whole.tag(text, true));
            for word in whole.cut_all(text) {
                assert_eq!(part.jieba.suggest_freq(word.word), whole.suggest_freq(word.word), "{}", word.word);
            }
        }
        assert!(part.pairs.len() < PAIRS);
    }

    #[test]
    fn a_table_that_breaks_off_is_none() {
        assert!(DictionaryTable::read(&TABLE[..1000]).is_none());
        assert!(DictionaryTable::read(&[]).is_none());
    }
}
