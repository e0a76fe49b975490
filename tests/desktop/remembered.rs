//! What is remembered from day to day: widths that were dragged, files that were opened, mastheads of papers.

use eframe::egui::{Key, Modifiers, Pos2, accesskit::Role as NodeRole, pos2};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::edit::{Edit, EditName, Field};
use stet::locale::Language;

use super::COMMAND;
use super::desk::Desk;

fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    desk.harness.hover_at(from);
    desk.harness.step();
    desk.harness.drag_at(from);
    desk.harness.step();
    desk.harness.hover_at(from + (to - from) / 2.0);
    desk.harness.step();
    desk.harness.hover_at(to);
    desk.harness.run_steps(3);
    desk.harness.drop_at(to);
    desk.settle();
}

#[test]
fn a_column_that_was_dragged_is_as_wide_the_next_day() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.ron");
    let width = |desk: &Desk| desk.harness.get_by_role_and_label(NodeRole::List, "Outline").rect().width();
    let mut desk = Desk::with_settings(Language::English, &path);
    desk.perform(Command::Do(Action::OpenSample));
    let before = width(&desk);
    let edge = desk.harness.get_by_role_and_label(NodeRole::List, "Outline").rect().right();
    drag(&mut desk, pos2(edge, 400.0), pos2(edge + 60.0, 400.0));
    let dragged = width(&desk);
    assert!((dragged - before - 60.0).abs() < 8.0, "{before} {dragged}");
    assert!((desk.settings().widths.outline - dragged).abs() < 4.0);
    desk.close();
    let mut desk = Desk::with_settings(Language::English, &path);
    desk.perform(Command::Do(Action::OpenSample));
    assert!((width(&desk) - dragged).abs() < 4.0, "{dragged} {}", width(&desk));
}

#[test]
fn a_file_that_was_opened_is_opened_again_from_the_menu() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("河湾日报-1.txt");
    std::fs::write(&page, "水库加固\n\n　　本报讯 三月二日，城北水库的加固工程提前一个月完工。\n").unwrap();
    let mut desk = Desk::with_settings(Language::English, &folder.path().join("settings.ron"));
    desk.perform(ShellCommand::Open(vec![page]));
    let before = desk.edition();
    desk.perform(Command::Do(Action::OpenSample));
    assert!(desk.edition() != before);
    desk.harness.get_by_role_and_label(NodeRole::Button, "File").click();
    desk.settle();
    desk.harness.get_by_label_contains("Open recent").hover();
    desk.harness.run_steps(4);
    desk.harness.get_by_label_contains("Open recent").click();
    desk.settle();
    desk.harness.get_by_role_and_label(NodeRole::MenuItem, "河湾日报-1.txt").click();
    desk.settle();
    assert!(desk.edition() == before);
}

#[test]
fn the_masthead_goes_on_from_the_last_edition_of_the_paper() {
    let folder = tempfile::tempdir().unwrap();
    let open = |desk: &mut Desk, number: u32| {
        let page = folder.path().join(format!("sheet-{number}.txt"));
        std::fs::write(&page, "水库加固\n\n　　本报讯 城北水库的加固工程提前一个月完工。\n").unwrap();
        desk.perform(ShellCommand::Open(vec![page]));
    };
    let mut desk = Desk::with_settings(Language::English, &folder.path().join("settings.ron"));
    open(&mut desk, 1);
    let field = |field: Field, value: &str| Edit::SetField { field, value: Some(value.to_owned()) };
    let edits = vec![field(Field::PaperTitle, "河湾日报"), field(Field::Date, "2022-03-31"), field(Field::Issue, "第 1234 期")];
    desk.perform(EditionCommand::Apply(Edit::Batch { name: EditName::Masthead, edits }));
    desk.perform(EditionCommand::SaveTo(folder.path().join("first.ron")));
    desk.key(COMMAND, Key::M);
    assert!(desk.harness.query_all_by_label_contains("Next edition").next().is_none(), "it is the last edition itself");
    desk.key(Modifiers::NONE, Key::Escape);
    open(&mut desk, 2);
    desk.key(COMMAND, Key::M);
    desk.harness.get_by_label("Next edition: 河湾日报 · 2022-04-01 · 第 1235 期").click();
    desk.settle();
    desk.key(Modifiers::NONE, Key::Enter);
    let edition = desk.edition();
    let masthead = edition.masthead();
    let said = [&masthead.title, &masthead.date, &masthead.issue].map(|text| text.clone().unwrap_or_default());
    assert_eq!(said, ["河湾日报", "2022-04-01", "第 1235 期"]);
}
