//! Bags: each file is listed with its sum, sources are there as they were or said to be missing, and a bag is one by bagit's own word.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use stet::clean::clean;
use stet::edition::{Edition, Masthead};
use stet::export::{File, Format, LineImages, Options, Switch, folder};
use stet::import::import_file;
use stet::page::{Encoding, Page, PageIndex, Source};
use stet::store;
use stet::style::HouseStyle;

use crate::editions::{all, hostile, rich};
use crate::readers::{read, reader};

fn bag(edition: &Edition, near: Option<&Path>) -> (BTreeMap<String, Vec<u8>>, Vec<PageIndex>) {
    let style = HouseStyle::standard();
    let made = folder(edition, Format::Bag, style, &Options::standard(Format::Bag, style), &LineImages::default(), near).expect("a folder");
    let count = made.files.len();
    let files: BTreeMap<String, Vec<u8>> = made.files.into_iter().map(|File { name, bytes }| (name, bytes.into_vec().unwrap())).collect();
    assert_eq!(files.len(), count, "no name twice");
    (files, made.without)
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, name: &str) -> &'f str {
    std::str::from_utf8(&files[name]).expect("text in UTF-8")
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What RFC 8493 asks of a bag.
fn check(name: &str, files: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(text(files, "bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    for (list, is_listed) in [("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false)] {
        let listed: BTreeMap<&str, &str> =
            text(files, list).lines().map(|line| line.split_once("  ").expect("a sum and a name")).map(|(sum, file)| (file, sum)).collect();
        let own = files.iter().filter(|(file, _)| file.starts_with("data/") == is_listed && *file != "tagmanifest-sha256.txt");
        let expected: BTreeMap<&str, String> = own.map(|(file, bytes)| (file.as_str(), sum(bytes))).collect();
        assert_eq!(listed.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name} {list}");
        assert!(expected.iter().all(|(file, sum)| listed[file] == sum), "{name} {list}");
    }
    for line in text(files, "bag-info.txt").lines() {
        let (label, value) = line.split_once(": ").unwrap_or_else(|| panic!("{name}: {line}"));
        assert!(!value.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{name}: {line}");
    }
    let payload: Vec<&Vec<u8>> = files.iter().filter(|(file, _)| file.starts_with("data/")).map(|(_, bytes)| bytes).collect();
    let oxum = format!("Payload-Oxum: {}.{}\n", payload.iter().map(|bytes| bytes.len()).sum::<usize>(), payload.len());
    assert!(text(files, "bag-info.txt").contains(&oxum), "{name}");
    for file in files.keys() {
        let parts = file.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.eq_ignore_ascii_case("con"));
        assert!(parts && !file.contains(['%', '\r', '\n', '\\']), "{name}: {file}");
    }
}

#[test]
fn everything_in_a_bag_is_listed_with_its_sum() {
    for (name, edition) in all() {
        let (files, without) = bag(&edition, None);
        check(name, &files);
        assert!(without.is_empty(), "sources were not asked for");
        let again = store::from_ron(Path::new("edition.ron"), text(&files, "data/edition.ron")).expect("an edition");
        assert_eq!(again, edition, "{name}");
        assert!(
            ["data/edition.tei.xml", "data/edition.json", "data/edition.txt", "data/edition.pdf"]
                .iter()
                .all(|file| files.contains_key(*file))
        );
    }
    let (files, _) = bag(&rich(), None);
    let info = text(&files, "bag-info.txt");
    assert!(
        info.contains("Newspaper: 河湾日报\n") && info.contains("Issue-Date: 2022-03-28\n") && info.contains("Page-Count: 2\n"),
        "{info}"
    );
    assert!(!info.contains("Bagging-Date"), "exports have no clock");
}

#[test]
fn sources_are_packed_as_they_were_or_said_to_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["1.raw.txt", "2.raw.txt", "半%25.raw.txt"].map(|name| folder.path().join(name));
    for (path, bytes) in
        paths.iter().zip([&b"\xb1\xbe\xb1\xa8\xd1\xb6\xbd\xf1\xcc\xec\r\n"[..], "第二版今天的消息。\n".as_bytes(), "第三版。\n".as_bytes()])
    {
        std::fs::write(path, bytes).unwrap();
    }
    let pages: Vec<Arc<Page>> = paths.iter().map(|path| Arc::new(import_file(path, None).expect("a page"))).collect();
    let edition = clean(&pages, HouseStyle::standard());
    std::fs::write(&paths[1], "changed since").unwrap();
    let (files, without) = bag(&edition, Some(&folder.path().join("edition.ron")));
    check("sources", &files);
    assert_eq!(without, [PageIndex(1)]);
    assert_eq!(files["data/sources/1.raw.txt"], std::fs::read(&paths[0]).unwrap());
    assert!(files.contains_key("data/sources/半_25.raw.txt") && !files.contains_key("data/sources/2.raw.txt"), "{:?}", files.keys());
    let missing = format!("Missing-Source: 2.raw.txt (SHA-256 {})\n", pages[1].source().sha256);
    assert!(text(&files, "bag-info.txt").contains(&missing));
}

#[test]
fn a_file_of_many_pages_is_packed_once_and_files_of_one_name_get_numbers() {
    let folder = tempfile::tempdir().unwrap();
    for (place, text) in [("a", "甲版"), ("b", "乙版")] {
        std::fs::create_dir(folder.path().join(place)).unwrap();
        std::fs::write(folder.path().join(place).join("con.txt"), text).unwrap();
    }
    let page = |name: &str, text: &str, whole: &str| {
        Arc::new(Page::new(Source { file: name.to_owned(), sha256: sum(whole.as_bytes()), encoding: Encoding::UTF_8 }, text))
    };
    let mut pages = vec![page("con.txt", "甲版", "甲版"), page("con.txt", "乙版", "乙版")];
    pages.extend((1..=1000).map(|number| page(&format!("con.txt#{number}"), "甲版", "甲版")));
    let edition = Edition::new(Masthead::default(), pages, Vec::new(), Vec::new(), Vec::new());
    let (files, without) = bag(&edition, Some(&folder.path().join("edition.ron")));
    check("many", &files);
    let sources: Vec<&str> = files.keys().map(String::as_str).filter(|name| name.starts_with("data/sources/")).collect();
    assert_eq!((sources, without.len()), (vec!["data/sources/_con-2.txt", "data/sources/_con.txt"], 0));
}

/// The package bagit (PyPI), the Library of Congress's own.
#[test]
fn bagit_takes_bags() {
    let Some(mut python) = reader("python3", &["-c", "import bagit"]) else { return };
    if !python.output().is_ok_and(|output| output.status.success()) {
        println!("there is no bagit here: skipped");
        return;
    }
    let program = "import sys, bagit\nbagit.Bag(sys.argv[1]).validate()";
    let write = |edition: &Edition, place: &Path| {
        for (name, bytes) in bag(edition, Some(Path::new("nowhere/e.ron"))).0 {
            let path = place.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    };
    let said_of = |place: &Path| read(reader("python3", &["-c", program]).expect("it was there"), place);
    for edition in [rich(), hostile()] {
        let place = tempfile::tempdir().unwrap();
        write(&edition, place.path());
        let (good, said) = said_of(place.path());
        assert!(good, "{said}");
        std::fs::write(place.path().join("data/edition.txt"), "changed").unwrap();
        assert!(!said_of(place.path()).0, "it would notice");
    }
}

#[test]
fn the_switches_are_those_of_what_is_in_the_bag() {
    let style = HouseStyle::standard();
    let options = Options::standard(Format::Bag, style).with(Switch::Brackets, false);
    let made = folder(&rich(), Format::Bag, style, &options, &LineImages::default(), None).expect("a folder");
    let found = made.files.iter().find(|file| file.name == "data/edition.txt").expect("the text");
    let read = String::from_utf8(super::bytes(found)).unwrap();
    assert!(read.contains("编者拟的题") && !read.contains("［编者拟的题］"));
}
