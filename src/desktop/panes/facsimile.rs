//! The image of the caret's page, with the lines of the caret's block on it.

use std::sync::Arc;

use eframe::egui::{
    self, Align, Color32, CornerRadius, EventFilter, Key, Label, Layout, Modifiers, Painter, PointerButton, Pos2, Rect, RichText, Sense,
    Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::desktop::command::{Action, Command};
use crate::desktop::explain::Explain;
use crate::desktop::facsimile::{Image, Picture, Placement, Turn, on_image};
use crate::desktop::index::Index;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{Pane, View};
use crate::desktop::{icons, widgets};
use crate::edition::Shelf;
use crate::page::{LineBox, Page, PageIndex, PixelPoint, Pixels, RawOffset};

/// How far from a line a click still means it, in points.
const NEAR: f32 = 8.0;
/// The largest that a pixel of the image is shown, in points.
const LARGEST: f32 = 16.0;
/// How far an arrow moves the image, in points.
const STEP: f32 = 60.0;
/// How much room there is on both sides of a column that is as wide as the pane, as a multiple of the column.
const COLUMN_ROOM: f32 = 1.12;

/// How large the image is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// A column of the page is as wide as the pane; the page, where its source tells no lines.
    #[default]
    Column,
    /// The page is as wide as the pane.
    Width,
    /// The whole page is shown.
    Page,
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
    /// The raw line that was brought into view last.
    followed: Option<(PageIndex, usize)>,
    /// Whether an image was drawn in the last frame.
    is_shown: bool,
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

    /// Draws the title and the buttons.
    pub fn title(&mut self, ui: &mut Ui, view: &View<'_>, commands: &mut Vec<Command>) {
        let margin = egui::Margin { left: space::L as i8, right: space::S as i8, top: space::XS as i8, bottom: space::XS as i8 };
        egui::Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.horizontal(|ui| {
                let text = RichText::new(view.text("pane-facsimile")).font(theme::strong(size::SMALL)).color(view.theme.ink_3);
                ui.add(Label::new(text).selectable(false));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let switches = [(Action::Invert, view.settings.inverted), (Action::Contrast, view.settings.contrast)];
                    for (action, on) in switches {
                        button(ui, view, action, on, commands);
                    }
                    button(ui, view, Action::TurnImage, false, commands);
                    for action in [Action::ImageLarger, Action::ImageSmaller] {
                        button(ui, view, action, false, commands);
                    }
                    let fits = [(Action::FitPage, Fit::Page), (Action::FitWidth, Fit::Width), (Action::FitColumn, Fit::Column)];
                    for (action, fit) in fits {
                        button(ui, view, action, self.is_shown && self.fit == fit, commands);
                    }
                });
            });
        });
    }

    /// Draws the pane.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, index: &Index, page: PageIndex, commands: &mut Vec<Command>) {
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
                empty(ui, view, &view.text("facsimile-none"), &view.locale.with(key, &[("name", name.into())]), commands);
            }
            Some(Image::Faulty(fault)) => empty(ui, view, &view.text("facsimile-faulty"), &fault.words(view.locale), commands),
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
        index: &Index,
        (page, of, picture): (PageIndex, &Arc<Page>, &Arc<Picture>),
        commands: &mut Vec<Command>,
    ) {
        let viewport = ui.available_rect_before_wrap();
        self.is_shown = true;
        let response = ui.interact(viewport, Pane::Facsimile.id(), Sense::click_and_drag());
        let label = view.document.and_then(|document| document.edition().masthead().page_labels.get(page.position()).cloned());
        let name = view.locale.with("facsimile-of", &[("page", label.unwrap_or_default().into())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        if self.page != Some(page) {
            self.page = Some(page);
            self.middle = pos2(picture.size().0 as f32 / 2.0, 0.0);
            self.followed = None;
        }
        let per = view.images.per_layout_pixel(page, of);
        self.set_scale(ui, viewport, (of, picture), per);
        self.hands(ui, viewport, &response, commands);
        self.follow(view, viewport, (page, of), per);
        self.keep_in_view(viewport, picture);
        let placement = Placement::with(self.middle, viewport.center(), self.scale, self.turn);
        let painter = ui.painter().with_clip_rect(viewport);
        painter.rect_filled(viewport, CornerRadius::ZERO, view.theme.ground);
        view.images.paint(&painter, page, &placement, view.settings, view.theme.scan());
        self.lines(view, &painter, index, (page, of), (&placement, per));
        let pointed = response.hover_pos().and_then(|at| pointed(of, &placement, per, at));
        if let Some((line, at)) = pointed {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
            outline(&painter, line, (&placement, per), Color32::TRANSPARENT, Stroke::new(1.0, view.theme.ink_2));
            if response.clicked() {
                commands.push(Command::GoToRaw(page, at));
                self.followed = Some((page, line.number));
            }
        } else if response.dragged() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        }
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        if response.has_focus() {
            painter.rect_stroke(viewport.shrink(1.0), CornerRadius::same(2), Stroke::new(1.0, view.theme.ink_3), StrokeKind::Inside);
        }
        if of.layout().is_none() {
            let at = pos2(viewport.left() + space::M, viewport.bottom() - space::S);
            let galley = painter.layout(
                view.text("facsimile-no-boxes"),
                theme::text(size::SMALL),
                view.theme.ink_2,
                viewport.width() - 2.0 * space::M,
            );
            let rect = Rect::from_min_size(at - vec2(0.0, galley.size().y), galley.size());
            painter.rect_filled(rect.expand(space::XS), CornerRadius::same(4), view.theme.panel);
            painter.galley(rect.min, galley, view.theme.ink_2);
        }
    }

    fn set_scale(&mut self, ui: &Ui, viewport: Rect, (of, picture): (&Page, &Picture), per: f32) {
        let size = vec2(picture.size().0.max(1) as f32, picture.size().1.max(1) as f32);
        let turned = self.turn.turned(size).abs();
        let width = viewport.width() / turned.x;
        let least = (viewport.height() / turned.y).min(width).min(1.0) / 2.0;
        self.scale = match self.fit {
            Fit::Column => column_width(of).map_or(width, |column| viewport.width() / (column * per * COLUMN_ROOM)),
            Fit::Width => width,
            Fit::Page => width.min(viewport.height() / turned.y),
            Fit::Actual => 1.0 / ui.ctx().pixels_per_point(),
            Fit::Free => self.scale,
        }
        .clamp(least, LARGEST);
    }

    /// The wheel and the mouse, and the keys while the pane has the keyboard.
    fn hands(&mut self, ui: &Ui, viewport: Rect, response: &egui::Response, commands: &mut Vec<Command>) {
        let mut by = Vec2::ZERO;
        if let Some(pointer) = response.hover_pos() {
            let (wheel, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
            by += wheel;
            if zoom != 1.0 {
                // What is under the pointer stays there.
                let under = Placement::with(self.middle, viewport.center(), self.scale, self.turn).on_image(pointer);
                self.zoom(zoom);
                self.scale = self.scale.min(LARGEST);
                self.middle = Placement::with(under, pointer, self.scale, self.turn).on_image(viewport.center());
            }
        }
        if response.dragged_by(PointerButton::Primary) || response.dragged_by(PointerButton::Middle) {
            by += response.drag_delta();
        }
        if response.has_focus() {
            let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            by += keys(ui, viewport, commands);
        }
        let by = self.turn.back(by) / self.scale;
        self.middle -= by;
    }

    /// Brings the caret's line into view when the caret has come to another one.
    fn follow(&mut self, view: &View<'_>, viewport: Rect, (page, of): (PageIndex, &Page), per: f32) {
        let Some(spot) = view.spot.filter(|spot| spot.page == page) else { return };
        if self.followed.replace((page, spot.line)) == Some((page, spot.line)) {
            return;
        }
        let Some(layout) = of.layout() else { return };
        let Some(line) = layout.line(spot.line).filter(|line| !line.outline.rect.is_empty()) else { return };
        let placement = Placement::with(self.middle, viewport.center(), self.scale, self.turn);
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

    /// The lines of the caret's block in the tint of its article, the caret's own line stronger.
    fn lines(&self, view: &View<'_>, painter: &Painter, index: &Index, (page, of): (PageIndex, &Page), at: (&Placement, f32)) {
        let Some(layout) = of.layout() else { return };
        let Some(entry) = view.document.and_then(|document| document.current_block()).and_then(|(_, block)| index.block(block.id())) else {
            return;
        };
        let tint =
            entry.article.filter(|_| matches!(entry.shelf, Shelf::Article(_))).map_or(view.theme.ink_3, |article| view.theme.tint(article));
        for span in entry.spans.iter().filter(|span| span.page == page) {
            for line in span.lines.clone().filter_map(|number| layout.line(number)) {
                let is_carets = view.spot.is_some_and(|spot| (spot.page, spot.line) == (page, line.number));
                let stroke = if is_carets { Stroke::new(2.0, view.theme.accent) } else { Stroke::new(1.0, tint.gamma_multiply(0.4)) };
                outline(painter, line, at, tint.gamma_multiply(if is_carets { 0.08 } else { 0.16 }), stroke);
            }
        }
        let asked = view.spot.filter(|spot| spot.page == page && spot.is_asked).and_then(|spot| layout.rect_of(spot.range));
        if let Some(rect) = asked {
            let rect = at.0.rect_on_screen(on_image(rect, at.1)).expand(2.0);
            painter.rect_stroke(rect, CornerRadius::same(2), Stroke::new(2.0, view.theme.amber), StrokeKind::Outside);
        }
    }
}

/// The keys: how far they move the image on the screen.
fn keys(ui: &Ui, viewport: Rect, commands: &mut Vec<Command>) -> Vec2 {
    let actions = [
        (Key::Plus, Action::ImageLarger),
        (Key::Equals, Action::ImageLarger),
        (Key::Minus, Action::ImageSmaller),
        (Key::Num0, Action::FitPage),
        (Key::Num1, Action::ActualSize),
        (Key::C, Action::FitColumn),
        (Key::W, Action::FitWidth),
        (Key::R, Action::TurnImage),
    ];
    ui.input_mut(|input| {
        for (key, action) in actions {
            if input.consume_key(Modifiers::NONE, key) {
                commands.push(Command::Do(action));
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            commands.push(Command::Focus(Pane::Draft));
        }
        let page = viewport.height() * 0.9;
        let ways = [
            (Key::ArrowLeft, vec2(STEP, 0.0)),
            (Key::ArrowRight, vec2(-STEP, 0.0)),
            (Key::ArrowUp, vec2(0.0, STEP)),
            (Key::ArrowDown, vec2(0.0, -STEP)),
            (Key::PageUp, vec2(0.0, page)),
            (Key::PageDown, vec2(0.0, -page)),
        ];
        ways.into_iter().filter(|(key, _)| input.consume_key(Modifiers::NONE, *key)).fold(Vec2::ZERO, |sum, (_, by)| sum + by)
    })
}

/// How wide the columns of a page are, in pixels of its layout: most of its lines are as wide, or narrower where they end a paragraph.
fn column_width(page: &Page) -> Option<f32> {
    let mut widths: Vec<u32> = page.layout()?.lines().iter().map(|line| line.outline.rect.width().0).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let at = widths.len() * 3 / 4;
    widths.get(at).map(|width| *width as f32)
}

/// The line at a point of the screen, and the raw character there.
fn pointed<'a>(page: &'a Page, placement: &Placement, per: f32, at: Pos2) -> Option<(&'a LineBox, RawOffset)> {
    let layout = page.layout()?;
    let on = placement.on_image(at) / per;
    if on.x < 0.0 || on.y < 0.0 {
        return None;
    }
    let point = PixelPoint { x: Pixels::nearest(f64::from(on.x)), y: Pixels::nearest(f64::from(on.y)) };
    let line = layout.line_near(point, Pixels::nearest(f64::from(NEAR / placement.scale / per)))?;
    let (range, rect) = layout
        .word_at_point(point)
        .map(|word| layout.glyphs_in(word.range).iter().find(|glyph| glyph.rect.contains(point)).unwrap_or(word))
        .map_or((line.range, line.outline.rect), |reading| (reading.range, reading.rect));
    let share = (on.x - rect.left.0 as f32) / rect.width().0.max(1) as f32;
    let before = (share.clamp(0.0, 1.0) * range.len() as f32) as u32;
    Some((line, RawOffset((range.start.0 + before).min(range.end.0.saturating_sub(1)).max(range.start.0))))
}

/// Draws round a line.
fn outline(painter: &Painter, line: &LineBox, (placement, per): (&Placement, f32), fill: Color32, stroke: Stroke) {
    if line.outline.rect.is_empty() {
        return;
    }
    let rect = placement.rect_on_screen(on_image(line.outline.rect, per)).expand(2.0);
    if !painter.clip_rect().intersects(rect) {
        return;
    }
    if line.outline.polygon.len() > 2 {
        let on_screen = |point: &PixelPoint| placement.on_screen(pos2(point.x.0 as f32 * per, point.y.0 as f32 * per));
        // A polygon may bend inwards, which only its outline may.
        painter.add(Shape::closed_line(line.outline.polygon.iter().map(on_screen).collect(), stroke));
    } else {
        painter.rect(rect, CornerRadius::same(2), fill, stroke, StrokeKind::Outside);
    }
}

/// A button of the title; `on` for what is switched on.
fn button(ui: &mut Ui, view: &View<'_>, action: Action, on: bool, commands: &mut Vec<Command>) {
    let response = widgets::icon_button(ui, view, action, commands);
    if on {
        let y = response.rect.bottom() - 4.0;
        ui.painter().hline(response.rect.shrink(8.0).x_range(), y, Stroke::new(2.0, view.theme.ink_2));
    }
}

/// What stands there in place of an image, and what to do.
fn empty(ui: &mut Ui, view: &View<'_>, title: &str, text: &str, commands: &mut Vec<Command>) {
    egui::Frame::NONE.inner_margin(egui::Margin::same(space::XL as i8)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(space::XXL);
            ui.add(
                Label::new(RichText::new(icons::character("image")).font(theme::icons(size::HEADLINE)).color(view.theme.ink_3))
                    .selectable(false),
            );
            ui.add(Label::new(RichText::new(title).font(theme::strong(size::TITLE)).color(view.theme.ink)).selectable(false));
            ui.add(Label::new(RichText::new(text).font(theme::chinese(size::BODY)).color(view.theme.ink_2)).wrap().selectable(false));
            ui.add_space(space::S);
            if widgets::button(ui, view, &view.text(Action::ChooseImage.key()), true).clicked() {
                commands.push(Command::Do(Action::ChooseImage));
            }
        });
    });
}
