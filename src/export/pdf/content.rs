//! A page's image and text as the page draws them.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Name, Ref, Str};

use super::Sheet;
use super::font::{ACROSS, DESCENT, DOWN, TextFont};
use super::layer::{Layer, LayerLine};
use crate::language::width;

/// What the page's image is called on it.
pub(super) const IMAGE: Name<'static> = Name(b"Scan");
/// After so many characters at most it is looked anew where they stand.
const LONGEST_PART: usize = 8;
/// The least width of a character, in points: some have none.
const MINUTE: f32 = 0.1;

/// The objects of a page.
#[derive(Clone, Copy)]
pub(super) struct PageRefs {
    pub page: Ref,
    pub content: Ref,
    pub image: Option<Ref>,
}

/// What a page draws.
pub(super) fn draw(layer: &Layer, sheet: Sheet, has_image: bool, font: &mut TextFont) -> Vec<u8> {
    let mut content = Content::new();
    if has_image {
        content.begin_marked_content(Name(b"Artifact"));
        content.save_state().transform([sheet.size.0, 0.0, 0.0, sheet.size.1, 0.0, 0.0]).x_object(IMAGE).restore_state();
        content.end_marked_content();
    }
    let mut identifier = 0;
    for block in &layer.blocks {
        // What belongs to no article is no part of what is read aloud.
        if block.article.is_some() {
            content.begin_marked_content_with_properties(Name(super::tags::name_of(block.role))).properties().identify(identifier);
            identifier += 1;
        } else {
            content.begin_marked_content(Name(b"Artifact"));
        }
        content.begin_text().set_text_rendering_mode(TextRenderingMode::Invisible);
        block.lines.iter().for_each(|line| show(&mut content, line, sheet, font));
        content.end_text().end_marked_content();
    }
    content.finish().to_vec()
}

/// Shows a line in parts of characters that are as wide as each other, each as wide as it is on the page: then no gap, which readers take
/// for a blank, is where none is printed.
fn show(content: &mut Content, line: &LayerLine, sheet: Sheet, font: &mut TextFont) {
    let (along, across) = if line.is_upright { (sheet.scale.1, sheet.scale.0) } else { sheet.scale };
    let thick = ((line.across.1 - line.across.0) * across).max(1.0);
    let starts = line.characters.iter().map(|one| one.along.0).chain(line.characters.last().map(|last| last.along.1));
    let starts: Vec<f32> = starts.collect();
    let mut from = 0;
    for part in line.characters.chunk_by(|a, b| is_wide(a.text) == is_wide(b.text)).flat_map(|part| part.chunks(LONGEST_PART)) {
        let (Some(start), Some(end)) = (starts.get(from), starts.get(from + part.len())) else { return };
        from += part.len();
        let step = ((end - start) * along / part.len() as f32).max(MINUTE);
        let codes: Vec<u8> = part.iter().flat_map(|one| font.code(one.text).to_be_bytes()).collect();
        if line.is_upright {
            let (x, y) = sheet.at((line.across.0 + line.across.1) / 2.0, *start);
            content.set_font(DOWN, step).set_horizontal_scaling(thick / step * 100.0).set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        } else {
            let (x, y) = sheet.at(*start, line.across.1);
            content.set_font(ACROSS, thick).set_horizontal_scaling(step / thick * 100.0);
            content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y + thick * DESCENT]);
        }
        content.show(Str(&codes));
    }
}

/// Whether a character takes up an em, and not about half of one.
fn is_wide(character: char) -> bool {
    width::half_ems(character) > 1
}

/// Bytes packed by zlib.
pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = packed.write_all(bytes);
    packed.finish().unwrap_or_default()
}
