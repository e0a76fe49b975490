//! Whole folders as collections.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::*;
use crate::edit::{Edit, apply};
use crate::edition::{Edition, Status};
use crate::import::Choices;
use crate::language::dates::{Day, Weekday};
use crate::store::{COLLECTION_INDEX, load, lock, save};

fn open(folder: &Path) -> Collection {
    Collection::open(folder, &|_, _| true).unwrap().unwrap()
}

/// Opens a collection; how many editions were read for it besides.
fn open_counted(folder: &Path) -> (Collection, usize) {
    let read = AtomicUsize::new(0);
    let watch = |_: usize, all: usize| {
        read.store(all, Ordering::Relaxed);
        true
    };
    let collection = Collection::open(folder, &watch).unwrap().unwrap();
    (collection, read.into_inner())
}

fn raw_page(folder: &Path, name: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "河湾村新修水渠\n本报讯河湾村昨天开工修建水渠。\n").unwrap();
}

/// Lets a file have been written an hour ago, so that the index can trust its time.
fn age(path: &Path) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
}

/// Drafts all issues that are to be.
fn draft_all(folder: &Path) {
    for issue in open(folder).issues().iter().filter(|issue| issue.for_draft() == Standing::ToDo) {
        let draft = draft(issue, &Choices::default(), HouseStyle::standard(), |_, _| true).unwrap().unwrap();
        save(&issue.edition, &draft.edition).unwrap();
        age(&issue.edition);
    }
}

fn with_status(mut edition: Edition, status: Status, all: bool) -> Edition {
    let ids: Vec<_> = edition.articles().iter().map(|article| article.id()).take(if all { usize::MAX } else { 1 }).collect();
    for article in ids {
        apply(&mut edition, &Edit::SetStatus { article, status }).unwrap();
    }
    edition
}

fn rows(collection: &Collection) -> Vec<(String, usize, IssueState)> {
    collection.issues().iter().map(|issue| (issue.date_text(), issue.pages, issue.state)).collect()
}

fn row(date: &str, pages: usize, state: IssueState) -> (String, usize, IssueState) {
    (date.to_owned(), pages, state)
}

#[test]
fn raw_pages_are_issues_by_the_rule_of_their_names_and_become_editions() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for name in
        ["河湾日报-2022-03-28-1.txt", "河湾日报-2022-03-28-2.txt", "河湾日报-2022-03-28-10.txt", "河湾日报-2022-03-29-1.txt", "notes.txt"]
    {
        raw_page(at, name);
        age(&at.join(name));
    }
    fs::write(at.join("河湾日报-2022-03-28-1.png"), "an image").unwrap();
    age(&at.join("河湾日报-2022-03-28-1.png"));
    let collection = open(at);
    assert!(!collection.has_settings_file());
    assert_eq!(collection.settings().naming.text(), "{paper}-{date}-{page}");
    assert_eq!(collection.settings().paper.as_deref(), Some("河湾日报"));
    assert_eq!(
        rows(&collection),
        [row("2022-03-28", 3, IssueState::Raw), row("2022-03-29", 1, IssueState::Raw), row("", 1, IssueState::Raw)]
    );
    let labels: Vec<&str> = collection.issues()[0].raw.iter().map(|page| page.label.as_str()).collect();
    assert_eq!(labels, ["1", "2", "10"]);
    assert_eq!(collection.issues()[0].edition, at.join("河湾日报-2022-03-28.ron"));
    draft_all(at);
    let collection = open(at);
    assert_eq!(rows(&collection)[0], row("2022-03-28", 3, IssueState::Drafted));
    assert!(collection.issues().iter().all(|issue| issue.for_draft() == Standing::Done), "{:?}", collection.issues());
    let edition = load(&collection.issues()[0].edition).unwrap();
    let masthead = edition.masthead();
    assert_eq!((masthead.title.as_deref(), masthead.date.as_deref()), (Some("河湾日报"), Some("2022-03-28")));
    assert_eq!(masthead.page_labels, ["1版", "2版", "10版"]);
    // A page that comes later, and one that is written again, are told of.
    raw_page(at, "河湾日报-2022-03-29-2.txt");
    let issues = open(at);
    assert!(matches!(issues.issues()[1].for_draft(), Standing::Left(LeftAlone::Behind(_))), "{:?}", issues.issues()[1]);
}

#[test]
fn an_issue_is_as_far_as_its_articles() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for (number, status, all) in
        [(1, Status::Untouched, true), (2, Status::InWork, true), (3, Status::Checked, true), (4, Status::Checked, false)]
    {
        raw_page(at, &format!("2022-03-0{number}-1.txt"));
        raw_page(at, &format!("2022-03-0{number}-2.txt"));
        draft_all(at);
        let path = at.join(format!("2022-03-0{number}.ron"));
        if status != Status::Untouched {
            save(&path, &with_status(load(&path).unwrap(), status, all)).unwrap();
        }
    }
    let states: Vec<IssueState> = open(at).issues().iter().map(|issue| issue.state).collect();
    assert_eq!(states, [IssueState::Drafted, IssueState::InWork, IssueState::Checked, IssueState::InWork]);
}

#[test]
fn damaged_newer_and_held_editions_are_rows_that_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for number in 1..=4 {
        raw_page(at, &format!("2022-03-0{number}-1.txt"));
    }
    draft_all(at);
    let path = |number: usize| at.join(format!("2022-03-0{number}.ron"));
    let whole = fs::read_to_string(path(1)).unwrap();
    fs::write(path(1), &whole[..whole.floor_char_boundary(whole.len() / 2)]).unwrap();
    fs::write(path(2), whole.replacen(&format!("version: {}", crate::store::FORMAT_VERSION), "version: 999", 1)).unwrap();
    // A house style of another name is no damaged edition, and settings are none.
    fs::write(at.join("our-style.ron"), "HouseStyle(bracket_supplied: false)").unwrap();
    fs::write(at.join("house-style.ron"), "HouseStyle(").unwrap();
    let lock::Hold::Mine(_lock) = lock::take(&path(3)) else { panic!("nobody else has it") };
    let collection = open(at);
    let states: Vec<IssueState> = collection.issues().iter().map(|issue| issue.state).collect();
    assert_eq!(states, [IssueState::Damaged, IssueState::Newer, IssueState::Drafted, IssueState::Drafted], "{:?}", rows(&collection));
    let held: Vec<bool> = collection.issues().iter().map(|issue| issue.holder.is_some()).collect();
    assert_eq!(held, [false, false, true, false]);
    // They are neither drafted over nor counted.
    assert!(matches!(collection.issues()[0].for_draft(), Standing::Left(LeftAlone::Damaged(_))));
    assert!(matches!(collection.issues()[1].for_export(), Standing::Left(LeftAlone::Newer(_))));
}

#[test]
fn an_index_that_is_lost_damaged_or_stale_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for number in 1..=5 {
        raw_page(at, &format!("2022-03-0{number}-1.txt"));
    }
    draft_all(at);
    let (first, read) = open_counted(at);
    assert_eq!((read, first.notes().len()), (5, 0));
    let (second, read) = open_counted(at);
    assert_eq!((read, second.issues()), (0, first.issues()));
    // One that is written again is read again, and so is one that went and came.
    let path = at.join("2022-03-02.ron");
    save(&path, &with_status(load(&path).unwrap(), Status::Checked, true)).unwrap();
    let (third, read) = open_counted(at);
    assert_eq!((read, third.issues()[1].state), (1, IssueState::Checked));
    age(&path);
    open(at);
    let index = at.join(COLLECTION_INDEX);
    let whole = fs::read(&index).unwrap();
    fs::write(&index, &whole[..whole.len() / 2]).unwrap();
    let (fourth, read) = open_counted(at);
    assert_eq!(read, 5);
    assert!(matches!(fourth.notes(), [CollectionNote::IndexDamaged]));
    assert_eq!(rows(&fourth), rows(&third));
    fs::remove_file(&index).unwrap();
    let (fifth, read) = open_counted(at);
    assert_eq!((read, fifth.notes().len(), fifth.issues()), (5, 0, fourth.issues()));
    fs::remove_file(&path).unwrap();
    let (sixth, read) = open_counted(at);
    assert_eq!((read, sixth.issues()[1].state), (0, IssueState::Raw));
    assert!(!fs::read_to_string(&index).unwrap().contains("2022-03-02.ron"), "what has gone is forgotten");
}

#[test]
fn a_listing_that_is_stopped_gives_nothing() {
    let folder = tempfile::tempdir().unwrap();
    raw_page(folder.path(), "2022-03-01-1.txt");
    draft_all(folder.path());
    fs::remove_file(folder.path().join(COLLECTION_INDEX)).ok();
    assert!(Collection::open(folder.path(), &|_, _| false).unwrap().is_none());
    assert!(matches!(Collection::open(&folder.path().join("none"), &|_, _| true), Err(CollectionError::Unreadable { .. })));
}

#[test]
fn queries_are_known_until_the_edition_is_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    raw_page(at, "2022-03-01-1.txt");
    draft_all(at);
    let style = HouseStyle::standard();
    let stamp = StyleStamp::of(style);
    let mut collection = open(at);
    let path = collection.issues()[0].edition.clone();
    assert_eq!(collection.issues()[0].for_check(&stamp), Standing::ToDo);
    collection.note_queries(&[(path.clone(), 3)], style).unwrap();
    let issue = open(at).issues()[0].clone();
    assert_eq!((issue.queries, issue.for_check(&stamp)), (Some(3), Standing::Done));
    assert_eq!(issue.for_check(&StyleStamp::of(&HouseStyle::plain())), Standing::ToDo);
    save(&path, &with_status(load(&path).unwrap(), Status::Checked, true)).unwrap();
    let mut collection = open(at);
    assert_eq!(collection.issues()[0].queries, None);
    // What was written while it was counted is not counted.
    save(&path, &with_status(load(&path).unwrap(), Status::InWork, true)).unwrap();
    collection.note_queries(&[(path, 3)], style).unwrap();
    assert_eq!(open(at).issues()[0].queries, None);
}

#[test]
fn days_of_publication_are_worked_out_from_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut day = Day::of_iso("2022-01-03").unwrap();
    for number in 0..60 {
        if day.weekday() < Weekday::Saturday && number != 7 {
            raw_page(folder.path(), &format!("{day}-1.txt"));
        }
        day = day.next().unwrap();
    }
    let collection = open(folder.path());
    assert_eq!(collection.settings().published, Weekday::ALL.into_iter().take(5).collect::<BTreeSet<_>>());
    assert_eq!(collection.calendar().missing().map(|day| day.to_string()).collect::<Vec<_>>(), ["2022-01-10"]);
}

#[test]
fn pages_in_folders_of_their_days_are_one_issue() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for name in ["2022-03-28/page-1.txt", "2022-03-28/page-2.txt", "2022-03-29/page-1.txt", ".hidden/page-1.txt", "out/page-9.txt"] {
        raw_page(at, name);
        age(&at.join(name));
    }
    fs::write(at.join("out").join(crate::store::EXPORT_LIST), "").unwrap();
    let collection = open(at);
    assert_eq!(collection.settings().naming.text(), "{date}/page-{page}");
    assert_eq!(rows(&collection), [row("2022-03-28", 2, IssueState::Raw), row("2022-03-29", 1, IssueState::Raw)]);
    draft_all(at);
    let collection = open(at);
    assert_eq!(rows(&collection), [row("2022-03-28", 2, IssueState::Drafted), row("2022-03-29", 1, IssueState::Drafted)]);
    assert!(collection.issues().iter().all(|issue| issue.for_draft() == Standing::Done));
}

/// So many copies of a draft, a day apart, as editions of their own.
fn many(folder: &Path, count: usize) {
    raw_page(folder, "2000-01-01-1.txt");
    draft_all(folder);
    let text = fs::read_to_string(folder.join("2000-01-01.ron")).unwrap();
    let mut day = Day::of_iso("2000-01-01").unwrap();
    for _ in 1..count {
        day = day.next().unwrap();
        let path = folder.join(format!("{day}.ron"));
        fs::write(&path, text.replace("2000-01-01", &day.to_string())).unwrap();
        age(&path);
    }
}

fn measure(count: usize) -> (Duration, Duration) {
    let folder = tempfile::tempdir().unwrap();
    many(folder.path(), count);
    fs::remove_file(folder.path().join(COLLECTION_INDEX)).ok();
    let since = Instant::now();
    assert_eq!(open(folder.path()).issues().len(), count);
    let made = since.elapsed();
    let since = Instant::now();
    let (collection, read) = open_counted(folder.path());
    let listed = since.elapsed();
    assert_eq!((collection.issues().len(), read), (count, 0));
    println!("{count} editions: {} ms with the index, {} ms to make it anew", listed.as_millis(), made.as_millis());
    (listed, made)
}

#[test]
fn many_editions_are_listed_by_the_index() {
    let (listed, _) = measure(600);
    assert!(listed < Duration::from_millis(500), "{listed:?}");
}

#[test]
#[ignore = "writes ten thousand editions"]
fn ten_thousand_editions_are_listed_within_a_second() {
    let (listed, _) = measure(10_000);
    assert!(listed < Duration::from_secs(1), "{listed:?}");
}
