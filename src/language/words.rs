//! Words, by jieba's dictionary.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashSet;

use super::dictionary::{part_of_speech, with};

/// Whether the dictionary has a word.
pub fn is_word(word: &str) -> bool {
    with(word, |dictionary| dictionary.has_word(word))
}

/// How often a word of the dictionary is used, or one that would be made of its words, in as much text as the dictionary was made of.
pub fn usage(word: &str) -> usize {
    with(word, |dictionary| dictionary.suggest_freq(word))
}

/// How many characters the last word of a text has.
pub fn last_word(text: &str) -> usize {
    with(text, |dictionary| dictionary.cut(text, false).last().map_or(0, |token| token.word.chars().count()))
}

/// Fixed phrases that the dictionary lacks, one a line; lines that begin with `#` say what they are.
const PHRASES: &str = include_str!("../../assets/dictionaries/phrases.txt");

/// Whether characters are a fixed phrase that the dictionary lacks.
pub fn is_phrase(text: &str) -> bool {
    static KNOWN: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    KNOWN.get_or_init(|| PHRASES.lines().filter(|line| !line.starts_with('#')).collect()).contains(text)
}

/// Loads the dictionaries on threads of their own, so that the first draft and the first check do not wait for them.
pub fn warm_up() {
    static WARM: AtomicBool = AtomicBool::new(false);
    if !WARM.swap(true, Ordering::Relaxed) {
        std::thread::spawn(super::pairs);
        std::thread::spawn(super::lexicon);
    }
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word.
    pub text: &'a str,
    /// Its first character, counted from the start of the text.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
}

/// How much text is cut at once, in bytes, so that its words stay in the processor's nearest memory.
const PORTION: usize = 1200;

/// A text in portions. They end where sentences do: no word goes on over that.
fn portions(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let from = rest.floor_char_boundary(PORTION);
        let stop = rest.get(from..).and_then(|rest| rest.find('。')).map_or(rest.len(), |at| from + at + '。'.len_utf8());
        let (portion, next) = rest.split_at(stop);
        rest = next;
        Some(portion).filter(|portion| !portion.is_empty())
    })
}

/// A word of a text with its part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaggedWord<'a> {
    /// The word.
    pub word: &'a str,
    /// Its part of speech, as jieba names it; `x` for what no word of the dictionary is.
    pub tag: &'static str,
}

/// The text's words in order with what part of speech each is; what is in no dictionary is guessed at.
pub fn tag(text: &str) -> impl Iterator<Item = TaggedWord<'_>> {
    let tagged = |portion| {
        with(portion, |dictionary| {
            let word = |at: (usize, usize)| portion.get(at.0..at.1).unwrap_or_default();
            let tags = dictionary.tag(portion, true).into_iter();
            tags.map(|tag| TaggedWord { word: word((tag.byte_start, tag.byte_end)), tag: part_of_speech(tag.tag) }).collect::<Vec<_>>()
        })
    };
    portions(text).flat_map(tagged)
}

/// The text's words in order, those that are in no dictionary guessed at: the words that [`tag`] gives. What parts of speech those are is known
/// by a model that takes longer to load than a page to cut; what the others are, [`known_tag`](super::known_tag) tells without it.
pub fn cut_and_guess(text: &str) -> impl Iterator<Item = &str> {
    let words = |portion| with(portion, |dictionary| dictionary.cut(portion, true).into_iter().map(|token| token.word).collect::<Vec<_>>());
    portions(text).flat_map(words)
}

/// Gives the text's words in order, by dictionary alone: characters that no word of it joins stand for themselves.
pub fn cut<'a>(text: &'a str, mut each: impl FnMut(Word<'a>)) {
    let mut before = 0;
    for portion in portions(text) {
        let mut end = before;
        for token in with(portion, |dictionary| dictionary.cut(portion, false)) {
            end = before + token.end;
            each(Word { text: token.word, start: before + token.start, end });
        }
        before = end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::known_tag;
    use super::*;

    #[test]
    fn words_cover_the_text() {
        let text = "市政府召开新闻发布会，2022年。";
        let mut found = Vec::new();
        cut(text, |word| found.push(word));
        assert_eq!(found.iter().map(|word| word.text).collect::<String>(), text);
        assert!(found.iter().any(|word| word.text == "市政府"));
        let long = text.repeat(100);
        let mut all = Vec::new();
        cut(&long, |word| all.push(word));
        assert_eq!(all.len(), 100 * found.len());
        assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(found.windows(2).all(|pair| pair[0].end == pair[1].start));
    }

    #[test]
    fn what_the_dictionary_knows_is_tagged_without_the_model() {
        let text = include_str!("../../assets/samples/riverside-daily-1.raw.txt");
        let tagged: Vec<_> = tag(text).collect();
        assert!(tagged.iter().map(|word| word.word).eq(cut_and_guess(text)));
        let mut guessed = 0;
        for TaggedWord { word, tag } in tagged {
            match known_tag(word) {
                Some(known) => assert_eq!(known, tag, "{word}"),
                None => {
                    guessed += 1;
                    assert!(!is_word(word), "{word}");
                }
            }
        }
        assert!(guessed > 0);
        assert_eq!((known_tag("李白"), known_tag("河"), known_tag("")), (Some("nr"), Some("ns"), None));
    }

    #[test]
    fn a_long_text_is_tagged_as_at_once() {
        let text = "记者王小明、刘丽霞昨天在河畔市采访。市民说，2022年3月起乘公交车免费！".repeat(100);
        let whole = with(&text, |dictionary| {
            let tags = dictionary.tag(&text, true).into_iter();
            tags.map(|word| (word.word.to_owned(), word.tag.to_owned())).collect::<Vec<_>>()
        });
        let found: Vec<_> = tag(&text).map(|word| (word.word.to_owned(), word.tag.to_owned())).collect();
        assert!(found == whole);
    }
}
