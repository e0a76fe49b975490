//! Errors in words: an error says its key and its arguments, and the locale files say the rest, in each language once.

use fluent_bundle::FluentValue;

use crate::locale::{Language, Locale};

/// The arguments of an error's words, by name.
pub type Arguments = Vec<(&'static str, FluentValue<'static>)>;

/// An error, or anything else, that can be told in words.
pub trait Explained {
    /// The key of its words.
    fn key(&self) -> &'static str;

    /// What its words name: files, places, what the system said. They may themselves be words of the language.
    fn arguments(&self, locale: &Locale) -> Arguments {
        let _ = locale;
        Vec::new()
    }

    /// It in the words of a language: what, where, and what to do.
    fn in_words(&self, locale: &Locale) -> String {
        locale.with(self.key(), &self.arguments(locale))
    }
}

/// An error in English, as its `Display` has it: for the command line, and for programs.
pub fn in_english(error: &dyn Explained) -> String {
    thread_local! {
        static ENGLISH: Locale = Locale::load(Language::English);
    }
    ENGLISH.with(|locale| error.in_words(locale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::EditError;

    #[test]
    fn an_error_has_words_in_each_language_and_displays_the_english_ones() {
        let error = EditError::PastEnd { block: 7, at: 12, len: 9 };
        let [english, chinese] = Language::ALL.map(|language| error.in_words(&Locale::load(language)));
        assert_eq!(error.to_string(), english);
        for words in [english, chinese.clone()] {
            assert!(words.contains('7') && words.contains("12") && words.contains('9'), "{words}");
        }
        assert!(chinese.chars().any(|c| c > '\u{2e80}'), "{chinese}");
    }
}
