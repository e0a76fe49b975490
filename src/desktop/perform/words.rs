//! Counting the words of the open edition, and saying which are right.

use std::sync::Arc;

use super::apply;
use super::queries::go_to_one_from;
use crate::check::good_words::{asks_about, of_edition, word_asked};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Document;
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::edit::Edit;
use crate::edition::{BlockId, Settled, SettledKind};
use crate::word_counts::WordCount;

/// A longer text is no word, in characters.
const LONGEST: usize = 40;

/// Counts the words in the background, and shows that they are being counted.
pub(super) fn count(shell: &mut Shell, open: &OpenEdition) {
    shell.dialog = Some(Dialog::Words(None));
    shell.jobs.count_words(open.id(), open.document.edition().clone());
}

/// Shows what was counted, unless the dialog was closed meanwhile.
pub(super) fn counted(shell: &mut Shell, words: Vec<WordCount>) {
    if let Some(Dialog::Words(shown)) = &mut shell.dialog {
        *shown = Some(Arc::new(words));
    }
}

/// Says that the selected word is right wherever it stands in the edition, or that of the query at the caret.
pub(super) fn say_good(shell: &mut Shell, open: &mut OpenEdition) {
    let document = &open.document;
    let block = document.selection().map(|selection| selection.head.block);
    let Some((word, block)) = word_here(document).zip(block) else {
        return shell.refuse(shell.locale.text("say-no-good-word"));
    };
    let number = document.current_query();
    if take(shell, open, (&word, block)) {
        if let Some(number) = number {
            go_to_one_from(open, number);
        }
        shell.tell(shell.locale.with("say-good-word", &[("text", word.into())]));
    }
}

/// The selected word, or that of the query at the caret.
pub(super) fn word_here(document: &Document) -> Option<String> {
    selected(document).or_else(|| asked(document))
}

/// Says of a word of the list that it is right, or takes that back.
pub(super) fn toggle_good(shell: &mut Shell, open: &mut OpenEdition, word: &str, block: BlockId) {
    if !of_edition(open.document.edition()).any(|known| known == word) {
        take(shell, open, (word, block));
        return;
    }
    let said = open.document.edition().settled().iter().find(|settled| settled.kind == SettledKind::GoodWord && settled.text == word);
    if let Some(said) = said.cloned() {
        apply(shell, open, &Edit::Unsettle(said));
    }
}

fn take(shell: &mut Shell, open: &mut OpenEdition, (word, block): (&str, BlockId)) -> bool {
    if of_edition(open.document.edition()).any(|known| known == word) {
        shell.tell(shell.locale.with("say-good-already", &[("text", word.to_owned().into())]));
        return false;
    }
    let good = Settled { kind: SettledKind::GoodWord, block, text: word.to_owned() };
    if !apply(shell, open, &Edit::Settle(good)) {
        return false;
    }
    let about: Vec<usize> =
        open.document.queries().iter().enumerate().filter(|(_, query)| asks_about(query, word)).map(|(at, _)| at).collect();
    open.document.forget_queries(&about);
    true
}

/// The selected word, unless what is selected is the place of the current query alone.
fn selected(document: &Document) -> Option<String> {
    let selection = document.selection()?;
    let (from, to) = selection.ordered(document.edition())?;
    let query = document.current_query().and_then(|number| document.queries().get(number));
    if query.is_some_and(|query| from.block == query.block && (from.at, to.at) == query.range) {
        return None;
    }
    let text = selection.fragment(document.edition()).text();
    let is_word = !text.is_empty() && text.chars().count() <= LONGEST && text.chars().all(|c| c.is_alphanumeric() || "-'’·".contains(c));
    is_word.then_some(text)
}

fn asked(document: &Document) -> Option<String> {
    word_asked(document.queries().get(document.current_query()?)?)
}
