//! Counting the words of the open edition.

use std::sync::Arc;

use crate::desktop::open::OpenEdition;
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::word_counts::WordCount;

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
