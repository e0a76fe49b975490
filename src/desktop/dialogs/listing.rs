//! Adding to the lists of a collection: a name in its preferred form, or what is often misread.

use eframe::egui::{Id, Response, Ui};

use super::choice::paragraph;
use super::{answers_or_enter, title};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::explained::Explained;
use crate::style::lists::{Entry, ListedName, ListedPattern, ListedRegex, NameKind, Row, RowFault, Substitution};

/// The kinds of a name, with the keys of their words.
const KINDS: [(NameKind, &str); 3] =
    [(NameKind::Person, "field-persons"), (NameKind::Place, "field-places"), (NameKind::Organisation, "field-organisations")];

/// The fields of a name. They go with the dialog.
pub struct NameDialog {
    name: String,
    variant: String,
    kind: NameKind,
    fault: Option<RowFault>,
}

impl Default for NameDialog {
    fn default() -> NameDialog {
        NameDialog { name: String::new(), variant: String::new(), kind: NameKind::Any, fault: None }
    }
}

impl NameDialog {
    /// Draws the fields for a text that was selected. Enter takes them over; without a preferred form that text is it.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, selected: &str, first: bool, commands: &mut Commands) {
        if first {
            selected.clone_into(&mut self.variant);
        }
        title(ui, view, "list-name-title");
        paragraph(ui, view, view.text("list-name-text"));
        let name = field(ui, view, "list-name-preferred", &mut self.name, &self.variant);
        field(ui, view, "list-name-variant", &mut self.variant, "");
        if first {
            name.request_focus();
        }
        widgets::chips(ui, |ui| {
            for (kind, key) in KINDS {
                if widgets::switch_chip(ui, view, &view.text(key), self.kind == kind) {
                    self.kind = if self.kind == kind { NameKind::Any } else { kind };
                }
            }
        });
        if is_done(ui, view, self.fault.as_ref(), commands) {
            match self.entry() {
                Ok(entry) => commands.push(EditionCommand::AddName(entry)),
                Err(fault) => self.fault = Some(fault),
            }
        }
    }

    fn entry(&self) -> Result<ListedName, RowFault> {
        let name = if self.name.trim().is_empty() { &self.variant } else { &self.name };
        ListedName::read(&Row::of(&ListedName { name: name.clone(), variant: self.variant.clone(), kind: self.kind }))
    }
}

/// The fields of a substitution. They go with the dialog.
#[derive(Default)]
pub struct SubstitutionDialog {
    pattern: String,
    replacement: String,
    hint: String,
    is_regex: bool,
    fault: Option<RowFault>,
}

impl SubstitutionDialog {
    /// Draws the fields for a text that was selected. Enter takes them over; without a replacement the text is only asked about.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, selected: &str, first: bool, commands: &mut Commands) {
        if first {
            selected.clone_into(&mut self.pattern);
        }
        title(ui, view, "list-substitution-title");
        paragraph(ui, view, view.text("list-substitution-text"));
        field(ui, view, "list-substitution-pattern", &mut self.pattern, "");
        let replacement = field(ui, view, "list-substitution-replacement", &mut self.replacement, "");
        field(ui, view, "list-substitution-hint", &mut self.hint, "");
        if first {
            replacement.request_focus();
        }
        widgets::chips(ui, |ui| {
            if widgets::switch_chip(ui, view, &view.text("list-substitution-regex"), self.is_regex) {
                self.is_regex ^= true;
            }
        });
        if is_done(ui, view, self.fault.as_ref(), commands) {
            match self.entry() {
                Ok(entry) => commands.push(EditionCommand::AddSubstitution(entry)),
                Err(fault) => self.fault = Some(fault),
            }
        }
    }

    fn entry(&self) -> Result<Substitution, RowFault> {
        let pattern = match self.is_regex {
            true => ListedPattern::Regex(ListedRegex::new(&self.pattern)?),
            false => ListedPattern::Word(self.pattern.clone()),
        };
        let (replacement, hint) = (self.replacement.clone(), self.hint.clone());
        Substitution::read(&Row::of(&Substitution { pattern, replacement, hint, example: String::new(), on: true }))
    }
}

fn field(ui: &mut Ui, view: &View<'_>, key: &str, text: &mut String, hint: &str) -> Response {
    widgets::label(ui, view, key);
    widgets::field(ui, view, Id::unique(key), &view.text(key), text, hint)
}

/// Draws what is wrong and the answers. True where the fields are to be taken over.
fn is_done(ui: &mut Ui, view: &View<'_>, fault: Option<&RowFault>, commands: &mut Commands) -> bool {
    if let Some(fault) = fault {
        widgets::warning_of(ui, view, &fault.in_words(view.locale));
    }
    answers_or_enter(ui, view, "list-add", commands)
}
