//! All shortcuts on one page.

use eframe::egui::{self, Grid, Label, RichText, Ui};

use super::title;
use crate::desktop::command::{Action, Commands, Menu, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;

/// Draws the page.
pub fn ui(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    ui.set_width(size::DIALOG * 1.7);
    title(ui, view, "shortcuts-title");
    egui::ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.7).show(ui, |ui| {
        ui.columns(2, |columns| {
            for (index, menus) in [&Menu::ALL[..3], &Menu::ALL[3..]].into_iter().enumerate() {
                let Some(ui) = columns.get_mut(index) else { continue };
                for menu in menus {
                    group(ui, view, *menu);
                }
            }
        });
        ui.add(Label::new(RichText::new(view.text("shortcuts-typing")).color(view.theme.ink_2)).wrap());
    });
    ui.add_space(space::M);
    if widgets::button(ui, view, &view.text("dialog-close"), true).clicked() {
        commands.push(ShellCommand::CloseDialog);
    }
}

fn group(ui: &mut Ui, view: &View<'_>, menu: Menu) {
    let name = RichText::new(view.text(menu.key())).font(theme::strong(size::BODY)).color(view.theme.ink);
    ui.add(Label::new(name).selectable(false));
    Grid::new(menu.key()).num_columns(2).spacing([space::L, space::XS]).show(ui, |ui| {
        for action in Action::ALL.iter().copied().filter(|action| action.menu() == menu) {
            let shortcut = view.keymap.label(action);
            if shortcut.is_empty() {
                continue;
            }
            let text = |text: String, color| RichText::new(text).font(theme::text(size::SMALL)).color(color);
            ui.add(Label::new(text(shortcut, view.theme.ink_2)).selectable(false));
            ui.add(Label::new(text(view.text(action.key()), view.theme.ink)).selectable(false));
            ui.end_row();
        }
    });
    ui.add_space(space::M);
}
