//! All shortcuts on one page.

use eframe::egui::{self, Grid, Id, Label, RichText, Ui, WidgetInfo, accesskit::Role};

use super::key_scroll::KeyScroll;
use super::title;
use crate::desktop::command::{Action, Commands, Menu, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;

/// How high the page may be, as a part of the window.
const HIGHEST: f32 = 0.7;

/// The least height of a row, in points.
const ROW: f32 = 20.0;

/// How far the page is scrolled. It goes with the dialog.
#[derive(Default)]
pub struct ShortcutsDialog {
    scroll: KeyScroll,
}

impl ShortcutsDialog {
    /// Draws the page. The arrows and the keys that turn pages scroll it.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
        ui.set_width(size::DIALOG * 1.7);
        title(ui, view, "shortcuts-title");
        let (id, height) = (Id::unique("shortcuts-page"), ui.ctx().content_rect().height() * HIGHEST);
        let has_keyboard = ui.memory(|memory| memory.has_focus(id));
        let moved = self.scroll.scrolled(ui, has_keyboard, height);
        let area = egui::ScrollArea::vertical().max_height(height).vertical_scroll_offset(moved);
        let shown = area.show(ui, |ui| {
            let widest = widest(ui, view);
            ui.columns(2, |columns| {
                for (index, menus) in [&Menu::ALL[..3], &Menu::ALL[3..]].into_iter().enumerate() {
                    let Some(ui) = columns.get_mut(index) else { continue };
                    for menu in menus {
                        group(ui, view, *menu, widest);
                    }
                }
            });
            ui.add(Label::new(RichText::new(view.text("shortcuts-typing")).color(view.theme.ink_2)).wrap());
        });
        self.scroll.keep(&shown);
        let sheet = KeyScroll::sheet(ui, shown.inner_rect, id, first);
        let name = view.text("shortcuts-title");
        sheet.widget_info(|| WidgetInfo::labeled(Role::Document, true, &name));
        ui.add_space(space::M);
        if widgets::button(ui, view, &view.text("dialog-close"), true).clicked() {
            commands.push(ShellCommand::CloseDialog);
        }
    }
}

/// The actions of a menu that have a shortcut, with it.
fn with_shortcut(view: &View<'_>, menu: Menu) -> impl Iterator<Item = (Action, String)> {
    let actions = Action::ALL.iter().copied().filter(move |action| action.menu() == menu);
    actions.map(|action| (action, view.keymap.label(action))).filter(|(_, shortcut)| !shortcut.is_empty())
}

/// The width of the longest shortcut, in points: all names begin at one edge.
fn widest(ui: &Ui, view: &View<'_>) -> f32 {
    let shortcuts = Menu::ALL.iter().flat_map(|menu| with_shortcut(view, *menu));
    let width = |text: String| ui.ctx().fonts_mut(|fonts| fonts.layout_no_wrap(text, theme::text(size::SMALL), view.theme.ink).size().x);
    shortcuts.map(|(_, shortcut)| width(shortcut)).fold(0.0, f32::max)
}

fn group(ui: &mut Ui, view: &View<'_>, menu: Menu, widest: f32) {
    let name = RichText::new(view.text(menu.key())).font(theme::strong(size::BODY)).color(view.theme.ink);
    ui.add(Label::new(name).selectable(false));
    Grid::new(menu.key()).num_columns(2).min_col_width(widest).min_row_height(ROW).spacing([space::L, space::XS]).show(ui, |ui| {
        for (action, shortcut) in with_shortcut(view, menu) {
            let text = |text: String, color| RichText::new(text).font(theme::text(size::SMALL)).color(color);
            ui.add(Label::new(text(shortcut, view.theme.ink_2)).selectable(false));
            ui.add(Label::new(text(view.text(action.key()), view.theme.ink)).selectable(false));
            ui.end_row();
        }
    });
    ui.add_space(space::M);
}
