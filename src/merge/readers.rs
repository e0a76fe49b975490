//! Comments and rounds of both versions.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Merging;
use crate::edition::{Block, BlockId, Comment, Earlier, EarlierBlock, Edition, Round, TextOffset};
use crate::rounds::{carried, hunks};

impl Merging<'_> {
    pub(super) fn take_readers(&mut self) {
        self.take_comments();
        self.take_rounds();
    }

    fn take_comments(&mut self) {
        let base = self.base;
        let theirs = self.theirs;
        // What they deleted goes, unless ours said more about it.
        self.edition.comments.retain(|comment| {
            let was = base.comment(comment.id());
            theirs.comment(comment.id()).is_some() || was.is_none_or(|was| was.remarks != comment.remarks)
        });
        for comment in theirs.comments() {
            match (base.comment(comment.id()), self.edition.comment(comment.id()).is_some()) {
                (Some(was), true) => self.take_answers(was, comment),
                // Ours deleted it. It comes back where theirs said more about it.
                (Some(was), false) if was.remarks == comment.remarks => {}
                (None, true) => {}
                (_, false) => self.take_comment(comment),
            }
        }
    }

    fn take_answers(&mut self, was: &Comment, theirs: &Comment) {
        let Some(ours) = self.edition.comments.iter_mut().find(|comment| comment.id() == theirs.id()) else { return };
        for remark in theirs.remarks().iter().skip(was.remarks().len()) {
            if !ours.remarks.contains(remark) {
                Arc::make_mut(ours).remarks.push(remark.clone());
            }
        }
    }

    /// Moves our comments from blocks that are taken as theirs has them to where their text stands there.
    pub(super) fn move_comments(&mut self, (ours, theirs): (&[&Block], &[&Block])) {
        let first = self.edition.blocks().map(|(_, block)| block.id()).find(|id| !ours.iter().any(|block| block.id() == *id));
        for comment in &mut self.edition.comments {
            let Some(from) = ours.iter().find(|block| block.id() == comment.block()) else { continue };
            let stands = seat(comment, from, theirs).or(first.map(|first| (first, TextOffset(0), TextOffset(0))));
            if let Some(stands) = stands.filter(|stands| *stands != (comment.block, comment.from, comment.to)) {
                let comment = Arc::make_mut(comment);
                (comment.block, comment.from, comment.to) = stands;
            }
        }
    }

    /// Takes a comment of theirs, where its text stands here; at the beginning of the text where its block is gone.
    fn take_comment(&mut self, theirs: &Comment) {
        let mut comment = theirs.clone();
        let Some((_, from)) = self.theirs.block(theirs.block()) else { return };
        let blocks: Vec<&Block> = self.edition.blocks().map(|(_, block)| &**block).collect();
        if let Some(stands) = seat(theirs, from, &blocks) {
            (comment.block, comment.from, comment.to) = stands;
            self.edition.comments.push(Arc::new(comment));
        }
    }

    /// Rounds of one version are taken as they are. Where both closed some, theirs follow ours, and tell their counts alone: what they
    /// changed is told by no state that both know.
    fn take_rounds(&mut self) {
        let known = self.base.rounds().len();
        let [of_ours, of_theirs] = [self.ours, self.theirs].map(|edition| edition.rounds().get(known..).unwrap_or_default());
        let side = if of_ours.is_empty() && !of_theirs.is_empty() { self.theirs } else { self.ours };
        let mut rounds = side.rounds().to_vec();
        if !of_ours.is_empty() {
            let new = of_theirs.iter().filter(|round| !of_ours.iter().any(|ours| ours.closing() == round.closing()));
            rounds.extend(new.map(|round| Arc::new(Round { closing: round.closing().clone(), earlier: Arc::default() })));
        }
        self.edition.rounds = rounds;
        self.edition.earlier = Arc::new(since(side, &self.edition));
    }
}

/// Where a comment on a block stands among other blocks: in the block itself as it reads there, or else in one that has its text; if none
/// has, before the first.
fn seat(comment: &Comment, from: &Block, blocks: &[&Block]) -> Option<(BlockId, TextOffset, TextOffset)> {
    if let Some(block) = blocks.iter().find(|block| block.id() == from.id()) {
        let [old, new] = [from, block].map(|block| block.text().chars().collect::<Vec<char>>());
        let moved = hunks(&old, &new);
        let at = |place: TextOffset| TextOffset::new(carried(&moved, place.chars()).min(new.len()));
        return Some((block.id(), at(comment.from), at(comment.to).max(at(comment.from))));
    }
    let about = from.between(comment.from, comment.to);
    let found = |block: &&&Block| !about.is_empty() && block.text().contains(&about);
    match blocks.iter().find(found) {
        Some(block) => {
            let before = block.text().split(&about).next().unwrap_or_default().chars().count();
            Some((block.id(), TextOffset::new(before), TextOffset::new(before + about.chars().count())))
        }
        None => blocks.first().map(|block| (block.id(), TextOffset(0), TextOffset(0))),
    }
}

/// What reads otherwise in an edition than when a version closed its last round.
fn since(version: &Edition, edition: &Edition) -> Earlier {
    let mut ids: BTreeSet<BlockId> = version.blocks().chain(edition.blocks()).map(|(_, block)| block.id()).collect();
    ids.extend(version.earlier().blocks().map(|(id, _)| id));
    let mut earlier = Earlier::default();
    for id in ids {
        let now = edition.block(id).map(|(_, block)| block.clone());
        let was = || match version.earlier().get(id) {
            Some(was) => was.cloned(),
            None => version.block(id).map(|(_, block)| EarlierBlock::of(block)),
        };
        earlier.note(id, was, now.as_deref());
    }
    earlier
}
