//! `stet clean`: raw pages to an edition file, or each to one of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::terminal::Progress;
use super::{Failure, each, house_style, over, words};
use crate::batch::{check_free, keep_others, save};
use crate::clean::clean_watched;
use crate::explained::{in_spoken_words, named, of_file, system_in_spoken_language};
use crate::import::{self, Choices, ImportedFiles, PageFile, PageSelection, import_files, raw_files};
use crate::page::{Encoding, Page};
use crate::reading::read_text;
use crate::store::disk::{SystemDisk, folder_of};
use crate::store::guard::Guard;
use crate::store::{self, SaveError};

#[derive(Debug, Args)]
pub(super) struct CleanArguments {
    // What the files may be stands in one list.
    #[arg(help = format!("Raw pages, in order, or folders of them. All of them form one edition. Formats: {}", import::names()))]
    #[arg(required = true, value_name = "RAW")]
    raw: Vec<PathBuf>,
    /// The edition file to write; by default beside the first page, with its name. With --each the folder for the editions.
    #[arg(short, long, value_name = "EDITION.ron")]
    pub(super) output: Option<PathBuf>,
    /// Make an edition of each page, beside it or in the folder that --output names.
    #[arg(long)]
    each: bool,
    /// Write over an edition that is there already. What is there is kept as a backup.
    #[arg(long)]
    pub(super) force: bool,
    /// A house style to clean by.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
    /// The encoding of the pages, where it is not detected right: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE.
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
    /// Which pages of PDFs to read, such as 1-8 or 2,5,9-; by default all.
    #[arg(long, value_name = "NUMBERS")]
    pages: Option<PageSelection>,
    /// A file whose first line is the password of locked PDFs.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

/// The largest file of a password that is read, in bytes.
const MAX_PASSWORD_FILE: u64 = 64 * 1024;

impl CleanArguments {
    /// What is chosen of how the pages are read.
    pub(super) fn choices(&self) -> Result<Choices, Failure> {
        let read = |path: &PathBuf| {
            let text = read_text(path, MAX_PASSWORD_FILE).map_err(|error| {
                Failure::unusable_for("cli-no-password", &[of_file(path), named("what", system_in_spoken_language(&error))])
            })?;
            Ok::<String, Failure>(text.lines().next().unwrap_or_default().to_owned())
        };
        let password = self.password_file.as_ref().map(read).transpose()?;
        Ok(Choices { encoding: self.encoding, password, pages: self.pages.clone().unwrap_or_default(), most_pages: None })
    }
}

pub(super) fn run(arguments: &CleanArguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let files = raw_files(&arguments.raw, no_pages)?;
    let guard = Guard::new(over(arguments.force))
        .reads(files.iter().flat_map(PageFile::all).cloned())
        .reads(arguments.style.iter().flat_map(|path| style.files(path)));
    if arguments.each {
        return each::run(arguments, &files, &style, &guard);
    }
    let output = arguments.output.clone().or_else(|| files.first().map(|file| beside(&file.path)));
    let output = output.ok_or_else(|| Failure::unusable_for("cli-no-page", &[]))?;
    // It is better to know before the work is done.
    check_free(&guard, &output)?;
    store::sweep(&SystemDisk, folder_of(&output));
    let progress = Progress::new();
    let (mut reading, mut done) = (PagesRead { guard, output: &output, bytes: 0, fault: None }, 0);
    let watch = |file: &Path, pages: &[Arc<Page>]| {
        done += 1;
        progress.tell("cli-reading", &[named("done", done), named("all", files.len())]);
        reading.take(file, pages)
    };
    let choices = arguments.choices()?;
    let read = import_files(&files, choices.clone(), watch)?;
    let guard = reading.ended()?;
    let ImportedFiles { pages, others, warnings, left_out, .. } = read.unwrap_or_default();
    warnings.iter().for_each(|warning| progress.warn(&warning.to_string()));
    left_out.iter().for_each(|left| progress.warn(&words::left_out(left)));
    check_free(&guard, &output)?;
    let watch = |done: usize| {
        progress.tell("cli-cleaning", &[named("done", done), named("all", pages.len())]);
        true
    };
    let mut edition = clean_watched(&pages, &style, &watch).ok_or_else(|| Failure::unusable_for("cli-cleaning-stopped", &[]))?;
    keep_others(&mut edition, (&others, true), &choices, &progress);
    save(&output, &edition, guard.over())?;
    if left_out.is_empty() {
        return Ok(());
    }
    Err(Failure::fault("batch-written-without", &[of_file(&output), named("left", left_out.len()), named("all", files.len())]))
}

/// What is known of the pages while they are read.
struct PagesRead<'a> {
    guard: Guard,
    output: &'a Path,
    /// About how large the edition will be, in bytes.
    bytes: u64,
    /// Why reading ended early.
    fault: Option<SaveError>,
}

impl PagesRead<'_> {
    /// Takes in the pages of a file. False where they are too much for one edition.
    fn take(&mut self, file: &Path, pages: &[Arc<Page>]) -> bool {
        self.guard = std::mem::take(&mut self.guard).reads_pages(file, pages);
        match store::check_size(self.output, self.bytes, pages) {
            Ok(bytes) => self.bytes = bytes,
            Err(fault) => self.fault = Some(fault),
        }
        self.fault.is_none()
    }

    fn ended(self) -> Result<Guard, Failure> {
        self.fault.map_or(Ok(self.guard), |fault| Err(Failure::unusable(fault)))
    }
}

fn no_pages(folder: PathBuf) -> Failure {
    Failure::unusable_for("cli-no-pages", &[of_file(&folder), named("formats", in_spoken_words(words::formats))])
}

/// The edition file beside a raw page: `page.ron` for `page.txt`, `page.raw.txt` and `page.hocr`.
pub(super) fn beside(raw: &Path) -> PathBuf {
    raw.with_file_name(format!("{}.ron", stem(raw)))
}

/// What the edition of a raw page is called, without its end.
pub(super) fn stem(raw: &Path) -> String {
    let stem = raw.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    stem.strip_suffix(".raw").map(str::to_owned).unwrap_or(stem)
}
