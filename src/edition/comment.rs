//! Comments on places in the text: what one reader says to the next.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Article, BlockId, Edition, Hand, TextOffset};

/// Names a comment for as long as the edition lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CommentId(pub u32);

/// As lists name it, such as `c12`.
impl fmt::Display for CommentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "c{}", self.0)
    }
}

/// What somebody says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Who.
    pub hand: Hand,
    /// On which day, as `2022-03-28`.
    pub date: String,
    /// What.
    pub text: String,
}

/// A comment on a place. It moves with its text; where that was taken out, it stays at the place as one without text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub(crate) id: CommentId,
    pub(crate) block: BlockId,
    pub(crate) from: TextOffset,
    pub(crate) to: TextOffset,
    /// The text it was about when it was made.
    pub(crate) about: String,
    /// How another version of the edition reads here; it is offered as an answer.
    pub(crate) reading: Option<String>,
    /// What was said, and what was answered; never empty.
    pub(crate) remarks: Vec<Remark>,
}

impl Comment {
    /// Its name.
    pub fn id(&self) -> CommentId {
        self.id
    }

    /// The block it stands in.
    pub fn block(&self) -> BlockId {
        self.block
    }

    /// From where to where in the block's text; empty where the text is gone.
    pub fn range(&self) -> (TextOffset, TextOffset) {
        (self.from, self.to)
    }

    /// The text it was about when it was made.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// How another version of the edition reads here.
    pub fn reading(&self) -> Option<&str> {
        self.reading.as_deref()
    }

    /// What was said first, and what was answered.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Whether the text that it was about was taken out.
    pub fn has_lost_its_text(&self) -> bool {
        self.from >= self.to && !self.about.is_empty()
    }
}

impl Edition {
    /// The comments, in the order in which they were made.
    pub fn comments(&self) -> &[Arc<Comment>] {
        &self.comments
    }

    /// The comment of this name.
    pub fn comment(&self, id: CommentId) -> Option<&Arc<Comment>> {
        self.comments.iter().find(|comment| comment.id == id)
    }

    /// The comments on an article, in the order of its text.
    pub fn comments_on(&self, article: &Article) -> Vec<&Arc<Comment>> {
        let place = |comment: &Comment| article.blocks().iter().position(|block| block.id() == comment.block);
        let mut comments: Vec<_> = self.comments.iter().filter_map(|comment| Some((place(comment)?, comment))).collect();
        comments.sort_by_key(|(place, comment)| (*place, comment.from, comment.id));
        comments.into_iter().map(|(_, comment)| comment).collect()
    }

    /// The comments in the order of the manuscript.
    pub fn comments_in_order(&self) -> Vec<&Arc<Comment>> {
        let places = if self.comments.is_empty() { Default::default() } else { self.block_order() };
        let mut comments: Vec<_> = self.comments.iter().collect();
        comments.sort_by_key(|comment| (places.get(&comment.block).copied().unwrap_or(usize::MAX), comment.from, comment.id));
        comments
    }
}
