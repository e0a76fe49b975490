//! The language of what is exported, told by its script and its words. It decides how screens break lines, voices read and spelling is
//! checked, and which of the forms of a Chinese character a font shows.

use crate::edition::Edition;
use crate::language::conversion::Conversion;
use crate::language::latin::LatinLanguage;
use crate::language::script::Script;

/// A language that an edition can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextLanguage {
    /// Chinese in simplified characters, also among Latin words.
    Simplified,
    /// Chinese in traditional characters.
    Traditional,
    /// One of those whose words are known.
    Latin(LatinLanguage),
    /// In Latin letters, of which language is not known.
    Unknown,
}

impl TextLanguage {
    /// The language of most of an edition's articles, or of all of it where there are none.
    pub(super) fn of(edition: &Edition) -> TextLanguage {
        let articles = || edition.articles().iter().flat_map(|article| article.blocks());
        let others = || edition.furniture().iter().chain(edition.set_aside());
        let texts: Vec<&str> = match articles().next() {
            Some(_) => articles().map(|block| block.text()).collect(),
            None => others().map(|block| block.text()).collect(),
        };
        match Script::of(texts.iter().flat_map(|text| text.chars())) {
            Script::Simplified | Script::Mixed => TextLanguage::Simplified,
            Script::Traditional => TextLanguage::Traditional,
            Script::Latin => {
                let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic())).filter(|word| !word.is_empty());
                LatinLanguage::of(words).map_or(TextLanguage::Unknown, TextLanguage::Latin)
            }
        }
    }

    /// The language of the text when it is put into other characters.
    pub(super) fn converted(self, conversion: Option<Conversion>) -> TextLanguage {
        match (self, conversion) {
            (TextLanguage::Traditional, Some(Conversion::ToSimplified)) => TextLanguage::Simplified,
            (TextLanguage::Simplified, Some(Conversion::ToTraditional)) => TextLanguage::Traditional,
            _ => self,
        }
    }

    /// Its tag (BCP 47); `und` where it is not known.
    pub(super) fn tag(self) -> &'static str {
        match self {
            TextLanguage::Simplified => "zh-Hans",
            TextLanguage::Traditional => "zh-Hant",
            TextLanguage::Latin(LatinLanguage::English) => "en",
            TextLanguage::Latin(LatinLanguage::German) => "de",
            TextLanguage::Latin(LatinLanguage::French) => "fr",
            TextLanguage::Unknown => "und",
        }
    }

    /// What word processors ask for: the language of its Latin words and that of its Chinese characters, each with a country.
    pub(super) fn of_latin_and_chinese(self) -> (&'static str, &'static str) {
        match self {
            TextLanguage::Simplified | TextLanguage::Latin(LatinLanguage::English) | TextLanguage::Unknown => ("en-US", "zh-CN"),
            TextLanguage::Traditional => ("en-US", "zh-TW"),
            TextLanguage::Latin(LatinLanguage::German) => ("de-DE", "zh-CN"),
            TextLanguage::Latin(LatinLanguage::French) => ("fr-FR", "zh-CN"),
        }
    }

    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            TextLanguage::Simplified => "text-language-simplified",
            TextLanguage::Traditional => "text-language-traditional",
            TextLanguage::Latin(LatinLanguage::English) => "text-language-english",
            TextLanguage::Latin(LatinLanguage::German) => "text-language-german",
            TextLanguage::Latin(LatinLanguage::French) => "text-language-french",
            TextLanguage::Unknown => "text-language-unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::clean::clean;
    use crate::export::Format;
    use crate::export::tests::standard;
    use crate::import::import_bytes;
    use crate::style::HouseStyle;

    fn edition(text: &str) -> Edition {
        let page = import_bytes(Path::new("page.txt"), text.as_bytes(), None).expect("a page");
        clean(&[Arc::new(page)], HouseStyle::standard())
    }

    const TEXTS: [(&str, &str); 5] = [
        ("市政府昨天召开会议，讨论了河堤的修缮和明年的预算，各区代表都到会发言。\n", "zh-Hans"),
        ("市政府昨日召開會議，討論河堤之修繕與明年之預算，各區代表均到會發言。\n", "zh-Hant"),
        ("The mayor opened the new bridge over the river this morning before many people of the town.\n", "en"),
        ("Der Bürgermeister hat gestern die neue Brücke über den Fluß eröffnet und allen Arbeitern für ihre Mühe gedankt.\n", "de"),
        ("Kaupunginjohtaja avasi uuden sillan joen yli tänä aamuna suuren väkijoukon läsnä ollessa.\n", "und"),
    ];

    #[test]
    fn an_edition_is_in_the_language_of_its_text() {
        for (text, tag) in TEXTS {
            assert_eq!(TextLanguage::of(&edition(text)).tag(), tag, "{text}");
        }
    }

    #[test]
    fn each_format_that_says_a_language_says_this_one() {
        for (text, tag) in TEXTS {
            let edition = edition(text);
            for (format, said) in [
                (Format::Html, format!("<html lang=\"{tag}\"")),
                (Format::DiffHtml, format!("<html lang=\"{tag}\"")),
                (Format::Tei, format!("xml:lang=\"{tag}\"")),
                (Format::Tei, format!("<language ident=\"{tag}\"")),
            ] {
                assert!(standard(&edition, format).contains(&said), "{format:?}: {said}");
            }
        }
    }
}
