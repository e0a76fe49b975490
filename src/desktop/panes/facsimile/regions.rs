//! Regions of the image that were marked to be read: marking them, and how they look.

use eframe::egui::{CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind};

use super::outlines::on_layout;
use super::picking::badge;
use crate::desktop::command::EditionCommand;
use crate::desktop::facsimile::{Placement, on_image};
use crate::desktop::view::View;
use crate::page::{PageIndex, PixelPoint, PixelRect};

/// Marks a rectangle of the image, as far as it lies on it.
pub(super) fn drawn(view: &View<'_>, page: PageIndex, band: Rect, per: f32) -> Option<EditionCommand> {
    let rect = super::on_page(band, view.images.picture(page)?, per);
    (!rect.is_empty()).then_some(EditionCommand::MarkRegion(page, rect))
}

/// The point of a page's layout under a point of the screen, if a marked region lies there.
pub(super) fn marked_at(view: &View<'_>, page: PageIndex, (placement, per): (&Placement, f32), at: Pos2) -> Option<PixelPoint> {
    let point = on_layout(placement, per, at)?;
    marked(view, page).iter().any(|rect| rect.contains(point)).then_some(point)
}

/// Draws the marked regions of a page, each with its number.
pub(super) fn paint(view: &View<'_>, painter: &Painter, page: PageIndex, (placement, per): (&Placement, f32)) {
    for (rect, number) in marked(view, page).iter().zip(1..) {
        let rect = placement.rect_on_screen(on_image(*rect, per));
        let (fill, stroke) = (view.theme.accent.gamma_multiply(0.06), Stroke::new(2.0, view.theme.accent));
        painter.rect(rect, CornerRadius::same(2), fill, stroke, StrokeKind::Inside);
        badge(view, painter, Rect::from_pos(rect.left_top()), number);
    }
}

fn marked<'a>(view: &View<'a>, page: PageIndex) -> &'a [PixelRect] {
    view.document.map(|document| document.regions.of(page)).unwrap_or_default()
}
