//! Closing a round.

use std::sync::Arc;

use crate::edition::{Closing, Edition, Round};

pub(super) fn close(edition: &mut Edition, closing: &Closing) {
    let earlier = std::mem::take(&mut edition.earlier);
    edition.rounds.push(Arc::new(Round { closing: closing.clone(), earlier }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, History, apply};
    use crate::edition::{Article, ArticleId, Block, BlockId, Hand, Masthead, Place, Role, RoundCounts, RoundKind, TextOffset};

    fn closing(kind: RoundKind, hand: &str) -> Edit {
        let hand = Hand::new(hand).expect("initials");
        Edit::CloseRound(Box::new(Closing { kind, hand, date: "2026-11-27".to_owned(), counts: RoundCounts::default() }))
    }

    #[test]
    fn the_text_at_each_closing_is_known_and_a_closing_is_undone() {
        let blocks = vec![
            Arc::new(Block::new(BlockId(1), Role::Paragraph, "甲乙丙", [])),
            Arc::new(Block::new(BlockId(2), Role::Paragraph, "丁戊", [])),
        ];
        let articles = vec![Article::new(ArticleId(9), blocks)];
        let first = Edition::new(Masthead::default(), Vec::new(), articles, Vec::new(), Vec::new());
        let (mut edition, mut history) = (first.clone(), History::default());
        let place = |block, at| Place { block: BlockId(block), at: TextOffset(at) };
        let mut perform = |edition: &mut Edition, edit| history.perform(edition, &edit, None, |_| None).expect("it applies");
        perform(&mut edition, Edit::splice(place(1, 0), place(1, 1), "一"));
        perform(&mut edition, Edit::SetRole { block: BlockId(2), role: Role::Headline });
        assert_eq!(edition.earlier().blocks().count(), 2);
        perform(&mut edition, closing(RoundKind::First, "QD"));
        assert!(edition.earlier().is_empty());
        // What is put back is no change.
        perform(&mut edition, Edit::splice(place(1, 0), place(1, 1), "二"));
        perform(&mut edition, Edit::splice(place(1, 0), place(1, 1), "一"));
        assert!(edition.earlier().is_empty());
        perform(&mut edition, Edit::splice(place(1, 3), place(2, 0), ""));
        perform(&mut edition, closing(RoundKind::Second, "LM"));
        perform(&mut edition, Edit::splice(place(1, 2), place(1, 2), "\n"));
        let text = |round: usize, id: u32| edition.block_after(round, BlockId(id)).map(|block| block.text.to_string());
        assert_eq!([0, 1, 2].map(|round| text(round, 1).unwrap_or_default()), ["一乙丙", "一乙丙丁戊", "一乙"]);
        assert_eq!([0, 1, 2].map(|round| text(round, 2)), [Some("丁戊".to_owned()), None, None]);
        assert_eq!(edition.rounds()[0].earlier().get(BlockId(1)).flatten().map(|was| was.text.to_string()), Some("甲乙丙".to_owned()));
        while history.undo(&mut edition).expect("undo applies").is_some() {}
        assert_eq!(edition, first);
        while history.redo(&mut edition).expect("redo applies").is_some() {}
        assert_eq!((edition.rounds().len(), edition.earlier().blocks().count()), (2, 2));
    }

    #[test]
    fn an_edit_that_is_refused_leaves_what_was() {
        let mut edition = Edition::new(Masthead::default(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let before = edition.clone();
        assert!(apply(&mut edition, &Edit::SetRole { block: BlockId(1), role: Role::Headline }).is_err());
        assert_eq!(edition, before);
    }
}
