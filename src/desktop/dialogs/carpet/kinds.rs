//! The characters, those with the most odd images first.

use eframe::egui::{self, Align2, Ui, pos2};

use super::CarpetDialog;
use crate::carpet::Carpet;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;

/// The height of a row, in points.
const ROW: f32 = 34.0;

impl CarpetDialog {
    /// Draws the list; a click shows the images of a character.
    pub(super) fn kinds(&mut self, ui: &mut Ui, view: &View<'_>, carpet: &Carpet, height: f32) {
        let shown = self.shown(carpet);
        let position = carpet.kinds.iter().position(|kind| Some(kind.character) == shown);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut list = egui::ScrollArea::vertical().id_salt("carpet-kinds").max_height(height).auto_shrink(false);
        // One that was gone to by keyboard is brought into view.
        if let Some(position) = position.filter(|_| std::mem::take(&mut self.stepped)) {
            list = list.vertical_scroll_offset((position as f32 * ROW - (height - ROW) / 2.0).max(0.0));
        }
        list.show_rows(ui, ROW, carpet.kinds.len(), |ui, rows| {
            for kind in carpet.kinds.get(rows).unwrap_or_default() {
                let name = view.locale.with(
                    "carpet-kind",
                    &[("character", kind.character.to_string().into()), ("images", kind.images.len().into()), ("odd", kind.odd().into())],
                );
                let response = widgets::row(ui, view.theme, ROW, shown == Some(kind.character), &name);
                let rect = response.rect;
                let painter = ui.painter();
                let at = |x: f32| pos2(rect.left() + x, rect.center().y);
                let large = theme::chinese(size::HEADING + 4.0);
                painter.text(at(space::M), Align2::LEFT_CENTER, kind.character, large, view.theme.ink);
                let count = kind.images.len().to_string();
                painter.text(at(44.0), Align2::LEFT_CENTER, count, theme::text(size::SMALL), view.theme.ink_2);
                if kind.odd() > 0 {
                    let odd = view.locale.with("carpet-odd", &[("odd", kind.odd().into())]);
                    let end = pos2(rect.right() - space::M, rect.center().y);
                    painter.text(end, Align2::RIGHT_CENTER, odd, theme::text(size::SMALL), view.theme.amber_text);
                }
                if response.clicked() {
                    self.show(kind.character);
                }
            }
        });
    }
}
