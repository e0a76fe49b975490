//! Dragging blocks by their labels in the margin.

use eframe::egui::{CursorIcon, Pos2, Rect, Response, Stroke, Ui};

use super::{Manuscript, text_left};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::edit::{Destination, Edit, Selection};
use crate::edition::{BlockId, Place, TextOffset};

impl Manuscript {
    /// Answers the pointer in the margin: a click on a label selects its block, a drag carries it, or all selected blocks if it is one
    /// of them. True where the pointer is the margin's and not the text's.
    pub(super) fn carry(&mut self, ui: &Ui, view: &View<'_>, response: &Response, commands: &mut Commands) -> bool {
        let Some(document) = view.document else { return false };
        let over = response.hover_pos().and_then(|pointer| self.label_at(pointer));
        if over.is_some() && self.carried.is_empty() {
            ui.ctx().set_cursor_icon(CursorIcon::Grab);
        }
        if let Some(block) = over.filter(|_| ui.input(|input| input.pointer.primary_pressed())) {
            let selected = document.selected_blocks();
            self.carried = if selected.len() > 1 && selected.contains(&block) { selected } else { vec![block] };
            if let ([block], Some((_, found))) = (self.carried.as_slice(), document.edition().block(block)) {
                let place = |at: TextOffset| Place { block: *block, at };
                commands.push(EditionCommand::Select(Selection { anchor: place(TextOffset(0)), head: place(found.len()) }));
            }
        }
        if self.carried.is_empty() {
            return over.is_some();
        }
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        let target = ui.input(|input| input.pointer.latest_pos()).filter(|_| response.dragged() || response.drag_stopped());
        let target = target.and_then(|pointer| self.slot_at(pointer)).filter(|(to, _)| !self.is_carried(*to));
        self.slot = target.map(|(_, y)| y);
        if !ui.input(|input| input.pointer.primary_down()) {
            let blocks = std::mem::take(&mut self.carried);
            self.slot = None;
            if let Some((to, _)) = target {
                commands.push(EditionCommand::Apply(Edit::Move { blocks, to }));
            }
        }
        true
    }

    /// Shows where what is carried would stand.
    pub(super) fn paint_slot(&self, ui: &Ui, view: &View<'_>) {
        if let (Some(y), Some(measure)) = (self.slot, self.measure) {
            let left = text_left(self.viewport, measure);
            ui.painter().with_clip_rect(self.viewport).hline(left..=left + measure.width, y, Stroke::new(2.0, view.theme.accent));
        }
    }

    fn is_carried(&self, to: Destination) -> bool {
        matches!(to, Destination::Before(anchor) | Destination::After(anchor) if self.carried.contains(&anchor))
    }

    /// The block whose label is under a point of the screen.
    fn label_at(&self, at: Pos2) -> Option<BlockId> {
        let measure = self.measure?;
        let left = text_left(self.viewport, measure);
        let margin = Rect::from_x_y_ranges(left - measure.left()..=left - space::L, self.viewport.y_range());
        let shown = self.shown.iter().find(|shown| shown.top <= at.y && at.y <= shown.bottom);
        shown.filter(|_| margin.contains(at)).map(|shown| shown.block)
    }

    /// Where a block let go at a point of the screen would stand, and the height of that place on the screen.
    fn slot_at(&self, at: Pos2) -> Option<(Destination, f32)> {
        let distance = |shown: &&super::ShownBlock| (shown.top - at.y).max(at.y - shown.bottom).max(0.0);
        let near = self.shown.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        let above = at.y < (near.top + near.bottom) / 2.0;
        Some(if above {
            (Destination::Before(near.block), near.top - space::XS)
        } else {
            (Destination::After(near.block), near.bottom + space::XS)
        })
    }
}
