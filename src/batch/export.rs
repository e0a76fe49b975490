//! Editions to files in a folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{BatchNote, BatchPlan, BatchReport, BatchSteps, BatchWatch};
use crate::collection::{Collection, Issue};
use crate::edition::Edition;
use crate::export::files::{File, FileNames, files, safe_stem};
use crate::export::folder::{EditionKey, ExportState, TargetFolder};
use crate::export::{self, Format, ImageSources, LineImages, Options, Switch};
use crate::page::{Page, PageIndex, is_blank};
use crate::store;
use crate::store::guard::{Guard, GuardError};
use crate::style::HouseStyle;

/// Where and how editions are exported.
#[derive(Clone, Copy)]
pub struct ExportPlace<'a> {
    /// The folder, which is made if it is not there.
    pub folder: &'a Path,
    /// What is not written over.
    pub guard: &'a Guard,
    /// The format.
    pub format: Format,
    /// What to do besides.
    pub options: &'a Options,
    /// The house style to export by.
    pub style: &'a HouseStyle,
    /// Whether editions are passed over of which an earlier export wrote all, and that have not changed since.
    pub goes_on: bool,
}

/// Exports the editions of a collection.
///
/// # Errors
/// The folder is none to write to, or the list in it cannot be written.
pub fn export(collection: &Collection, place: &ExportPlace<'_>, watch: &dyn BatchWatch) -> Result<BatchReport, GuardError> {
    let plan = BatchPlan::of(collection, Issue::for_export);
    let editions: Vec<PathBuf> = plan.to_do.iter().map(|issue| issue.edition.clone()).collect();
    Ok(BatchReport { left: plan.left, ..place.editions(&editions, watch)? })
}

/// The folder in that of a collection that its editions are exported to, unless another is named.
pub fn standard_folder(collection: &Path, format: Format) -> PathBuf {
    collection.join(format!("export-{}", format.name()))
}

/// An edition with the name of what it becomes: a file, or a folder of files.
struct ExportTask<'a> {
    edition: &'a Path,
    name: String,
}

impl ExportPlace<'_> {
    /// Exports editions, on all cores of the pool that this runs in.
    ///
    /// # Errors
    /// The folder is none to write to, or the list in it cannot be written.
    pub fn editions(&self, editions: &[PathBuf], watch: &dyn BatchWatch) -> Result<BatchReport, GuardError> {
        let target = TargetFolder::open(self.folder, self.guard, self.format, editions)?;
        let tasks = self.tasks(editions, watch);
        let (steps, before) = (BatchSteps::of(tasks.len(), watch), AtomicUsize::new(0));
        let work = |task: &ExportTask<'_>| {
            let key = EditionKey::of(task.edition);
            let result = steps.work(|| {
                let state = ExportState::of(task.edition, self.style, self.options);
                let is_done = self.goes_on && state.as_ref().is_some_and(|state| target.has_whole(&key, state));
                before.fetch_add(usize::from(is_done), Ordering::Relaxed);
                if is_done { Ok(()) } else { self.export_one(task, (&target, state), watch) }
            });
            (key, result)
        };
        // The images of pages are large: they are read one after the other, and their lines are cut out by all cores.
        let results: Vec<(EditionKey, Option<Result<(), BatchNote>>)> =
            if self.options.has_line_images() { tasks.iter().map(work).collect() } else { tasks.par_iter().map(work).collect() };
        let is_bad = |result: &Option<Result<(), BatchNote>>| !matches!(result, Some(Ok(())));
        let failed: BTreeSet<EditionKey> = results.iter().filter(|(_, result)| is_bad(result)).map(|(key, _)| key.clone()).collect();
        let before = before.into_inner();
        let mut report = BatchReport { before, ..BatchReport::default() };
        for (_, result) in results {
            match result {
                Some(Ok(())) => report.good += 1,
                Some(Err(fault)) => report.faults.push(fault),
                None => report.is_stopped = true,
            }
        }
        report.good -= before;
        report.failed = report.faults.len();
        target.finish(&failed)?.into_iter().for_each(|stale| watch.remark(BatchNote::Stale(stale)));
        Ok(report)
    }

    /// The editions with their names, which never meet; where two would, it says so.
    fn tasks<'a>(&self, editions: &'a [PathBuf], watch: &dyn BatchWatch) -> Vec<ExportTask<'a>> {
        let mut names = FileNames::default();
        let task = |edition: &'a PathBuf| {
            let stem = edition.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let is_several = export::is_several(self.format, self.options);
            let plain = if is_several { safe_stem(&stem) } else { format!("{}.{}", safe_stem(&stem), self.format.extension()) };
            let name = if is_several { names.give_folder(&stem) } else { names.give(&stem, self.format) };
            if name != plain {
                watch.remark(BatchNote::OtherName { path: edition.clone(), taken: plain, name: name.clone() });
            }
            ExportTask { edition, name }
        };
        editions.iter().map(task).collect()
    }

    /// Exports an edition, which was in this state before it was read.
    fn export_one(
        &self,
        task: &ExportTask<'_>,
        (target, state): (&TargetFolder<'_>, Option<ExportState>),
        watch: &dyn BatchWatch,
    ) -> Result<(), BatchNote> {
        let &ExportPlace { format, options, style, .. } = self;
        let edition = store::load(task.edition)?;
        let images = LineImages::of(&edition, options, &ImageSources::file(task.edition));
        if let Some(lack) = export::lack(&edition, format, style, options, &images) {
            tell_of_images(images, watch);
            return Err(BatchNote::NothingToExport { path: task.edition.to_owned(), lack });
        }
        let remarks = export::remarks(&edition, format, style, options, &images);
        remarks.into_iter().for_each(|remark| watch.remark(remark.into()));
        let below = if export::is_several(format, options) { Path::new(&task.name) } else { Path::new("") };
        let files = match format.boxed() {
            Some(boxed) => {
                let (files, without) = export::boxed::files(&edition, boxed, &task.name, task.edition);
                without.into_iter().for_each(|index| tell_of_source(&edition, index, "batch-written-anew", watch));
                files
            }
            None if format.is_folder() => {
                let made = export::folder(&edition, format, style, options, &images, Some(task.edition));
                made.map(|made| {
                    made.without.iter().for_each(|index| tell_of_source(&edition, *index, made.without_key, watch));
                    made.files
                })
                .unwrap_or_default()
            }
            None if options.has(Switch::PerArticle) => files(&edition, &task.name, format, style, options, &images),
            None => vec![File { name: task.name.clone(), bytes: export::export(&edition, format, style, options, &images) }],
        };
        tell_of_images(images, watch);
        let key = EditionKey::of(task.edition);
        files.iter().try_for_each(|file| target.write(&key, &below.join(&file.name), &file.bytes))?;
        Ok(state.map_or(Ok(()), |state| target.note_whole(&key, state))?)
    }
}

/// Tells which page has no images of its lines, though they were asked for, and how many others.
pub(crate) fn tell_of_images(images: LineImages, watch: &dyn BatchWatch) {
    let mut faults = images.into_faults().into_iter();
    if let Some(fault) = faults.next() {
        watch.remark(BatchNote::NoLineImages { fault, others: faults.len() });
    }
}

/// Tells what comes of it that the source file of a page was not found as it was, in the words of this key. Of a page that has nothing on it
/// there is nothing to say.
pub(crate) fn tell_of_source(edition: &Edition, index: PageIndex, key: &'static str, watch: &dyn BatchWatch) {
    let has_nothing = |page: &Page| page.layout().is_none() && page.text().chars().all(is_blank);
    if let Some(page) = edition.page(index).filter(|page| !has_nothing(page)) {
        watch.remark(BatchNote::SourceNotFound { file: page.source().file.clone(), key });
    }
}
