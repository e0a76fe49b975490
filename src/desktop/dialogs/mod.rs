//! Dialogs: questions and lists that stand before the desk until they are answered.

mod alike;
mod carpet;
mod choice;
mod collection;
mod collection_batch;
mod comment;
mod effort;
mod export;
mod folder;
mod goto;
mod issue_calendar;
mod key_scroll;
mod listing;
mod manual;
mod masthead;
mod palette;
mod password;
mod path;
mod pdf_pages;
mod round;
mod safety;
mod search;
mod shortcuts;
mod type_ahead;
mod unsaved;
mod words;

use eframe::egui::{self, Frame, Id, Margin, Modal, Ui};

use super::command::{Commands, ShellCommand};
use super::theme::{radius, size, space};
use super::view::{Dialog, View};

/// The state of the dialogs; made anew when one is closed, but for the place in the manual.
#[derive(Default)]
pub struct Dialogs {
    manual: manual::Manual,
    masthead: masthead::MastheadDialog,
    palette: palette::Palette,
    goto: goto::GoTo,
    password: password::Password,
    words: words::Words,
    collection: collection::CollectionDialog,
    carpet: carpet::CarpetDialog,
    search: search::SearchDialog,
    round: round::RoundDialog,
    comment: comment::CommentDialog,
    effort: effort::EffortDialog,
    name: listing::NameDialog,
    substitution: listing::SubstitutionDialog,
    shortcuts: shortcuts::ShortcutsDialog,
    /// Whether the dialog's first field was given the keyboard.
    begun: bool,
}

impl Dialogs {
    /// The dialog was closed: the next one begins anew.
    pub fn close(&mut self) {
        *self = Dialogs { manual: std::mem::take(&mut self.manual), ..Dialogs::default() };
    }

    /// Draws the dialog. Escape and a click beside it close it.
    pub fn ui(&mut self, ui: &mut Ui, dialog: &mut Dialog, view: &View<'_>, commands: &mut Commands) {
        let frame = Frame::NONE
            .fill(view.theme.panel)
            .stroke(egui::Stroke::new(1.0, view.theme.hairline))
            .corner_radius(radius::CARD)
            .inner_margin(Margin::same(space::XL as i8))
            .shadow(ui.visuals().window_shadow);
        let first = !std::mem::replace(&mut self.begun, true);
        let backdrop = egui::Color32::from_black_alpha(if view.theme.dark { 120 } else { 60 });
        let modal = Modal::new(Id::unique("dialog")).frame(frame).backdrop_color(backdrop).show(ui.ctx(), |ui| {
            ui.set_width(size::DIALOG);
            match dialog {
                Dialog::Unsaved => unsaved::ui(ui, view, first, commands),
                Dialog::Masthead => self.masthead.ui(ui, view, first, commands),
                Dialog::Path(purpose, text) => path::ui(ui, view, (*purpose, text), first, commands),
                Dialog::Replace(purpose, path) => path::replace(ui, view, (*purpose, path), first, commands),
                Dialog::Palette => self.palette.ui(ui, view, first, commands),
                Dialog::GoTo => self.goto.ui(ui, view, first, commands),
                Dialog::Alike(alike) => alike::ui(ui, view, alike, first, commands),
                Dialog::Words(words) => self.words.ui(ui, view, words.as_ref(), commands),
                Dialog::Collection(list) => self.collection.ui(ui, view, list.as_ref(), commands),
                Dialog::Search(found) => self.search.ui(ui, view, found, first, commands),
                Dialog::Carpet(carpet) => self.carpet.ui(ui, view, carpet.as_ref(), commands),
                Dialog::Shortcuts => self.shortcuts.ui(ui, view, first, commands),
                Dialog::Manual => self.manual.ui(ui, view, first, commands),
                Dialog::Export => export::ui(ui, view, first, commands),
                Dialog::Recovery(work) => safety::recovery(ui, view, work, first, commands),
                Dialog::NotSaved(why) => safety::not_saved(ui, view, why, first, commands),
                Dialog::Changed(differences) => safety::changed(ui, view, differences, first, commands),
                Dialog::Damaged(path, why) => safety::damaged(ui, view, (path, why), first, commands),
                Dialog::Held(holder) => safety::held(ui, view, holder, first, commands),
                Dialog::Password(path, request, was_tried) => {
                    self.password.ui(ui, view, (path, request.as_ref(), *was_tried), first, commands);
                }
                Dialog::Folder(path, files, choices) => folder::ui(ui, view, (path, files, choices), first, commands),
                Dialog::PdfPages(text, request, count) => pdf_pages::ui(ui, view, (text, request, *count), first, commands),
                Dialog::Round => self.round.ui(ui, view, first, commands),
                Dialog::Comment(of) => self.comment.ui(ui, view, *of, first, commands),
                Dialog::AddName(text) => self.name.ui(ui, view, text, first, commands),
                Dialog::AddSubstitution(text) => self.substitution.ui(ui, view, text, first, commands),
                Dialog::Effort(folder) => self.effort.ui(ui, view, folder, first, commands),
                Dialog::Backups(backups) => safety::backups(ui, view, backups, first, commands),
            }
        });
        if modal.should_close() {
            commands.push(ShellCommand::CloseDialog);
        }
    }
}

/// A dialog's title.
fn title(ui: &mut Ui, view: &View<'_>, key: &str) {
    title_text(ui, view, &view.text(key));
}

/// A dialog's title in these words.
fn title_text(ui: &mut Ui, view: &View<'_>, words: &str) {
    let text = egui::RichText::new(words).font(super::theme::strong(size::HEADING)).color(view.theme.ink);
    ui.add(egui::Label::new(text).wrap().selectable(false));
    ui.add_space(space::S);
}

/// As [`answers`]; Enter is the way on too, unless something else has the keyboard that Enter presses.
fn answers_or_enter(ui: &mut Ui, view: &View<'_>, go_on: &str, commands: &mut Commands) -> bool {
    let is_elsewhere = ui.memory(|memory| memory.focused()).is_some() && !ui.ctx().text_edit_focused();
    answers(ui, view, go_on, commands) || !is_elsewhere && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

/// Two columns of buttons: the way out on the left of the way on. True for the way on.
fn answers(ui: &mut Ui, view: &View<'_>, go_on: &str, commands: &mut Commands) -> bool {
    ui.add_space(space::M);
    let mut done = false;
    super::widgets::button_row(ui, |ui| {
        done = super::widgets::button(ui, view, &view.text(go_on), true).clicked();
        if super::widgets::button(ui, view, &view.text("dialog-cancel"), false).clicked() {
            commands.push(ShellCommand::CloseDialog);
        }
    });
    done
}
