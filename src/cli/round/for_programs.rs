//! The rounds of an edition as programs read them.

use serde::Serialize;

use super::raw_line;
use crate::edition::{Comment, Edition, Place, Remark, Round, RoundCounts};
use crate::rounds::ChangedPlace;

/// What `--format json` prints.
#[derive(Serialize)]
pub(super) struct RoundsOut<'a> {
    rounds: Vec<RoundOut<'a>>,
    comments: Vec<CommentOut<'a>>,
    /// What the last round changed.
    changes: Vec<ChangeOut<'a>>,
}

#[derive(Serialize)]
struct RoundOut<'a> {
    round: &'static str,
    hand: &'a str,
    date: &'a str,
    #[serde(flatten)]
    counts: RoundCounts,
}

/// Where something stands: the block with characters of its text, and the raw line, both counted from 1, that these come from.
#[derive(Serialize)]
struct PlaceOut {
    block: Option<u32>,
    range: Option<(u32, u32)>,
    page: Option<usize>,
    line: Option<usize>,
}

#[derive(Serialize)]
struct CommentOut<'a> {
    #[serde(flatten)]
    place: PlaceOut,
    about: &'a str,
    has_lost_its_text: bool,
    reading: Option<&'a str>,
    remarks: &'a [Remark],
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    #[serde(flatten)]
    place: PlaceOut,
    was: &'a str,
    now: &'a str,
    /// What the block was and what it is, where that was changed.
    roles: Option<[&'static str; 2]>,
}

impl<'a> RoundsOut<'a> {
    pub(super) fn new(edition: &'a Edition, changes: &'a [ChangedPlace]) -> RoundsOut<'a> {
        RoundsOut {
            rounds: edition.rounds().iter().map(|round| RoundOut::new(round)).collect(),
            comments: edition.comments_in_order().into_iter().map(|comment| CommentOut::new(edition, comment)).collect(),
            changes: changes.iter().map(|change| ChangeOut::new(edition, change)).collect(),
        }
    }
}

impl<'a> RoundOut<'a> {
    fn new(round: &'a Round) -> RoundOut<'a> {
        let closing = round.closing();
        RoundOut { round: closing.kind.name(), hand: closing.hand.as_str(), date: &closing.date, counts: closing.counts }
    }
}

impl PlaceOut {
    fn new(edition: &Edition, from: Option<Place>, to: u32) -> PlaceOut {
        let (page, line) = from.and_then(|from| raw_line(edition, from)).unzip();
        PlaceOut { block: from.map(|from| from.block.0), range: from.map(|from| (from.at.0, to)), page, line }
    }
}

impl<'a> CommentOut<'a> {
    fn new(edition: &Edition, comment: &'a Comment) -> CommentOut<'a> {
        let (from, to) = comment.range();
        CommentOut {
            place: PlaceOut::new(edition, Some(Place { block: comment.block(), at: from }), to.0),
            about: comment.about(),
            has_lost_its_text: comment.has_lost_its_text(),
            reading: comment.reading(),
            remarks: comment.remarks(),
        }
    }
}

impl<'a> ChangeOut<'a> {
    fn new(edition: &Edition, change: &'a ChangedPlace) -> ChangeOut<'a> {
        ChangeOut {
            place: PlaceOut::new(edition, change.from, change.to.0),
            was: &change.was,
            now: &change.now,
            roles: change.roles.map(|(was, now)| [was.name(), now.name()]),
        }
    }
}
