//! What must be seen: why something failed or cannot be done, in a bar of its own over the bar below, until it is over or dismissed.

use eframe::egui::{self, Align, Frame, Label, Layout, Margin, Panel, RichText, Stroke, Ui, WidgetInfo, accesskit::Role};

use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::icons;
use crate::desktop::message::Tone;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;

/// The most rows of text that are shown; the rest is in the tooltip.
const ROWS: usize = 3;

/// Draws the bar, if there is something to be seen.
pub fn ui(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    let Some(message) = view.message.filter(|message| message.tone != Tone::Note).or(view.warning) else { return };
    let frame = Frame::NONE.fill(view.theme.error_ground).inner_margin(Margin {
        left: space::L as i8,
        right: space::S as i8,
        top: space::S as i8,
        bottom: space::S as i8,
    });
    let panel = Panel::bottom("notice").resizable(false).frame(frame).show_separator_line(false);
    let shown = panel.show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = egui::Button::new(icons::icon("x").color(view.theme.ink_2)).frame_when_inactive(false);
            let words = view.text("notice-dismiss");
            let response = ui.add(close).on_hover_text(&words);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
            if response.clicked() {
                commands.push(ShellCommand::DismissMessage);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mark = RichText::new(icons::character("triangle-alert")).font(theme::icons(size::ICON)).color(view.theme.error);
                ui.add(Label::new(mark).selectable(false));
                ui.add_space(space::XS);
                let mut job = egui::text::LayoutJob::simple(message.text.clone(), theme::text(size::BODY), view.theme.ink, f32::INFINITY);
                job.wrap.max_rows = ROWS;
                ui.add(Label::new(job).wrap()).on_hover_text(&message.text);
            });
        });
    });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, view.theme.error));
}
