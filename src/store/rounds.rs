//! Rounds of proofreading and comments in the file. What read otherwise before a round is written as what is to be put back into the text
//! that the round left, so that a round costs as much as it changed: `Changed(block: 12, was: [(3, 1, "令")])` reads: where the round left
//! one character at the third place, counted from 0, there stood 令.

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::edition::{
    BlockId, Closing, Comment, CommentId, Earlier, EarlierBlock, Edition, Hand, Remark, Role, Round, RoundCounts, RoundKind, TextOffset,
};
use crate::rounds::hunks;

/// A round. The last one may be open yet.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoundFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closed: Option<ClosingFile>,
    /// How blocks read before it that read otherwise after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<EarlierFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosingFile {
    kind: RoundKind,
    hand: Hand,
    date: String,
    characters: usize,
    changes: usize,
    answered: usize,
    left: usize,
}

/// How a block read before.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum EarlierFile {
    /// It was not there.
    New(u32),
    /// It read otherwise.
    Changed {
        block: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
        /// From which character of the later text, how many, and what stood there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        was: Vec<(u32, u32, String)>,
    },
    /// It was there, and is no more.
    Gone { block: u32, role: Role, text: String },
}

/// A comment.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommentFile {
    id: u32,
    block: u32,
    from: u32,
    to: u32,
    about: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    remarks: Vec<RemarkFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RemarkFile {
    hand: Hand,
    date: String,
    text: String,
}

impl RoundFile {
    /// How it was closed, if it was, as a round that changed nothing.
    pub(super) fn closing_alone(self) -> Option<Round> {
        self.closed.map(|closed| Round { closing: closed.into_closing(), earlier: Arc::default() })
    }
}

impl ClosingFile {
    fn into_closing(self) -> Closing {
        let ClosingFile { kind, hand, date, characters, changes, answered, left } = self;
        Closing { kind, hand, date, counts: RoundCounts { characters, changes, answered, left } }
    }
}

/// The rounds of an edition, as they are written: those that were closed, and the one that is open, if it changed anything.
pub(super) fn rounds_to(edition: &Edition) -> Vec<RoundFile> {
    let closed = edition.rounds().iter().enumerate().map(|(index, round)| {
        let Closing { kind, hand, date, counts } = round.closing().clone();
        let RoundCounts { characters, changes, answered, left } = counts;
        let closed = Some(ClosingFile { kind, hand, date, characters, changes, answered, left });
        RoundFile { closed, earlier: earlier_to(edition, index) }
    });
    let open = RoundFile { closed: None, earlier: earlier_to(edition, edition.rounds().len()) };
    closed.chain((!open.earlier.is_empty()).then_some(open)).collect()
}

/// What read otherwise before a round, counted from 0; past the last, at its closing.
fn earlier_to(edition: &Edition, round: usize) -> Vec<EarlierFile> {
    let earlier = edition.rounds().get(round).map_or(edition.earlier(), |round| round.earlier());
    earlier.blocks().map(|(id, was)| EarlierFile::of(id, was, edition.block_after(round, id).as_ref())).collect()
}

/// Puts the rounds into an edition that has all but them, the last first: each is told by what the one after it left.
pub(super) fn rounds_from(edition: &mut Edition, mut rounds: Vec<RoundFile>) -> Result<(), String> {
    if let Some(open) = rounds.pop_if(|last| last.closed.is_none()) {
        edition.earlier = Arc::new(earlier_from(edition, 0, open.earlier)?);
    }
    let mut later: Vec<Arc<Round>> = Vec::new();
    for RoundFile { closed, earlier } in rounds.into_iter().rev() {
        let closing = closed.ok_or("a round is open that is not the last")?.into_closing();
        // A round with nothing in it stands for the one that is read, so that what it left is what comes after it.
        later.insert(0, Arc::new(Round { closing: closing.clone(), earlier: Arc::default() }));
        edition.rounds.clone_from(&later);
        let earlier = Arc::new(earlier_from(edition, 0, earlier)?);
        if let Some(first) = later.first_mut() {
            *first = Arc::new(Round { closing, earlier });
        }
    }
    edition.rounds = later;
    Ok(())
}

/// What read otherwise, as it is written, before the round of this place among those that the edition has.
fn earlier_from(edition: &Edition, round: usize, blocks: Vec<EarlierFile>) -> Result<Earlier, String> {
    let (mut read, mut seen) = (Vec::with_capacity(blocks.len()), HashSet::new());
    for block in blocks {
        let id = block.id();
        if !seen.insert(id) {
            return Err(format!("a round says twice how block {} was", id.0));
        }
        let left = edition.block_after(round, id);
        let was = block.into_earlier(left.as_ref())?;
        if was == left {
            return Err(format!("a round says that it changed block {}, which it left as it was", id.0));
        }
        read.push((id, was));
    }
    Ok(Earlier::from(read))
}

impl EarlierFile {
    fn of(id: BlockId, was: Option<&EarlierBlock>, left: Option<&EarlierBlock>) -> EarlierFile {
        match (was, left) {
            (None, _) => EarlierFile::New(id.0),
            (Some(was), None) => EarlierFile::Gone { block: id.0, role: was.role, text: was.text.to_string() },
            (Some(was), Some(left)) => {
                let [before, after] = [was, left].map(|block| block.text.chars().collect::<Vec<char>>());
                let put_back = hunks(&after, &before).into_iter().map(|hunk| {
                    let text = before.get(hunk.new).unwrap_or_default().iter().collect();
                    (hunk.old.start as u32, hunk.old.len() as u32, text)
                });
                EarlierFile::Changed { block: id.0, role: (was.role != left.role).then_some(was.role), was: put_back.collect() }
            }
        }
    }

    fn id(&self) -> BlockId {
        match self {
            EarlierFile::New(block) | EarlierFile::Changed { block, .. } | EarlierFile::Gone { block, .. } => BlockId(*block),
        }
    }

    fn into_earlier(self, left: Option<&EarlierBlock>) -> Result<Option<EarlierBlock>, String> {
        match self {
            EarlierFile::New(_) => Ok(None),
            EarlierFile::Gone { role, text, .. } => Ok(Some(EarlierBlock { role, text: text.into() })),
            EarlierFile::Changed { block, role, was } => {
                let left = left.ok_or_else(|| format!("a round changed block {block}, which it did not leave"))?;
                let text =
                    put_back(&left.text, &was).ok_or_else(|| format!("what a round changed in block {block} lies beyond its text"))?;
                Ok(Some(EarlierBlock { role: role.unwrap_or(left.role), text: text.into() }))
            }
        }
    }
}

/// The text before a round, from the text that it left.
fn put_back(left: &str, was: &[(u32, u32, String)]) -> Option<String> {
    let left: Vec<char> = left.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    for (from, len, stood) in was {
        let from = *from as usize;
        text.extend(left.get(at..from)?);
        text.push_str(stood);
        at = from.checked_add(*len as usize)?;
    }
    text.extend(left.get(at..)?);
    (!text.contains('\n')).then_some(text)
}

impl CommentFile {
    pub(super) fn of(comment: &Comment) -> CommentFile {
        let remark = |remark: &Remark| RemarkFile { hand: remark.hand.clone(), date: remark.date.clone(), text: remark.text.clone() };
        let (from, to) = comment.range();
        CommentFile {
            id: comment.id().0,
            block: comment.block().0,
            from: from.0,
            to: to.0,
            about: comment.about().to_owned(),
            reading: comment.reading().map(str::to_owned),
            remarks: comment.remarks().iter().map(remark).collect(),
        }
    }

    pub(super) fn into_comment(self, edition: &Edition) -> Result<Comment, String> {
        let (id, block) = (self.id, self.block);
        let len = edition.block(BlockId(block)).map(|(_, block)| block.len()).ok_or(format!("comment {id} stands in no block"))?;
        if self.from > self.to || self.to > len.0 {
            return Err(format!("comment {id} lies beyond the text of block {block}"));
        }
        let comment = self.into_unplaced().filter(|comment| edition.comment(comment.id).is_none());
        comment.ok_or(format!("comment {id} says nothing, or its number is another's"))
    }

    /// The comment, wherever it stands; nothing where it says nothing.
    pub(super) fn into_unplaced(self) -> Option<Comment> {
        let CommentFile { id, block, from, to, about, reading, remarks } = self;
        let remarks: Vec<_> = remarks.into_iter().map(|RemarkFile { hand, date, text }| Remark { hand, date, text }).collect();
        let (from, to) = (TextOffset(from), TextOffset(to));
        (!remarks.is_empty()).then_some(Comment { id: CommentId(id), block: BlockId(block), from, to, about, reading, remarks })
    }
}
