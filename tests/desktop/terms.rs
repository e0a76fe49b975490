//! Terms: the house's come first, others look otherwise, or may not be entered at all.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::ShellCommand;

use super::COMMAND;
use super::desk::Desk;

/// A desk with a page of one story, and a house style of its own with one tag.
fn opened(rules: &str) -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("house-style.ron", &format!("HouseStyle(tags: [(term: \"乡村振兴\", variants: [\"新农村\"])], {rules})"));
    write("page.txt", "清河渡口明年修桥\n\n　　本报讯 县里昨天开会，决定拨款三万元，修清河渡口的桥。\n");
    let mut desk = Desk::new(stet::locale::Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::TakeStyle(folder.path().join("house-style.ron")));
    desk.perform(ShellCommand::Open(vec![folder.path().join("page.txt")]));
    let block = desk.edition().articles()[0].blocks()[0].id();
    desk.go(block, 3);
    (desk, folder)
}

fn enter(desk: &mut Desk, text: &str, modifiers: Modifiers) {
    desk.key(COMMAND, Key::T);
    desk.type_text(text);
    desk.key(modifiers, Key::Enter);
}

fn says(desk: &Desk, text: &str) -> bool {
    desk.harness.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn the_houses_term_wins_over_its_beginning() {
    let (mut desk, _folder) = opened("");
    enter(&mut desk, "乡村", Modifiers::NONE);
    assert_eq!(desk.article().tags(), ["乡村振兴"]);
    enter(&mut desk, "新农村", Modifiers::NONE);
    assert!(says(&desk, "乡村振兴 is there already."), "another form is the term");
    // What was typed is the last row of the list, and Shift+Enter takes it too.
    let (mut desk, _folder) = opened("");
    enter(&mut desk, "乡村", Modifiers::SHIFT);
    assert_eq!(desk.article().tags(), ["乡村"]);
    let (mut desk, _folder) = opened("");
    desk.key(COMMAND, Key::T);
    desk.type_text("乡村");
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().tags(), ["乡村"]);
}

#[test]
fn a_house_may_forbid_other_terms() {
    let (mut desk, _folder) = opened("free_terms: false");
    enter(&mut desk, "渡口", Modifiers::NONE);
    assert!(desk.article().tags().is_empty() && says(&desk, "not in the house’s vocabulary"));
    enter(&mut desk, "乡村", Modifiers::SHIFT);
    assert!(desk.article().tags().is_empty());
    enter(&mut desk, "乡村", Modifiers::NONE);
    assert_eq!(desk.article().tags(), ["乡村振兴"]);
}
