//! Going to a page, an article or a raw line, by typing a part of its name or its number.

use eframe::egui::Ui;

use super::type_ahead::{self, ListNames, TypeAhead};
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::open::document::Document;
use crate::desktop::view::View;
use crate::language::pinyin::is_meant;
use crate::page::PageIndex;

/// How many places are offered.
const OFFERED: usize = 200;

/// The dialog's state.
#[derive(Default)]
pub struct GoTo {
    list: TypeAhead,
}

/// A place that can be gone to.
struct Target {
    name: String,
    /// What kind of place it is.
    kind: String,
    command: EditionCommand,
}

impl GoTo {
    /// Draws the dialog. Enter goes to the chosen place.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        let names = ListNames { hint: "goto-hint", nothing: "goto-nothing", page: 0, row: type_ahead::ROW };
        let find = |text: &str| targets(view, document, text);
        let taken = self
            .list
            .ui(ui, view, (&names, first), find, |ui, target, chosen| type_ahead::row(ui, view, (&target.name, &target.kind), chosen));
        if let Some(target) = taken {
            commands.push(ShellCommand::CloseDialog);
            commands.push(target.command);
        }
    }
}

/// The places that are meant by a text: a number is that of a raw line on the caret's page, or of a page; then pages by their labels and
/// articles by their headlines.
fn targets(view: &View<'_>, document: &Document, text: &str) -> Vec<Target> {
    let edition = document.edition();
    let labels = &edition.masthead().page_labels;
    let here = view.spot.map(|spot| spot.page).unwrap_or_default();
    let mut found = Vec::new();
    let number = text.parse::<usize>().ok();
    let line = number.and_then(|number| Some((number, edition.page(here)?.line(number)?)));
    if let Some((number, line)) = line {
        let args = [("line", number.into()), ("page", labels.get(here.position()).cloned().unwrap_or_default().into())];
        let command = EditionCommand::GoToRaw(here, line.range.start);
        found.push(Target { name: view.locale.with("goto-line", &args), kind: view.text("goto-kind-line"), command });
    }
    for (index, label) in labels.iter().enumerate() {
        if text.is_empty() || number == Some(index + 1) || is_meant(label, text) {
            let command = EditionCommand::GoToPage(PageIndex(index as u32));
            found.push(Target { name: label.clone(), kind: view.text("goto-kind-page"), command });
        }
    }
    for article in edition.articles() {
        let title = article.title();
        if !title.is_empty() && (text.is_empty() || is_meant(&title, text)) {
            found.push(Target { name: title, kind: view.text("goto-kind-article"), command: EditionCommand::GoToArticle(article.id()) });
        }
    }
    found.truncate(OFFERED);
    found
}
