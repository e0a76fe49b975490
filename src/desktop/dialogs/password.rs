//! The password of a locked file.

use std::path::Path;

use eframe::egui::{Id, Ui};

use super::choice::paragraph;
use super::{answers_or_enter, title};
use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::opening::OpenRequest;
use crate::desktop::view::View;
use crate::desktop::widgets;

/// The field's state. It goes with the dialog.
#[derive(Default)]
pub struct Password {
    text: String,
}

impl Password {
    /// Draws the field. Enter opens what was asked for.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        (path, request, was_tried): (&Path, Option<&OpenRequest>, bool),
        first: bool,
        commands: &mut Commands,
    ) {
        title(ui, view, "password-title");
        let key = if was_tried { "password-wrong" } else { "password-text" };
        paragraph(ui, view, view.locale.with(key, &[("path", path.display().to_string().into())]));
        let response = widgets::secret(ui, view, Id::unique("password"), &view.text("password-label"), &mut self.text);
        if first {
            response.request_focus();
        }
        if answers_or_enter(ui, view, "password-open", commands) && !self.text.is_empty() {
            commands.push(ShellCommand::Unlock(request.cloned(), std::mem::take(&mut self.text)));
        }
    }
}
