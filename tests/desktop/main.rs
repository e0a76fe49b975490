//! The desk by its accessible names, without a display: what an editor does, and what is then in the edition.
#![cfg(feature = "desk")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod alike;
mod carpet;
mod collection;
mod commands;
mod desk;
mod dialogs;
mod effort;
mod exports;
mod facsimile;
mod focus;
mod folder;
mod folder_walk;
mod follow;
mod guard;
mod hands;
mod house_style;
mod lists;
mod manual;
mod outline;
mod pages;
mod pdf;
mod picking;
mod queries;
mod regions;
mod remembered;
mod room;
mod rounds;
mod safety;
mod search;
#[cfg(feature = "snapshots")]
mod snapshots;
mod terms;
mod walk;
mod words;

use desk::{Desk, all_names};
use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::edition::{Role, Shelf, Status};
use stet::locale::Language;
use stet::store;

const COMMAND: Modifiers = Modifiers::COMMAND;

fn command_shift() -> Modifiers {
    Modifiers::COMMAND | Modifiers::SHIFT
}

#[test]
fn the_start_screen_opens_the_sample() {
    let mut desk = Desk::new(Language::English);
    desk.harness.get_by_label("Open the sample page").click();
    desk.settle();
    assert!(desk.edition().articles().len() > 3);
    let title = desk.edition().articles().iter().map(|article| article.title()).find(|title| !title.is_empty()).expect("a headline");
    assert!(desk.harness.query_all_by_label(&title).next().is_some(), "the outline shows {title}");
    desk.harness.get_by_label("first draft");
}

#[test]
fn a_screen_reader_finds_the_headlines_and_paragraphs_on_the_screen() {
    let desk = Desk::with_sample();
    let edition = desk.edition();
    let caret = edition.blocks().next().expect("a block").1.id();
    for (role, node) in [(Role::Headline, NodeRole::Heading), (Role::Paragraph, NodeRole::Paragraph)] {
        let shown = edition.blocks().find(|(_, block)| block.role() == role && block.id() != caret).expect("a block").1.text();
        let mut named = desk.harness.query_all_by_label(shown);
        assert!(named.any(|found| found.accesskit_node().role() == node), "{shown}");
    }
}

#[test]
fn a_screen_reader_follows_the_caret_and_what_is_selected() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 4);
    desk.key(Modifiers::SHIFT, Key::ArrowRight);
    let edition = desk.edition();
    let text = edition.block(block).expect("the block").1.text();
    let draft = desk.harness.get_by_role_and_label(NodeRole::MultilineTextInput, "Draft");
    let node = draft.accesskit_node();
    assert_eq!(node.document_range().text(), text);
    let selected = node.text_selection().expect("a selection").text();
    assert_eq!(selected, text.chars().skip(4).take(1).collect::<String>());
}

#[test]
fn typing_changes_the_text_at_the_caret_and_undo_takes_it_back() {
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    desk.type_text("增补");
    let block = before.blocks().next().unwrap().1.clone();
    assert_eq!(desk.edition().block(block.id()).unwrap().1.text(), format!("增补{}", block.text()));
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == before);
    desk.harness.get_by_label("Undone: typing");
    desk.key(COMMAND, Key::Y);
    assert!(desk.edition() != before);
}

#[test]
fn enter_splits_and_backspace_joins() {
    let mut desk = Desk::with_sample();
    let place = desk.paragraph(30);
    let before = desk.edition();
    desk.go(place, 10);
    desk.key(Modifiers::NONE, Key::Enter);
    let after = desk.edition();
    assert_eq!(after.blocks().count(), before.blocks().count() + 1);
    let text = before.block(place).unwrap().1.text().to_owned();
    assert_eq!(after.block(place).unwrap().1.text(), text.chars().take(10).collect::<String>());
    desk.key(Modifiers::NONE, Key::Backspace);
    assert_eq!(desk.edition().block(place).unwrap().1.text(), text);
    assert!(desk.edition().ledger().iter().all(|ledger| ledger.balances() && ledger.changed == before.ledger()[0].changed));
}

#[test]
fn delete_at_the_end_of_an_article_says_how_articles_are_joined() {
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    let last = before.articles()[0].blocks().last().unwrap().clone();
    desk.go(last.id(), last.len().chars());
    desk.key(Modifiers::NONE, Key::Delete);
    assert!(desk.edition() == before);
    desk.harness.get_by_label_contains("Merge with previous article");
}

#[test]
fn a_tag_is_added_by_keyboard_and_removed_by_its_chip() {
    let mut desk = Desk::with_sample();
    desk.key(COMMAND, Key::T);
    desk.type_text("乡村振");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().tags(), ["乡村振兴"]);
    // The field keeps the keyboard for the next tag, and takes what no vocabulary has.
    desk.type_text("水车");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().tags(), ["乡村振兴", "水车"]);
    desk.harness.get_by_label("Remove 乡村振兴").click();
    desk.settle();
    assert_eq!(desk.article().tags(), ["水车"]);
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(COMMAND, Key::Z);
    assert_eq!(desk.article().tags(), ["乡村振兴", "水车"]);
}

#[test]
fn selected_text_becomes_the_headline_of_its_article() {
    let mut desk = Desk::with_sample();
    let place = desk.paragraph(30);
    let text: String = desk.edition().block(place).unwrap().1.text().chars().take(6).collect();
    let Some((Shelf::Article(id), _)) = desk.edition().block(place).map(|(shelf, block)| (shelf, block.clone())) else {
        panic!("in an article")
    };
    let before = desk.edition();
    desk.go(place, 0);
    for _ in 0..6 {
        desk.key(Modifiers::SHIFT, Key::ArrowRight);
    }
    desk.key(command_shift(), Key::H);
    let article = desk.edition().article(id).unwrap().clone();
    assert!(article.with_role(Role::Headline).any(|block| block.text() == text), "{:?}", article.title());
    let headline = article.with_role(Role::Headline).find(|block| block.text() == text).unwrap();
    assert!(!headline.is_supplied(desk.edition().pages()), "the words are the paper's own");
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == before);
}

#[test]
fn a_headline_can_be_written_in_the_inspector() {
    let mut desk = Desk::with_sample();
    let id = desk.article_without_headline();
    desk.perform(EditionCommand::GoToArticle(id));
    desk.field("Headline", "代拟");
    let article = desk.edition().article(id).unwrap().clone();
    assert_eq!(article.title(), "代拟");
    assert!(article.with_role(Role::Headline).all(|block| block.is_supplied(desk.edition().pages())));
    desk.type_text("标题");
    assert_eq!(desk.edition().article(id).unwrap().title(), "代拟标题");
    assert_eq!(desk.edition().article(id).unwrap().with_role(Role::Headline).count(), 1);
    assert!(desk.harness.query_all_by_label("［代拟标题］").next().is_some(), "the outline shows the brackets");
}

#[test]
fn rewording_a_headline_keeps_the_rest_of_it() {
    let mut desk = Desk::with_sample();
    let article = desk.edition().articles().iter().find(|article| !article.title().is_empty()).unwrap().clone();
    let block = article.with_role(Role::Headline).next().unwrap().clone();
    desk.perform(EditionCommand::GoToArticle(article.id()));
    let text = format!("{}！", block.text());
    desk.perform(EditionCommand::SetHeading(article.id(), Role::Headline, Some(block.id()), text.clone()));
    let after = desk.edition().block(block.id()).unwrap().1.clone();
    assert_eq!(after.text(), text);
    assert!(desk.edition().ledger()[0].changed == 0, "one character was added, none changed");
}

#[test]
fn matter_is_set_aside_and_brought_back_to_its_place() {
    let mut desk = Desk::with_sample();
    let place = desk.paragraph(30);
    let before = desk.edition();
    desk.go(place, 3);
    desk.key(command_shift(), Key::X);
    assert_eq!(desk.edition().block(place).unwrap().0, Shelf::SetAside);
    assert_ne!(desk.caret().block, place, "the caret stays where the work is");
    desk.go(place, 0);
    desk.key(command_shift(), Key::B);
    let order = |edition: &stet::edition::Edition| edition.blocks().map(|(_, block)| block.id()).collect::<Vec<_>>();
    assert_eq!(order(&desk.edition()), order(&before));
}

#[test]
fn articles_are_opened_closed_and_moved() {
    let mut desk = Desk::with_sample();
    let place = desk.paragraph(30);
    let count = desk.edition().articles().len();
    desk.go(place, 12);
    desk.key(command_shift(), Key::Enter);
    assert_eq!(desk.edition().articles().len(), count + 1);
    desk.key(command_shift(), Key::Backspace);
    assert_eq!(desk.edition().articles().len(), count);
    let first = desk.edition().articles()[0].id();
    desk.perform(EditionCommand::GoToArticle(first));
    desk.key(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(desk.edition().articles()[1].id(), first);
}

#[test]
fn roles_are_set_for_all_selected_blocks_at_once() {
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    // The block, the article, all.
    for _ in 0..3 {
        desk.key(COMMAND, Key::A);
    }
    desk.key(Modifiers::ALT, Key::Num7);
    assert!(desk.edition().blocks().all(|(_, block)| block.role() == Role::Caption));
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == before);
}

#[test]
fn queries_are_walked_and_answered_by_keyboard() {
    let mut desk = Desk::with_sample();
    let count = desk.queries();
    assert!(count > 0, "the sample has a doubtful place");
    desk.key(Modifiers::NONE, Key::F8);
    desk.harness.get_by_label_contains("Query ");
    desk.key(COMMAND, Key::Delete);
    assert_eq!(desk.queries(), count - 1);
    assert_eq!(desk.edition().settled().len(), 1);
    desk.key(COMMAND, Key::Z);
    assert_eq!(desk.queries(), count);
}

#[test]
fn the_palette_finds_commands_by_name() {
    let mut desk = Desk::with_sample();
    desk.key(command_shift(), Key::P);
    desk.type_text("chec");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().status(), Status::Checked);
    desk.type_text("字");
    assert!(desk.edition().blocks().next().unwrap().1.text().starts_with('字'), "the text has the keyboard again");
}

#[test]
fn a_command_of_the_palette_may_give_a_field_the_keyboard() {
    let mut desk = Desk::with_sample();
    desk.key(command_shift(), Key::P);
    desk.type_text("add a tag");
    desk.key(Modifiers::NONE, Key::Enter);
    desk.type_text("水车");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().tags(), ["水车"]);
}

#[test]
fn unsaved_work_is_asked_about_before_it_is_closed() {
    let mut desk = Desk::with_sample();
    desk.type_text("字");
    desk.key(COMMAND, Key::W);
    desk.harness.get_by_label("Save the changes?");
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(desk.has_document());
    desk.key(COMMAND, Key::W);
    desk.harness.get_by_label("Discard changes").click();
    desk.settle();
    assert!(!desk.has_document());
    desk.harness.get_by_label("Open the sample page");
}

#[test]
fn a_saved_edition_opens_as_it_was() {
    let mut desk = Desk::with_sample();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("e.ron");
    desk.type_text("字");
    desk.perform(EditionCommand::SaveTo(path.clone()));
    desk.harness.get_by_label("saved");
    let saved = desk.edition();
    assert_eq!(store::load(&path).unwrap(), saved);
    desk.type_text("又");
    desk.harness.get_by_label("● unsaved");
    desk.key(COMMAND, Key::S);
    desk.perform(Command::Do(Action::Close));
    desk.perform(ShellCommand::Open(vec![path]));
    assert!(desk.edition().blocks().next().unwrap().1.text().starts_with("字又"));
}

#[test]
fn the_masthead_is_edited() {
    let mut desk = Desk::with_sample();
    desk.key(COMMAND, Key::M);
    desk.type_text("河滨日报");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().masthead().title.as_deref(), Some("河滨日报"));
    desk.harness.get_by_label_contains("河滨日报");
}

#[test]
fn a_file_that_cannot_be_opened_says_why_and_loses_nothing() {
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    desk.perform(ShellCommand::Open(vec!["/no/such/page.txt".into()]));
    assert!(desk.edition() == before);
    desk.harness.get_by_label_contains("/no/such/page.txt");
}

#[test]
fn composed_text_is_shown_in_place_and_is_one_step() {
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    desk.preedit("ni");
    desk.preedit("ni hao");
    assert!(desk.edition() == before, "what is being composed is no edit");
    desk.commit("你好");
    let first = before.blocks().next().unwrap().1.clone();
    assert_eq!(desk.edition().block(first.id()).unwrap().1.text(), format!("你好{}", first.text()));
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == before);
}

#[test]
fn moved_text_keeps_its_source() {
    let mut desk = Desk::with_sample();
    let place = desk.paragraph(30);
    let before = desk.edition().ledger();
    desk.go(place, 0);
    for _ in 0..5 {
        desk.key(Modifiers::SHIFT, Key::ArrowRight);
    }
    let cut = desk.cut();
    assert_eq!(cut.chars().count(), 5);
    desk.key(Modifiers::NONE, Key::End);
    desk.paste(&cut);
    assert_eq!(desk.edition().ledger(), before, "the characters are as they were, elsewhere");
}

#[test]
fn everything_that_can_be_pressed_has_a_name_and_words() {
    for language in Language::ALL {
        let mut desk = Desk::open_sample(language);
        for action in [None, Some(Action::Masthead), Some(Action::Palette), Some(Action::Shortcuts), Some(Action::Manual)] {
            if let Some(action) = action {
                desk.perform(Command::Do(action));
            }
            let names = all_names(&desk.harness);
            let keys: Vec<_> = names.iter().filter(|(_, name)| is_key(name)).collect();
            assert!(keys.is_empty(), "{language:?}: keys instead of words: {keys:?}");
            let pressed = [NodeRole::Button, NodeRole::TextInput, NodeRole::MenuItem];
            let nameless: Vec<_> = names.iter().filter(|(role, name)| pressed.contains(role) && name.trim().is_empty()).collect();
            assert!(nameless.is_empty(), "{language:?}, {action:?}: {nameless:?}");
            desk.perform(ShellCommand::CloseDialog);
        }
    }
}

/// Whether a text is a locale key: small letters with a dash and nothing else.
fn is_key(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

#[test]
fn menus_have_every_action() {
    let mut desk = Desk::with_sample();
    desk.harness.get_by_label("Text").click();
    desk.settle();
    let item = desk.harness.get_by_role_and_label(NodeRole::MenuItem, "Set aside");
    assert!(!item.accesskit_node().is_disabled());
    item.click();
    desk.settle();
    assert!(!desk.edition().set_aside().is_empty());
}

#[test]
fn text_is_found_and_replaced_by_keyboard() {
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    let all = |edition: &stet::edition::Edition| edition.blocks().map(|(_, block)| block.text().matches("水库").count()).sum::<usize>();
    let count = all(&before);
    assert!(count > 3);
    desk.key(COMMAND, Key::H);
    desk.type_text("水库");
    desk.harness.get_by_label_contains(&format!("{count} found"));
    desk.key(Modifiers::NONE, Key::Enter);
    desk.harness.get_by_label_contains(&format!("1 of {count}"));
    // From the field for the replacement, Enter replaces one and goes to the next.
    desk.field("Replace with", "大湖");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(all(&desk.edition()), count - 1);
    desk.key(COMMAND | Modifiers::ALT, Key::Enter);
    assert_eq!(all(&desk.edition()), 0);
    desk.harness.get_by_label(&format!("{} replaced", count - 1));
    // Escape gives the text the keyboard again.
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(COMMAND, Key::Z);
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == before, "both steps are taken back");
}

#[test]
fn the_raw_pages_are_searched_too() {
    let mut desk = Desk::with_sample();
    desk.key(COMMAND, Key::F);
    desk.harness.get_by_label("Search the raw text").click();
    desk.settle();
    desk.field("Find", "下游六万亩");
    desk.key(Modifiers::NONE, Key::Enter);
    desk.harness.get_by_label("1 of 1");
    let caret = desk.caret();
    assert!(desk.edition().block(caret.block).unwrap().1.text().starts_with("下游六万亩"), "the draft goes along");
}

#[test]
fn a_broken_expression_says_what_is_wrong() {
    let mut desk = Desk::with_sample();
    desk.key(COMMAND, Key::F);
    desk.harness.get_by_label("Regular expression").click();
    desk.settle();
    desk.field("Find", "(");
    desk.harness.get_by_label_contains("unclosed group");
}

#[test]
fn tags_are_completed_by_initials() {
    let mut desk = Desk::with_sample();
    desk.key(COMMAND, Key::T);
    desk.type_text("xczx");
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().tags(), ["乡村振兴"]);
}

#[test]
fn the_palette_finds_chinese_names_by_initials() {
    let mut desk = Desk::open_sample(Language::Chinese);
    desk.key(command_shift(), Key::P);
    desk.type_text("yijiao");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().status(), Status::Checked);
}

#[test]
fn an_idle_desk_draws_nothing() {
    let mut desk = Desk::with_sample();
    desk.assert_idle("after opening");
    desk.key(Modifiers::NONE, Key::F8);
    desk.assert_idle("at a query");
    desk.key(COMMAND, Key::T);
    desk.assert_idle("in the field for tags");
    desk.type_text("水车");
    desk.key(Modifiers::NONE, Key::Enter);
    desk.assert_idle("after a tag");
    desk.key(Modifiers::NONE, Key::Escape);
    desk.assert_idle("back in the text");
    desk.key(COMMAND, Key::F);
    desk.type_text("水库");
    desk.assert_idle("finding");
    desk.key(Modifiers::NONE, Key::Escape);
    for action in [Action::Palette, Action::Shortcuts, Action::Manual, Action::Masthead] {
        desk.perform(Command::Do(action));
        desk.assert_idle("in a dialog");
        desk.perform(ShellCommand::CloseDialog);
        desk.assert_idle("after a dialog");
    }
}

#[test]
fn escape_leads_from_every_field_back_to_the_text() {
    let mut desk = Desk::with_sample();
    let fields = [(COMMAND, Key::F), (COMMAND, Key::H), (COMMAND, Key::T), (command_shift(), Key::T)];
    for (round, (modifiers, key)) in fields.into_iter().enumerate() {
        desk.key(modifiers, key);
        desk.type_text("x");
        desk.key(Modifiers::NONE, Key::Escape);
        desk.type_text("字");
        let text = desk.edition().blocks().next().unwrap().1.text().to_owned();
        assert!(text.starts_with(&"字".repeat(round + 1)), "after {key:?}: {text}");
        assert!(desk.harness.query_by_label("Replace with").is_none(), "the bar for finding is closed");
    }
}

#[test]
fn queries_are_answered_by_single_keys_right_after_going_there() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 0);
    desk.type_text("二〇二二年他开了空达公司，〈约一百人）。");
    let before = desk.edition();
    desk.walk_to("〈");
    assert_eq!(desk.selected_text(), "〈");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.edition().block(block).unwrap().1.text().contains("（约一百人）"), "Enter accepts the first remedy");
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == before, "one step");
    let count = desk.queries();
    desk.key(Modifiers::NONE, Key::F8);
    desk.key(Modifiers::NONE, Key::Delete);
    assert_eq!(desk.queries(), count - 1, "Delete lets the text stand");
}

#[test]
fn a_series_is_settled_in_one_step() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 0);
    desk.type_text("第一〈甲）第二〈乙）第三〈丙）。");
    desk.walk_to("〈");
    desk.harness.get_by_label("Apply to all 3").click();
    desk.settle();
    assert!(desk.edition().block(block).unwrap().1.text().starts_with("第一（甲）第二（乙）第三（丙）。"));
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition().block(block).unwrap().1.text().starts_with("第一〈甲）第二〈乙）"));
}

#[test]
fn the_queue_lists_and_filters_queries() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 0);
    desk.type_text("第一〈甲）。");
    let all = desk.queries();
    desk.key(command_shift(), Key::Q);
    let rows = |desk: &Desk| desk.harness.query_all_by_label_contains("different kinds of bracket").count();
    assert!(rows(&desk) > 0, "the list shows the query");
    let chip = all_names(&desk.harness).into_iter().map(|(_, name)| name).find(|name| name.starts_with("Punctuation ")).unwrap();
    desk.harness.get_by_label(&chip).click();
    desk.settle();
    assert!(desk.queries() < all);
    assert_eq!(rows(&desk), 0);
    desk.harness.get_by_label(&chip).click();
    desk.settle();
    assert_eq!(desk.queries(), all);
}
