//! The lists that the desks of a collection share: adding to them, and learning from what was corrected.

use std::path::PathBuf;

use super::collection;
use super::words::word_here;
use crate::check::{PUT_RIGHT_BEFORE, Query, QueryKind};
use crate::collection::CollectionSettings;
use crate::collection::lists::{AskingList, ListedQuestion, SkippedScanno};
use crate::desktop::jobs::{LearnError, ListAddition, ListsDone};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Document;
use crate::desktop::open::queue::asked_text;
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::explained::{Explained, named};
use crate::style::lists::{Entry, GoodWord, ListedName, Substitution};

/// Says that the selected word is right in the whole collection, or that of the query at the caret.
pub(super) fn say_good(shell: &mut Shell, open: &OpenEdition) {
    let Some(word) = word_here(&open.document) else { return shell.refuse(shell.locale.text("say-no-good-word")) };
    add(shell, open, (ListAddition::GoodWord, word.clone()), GoodWord { word });
}

/// Asks for the preferred form of the selected name, or of the word of the query at the caret.
pub(super) fn ask_name(shell: &mut Shell, open: &OpenEdition) {
    ask(shell, open, Dialog::AddName);
}

/// Asks what the selected text is often misread for, or the word of the query at the caret.
pub(super) fn ask_substitution(shell: &mut Shell, open: &OpenEdition) {
    ask(shell, open, Dialog::AddSubstitution);
}

fn ask(shell: &mut Shell, open: &OpenEdition, dialog: impl FnOnce(String) -> Dialog) {
    match text_here(&open.document) {
        Some(text) if open.document.place().is_some() => shell.dialog = Some(dialog(text)),
        Some(_) => shell.refuse(shell.locale.text("say-no-collection")),
        None => shell.refuse(shell.locale.text("say-no-good-word")),
    }
}

/// The selected text, which may be several words, or the word of the query at the caret.
fn text_here(document: &Document) -> Option<String> {
    let selected = document.selection().map(|selection| selection.fragment(document.edition()).text());
    let line = selected.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty() && !text.contains('\n'));
    line.or_else(|| word_here(document))
}

/// Puts a name into the collection's list.
pub(super) fn add_name(shell: &mut Shell, open: &OpenEdition, name: ListedName) {
    add(shell, open, (ListAddition::Name, name.name.clone()), name);
}

/// Puts what is often misread into the collection's list.
pub(super) fn add_substitution(shell: &mut Shell, open: &OpenEdition, substitution: Substitution) {
    add(shell, open, (ListAddition::Substitution, substitution.pattern.text().to_owned()), substitution);
}

fn add<T: Entry + Send + 'static>(shell: &mut Shell, open: &OpenEdition, what: (ListAddition, String), entry: T) {
    match open.document.place() {
        Some(file) => shell.jobs.add_to_list(what, entry, file.to_owned(), shell.settings.collection.clone()),
        None => shell.refuse(shell.locale.text("say-no-collection")),
    }
}

/// Has no desk ask again what a list of the collection asks at the caret.
pub(super) fn silence(shell: &mut Shell, open: &OpenEdition) {
    let document = &open.document;
    let query = document.current_query().and_then(|number| document.queries().get(number));
    let Some((query, by)) = query.and_then(|query| Some((query, asking_list(query)?))) else {
        return shell.refuse(shell.locale.text("say-no-listed-query"));
    };
    if !query.still_stands(document.edition()) {
        return shell.say("queries-changing");
    }
    let text = document.edition().block(query.block).map(|(_, block)| block.text().to_owned()).unwrap_or_default();
    let question = ListedQuestion { by, text, range: (query.range.0.chars(), query.range.1.chars()) };
    match document.place() {
        Some(file) => shell.jobs.silence(asked_text(document.edition(), query), question, file.to_owned()),
        None => shell.refuse(shell.locale.text("say-no-collection")),
    }
}

fn asking_list(query: &Query) -> Option<AskingList> {
    if query.kind == QueryKind::Substitution {
        return Some(AskingList::Substitutions);
    }
    (query.message.key == PUT_RIGHT_BEFORE).then_some(AskingList::Corrections)
}

/// Counts the corrections in all editions of a collection.
pub(super) fn learn(shell: &mut Shell, folder: PathBuf) {
    shell.jobs.learn_corrections(folder);
}

/// Takes a list of Guiguts over into that of the collection that was listed last.
pub(super) fn import(shell: &mut Shell, path: PathBuf) {
    match shell.settings.collection.clone() {
        Some(folder) => shell.jobs.import_scannos(path, folder),
        None => shell.say("collection-none-known"),
    }
}

/// Tells what came of it. The open edition is checked by the lists as they are now.
pub(super) fn done(shell: &mut Shell, open: Option<&mut OpenEdition>, done: ListsDone) {
    match done {
        ListsDone::Added(_, _, Ok(None)) | ListsDone::Silenced(_, Ok(None)) => {
            return shell.refuse(shell.locale.text("say-no-collection"));
        }
        ListsDone::Silenced(text, Ok(Some(_))) => shell.tell(shell.locale.with("say-silenced", &[named("text", text)])),
        ListsDone::Added(what, text, Ok(Some(new))) => {
            let key = if new > 0 { what.said() } else { "say-listed-already" };
            shell.tell(shell.locale.with(key, &[named("text", text)]));
        }
        ListsDone::Added(_, _, Err(error)) | ListsDone::Silenced(_, Err(error)) | ListsDone::Learnt(Err(LearnError::List(error))) => {
            return shell.fail(error.in_words(&shell.locale));
        }
        ListsDone::Learnt(Err(LearnError::Collection(error))) => return shell.fail(error.in_words(&shell.locale)),
        ListsDone::Learnt(Ok(None)) => return,
        ListsDone::Settings(_, Err(error)) => return shell.fail(error.in_words(&shell.locale)),
        ListsDone::Settings(folder, Ok(())) => {
            shell.say_file("say-saved", &CollectionSettings::path(&folder));
            collection::list_again(shell, folder);
        }
        ListsDone::Learnt(Ok(Some(learnt))) => {
            shell.tell(shell.locale.with("cli-lists-learnt", &learnt.counts()));
            for fault in &learnt.faults {
                shell.warn(fault.in_words(&shell.locale));
            }
        }
        ListsDone::Imported(Err(error)) => return shell.fail(error.in_words(&shell.locale)),
        ListsDone::Imported(Ok(imported)) => {
            shell.tell(shell.locale.with("cli-lists-imported", &imported.counts()));
            tell_skipped(shell, &imported.skipped);
        }
    }
    if let Some(open) = open {
        open.document.check_again();
    }
}

/// How many rules that were not taken over are told one by one.
const MOST_TOLD: usize = 5;

fn tell_skipped(shell: &mut Shell, skipped: &[SkippedScanno]) {
    for rule in skipped.iter().take(MOST_TOLD) {
        shell.warn(rule.in_words(&shell.locale));
    }
}
