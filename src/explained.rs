//! Errors in words: an error says its key and its arguments, and the locale files say the rest, in each language once.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::OnceLock;

use fluent_bundle::FluentValue;

use crate::locale::{Language, Locale};
use crate::printable::one_line;
use crate::reading::NoFile;

static LANGUAGE: OnceLock<Language> = OnceLock::new();

thread_local! {
    static SPOKEN: Locale = Locale::load(spoken_language());
}

/// Sets the language in which errors display themselves, for the whole process: once, and before any does. Where nobody sets it, it is
/// English.
pub fn speak(language: Language) {
    let _ = LANGUAGE.set(language);
}

/// The language in which errors display themselves.
pub fn spoken_language() -> Language {
    LANGUAGE.get().copied().unwrap_or_default()
}

/// Does something with the words of the spoken language.
pub fn in_spoken_words<T>(work: impl FnOnce(&Locale) -> T) -> T {
    SPOKEN.with(work)
}

/// An argument of an error's words, with its name.
pub type NamedArgument = (&'static str, FluentValue<'static>);

/// The arguments of an error's words.
pub type Arguments = Vec<NamedArgument>;

/// What an error names, on one line. Numbers are names too, and take no separators.
pub fn named(name: &'static str, value: impl Display) -> NamedArgument {
    (name, one_line(value).to_string().into())
}

/// The file that an error is about.
pub fn of_file(path: &Path) -> NamedArgument {
    named("path", path.display())
}

/// What is wrong at a place in a file, by line and column counted from 1.
pub fn at_place(path: &Path, (line, column): (usize, usize), what: impl Display) -> Arguments {
    vec![of_file(path), named("line", line), named("column", column), named("what", what)]
}

/// What the system said, as an argument.
pub fn of_system(locale: &Locale, error: &io::Error) -> NamedArgument {
    named("what", system_words(locale, error))
}

/// What the system said in the spoken language, for the command line.
pub fn system_in_spoken_language(error: &io::Error) -> String {
    in_spoken_words(|locale| system_words(locale, error))
}

/// What the system said: where it is one of the usual things, in the words of the language, else in its own.
fn system_words(locale: &Locale, error: &io::Error) -> String {
    let key = match (NoFile::of(error), error.kind()) {
        (Some(NoFile::Special), _) => "system-special",
        (Some(NoFile::TooLarge { most, .. }), _) => return locale.with("system-too-large", &[named("most", most)]),
        (Some(NoFile::Folder), _) | (_, ErrorKind::IsADirectory) => "system-is-folder",
        (_, ErrorKind::NotFound) => "system-not-found",
        (_, ErrorKind::PermissionDenied) => "system-denied",
        (_, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => "system-full",
        (_, ErrorKind::ReadOnlyFilesystem) => "system-read-only",
        (_, ErrorKind::NotADirectory) => "system-no-folder",
        // The number of an error is for programmers.
        _ => return error.to_string().split(" (os error").next().unwrap_or_default().to_owned(),
    };
    locale.text(key)
}

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

/// An error in the spoken language, as its `Display` has it: for the command line, and for programs.
pub fn in_spoken_language(error: &dyn Explained) -> String {
    in_spoken_words(|locale| error.in_words(locale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::EditError;

    #[test]
    fn what_the_system_says_has_no_number() {
        let said = system_in_spoken_language(&io::Error::from_raw_os_error(40));
        assert!(!said.is_empty() && !said.contains("os error"), "{said}");
    }

    #[test]
    fn an_error_has_words_in_each_language_and_displays_the_english_ones_unless_told() {
        let error = EditError::PastEnd { block: 7, at: 12, len: 9 };
        for language in Language::ALL {
            let words = error.in_words(&Locale::load(language));
            assert!(words.contains('7') && words.contains("12") && words.contains('9'), "{words}");
            assert_eq!(words.chars().any(|c| c > '\u{2e80}'), language.is_chinese(), "{words}");
            assert_eq!(words == error.to_string(), language == Language::English);
        }
    }
}
