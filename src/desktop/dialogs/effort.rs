//! Beginning to count what pages take: what is counted and where it is kept, and for whom.

use std::path::Path;

use eframe::egui::Ui;

use super::choice::paragraph;
use super::round::InitialsField;
use super::{answers_or_enter, title};
use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::view::View;
use crate::effort::LONGEST_PAUSE;
use crate::explained::named;

/// The field's state. It goes with the dialog.
#[derive(Default)]
pub struct EffortDialog {
    initials: InitialsField,
}

impl EffortDialog {
    /// Draws what is counted and what is not, and the field. Enter begins it.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, folder: &Path, first: bool, commands: &mut Commands) {
        if first {
            self.initials = InitialsField::of(&view.settings.initials);
        }
        title(ui, view, "effort-title");
        paragraph(ui, view, view.text("effort-counted"));
        paragraph(ui, view, view.locale.with("effort-not-counted", &[named("minutes", LONGEST_PAUSE.as_secs() / 60)]));
        paragraph(ui, view, view.locale.with("effort-kept", &[named("path", folder.display())]));
        let response = self.initials.ui(ui, view);
        if first {
            response.request_focus();
        }
        if answers_or_enter(ui, view, "effort-begin", commands) {
            match self.initials.hand() {
                Some(hand) => commands.push(ShellCommand::CountEffort(hand)),
                None => self.initials.ask(&response),
            }
        }
    }
}
