//! The place of the image under the cursor, and what can be said of those that are marked.

use eframe::egui::text::LayoutJob;
use eframe::egui::{self, CornerRadius, Frame, Margin, RichText, TextFormat, Ui};

use super::{CarpetDialog, field_id};
use crate::carpet::{Carpet, CarpetGroup, CharacterImage};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;

/// How much of the text is shown before and after a character, in characters.
const ROUND: usize = 24;

impl CarpetDialog {
    /// Draws where the image stands in the text, and the answers.
    pub(super) fn place(&mut self, ui: &mut Ui, view: &View<'_>, (carpet, group): (&Carpet, &CarpetGroup<'_>), commands: &mut Commands) {
        if let Some(image) = self.current(group) {
            label(ui, view, &about(view, image));
            context(ui, view, image);
        }
        ui.add_space(space::S);
        let meant = self.meant(group).len();
        if let Some(answer) = self.answer(group) {
            let words = view.locale.with("carpet-say", &[("count", meant.into()), ("text", answer.into())]);
            if answer_button(ui, view, (&words, "Enter"), true) {
                self.say(group, commands);
            }
        }
        widgets::label(ui, view, "carpet-wanted");
        let name = view.text("carpet-wanted");
        widgets::field(ui, view, field_id(), &name, &mut self.wanted, "");
        ui.add_space(space::S);
        let words = view.locale.with("carpet-accept", &[("count", group.images.len().into())]);
        if answer_button(ui, view, (&words, "Ctrl+Delete"), false) {
            commands.push(EditionCommand::AcceptImages(group.characters.clone()));
        }
        if answer_button(ui, view, (&view.text("carpet-go"), "Shift+Enter"), false) {
            self.go(group, commands);
        }
        self.alike(ui, view, (carpet, group));
        ui.add_space(space::S);
        label(ui, view, &view.text("carpet-more-keys"));
        // Boxes of words say only roughly where each character stands.
        let is_read = view.document.is_some_and(|document| document.edition().has_witnesses());
        if !is_read {
            ui.add_space(space::S);
            label(ui, view, &view.text("carpet-unread"));
        }
    }
}

impl CarpetDialog {
    /// The button that shows the images with those of the characters they are taken for, where the carpet has any.
    fn alike(&mut self, ui: &mut Ui, view: &View<'_>, (carpet, group): (&Carpet, &CarpetGroup<'_>)) {
        let Some(character) = group.characters.first() else { return };
        let others: String = carpet.taken_for(*character).map(|kind| kind.character).collect();
        if others.is_empty() {
            return;
        }
        let words = if self.together {
            view.locale.with("carpet-alone", &[("character", character.to_string().into())])
        } else {
            view.locale.with("carpet-together", &[("characters", others.into())])
        };
        if answer_button(ui, view, (&words, "Ctrl+Enter"), false) {
            self.turn_together();
        }
    }
}

/// A button, and the key for it beside it.
fn answer_button(ui: &mut Ui, view: &View<'_>, (words, key): (&str, &str), strong: bool) -> bool {
    let mut clicked = false;
    ui.horizontal(|ui| {
        clicked = widgets::button(ui, view, words, strong).clicked();
        ui.label(RichText::new(key).font(theme::text(size::TINY)).color(view.theme.ink_3));
    });
    clicked
}

fn label(ui: &mut Ui, view: &View<'_>, words: &str) {
    let text = RichText::new(words).font(theme::text(size::SMALL)).color(view.theme.ink_2);
    ui.add(egui::Label::new(text).wrap().selectable(false));
}

/// The page, the raw line, and what it may be instead.
fn about(view: &View<'_>, image: &CharacterImage) -> String {
    let labels = view.document.map(|document| document.edition().masthead().page_labels.clone()).unwrap_or_default();
    let page = labels.get(image.page.position()).cloned().unwrap_or_default();
    let line = view.locale.with("goto-line", &[("line", image.line.into()), ("page", page.into())]);
    let read = match image.reading {
        Some((read, Some(sure))) => {
            view.locale.with("carpet-read", &[("text", read.to_string().into()), ("sure", sure.as_percent().into())])
        }
        Some((read, None)) => view.locale.with("carpet-like", &[("text", read.to_string().into())]),
        None => return line,
    };
    format!("{line} · {read}")
}

/// The text round the character, the character marked.
fn context(ui: &mut Ui, view: &View<'_>, image: &CharacterImage) {
    let Some(text) = view.document.and_then(|document| document.edition().block(image.place.block)).map(|(_, block)| block.text()) else {
        return;
    };
    let at = image.place.at.chars();
    let from = at.saturating_sub(ROUND);
    let part = |skip: usize, take: usize| text.chars().skip(skip).take(take).collect::<String>();
    let format = |font, color| TextFormat { line_height: Some(size::STORY * 1.6), ..TextFormat::simple(font, color) };
    let plain = format(theme::chinese(size::BODY + 1.0), view.theme.ink);
    let mut job = LayoutJob::default();
    job.append(&part(from, at - from), 0.0, plain.clone());
    job.append(&part(at, 1), 0.0, format(theme::chinese_strong(size::BODY + 1.0), view.theme.accent));
    job.append(&part(at + 1, ROUND), 0.0, plain);
    Frame::NONE
        .fill(view.theme.paper)
        .stroke(egui::Stroke::new(1.0, view.theme.hairline))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin::same(space::M as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(egui::Label::new(job).wrap().selectable(false));
        });
}
