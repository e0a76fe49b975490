//! Suggested sections, tags and names: chips under the fields, each accepted or rejected with one key.

use std::sync::Arc;

use eframe::egui::{Button, Id, Key, RichText, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::icons;
use crate::desktop::open::document::Document;
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::edition::Article;
use crate::suggest::{Slot, Suggestion, suggestions};

/// How long an article must be left alone before it is read again, in seconds: not while somebody types.
const PAUSE: f64 = 0.6;

/// What is suggested for the caret's article.
#[derive(Default)]
pub struct Suggestions {
    of: Option<(Arc<Article>, usize)>,
    list: Vec<Suggestion>,
    /// The suggestion that shall have the keyboard, by its field and its place among those of the field.
    wanted: Option<(Slot, usize)>,
    /// The article as it was seen last, and when it came to be so.
    seen: Option<Arc<Article>>,
    seen_at: f64,
}

impl Suggestions {
    /// Reads the article again, if it has changed and some time has gone by.
    pub fn update(&mut self, ui: &Ui, view: &View<'_>, document: &Document, article: &Arc<Article>) {
        let settled = document.edition().settled().len();
        let (same, same_article) = match &self.of {
            Some((known, count)) => (Arc::ptr_eq(known, article) && *count == settled, known.id() == article.id()),
            None => (false, false),
        };
        if same {
            return;
        }
        let now = ui.input(|input| input.time);
        let answered = self.of.as_ref().is_some_and(|(known, count)| *count != settled || known.blocks() == article.blocks());
        if !self.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, article)) {
            self.seen = Some(article.clone());
            self.seen_at = now;
        }
        if same_article && !answered && now - self.seen_at < PAUSE {
            ui.ctx().request_repaint_after_secs((PAUSE - (now - self.seen_at)) as f32);
            return;
        }
        self.list = suggestions(document.edition(), article, view.style);
        self.of = Some((article.clone(), settled));
    }

    /// What is suggested for a field.
    pub fn of(&self, slot: Slot) -> impl Iterator<Item = &Suggestion> {
        self.list.iter().filter(move |suggestion| suggestion.slot == slot)
    }

    /// Shows what is suggested for the field of this name, which has the keyboard again when the last suggestion is answered by key.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, (slot, field): (Slot, Id), commands: &mut Commands) {
        let wanted = self.wanted.take_if(|(of, _)| *of == slot).map(|(_, number)| number);
        let count = self.of(slot).count();
        if wanted.is_some_and(|number| number >= count) {
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        if count == 0 {
            return;
        }
        let mut answered = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S - 2.0, space::S - 2.0);
            for (number, suggestion) in self.of(slot).enumerate() {
                if chip(ui, view, suggestion, wanted == Some(number), commands) {
                    answered = Some((slot, number));
                }
            }
        });
        if let Some(answered) = answered {
            // The next one comes to where this one is.
            self.wanted = Some(answered);
            self.list.retain({
                let mut number = 0;
                move |suggestion| {
                    let here = suggestion.slot == slot;
                    number += usize::from(here);
                    !here || number != answered.1 + 1
                }
            });
        }
    }
}

/// Draws a suggestion, with the keyboard if that is `wanted`. True where it was answered by key: Enter takes it, Delete rejects it.
fn chip(ui: &mut Ui, view: &View<'_>, suggestion: &Suggestion, wanted: bool, commands: &mut Commands) -> bool {
    let plus = RichText::new(icons::character("plus")).font(theme::icons(size::TINY)).color(view.theme.ink_3);
    let text = RichText::new(&suggestion.text).font(theme::chinese(size::BODY)).color(view.theme.ink_2);
    let button = Button::new((plus, text)).fill(view.theme.panel).stroke(Stroke::new(1.0, view.theme.hairline)).corner_radius(radius::CHIP);
    let response = ui.add(button.gap(space::XS));
    let name = view.locale.with("suggest-add", &[("term", suggestion.text.as_str().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if wanted {
        response.request_focus();
    }
    let had_keyboard = response.has_focus();
    let pressed = |key: Key| ui.input(|input| input.key_pressed(key));
    let rejected = response.secondary_clicked() || response.has_focus() && (pressed(Key::Delete) || pressed(Key::Backspace));
    let hint = view.locale.with("suggest-hint", &[("term", suggestion.text.as_str().into())]);
    let taken = response.on_hover_text(hint).clicked();
    if taken {
        commands.push(EditionCommand::Apply(suggestion.accept.clone()));
    } else if rejected {
        commands.push(EditionCommand::Apply(suggestion.reject.clone()));
    }
    had_keyboard && (taken || rejected)
}
