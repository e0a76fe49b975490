//! Words by how often they are used, and how often one follows another: a pruned model of pairs of words (see
//! `assets/dictionaries/README.md`).

use std::sync::OnceLock;

use super::table::TableReader;

/// The words and pairs; `words.py` beside it says how they are written.
const TABLE: &[u8] = include_bytes!("../../assets/dictionaries/words.bin");

/// One level of the table, as a natural logarithm.
const LEVEL: f32 = 1.0 / 8.0;

/// The share in text of a character that is no word, as a natural logarithm.
pub const UNKNOWN: f32 = -7.0 * std::f32::consts::LN_10;

/// The longest word, in characters.
pub const LONGEST: usize = 6;

/// A word of the lexicon; [`WordId::NONE`] is a character that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordId(u32);

impl WordId {
    /// No word of the lexicon.
    pub const NONE: WordId = WordId(u32::MAX);
}

/// A place in the lexicon: the characters that led there. Words are found by going on from [`Prefix::EMPTY`] a character at a time.
#[derive(Clone, Copy, Debug)]
pub struct Prefix(u32);

impl Prefix {
    /// The place before the first character.
    pub const EMPTY: Prefix = Prefix(0);

    /// Whether it is past the first character.
    pub fn is_some(self) -> bool {
        self.0 != 0
    }
}

/// The words, ready to be asked.
pub struct Lexicon {
    /// The tree of the words' characters, its root first; the children of a node stand together, in order of characters.
    nodes: Vec<Node>,
    /// The root's children by their character, counted from [`FIRST`].
    roots: Vec<u32>,
    /// The characters that begin words, each with the place behind it and a second one, by the second one.
    openers: Vec<(char, u32)>,
    /// Where in `openers` those of each second character begin, counted from [`FIRST`]; one more for the end.
    opened: Vec<u32>,
    /// For each word how often it is used, and how likely what was not kept is behind it.
    levels: Vec<[u8; 2]>,
    /// Where in `followers` each word's begin; one more for the end.
    behind: Vec<u32>,
    followers: Vec<u32>,
    /// For each follower how likely it is there.
    likely: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Node {
    character: char,
    word: WordId,
    children: (u32, u32),
}

/// The ideographs that begin words.
const FIRST: u32 = 0x4e00;
const IDEOGRAPHS: usize = 0x5200;

/// Where an ideograph is in tables by ideographs.
fn place(c: char) -> Option<usize> {
    (c as u32).checked_sub(FIRST).map(|at| at as usize)
}

/// The lexicon. It is read once, at the first call, which takes some tens of milliseconds.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::read(TABLE).unwrap_or_else(Lexicon::empty))
}

impl Lexicon {
    fn empty() -> Lexicon {
        let root = Node { character: ' ', word: WordId::NONE, children: (0, 0) };
        Lexicon {
            nodes: vec![root],
            roots: vec![0; IDEOGRAPHS],
            openers: Vec::new(),
            opened: vec![0; IDEOGRAPHS + 1],
            levels: Vec::new(),
            behind: vec![0],
            followers: Vec::new(),
            likely: Vec::new(),
        }
    }

    fn read(table: &[u8]) -> Option<Lexicon> {
        let mut reader = TableReader(table);
        let count = reader.word()? as usize;
        let mut lexicon = Lexicon::empty();
        let words = SortedWords::read(&mut reader, count)?;
        lexicon.plant(&words);
        lexicon.levels = (0..count).map(|_| Some([reader.byte()?, reader.byte()?])).collect::<Option<_>>()?;
        for _ in 0..count {
            let mut at = 0;
            for _ in 0..reader.number()? {
                at += reader.number()?;
                lexicon.followers.push(at);
                lexicon.likely.push(reader.byte()?);
            }
            lexicon.behind.push(lexicon.followers.len() as u32);
        }
        Some(lexicon)
    }

    /// Makes the tree of words that stand in order of their characters, a level of it after the other.
    fn plant(&mut self, words: &SortedWords) {
        // Of each node, which words it begins, and how many characters led to it.
        let mut reach = vec![(0, words.ends.len(), 0)];
        let mut index = 0;
        while let Some((from, to, depth)) = reach.get(index).copied() {
            let first = self.nodes.len() as u32;
            let mut start = from;
            while start < to {
                let character = words.at(start, depth);
                let end = (start + 1..to).find(|word| words.at(*word, depth) != character).unwrap_or(to);
                // A word that ends here stands before those that go on.
                if let Some(character) = character {
                    let whole = words.at(start, depth + 1).is_none();
                    self.nodes.push(Node { character, word: if whole { WordId(start as u32) } else { WordId::NONE }, children: (0, 0) });
                    reach.push((start, end, depth + 1));
                }
                start = end;
            }
            let last = self.nodes.len() as u32;
            if let Some(node) = self.nodes.get_mut(index) {
                node.children = (first, last);
            }
            index += 1;
        }
        let (first, last) = self.nodes.first().map_or((0, 0), |root| root.children);
        for index in first..last {
            let character = self.nodes.get(index as usize).map(|node| node.character);
            if let Some(root) = character.and_then(place).and_then(|at| self.roots.get_mut(at)) {
                *root = index;
            }
        }
        self.open();
    }

    /// Works out which characters begin words before each second one.
    fn open(&mut self) {
        let mut found: Vec<(usize, char, u32)> = Vec::new();
        for (first, root, _) in self.children(Prefix::EMPTY) {
            let seconds = self.children(root).filter_map(|(second, prefix, _)| Some((place(second)?, first, prefix.0)));
            found.extend(seconds.filter(|(second, _, _)| *second < IDEOGRAPHS));
        }
        // They are dealt out to their second characters; those of each stay in their order.
        let mut counts = vec![0; IDEOGRAPHS];
        for (second, _, _) in &found {
            counts.get_mut(*second).into_iter().for_each(|count| *count += 1);
        }
        let mut passed = 0;
        for (begin, count) in self.opened.iter_mut().zip(counts.iter().chain([&0])) {
            *begin = passed;
            passed += count;
        }
        let mut places = self.opened.clone();
        self.openers = vec![(' ', 0); found.len()];
        for (second, first, prefix) in found {
            let Some(place) = places.get_mut(second) else { continue };
            if let Some(opener) = self.openers.get_mut(*place as usize) {
                *opener = (first, prefix);
            }
            *place += 1;
        }
    }

    /// The characters that words go on with at a place, past the first one.
    pub fn children(&self, prefix: Prefix) -> impl Iterator<Item = (char, Prefix, WordId)> {
        let (first, last) = self.nodes.get(prefix.0 as usize).map_or((0, 0), |node| node.children);
        let nodes = self.nodes.get(first as usize..last as usize).unwrap_or_default();
        nodes.iter().zip(first..).map(|(node, index)| (node.character, Prefix(index), node.word))
    }

    /// The characters that begin words in which this one is the second, with the place behind both and the word that ends there.
    pub fn openers(&self, second: char) -> impl Iterator<Item = (char, Prefix, WordId)> {
        let span = place(second).and_then(|at| Some(*self.opened.get(at)? as usize..*self.opened.get(at + 1)? as usize));
        let openers = span.and_then(|span| self.openers.get(span)).unwrap_or_default();
        openers
            .iter()
            .map(|(first, index)| (*first, Prefix(*index), self.nodes.get(*index as usize).map_or(WordId::NONE, |node| node.word)))
    }

    /// Goes on by a character: the place there, if words begin so, and the word that ends there or [`WordId::NONE`].
    pub fn next(&self, prefix: Prefix, character: char) -> Option<(Prefix, WordId)> {
        let index = if prefix.0 == 0 {
            self.roots.get(place(character)?).copied().filter(|index| *index != 0)?
        } else {
            let (first, last) = self.nodes.get(prefix.0 as usize)?.children;
            let children = self.nodes.get(first as usize..last as usize)?;
            first + children.binary_search_by_key(&character, |node| node.character).ok()? as u32
        };
        self.nodes.get(index as usize).map(|node| (Prefix(index), node.word))
    }

    /// The word that characters are, or [`WordId::NONE`].
    pub fn word(&self, characters: impl IntoIterator<Item = char>) -> WordId {
        let step = |(prefix, _): (Prefix, WordId), c: char| self.next(prefix, c);
        characters.into_iter().try_fold((Prefix::EMPTY, WordId::NONE), step).map_or(WordId::NONE, |(_, word)| word)
    }

    /// Whether it has a word.
    pub fn has(&self, word: &str) -> bool {
        self.word(word.chars()) != WordId::NONE
    }

    /// The natural logarithm of a word's share in text; nothing where it is unknown.
    pub fn share(&self, word: &str) -> Option<f32> {
        Some(self.word(word.chars())).filter(|word| *word != WordId::NONE).map(|word| self.alone(word))
    }

    /// The natural logarithm of a word's share in text, [`UNKNOWN`] for none.
    pub fn alone(&self, word: WordId) -> f32 {
        self.levels.get(word.0 as usize).map_or(UNKNOWN, |[share, _]| -f32::from(*share) * LEVEL)
    }

    /// How likely a word is behind another, as a natural logarithm. A pair that was not kept is as likely as the second word alone, less
    /// what the first one's pairs take up (backing off, after Katz 1987).
    pub fn follows(&self, first: WordId, next: WordId) -> f32 {
        let at = first.0 as usize;
        let Some([_, less]) = self.levels.get(at) else { return self.alone(next) };
        let (from, to) = (self.behind.get(at).copied().unwrap_or(0) as usize, self.behind.get(at + 1).copied().unwrap_or(0) as usize);
        let kept = self.followers.get(from..to).unwrap_or_default();
        let found = kept.binary_search(&next.0).ok().and_then(|index| self.likely.get(from + index));
        found.map_or_else(|| self.alone(next) - f32::from(*less) * LEVEL, |likely| -f32::from(*likely) * LEVEL)
    }
}

/// The words of the table in order, one behind the other.
struct SortedWords {
    characters: Vec<char>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl SortedWords {
    /// Reads words, each with how many characters it shares with the one before.
    fn read(reader: &mut TableReader<'_>, count: usize) -> Option<SortedWords> {
        let mut words = SortedWords { characters: Vec::new(), ends: Vec::new() };
        let mut before = 0;
        for _ in 0..count {
            let (same, more) = (usize::from(reader.byte()?), reader.byte()?);
            let begin = words.characters.len();
            if before + same > begin {
                return None;
            }
            words.characters.extend_from_within(before..before + same);
            for _ in 0..more {
                words.characters.push(reader.character()?);
            }
            words.ends.push(words.characters.len() as u32);
            before = begin;
        }
        Some(words)
    }

    /// A character of a word, if it is so long.
    fn at(&self, word: usize, depth: usize) -> Option<char> {
        let begin = word.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())? as usize;
        let end = self.ends.get(word).copied()? as usize;
        self.characters.get(begin + depth).copied().filter(|_| begin + depth < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_likelier_than_rare_ones_and_than_none() {
        let lexicon = lexicon();
        assert!(lexicon.share("我们") > lexicon.share("颜回"));
        assert!(lexicon.has("颜回") && !lexicon.has("颜圓") && !lexicon.has(""));
        assert_eq!(lexicon.alone(WordId::NONE), UNKNOWN);
    }

    #[test]
    fn words_are_likelier_behind_those_they_go_with() {
        let lexicon = lexicon();
        let word = |text: &str| lexicon.word(text.chars());
        let gain = |first: &str, next: &str| lexicon.follows(word(first), word(next)) - lexicon.alone(word(next));
        assert!(gain("召开", "会议") > 2.0);
        assert!(gain("召开", "颜回") <= 0.0);
        assert_eq!(lexicon.follows(WordId::NONE, word("会议")), lexicon.alone(word("会议")));
    }

    #[test]
    fn a_table_that_breaks_off_is_none() {
        assert!(Lexicon::read(&TABLE[..1000]).is_none());
        assert!(Lexicon::read(&[]).is_none());
    }
}
