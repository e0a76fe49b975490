//! The start screen: what can be opened.

use std::path::Path;

use eframe::egui::{self, Align, Align2, Frame, Layout, Margin, Rect, RichText, Stroke, Ui, UiBuilder, vec2};

use crate::desktop::command::{Action, Command, Commands, ShellCommand};
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::{icons, widgets};

/// The width of the column in the middle, in points.
const WIDTH: f32 = 520.0;
const ROW: f32 = 38.0;

/// Draws the start screen.
pub fn ui(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    let whole = ui.available_rect_before_wrap();
    let top = whole.top() + (whole.height() * 0.16).max(space::XL);
    let column = Rect::from_min_size(egui::pos2(whole.center().x - WIDTH / 2.0, top), vec2(WIDTH, whole.bottom() - top));
    let mut child = ui.new_child(UiBuilder::new().max_rect(column).layout(Layout::top_down(Align::Min)));
    let ui = &mut child;
    ui.add(egui::Label::new(RichText::new("Stet").font(theme::wordmark(size::WORDMARK_LARGE)).color(view.theme.accent)).selectable(false));
    ui.add(
        egui::Label::new(RichText::new(view.text("start-motto")).font(theme::text(size::TITLE)).color(view.theme.ink_2)).selectable(false),
    );
    ui.add_space(space::XL);
    unreadable(ui, view, commands);
    ui.spacing_mut().item_spacing.y = 0.0;
    for action in [Action::OpenFiles, Action::OpenFolder, Action::ShowCollection, Action::OpenSample] {
        if action_row(ui, view, action) {
            commands.push(Command::Do(action));
        }
    }
    ui.add_space(space::XL);
    widgets::label(ui, view, "start-recent");
    ui.add_space(space::XS);
    if view.settings.recent.is_empty() {
        ui.add(egui::Label::new(RichText::new(view.text("start-none")).color(view.theme.ink_3)).selectable(false));
    }
    egui::ScrollArea::vertical().max_height((ui.available_height() - 3.0 * ROW).max(ROW)).show(ui, |ui| {
        for path in &view.settings.recent {
            if recent_row(ui, view, path) {
                commands.push(ShellCommand::Open(vec![path.clone()]));
            }
        }
    });
    ui.add_space(space::L);
    widgets::label(ui, view, "start-drop");
}

/// Tells of journals of earlier sessions that cannot be read: they were damaged, or a newer Stet has written them.
fn unreadable(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    let Some(first) = view.unreadable.first() else { return };
    let frame = Frame::NONE
        .fill(view.theme.error_ground)
        .stroke(Stroke::new(1.0, view.theme.error))
        .corner_radius(radius::CARD)
        .inner_margin(Margin::same(space::M as i8));
    frame.show(ui, |ui| {
        ui.take_available_width();
        let folder = first.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let args = [("count", view.unreadable.len().into()), ("path", folder.into())];
        let text = RichText::new(view.locale.with("start-unreadable", &args)).font(theme::text(size::BODY)).color(view.theme.ink);
        ui.add(egui::Label::new(text).wrap());
        ui.add_space(space::S);
        if widgets::button(ui, view, &view.text("start-unreadable-known"), false).clicked() {
            commands.push(ShellCommand::DismissJournals);
        }
    });
    ui.add_space(space::L);
}

fn action_row(ui: &mut Ui, view: &View<'_>, action: Action) -> bool {
    let name = view.text(action.key());
    let response = widgets::row(ui, view.theme, ROW, false, &name);
    let rect = response.rect;
    let icon = rect.left_center() + vec2(space::S, 0.0);
    ui.painter().text(icon, Align2::LEFT_CENTER, icons::character(action.icon()), theme::icons(size::ICON + 2.0), view.theme.ink_2);
    ui.painter().text(
        rect.left_center() + vec2(space::XXL + space::XS, 0.0),
        Align2::LEFT_CENTER,
        &name,
        theme::text(size::TITLE),
        view.theme.ink,
    );
    let key = rect.right_center() - vec2(space::S, 0.0);
    ui.painter().text(key, Align2::RIGHT_CENTER, view.keymap.label(action), theme::text(size::SMALL), view.theme.ink_3);
    response.clicked()
}

fn recent_row(ui: &mut Ui, view: &View<'_>, path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let response = widgets::row(ui, view.theme, ROW, false, &name);
    let rect = response.rect;
    let at = rect.left_center() + vec2(space::S, 0.0);
    let wide = widgets::one_line(ui, at, Align2::LEFT_CENTER, &name, theme::chinese(size::TITLE), view.theme.ink, WIDTH * 0.6);
    let room = rect.width() - wide - 2.0 * space::L - space::S;
    let end = rect.right_center() - vec2(space::S, 0.0);
    widgets::one_line(ui, end, Align2::RIGHT_CENTER, &folder, theme::chinese(size::SMALL), view.theme.ink_3, room);
    response.on_hover_text(path.display().to_string()).clicked()
}
