//! The masthead and the labels of the pages.

use eframe::egui::{self, Id, Key, Ui};

use super::{answers, title};
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::open::document::Document;
use crate::desktop::papers::Paper;
use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edit::{Edit, EditName, Field};
use crate::language::dates::Day;
use crate::page::PageIndex;

/// How many of the fields are about the paper; the others are the labels of its pages.
const PAPER: usize = 3;
/// Of how many papers the next edition is offered.
const OFFERED: usize = 3;

/// The day that the edition seems to be of: by its files' names, their folder, or a date line.
fn guess(document: &Document) -> Option<(Day, &'static str)> {
    let edition = document.edition();
    let file = edition.pages().iter().find_map(|page| Day::find(&page.source().file));
    let folders = || document.sources.first().map(|path| path.as_path()).or(document.path())?.parent()?.components().next_back();
    let folder = || Day::find(&folders()?.as_os_str().to_string_lossy());
    let line = || edition.furniture().iter().find_map(|block| Day::find(block.text()));
    file.map(|day| (day, "masthead-by-file"))
        .or_else(|| Some((folder()?, "masthead-by-folder")))
        .or_else(|| Some((line()?, "masthead-by-line")))
}

/// What there is to say of a date: the guess, to be taken over; and that it is no day of the calendar. True where the keyboard is on the
/// guess.
fn date(ui: &mut Ui, view: &View<'_>, guess: Option<&(Day, &'static str)>, text: &mut String) -> bool {
    let written = text.trim();
    if !written.is_empty() && Day::of_iso(written).is_none() {
        let words = match Day::find(written) {
            Some(day) => view.locale.with("masthead-date-form", &[("day", day.to_string().into())]),
            None => view.text("masthead-no-day"),
        };
        widgets::warning_of(ui, view, &words);
    }
    let Some((day, by)) = guess.filter(|(day, _)| day.to_string() != written) else { return false };
    let words = view.locale.with(by, &[("day", day.to_string().into())]);
    let response = widgets::button(ui, view, &words, false);
    let has_keyboard = response.has_focus();
    if response.clicked() {
        *text = day.to_string();
    }
    has_keyboard
}

/// What is kept of a field: a day in the one form that programs know, however it was written.
fn kept(field: Field, text: &str) -> String {
    let day = Day::find(text).filter(|_| field == Field::Date);
    day.map_or_else(|| text.to_owned(), |day| day.to_string())
}

/// The fields' state.
#[derive(Default)]
pub struct MastheadDialog {
    fields: Vec<(Field, String)>,
    /// The day that the edition seems to be of, and a locale key that says by what.
    guess: Option<(Day, &'static str)>,
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
            self.guess = guess(document);
        }
        title(ui, view, "masthead-title");
        ui.spacing_mut().item_spacing.y = space::XS;
        let mut takes_guess = false;
        let of_paper = self.fields.len().min(PAPER);
        let (paper, _) = self.fields.split_at_mut(of_paper);
        for ((field, text), key) in paper.iter_mut().zip(["masthead-paper", "masthead-date", "masthead-issue"]) {
            widgets::label(ui, view, key);
            let hint = if *field == Field::Date { view.text("masthead-date-hint") } else { String::new() };
            let response = widgets::field(ui, view, Id::unique(key), &view.text(key), text, &hint);
            if first && *field == Field::PaperTitle {
                response.request_focus();
            }
            if *field == Field::Date {
                takes_guess |= date(ui, view, self.guess.as_ref(), text);
            }
        }
        takes_guess |= self.next(ui, view, document);
        widgets::label(ui, view, "masthead-labels");
        egui::ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
            for ((_, text), page) in self.fields.iter_mut().skip(PAPER).zip(document.edition().pages()) {
                let file = &page.source().file;
                widgets::field(ui, view, Id::unique(("page-label", file)), file, text, file);
            }
        });
        let done = answers(ui, view, "dialog-ok", commands);
        if done || !takes_guess && ui.input(|input| input.key_pressed(Key::Enter)) {
            commands.extend(self.edit(document).map(EditionCommand::Apply));
            commands.push(ShellCommand::CloseDialog);
        }
    }

    /// Offers what the next edition of a paper will say: of the one that is named, or of those that editions were saved of last. True
    /// where the keyboard is on an offer.
    fn next(&mut self, ui: &mut Ui, view: &View<'_>, document: &Document) -> bool {
        let text = |at: usize| self.fields.get(at).map(|(_, text)| text.trim().to_owned()).unwrap_or_default();
        let (title, own) = (text(0), document.edition().masthead());
        let is_other = |paper: &&Paper| (Some(&paper.title), &paper.date, &paper.issue) != (own.title.as_ref(), &own.date, &own.issue);
        let mut taken = None;
        let mut has_keyboard = false;
        for last in view.settings.papers_for(&title).filter(is_other).take(OFFERED) {
            let next = last.next();
            // The day that the edition itself tells is surer than the one that comes next.
            let day = self.guess.map(|(day, _)| day.to_string()).or(next.date.clone()).unwrap_or_default();
            let values = [next.title.clone(), day.clone(), next.issue.clone().unwrap_or_default()];
            if values.iter().enumerate().all(|(at, value)| text(at) == *value) {
                continue;
            }
            let said: Vec<&str> = values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
            let words = view.locale.with("masthead-next", &[("next", said.join(" · ").into())]);
            let response = widgets::button(ui, view, &words, false);
            has_keyboard |= response.has_focus();
            if response.clicked() {
                taken = Some(values);
            }
        }
        for ((_, text), value) in self.fields.iter_mut().zip(taken.into_iter().flatten()) {
            *text = value;
        }
        has_keyboard
    }

    /// The edit that sets what was changed.
    fn edit(&self, document: &Document) -> Option<Edit> {
        let mut before = MastheadDialog::default();
        before.fill(document);
        let changed = self.fields.iter().zip(&before.fields).filter(|(now, before)| now != before);
        let edit = |(field, text): &(Field, String)| Edit::SetField { field: *field, value: Some(kept(*field, text)) };
        let edits: Vec<Edit> = changed.map(|(now, _)| edit(now)).collect();
        (!edits.is_empty()).then_some(Edit::Batch { name: EditName::Masthead, edits })
    }
}
