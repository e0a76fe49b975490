//! What viewers show of a manifest, in the languages it is written in.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::export::Context;
use crate::export::text_language::TextLanguage;
use crate::locale::{Language, Locale};
use crate::printable::printable;

/// Texts by their language; `none` where it is in none, or not known in which.
pub(super) type Label = BTreeMap<&'static str, Vec<String>>;

/// Something that is known, with what it is called.
#[derive(Serialize)]
pub(super) struct Pair {
    label: Label,
    value: Label,
}

/// The languages of the paper and of the program.
pub(super) struct Texts {
    paper: &'static str,
    words: Vec<(&'static str, Locale)>,
}

impl Texts {
    /// Those of an export.
    pub(super) fn of(context: &Context<'_>) -> Texts {
        let paper = context.text_language();
        let paper = if paper == TextLanguage::Unknown { "none" } else { paper.tag() };
        Texts { paper, words: Language::ALL.map(|language| (tag(language), Locale::load(language))).into() }
    }

    /// The language of the paper, where it is known.
    pub(super) fn language(&self) -> Option<&'static str> {
        Some(self.paper).filter(|tag| *tag != "none")
    }

    /// A text in the paper's language.
    pub(super) fn of_paper(&self, text: &str) -> Label {
        Label::from([(self.paper, vec![printable(text).into_owned()])])
    }

    /// Something that is known: the key of the words for it, and the terms in the paper's language.
    pub(super) fn pair<T: AsRef<str>>(&self, key: &str, terms: &[T]) -> Pair {
        let label = self.words.iter().map(|(tag, words)| (*tag, vec![words.text(key)])).collect();
        let value: Vec<String> = terms.iter().map(|term| printable(term.as_ref()).into_owned()).collect();
        // A date in figures is of no language.
        let language = if value.iter().any(|term| term.contains(char::is_alphabetic)) { self.paper } else { "none" };
        Pair { label, value: Label::from([(language, value)]) }
    }
}

/// The tag of a language of the program (BCP 47), by its script.
fn tag(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Chinese => "zh-Hans",
        Language::TraditionalChinese => "zh-Hant",
    }
}
