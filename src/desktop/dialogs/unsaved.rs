//! The question before unsaved work is closed.

use eframe::egui::{self, Align, Layout, RichText, Ui};

use super::title;
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::open::document::Document;
use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::desktop::widgets;

/// Draws the question. Enter saves.
pub fn ui(ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
    title(ui, view, "unsaved-title");
    let name = view.document.map(Document::name).unwrap_or_default();
    let text = view.locale.with("unsaved-text", &[("name", name.into())]);
    ui.add(
        egui::Label::new(RichText::new(text).font(crate::desktop::theme::text(crate::desktop::theme::size::BODY)).color(view.theme.ink_2))
            .wrap(),
    );
    ui.add_space(space::L);
    widgets::button_row(ui, |ui| {
        let save = widgets::button(ui, view, &view.text("unsaved-save"), true);
        if first {
            save.request_focus();
        }
        if save.clicked() {
            commands.push(EditionCommand::Save);
        }
        if widgets::button(ui, view, &view.text("dialog-cancel"), false).clicked() {
            commands.push(ShellCommand::CloseDialog);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if widgets::button(ui, view, &view.text("unsaved-discard"), false).clicked() {
                commands.push(EditionCommand::Discard);
            }
        });
    });
}
