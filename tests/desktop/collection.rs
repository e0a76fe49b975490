//! A collection: its issues are listed, and opened one after the other.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
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
