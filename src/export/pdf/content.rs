//! A page's image and text as the page draws them.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{LineCapStyle, TextRenderingMode};
use pdf_writer::{Content, Name, Str, TextStr};

use super::faces::{BLANK_TYPE, FaceGlyph, Faces};
use super::font::{ACROSS, DOWN, TextFont};
use super::tags::{LINK, MarkedContent, name_of};
use crate::export::fixed_layout::layer::{Layer, LayerCharacter, LayerLine};
use crate::export::fixed_layout::reading::{DOTS, Rule, SetSheet};
use crate::export::fixed_layout::setter::{TypesetLine, spreads};
use crate::export::fixed_layout::{DESCENT, PartId, Sheet};
use crate::language::width;

/// What the page's image is called on it.
pub(super) const IMAGE: Name<'static> = Name(b"Scan");
/// What the page as it is in its source is called on it.
pub(super) const SOURCE: Name<'static> = Name(b"Page");
/// What the colours of type are called on pages: shades of grey.
pub(super) const INK: Name<'static> = Name(b"Ink");
/// After so many characters at most it is looked anew where they stand.
const LONGEST_PART: usize = 8;
/// The least width of a character, in points: some have none.
const MINUTE: f32 = 0.1;

/// What lies under the text of a page.
pub(super) enum Ground {
    /// Its image, as large as the page.
    Image,
    /// The page as it is in its source.
    Source,
}

/// What a page draws, and what of it belongs to articles.
pub(super) fn draw(layer: &Layer, sheet: Sheet, ground: &Ground, font: &mut TextFont) -> (Vec<u8>, Vec<MarkedContent>) {
    let mut content = Content::new();
    content.begin_marked_content(Name(b"Artifact"));
    content.save_state();
    match ground {
        Ground::Image => content.transform([sheet.size.0, 0.0, 0.0, sheet.size.1, 0.0, 0.0]).x_object(IMAGE),
        Ground::Source => content.x_object(SOURCE),
    };
    content.restore_state();
    content.end_marked_content();
    let mut marked = Vec::new();
    for block in &layer.blocks {
        // What belongs to no article is no part of what is read aloud.
        if let Some(article) = block.article {
            begin(&mut content, name_of(block.role), marked.len());
            let start = block.start().map(|(x, y)| sheet.at(x, y));
            marked.push(MarkedContent { part: PartId::Block(article, block.block), role: block.role, start });
        } else {
            content.begin_marked_content(Name(b"Artifact"));
        }
        content.begin_text().set_text_rendering_mode(TextRenderingMode::Invisible);
        block.lines.iter().for_each(|line| show(&mut content, line, sheet, font));
        content.end_text().end_marked_content();
    }
    (content.finish().to_vec(), marked)
}

/// Begins a part of this number among those of its page.
fn begin(content: &mut Content, name: &[u8], number: usize) {
    content.begin_marked_content_with_properties(Name(name)).properties().identify(number as i32);
}

/// What a typeset page draws, what of it belongs to elements, and which faces it is set in.
pub(super) fn draw_set(sheet: &SetSheet, faces: &mut Faces) -> (Vec<u8>, Vec<MarkedContent>, [bool; 3]) {
    const MUTED: f32 = 0.3;
    let mut content = Content::new();
    let mut used = [false; 3];
    let mut set = |content: &mut Content, line: &TypesetLine| {
        content.set_fill_color([if line.muted { MUTED } else { 0.0 }]).set_text_matrix([1.0, 0.0, 0.0, 1.0, line.at.0, line.at.1]);
        set_line(content, line, faces, &mut used);
    };
    content.set_fill_color_space(INK);
    content.begin_marked_content(Name(b"Artifact"));
    draw_rules(&mut content, &sheet.rules);
    content.begin_text();
    sheet.beside.iter().for_each(|line| set(&mut content, line));
    content.end_text().end_marked_content();
    let mut marked = Vec::new();
    for block in &sheet.blocks {
        let name = if matches!(block.part, PartId::Entry(_)) { LINK } else { name_of(block.role) };
        begin(&mut content, name, marked.len());
        marked.push(MarkedContent { part: block.part, role: block.role, start: block.start() });
        content.begin_text();
        block.lines.iter().for_each(|line| set(&mut content, line));
        content.end_text().end_marked_content();
    }
    (content.finish().to_vec(), marked, used)
}

fn draw_rules(content: &mut Content, rules: &[Rule]) {
    const THIN: f32 = 0.4;
    const DOT: f32 = 0.8;
    if rules.is_empty() {
        return;
    }
    content.save_state().set_stroke_color_space(INK).set_stroke_color([0.5]);
    for rule in rules.iter().filter(|rule| rule.to > rule.from.0) {
        if rule.is_dotted {
            content.set_line_cap(LineCapStyle::RoundCap).set_dash_pattern([0.0, DOTS], 0.0).set_line_width(DOT);
        } else {
            content.set_line_cap(LineCapStyle::ButtCap).set_dash_pattern([], 0.0).set_line_width(THIN);
        }
        content.move_to(rule.from.0, rule.from.1).line_to(rule.to, rule.from.1).stroke();
    }
    content.restore_state();
}

/// Sets a line, in runs of one face that are spread alike. A character whose glyph stands for another one, or that no face has, is said
/// beside its glyph.
fn set_line(content: &mut Content, line: &TypesetLine, faces: &mut Faces, used: &mut [bool; 3]) {
    let mut run = TextRun { face: 0, gap: 0.0, codes: Vec::new() };
    let mut flush = |content: &mut Content, faces: &Faces, run: &mut TextRun| {
        if !run.codes.is_empty() {
            if let Some(used) = used.get_mut(run.face) {
                *used = true;
            }
            content.set_font(faces.name(run.face), line.size).set_char_spacing(run.gap).show(Str(&run.codes));
            run.codes.clear();
        }
    };
    let mut characters = line.text.chars().peekable();
    while let Some(character) = characters.next() {
        let own: Option<FaceGlyph> = faces.glyph(character, line.strong);
        let Some(glyph) = own.or_else(|| faces.glyph(BLANK_TYPE, line.strong)) else { continue };
        let gap = if characters.peek().is_some_and(|next| spreads(character, *next)) { line.gap } else { 0.0 };
        let (code, is_said) = faces.code(glyph, if own.is_some() { character } else { BLANK_TYPE });
        let is_itself = own.is_some() && is_said;
        if glyph.face != run.face || gap != run.gap || !is_itself {
            flush(content, faces, &mut run);
            (run.face, run.gap) = (glyph.face, gap);
        }
        run.codes.extend(code.to_be_bytes());
        if !is_itself {
            let mut text = [0; 4];
            let text = TextStr(character.encode_utf8(&mut text));
            content.begin_marked_content_with_properties(Name(b"Span")).properties().actual_text(text);
            flush(content, faces, &mut run);
            content.end_marked_content();
        }
    }
    flush(content, faces, &mut run);
}

/// Glyphs of one face, by their codes, and how far they are moved apart.
struct TextRun {
    face: usize,
    gap: f32,
    codes: Vec<u8>,
}

/// Shows a line in parts of characters that are as wide as each other, each as wide as it is on the page: then no gap, which readers take
/// for a blank, is where none is printed.
fn show(content: &mut Content, line: &LayerLine, sheet: Sheet, font: &mut TextFont) {
    let (along, across) = if line.is_upright { (sheet.scale.1, sheet.scale.0) } else { sheet.scale };
    let thick = ((line.across.1 - line.across.0) * across).max(1.0);
    let starts = line.characters.iter().map(|one| one.along.0).chain(line.characters.last().map(|last| last.along.1));
    let starts: Vec<f32> = starts.collect();
    let mut from = 0;
    for part in line.characters.chunk_by(|a, b| is_wide(a.text) == is_wide(b.text)).flat_map(evenly) {
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

/// Parts of about one length, none too long.
fn evenly(run: &[LayerCharacter]) -> impl Iterator<Item = &[LayerCharacter]> {
    let count = run.len().div_ceil(LONGEST_PART).max(1);
    run.chunks(run.len().div_ceil(count).max(1))
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
