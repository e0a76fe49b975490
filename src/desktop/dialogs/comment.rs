//! A comment on a place of the draft, or an answer to one.

use eframe::egui::{Id, Key, Modifiers, Ui};

use super::choice::paragraph;
use super::round::InitialsField;
use super::{answers, title};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::open::document::Document;
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edition::CommentId;

/// The fields' state. It goes with the dialog.
#[derive(Default)]
pub struct CommentDialog {
    text: String,
    initials: InitialsField,
    /// Whether the dialog was to be taken over without a word in it.
    is_empty: bool,
}

impl CommentDialog {
    /// Draws what the comment is about, and the fields. Ctrl+Enter takes them over.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, of: Option<CommentId>, first: bool, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        if first {
            self.initials = InitialsField::of(&view.settings.initials);
        }
        title(ui, view, if of.is_some() { "comment-answer-title" } else { "comment-title" });
        paragraph(ui, view, about(document, of));
        let field = widgets::text_area(ui, view, Id::unique("comment-text"), &view.text("comment-text"), &mut self.text);
        if first {
            field.request_focus();
        }
        if self.is_empty && self.text.trim().is_empty() {
            widgets::warning(ui, view, "comment-needed");
        }
        let initials = self.initials.ui(ui, view);
        let done = answers(ui, view, "dialog-ok", commands);
        let by_key = ui.input(|input| input.key_pressed(Key::Enter) && input.modifiers.matches_exact(Modifiers::COMMAND));
        if !done && !by_key {
            return;
        }
        match self.initials.hand() {
            _ if self.text.trim().is_empty() => {
                self.is_empty = true;
                field.request_focus();
                ui.ctx().request_repaint();
            }
            Some(hand) => commands.push(EditionCommand::Comment(of, hand, self.text.trim().to_owned())),
            None => self.initials.ask(&initials),
        }
    }
}

/// What is commented on: a text, or what was said last.
fn about(document: &Document, of: Option<CommentId>) -> String {
    const MOST: usize = 60;
    let said = of.and_then(|id| document.edition().comment(id)?.remarks().last().map(|remark| remark.text.clone()));
    let text = said.or_else(|| {
        let (from, to) = document.commented_range()?;
        let (_, block) = document.edition().block(from.block)?;
        Some(block.between(from.at, to.at))
    });
    let text = text.unwrap_or_default();
    if text.chars().count() > MOST { text.chars().take(MOST).chain(['…']).collect() } else { text }
}
