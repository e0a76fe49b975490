//! Small parts that several panes are made of.

use eframe::egui::{
    self, Align2, Button, CornerRadius, Event, EventFilter, FontId, Frame, Id, ImeEvent, Key, Margin, Response, RichText, Sense, Stroke,
    StrokeKind, TextEdit, Ui, WidgetInfo, accesskit::Role, vec2,
};

use super::command::{Action, Command, Commands};
use super::icons;
use super::theme::{self, Theme, radius, size, space};
use super::view::{Pane, View};

/// Shows where the keyboard is: a ring round the widget that has it. Panes and fields show it themselves.
pub fn focus_ring(ctx: &egui::Context, theme: &Theme) {
    let Some(id) = ctx.memory(|memory| memory.focused()) else { return };
    let shows_itself = ctx.text_edit_focused() || Pane::ALL.into_iter().any(|pane| pane.id() == id);
    if let Some(response) = ctx.read_response(id).filter(|response| !shows_itself && response.interact_rect.is_positive()) {
        let rect = response.interact_rect.expand(1.0);
        let painter = ctx.layer_painter(response.layer_id);
        painter.rect_stroke(rect, CornerRadius::same(radius::FIELD), Stroke::new(2.0, theme.ink), StrokeKind::Outside);
    }
}

/// A label above a field.
pub fn label(ui: &mut Ui, view: &View<'_>, key: &str) -> Response {
    label_of(ui, view, &view.text(key))
}

/// A label in these words.
pub fn label_of(ui: &mut Ui, view: &View<'_>, words: &str) -> Response {
    let text = RichText::new(words).font(theme::text(size::SMALL)).color(view.theme.ink_3);
    ui.add(egui::Label::new(text).selectable(false))
}

/// What is amiss with what was typed.
pub fn warning(ui: &mut Ui, view: &View<'_>, key: &str) {
    warning_of(ui, view, &view.text(key));
}

/// What is amiss, in these words.
pub fn warning_of(ui: &mut Ui, view: &View<'_>, words: &str) {
    let text = RichText::new(words).font(theme::text(size::SMALL)).color(view.theme.amber_text);
    ui.add(egui::Label::new(text).wrap());
}

/// A field of one line. Its border shows where the keyboard is.
pub fn field(ui: &mut Ui, view: &View<'_>, id: Id, name: &str, text: &mut String, hint: &str) -> Response {
    framed(ui, view.theme, id, name, TextEdit::singleline(text).hint_text(hint_text(view.theme, hint)))
}

/// A field for a text that is one line, and goes on in the next row where there is no room.
pub fn wrapping_field(ui: &mut Ui, view: &View<'_>, id: Id, name: &str, text: &mut String, hint: &str) -> Response {
    let edit = TextEdit::multiline(text).desired_rows(1).return_key(None).hint_text(hint_text(view.theme, hint));
    let response = framed(ui, view.theme, id, name, edit);
    if text.contains(['\n', '\r']) {
        *text = text.split(['\n', '\r']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    }
    response
}

/// A field whose text is not shown.
pub fn secret(ui: &mut Ui, view: &View<'_>, id: Id, name: &str, text: &mut String) -> Response {
    framed(ui, view.theme, id, name, TextEdit::singleline(text).password(true))
}

/// A field of several lines.
pub fn text_area(ui: &mut Ui, view: &View<'_>, id: Id, name: &str, text: &mut String) -> Response {
    framed(ui, view.theme, id, name, TextEdit::multiline(text).desired_rows(2))
}

fn hint_text(theme: &Theme, hint: &str) -> RichText {
    RichText::new(hint).font(theme::text(size::BODY)).color(theme.ink_3)
}

fn framed(ui: &mut Ui, theme: &Theme, id: Id, name: &str, edit: TextEdit<'_>) -> Response {
    let focused = ui.memory(|memory| memory.has_focus(id));
    let line = if focused { Stroke::new(1.5, theme.ink_2) } else { Stroke::new(1.0, theme.hairline) };
    let frame = Frame::NONE.fill(theme.paper).stroke(line).corner_radius(radius::FIELD).inner_margin(Margin::symmetric(10, 6));
    // Escape reaches the pane, which says where the keyboard goes then; by itself it would only be taken from the field.
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let response = ui.add(
        edit.id(id).event_filter(filter).frame(frame).font(theme::chinese(size::BODY)).text_color(theme.ink).desired_width(f32::INFINITY),
    );
    let role = Role::TextInput;
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    response
}

/// A field that shows something of the edition and changes it while it is typed in. What an input method is composing stays here
/// until it is done.
#[derive(Default)]
pub struct Bound {
    text: String,
    /// What the edition said last.
    seen: String,
    composing: bool,
    /// Whether the next change of the edition is the one that was asked for.
    sent: bool,
}

impl Bound {
    /// Shows the field; gives back the new text when it was changed.
    pub fn ui(&mut self, ui: &mut Ui, value: &str, add: impl FnOnce(&mut Ui, &mut String) -> Response) -> (Response, Option<String>) {
        if self.seen != value {
            self.seen = value.to_owned();
            if !std::mem::take(&mut self.sent) {
                self.text = self.seen.clone();
            }
        }
        let response = add(ui, &mut self.text);
        if response.has_focus() {
            ui.input(|input| input.events.iter().for_each(|event| self.composing = composing(event).unwrap_or(self.composing)));
        } else if response.lost_focus() {
            self.composing = false;
        }
        let changed = !self.composing && self.text != self.seen && (response.changed() || response.lost_focus());
        if changed {
            self.sent = true;
        }
        (response, changed.then(|| self.text.clone()))
    }
}

/// Whether an input method is composing after this event; nothing where the event does not say.
fn composing(event: &Event) -> Option<bool> {
    match event {
        Event::Ime(ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
        Event::Ime(ImeEvent::Commit(_)) => Some(false),
        _ => None,
    }
}

/// A quiet button for an action: its icon, with its name and shortcut as a tooltip.
pub fn icon_button(ui: &mut Ui, view: &View<'_>, action: Action, commands: &mut Commands) -> Response {
    let button = Button::new(icons::icon(action.icon()).color(view.theme.ink_2))
        .frame_when_inactive(false)
        .min_size(vec2(size::FIELD_HEIGHT, size::FIELD_HEIGHT));
    let response = ui.add(button).on_hover_text(view.tooltip(action));
    let name = view.text(action.key());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.clicked() {
        commands.push(Command::Do(action));
    }
    response
}

/// A button with words; `strong` for the one that Enter stands for.
pub fn button(ui: &mut Ui, view: &View<'_>, text: &str, strong: bool) -> Response {
    let (fill, ink) = if strong { (view.theme.ink, view.theme.paper) } else { (view.theme.chip, view.theme.ink) };
    let text = RichText::new(text).font(theme::text(size::BODY)).color(ink);
    ui.add(Button::new(text).fill(fill).corner_radius(radius::FIELD).min_size(vec2(0.0, size::FIELD_HEIGHT)))
}

/// A small switch with words.
pub fn switch_chip(ui: &mut Ui, view: &View<'_>, name: &str, on: bool) -> bool {
    let (fill, ink) = if on { (view.theme.highlight, view.theme.ink) } else { (view.theme.panel, view.theme.ink_3) };
    let text = RichText::new(name).font(theme::text(size::SMALL)).color(ink);
    let button = Button::new(text).fill(fill).stroke(Stroke::new(1.0, view.theme.hairline)).corner_radius(radius::CHIP);
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    response.clicked()
}

/// Chips close to each other, in as many rows as they take.
pub fn chips(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        add(ui);
    });
}

/// A row of buttons, filled from the right. A layout alone would take all the height that there is.
pub fn button_row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), size::FIELD_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), add);
}

/// A chip with a term, and a cross that removes it; an outline alone is a term that no vocabulary has. True where it was clicked, or removed
/// by key.
pub fn chip(ui: &mut Ui, view: &View<'_>, term: &str, is_free: bool) -> bool {
    let text = RichText::new(term).font(theme::chinese(size::BODY)).color(view.theme.ink);
    let cross = RichText::new(icons::character("x")).font(theme::icons(size::TINY)).color(view.theme.ink_3);
    let fill = if is_free { view.theme.panel } else { view.theme.chip };
    let edge = Stroke::new(1.0, if is_free { view.theme.hairline } else { fill });
    let response = ui.add(Button::new((text, cross)).fill(fill).stroke(edge).corner_radius(radius::CHIP).gap(space::XS));
    let name = view.locale.with("field-remove", &[("term", term.into())]);
    let tip = if is_free { view.locale.with("field-free", &[("term", term.into())]) } else { name.clone() };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let removed = response.has_focus() && ui.input(|input| input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace));
    response.on_hover_text(tip).clicked() || removed
}

/// A row of a list, as wide as there is room. It draws its background; what stands on it is painted by the caller.
pub fn row(ui: &mut Ui, theme: &Theme, height: f32, selected: bool, name: &str) -> Response {
    sensing_row(ui, theme, height, (selected, name), Sense::click())
}

/// A row that can be dragged as well.
pub fn movable_row(ui: &mut Ui, theme: &Theme, height: f32, selected: bool, name: &str) -> Response {
    sensing_row(ui, theme, height, (selected, name), Sense::click_and_drag())
}

/// A row that is known by its id, so that it can be given the keyboard.
pub fn row_of_id(ui: &mut Ui, theme: &Theme, height: f32, id: Id, (selected, name): (bool, &str)) -> Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let response = ui.interact(rect, id, Sense::click());
    paint_row(ui, theme, (selected, name), response)
}

fn sensing_row(ui: &mut Ui, theme: &Theme, height: f32, (selected, name): (bool, &str), sense: Sense) -> Response {
    let (_, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), sense);
    paint_row(ui, theme, (selected, name), response)
}

fn paint_row(ui: &Ui, theme: &Theme, (selected, name): (bool, &str), response: Response) -> Response {
    let rect = response.rect;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    if selected || response.hovered() {
        let fill = if selected { theme.highlight } else { theme.chip };
        ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
    }
    response
}

/// Text on one line, shortened with an ellipsis where there is no room. Gives back how wide it came out.
pub fn one_line(ui: &Ui, at: egui::Pos2, align: Align2, text: &str, font: FontId, color: egui::Color32, width: f32) -> f32 {
    line_of_parts(ui, at, align, &[(text.to_owned(), egui::Color32::TRANSPARENT)], font, color, width)
}

/// As [`one_line`], in parts, each on a ground of its own.
pub fn line_of_parts(
    ui: &Ui,
    at: egui::Pos2,
    align: Align2,
    parts: &[(String, egui::Color32)],
    font: FontId,
    color: egui::Color32,
    width: f32,
) -> f32 {
    let mut job = egui::text::LayoutJob { break_on_newline: false, ..Default::default() };
    for (part, background) in parts {
        job.append(part, 0.0, egui::TextFormat { background: *background, ..egui::TextFormat::simple(font.clone(), color) });
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    let rect = align.anchor_size(at, galley.size());
    let wide = rect.width();
    ui.painter().galley(rect.min, galley, color);
    wide
}
