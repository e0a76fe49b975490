//! The manuscript: the draft as one continuous text to write in.
//!
//! Only what is visible is set in type. The scroll position is a block and a distance into it, so nothing jumps when text above
//! changes. [`keyboard`] turns input into commands before a frame is drawn; [`Manuscript::ui`] draws and answers the pointer.

mod access;
mod carry;
mod items;
mod justify;
mod keyboard;
mod layout;
mod marks;
pub mod motion;
mod paint;
mod pointer;
pub(in crate::desktop) mod rows;
mod scroll;
mod strip;
mod strip_reading;

use eframe::egui::{self, Id, Rect, Sense, Ui};

use super::command::Commands;
use super::theme::{self, space};
use super::view::View;
use crate::edition::{BlockId, Place};
use items::Items;
pub use layout::column_width;
use layout::{Composition, Measure};

/// The state of the manuscript's view.
pub struct Manuscript {
    items: Items,
    measure: Option<Measure>,
    viewport: Rect,
    anchor: scroll::Anchor,
    composition: Option<Composition>,
    goal: Option<f32>,
    reveal_caret: bool,
    reveal: Option<Place>,
    /// The place that the view lands at in the next frame.
    landing: Option<Place>,
    pointer: pointer::PointerState,
    /// The image of a raw line that is shown.
    strip: Option<strip::Strip>,
    /// The blocks that are being dragged by a label.
    carried: Vec<BlockId>,
    /// Where they would stand, as a height on the screen.
    slot: Option<f32>,
    /// The blocks drawn last, with the top and bottom of each on the screen.
    shown: Vec<ShownBlock>,
    /// Whether it was scrolled in this frame by the editor's hand or by the caret.
    scrolled: bool,
    caret_blink_from: f64,
}

/// Where a block was drawn.
#[derive(Clone, Copy, Debug)]
pub struct ShownBlock {
    /// The block.
    pub block: BlockId,
    /// The top of its text on the screen.
    pub top: f32,
    /// The bottom of its text on the screen.
    pub bottom: f32,
}

impl Default for Manuscript {
    fn default() -> Manuscript {
        Manuscript {
            items: Items::default(),
            measure: None,
            viewport: Rect::NOTHING,
            anchor: scroll::Anchor::default(),
            composition: None,
            goal: None,
            reveal_caret: false,
            reveal: None,
            landing: None,
            pointer: pointer::PointerState::default(),
            strip: None,
            carried: Vec::new(),
            slot: None,
            shown: Vec::new(),
            scrolled: false,
            caret_blink_from: 0.0,
        }
    }
}

impl Manuscript {
    /// The widget's name in egui.
    pub fn id(&self) -> Id {
        Id::unique("manuscript")
    }

    /// The blocks that are on the screen.
    pub fn shown(&self) -> &[ShownBlock] {
        &self.shown
    }

    /// The left edge of the sheet.
    pub fn sheet_left(&self) -> f32 {
        self.measure.map_or(self.viewport.left(), |measure| sheet_left(self.viewport, measure))
    }

    /// The left edge of the text.
    pub fn text_left(&self) -> f32 {
        self.measure.map_or(self.viewport.left(), |measure| text_left(self.viewport, measure))
    }

    /// How many characters a full row of the story has.
    pub fn row_length(&self) -> usize {
        self.measure.map_or(0, |measure| (measure.width / (theme::size::STORY * measure.scale)).floor() as usize)
    }

    /// Brings a place into view in the next frame.
    pub fn reveal(&mut self, place: Place) {
        self.reveal = Some(place);
        self.landing = None;
    }

    /// Brings a place into view in the next frame, a third of the view from its top wherever it is: the eye need not look for it.
    pub fn land(&mut self, place: Place) {
        self.landing = Some(place);
    }

    /// The place that comes into view in the next frame.
    pub fn to_reveal(&self) -> Option<Place> {
        self.landing.or(self.reveal)
    }

    /// Whether it was scrolled in this frame, so that the raw text should follow.
    pub fn was_scrolled(&self) -> bool {
        self.scrolled
    }

    /// Draws the manuscript and answers the pointer.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        let viewport = ui.available_rect_before_wrap();
        self.viewport = viewport;
        let measure = Measure::fitting(viewport.width(), view.settings.text_scale, view.settings.sans);
        self.measure = Some(measure);
        self.items.update(document.edition(), document.generation(), measure);
        self.place_strip(ui, view);
        let response = ui.interact(viewport, self.id(), Sense::click_and_drag());
        self.describe(ui, view, &response);
        self.focus(ui, &response);
        self.scroll(ui, view, &response);
        let in_margin = self.carry(ui, view, &response, commands);
        if !in_margin {
            self.pointer(ui, view, &response, commands);
            self.explain_change(ui, view, &response);
        }
        self.paint(ui, view, &response);
        self.paint_slot(ui, view);
        self.scroll_bar(ui, view);
    }

    fn focus(&mut self, ui: &Ui, response: &egui::Response) {
        let filter = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
    }
}

/// The left edge of the sheet: in the middle of the column.
fn sheet_left(viewport: Rect, measure: Measure) -> f32 {
    (viewport.left() + ((viewport.width() - measure.sheet()) / 2.0).max(space::S)).round()
}

/// The left edge of the text.
fn text_left(viewport: Rect, measure: Measure) -> f32 {
    sheet_left(viewport, measure) + measure.left()
}
