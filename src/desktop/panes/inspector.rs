//! The inspector: the query at the caret, and what is known about the caret's article.

use std::collections::HashMap;

use eframe::egui::{self, Color32, Id, Label, Margin, RichText, Ui};

use super::comments;
use super::completion::{Completion, FieldInput, Offers};
use super::heading::HeadingFields;
use super::query;
use super::suggestions::Suggestions;
use crate::desktop::columns::pane_title;
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{Pane, View};
use crate::desktop::widgets::{self, Bound};
use crate::edit::{Edit, Field, TermKind};
use crate::edition::{Article, ArticleId, Status};
use crate::style;
use crate::suggest::{Slot, Suggestion};

/// The state of the inspector.
#[derive(Default)]
pub struct InspectorPane {
    /// The article the fields are of.
    of: Option<ArticleId>,
    heading: HeadingFields,
    byline: Bound,
    note: Bound,
    section: Completion,
    terms: HashMap<TermKind, Completion>,
    suggestions: Suggestions,
    /// The field that shall have the keyboard, until it has it.
    wanted: Option<Id>,
}

fn tag_id() -> Id {
    Id::unique("inspector-tag")
}

fn section_id() -> Id {
    Id::unique("inspector-section")
}

impl InspectorPane {
    /// Gives the field for a new tag the keyboard.
    pub fn ask_for_tag(&mut self) {
        self.wanted = Some(tag_id());
    }

    /// Gives the field of the section the keyboard.
    pub fn ask_for_section(&mut self) {
        self.wanted = Some(section_id());
    }

    /// Draws the inspector.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        pane_title(ui, view, "pane-inspector", space::L);
        let margin = Margin { left: space::L as i8, right: space::L as i8, top: 0, bottom: space::L as i8 };
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            egui::Frame::NONE.inner_margin(margin).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::XS;
                query::ui(ui, view, document, commands);
                match document.current_article() {
                    Some((_, article)) => {
                        comments::ui(ui, view, document, article, commands);
                        self.suggestions.update(ui, view, document, article);
                        self.article(ui, view, article, commands);
                    }
                    None => nothing(ui, view),
                }
            });
        });
        // While a dialog closes, egui takes the keyboard from what was behind it; then it is asked for again.
        self.wanted = self.wanted.filter(|id| !ui.memory(|memory| memory.has_focus(*id)));
        if let Some(id) = self.wanted {
            ui.memory_mut(|memory| memory.request_focus(id));
            ui.ctx().request_repaint();
        }
    }

    fn article(&mut self, ui: &mut Ui, view: &View<'_>, article: &Article, commands: &mut Commands) {
        if self.of != Some(article.id()) {
            let wanted = self.wanted;
            let suggestions = std::mem::take(&mut self.suggestions);
            *self = InspectorPane { of: Some(article.id()), wanted, suggestions, ..InspectorPane::default() };
        }
        status(ui, view, article, commands);
        self.heading.ui(ui, view, article, commands);
        self.byline(ui, view, article, commands);
        self.section(ui, view, article, commands);
        for (term, key) in [
            (TermKind::Tag, "field-tags"),
            (TermKind::Person, "field-persons"),
            (TermKind::Place, "field-places"),
            (TermKind::Organisation, "field-organisations"),
        ] {
            self.terms(ui, view, article, (term, key), commands);
        }
        self.note(ui, view, article, commands);
        leave_by_escape(ui, commands);
    }

    fn byline(&mut self, ui: &mut Ui, view: &View<'_>, article: &Article, commands: &mut Commands) {
        widgets::label(ui, view, "field-byline");
        let name = view.text("field-byline");
        let value = article.byline().unwrap_or_default();
        let hint = article.written_by().unwrap_or_default();
        let (_, changed) =
            self.byline.ui(ui, value, |ui, text| widgets::field(ui, view, Id::unique("inspector-byline"), &name, text, &hint));
        if let Some(text) = changed {
            commands.push(EditionCommand::Apply(Edit::SetField { field: Field::Byline(article.id()), value: Some(text) }));
        }
    }

    fn section(&mut self, ui: &mut Ui, view: &View<'_>, article: &Article, commands: &mut Commands) {
        widgets::label(ui, view, "field-section");
        let name = view.text("field-section");
        let current = article.section().unwrap_or_default();
        let sections: Vec<&style::Term> = view.style.sections.iter().collect();
        let offers = Offers { suggested: &[], vocabulary: &sections, present: &[], free: view.style.free_terms };
        let answer = self.section.ui(ui, view, section_id(), (&name, ""), offers, Some(current));
        if let Some(FieldInput::Entered(value)) = answer
            && is_allowed(view, &sections, &value, commands)
        {
            commands.push(EditionCommand::Apply(Edit::SetField { field: Field::Section(article.id()), value: Some(value) }));
        }
        self.suggestions.ui(ui, view, (Slot::Section, section_id()), commands);
    }

    fn terms(&mut self, ui: &mut Ui, view: &View<'_>, article: &Article, (term, key): (TermKind, &str), commands: &mut Commands) {
        widgets::label(ui, view, key);
        let present = term.of(article);
        if !present.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(space::S - 2.0, space::S - 2.0);
                for text in present {
                    let is_free = term == TermKind::Tag && !view.style.tags.iter().any(|tag| tag.term == *text);
                    if widgets::chip(ui, view, text, is_free) {
                        commands.push(EditionCommand::Apply(Edit::RemoveTerm { article: article.id(), term, text: text.clone() }));
                    }
                }
            });
        }
        let vocabulary: Vec<&style::Term> = if term == TermKind::Tag { view.style.tags.iter().collect() } else { Vec::new() };
        let id = if term == TermKind::Tag { tag_id() } else { Id::unique(("inspector-term", key)) };
        let hint = view.text(if term == TermKind::Tag { "field-new-tag" } else { "field-new-term" });
        let name = if term == TermKind::Tag { hint.clone() } else { view.text(key) };
        let field = self.terms.entry(term).or_default();
        let suggested: Vec<&Suggestion> = self.suggestions.of(Slot::Term(term)).collect();
        let free = term != TermKind::Tag || view.style.free_terms;
        let offers = Offers { suggested: &suggested, vocabulary: &vocabulary, present, free };
        let answer = field.ui(ui, view, id, (&name, &hint), offers, None);
        if answer.is_some() {
            // The next tag is typed right after.
            self.wanted = Some(id);
        }
        match answer {
            Some(FieldInput::Entered(text)) if present.contains(&text) => {
                commands.push(ShellCommand::Say(view.locale.with("say-terms", &[("term", text.into())])));
            }
            Some(FieldInput::Entered(text)) if term != TermKind::Tag || is_allowed(view, &vocabulary, &text, commands) => {
                commands.push(EditionCommand::Apply(Edit::AddTerm { article: article.id(), term, text }));
            }
            Some(FieldInput::Entered(_)) => {}
            Some(FieldInput::Suggested(edit)) => commands.push(EditionCommand::Apply(edit)),
            None => {}
        }
        self.suggestions.ui(ui, view, (Slot::Term(term), id), commands);
    }

    fn note(&mut self, ui: &mut Ui, view: &View<'_>, article: &Article, commands: &mut Commands) {
        widgets::label(ui, view, "field-note");
        let name = view.text("field-note");
        let value = article.note().unwrap_or_default();
        let (_, changed) = self.note.ui(ui, value, |ui, text| widgets::text_area(ui, view, Id::unique("inspector-note"), &name, text));
        if let Some(text) = changed {
            commands.push(EditionCommand::Apply(Edit::SetField { field: Field::Note(article.id()), value: Some(text) }));
        }
    }
}

/// Whether an article may be described by a term: one that the vocabulary lacks may be forbidden by the house, which is said.
fn is_allowed(view: &View<'_>, vocabulary: &[&style::Term], term: &str, commands: &mut Commands) -> bool {
    let allowed = term.is_empty() || view.style.free_terms || vocabulary.iter().any(|known| known.term == term);
    if !allowed {
        commands.push(ShellCommand::Say(view.locale.with("say-vocabulary", &[("term", term.into())])));
    }
    allowed
}

/// How far the editor has come with the article.
fn status(ui: &mut Ui, view: &View<'_>, article: &Article, commands: &mut Commands) {
    widgets::label(ui, view, "field-status");
    let words = Status::ALL.map(|status| view.text(status.key()));
    let (font, padding) = one_row(ui, &words);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        ui.spacing_mut().button_padding.x = padding;
        for (status, words) in Status::ALL.into_iter().zip(words) {
            let text = RichText::new(words).font(theme::text(font)).color(view.theme.ink);
            if ui.selectable_label(article.status() == status, text).clicked() {
                commands.push(EditionCommand::Apply(Edit::SetStatus { article: article.id(), status }));
            }
        }
    });
}

/// The largest size of text by which these words stand in one row of buttons, and the room on both sides of each.
fn one_row(ui: &Ui, words: &[String]) -> (f32, f32) {
    const LEAST: f32 = 2.0;
    /// Text is rather set smaller than crowded.
    const EASY: f32 = 4.0;
    let sides = 2.0 * words.len() as f32;
    let room = ui.available_width() - space::XS * words.len() as f32;
    let wide = |size: f32| {
        let width =
            |text: &String| ui.ctx().fonts_mut(|fonts| fonts.layout_no_wrap(text.clone(), theme::text(size), Color32::BLACK).size().x);
        words.iter().map(width).sum::<f32>()
    };
    let size = [size::BODY, size::SMALL].into_iter().find(|size| wide(*size) + sides * EASY <= room).unwrap_or(size::TINY);
    (size, ((room - wide(size)) / sides).clamp(LEAST, space::S - 1.0))
}

fn nothing(ui: &mut Ui, view: &View<'_>) {
    for key in ["inspector-aside", "inspector-nothing"] {
        ui.add(Label::new(RichText::new(view.text(key)).color(view.theme.ink_3)).wrap().selectable(false));
    }
}

/// Escape in a field goes back to the text.
fn leave_by_escape(ui: &Ui, commands: &mut Commands) {
    let in_field = ui.ctx().text_edit_focused();
    if in_field && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        commands.push(EditionCommand::Focus(Pane::Draft));
    }
}
