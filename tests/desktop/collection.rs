//! A collection: its issues are listed, and opened one after the other.

use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::locale::Language;

use super::COMMAND;
use super::desk::Desk;

/// A folder with three issues as raw pages, the third two days after the second.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (day, text) in [("28", "清河渡口明年修桥"), ("29", "水库加固工程提前完工"), ("31", "老街书店恢复营业")] {
        let text = format!("{text}\n\n　　本报讯 县里昨天开会，决定了这件事情，各村正在准备，年内可望办成。\n");
        std::fs::write(folder.path().join(format!("hewan-2022-03-{day}-1.txt")), text).expect("written");
    }
    folder
}

fn listed(folder: &tempfile::TempDir) -> Desk {
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::ListCollection(folder.path().to_owned()));
    desk
}

fn shows(desk: &Desk, text: &str) -> bool {
    desk.harness.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn issues_are_listed_by_day_and_opened_by_keyboard() {
    let folder = folder();
    let mut desk = listed(&folder);
    for row in ["2022-03-28", "2022-03-29", "2022-03-31"] {
        assert!(shows(&desk, row), "{row}");
    }
    assert!(shows(&desk, "raw · 1 page"));
    assert!(!shows(&desk, "2022-03-30"));
    desk.harness.get_by_label_contains("Missing days").click();
    desk.settle();
    assert!(shows(&desk, "2022-03-30") && !shows(&desk, "2022-03-31 "));
    desk.harness.get_by_label_contains("To do 3").click();
    desk.settle();
    desk.type_text("03-29");
    assert!(!shows(&desk, "2022-03-28"));
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().articles()[0].title(), "水库加固工程提前完工");
}

#[test]
fn the_row_that_tab_comes_to_is_the_one_that_enter_opens() {
    let folder = folder();
    let mut desk = listed(&folder);
    desk.key(Modifiers::NONE, Key::Tab);
    desk.key(Modifiers::NONE, Key::Tab);
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().articles()[0].title(), "水库加固工程提前完工");
}

#[test]
fn a_button_beside_the_list_hears_enter_itself() {
    let folder = folder();
    let mut desk = listed(&folder);
    desk.key(Modifiers::SHIFT, Key::Tab);
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(shows(&desk, "3 issues, 1 day missing"), "the calendar is shown and no issue was opened");
}

/// The list with its calendar before it.
fn with_calendar(folder: &tempfile::TempDir) -> Desk {
    let mut desk = listed(folder);
    desk.harness.get_by_label("Calendar").click();
    desk.settle();
    desk
}

/// What a screen reader is told of the calendar: the chosen day.
fn chosen(desk: &Desk) -> String {
    let name = desk.harness.get_by_role(NodeRole::Grid).accesskit_node().label().expect("a name");
    name.strip_prefix("Calendar, ").expect("the day").to_owned()
}

#[test]
fn the_calendar_shows_what_is_missing_and_opens_days_by_keyboard() {
    let folder = folder();
    let mut desk = with_calendar(&folder);
    let cell = |desk: &Desk, name: &str| desk.harness.query_all_by_role_and_label(NodeRole::GridCell, name).next().is_some();
    assert!(cell(&desk, "2022-03-28 · Mon: hewan · raw · 1 page"));
    assert!(cell(&desk, "2022-03-30 · Wed: no issue") && cell(&desk, "2022-04-01 · Fri: no issue is due"));
    assert!(shows(&desk, "3 issues, 1 day missing"));
    assert_eq!(chosen(&desk), "2022-03-30 · Wed: no issue", "the first day that is missing");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(chosen(&desk), "2022-03-30 · Wed: no issue", "nothing is there to be opened");
    for (key, day) in [
        (Key::ArrowRight, "2022-03-31"),
        (Key::ArrowRight, "2022-03-31"),
        (Key::ArrowUp, "2022-03-28"),
        (Key::End, "2022-03-31"),
        (Key::Home, "2022-03-28"),
        (Key::ArrowRight, "2022-03-29"),
    ] {
        desk.key(Modifiers::NONE, key);
        assert!(chosen(&desk).starts_with(day), "{key:?}: {}", chosen(&desk));
    }
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().articles()[0].title(), "水库加固工程提前完工");
}

#[test]
fn the_calendar_goes_by_months_and_years_and_lists_a_day_with_several_issues() {
    let folder = folder();
    for name in ["hewan-2021-01-31-1.txt", "qinghe-2022-03-29-1.txt"] {
        std::fs::copy(folder.path().join("hewan-2022-03-28-1.txt"), folder.path().join(name)).expect("written");
    }
    let mut desk = with_calendar(&folder);
    desk.key(Modifiers::NONE, Key::Home);
    for (key, day) in [(Key::PageDown, "2021-02-28"), (Key::PageDown, "2021-03-28"), (Key::PageUp, "2021-02-28")] {
        desk.key(Modifiers::NONE, key);
        assert!(chosen(&desk).starts_with(day), "{key:?}: {}", chosen(&desk));
    }
    desk.harness.get_by_label("2022 ›").click();
    desk.settle();
    assert!(chosen(&desk).starts_with("2022-02-28"), "{}", chosen(&desk));
    // A click chooses a day, and one more takes it.
    for _ in 0..2 {
        desk.harness.get_by_role_and_label(NodeRole::GridCell, "2022-03-29 · Tue: 2 issues").click();
        desk.settle();
    }
    let rows: Vec<_> = desk.harness.query_all_by_label_contains("2022-03-29 · ").filter_map(|row| row.accesskit_node().label()).collect();
    assert!(rows.iter().any(|row| row.contains("qinghe")) && rows.iter().any(|row| row.contains("hewan")), "{rows:?}");
    assert!(!shows(&desk, "2022-03-28"));
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().pages().len(), 1);
}

#[test]
fn a_year_stands_whole_in_a_small_window() {
    let folder = folder();
    for (width, height) in [(1024.0, 700.0), (1280.0, 720.0)] {
        let mut desk = listed(&folder);
        desk.harness.set_size(vec2(width, height) + vec2(16.0, 16.0));
        desk.settle();
        desk.harness.get_by_label("Calendar").click();
        desk.settle();
        let window = eframe::egui::Rect::from_min_size(eframe::egui::Pos2::ZERO, vec2(width + 16.0, height + 16.0));
        for name in ["2022-01-01 · Sat: no issue is due", "2022-12-31 · Sat: no issue is due", "Another folder…", "Collection"] {
            let rect = desk.harness.get_by_label(name).rect().expand(8.0);
            assert!(window.contains_rect(rect), "{name} at {width}: {rect:?}");
        }
        let painted = desk.painted();
        let of_day = |number: &str| painted.iter().filter(|(text, rect, clip)| text == number && clip.contains_rect(*rect)).count();
        assert_eq!((of_day("30"), of_day("31")), (11, 7), "{width}: each month has its days");
    }
}

#[test]
fn the_next_issue_to_work_on_opens_by_one_key() {
    let folder = folder();
    let mut desk = listed(&folder);
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().articles()[0].title(), "清河渡口明年修桥");
    let names: Vec<_> = stet::collection::Collection::open(folder.path(), &|_, _| true)
        .expect("it opens")
        .expect("it was not stopped")
        .issues()
        .iter()
        .map(|issue| issue.edition.clone())
        .collect();
    desk.perform(EditionCommand::SaveTo(names[0].clone()));
    desk.key(COMMAND | Modifiers::ALT, Key::N);
    assert_eq!(desk.edition().articles()[0].title(), "水库加固工程提前完工", "the first is done with: it has been saved");
}

#[test]
fn a_folder_that_is_gone_is_told_and_asked_for_anew() {
    let gone = folder();
    let mut desk = listed(&gone);
    desk.key(Modifiers::NONE, Key::Escape);
    let path = gone.path().to_owned();
    drop(gone);
    desk.perform(Command::Do(Action::ShowCollection));
    assert!(shows(&desk, &path.display().to_string()), "it says which folder");
    assert!(!shows(&desk, "Another folder"), "and lists nothing");
    assert_eq!(desk.settings().collection, None);
}

#[test]
fn all_issues_are_drafted_checked_and_exported_from_the_list() {
    let folder = folder();
    let mut desk = listed(&folder);
    desk.harness.get_by_label("Draft 3").click();
    desk.settle();
    assert!(shows(&desk, "drafted: 3 now, 0 before, 0 not") && shows(&desk, "drafted · 1 page") && !shows(&desk, "raw · 1 page"));
    assert!(desk.harness.get_by_label("Draft 0").accesskit_node().is_disabled(), "nothing is left to draft");
    desk.harness.get_by_label("Check 3").click();
    desk.settle();
    assert!(shows(&desk, "checked: 3 now") && shows(&desk, "queries"));
    // The field has the keyboard again: the issues are looked for as before.
    desk.type_text("03-29");
    assert!(!shows(&desk, "2022-03-28") && shows(&desk, "2022-03-29"));
    desk.harness.get_by_label("Export 3…").click();
    desk.settle();
    desk.type_text("tei");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(shows(&desk, "exported: 3 now"), "the list is there again");
    let exported = std::fs::read_dir(folder.path().join("export-tei")).expect("a folder");
    let names: Vec<String> = exported.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(names.iter().filter(|name| name.ends_with(".xml")).count(), 3, "{names:?}");
}

#[test]
fn an_issue_that_cannot_be_drafted_is_told_in_the_list_and_beside_a_closed_one() {
    let folder = folder();
    std::fs::write(folder.path().join("hewan-2022-04-01-1.pdf"), b"%PDF-1.7\nand nothing more").expect("written");
    let mut desk = listed(&folder);
    desk.harness.get_by_label("Draft 4").click();
    desk.settle();
    assert!(shows(&desk, "drafted: 3 now, 0 before, 1 not") && shows(&desk, "hewan-2022-04-01-1.pdf"), "which, and why");
    // It is tried again, and nobody looks on.
    desk.harness.get_by_label("Draft 1").click();
    desk.key(Modifiers::NONE, Key::Escape);
    desk.settle();
    assert!(shows(&desk, "drafted: 0 now, 3 before, 1 not. What failed is told under File"));
}

#[test]
fn settings_are_offered_where_there_are_none() {
    let folder = folder();
    let mut desk = listed(&folder);
    assert!(shows(&desk, "As the files suggest: named {paper}-{date}-{page}"));
    desk.harness.get_by_label("Write collection.ron").click();
    desk.settle();
    let written = std::fs::read_to_string(folder.path().join("collection.ron")).expect("a file");
    assert!(written.contains("{paper}-{date}-{page}"), "{written}");
    assert!(shows(&desk, "(collection.ron)") && desk.harness.query_by_label("Write collection.ron").is_none(), "it is not offered again");
    assert!(shows(&desk, "2022-03-29"), "the issues are still listed");
}
