//! What a screen reader is told of the manuscript.

use eframe::egui::accesskit::{Rect as AccessRect, Role as AccessRole};
use eframe::egui::emath::TSTransform;
use eframe::egui::text::CCursor;
use eframe::egui::text_selection::CCursorRange;
use eframe::egui::text_selection::accesskit_text::update_accesskit_for_text_widget;
use eframe::egui::{Galley, Pos2, Rect, Response, Ui, WidgetInfo};

use super::Manuscript;
use crate::desktop::view::View;
use crate::edition::{Block, Place, Role, TextOffset};

impl Manuscript {
    /// The manuscript as a whole: a field with the text of the caret's block.
    pub(super) fn describe(&self, ui: &Ui, view: &View<'_>, response: &Response) {
        let text =
            view.document.and_then(|document| document.current_block()).map(|(_, block)| block.text().to_owned()).unwrap_or_default();
        let label = view.text("pane-draft");
        response.widget_info(|| WidgetInfo {
            role: AccessRole::MultilineTextInput,
            label: Some(label.clone()),
            ..WidgetInfo::text_edit(ui.is_enabled(), &text, &text, "")
        });
    }

    /// What is on the screen is there for a screen reader too, paragraph by paragraph, also where the caret is not.
    pub(super) fn describe_block(&self, ui: &Ui, block: &Block, rect: Rect) {
        let id = self.id().with(block.id());
        ui.ctx().accesskit_node_builder(id, |node| {
            let [left, top, right, bottom] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
            node.set_role(if block.role() == Role::Headline { AccessRole::Heading } else { AccessRole::Paragraph });
            node.set_bounds(AccessRect { x0: left, y0: top, x1: right, y1: bottom });
            node.set_label(block.text());
        });
    }

    /// The caret's block is told row by row, with what is selected in it, so that a screen reader can follow the caret.
    pub(super) fn describe_caret(&self, ui: &Ui, head: Place, selected: Option<&(TextOffset, TextOffset)>, galley: &Galley, at: Pos2) {
        let anchor = selected.map_or(head.at, |(from, to)| if *from == head.at { *to } else { *from });
        let cursor = |at: TextOffset| CCursor::new(at.chars());
        let range = CCursorRange { primary: cursor(head.at), secondary: cursor(anchor), h_pos: None };
        let place = TSTransform::from_translation(at.to_vec2());
        update_accesskit_for_text_widget(ui.ctx(), self.id(), Some(range), place, galley);
    }
}
