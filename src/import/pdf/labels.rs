//! What a PDF calls its pages (ISO 32000-1, 12.4.2).

use std::collections::BTreeMap;

use hayro::hayro_syntax::object::dict::keys;
use hayro::hayro_syntax::object::{Array, Dict, Name, String as PdfString};

use super::document::PdfDocument;

/// How deep the tree of labels may be, and how many ranges it may have.
const DEEPEST: usize = 8;
const MOST_RANGES: usize = 10_000;

/// A range of pages that are numbered in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct LabelRange {
    prefix: String,
    style: Option<u8>,
    first: u32,
}

/// The labels of a document's pages.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    ranges: BTreeMap<u32, LabelRange>,
}

impl Labels {
    /// Reads the labels of a document.
    pub fn of(document: &PdfDocument) -> Labels {
        let mut labels = Labels::default();
        let xref = document.xref();
        let tree = xref.get::<Dict<'_>>(xref.root_id()).and_then(|root| root.get::<Dict<'_>>(keys::PAGE_LABELS));
        if let Some(tree) = tree {
            labels.read(&tree, 0);
        }
        labels
    }

    fn read(&mut self, tree: &Dict<'_>, depth: usize) {
        if let Some(numbers) = tree.get::<Array<'_>>(keys::NUMS) {
            let mut items = numbers.flex_iter();
            while let Some((page, range)) = items.next::<(u32, Dict<'_>)>() {
                if self.ranges.len() >= MOST_RANGES {
                    return;
                }
                let prefix = range.get::<PdfString<'_>>(keys::P).map(|text| text_string(text.as_bytes())).unwrap_or_default();
                let style = range.get::<Name<'_>>(keys::S).and_then(|name| name.as_ref().first().copied());
                let first = range.get::<u32>(keys::ST).unwrap_or(1);
                self.ranges.insert(page, LabelRange { prefix, style, first });
            }
        }
        if let Some(kids) = tree.get::<Array<'_>>(keys::KIDS).filter(|_| depth < DEEPEST) {
            for kid in kids.iter::<Dict<'_>>() {
                self.read(&kid, depth + 1);
            }
        }
    }

    /// The label of the page at this place, counted from 0; nothing where the file gives none.
    pub fn label(&self, place: u32) -> Option<String> {
        let (start, range) = self.ranges.range(..=place).next_back()?;
        let number = range.first.saturating_add(place - start);
        let number = match range.style {
            Some(b'D') => number.to_string(),
            Some(b'R') => roman(number),
            Some(b'r') => roman(number).to_lowercase(),
            Some(b'A') => letters(number),
            Some(b'a') => letters(number).to_lowercase(),
            _ => String::new(),
        };
        let label = format!("{}{number}", range.prefix);
        Some(label.trim().to_owned()).filter(|label| !label.is_empty())
    }
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 where it begins with a mark, else Latin.
pub fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte))).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => other.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut rest, mut text) = (number % 10_000, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

/// A to Z, then AA to ZZ, and so on.
fn letters(number: u32) -> String {
    let place = number.saturating_sub(1);
    let letter = char::from(b'A' + (place % 26) as u8);
    std::iter::repeat_n(letter, (place / 26 + 1).min(8) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_from_where_a_range_begins() {
        let range = |prefix: &str, style: u8, first: u32| LabelRange { prefix: prefix.to_owned(), style: Some(style), first };
        let labels = Labels { ranges: BTreeMap::from([(0, range("", b'r', 1)), (3, range("A", b'D', 5))]) };
        let said: Vec<_> = (0..5).filter_map(|place| labels.label(place)).collect();
        assert_eq!(said, ["i", "ii", "iii", "A5", "A6"]);
        assert_eq!((roman(1994).as_str(), letters(28).as_str(), Labels::default().label(0)), ("MCMXCIV", "BB", None));
    }

    #[test]
    fn text_is_read_in_its_encoding() {
        assert_eq!([&b"\xfe\xff\x4e\x00"[..], b"\xef\xbb\xbf\xe4\xba\x8c", b"A"].map(text_string), ["一", "二", "A"]);
    }
}
