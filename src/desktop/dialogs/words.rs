//! The words of the edition with how often each is written, or those that are written once. Enter goes to the place of one that is
//! written once, and lists the places of another.

use std::sync::Arc;

use eframe::egui::{Align2, Id, Response, Ui, vec2};

use super::title;
use super::type_ahead::{ListNames, ROW, TypeAhead};
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::language::pinyin::is_meant;
use crate::word_counts::WordCount;

/// The dialog's state.
#[derive(Default)]
pub struct Words {
    list: TypeAhead,
    once: bool,
    /// Whether the field was given the keyboard, which it is as soon as there is a list.
    begun: bool,
}

impl Words {
    /// Draws the list; nothing of it is known before it was counted.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, words: Option<&Arc<Vec<WordCount>>>, commands: &mut Commands) {
        title(ui, view, "words-title");
        ui.horizontal_wrapped(|ui| {
            for (key, once) in [("words-all", false), ("words-once", true)] {
                if widgets::switch_chip(ui, view, &view.text(key), self.once == once) {
                    self.once = once;
                    self.list.begin_again();
                }
            }
        });
        ui.add_space(space::S);
        let Some(words) = words else {
            widgets::label(ui, view, "words-counting");
            return;
        };
        // The list comes some frames after the dialog, and the field is asked to have the keyboard until it has it.
        self.begun |= ui.memory(|memory| memory.has_focus(Id::unique("words-hint")));
        let first = !self.begun;
        let names = ListNames { hint: "words-hint", nothing: "words-nothing", page: 8 };
        let find = |text: &str| -> Vec<&WordCount> {
            let is_shown = |word: &&WordCount| (!self.once || word.count == 1) && (text.is_empty() || is_meant(&word.text, text));
            words.iter().filter(is_shown).collect()
        };
        let taken = self.list.ui(ui, view, (&names, first), find, |ui, word, chosen| row(ui, view, word, chosen));
        if let Some(word) = taken {
            commands.push(ShellCommand::CloseDialog);
            commands.push(match word.count {
                1 => EditionCommand::GoToText(word.first),
                _ => EditionCommand::ListText(word.text.clone()),
            });
        }
    }
}

fn row(ui: &mut Ui, view: &View<'_>, word: &WordCount, chosen: bool) -> Response {
    let response = widgets::row(ui, view.theme, ROW, chosen, &word.text);
    let rect = response.rect;
    let (left, right) = (rect.left_center() + vec2(space::S, 0.0), rect.right_center() - vec2(space::M, 0.0));
    let wide = widgets::one_line(
        ui,
        right,
        Align2::RIGHT_CENTER,
        &word.count.to_string(),
        theme::text(size::SMALL),
        view.theme.ink_3,
        rect.width() / 3.0,
    );
    let room = rect.width() - wide - 2.0 * space::S - space::M;
    widgets::one_line(ui, left, Align2::LEFT_CENTER, &word.text, theme::chinese(size::BODY), view.theme.ink, room);
    response
}
