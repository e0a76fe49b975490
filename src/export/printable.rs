//! Characters that a document cannot hold, or that would tear it.

use std::borrow::Cow;

/// Stands for a character that no document can hold.
const UNPRINTABLE: char = '\u{fffd}';

/// The text with a blank for what ends a line, and U+FFFD for control characters and what is no character: XML 1.0 (section 2.2) and
/// HTML forbid them, and in plain text they would ring bells and tear paragraphs. A tabulator is a blank.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| instead(c).is_none()) { text.into() } else { text.chars().map(|c| instead(c).unwrap_or(c)).collect() }
}

fn instead(c: char) -> Option<char> {
    match c {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ if c.is_control() => Some(UNPRINTABLE),
        // The last two code points of each plane, and a block in the first, are no characters.
        '\u{fdd0}'..='\u{fdef}' => Some(UNPRINTABLE),
        _ if u32::from(c) & 0xfffe == 0xfffe => Some(UNPRINTABLE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_printed_is_replaced() {
        assert_eq!(printable("a\u{0}b\u{b}c\u{85}d\u{fffe}e\u{1fffe}f\tg"), "a\u{fffd}b c d\u{fffd}e\u{fffd}f g");
        assert!(matches!(printable("吕梁\u{3000}𠮷 – é"), Cow::Borrowed(_)));
    }
}
