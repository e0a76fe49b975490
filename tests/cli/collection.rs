//! `stet collection`: a folder of issues as a list, drafted, checked and exported.

use std::path::Path;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use stet::page::PageIndex;
use stet::store::{load, save};

use super::read::{put_hocr, upper_part};
use super::{assert_fault, program, stet};

/// A raw page of a day.
fn page(folder: &Path, day: &str, page: usize) {
    let sample = format!("{}/assets/samples/riverside-daily-{page}.raw.txt", env!("CARGO_MANIFEST_DIR"));
    let path = folder.join(format!("riverside-daily-{day}-{page}.txt"));
    std::fs::copy(sample, &path).unwrap();
    age(&path);
}

/// Lets a file have been written an hour ago.
fn age(path: &Path) {
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for day in ["2022-03-28", "2022-03-29", "2022-03-31"] {
        page(folder.path(), day, 1);
        page(folder.path(), day, 2);
    }
    folder
}

fn out(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(folder: &Path) -> Value {
    serde_json::from_slice(&stet(folder, &["collection", ".", "--json"]).stdout).unwrap()
}

fn states(folder: &Path) -> Vec<String> {
    json(folder)["issues"].as_array().unwrap().iter().map(|issue| issue["state"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn issues_are_listed_with_the_days_that_are_missing() {
    let folder = folder();
    let list = out(&stet(folder.path(), &["collection", "."]));
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines[0].starts_with("Date        Day  No.  Pages  State"), "{list}");
    assert!(lines[1].starts_with("2022-03-28  Mon       2      raw"), "{list}");
    assert!(lines[4].starts_with("3 issues, 1 days missing") && lines[4].contains("{paper}-{date}-{page}"), "{list}");
    assert_eq!(out(&stet(folder.path(), &["collection", ".", "--missing"])), "2022-03-30  Wed\nmissing: 1\n");
    let chinese = out(&program(folder.path(), &["--language", "zh", "collection", "."]).output().unwrap());
    assert!(chinese.starts_with("日期") && chinese.contains("未整理") && chinese.contains("周一"), "{chinese}");
    let list = json(folder.path());
    assert_eq!((list["paper"].as_str(), list["missing"][0].as_str()), (Some("riverside-daily"), Some("2022-03-30")));
    assert_eq!((list["issues"][0]["pages"].as_u64(), list["issues"][0]["edition"].as_str()), (Some(2), None));
    assert_fault(&stet(folder.path(), &["collection", "none"]), 2, &["none"]);
    assert_fault(&stet(folder.path(), &["collection", ".", "--draft", "--check"]), 2, &["--check"]);
}

#[test]
fn settings_are_written_once_and_obeyed() {
    let folder = folder();
    assert!(stet(folder.path(), &["collection", ".", "--init"]).status.success());
    assert_fault(&stet(folder.path(), &["collection", ".", "--init"]), 2, &["collection.ron"]);
    let path = folder.path().join("collection.ron");
    let settings = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, settings.replace("without_issue: []", "without_issue: [\"2022-03-30\"]")).unwrap();
    assert_eq!(out(&stet(folder.path(), &["collection", ".", "--missing"])), "missing: 0\n");
    std::fs::write(&path, "Collection(\n  naming: 7,\n)").unwrap();
    assert_fault(&stet(folder.path(), &["collection", "."]), 2, &["collection.ron:2:"]);
}

#[test]
fn all_are_drafted_past_bad_ones_and_nothing_twice() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("riverside-daily-2022-04-01-1.txt"), "{\\rtf1 no page}").unwrap();
    let output = stet(at, &["collection", ".", "--draft"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("2022-04-01") && said.contains("3 now, 0 before, 1 not"), "{said}");
    assert_eq!(states(at), ["drafted", "drafted", "drafted", "raw"]);
    let edition = load(&at.join("riverside-daily-2022-03-28.ron")).unwrap();
    assert_eq!((edition.pages().len(), edition.masthead().date.as_deref()), (2, Some("2022-03-28")));
    // An editor's work stays, and what is done is not done again.
    std::fs::remove_file(at.join("riverside-daily-2022-04-01-1.txt")).unwrap();
    let before = std::fs::read(at.join("riverside-daily-2022-03-28.ron")).unwrap();
    let output = stet(at, &["collection", ".", "--draft"]);
    assert!(output.status.success() && out(&output).contains("0 now, 3 before, 0 not"), "{output:?}");
    assert_eq!(std::fs::read(at.join("riverside-daily-2022-03-28.ron")).unwrap(), before);
    // A page that came later is told of, and the edition is left.
    std::fs::write(at.join("riverside-daily-2022-03-28-3.txt"), "新的一版\n").unwrap();
    let output = stet(at, &["collection", ".", "--draft"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("riverside-daily-2022-03-28.ron"), "{output:?}");
    assert_eq!(std::fs::read(at.join("riverside-daily-2022-03-28.ron")).unwrap(), before);
}

#[test]
fn images_are_read_past_bad_ones_and_none_twice() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    put_hocr(at, "daily-2022-03-28-1", 6);
    page(at, "2022-03-29", 1);
    std::fs::write(at.join("daily-2022-03-30-1.png"), b"\x89PNG\r\n\x1a\nno image").unwrap();
    upper_part(6).save(at.join("daily-2022-03-31-1.png")).unwrap();
    stet(at, &["collection", ".", "--draft"]);
    let output = stet(at, &["collection", ".", "--read"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("riverside-daily-2022-03-29.ron: riverside-daily-2022-03-29-1.txt: its image is not found"), "{said}");
    assert!(
        said.contains("daily-2022-03-30.ron: ") && said.contains("daily-2022-03-30-1.png") && said.contains("read: 2 now, 0 before, 2 not"),
        "{said}"
    );
    let edition = |day: &str| load(&at.join(format!("daily-{day}.ron"))).unwrap();
    assert_eq!(edition("2022-03-28").witnesses(PageIndex(0)).len(), 1);
    let made = edition("2022-03-31");
    assert!(made.pages()[0].has_text() && made.masthead().date.as_deref() == Some("2022-03-31"));
    // What is read is not read again, and what was put right since is.
    let before = std::fs::read(at.join("daily-2022-03-28.ron")).unwrap();
    std::fs::remove_file(at.join("daily-2022-03-30-1.png")).unwrap();
    std::fs::remove_file(at.join("riverside-daily-2022-03-29-1.txt")).unwrap();
    std::fs::remove_file(at.join("riverside-daily-2022-03-29.ron")).unwrap();
    let output = stet(at, &["collection", ".", "--read"]);
    assert!(output.status.success() && out(&output).contains("read: 0 now, 2 before, 0 not"), "{output:?}");
    assert_eq!(std::fs::read(at.join("daily-2022-03-28.ron")).unwrap(), before);
    assert_fault(&stet(at, &["collection", ".", "--read", "--check"]), 2, &["--check"]);
}

#[test]
fn queries_are_counted_once_for_each_state_of_an_edition() {
    let folder = folder();
    let at = folder.path();
    stet(at, &["collection", ".", "--draft"]);
    // The editions were written just now, so that their times tell little.
    let first = out(&stet(at, &["collection", ".", "--check"]));
    assert!(first.contains("3 now, 0 before"), "{first}");
    let count = json(at)["issues"][0]["queries"].as_u64().unwrap();
    let queries = String::from_utf8(stet(at, &["check", "riverside-daily-2022-03-28.ron"]).stdout).unwrap();
    assert!(count > 0 && queries.contains(&format!("queries: {count}\n")), "{queries}");
    let second = out(&stet(at, &["collection", ".", "--check"]));
    assert!(second.contains("0 now, 3 before"), "{second}");
    assert_eq!(first.lines().next(), second.lines().next(), "the sum is the same");
    std::fs::write(at.join("riverside-daily-2022-03-29.ron"), "Edition(").unwrap();
    let output = stet(at, &["collection", ".", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("2022-03-29.ron: is damaged"), "{output:?}");
}

#[test]
fn editions_are_exported_where_they_have_changed() {
    let folder = folder();
    let at = folder.path();
    assert_fault(&stet(at, &["collection", ".", "--export", "txt"]), 2, &["--draft"]);
    stet(at, &["collection", ".", "--draft"]);
    assert!(stet(at, &["collection", ".", "--export", "txt"]).status.success());
    let exported = at.join("export-txt");
    let files = || std::fs::read_dir(&exported).unwrap().count();
    assert_eq!(files(), 4, "three texts and the list of them");
    // A file that somebody has written in is left, as long as its edition is the same.
    let text = exported.join("riverside-daily-2022-03-28.txt");
    std::fs::write(&text, "a note").unwrap();
    assert!(stet(at, &["collection", ".", "--export", "txt"]).status.success());
    assert_eq!(std::fs::read_to_string(&text).unwrap(), "a note");
    let path = at.join("riverside-daily-2022-03-29.ron");
    save(&path, &load(&at.join("riverside-daily-2022-03-28.ron")).unwrap()).unwrap();
    let other = exported.join("riverside-daily-2022-03-29.txt");
    std::fs::remove_file(&other).unwrap();
    assert!(stet(at, &["collection", ".", "--export", "txt"]).status.success());
    assert!(other.is_file());
    assert!(stet(at, &["collection", ".", "--export", "txt", "--force"]).status.success());
    assert_ne!(std::fs::read_to_string(&text).unwrap(), "a note");
    assert_eq!(json(at)["issues"].as_array().unwrap().len(), 3, "what was exported is no issue");
}
