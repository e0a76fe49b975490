//! Two people's versions of one edition, put together place by place.
//!
//! What one of them changed is taken, what both changed alike is taken once. Where both changed the same otherwise, ours stays, and a
//! comment at the place says how theirs reads; what it says can be taken over by a query's remedy. The raw characters of each part of the
//! text are the same in all versions ([`parts`]), so that the ledger holds however the parts are put together.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`numbers`] | what two people began goes by two numbers |
//! | [`parts`] | which blocks belong together |
//! | [`three_way`] | three versions of one text |
//! | [`text`] | parts that one or both changed |
//! | [`places`] | blocks that were moved, articles in another order |
//! | [`fields`] | what is known of the issue and its articles |
//! | [`readers`] | comments and rounds |

mod fields;
mod numbers;
mod parts;
mod places;
mod readers;
#[cfg(test)]
mod tests;
mod text;
mod three_way;

use crate::edit::{Edit, NewComment, apply};
use crate::edition::{Block, BlockId, Edition, Hand, Remark, TextOffset};
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// Why editions cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum MergeError {
    /// They are not of the same raw pages.
    OtherPages {
        /// The first page that is another, counted from 1.
        page: usize,
    },
}

impl Explained for MergeError {
    fn key(&self) -> &'static str {
        match self {
            MergeError::OtherPages { .. } => "error-merge-pages",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            MergeError::OtherPages { page } => vec![named("page", page)],
        }
    }
}

/// In what both versions differ from what was before and from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// In the text.
    Text,
    /// In how the text is parted into blocks.
    Structure,
    /// In the role of a block.
    Role,
    /// In where a block stands.
    Place,
    /// In the order of the articles.
    Order,
    /// In what is known of the issue or an article.
    Field,
}

impl ConflictKind {
    /// The key of what is said to the reader at the place, with `theirs`.
    pub fn key(self) -> &'static str {
        match self {
            ConflictKind::Text => "merge-text",
            ConflictKind::Structure => "merge-structure",
            ConflictKind::Role => "merge-role",
            ConflictKind::Place => "merge-place",
            ConflictKind::Order => "merge-order",
            ConflictKind::Field => "merge-field",
        }
    }
}

/// Where both versions changed the same otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// In what they differ.
    pub kind: ConflictKind,
    /// The block of the merged edition.
    pub block: BlockId,
    /// Where in its text.
    pub range: (TextOffset, TextOffset),
    /// What theirs says.
    pub theirs: String,
}

impl Conflict {
    /// A conflict about a block as a whole.
    fn of_block(kind: ConflictKind, block: &Block, theirs: impl Into<String>) -> Conflict {
        Conflict { kind, block: block.id(), range: (TextOffset(0), block.len()), theirs: theirs.into() }
    }
}

/// Two versions put together.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The edition, with a comment at each conflict.
    pub edition: Edition,
    /// The conflicts, in the order in which they were found.
    pub conflicts: Vec<Conflict>,
}

/// Who the comments at conflicts are by.
#[derive(Clone)]
pub struct MergeNote<'a> {
    /// The hand; by default that of their last round.
    pub hand: Hand,
    /// The day, as `2022-03-28`.
    pub date: String,
    /// The words.
    pub locale: &'a Locale,
}

/// The hand of a version's last round, or else a word for it.
pub fn hand_of(version: &Edition, locale: &Locale) -> Hand {
    let last = version.rounds().last().map(|round| round.closing().hand.clone());
    last.or_else(|| Hand::new(&locale.text("merge-theirs"))).unwrap_or_else(Hand::unknown)
}

/// Puts two versions of an edition together that were both made of `base`.
///
/// # Errors
/// They are not of the same raw pages.
pub fn merge(base: &Edition, ours: &Edition, theirs: &Edition, note: &MergeNote<'_>) -> Result<Merged, MergeError> {
    check_pages(base, ours)?;
    check_pages(base, theirs)?;
    if theirs == base || theirs == ours {
        return Ok(Merged { edition: ours.clone(), conflicts: Vec::new() });
    }
    if ours == base {
        return Ok(Merged { edition: theirs.clone(), conflicts: Vec::new() });
    }
    let theirs = &numbers::renumbered(base, ours, theirs);
    let mut merging = Merging { base, ours, theirs, edition: ours.clone(), conflicts: Vec::new() };
    merging.edition.next_id = theirs.next_id;
    merging.take_text();
    merging.take_places();
    merging.take_fields();
    merging.take_readers();
    let Merging { mut edition, mut conflicts, .. } = merging;
    conflicts.dedup();
    for conflict in &conflicts {
        comment_on(&mut edition, conflict, note);
    }
    edition.index.forget();
    Ok(Merged { edition, conflicts })
}

fn check_pages(base: &Edition, other: &Edition) -> Result<(), MergeError> {
    let count = base.pages().len().max(other.pages().len());
    let [base, other] = [base, other].map(|edition| move |at: usize| edition.pages().get(at).map(|page| page.text()));
    match (0..count).find(|at| base(*at) != other(*at)) {
        Some(at) => Err(MergeError::OtherPages { page: at + 1 }),
        None => Ok(()),
    }
}

/// Says at the place of a conflict how theirs reads.
fn comment_on(edition: &mut Edition, conflict: &Conflict, note: &MergeNote<'_>) {
    let len = edition.block(conflict.block).map_or(TextOffset(0), |(_, block)| block.len());
    let (from, to) = (conflict.range.0.min(len), conflict.range.1.min(len));
    let text = note.locale.with(conflict.kind.key(), &[named("theirs", conflict.theirs.replace('\n', "¶"))]);
    let remark = Remark { hand: note.hand.clone(), date: note.date.clone(), text };
    let reading = (conflict.kind == ConflictKind::Text).then(|| conflict.theirs.clone());
    // A place that is not there any more has no comment; the conflict is counted all the same.
    let _ = apply(edition, &Edit::AddComment(Box::new(NewComment { block: conflict.block, from, to, remark, reading })));
}

/// A merge on its way: the edition is ours first, and takes in what theirs changed.
struct Merging<'a> {
    base: &'a Edition,
    ours: &'a Edition,
    theirs: &'a Edition,
    edition: Edition,
    conflicts: Vec<Conflict>,
}

impl Merging<'_> {
    fn conflict(&mut self, conflict: Conflict) {
        self.conflicts.push(conflict);
    }
}

/// What one of two versions changed; nothing where both changed it otherwise.
fn picked<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> Option<T> {
    if ours == theirs || theirs == base {
        Some(ours.clone())
    } else if ours == base {
        Some(theirs.clone())
    } else {
        None
    }
}

/// A list to which both added and from which both took away.
fn merged_list<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let was_removed = |one: &&T| base.contains(one) && !theirs.contains(one);
    let mut list: Vec<T> = ours.iter().filter(|one| !was_removed(one)).cloned().collect();
    for one in theirs.iter().filter(|one| !base.contains(one)) {
        if !list.contains(one) {
            list.push(one.clone());
        }
    }
    list
}
