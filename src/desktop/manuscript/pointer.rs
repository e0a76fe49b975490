//! The mouse: click, drag, double click for a word, triple click for a paragraph.

use eframe::egui::{CursorIcon, Pos2, Response, Ui};

use super::motion::{Mover, word_at};
use super::{Manuscript, layout, marks, text_left};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::view::View;
use crate::edit::Selection;
use crate::edition::{Edition, Place, TextOffset};

/// What the pointer is doing.
#[derive(Clone, Copy, Debug, Default)]
pub struct PointerState {
    /// Where a drag began, from the first to the last place of what was clicked.
    from: Option<(Place, Place)>,
    unit: ClickUnit,
}

impl PointerState {
    /// Whether the mouse is selecting text.
    pub fn is_selecting(&self) -> bool {
        self.from.is_some()
    }
}

/// What a drag selects by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ClickUnit {
    #[default]
    Character,
    Word,
    Block,
}

impl Manuscript {
    pub(super) fn pointer(&mut self, ui: &Ui, view: &View<'_>, response: &Response, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        let Some(pointer) = response.interact_pointer_pos() else {
            self.pointer.from = None;
            return;
        };
        let Some(place) = self.place_at(ui, view, pointer) else { return };
        let edition = document.edition();
        let (primary_pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
        if response.double_clicked() || response.triple_clicked() {
            self.pointer.unit = if response.triple_clicked() { ClickUnit::Block } else { ClickUnit::Word };
            let (anchor, head) = self.pointer.unit.round(edition, place);
            self.pointer.from = Some((anchor, head));
            commands.push(EditionCommand::Select(Selection { anchor, head }));
        } else if primary_pressed && response.contains_pointer() {
            self.goal = None;
            self.caret_blink_from = ui.input(|input| input.time);
            self.pointer = PointerState { from: Some((place, place)), unit: ClickUnit::Character };
            let anchor = document.selection().filter(|_| shift).map_or(place, |selection| selection.anchor);
            commands.push(EditionCommand::Select(Selection { anchor, head: place }));
        } else if response.dragged()
            && let Some((start, end)) = self.pointer.from
        {
            self.drag(ui, view, pointer, commands, (start, end), place);
        }
    }

    fn drag(&mut self, ui: &Ui, view: &View<'_>, pointer: Pos2, commands: &mut Commands, from: (Place, Place), place: Place) {
        let Some(document) = view.document else { return };
        let edition = document.edition();
        // Past the edge, the text comes to the pointer.
        let past = (pointer.y - self.viewport.bottom()).max(0.0) - (self.viewport.top() - pointer.y).max(0.0);
        if past != 0.0 {
            let y = self.offset() + past.clamp(-40.0, 40.0) * 0.4;
            self.scroll_to(y);
            ui.ctx().request_repaint();
        }
        let (start, end) = self.pointer.unit.round(edition, place);
        let backwards =
            Selection { anchor: place, head: from.0 }.ordered(edition).is_some_and(|(first, _)| first == place && place != from.0);
        let selection = if backwards { Selection { anchor: from.1, head: start } } else { Selection { anchor: from.0, head: end } };
        if document.selection() != Some(selection) {
            commands.push(EditionCommand::Select(selection));
        }
    }

    /// What the raw text said, where the pointer is on a change.
    pub(super) fn explain_change(&mut self, ui: &Ui, view: &View<'_>, response: &Response) {
        let Some(pointer) = response.hover_pos().filter(|_| view.settings.show_changes && !response.dragged()) else { return };
        let Some((document, place)) = view.document.zip(self.place_at(ui, view, pointer)) else { return };
        let Some((_, block)) = document.edition().block(place.block) else { return };
        // The pointer is on the character before or after the place that is nearest to it.
        let at = place.at.chars();
        let said = marks::raw_reading(view, block, at).or_else(|| marks::raw_reading(view, block, at.checked_sub(1)?));
        let of_round = marks::said_of(view, block, at).or_else(|| marks::said_of(view, block, at.checked_sub(1)?));
        let said: Vec<String> = of_round.into_iter().chain(said).collect();
        if !said.is_empty() {
            let said = said.join("\n");
            response.clone().on_hover_text_at_pointer(said);
        }
    }

    /// The place in the text under a point of the screen.
    fn place_at(&mut self, ui: &Ui, view: &View<'_>, at: Pos2) -> Option<Place> {
        let measure = self.measure?;
        let x = at.x - text_left(self.viewport, measure);
        let y = at.y - self.viewport.top() + self.offset();
        let page = self.viewport.height();
        Mover { items: &mut self.items, ctx: ui.ctx(), theme: view.theme, page, goal: None }.at(x, y)
    }

    /// Where the caret is on the screen, for the input method's window.
    pub(super) fn caret_on_screen(&mut self, ui: &Ui, view: &View<'_>, place: Place) -> Option<eframe::egui::Rect> {
        let (measure, index) = (self.measure?, self.items.position(place.block)?);
        let composition = self.composition.clone();
        let galley = self.items.set(ui.ctx(), index, view.theme, composition.as_ref())?;
        let ahead = composition.map_or(0, |composition| composition.text.chars().count());
        let caret = layout::caret_rect(&galley, place.at.chars() + ahead);
        let top = self.viewport.top() + self.items.top(index) + self.items.text_offset(index) - self.offset();
        Some(caret.translate(eframe::egui::vec2(text_left(self.viewport, measure), top)))
    }
}

impl ClickUnit {
    /// The word or block round a place; for characters the place itself.
    fn round(self, edition: &Edition, place: Place) -> (Place, Place) {
        let Some((_, block)) = edition.block(place.block) else { return (place, place) };
        let (start, end) = match self {
            ClickUnit::Character => return (place, place),
            ClickUnit::Word => word_at(block.text(), place.at.chars()),
            ClickUnit::Block => (0, block.len().chars()),
        };
        (Place { at: TextOffset::new(start), ..place }, Place { at: TextOffset::new(end), ..place })
    }
}
