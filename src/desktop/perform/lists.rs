//! The lists that the desks of a collection share: adding to them, and learning from what was corrected.

use std::path::PathBuf;

use super::words::word_here;
use crate::check::{PUT_RIGHT_BEFORE, Query, QueryKind};
use crate::collection::lists::{AskingList, ListedQuestion, SkippedScanno};
use crate::desktop::jobs::{LearnError, ListsDone};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::queue::asked_text;
use crate::desktop::shell::Shell;
use crate::explained::{Explained, named};

/// Says that the selected word is right in the whole collection, or that of the query at the caret.
pub(super) fn say_good(shell: &mut Shell, open: &OpenEdition) {
    let Some(word) = word_here(&open.document) else { return shell.refuse(shell.locale.text("say-no-good-word")) };
    match open.document.place() {
        Some(file) => shell.jobs.add_good_word(word, file.to_owned(), shell.settings.collection.clone()),
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
        ListsDone::GoodWord(_, Ok(None)) | ListsDone::Silenced(_, Ok(None)) => {
            return shell.refuse(shell.locale.text("say-no-collection"));
        }
        ListsDone::Silenced(text, Ok(Some(_))) => shell.tell(shell.locale.with("say-silenced", &[named("text", text)])),
        ListsDone::GoodWord(word, Ok(Some(_))) => shell.tell(shell.locale.with("say-good-word-of-collection", &[named("text", word)])),
        ListsDone::GoodWord(_, Err(error)) | ListsDone::Silenced(_, Err(error)) | ListsDone::Learnt(Err(LearnError::List(error))) => {
            return shell.fail(error.in_words(&shell.locale));
        }
        ListsDone::Learnt(Err(LearnError::Collection(error))) => return shell.fail(error.in_words(&shell.locale)),
        ListsDone::Learnt(Ok(None)) => return,
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
