//! The palette: any command, found by its name.

use eframe::egui::{self, Align2, Response, Ui, vec2};

use super::type_ahead::{ListNames, ROW, TypeAhead};

use crate::desktop::command::{Action, Command, Commands, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::{icons, widgets};
use crate::language::pinyin::is_meant;

/// The palette's state.
#[derive(Default)]
pub struct Palette {
    list: TypeAhead,
}

impl Palette {
    /// Draws the palette. Enter does the chosen command.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
        let names = ListNames { hint: "palette-hint", nothing: "palette-nothing", page: 8, row: ROW };
        let row = |ui: &mut Ui, action: &Action, chosen| row(ui, view, *action, chosen);
        if let Some(action) = self.list.ui(ui, view, (&names, first), |text| find(view, text), row) {
            commands.push(ShellCommand::CloseDialog);
            commands.push(Command::Do(action));
        }
    }
}

fn row(ui: &mut Ui, view: &View<'_>, action: Action, chosen: bool) -> Response {
    let name = view.text(action.key());
    let response = widgets::row(ui, view.theme, ROW, chosen, &name);
    let (rect, painter) = (response.rect, ui.painter());
    let at = rect.left_center() + vec2(space::S, 0.0);
    painter.text(at, Align2::LEFT_CENTER, icons::character(action.icon()), theme::icons(size::ICON), view.theme.ink_3);
    let at = rect.left_center() + vec2(space::XXL, 0.0);
    let drawn = painter.text(at, Align2::LEFT_CENTER, &name, theme::text(size::BODY), view.theme.ink);
    let menu = view.text(action.menu().key());
    painter.text(
        egui::pos2(drawn.right() + space::M, rect.center().y),
        Align2::LEFT_CENTER,
        menu,
        theme::text(size::SMALL),
        view.theme.ink_3,
    );
    let at = rect.right_center() - vec2(space::S, 0.0);
    painter.text(at, Align2::RIGHT_CENTER, view.keymap.label(action), theme::text(size::SMALL), view.theme.ink_3);
    response
}

/// The commands that can be done now and whose names are meant by all the words typed: the one called so first, then
/// those that begin so.
fn find(view: &View<'_>, text: &str) -> Vec<Action> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let usable = |action: &Action| !action.needs_edition() || view.document.is_some();
    let mut found: Vec<((bool, bool), Action)> = Action::ALL
        .iter()
        .filter(|action| usable(action) && **action != Action::Palette)
        .filter_map(|action| {
            let name = view.text(action.key()).to_lowercase();
            words.iter().all(|word| is_meant(&name, word)).then(|| ((name != text, !name.starts_with(&text)), *action))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, action)| action).collect()
}
