//! The rail at the left edge of narrow windows: switches for the columns, which give way there.

use eframe::egui::{Align, Button, Color32, Layout, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::desktop::command::{Action, Command, Commands};
use crate::desktop::icons;
use crate::desktop::theme::{size, space};
use crate::desktop::view::{Pane, View};

/// Draws the rail.
pub fn ui(ui: &mut Ui, view: &View<'_>, shows_queue: bool, commands: &mut Commands) {
    let shows = |pane| view.arrangement.shows(pane);
    let switches = [
        (Action::ShowOutline, shows(Pane::Outline) && !shows_queue),
        (Action::ShowQueue, shows(Pane::Outline) && shows_queue),
        (Action::ShowRaw, shows(Pane::Raw)),
        (Action::ShowPageImage, shows(Pane::Facsimile)),
        (Action::ShowInspector, shows(Pane::Inspector)),
        (Action::Find, view.found.is_some()),
        (Action::DraftAlone, false),
    ];
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space(space::S);
        ui.spacing_mut().item_spacing.y = space::XS;
        for (action, on) in switches {
            switch(ui, view, action, on, commands);
        }
    });
}

fn switch(ui: &mut Ui, view: &View<'_>, action: Action, on: bool, commands: &mut Commands) {
    let (fill, color) = if on { (view.theme.chip, view.theme.ink) } else { (Color32::TRANSPARENT, view.theme.ink_3) };
    let button = Button::new(icons::icon(action.icon()).color(color)).fill(fill).min_size(vec2(size::FIELD_HEIGHT, size::FIELD_HEIGHT));
    let response = ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = 0.0;
        ui.add(button)
    });
    let response = response.inner.on_hover_text(view.tooltip(action));
    let name = view.text(action.key());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &name));
    if response.clicked() {
        commands.push(Command::Do(action));
    }
}
