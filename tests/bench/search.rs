//! How fast a collection is indexed and searched.
//!
//! `cargo bench --no-default-features --bench search` makes a collection of made-up text of a million characters up; with a number after
//! `--` it has so many millions. One core: `taskset -c 0` before it.

#![allow(clippy::expect_used, reason = "a bench that cannot go on has failed")]

#[path = "paper.rs"]
mod paper;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use stet::clean::clean;
use stet::page::{Encoding, Page, Source};
use stet::search::{SearchOptions, SearchQuery, search};
use stet::store::{SEARCH_INDEX, save};
use stet::style::HouseStyle;

/// How many pages an edition has.
const PAGES: usize = 4;
/// How many times each query is asked; of the times the middle one counts.
const TIMES: usize = 15;
/// Common and rare characters, names, phrases, several words, and what is nowhere.
const QUERIES: [&str; 10] =
    ["的", "我们", "中国", "经济发展", "人民政府", "中华人民共和国", "工作 问题 人民", "headline:工作", "上海 date:1939", "饕餮鼍"];

fn main() {
    let millions: usize = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(1);
    let folder = tempfile::tempdir().expect("a folder");
    let characters = make_up(folder.path(), millions * 1_000_000);
    let options = SearchOptions { raw: false, limit: 50 };
    let ask = |typed: &str| {
        let query = SearchQuery::parse(typed).expect("a query");
        let since = Instant::now();
        let found = search(folder.path(), &query, options, &|_, _| true).expect("it can be searched").expect("nobody stops it");
        (since.elapsed(), found)
    };
    let (made, _) = ask("饕餮鼍");
    let size: u64 = std::fs::read_dir(folder.path().join(SEARCH_INDEX))
        .expect("an index")
        .flatten()
        .filter_map(|file| file.metadata().ok())
        .map(|file| file.len())
        .sum();
    println!("{characters} characters: index {:.2} s, {:.1} MB", made.as_secs_f64(), size as f64 / 1e6);
    for typed in QUERIES {
        let mut times: Vec<(Duration, usize)> = (0..TIMES).map(|_| ask(typed)).map(|(time, found)| (time, found.count)).collect();
        times.sort();
        let (middle, count) = times[TIMES / 2];
        println!("{:7.2} ms  {count:7} found  {typed}", middle.as_secs_f64() * 1e3);
    }
}

/// Writes editions of so many characters; how many there are.
fn make_up(folder: &Path, characters: usize) -> usize {
    let mut paper = paper::Paper::new();
    let (mut written, mut number) = (0, 0);
    let style = HouseStyle::standard();
    while written < characters {
        let pages: Vec<Arc<Page>> = (0..PAGES)
            .map(|page| {
                let text = paper.page();
                written += text.chars().filter(|c| !c.is_whitespace()).count();
                let source = Source { file: format!("{number}-{page}.txt"), sha256: String::new(), encoding: Encoding::UTF_8 };
                Arc::new(Page::new(source, &text))
            })
            .collect();
        let path = folder.join(format!("{number:05}.ron"));
        save(&path, &clean(&pages, style)).expect("written");
        let file = std::fs::OpenOptions::new().write(true).open(&path).expect("an edition");
        file.set_modified(std::time::SystemTime::now() - Duration::from_secs(3600)).expect("a time");
        number += 1;
    }
    written
}
