//! What is worked on.

#[path = "../paper.rs"]
mod paper;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use stet::import::import_file;
use stet::page::{Encoding, Page, Source};

/// How much text one pass works on, in bytes: enough to be timed, and little enough for many passes.
pub const PASS: usize = 1_000_000;

/// Pages of made-up text, of at most so many bytes together.
pub fn made_up(most: usize) -> Vec<Arc<Page>> {
    let mut paper = paper::Paper::new();
    let mut bytes = 0;
    let page = || {
        let text = paper.page();
        bytes += text.len();
        (bytes < most).then(|| Arc::new(page_of(&text)))
    };
    std::iter::from_fn(page).collect()
}

/// One page of about so many bytes, of a sample's text over and over.
pub fn long(bytes: usize) -> Arc<Page> {
    let texts: Vec<String> = samples().iter().map(|page| page.text().to_owned()).collect();
    let text = texts.join("\n\n");
    Arc::new(page_of(&text.repeat(bytes / text.len() + 1)))
}

fn page_of(text: &str) -> Page {
    Page::new(Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 }, text)
}

/// The pages of these files, as often as it takes.
pub fn repeated(files: &[PathBuf]) -> Vec<Arc<Page>> {
    let read: Vec<Arc<Page>> = files.iter().filter_map(|file| import_file(file, None).ok()).map(Arc::new).collect();
    let bytes: usize = read.iter().map(|page| page.text().len()).sum();
    read.iter().cycle().take(read.len() * (PASS / bytes.max(1) + 1)).cloned().collect()
}

/// Pages that a newspaper may have had.
pub fn samples() -> Vec<Arc<Page>> {
    let files = ["assets/samples/riverside-daily-1.raw.txt", "assets/samples/riverside-daily-2.raw.txt"];
    files.iter().map(|file| Arc::new(import_file(Path::new(file), None).expect("a sample"))).collect()
}
