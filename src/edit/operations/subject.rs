//! What an operation is done to: what is selected in the draft, or the raw lines that were picked on the image.

use super::paragraphs::join;
use super::{Plan, Refusal, as_one, start_of};
use crate::edit::{Cut, Edit, EditError, EditName, Selection, apply};
use crate::edition::raw_lines::LineId;
use crate::edition::{BlockId, Edition};

/// The blocks that an operation is done to, and the edits so far.
pub struct Subject {
    /// The edition as it will be once the edits so far are applied.
    pub(super) trial: Edition,
    /// The edits: first those that cut the blocks out, then what is added.
    pub(super) edits: Vec<Edit>,
    /// The blocks, in the order in which they are to be read.
    pub(super) blocks: Vec<BlockId>,
    /// Whether they are of lines that were picked on the image.
    is_of_lines: bool,
    runs_on: Vec<bool>,
}

impl Subject {
    /// Whole blocks.
    ///
    /// # Errors
    /// There are none.
    pub fn blocks(edition: &Edition, blocks: Vec<BlockId>) -> Result<Subject, Refusal> {
        if blocks.is_empty() {
            return Err(Refusal::NoCaret);
        }
        Ok(Subject { trial: edition.clone(), edits: Vec::new(), blocks, is_of_lines: false, runs_on: Vec::new() })
    }

    /// The text of a selection. A caret stands for its block.
    ///
    /// # Errors
    /// A block of the selection is no longer in the edition.
    pub fn text(edition: &Edition, selection: Selection) -> Result<Subject, Refusal> {
        Subject::cut(edition, false, |trial| Cut::selection(trial, selection))
    }

    /// The text of raw lines, in the order in which they were picked.
    ///
    /// # Errors
    /// There are none, or none of them has any text in the edition.
    pub fn lines(edition: &Edition, lines: &[LineId]) -> Result<Subject, Refusal> {
        if lines.is_empty() {
            return Err(Refusal::NoLines);
        }
        Subject::cut(edition, true, |trial| Cut::lines(trial, lines))
    }

    fn cut(edition: &Edition, is_of_lines: bool, cut: impl FnOnce(&mut Edition) -> Result<Cut, EditError>) -> Result<Subject, Refusal> {
        let mut trial = edition.clone();
        let Cut { edits, blocks, runs_on } = cut(&mut trial)?;
        Ok(Subject { trial, edits, blocks, is_of_lines, runs_on })
    }

    /// Whether it is of lines that were picked on the image.
    pub fn is_of_lines(&self) -> bool {
        self.is_of_lines
    }

    /// Adds an edit, and makes it on the trial copy.
    pub(super) fn add(&mut self, edit: Edit) -> Result<(), EditError> {
        apply(&mut self.trial, &edit)?;
        self.edits.push(edit);
        Ok(())
    }

    /// Adds the edits that run blocks together which stand one after the other now: all of them, or those whose text runs on.
    pub(super) fn run_together(&mut self, all: bool) {
        // From the end, so that what runs on is whole when the block before it takes it up.
        for at in (1..self.blocks.len()).rev() {
            let runs_on = all || self.runs_on.get(at - 1).copied().unwrap_or(false);
            let pair = [at - 1, at].map(|at| self.blocks.get(at).and_then(|id| self.trial.block(*id)).map(|(_, block)| block.clone()));
            if let ([Some(first), Some(second)], true) = (pair, runs_on)
                && self.add(join(&first, &second)).is_ok()
            {
                self.blocks.remove(at);
            }
        }
        self.runs_on.clear();
    }

    /// The edits so far as one step of this name. The caret goes to the first block of lines that were picked.
    ///
    /// # Errors
    /// There are no edits.
    pub fn plan(self, name: EditName) -> Result<Plan, Refusal> {
        let first = self.blocks.first().copied().filter(|_| self.is_of_lines);
        let edit = as_one(name, self.edits).ok_or(Refusal::AlreadyThere)?;
        Ok(Plan::of(edit).with_caret(first.map(start_of)))
    }
}
