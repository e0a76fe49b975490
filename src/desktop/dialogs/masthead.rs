//! The masthead and the labels of the pages.

use eframe::egui::{self, Id, Key, Ui};

use super::{answers, title};
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::open::document::Document;
use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edit::{Edit, EditName, Field};
use crate::page::PageIndex;

/// The fields' state.
#[derive(Default)]
pub struct MastheadDialog {
    fields: Vec<(Field, String)>,
}

impl MastheadDialog {
    fn fill(&mut self, document: &Document) {
        let masthead = document.edition().masthead();
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        self.fields =
            vec![(Field::PaperTitle, text(&masthead.title)), (Field::Date, text(&masthead.date)), (Field::Issue, text(&masthead.issue))];
        let labels = masthead.page_labels.iter().enumerate();
        self.fields.extend(labels.map(|(index, label)| (Field::PageLabel(PageIndex(index as u32)), label.clone())));
    }

    /// Draws the fields. Enter takes them over.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        if first {
            self.fill(document);
        }
        title(ui, view, "masthead-title");
        ui.spacing_mut().item_spacing.y = space::XS;
        let paper = self.fields.len().min(3);
        let (paper, labels) = self.fields.split_at_mut(paper);
        for ((field, text), key) in paper.iter_mut().zip(["masthead-paper", "masthead-date", "masthead-issue"]) {
            widgets::label(ui, view, key);
            let hint = if *field == Field::Date { view.text("masthead-date-hint") } else { String::new() };
            let response = widgets::field(ui, view, Id::unique(key), &view.text(key), text, &hint);
            if first && *field == Field::PaperTitle {
                response.request_focus();
            }
        }
        widgets::label(ui, view, "masthead-labels");
        egui::ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
            for ((_, text), page) in labels.iter_mut().zip(document.edition().pages()) {
                let file = &page.source().file;
                widgets::field(ui, view, Id::unique(("page-label", file)), file, text, file);
            }
        });
        let done = answers(ui, view, "dialog-ok", commands);
        if done || ui.input(|input| input.key_pressed(Key::Enter)) {
            commands.extend(self.edit(document).map(EditionCommand::Apply));
            commands.push(ShellCommand::CloseDialog);
        }
    }

    /// The edit that sets what was changed.
    fn edit(&self, document: &Document) -> Option<Edit> {
        let mut before = MastheadDialog::default();
        before.fill(document);
        let changed = self.fields.iter().zip(&before.fields).filter(|(now, before)| now != before);
        let edits: Vec<Edit> = changed.map(|((field, text), _)| Edit::SetField { field: *field, value: Some(text.clone()) }).collect();
        (!edits.is_empty()).then_some(Edit::Batch { name: EditName::Masthead, edits })
    }
}
