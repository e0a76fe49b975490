//! The list of places that are alike: each with the text round it and its picture, and a box to tick.

use eframe::egui::{self, Align, Align2, CornerRadius, EventFilter, Id, Key, Layout, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui};
use eframe::egui::{WidgetInfo, accesskit::Role, pos2, vec2};

use super::title_text;
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::facsimile::{Placement, Spot, Turn, on_image};
use crate::desktop::icons;
use crate::desktop::open::alike::{Alike, AlikePlace};
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::page::line_crop;

/// The height of a row, in points.
const ROW: f32 = 28.0;
/// How much higher it is with a picture, in points.
const PICTURE: f32 = 30.0;
/// How many rows are shown at once, where the window has room for them.
const ROWS: f32 = 14.0;

fn list_id() -> Id {
    Id::unique("alike-list")
}

/// Draws the list. Space ticks a place, Enter settles those that are ticked.
pub fn ui(ui: &mut Ui, view: &View<'_>, alike: &mut Alike, first: bool, commands: &mut Commands) {
    let room = ui.ctx().content_rect().size();
    ui.set_width(size::DIALOG_WIDE.min(room.x - 2.0 * space::XXL));
    let count = [("text", alike.text.clone().into()), ("count", alike.places.len().into())];
    title_text(ui, view, &view.locale.with(if alike.text.is_empty() { "alike-title-other" } else { "alike-title" }, &count));
    let in_list = keys(ui, alike, commands);
    let has_pictures = alike.places.iter().any(|place| place.spot.is_some_and(|spot| view.images.picture(spot.page).is_some()));
    let row = if has_pictures { ROW + PICTURE } else { ROW };
    list(ui, view, alike, (row, in_list, first), commands);
    ui.add_space(space::S);
    if alike.is_wording {
        widgets::label(ui, view, "find-replacement");
        let name = view.text("find-replacement");
        widgets::field(ui, view, Id::unique("alike-replacement"), &name, &mut alike.replacement, "");
    }
    buttons(ui, view, alike, commands);
}

/// The keys of the list, while it has the keyboard; Enter also in the field. Gives back whether the keys moved in the list.
fn keys(ui: &Ui, alike: &mut Alike, commands: &mut Commands) -> bool {
    let id = list_id();
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let in_field = ui.ctx().text_edit_focused();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    if has_focus && pressed(Modifiers::SHIFT, Key::Enter) {
        if let Some(place) = alike.places.get(alike.at) {
            commands.push(ShellCommand::CloseDialog);
            commands.push(EditionCommand::GoToAlike(place.clone()));
        }
    } else if (has_focus || in_field) && pressed(Modifiers::NONE, Key::Enter) {
        settle(alike, commands);
    }
    if !has_focus {
        return false;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let last = alike.places.len().saturating_sub(1);
    let before = alike.at;
    for (key, to) in [(Key::ArrowDown, before + 1), (Key::ArrowUp, before.saturating_sub(1)), (Key::Home, 0), (Key::End, last)] {
        if pressed(Modifiers::NONE, key) {
            alike.at = to.min(last);
        }
    }
    if pressed(Modifiers::NONE, Key::Space)
        && let Some(place) = alike.places.get_mut(alike.at)
    {
        place.is_ticked ^= true;
    }
    alike.at != before
}

/// What Enter does: the likelier answer, as on the card of a query.
fn settle(alike: &Alike, commands: &mut Commands) {
    if !alike.stands_first() && alike.can_replace() {
        commands.push(ShellCommand::CloseDialog);
        commands.push(EditionCommand::ReplaceAlike(alike.clone()));
    } else if alike.stands_first() && alike.ticked().next().is_some() {
        commands.push(ShellCommand::CloseDialog);
        commands.push(EditionCommand::LetAlikeStand(alike.clone()));
    }
}

fn list(ui: &mut Ui, view: &View<'_>, alike: &mut Alike, (row, moved, first): (f32, bool, bool), commands: &mut Commands) {
    let most = (ui.ctx().content_rect().height() - 320.0).clamp(2.0 * row, ROWS * row);
    let height = (alike.places.len() as f32 * row).min(most);
    let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let focus = ui.interact(rect, list_id(), Sense::focusable_noninteractive());
    let name = view.text("alike-list");
    focus.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
    if first {
        focus.request_focus();
    }
    let scroll = egui::ScrollArea::vertical().id_salt("alike").max_height(height).min_scrolled_height(height).auto_shrink(false);
    scroll.show_viewport(ui, |ui, shown| {
        ui.set_height(alike.places.len() as f32 * row);
        let top = ui.min_rect().top();
        let at = |number: usize| Rect::from_min_size(pos2(rect.left(), top + number as f32 * row), vec2(rect.width() - space::M, row));
        let (from, to) = ((shown.top() / row) as usize, (shown.bottom() / row) as usize + 1);
        for number in from..to.min(alike.places.len()) {
            let chosen = number == alike.at;
            let Some(place) = alike.places.get_mut(number) else { break };
            let mut child = ui.new_child(egui::UiBuilder::new().id_salt(number).max_rect(at(number)));
            let response = place_row(&mut child, view, place, (at(number), chosen && focus.has_focus()));
            if response.clicked() {
                place.is_ticked ^= true;
                alike.at = number;
            }
            if response.double_clicked() {
                commands.push(ShellCommand::CloseDialog);
                commands.push(EditionCommand::GoToAlike(place.clone()));
            }
        }
        if moved {
            ui.scroll_to_rect(at(alike.at), None);
        }
    });
    ui.painter().rect_stroke(rect, CornerRadius::same(radius::FIELD), Stroke::new(1.0, view.theme.hairline), StrokeKind::Outside);
}

/// A place: its box, the page it is on, the text with its own in the middle, and below it the picture of that.
fn place_row(ui: &mut Ui, view: &View<'_>, place: &AlikePlace, (rect, chosen): (Rect, bool)) -> egui::Response {
    let name = place.context.concat();
    let response = ui.interact(rect, ui.scope_id().with("place"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, place.is_ticked, &name));
    let painter = ui.painter();
    if chosen || response.hovered() {
        painter.rect_filled(rect, CornerRadius::ZERO, if chosen { view.theme.highlight } else { view.theme.chip });
    }
    let line = Rect::from_min_size(rect.min, vec2(rect.width(), ROW));
    let side = size::ICON - 2.0;
    let tick = Rect::from_center_size(pos2(line.left() + space::M + side / 2.0, line.center().y), vec2(side, side));
    painter.rect(tick, CornerRadius::same(3), view.theme.paper, Stroke::new(1.0, view.theme.ink_3), StrokeKind::Inside);
    if place.is_ticked {
        painter.text(tick.center(), Align2::CENTER_CENTER, icons::character("check"), theme::icons(size::SMALL), view.theme.ink);
    }
    let label = place.spot.and_then(|spot| view.document?.edition().masthead().page_labels.get(spot.page.position()).cloned());
    let at = pos2(rect.right() - space::S, line.center().y);
    let wide =
        widgets::one_line(ui, at, Align2::RIGHT_CENTER, &label.unwrap_or_default(), theme::chinese(size::SMALL), view.theme.ink_3, 90.0);
    // What they have in common stands in one column.
    let left = tick.right() + space::M;
    let middle = left + (rect.right() - wide - space::L - left) * 0.42;
    let [before, own, after] = &place.context;
    let font = theme::chinese(size::BODY);
    let centre = line.center().y;
    let text = |at: egui::Pos2, align, text: &str, font, color| ui.painter().text(at, align, text, font, color);
    // What there is no room for of the text before is left out at its beginning.
    let room = ((middle - left) / font.size).max(0.0) as usize;
    let before: String = before.chars().skip(before.chars().count().saturating_sub(room)).collect();
    text(pos2(middle, centre), Align2::RIGHT_CENTER, &before, font.clone(), view.theme.ink_2);
    let own = if own.is_empty() { "‸" } else { own };
    let drawn = text(pos2(middle, centre), Align2::LEFT_CENTER, own, theme::chinese_strong(size::BODY), view.theme.amber_text);
    let room = rect.right() - wide - space::L - drawn.right();
    widgets::one_line(ui, pos2(drawn.right(), centre), Align2::LEFT_CENTER, after, font, view.theme.ink_2, room);
    if rect.height() > ROW
        && let Some(spot) = place.spot
    {
        picture(
            ui,
            view,
            spot,
            Rect::from_min_max(pos2(left, line.bottom()), pos2(rect.right() - space::S, rect.bottom() - space::XS)),
            middle,
        );
    }
    response
}

/// The image of the raw line of a place, the place itself under its text.
fn picture(ui: &Ui, view: &View<'_>, spot: Spot, room: Rect, middle: f32) -> Option<()> {
    let page = view.document?.edition().page(spot.page)?;
    view.images.picture(spot.page)?;
    let layout = page.layout()?;
    let line = layout.line(spot.line).filter(|line| !line.outline.rect.is_empty())?;
    let per = view.images.per_layout_pixel(spot.page, page);
    let round = line_crop(layout, line).map(|crop| on_image(crop, per))?;
    let scale = room.height() / round.height();
    let boxed = layout.rect_of(spot.range).map(|rect| on_image(rect, per));
    let begin = middle - boxed.map_or(0.0, |rect| (rect.left() - round.left()) * scale);
    let placement = Placement::with(round.min, pos2(begin.round(), room.top()), scale, Turn::default());
    let shown = Rect::from_min_size(pos2(begin, room.top()), vec2(round.width() * scale, room.height())).intersect(room);
    let painter = ui.painter().with_clip_rect(shown.intersect(ui.clip_rect()));
    view.images.paint(&painter, spot.page, &placement, view.settings, view.theme.scan());
    if let Some(rect) = boxed {
        let painter = ui.painter().with_clip_rect(room.expand(1.0).intersect(ui.clip_rect()));
        painter.rect_stroke(placement.rect_on_screen(rect), CornerRadius::same(2), Stroke::new(1.5, view.theme.amber), StrokeKind::Outside);
    }
    Some(())
}

fn buttons(ui: &mut Ui, view: &View<'_>, alike: &mut Alike, commands: &mut Commands) {
    ui.add_space(space::S);
    let ticked = alike.ticked().count();
    let words = |key| view.locale.with(key, &[("count", ticked.into())]);
    widgets::button_row(ui, |ui| {
        // The one that Enter stands for comes first.
        let order = if alike.stands_first() { [false, true] } else { [true, false] };
        for (number, replaces) in order.into_iter().enumerate() {
            let (is_there, can, key) = match replaces {
                true => (alike.is_wording, alike.can_replace(), "alike-replace"),
                false => (alike.are_asked, ticked > 0, "alike-stand"),
            };
            if is_there && ui.add_enabled_ui(can, |ui| widgets::button(ui, view, &words(key), number == 0)).inner.clicked() {
                commands.push(ShellCommand::CloseDialog);
                let of = alike.clone();
                commands.push(if replaces { EditionCommand::ReplaceAlike(of) } else { EditionCommand::LetAlikeStand(of) });
            }
        }
        if widgets::button(ui, view, &view.text("dialog-cancel"), false).clicked() {
            commands.push(ShellCommand::CloseDialog);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let all = ticked == alike.places.len();
            if widgets::button(ui, view, &view.text(if all { "alike-none" } else { "alike-all" }), false).clicked() {
                alike.places.iter_mut().for_each(|place| place.is_ticked = !all);
            }
        });
    });
}
