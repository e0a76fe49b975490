//! Fonts that stand in for those a file names and does not hold.
//!
//! A character that a stand-in lacks is drawn as another one: its number is taken for the number of a glyph. So a font stands in only
//! where it has all the characters that a page needs of it; else nothing is drawn, and told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use hayro::hayro_interpret::FontResolverFn;
use hayro::hayro_interpret::font::{FallbackFontQuery, FontData, FontQuery, Glyph};
use skrifa::MetadataProvider;

/// The characters of a page that are set in fonts the file does not hold, by the fonts' names.
pub type Missing = BTreeMap<String, BTreeSet<char>>;

/// A font in the place of one that is missing.
struct StandIn {
    name: String,
    program: FontData,
}

impl AsRef<[u8]> for StandIn {
    fn as_ref(&self) -> &[u8] {
        (*self.program).as_ref()
    }
}

/// Notes which fonts are missing, and which characters they would have to have.
#[derive(Clone, Default)]
pub struct Noted {
    given: Arc<Mutex<Vec<Arc<StandIn>>>>,
}

impl Noted {
    /// Answers every question for a font, so that its text can be read, and notes it.
    pub fn resolver(&self) -> FontResolverFn {
        let given = self.given.clone();
        Arc::new(move |query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(query) => {
                let (program, index) = query.pick_standard_font().get_font_data();
                let stand_in = Arc::new(StandIn { name: name_of(query), program });
                given.lock().unwrap_or_else(PoisonError::into_inner).push(stand_in.clone());
                let data: FontData = stand_in;
                Some((data, index))
            }
        })
    }

    /// The name of the missing font that a glyph is of; nothing where the file holds its font.
    pub fn missing(&self, glyph: &Glyph<'_>) -> Option<String> {
        let Glyph::Outline(outline) = glyph else { return None };
        let data = outline.font_data()?.data;
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.iter().find(|stand_in| std::ptr::addr_eq(Arc::as_ptr(stand_in), Arc::as_ptr(&data))).map(|stand_in| stand_in.name.clone())
    }
}

/// What a font is called in the question for it.
fn name_of(query: &FallbackFontQuery) -> String {
    query.post_script_name.clone().or_else(|| query.font_name.clone()).unwrap_or_default()
}

/// The characters that are not drawn of those that missing fonts should have: none of `fonts` has them. `halves` are characters written as
/// two bytes of standard fonts, which would be drawn as other letters.
pub fn undrawn(missing: &Missing, halves: &BTreeSet<char>, fonts: &[&'static [u8]]) -> BTreeSet<char> {
    let mut undrawn = halves.clone();
    for characters in needed(missing).map(|(_, characters)| characters) {
        let (_, table) = best(characters, fonts);
        undrawn.extend(characters.iter().filter(|c| !table.contains_key(c) && !c.is_whitespace()));
    }
    undrawn
}

/// Answers questions for fonts when a page is drawn: with the one of `fonts` that has most of the characters the page needs, with a
/// standard one for ASCII. What it lacks is not drawn; nor are halves of characters.
pub fn covering(missing: &Missing, halves: &BTreeSet<char>, fonts: &[&'static [u8]]) -> FontResolverFn {
    let mut answers: BTreeMap<String, FontData> = BTreeMap::new();
    let standard = (!halves.is_empty()).then(|| Arc::new(with_table(&[], &BTreeMap::new())) as FontData);
    for (name, characters) in needed(missing) {
        let (font, table) = best(characters, fonts);
        let table = characters.iter().map(|c| (*c, table.get(c).copied().unwrap_or(NO_GLYPH))).collect();
        answers.insert(name.clone(), Arc::new(with_table(font, &table)));
    }
    Arc::new(move |query| match query {
        FontQuery::Standard(font) => Some(standard.clone().map_or_else(|| font.get_font_data(), |blank| (blank, 0))),
        FontQuery::Fallback(query) => match answers.get(&name_of(query)) {
            Some(font) => Some((font.clone(), 0)),
            None => Some(query.pick_standard_font().get_font_data()),
        },
    })
}

/// The missing fonts that standard ones cannot stand in for.
fn needed(missing: &Missing) -> impl Iterator<Item = (&String, &BTreeSet<char>)> {
    missing.iter().filter(|(_, characters)| !characters.iter().all(char::is_ascii))
}

/// The font that has most of these characters, and which of its glyphs they are.
fn best(characters: &BTreeSet<char>, fonts: &[&'static [u8]]) -> (&'static [u8], BTreeMap<char, u32>) {
    let tables = fonts.iter().map(|font| (*font, table_of(font, characters)));
    // Of equals the first.
    let best = tables.reduce(|best, other| if other.1.len() > best.1.len() { other } else { best });
    best.unwrap_or_default()
}

/// The number of a glyph that no font has: nothing is drawn.
const NO_GLYPH: u32 = 0xffff;

/// Which glyphs of a font these characters are; none for those it lacks.
fn table_of(font: &[u8], characters: &BTreeSet<char>) -> BTreeMap<char, u32> {
    let Ok(font) = skrifa::FontRef::new(font) else { return BTreeMap::new() };
    let charmap = font.charmap();
    characters.iter().filter_map(|c| Some((*c, charmap.map(*c)?.to_u32()))).collect()
}

/// The font with this table of characters in the place of its own (OpenType: `cmap`, format 12). Every character that is asked for is in
/// it, so that none is looked for by its number.
fn with_table(font: &[u8], characters: &BTreeMap<char, u32>) -> Vec<u8> {
    let number = |at: usize, length: usize| {
        let bytes = font.get(at..at.checked_add(length)?)?;
        Some(bytes.iter().fold(0usize, |number, byte| number << 8 | usize::from(*byte)))
    };
    let mut tables: Vec<([u8; 4], Vec<u8>)> = vec![(*b"cmap", table_of_characters(characters))];
    for index in 0..number(4, 2).unwrap_or(0) {
        let record = 12 + 16 * index;
        let Some((name, at, length)) =
            font.get(record..record + 4).zip(number(record + 8, 4)).zip(number(record + 12, 4)).map(|((n, a), l)| (n, a, l))
        else {
            break;
        };
        let data = at.checked_add(length).and_then(|end| font.get(at..end));
        if let (Ok(name), Some(data)) = (<[u8; 4]>::try_from(name), data)
            && &name != b"cmap"
        {
            tables.push((name, data.to_vec()));
        }
    }
    if tables.len() == 1 {
        // No font at all: one that has no glyphs.
        tables.push((*b"maxp", vec![0, 0, 0x50, 0, 0, 1]));
    }
    tables.sort_by_key(|(name, _)| *name);
    let mut file = font.get(..4).map_or(vec![0, 1, 0, 0], <[u8]>::to_vec);
    file.extend((tables.len() as u16).to_be_bytes());
    file.extend([0; 6]);
    let mut at = 12 + 16 * tables.len();
    for (name, data) in &tables {
        file.extend(name);
        file.extend([0; 4]);
        file.extend((at as u32).to_be_bytes());
        file.extend((data.len() as u32).to_be_bytes());
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

fn table_of_characters(characters: &BTreeMap<char, u32>) -> Vec<u8> {
    // Version 0 with one table, for Windows and all of Unicode; then format 12 with a group for each character.
    let mut table = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0];
    table.extend((16 + 12 * characters.len() as u32).to_be_bytes());
    table.extend([0; 4]);
    table.extend((characters.len() as u32).to_be_bytes());
    for (c, glyph) in characters {
        [u32::from(*c), u32::from(*c), *glyph].iter().for_each(|number| table.extend(number.to_be_bytes()));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_each_character_its_glyph() {
        let characters = BTreeMap::from([('市', 7), ('长', NO_GLYPH)]);
        let font = with_table(&[], &characters);
        let read = table_of(&font, &BTreeSet::from(['市', '长', '会']));
        assert_eq!(read, characters);
        let again = with_table(&font, &BTreeMap::from([('会', 3)]));
        assert_eq!(table_of(&again, &BTreeSet::from(['市', '会'])), BTreeMap::from([('会', 3)]));
    }

    #[test]
    fn what_no_font_has_is_told() {
        let missing = Missing::from([("STSong".to_owned(), BTreeSet::from(['市', ' '])), ("Arial".to_owned(), BTreeSet::from(['a']))]);
        assert_eq!(undrawn(&missing, &BTreeSet::new(), &[]), BTreeSet::from(['市']));
    }
}
