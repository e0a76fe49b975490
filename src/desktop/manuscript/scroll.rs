//! Scrolling: by wheel, by bar, and to where the caret goes.

use eframe::egui::{CornerRadius, Rect, Response, Sense, Ui, pos2, vec2};

use super::Manuscript;
use super::layout;
use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::edition::{BlockId, Place};

/// What stands at the top of the view: a block, and how far it is scrolled past its top.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    block: Option<BlockId>,
    offset: f32,
}

/// The width in which the bar can be caught, in points.
const BAR: f32 = 12.0;

impl Manuscript {
    /// How far the manuscript is scrolled, in points from its top.
    pub(super) fn offset(&mut self) -> f32 {
        let index = self.anchor.block.and_then(|block| self.items.position(block)).unwrap_or(0);
        self.items.top(index) + self.anchor.offset
    }

    /// Scrolls to a distance from the manuscript's top.
    pub(super) fn scroll_to(&mut self, y: f32) {
        let limit = (self.items.total() - self.viewport.height()).max(0.0);
        let y = y.clamp(0.0, limit);
        let index = self.items.at(y);
        self.anchor = Anchor { block: self.items.list().get(index).map(|item| item.block.id()), offset: y - self.items.top(index) };
    }

    pub(super) fn scroll(&mut self, ui: &Ui, view: &View<'_>, response: &Response) {
        self.scrolled = false;
        let wheel = if response.contains_pointer() { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 };
        if wheel != 0.0 {
            let y = self.offset() - wheel;
            self.scroll_to(y);
            self.scrolled = true;
        }
        let caret = view.document.and_then(|document| document.selection()).map(|selection| selection.head);
        let caret = caret.filter(|_| std::mem::take(&mut self.reveal_caret));
        if let Some(place) = caret {
            self.caret_blink_from = ui.input(|input| input.time);
            self.bring_into_view(ui, view, place, space::XL);
        }
        if let Some(place) = self.reveal.take() {
            self.bring_into_view(ui, view, place, self.viewport.height() / 4.0);
        }
        if let Some(place) = self.landing.take() {
            self.land_at(ui, view, place);
        }
        // What is above may have been set in type since, and have another height now.
        let y = self.offset();
        self.scroll_to(y);
    }

    /// Scrolls until a place stands a third of the view from its top, as far as the manuscript reaches.
    fn land_at(&mut self, ui: &Ui, view: &View<'_>, place: Place) {
        let Some(index) = self.items.position(place.block) else { return };
        let Some(galley) = self.items.set(ui.ctx(), index, view.theme, None) else { return };
        let caret = layout::caret_rect(&galley, place.at.chars());
        let top = self.items.top(index) + self.items.text_offset(index);
        self.scroll_to(top + caret.top() - self.viewport.height() / 3.0);
        self.scrolled = true;
    }

    /// Scrolls as little as needed to have a place at least `room` from the edges of the view.
    fn bring_into_view(&mut self, ui: &Ui, view: &View<'_>, place: Place, room: f32) {
        let Some(index) = self.items.position(place.block) else { return };
        let Some(galley) = self.items.set(ui.ctx(), index, view.theme, None) else { return };
        let caret = layout::caret_rect(&galley, place.at.chars());
        let top = self.items.top(index) + self.items.text_offset(index);
        let (from, to) = (top + caret.top() - room, top + caret.bottom() + self.items.opening_height() + room);
        let y = self.offset();
        let target = if from < y {
            from
        } else if to > y + self.viewport.height() {
            to - self.viewport.height()
        } else {
            return;
        };
        self.scroll_to(target);
        // At the manuscript's ends there may be no way to go: then the raw text stays where it is, too.
        self.scrolled |= self.offset() != y;
    }

    pub(super) fn scroll_bar(&mut self, ui: &mut Ui, view: &View<'_>) {
        let (total, shown) = (self.items.total(), self.viewport.height());
        if total <= shown {
            return;
        }
        let track = Rect::from_min_max(pos2(self.viewport.right() - BAR, self.viewport.top()), self.viewport.max);
        let response = ui.interact(track, self.id().with("bar"), Sense::drag());
        let handle_height = (shown * shown / total).max(space::XL);
        let room = shown - handle_height;
        if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let part = ((pointer.y - track.top() - handle_height / 2.0) / room).clamp(0.0, 1.0);
            self.scroll_to(part * (total - shown));
            self.scrolled = true;
        }
        let top = track.top() + room * (self.offset() / (total - shown)).clamp(0.0, 1.0);
        let wide = response.hovered() || response.dragged();
        let width = if wide { 8.0 } else { 4.0 };
        let handle = Rect::from_min_size(pos2(track.right() - width - 2.0, top), vec2(width, handle_height));
        let color = if wide { view.theme.ink_3 } else { view.theme.hairline };
        ui.painter().rect_filled(handle, CornerRadius::same(4), color);
    }
}
