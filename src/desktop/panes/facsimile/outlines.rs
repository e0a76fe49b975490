//! The lines of a page on its image: which one is pointed at, and how they are drawn.

use eframe::egui::{Color32, CornerRadius, Painter, Pos2, Shape, Stroke, StrokeKind, pos2};

use crate::desktop::facsimile::{Placement, on_image};
use crate::desktop::open::line_index::LineIndex;
use crate::desktop::view::View;
use crate::edition::Shelf;
use crate::page::{LineBox, Page, PageIndex, PixelPoint, Pixels, RawOffset};

/// How far from a line a click still means it, in points.
const NEAR: f32 = 8.0;

/// The lines of the caret's block in the tint of its article, the caret's own line stronger.
pub(super) fn paint_block(view: &View<'_>, painter: &Painter, index: &LineIndex, (page, of): (PageIndex, &Page), at: (&Placement, f32)) {
    let Some(layout) = of.layout() else { return };
    let Some(sources) = view.document.and_then(|document| document.current_block()).and_then(|(_, block)| index.block(block.id())) else {
        return;
    };
    let tint =
        sources.article.filter(|_| matches!(sources.shelf, Shelf::Article(_))).map_or(view.theme.ink_3, |article| view.theme.tint(article));
    for span in sources.spans.iter().filter(|span| span.page == page) {
        for line in span.lines.clone().filter_map(|number| layout.line(number)) {
            let is_carets = view.spot.is_some_and(|spot| (spot.page, spot.line) == (page, line.number));
            let stroke = if is_carets { Stroke::new(2.0, view.theme.accent) } else { Stroke::new(1.0, tint.gamma_multiply(0.4)) };
            outline(painter, line, at, tint.gamma_multiply(if is_carets { 0.08 } else { 0.16 }), stroke);
        }
    }
    let asked = view.spot.filter(|spot| spot.page == page && spot.is_asked).and_then(|spot| layout.rect_of(spot.range));
    if let Some(rect) = asked {
        let rect = at.0.rect_on_screen(on_image(rect, at.1)).expand(2.0);
        painter.rect_stroke(rect, CornerRadius::same(2), Stroke::new(2.0, view.theme.amber), StrokeKind::Outside);
    }
}

/// The point of a page's layout, one pixel of which is `per` of the image's, under a point of the screen; nothing above it or left of it.
pub(super) fn on_layout(placement: &Placement, per: f32, at: Pos2) -> Option<PixelPoint> {
    let on = placement.on_image(at) / per;
    let point = PixelPoint { x: Pixels::nearest(f64::from(on.x)), y: Pixels::nearest(f64::from(on.y)) };
    (on.x >= 0.0 && on.y >= 0.0).then_some(point)
}

/// The line at a point of the screen, and the raw character there.
pub(super) fn pointed<'a>(page: &'a Page, placement: &Placement, per: f32, at: Pos2) -> Option<(&'a LineBox, RawOffset)> {
    let layout = page.layout()?;
    let point = on_layout(placement, per, at)?;
    let line = layout.line_near(point, Pixels::nearest(f64::from(NEAR / placement.scale / per)))?;
    let (range, rect) = layout
        .word_at_point(point)
        .map(|word| layout.glyphs_in(word.range).iter().find(|glyph| glyph.rect.contains(point)).unwrap_or(word))
        .map_or((line.range, line.outline.rect), |reading| (reading.range, reading.rect));
    let share = (placement.on_image(at).x / per - rect.left.0 as f32) / rect.width().0.max(1) as f32;
    let before = (share.clamp(0.0, 1.0) * range.len() as f32) as u32;
    Some((line, RawOffset((range.start.0 + before).min(range.end.0.saturating_sub(1)).max(range.start.0))))
}

/// Draws round a line.
pub(super) fn outline(painter: &Painter, line: &LineBox, (placement, per): (&Placement, f32), fill: Color32, stroke: Stroke) {
    if line.outline.rect.is_empty() {
        return;
    }
    let rect = placement.rect_on_screen(on_image(line.outline.rect, per)).expand(2.0);
    if !painter.clip_rect().intersects(rect) {
        return;
    }
    if line.outline.polygon.len() > 2 {
        let on_screen = |point: &PixelPoint| placement.on_screen(pos2(point.x.0 as f32 * per, point.y.0 as f32 * per));
        // A polygon may bend inwards, which only its outline may.
        painter.add(Shape::closed_line(line.outline.polygon.iter().map(on_screen).collect(), stroke));
    } else {
        painter.rect(rect, CornerRadius::same(2), fill, stroke, StrokeKind::Outside);
    }
}
