//! Closing a round of proofreading: which, and by whom.

use eframe::egui::{Id, Response, Ui};

use super::choice::{list, paragraph};
use super::{answers_or_enter, title};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edition::{Hand, RoundKind};
use crate::rounds::{check_hand, next_kind};

/// The fields' state. It goes with the dialog.
#[derive(Default)]
pub struct RoundDialog {
    kind: RoundKind,
    initials: InitialsField,
}

impl RoundDialog {
    /// Draws the rounds that were closed, the choice of the next, and the initials. Enter closes it.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        if first {
            self.kind = next_kind(document.edition());
            self.initials = InitialsField::of(&view.settings.initials);
        }
        title(ui, view, "round-title");
        paragraph(ui, view, view.text("round-text"));
        let closed = document.edition().rounds().iter().map(|round| {
            let closing = round.closing();
            let args = [("changes", closing.counts.changes.into()), ("left", closing.counts.left.into())];
            let line = format!("{} · {} · {}", view.text(closing.kind.key()), closing.hand.as_str(), closing.date);
            (line, view.locale.with("round-counts", &args))
        });
        list(ui, view, &closed.collect::<Vec<_>>());
        widgets::chips(ui, |ui| {
            for kind in RoundKind::ALL {
                if widgets::switch_chip(ui, view, &view.text(kind.key()), self.kind == kind) {
                    self.kind = kind;
                }
            }
        });
        let response = self.initials.ui(ui, view);
        if first {
            response.request_focus();
        }
        let hand = self.initials.hand();
        if let Some(Err(error)) = hand.as_ref().map(|hand| check_hand(document.edition(), view.style, hand)) {
            paragraph(ui, view, crate::explained::Explained::in_words(&error, view.locale));
        }
        if answers_or_enter(ui, view, "round-close", commands) {
            match hand {
                Some(hand) => commands.push(EditionCommand::CloseRound(self.kind, hand)),
                None => self.initials.ask(&response),
            }
        }
    }
}

/// The field of the initials, without which nothing is closed or said.
#[derive(Default)]
pub(super) struct InitialsField {
    text: String,
    /// Whether the dialog was to be taken over without them.
    is_asked: bool,
}

impl InitialsField {
    /// The field with these initials in it.
    pub(super) fn of(initials: &str) -> InitialsField {
        InitialsField { text: initials.to_owned(), is_asked: false }
    }

    /// Draws the field, and that it must be filled where it was asked for.
    pub(super) fn ui(&mut self, ui: &mut Ui, view: &View<'_>) -> Response {
        widgets::label(ui, view, "round-initials");
        let (name, hint) = (view.text("round-initials"), view.text("round-initials-hint"));
        let response = widgets::field(ui, view, Id::unique("round-initials"), &name, &mut self.text, &hint);
        if self.is_asked && self.hand().is_none() {
            widgets::warning(ui, view, "round-initials-needed");
        }
        response
    }

    /// Whose initials they are; none where they are missing, or too long.
    pub(super) fn hand(&self) -> Option<Hand> {
        Hand::new(&self.text)
    }

    /// Asks for them: says so, and gives the field the keyboard.
    pub(super) fn ask(&mut self, field: &Response) {
        self.is_asked = true;
        field.request_focus();
        field.ctx.request_repaint();
    }
}
