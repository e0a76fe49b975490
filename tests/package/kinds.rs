//! What the entries of the menu say that Stet opens, beside what its readers read.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use stet::import;

const EDITION: &str = "application/x-stet-edition";
const KINDS: &str = include_str!("../../assets/package/stet.xml");
const OWN: &str = include_str!("../../assets/package/stet.desktop");
const OTHERS: &str = include_str!("../../assets/package/zz-stet-pages.desktop");

/// What the database of kinds calls files of the endings that it knows without Stet.
const KNOWN: [(&str, &str); 20] = [
    ("html", "text/html"),
    ("htm", "text/html"),
    ("xml", "application/xml"),
    ("tsv", "text/tab-separated-values"),
    ("pdf", "application/pdf"),
    ("json", "application/json"),
    ("jsonl", "application/x-ndjson"),
    ("gz", "application/gzip"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("txt", "text/plain"),
    ("png", "image/png"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("jp2", "image/jp2"),
    ("jpx", "image/jpx"),
    ("jpf", "image/jpx"),
    ("j2k", "image/x-jp2-codestream"),
];

fn opened(entry: &str) -> BTreeSet<&str> {
    let line = entry.lines().find_map(|line| line.strip_prefix("MimeType=")).expect("it says what is opened");
    assert!(line.ends_with(';'));
    line.split_terminator(';').collect()
}

fn kinds(document: &Document<'_>) -> BTreeMap<String, Vec<String>> {
    let tag = |node: &Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let value = |node: Node<'_, '_>, name: &str| node.attribute(name).unwrap_or_default().to_owned();
    let kinds = document.descendants().filter(|node| tag(node, "mime-type"));
    kinds
        .map(|kind| (value(kind, "type"), kind.children().filter(|node| tag(node, "glob")).map(|node| value(node, "pattern")).collect()))
        .collect()
}

#[test]
fn the_entries_open_what_the_readers_read_and_nothing_else() {
    let document = Document::parse(KINDS).expect("it is XML");
    let own = kinds(&document);
    let by_ending = |ending: &str| {
        let pattern = format!("*.{ending}");
        let stets = own.iter().find(|(_, patterns)| patterns.contains(&pattern)).map(|(kind, _)| kind.as_str());
        stets.or_else(|| KNOWN.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind))
    };
    let told: BTreeSet<&str> = import::endings()
        .into_iter()
        .map(|ending| by_ending(ending).unwrap_or_else(|| panic!("which kind is .{ending}? Say it here and in a .desktop file")))
        .chain(own.keys().map(String::as_str))
        .chain(["text/xml", "application/xhtml+xml"])
        .collect();
    let (first, last) = (opened(OWN), opened(OTHERS));
    assert!(first.is_disjoint(&last));
    assert_eq!(first.union(&last).copied().collect::<BTreeSet<_>>(), told);
    assert!(first.contains(EDITION));
}

#[test]
fn stet_comes_first_only_for_kinds_of_its_own_trade() {
    let document = Document::parse(KINDS).expect("it is XML");
    let own = kinds(&document);
    assert!(opened(OWN).iter().all(|kind| own.contains_key(*kind)), "what others open is for the entry that comes last");
    assert!(OTHERS.contains("\nNoDisplay=true\n"), "the menu shows the program once");
    let exec = |entry: &str| entry.lines().find_map(|line| line.strip_prefix("Exec=")).map(str::to_owned);
    assert_eq!((exec(OWN), exec(OTHERS)), (Some("stet %F".into()), Some("stet %F".into())));
}

/// An edition is told by how it begins, of whichever version it is.
#[test]
fn editions_begin_as_the_database_is_told() {
    let document = Document::parse(KINDS).expect("it is XML");
    let edition = document.descendants().find(|node| node.attribute("type") == Some(EDITION)).expect("editions are in it");
    let marks: Vec<&str> = edition.descendants().filter_map(|node| node.attribute("value")).collect();
    let (first, names) = marks.split_first().expect("it has marks");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/versions");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the versions").flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let is_told = |text: &str| text.starts_with(first) && names.iter().any(|name| (25..=64).contains(&text.find(name).unwrap_or(0)));
        if entry.path().extension().is_some_and(|end| end == "ron") {
            assert!(is_told(&text), "{}", entry.path().display());
            count += 1;
        }
    }
    assert!(count > 3);
}

#[test]
fn the_debian_package_is_of_this_version() {
    let changes = include_str!("../../assets/package/debian-changelog");
    assert!(changes.starts_with(concat!("stet (", env!("CARGO_PKG_VERSION"), "-1) ")), "it is named in debian-changelog");
}
