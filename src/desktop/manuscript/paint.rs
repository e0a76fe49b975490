//! Drawing the sheet and what is on it.

use std::collections::HashMap;

use eframe::egui::output::IMEOutput;
use eframe::egui::{Align2, CornerRadius, Galley, IMEPurpose, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::items::Above;
use super::{Manuscript, ShownBlock, layout, marks, sheet_left, text_left};
use crate::desktop::open::document::Document;
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::edition::{Block, BlockId, Role, Shelf, TextOffset};

/// How many blocks without a source are looked over for the page of the text before them.
const WRITTEN: usize = 8;
/// How long the caret is shown and hidden, in seconds.
const BLINK: f64 = 0.53;

impl Manuscript {
    pub(super) fn paint(&mut self, ui: &mut Ui, view: &View<'_>, response: &Response) {
        let (Some(document), Some(measure)) = (view.document, self.measure) else { return };
        let painter = ui.painter().with_clip_rect(self.viewport);
        let offset = self.offset();
        let total = self.items.total().max(self.viewport.height());
        let left = sheet_left(self.viewport, measure);
        let sheet = Rect::from_min_size(pos2(left, self.viewport.top() - offset), vec2(measure.sheet(), total + space::XL));
        painter.rect(sheet, CornerRadius::same(radius::CARD), view.theme.paper, Stroke::new(1.0, view.theme.hairline), StrokeKind::Inside);
        self.shown.clear();
        let head = document.selection().map(|selection| selection.head.block);
        let selected = selected_parts(document);
        let (mut index, count) = (self.items.at(offset), self.items.list().len());
        let mut y = self.viewport.top() + self.items.top(index) - offset;
        while index < count && y < self.viewport.bottom() {
            self.paint_item(ui, view, &painter, index, pos2(text_left(self.viewport, measure), y), (head, &selected));
            y += self.items.full_height(index);
            index += 1;
        }
        self.paint_strip(ui, view, &painter);
        self.paint_caret(ui, view, &painter, response);
    }

    fn paint_item(
        &mut self,
        ui: &Ui,
        view: &View<'_>,
        painter: &eframe::egui::Painter,
        index: usize,
        at: Pos2,
        (head, selected): (Option<BlockId>, &HashMap<BlockId, (TextOffset, TextOffset)>),
    ) {
        let Some(document) = view.document else { return };
        let has_caret = |block: &Block| head == Some(block.id());
        let composition = self.items.list().get(index).filter(|item| has_caret(&item.block)).and(self.composition.clone());
        let Some(galley) = self.items.set(ui.ctx(), index, view.theme, composition.as_ref()) else { return };
        let text_at = pos2(at.x, (at.y + self.items.text_offset(index)).round());
        let Some(item) = self.items.list().get(index) else { return };
        let (block, shelf) = (item.block.clone(), item.shelf);
        self.paint_above(view, painter, item.value.above, shelf, at);
        let bottom = text_at.y + galley.size().y;
        self.shown.push(ShownBlock { block: block.id(), top: text_at.y, bottom });
        self.describe_block(ui, &block, Rect::from_min_max(text_at, pos2(text_at.x + galley.size().x, bottom)));
        if let Some(selection) = document.selection().filter(|_| has_caret(&block)) {
            self.describe_caret(ui, selection.head, selected.get(&block.id()), &galley, text_at);
            let bar = Rect::from_min_max(pos2(at.x - 14.0, text_at.y + 2.0), pos2(at.x - 11.0, bottom - 2.0));
            painter.rect_filled(bar, CornerRadius::same(2), view.theme.accent);
        }
        self.paint_label(view, painter, &block, text_at, &galley);
        self.paint_page(view, painter, index, text_at);
        if composition.is_none() {
            marks::comments(view, painter, &block, &galley, text_at);
            marks::matches(view, painter, &block, &galley, text_at);
            if let Some((from, to)) = selected.get(&block.id()) {
                for rect in layout::range_rects(&galley, from.chars(), to.chars()) {
                    painter.rect_filled(rect.translate(text_at.to_vec2()), CornerRadius::ZERO, view.theme.selection);
                }
            }
            marks::changes(view, painter, &block, &galley, text_at);
            marks::round(view, painter, &block, &galley, text_at);
            marks::queries(view, painter, &block, &galley, text_at);
        }
        let supplied = block.role() == Role::Headline && document.is_made_up(&block);
        painter.galley(text_at, galley.clone(), view.theme.ink);
        if supplied {
            self.paint_brackets(view, painter, &galley, text_at);
        }
    }

    /// A headline the paper did not print stands in brackets, which are no part of its text.
    fn paint_brackets(&self, view: &View<'_>, painter: &eframe::egui::Painter, galley: &Galley, at: Pos2) {
        let font = theme::manuscript(view.settings.sans).1(size::HEADLINE * view.settings.text_scale);
        let (open, close) = &view.style.supplied;
        let row = galley.rows.first().map_or(galley.rect, |row| row.rect());
        painter.text(at + vec2(row.left(), row.center().y), Align2::RIGHT_CENTER, open, font.clone(), view.theme.ink_3);
        let row = galley.rows.last().map_or(galley.rect, |row| row.rect());
        painter.text(at + vec2(row.right(), row.center().y), Align2::LEFT_CENTER, close, font, view.theme.ink_3);
    }

    fn paint_above(&self, view: &View<'_>, painter: &eframe::egui::Painter, above: Above, shelf: Shelf, at: Pos2) {
        let Some(measure) = self.measure else { return };
        let (left, right) = (at.x, at.x + measure.width);
        match above {
            Above::Rule => {
                let y = (at.y + space::XXL * measure.scale).round() + 0.5;
                painter.hline(left..=right, y, Stroke::new(1.0, view.theme.hairline));
            }
            Above::Title => {
                let key = if shelf == Shelf::Furniture { "shelf-furniture" } else { "shelf-set-aside" };
                let y = at.y + 2.0 * space::XXL;
                painter.hline(left..=right, y.round() - space::L + 0.5, Stroke::new(1.0, view.theme.hairline));
                painter.text(pos2(left, y), Align2::LEFT_TOP, view.text(key), theme::strong(size::SMALL), view.theme.ink_3);
            }
            Above::Block | Above::Edge => {}
        }
    }

    /// The role, small in the margin.
    fn paint_label(&self, view: &View<'_>, painter: &eframe::egui::Painter, block: &Block, at: Pos2, galley: &Galley) {
        let key = block.role().label_key();
        let first_row = galley.rows.first().map_or(size::STORY, |row| row.rect().height());
        let y = at.y + first_row / 2.0;
        painter.text(pos2(at.x - 18.0, y), Align2::RIGHT_CENTER, view.text(key), theme::text(size::TINY), view.theme.ink_3);
    }

    /// The label of a page in the margin, where its text begins.
    fn paint_page(&self, view: &View<'_>, painter: &eframe::egui::Painter, index: usize, at: Pos2) {
        let Some(edition) = view.document.map(Document::edition).filter(|edition| edition.pages().len() > 1) else { return };
        let page = |index: usize| self.items.list().get(index).and_then(|item| item.block.page());
        let Some(here) = page(index) else { return };
        // Text that the editor has written belongs to the page of what stands before it.
        let before = (index.saturating_sub(WRITTEN)..index).rev().find_map(page);
        if let Some(label) = edition.masthead().page_labels.get(here.position()).filter(|_| before != Some(here)) {
            let font = theme::chinese_strong(size::TINY);
            painter.text(at + vec2(-18.0, -space::XS), Align2::RIGHT_BOTTOM, label, font, view.theme.accent);
        }
    }

    fn paint_caret(&mut self, ui: &Ui, view: &View<'_>, painter: &eframe::egui::Painter, response: &Response) {
        let Some(head) = view.document.and_then(|document| document.selection()).map(|selection| selection.head) else { return };
        if !response.has_focus() {
            return;
        }
        let Some(caret) = self.caret_on_screen(ui, view, head) else { return };
        let since = ui.input(|input| input.time) - self.caret_blink_from;
        // After a while without input the caret stays, so that an idle desk draws nothing.
        let on = since > 20.0 * BLINK || (since / BLINK) as i64 % 2 == 0;
        if since <= 20.0 * BLINK && ui.input(|input| input.focused) {
            ui.ctx().request_repaint_after_secs((BLINK - since.rem_euclid(BLINK)) as f32);
        }
        if on {
            let inner = caret.shrink2(vec2(0.0, (caret.height() - caret.height().min(24.0 * view.settings.text_scale)) / 2.0));
            painter.add(Shape::line_segment([inner.center_top(), inner.center_bottom()], Stroke::new(1.5, view.theme.accent)));
        }
        ui.output_mut(|output| {
            output.ime = Some(IMEOutput {
                purpose: IMEPurpose::Normal,
                rect: self.viewport,
                cursor_rect: caret,
                should_interrupt_composition: false,
            });
        });
    }
}

/// The selected part of each block, worked out once for a frame: the selection may run over thousands of blocks.
fn selected_parts(document: &Document) -> HashMap<BlockId, (TextOffset, TextOffset)> {
    let selection = document.selection().filter(|selection| !selection.is_caret());
    let parts = selection.map(|selection| selection.parts(document.edition())).unwrap_or_default();
    parts.into_iter().map(|part| (part.block.id(), (part.from, part.to))).collect()
}
