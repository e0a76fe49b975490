//! The columns of the desk: how wide they are, and what stands in them.

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Rect, Ui, pos2};

use super::arrangement::Arrangement;
use super::command::{Action, Commands};
use super::manuscript::Manuscript;
use super::open::Panes;
use super::open::line_index::LineIndex;
use super::open::search::Search;
use super::panes::{facsimile::FacsimilePane, find_bar, left, queue, rail, raw::RawPane, ribbons};
use super::settings::Widths;
use super::theme::{self, size, space};
use super::view::View;
use super::widgets;
use crate::page::PageIndex;

/// What the words in place of a missing image need, in points.
const NO_IMAGE: f32 = 250.0;

/// Draws the columns that there is room for, and the rail. Gives back how wide the editor has made them.
pub(super) fn ui(
    ui: &mut Ui,
    view: &View<'_>,
    (index, page, shows_queue): (&LineIndex, PageIndex, bool),
    (panes, search): (&mut Panes, &mut Search),
    commands: &mut Commands,
) -> Widths {
    let Arrangement { outline, sources, inspector, has_rail, .. } = view.arrangement;
    let mut widths = *view.settings.widths_in(view.arrangement.is_narrow);
    if has_rail {
        let frame = Frame::NONE.fill(view.theme.panel);
        Panel::left("rail").exact_size(size::RAIL).resizable(false).frame(frame).show(ui, |ui| rail::ui(ui, view, shows_queue, commands));
    }
    if let Some(width) = outline {
        column(ui, view, Panel::left(name(view, "outline")), (width, &mut widths.outline), |ui| {
            ui.take_available_width();
            left::title(ui, view, shows_queue, commands);
            if shows_queue { queue::ui(ui, view, commands) } else { panes.outline.ui(ui, view, commands) }
        });
    }
    if let Some(width) = inspector {
        let side = Panel::right(name(view, "inspector"));
        column(ui, view, side, (width, &mut widths.inspector), |ui| panes.inspector.ui(ui, view, commands));
    }
    match sources {
        Some(width) => {
            let has_facsimile = view.settings.beside.has_facsimile();
            let side = Panel::left(name(view, if has_facsimile { "beside-draft" } else { "raw" })).show_separator_line(false);
            let remembered = if has_facsimile { &mut widths.facsimile } else { &mut widths.raw };
            column(ui, view, side, (width, remembered), |ui| {
                beside_draft(ui, view, index, (&mut panes.raw, &mut panes.facsimile), page, commands);
            });
        }
        None => {
            panes.raw.hide();
            panes.facsimile.hide();
        }
    }
    CentralPanel::default()
        .frame(Frame::NONE.fill(view.theme.ground))
        .show(ui, |ui| draft(ui, view, index, &panes.raw, (&mut panes.manuscript, search), commands));
    widths
}

/// A column's name. egui remembers the width of a column by it: in another window the column has another width.
fn name(view: &View<'_>, name: &str) -> egui::Id {
    let Arrangement { window, outline, sources, inspector, .. } = view.arrangement;
    let shown = [outline, sources, inspector].map(|width| width.is_some());
    egui::Id::unique((name, window as u32, shown))
}

/// Draws pages whose first draft is being made: their raw text where it will stand, and room for the rest, so that nothing moves once the
/// draft is there.
pub(super) fn arriving(ui: &mut Ui, view: &View<'_>, raw: &mut RawPane, commands: &mut Commands) {
    let Arrangement { outline, sources, inspector, has_rail, .. } = view.arrangement;
    let frame = Frame::NONE.fill(view.theme.panel);
    let empty = |ui: &mut Ui, panel: Panel, width: f32| {
        panel.exact_size(width).resizable(false).frame(frame).show(ui, |ui| ui.take_available_space());
    };
    if has_rail {
        empty(ui, Panel::left("rail"), size::RAIL);
    }
    if let Some(width) = outline {
        empty(ui, Panel::left("arriving-outline"), width);
    }
    if let Some(width) = inspector {
        empty(ui, Panel::right("arriving-inspector"), width);
    }
    // The raw text is all there is, so it stands in for an image, too.
    let width = sources.unwrap_or(view.settings.widths_in(view.arrangement.is_narrow).raw);
    let side = Panel::left("arriving-raw").exact_size(width).resizable(false).show_separator_line(false).frame(frame);
    side.show(ui, |ui| {
        pane_title(ui, view, "pane-raw", space::L);
        raw.ui(ui, view, &LineIndex::default(), commands);
    });
    CentralPanel::default().frame(Frame::NONE.fill(view.theme.ground)).show(ui, |ui| {
        let text = egui::RichText::new(view.text("arriving-draft")).font(theme::text(size::TITLE)).color(view.theme.ink_2);
        ui.centered_and_justified(|ui| ui.add(egui::Label::new(text).selectable(false)));
    });
}

/// Draws a column of this width, in points. What is `remembered` of it, which the window may have no room for, becomes what the editor
/// has dragged it to.
fn column(ui: &mut Ui, view: &View<'_>, side: Panel, (width, remembered): (f32, &mut f32), add: impl FnOnce(&mut Ui)) {
    let most = width + view.arrangement.spare;
    let frame = Frame::NONE.fill(view.theme.panel);
    let response = side.default_size(width).max_size(most).resizable(true).frame(frame).show(ui, add).response;
    if (response.rect.width() - width).abs() > 1.0 {
        *remembered = response.rect.width();
    }
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
fn beside_draft(
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
        pane_title(ui, view, "pane-raw", space::L);
        raw.ui(ui, view, index, commands);
    };
    if !beside.has_facsimile() {
        facsimile.hide();
        return raw_pane(ui, raw, commands);
    }
    // The raw text stands in for an image that is not there.
    let lacks_image = FacsimilePane::lacks_image(view, page);
    if beside.has_raw() || lacks_image {
        let frame = Frame::NONE.fill(view.theme.panel);
        let height = if lacks_image { (ui.available_height() - NO_IMAGE).max(size::BAR) } else { ui.available_height() * 0.42 };
        let name = egui::Id::unique(("raw-below", lacks_image));
        Panel::bottom(name).default_size(height).resizable(true).frame(frame).show(ui, |ui| raw_pane(ui, raw, commands));
    } else {
        raw.hide();
    }
    facsimile.title(ui, view, commands);
    facsimile.ui(ui, view, index, page, commands);
}

/// The way back from the draft alone, by mouse, in the corner.
fn back(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    ui.with_layout(egui::Layout::top_down(egui::Align::Max), |ui| {
        widgets::icon_button(ui, view, Action::DraftAlone, commands);
    });
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
    let gutter = match raw.viewport() {
        Some(_) if view.arrangement.is_narrow => size::RIBBONS_NARROW,
        Some(_) => size::RIBBONS,
        None if view.arrangement.is_narrow => space::M,
        None => space::XL,
    };
    let column = Rect::from_min_max(pos2(whole.left() + gutter - space::M, whole.top()), whole.max);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(column));
    // Title and bar stand over the sheet, beside the ribbons.
    let left = (manuscript.sheet_left() - column.left()).clamp(0.0, 120.0);
    if view.settings.draft_alone {
        back(&mut child, view, commands);
    } else {
        pane_title(&mut child, view, "pane-draft", left);
    }
    Frame::NONE.inner_margin(Margin { left: left as i8, ..Margin::ZERO }).show(&mut child, |ui| find_bar::ui(ui, view, search, commands));
    // Whatever stands above it, the manuscript is as wide as its column.
    let below = Rect::from_min_max(pos2(column.left(), child.cursor().top()), column.max);
    manuscript.ui(&mut ui.new_child(egui::UiBuilder::new().max_rect(below)), view, commands);
    // Raw text that stands below the image comes from farther down than its text in the draft.
    let top = raw.viewport().map_or(whole.top(), |viewport| viewport.top().min(below.top()));
    let gutter = Rect::from_min_max(pos2(whole.left(), top), pos2(manuscript.sheet_left(), whole.bottom()));
    ribbons::ui(ui, gutter, view, index, raw, manuscript);
}
