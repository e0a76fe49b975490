//! All images of a character side by side.

use eframe::egui::{
    self, Align2, Color32, ColorImage, CornerRadius, Rect, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, Vec2, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use super::{CarpetDialog, grid_id};
use crate::carpet::{CarpetGroup, CharacterImage, SIDE};
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;

/// The side of an image, and the height of its place below it, in points.
const IMAGE: f32 = 44.0;
const BELOW: f32 = 12.0;
/// How far the border of the one under the cursor stands outside of it, in points.
const BORDER: f32 = 2.0;
/// From the beginning of one to that of the next, in points.
const STEP: Vec2 = vec2(IMAGE + 2.0 * space::S, IMAGE + BELOW + 2.0 * space::S);
/// How many images stand in a row of a texture, and how many rows it has: no graphics card has less room.
const WIDE: usize = 48;
const HIGH: usize = 48;

/// The images of characters in textures.
pub(super) struct Atlas {
    characters: Vec<char>,
    /// How many images these had, and whether light was turned round.
    of: (usize, bool),
    textures: Vec<TextureHandle>,
}

impl Atlas {
    fn new(ctx: &egui::Context, group: &CarpetGroup<'_>, inverted: bool) -> Atlas {
        let side = SIDE as usize;
        let texture = |images: &[&CharacterImage]| {
            let mut pixels = vec![Color32::WHITE; WIDE * side * HIGH * side];
            for (number, image) in images.iter().enumerate() {
                let (column, row) = (number % WIDE, number / WIDE);
                for (y, line) in image.pixels.chunks_exact(side).enumerate() {
                    let from = (row * side + y) * WIDE * side + column * side;
                    for (pixel, grey) in pixels[from..from + side].iter_mut().zip(line) {
                        *pixel = Color32::from_gray(if inverted { 255 - grey } else { *grey });
                    }
                }
            }
            ctx.load_texture("carpet", ColorImage::new([WIDE * side, HIGH * side], pixels), TextureOptions::LINEAR)
        };
        let textures = group.images.chunks(WIDE * HIGH).map(texture).collect();
        Atlas { characters: group.characters.clone(), of: (group.images.len(), inverted), textures }
    }

    /// The texture that an image is in, and the part of it that it is.
    fn part(&self, number: usize) -> Option<(&TextureHandle, Rect)> {
        let (texture, number) = (self.textures.get(number / (WIDE * HIGH))?, number % (WIDE * HIGH));
        let (column, row) = ((number % WIDE) as f32, (number / WIDE) as f32);
        let at = |x: f32, y: f32| pos2(x / WIDE as f32, y / HIGH as f32);
        Some((texture, Rect::from_min_max(at(column, row), at(column + 1.0, row + 1.0))))
    }
}

impl CarpetDialog {
    /// Draws the images of a character. A click goes to one and marks it, or takes the mark away.
    pub(super) fn grid(&mut self, ui: &mut Ui, view: &View<'_>, group: &CarpetGroup<'_>, room: Vec2) {
        let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
        let focus = ui.interact(rect, grid_id(), Sense::focusable_noninteractive());
        let characters: String = group.characters.iter().collect();
        let args = [("character", characters.clone().into()), ("count", group.images.len().into())];
        let name = view.locale.with("carpet-images", &args);
        focus.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
        ui.painter().rect_filled(rect, CornerRadius::same(radius::FIELD), view.theme.ground);
        let inner = rect.shrink(space::M);
        let head = theme::text(size::BODY);
        let said = view.locale.with("carpet-keys", &args);
        widgets::one_line(ui, inner.left_top(), Align2::LEFT_TOP, &said, head, view.theme.ink_2, inner.width());
        let list = Rect::from_min_max(pos2(inner.left(), inner.top() + size::BODY * 2.0), inner.max);
        self.columns = ((list.width() - space::M) / STEP.x).floor().max(1.0) as usize;
        let is_stale = |atlas: &Atlas| atlas.characters != group.characters || atlas.of != (group.images.len(), view.settings.inverted);
        if self.atlas.as_ref().is_none_or(is_stale) {
            self.atlas = Some(Atlas::new(ui.ctx(), group, view.settings.inverted));
        }
        self.at = self.at.min(group.images.len().saturating_sub(1));
        let moved = std::mem::take(&mut self.moved);
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt("carpet-grid").max_rect(list));
        let scroll = egui::ScrollArea::vertical().id_salt(("carpet", &characters)).auto_shrink(false);
        scroll.show_viewport(&mut child, |ui, shown| {
            let rows = group.images.len().div_ceil(self.columns);
            ui.set_height(rows as f32 * STEP.y + BORDER);
            // The border of the one under the cursor stands outside of it.
            let origin = ui.min_rect().min + Vec2::splat(BORDER);
            let columns = self.columns;
            let at = |number: usize| {
                let (column, row) = ((number % columns) as f32, (number / columns) as f32);
                Rect::from_min_size(origin + vec2(column * STEP.x, row * STEP.y), STEP - Vec2::splat(space::S))
            };
            let first = (shown.top() / STEP.y).max(0.0) as usize * self.columns;
            let last = ((shown.bottom() / STEP.y).max(0.0) as usize + 1) * self.columns;
            let mut clicked = None;
            for (number, image) in group.images.iter().enumerate().take(last).skip(first) {
                if self.tile(ui, view, (number, image, at(number)), focus.has_focus()) {
                    clicked = Some(number);
                }
            }
            if let Some(number) = clicked {
                self.at = number;
                self.toggle(group);
                focus.request_focus();
            }
            if moved {
                ui.scroll_to_rect(at(self.at), None);
            }
        });
    }

    /// Draws an image with its place. Whether it was clicked.
    fn tile(&self, ui: &Ui, view: &View<'_>, (number, image, rect): (usize, &CharacterImage, Rect), has_focus: bool) -> bool {
        let is_marked = self.marked.contains(&image.place);
        let place = format!("{}:{}", image.page.position() + 1, image.line);
        // Beside its like, what the text has is told.
        let place = if self.together { format!("{} {place}", image.character) } else { place };
        let response = ui.interact(rect, ui.scope_id().with(number), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_marked, &place));
        let painter = ui.painter();
        let border = match (is_marked, image.is_odd) {
            (true, _) => Stroke::new(2.0, view.theme.accent),
            (false, true) => Stroke::new(1.5, view.theme.amber),
            (false, false) => Stroke::new(1.0, view.theme.hairline),
        };
        painter.rect(rect, CornerRadius::same(radius::FIELD), view.theme.paper, border, StrokeKind::Inside);
        let side = Rect::from_center_size(pos2(rect.center().x, rect.top() + space::XS + IMAGE / 2.0), Vec2::splat(IMAGE - space::S));
        if let Some((texture, part)) = self.atlas.as_ref().and_then(|atlas| atlas.part(number)) {
            painter.image(texture.id(), side, part, view.theme.scan());
        }
        let below = pos2(rect.center().x, rect.bottom() - space::XS);
        painter.text(below, Align2::CENTER_BOTTOM, &place, theme::text(size::TINY), view.theme.ink_3);
        if number == self.at {
            let color = if has_focus { view.theme.ink } else { view.theme.ink_3 };
            painter.rect_stroke(rect.expand(BORDER), CornerRadius::same(radius::FIELD + 2), Stroke::new(2.0, color), StrokeKind::Inside);
        }
        response.clicked()
    }
}
