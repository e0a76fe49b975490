//! What a witness reads in the line whose image the strip shows: each character under its image, those marked that the raw line has not.

use eframe::egui::{Align2, Painter, Pos2, pos2};

use crate::desktop::facsimile::{Placement, Spot, on_image};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::page::WitnessLine;
use crate::reader::unlike;

/// What is read in a spot's line, if a witness has read it. Lines that run down the page have no room for it.
pub(super) fn reading_of<'a>(view: &View<'a>, spot: &Spot) -> Option<&'a WitnessLine> {
    let witnesses = view.document?.edition().witnesses(spot.page);
    let lines = witnesses.iter().flat_map(|witness| &witness.lines);
    let mut read = lines.filter(|line| line.raw == Some(spot.line) && !line.characters.is_empty());
    read.next().filter(|line| !line.is_upright())
}

/// How high the row of a reading is, in points.
pub(super) fn height() -> f32 {
    size::BODY + space::XS
}

/// Draws a reading under its image. `per` is how many pixels of the image one of the layout is, `top` where the row begins.
pub(super) fn paint(painter: &Painter, view: &View<'_>, (line, raw): (&WitnessLine, &str), (placement, per): (&Placement, f32), top: f32) {
    let other = unlike(raw, line);
    for (index, one) in line.characters.iter().enumerate() {
        let Some(rect) = line.rect_of(index) else { continue };
        let at: Pos2 = pos2(placement.rect_on_screen(on_image(rect, per)).center().x, top);
        let color = if other.contains(&index) { view.theme.accent } else { view.theme.ink_2 };
        painter.text(at, Align2::CENTER_TOP, one.text, theme::chinese(size::BODY), color);
    }
}
