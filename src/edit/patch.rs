//! The difference between two states of an edition.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::EditError;
use crate::common_ends::between_common_ends;
use crate::edition::{Article, Block, Comment, Earlier, Edition, Masthead, Round, Settled};

/// Turns one state of an edition into another. It holds what differs; articles and blocks that both share are shared here too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    masthead: Option<Masthead>,
    articles: Option<Replacement<Article>>,
    furniture: Option<Replacement<Block>>,
    set_aside: Option<Replacement<Block>>,
    settled: Option<Vec<Settled>>,
    /// The rounds, with what was earlier. While the rounds stay the same, that follows from the blocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rounds: Option<(Vec<Arc<Round>>, Arc<Earlier>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comments: Option<Vec<Arc<Comment>>>,
    next_id: u32,
}

/// Part of a list that reads otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Replacement<T> {
    at: usize,
    remove: usize,
    insert: Vec<Arc<T>>,
}

impl<T: PartialEq> Replacement<T> {
    fn between(from: &[Arc<T>], to: &[Arc<T>]) -> Option<Replacement<T>> {
        let (at, old, new) = between_common_ends(from, to, |a, b| Arc::ptr_eq(a, b) || a == b);
        let differs = !old.is_empty() || !new.is_empty();
        differs.then(|| Replacement { at, remove: old.len(), insert: new.to_vec() })
    }

    fn restore(&self, list: &mut Vec<Arc<T>>) -> Result<(), EditError> {
        let end = self.at.checked_add(self.remove).filter(|end| *end <= list.len()).ok_or(EditError::OtherState)?;
        list.splice(self.at..end, self.insert.iter().cloned());
        Ok(())
    }

    /// Whether restoring this run does all that restoring `newer` just before it did.
    fn overrides(&self, newer: &Replacement<T>) -> bool {
        self.at == newer.at && self.remove == self.insert.len() && newer.remove == newer.insert.len() && self.remove == newer.remove
    }
}

impl Patch {
    /// The patch that turns `from` into `to`. Both must have the same pages.
    pub fn between(from: &Edition, to: &Edition) -> Patch {
        Patch {
            masthead: (from.masthead != to.masthead).then(|| to.masthead.clone()),
            articles: Replacement::between(&from.articles, &to.articles),
            furniture: Replacement::between(&from.furniture, &to.furniture),
            set_aside: Replacement::between(&from.set_aside, &to.set_aside),
            settled: (from.settled != to.settled).then(|| to.settled.clone()),
            rounds: (from.rounds != to.rounds).then(|| (to.rounds.clone(), to.earlier.clone())),
            comments: (from.comments != to.comments).then(|| to.comments.clone()),
            next_id: to.next_id,
        }
    }

    pub(super) fn restore(&self, edition: &mut Edition) -> Result<(), EditError> {
        if let Some(masthead) = &self.masthead {
            edition.masthead = masthead.clone();
        }
        if let Some(run) = &self.articles {
            run.restore(&mut edition.articles)?;
        }
        if let Some(run) = &self.furniture {
            run.restore(&mut edition.furniture)?;
        }
        if let Some(run) = &self.set_aside {
            run.restore(&mut edition.set_aside)?;
        }
        if let Some(settled) = &self.settled {
            edition.settled = settled.clone();
        }
        if let Some((rounds, earlier)) = &self.rounds {
            edition.rounds = rounds.clone();
            edition.earlier = earlier.clone();
        }
        if let Some(comments) = &self.comments {
            edition.comments = comments.clone();
        }
        edition.next_id = self.next_id;
        Ok(())
    }

    /// Whether this patch alone undoes two edits of which `newer` undoes the second: both change the same articles and nothing else.
    pub(super) fn overrides(&self, newer: &Patch) -> bool {
        let only_articles = |patch: &Patch| {
            let has_shelves = patch.furniture.is_some() || patch.set_aside.is_some();
            let has_lists = patch.settled.is_some() || patch.rounds.is_some() || patch.comments.is_some();
            patch.masthead.is_none() && !has_shelves && !has_lists
        };
        match (&self.articles, &newer.articles) {
            (Some(older), Some(newer_run)) => only_articles(self) && only_articles(newer) && older.overrides(newer_run),
            _ => false,
        }
    }
}
