//! The first draft of each issue that has none yet.

use std::path::Path;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{BatchNote, BatchPlan, BatchReport, BatchSteps, BatchWatch, keep_others, save};
use crate::collection::{self, Collection, Issue};
use crate::import::Choices;
use crate::page::Page;
use crate::store::guard::Guard;
use crate::store::{self, Over};
use crate::style::HouseStyle;

/// Makes a first draft of each issue of a collection that has no edition yet, on all cores of the pool that this runs in.
pub fn draft(collection: &Collection, style: &HouseStyle, watch: &dyn BatchWatch) -> BatchReport {
    let plan = BatchPlan::of(collection, Issue::for_draft);
    let steps = BatchSteps::of(plan.to_do.len(), watch);
    let work = |issue: &&Issue| steps.work(|| draft_one(issue, style, watch).err().into_iter().collect());
    let results = plan.to_do.par_iter().map(work).collect();
    plan.report(results)
}

fn draft_one(issue: &Issue, style: &HouseStyle, watch: &dyn BatchWatch) -> Result<(), BatchNote> {
    let output = &issue.edition;
    let guard = Guard::new(Over::Nothing).reads(issue.raw.iter().flat_map(|page| page.files.iter().cloned()));
    guard.check(output)?;
    let (choices, mut size) = (Choices::default(), Ok(0));
    let take = |_: &Path, pages: &[Arc<Page>]| {
        size = std::mem::replace(&mut size, Ok(0)).and_then(|bytes| store::check_size(output, bytes, pages));
        size.is_ok()
    };
    let made = collection::draft(issue, &choices, style, take)?;
    size?;
    let Some(mut made) = made else { return Ok(()) };
    made.warnings.into_iter().for_each(|warning| watch.remark(warning.into()));
    keep_others(&mut made.edition, (&made.others, true), &choices, watch);
    save(output, &made.edition, guard.over())?;
    let left = made.left_out.len();
    if left == 0 {
        return Ok(());
    }
    made.left_out.into_iter().for_each(|left| watch.remark(left.into()));
    let all = issue.raw.iter().map(|page| page.files.len()).sum();
    Err(BatchNote::WrittenWithout { path: output.clone(), left, all })
}
