//! The image of the caret's page, with the lines of the caret's block on it.

mod column_length;
mod keys;
mod outlines;
mod picking;
mod regions;
mod title;

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, EventFilter, Label, PointerButton, Pos2, Rect, RichText, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use crate::desktop::command::{Action, Commands, EditionCommand};
use crate::desktop::facsimile::{Image, Picture, Placement, Spot, Turn, on_image};
use crate::desktop::open::line_index::LineIndex;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{Pane, View};
use crate::explained::Explained;
use crate::page::{Page, PageIndex, PixelRect, Pixels};
use column_length::ColumnLength;
use outlines::{outline, paint_block, pointed};
use picking::Picking;
pub use picking::Tool;

/// The largest that a pixel of the image is shown, in points.
const LARGEST: f32 = 16.0;
/// How much room there is on both sides of a column that fills the pane, as a multiple of the column.
const COLUMN_ROOM: f32 = 1.12;
/// Columns whose widths differ by less than this factor are shown at the same size.
const ALIKE: f32 = 1.15;
/// How high the caret's character is shown where the image is fitted to it, in points.
const CHARACTER: f32 = 64.0;

/// How large the image is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// The lines of a column are as long as the pane is wide, or high where they run down the page; the page is as wide, where its source
    /// tells no lines.
    #[default]
    Column,
    /// The page is as wide as the pane.
    Width,
    /// The whole page is shown.
    Page,
    /// The caret's line is as long as the pane is wide, or high.
    Line,
    /// The caret's character is large, and in the middle.
    Caret,
    /// A pixel of the image is one of the screen.
    Actual,
    /// As large as the editor made it.
    Free,
}

/// The state of the facsimile pane.
#[derive(Default)]
pub struct FacsimilePane {
    fit: Fit,
    turn: Turn,
    /// How many points a pixel of the image takes up.
    scale: f32,
    /// The point of the image in the middle of what is shown, in its pixels.
    middle: Pos2,
    /// The page that is shown.
    page: Option<PageIndex>,
    /// The column that the caret is in.
    column: Option<ColumnLength>,
    /// The line that the column is that of.
    column_of: Option<(PageIndex, usize)>,
    /// The place that was brought into view last.
    followed: Option<Spot>,
    /// Picking lines with the mouse.
    picking: Picking,
    /// Whether an image was drawn in the last frame.
    is_shown: bool,
    /// The part of it that was in sight, in pixels of the page's layout.
    in_sight: PixelRect,
}

impl FacsimilePane {
    /// Whether an image is shown.
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// The page that was shown last.
    pub fn page(&self) -> Option<PageIndex> {
        self.page
    }

    /// Notes that the pane is not drawn.
    pub fn hide(&mut self) {
        self.is_shown = false;
        self.followed = None;
    }

    /// Shows the image at this size, and the caret's line again.
    pub fn fit(&mut self, fit: Fit) {
        self.fit = fit;
        self.followed = None;
    }

    /// Makes the image larger by a factor.
    pub fn zoom(&mut self, factor: f32) {
        self.fit = Fit::Free;
        self.scale *= factor;
    }

    /// Turns the image by a quarter.
    pub fn turn(&mut self) {
        self.turn = self.turn.quarter();
        self.followed = None;
    }

    /// Has the mouse do this, or move the image again.
    pub fn toggle_tool(&mut self, tool: Tool) {
        self.picking.tool = if self.picking.tool == tool { Tool::Move } else { tool };
    }

    /// The part of the page that is in sight, in pixels of its layout.
    pub fn in_sight(&self) -> Option<(PageIndex, PixelRect)> {
        self.page.filter(|_| self.is_shown).map(|page| (page, self.in_sight))
    }

    /// Whether it is known that a page has no image that can be shown.
    pub fn lacks_image(view: &View<'_>, page: PageIndex) -> bool {
        matches!(view.images.of(page), Some(Image::Missing | Image::Faulty(_)))
    }

    /// Draws the pane.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, index: &LineIndex, page: PageIndex, commands: &mut Commands) {
        self.is_shown = false;
        let Some(of) = view.document.and_then(|document| document.edition().page(page)) else { return };
        match view.images.of(page) {
            Some(Image::There(picture)) => self.image(ui, view, index, (page, of, picture), commands),
            Some(Image::Missing) => {
                let key = if of.layout().is_some_and(|layout| layout.image().is_some()) {
                    "facsimile-none-named"
                } else {
                    "facsimile-none-called"
                };
                let named =
                    of.layout().and_then(|layout| layout.image()).map(|name| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned());
                let name = named.unwrap_or_else(|| crate::page::page_stem(std::path::Path::new(&of.source().file)));
                let words = view.locale.with(key, &[("name", name.into())]);
                title::empty(ui, view, (&view.text("facsimile-none"), &words), Action::ChooseImage, commands);
            }
            Some(Image::Faulty(fault)) => {
                let way_out = if fault.is_locked() { Action::Unlock } else { Action::ChooseImage };
                title::empty(ui, view, (&view.text("facsimile-faulty"), &fault.in_words(view.locale)), way_out, commands);
            }
            Some(Image::Coming) | None => {
                let text = RichText::new(view.text("facsimile-coming")).font(theme::text(size::BODY)).color(view.theme.ink_3);
                ui.vertical_centered(|ui| {
                    ui.add_space(space::XXL);
                    ui.add(Label::new(text).selectable(false));
                });
            }
        }
    }

    fn image(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        index: &LineIndex,
        (page, of, picture): (PageIndex, &Arc<Page>, &Arc<Picture>),
        commands: &mut Commands,
    ) {
        let viewport = ui.available_rect_before_wrap();
        self.is_shown = true;
        let response = ui.interact(viewport, Pane::Facsimile.id(), Sense::click_and_drag());
        let label = view.document.and_then(|document| document.edition().masthead().page_labels.get(page.position()).cloned());
        let name = view.locale.with("facsimile-of", &[("page", label.unwrap_or_default().into())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        if self.page != Some(page) {
            self.page = Some(page);
            self.refit(ColumnLength::usual(of));
            self.middle = pos2(picture.size().0 as f32 / 2.0, 0.0);
            self.followed = None;
        }
        if let Some(spot) = view.spot.filter(|spot| spot.page == page && self.column_of != Some((page, spot.line))) {
            self.column_of = Some((page, spot.line));
            self.refit(ColumnLength::round(of, spot.line));
        }
        let per = view.images.per_layout_pixel(page, of);
        self.set_scale(ui, viewport, view, (page, of, picture), per);
        self.picking.begin(ui, &response, &self.placement(viewport));
        self.hands(ui, viewport, view, &response, commands);
        self.follow(view, viewport, (page, of), per);
        self.keep_in_view(viewport, picture);
        let placement = self.placement(viewport);
        let painter = ui.painter().with_clip_rect(viewport);
        painter.rect_filled(viewport, CornerRadius::ZERO, view.theme.ground);
        view.images.paint(&painter, page, &placement, view.settings, view.theme.scan());
        paint_block(view, &painter, index, (page, of), (&placement, per));
        picking::paint(view, &painter, (page, of), (&placement, per));
        regions::paint(view, &painter, page, (&placement, per));
        self.picking.go_on(view, &painter, &response, (page, of.layout().map(Arc::as_ref)), (&placement, per), commands);
        self.in_sight = on_page(placement.rect_on_image(viewport), picture, per);
        self.pointer(ui, view, &response, (page, of), (&placement, per), commands);
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        if response.has_focus() {
            painter.rect_stroke(viewport.shrink(1.0), CornerRadius::same(2), Stroke::new(1.0, view.theme.ink_3), StrokeKind::Inside);
        }
        picking::bars(ui, view, page, viewport, commands);
        if of.layout().is_none() {
            no_boxes(view, &painter, viewport);
        }
    }

    /// Notes the column that the caret has come to. What the editor has made larger or smaller is so in this one too.
    fn refit(&mut self, column: Option<ColumnLength>) {
        let Some(new) = column else { return };
        let old = self.column.filter(|old| old.runs_down == new.runs_down);
        let part = old.map_or(1.0, |old| new.pixels / old.pixels);
        if old.is_some() && (1.0 / ALIKE..ALIKE).contains(&part) {
            return;
        }
        if self.fit == Fit::Free {
            self.scale /= part;
        }
        self.column = Some(new);
        self.followed = None;
    }

    /// How the image lies in the pane.
    fn placement(&self, viewport: Rect) -> Placement {
        Placement::with(self.middle, viewport.center(), self.scale, self.turn)
    }

    /// A click on a line goes to its text, or picks it; beside the lines it lets those go that are picked.
    fn pointer(
        &mut self,
        ui: &Ui,
        view: &View<'_>,
        response: &egui::Response,
        (page, of): (PageIndex, &Page),
        at: (&Placement, f32),
        commands: &mut Commands,
    ) {
        let marked = response.hover_pos().filter(|_| self.picking.tool == Tool::Regions && response.clicked_by(PointerButton::Primary));
        if let Some(at) = marked.and_then(|point| regions::marked_at(view, page, at, point)) {
            commands.push(EditionCommand::ReleaseRegion(page, at));
            return;
        }
        let picks = self.picking.picks(ui);
        // The space bar counts as a click too, but means the caret's line.
        let clicked = response.clicked_by(PointerButton::Primary);
        match response.hover_pos().and_then(|point| pointed(of, at.0, at.1, point)) {
            Some((line, offset)) => {
                ui.ctx().set_cursor_icon(if picks { egui::CursorIcon::Crosshair } else { egui::CursorIcon::PointingHand });
                outline(&ui.painter_at(response.rect), line, at, Color32::TRANSPARENT, Stroke::new(1.0, view.theme.ink_2));
                let layout = of.layout().filter(|_| clicked && (picks || response.double_clicked()));
                if let Some(layout) = layout {
                    commands.push(picking::clicked(ui, view, response, (page, layout), line));
                } else if clicked {
                    commands.push(EditionCommand::GoToRaw(page, offset));
                    self.followed = Some(Spot { page, line: line.number, range: line.range, is_asked: false });
                }
            }
            None if self.picking.is_drawing() => ui.ctx().set_cursor_icon(egui::CursorIcon::Crosshair),
            None if response.dragged() => ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing),
            None if clicked && !picks && view.document.is_some_and(|document| !document.picks.lines().is_empty()) => {
                commands.push(EditionCommand::PickLines(Vec::new()));
            }
            None => {}
        }
    }

    fn set_scale(&mut self, ui: &Ui, viewport: Rect, view: &View<'_>, (page, of, picture): (PageIndex, &Page, &Picture), per: f32) {
        let size = vec2(picture.size().0.max(1) as f32, picture.size().1.max(1) as f32);
        let turned = self.turn.turned(size).abs();
        let width = viewport.width() / turned.x;
        let least = (viewport.height() / turned.y).min(width).min(1.0) / 2.0;
        let filled = |column: ColumnLength| {
            let room = if column.runs_down { viewport.height() } else { viewport.width() };
            room / (column.pixels * per * COLUMN_ROOM)
        };
        let line = || {
            let spot = view.spot.filter(|spot| spot.page == page)?;
            of.layout()?.line(spot.line).map(|line| line.outline.rect).filter(|rect| !rect.is_empty())
        };
        self.scale = match self.fit {
            Fit::Column => self.column.map_or(width, filled),
            Fit::Width => width,
            Fit::Page => width.min(viewport.height() / turned.y),
            Fit::Actual => 1.0 / ui.ctx().pixels_per_point(),
            // A short line is not blown up beyond the others of its column.
            Fit::Line => line().map_or(width, |rect| {
                let own = ColumnLength::of(rect);
                let column = self.column.filter(|column| column.runs_down == own.runs_down).map_or(0.0, |column| column.pixels);
                filled(ColumnLength { pixels: own.pixels.max(column / 2.0), ..own })
            }),
            Fit::Caret => line().map_or(width, |rect| CHARACTER / (rect.height().min(rect.width()).0.max(1) as f32 * per)),
            Fit::Free => self.scale,
        }
        .clamp(least, LARGEST);
    }

    /// The wheel and the mouse, and the keys while the pane has the keyboard.
    fn hands(&mut self, ui: &Ui, viewport: Rect, view: &View<'_>, response: &egui::Response, commands: &mut Commands) {
        let mut by = Vec2::ZERO;
        if let Some(pointer) = response.hover_pos() {
            let (wheel, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
            by += wheel;
            if zoom != 1.0 {
                // What is under the pointer stays there.
                let under = self.placement(viewport).on_image(pointer);
                self.zoom(zoom);
                self.scale = self.scale.min(LARGEST);
                self.middle = Placement::with(under, pointer, self.scale, self.turn).on_image(viewport.center());
            }
        }
        let pans = response.dragged_by(PointerButton::Primary) && !self.picking.is_drawing();
        if pans || response.dragged_by(PointerButton::Middle) {
            by += response.drag_delta();
        }
        if response.has_focus() {
            let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, escape: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            by += keys::keys(ui, viewport, view, commands);
        }
        let by = self.turn.back(by) / self.scale;
        self.middle -= by;
    }

    /// Brings the caret's line into view when the caret has come to another one.
    fn follow(&mut self, view: &View<'_>, viewport: Rect, (page, of): (PageIndex, &Page), per: f32) {
        let Some(spot) = view.spot.filter(|spot| spot.page == page) else { return };
        let by_character = self.fit == Fit::Caret;
        let same = |old: Spot| (old.page, old.line) == (page, spot.line) && (!by_character || old.range == spot.range);
        if self.followed.replace(spot).is_some_and(same) {
            return;
        }
        let Some(layout) = of.layout() else { return };
        if by_character && let Some(rect) = layout.rect_of(spot.range) {
            self.middle = on_image(rect, per).center();
            return;
        }
        let Some(line) = layout.line(spot.line).filter(|line| !line.outline.rect.is_empty()) else { return };
        let placement = self.placement(viewport);
        let rect = on_image(line.outline.rect, per);
        let shown = placement.rect_on_screen(rect);
        let room = viewport.shrink2(vec2(space::S, viewport.height() / 8.0));
        let mut at = placement.on_screen(self.middle);
        if !room.y_range().contains(shown.center().y) {
            at.y = shown.center().y;
        }
        if shown.left() < room.left() || shown.right() > room.right() {
            // A short line goes to where the others of its column are, so that the column is not cut.
            let column = layout.regions_round(line).map(|region| placement.rect_on_screen(on_image(region.outline.rect, per)));
            let whole = column.filter(|column| column.width() <= viewport.width()).max_by(|a, b| a.width().total_cmp(&b.width()));
            at.x = whole.filter(|column| column.width() > shown.width()).unwrap_or(shown).center().x;
        }
        self.middle = placement.on_image(at);
    }

    /// The image fills the pane, or lies in the middle of it where it is smaller.
    fn keep_in_view(&mut self, viewport: Rect, picture: &Picture) {
        let half = self.turn.back(viewport.size() / self.scale / 2.0).abs();
        let keep = |middle: f32, half: f32, length: u32| {
            let length = length as f32;
            if 2.0 * half >= length { length / 2.0 } else { middle.clamp(half, length - half) }
        };
        self.middle = pos2(keep(self.middle.x, half.x, picture.size().0), keep(self.middle.y, half.y, picture.size().1));
    }
}

/// A rectangle of the image in pixels of the page's layout, one of which is `per` of the image's; as far as it lies on the image.
fn on_page(rect: Rect, picture: &Picture, per: f32) -> PixelRect {
    let rect = rect.intersect(Rect::from_min_size(Pos2::ZERO, vec2(picture.size().0 as f32, picture.size().1 as f32)));
    let [left, top, right, bottom] =
        [rect.left(), rect.top(), rect.right(), rect.bottom()].map(|edge| Pixels::nearest(f64::from(edge / per)));
    PixelRect { left, top, right: right.max(left), bottom: bottom.max(top) }
}

/// Says that the image does not follow the caret.
fn no_boxes(view: &View<'_>, painter: &egui::Painter, viewport: Rect) {
    let at = pos2(viewport.left() + space::M, viewport.bottom() - space::S);
    let width = viewport.width() - 2.0 * space::M;
    let galley = painter.layout(view.text("facsimile-no-boxes"), theme::text(size::SMALL), view.theme.ink_2, width);
    let rect = Rect::from_min_size(at - vec2(0.0, galley.size().y), galley.size());
    painter.rect_filled(rect.expand(space::XS), CornerRadius::same(4), view.theme.panel);
    painter.galley(rect.min, galley, view.theme.ink_2);
}
