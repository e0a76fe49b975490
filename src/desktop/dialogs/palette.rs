//! The palette: any command, found by its name.

use eframe::egui::{self, Align2, Id, Key, Modifiers, Ui, vec2};

use crate::desktop::command::{Action, Command, Commands, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::{icons, widgets};
use crate::language::pinyin::is_meant;

/// The height of a row, in points.
pub(super) const ROW: f32 = 32.0;
/// How many rows are shown at once.
pub(super) const ROWS: f32 = 11.0;

/// The palette's state.
#[derive(Default)]
pub struct Palette {
    text: String,
    chosen: usize,
}

impl Palette {
    /// Draws the palette. Enter does the chosen command.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let step = i64::from(pressed(Key::ArrowDown)) - i64::from(pressed(Key::ArrowUp))
            + 8 * (i64::from(pressed(Key::PageDown)) - i64::from(pressed(Key::PageUp)));
        let entered = pressed(Key::Enter);
        let hint = view.text("palette-hint");
        let response = widgets::field(ui, view, Id::unique("palette-field"), &hint, &mut self.text, &hint);
        if first {
            response.request_focus();
        }
        if response.changed() {
            self.chosen = 0;
        }
        let found = find(view, &self.text);
        self.chosen = (self.chosen as i64 + step).clamp(0, found.len().saturating_sub(1) as i64) as usize;
        ui.add_space(space::S);
        ui.spacing_mut().item_spacing.y = 0.0;
        if found.is_empty() {
            widgets::label(ui, view, "palette-nothing");
        }
        let mut run = found.get(self.chosen).copied().filter(|_| entered);
        egui::ScrollArea::vertical().max_height(ROW * ROWS).auto_shrink([false, true]).show(ui, |ui| {
            for (index, action) in found.iter().enumerate() {
                let clicked = row(ui, view, *action, index == self.chosen, step != 0);
                run = run.or(clicked.then_some(*action));
            }
        });
        if let Some(action) = run {
            commands.push(ShellCommand::CloseDialog);
            commands.push(Command::Do(action));
        }
    }
}

fn row(ui: &mut Ui, view: &View<'_>, action: Action, chosen: bool, moved: bool) -> bool {
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
    if chosen && moved {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// The commands that can be done now and whose names are meant by all the words typed: the one called so first, then
/// those that begin so.
fn find(view: &View<'_>, text: &str) -> Vec<Action> {
    let text = text.trim().to_lowercase();
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
