//! The house's faces, for pages that are typeset: of each face the file has the glyphs that were used.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Dict, Filter, Finish, Name, Pdf, Rect, Ref, Str};
use skrifa::metrics::GlyphMetrics;
use skrifa::prelude::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};
use subsetter::GlyphRemapper;

use super::Refs;
use super::content::packed;
use crate::faces;

/// Stands where no face has a glyph, as a printer's blank type does.
pub(super) const BLANK_TYPE: char = '〓';

const COLLECTION: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
/// Glyph coordinates are told by thousandths of an em.
const EM: f32 = 1000.0;

/// A glyph of a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FaceGlyph {
    /// Which face it is of.
    pub face: usize,
    number: u16,
    /// How wide it is, in ems.
    pub width: f32,
}

/// A face.
struct EmbeddedFace {
    program: &'static [u8],
    font: FontRef<'static>,
    /// What it is called in the file, and on pages.
    names: (Name<'static>, Name<'static>),
    ids: [Ref; 5],
    used: GlyphRemapper,
    /// Of the glyphs that were used, from the first on, what each stands for and how wide it is.
    characters: Vec<(char, f32)>,
}

/// The faces, and what was used of them.
pub(super) struct Faces(Vec<EmbeddedFace>);

/// The faces by weight: the one with letters that the others lack serves both.
const PLAIN: [usize; 2] = [0, 2];
const STRONG: [usize; 2] = [1, 2];

impl Faces {
    pub fn new(refs: &mut Refs) -> Faces {
        let programs = [
            (&faces::SERIF[..], Name(b"AAAAAA+StetSerif"), Name(b"Serif")),
            (&faces::SERIF_BOLD[..], Name(b"AAAAAB+StetSerif-Bold"), Name(b"SerifBold")),
            (&faces::EXTRA[..], Name(b"AAAAAC+StetExtra"), Name(b"Extra")),
        ];
        let face = |(program, base, name): (&'static [u8], Name<'static>, Name<'static>)| {
            let ids = [(); 5].map(|()| refs.next());
            let font = FontRef::new(program).ok()?;
            Some(EmbeddedFace { program, font, names: (base, name), ids, used: GlyphRemapper::new(), characters: Vec::new() })
        };
        Faces(programs.into_iter().filter_map(face).collect())
    }

    /// The glyph of a character, in the first face that has it.
    pub fn glyph(&self, character: char, strong: bool) -> Option<FaceGlyph> {
        let order = if strong { STRONG } else { PLAIN };
        order.into_iter().find_map(|face| {
            let font = &self.0.get(face)?.font;
            let glyph = font.charmap().map(character).filter(|glyph| glyph.to_u32() > 0)?;
            let number = u16::try_from(glyph.to_u32()).ok()?;
            let width = GlyphMetrics::new(font, Size::unscaled(), LocationRef::default()).advance_width(GlyphId::from(number))?;
            Some(FaceGlyph { face, number, width: width / EM })
        })
    }

    /// How wide a character is set, in ems.
    pub fn width(&self, character: char, strong: bool) -> f32 {
        self.glyph(character, strong).or_else(|| self.glyph(BLANK_TYPE, strong)).map_or(1.0, |glyph| glyph.width)
    }

    /// The code of a glyph that stands for a character, and whether the file says of the code that it is that one: two characters may have
    /// one glyph.
    pub fn code(&mut self, glyph: FaceGlyph, character: char) -> (u16, bool) {
        let Some(face) = self.0.get_mut(glyph.face) else { return (0, false) };
        let code = face.used.remap(glyph.number);
        if usize::from(code) > face.characters.len() {
            face.characters.push((character, glyph.width));
        }
        let is_said = usize::from(code).checked_sub(1).and_then(|place| face.characters.get(place)).is_some_and(|(c, _)| *c == character);
        (code, is_said)
    }

    /// What a face is called on pages.
    pub fn name(&self, face: usize) -> Name<'static> {
        self.0.get(face).map_or(Name(b"Serif"), |face| face.names.1)
    }

    /// Names these faces among the fonts of a page.
    pub fn name_in(&self, fonts: &mut Dict<'_>, used: &[bool; 3]) {
        for (face, _) in self.0.iter().zip(used).filter(|(_, used)| **used) {
            fonts.pair(face.names.1, face.ids[0]);
        }
    }

    /// Writes the objects of the faces that were used.
    pub fn write(&self, pdf: &mut Pdf) {
        self.0.iter().filter(|face| !face.characters.is_empty()).for_each(|face| face.write(pdf));
    }
}

impl EmbeddedFace {
    fn write(&self, pdf: &mut Pdf) {
        let [id, descendant, descriptor, to_unicode, program] = self.ids;
        let base = self.names.0;
        pdf.type0_font(id).base_font(base).encoding_predefined(Name(b"Identity-H")).descendant_font(descendant).to_unicode(to_unicode);
        // The subset of a face of ours is not refused; without it the text would still be found.
        let subset = subsetter::subset(self.program, 0, &self.used).unwrap_or_default();
        let outlines =
            FontRef::new(&subset).ok().and_then(|font| font.table_data(Tag::new(b"CFF "))).map(|table| table.as_bytes().to_vec());
        let mut cid = pdf.cid_font(descendant);
        cid.subtype(if outlines.is_some() { CidFontType::Type0 } else { CidFontType::Type2 });
        cid.base_font(base).system_info(COLLECTION).font_descriptor(descriptor).default_width(EM);
        cid.widths().consecutive(1, self.characters.iter().map(|(_, width)| width * EM));
        if outlines.is_none() {
            cid.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        cid.finish();
        let mut described = pdf.font_descriptor(descriptor);
        described.name(base).flags(FontFlags::SYMBOLIC | FontFlags::SERIF).italic_angle(0.0).stem_v(80.0);
        described.bbox(Rect::new(-1000.0, -300.0, 2000.0, 1200.0)).ascent(880.0).descent(-120.0).cap_height(733.0);
        match outlines {
            Some(_) => described.font_file3(program),
            None => described.font_file2(program),
        };
        described.finish();
        match outlines {
            Some(table) => pdf.stream(program, &packed(&table)).filter(Filter::FlateDecode).pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
            None => pdf.stream(program, &packed(&subset)).filter(Filter::FlateDecode).pair(Name(b"Length1"), subset.len() as i32),
        };
        let mut table = UnicodeCmap::<u16>::new(Name(b"StetUnicode"), COLLECTION);
        for (code, (character, _)) in (1u16..).zip(&self.characters) {
            table.pair(code, *character);
        }
        pdf.stream(to_unicode, &packed(&table.finish())).filter(Filter::FlateDecode);
    }
}
