//! The outline and the margin: picking, naming and moving by keyboard and mouse.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionCommand};
use stet::desktop::view::Pane;
use stet::edit::TermKind;
use stet::edition::{Role, Status};

use super::desk::Desk;

fn titles(desk: &Desk) -> Vec<String> {
    desk.edition().articles().iter().map(|article| article.title()).collect()
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    desk.harness.event(Event::PointerMoved(from));
    desk.harness.step();
    desk.harness.event(button(from, true));
    desk.harness.step();
    for part in 1..=6 {
        desk.harness.event(Event::PointerMoved(from + (to - from) * (part as f32 / 6.0)));
        desk.harness.step();
    }
    desk.harness.event(button(to, false));
    desk.settle();
}

#[test]
fn articles_are_picked_by_keyboard_and_made_one() {
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    desk.perform(EditionCommand::GoToArticle(before.articles()[0].id()));
    desk.perform(EditionCommand::Focus(Pane::Outline));
    desk.key(Modifiers::SHIFT, Key::ArrowDown);
    desk.key(Modifiers::SHIFT, Key::ArrowDown);
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    let after = desk.edition();
    assert_eq!(after.articles().len(), before.articles().len() - 2);
    let blocks: usize = before.articles()[..3].iter().map(|article| article.blocks().len()).sum();
    assert_eq!(after.articles()[0].blocks().len(), blocks);
    assert_eq!(after.articles()[0].status(), Status::InWork);
    desk.harness.get_by_label("3 articles made one");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.edition() == before);
}

#[test]
fn articles_that_do_not_follow_each_other_are_gathered() {
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    let [first, second, third] = [0, 1, 2].map(|at| before.articles()[at].id());
    desk.perform(EditionCommand::Pick(vec![third, first]));
    desk.perform(Command::Do(Action::MergeArticles));
    let ids: Vec<_> = desk.edition().articles().iter().map(|article| article.id()).collect();
    assert_eq!(ids[..2], [first, second]);
    assert!(!ids.contains(&third));
}

#[test]
fn a_headline_is_written_in_the_outline() {
    let mut desk = Desk::with_sample();
    let id = desk.article_without_headline();
    desk.perform(EditionCommand::GoToArticle(id));
    desk.key(Modifiers::NONE, Key::F2);
    desk.type_text("代拟标题");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().article(id).unwrap().title(), "代拟标题");
    desk.key(Modifiers::NONE, Key::F2);
    desk.type_text("甲");
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.edition().article(id).unwrap().title(), "代拟标题");
}

#[test]
fn an_article_is_dragged_to_another_place() {
    let mut desk = Desk::with_sample();
    let before = titles(&desk);
    let named: Vec<usize> = (0..before.len()).filter(|at| !before[*at].is_empty()).collect();
    let (from, to) = (named[0], named[2]);
    let rect = |desk: &Desk, title: &str| {
        desk.harness.get_all_by_role_and_label(eframe::egui::accesskit::Role::Button, title).next().expect("a row").rect()
    };
    let (start, end) = (rect(&desk, &before[from]).center(), rect(&desk, &before[to]));
    drag(&mut desk, start, Pos2::new(start.x, end.bottom() - 3.0));
    let mut expected = before.clone();
    let moved = expected.remove(from);
    expected.insert(to, moved);
    assert_eq!(titles(&desk), expected);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(titles(&desk), before);
}

#[test]
fn a_block_is_dragged_by_its_label() {
    let mut desk = Desk::with_sample();
    let edition = desk.edition();
    let article = edition.articles().iter().find(|article| article.blocks().len() > 3).expect("an article of some length");
    desk.perform(EditionCommand::GoToArticle(article.id()));
    let ids: Vec<_> = article.blocks().iter().map(|block| block.id()).collect();
    let [from, to] = [ids[1], ids[2]].map(|id| desk.block_on_screen(id));
    let left = desk.text_left() - 40.0;
    drag(&mut desk, Pos2::new(left, from.0 + 8.0), Pos2::new(left, to.1 - 2.0));
    let after: Vec<_> = desk.edition().article(article.id()).unwrap().blocks().iter().map(|block| block.id()).collect();
    assert_eq!(after[1..3], [ids[2], ids[1]]);
}

#[test]
fn marks_are_set_and_taken_away() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    let text = desk.edition().block(block).unwrap().1.text().to_owned();
    let read = |desk: &Desk| desk.edition().block(block).unwrap().1.text().to_owned();
    let cut = |from: usize, to: usize| text.chars().skip(from).take(to - from).collect::<String>();
    desk.go(block, 4);
    for _ in 0..2 {
        desk.key(Modifiers::SHIFT, Key::ArrowRight);
    }
    desk.key(Modifiers::ALT, Key::B);
    assert_eq!(read(&desk), format!("{}〔{}〕{}", cut(0, 4), cut(4, 6), cut(6, 10_000)));
    desk.key(Modifiers::ALT, Key::B);
    assert_eq!(read(&desk), text);
    desk.key(Modifiers::ALT, Key::L);
    assert_eq!(read(&desk), format!("{}□□{}", cut(0, 4), cut(6, 10_000)));
    desk.key(Modifiers::COMMAND, Key::Z);
    desk.go(block, 6);
    desk.key(Modifiers::ALT, Key::S);
    assert_eq!(read(&desk), format!("{}〔原文如此〕{}", cut(0, 6), cut(6, 10_000)));
    desk.key(Modifiers::ALT, Key::S);
    assert_eq!(read(&desk), text);
    assert!(desk.edition().ledger().iter().all(|ledger| ledger.balances()));
}

#[test]
fn an_article_that_is_changed_is_in_work() {
    let mut desk = Desk::with_sample();
    assert_eq!(desk.article().status(), Status::Untouched);
    desk.type_text("字");
    assert_eq!(desk.article().status(), Status::InWork);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.article().status(), Status::Untouched);
    assert!(desk.article().with_role(Role::Paragraph).count() > 0);
}

#[test]
fn suggestions_are_accepted_by_a_click_and_rejected_by_a_key() {
    let mut desk = Desk::with_sample();
    let first = desk.edition().articles()[0].clone();
    let all = stet::suggest::suggestions(&desk.edition(), &first, stet::style::HouseStyle::standard());
    let section = all.iter().find(|suggestion| suggestion.slot == stet::suggest::Slot::Section).expect("a section").text.clone();
    let tag = all.iter().find(|suggestion| suggestion.slot == stet::suggest::Slot::Term(TermKind::Tag)).expect("a tag").text.clone();
    desk.harness.get_by_label(&format!("Add {section}")).click();
    desk.settle();
    assert_eq!(desk.edition().articles()[0].section(), Some(section.as_str()));
    desk.harness.get_by_label(&format!("Add {tag}")).focus();
    desk.settle();
    desk.key(Modifiers::NONE, Key::Delete);
    assert!(desk.harness.query_by_label(&format!("Add {tag}")).is_none(), "{tag} is suggested no more");
    assert!(desk.edition().articles()[0].tags().is_empty());
}
