//! Chinese written as bytes of GBK in fonts of single bytes, as presses and word processors of the nineties did: each half of a character
//! is a glyph of its own, and reads as an accented letter.

use encoding_rs::GBK;

use super::glyphs::Glyph;

/// So many of a hundred runs of high bytes must be even for the page to be GBK.
const EVEN_RUNS: usize = 90;

/// Joins the halves of characters where nearly all runs of high bytes are even. Returns the characters that were joined, each as
/// often as it was.
pub fn join_halves(glyphs: &mut Vec<Glyph>) -> String {
    let mut found = String::new();
    if !are_even(glyphs) {
        return found;
    }
    let mut joined: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut rest = std::mem::take(glyphs).into_iter().peekable();
    while let Some(mut glyph) = rest.next() {
        let pair = glyph.byte.zip(rest.peek().and_then(|next| next.byte));
        if let Some(text) = pair.and_then(|(lead, trail)| character(lead, trail))
            && let Some(next) = rest.next()
        {
            found.push_str(&text);
            glyph.text = text;
            glyph.cell = glyph.cell.union(next.cell);
            glyph.byte = None;
        }
        joined.push(glyph);
    }
    *glyphs = joined;
    found
}

/// The character of two bytes.
fn character(lead: u8, trail: u8) -> Option<String> {
    let bytes = [lead, trail];
    let text = (lead > 0x80).then(|| GBK.decode_without_bom_handling_and_without_replacement(&bytes)).flatten()?;
    (text.chars().count() == 1).then(|| text.into_owned())
}

/// Whether nearly all runs of high bytes are even, and there are enough of them to tell.
fn are_even(glyphs: &[Glyph]) -> bool {
    let (mut runs, mut even, mut length) = (0usize, 0usize, 0usize);
    let ends = std::iter::once(None);
    for byte in glyphs.iter().map(|glyph| glyph.byte).chain(ends) {
        if byte.is_some_and(|byte| byte > 0x80) {
            length += 1;
        } else if length > 0 {
            runs += 1;
            even += usize::from(length.is_multiple_of(2));
            length = 0;
        }
    }
    runs > 0 && even * 100 >= runs * EVEN_RUNS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::glyphs::tests::glyph;

    fn halves(text: &str) -> Vec<Glyph> {
        let (bytes, ..) = GBK.encode(text);
        let half = |(index, byte): (usize, &u8)| Glyph {
            byte: Some(*byte),
            ..glyph(&char::from(*byte).to_string(), 5.0 * index as f64, 0.0, 10.0)
        };
        bytes.iter().enumerate().map(half).collect()
    }

    #[test]
    fn halves_become_characters_as_wide_as_both() {
        let mut glyphs = halves("吕梁3月");
        assert_eq!(join_halves(&mut glyphs), "吕梁月");
        assert_eq!(glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>(), "吕梁3月");
        assert_eq!((glyphs[1].cell.x0, glyphs[1].cell.x1), (10.0, 25.0));
    }

    #[test]
    fn accented_letters_stay() {
        let bytes = b"caf\xe9 d\xe9j\xe0 vu, na\xefve";
        let half = |byte: &u8| Glyph { byte: Some(*byte), ..glyph(&char::from(*byte).to_string(), 0.0, 0.0, 10.0) };
        let mut glyphs: Vec<Glyph> = bytes.iter().map(half).collect();
        assert_eq!(join_halves(&mut glyphs), "");
        assert_eq!(glyphs.len(), bytes.len());
    }
}
