//! The image of the very raw line under the caret's row. The rows below make room for it, so it covers nothing.

use eframe::egui::{CornerRadius, Painter, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::items::Opening;
use super::strip_reading::{self, reading_of};
use super::{Manuscript, layout, text_left};
use crate::desktop::facsimile::{Placement, Spot, Turn, on_image};
use crate::desktop::theme::{radius, size, space};
use crate::desktop::view::View;
use crate::edition::Place;
use crate::page::{Layout, LineBox, Page, line_crop};

/// The width of the edge round the image, in points.
const EDGE: f32 = 3.0;

/// How far the box round a character stays from the ends of the strip, in points.
const CLEAR: f32 = 2.0;

/// A strip: where it stands in the text, and what it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    head: Place,
    spot: Spot,
}

impl Manuscript {
    /// Makes room for the strip. While the mouse selects, it stays where it is: text must not move under the pointer.
    pub(super) fn place_strip(&mut self, ui: &Ui, view: &View<'_>) {
        if self.pointer.is_selecting() && ui.input(|input| input.pointer.any_down()) {
            return;
        }
        let head = view.document.and_then(|document| document.selection()).map(|selection| selection.head);
        let spot = view.spot.filter(|spot| view.settings.line_strip && line_on_image(view, spot).is_some());
        self.strip = head.zip(spot).map(|(head, spot)| Strip { head, spot });
        let reading = spot.and_then(|spot| reading_of(view, &spot)).map_or(0.0, |_| strip_reading::height());
        let height = (reading + size::STORY * view.settings.text_scale * size::STRIP + 2.0 * EDGE + space::S).round();
        self.items.open(self.strip.map(|strip| Opening { block: strip.head.block, at: strip.head.at.chars(), height }));
    }

    /// Draws the strip, the character at the caret below the caret.
    pub(super) fn paint_strip(&mut self, ui: &Ui, view: &View<'_>, painter: &Painter) {
        let (Some(strip), Some(measure)) = (self.strip, self.measure) else { return };
        let Some((page, layout, line)) = line_on_image(view, &strip.spot) else { return };
        let per = view.images.per_layout_pixel(strip.spot.page, page);
        let Some(round) = line_crop(layout, line).map(|crop| on_image(crop, per)) else { return };
        let Some(caret) = self.caret_on_screen(ui, view, strip.head) else { return };
        let left = text_left(self.viewport, measure);
        let room = Rect::from_x_y_ranges(left..=left + measure.width, caret.bottom()..=caret.bottom() + self.items.opening_height());
        let reading = reading_of(view, &strip.spot);
        let mut inner = room.shrink2(vec2(EDGE, EDGE + space::S / 2.0)).translate(vec2(0.0, -space::S / 4.0));
        inner.max.y -= reading.map_or(0.0, |_| strip_reading::height());
        let scale = inner.height() / round.height();
        let boxed = layout.rect_of(strip.spot.range).map(|rect| on_image(rect, per));
        // The character stands below the caret, as far as the line then stays in the column.
        let width = round.width() * scale;
        let wanted = caret.left() + size::STORY * view.settings.text_scale / 2.0
            - boxed.map_or(0.0, |rect| (rect.center().x - round.left()) * scale);
        let (least, most) = (inner.left().min(inner.right() - width), inner.left().max(inner.right() - width));
        let begin = wanted.clamp(least, most);
        // The character is seen whole, also where it is the first or the last that there is room for.
        let side = |x: f32| (x - round.left()) * scale;
        let begin =
            boxed.map_or(begin, |rect| begin.min(inner.right() - CLEAR - side(rect.right())).max(inner.left() + CLEAR - side(rect.left())));
        let begin = begin.round();
        let placement = Placement::with(round.min, pos2(begin, inner.top()), scale, Turn::default());
        let shown = Rect::from_min_size(pos2(begin, inner.top()), vec2(width, inner.height())).expand2(vec2(CLEAR, 0.0)).intersect(inner);
        let mut card = shown.expand(EDGE);
        card.max.y += reading.map_or(0.0, |_| strip_reading::height());
        painter.rect(card, CornerRadius::same(radius::FIELD), view.theme.chip, Stroke::new(1.0, view.theme.hairline), StrokeKind::Inside);
        view.images.paint(
            &painter.with_clip_rect(shown.intersect(painter.clip_rect())),
            strip.spot.page,
            &placement,
            view.settings,
            view.theme.scan(),
        );
        if let Some(rect) = boxed {
            let color = if strip.spot.is_asked { view.theme.amber } else { view.theme.accent };
            let rect = placement.rect_on_screen(rect).expand(1.0);
            let clipped = painter.with_clip_rect(card.intersect(painter.clip_rect()));
            clipped.rect_stroke(rect, CornerRadius::same(2), Stroke::new(1.5, color), StrokeKind::Outside);
        }
        let raw = page.line(strip.spot.line).map(|line| line.text).unwrap_or_default();
        let mut args = vec![("line", strip.spot.line.into()), ("text", raw.trim().to_owned().into())];
        let mut key = "facsimile-line";
        if let Some(line) = reading {
            let clipped = painter.with_clip_rect(card.intersect(painter.clip_rect()));
            strip_reading::paint(&clipped, view, (line, raw), (&placement, per), inner.bottom() + space::XS / 2.0);
            args.push(("reading", line.text().into()));
            key = "facsimile-line-read";
        }
        let name = view.locale.with(key, &args);
        let response = ui.interact(card.intersect(self.viewport), self.id().with("strip"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    }
}

/// The spot's line with its page, if both the line has a place and the page has an image.
fn line_on_image<'a>(view: &View<'a>, spot: &Spot) -> Option<(&'a Page, &'a Layout, &'a LineBox)> {
    let page = view.document?.edition().page(spot.page)?;
    view.images.picture(spot.page)?;
    let layout = page.layout()?;
    Some((page, layout, layout.line(spot.line).filter(|line| !line.outline.rect.is_empty())?))
}

/// The galley with room of this height below the row of the character at `at`.
pub(super) fn opened(galley: &std::sync::Arc<eframe::egui::Galley>, at: usize, height: f32) -> std::sync::Arc<eframe::egui::Galley> {
    let middle = layout::caret_rect(galley, at).center().y;
    let mut opened = galley.as_ref().clone();
    for row in opened.rows.iter_mut().filter(|row| row.pos.y > middle) {
        row.pos.y += height;
    }
    opened.rect.max.y += height;
    opened.mesh_bounds.max.y += height;
    std::sync::Arc::new(opened)
}
