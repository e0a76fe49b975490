//! What a command is done to: what is selected in the draft, or the raw lines that were picked on the image.

use super::text::{apply_all, join_edit};
use super::{go_to, start_of};
use crate::desktop::app::Desk;
use crate::desktop::document::Document;
use crate::desktop::explain::Explain;
use crate::edit::{Cut, Edit, EditError, Selection};
use crate::edition::{BlockId, Edition};

/// The blocks that a command is done to, and the edits so far.
pub(super) struct Subject {
    /// The edition as it will be once the edits that made the blocks are applied.
    pub trial: Edition,
    /// The edits: first those that cut the blocks out, then what is added.
    pub edits: Vec<Edit>,
    /// The blocks, in the order in which they are to be read.
    pub blocks: Vec<BlockId>,
    /// Whether they are of lines that were picked on the image.
    is_picked: bool,
    runs_on: Vec<bool>,
}

impl Subject {
    /// The blocks that the selection touches, whole; or the picked lines alone. Nothing where there are none, which is said.
    pub(super) fn blocks(desk: &mut Desk, document: &Document) -> Option<Subject> {
        if document.picks.leading().is_some() {
            return Subject::picked(desk, document);
        }
        let blocks = document.selected_blocks();
        let trial = document.edition().clone();
        (!blocks.is_empty()).then_some(Subject { trial, edits: Vec::new(), blocks, is_picked: false, runs_on: Vec::new() })
    }

    /// The text that is selected, or the block of a caret; or the picked lines. Nothing where there is none, which is said.
    pub(super) fn text(desk: &mut Desk, document: &Document) -> Option<Subject> {
        match (document.picks.leading(), document.selection()) {
            (None, Some(selection)) => Subject::selected(desk, document, selection),
            _ => Subject::picked(desk, document),
        }
    }

    /// The text of a selection.
    pub(super) fn selected(desk: &mut Desk, document: &Document, selection: Selection) -> Option<Subject> {
        Subject::of(desk, document, false, |trial| Cut::selection(trial, selection))
    }

    /// The picked lines, also when commands are for the draft.
    pub(super) fn picked(desk: &mut Desk, document: &Document) -> Option<Subject> {
        if document.picks.lines().is_empty() {
            desk.say("say-pick-lines");
            return None;
        }
        Subject::of(desk, document, true, |trial| Cut::lines(trial, document.picks.lines()))
    }

    fn of(
        desk: &mut Desk,
        document: &Document,
        is_picked: bool,
        cut: impl FnOnce(&mut Edition) -> Result<Cut, EditError>,
    ) -> Option<Subject> {
        let mut trial = document.edition().clone();
        match cut(&mut trial) {
            Ok(Cut { edits, blocks, runs_on }) => Some(Subject { trial, edits, blocks, is_picked, runs_on }),
            Err(error) => {
                desk.message = Some(error.words(&desk.locale));
                None
            }
        }
    }

    /// Whether an edit is added, which applies to the edition as it will be then.
    pub(super) fn add(&mut self, edit: Edit) -> bool {
        let applies = crate::edit::apply(&mut self.trial, &edit).is_ok();
        if applies {
            self.edits.push(edit);
        }
        applies
    }

    /// Adds the edits that run blocks together which stand one after the other now: all of them, or those whose text runs on.
    pub(super) fn run_together(&mut self, all: bool) {
        // From the end, so that what runs on is whole when the block before it takes it up.
        for at in (1..self.blocks.len()).rev() {
            let runs_on = all || self.runs_on.get(at - 1).copied().unwrap_or(false);
            let pair = [at - 1, at].map(|at| self.blocks.get(at).and_then(|id| self.trial.block(*id)).map(|(_, block)| block.clone()));
            if let ([Some(first), Some(second)], true) = (pair, runs_on)
                && self.add(join_edit(&first, &second))
            {
                self.blocks.remove(at);
            }
        }
        self.runs_on.clear();
    }

    /// Applies the edits as one step of this name. Lines that were picked are picked no longer then, and the caret goes to the first
    /// block of them.
    pub(super) fn apply(self, desk: &mut Desk, document: &mut Document, name: &str) {
        let first = self.blocks.first().copied().filter(|_| self.is_picked);
        if self.apply_in_place(desk, document, name)
            && let Some(block) = first
        {
            go_to(desk, document, start_of(block));
        }
    }

    /// As [`Subject::apply`], but the caret stays. False where the edits do not apply.
    pub(super) fn apply_in_place(self, desk: &mut Desk, document: &mut Document, name: &str) -> bool {
        let done = apply_all(desk, document, name, self.edits);
        if done && self.is_picked {
            document.picks.pick(Vec::new());
        }
        done
    }
}
