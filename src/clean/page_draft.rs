//! A page's first draft, before articles and blocks have their names.

use crate::edition::{Confidence, Piece, Role};

/// A doubt, before blocks and articles have their names.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftDoubt {
    /// Where in the block's text, in characters.
    pub at: u32,
    /// What was decided.
    pub kind: DraftDoubtKind,
    /// How sure that is.
    pub confidence: Confidence,
}

/// What a doubt is about; stories are numbered within the page.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftDoubtKind {
    /// Two lines were run on.
    Joined,
    /// A block was begun.
    Begun,
    /// An article was begun.
    Article,
    /// It may have this role instead.
    Role(Role),
    /// The headline may belong to one of these stories instead.
    Headline(Vec<usize>),
}

/// A block, before it has its name.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftBlock {
    /// What it is.
    pub role: Role,
    /// Its text.
    pub text: String,
    /// Where the text comes from.
    pub pieces: Vec<Piece>,
    /// What is doubtful about it.
    pub doubts: Vec<DraftDoubt>,
}

/// A story, before it has its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftArticle {
    /// Its blocks in reading order.
    pub blocks: Vec<DraftBlock>,
    /// Who wrote it, as its lead-in says.
    pub byline: Option<String>,
}

/// A page's first draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageDraft {
    /// Its articles.
    pub articles: Vec<DraftArticle>,
    /// Its furniture.
    pub furniture: Vec<DraftBlock>,
    /// What belongs to no article.
    pub set_aside: Vec<DraftBlock>,
    /// Whether its text is known to go on from page to page without more ado: it was typeset, in Chinese.
    pub goes_on_freely: bool,
}
