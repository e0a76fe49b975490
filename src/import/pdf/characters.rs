//! Which character a glyph is.
//!
//! A PDF need not say: its glyphs are numbers, and a table that gives them characters may be missing. Where the file has none, the font
//! program's own table is read backwards, or the number is looked up in the character collection that the font says it uses. What stays
//! unknown is [`UNKNOWN`], never nothing.

use std::collections::HashMap;
use std::rc::Rc;

use hayro::hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro::hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro::hayro_syntax::object::dict::keys;
use hayro::hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use hayro::hayro_syntax::page::Page;
use skrifa::MetadataProvider;

use super::radicals::{as_ideograph, is_second_choice};

/// What stands for a glyph whose character is not known.
pub const UNKNOWN: char = '□';

/// How many dictionaries are looked through for fonts, and how deep they may lie.
const MOST_RESOURCES: usize = 4_000;
const DEEPEST: usize = 8;

/// What a glyph says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GlyphText {
    /// These characters, as the file has them.
    Told(String),
    /// These characters, which the file does not tell but its fonts do.
    Rescued(String),
    /// A blank: a glyph without a shape of which nothing is known.
    Blank,
    /// Nothing.
    Unknown,
}

/// A composite font of the file, as far as its characters need it.
struct Composite {
    /// From codes to the numbers of the collection.
    encoding: Option<CMap>,
    /// Whether the codes mean characters by themselves: they are in an encoding with a name, such as GBK.
    is_legacy: bool,
    /// From the collection's numbers to characters.
    collection: Option<Rc<CMap>>,
}

/// The characters of a font program by the numbers of its glyphs.
type Reverse = HashMap<u32, char>;

/// What is known of the characters of a document's fonts.
#[derive(Default)]
pub struct Characters {
    composites: HashMap<String, Composite>,
    collections: HashMap<Vec<u8>, Option<Rc<CMap>>>,
    programs: HashMap<u128, Reverse>,
    /// Whether the page has a simple font without a font program, and without a table of characters.
    has_bare_simple_font: bool,
}

impl Characters {
    /// Reads what the fonts of a page say of their characters.
    pub fn read_fonts(&mut self, page: &Page<'_>) {
        self.has_bare_simple_font = false;
        let resources = page.resources();
        let mut left = MOST_RESOURCES;
        self.fonts(&resources.fonts, &mut left);
        self.nested(&resources.x_objects, 0, &mut left);
        self.nested(&resources.patterns, 0, &mut left);
    }

    /// Whether the page has a simple font without a font program, and without a table of characters: its codes may be halves of GBK.
    pub fn has_bare_simple_font(&self) -> bool {
        self.has_bare_simple_font
    }

    /// The fonts of forms and patterns, and of those within them.
    fn nested(&mut self, objects: &Dict<'_>, depth: usize, left: &mut usize) {
        for name in objects.keys() {
            *left = left.saturating_sub(1);
            if *left == 0 {
                return;
            }
            let Some(resources) = objects.get::<Stream<'_>>(&name).and_then(|form| form.dict().get::<Dict<'_>>(keys::RESOURCES)) else {
                continue;
            };
            if let Some(fonts) = resources.get::<Dict<'_>>(keys::FONT) {
                self.fonts(&fonts, left);
            }
            if let Some(within) = resources.get::<Dict<'_>>(keys::XOBJECT).filter(|_| depth < DEEPEST) {
                self.nested(&within, depth + 1, left);
            }
        }
    }

    fn fonts(&mut self, fonts: &Dict<'_>, left: &mut usize) {
        for name in fonts.keys() {
            *left = left.saturating_sub(1);
            if *left == 0 {
                return;
            }
            if let Some(font) = fonts.get::<Dict<'_>>(&name) {
                self.font(&font);
            }
        }
    }

    fn font(&mut self, font: &Dict<'_>) {
        let Some(descendant) = font.get::<Array<'_>>(keys::DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next()) else {
            let descriptor = font.get::<Dict<'_>>(keys::FONT_DESC).unwrap_or_default();
            let is_type3 = font.get::<Name<'_>>(keys::SUBTYPE).is_some_and(|kind| kind.as_ref() == b"Type3");
            let has_program = [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3].iter().any(|key| descriptor.contains_key(*key));
            self.has_bare_simple_font |= !is_type3 && !has_program && !font.contains_key(keys::TO_UNICODE);
            return;
        };
        let Some(name) = font.get::<Name<'_>>(keys::BASE_FONT) else { return };
        let name = without_subset_tag(name.as_str()).to_owned();
        if self.composites.contains_key(&name) {
            return;
        }
        let encoding = font.get::<Name<'_>>(keys::ENCODING).map(|name| encoding_named(name.as_ref()));
        let is_legacy = encoding.as_ref().is_some_and(|(_, is_legacy)| *is_legacy);
        let encoding = match encoding {
            Some((encoding, _)) => encoding,
            None => font.get::<Stream<'_>>(keys::ENCODING).and_then(|stream| CMap::parse(&stream.decoded_data().ok()?, load_embedded)),
        };
        let family = encoding.as_ref().and_then(|encoding| encoding.metadata().character_collection.clone()).map(|found| found.family);
        let family = family.filter(|family| family.ucs2_cmap().is_some()).or_else(|| collection_of(&descendant));
        let collection = family.and_then(|family| self.collection(&family));
        self.composites.insert(name, Composite { encoding, is_legacy, collection });
    }

    fn collection(&mut self, family: &CidFamily) -> Option<Rc<CMap>> {
        let name = family.ucs2_cmap()?;
        let read = || load_embedded(name).and_then(|table| CMap::parse(table, load_embedded)).map(Rc::new);
        self.collections.entry(name.to_bytes().to_vec()).or_insert_with(read).clone()
    }

    /// What a glyph says. Of a font that the file does not hold it has no shape.
    pub fn of(&mut self, glyph: &Glyph<'_>, is_of_missing_font: bool) -> GlyphText {
        let told = glyph.as_unicode().map(text_of).filter(|text| is_text(text));
        if let Some(told) = told {
            return GlyphText::Told(told.chars().map(as_ideograph).collect());
        }
        let Glyph::Outline(outline) = glyph else { return GlyphText::Unknown };
        match self.rescue(outline) {
            Some(text) => GlyphText::Rescued(text.chars().map(as_ideograph).collect()),
            None if !is_of_missing_font && outline.font_data().is_some() && outline.outline().is_empty() => GlyphText::Blank,
            None => GlyphText::Unknown,
        }
    }

    fn rescue(&mut self, outline: &OutlineGlyph) -> Option<String> {
        let data = outline.font_data()?;
        let composite = data.postscript_name.as_deref().and_then(|name| self.composites.get(name));
        let by_collection = composite.and_then(|font| font.character(outline.char_code()));
        if composite.is_some_and(|font| font.is_legacy) && by_collection.is_some() {
            return by_collection;
        }
        let program = self.programs.entry(data.cache_key).or_insert_with(|| reverse((*data.data).as_ref()));
        program.get(&outline.glyph_id().to_u32()).map(char::to_string).or(by_collection)
    }
}

impl Composite {
    /// The character of a code through the collection.
    fn character(&self, code: u32) -> Option<String> {
        let encoding = self.encoding.as_ref()?;
        let number = (1..=4).find_map(|length| encoding.lookup_cid_code(code, length))?;
        self.collection.as_ref()?.lookup_bf_string(number).map(text_of).filter(|text| is_text(text))
    }
}

/// The encoding of a name, and whether it gives codes a meaning of their own.
fn encoding_named(name: &[u8]) -> (Option<CMap>, bool) {
    match CMapName::from_bytes(name) {
        CMapName::IdentityH => (Some(CMap::identity_h()), false),
        CMapName::IdentityV => (Some(CMap::identity_v()), false),
        other => (load_embedded(other).and_then(|table| CMap::parse(table, load_embedded)), true),
    }
}

/// The collection that a font says its glyphs are numbered by.
fn collection_of(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>(keys::CIDSYSTEMINFO)?;
    let registry = info.get::<PdfString<'_>>(keys::REGISTRY)?;
    let ordering = info.get::<PdfString<'_>>(keys::ORDERING)?;
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes())).filter(|family| family.ucs2_cmap().is_some())
}

/// A font's name without the six letters that mark a part of it.
fn without_subset_tag(name: &str) -> &str {
    name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, name)| name)
}

fn text_of(found: BfString) -> String {
    match found {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    }
}

/// Whether what a table gives can be text at all.
pub fn is_text(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| !c.is_control() && c != '\u{fffd}' && c != '\u{ffff}')
}

/// The characters of a font program by the numbers of its glyphs. Where several share a glyph, an ideograph comes before a radical.
fn reverse(program: &[u8]) -> Reverse {
    let mut found = Reverse::new();
    let Ok(font) = skrifa::FontRef::new(program) else { return found };
    for (code, glyph) in font.charmap().mappings() {
        let Some(c) = char::from_u32(code).filter(|c| !c.is_control() && !is_private(*c)) else { continue };
        let kept = found.entry(glyph.to_u32()).or_insert(c);
        if is_second_choice(*kept) && !is_second_choice(c) {
            *kept = c;
        }
    }
    found
}

/// Whether a character means only what a font makes of it.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}
