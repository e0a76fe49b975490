//! Words, by jieba's dictionary.

use std::sync::OnceLock;

use jieba_rs::Jieba;

static WORDS: OnceLock<Jieba> = OnceLock::new();

/// The dictionary. It is loaded once, at the first call, which takes some tens of milliseconds.
pub fn words() -> &'static Jieba {
    WORDS.get_or_init(Jieba::new)
}

/// Loads the dictionary on a thread of its own, so that the first draft does not wait for it.
pub fn warm_up() {
    if WORDS.get().is_none() {
        std::thread::spawn(words);
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

/// The text as words, by dictionary alone: characters that no word of it joins stand for themselves.
pub fn cut(text: &str) -> impl Iterator<Item = Word<'_>> {
    words().cut(text, false).into_iter().map(|token| Word { text: token.word, start: token.start, end: token.end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cover_the_text() {
        let text = "市政府召开新闻发布会，2022年。";
        let found: Vec<_> = cut(text).collect();
        assert_eq!(found.iter().map(|word| word.text).collect::<String>(), text);
        assert!(found.iter().any(|word| word.text == "市政府"));
        assert!(found.windows(2).all(|pair| pair[0].end == pair[1].start));
    }
}
