//! Marked content that says what it means itself (`ActualText`; ISO 32000-1, 14.9.4). Programs write it where a font's table cannot tell: a
//! glyph that stands for several ideographs, a ligature; and, empty, where ink is no text.

use super::characters::{UNKNOWN, is_text};
use super::glyphs::Glyph;
use super::labels::text_string;
use super::radicals::as_ideograph;

/// The most characters that a single glyph stands for.
const MOST_OF_ONE: usize = 4;

/// A part of marked content that the page is in.
#[derive(Debug)]
pub struct MarkedContent {
    /// What it says it means; nothing where it says nothing.
    said: Option<String>,
    /// How many glyphs there were before it.
    first: usize,
}

impl MarkedContent {
    /// A part that begins after so many glyphs, with the text string it has for its meaning.
    pub fn new(said: Option<&[u8]>, first: usize) -> MarkedContent {
        MarkedContent { said: said.map(text_string), first }
    }

    /// Whether what it draws is ink and no text: what it means is empty. Our own exports have a line end.
    pub fn is_silent(&self) -> bool {
        self.said.as_deref().is_some_and(|said| matches!(said, "" | "\n"))
    }

    /// Gives the glyphs that it drew what it says, of all glyphs so far: a character each, or all to a single one. Where it says more or
    /// less than was drawn, nobody knows which is which, and what was drawn counts. Returns how many of them were not known before.
    pub fn settle(&self, glyphs: &mut [Glyph]) -> usize {
        let Some(own) = glyphs.get_mut(self.first..) else { return 0 };
        let said: Vec<char> = self.said.iter().flat_map(|said| said.chars()).filter(|c| !c.is_whitespace()).map(as_ideograph).collect();
        let is_of_one = own.len() == 1 && (1..=MOST_OF_ONE).contains(&said.len());
        if !is_text(&String::from_iter(&said)) || !(is_of_one || own.len() == said.len()) {
            return 0;
        }
        let share = said.len() / own.len();
        let mut unknown = 0;
        for (glyph, text) in own.iter_mut().zip(said.chunks(share)) {
            unknown += usize::from(glyph.text.contains(UNKNOWN));
            glyph.text = text.iter().collect();
        }
        unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::glyphs::tests::glyph;

    /// What some glyphs are after a part with all but the first of them ended.
    fn settled(drawn: &str, said: &str) -> String {
        let mut glyphs: Vec<Glyph> = drawn.chars().map(|c| glyph(&c.to_string(), 0.0, 0.0, 10.0)).collect();
        let said: Vec<u8> = [0xfe, 0xff].into_iter().chain(said.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        MarkedContent::new(Some(&said), 1).settle(&mut glyphs);
        glyphs.into_iter().map(|glyph| glyph.text).collect()
    }

    #[test]
    fn glyphs_are_what_is_said_of_them() {
        assert_eq!(settled("復\u{f966}户", "復戶"), "復復戶");
        assert_eq!(settled("xﬁ", "fi"), "xfi");
        assert_eq!(settled("x口", "\u{2f1d}"), "x口", "a radical is an ideograph here too");
    }

    #[test]
    fn what_cannot_be_dealt_out_counts_as_it_was_drawn() {
        assert_eq!(settled("x清河", "县"), "x清河");
        assert_eq!(settled("x清河", "清河渡口"), "x清河");
        assert_eq!(settled("x清", "清河渡口明年"), "x清");
        assert_eq!(settled("x清", ""), "x清");
    }

    #[test]
    fn what_means_nothing_is_silent() {
        assert!([&b""[..], b"\n", b"\xfe\xff", b"\xef\xbb\xbf"].iter().all(|said| MarkedContent::new(Some(said), 0).is_silent()));
        assert!(!MarkedContent::new(None, 0).is_silent() && !MarkedContent::new(Some(b"x"), 0).is_silent());
    }
}
