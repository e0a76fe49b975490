//! Closing a round of proofreading: which, and by whom.

use eframe::egui::{Id, Key, Ui, vec2};

use super::choice::{list, paragraph};
use super::{answers, title};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edition::{Hand, RoundKind};
use crate::rounds::{check_hand, next_kind};

/// The fields' state. It goes with the dialog.
#[derive(Default)]
pub struct RoundDialog {
    kind: RoundKind,
    initials: String,
}

impl RoundDialog {
    /// Draws the rounds that were closed, the choice of the next, and the initials. Enter closes it.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        if first {
            self.kind = next_kind(document.edition());
            self.initials.clone_from(&view.settings.initials);
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
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for kind in RoundKind::ALL {
                if widgets::switch_chip(ui, view, &view.text(kind.key()), self.kind == kind) {
                    self.kind = kind;
                }
            }
        });
        let response = initials(ui, view, &mut self.initials);
        if first {
            response.request_focus();
        }
        let hand = Hand::new(&self.initials);
        if let Some(Err(error)) = hand.as_ref().map(|hand| check_hand(document.edition(), view.style, hand)) {
            paragraph(ui, view, crate::explained::Explained::in_words(&error, view.locale));
        }
        let done = answers(ui, view, "round-close", commands);
        if let Some(hand) = hand.filter(|_| done || ui.input(|input| input.key_pressed(Key::Enter))) {
            commands.push(EditionCommand::CloseRound(self.kind, hand));
        }
    }
}

/// The field of the initials.
pub(super) fn initials(ui: &mut Ui, view: &View<'_>, text: &mut String) -> eframe::egui::Response {
    widgets::label(ui, view, "round-initials");
    widgets::field(ui, view, Id::unique("round-initials"), &view.text("round-initials"), text, &view.text("round-initials-hint"))
}
