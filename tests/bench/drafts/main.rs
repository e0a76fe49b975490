//! How good first drafts are: one table for every set of pages with gold, beside the figures of the last landing.
//!
//! `cargo bench --no-default-features --bench drafts` measures the sets under `../shared` beside the repository, where there is one, and
//! pages made up by this project. `--write` keeps the figures as those of the landing; `--pages SET` prints a line a page of a set,
//! `--cases` what is wrong in each case, `--starts` how often what the draft says it is sure of to a degree is right.

mod cases;
#[allow(dead_code, reason = "the two programs of first drafts use different parts of it")]
#[path = "../maker/mod.rs"]
mod maker;
#[allow(dead_code, reason = "the two programs of first drafts use different parts of it")]
mod score;
#[allow(dead_code, reason = "the two programs of first drafts use different parts of it")]
mod sets;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use score::{Score, score};
use serde_json::Value;
use stet::export::{Format, LineImages, Options, export};
use stet::page::Page;
use stet::style::HouseStyle;

/// The figures of the last landing, a set a line.
const LANDING: &str = include_str!("landing.txt");

/// Paragraphs, articles and headlines, in per cent; of cases the lines alone.
type Figures = [f64; 3];

fn main() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| words.iter().any(|other| other == word);
    let shown = words.iter().position(|word| word == "--pages").and_then(|at| words.get(at + 1));
    let mut table: Vec<(String, Figures)> = Vec::new();
    println!("{:<28} {:>22}   {:>22}", "paragraph/article/headline", "now", "last landing");
    if !shared.is_dir() {
        println!("{} is not there: its sets are not measured", shared.display());
    }
    for set in sets::SETS {
        let mut total = Score::default();
        let pages = set.pages(&shared);
        for known in &pages {
            let one = score(&known.raw, &known.gold, &draft(std::slice::from_ref(&known.page)));
            if shown.is_some_and(|shown| shown == set.name) {
                println!("  {:<26} {}   lost {} added {}", known.name, line(figures(&one)), one.lost, one.added);
            }
            total += one;
        }
        if !pages.is_empty() {
            show(set.name, figures(&total), Some(&total), &mut table);
        }
    }
    let found = cases::cases(&shared.join("cases"));
    if !found.is_empty() {
        let mut sum = score::Found::default();
        for case in found {
            sum += run_case(&case, has("--cases"));
        }
        show("cases, lines", [sum.recall(), 0.0, 0.0], None, &mut table);
    }
    for kind in maker::Kind::ALL {
        let mut total = Score::default();
        for seed in maker::MEASURED {
            let made = maker::page(kind, seed);
            total += score(made.page.text(), &made.gold(), &draft(&[Arc::new(made.page.clone())]));
        }
        show(&format!("made: {}", kind.name()), figures(&total), Some(&total), &mut table);
    }
    if has("--write") {
        let text: String = table.iter().map(|(name, [p, a, h])| format!("{name}\t{p:.1}\t{a:.1}\t{h:.1}\n")).collect();
        let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/drafts/landing.txt");
        match std::fs::write(&path, text) {
            Ok(()) => println!("kept in {}", path.display()),
            Err(error) => println!("{}: {error}", path.display()),
        }
    }
}

/// The draft of some pages, as the JSON export has it.
fn draft(pages: &[Arc<Page>]) -> Value {
    let style = HouseStyle::standard();
    let edition = stet::clean::clean(pages, style);
    let json = export(&edition, Format::Json, style, &Options::standard(Format::Json, style), &LineImages::default())
        .into_vec()
        .unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}

fn figures(score: &Score) -> Figures {
    [score.paragraphs.f1(), score.articles.f1(), score.headlines.recall()]
}

fn line([paragraphs, articles, headlines]: Figures) -> String {
    format!("{paragraphs:>6.1} {articles:>6.1} {headlines:>6.1}")
}

fn show(name: &str, now: Figures, score: Option<&Score>, table: &mut Vec<(String, Figures)>) {
    let before: BTreeMap<&str, Figures> = LANDING.lines().filter_map(landing).collect();
    let before = before.get(name).map_or_else(|| "new".to_owned(), |figures| line(*figures));
    let harm = score.filter(|score| score.lost + score.added > 0).map(|score| format!("   LOST {} ADDED {}", score.lost, score.added));
    println!("{name:<28} {:>22}   {before:>22}{}", line(now), harm.unwrap_or_default());
    table.push((name.to_owned(), now));
}

fn landing(line: &str) -> Option<(&str, Figures)> {
    let mut columns = line.split('\t');
    let name = columns.next()?;
    let mut figure = || columns.next()?.parse().ok();
    Some((name, [figure()?, figure()?, figure()?]))
}

fn run_case(case: &Path, loud: bool) -> score::Found {
    let pages = cases::pages(case);
    let lines = if pages.is_empty() { Vec::new() } else { cases::lines(&draft(&pages)) };
    let (found, missing, instead) = cases::compare(cases::wanted(case), lines);
    if loud {
        println!("  {:<34} {:>3} of {:>3}", case.file_name().unwrap_or_default().to_string_lossy(), found.right, found.wanted);
        missing.iter().for_each(|line| println!("    wanted {line}"));
        instead.iter().filter(|_| !missing.is_empty()).for_each(|line| println!("    got    {line}"));
    }
    found
}
