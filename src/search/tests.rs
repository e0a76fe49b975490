//! Whole folders that are searched.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::*;
use crate::clean::clean;
use crate::edit::{Edit, Field, TermKind, apply};
use crate::edition::{Edition, Role};
use crate::import::import_bytes;
use crate::store::{SEARCH_INDEX, load, save};
use crate::style::HouseStyle;

const WATERWAY: &str =
    "河湾村新修水渠\n\n　　本报讯（记者 沈舟）河湾村昨天开工修建水渠。\n\n　　全村老少都来帮忙，下游的农田年内可以灌溉。\n";
const BRIDGE: &str = "渡口新橋通車\n\n　　本報訊 渡口新橋昨日通車，兩岸鄉民過河不再等船，農田的收成運得出去。\n";

fn edition(raw: &str, date: &str) -> Edition {
    let page = import_bytes(Path::new("page-1.txt"), raw.as_bytes(), None).unwrap();
    let mut edition = clean(&[Arc::new(page)], HouseStyle::standard());
    apply(&mut edition, &Edit::SetField { field: Field::Date, value: Some(date.to_owned()) }).unwrap();
    edition
}

/// Saves an edition as one that was written an hour ago, so that the index can trust its time.
fn keep(folder: &Path, name: &str, edition: &Edition) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    save(&path, edition).unwrap();
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    path
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), "1939-03-01.ron", &edition(WATERWAY, "1939-03-01"));
    keep(folder.path(), "1939/1939-05-02.ron", &edition(BRIDGE, "1939-05-02"));
    folder
}

/// Searches; how many editions were read for it besides.
fn counted(folder: &Path, typed: &str, raw: bool) -> (Found, usize) {
    let read = std::sync::atomic::AtomicUsize::new(0);
    let watch = |_: usize, all: usize| {
        read.store(all, std::sync::atomic::Ordering::Relaxed);
        true
    };
    let query = SearchQuery::parse(typed).unwrap();
    let found = search(folder, &query, SearchOptions { raw, limit: 20 }, &watch).unwrap().unwrap();
    (found, read.into_inner())
}

/// The files of the hits, with the context of each and what was found in it in brackets.
fn hits(folder: &Path, typed: &str) -> Vec<(String, String)> {
    shown(&counted(folder, typed, false).0)
}

fn shown(found: &Found) -> Vec<(String, String)> {
    let set_off = |hit: &Hit| {
        let parts = hit.context.parts().into_iter();
        parts.map(|(part, is_found)| if is_found { format!("[{part}]") } else { part }).collect::<String>()
    };
    found.hits.iter().map(|hit| (hit.name.clone(), set_off(hit))).collect()
}

fn names(folder: &Path, typed: &str) -> Vec<String> {
    hits(folder, typed).into_iter().map(|(name, _)| name).collect()
}

const FIRST: &str = "1939-03-01.ron";
const SECOND: &str = "1939/1939-05-02.ron";

#[test]
fn any_run_of_characters_is_found_in_either_script_and_shown_as_printed() {
    let folder = folder();
    for typed in ["开工修建", "修建水", "開工修建", "村昨天开", "\"河　湾 村昨\""] {
        assert!(names(folder.path(), typed).contains(&FIRST.to_owned()), "{typed}");
    }
    assert_eq!(
        hits(folder.path(), "乡民过河"),
        [(SECOND.to_owned(), "本報訊渡口新橋昨日通車，兩岸[鄉民過河]不再等船，農田的收成運得出去。".to_owned())]
    );
    assert_eq!(names(folder.path(), "修渠"), [""; 0]);
    assert_eq!(names(folder.path(), "农").len(), 2);
}

#[test]
fn an_article_has_all_the_words_wherever_they_stand_in_it() {
    let folder = folder();
    assert_eq!(names(folder.path(), "水渠 农田"), [FIRST], "they stand in two paragraphs");
    assert_eq!(names(folder.path(), "农田").len(), 2);
    assert_eq!(names(folder.path(), "水渠 新桥"), [""; 0]);
    assert_eq!(names(folder.path(), "农田 date:1939-04..1939-06"), [SECOND]);
    assert_eq!(names(folder.path(), "农田 date:1940"), [""; 0]);
    assert_eq!(names(folder.path(), "headline:水渠"), [FIRST]);
    assert_eq!(names(folder.path(), "headline:农田"), [""; 0]);
}

#[test]
fn headlines_tags_and_names_count_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut tagged = edition(BRIDGE, "1939-05-02");
    let article = tagged.articles()[0].id();
    for (term, text) in [(TermKind::Tag, "水渠"), (TermKind::Person, "沈舟")] {
        apply(&mut tagged, &Edit::AddTerm { article, term, text: text.to_owned() }).unwrap();
    }
    keep(folder.path(), "tagged.ron", &tagged);
    keep(folder.path(), "headline.ron", &edition(WATERWAY, "1939-03-01"));
    keep(folder.path(), "text.ron", &edition(&BRIDGE.replace("船", "水渠"), "1939-03-01"));
    assert_eq!(names(folder.path(), "水渠"), ["headline.ron", "tagged.ron", "text.ron"]);
    assert_eq!(names(folder.path(), "tag:水渠"), ["tagged.ron"]);
    assert_eq!(names(folder.path(), "name:沈舟"), ["tagged.ron"]);
}

#[test]
fn raw_text_is_searched_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut corrected = edition(&WATERWAY.replace("修建水渠。", "修建水梁。"), "1939-03-01");
    let block = corrected.articles()[0].with_role(Role::Paragraph).next().unwrap().clone();
    let at = block.text().chars().position(|c| c == '梁').unwrap();
    let place = |at| crate::edition::Place { block: block.id(), at: crate::edition::TextOffset::new(at) };
    apply(&mut corrected, &Edit::Splice { from: place(at), to: place(at + 1), insert: crate::edit::Fragment::plain("渠") }).unwrap();
    keep(folder.path(), FIRST, &corrected);
    assert_eq!(hits(folder.path(), "水梁"), []);
    assert_eq!(hits(folder.path(), "修建水渠").len(), 1);
    for (typed, raw) in [("水梁", true), ("raw:水梁", false)] {
        let (found, _) = counted(folder.path(), typed, raw);
        assert_eq!(found.hits.len(), 1, "{typed}");
        assert!(found.hits[0].in_raw_alone && shown(&found)[0].1.contains("修建[水梁]。"), "{:?}", found.hits);
        assert_eq!(found.hits[0].block, block.id());
    }
    assert_eq!(hits(folder.path(), "raw:修建水渠"), [], "it was corrected");
    assert_eq!(hits(folder.path(), "raw:帮忙").len(), 1, "where nothing was corrected the raw text is the text");
}

#[test]
fn a_hit_leads_to_its_place() {
    let folder = folder();
    let (found, _) = counted(folder.path(), "灌溉", false);
    let hit = &found.hits[0];
    let edition = load(&hit.edition).unwrap();
    let (_, block) = edition.block(hit.block).unwrap();
    let text: String = block.text().chars().skip(hit.range.0.chars()).take(hit.range.1.chars() - hit.range.0.chars()).collect();
    assert_eq!(text, "灌溉");
    assert_eq!((hit.title.as_str(), hit.date.as_deref(), hit.page.map(|page| page.0)), ("河湾村新修水渠", Some("1939-03-01"), Some(0)));
    assert_eq!(hit.article, Some(edition.articles()[0].id()));
    assert!(!hit.in_raw_alone && !hit.label.is_empty());
}

#[test]
fn what_was_written_since_is_read_and_what_has_gone_is_forgotten() {
    let folder = folder();
    let (found, read) = counted(folder.path(), "农田", false);
    assert_eq!((found.count, read, found.notes.as_slice()), (2, 2, &[][..]));
    assert_eq!(counted(folder.path(), "农田", false).1, 0);
    keep(folder.path(), FIRST, &edition(&WATERWAY.replace("农田", "菜地三亩"), "1939-03-01"));
    let (found, read) = counted(folder.path(), "农田", false);
    assert_eq!((found.count, read), (1, 1));
    assert_eq!(names(folder.path(), "菜地"), [FIRST]);
    fs::remove_file(folder.path().join(SECOND)).unwrap();
    let (found, read) = counted(folder.path(), "农田", false);
    assert_eq!((found.hits.len(), read), (0, 0));
}

#[test]
fn a_save_brings_an_index_that_is_there_up_to_date() {
    let folder = folder();
    let path = folder.path().join(SECOND);
    note_saved(&path);
    assert!(!folder.path().join(SEARCH_INDEX).exists(), "the first search makes it");
    counted(folder.path(), "农田", false);
    save(&path, &edition(&BRIDGE.replace("渡口", "河口"), "1939-05-02")).unwrap();
    note_saved(&path);
    let index = OpenIndex::open(folder.path()).unwrap().unwrap();
    let options = SearchOptions { raw: false, limit: 9 };
    let count = |typed: &str| look_up(folder.path(), &index, &SearchQuery::parse(typed).unwrap(), options).unwrap().count;
    assert_eq!((count("河口"), count("渡口"), count("水渠")), (1, 0, 1));
}

#[test]
fn an_index_that_is_lost_or_damaged_is_made_anew_wherever_it_is_cut() {
    let folder = folder();
    let expected = hits(folder.path(), "农田");
    let index = folder.path().join(SEARCH_INDEX);
    fs::remove_dir_all(&index).unwrap();
    let (found, read) = counted(folder.path(), "农田", false);
    assert_eq!((shown(&found), read, found.notes.len()), (expected.clone(), 2, 0));
    for turn in 0..40 {
        let mut files: Vec<PathBuf> =
            fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
        files.sort();
        let path = &files[turn % files.len()];
        let whole = fs::read(path).unwrap();
        match turn % 3 {
            0 => fs::write(path, &whole[..whole.len() / 2]).unwrap(),
            1 => fs::remove_file(path).unwrap(),
            _ => fs::write(path, vec![0xa5; whole.len()]).unwrap(),
        }
        let (found, _) = counted(folder.path(), "农田", false);
        assert_eq!(shown(&found), expected, "{path:?}");
        assert!(found.notes.iter().all(|note| *note == SearchNote::IndexMadeAnew), "{:?}", found.notes);
    }
    fs::remove_dir_all(&index).unwrap();
    fs::write(&index, "no folder").unwrap();
    let fault = search(folder.path(), &SearchQuery::parse("农田").unwrap(), SearchOptions { raw: false, limit: 9 }, &|_, _| true);
    assert!(matches!(fault, Err(SearchError::Index { .. })), "{fault:?}");
}

#[test]
fn while_another_writes_what_is_there_is_searched() {
    let folder = folder();
    counted(folder.path(), "农田", false);
    let directory = tantivy::directory::MmapDirectory::open(folder.path().join(SEARCH_INDEX)).unwrap();
    let lock = tantivy::Directory::acquire_lock(&directory, &tantivy::directory::INDEX_WRITER_LOCK).unwrap();
    keep(folder.path(), "new.ron", &edition(WATERWAY, "1939-06-01"));
    let (found, _) = counted(folder.path(), "水渠", false);
    assert_eq!((found.hits.len(), found.notes.as_slice()), (1, &[SearchNote::IndexBusy][..]));
    drop(lock);
    let (found, _) = counted(folder.path(), "水渠", false);
    assert_eq!((found.hits.len(), found.notes.len()), (2, 0));
}

#[test]
fn an_edition_that_cannot_be_read_is_told_of() {
    let folder = folder();
    let whole = fs::read_to_string(folder.path().join(FIRST)).unwrap();
    fs::write(folder.path().join("damaged.ron"), &whole[..whole.floor_char_boundary(whole.len() / 2)]).unwrap();
    fs::write(folder.path().join("our-style.ron"), "HouseStyle(bracket_supplied: false)").unwrap();
    let (found, _) = counted(folder.path(), "农田", false);
    assert_eq!((found.hits.len(), found.notes.as_slice()), (2, &[SearchNote::Unreadable(1)][..]));
}

#[test]
fn a_search_that_is_stopped_gives_nothing_and_the_next_goes_on() {
    let folder = folder();
    let query = SearchQuery::parse("农田").unwrap();
    assert!(search(folder.path(), &query, SearchOptions { raw: false, limit: 9 }, &|_, _| false).unwrap().is_none());
    assert_eq!(hits(folder.path(), "农田").len(), 2);
    let none = search(&folder.path().join("none"), &query, SearchOptions { raw: false, limit: 9 }, &|_, _| true);
    assert!(matches!(none, Err(SearchError::Folder(_))));
}
