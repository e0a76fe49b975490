//! The archive's house style at the desk.

use std::path::{Path, PathBuf};

use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::edit::{Edit, TermKind};
use stet::locale::Language;

use super::desk::Desk;

fn settings(folder: &Path) -> PathBuf {
    folder.join("settings.ron")
}

fn desk(folder: &Path) -> Desk {
    let mut desk = Desk::with_settings(Language::English, &settings(folder));
    desk.perform(Command::Do(Action::OpenSample));
    desk
}

#[test]
fn a_style_that_is_chosen_is_worked_by_and_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let style = folder.path().join("archive.ron");
    std::fs::write(&style, "HouseStyle(thresholds: (line_break: 0, article: 0, headline: 0, role: 0, character: 99))").unwrap();
    let mut before = desk(folder.path());
    let all = before.queries();
    before.perform(ShellCommand::TakeStyle(style.clone()));
    assert!(before.queries() < all, "the queries are those of the new style: {} of {all}", before.queries());
    before.harness.get_by_label("The house style is now archive.ron.");
    // The settings are written in the background.
    let since = std::time::Instant::now();
    while !std::fs::read_to_string(settings(folder.path())).is_ok_and(|text| text.contains("archive.ron")) {
        assert!(since.elapsed().as_secs() < 20, "the choice is written down");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let few = before.queries();
    drop(before);
    assert_eq!(desk(folder.path()).queries(), few, "and still so the next day");
}

#[test]
fn a_style_that_cannot_be_read_changes_nothing_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let style = folder.path().join("archive.ron");
    std::fs::write(&style, "HouseStyle(\n  no_rule: 1)").unwrap();
    let mut desk = desk(folder.path());
    let all = desk.queries();
    desk.perform(ShellCommand::TakeStyle(style));
    assert_eq!(desk.queries(), all);
    assert!(desk.harness.query_all_by_label_contains("archive.ron:2:").next().is_some(), "the place is named");
}

#[test]
fn tags_are_kept_in_the_vocabulary_and_known_the_next_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = desk(folder.path());
    let article = first.edition().articles()[0].id();
    let tag = |text: &str| EditionCommand::Apply(Edit::AddTerm { article, term: TermKind::Tag, text: text.to_owned() });
    first.perform(tag("磁窑河"));
    first.perform(Command::Do(Action::KeepTerms));
    first.harness.get_by_label("In the vocabulary now: 磁窑河.");
    first.perform(Command::Do(Action::KeepTerms));
    first.harness.get_by_label("The vocabulary has all of them.");
    assert_eq!(std::fs::read_to_string(folder.path().join("house-style.tags.txt")).unwrap(), "磁窑河\n");
    drop(first);
    let mut next = desk(folder.path());
    next.perform(tag("磁窑河"));
    next.perform(Command::Do(Action::KeepTerms));
    next.harness.get_by_label("The vocabulary has all of them.");
}

#[test]
fn a_style_to_change_is_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    desk.perform(Command::Do(Action::StyleFile));
    let path = folder.path().join("house-style.ron");
    assert!(stet::style::HouseStyle::load(&path).is_ok());
    std::fs::write(&path, "HouseStyle()").unwrap();
    desk.perform(Command::Do(Action::StyleFile));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "HouseStyle()", "what the editor wrote stays");
}
