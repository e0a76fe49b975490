//! Work on all issues of a collection: what is to be done, how far it is, and what came of it.

use eframe::egui::{self, Id, ProgressBar, RichText, Ui};

use super::choice::paragraph;
use super::title;
use super::type_ahead::{self, ListNames, ROW, TypeAhead};
use crate::batch::export::standard_folder;
use crate::desktop::collection_batch::{BatchCame, BatchCounts, BatchWork};
use crate::desktop::collection_list::CollectionList;
use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::explained::Explained;
use crate::export::Format;
use crate::language::pinyin::is_meant;

/// The height of what is told of an ended batch, in points.
const TOLD: f32 = 84.0;

/// The state of this part of the dialog.
#[derive(Default)]
pub struct CollectionBatch {
    formats: TypeAhead,
    is_choosing: bool,
    /// Whether the list of formats was given the keyboard.
    begun: bool,
    /// Whether a work was going on in the last frame.
    was_running: bool,
}

impl CollectionBatch {
    /// Whether a work has ended since the last frame.
    pub fn has_ended(&mut self, view: &View<'_>) -> bool {
        let is_running = view.batch.running.is_some();
        std::mem::replace(&mut self.was_running, is_running) && !is_running
    }

    /// How much room it takes below the list, in points.
    pub fn room(&self, view: &View<'_>, list: &CollectionList) -> f32 {
        let came = view.batch.came.filter(|came| came.is_of(&list.folder));
        let told = came.map_or(0.0, |came| size::FIELD_HEIGHT + if came.has_lines() { TOLD } else { 0.0 });
        let rule = if list.has_settings_file { size::FIELD_HEIGHT } else { 3.0 * size::FIELD_HEIGHT };
        3.5 * size::FIELD_HEIGHT + rule + told
    }

    /// Draws the works with their counts; while one goes on, how far it is instead; and what came of the last one.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, list: &CollectionList, commands: &mut Commands) {
        match view.batch.running {
            Some((work, part)) => running(ui, view, (work, part), commands),
            None => self.works(ui, view, list, commands),
        }
        if let Some(came) = view.batch.came.filter(|came| came.is_of(&list.folder)) {
            told(ui, view, came);
        }
    }

    fn works(&mut self, ui: &mut Ui, view: &View<'_>, list: &CollectionList, commands: &mut Commands) {
        let BatchCounts { draft, read, check, export } = list.to_do;
        ui.horizontal_wrapped(|ui| {
            widgets::label(ui, view, "batch-all-issues");
            let works = [
                ("batch-draft", draft, BatchWork::Draft),
                ("batch-read-images", read, BatchWork::Read),
                ("batch-check", check, BatchWork::Check),
            ];
            for (key, count, work) in works {
                if self::work(ui, view, key, count) {
                    commands.push(ShellCommand::WorkOnCollection(list.folder.clone(), work));
                }
            }
            if self::work(ui, view, "batch-export", export) {
                (self.is_choosing, self.begun) = (true, false);
            }
        });
    }

    /// Draws the formats, while one is chosen. False where none is.
    pub fn formats(&mut self, ui: &mut Ui, view: &View<'_>, list: &CollectionList, commands: &mut Commands) -> bool {
        if !self.is_choosing {
            return false;
        }
        title(ui, view, "batch-export-title");
        self.begun |= ui.memory(|memory| memory.has_focus(Id::unique("batch-export-hint")));
        let names = ListNames { hint: "batch-export-hint", nothing: "batch-export-nothing", page: 8, row: ROW };
        let about = |format: Format| view.text(format.about_key());
        let find = |text: &str| -> Vec<Format> {
            let is_meant = |format: &Format| text.is_empty() || is_meant(format.name(), text) || is_meant(&about(*format), text);
            Format::ALL.iter().copied().filter(is_meant).collect()
        };
        let taken = self.formats.ui(ui, view, (&names, !self.begun), find, |ui, format, chosen| {
            type_ahead::row(ui, view, (&about(*format), format.name()), chosen)
        });
        ui.add_space(space::S);
        let sample = standard_folder(&list.folder, Format::Text);
        let folder = sample.parent().unwrap_or(&sample).display().to_string();
        paragraph(ui, view, view.locale.with("batch-export-keys", &[("path", folder.into())]));
        widgets::button_row(ui, |ui| {
            if widgets::button(ui, view, &view.text("batch-export-back"), false).clicked() {
                self.is_choosing = false;
            }
        });
        if let Some(format) = taken {
            self.is_choosing = false;
            commands.push(ShellCommand::WorkOnCollection(list.folder.clone(), BatchWork::Export(format)));
        }
        true
    }
}

/// A button for a work; it can be pressed where there is something to do.
fn work(ui: &mut Ui, view: &View<'_>, key: &str, count: usize) -> bool {
    let words = view.locale.with(key, &[("count", count.into())]);
    ui.add_enabled_ui(count > 0, |ui| widgets::button(ui, view, &words, false).clicked()).inner
}

fn running(ui: &mut Ui, view: &View<'_>, (work, part): (BatchWork, Option<f32>), commands: &mut Commands) {
    ui.horizontal(|ui| {
        ui.set_min_height(size::FIELD_HEIGHT);
        widgets::label(ui, view, work.key());
        let part = part.unwrap_or(0.0);
        ui.add(ProgressBar::new(part).desired_width(160.0).desired_height(4.0).fill(view.theme.green));
        widgets::label_of(ui, view, &view.locale.with("batch-percent", &[("percent", ((part * 100.0) as u32).into())]));
        if widgets::button(ui, view, &view.text("work-cancel"), false).clicked() {
            commands.push(ShellCommand::CancelWork);
        }
    });
}

/// What came of a batch: a line with the counts, and below it what failed, what was left and what else is to be known.
fn told(ui: &mut Ui, view: &View<'_>, came: &BatchCame) {
    ui.add_space(space::S);
    let said = came.in_words(view.locale);
    match came.report.bad() {
        0 => drop(widgets::label_of(ui, view, &said)),
        _ => widgets::warning_of(ui, view, &said),
    }
    if !came.has_lines() {
        return;
    }
    egui::ScrollArea::vertical().id_salt("batch-told").max_height(TOLD).min_scrolled_height(TOLD).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            for line in came.lines(view.locale) {
                ui.add(egui::Label::new(RichText::new(line).font(theme::text(size::SMALL)).color(view.theme.ink_2)).wrap());
            }
        },
    );
}
