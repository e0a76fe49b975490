//! Text that others wrote, where it is shown or handed on: characters that nobody sees, and what a terminal, a message, a file name or a
//! document cannot hold.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

/// Stands for a character that no document can hold.
const UNPRINTABLE: char = '\u{fffd}';

/// Whether a character is not seen, but does something to what stands round it: controls, ends of lines and paragraphs, characters of no
/// width, and those that turn the direction of writing (Unicode Standard Annex 9). A soft hyphen and a byte order mark are among them.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => c.is_control(),
    }
}

/// A value on one line of a message: what is [hidden](is_hidden) in it is written as an escape, so that a name can neither break the line,
/// nor steer a terminal, nor look like another name.
pub fn one_line<T: Display>(value: T) -> OneLine<T> {
    OneLine(value)
}

/// What [`one_line`] gives.
#[derive(Clone, Copy, Debug)]
pub struct OneLine<T>(T);

impl<T: Display> Display for OneLine<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", self.0)
    }
}

/// Writes on, with escapes for what is hidden.
struct Escaping<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(is_hidden) {
            let (plain, from) = rest.split_at(at);
            self.0.write_str(plain)?;
            let mut chars = from.chars();
            chars.next().into_iter().try_for_each(|c| write!(self.0, "{}", c.escape_default()))?;
            rest = chars.as_str();
        }
        self.0.write_str(rest)
    }
}

/// The text with a blank for what ends a line, and U+FFFD for control characters and what is no character: XML 1.0 (section 2.2) and
/// HTML forbid them, and in plain text they would ring bells and tear paragraphs. A tabulator is a blank.
pub fn printable(text: &str) -> Cow<'_, str> {
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

    #[test]
    fn a_value_on_a_line_neither_breaks_it_nor_steers_a_terminal() {
        assert_eq!(one_line("a\nb\r\u{1b}[2Jc\u{0}").to_string(), "a\\nb\\r\\u{1b}[2Jc\\u{0}");
        assert_eq!(one_line("gnp\u{202e}.txt\u{200b}\u{2028}").to_string(), "gnp\\u{202e}.txt\\u{200b}\\u{2028}");
        assert_eq!(one_line(format_args!("{}: {}", "吕梁\t", 3)).to_string(), "吕梁\\t: 3");
        let plain = "C:\\吕梁日报\u{3000}é 𠮷 “1版”";
        assert_eq!(one_line(plain).to_string(), plain);
    }

    #[test]
    fn what_is_hidden_is_told_from_what_is_seen() {
        assert!("\u{200b}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{ad}\u{7}\u{9b}\n\t".chars().all(is_hidden));
        assert!(!"中a \u{3000}\u{a0}\u{2009}—é\u{301}\u{fe0f}\u{fffd}\u{e000}".chars().any(is_hidden));
    }
}
