//! Rounds of proofreading, comments, and another's version at the desk.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::edit::{Edit, apply};
use stet::edition::{Edition, Place, TextOffset};
use stet::locale::Language;

use super::COMMAND;
use super::desk::Desk;

fn says(desk: &Desk, text: &str) -> bool {
    desk.harness.query_all_by_label_contains(text).next().is_some()
}

fn click(desk: &mut Desk, name: &str) {
    desk.harness.get_by_label(name).click();
    desk.settle();
}

/// Closes the round that the dialog proposes.
fn close_round(desk: &mut Desk) {
    desk.perform(Command::Do(Action::CloseRound));
    desk.key(Modifiers::NONE, Key::Enter);
}

#[test]
fn a_round_is_closed_and_the_next_reader_walks_its_changes() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.key(Modifiers::NONE, Key::F9);
    assert!(says(&desk, "No round of proofreading was closed yet."));
    desk.go(block, 3);
    desk.type_text("新");
    desk.perform(Command::Do(Action::CloseRound));
    // Without initials none is closed; they are asked for once.
    assert!(!says(&desk, "Initials are needed"));
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.edition().rounds().is_empty() && says(&desk, "Initials are needed"));
    desk.field("Your initials", "QD");
    click(&mut desk, "Close the round");
    let edition = desk.edition();
    let closing = edition.rounds()[0].closing();
    assert_eq!((closing.hand.as_str(), closing.counts.changes, closing.counts.left), ("QD", 1, desk.queries()));
    assert_eq!(desk.settings().initials, "QD");
    assert!(says(&desk, "first proof closed by QD."));
    // The next reader goes to what was changed, wherever it stands by now.
    desk.go(block, 0);
    desk.type_text("前");
    desk.go(block, 0);
    desk.key(Modifiers::NONE, Key::F9);
    assert_eq!(desk.selected_text(), "新");
    assert!(says(&desk, "1 of 1: “” → “新”"));
    // Only what is asked there is shown.
    let all = desk.queries();
    desk.perform(Command::Do(Action::QueriesOfChanges));
    assert!(desk.queries() < all, "{} of {all}", desk.queries());
    desk.perform(Command::Do(Action::QueriesOfChanges));
    assert_eq!(desk.queries(), all);
    close_round(&mut desk);
    let kinds: Vec<_> = desk.edition().rounds().iter().map(|round| round.closing().kind.name()).collect();
    assert_eq!(kinds, ["first", "second"]);
    desk.perform(Command::Do(Action::Undo));
    assert_eq!(desk.edition().rounds().len(), 1, "a closing is undone");
}

#[test]
fn a_house_may_want_another_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let style = folder.path().join("house-style.ron");
    std::fs::write(&style, "HouseStyle(one_hand_once: true)").expect("written");
    let mut desk = Desk::with_sample();
    desk.perform(ShellCommand::TakeStyle(style));
    desk.perform(Command::Do(Action::CloseRound));
    desk.field("Your initials", "QD");
    click(&mut desk, "Close the round");
    close_round(&mut desk);
    assert!(says(&desk, "one_hand_once"));
    assert_eq!(desk.edition().rounds().len(), 1);
}

#[test]
fn a_place_is_commented_on_and_the_comment_answered() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 2);
    desk.key(Modifiers::SHIFT, Key::ArrowRight);
    let text = desk.selected_text();
    desk.key(COMMAND.plus(Modifiers::ALT), Key::M);
    desk.key(COMMAND, Key::Enter);
    assert!(says(&desk, "Write the comment first."));
    desk.type_text("原报不清");
    desk.key(COMMAND, Key::Enter);
    assert!(says(&desk, "Initials are needed") && desk.edition().comments().is_empty());
    desk.field("Your initials", "QD");
    click(&mut desk, "OK");
    let edition = desk.edition();
    let comment = &edition.comments()[0];
    assert_eq!((comment.about(), comment.remarks()[0].text.as_str()), (text.as_str(), "原报不清"));
    // It is in the inspector, and moves with its text.
    desk.go(block, 0);
    desk.type_text("前");
    assert_eq!(desk.edition().comments()[0].range().0, TextOffset(3));
    click(&mut desk, "Answer…");
    desk.type_text("查过");
    desk.key(COMMAND, Key::Enter);
    assert_eq!(desk.edition().comments()[0].remarks().len(), 2);
    assert!(says(&desk, "查过"));
    click(&mut desk, "Go there");
    assert_eq!(desk.caret(), Place { block, at: TextOffset(3) });
    click(&mut desk, "Delete");
    assert!(desk.edition().comments().is_empty());
}

#[test]
fn anothers_version_is_merged_in_one_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name);
    std::fs::write(file("p.txt"), "清河渡口明年修桥\n\n　　本报讯 县里昨天开会，决定拨款三万元，修清河渡口的桥。\n").expect("written");
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![file("p.txt")]));
    let base = desk.edition();
    let replaced = |edition: &Edition, old: &str, new: &str| {
        let mut edition = edition.clone();
        let found = edition.blocks().find_map(|(_, block)| Some((block.id(), block.text()[..block.text().find(old)?].chars().count())));
        let (block, at) = found.expect("the text");
        let place = |at: usize| Place { block, at: TextOffset::new(at) };
        apply(&mut edition, &Edit::splice(place(at), place(at + old.chars().count()), new)).expect("it applies");
        edition
    };
    let theirs = replaced(&replaced(&base, "三万", "五万"), "昨天", "前天");
    stet::store::save(&file("base.ron"), &base).expect("saved");
    stet::store::save(&file("theirs.ron"), &theirs).expect("saved");
    let ours = replaced(&base, "三万", "四万");
    let edits = {
        let (block, _) = base.blocks().map(|(_, block)| (block.id(), block.text().contains("三万"))).find(|(_, has)| *has).expect("it");
        let text = base.block(block).expect("a block").1.text();
        let at = text[..text.find("三万").expect("it")].chars().count();
        let place = |at: usize| Place { block, at: TextOffset::new(at) };
        Edit::splice(place(at), place(at + 2), "四万")
    };
    desk.perform(EditionCommand::Apply(edits));
    assert_eq!(desk.edition().articles(), ours.articles());
    desk.perform(EditionCommand::TakeVersion(file("theirs.ron")));
    desk.perform(EditionCommand::MergeVersion(file("base.ron")));
    let text = |desk: &Desk| desk.edition().blocks().map(|(_, block)| block.text().to_owned()).collect::<String>();
    assert!(text(&desk).contains("前天开会，决定拨款四万元"), "{}", text(&desk));
    assert!(says(&desk, "In one place both differ"));
    desk.walk_to("四");
    assert_eq!(desk.selected_text(), "四", "the place where both differ is asked about");
    desk.perform(Command::Do(Action::AcceptQuery));
    assert!(text(&desk).contains("拨款五万元") && desk.edition().comments().is_empty(), "{}", text(&desk));
    desk.perform(Command::Do(Action::Undo));
    desk.perform(Command::Do(Action::Undo));
    assert!(text(&desk).contains("昨天开会，决定拨款四万元"), "{}", text(&desk));
}
