//! The words people read, in English and in Chinese of both scripts: the files of `assets/locales`.

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
    /// 繁體中文, made from the former by `assets/locales/traditional.py`.
    TraditionalChinese,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 3] = [Language::English, Language::Chinese, Language::TraditionalChinese];

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Chinese => "简体中文",
            Language::TraditionalChinese => "繁體中文",
        }
    }

    /// Whether it is Chinese, in either script.
    pub fn is_chinese(self) -> bool {
        match self {
            Language::English => false,
            Language::Chinese | Language::TraditionalChinese => true,
        }
    }

    /// The language that a tag (BCP 47, or a locale of POSIX) asks for, in any case of letters; nothing where it is another.
    pub fn of_tag(tag: &str) -> Option<Language> {
        let tag = tag.to_lowercase();
        let mut parts = tag.split(['-', '_', '.', '@']);
        match parts.next() {
            Some("en") => Some(Language::English),
            // A script that is named counts for more than a region.
            Some("zh") => match parts.find(|part| matches!(*part, "hans" | "hant" | "tw" | "hk" | "mo")) {
                None | Some("hans") => Some(Language::Chinese),
                Some(_) => Some(Language::TraditionalChinese),
            },
            _ => None,
        }
    }

    /// The language the system is set to; English where it is another.
    pub fn of_system() -> Language {
        sys_locale::get_locale().and_then(|locale| Language::of_tag(&locale)).unwrap_or_default()
    }

    /// The language's tag, as documents have it (BCP 47).
    pub fn tag(self) -> &'static str {
        self.source().1
    }

    fn source(self) -> (&'static str, &'static str) {
        match self {
            Language::English => (include_str!("../assets/locales/en.ftl"), "en"),
            Language::Chinese => (include_str!("../assets/locales/zh-CN.ftl"), "zh-CN"),
            Language::TraditionalChinese => (include_str!("../assets/locales/zh-Hant.ftl"), "zh-Hant"),
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
    fn all_languages_have_the_same_keys() {
        let english = keys(Language::English);
        for language in Language::ALL {
            let other = keys(language);
            let missing = |a: &[String], b: &[String]| a.iter().filter(|key| !b.contains(key)).cloned().collect::<Vec<_>>();
            assert_eq!((missing(&english, &other), missing(&other, &english)), (vec![], vec![]), "{language:?}");
        }
    }

    /// The later one would be said for both.
    #[test]
    fn no_key_has_two_texts() {
        for language in Language::ALL {
            let keys = keys(language);
            let twice: Vec<&str> = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].as_str()).collect();
            assert_eq!(twice, [] as [&str; 0], "{language:?}");
        }
    }

    /// What stands in braces, in order, without blanks.
    fn arguments(language: Language) -> Vec<String> {
        let (source, _) = language.source();
        let inside = source.split('{').skip(1).filter_map(|part| part.split_once('}'));
        inside.map(|(inside, _)| inside.split_whitespace().take(1).collect()).collect()
    }

    /// The script that makes the one from the other may not touch what the program fills in.
    #[test]
    fn both_scripts_of_chinese_have_the_same_arguments() {
        let (simplified, traditional) = (arguments(Language::Chinese), arguments(Language::TraditionalChinese));
        let other = simplified.iter().zip(&traditional).position(|(one, other)| one != other);
        assert_eq!((other, simplified.len()), (None, traditional.len()));
    }

    #[test]
    fn a_tag_asks_for_a_language() {
        for (tag, language) in [
            ("en-GB", Some(Language::English)),
            ("zh", Some(Language::Chinese)),
            ("zh_CN.UTF-8", Some(Language::Chinese)),
            ("zh-Hans-HK", Some(Language::Chinese)),
            ("zh-TW", Some(Language::TraditionalChinese)),
            ("zh_HK.UTF-8", Some(Language::TraditionalChinese)),
            ("zh-Hant", Some(Language::TraditionalChinese)),
            ("fr", None),
            ("", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
    }
}
