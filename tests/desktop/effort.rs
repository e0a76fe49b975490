//! Counting what pages take: only when it was asked for, and only what is work.

use std::path::Path;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, ShellCommand};
use stet::effort::{EffortEntry, LONGEST_PAUSE, read};
use stet::locale::Language;

use super::desk::Desk;

const PAGE: &str = "The mayor of Wexfrod opened tbe bridge arid tbe road in the autnmn of last year before many people of the town.\n";

/// A desk that keeps its settings in a folder, with a page open.
fn open(folder: &Path) -> Desk {
    let page = folder.join("paper-1939-03-01-1.txt");
    std::fs::write(&page, PAGE).expect("written");
    let mut desk = Desk::with_settings(Language::English, &folder.join("settings.ron"));
    desk.perform(ShellCommand::Open(vec![page]));
    desk
}

fn begin(desk: &mut Desk) {
    desk.perform(Command::Do(Action::CountEffort));
    assert!(desk.harness.query_all_by_label_contains("no time of day").next().is_some(), "what is counted is said first");
    desk.type_text("QD");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.settings().count_effort);
}

#[test]
fn enter_on_cancel_does_not_begin() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = open(folder.path());
    desk.perform(Command::Do(Action::CountEffort));
    desk.type_text("QD");
    desk.harness.get_by_label("Cancel").focus();
    desk.settle();
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.harness.query_all_by_label_contains("no time of day").next().is_none(), "the dialog is closed");
    assert!(!desk.settings().count_effort);
}

/// Types at the beginning of the page.
fn write(desk: &mut Desk, text: &str) {
    let block = desk.edition().blocks().next().expect("a block").1.id();
    desk.go(block, 0);
    desk.type_text(text);
}

fn counted(folder: &Path) -> Vec<EffortEntry> {
    read(&folder.join("effort/effort.csv")).map(|(entries, _)| entries).unwrap_or_default()
}

/// Lets the desk's clock go on by some seconds in one frame.
fn wait(desk: &mut Desk, seconds: f64) {
    let now = desk.harness.ctx.input(|input| input.time);
    desk.harness.input_mut().time = Some(now + seconds);
    desk.harness.step();
    desk.harness.input_mut().time = None;
    desk.settle();
}

#[test]
fn typing_and_answers_are_counted_for_the_page_and_the_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = open(folder.path());
    begin(&mut desk);
    write(&mut desk, "Then ");
    let asked = desk.queries();
    desk.key(Modifiers::NONE, Key::F8);
    desk.key(Modifiers::NONE, Key::Delete);
    let answered = asked - desk.queries();
    assert!(answered > 0, "a query was answered");
    let page = desk.edition().pages()[0].source().sha256.clone();
    desk.close();
    let counted = counted(folder.path());
    let [only] = counted.as_slice() else { panic!("one page and one hand: {counted:?}") };
    assert_eq!((only.page.as_str(), only.hand.as_str()), (page.as_str(), "QD"));
    // A blank ends a word, so that it is a step of its own.
    assert_eq!((only.effort.corrections, only.effort.queries as usize), (2, answered), "{only:?}");
    assert!((7..=9).contains(&only.effort.keys), "five letters, two keys at the query: {only:?}");
    assert!((1..=60).contains(&only.effort.time.as_secs()), "{only:?}");
}

#[test]
fn nothing_is_counted_unless_it_was_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = open(folder.path());
    write(&mut desk, "Then ");
    desk.close();
    assert!(!folder.path().join("effort").exists());
    let mut desk = open(folder.path());
    begin(&mut desk);
    write(&mut desk, "Then ");
    desk.perform(Command::Do(Action::CountEffort));
    assert!(!desk.settings().count_effort);
    let before = counted(folder.path());
    assert_eq!(before.len(), 1, "what was counted is kept as it ends");
    write(&mut desk, "And so ");
    desk.close();
    assert_eq!(counted(folder.path()), before);
}

#[test]
fn pauses_do_not_count_and_a_crash_costs_a_minute_at_most() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = open(folder.path());
    begin(&mut desk);
    write(&mut desk, "Then ");
    wait(&mut desk, LONGEST_PAUSE.as_secs_f64() * 10.0);
    desk.harness.input_mut().focused = false;
    write(&mut desk, "a");
    wait(&mut desk, 90.0);
    desk.harness.input_mut().focused = true;
    write(&mut desk, "b");
    wait(&mut desk, 90.0);
    // Nothing is closed: the desk is gone as by a crash.
    drop(desk);
    let counted = counted(folder.path());
    let [only] = counted.as_slice() else { panic!("one page and one hand: {counted:?}") };
    assert!(only.effort.keys >= 7 && only.effort.time.as_secs() < 60, "{only:?}");
}
