//! Edits of comments, and comments that move with their text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Edit, EditError, end_of_splice, shelves};
use crate::edition::{BlockId, Comment, CommentId, Edition, Place, Remark, TextOffset};

/// A comment that is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewComment {
    /// The block.
    pub block: BlockId,
    /// From which character of its text.
    pub from: TextOffset,
    /// Up to which.
    pub to: TextOffset,
    /// What is said.
    pub remark: Remark,
    /// How another version of the edition reads here.
    pub reading: Option<String>,
}

pub(super) fn add(edition: &mut Edition, new: &NewComment) -> Result<(), EditError> {
    shelves::check_place(edition, Place { block: new.block, at: new.to })?;
    if new.from > new.to {
        return Err(EditError::Backwards);
    }
    if new.remark.text.trim().is_empty() {
        return Err(EditError::Nothing);
    }
    let about = edition.block(new.block).map(|(_, block)| block.between(new.from, new.to)).unwrap_or_default();
    let id = CommentId(shelves::fresh(edition));
    let (reading, remarks) = (new.reading.clone(), vec![new.remark.clone()]);
    edition.comments.push(Arc::new(Comment { id, block: new.block, from: new.from, to: new.to, about, reading, remarks }));
    Ok(())
}

pub(super) fn answer(edition: &mut Edition, id: CommentId, remark: &Remark) -> Result<(), EditError> {
    if remark.text.trim().is_empty() {
        return Err(EditError::Nothing);
    }
    let comment = edition.comments.iter_mut().find(|comment| comment.id == id).ok_or(EditError::NoComment(id.0))?;
    Arc::make_mut(comment).remarks.push(remark.clone());
    Ok(())
}

pub(super) fn delete(edition: &mut Edition, id: CommentId) -> Result<(), EditError> {
    let position = edition.comments.iter().position(|comment| comment.id == id).ok_or(EditError::NoComment(id.0))?;
    edition.comments.remove(position);
    Ok(())
}

/// Moves the comments as a splice that was made moved their text.
pub(super) fn follow(edition: &mut Edition, splice: &Edit) {
    let Edit::Splice { from, to, .. } = splice else { return };
    if edition.comments.is_empty() {
        return;
    }
    let Some(end) = end_of_splice(edition, splice) else { return };
    let moved = Moved { from: *from, to: *to, end };
    let mut comments = std::mem::take(&mut edition.comments);
    for comment in &mut comments {
        let is_gone = || edition.block(comment.block).is_none();
        if comment.block != from.block && comment.block != to.block && !is_gone() {
            continue;
        }
        let (start, end) = moved.range(comment);
        // A comment stands in one block: what the next begins with is no longer its text.
        let len = || edition.block(start.block).map_or(start.at, |(_, block)| block.len());
        let (block, from, to) = (start.block, start.at, if end.block == start.block { end.at } else { len() });
        if (comment.block, comment.from, comment.to) != (block, from, to) {
            let comment = Arc::make_mut(comment);
            (comment.block, comment.from, comment.to) = (block, from, to.max(from));
        }
    }
    edition.comments = comments;
}

/// Text from one place to another that was replaced, and where what replaced it ends.
struct Moved {
    from: Place,
    to: Place,
    end: Place,
}

/// Where a place lies beside text that was replaced.
#[derive(PartialEq, Eq)]
enum Beside {
    Before,
    Inside,
    After,
}

impl Moved {
    fn is_insertion(&self) -> bool {
        self.from == self.to
    }

    /// Where the first character of a comment lies.
    fn start(&self, block: BlockId, at: TextOffset) -> Beside {
        let is_first = block == self.from.block;
        if is_first && (at < self.from.at) {
            Beside::Before
        } else if block == self.to.block && at >= self.to.at {
            Beside::After
        } else {
            Beside::Inside
        }
    }

    /// Where the end of a comment lies.
    fn end(&self, block: BlockId, at: TextOffset) -> Beside {
        if block == self.from.block && at <= self.from.at {
            Beside::Before
        } else if block == self.to.block && at >= self.to.at {
            Beside::After
        } else {
            Beside::Inside
        }
    }

    /// A place behind the replaced text, where it stands now.
    fn behind(&self, at: TextOffset) -> Place {
        Place { block: self.end.block, at: TextOffset(self.end.at.0 + at.0.saturating_sub(self.to.at.0)) }
    }

    fn range(&self, comment: &Comment) -> (Place, Place) {
        let (block, from, to) = (comment.block, comment.from, comment.to);
        let place = |at| Place { block, at };
        if self.end(block, to) == Beside::Before {
            return (place(from), place(to));
        }
        // Text that is put in at a comment's first character is none of it; what replaces its characters is.
        let begins = block == self.from.block && from == self.from.at && !self.is_insertion();
        match (self.start(block, from), self.end(block, to)) {
            (Beside::Before, Beside::Inside) => (place(from), self.from),
            (Beside::Before, _) => (place(from), self.behind(to)),
            (Beside::Inside, Beside::After) if begins => (self.from, self.behind(to)),
            (Beside::Inside, Beside::After) => (self.end, self.behind(to)),
            (Beside::Inside, _) => (self.from, self.from),
            (Beside::After, _) => (self.behind(from), self.behind(to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, apply};
    use crate::edition::{Article, ArticleId, Block, Hand, Masthead, Role, Status};

    fn edition() -> Edition {
        let block = |id: u32, text: &str| Arc::new(Block::new(BlockId(id), Role::Paragraph, text, []));
        let articles = vec![Article::new(ArticleId(9), vec![block(1, "甲乙丙丁戊"), block(2, "子丑寅卯")])];
        Edition::new(Masthead::default(), Vec::new(), articles, Vec::new(), Vec::new())
    }

    fn remark(text: &str) -> Remark {
        Remark { hand: Hand::new("QD").expect("initials"), date: "2026-11-27".to_owned(), text: text.to_owned() }
    }

    /// An edition with a comment on characters of a block.
    fn commented(block: u32, from: u32, to: u32) -> (Edition, CommentId) {
        let mut edition = edition();
        let new = NewComment { block: BlockId(block), from: TextOffset(from), to: TextOffset(to), remark: remark("疑"), reading: None };
        apply(&mut edition, &Edit::AddComment(Box::new(new))).expect("a comment");
        let id = edition.comments()[0].id();
        (edition, id)
    }

    /// What the text of a comment on 乙丙丁 is after text from one place to another was replaced.
    fn after(from: (u32, u32), to: (u32, u32), text: &str) -> String {
        let (mut edition, id) = commented(1, 1, 4);
        let place = |(block, at): (u32, u32)| Place { block: BlockId(block), at: TextOffset(at) };
        let undo = apply(&mut edition, &Edit::splice(place(from), place(to), text)).expect("it applies");
        let now = about(&edition, id);
        apply(&mut edition, &undo).expect("it is undone");
        assert_eq!(about(&edition, id), "乙丙丁");
        now
    }

    fn about(edition: &Edition, id: CommentId) -> String {
        let comment = edition.comment(id).expect("the comment");
        let (_, block) = edition.block(comment.block()).expect("its block");
        assert!(comment.range().1 <= block.len(), "{comment:?} in {block:?}");
        block.between(comment.from, comment.to)
    }

    #[test]
    fn a_comment_moves_with_its_text() {
        for (from, to, text, now) in [
            ((1, 0), (1, 0), "新", "乙丙丁"),
            ((1, 1), (1, 1), "新", "乙丙丁"),
            ((1, 4), (1, 4), "新", "乙丙丁"),
            ((1, 2), (1, 2), "新", "乙新丙丁"),
            ((1, 0), (1, 1), "", "乙丙丁"),
            ((1, 1), (1, 4), "新", "新"),
            ((1, 1), (1, 2), "新", "新丙丁"),
            ((1, 3), (1, 4), "新", "乙丙新"),
            ((1, 0), (1, 2), "新", "丙丁"),
            ((1, 3), (1, 5), "新", "乙丙"),
            ((1, 3), (2, 1), "", "乙丙"),
            ((1, 0), (1, 0), "\n", "乙丙丁"),
            ((1, 3), (1, 3), "\n", "乙丙"),
            ((1, 2), (1, 3), "一\n二", "乙一"),
        ] {
            assert_eq!(after(from, to, text), now, "{from:?} {to:?} {text:?}");
        }
        let (mut edition, id) = commented(2, 1, 3);
        let (end, start) = (Place { block: BlockId(1), at: TextOffset(5) }, Place { block: BlockId(2), at: TextOffset(0) });
        apply(&mut edition, &Edit::splice(end, start, "")).expect("they are joined");
        assert_eq!((about(&edition, id).as_str(), edition.comments()[0].block()), ("丑寅", BlockId(1)));
    }

    #[test]
    fn a_comment_whose_text_is_gone_stays_and_says_so() {
        let (mut edition, id) = commented(2, 1, 3);
        let place = |block, at| Place { block: BlockId(block), at: TextOffset(at) };
        apply(&mut edition, &Edit::splice(place(1, 2), place(2, 4), "")).expect("it applies");
        let comment = edition.comment(id).expect("it stays").clone();
        assert!(comment.has_lost_its_text());
        assert_eq!((comment.block(), comment.range().0, comment.about()), (BlockId(1), TextOffset(2), "丑寅"));
    }

    /// Deletions in a row are one step; where a comment moves with them, several states are restored at once.
    #[test]
    fn a_word_that_is_deleted_in_a_comment_is_undone_with_the_status_of_its_article() {
        let (mut edition, _) = commented(1, 0, 4);
        let (first, mut history) = (edition.clone(), History::default());
        for at in [3, 2] {
            let place = |at| Place { block: BlockId(1), at: TextOffset(at) };
            history.perform(&mut edition, &Edit::splice(place(at), place(at + 1), ""), None, |_| None).expect("it applies");
        }
        assert!(history.went_on());
        assert_eq!(edition.articles()[0].status(), Status::InWork);
        history.undo(&mut edition).expect("undo applies");
        assert_eq!(edition, first);
    }

    #[test]
    fn comments_are_made_answered_deleted_and_all_of_it_undone() {
        let (first, mut history) = (edition(), History::default());
        let mut edition = first.clone();
        let new = |from, to, text| NewComment {
            block: BlockId(1),
            from: TextOffset(from),
            to: TextOffset(to),
            remark: remark(text),
            reading: None,
        };
        for (bad, fault) in [
            (new(2, 1, "疑"), EditError::Backwards),
            (new(0, 9, "疑"), EditError::PastEnd { block: 1, at: 9, len: 5 }),
            (new(0, 1, " "), EditError::Nothing),
        ] {
            assert_eq!(apply(&mut edition, &Edit::AddComment(Box::new(bad))), Err(fault));
        }
        let mut perform = |edition: &mut Edition, edit| history.perform(edition, &edit, None, |_| None);
        perform(&mut edition, Edit::AddComment(Box::new(new(0, 1, "疑")))).expect("it is made");
        let comment = edition.comments()[0].id();
        perform(&mut edition, Edit::AnswerComment { comment, remark: Box::new(remark("不误")) }).expect("it is answered");
        assert_eq!(edition.comments()[0].remarks().len(), 2);
        perform(&mut edition, Edit::DeleteComment { comment }).expect("it is deleted");
        assert!(edition.comments().is_empty());
        assert_eq!(perform(&mut edition, Edit::DeleteComment { comment }), Err(EditError::NoComment(comment.0)));
        while history.undo(&mut edition).expect("undo applies").is_some() {}
        assert_eq!(edition, first);
    }
}
