//! The queue while checks come in.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use stet::check::{Query, check};
use stet::clean::clean;
use stet::desktop::command::{Action, Command, EditionCommand};
use stet::desktop::open::document::Document;
use stet::desktop::open::queries::QueriesKnown;
use stet::import::import_bytes;
use stet::locale::Language;
use stet::style::HouseStyle;

use super::desk::Desk;

#[test]
fn a_query_that_was_gone_to_and_is_settled_by_the_answer_before_is_noticed() {
    let page = import_bytes(Path::new("p.raw.txt"), include_bytes!("../../assets/samples/riverside-daily-2.raw.txt"), None).unwrap();
    let edition = clean(&[Arc::new(page)], HouseStyle::standard());
    let queries: Vec<Arc<Query>> = check(&edition, HouseStyle::standard()).into_iter().map(Arc::new).collect();
    assert!(queries.len() > 1, "the sample has queries");
    let mut document = Document::draft(edition, Vec::new());
    assert!(!document.set_queries(1, queries.clone()));
    assert!(document.go_to_query(0));
    assert!(!document.set_queries(2, queries.clone()), "it is still there");
    assert!(document.set_queries(3, queries[1..].to_vec()), "it is settled");
    document.leave_queue();
    assert!(!document.set_queries(4, queries[1..].to_vec()), "the editor writes there, and stays");
}

#[test]
fn nothing_is_claimed_before_the_first_check_is_done() {
    let page = import_bytes(Path::new("p.raw.txt"), include_bytes!("../../assets/samples/riverside-daily-2.raw.txt"), None).unwrap();
    let edition = clean(&[Arc::new(page)], HouseStyle::standard());
    let queries: Vec<Arc<Query>> = check(&edition, HouseStyle::standard()).into_iter().map(Arc::new).collect();
    let mut document = Document::draft(edition, Vec::new());
    assert_eq!(document.queries_known(), QueriesKnown::NotYet);
    document.set_queries(document.generation(), queries);
    assert_eq!((document.queries_known(), document.settled_part()), (QueriesKnown::Checked, 0.0));
    document.check_again();
    assert_eq!(document.queries_known(), QueriesKnown::Checked, "what is known stays while it is checked again");
    assert!(document.needs_check());
}

#[test]
fn the_desk_says_that_it_is_checking_until_it_knows() {
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(Action::ShowQueue);
    desk.ask(Action::OpenSample);
    let mut said = false;
    desk.wait_until(|desk| {
        let claims = desk.harness.query_all_by_label("No queries left").count()
            + desk.harness.query_all_by_label("There are no queries left.").count();
        assert_eq!(claims, 0, "nothing is claimed");
        said |= desk.harness.query_all_by_label_contains("Checking").next().is_some();
        desk.harness.query_all_by_label_contains("queries left").next().is_some()
    });
    assert!(said, "the desk says what it is doing");
}

#[test]
fn a_key_after_the_last_answer_is_none_of_the_text() {
    let mut desk = Desk::with_sample();
    desk.key(Modifiers::NONE, Key::F8);
    for _ in 0..60 {
        if desk.queries() == 0 {
            break;
        }
        desk.key(Modifiers::NONE, Key::Delete);
    }
    assert_eq!(desk.queries(), 0, "all were let stand");
    let before = desk.edition();
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.edition() == before, "the key was meant for one query more");
    desk.key(Modifiers::NONE, Key::F8);
    desk.key(Modifiers::NONE, Key::Delete);
    assert!(desk.edition() == before, "nor does F8 make it one of the text");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().blocks().count(), before.blocks().count() + 1, "then keys write again");
}

#[test]
fn enter_takes_a_proposed_headline_as_it_is() {
    let mut desk = Desk::with_sample();
    let article = desk.article_without_headline();
    let first = desk.edition().article(article).expect("it").blocks()[0].id();
    desk.go(first, 0);
    desk.perform(Command::Do(Action::SupplyHeadline));
    let text = "渡口明年修桥";
    desk.type_text(text);
    let headline = desk.caret().block;
    let whole = |at: usize| stet::edition::Place { block: headline, at: stet::edition::TextOffset::new(at) };
    let end = text.chars().count();
    desk.perform(EditionCommand::Select(stet::edit::Selection { anchor: whole(0), head: whole(end) }));
    let before = desk.edition();
    assert_eq!(before.block(headline).expect("it").1.text(), text);
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.edition() == before, "it stands");
    assert_ne!(desk.selection().map(|selection| selection.anchor), Some(whole(0)), "and the editor is past it");
}
