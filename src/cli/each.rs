//! `stet clean --each`: an edition of each page, on all cores. A bad page is told of, and the others go on.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::clean::{CleanArguments, stem};
use super::terminal::{Progress, complain};
use super::{Failure, words};
use crate::batch::{keep_others, save};
use crate::clean::clean;
use crate::explained::{named, of_file, system_in_spoken_language};
use crate::import::{Choices, ImportError, ImportedFiles, PageFile, import_files};
use crate::page::Page;
use crate::store;
use crate::store::guard::Guard;
use crate::style::HouseStyle;

/// How many files are read before the pages in them are cleaned: enough for all cores, and few enough for any memory.
const AT_ONCE: usize = 64;

/// A page with the edition file that it becomes.
struct PageTask {
    file: PathBuf,
    page: Arc<Page>,
    output: PathBuf,
    /// Other files of the page, and whether they are of it alone.
    others: (Vec<PathBuf>, bool),
}

pub(super) fn run(arguments: &CleanArguments, files: &[PageFile], style: &HouseStyle, guard: &Guard) -> Result<(), Failure> {
    if let Some(folder) = &arguments.output {
        let unwritable =
            |error| Failure::unusable_for("cli-no-folder", &[of_file(folder), named("what", system_in_spoken_language(&error))]);
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let choices = arguments.choices()?;
    let progress = Progress::new();
    let (mut names, mut faults, mut pages) = (EditionNames::default(), Vec::new(), 0);
    for files in files.chunks(AT_ONCE) {
        let read_one = |file: &PageFile| import_files(std::slice::from_ref(file), choices.clone(), |_, _| true);
        let read: Vec<Result<Option<ImportedFiles>, ImportError>> = files.par_iter().map(read_one).collect();
        let mut tasks = Vec::new();
        for read in read {
            match read.map(Option::unwrap_or_default) {
                Ok(imported) => {
                    imported.warnings.iter().for_each(|warning| progress.warn(&warning.to_string()));
                    imported.left_out.iter().for_each(|left| progress.warn(&words::left_out(left)));
                    tasks.extend(names.tasks(imported, arguments.output.as_deref()));
                }
                Err(error) => {
                    pages += 1;
                    faults.push(error.to_string());
                }
            }
        }
        // All that the command reads is kept, and what these pages name.
        let guard_of_named =
            tasks.iter().fold(Guard::new(guard.over()), |named, task| named.reads_pages(&task.file, std::slice::from_ref(&task.page)));
        let (done, before) = (AtomicUsize::new(0), pages);
        pages += tasks.len();
        let work = |task: &PageTask| {
            let result = make(task, style, [guard, &guard_of_named], (&choices, &progress));
            progress.tell("cli-cleaned", &[named("done", before + done.fetch_add(1, Ordering::Relaxed) + 1)]);
            result.err()
        };
        faults.extend(tasks.par_iter().filter_map(work).collect::<Vec<String>>());
    }
    drop(progress);
    faults.iter().for_each(|fault| complain(fault));
    if faults.is_empty() {
        return Ok(());
    }
    let good = pages - faults.len();
    Err(Failure::in_part(good, words::with("cli-became-editions", &[named("good", good), named("all", pages)])))
}

fn make(task: &PageTask, style: &HouseStyle, guards: [&Guard; 2], (choices, progress): (&Choices, &Progress)) -> Result<(), String> {
    let PageTask { page, output, .. } = task;
    let pages = std::slice::from_ref(page);
    guards.iter().try_for_each(|guard| guard.check(output)).map_err(|error| error.to_string())?;
    store::check_size(output, 0, pages).map_err(|error| error.to_string())?;
    let [guard, _] = guards;
    let mut edition = clean(pages, style);
    keep_others(&mut edition, (&task.others.0, task.others.1), choices, progress);
    save(output, &edition, guard.over()).map_err(|fault| fault.to_string())
}

/// The names of the editions that are made. None is given twice, also not where capitals and small letters are one.
#[derive(Default)]
struct EditionNames(HashSet<String>);

impl EditionNames {
    /// The pages of a file with their editions: one has the file's name, several have their numbers or the names of their own files.
    fn tasks(&mut self, imported: ImportedFiles, folder: Option<&Path>) -> Vec<PageTask> {
        let ImportedFiles { pages, sources, others, .. } = imported;
        let several = pages.len() > 1;
        let Some(file) = sources.into_iter().next() else { return Vec::new() };
        let folder = folder.unwrap_or(file.parent().unwrap_or(Path::new("")));
        let task = |(index, page): (usize, Arc<Page>)| {
            let own = Path::new(page.source().file_name());
            let is_listed = file.file_name() != own.file_name();
            let stem = match () {
                () if is_listed => stem(own),
                () if several => format!("{}-{}", stem(&file), index + 1),
                () => stem(&file),
            };
            PageTask { file: file.clone(), page, output: self.free(folder, &stem), others: (others.clone(), !several) }
        };
        pages.into_iter().enumerate().map(task).collect()
    }

    fn free(&mut self, folder: &Path, stem: &str) -> PathBuf {
        let (mut name, mut number) = (format!("{stem}.ron"), 2);
        while !self.0.insert(folder.join(&name).to_string_lossy().to_lowercase()) {
            name = format!("{stem}-{number}.ron");
            number += 1;
        }
        if number > 2 {
            let taken = format!("{stem}.ron");
            complain(&words::with("cli-name-of-page", &[of_file(folder), named("taken", taken), named("name", &name)]));
        }
        folder.join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Encoding, Source};

    #[test]
    fn pages_become_editions_whose_names_never_meet() {
        let mut names = EditionNames::default();
        let page = |name: &str| Page::new(Source { file: name.to_owned(), sha256: String::new(), encoding: Encoding::UTF_8 }, "甲");
        let mut go = |file: &str, pages: &[&str], folder: Option<&str>| {
            let pages = pages.iter().map(|name| Arc::new(page(name))).collect();
            let read = ImportedFiles { pages, sources: vec![PathBuf::from(file)], ..ImportedFiles::default() };
            let tasks = names.tasks(read, folder.map(Path::new));
            tasks.iter().map(|task| task.output.to_string_lossy().replace('\\', "/")).collect::<Vec<_>>()
        };
        assert_eq!(go("a/page-1.raw.txt", &["page-1.raw.txt"], None), ["a/page-1.ron"]);
        assert_eq!(go("a/book.hocr", &["book.hocr#1", "book.hocr#2"], None), ["a/book-1.ron", "a/book-2.ron"]);
        assert_eq!(go("a/mets.xml", &["0001.xml", "0002.xml"], None), ["a/0001.ron", "a/0002.ron"]);
        assert_eq!(go("a/p.txt", &["p.txt"], Some("out")), ["out/p.ron"]);
        assert_eq!(go("b/P.txt", &["P.txt"], Some("out")), ["out/P-2.ron"]);
    }
}
