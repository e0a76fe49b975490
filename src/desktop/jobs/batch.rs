//! Work on all issues of a collection, in the background.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Job, JobProgress, Jobs, ShellOutcome, all_cores_but_one};
use crate::batch::{self, BatchNote, BatchReport, BatchStep, BatchWatch, ExportPlace};
use crate::collection::Collection;
use crate::collection::lists::style_in;
use crate::desktop::collection_batch::{BatchCame, BatchWork};
use crate::explained::Explained;
use crate::export::Options;
use crate::store::Over;
use crate::store::guard::Guard;
use crate::style::HouseStyle;

/// What is asked for.
pub struct BatchRequest {
    /// The folder of the collection.
    pub folder: PathBuf,
    /// The work.
    pub work: BatchWork,
    /// The house style to work by.
    pub style: Arc<HouseStyle>,
    /// What is asked of an export; none for other work.
    pub options: Option<Options>,
}

/// What came of it; nothing where it was stopped before it began.
pub type BatchOutcome = Result<Option<BatchCame>, Box<dyn Explained + Send>>;

impl Jobs {
    /// Works on all issues of a collection, on all cores but one.
    pub fn work_on_collection(&mut self, request: BatchRequest) {
        self.of_shell(Job::Batch(request.work), move |progress| {
            // A check of the open edition has threads of its own, and does not wait for this to end.
            let work = || worked_on(request, progress);
            ShellOutcome::Batch(match all_cores_but_one() {
                Some(threads) => threads.install(work),
                None => work(),
            })
        });
    }

    /// Asks the work on a collection to stop after the issues that it is at.
    pub fn cancel_batch(&self) {
        for running in self.running.iter().filter(|running| matches!(running.job, Job::Batch(_))) {
            running.progress.stop();
        }
    }

    /// The work on a collection that is going on, and how far it is.
    pub fn batch(&self) -> Option<(BatchWork, Option<f32>)> {
        self.running.iter().find_map(|running| match running.job {
            Job::Batch(work) => Some((work, running.progress.part())),
            _ => None,
        })
    }
}

struct JobWatch<'a> {
    progress: &'a JobProgress,
    remarks: Mutex<Vec<BatchNote>>,
}

impl BatchWatch for JobWatch<'_> {
    fn goes_on(&self, step: &BatchStep<'_>) -> bool {
        self.progress.go_on(step.part())
    }

    fn remark(&self, note: BatchNote) {
        self.remarks.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }
}

fn worked_on(request: BatchRequest, progress: &JobProgress) -> BatchOutcome {
    // How many editions are read for the list says nothing of how far the work is.
    let opened = Collection::open(&request.folder, &|_, _| !progress.is_stopped()).map_err(boxed)?;
    let Some(collection) = opened else { return Ok(None) };
    let watch = JobWatch { progress, remarks: Mutex::default() };
    let report = report(&request, collection, &watch)?;
    let remarks = watch.remarks.into_inner().unwrap_or_else(PoisonError::into_inner);
    let BatchRequest { folder, work, .. } = request;
    Ok(Some(BatchCame { folder, work, report, remarks }))
}

fn report(request: &BatchRequest, collection: Collection, watch: &JobWatch<'_>) -> Result<BatchReport, Box<dyn Explained + Send>> {
    let BatchRequest { folder, work, style, options } = request;
    match work {
        BatchWork::Draft => Ok(batch::draft(&collection, style, watch)),
        BatchWork::Read => batch::read(&collection, style, watch).map_err(boxed),
        // What is wrong with the lists is told where an edition of the collection is open.
        BatchWork::Check => Ok(batch::check(collection, &style_in((**style).clone(), folder).0, watch).0),
        BatchWork::Export(format) => {
            let standard = || Options::standard(*format, style);
            let options = options.clone().unwrap_or_else(standard);
            let guard = Guard::new(Over::Nothing).reads_editions(&collection.edition_files());
            let target = batch::export::standard_folder(folder, *format);
            let place = ExportPlace { folder: &target, guard: &guard, format: *format, options: &options, style, goes_on: true };
            batch::export(&collection, &place, watch).map_err(boxed)
        }
    }
}

fn boxed(error: impl Explained + Send + 'static) -> Box<dyn Explained + Send> {
    Box::new(error)
}
