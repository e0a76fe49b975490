//! Drafting, reading, checking and exporting all issues of a collection. A bad one is told of and the others go on; what is done is not done
//! again, so that work that was stopped or broken off goes on where it ended.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`draft`](mod@draft) | the first draft of each issue that has none |
//! | [`read`](mod@read) | reading page images: of issues, and of single editions and images |
//! | [`check`](mod@check) | counting the queries of each edition |
//! | [`export`](mod@export) | editions to files in a folder |
//! | `saving` | writing editions that nobody has open |
//! | `others` | other files of a draft's pages as witnesses of them |
//! | `note` | what is told: faults and remarks |

pub mod check;
pub mod draft;
pub mod export;
mod note;
mod others;
pub mod read;
mod saving;

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::collection::{Collection, Issue, LeftAlone, Standing};
use crate::explained::{Arguments, named};

pub use check::check;
pub use draft::draft;
pub use export::{ExportPlace, export};
pub use note::BatchNote;
pub(crate) use others::{TakenReadings, keep_others};
pub use read::{ImageReading, read};
pub(crate) use saving::{check_free, check_held, save, save_again};

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatchStep<'a> {
    /// How many issues are done; where a page is being read, the number of its issue, counted from 1.
    pub done: usize,
    /// How many are to be done. 0 where an edition is read that is of no batch.
    pub all: usize,
    /// The page that is being read, and how much of it is, between 0 and 1.
    pub page: Option<(&'a str, f32)>,
}

impl BatchStep<'_> {
    /// How much of the batch is done, between 0 and 1.
    pub fn part(&self) -> f32 {
        let done = self.page.map_or(self.done as f32, |(_, share)| self.done.saturating_sub(1) as f32 + share);
        done / self.all.max(1) as f32
    }
}

/// Who looks on while a batch is worked on, on several threads at a time.
pub trait BatchWatch: Sync {
    /// Hears how far the batch is. False stops it: what is done stays done, and the rest is left for the next time.
    fn goes_on(&self, step: &BatchStep<'_>) -> bool;

    /// Hears of something that is no failure, as it happens.
    fn remark(&self, note: BatchNote);
}

/// The issues of a batch as they are worked on, several at a time.
pub(crate) struct BatchSteps<'a> {
    watch: &'a dyn BatchWatch,
    done: AtomicUsize,
    all: usize,
}

impl<'a> BatchSteps<'a> {
    pub(crate) fn of(all: usize, watch: &'a dyn BatchWatch) -> BatchSteps<'a> {
        BatchSteps { watch, done: AtomicUsize::new(0), all }
    }

    /// Works on an issue, and tells how many are done. Nothing where the batch was stopped.
    pub(crate) fn work<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let goes_on = |done: usize| self.watch.goes_on(&BatchStep { done, all: self.all, page: None });
        if !goes_on(self.done.load(Ordering::Relaxed)) {
            return None;
        }
        let result = work();
        goes_on(self.done.fetch_add(1, Ordering::Relaxed) + 1);
        Some(result)
    }
}

/// What came of a batch.
#[derive(Debug, Default)]
pub struct BatchReport {
    /// How many issues were done now.
    pub good: usize,
    /// How many were done before.
    pub before: usize,
    /// How many failed, or were done only in part.
    pub failed: usize,
    /// Why. An issue of several pages may have several faults.
    pub faults: Vec<BatchNote>,
    /// The issues that were left as they are, and why.
    pub left: Vec<LeftAlone>,
    /// Whether it was stopped before all was done.
    pub is_stopped: bool,
}

impl BatchReport {
    /// How many issues are not done, or only in part, for a reason that is told.
    pub fn bad(&self) -> usize {
        self.failed + self.left.len()
    }

    /// The counts, as arguments of words.
    pub fn counts(&self) -> Arguments {
        vec![named("good", self.good), named("before", self.before), named("bad", self.bad())]
    }
}

/// How the issues of a collection stand to a work.
pub(crate) struct BatchPlan<'a> {
    pub(crate) to_do: Vec<&'a Issue>,
    pub(crate) done: Vec<&'a Issue>,
    pub(crate) left: Vec<LeftAlone>,
}

impl<'a> BatchPlan<'a> {
    pub(crate) fn of(collection: &'a Collection, standing: impl Fn(&Issue) -> Standing) -> BatchPlan<'a> {
        let mut plan = BatchPlan { to_do: Vec::new(), done: Vec::new(), left: Vec::new() };
        for issue in collection.issues() {
            match standing(issue) {
                Standing::ToDo => plan.to_do.push(issue),
                Standing::Done => plan.done.push(issue),
                Standing::Left(left) => plan.left.push(left),
                Standing::Nothing => {}
            }
        }
        plan
    }

    /// What came of it. Each of the results is that of an issue: nothing where it was not worked on, else its faults.
    pub(crate) fn report(self, results: Vec<Option<Vec<BatchNote>>>) -> BatchReport {
        let mut report = BatchReport { before: self.done.len(), left: self.left, ..BatchReport::default() };
        for result in results {
            match result {
                Some(faults) if faults.is_empty() => report.good += 1,
                Some(faults) => {
                    report.failed += 1;
                    report.faults.extend(faults);
                }
                None => report.is_stopped = true,
            }
        }
        report
    }
}

#[cfg(test)]
mod tests;
