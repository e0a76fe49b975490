//! How fast a first draft is made, beside jieba-rs's own `cut` of the same text in the same run.
//!
//! `cargo bench --no-default-features --bench clean` measures pages of made-up text that does not repeat; with paths of raw pages after
//! `--` it measures these, as often as it takes.

#[path = "paper.rs"]
mod paper;

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use stet::import::import_file;
use stet::language::with_dictionary;
use stet::page::{Encoding, Page, Source};
use stet::style::HouseStyle;

/// How much text one measured pass works on, in bytes, so that it takes long enough to be timed.
const PASS: usize = 4_000_000;
/// How many passes; of each work the middle time counts.
const PASSES: usize = 15;

fn main() {
    let named: Vec<PathBuf> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).map(PathBuf::from).collect();
    let pages = if named.is_empty() { made_up() } else { repeated(&named) };
    let bytes: usize = pages.iter().map(|page| page.text().len()).sum();
    if bytes == 0 {
        println!("no pages to measure");
        return;
    }
    let texts: Vec<&str> = pages.iter().map(|page| page.text()).collect();
    let style = HouseStyle::standard();

    let cut = || texts.iter().map(|text| with_dictionary(text, |dictionary| dictionary.cut(black_box(text), false).len())).sum::<usize>();
    let hmm = || texts.iter().map(|text| with_dictionary(text, |dictionary| dictionary.cut(black_box(text), true).len())).sum::<usize>();
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..PASSES {
        for (times, time) in times.iter_mut().zip([time(cut), time(hmm), on(1, &pages, style), on(2, &pages, style)]) {
            times.push(time);
        }
    }
    let [cut, hmm, one, two] = times.map(middle);
    let rate = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
    println!("{} pages, {:.1} MB of raw text", pages.len(), bytes as f64 / 1e6);
    println!("jieba cut, dictionary alone  {:7.1} MB/s", rate(cut));
    println!("jieba cut, with HMM          {:7.1} MB/s", rate(hmm));
    println!("clean, one core              {:7.1} MB/s   {:.2} of the cut", rate(one), cut.as_secs_f64() / one.as_secs_f64());
    println!("clean, two cores             {:7.1} MB/s   {:.2} times one core", rate(two), one.as_secs_f64() / two.as_secs_f64());
}

fn made_up() -> Vec<Arc<Page>> {
    let mut paper = paper::Paper::new();
    let mut bytes = 0;
    let page = || {
        let text = paper.page();
        bytes += text.len();
        let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
        (bytes < PASS).then(|| Arc::new(Page::new(source, &text)))
    };
    std::iter::from_fn(page).collect()
}

fn repeated(files: &[PathBuf]) -> Vec<Arc<Page>> {
    let read: Vec<Arc<Page>> = files.iter().filter_map(|file| import_file(file, None).ok()).map(Arc::new).collect();
    let bytes: usize = read.iter().map(|page| page.text().len()).sum();
    read.iter().cycle().take(read.len() * (PASS / bytes.max(1) + 1)).cloned().collect()
}

fn on(threads: usize, pages: &[Arc<Page>], style: &HouseStyle) -> Duration {
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| time(|| stet::clean::clean(black_box(pages), style).articles().len())),
        Err(_) => Duration::MAX,
    }
}

fn time<T>(work: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The middle one of several times: a machine with other work to do has lucky moments and unlucky ones.
fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or(Duration::MAX)
}
