//! Many editions at once, from the command line.

use std::path::Path;
use std::process::{Command, Output};

use stet::store;

use crate::editions::{hostile, rich};

fn stet(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_stet"));
    program.env("LC_ALL", "C").env_remove("LANGUAGE");
    program.args(arguments).current_dir(folder).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with editions: two of the same name, one broken.
fn editions() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    store::save(&folder.path().join("a/page.ron"), &rich()).unwrap();
    store::save(&folder.path().join("b/page.ron"), &hostile()).unwrap();
    std::fs::write(folder.path().join("broken.ron"), "Edition(\n  ???").unwrap();
    folder
}

/// The files in a folder, but for the list of what was exported to it.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != store::EXPORT_LIST);
    names.sort();
    names
}

#[test]
fn a_bad_edition_is_told_of_and_the_others_are_exported() {
    let folder = editions();
    let output = stet(folder.path(), &["export", "a/page.ron", "broken.ron", "b/page.ron", "none.ron", "-f", "tei", "-o", "out/"]);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "some were exported: {words}");
    for part in ["broken.ron:1:", "none.ron: ", "2 of 4 editions", "b/page.ron: there is a page.tei.xml"] {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert_eq!(words.lines().count(), 4, "{words}");
    assert_eq!(names(&folder.path().join("out")), ["page-2.tei.xml", "page.tei.xml"]);
    let none = stet(folder.path(), &["export", "broken.ron", "none.ron", "-f", "tei", "-o", "out/"]);
    assert_eq!(none.status.code(), Some(2), "none was exported: {}", said(&none));
    let one = stet(folder.path(), &["export", "a/page.ron", "-f", "tei"]);
    assert_eq!(std::fs::read(folder.path().join("out/page.tei.xml")).unwrap(), one.stdout);
}

#[test]
fn all_good_editions_end_well_and_say_nothing() {
    let folder = editions();
    std::fs::rename(folder.path().join("b/page.ron"), folder.path().join("b/other.ron")).unwrap();
    let output = stet(folder.path(), &["export", "a/page.ron", "b/other.ron", "-f", "epub", "-o", "books"]);
    assert!(output.status.success() && output.stderr.is_empty() && output.stdout.is_empty(), "{}", said(&output));
    assert_eq!(names(&folder.path().join("books")), ["other.epub", "page.epub"]);
}

#[test]
fn articles_become_files_that_stay_in_their_folder() {
    let folder = editions();
    let output = stet(folder.path(), &["export", "b/page.ron", "-f", "md", "--with", "per-article", "-o", "out"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(names(folder.path()), ["a", "b", "broken.ron", "out"]);
    assert_eq!(names(&folder.path().join("out")), ["page"]);
    let files = names(&folder.path().join("out/page"));
    assert_eq!(files.len(), 5, "{files:?}");
    for (number, file) in files.iter().enumerate() {
        assert!(file.starts_with(&format!("page-{:03}-", number + 1)) && file.ends_with(".md") && file.len() < 255, "{file}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = editions();
    let cases: [(&[&str], &str); 6] = [
        (&["a/page.ron", "b/page.ron", "-f", "txt"], "--output"),
        (&["a/page.ron", "-f", "txt", "--with", "per-article"], "--output"),
        (&["a/page.ron", "-f", "json", "--without", "brackets"], "json has no switch brackets"),
        (&["a/page.ron", "-f", "md", "--width", "20"], "neither width nor indent"),
        (&["a/page.ron", "-f", "txt", "--with", "brackts"], "there is no such switch"),
        (&["a/page.ron", "b/page.ron", "-f", "txt", "-o", "broken.ron"], "broken.ron: is no folder"),
    ];
    for (arguments, words) in cases {
        let output = stet(folder.path(), &[&["export"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(words), "{words} in {}", said(&output));
    }
}

#[test]
fn options_reach_the_export() {
    let folder = editions();
    let out =
        |arguments: &[&str]| String::from_utf8(stet(folder.path(), &[&["export", "a/page.ron", "-f"], arguments].concat()).stdout).unwrap();
    let plain = out(&["txt"]);
    assert!(plain.contains("［编者拟的题］") && plain.contains("\n　　3月2日，"));
    let other = out(&[
        "txt",
        "--without",
        "brackets",
        "--with",
        "legend,page-headings",
        "--with",
        "section-headings",
        "--indent",
        "1",
        "--width",
        "12",
    ]);
    assert!(!other.contains('［') && other.contains("【1版】\n【要闻】\n") && other.contains("【2版】"), "{other}");
    assert!(other.contains("\n　3月2日，") && other.contains("【凡例】\n□　"), "{other}");
    assert!(out(&["csv"]).contains(",headline,") && out(&["csv", "--language", "zh"]).contains(",标题,"));
    let help = String::from_utf8(stet(folder.path(), &["export", "--help"]).stdout).unwrap();
    for format in stet::export::Format::ALL {
        assert!(help.contains(format.about()), "{help}");
    }
}
