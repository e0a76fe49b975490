//! A question with several answers, as dialogs about files ask them.

use eframe::egui::{self, Align, Layout, RichText, Ui};

use crate::desktop::command::{Command, Commands};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;

/// A paragraph of a dialog.
pub fn paragraph(ui: &mut Ui, view: &View<'_>, text: String) {
    ui.add(egui::Label::new(RichText::new(text).font(theme::text(size::BODY)).color(view.theme.ink_2)).wrap());
    ui.add_space(space::S);
}

/// A list of lines, each with a word on its right.
pub fn list(ui: &mut Ui, view: &View<'_>, lines: &[(String, String)]) {
    egui::ScrollArea::vertical().max_height(180.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for (line, note) in lines {
            row(ui, |ui| {
                ui.add(egui::Label::new(RichText::new(note).font(theme::text(size::SMALL)).color(view.theme.ink_3)).selectable(false));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(RichText::new(line).font(theme::chinese(size::BODY)).color(view.theme.ink)).truncate());
                });
            });
        }
    });
    ui.add_space(space::S);
}

/// A row of a list, filled from the right. A layout alone would take all the height that the list may have.
pub fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), add);
}

/// The answers: first the one that Enter stands for, then the others; the last may stand apart, on the left.
pub fn answers(
    ui: &mut Ui,
    view: &View<'_>,
    first: bool,
    near: Vec<(&str, Command)>,
    apart: Option<(&str, Command)>,
    commands: &mut Commands,
) {
    ui.add_space(space::M);
    widgets::button_row(ui, |ui| {
        for (index, (key, command)) in near.into_iter().enumerate() {
            let button = widgets::button(ui, view, &view.text(key), index == 0);
            if first && index == 0 {
                button.request_focus();
            }
            if button.clicked() {
                commands.push(command);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some((key, command)) = apart
                && widgets::button(ui, view, &view.text(key), false).clicked()
            {
                commands.push(command);
            }
        });
    });
}

/// How long ago a time was, given in seconds since 1970, in words.
pub fn ago(view: &View<'_>, time: impl TryInto<i64>) -> String {
    let time = time.try_into().unwrap_or(i64::MAX);
    let seconds = crate::store::backup::age(time, std::time::SystemTime::now()).as_secs();
    let (key, count) = match seconds {
        0..60 => ("ago-seconds", seconds),
        60..3600 => ("ago-minutes", seconds / 60),
        3600..86_400 => ("ago-hours", seconds / 3600),
        _ => ("ago-days", seconds / 86_400),
    };
    view.locale.with(key, &[("count", count.into())])
}
