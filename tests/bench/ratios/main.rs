//! How fast the program is, in one table: each work of ours beside a yardstick that is measured in the same passes, so that a ratio says the
//! same on a fast machine and a slow one, idle or busy. What the desk does is shown too, but not kept: it works with threads.
//!
//! `cargo bench --bench ratios` measures pages of made-up text that does not repeat, and fails when a ratio has fallen by more than a quarter
//! against `kept.txt`; `--keep` writes that file. `cargo bench --profile dev --bench ratios` does so with what the tests are built with, which
//! has ratios of its own. With paths of raw pages after `--` it measures these instead, `--growth` shows whether all steps take as long a
//! byte on a page of 16 MB as on one of 1 MB, and `--saving` measures saving and opening alone; none is compared with what is kept.
//! `--no-default-features` leaves the window out.
#![allow(clippy::expect_used, reason = "a bench that cannot go on has failed")]

mod growth;
mod kept;
mod pages;
mod saving;
#[cfg(feature = "desk")]
mod screen;
mod table;
mod timing;
#[cfg(feature = "desk")]
#[path = "../typing.rs"]
mod typing;
mod work;

use std::path::PathBuf;
use std::process::ExitCode;

use table::Table;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| words.iter().any(|other| other == word);
    let files: Vec<PathBuf> = words.iter().filter(|word| !word.starts_with('-')).map(PathBuf::from).collect();
    // All is measured on one core, as the yardsticks are.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("a thread");
    if has("--growth") {
        growth::print();
        return ExitCode::SUCCESS;
    }
    let pages = if files.is_empty() { pages::made_up(pages::PASS) } else { pages::repeated(&files) };
    if pages.is_empty() {
        println!("no pages to measure");
        return ExitCode::FAILURE;
    }
    let saves_alone = has("--saving");
    let mut table = Table::new(files.is_empty() && !saves_alone && !has("--keep"));
    if saves_alone {
        saving::measure(&pages, &mut table);
        return ExitCode::SUCCESS;
    }
    work::measure(&pages, &mut table);
    saving::measure(&pages, &mut table);
    #[cfg(feature = "desk")]
    screen::measure(&mut table);
    if has("--keep") {
        return table.keep();
    }
    ExitCode::from(u8::from(table.has_fallen()))
}
