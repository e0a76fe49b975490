//! The words people read, in English and Chinese: the files of `assets/locales`.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};

/// The interface's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// 简体中文.
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Chinese => "简体中文",
        }
    }

    fn source(self) -> (&'static str, &'static str) {
        match self {
            Language::English => (include_str!("../assets/locales/en.ftl"), "en"),
            Language::Chinese => (include_str!("../assets/locales/zh-CN.ftl"), "zh-CN"),
        }
    }
}

/// The words of one language.
pub struct Locale {
    /// The language.
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    /// The words of a language.
    pub fn load(language: Language) -> Locale {
        let (source, id) = language.source();
        let mut bundle = FluentBundle::new(vec![id.parse().unwrap_or_default()]);
        // Marks of direction round arguments show as boxes in faces that lack them.
        bundle.set_use_isolating(false);
        // A broken line costs only itself; a test reads both files whole.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let _ = bundle.add_resource(resource);
        Locale { language, bundle }
    }

    /// The words for a key; the key itself where there are none.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The words for a key, with these arguments.
    pub fn with(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set((*name).to_owned(), value.clone());
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Whether there are words for a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(language: Language) -> Vec<String> {
        let (source, _) = language.source();
        assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{language:?} has a line that cannot be read");
        let key = |line: &str| {
            line.split_once(" =")
                .filter(|(key, _)| !key.is_empty() && !key.starts_with([' ', '#', '*', '[']))
                .map(|(key, _)| key.to_owned())
        };
        let mut keys: Vec<_> = source.lines().filter_map(key).collect();
        keys.sort();
        keys
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (english, chinese) = (keys(Language::English), keys(Language::Chinese));
        let missing = |a: &[String], b: &[String]| a.iter().filter(|key| !b.contains(key)).cloned().collect::<Vec<_>>();
        assert_eq!((missing(&english, &chinese), missing(&chinese, &english)), (vec![], vec![]));
    }
}
