//! A font without ink, for text that is not drawn: every character is an em wide, and the file says which character each code is. All have
//! one glyph, as large as the em: where the file has no glyphs, PDFium takes those of another font, and passes over text whose glyphs that one
//! has not, such as a single 月 between digits.

use std::collections::HashMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Dict, Filter, Finish, Name, Pdf, Rect, Ref, Str};

use super::Refs;
use super::content::packed;
use crate::export::fixed_layout::DESCENT;
use crate::faces;

/// What the font is called on pages: for lines across the page, and for those that run down it.
pub(super) const ACROSS: Name<'static> = Name(b"Across");
/// As [`ACROSS`].
pub(super) const DOWN: Name<'static> = Name(b"Down");

const BASE: Name<'static> = Name(b"StetInvisible");
const COLLECTION: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The glyph of every character.
const GLYPH: u16 = 1;

/// The font with the characters it was asked for.
pub(super) struct TextFont {
    codes: HashMap<char, u16>,
    /// The characters by their codes, the first of which is 1.
    characters: Vec<char>,
    across: Ref,
    down: Ref,
    descendant: Ref,
    descriptor: Ref,
    to_unicode: Ref,
    glyphs: Ref,
    program: Ref,
}

impl TextFont {
    pub fn new(refs: &mut Refs) -> TextFont {
        TextFont {
            codes: HashMap::new(),
            characters: Vec::new(),
            across: refs.next(),
            down: refs.next(),
            descendant: refs.next(),
            descriptor: refs.next(),
            to_unicode: refs.next(),
            glyphs: refs.next(),
            program: refs.next(),
        }
    }

    /// The code of a character. A file of more than 65 535 different ones has none for the rest, and shows 0 for them.
    pub fn code(&mut self, character: char) -> u16 {
        if let Some(code) = self.codes.get(&character) {
            return *code;
        }
        let Ok(code) = u16::try_from(self.characters.len() + 1) else { return 0 };
        self.characters.push(character);
        self.codes.insert(character, code);
        code
    }

    /// Names both kinds among the fonts of a page.
    pub fn name_in(&self, fonts: &mut Dict<'_>) {
        fonts.pair(ACROSS, self.across).pair(DOWN, self.down);
    }

    /// Writes the font's objects.
    pub fn write(&self, pdf: &mut Pdf) {
        for (id, encoding) in [(self.across, Name(b"Identity-H")), (self.down, Name(b"Identity-V"))] {
            let mut font = pdf.type0_font(id);
            font.base_font(BASE).encoding_predefined(encoding).descendant_font(self.descendant).to_unicode(self.to_unicode);
        }
        let mut cid = pdf.cid_font(self.descendant);
        cid.subtype(CidFontType::Type2).base_font(BASE).system_info(COLLECTION).font_descriptor(self.descriptor);
        cid.default_width(1000.0).cid_to_gid_map_stream(self.glyphs);
        cid.finish();
        let mut descriptor = pdf.font_descriptor(self.descriptor);
        descriptor.name(BASE).flags(FontFlags::FIXED_PITCH | FontFlags::SYMBOLIC).italic_angle(0.0).stem_v(80.0);
        descriptor
            .bbox(Rect::new(0.0, -120.0, 1000.0, 880.0))
            .ascent(880.0)
            .descent(-1000.0 * DESCENT)
            .cap_height(880.0)
            .font_file2(self.program);
        descriptor.finish();
        let program = &faces::INVISIBLE[..];
        pdf.stream(self.program, &packed(program)).filter(Filter::FlateDecode).pair(Name(b"Length1"), program.len() as i32);
        // Code 0 too, which stands for what has none.
        let glyphs: Vec<u8> = (0..=self.characters.len()).flat_map(|_| GLYPH.to_be_bytes()).collect();
        pdf.stream(self.glyphs, &packed(&glyphs)).filter(Filter::FlateDecode);
        let mut table = UnicodeCmap::<u16>::new(Name(b"StetUnicode"), COLLECTION);
        for (code, character) in (1u16..).zip(&self.characters) {
            table.pair(code, *character);
        }
        pdf.stream(self.to_unicode, &packed(&table.finish())).filter(Filter::FlateDecode);
    }
}

#[cfg(test)]
mod tests {
    use skrifa::metrics::GlyphMetrics;
    use skrifa::prelude::{LocationRef, Size};
    use skrifa::{FontRef, GlyphId};

    use super::*;

    #[test]
    fn the_glyph_is_as_large_as_an_em() {
        let font = FontRef::new(&faces::INVISIBLE).expect("a font");
        let metrics = GlyphMetrics::new(&font, Size::unscaled(), LocationRef::default());
        let bounds = metrics.bounds(GlyphId::from(GLYPH)).expect("bounds");
        assert_eq!((bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max), (0.0, -1000.0 * DESCENT, 1000.0, 880.0));
        assert_eq!(metrics.advance_width(GlyphId::from(GLYPH)), Some(1000.0));
    }
}
