//! The columns of the desk: how wide they are, and what stands in them.

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Rect, Ui, pos2};

use super::command::Commands;
use super::manuscript::Manuscript;
use super::open::Panes;
use super::open::line_index::LineIndex;
use super::open::search::Search;
use super::panes::{facsimile::FacsimilePane, find_bar, left, queue, raw::RawPane, ribbons};
use super::settings::Widths;
use super::theme::{self, size, space};
use super::view::View;
use crate::page::PageIndex;

/// What the draft needs to be read well: its margins and some sixteen characters, in points.
const DRAFT: f32 = 460.0;
/// The least that a column is made narrower to where the window is, in points.
const LEAST: Widths = Widths { outline: 172.0, raw: 220.0, facsimile: 260.0, inspector: 204.0 };
/// Windows whose widths differ by less than this have columns of the same widths, in points.
const STEP: f32 = 40.0;

/// Draws the columns. Gives back how wide the editor has made them.
pub(super) fn ui(
    ui: &mut Ui,
    view: &View<'_>,
    (index, page, shows_queue): (&LineIndex, PageIndex, bool),
    (panes, search): (&mut Panes, &mut Search),
    commands: &mut Commands,
) -> Widths {
    let beside = view.settings.beside;
    let mut widths = view.settings.widths;
    let narrow = fitting(widths, ui.available_width(), beside.has_facsimile());
    let at = narrow.unwrap_or(widths);
    // egui remembers the width of a column by its name: one that the window made narrow is another than the one the editor knows.
    let step = narrow.map_or(String::new(), |_| format!("-{}", (ui.available_width() / STEP) as u32));
    let name = |name: &str| egui::Id::unique(format!("{name}{step}"));
    let column = |side: Panel, width: f32| side.default_size(width).resizable(true).frame(Frame::NONE.fill(view.theme.panel));
    let outline = column(Panel::left(name("outline")), at.outline).show(ui, |ui| {
        ui.take_available_width();
        left::title(ui, view, shows_queue, commands);
        if shows_queue { queue::ui(ui, view, commands) } else { panes.outline.ui(ui, view, commands) }
    });
    let inspector = column(Panel::right(name("inspector")), at.inspector).show(ui, |ui| panes.inspector.ui(ui, view, commands));
    let (side, width) = if beside.has_facsimile() { ("beside-draft", at.facsimile) } else { ("raw", at.raw) };
    let source = column(Panel::left(name(side)), width)
        .show_separator_line(false)
        .show(ui, |ui| sources(ui, view, index, (&mut panes.raw, &mut panes.facsimile), page, commands));
    CentralPanel::default()
        .frame(Frame::NONE.fill(view.theme.ground))
        .show(ui, |ui| draft(ui, view, index, &panes.raw, (&mut panes.manuscript, search), commands));
    if narrow.is_none() {
        let width = |response: &egui::Response| response.rect.width();
        (widths.outline, widths.inspector) = (width(&outline.response), width(&inspector.response));
        *if beside.has_facsimile() { &mut widths.facsimile } else { &mut widths.raw } = width(&source.response);
    }
    widths
}

/// The widths of the columns in a window of this width that is too narrow for those that are wanted, all in points: each gives of what
/// it has more than the least. Nothing where there is room.
fn fitting(wanted: Widths, window: f32, has_facsimile: bool) -> Option<Widths> {
    let source = |widths: Widths| if has_facsimile { widths.facsimile } else { widths.raw };
    let sum = |widths: Widths| widths.outline + source(widths) + widths.inspector;
    let lacking = sum(wanted) - (window - DRAFT);
    let spare = |wanted: f32, least: f32| (wanted - least).max(0.0);
    let all = spare(wanted.outline, LEAST.outline) + spare(source(wanted), source(LEAST)) + spare(wanted.inspector, LEAST.inspector);
    let part = (lacking / all.max(1.0)).min(1.0);
    let give = |wanted: f32, least: f32| wanted - spare(wanted, least) * part;
    (lacking > 0.0).then(|| Widths {
        outline: give(wanted.outline, LEAST.outline),
        raw: give(wanted.raw, LEAST.raw),
        facsimile: give(wanted.facsimile, LEAST.facsimile),
        inspector: give(wanted.inspector, LEAST.inspector),
    })
}

/// The title of a column, above what it shows.
pub(super) fn pane_title(ui: &mut Ui, view: &View<'_>, key: &str, indent: f32) {
    let font = theme::strong(size::SMALL);
    let text = egui::RichText::new(view.text(key)).font(font).color(view.theme.ink_3);
    Frame::NONE.inner_margin(Margin { left: indent as i8, right: space::L as i8, top: space::M as i8, bottom: space::S as i8 }).show(
        ui,
        |ui| {
            ui.add(egui::Label::new(text).selectable(false));
            ui.take_available_width();
        },
    );
}

/// What stands beside the draft: the raw text, the image of the page, or the image above the raw text.
fn sources(
    ui: &mut Ui,
    view: &View<'_>,
    index: &LineIndex,
    (raw, facsimile): (&mut RawPane, &mut FacsimilePane),
    page: PageIndex,
    commands: &mut Commands,
) {
    ui.take_available_width();
    let beside = view.settings.beside;
    let raw_pane = |ui: &mut Ui, raw: &mut RawPane, commands: &mut Commands| {
        ui.take_available_height();
        pane_title(ui, view, "pane-raw", 62.0);
        raw.ui(ui, view, index, commands);
    };
    if !beside.has_facsimile() {
        facsimile.hide();
        return raw_pane(ui, raw, commands);
    }
    if beside.has_raw() {
        let frame = Frame::NONE.fill(view.theme.panel);
        let half = ui.available_height() * 0.42;
        Panel::bottom("raw-below").default_size(half).resizable(true).frame(frame).show(ui, |ui| raw_pane(ui, raw, commands));
    } else {
        raw.hide();
    }
    facsimile.title(ui, view, commands);
    facsimile.ui(ui, view, index, page, commands);
}

/// The ribbons and the manuscript.
fn draft(
    ui: &mut Ui,
    view: &View<'_>,
    index: &LineIndex,
    raw: &RawPane,
    (manuscript, search): (&mut Manuscript, &mut Search),
    commands: &mut Commands,
) {
    let whole = ui.available_rect_before_wrap();
    // Ribbons come from the raw text.
    let gutter = if raw.viewport().is_some() { size::RIBBONS } else { space::XL };
    let column = Rect::from_min_max(pos2(whole.left() + gutter - space::M, whole.top()), whole.max);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(column));
    // Title and bar stand over the sheet, beside the ribbons.
    let left = (manuscript.sheet_left() - column.left()).clamp(0.0, 120.0);
    pane_title(&mut child, view, "pane-draft", left);
    Frame::NONE.inner_margin(Margin { left: left as i8, ..Margin::ZERO }).show(&mut child, |ui| find_bar::ui(ui, view, search, commands));
    manuscript.ui(&mut child, view, commands);
    let top = raw.viewport().map_or(whole.top(), |viewport| viewport.top());
    let gutter = Rect::from_min_max(pos2(whole.left(), top), pos2(manuscript.sheet_left(), whole.bottom()));
    ribbons::ui(ui, gutter, view, index, raw, manuscript);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_give_way_to_the_draft_where_the_window_is_narrow() {
        let wanted = Widths::default();
        assert_eq!(fitting(wanted, 1600.0, true), None);
        let narrow = fitting(wanted, 1280.0, true).expect("narrower columns");
        assert!((narrow.outline + narrow.facsimile + narrow.inspector - (1280.0 - DRAFT)).abs() < 1.0, "{narrow:?}");
        assert!(narrow.outline >= LEAST.outline && narrow.facsimile >= LEAST.facsimile && narrow.inspector >= LEAST.inspector);
        assert_eq!(fitting(wanted, 700.0, true), Some(Widths { raw: LEAST.raw, ..LEAST }));
        let slim = Widths { outline: 100.0, ..wanted };
        assert_eq!(fitting(slim, 700.0, false).map(|widths| widths.outline), Some(100.0), "the editor has made it narrower");
    }
}
