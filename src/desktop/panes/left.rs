//! The head of the left column, which shows the outline or the queue.

use eframe::egui::{self, Frame, Margin, Ui};

use crate::desktop::command::{Action, Command, Commands};
use crate::desktop::open::queries::QueriesKnown;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;

/// The titles of the left column's two lists; a click shows the other.
pub fn title(ui: &mut Ui, view: &View<'_>, queue: bool, commands: &mut Commands) {
    let known = view.document.filter(|document| document.queries_known() == QueriesKnown::Checked);
    let count = known.map(|document| format!(" {}", document.queries().len())).unwrap_or_default();
    let names = [(view.text("pane-outline"), !queue), (format!("{}{count}", view.text("pane-queue")), queue)];
    Frame::NONE.inner_margin(Margin { left: space::L as i8, right: space::L as i8, top: space::S as i8, bottom: space::XS as i8 }).show(
        ui,
        |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::L;
                ui.spacing_mut().button_padding.x = 0.0;
                for (name, is_shown) in names {
                    let color = if is_shown { view.theme.ink } else { view.theme.ink_3 };
                    let text = egui::RichText::new(&name).font(theme::strong(size::SMALL)).color(color);
                    let response =
                        ui.add(egui::Button::new(text).frame_when_inactive(false)).on_hover_text(view.tooltip(Action::ShowQueue));
                    response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, is_shown, &name));
                    if response.clicked() && !is_shown {
                        commands.push(Command::Do(Action::ShowQueue));
                    }
                }
            });
        },
    );
}
