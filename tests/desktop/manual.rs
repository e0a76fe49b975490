//! The manual: opened by its action, read by keyboard, its links followed.

use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command};
use stet::locale::Language;

use super::desk::Desk;

/// The title of the chapter that is shown.
fn title(desk: &Desk) -> String {
    sheet(desk).expect("a sheet with the chapter's name")
}

/// The title of the chapter that is shown, if the manual is: the edition beneath is a document too.
fn sheet(desk: &Desk) -> Option<String> {
    let mut labels = desk.harness.query_all_by_role(NodeRole::Document).filter_map(|node| node.accesskit_node().label());
    labels.find(|label| Language::ALL.iter().flat_map(|language| stet::manual::chapters(*language)).any(|chapter| chapter.title == label))
}

/// Where a text stands, from the window's top.
fn top_of(desk: &Desk, role: NodeRole, label: &str) -> f32 {
    desk.harness.get_by_role_and_label(role, label).rect().top()
}

#[test]
fn the_manual_opens_by_its_key_and_closes_by_escape() {
    let mut desk = Desk::with_sample();
    desk.key(Modifiers::SHIFT, Key::F1);
    assert_eq!(title(&desk), "Getting started");
    for chapter in stet::manual::chapters(Language::English) {
        desk.harness.get_by_role_and_label(NodeRole::ListBoxOption, chapter.title);
    }
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(sheet(&desk), None);
    desk.type_text("字");
    assert!(desk.edition().blocks().next().expect("a block").1.text().starts_with('字'), "the text has the keyboard again");
}

#[test]
fn a_chapter_is_chosen_in_the_list_and_stays_chosen() {
    let mut desk = Desk::new(Language::English);
    desk.perform(Command::Do(Action::Manual));
    desk.harness.get_by_role_and_label(NodeRole::ListBoxOption, "Queries").click();
    desk.settle();
    assert_eq!(title(&desk), "Queries");
    desk.harness.get_by_role_and_label(NodeRole::Heading, "Walking the queries");
    desk.harness.get_by_role_and_label(NodeRole::Cell, "goes to the next query");
    desk.key(Modifiers::NONE, Key::Escape);
    desk.perform(Command::Do(Action::Manual));
    assert_eq!(title(&desk), "Queries", "it opens where it was read last");
}

#[test]
fn a_link_leads_to_its_chapter_by_mouse_and_by_keyboard() {
    let mut desk = Desk::new(Language::English);
    desk.perform(Command::Do(Action::Manual));
    desk.harness.get_by_role_and_label(NodeRole::ListBoxOption, "Queries").click();
    desk.settle();
    let link = |desk: &Desk| desk.harness.get_by_role_and_label(NodeRole::Link, "house style").accesskit_node().is_focused();
    for _ in 0..40 {
        if link(&desk) {
            break;
        }
        desk.key(Modifiers::NONE, Key::Tab);
    }
    assert!(link(&desk), "the keyboard reaches the link");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(title(&desk), "House style");
    desk.harness.get_by_role_and_label(NodeRole::ListBoxOption, "Exports").click();
    desk.settle();
    desk.harness.get_by_role_and_label(NodeRole::Link, "without a window").click();
    desk.settle();
    assert_eq!(title(&desk), "Headless");
}

#[test]
fn the_text_is_scrolled_by_keyboard() {
    let mut desk = Desk::new(Language::English);
    desk.perform(Command::Do(Action::Manual));
    let top = |desk: &Desk| top_of(desk, NodeRole::Heading, "Getting started");
    let first = top(&desk);
    desk.key(Modifiers::NONE, Key::ArrowDown);
    let row = first - top(&desk);
    assert!(row > 20.0, "{row}");
    desk.key(Modifiers::NONE, Key::PageDown);
    assert!(first - top(&desk) > 4.0 * row, "a page is more than an arrow");
    desk.key(Modifiers::NONE, Key::Home);
    assert!((top(&desk) - first).abs() < 1.0);
    desk.key(Modifiers::NONE, Key::End);
    let end = top(&desk);
    desk.key(Modifiers::NONE, Key::PageDown);
    assert!((top(&desk) - end).abs() < 1.0, "it stops at the end");
    desk.key(Modifiers::NONE, Key::PageUp);
    assert!(top(&desk) > end);
}

#[test]
fn every_chapter_is_shown_in_the_language_of_the_interface() {
    for language in Language::ALL {
        let mut desk = Desk::new(language);
        desk.perform(Command::Do(Action::Manual));
        for chapter in stet::manual::chapters(language) {
            desk.harness.get_by_role_and_label(NodeRole::ListBoxOption, chapter.title).click();
            desk.settle();
            assert_eq!(title(&desk), chapter.title);
            desk.harness.get_by_role_and_label(NodeRole::Heading, chapter.title);
        }
    }
}

#[test]
fn the_first_line_of_the_readme_leads_to_the_chinese_manual() {
    let first = include_str!("../../README.md").lines().next().expect("a line");
    assert!(first.contains("(assets/manual/zh/getting-started.md)"), "{first}");
}

#[test]
fn the_page_of_shortcuts_is_scrolled_by_keys() {
    let mut desk = Desk::new(Language::English);
    desk.harness.set_size(eframe::egui::vec2(1024.0, 500.0));
    desk.key(Modifiers::NONE, Key::F1);
    // The dialog is drawn over the window's own menus.
    let place = |desk: &Desk| desk.painted().iter().rev().find(|(text, ..)| text == "File").map(|(_, rect, _)| rect.top());
    let first = place(&desk).expect("the first menu");
    for key in [Key::ArrowDown, Key::PageDown, Key::End] {
        desk.key(Modifiers::NONE, key);
        assert!(place(&desk).is_none_or(|top| top < first), "{key:?}");
        desk.key(Modifiers::NONE, Key::Home);
        assert_eq!(place(&desk), Some(first), "{key:?}");
    }
}
