//! Lines of text as OFD places them: one object a line, each character where it stands (GB/T 33190-2016, 11.2 and 11.3).

use super::length::Length;
use super::{FontKind, Ids};
use crate::export::fixed_layout::layer::{LayerCharacter, LayerLine};
use crate::export::fixed_layout::setter::{SHEET, TypesetLine, spreads};
use crate::export::fixed_layout::{DESCENT, Sheet};
use crate::export::xml::Xml;
use crate::language::width;
use crate::page::is_blank;

/// The least size of type, in points: some lines have no length.
const SMALLEST: f32 = 1.0;
/// How far a line that is typeset reaches above and below the line that letters stand on, as parts of the size.
const REACH: (f32, f32) = (0.95, 0.3);

/// How a line is seen.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ink {
    /// Not at all: what is seen is the image below it.
    None,
    Black,
    /// What stands beside the text.
    Gray,
}

/// A line of text on a page.
pub(super) struct TextLine {
    pub is_upright: bool,
    pub font: FontKind,
    pub ink: Ink,
    pub size: Length,
    /// What it takes up: its left and upper edge from those of the page, its width and its height.
    pub boundary: [Length; 4],
    /// Its characters, without blanks at its ends; where the origin of each one's glyph stands, from the edges of the boundary.
    pub characters: Vec<(char, (Length, Length))>,
}

/// How wide a character is in the faces that are named, in ems: half an em for Latin letters and digits.
pub(super) fn ems(character: char) -> f32 {
    width::half_ems(character) as f32 / 2.0
}

impl TextLine {
    /// A line that is printed on an image; nothing where it is blank.
    pub fn printed(line: &LayerLine, sheet: Sheet) -> Option<TextLine> {
        let characters = trimmed(&line.characters, |character| character.text);
        let from = characters.iter().map(|one| one.along.0).reduce(f32::min)?;
        let to = characters.iter().map(|one| one.along.1).reduce(f32::max)?;
        let (along, across) = if line.is_upright { (sheet.scale.1, sheet.scale.0) } else { sheet.scale };
        let thick = ((line.across.1 - line.across.0) * across).max(SMALLEST);
        let length = (to - from) * along;
        let size = thick.min(length / full_ems(characters, line.is_upright)).max(SMALLEST);
        // Rounded once, so that no character leaves the boundary.
        let place = |points: f32, start: f32| Length::of_points(points) - Length::of_points(start);
        let origin = |one: &LayerCharacter| {
            let (start, end) = (one.along.0 * along, one.along.1 * along);
            if line.is_upright {
                (Length::of_points(((thick - size) / 2.0).max(0.0)), place(start + (end - start) * (1.0 - DESCENT), from * along))
            } else {
                (place(start, from * along), Length::of_points(thick * (1.0 - DESCENT)))
            }
        };
        let characters: Vec<(char, (Length, Length))> = characters.iter().map(|one| (one.text, origin(one))).collect();
        let (start, extent) = (Length::of_points(from * along), place(to * along, from * along));
        let (side, breadth) = (Length::of_points(line.across.0 * across), Length::of_points(thick));
        let boundary = if line.is_upright { [side, start, breadth, extent] } else { [start, side, extent, breadth] };
        Some(TextLine {
            is_upright: line.is_upright,
            font: FontKind::Song,
            ink: Ink::None,
            size: Length::of_points(size),
            boundary,
            characters,
        })
    }

    /// A line of type; nothing where it is blank.
    pub fn typeset(line: &TypesetLine) -> Option<TextLine> {
        let mut x = line.at.0;
        let mut places: Vec<(char, f32, f32)> = Vec::new();
        let mut characters = line.text.chars().peekable();
        while let Some(character) = characters.next() {
            let (from, to) = (x, x + ems(character) * line.size);
            places.push((character, from, to));
            x = if characters.peek().is_some_and(|next| spreads(character, *next)) { to + line.gap } else { to };
        }
        let places = trimmed(&places, |place| place.0);
        let ((_, from, _), (_, _, to)) = places.first().zip(places.last())?;
        let left = Length::of_points(*from);
        let baseline = Length::of_points(line.size * REACH.0);
        let height = Length::of_points(line.size * (REACH.0 + REACH.1));
        let top = Length::of_points(SHEET.1 - line.at.1) - baseline;
        let characters = places.iter().map(|(character, from, _)| (*character, (Length::of_points(*from) - left, baseline)));
        Some(TextLine {
            is_upright: false,
            font: if line.strong { FontKind::Hei } else { FontKind::Song },
            ink: if line.muted { Ink::Gray } else { Ink::Black },
            size: Length::of_points(line.size),
            boundary: [left, top, Length::of_points(*to) - left, height],
            characters: characters.collect(),
        })
    }

    /// Writes the line as an object.
    pub fn write(&self, xml: &mut Xml, ids: &mut Ids) {
        let (id, font, size) = (ids.next().to_string(), self.font.id().to_string(), self.size.to_string());
        let boundary = self.boundary.map(|length| length.to_string()).join(" ");
        let mut attributes = vec![("ID", id.as_str()), ("Boundary", boundary.as_str()), ("Font", font.as_str()), ("Size", size.as_str())];
        if self.is_upright {
            // The line reads downwards; its characters stand upright, as they do by themselves.
            attributes.push(("ReadDirection", "90"));
        }
        if self.ink == Ink::None {
            attributes.push(("Alpha", "0"));
        }
        xml.block("ofd:TextObject", &attributes, |xml| {
            match self.ink {
                // Said twice: some readers look at the colour alone.
                Ink::None => xml.empty_line("ofd:FillColor", &[("Value", "0 0 0"), ("Alpha", "0")]),
                Ink::Black => xml.empty_line("ofd:FillColor", &[("Value", "0 0 0")]),
                Ink::Gray => xml.empty_line("ofd:FillColor", &[("Value", "77 77 77")]),
            }
            for part in self.characters.split_inclusive(|(character, _)| ends_part(*character)) {
                self.write_part(xml, part);
            }
        });
    }

    fn write_part(&self, xml: &mut Xml, part: &[(char, (Length, Length))]) {
        let part = trimmed(part, |(character, _)| *character);
        let Some((_, (x, y))) = part.first() else { return };
        let along = |origin: &(Length, Length)| if self.is_upright { origin.1 } else { origin.0 };
        let steps = part.windows(2).filter_map(|pair| Some((along(&pair.last()?.1) - along(&pair.first()?.1)).to_string()));
        let steps = steps.collect::<Vec<_>>().join(" ");
        let (x, y) = (x.to_string(), y.to_string());
        let mut attributes = vec![("X", x.as_str()), ("Y", y.as_str())];
        if !steps.is_empty() {
            attributes.push((if self.is_upright { "DeltaY" } else { "DeltaX" }, &steps));
        }
        let text: String = part.iter().map(|(character, _)| *character).collect();
        xml.leaf("ofd:TextCode", &attributes, &text);
    }
}

/// Whether the characters after this one are placed anew: some readers count a character past U+FFFF as two, and a backslash with four
/// digits behind it stands for another character.
fn ends_part(character: char) -> bool {
    character.len_utf16() > 1 || character == '\\'
}

/// How many ems the characters of a line fill along it: upright ones an em each.
fn full_ems(characters: &[LayerCharacter], is_upright: bool) -> f32 {
    let all: f32 = characters.iter().map(|one| if is_upright { 1.0 } else { ems(one.text) }).sum();
    all.max(0.5)
}

/// The line without the blanks at its ends, which readers may leave out.
fn trimmed<T>(line: &[T], character: impl Fn(&T) -> char) -> &[T] {
    let is_text = |one: &T| !is_blank(character(one));
    let from = line.iter().position(is_text).unwrap_or(line.len());
    let to = line.iter().rposition(is_text).map_or(from, |last| last + 1);
    line.get(from..to).unwrap_or_default()
}
