//! Scrolling by keys: a text that is read and has nothing to type into.

use eframe::egui::{EventFilter, Id, Key, Modifiers, Response, Sense, Ui, scroll_area::ScrollAreaOutput};

use crate::desktop::theme::size;

/// How far an arrow scrolls, in rows of the text.
const ROWS: f32 = 3.0;

/// The keys that scroll from wherever the keyboard is.
const LEAPS: [Key; 4] = [Key::PageDown, Key::PageUp, Key::Home, Key::End];

/// How far a text is scrolled.
#[derive(Default)]
pub(super) struct KeyScroll {
    /// How far it is scrolled, in points.
    offset: f32,
    /// How far it can be scrolled, in points.
    end: f32,
}

impl KeyScroll {
    /// Makes the place of the text one that takes the keyboard, and gets it at once where it was `opened`. The arrows stay with it.
    pub(super) fn sheet(ui: &Ui, rect: eframe::egui::Rect, id: Id, opened: bool) -> Response {
        let sheet = ui.interact(rect, id, Sense::focusable_noninteractive());
        if opened {
            sheet.request_focus();
        }
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(sheet.id, filter));
        sheet
    }

    /// How far the text is scrolled after this frame's keys, where so much of it is seen at once.
    pub(super) fn scrolled(&self, ui: &Ui, has_keyboard: bool, height: f32) -> f32 {
        let row = size::READING * size::READING_LEADING;
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let [down, up, home, end] = LEAPS.map(pressed);
        let arrow = |key| has_keyboard && pressed(key);
        let (row_down, row_up) = (arrow(Key::ArrowDown), arrow(Key::ArrowUp));
        let way = |on: bool, back: bool| f32::from(u8::from(on)) - f32::from(u8::from(back));
        let moved = way(down, up) * (height - 2.0 * row) + way(row_down, row_up) * ROWS * row;
        match (home, end) {
            (true, _) => 0.0,
            (_, true) => self.end.max(0.0),
            _ => (self.offset + moved).clamp(0.0, self.end.max(0.0)),
        }
    }

    /// Keeps where the text was drawn.
    pub(super) fn keep<T>(&mut self, shown: &ScrollAreaOutput<T>) {
        self.offset = shown.state.clamped_offset().y;
        self.end = shown.content_size.y - shown.inner_rect.height();
    }
}
