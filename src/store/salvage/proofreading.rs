//! The rounds and the comments of a broken file. Each that can be read stands by itself; what a round changed is told by the text that
//! it left, and is given up where not all of that is as it was.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::Report;
use crate::edition::{Comment, CommentId, Edition};
use crate::store::rounds::{CommentFile, RoundFile, rounds_from};

/// The lines of a list of entries, each of which begins with a bracket on a line of its own. Nothing else in them does.
#[derive(Debug, Default)]
pub struct FoundEntries(Vec<String>);

impl FoundEntries {
    /// Takes the next line, without blanks around it and the comma after it.
    pub fn line(&mut self, line: &str) {
        self.0.push(line.to_owned());
    }

    /// Each entry, or nothing where it cannot be read.
    fn read<T: DeserializeOwned>(&self) -> Vec<Option<T>> {
        let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let begins: Vec<usize> = (0..self.0.len()).filter(|at| self.0.get(*at).is_some_and(|line| line == "(")).collect();
        let ends = begins.iter().skip(1).copied().chain([self.0.len()]);
        let entries = begins.iter().zip(ends).filter_map(|(from, to)| self.0.get(*from..to));
        entries.map(|lines| options.from_str(&entry(lines)).ok()).collect()
    }
}

/// The text of an entry, up to its last bracket.
fn entry(lines: &[String]) -> String {
    let end = lines.iter().rposition(|line| line == ")").map_or(lines.len(), |last| last + 1);
    let whole = |line: &String| if line.ends_with(['(', '[']) { line.clone() } else { format!("{line},\n") };
    let text: String = lines.iter().take(end).map(whole).collect();
    text.trim_end_matches(",\n").to_owned()
}

/// Puts the rounds into an edition that has all but them. `is_known`: it is known of all its
/// blocks how they read.
pub fn put_rounds(edition: &mut Edition, found: &FoundEntries, is_known: bool, report: &mut Report) {
    let rounds: Vec<Option<RoundFile>> = found.read();
    report.damaged += rounds.iter().filter(|round| round.is_none()).count();
    if let Some(rounds) = rounds.into_iter().collect::<Option<Vec<_>>>().filter(|_| is_known)
        && rounds_from(edition, rounds).is_ok()
    {
        return;
    }
    edition.earlier = Arc::default();
    edition.rounds = found.read().into_iter().flatten().filter_map(RoundFile::closing_alone).map(Arc::new).collect();
    report.untold = edition.rounds.len();
}

/// Puts the comments into an edition. One whose text is gone stands at the end of its block, or where that is gone too, of the first.
pub fn put_comments(edition: &mut Edition, found: &FoundEntries, report: &mut Report) {
    for comment in found.read::<CommentFile>() {
        match comment.and_then(|comment| standing(edition, comment.into_unplaced()?)) {
            Some(comment) => {
                edition.next_id = edition.next_id.max(comment.id.0.saturating_add(1));
                edition.comments.push(Arc::new(comment));
                report.comments += 1;
            }
            None => report.damaged += 1,
        }
    }
}

/// The comment at a place that there is, under a number that is not another's. Nothing where there is no block at all.
fn standing(edition: &Edition, comment: Comment) -> Option<Comment> {
    let block = edition.block(comment.block).or_else(|| edition.block(edition.blocks().next()?.1.id())).map(|(_, block)| block)?;
    let len = block.len();
    let is_there = block.id() == comment.block && comment.from <= comment.to && comment.to <= len;
    let (from, to) = if is_there { (comment.from, comment.to) } else { (len, len) };
    let is_free = comment.id.0 < u32::MAX / 2 && edition.comment(comment.id).is_none();
    let id = if is_free { comment.id } else { CommentId(edition.next_id) };
    Some(Comment { id, block: block.id(), from, to, ..comment })
}
