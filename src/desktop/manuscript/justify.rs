//! Justified rows. egui's own justification takes away a row's indent and gives blanks nearly all the room; Chinese is set by giving
//! each gap between characters the same, Latin text by giving it to the blanks between words.

use std::sync::Arc;

use eframe::egui::{Galley, Rect};
use eframe::epaint::text::Glyph;

use crate::language::class;

/// A row that lacks more than this many ems is left as it is: stretched, it would fall apart.
const MOST: f32 = 4.0;

/// The galley with all rows but the last of each paragraph as wide as the measure, in points.
pub fn justified(galley: Arc<Galley>, width: f32, em: f32) -> Arc<Galley> {
    if galley.rows.len() < 2 {
        return galley;
    }
    let mut galley = galley.as_ref().clone();
    let last = galley.rows.len() - 1;
    let pixel = 1.0 / galley.pixels_per_point;
    for placed in galley.rows.iter_mut().take(last).filter(|placed| !placed.ends_with_newline) {
        let row = Arc::make_mut(&mut placed.row);
        let shifts = shifts(&row.glyphs, width, em, pixel);
        let Some(most) = shifts.last().copied().filter(|most| *most > 0.0) else { continue };
        let vertices = row.visuals.glyph_vertex_range.clone();
        let starts: Vec<usize> = row.glyphs.iter().map(|glyph| glyph.first_vertex as usize).chain([vertices.end]).collect();
        for (index, (glyph, shift)) in row.glyphs.iter_mut().zip(&shifts).enumerate() {
            glyph.pos.x += shift;
            let own = starts.get(index..index + 2).map(|pair| pair[0]..pair[1]).unwrap_or_default();
            for vertex in row.visuals.mesh.vertices.get_mut(own).unwrap_or_default() {
                vertex.pos.x += shift;
            }
        }
        row.size.x += most;
        row.visuals.mesh_bounds =
            Rect::from_min_max(row.visuals.mesh_bounds.min, row.visuals.mesh_bounds.max + eframe::egui::vec2(most, 0.0));
        galley.mesh_bounds = galley.mesh_bounds.union(row.visuals.mesh_bounds.translate(placed.pos.to_vec2()));
    }
    galley.rect.max.x = galley.rect.max.x.max(width);
    Arc::new(galley)
}

/// A blank between Latin words grows by this many ems at most; a row that lacks more is left as it is.
const MOST_BETWEEN_WORDS: f32 = 0.5;

/// How far each glyph goes to the right, in whole pixels. Nothing comes between letters and digits.
fn shifts(glyphs: &[Glyph], width: f32, em: f32, pixel: f32) -> Vec<f32> {
    let solid = glyphs.iter().rposition(|glyph| !glyph.chr.is_whitespace()).map_or(0, |last| last + 1);
    let lacking = width - glyphs.get(..solid).and_then(|glyphs| glyphs.last()).map_or(width, Glyph::max_x);
    let is_chinese = glyphs.iter().any(|glyph| class::is_han(glyph.chr));
    let is_letter = |glyph: &Glyph| glyph.chr.is_alphanumeric() && !class::is_han(glyph.chr);
    let can_open = |pair: &[Glyph]| match is_chinese {
        true => !pair.iter().all(is_letter),
        false => pair.first().is_some_and(|glyph| glyph.chr.is_whitespace()),
    };
    let gaps = glyphs.get(..solid).unwrap_or_default().windows(2).filter(|pair| can_open(pair)).count();
    let most = em * if is_chinese { MOST } else { MOST.min(MOST_BETWEEN_WORDS * gaps as f32) };
    if gaps == 0 || lacking <= 0.0 || lacking > most {
        return vec![0.0; glyphs.len()];
    }
    let each = lacking / gaps as f32;
    let mut opened = 0;
    let mut shifts = vec![0.0];
    for pair in glyphs.windows(2) {
        if opened < gaps && can_open(pair) {
            opened += 1;
        }
        shifts.push((each * opened as f32 / pixel).floor() * pixel);
    }
    shifts
}
