//! The image of the very raw line under the caret's row. The rows below make room for it, so it covers nothing. A line that runs down its
//! page is shown across, its characters upright.

use eframe::egui::{CornerRadius, Painter, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::items::Opening;
use super::strip_reading::{self, reading_of};
use super::{Manuscript, layout, text_left};
use crate::desktop::facsimile::{Placement, Spot, Turn, on_image};
use crate::desktop::theme::{radius, size, space};
use crate::desktop::view::View;
use crate::edition::Place;
use crate::page::{Layout, LineBox, Page, RawOffset, RawRange, is_blank, line_crop};

/// The width of the edge round the image, in points.
const EDGE: f32 = 3.0;

/// How thick the box round a character is, in points.
const BOX: f32 = 1.5;

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
        let image = StripImage::of(parts(layout, line, (page, round), per), inner.height());
        let boxed = layout.rect_of(strip.spot.range).map(|rect| on_image(rect, per));
        let boxed = boxed.and_then(|rect| image.place(rect));
        // The character stands below the caret, as far as the line then stays in the column.
        let wanted = caret.left() + size::STORY * view.settings.text_scale / 2.0 - boxed.map_or(0.0, |boxed| boxed.rect.center().x);
        let (least, most) = (inner.left().min(inner.right() - image.width), inner.left().max(inner.right() - image.width));
        let begin = wanted.clamp(least, most);
        // The character is seen whole, also where it is the first or the last that there is room for.
        let begin = boxed
            .map_or(begin, |boxed| begin.min(inner.right() - CLEAR - boxed.rect.right()).max(inner.left() + CLEAR - boxed.rect.left()));
        let begin = pos2(begin.round(), inner.top());
        let shown = Rect::from_min_size(begin, vec2(image.width, inner.height())).expand2(vec2(CLEAR, 0.0)).intersect(inner);
        let mut card = shown.expand(EDGE);
        card.max.y += reading.map_or(0.0, |_| strip_reading::height());
        painter.rect(card, CornerRadius::same(radius::FIELD), view.theme.chip, Stroke::new(1.0, view.theme.hairline), StrokeKind::Inside);
        for part in &image.parts {
            let seen = part.rect.translate(begin.to_vec2()).intersect(shown).intersect(painter.clip_rect());
            if seen.is_positive() {
                let placement = Placement::with(part.crop.min, begin + part.rect.min.to_vec2(), image.scale, Turn::default());
                view.images.paint(&painter.with_clip_rect(seen), strip.spot.page, &placement, view.settings, view.theme.scan());
            }
        }
        if let Some(boxed) = boxed {
            let color = if strip.spot.is_asked { view.theme.amber } else { view.theme.accent };
            // A character that is higher than its line has its box closed at the edges of the image.
            let rect = boxed.rect.translate(begin.to_vec2()).expand(1.0).intersect(shown.expand(EDGE - BOX));
            let clipped = painter.with_clip_rect(card.intersect(painter.clip_rect()));
            clipped.rect_stroke(rect, CornerRadius::same(2), Stroke::new(BOX, color), StrokeKind::Outside);
        }
        let raw = page.line(strip.spot.line).map(|line| line.text).unwrap_or_default();
        let mut args = vec![("line", strip.spot.line.into()), ("text", raw.trim().to_owned().into())];
        let mut key = "facsimile-line";
        if let Some(line) = reading {
            let clipped = painter.with_clip_rect(card.intersect(painter.clip_rect()));
            let at = |rect| Some(begin.x + image.place(on_image(rect, per))?.rect.center().x);
            strip_reading::paint(&clipped, view, (line, raw), at, inner.bottom() + space::XS / 2.0);
            args.push(("reading", line.text().into()));
            key = "facsimile-line-read";
        }
        let name = view.locale.with(key, &args);
        let response = ui.interact(card.intersect(self.viewport), self.id().with("strip"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    }
}

/// The image of a line as the strip shows it: whole, or the characters of an upright line side by side.
struct StripImage {
    parts: Vec<StripPart>,
    /// How many points of the strip one pixel of the image takes up.
    scale: f32,
    /// In points.
    width: f32,
}

/// A part of a line's image.
#[derive(Clone, Copy)]
struct StripPart {
    /// What it is of the page's image, in its pixels.
    crop: Rect,
    /// Where it stands in the strip, in points from the upper left corner.
    rect: Rect,
}

impl StripImage {
    /// These parts of a page's image one after the other, in a strip of this height.
    fn of(crops: Vec<Rect>, height: f32) -> StripImage {
        let highest = crops.iter().map(|crop| crop.height()).fold(1.0, f32::max);
        // Columns are wider than their characters are high where these are set close.
        let widest = if crops.len() > 1 { crops.iter().map(|crop| crop.width()).fold(1.0, f32::max) } else { 1.0 };
        let scale = height / highest.max(widest);
        let mut width = 0.0;
        let part = |crop: Rect| {
            let size = crop.size() * scale;
            let rect = Rect::from_min_size(pos2(width, (height - size.y) / 2.0), size);
            width += size.x;
            StripPart { crop, rect }
        };
        let parts = crops.into_iter().map(part).collect();
        StripImage { parts, scale, width }
    }

    /// Where a rectangle of the page's image stands in the strip: in the part that has its middle, or else is next to it.
    fn place(&self, rect: Rect) -> Option<StripPart> {
        let far = |part: &&StripPart| part.crop.distance_sq_to_pos(rect.center());
        let part = self.parts.iter().min_by(|one, other| far(one).total_cmp(&far(other)))?;
        let min = part.rect.min + (rect.min - part.crop.min) * self.scale;
        Some(StripPart { crop: rect, rect: Rect::from_min_size(min, rect.size() * self.scale) })
    }
}

/// The parts of a line's image that the strip shows: all of it, or of a line that runs down the page each character with the whole width of
/// its column. `round` is what is shown of the line on the image, `per` how many pixels of the image one of the layout is.
fn parts(layout: &Layout, line: &LineBox, (page, round): (&Page, Rect), per: f32) -> Vec<Rect> {
    if !line.outline.rect.runs_down() {
        return vec![round];
    }
    let text = page.slice(line.range);
    let places = (line.range.start.0..).zip(text.chars()).filter(|(_, c)| !is_blank(*c)).map(|(at, _)| RawOffset(at));
    let cell = |at: RawOffset| {
        let rect = on_image(layout.rect_of(RawRange::new(at, RawOffset(at.0 + 1)))?, per);
        Some(Rect::from_x_y_ranges(round.x_range(), rect.y_range()))
    };
    let cells: Vec<Rect> = places.filter_map(cell).collect();
    if cells.len() > 1 { cells } else { vec![round] }
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

#[cfg(test)]
mod tests {
    use eframe::egui::{Rect, pos2};

    use super::StripImage;

    #[test]
    fn characters_of_a_column_stand_side_by_side_where_they_are_found_again() {
        let cell = |number: f32| Rect::from_min_max(pos2(100.0, 20.0 * number), pos2(120.0, 20.0 * number + 20.0));
        let image = StripImage::of((0..3).map(|number| cell(number as f32)).collect(), 40.0);
        assert_eq!((image.scale, image.width), (2.0, 120.0));
        let place = |rect: Rect| image.place(rect).expect("a place").rect;
        assert_eq!(place(cell(2.0)), Rect::from_min_max(pos2(80.0, 0.0), pos2(120.0, 40.0)));
        // A mark is small, in the corner of its cell.
        let mark = Rect::from_min_max(pos2(112.0, 22.0), pos2(118.0, 28.0));
        assert_eq!(place(mark), Rect::from_min_max(pos2(64.0, 4.0), pos2(76.0, 16.0)));
        assert!(StripImage::of(Vec::new(), 40.0).place(mark).is_none());
    }
}
