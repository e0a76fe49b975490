//! A field with a list below it that has what is meant by the text typed.

use eframe::egui::{self, Align2, Id, Key, Modifiers, Rect, Response, Ui, pos2, vec2};

use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;

/// The height of a row, in points.
pub(super) const ROW: f32 = 32.0;
/// How many rows are shown at once.
const ROWS: f32 = 11.0;

/// What a dialog has besides the list, with the room round it, in points.
const OTHERS: f32 = 240.0;

/// The state of the field and of its list.
#[derive(Default)]
pub(super) struct TypeAhead {
    text: String,
    chosen: usize,
    /// Whether what was taken last was taken with Ctrl+Enter.
    pub(super) with_ctrl: bool,
    /// Whether the field gets the keyboard back.
    takes_keyboard: bool,
    /// The row that has the keyboard.
    row: Option<Id>,
    /// How much room others take below the list, in points, besides what most dialogs have there.
    pub(super) below: f32,
}

/// What a list is called.
pub(super) struct ListNames {
    /// The key of what may be typed. It tells the field from others, too.
    pub(super) hint: &'static str,
    /// The key of the words for an empty list.
    pub(super) nothing: &'static str,
    /// How far the keys go that turn pages; they do nothing where that is 0.
    pub(super) page: i64,
    /// The height of a row, in points.
    pub(super) row: f32,
}

/// A row of such a list: a name, and a note on its right.
pub(super) fn row(ui: &mut Ui, view: &View<'_>, (name, note): (&str, &str), chosen: bool) -> Response {
    let response = widgets::row(ui, view.theme, ROW, chosen, name);
    let rect = response.rect;
    let (left, right) = (rect.left_center() + vec2(space::S, 0.0), rect.right_center() - vec2(space::M, 0.0));
    let wide = widgets::one_line(ui, right, Align2::RIGHT_CENTER, note, theme::text(size::SMALL), view.theme.ink_3, rect.width() / 3.0);
    let room = rect.width() - wide - 2.0 * space::S - space::M;
    widgets::one_line(ui, left, Align2::LEFT_CENTER, name, theme::chinese(size::BODY), view.theme.ink, room);
    response
}

impl TypeAhead {
    /// The list is another one: the first thing of it is chosen.
    pub(super) fn begin_again(&mut self) {
        self.chosen = 0;
    }

    /// What is looked for is this.
    pub(super) fn look_for(&mut self, text: String) {
        (self.text, self.chosen) = (text, 0);
    }

    /// Which thing of the list is chosen.
    pub(super) fn chosen(&self) -> usize {
        self.chosen
    }

    /// The field gets the keyboard back.
    pub(super) fn take_keyboard(&mut self) {
        self.takes_keyboard = true;
    }

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
        let field = Id::unique(names.hint);
        // A button beside the list that has the keyboard hears the keys itself.
        let is_elsewhere = ui.memory(|memory| memory.focused()).is_some_and(|id| id != field && Some(id) != self.row);
        let pressed = |key| !is_elsewhere && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let between = |next, before| i64::from(pressed(next)) - i64::from(pressed(before));
        let mut step = between(Key::ArrowDown, Key::ArrowUp);
        if names.page > 0 {
            step += names.page * between(Key::PageDown, Key::PageUp);
        }
        self.with_ctrl = !is_elsewhere && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let entered = pressed(Key::Enter) || self.with_ctrl;
        let hint = view.text(names.hint);
        let response = widgets::field(ui, view, field, &hint, &mut self.text, &hint);
        if first | std::mem::take(&mut self.takes_keyboard) {
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
        let room = (ui.ctx().content_rect().height() - OTHERS - self.below).max(3.0 * ROW);
        let height = (found.len() as f32 * names.row).min(ROW * ROWS).min(room);
        let list = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        // Of a long list what can be seen is drawn.
        list.show_viewport(ui, |ui, shown| {
            ui.set_height(found.len() as f32 * names.row);
            let (left, top, width) = (ui.min_rect().left(), ui.min_rect().top(), ui.available_width());
            let at = |index: usize| Rect::from_min_size(pos2(left, top + index as f32 * names.row), vec2(width, names.row));
            let first = (shown.top() / names.row).max(0.0) as usize;
            let last = (shown.bottom() / names.row).max(0.0) as usize;
            for (index, one) in found.iter().enumerate().skip(first).take(last - first + 1) {
                let mut child = ui.new_child(egui::UiBuilder::new().id_salt(index).max_rect(at(index)));
                let response = row(&mut child, one, index == self.chosen);
                if response.clicked() {
                    taken = Some(index);
                }
                // A row that Tab comes to is the one that Enter takes.
                if response.gained_focus() {
                    (self.chosen, self.row) = (index, Some(response.id));
                }
            }
            if step != 0 || response.changed() {
                ui.scroll_to_rect(at(self.chosen), None);
            }
        });
        taken.and_then(|index| found.into_iter().nth(index))
    }
}
