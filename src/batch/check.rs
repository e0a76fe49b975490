//! Counting the queries of each edition of a collection.

use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{BatchNote, BatchPlan, BatchReport, BatchSteps, BatchWatch};
use crate::check;
use crate::collection::{Collection, Issue, StyleStamp};
use crate::edition::Ledger;
use crate::store;
use crate::style::HouseStyle;

/// How many editions are checked before their counts are written down.
const AT_ONCE: usize = 64;

/// Counts the queries of each edition of a collection that was written since they were counted, or by another house style, on all cores of
/// the pool that this runs in. Gives also how many there are now in all editions whose queries are counted.
pub fn check(mut collection: Collection, style: &HouseStyle, watch: &dyn BatchWatch) -> (BatchReport, usize) {
    let stamp = StyleStamp::of(style);
    let standing = |issue: &Issue| issue.for_check(&stamp);
    let editions: Vec<PathBuf> = BatchPlan::of(&collection, standing).to_do.iter().map(|issue| issue.edition.clone()).collect();
    let steps = BatchSteps::of(editions.len(), watch);
    let (mut results, mut queries) = (Vec::new(), 0);
    let work = |path: &PathBuf| steps.work(|| count_queries(path, style).map(|count| (path.clone(), count)));
    for editions in editions.chunks(AT_ONCE) {
        let counted: Vec<Option<Result<(PathBuf, usize), BatchNote>>> = editions.par_iter().map(work).collect();
        let good: Vec<(PathBuf, usize)> = counted.iter().flatten().filter_map(|result| result.as_ref().ok().cloned()).collect();
        queries += good.iter().map(|(_, count)| count).sum::<usize>();
        if let Err(note) = collection.note_queries(&good, style) {
            watch.remark(note.into());
        }
        results.extend(counted.into_iter().map(|result| result.map(|result| result.err().into_iter().collect())));
    }
    let plan = BatchPlan::of(&collection, standing);
    queries += plan.done.iter().filter_map(|issue| issue.queries).sum::<usize>();
    (plan.report(results), queries)
}

/// How many queries an edition has, if its ledger balances.
fn count_queries(path: &Path, style: &HouseStyle) -> Result<usize, BatchNote> {
    let edition = store::load(path)?;
    if !edition.ledger().iter().all(Ledger::balances) {
        return Err(BatchNote::Unbalanced(path.to_owned()));
    }
    Ok(check::check(&edition, style).len())
}
