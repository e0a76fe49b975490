//! The bar for finding and replacing, above the draft. It takes its own room and hides nothing.

use eframe::egui::{self, Button, Id, Key, Modifiers, RichText, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::desktop::command::{Action, Command, Commands, EditionCommand};
use crate::desktop::icons;
use crate::desktop::open::scope::Scope;
use crate::desktop::open::search::Search;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{Pane, View};
use crate::desktop::widgets;
use crate::explained::Explained;

/// The widest and the narrowest that the fields are, in points.
const FIELD: (f32, f32) = (250.0, 140.0);
/// The width of a button with its space, in points.
const BUTTON: f32 = size::ICON + 2.0 * space::S + space::XS;
/// The width that is kept for the count of matches, in points.
const COUNT: f32 = 96.0;

fn pattern_id() -> Id {
    Id::unique("find-pattern")
}

fn replacement_id() -> Id {
    Id::unique("find-replacement")
}

/// Draws the bar, if it is open.
pub fn ui(ui: &mut Ui, view: &View<'_>, search: &mut Search, commands: &mut Commands) {
    if !search.is_open {
        return;
    }
    keys(ui, commands);
    ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
    ui.spacing_mut().button_padding.x = space::S;
    // The count, next and close have their room first, then the field, then the switches, in a row of their own where there is none.
    let room = ui.available_width() - space::S;
    let steps = COUNT + 3.0 * BUTTON;
    // In the draft that is replaced in, it is not looked for in the raw text.
    let switched = if search.is_replacing { 6.0 } else { 7.0 } * BUTTON;
    let in_one_row = room - steps - switched >= FIELD.1;
    let field = room - steps - if in_one_row { switched } else { 0.0 };
    let field = field.clamp(FIELD.1.min(room / 2.0), FIELD.0);
    ui.horizontal(|ui| {
        pattern(ui, view, search, field);
        if in_one_row {
            switches(ui, view, search);
        }
        widgets::icon_button(ui, view, Action::FindPrevious, commands);
        widgets::icon_button(ui, view, Action::FindNext, commands);
        if icon(ui, view, "x", &view.text("find-close"), false) {
            commands.push(EditionCommand::CloseFind);
        }
        count(ui, view, search);
    });
    if !in_one_row {
        ui.horizontal(|ui| switches(ui, view, search));
    }
    if search.is_replacing {
        ui.horizontal_wrapped(|ui| {
            ui.set_max_width(room);
            let name = view.text("find-replacement");
            ui.scope(|ui| {
                ui.set_width(field);
                widgets::field(ui, view, replacement_id(), &name, &mut search.replacement, &name);
            });
            for action in [Action::ReplaceOne, Action::ReplaceAll] {
                if widgets::button(ui, view, &view.text(action.key()), false).on_hover_text(view.tooltip(action)).clicked() {
                    commands.push(Command::Do(action));
                }
            }
        });
    }
    ui.add_space(space::XS);
}

fn pattern(ui: &mut Ui, view: &View<'_>, search: &mut Search, width: f32) {
    let name = view.text("find-pattern");
    ui.scope(|ui| {
        ui.set_width(width);
        let response = widgets::field(ui, view, pattern_id(), &name, &mut search.pattern.text, &name);
        if search.wants_keyboard {
            response.request_focus();
            select_all(ui, search.pattern.text.chars().count());
            // While a dialog closes, the keyboard is asked for again.
            search.wants_keyboard = !response.has_focus();
        }
    });
}

fn select_all(ui: &Ui, length: usize) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), pattern_id()).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), CCursor::new(length))));
    state.store(ui.ctx(), pattern_id());
}

/// What is alike and where it is looked for.
fn switches(ui: &mut Ui, view: &View<'_>, search: &mut Search) {
    if icon(ui, view, "regex", &view.text("find-regex"), search.pattern.is_regex) {
        search.pattern.is_regex ^= true;
    }
    if icon(ui, view, "case-sensitive", &view.text("find-case"), search.pattern.match_case) {
        search.pattern.match_case ^= true;
    }
    if icon(ui, view, "chevrons-up-down", &view.text("find-width"), search.pattern.match_width) {
        search.pattern.match_width ^= true;
    }
    if icon(ui, view, "languages", &view.text("find-script"), search.pattern.any_script) {
        search.pattern.any_script ^= true;
    }
    if !search.is_replacing && icon(ui, view, "scroll-text", &view.text("find-raw"), search.in_raw) {
        search.in_raw ^= true;
        search.raw_at = None;
    }
    scope(ui, view, search);
}

/// Whether it is looked for in the caret's page or article alone.
fn scope(ui: &mut Ui, view: &View<'_>, search: &mut Search) {
    let page = view.spot.map(|spot| Scope::Page(spot.page));
    let article = view.document.and_then(|document| document.current_article()).map(|(_, article)| Scope::Article(article.id()));
    let (is_page, is_article) = (matches!(search.scope, Scope::Page(_)), matches!(search.scope, Scope::Article(_)));
    if icon(ui, view, "file", &view.text("find-page"), is_page) {
        search.scope = page.filter(|_| !is_page).unwrap_or_default();
    }
    if icon(ui, view, "newspaper", &view.text("find-article"), is_article) {
        search.scope = article.filter(|_| !is_article).unwrap_or_default();
    }
}

fn icon(ui: &mut Ui, view: &View<'_>, name: &str, words: &str, on: bool) -> bool {
    let color = if on { view.theme.ink } else { view.theme.ink_3 };
    let fill = if on { view.theme.selection } else { egui::Color32::TRANSPARENT };
    let button = Button::new(icons::icon(name).color(color)).fill(fill).min_size(vec2(size::FIELD_HEIGHT, size::FIELD_HEIGHT));
    let response = ui.add(button).on_hover_text(words);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, words));
    response.clicked()
}

fn count(ui: &mut Ui, view: &View<'_>, search: &Search) {
    let Some(found) = search.found() else { return };
    let current = view.document.and_then(|document| search.current(document));
    let (text, color) = match (&found.fault, search.count(), current) {
        (Some(fault), ..) => (fault.in_words(view.locale), view.theme.accent),
        (None, _, _) if search.pattern.text.is_empty() => return,
        (None, 0, _) => (view.text("find-none"), view.theme.ink_2),
        (None, all, Some(current)) => {
            (view.locale.with("find-number", &[("number", (current + 1).into()), ("count", all.into())]), view.theme.ink_2)
        }
        (None, all, None) => (view.locale.with("find-count", &[("count", all.into())]), view.theme.ink_2),
    };
    ui.add(egui::Label::new(RichText::new(text).font(theme::text(size::SMALL)).color(color)).truncate());
}

/// Enter goes on, Shift+Enter back; in the replacement Enter replaces. Escape goes back to the text.
fn keys(ui: &Ui, commands: &mut Commands) {
    let focused = |id: Id| ui.memory(|memory| memory.has_focus(id));
    let (in_pattern, in_replacement) = (focused(pattern_id()), focused(replacement_id()));
    if !in_pattern && !in_replacement {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::SHIFT, Key::Enter) {
        commands.push(Command::Do(Action::FindPrevious));
    } else if pressed(Modifiers::NONE, Key::Enter) {
        commands.push(Command::Do(if in_pattern { Action::FindNext } else { Action::ReplaceOne }));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        commands.push(EditionCommand::CloseFind);
        commands.push(EditionCommand::Focus(Pane::Draft));
    }
}
