//! Searching a collection: typing finds, Enter opens the place, Escape gives the keyboard back.

use std::path::Path;
use std::time::{Duration, SystemTime};

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{EditionCommand, ShellCommand};
use stet::locale::Language;

use super::COMMAND;
use super::desk::Desk;

/// A folder with two editions.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (day, text) in [("28", "清河渡口明年修桥"), ("29", "水库加固工程提前完工")] {
        let raw =
            format!("{text}\n\n　　本报讯 县里昨天开会，决定了这件事情，{}办成。\n", if day == "28" { "两岸可望" } else { "各村年内" });
        let path = folder.path().join(format!("2022-03-{day}.ron"));
        write(&path, &raw);
    }
    folder
}

fn write(path: &Path, raw: &str) {
    let page = stet::import::import_bytes(Path::new("page-1.txt"), raw.as_bytes(), None).expect("a page");
    let edition = stet::clean::clean(&[std::sync::Arc::new(page)], stet::style::HouseStyle::standard());
    stet::store::save(path, &edition).expect("saved");
    let file = std::fs::OpenOptions::new().write(true).open(path).expect("an edition");
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).expect("a time");
}

fn shows(desk: &Desk, text: &str) -> bool {
    desk.harness.query_all_by_label_contains(text).next().is_some()
}

/// A desk with the dialog open on the folder.
fn searching(folder: &tempfile::TempDir) -> Desk {
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::ListCollection(folder.path().to_owned()));
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(COMMAND | Modifiers::ALT, Key::F);
    desk
}

#[test]
fn what_is_typed_is_found_and_enter_opens_its_place() {
    let folder = folder();
    let mut desk = searching(&folder);
    assert!(shows(&desk, "Search the collection"));
    desk.type_text("决定了這件");
    desk.wait_until(|desk| shows(desk, "2 of 2 shown"));
    assert!(shows(&desk, "清河渡口明年修桥: ") && shows(&desk, "水库加固工程提前完工: "));
    desk.type_text(" 各村");
    desk.wait_until(|desk| shows(desk, "1 of 1 shown"));
    assert!(!shows(&desk, "清河渡口明年修桥: "));
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().articles()[0].title(), "水库加固工程提前完工");
    assert_eq!(desk.selected_text(), "决定了这件");
}

#[test]
fn a_hit_of_the_open_edition_is_selected_and_what_is_saved_is_found() {
    let folder = folder();
    let path = folder.path().join("2022-03-28.ron");
    let mut desk = searching(&folder);
    desk.type_text("两岸");
    desk.wait_until(|desk| shows(desk, "1 of 1 shown"));
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.selected_text(), "两岸");
    desk.type_text("南北");
    desk.perform(EditionCommand::SaveTo(path));
    desk.key(COMMAND | Modifiers::ALT, Key::F);
    desk.type_text("南北可望");
    desk.wait_until(|desk| shows(desk, "1 of 1 shown"));
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.selected_text(), "南北可望");
}

#[test]
fn what_is_no_query_is_told_and_escape_gives_the_keyboard_back() {
    let folder = folder();
    let mut desk = searching(&folder);
    desk.type_text("title:桥");
    desk.wait_until(|desk| shows(desk, "is no restriction"));
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!shows(&desk, "Search the collection"));
    desk.key(COMMAND | Modifiers::ALT, Key::F);
    desk.type_text("没有这个词");
    desk.wait_until(|desk| shows(desk, "Nothing was found"));
}

#[test]
fn the_line_of_the_chosen_hit_is_shown_where_there_is_an_image() {
    let (mut desk, folder) = super::facsimile::opened(true);
    desk.perform(EditionCommand::SaveTo(folder.path().join("page-1.ron")));
    desk.key(COMMAND | Modifiers::ALT, Key::F);
    desk.type_text("水利局");
    desk.wait_until(|desk| shows(desk, "1 of 1 shown"));
    desk.wait_until(|desk| shows(desk, "The line on the page"));
    desk.type_text("没有");
    desk.wait_until(|desk| shows(desk, "Nothing was found"));
    assert!(!shows(&desk, "The line on the page"));
}

#[test]
fn a_collection_of_raw_pages_alone_says_why_nothing_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("paper-1939-03-01-1.txt"), "县里昨天开会，决定了这件事情。\n").expect("written");
    let mut desk = searching(&folder);
    desk.type_text("决定");
    desk.wait_until(|desk| shows(desk, "one issue has raw pages alone"));
    assert!(shows(&desk, "Nothing was found"));
}
