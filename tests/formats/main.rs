//! Files as archives have them, read by the program itself: those in `files`, which were made for these tests, and where there is a folder
//! `../shared` beside the repository (or `STET_SHARED` names one), the PDFs and the files of other programs in it, measured against what is
//! right.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expected by failing")]

#[cfg(feature = "reader")]
mod carpet;
mod score;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use score::{Right, Score};
use stet::import::{Choices, FaultKind, ImportError, Imported, import_pages, pdf};

/// No file takes longer.
const LONGEST: Duration = Duration::from_secs(10);

fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files")
}

/// The files of a shared folder with this ending; none where it is not there, which is said.
fn shared(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = std::env::var_os("STET_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = root.join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: there is no folder {}", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|path| path.is_file() && path.to_string_lossy().ends_with(ending));
    files.sort();
    files
}

fn read(path: &Path, choices: Choices) -> Result<Imported, ImportError> {
    pdf::read_in_child(env!("CARGO_BIN_EXE_stet").into(), pdf::READ_FOR_PARENT);
    import_pages(path, choices)
}

#[test]
fn every_format_gives_the_same_three_lines() {
    let lines = "清河渡口明年修桥\n县里昨天开会，决定拨款三万元，\n修清河渡口的桥。";
    let mut count = 0;
    for entry in std::fs::read_dir(files()).expect("the folder").flatten().filter(|entry| entry.file_name() != "locked.pdf") {
        let read = read(&entry.path(), Choices::default()).unwrap_or_else(|error| panic!("{error}"));
        // Some formats tell paragraphs and no lines.
        let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(dense(read.pages[0].text()), dense(lines), "{}", entry.path().display());
        // Without the window there are no fonts to stand in for those a file lacks.
        let is_of_fonts = |kind: &FaultKind| matches!(kind, FaultKind::Pdf(pdf::PdfNotice::Undrawn(_)));
        let warnings: Vec<_> = read.warnings.iter().filter(|warning| !is_of_fonts(&warning.kind)).collect();
        assert_eq!((read.pages.len(), warnings.len()), (1, 0), "{}: {warnings:?}", entry.path().display());
        count += 1;
    }
    assert!(count >= 15, "{count} files");
}

#[test]
fn a_locked_pdf_asks_for_its_password() {
    let path = files().join("locked.pdf");
    let with = |password: &str| read(&path, Choices { password: Some(password.to_owned()), ..Choices::default() });
    assert!(matches!(read(&path, Choices::default()), Err(ImportError::Locked { .. })));
    assert!(matches!(with("wrong"), Err(ImportError::Locked { .. })));
    assert_eq!(with("open").expect("a page").pages[0].text(), "这一页要用口令打开。");
}

#[test]
#[ignore = "takes half a minute: files beside the repository that wait for their limits"]
fn files_made_to_do_harm_end_in_a_sentence() {
    shared("pdf/fuzz", ".pdf").into_par_iter().for_each(|path| {
        let start = Instant::now();
        let said = match read(&path, Choices::default()) {
            Ok(read) => {
                format!("{} pages, {}", read.pages.len(), read.warnings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
            }
            Err(error) => error.to_string(),
        };
        eprintln!("{:?} {said}", start.elapsed());
        let start_of_picture = Instant::now();
        let picture = stet::import::image::decode(&path, 0, "").map(|image| (image.width(), image.height()));
        eprintln!("{:?} {picture:?}", start_of_picture.elapsed());
        assert!(start_of_picture.duration_since(start) < LONGEST && start_of_picture.elapsed() < LONGEST, "{}", path.display());
    });
}

#[test]
fn files_of_other_programs_open() {
    let known = [".json", ".jsonl", ".xml", ".pdf"];
    let files: Vec<PathBuf> = known.iter().flat_map(|ending| shared("formats/more", ending)).chain(shared("formats", ".xml")).collect();
    for path in files {
        let read = read(&path, Choices::default()).unwrap_or_else(|error| panic!("{error}"));
        let text: usize = read.pages.iter().map(|page| page.text().chars().filter(|c| !c.is_whitespace()).count()).sum();
        eprintln!("{}: {} pages, {text} characters, {} warnings", path.display(), read.pages.len(), read.warnings.len());
        read.warnings.iter().for_each(|warning| eprintln!("    {warning}"));
        assert!(text > 0, "{}", path.display());
    }
}

#[test]
fn pdfs_are_read_as_they_are_printed() {
    for path in shared("pdf", ".pdf") {
        let start = Instant::now();
        let read = read(&path, Choices::default()).unwrap_or_else(|error| panic!("{error}"));
        let time = start.elapsed();
        let right = Right::read(&path.with_extension("right.txt"));
        let (page, draft) = (Score::of_layout(&read, &right), Score::of_draft(&read, &right));
        eprintln!("{}: {time:?}\n    page {page}\n    draft {draft}", path.display());
        assert!(page.found >= 0.999 && page.right >= 0.995 && page.order >= 0.99, "{}", path.display());
        assert!(page.paragraphs >= 0.93 && page.headlines >= 0.9, "{}", path.display());
    }
}
