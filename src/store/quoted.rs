//! Text of a file between quotation marks, as RON writes it, but not a character at a time: most text has nothing to escape.

use ron::value::RawValue;
use serde::ser::Error;
use serde::{Serialize, Serializer};

/// Writes a text, for serde's `serialize_with`.
pub(super) fn text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if !text.chars().all(is_plain) {
        return serializer.serialize_str(text);
    }
    let quoted = format!("\"{text}\"").into_boxed_str();
    RawValue::from_boxed_ron(quoted).map_err(S::Error::custom)?.serialize(serializer)
}

/// Writes a list of texts, likewise.
pub(super) fn texts<S: Serializer>(texts: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    struct Quoted<'a>(&'a str);
    impl Serialize for Quoted<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            text(self.0, serializer)
        }
    }
    serializer.collect_seq(texts.iter().map(|text| Quoted(text)))
}

/// Whether RON writes a character as it is.
fn is_plain(c: char) -> bool {
    match c {
        '"' | '\'' | '\\' => false,
        // What nearly all text is made of, so that the tables of Unicode need not be asked.
        ' '..='~' | '\u{3001}'..='\u{3011}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' => true,
        _ => c.escape_debug().eq([c]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ron::ser::{PrettyConfig, to_string_pretty};

    use super::*;

    #[derive(Serialize)]
    struct Plain {
        text: String,
        lines: Vec<String>,
    }

    #[derive(Serialize)]
    struct Ours {
        #[serde(serialize_with = "text")]
        text: String,
        #[serde(serialize_with = "texts")]
        lines: Vec<String>,
    }

    fn same(lines: Vec<String>) {
        let text = lines.concat();
        let plain = to_string_pretty(&Plain { text: text.clone(), lines: lines.clone() }, PrettyConfig::new());
        assert_eq!(to_string_pretty(&Ours { text, lines }, PrettyConfig::new()), plain);
    }

    #[test]
    fn every_character_is_written_as_ron_does() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_plain(c), c.escape_debug().eq([c]), "{c:?}");
        }
    }

    #[test]
    fn texts_are_written_as_ron_does() {
        same(vec![]);
        same(["", "报", "a\nb", "“中”'\"\\", "// /* r#\"", "e\u{301}", "\u{feff}"].map(String::from).into());
    }

    proptest! {
        #[test]
        fn any_texts_are_written_as_ron_does(lines in proptest::collection::vec("\\PC{0,12}|[一-十“”\"'\\\\\n#]{0,9}", 0..5)) {
            same(lines);
        }
    }
}
