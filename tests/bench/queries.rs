//! How good the queries are, on pages whose right text is known: `cargo bench --no-default-features --bench queries [-- FOLDER]`.
//! With `--questions` it prints what share of each question stands at an error, beside the confidence it is asked with; with `--evidence`
//! what the check of characters weighs there, for `tests/bench/pages/fit.py`; with `--marks` what that of marks does, for
//! `tests/bench/pages/marks.py`; with `--certainty` how sure the OCR was of what may be wrong
//! (of pages as hOCR), for `tests/bench/pages/certainty.py`; with `--witness` where the reader reads otherwise (of pages as hOCR, beside
//! their images), for `tests/bench/pages/witness.py`.
//!
//! `FOLDER` (by default `../shared` beside the repository) holds `ocr`, pages as OCR read them, and `pages`, pages with right characters
//! and hard lines; each `NAME.txt` or `NAME.raw.txt` with its `NAME.gold.json`.

mod evidence;
#[path = "../golden/gold.rs"]
mod gold;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use gold::{Gold, GoldArticle};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use stet::check::{Checker, Query, QueryKind, Sourced};
use stet::edition::{Edition, Role};
use stet::import::import_file;
use stet::page::{Encoding, Page, Source};
use stet::style::HouseStyle;

/// What a page is known to hold.
struct Known {
    page: Arc<Page>,
    articles: Vec<GoldArticle>,
}

fn main() {
    let named = std::env::args().skip(1).find(|word| !word.starts_with('-')).map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let endings = [".raw.txt", ".txt"];
    let (ocr, pages) = (known(&folder.join("ocr"), &endings), known(&folder.join("pages"), &endings));
    if ocr.is_empty() && pages.is_empty() {
        println!("no pages with gold under {}: nothing to measure", folder.display());
        return;
    }
    let is_asked = |option: &str| std::env::args().any(|word| word == option);
    if is_asked("--evidence") {
        evidence::print(&ocr);
        return;
    }
    if is_asked("--marks") {
        evidence::print_marks(&ocr);
        return;
    }
    if is_asked("--certainty") {
        evidence::print_certainty(&known(&folder.join("ocr"), &[".hocr"]));
        return;
    }
    if is_asked("--witness") {
        evidence::print_witness(&known(&folder.join("ocr"), &[".hocr"]), &folder.join("ocr"));
        return;
    }
    if is_asked("--questions") {
        questions(&ocr);
        return;
    }
    // The dictionaries are loaded apart.
    pages.iter().chain(&ocr).take(1).for_each(|known| drop(draft_and_check(&known.page)));
    wording(&ocr);
    boundaries(&pages);
    clean_text(if pages.is_empty() { &ocr } else { &pages });
    limits(&ocr, if pages.is_empty() { &ocr } else { &pages });
    speed(&pages);
}

/// The pages of a folder as OCR's plain text, each beside what it should say.
fn known(folder: &Path, endings: &[&str]) -> Vec<Known> {
    let read = |gold: PathBuf| {
        let name = gold.to_str()?.strip_suffix(".gold.json")?.to_owned();
        let file = endings.iter().map(|end| PathBuf::from(format!("{name}{end}"))).find(|file| file.is_file())?;
        let articles = Gold::read(&std::fs::read_to_string(gold).ok()?)?.articles;
        Some(Known { page: Arc::new(import_file(&file, None).ok()?), articles })
    };
    let mut golds: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    golds.sort();
    golds.into_iter().filter_map(read).collect()
}

fn draft_and_check(page: &Arc<Page>) -> (Edition, Vec<Query>) {
    draft_and_check_by(page, HouseStyle::standard())
}

fn draft_and_check_by(page: &Arc<Page>, style: &HouseStyle) -> (Edition, Vec<Query>) {
    let edition = stet::clean::clean(std::slice::from_ref(page), style);
    let queries = Checker::default().check(&edition, style);
    (edition, queries)
}

/// A character as it is compared: quotation marks, dashes and widths do not count.
fn fold(c: char) -> char {
    match c {
        '“' | '”' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        '—' => '-',
        _ => stet::language::width::fold(c),
    }
}

/// A wrong place: its offset in the raw text, in characters, and what should stand there; empty for too much.
struct Wrong {
    at: usize,
    right: String,
}

/// Where the raw text differs from the right one. What differs at more than a dozen characters together has moved.
fn errors(known: &Known) -> Vec<Wrong> {
    const MOVED: usize = 12;
    let raw: Vec<(usize, char)> = known.page.text().chars().enumerate().filter(|(_, c)| !c.is_whitespace()).collect();
    let told: String = known.articles.iter().flat_map(|article| article.headline.iter().chain(&article.paragraphs)).cloned().collect();
    let told: Vec<char> = told.chars().filter(|c| !c.is_whitespace()).collect();
    let (a, b): (Vec<char>, Vec<char>) = (raw.iter().map(|(_, c)| fold(*c)).collect(), told.iter().map(|c| fold(*c)).collect());
    let place = |index: usize| raw.get(index.min(raw.len().saturating_sub(1))).map_or(0, |(at, _)| *at);
    let text = |from: usize, len: usize| told.iter().skip(from).take(len).collect::<String>();
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &a, &b) {
        match op {
            DiffOp::Insert { old_index, new_index, new_len } if new_len <= MOVED => {
                found.push(Wrong { at: place(old_index), right: text(new_index, new_len) });
            }
            DiffOp::Delete { old_index, old_len, .. } if old_len <= MOVED => {
                found.extend((old_index..old_index + old_len).map(|index| Wrong { at: place(index), right: String::new() }));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } if old_len.max(new_len) <= MOVED => {
                for step in 0..old_len {
                    let right = if old_len == new_len { text(new_index + step, 1) } else { text(new_index, new_len) };
                    found.push(Wrong { at: place(old_index + step), right });
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a query is about a place, or beside it.
fn covers(range: (usize, usize), wrong: &Wrong) -> bool {
    range.0 <= wrong.at + 1 && wrong.at < range.1.max(range.0 + 1) + 1
}

fn is_about_wording(kind: QueryKind) -> bool {
    use QueryKind::{Character, Date, Missing, Name, Number, Punctuation};
    matches!(kind, Character | Punctuation | Number | Date | Name | Missing)
}

/// Wrong characters under a query, queries that point at one, and right remedies.
#[derive(Default)]
struct Tally {
    wrong: usize,
    covered: usize,
    /// Of each kind of query: how many, how many at an error, how many of these with the right remedy.
    kinds: BTreeMap<&'static str, (usize, usize, usize)>,
}

impl Tally {
    fn of(pages: &[Known], style: &HouseStyle, name: fn(&Query) -> &'static str) -> Tally {
        let mut tally = Tally::default();
        for known in pages {
            let errors = errors(known);
            let (edition, found) = draft_and_check_by(&known.page, style);
            let range = |query: &Query| {
                let span = edition.block(query.block).and_then(|(_, block)| query.source(&Sourced::new(block)));
                span.map(|span| (span.range.start.0 as usize, span.range.end.0 as usize))
            };
            let asked: Vec<(&Query, (usize, usize))> =
                found.iter().filter(|query| is_about_wording(query.kind)).filter_map(|query| Some((query, range(query)?))).collect();
            tally.wrong += errors.len();
            tally.covered += errors.iter().filter(|wrong| asked.iter().any(|(_, range)| covers(*range, wrong))).count();
            for (query, range) in asked {
                let under: Vec<&Wrong> = errors.iter().filter(|wrong| covers(range, wrong)).collect();
                let offers =
                    |right: &str| query.remedies.iter().filter_map(|remedy| remedy.replacement.as_ref()).any(|text| text.contains(right));
                let good = under.iter().any(|wrong| !wrong.right.is_empty() && offers(&wrong.right));
                let kind = tally.kinds.entry(name(query)).or_default();
                *kind = (kind.0 + 1, kind.1 + usize::from(!under.is_empty()), kind.2 + usize::from(good));
            }
        }
        tally
    }

    /// Recall, precision and right remedies, in per cent.
    fn shares(&self) -> (f64, f64, f64) {
        let sum = |of: fn(&(usize, usize, usize)) -> usize| self.kinds.values().map(of).sum::<usize>();
        let hits = sum(|kind| kind.1);
        (percent(self.covered, self.wrong), percent(hits, sum(|kind| kind.0)), percent(sum(|kind| kind.2), hits))
    }
}

fn wording(pages: &[Known]) {
    let tally = Tally::of(pages, HouseStyle::standard(), |query| query.kind.name());
    let (recall, precision, right) = tally.shares();
    println!("pages read by OCR: {} with {} errors", pages.len(), tally.wrong);
    println!("  errors under a query  {recall:5.1} %");
    println!("  queries at an error   {precision:5.1} %");
    println!("  right one offered     {right:5.1} % of these");
    for (kind, (queries, hits, right)) in tally.kinds {
        println!("    {kind:<12} {queries:4} queries, {hits:4} at an error, {right:4} with the right one");
    }
}

/// What share of each question about the wording stands at an error.
fn questions(pages: &[Known]) {
    let tally = Tally::of(pages, HouseStyle::standard(), |query| query.message.key);
    println!("question: asked, at an error, share in per cent");
    for (key, (queries, hits, _)) in tally.kinds {
        println!("{key:<26} {queries:4} {hits:4} {:5.1}", percent(hits, queries));
    }
}

/// What other limits of the house style would give.
fn limits(ocr: &[Known], pages: &[Known]) {
    println!("limit of thresholds.character: errors under a query, queries at an error, right one offered; queries per 1000 of right text");
    for limit in [6, 10, 13, 16, 20, 25] {
        let mut style = HouseStyle::standard().clone();
        style.thresholds.character = limit;
        let (recall, precision, right) = Tally::of(ocr, &style, |query| query.kind.name()).shares();
        let (characters, kinds) = right_text(pages, &style);
        let clean = 1000.0 * kinds.values().sum::<usize>() as f64 / characters.max(1) as f64;
        println!("  {limit:2} %  {recall:5.1}  {precision:5.1}  {right:5.1}  {clean:5.2}");
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// The solid characters on both sides of a paragraph's boundary, by which it is known again.
fn boundary(before: &str, after: &str) -> (String, String) {
    const NEAR: usize = 6;
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(fold).collect::<Vec<char>>();
    let (before, after) = (solid(before), solid(after));
    (before[before.len().saturating_sub(NEAR)..].iter().collect(), after[..after.len().min(NEAR)].iter().collect())
}

/// Wrong paragraph boundaries that are under a query, and how many queries ask about line breaks.
fn boundaries(pages: &[Known]) {
    let (mut wrong, mut asked, mut breaks, mut lines) = (0, 0, 0, 0);
    for known in pages {
        let (edition, queries) = draft_and_check(&known.page);
        let gold: HashSet<(String, String)> =
            known.articles.iter().flat_map(|article| article.paragraphs.windows(2).map(|pair| boundary(&pair[0], &pair[1]))).collect();
        let mut drawn = HashSet::new();
        let structural = |query: &&Query| !is_about_wording(query.kind);
        for article in edition.articles() {
            let told = |role: Role| matches!(role, Role::Paragraph | Role::Subheading);
            let blocks: Vec<_> = article.blocks().iter().filter(|block| told(block.role())).collect();
            for pair in blocks.windows(2) {
                let key = boundary(pair[0].text(), pair[1].text());
                if !gold.contains(&key) {
                    wrong += 1;
                    asked += usize::from(
                        queries.iter().filter(structural).any(|query| query.block == pair[1].id() || query.block == pair[0].id()),
                    );
                }
                drawn.insert(key);
            }
        }
        for (before, after) in gold.difference(&drawn) {
            // Run on: both halves stand in one block.
            let run_on = format!("{before}{after}");
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(fold).collect::<String>();
            if let Some((_, block)) = edition.blocks().find(|(_, block)| solid(block.text()).contains(&run_on)) {
                wrong += 1;
                asked += usize::from(queries.iter().filter(structural).any(|query| query.block == block.id()));
            }
        }
        breaks += queries.iter().filter(|query| query.kind == QueryKind::Break).count();
        lines += known.page.lines().filter(|line| !line.text.trim().is_empty()).count();
    }
    println!("pages with hard lines: {}", pages.len());
    println!("  wrong boundaries in a block with a query  {asked} of {wrong}");
    println!("  break queries  {:.1} % of {lines} lines", percent(breaks, lines));
}

/// A page whose lines are the right paragraphs.
fn flowing(articles: &[GoldArticle]) -> Arc<Page> {
    let mut text = String::new();
    for GoldArticle { headline, paragraphs } in articles {
        text.extend(headline.iter().map(|line| format!("{line}\n")));
        text.push('\n');
        text.extend(paragraphs.iter().map(|paragraph| format!("　　{paragraph}\n\n")));
    }
    Arc::new(Page::new(Source { file: "gold.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 }, &text))
}

/// How many characters right text has, and how many queries of each kind are about it.
fn right_text(pages: &[Known], style: &HouseStyle) -> (usize, BTreeMap<&'static str, usize>) {
    let (mut characters, mut kinds) = (0, BTreeMap::new());
    for known in pages {
        let page = flowing(&known.articles);
        characters += page.text().chars().filter(|c| !c.is_whitespace()).count();
        for query in draft_and_check_by(&page, style).1 {
            *kinds.entry(query.kind.name()).or_default() += 1;
        }
    }
    (characters, kinds)
}

/// Queries about text without errors.
fn clean_text(pages: &[Known]) {
    let (characters, kinds) = right_text(pages, HouseStyle::standard());
    let per_thousand = |count: usize| 1000.0 * count as f64 / characters.max(1) as f64;
    println!("right text: {characters} characters, {:.2} queries per 1000", per_thousand(kinds.values().sum()));
    for (kind, count) in kinds {
        println!("    {kind:<12} {:.2}", per_thousand(count));
    }
}

/// How often a check is timed; the middle time counts.
const RUNS: usize = 7;

/// How long a check takes, once the dictionaries are there.
fn speed(pages: &[Known]) {
    let style = HouseStyle::standard();
    for known in pages {
        let edition = stet::clean::clean(std::slice::from_ref(&known.page), style);
        let mut queries = 0;
        let mut once = || {
            let since = Instant::now();
            queries = Checker::default().check(&edition, style).len();
            since.elapsed().as_secs_f64() * 1e3
        };
        let mut times: Vec<f64> = (0..RUNS).map(|_| once()).collect();
        times.sort_by(f64::total_cmp);
        let milliseconds = times.get(RUNS / 2).copied().unwrap_or_default();
        println!(
            "{:<20} {:6} characters checked in {milliseconds:5.1} ms, {queries} queries",
            known.page.source().file,
            known.page.text().chars().count()
        );
    }
}
