//! A page's raw text as it stands in the file: line by line, as in the file it was read from.

use std::fmt;

use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::page::Page;

/// A raw text. The file has a line end more before and after it, so that each of its lines has one of its own.
pub(super) enum RawText<'a> {
    /// Of a page that is written.
    Page(&'a Page),
    /// As it was read.
    Text(String),
}

impl RawText<'_> {
    /// The text.
    pub(super) fn text(&self) -> &str {
        match self {
            RawText::Page(page) => page.text(),
            RawText::Text(text) => text,
        }
    }

    /// The text itself.
    pub(super) fn into_text(self) -> String {
        match self {
            RawText::Page(page) => page.text().to_owned(),
            RawText::Text(text) => text,
        }
    }
}

impl Default for RawText<'_> {
    fn default() -> Self {
        RawText::Text(String::new())
    }
}

impl From<RawLines> for RawText<'_> {
    fn from(RawLines(text): RawLines) -> Self {
        RawText::Text(text)
    }
}

impl fmt::Display for RawText<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("\n")?;
        formatter.write_str(self.text())?;
        formatter.write_str("\n")
    }
}

impl Serialize for RawText<'_> {
    /// A text that is displayed is written with its line ends.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RawText<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(RawText::Text)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string that begins and ends with a line end")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        text.strip_prefix('\n')
            .and_then(|text| text.strip_suffix('\n'))
            .map(str::to_owned)
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }

    fn visit_string<E: Error>(self, mut text: String) -> Result<String, E> {
        if text.len() < 2 || !text.starts_with('\n') || !text.ends_with('\n') {
            return self.visit_str(&text);
        }
        text.pop();
        text.remove(0);
        Ok(text)
    }
}

/// A raw text that was read from a list of its lines, without a copy of each.
#[derive(Debug)]
pub(super) struct RawLines(String);

impl RawLines {
    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for RawLines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor).map(RawLines)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<String, A::Error> {
        let mut text = String::new();
        while list.next_element_seed(LineEnd(&mut text))?.is_some() {
            text.push('\n');
        }
        // Line ends stand between lines.
        text.pop();
        Ok(text)
    }
}

/// Where the next line goes.
struct LineEnd<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for LineEnd<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for LineEnd<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, line: &str) -> Result<(), E> {
        self.0.push_str(line);
        Ok(())
    }
}
