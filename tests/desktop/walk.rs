//! Walking the queries and answering them: where they land, how they are numbered, what undo brings back, and what the keys do.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole};
use egui_kittest::kittest::Queryable;
use stet::check::{Query, QueryKind, check};
use stet::clean::clean;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::edition::Role;
use stet::import::import_bytes;
use stet::locale::Language;
use stet::style::HouseStyle;

use super::COMMAND;
use super::desk::Desk;

/// A desk with a page of many paragraphs of which some have a mark that closes nothing.
fn opened() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page-1.txt");
    let paragraph = |number: usize| {
        let mark = if number.is_multiple_of(5) { "）" } else { "" };
        format!("　　第{number}段说的是城北水库加固的经过{mark}，市水利局派出工程师，\n村民也来帮忙，大家忙了一个冬天。\n")
    };
    let text = format!("水库加固工程提前完工\n\n{}", (1..=40).map(paragraph).collect::<String>());
    std::fs::write(&path, text).unwrap();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![path]));
    assert!(desk.queries() >= 8, "{}", desk.queries());
    (desk, folder)
}

/// The number of the query on the card, and of how many.
fn card(desk: &Desk) -> String {
    let is_card = |name: &String| name.starts_with("Query ") && name.contains(" of ");
    super::all_names(&desk.harness).into_iter().map(|(_, name)| name).find(is_card).expect("a card")
}

#[test]
fn numbers_go_on_while_one_answers_and_back_by_undo() {
    let (mut desk, _folder) = opened();
    let count = desk.queries();
    desk.key(COMMAND, Key::Home);
    desk.key(Modifiers::NONE, Key::F8);
    for number in 1..=4 {
        assert_eq!(card(&desk), format!("Query {number} of {count}"));
        desk.key(Modifiers::NONE, Key::Delete);
    }
    desk.key(COMMAND, Key::Z);
    desk.key(Modifiers::NONE, Key::F8);
    assert_eq!(card(&desk), format!("Query 4 of {count}"));
}

#[test]
fn after_undo_the_same_query_is_asked_again() {
    let (mut desk, _folder) = opened();
    desk.key(COMMAND, Key::Home);
    desk.key(Modifiers::NONE, Key::F8);
    desk.key(Modifiers::NONE, Key::F8);
    let (asked, selected) = (desk.caret(), desk.selection());
    desk.key(Modifiers::NONE, Key::Delete);
    assert_ne!(desk.caret(), asked, "the next one is asked");
    desk.key(COMMAND, Key::Z);
    desk.key(Modifiers::NONE, Key::F8);
    assert_eq!(desk.selection(), selected);
    desk.key(Modifiers::NONE, Key::F8);
    assert_ne!(desk.selection(), selected, "once: then the next one");
    // Also where F8 is pressed before the check is done.
    desk.key(Modifiers::SHIFT, Key::F8);
    desk.key(Modifiers::NONE, Key::Delete);
    desk.ask(Command::Do(Action::Undo));
    desk.ask(Command::Do(Action::NextQuery));
    assert_eq!(desk.selection(), selected);
    desk.settle();
    assert_eq!(desk.selection(), selected);
}

/// An answer that takes a character away moves the queries behind it in the paragraph. Those are answered by the next key all the same.
#[test]
fn an_answer_that_moves_the_next_query_does_not_leave_it_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page-1.txt");
    let text = "水库加固工程提前完工\n\n　　市水利局派出工程师），村民也来帮忙），大家忙了一个冬天），今年春天就要完工）。\n";
    std::fs::write(&path, text).unwrap();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![path]));
    let count = desk.queries();
    assert!(count >= 3, "{count}");
    desk.key(COMMAND, Key::Home);
    desk.key(Modifiers::NONE, Key::F8);
    for _ in 0..count {
        desk.type_text("1");
    }
    assert_eq!(desk.queries(), 0, "each key answered one");
}

#[test]
fn f8_lands_a_third_from_the_top() {
    let (mut desk, _folder) = opened();
    desk.key(COMMAND, Key::Home);
    let draft = desk.harness.get_by_role_and_label(NodeRole::MultilineTextInput, "Draft").rect();
    let mut landed = 0;
    for _ in 0..desk.queries() {
        desk.key(Modifiers::NONE, Key::F8);
        let order = desk.edition().block_order();
        // Near the beginning and the end there is nothing to scroll to.
        if !(6..32).contains(&order[&desk.caret().block]) {
            continue;
        }
        let (top, bottom) = desk.block_on_screen(desk.caret().block);
        let third = draft.top() + draft.height() / 3.0;
        assert!(top - 2.0 <= third && third <= bottom, "the block is at {top} to {bottom}, the third at {third}");
        landed += 1;
    }
    assert!(landed >= 4, "{landed}");
}

#[test]
fn the_card_says_when_its_keys_go_to_the_text() {
    let (mut desk, _folder) = opened();
    desk.key(COMMAND, Key::Home);
    desk.key(Modifiers::NONE, Key::F8);
    let said = |desk: &Desk| desk.harness.query_all_by_label_contains("go to the text now").next().is_some();
    assert!(!said(&desk));
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(said(&desk), "Enter begins a paragraph now");
    let (before, at) = (desk.edition(), desk.caret());
    desk.key(COMMAND, Key::Space);
    assert!(desk.edition() != before, "the key that it names answers");
    assert_ne!(desk.caret(), at);
}

#[test]
fn a_query_that_the_caret_has_come_to_is_asked_before_the_next_one() {
    let (mut desk, _folder) = opened();
    desk.key(COMMAND, Key::Home);
    for _ in 0..3 {
        desk.key(Modifiers::NONE, Key::F8);
    }
    let third = desk.caret();
    desk.key(COMMAND, Key::Home);
    desk.key(Modifiers::NONE, Key::F8);
    desk.go(third.block, third.at.chars());
    desk.key(Modifiers::NONE, Key::F8);
    assert_eq!(desk.caret(), third);
}

#[test]
fn a_missing_headline_is_proposed_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page-1.txt");
    std::fs::write(&path, "　　本报讯（记者 王明）城北水库昨天开始蓄水。市水利局派出工程师，村民也来帮忙，大家忙了一个冬天。\n").unwrap();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![path]));
    let before = desk.edition();
    assert!(desk.article().title().is_empty());
    for _ in 0..desk.queries() {
        desk.key(Modifiers::NONE, Key::F8);
        if desk.harness.query_all_by_label("This article has no headline.").next().is_some() {
            break;
        }
    }
    desk.harness.get_by_label("Write “城北水库昨天开始蓄水”").click();
    desk.settle();
    assert_eq!(desk.article().title(), "城北水库昨天开始蓄水");
    let pages = desk.edition().pages().to_vec();
    assert!(desk.article().with_role(Role::Headline).all(|block| block.is_supplied(&pages)));
    assert_eq!(desk.selected_text(), "城北水库昨天开始蓄水", "it can be written over");
    desk.perform(EditionCommand::Focus(stet::desktop::view::Pane::Draft));
    desk.type_text("水库蓄水");
    assert_eq!(desk.article().title(), "水库蓄水");
    for _ in 0..8 {
        desk.key(COMMAND, Key::Z);
    }
    assert!(desk.edition() == before);
}

fn asked(text: &str) -> Vec<Query> {
    let page = import_bytes(Path::new("p.txt"), text.as_bytes(), None).unwrap();
    check(&clean(&[Arc::new(page)], HouseStyle::standard()), HouseStyle::standard())
}

#[test]
fn rare_characters_are_no_errors_and_private_ones_are() {
    let text = |name: &str| {
        format!("水库加固工程提前完工\n\n　　本报讯 三月二日，市水利局工程师{name}宣布，城北水库的加固工程提前一个月完工，可以安全蓄水。\n")
    };
    for name in ["𡗗志强", "𠮷田", "王𬭚"] {
        let about: Vec<_> =
            asked(&text(name)).into_iter().filter(|query| query.kind == QueryKind::Character && query.text.contains(name)).collect();
        let rare = |query: &Query| {
            let (from, to) = (query.range.0.chars().min(4), query.range.1.chars() - query.range.0.chars());
            query.text.chars().skip(from).take(to).any(|c| u32::from(c) > 0xffff)
        };
        assert!(!about.iter().any(rare), "{name}: {about:?}");
    }
    let about = asked(&text("王\u{e123}"));
    assert!(about.iter().any(|query| query.message.key == "query-private-use"), "{about:?}");
}
