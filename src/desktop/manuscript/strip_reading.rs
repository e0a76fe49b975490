//! What a witness reads in the line whose image the strip shows: each character under its image, those marked that the raw line has not.

use eframe::egui::{Align2, Painter, pos2};

use crate::desktop::facsimile::Spot;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::page::{PixelRect, WitnessLine};
use crate::reader::unlike;

/// What is read in a spot's line, if a witness has read it.
pub(super) fn reading_of<'a>(view: &View<'a>, spot: &Spot) -> Option<&'a WitnessLine> {
    let witnesses = view.document?.edition().witnesses(spot.page);
    let mut lines = witnesses.iter().flat_map(|witness| &witness.lines);
    lines.find(|line| line.raw == Some(spot.line) && !line.characters.is_empty())
}

/// How high the row of a reading is, in points.
pub(super) fn height() -> f32 {
    size::BODY + space::XS
}

/// Draws a reading under its image. `across` says where the middle of a rectangle of the page's layout is across the screen, `top` where
/// the row begins.
pub(super) fn paint(
    painter: &Painter,
    view: &View<'_>,
    (line, raw): (&WitnessLine, &str),
    across: impl Fn(PixelRect) -> Option<f32>,
    top: f32,
) {
    let other = unlike(raw, line);
    for (index, one) in line.characters.iter().enumerate() {
        let Some(x) = line.rect_of(index).and_then(&across) else { continue };
        let color = if other.contains(&index) { view.theme.accent } else { view.theme.ink_2 };
        painter.text(pos2(x, top), Align2::CENTER_TOP, one.text, theme::chinese(size::BODY), color);
    }
}
