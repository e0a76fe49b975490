//! The text of an edition's file and back, as the crate `ron` writes and reads it, several times as fast: `ron` writes text a character at a
//! time, and looks for comments between any two words it reads.
//!
//! What is on one line in the deepest lists, such as a block or a line of a layout, is not indented: there are many of them, and short. Blocks
//! and settled queries are on one line wherever they stand, and the wide blank and the apostrophe, which need no escape, have none; in this
//! alone the text is not that of `ron`.
//!
//! [`writer`] and [`reader`] know no more of RON than this program writes. What they have no rule for is left to `ron`, which alone says what
//! is wrong with a file.

mod reader;
mod writer;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

/// How deep a value may lie for its parts to stand in lines of their own: deep enough for a line to each block, paragraph by paragraph, and for
/// a line to each raw line.
const LINED_DEPTH: usize = 4;
/// Structures that stand on a line of their own however deep they lie.
const ON_ONE_LINE: &[&str] = &["BlockFile", "SettledFile"];
const INDENT: &str = "  ";
/// The first line of a file.
const HEADER: &str = "#![enable(implicit_some)]\n";

/// There is no rule for it here.
#[derive(Debug, thiserror::Error)]
#[error("no rule for this")]
struct NoRule;

impl serde::ser::Error for NoRule {
    fn custom<T: std::fmt::Display>(_: T) -> NoRule {
        NoRule
    }
}

impl serde::de::Error for NoRule {
    fn custom<T: std::fmt::Display>(_: T) -> NoRule {
        NoRule
    }
}

/// The text of a value.
pub(super) fn write(value: &impl Serialize) -> Result<String, ron::Error> {
    writer::write(value).or_else(|_| by_crate(value))
}

/// The value of a text.
pub(super) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, SpannedError> {
    reader::read(text).or_else(|_| ron::from_str(text))
}

fn by_crate(value: &impl Serialize) -> Result<String, ron::Error> {
    let config = PrettyConfig::new()
        .depth_limit(LINED_DEPTH)
        .indentor(INDENT.to_owned())
        .new_line("\n".to_owned())
        .extensions(Extensions::IMPLICIT_SOME);
    ron::ser::to_string_pretty(value, config).map(|text| unindented(&text))
}

/// What the crate wrote, with all that is on one line in a list that lies as deep as can be, at the beginning of its line.
fn unindented(text: &str) -> String {
    let deepest = INDENT.repeat(LINED_DEPTH);
    let is_field = |line: &str| line.split_once(": ").is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    let part = |line| str::strip_prefix(line, &deepest).filter(|part| !part.starts_with(' ') && !is_field(part)).unwrap_or(line);
    text.split_inclusive('\n').map(part).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::store::file::EditionFile;

    /// All kinds of values that stand in the file of an edition.
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Everything {
        text: String,
        lines: Vec<String>,
        number: u32,
        #[serde(default)]
        small: u8,
        large: usize,
        signed: i64,
        is: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        maybe: Option<String>,
        open: Option<Kind>,
        id: Id,
        kinds: Vec<Kind>,
        inner: Vec<Empty>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        within: Vec<Everything>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Id(u32);

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Empty {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        maybe: Option<u8>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    enum Kind {
        Plain,
        One(Id),
        Several(Vec<Id>),
        Fields {
            block: u32,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            was: Vec<(u32, u32, String)>,
        },
    }

    fn text() -> impl Strategy<Value = String> {
        "\\PC{0,9}|[一-十“”\"'\\\\\n\t\r\0#/*(),:\\[\\]\u{feff}\u{301}]{0,9}|本报讯[，。]{0,2}"
    }

    fn kind() -> impl Strategy<Value = Kind> {
        prop_oneof![
            Just(Kind::Plain),
            any::<u32>().prop_map(|id| Kind::One(Id(id))),
            prop::collection::vec(any::<u32>().prop_map(Id), 0..3).prop_map(Kind::Several),
            (any::<u32>(), prop::collection::vec((any::<u32>(), any::<u32>(), text()), 0..3))
                .prop_map(|(block, was)| Kind::Fields { block, was }),
        ]
    }

    fn everything() -> impl Strategy<Value = Everything> {
        let empties = prop::collection::vec(prop::option::of(any::<u8>()).prop_map(|maybe| Empty { maybe }), 0..3);
        let texts = (text(), prop::collection::vec(text(), 0..4), prop::option::of(text()));
        let numbers = (any::<u32>(), any::<u8>(), any::<usize>(), any::<i64>(), any::<bool>());
        let kinds = (prop::option::of(kind()), prop::collection::vec(kind(), 0..4), empties);
        let leaf = (texts, numbers, kinds).prop_map(|((text, lines, maybe), (number, small, large, signed, is), (open, kinds, inner))| {
            Everything { text, lines, number, small, large, signed, is, maybe, open, id: Id(number), kinds, inner, within: Vec::new() }
        });
        leaf.prop_recursive(4, 8, 2, |inner| {
            (inner.clone(), prop::collection::vec(inner, 0..3)).prop_map(|(one, within)| Everything { within, ..one })
        })
    }

    /// A change such as a hand makes in a file.
    fn changed(text: &str, at: prop::sample::Index, taken: usize, put: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len() + 1);
        chars[..at].iter().copied().chain(put.chars()).chain(chars.iter().skip(at + taken).copied()).collect()
    }

    /// What the crate wrote, with the characters as they are that it escapes without need.
    fn plainer(text: &str) -> String {
        let mut parts = text.split('\\');
        let mut out = parts.next().unwrap_or_default().to_owned();
        while let Some(part) = parts.next() {
            match (part.strip_prefix("u{3000}"), part.starts_with('\'')) {
                (Some(rest), _) => out.extend(["\u{3000}", rest]),
                (None, true) => out.push_str(part),
                // What is escaped may be the sign itself, which the next part then begins with.
                (None, false) if part.is_empty() => out.extend(["\\\\", parts.next().unwrap_or_default()]),
                (None, false) => out.extend(["\\", part]),
            }
        }
        out
    }

    #[test]
    fn each_character_is_written_as_the_crate_does() {
        let all: String = ('\0'..=char::MAX).collect();
        // Among so many plain ones, too, that it is looked at with them in one step.
        let apart: String = ('\0'..='\u{ffff}').flat_map(|c| [c, '“', '一', '，', 'a', '字', '。', '行', '文']).collect();
        for text in [all, apart] {
            assert_eq!(writer::write(&text).expect("written"), plainer(&by_crate(&text).expect("written")));
        }
        let wide = "\u{3000}\u{3000}本报讯，\u{3000}昨天\u{3000}l'heure";
        let text = writer::write(&wide).expect("written");
        assert_eq!(text, format!("{HEADER}\"{wide}\""));
        assert_eq!((ron::from_str::<String>(&text), reader::read::<String>(&text).expect("read")), (Ok(wide.to_owned()), wide.to_owned()));
    }

    #[test]
    fn a_first_draft_is_written_and_read_by_these_rules_alone() {
        let text = include_bytes!("../../../assets/samples/riverside-daily-1.raw.txt");
        let page = crate::import::import_bytes(Path::new("a.txt"), text, None).expect("a page");
        let edition = crate::clean::clean(&[Arc::new(page)], crate::style::HouseStyle::standard());
        let text = crate::store::to_ron(&edition).expect("written");
        let file: EditionFile<'_> = reader::read(&text).expect("a rule for each");
        assert_eq!(writer::write(&file).expect("a rule for each") + "\n", text);
        // The crate reads the same.
        let read: EditionFile<'_> = ron::from_str(&text).expect("read");
        assert_eq!(by_crate(&read).expect("written"), by_crate(&file).expect("written"));
        let furniture: Vec<&str> =
            text.split("  furniture: [\n").nth(1).expect("furniture").lines().take_while(|line| *line != "  ],").collect();
        assert!(!furniture.is_empty() && furniture.iter().all(|line| line.starts_with("(id: ") && line.ends_with("),")), "{furniture:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn values_are_written_as_the_crate_does_and_read_again(value in everything()) {
            let text = writer::write(&value).expect("a rule for each");
            prop_assert_eq!(&text, &plainer(&by_crate(&value).expect("written")));
            prop_assert_eq!(reader::read::<Everything>(&text).expect("a rule for each"), value);
        }

        /// Whatever is read here the crate reads too, and as the same.
        #[test]
        fn what_was_changed_by_hand_is_read_as_the_crate_does(
            value in everything(),
            changes in prop::collection::vec(
                (any::<prop::sample::Index>(), 0..3usize, "[ \n\t\"'\\\\(),:\\[\\]/*r#0-9a-z_NoneSm令-]{0,3}|None|Some\\(|//|/\\*|\\*/|r#\"|\"#|\\\\u\\{41\\}|0x1|1_0|maybe: |text: \"\""),
                1..4,
            ),
        ) {
            let text = writer::write(&value).expect("a rule for each");
            let text = changes.iter().fold(text, |text, (at, taken, put)| changed(&text, *at, *taken, put));
            if let Ok(read) = reader::read::<Everything>(&text) {
                prop_assert_eq!(ron::from_str::<Everything>(&text), Ok(read), "{}", text);
            }
        }
    }
}
