//! What must hold whatever happens: disks that fail, processes that die, files that are broken, other hands.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expected by failing")]

mod attacks;
mod collection;
mod day;
mod disk;
mod endless;
mod export;
mod full;
#[path = "../laws/generate.rs"]
#[allow(dead_code, reason = "the laws use more of it")]
mod generate;
mod growth;
mod hands;
mod input;
mod journal;
#[cfg(feature = "desk")]
mod kill;
mod promises;
mod salvage;
mod search;
mod versions;

use std::path::Path;
use std::sync::Arc;

use stet::clean::clean;
use stet::edition::Edition;
use stet::import::import_bytes;
use stet::style::HouseStyle;

/// The first draft of the sample page.
fn sample() -> Edition {
    let bytes = include_bytes!("../../assets/samples/riverside-daily-1.raw.txt");
    let page = import_bytes(Path::new("riverside-daily-1.raw.txt"), bytes, None).expect("the sample is a page");
    clean(&[Arc::new(page)], HouseStyle::standard())
}

/// The names of the files in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
