//! Words by how often they are used, and how often one follows another: a pruned model of pairs of words (see
//! `assets/dictionaries/README.md`).

use std::sync::OnceLock;

use super::followers::Followers;
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
    /// The tree of the words' characters, a level after another, the root first, and one node more for the end; the children of a node
    /// stand together, in order of characters, those of the next node behind them.
    nodes: Vec<Node>,
    /// The root's children by their character, counted from [`FIRST`].
    roots: Vec<u32>,
    /// The characters that begin words, each with the place behind it and a second one, by the second one.
    openers: Vec<(char, u32)>,
    /// Where in `openers` those of each second character begin, counted from [`FIRST`]; one more for the end.
    opened: Vec<u32>,
    /// For each word how often it is used, and how likely what was not kept is behind it.
    levels: &'static [[u8; 2]],
    followers: Followers,
}

#[derive(Clone, Copy)]
struct Node {
    character: char,
    word: WordId,
    /// Where its children begin.
    children: u32,
}

/// The ideographs that begin words.
const FIRST: u32 = 0x4e00;
const IDEOGRAPHS: usize = 0x5200;

/// Where an ideograph is in tables by ideographs.
#[inline]
fn place(c: char) -> Option<usize> {
    (c as u32).checked_sub(FIRST).map(|at| at as usize)
}

/// The lexicon. It is read once, at the first call, which takes some milliseconds.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::read(TABLE).unwrap_or_else(Lexicon::empty))
}

impl Lexicon {
    fn empty() -> Lexicon {
        Lexicon {
            nodes: vec![Node::ROOT; 2],
            roots: vec![0; IDEOGRAPHS],
            openers: Vec::new(),
            opened: vec![0; IDEOGRAPHS + 1],
            levels: &[],
            followers: Followers::none(),
        }
    }

    fn read(table: &'static [u8]) -> Option<Lexicon> {
        let mut reader = TableReader(table);
        let count = reader.word()? as usize;
        let nodes = Tree::read(&mut reader, count)?.nodes;
        let levels = reader.entries(count)?;
        let mut lexicon = Lexicon { nodes, levels, followers: Followers::read(reader.0, count)?, ..Lexicon::empty() };
        lexicon.open();
        Some(lexicon)
    }

    /// Works out where words begin, by their first character and by their second.
    fn open(&mut self) {
        for index in self.children_of(0) {
            let character = self.nodes.get(index as usize).map(|node| node.character);
            if let Some(root) = character.and_then(place).and_then(|at| self.roots.get_mut(at)) {
                *root = index;
            }
        }
        let mut counts = vec![0; IDEOGRAPHS];
        self.each_opener(|second, _| counts.get_mut(second).into_iter().for_each(|count| *count += 1));
        let mut passed = 0;
        for (begin, count) in self.opened.iter_mut().zip(counts.iter().chain([&0])) {
            *begin = passed;
            passed += count;
        }
        // They are dealt out to their second characters; those of each stay in their order.
        let mut places = self.opened.clone();
        let mut openers = vec![(' ', 0); passed as usize];
        self.each_opener(|second, opener| {
            let Some(place) = places.get_mut(second) else { return };
            openers.get_mut(*place as usize).into_iter().for_each(|place| *place = opener);
            *place += 1;
        });
        self.openers = openers;
    }

    /// Gives the characters that begin words with the place behind the second one, and where that one is in tables by ideographs.
    fn each_opener(&self, mut each: impl FnMut(usize, (char, u32))) {
        for (first, root, _) in self.children(Prefix::EMPTY) {
            for (second, prefix, _) in self.children(root) {
                place(second).filter(|second| *second < IDEOGRAPHS).into_iter().for_each(|second| each(second, (first, prefix.0)));
            }
        }
    }

    /// The children of a node.
    #[inline]
    fn children_of(&self, index: u32) -> std::ops::Range<u32> {
        let first = |at: u32| self.nodes.get(at as usize).map_or(0, |node| node.children);
        first(index)..first(index + 1)
    }

    /// The characters that words go on with at a place, past the first one.
    #[inline]
    pub fn children(&self, prefix: Prefix) -> impl Iterator<Item = (char, Prefix, WordId)> {
        let children = self.children_of(prefix.0);
        let nodes = self.nodes.get(children.start as usize..children.end as usize).unwrap_or_default();
        nodes.iter().zip(children).map(|(node, index)| (node.character, Prefix(index), node.word))
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
    #[inline]
    pub fn next(&self, prefix: Prefix, character: char) -> Option<(Prefix, WordId)> {
        let index = if prefix.0 == 0 {
            self.roots.get(place(character)?).copied().filter(|index| *index != 0)?
        } else {
            let std::ops::Range { start, end } = self.children_of(prefix.0);
            let children = self.nodes.get(start as usize..end as usize)?;
            start + children.binary_search_by_key(&character, |node| node.character).ok()? as u32
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
    #[inline]
    pub fn alone(&self, word: WordId) -> f32 {
        self.levels.get(word.0 as usize).map_or(UNKNOWN, |[share, _]| -f32::from(*share) * LEVEL)
    }

    /// How likely a word is behind another, as a natural logarithm. A pair that was not kept is as likely as the second word alone, less
    /// what the first one's pairs take up (backing off, after Katz 1987).
    #[inline]
    pub fn follows(&self, first: WordId, next: WordId) -> f32 {
        let Some([_, less]) = self.levels.get(first.0 as usize) else { return self.alone(next) };
        let likely = if next == WordId::NONE { None } else { self.followers.likely(first.0, next.0) };
        likely.map_or_else(|| self.alone(next) - f32::from(*less) * LEVEL, |likely| -f32::from(likely) * LEVEL)
    }
}

impl Node {
    const ROOT: Node = Node { character: ' ', word: WordId::NONE, children: 1 };
}

/// The tree of words as it is read: the characters that are first in words, those that are second, and so on, each level in order of the
/// words.
struct Tree {
    nodes: Vec<Node>,
    /// Where in `nodes` the next one of each level goes.
    next: [u32; LONGEST + 1],
}

impl Tree {
    /// Reads how many characters there are on each level, and words in order, each with how many characters it shares with the one before.
    fn read(reader: &mut TableReader<'_>, count: usize) -> Option<Tree> {
        let mut tree = Tree::of_size(reader)?;
        let mut before = 0;
        for number in 0..count {
            let (same, more) = (usize::from(reader.byte()?), usize::from(reader.byte()?));
            if same > before {
                return None;
            }
            before = same + more;
            for depth in same..before {
                let word = if depth + 1 == before { WordId(number as u32) } else { WordId::NONE };
                tree.push(depth, reader.character()?, word)?;
            }
        }
        Some(tree)
    }

    /// Room for all that the words have: the levels stand one behind the other.
    fn of_size(reader: &mut TableReader<'_>) -> Option<Tree> {
        let (mut next, mut start) = ([0; LONGEST + 1], 1);
        for (depth, next) in next.iter_mut().enumerate() {
            *next = start;
            start += if depth < LONGEST { reader.word()? } else { 0 };
        }
        // What is behind the last node ends the children of it.
        let end = Node { children: start, ..Node::ROOT };
        let mut nodes = vec![end; start as usize + 1];
        nodes.first_mut().into_iter().for_each(|root| *root = Node::ROOT);
        Some(Tree { nodes, next })
    }

    /// Adds a character at a depth, behind the last one that is a level above.
    fn push(&mut self, depth: usize, character: char, word: WordId) -> Option<()> {
        let children = *self.next.get(depth + 1)?;
        let next = self.next.get_mut(depth)?;
        *self.nodes.get_mut(*next as usize)? = Node { character, word, children };
        *next += 1;
        Some(())
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
