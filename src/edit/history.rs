//! Undo and redo.

use std::collections::VecDeque;

use super::{Edit, EditError, EditName, Selection, apply};
use crate::edition::{BlockId, Edition, TextOffset};

/// How many steps are remembered. Older ones are forgotten, so that a long session does not grow without end.
pub const MAX_STEPS: usize = 10_000;

/// One step back or forward.
#[derive(Clone, Debug)]
pub struct Step {
    /// Applied, it takes the step.
    edit: Edit,
    /// The name of the edit the step takes back or makes again.
    name: EditName,
    /// What is selected before and after the edit.
    before: Option<Selection>,
    after: Option<Selection>,
    /// The state the edition is in after the edit; unique in the session.
    revision: u64,
    typing: Option<Typing>,
}

/// What a step typed or deleted last, by which the next one is known to go on from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Typing {
    block: BlockId,
    end: TextOffset,
    class: TypedClass,
}

/// Classes of characters that make one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TypedClass {
    Letters,
    Han,
    Other,
    Deleted,
}

/// The changes made to an edition, newest last.
///
/// Letters typed one after the other are one step for a word; a text that arrives at once, as from an input method, is a step of
/// its own. The history remembers [`MAX_STEPS`] steps; what is older cannot be undone.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    revisions: u64,
    sealed: bool,
    /// Whether the last edit went on with the step before it.
    went_on: bool,
}

impl History {
    /// Applies an edit and remembers how to undo it. `before` and `after` are the selections to come back with undo and redo.
    ///
    /// # Errors
    /// The edit does not apply; nothing is changed or remembered.
    pub fn perform(
        &mut self,
        edition: &mut Edition,
        edit: &Edit,
        before: Option<Selection>,
        after: impl FnOnce(&Edition) -> Option<Selection>,
    ) -> Result<(), EditError> {
        let typing = Typing::of(edit);
        let goes_on =
            !self.sealed && self.redo.is_empty() && typing.is_some_and(|now| self.undo.back().is_some_and(|last| last.goes_on(edit, now)));
        let inverse = apply(edition, edit)?;
        let after = after(edition);
        self.revisions += 1;
        self.redo.clear();
        self.sealed = false;
        self.went_on = goes_on;
        match self.undo.back_mut() {
            Some(last) if goes_on => {
                last.edit =
                    merge(inverse, std::mem::replace(&mut last.edit, Edit::Restore(Box::new(super::Patch::between(edition, edition)))));
                (last.after, last.revision, last.typing) = (after, self.revisions, typing);
            }
            _ => self.undo.push_back(Step { edit: inverse, name: edit.name(), before, after, revision: self.revisions, typing }),
        }
        if self.undo.len() > MAX_STEPS {
            self.undo.pop_front();
        }
        Ok(())
    }

    /// Takes back the last edit. Gives back what was selected before it, or nothing where there is nothing to undo.
    ///
    /// # Errors
    /// The edition is not the one the history was made with.
    pub fn undo(&mut self, edition: &mut Edition) -> Result<Option<Step>, EditError> {
        let Some(step) = self.undo.pop_back() else { return Ok(None) };
        let inverse = apply(edition, &step.edit)?;
        self.redo.push(Step { edit: inverse, typing: None, ..step.clone() });
        Ok(Some(step))
    }

    /// Makes the last undone edit again.
    ///
    /// # Errors
    /// The edition is not the one the history was made with.
    pub fn redo(&mut self, edition: &mut Edition) -> Result<Option<Step>, EditError> {
        let Some(step) = self.redo.pop() else { return Ok(None) };
        let inverse = apply(edition, &step.edit)?;
        self.undo.push_back(Step { edit: inverse, typing: None, ..step.clone() });
        Ok(Some(step))
    }

    /// The edit that [`History::undo`] would apply.
    pub fn undo_edit(&self) -> Option<&Edit> {
        self.undo.back().map(|step| &step.edit)
    }

    /// The edit that [`History::redo`] would apply.
    pub fn redo_edit(&self) -> Option<&Edit> {
        self.redo.last().map(|step| &step.edit)
    }

    /// Forgets the last edit, which stays made: it cannot be undone.
    pub fn forget(&mut self) {
        self.undo.pop_back();
    }

    /// Ends the word being typed: what is typed next is a step of its own.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// Whether the last edit that was performed went on with the word that the one before it typed, and is one step with it.
    pub fn went_on(&self) -> bool {
        self.went_on
    }

    /// Names the state the edition is in: equal numbers mean equal editions.
    pub fn revision(&self) -> u64 {
        self.undo.back().map_or(0, |step| step.revision)
    }

    /// The name of the edit that [`History::undo`] would take back.
    pub fn undo_name(&self) -> Option<EditName> {
        self.undo.back().map(|step| step.name)
    }

    /// The name of the edit that [`History::redo`] would make again.
    pub fn redo_name(&self) -> Option<EditName> {
        self.redo.last().map(|step| step.name)
    }
}

impl Step {
    /// The edit that took the step.
    pub fn edit(&self) -> &Edit {
        &self.edit
    }

    /// What was selected before the edit.
    pub fn selection_before(&self) -> Option<Selection> {
        self.before
    }

    /// What was selected after the edit.
    pub fn selection_after(&self) -> Option<Selection> {
        self.after
    }

    /// The name of the edit.
    pub fn name(&self) -> EditName {
        self.name
    }

    /// Whether an edit goes on with the word that this step typed or deleted.
    fn goes_on(&self, edit: &Edit, now: Typing) -> bool {
        let (Some(last), Edit::Splice { from, to, .. }) = (self.typing, edit) else { return false };
        let beside = if now.class == TypedClass::Deleted { to.at == last.end || from.at == last.end } else { from.at == last.end };
        last.block == now.block && beside && last.class == now.class
    }
}

impl Typing {
    /// One typed or deleted character, or nothing for any other edit.
    fn of(edit: &Edit) -> Option<Typing> {
        let Edit::Splice { from, to, insert } = edit else { return None };
        if from.block != to.block {
            return None;
        }
        let text = insert.text();
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) if to.at.0 - from.at.0 == 1 => Some(Typing { block: from.block, end: from.at, class: TypedClass::Deleted }),
            (Some('\n'), _) => None,
            (Some(c), None) if from == to => Some(Typing { block: from.block, end: TextOffset(from.at.0 + 1), class: TypedClass::of(c) }),
            _ => None,
        }
    }
}

impl TypedClass {
    fn of(c: char) -> TypedClass {
        match c {
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => TypedClass::Han,
            c if c.is_alphanumeric() => TypedClass::Letters,
            _ => TypedClass::Other,
        }
    }
}

/// The undoing of two edits, the newer first.
fn merge(newer: Edit, older: Edit) -> Edit {
    match (newer, older) {
        (Edit::Restore(newer), Edit::Restore(older)) if older.overrides(&newer) => Edit::Restore(older),
        (newer, Edit::Batch { name, mut edits }) => {
            edits.insert(0, newer);
            Edit::Batch { name, edits }
        }
        (newer, older) => Edit::Batch { name: EditName::Restore, edits: vec![newer, older] },
    }
}
