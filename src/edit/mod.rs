//! Every change to an edition is an [`Edit`]: a value that can be applied, inverted, named, written down and replayed.
//!
//! [`apply`] gives back the inverse. Inverses are not worked out edit by edit: an edition is a shared value, so the inverse is the
//! [`Patch`] between the edition after and the edition before. It is right for every edit, and small, since unchanged articles and
//! blocks are shared and not stored again.

mod comments;
mod cut;
mod fields;
mod fragment;
mod history;
mod name;
pub mod operations;
mod patch;
mod rounds;
mod selection;
mod shelves;
mod splice;
mod structure;

pub use comments::NewComment;
pub use cut::Cut;
pub use fields::{Field, TermKind};
pub use fragment::{Fragment, FragmentLine};
pub use history::{History, Step};
pub use name::EditName;
pub use patch::Patch;
pub use selection::{Selection, SelectionPart, end_of_splice};
pub use structure::Destination;

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::edition::{Article, ArticleId, BlockId, Closing, CommentId, Earlier, Edition, Place, Remark, Role, Settled, Status};
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// A change to an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Puts a fragment in place of the text from `from` to `to`. A line end in it begins a new block, so this is typing, deleting,
    /// Enter, Backspace at a block's start, and pasting. Raw characters whose text goes are dropped, not lost; where the new text
    /// says the same again, they are kept again.
    Splice {
        /// Where the replaced text begins.
        from: Place,
        /// Where it ends; not before `from` in the manuscript, and in an article if `from` is, else on the same shelf.
        to: Place,
        /// What stands there instead.
        insert: Fragment,
    },
    /// Gives a block another role.
    SetRole {
        /// The block.
        block: BlockId,
        /// Its new role.
        role: Role,
    },
    /// Moves blocks, in the order given, to another place. An article that loses its last block goes.
    Move {
        /// The blocks.
        blocks: Vec<BlockId>,
        /// Where to.
        to: Destination,
    },
    /// Begins a new article with this block, which must not be the first of its article.
    OpenArticle {
        /// The block.
        at: BlockId,
    },
    /// Runs an article on from the one before it. Tags and names of both are kept.
    CloseArticle {
        /// The article; not the first.
        article: ArticleId,
    },
    /// Moves an article to another place in the reading order.
    MoveArticle {
        /// The article.
        article: ArticleId,
        /// Its place afterwards, counted from 0; past the end means last.
        to: usize,
    },
    /// Sets a field of the masthead or of an article.
    SetField {
        /// The field.
        field: Field,
        /// What it says; nothing or blanks clear it.
        value: Option<String>,
    },
    /// Sets how far the editor has come with an article.
    SetStatus {
        /// The article.
        article: ArticleId,
        /// How far.
        status: Status,
    },
    /// Adds a tag or a name to an article that does not have it yet.
    AddTerm {
        /// The article.
        article: ArticleId,
        /// What kind of term.
        term: TermKind,
        /// The term itself.
        text: String,
    },
    /// Removes a tag or a name.
    RemoveTerm {
        /// The article.
        article: ArticleId,
        /// What kind of term.
        term: TermKind,
        /// The term itself.
        text: String,
    },
    /// Answers a query by letting the text stand.
    Settle(Settled),
    /// Takes such an answer back.
    Unsettle(Settled),
    /// Closes a round of proofreading. It is an edit by itself, and in no batch: what the round changed is what was changed before.
    CloseRound(Box<Closing>),
    /// Comments on a place.
    AddComment(Box<NewComment>),
    /// Answers a comment.
    AnswerComment {
        /// The comment.
        comment: CommentId,
        /// The answer.
        remark: Box<Remark>,
    },
    /// Deletes a comment with its answers.
    DeleteComment {
        /// The comment.
        comment: CommentId,
    },
    /// Several edits that are one to the editor.
    Batch {
        /// The name of the whole.
        name: EditName,
        /// The edits, in order.
        edits: Vec<Edit>,
    },
    /// Puts back an earlier state: the inverse of any edit.
    Restore(Box<Patch>),
}

/// Why an edit does not apply. The edition is left as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum EditError {
    /// There is no such block.
    NoBlock(u32),
    /// There is no such article.
    NoArticle(u32),
    /// There is no such page.
    NoPage(usize),
    /// There is no such comment.
    NoComment(u32),
    /// A place lies past the end of its block.
    PastEnd {
        /// The block.
        block: u32,
        /// The offset asked for, in characters.
        at: u32,
        /// The length of the block in characters.
        len: u32,
    },
    /// A selection ends before it begins.
    Backwards,
    /// A selection runs from an article into furniture or matter set aside, or between these.
    AcrossShelves,
    /// The block already begins its article, or is in none.
    CannotOpen,
    /// The article is the first, so there is none before it to run on from.
    NothingBefore,
    /// Blocks cannot be moved next to one of themselves.
    OntoItself,
    /// There is nothing to do.
    Nothing,
    /// The edition may only be read.
    ReadOnly,
    /// A patch that was made for another state of the edition.
    OtherState,
}

impl Explained for EditError {
    fn key(&self) -> &'static str {
        match self {
            EditError::NoBlock(_) => "error-no-block",
            EditError::NoArticle(_) => "error-no-article",
            EditError::NoPage(_) => "error-no-page",
            EditError::NoComment(_) => "error-no-comment",
            EditError::PastEnd { .. } => "error-past-end",
            EditError::Backwards => "error-backwards",
            EditError::AcrossShelves => "error-across-shelves",
            EditError::CannotOpen => "error-cannot-open",
            EditError::NothingBefore => "error-nothing-before",
            EditError::OntoItself => "error-onto-itself",
            EditError::Nothing => "error-nothing",
            EditError::ReadOnly => "error-read-only",
            EditError::OtherState => "error-other-state",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            EditError::NoBlock(number) | EditError::NoArticle(number) | EditError::NoComment(number) => vec![named("number", number)],
            EditError::NoPage(number) => vec![named("number", number)],
            EditError::PastEnd { block, at, len } => vec![named("number", block), named("at", at), named("length", len)],
            EditError::Backwards
            | EditError::AcrossShelves
            | EditError::CannotOpen
            | EditError::NothingBefore
            | EditError::OntoItself
            | EditError::Nothing
            | EditError::ReadOnly
            | EditError::OtherState => Vec::new(),
        }
    }
}

impl Edit {
    /// The edit's name.
    pub fn name(&self) -> EditName {
        match self {
            Edit::Splice { insert, from, to } if from == to && insert.is_line_end() => EditName::Split,
            Edit::Splice { insert, from, to } if insert.is_empty() && from.block != to.block => EditName::Join,
            Edit::Splice { insert, .. } if insert.is_empty() => EditName::Delete,
            Edit::Splice { .. } => EditName::Type,
            Edit::SetRole { .. } => EditName::Role,
            Edit::Move { to: Destination::Last(crate::edition::Shelf::SetAside), .. } => EditName::SetAside,
            Edit::Move { .. } => EditName::Move,
            Edit::OpenArticle { .. } => EditName::OpenArticle,
            Edit::CloseArticle { .. } => EditName::CloseArticle,
            Edit::MoveArticle { .. } => EditName::MoveArticle,
            Edit::SetField { .. } => EditName::Field,
            Edit::SetStatus { .. } => EditName::Status,
            Edit::AddTerm { .. } => EditName::AddTerm,
            Edit::RemoveTerm { .. } => EditName::RemoveTerm,
            Edit::Settle(_) => EditName::Settle,
            Edit::Unsettle(_) => EditName::Unsettle,
            Edit::CloseRound(_) => EditName::CloseRound,
            Edit::AddComment(_) => EditName::AddComment,
            Edit::AnswerComment { .. } => EditName::AnswerComment,
            Edit::DeleteComment { .. } => EditName::DeleteComment,
            Edit::Batch { name, .. } => *name,
            Edit::Restore(_) => EditName::Restore,
        }
    }

    /// Whether blocks may stand elsewhere afterwards, or others stand there.
    fn moves_blocks(&self) -> bool {
        match self {
            Edit::Splice { from, to, insert } => from.block != to.block || insert.lines.len() > 1,
            Edit::Move { .. } | Edit::OpenArticle { .. } | Edit::CloseArticle { .. } | Edit::MoveArticle { .. } | Edit::Restore(_) => true,
            Edit::SetRole { .. } | Edit::SetField { .. } | Edit::SetStatus { .. } | Edit::AddTerm { .. } | Edit::RemoveTerm { .. } => false,
            Edit::Settle(_) | Edit::Unsettle(_) => false,
            Edit::CloseRound(_) | Edit::AddComment(_) | Edit::AnswerComment { .. } | Edit::DeleteComment { .. } => false,
            Edit::Batch { edits, .. } => edits.iter().any(Edit::moves_blocks),
        }
    }

    /// Whether the edit itself says what status articles have afterwards.
    fn says_status(&self) -> bool {
        match self {
            Edit::SetStatus { .. } | Edit::Restore(_) => true,
            // A word that was typed is undone by several restorings at once.
            Edit::Batch { edits, .. } => edits.iter().all(Edit::says_status),
            _ => false,
        }
    }

    /// A deletion or insertion of plain text.
    pub fn splice(from: Place, to: Place, text: &str) -> Edit {
        Edit::Splice { from, to, insert: Fragment::plain(text) }
    }

    /// 另起段: a new block of this role begins where the text between two places stood.
    pub fn split(from: Place, to: Place, role: Role) -> Edit {
        Edit::Splice { from, to, insert: Fragment::plain("\n").with_role(role) }
    }
}

/// Applies an edit and gives back its inverse.
///
/// # Errors
/// The edit does not apply to this edition; the edition is then as it was.
pub fn apply(edition: &mut Edition, edit: &Edit) -> Result<Edit, EditError> {
    let before = edition.clone();
    match perform(edition, edit) {
        Ok(()) => {
            if !edit.says_status() {
                put_in_work(edition, &before);
            }
            if edit.moves_blocks() {
                edition.index.forget();
            }
            // A closing, and what takes one back, say themselves what was earlier.
            if edition.rounds == before.rounds {
                let mut earlier = before.earlier.clone();
                Earlier::follow(&mut earlier, &before, edition);
                edition.earlier = earlier;
            }
            Ok(Edit::Restore(Box::new(Patch::between(edition, &before))))
        }
        Err(error) => {
            *edition = before;
            Err(error)
        }
    }
}

/// An article that was as the first draft left it is in work once an edit has changed it.
fn put_in_work(edition: &mut Edition, before: &Edition) {
    let old: HashMap<ArticleId, &Arc<Article>> = before.articles.iter().map(|article| (article.id, article)).collect();
    for article in edition.articles.iter_mut().filter(|article| article.status == Status::Untouched) {
        if old.get(&article.id).is_none_or(|old| !Arc::ptr_eq(old, article)) {
            Arc::make_mut(article).status = Status::InWork;
        }
    }
}

fn perform(edition: &mut Edition, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::Splice { from, to, insert } => {
            splice::splice(edition, *from, *to, insert)?;
            comments::follow(edition, edit);
            Ok(())
        }
        Edit::SetRole { block, role } => structure::set_role(edition, *block, *role),
        Edit::Move { blocks, to } => structure::move_blocks(edition, blocks, *to),
        Edit::OpenArticle { at } => structure::open_article(edition, *at),
        Edit::CloseArticle { article } => structure::close_article(edition, *article),
        Edit::MoveArticle { article, to } => structure::move_article(edition, *article, *to),
        Edit::SetField { field, value } => fields::set_field(edition, *field, value.as_deref()),
        Edit::SetStatus { article, status } => fields::set_status(edition, *article, *status),
        Edit::AddTerm { article, term, text } => fields::add_term(edition, *article, *term, text),
        Edit::RemoveTerm { article, term, text } => fields::remove_term(edition, *article, *term, text),
        Edit::Settle(settled) => fields::settle(edition, settled),
        Edit::Unsettle(settled) => fields::unsettle(edition, settled),
        Edit::CloseRound(closing) => {
            rounds::close(edition, closing);
            Ok(())
        }
        Edit::AddComment(new) => comments::add(edition, new),
        Edit::AnswerComment { comment, remark } => comments::answer(edition, *comment, remark),
        Edit::DeleteComment { comment } => comments::delete(edition, *comment),
        Edit::Batch { edits, .. } => edits.iter().try_for_each(|edit| perform(edition, edit)),
        Edit::Restore(patch) => patch.restore(edition),
    }
}
