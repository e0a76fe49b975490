//! Small cases, each with the lines that must come out of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use stet::import::import_file;
use stet::page::Page;

use super::score::{Found, words};

const ENDINGS: [&str; 4] = [".alto.xml", ".page.xml", ".hocr", ".txt"];

/// The cases of a folder: a file, or a folder of pages.
pub fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [folder.to_owned(), folder.join("small")] {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = path.to_string_lossy().into_owned();
            let is_file = ENDINGS.iter().any(|end| name.ends_with(end)) && !name.ends_with(".right.txt");
            if is_file || path.join("right.txt").is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The pages of a case.
pub fn pages(case: &Path) -> Vec<Arc<Page>> {
    let mut files = vec![case.to_owned()];
    if case.is_dir() {
        files = std::fs::read_dir(case).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        files.retain(|file| !file.to_string_lossy().contains("right"));
        files.sort();
    }
    files.iter().filter_map(|file| import_file(file, None).ok().map(Arc::new)).collect()
}

/// The lines that must come out of a case.
pub fn wanted(case: &Path) -> Vec<String> {
    let name = case.to_string_lossy().into_owned();
    let base = ENDINGS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name).to_owned();
    let general = ["-ltr", "-rtl", "-ttb"].iter().find_map(|end| base.strip_suffix(end)).unwrap_or(&base).to_owned();
    let places = [format!("{base}.right.txt"), format!("{name}/right.txt"), format!("{general}.right.txt")];
    let text = places.iter().find_map(|place| std::fs::read_to_string(place).ok()).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('[')).map(str::to_owned).collect()
}

/// The lines of a draft, marked as the cases mark them.
pub fn lines(draft: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for article in draft["articles"].as_array().into_iter().flatten() {
        for (key, mark) in [("kicker", "kicker "), ("headline", "# "), ("deck", "deck ")] {
            lines.extend(words(&article[key]).iter().map(|text| format!("{mark}{text}")));
        }
        lines.extend(article["byline"].as_str().filter(|text| !text.is_empty()).map(|text| format!("by {text}")));
        lines.extend(words(&article["paragraphs"]).iter().map(|text| (*text).to_owned()));
        lines.extend(words(&article["captions"]).iter().map(|text| format!("caption {text}")));
        lines.extend(article["jump"].as_str().filter(|text| !text.is_empty()).map(|text| format!("jump {text}")));
    }
    lines
}

/// How many of the wanted lines came out; what did not, and what came instead.
pub fn compare(wanted: Vec<String>, mut lines: Vec<String>) -> (Found, Vec<String>, Vec<String>) {
    let all = wanted.len();
    let mut missing = Vec::new();
    for line in wanted {
        match lines.iter().position(|other| *other == line) {
            Some(at) => drop(lines.remove(at)),
            None => missing.push(line),
        }
    }
    (Found { right: all - missing.len(), all, wanted: all }, missing, lines)
}
