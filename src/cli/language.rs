//! The language of the command line: the one that it names, else the system's. It is known before the rest is read, since help and
//! complaints are in it too.

use std::ffi::OsString;

use super::words;
use crate::locale::Language;

/// The option that names it.
const OPTION: &str = "--language";

/// A language by its tag, as the option's value.
pub(super) fn of_tag(tag: &str) -> Result<Language, String> {
    Language::of_tag(tag).ok_or_else(|| words::text("cli-no-language"))
}

/// A command line, and the language that it names.
#[derive(Debug, PartialEq)]
pub(super) struct Spoken {
    /// The command line. The option is not in it where a command follows: there is none for what reads it, which would take the command for
    /// a path. One without a language is left, to be complained of.
    pub(super) words: Vec<OsString>,
    /// The language that it names last.
    pub(super) named: Option<Language>,
}

impl Spoken {
    pub(super) fn of(mut words: Vec<OsString>) -> Spoken {
        let mut named = None;
        while let Some((language, length)) = option_at(&words, 1) {
            named = Some(language);
            words.drain(1..1 + length);
        }
        // After `help` stand commands alone.
        let is_help = words.get(1).is_some_and(|word| word == "help");
        let mut at = 1;
        while words.get(at).is_some_and(|word| word != "--") {
            match option_at(&words, at) {
                Some((language, length)) => {
                    named = Some(language);
                    if is_help {
                        words.drain(at..at + length);
                    } else {
                        at += length;
                    }
                }
                None => at += 1,
            }
        }
        Spoken { words, named }
    }
}

/// The language that stands at a place, with the number of words that name it.
fn option_at(words: &[OsString], at: usize) -> Option<(Language, usize)> {
    let word = words.get(at)?.to_str()?;
    if word == OPTION {
        return Some((Language::of_tag(words.get(at + 1)?.to_str()?)?, 2));
    }
    Some((Language::of_tag(word.strip_prefix(OPTION)?.strip_prefix('=')?)?, 1))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        let of = |line: &str| {
            let Spoken { words, named } = Spoken::of(line.split(' ').map(OsString::from).collect());
            (words.join(OsStr::new(" ")).into_string().unwrap(), named)
        };
        let (chinese, traditional) = (Some(Language::Chinese), Some(Language::TraditionalChinese));
        for (line, left, named) in [
            ("stet clean a.txt", "stet clean a.txt", None),
            ("stet clean a.txt --language zh", "stet clean a.txt --language zh", chinese),
            ("stet clean --language=zh a.txt", "stet clean --language=zh a.txt", chinese),
            ("stet --language zh clean a.txt", "stet clean a.txt", chinese),
            ("stet --language=zh --language zh-Hant --help", "stet --help", traditional),
            ("stet help --language zh clean", "stet help clean", chinese),
            ("stet --language en clean --language zh", "stet clean --language zh", chinese),
            ("stet clean -- --language zh", "stet clean -- --language zh", None),
            ("stet --language fr clean", "stet --language fr clean", None),
            ("stet clean --language", "stet clean --language", None),
        ] {
            assert_eq!(of(line), (left.to_owned(), named), "{line}");
        }
    }
}
