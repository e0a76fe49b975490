//! The gutter between raw text and draft: ribbons from the raw lines to where their text now stands.

use eframe::egui::epaint::{Mesh, Vertex, WHITE_UV};
use eframe::egui::{Color32, Rect, Shape, Stroke, Ui, pos2};

use crate::desktop::manuscript::Manuscript;
use crate::desktop::open::line_index::LineIndex;
use crate::desktop::panes::raw::RawPane;
use crate::desktop::view::View;
use crate::edition::raw_lines::LineSpan;

/// Into how many strips a ribbon is cut.
const STRIPS: usize = 24;

/// Draws the ribbons of the blocks on the screen.
pub fn ui(ui: &Ui, rect: Rect, view: &View<'_>, index: &LineIndex, raw: &RawPane, manuscript: &Manuscript) {
    let Some(viewport) = raw.viewport() else { return };
    let painter = ui.painter().with_clip_rect(rect);
    let current = view.document.and_then(|document| document.current_block()).map(|(_, block)| block.id());
    for shown in manuscript.shown() {
        let Some(sources) = index.block(shown.block) else { continue };
        let Some(article) = sources.article else { continue };
        let tint = view.theme.tint(article);
        let all: usize = sources.spans.iter().map(lines).sum();
        let mut top = shown.top;
        for span in sources.spans.iter() {
            // Text from several places of the page takes its share of the block's height.
            let bottom = top + (shown.bottom - shown.top) * lines(span) as f32 / all.max(1) as f32;
            let Some((raw_top, raw_bottom)) = raw.on_screen(span) else { continue };
            let far = raw_bottom < viewport.top() || raw_top > viewport.bottom();
            if far {
                let y = if raw_top > viewport.bottom() { viewport.bottom() } else { viewport.top() };
                thread(&painter, rect, y, (top + bottom) / 2.0, tint);
            } else {
                let strength = if current == Some(shown.block) { 1.8 } else { 1.0 };
                ribbon(&painter, rect, (raw_top + 1.0, raw_bottom - 1.0), (top, bottom), view.theme.ribbon(tint).gamma_multiply(strength));
            }
            top = bottom;
        }
    }
}

fn lines(span: &LineSpan) -> usize {
    span.lines.end() - span.lines.start() + 1
}

/// How far a ribbon has come, level at both ends.
fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

fn ribbon(painter: &eframe::egui::Painter, rect: Rect, from: (f32, f32), to: (f32, f32), color: Color32) {
    let mut mesh = Mesh::default();
    for strip in 0..=STRIPS {
        let t = strip as f32 / STRIPS as f32;
        let x = rect.left() + rect.width() * t;
        for (a, b) in [(from.0, to.0), (from.1, to.1)] {
            mesh.vertices.push(Vertex { pos: pos2(x, a + (b - a) * ease(t)), uv: WHITE_UV, color });
        }
        if strip > 0 {
            let at = 2 * strip as u32;
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at - 1, at, at + 1);
        }
    }
    painter.add(Shape::mesh(mesh));
}

/// A thin line for text that comes from lines out of sight.
fn thread(painter: &eframe::egui::Painter, rect: Rect, from: f32, to: f32, color: Color32) {
    let point = |strip: usize| {
        let t = strip as f32 / STRIPS as f32;
        pos2(rect.left() + rect.width() * t, from + (to - from) * ease(t))
    };
    painter.add(Shape::line((0..=STRIPS).map(point).collect(), Stroke::new(1.5, color)));
}
