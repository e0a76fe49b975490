//! A page's raw text, which is a list of lines in the file alone.

use std::fmt;

use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::page::Page;

/// A raw text that is written as its lines, and read from them, without a copy of each.
pub(super) enum RawLines<'a> {
    /// Of a page that is written.
    Page(&'a Page),
    /// As it was read.
    Text(String),
}

impl RawLines<'_> {
    /// The text.
    pub(super) fn text(&self) -> &str {
        match self {
            RawLines::Page(page) => page.text(),
            RawLines::Text(text) => text,
        }
    }

    /// The text itself.
    pub(super) fn into_text(self) -> String {
        match self {
            RawLines::Page(page) => page.text().to_owned(),
            RawLines::Text(text) => text,
        }
    }
}

impl Serialize for RawLines<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RawLines::Page(page) => lines_to(serializer, page.line_count(), page.lines().map(|line| line.text)),
            RawLines::Text(text) => lines_to(serializer, text.matches('\n').count() + 1, text.split('\n')),
        }
    }
}

fn lines_to<'a, S: Serializer>(serializer: S, count: usize, mut lines: impl Iterator<Item = &'a str>) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(count))?;
    lines.try_for_each(|line| list.serialize_element(line))?;
    list.end()
}

impl<'de> Deserialize<'de> for RawLines<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor).map(RawLines::Text)
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
