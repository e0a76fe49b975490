//! The commonest words of English, German and French (see `assets/dictionaries/README.md`).

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::LatinLanguage;

/// A line a word, in the order of their bytes, and behind a tabulator in which languages it is how rare. Of a `const`, the program would have a
/// copy for each unit of code that names it.
static TABLE: &str = include_str!("../../../assets/dictionaries/latin.txt");

/// What ends a word in the table.
const END: u8 = b'\t';

/// The words, ready to be asked.
pub struct WordList {
    /// Where each line begins, in bytes.
    starts: Vec<u32>,
}

/// In which languages a word is how rare.
#[derive(Clone, Copy, Debug)]
pub struct Levels(&'static str);

/// Words that begin with the same letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordOpening {
    /// The first of their lines, and one past the last.
    lines: (usize, usize),
    /// How many bytes they have in common.
    depth: usize,
}

/// The list. It is read once.
pub fn word_list() -> &'static WordList {
    static LIST: OnceLock<WordList> = OnceLock::new();
    LIST.get_or_init(|| {
        // Hardly a line is shorter than this.
        let mut starts = Vec::with_capacity(TABLE.len() / 8);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', TABLE.as_bytes()).map(|at| at as u32 + 1));
        starts.pop();
        WordList { starts }
    })
}

impl Levels {
    /// How rare the word is in a language: twice the natural logarithm of its rank in thousands, and one. Nothing where it is none of it.
    pub fn of(self, language: LatinLanguage) -> Option<u8> {
        let letter = match language {
            LatinLanguage::English => b'e',
            LatinLanguage::German => b'd',
            LatinLanguage::French => b'f',
        };
        self.0
            .as_bytes()
            .chunks(2)
            .find_map(|chunk| if let [of, level] = chunk { (*of == letter).then(|| level.wrapping_sub(b'0')) } else { None })
    }
}

impl WordList {
    /// In which languages a word, in small letters, is how rare; nothing where it is unknown.
    pub fn levels(&self, word: &str) -> Option<Levels> {
        let opening = self.go_on(self.all(), word)?;
        self.whole(opening)
    }

    /// Whether a word, in small letters, is known.
    pub fn has(&self, word: &str) -> bool {
        self.levels(word).is_some()
    }

    /// All words.
    pub(super) fn all(&self) -> WordOpening {
        WordOpening { lines: (0, self.starts.len()), depth: 0 }
    }

    /// The words that go on with these letters; nothing where none does.
    pub(super) fn go_on(&self, opening: WordOpening, letters: &str) -> Option<WordOpening> {
        let (first, last) = opening.lines;
        let lines = self.starts.get(first..last)?;
        let (from, to) = (opening.depth, opening.depth + letters.len());
        let compare = |start: &u32| {
            line(*start).get(from..).map_or(Ordering::Less, |rest| rest.get(..to - from).unwrap_or(rest).cmp(letters.as_bytes()))
        };
        let begin = lines.partition_point(|start| compare(start) == Ordering::Less);
        let end = begin + lines.get(begin..)?.partition_point(|start| compare(start) == Ordering::Equal);
        (begin < end).then_some(WordOpening { lines: (first + begin, first + end), depth: to })
    }

    /// The word that ends here, if one does.
    pub(super) fn whole(&self, opening: WordOpening) -> Option<Levels> {
        let rest = self.rest(opening)?;
        let told = rest.as_bytes().first() == Some(&END);
        rest.get(1..).filter(|_| told).map(Levels)
    }

    /// The letters that words go on with here.
    pub(super) fn letters(&self, opening: WordOpening) -> impl Iterator<Item = (char, WordOpening)> {
        let mut left = opening;
        std::iter::from_fn(move || {
            if self.whole(left).is_some() {
                left.lines.0 += 1;
            }
            let letter = self.rest(left)?.chars().next()?;
            let found = self.go_on(left, letter.encode_utf8(&mut [0; 4]))?;
            left.lines.0 = found.lines.1;
            Some((letter, found))
        })
    }

    /// What the first of the words goes on with, to the end of its line.
    fn rest(&self, opening: WordOpening) -> Option<&'static str> {
        let start = *self.starts.get(opening.lines.0..opening.lines.1)?.first()? as usize;
        TABLE.get(start + opening.depth..)?.lines().next()
    }
}

/// The bytes from a line's beginning.
fn line(start: u32) -> &'static [u8] {
    TABLE.as_bytes().get(start as usize..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_language_the_commonest_first() {
        let level = |word: &str, language| word_list().levels(word).and_then(|levels| levels.of(language));
        assert!(level("and", LatinLanguage::English) < level("chambers", LatinLanguage::English));
        assert!(level("behörden", LatinLanguage::German).is_some() && level("behörden", LatinLanguage::French).is_none());
        assert!(level("célébrées", LatinLanguage::French).is_some());
        assert!(!word_list().has("ngress") && !word_list().has("") && !word_list().has("\t"));
    }

    #[test]
    fn letters_go_on_to_all_words_of_an_opening() {
        let list = word_list();
        let opening = list.go_on(list.all(), "govern").expect("an opening");
        let next: String = list.letters(opening).map(|(letter, _)| letter).collect();
        assert!(list.whole(opening).is_some() && next.contains('m') && !next.contains('\t'), "{next}");
        assert!(list.letters(list.all()).count() > 26);
        assert!(list.go_on(list.all(), "zzzz").is_none());
    }

    #[test]
    fn each_line_has_a_word_and_its_languages() {
        for line in TABLE.lines() {
            let (word, levels) = line.split_once('\t').expect("two columns");
            assert!(
                word.chars().count() >= 3
                    && LatinLanguage::ALL.iter().any(|language| Levels(levels).of(*language).is_some_and(|level| level < 10)),
                "{line}"
            );
        }
        assert!(TABLE.lines().is_sorted());
    }
}
