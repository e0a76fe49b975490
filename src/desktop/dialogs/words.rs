//! The words of the edition with how often each is written, or those that are written once. Enter goes to the place of one that is
//! written once, and lists the places of another.

use std::sync::Arc;

use eframe::egui::{Id, Ui};

use super::title;
use super::type_ahead::{self, ListNames, TypeAhead};
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::theme::space;
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
        let taken = self.list.ui(ui, view, (&names, first), find, |ui, word, chosen| {
            type_ahead::row(ui, view, (&word.text, &word.count.to_string()), chosen)
        });
        if let Some(word) = taken {
            commands.push(ShellCommand::CloseDialog);
            commands.push(match word.count {
                1 => EditionCommand::GoToText(word.first),
                _ => EditionCommand::ListText(word.text.clone()),
            });
        }
    }
}
