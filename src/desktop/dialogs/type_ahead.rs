//! A field with a list below it that has what is meant by the text typed.

use eframe::egui::{self, Id, Key, Modifiers, Response, Ui};

use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::desktop::widgets;

/// The height of a row, in points.
pub(super) const ROW: f32 = 32.0;
/// How many rows are shown at once.
const ROWS: f32 = 11.0;

/// The state of the field and of its list.
#[derive(Default)]
pub(super) struct TypeAhead {
    text: String,
    chosen: usize,
}

/// What a list is called.
pub(super) struct ListNames {
    /// The key of what may be typed. It tells the field from others, too.
    pub(super) hint: &'static str,
    /// The key of the words for an empty list.
    pub(super) nothing: &'static str,
    /// How far the keys go that turn pages; they do nothing where that is 0.
    pub(super) page: i64,
}

impl TypeAhead {
    /// Draws the field, and the list of what `find` finds by the text, each thing by `row`, which hears whether it is chosen. Gives back
    /// what was taken, by Enter or a click.
    pub(super) fn ui<T>(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        (names, first): (&ListNames, bool),
        find: impl FnOnce(&str) -> Vec<T>,
        mut row: impl FnMut(&mut Ui, &T, bool) -> Response,
    ) -> Option<T> {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let between = |next, before| i64::from(pressed(next)) - i64::from(pressed(before));
        let mut step = between(Key::ArrowDown, Key::ArrowUp);
        if names.page > 0 {
            step += names.page * between(Key::PageDown, Key::PageUp);
        }
        let entered = pressed(Key::Enter);
        let hint = view.text(names.hint);
        let response = widgets::field(ui, view, Id::unique(names.hint), &hint, &mut self.text, &hint);
        if first {
            response.request_focus();
        }
        if response.changed() {
            self.chosen = 0;
        }
        let found = find(self.text.trim());
        self.chosen = (self.chosen as i64 + step).clamp(0, found.len().saturating_sub(1) as i64) as usize;
        ui.add_space(space::S);
        ui.spacing_mut().item_spacing.y = 0.0;
        if found.is_empty() {
            widgets::label(ui, view, names.nothing);
        }
        let mut taken = entered.then_some(self.chosen);
        egui::ScrollArea::vertical().max_height(ROW * ROWS).auto_shrink([false, true]).show(ui, |ui| {
            for (index, one) in found.iter().enumerate() {
                let response = row(ui, one, index == self.chosen);
                if index == self.chosen && step != 0 {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    taken = Some(index);
                }
            }
        });
        taken.and_then(|index| found.into_iter().nth(index))
    }
}
