//! What the formats of files with boxes have in common: from a text to pages with a [layout](crate::page::Layout).
//!
//! The raw text of such a page is its lines, joined by line ends, each line its words, with a blank between two where the source has one
//! and the printer set one. Where regions begin shows in the layout alone: no character is made up.

use super::boxes::JsonFile;
use super::build::SourcePage;
use super::faults::{FileFault, FilePlace};
use super::json;
use super::xml::{self, TooMuch, XmlDocument};
use super::{Decoded, ImportError, Imported, Input};
use crate::page::{Layout, Page, RawOffset, Source, Undecoded};

/// Reads a file of XML or HTML.
///
/// # Errors
/// There is too much of it, or no page in it.
pub(super) fn of_document(input: &Input<'_>, read: fn(&mut XmlDocument<'_>) -> Vec<SourcePage>) -> Result<Imported, ImportError> {
    let (mut decoded, untrue) = input.decoded();
    let marks = UndecodedMarks::set(&mut decoded);
    let mut document = xml::read(&decoded.text).map_err(|much| too_much(input, &decoded.text, much))?;
    let pages = read(&mut document);
    let faults = document.faults;
    finish(input, &decoded, untrue, (pages, faults), &marks)
}

/// Reads a file of text that is a table.
///
/// # Errors
/// There is no page in it.
pub(super) fn of_text(input: &Input<'_>, read: fn(&str) -> (Vec<SourcePage>, Vec<FileFault>)) -> Result<Imported, ImportError> {
    let (mut decoded, untrue) = input.decoded();
    let marks = UndecodedMarks::set(&mut decoded);
    let read = read(&decoded.text);
    finish(input, &decoded, untrue, read, &marks)
}

/// Reads a file of JSON.
///
/// # Errors
/// There is no page in it.
pub(super) fn of_json(input: &Input<'_>, read: fn(&mut JsonFile<'_>) -> Vec<SourcePage>) -> Result<Imported, ImportError> {
    let (mut decoded, untrue) = input.decoded();
    let marks = UndecodedMarks::set(&mut decoded);
    let (values, faults) = json::read(&decoded.text);
    let mut file = JsonFile::new(input, &values, faults);
    let pages = read(&mut file);
    let faults = file.finish();
    finish(input, &decoded, untrue, (pages, faults), &marks)
}

/// Pages with their source, and what was nearly right in it.
fn finish(
    input: &Input<'_>,
    decoded: &Decoded,
    untrue: Option<String>,
    (pages, faults): (Vec<SourcePage>, Vec<FileFault>),
    marks: &UndecodedMarks,
) -> Result<Imported, ImportError> {
    if pages.is_empty() {
        return Err(ImportError::Empty { path: input.path.to_owned() });
    }
    let several = pages.len() > 1;
    let source = input.source(decoded.encoding);
    let page = |(index, page): (usize, SourcePage)| {
        let number = if several { format!("#{}", index + 1) } else { String::new() };
        let source = Source { file: source.file.clone() + &number, ..source.clone() };
        let (text, undecoded) = marks.taken(&page.text);
        Page::new(source, &text).with_layout(marks.taken_from(page.layout)).with_undecoded(undecoded)
    };
    let pages = pages.into_iter().enumerate().map(page).collect();
    let warning = |fault: FileFault| input.warning(FilePlace::of(&decoded.text, fault.at), fault.kind);
    let mut imported = Imported { pages, warnings: faults.into_iter().map(warning).collect() };
    input.tell_encoding(decoded, untrue, &mut imported);
    Ok(imported)
}

/// Characters that stand for bytes that are none, while a file is put together as pages in another order: each of its own, so that it is
/// known again where it comes to stand.
struct UndecodedMarks(Vec<Undecoded>);

/// The first of the characters that are marks. They mean nothing (Unicode's last plane for private use).
const FIRST_MARK: u32 = 0x10_0000;
/// How many marks there are.
const MOST_MARKS: usize = 0xfffd;

impl UndecodedMarks {
    /// Sets marks where bytes are no characters; none where the text has such characters of its own, or there are too many places.
    fn set(decoded: &mut Decoded) -> UndecodedMarks {
        let places = &decoded.undecoded;
        if places.is_empty() || places.len() > MOST_MARKS || decoded.text.contains(|c| u32::from(c) >= FIRST_MARK) {
            return UndecodedMarks(Vec::new());
        }
        let marks = UndecodedMarks(places.clone());
        let mut next = 0;
        let marked = decoded.text.chars().enumerate().map(|(at, c)| match places.get(next) {
            Some(place) if place.at.0 as usize == at => {
                next += 1;
                char::from_u32(FIRST_MARK + next as u32 - 1).unwrap_or(c)
            }
            _ => c,
        });
        let marked: String = marked.collect();
        decoded.text = marked;
        marks
    }

    /// What a character marks.
    fn of(&self, c: char) -> Option<&Undecoded> {
        self.0.get(u32::from(c).checked_sub(FIRST_MARK)? as usize)
    }

    /// The text with U+FFFD for each mark, and what these stand for.
    fn taken(&self, text: &str) -> (String, Vec<Undecoded>) {
        let mut undecoded = Vec::new();
        let char = |(at, c): (usize, char)| match self.of(c) {
            Some(place) => {
                undecoded.push(Undecoded { at: RawOffset(at as u32), ..place.clone() });
                char::REPLACEMENT_CHARACTER
            }
            None => c,
        };
        (text.chars().enumerate().map(char).collect(), undecoded)
    }

    /// The layout without marks.
    fn taken_from(&self, layout: Layout) -> Layout {
        if self.0.is_empty() {
            return layout;
        }
        let mut parts = layout.parts().clone();
        let readings = parts.words.iter_mut().chain(&mut parts.glyphs).flat_map(|reading| &mut reading.alternatives);
        let names = parts.regions.iter_mut().map(|region| &mut region.id).chain(&mut parts.image);
        readings.map(|other| &mut other.text).chain(names).for_each(|text| *text = self.taken(text).0);
        Layout::new(parts)
    }
}

/// Why a text that is too much for a document is not read.
pub(super) fn too_much(input: &Input<'_>, text: &str, much: TooMuch) -> ImportError {
    match much {
        TooMuch::Deep(at) => {
            let FilePlace { line, column } = FilePlace::of(text, at);
            ImportError::TooDeep { path: input.path.to_owned(), line, column }
        }
        TooMuch::Many => ImportError::TooMany { path: input.path.to_owned() },
    }
}
