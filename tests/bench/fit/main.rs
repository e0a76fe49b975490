//! Fits the models of first drafts: `cargo bench --no-default-features --bench fit_drafts [-- HOW]`.
//!
//! `--made` fits them on pages made up by this project alone, `--cross` fits them on all pages but a fold at a time and prints how good
//! drafts of these come out (`--pages`: page by page), with a table of how often what was sure to a degree was right; without either, both assets are fitted on all
//! pages, those under `../shared` included where they are there, and written.

mod boosting;
mod cross;
mod labels;
#[allow(dead_code, reason = "the two programs of first drafts use different parts of it")]
#[path = "../maker/mod.rs"]
mod maker;
#[allow(dead_code, reason = "the two programs of first drafts use different parts of it")]
#[path = "../drafts/score.rs"]
mod score;
#[allow(dead_code, reason = "the two programs of first drafts use different parts of it")]
#[path = "../drafts/sets.rs"]
mod sets;
mod tune;

use std::path::Path;
use std::sync::Arc;

use boosting::{Growth, Lines, grow};
use serde_json::Value;
use stet::clean::forest::{Forest, with_voice};
use stet::clean::states::Model;
use stet::clean::{Measured, measured};
use stet::page::Page;
use stet::style::HouseStyle;

/// How the shipped trees are grown.
const GROWTH: Growth = Growth { trees: 300, depth: 4, rate: 0.08, caution: 3.0, offered: 25, asked: 50 };
/// Into how many parts pages are parted to measure on what was not fitted on.
const FOLDS: usize = 4;

/// A page to learn from.
pub struct Lesson {
    set: String,
    /// What the page is called: pages of one name are never on two sides.
    name: String,
    page: Arc<Page>,
    raw: String,
    gold: Value,
    measured: Measured,
    states: Vec<u8>,
    weight: f32,
}

impl Lesson {
    fn of(set: &str, name: String, page: Arc<Page>, raw: String, gold: Value, weight: f32) -> Lesson {
        let measured = measured(&page, HouseStyle::standard());
        let states = labels::states(&page, &gold, &measured);
        Lesson { set: set.to_owned(), name, page, raw, gold, measured, states, weight }
    }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| words.iter().any(|other| other == word);
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let mut lessons = made();
    let mut told = format!("{} made-up pages", lessons.len());
    if !has("--made") {
        let real = real(&shared);
        if real.is_empty() {
            println!("{} is not there: fitting on made-up pages alone", shared.display());
        } else {
            told += &format!(" and {} pages beside the repository", real.len());
        }
        lessons.extend(real);
    }
    if has("--cross") {
        cross::print(&lessons, has("--pages"));
        return;
    }
    for (is_latin, name) in [(false, "draft-chinese"), (true, "draft-latin")] {
        let pages: Vec<&Lesson> = lessons.iter().filter(|lesson| lesson.measured.is_latin == is_latin).collect();
        if pages.is_empty() {
            continue;
        }
        let model = fit(&pages);
        let how = if has("--made") { " -- --made" } else { "" };
        let header = format!(
            "# Boosted trees for the states of lines: headline, story, paragraph, inside, apart.\n# Fitted on {told} by `cargo bench --no-default-features --bench fit_drafts{how}`.\n"
        );
        // What is fitted on made-up pages alone is looked at, not shipped.
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models");
        let folder = if has("--made") { Path::new(env!("CARGO_TARGET_TMPDIR")).to_owned() } else { shipped };
        let path = folder.join(format!("{name}.txt"));
        match std::fs::write(&path, header + &model.write()) {
            Ok(()) => println!("{}: {} lines learned", path.display(), pages.iter().map(|page| page.states.len()).sum::<usize>()),
            Err(error) => println!("{}: {error}", path.display()),
        }
    }
}

/// The pages made up to learn from.
fn made() -> Vec<Lesson> {
    let page = |(kind, seed): (maker::Kind, u64)| {
        let made = maker::page(kind, seed);
        let gold = made.gold();
        Lesson::of(
            &format!("made: {}", kind.name()),
            format!("{seed}"),
            Arc::new(made.page.clone()),
            made.page.text().to_owned(),
            gold,
            kind.weight(),
        )
    };
    maker::Kind::ALL.into_iter().flat_map(|kind| maker::LEARNED.map(move |seed| (kind, seed))).map(page).collect()
}

/// The pages with gold beside the repository.
fn real(shared: &Path) -> Vec<Lesson> {
    let lesson = |set: &sets::Set, known: sets::Known| {
        // What was right before stays right: pages typeset evenly, and Tesseract's, are few.
        let weight = if known.measured_apart(set) { 1.0 } else { 0.5 } * if matches!(set.folder, "pages" | "ocr") { 3.0 } else { 1.0 };
        Lesson::of(set.name, known.name, known.page, known.raw, known.gold, weight)
    };
    sets::SETS.iter().flat_map(|set| set.pages(shared).into_iter().map(|known| lesson(set, known)).collect::<Vec<_>>()).collect()
}

fn lines(pages: &[&Lesson]) -> Lines {
    Lines::of(&pages.iter().map(|page| (&page.measured.matrix, page.states.as_slice(), page.weight)).collect::<Vec<_>>())
}

/// A page's fold.
fn fold(lesson: &Lesson) -> usize {
    lesson.name.bytes().fold(7, |sum: usize, byte| sum * 31 % 9973 + usize::from(byte)) % FOLDS
}

/// Forests for each fold, grown on the pages of the others.
fn forests(pages: &[&Lesson]) -> Vec<Forest> {
    let grown = |part: usize| {
        let others: Vec<&Lesson> = pages.iter().copied().filter(|page| fold(page) != part).collect();
        grow(&lines(&others), GROWTH, 1)
    };
    (0..FOLDS).map(grown).collect()
}

/// What follows what, by what trees say of pages they were not grown on.
fn follows(pages: &[&Lesson], forests: &[Forest]) -> Model {
    let apart: Vec<_> = pages
        .iter()
        .filter_map(|page| {
            Some((
                with_voice(forests.get(fold(page))?.odds(&page.measured.matrix), page.measured.voice.as_deref()),
                page.states.as_slice(),
                page.weight,
            ))
        })
        .collect();
    tune::follows(&apart)
}

/// The model of a forest, with what follows what.
fn with_forest(follows: &Model, mut forest: Forest) -> Model {
    forest.start.iter_mut().zip(follows.forest.start).for_each(|(start, shift)| *start = ((*start + shift) * 1000.0).round() / 1000.0);
    Model { forest, follows: follows.follows }
}

/// Fits a model on all pages.
fn fit(pages: &[&Lesson]) -> Model {
    with_forest(&follows(pages, &forests(pages)), grow(&lines(pages), GROWTH, 1))
}
