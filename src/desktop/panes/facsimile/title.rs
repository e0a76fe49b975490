//! The title of the facsimile pane with its buttons, and what stands in place of an image.

use eframe::egui::{self, Align, Label, Layout, RichText, Stroke, Ui};

use super::{FacsimilePane, Fit, Tool};
use crate::desktop::command::{Action, Command, Commands};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::{icons, widgets};

/// How wide a button of the title is, in points.
const BUTTON: f32 = 40.0;
/// The buttons from the right, each with the number of those that need the room more. All are in the menu as well.
const BUTTONS: [(Action, usize); 10] = [
    (Action::Invert, 7),
    (Action::Contrast, 3),
    (Action::TurnImage, 5),
    (Action::MarkTool, 2),
    (Action::PickTool, 1),
    (Action::ImageLarger, 8),
    (Action::ImageSmaller, 9),
    (Action::FitPage, 4),
    (Action::FitWidth, 6),
    (Action::FitColumn, 0),
];

impl FacsimilePane {
    /// Draws the title and the buttons that there is room for.
    pub fn title(&mut self, ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
        let margin = egui::Margin { left: space::L as i8, right: space::S as i8, top: space::XS as i8, bottom: space::XS as i8 };
        egui::Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.horizontal(|ui| {
                let text = RichText::new(view.text("pane-facsimile")).font(theme::strong(size::SMALL)).color(view.theme.ink_3);
                ui.add(Label::new(text).selectable(false));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let room = (ui.available_width() / BUTTON) as usize;
                    for (action, _) in BUTTONS.into_iter().filter(|(_, before)| *before < room) {
                        button(ui, view, action, self.is_on(view, action), commands);
                    }
                });
            });
        });
    }

    /// Whether what an action does is how the image is shown.
    fn is_on(&self, view: &View<'_>, action: Action) -> bool {
        match action {
            Action::Invert => view.settings.inverted,
            Action::Contrast => view.settings.contrast,
            Action::PickTool => self.picking.tool == Tool::Lines,
            Action::MarkTool => self.picking.tool == Tool::Regions,
            Action::FitColumn => self.is_shown && self.fit == Fit::Column,
            Action::FitWidth => self.is_shown && self.fit == Fit::Width,
            Action::FitPage => self.is_shown && self.fit == Fit::Page,
            _ => false,
        }
    }
}

/// A button of the title; `on` for what is switched on.
fn button(ui: &mut Ui, view: &View<'_>, action: Action, on: bool, commands: &mut Commands) {
    let response = widgets::icon_button(ui, view, action, commands);
    if on {
        let y = response.rect.bottom() - 4.0;
        ui.painter().hline(response.rect.shrink(8.0).x_range(), y, Stroke::new(2.0, view.theme.ink_2));
    }
}

/// What stands there in place of an image, and what to do about it.
pub(super) fn empty(ui: &mut Ui, view: &View<'_>, (title, text): (&str, &str), way_out: Action, commands: &mut Commands) {
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
            if widgets::button(ui, view, &view.text(way_out.key()), true).clicked() {
                commands.push(Command::Do(way_out));
            }
        });
    });
}
