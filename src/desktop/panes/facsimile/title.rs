//! The title of the facsimile pane with its buttons, and what stands in place of an image.

use eframe::egui::{self, Align, Label, Layout, RichText, Stroke, Ui};

use super::{FacsimilePane, Fit};
use crate::desktop::command::{Action, Command};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::{icons, widgets};

impl FacsimilePane {
    /// Draws the title and the buttons.
    pub fn title(&mut self, ui: &mut Ui, view: &View<'_>, commands: &mut Vec<Command>) {
        let margin = egui::Margin { left: space::L as i8, right: space::S as i8, top: space::XS as i8, bottom: space::XS as i8 };
        egui::Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.horizontal(|ui| {
                let text = RichText::new(view.text("pane-facsimile")).font(theme::strong(size::SMALL)).color(view.theme.ink_3);
                ui.add(Label::new(text).selectable(false));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let switches = [(Action::Invert, view.settings.inverted), (Action::Contrast, view.settings.contrast)];
                    for (action, on) in switches {
                        button(ui, view, action, on, commands);
                    }
                    button(ui, view, Action::TurnImage, false, commands);
                    button(ui, view, Action::PickTool, self.picking.is_on, commands);
                    for action in [Action::ImageLarger, Action::ImageSmaller] {
                        button(ui, view, action, false, commands);
                    }
                    let fits = [(Action::FitPage, Fit::Page), (Action::FitWidth, Fit::Width), (Action::FitColumn, Fit::Column)];
                    for (action, fit) in fits {
                        button(ui, view, action, self.is_shown && self.fit == fit, commands);
                    }
                });
            });
        });
    }
}

/// A button of the title; `on` for what is switched on.
fn button(ui: &mut Ui, view: &View<'_>, action: Action, on: bool, commands: &mut Vec<Command>) {
    let response = widgets::icon_button(ui, view, action, commands);
    if on {
        let y = response.rect.bottom() - 4.0;
        ui.painter().hline(response.rect.shrink(8.0).x_range(), y, Stroke::new(2.0, view.theme.ink_2));
    }
}

/// What stands there in place of an image, and what to do.
pub(super) fn empty(ui: &mut Ui, view: &View<'_>, title: &str, text: &str, commands: &mut Vec<Command>) {
    egui::Frame::NONE.inner_margin(egui::Margin::same(space::XL as i8)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(space::XXL);
            ui.add(
                Label::new(RichText::new(icons::character("image")).font(theme::icons(size::HEADLINE)).color(view.theme.ink_3))
                    .selectable(false),
            );
            ui.add(Label::new(RichText::new(title).font(theme::strong(size::TITLE)).color(view.theme.ink)).selectable(false));
            ui.add(Label::new(RichText::new(text).font(theme::chinese(size::BODY)).color(view.theme.ink_2)).wrap().selectable(false));
            ui.add_space(space::S);
            if widgets::button(ui, view, &view.text(Action::ChooseImage.key()), true).clicked() {
                commands.push(Command::Do(Action::ChooseImage));
            }
        });
    });
}
