//! Work on all issues of a collection: it is begun, and what came of it is told.

use std::path::PathBuf;
use std::sync::Arc;

use super::collection;
use crate::desktop::collection_batch::BatchWork;
use crate::desktop::jobs::{BatchOutcome, BatchRequest};
use crate::desktop::shell::Shell;
use crate::explained::Explained;

/// Begins work on all issues of the collection in a folder, unless other such work is going on.
pub(super) fn begin(shell: &mut Shell, folder: PathBuf, work: BatchWork) {
    if shell.jobs.batch().is_some() {
        return shell.refuse(shell.locale.text("batch-one-at-a-time"));
    }
    let options = match work {
        BatchWork::Export(format) => Some(shell.exports.options(format, &shell.style)),
        BatchWork::Draft | BatchWork::Read | BatchWork::Check => None,
    };
    shell.batch = None;
    shell.jobs.work_on_collection(BatchRequest { folder, work, style: shell.style.clone(), options });
}

/// Tells what came of it. The list, where it is shown, is made anew.
pub(super) fn done(shell: &mut Shell, outcome: BatchOutcome) {
    let came = match outcome {
        Ok(Some(came)) => came,
        Ok(None) => return shell.say("batch-stopped-early"),
        Err(error) => return shell.fail(error.in_words(&shell.locale)),
    };
    let (said, folder) = (came.in_words(&shell.locale), came.folder.clone());
    let is_listed = collection::is_listed(shell, &folder);
    match came.report.bad() {
        // The list tells what failed.
        _ if is_listed => shell.tell(said),
        0 => shell.tell(said),
        _ => shell.fail(shell.locale.with("batch-failed", &[("what", said.into())])),
    }
    shell.batch = Some(Arc::new(came));
    collection::list_again(shell, folder);
}
