//! Alike places in a list, and the words of the edition.

use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::edit::Selection;
use stet::edition::{Edition, Place, TextOffset};
use stet::language::class;
use stet::locale::Language;

use super::desk::Desk;
use super::{COMMAND, command_shift, facsimile};

const PAGE: &str = "水库加固工程提前完工\n\n　　本报讯 三月二日，市水利局宣布，城北的水库加固工程提前一个月完工，\n可以安全蓄水度汛。\n　　水库总投资两千万元，水库历时八个月，村民很高兴，大家都说今后不怕\n干旱了。\n";

fn opened() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page-1.txt");
    std::fs::write(&path, PAGE).unwrap();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![path]));
    (desk, folder)
}

fn texts(edition: &Edition) -> String {
    edition.blocks().map(|(_, block)| block.text().to_owned()).collect::<Vec<_>>().join("\n")
}

/// Selects the first place where a text stands.
fn select(desk: &mut Desk, text: &str) {
    let edition = desk.edition();
    let (_, block) = edition.blocks().find(|(_, block)| block.text().contains(text)).expect("the text");
    let from = block.text().split(text).next().unwrap_or_default().chars().count();
    let place = |at: usize| Place { block: block.id(), at: TextOffset::new(at) };
    desk.perform(EditionCommand::Select(Selection { anchor: place(from), head: place(from + text.chars().count()) }));
}

#[test]
fn the_places_of_a_text_are_listed_and_those_that_are_ticked_replaced_in_one_step() {
    let (mut desk, _folder) = opened();
    let before = desk.edition();
    let count = texts(&before).matches("水库").count();
    assert_eq!(count, 4);
    select(&mut desk, "水库");
    desk.key(command_shift(), Key::A);
    desk.harness.get_by_label("“水库”: 4 places");
    let rows = || NodeRole::CheckBox;
    assert_eq!(
        desk.harness
            .query_all_by_role(rows())
            .filter(|node| node.accesskit_node().label().is_some_and(|name| name.contains("水库")))
            .count(),
        4
    );
    // The second one is not meant.
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.key(Modifiers::NONE, Key::Space);
    let field = desk.harness.get_by_role_and_label(NodeRole::TextInput, "Replace with");
    field.focus();
    desk.settle();
    desk.key(COMMAND, Key::A);
    desk.type_text("湖泊");
    desk.harness.get_by_label("Replace in 3 places");
    desk.key(Modifiers::NONE, Key::Enter);
    let after = texts(&desk.edition());
    assert_eq!((after.matches("湖泊").count(), after.matches("水库").count()), (3, 1));
    assert!(after.lines().nth(1).is_some_and(|line| line.contains("水库")), "the second stays: {after}");
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == before);
}

#[test]
fn alike_queries_are_let_stand_together_and_a_place_is_gone_to() {
    let (mut desk, _folder) = opened();
    // Marks that close nothing.
    let blocks: Vec<_> = desk.edition().blocks().filter(|(_, block)| block.text().contains('，')).map(|(_, block)| block.id()).collect();
    for block in &blocks {
        desk.go(*block, 6);
        desk.type_text("）");
    }
    let (all, before) = (desk.queries(), desk.edition());
    desk.walk_to("）");
    desk.key(command_shift(), Key::A);
    desk.harness.get_by_label(&format!("“）”: {} places", blocks.len()));
    desk.key(Modifiers::NONE, Key::End);
    desk.key(Modifiers::SHIFT, Key::Enter);
    assert_eq!((desk.selected_text().as_str(), desk.caret().block), ("）", *blocks.last().unwrap()), "the last place is gone to");
    desk.key(command_shift(), Key::A);
    let words = format!("Let {} stand", blocks.len());
    if desk.harness.query_all_by_label(&words).next().is_none() {
        desk.harness.get_by_label("Select all").click();
        desk.settle();
    }
    desk.harness.get_by_label(&words).click();
    desk.settle();
    assert_eq!(desk.queries(), all - blocks.len());
    desk.key(COMMAND, Key::Z);
    assert_eq!(desk.queries(), all, "it is one step");
    assert!(desk.edition() == before);
}

#[test]
fn a_place_has_its_picture_where_there_is_an_image() {
    let height = |with_image: bool| {
        let (mut desk, _folder) = facsimile::opened(with_image);
        select(&mut desk, "水库除险");
        desk.perform(Command::Do(Action::ShowAlike));
        let row = desk
            .harness
            .query_all_by_role(NodeRole::CheckBox)
            .find(|node| node.accesskit_node().label().is_some_and(|name| name.contains("水库除险")));
        row.expect("a row").rect().height()
    };
    assert!(height(true) > height(false) + 20.0);
}

#[test]
fn words_are_listed_by_frequency_and_gone_to() {
    let (mut desk, _folder) = opened();
    desk.key(command_shift(), Key::W);
    let rows = |desk: &Desk| {
        let dialog = desk.harness.ctx.memory(|memory| memory.area_rect(eframe::egui::Id::unique("dialog"))).expect("a dialog");
        let mut rows: Vec<(i32, String)> = Vec::new();
        for node in desk.harness.query_all_by_role(NodeRole::Button) {
            let name = node.accesskit_node().label().unwrap_or_default();
            if !name.is_empty() && name.chars().all(class::is_han) && dialog.contains_rect(node.rect()) {
                rows.push((node.rect().top() as i32, name));
            }
        }
        rows.sort();
        rows.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    assert_eq!(rows(&desk).first().map(String::as_str), Some("水库"), "{:?}", rows(&desk));
    // What is written more than once has its places listed.
    desk.key(Modifiers::NONE, Key::Enter);
    desk.harness.get_by_label("“水库”: 4 places");
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(command_shift(), Key::W);
    desk.harness.get_by_label("Written once only").click();
    desk.settle();
    let once = rows(&desk);
    assert!(!once.contains(&"水库".to_owned()) && once.contains(&"城北".to_owned()), "{once:?}");
    desk.harness.get_by_role_and_label(NodeRole::TextInput, "A word or its pinyin").focus();
    desk.settle();
    desk.type_text("cunmin");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.selected_text(), "村民");
    desk.type_text("居民");
    assert!(texts(&desk.edition()).contains("居民很高兴"), "the draft has the keyboard");
}

const MISREAD: &str = "The bridge\n\n   It was opened in the autnmn of last year by the mayor of the town and all people of the village.\n   They came again in the autnmn of this year and sang in the old market hall of the town.\n";

/// How often a word is asked about.
fn asked(desk: &Desk, word: &str) -> usize {
    desk.harness.query_all_by_label_contains(word).filter(|node| node.accesskit_node().role() == NodeRole::Button).count()
}

#[test]
fn a_word_is_said_to_be_right_at_its_query_and_not_asked_about_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page-1.txt");
    std::fs::write(&path, MISREAD).unwrap();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![path]));
    desk.perform(Command::Do(Action::ShowQueue));
    let before = asked(&desk, "autnmn");
    assert!(before > 1, "each place is asked about");
    let mut steps = 0;
    while desk.selected_text() != "autnmn" {
        desk.key(Modifiers::NONE, Key::F8);
        steps += 1;
        assert!(steps < 20, "the query is there");
    }
    desk.key(COMMAND | Modifiers::ALT, Key::G);
    assert_eq!(asked(&desk, "autnmn"), 0);
    assert_eq!(desk.edition().settled().len(), 1);
    // The list of words has it, and takes it back.
    desk.key(command_shift(), Key::W);
    desk.harness.get_by_label("Said to be right").click();
    desk.settle();
    desk.key(COMMAND, Key::Enter);
    assert_eq!(desk.edition().settled().len(), 0);
    desk.harness.get_by_label("No word was said to be right yet.");
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(asked(&desk, "autnmn"), before, "it is asked about again");
    desk.perform(Command::Do(Action::Undo));
    assert_eq!(asked(&desk, "autnmn"), 0);
}

#[test]
fn a_word_of_the_list_is_said_to_be_right_and_one_character_alone_is_none() {
    let (mut desk, _folder) = opened();
    desk.key(command_shift(), Key::W);
    desk.field("A word or its pinyin", "水利局");
    desk.key(COMMAND, Key::Enter);
    let edition = desk.edition();
    assert_eq!(edition.settled().iter().map(|settled| settled.text.as_str()).collect::<Vec<_>>(), ["水利局"]);
    desk.key(Modifiers::NONE, Key::Escape);
    select(&mut desk, "，");
    desk.key(COMMAND | Modifiers::ALT, Key::G);
    desk.harness.get_by_label("Select the word first.");
    assert_eq!(desk.edition().settled().len(), 1);
    select(&mut desk, "水利局");
    desk.key(COMMAND | Modifiers::ALT, Key::G);
    desk.harness.get_by_label("“水利局” is right already.");
}
