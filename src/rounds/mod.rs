//! Rounds of proofreading: closing one, and what the one before changed.
//!
//! | module | what it is |
//! | --- | --- |
//! | `changes` | the places that a round changed |
//! | `hunks` | where two short texts differ |

mod changes;
mod hunks;
#[cfg(test)]
mod tests;

use std::time::SystemTime;

pub use changes::{ChangedPlace, changes};
pub use hunks::{Hunk, carried, hunks};

use crate::edit::Edit;
use crate::edition::{Closing, Edition, Hand, RoundCounts, RoundKind, SettledKind};
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::language::dates::Day;
use crate::locale::Locale;
use crate::page::is_blank;
use crate::style::HouseStyle;

/// Why a round cannot be closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum RoundError {
    /// The house style wants another hand for each round, and this one closed one already.
    SameHand {
        /// The hand.
        hand: String,
        /// The round that it closed.
        kind: RoundKind,
        /// When.
        date: String,
    },
}

impl Explained for RoundError {
    fn key(&self) -> &'static str {
        match self {
            RoundError::SameHand { .. } => "error-same-hand",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            RoundError::SameHand { hand, kind, date } => {
                vec![named("hand", hand), named("round", locale.text(kind.key())), named("date", date)]
            }
        }
    }
}

/// The edit that closes a round. `left` is how many queries are left.
///
/// # Errors
/// The house style forbids it to this hand.
pub fn closing(edition: &Edition, style: &HouseStyle, (kind, hand): (RoundKind, Hand), day: Day, left: usize) -> Result<Edit, RoundError> {
    check_hand(edition, style, &hand)?;
    Ok(Edit::CloseRound(Box::new(Closing { kind, hand, date: day.to_string(), counts: counts(edition, left) })))
}

/// Whether a hand may close a round of an edition.
///
/// # Errors
/// The house style forbids it to this hand.
pub fn check_hand(edition: &Edition, style: &HouseStyle, hand: &Hand) -> Result<(), RoundError> {
    let closed = edition.rounds().iter().map(|round| round.closing()).find(|closing| closing.hand.is(hand));
    match closed.filter(|_| style.one_hand_once) {
        Some(closing) => {
            Err(RoundError::SameHand { hand: closing.hand.as_str().to_owned(), kind: closing.kind, date: closing.date.clone() })
        }
        None => Ok(()),
    }
}

/// What is counted when a round is closed.
pub fn counts(edition: &Edition, left: usize) -> RoundCounts {
    let blocks = edition.articles().iter().flat_map(|article| article.blocks());
    let characters = blocks.map(|block| block.text().chars().filter(|c| !is_blank(*c)).count()).sum();
    let let_stand = edition.settled().iter().filter(|settled| matches!(settled.kind, SettledKind::Query(_))).count();
    let before: usize = edition.rounds().iter().map(|round| round.closing().counts.answered).sum();
    let changes = changes(edition, edition.rounds().len()).len();
    RoundCounts { characters, changes, answered: let_stand.saturating_sub(before), left }
}

/// Which round is likely to be closed next.
pub fn next_kind(edition: &Edition) -> RoundKind {
    edition.rounds().last().map_or(RoundKind::First, |round| round.closing().kind.next())
}

/// The day that it is, in UTC.
pub fn today() -> Day {
    Day::of_time(SystemTime::now()).unwrap_or(Day::EPOCH)
}
