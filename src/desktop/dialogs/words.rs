//! The words of the edition with how often each is written, those that are written once, or those that were said to be right. Enter goes
//! to the place of one that is written once, and lists the places of another; Ctrl+Enter says that it is right, or takes that back.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{Id, Ui};

use super::title;
use super::type_ahead::{self, ListNames, TypeAhead};
use crate::check::good_words;
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::find::Match;
use crate::language::pinyin::is_meant;
use crate::word_counts::WordCount;

/// Which words are listed.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum WordsShown {
    #[default]
    All,
    Once,
    Good,
}

/// The dialog's state.
#[derive(Default)]
pub struct Words {
    list: TypeAhead,
    kind: WordsShown,
    /// Whether the field was given the keyboard, which it is as soon as there is a list.
    begun: bool,
}

impl Words {
    /// Draws the list; nothing of it is known before it was counted.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, words: Option<&Arc<Vec<WordCount>>>, commands: &mut Commands) {
        title(ui, view, "words-title");
        ui.horizontal_wrapped(|ui| {
            for (key, kind) in [("words-all", WordsShown::All), ("words-once", WordsShown::Once), ("words-good", WordsShown::Good)] {
                if widgets::switch_chip(ui, view, &view.text(key), self.kind == kind) {
                    self.kind = kind;
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
        let good: HashSet<&str> = view.document.map(|document| good_words::of_edition(document.edition()).collect()).unwrap_or_default();
        let nothing = if self.kind == WordsShown::Good { "words-none-good" } else { "words-nothing" };
        let names = ListNames { hint: "words-hint", nothing, page: 8, row: type_ahead::ROW };
        let kind = self.kind;
        let find = |text: &str| -> Vec<WordRow<'_>> {
            let is_meant = |row: &WordRow<'_>| text.is_empty() || is_meant(row.text, text);
            WordRow::all(words, &good, kind).filter(is_meant).collect()
        };
        let mark = view.text("words-right");
        let taken = self.list.ui(ui, view, (&names, first), find, |ui, row, chosen| {
            let count = row.count.to_string();
            let note = if good.contains(row.text) { format!("{mark} · {count}") } else { count };
            type_ahead::row(ui, view, (row.text, &note), chosen)
        });
        ui.add_space(space::S);
        widgets::label(ui, view, "words-keys");
        let Some((word, place)) = taken.and_then(|row| Some((row, row.first.or_else(|| caret(view))?))) else { return };
        if self.list.with_ctrl {
            return commands.push(EditionCommand::ToggleGoodWord(word.text.to_owned(), place.block));
        }
        if let Some(first) = word.first {
            commands.push(ShellCommand::CloseDialog);
            commands.push(match word.count {
                1 => EditionCommand::GoToText(first),
                _ => EditionCommand::ListText(word.text.to_owned()),
            });
        }
    }
}

/// A word of the list.
#[derive(Clone, Copy)]
struct WordRow<'a> {
    text: &'a str,
    count: usize,
    /// Where it stands first; nothing where it stands nowhere as a word of its own.
    first: Option<Match>,
}

impl<'a> WordRow<'a> {
    /// The words of a list, in its order.
    fn all(words: &'a [WordCount], good: &HashSet<&'a str>, kind: WordsShown) -> Box<dyn Iterator<Item = WordRow<'a>> + 'a> {
        let counted = |word: &'a WordCount| WordRow { text: &word.text, count: word.count, first: Some(word.first) };
        match kind {
            WordsShown::All => Box::new(words.iter().map(counted)),
            WordsShown::Once => Box::new(words.iter().filter(|word| word.count == 1).map(counted)),
            WordsShown::Good => {
                let mut good: Vec<&str> = good.iter().copied().collect();
                good.sort_unstable();
                let row = move |text: &'a str| {
                    words.iter().find(|word| word.text == text).map_or(WordRow { text, count: 0, first: None }, counted)
                };
                Box::new(good.into_iter().map(row))
            }
        }
    }
}

/// The place of the caret, for a word that stands nowhere.
fn caret(view: &View<'_>) -> Option<Match> {
    let head = view.document?.selection()?.head;
    Some(Match { block: head.block, from: head.at, to: head.at })
}
