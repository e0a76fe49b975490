//! Keys and focus: what is pressed or typed always goes where the editor sees it go.

use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command, EditionCommand};
use stet::edit::Selection;
use stet::edition::{Place, Role, TextOffset};

use super::COMMAND;
use super::desk::Desk;

const SHIFT: Modifiers = Modifiers::SHIFT;

fn focused(desk: &Desk) -> Option<(NodeRole, String)> {
    let root = desk.harness.root();
    let node = root.children_recursive().find(|node| node.accesskit_node().is_focused())?;
    Some((node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default()))
}

#[test]
fn tab_leaves_the_draft_for_a_field_that_shows_it_and_what_is_typed_is_there() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 3);
    let before = desk.edition();
    desk.key(Modifiers::NONE, Key::Tab);
    assert_eq!(focused(&desk), Some((NodeRole::TextInput, "Headline".to_owned())));
    let title = desk.article().title();
    desk.type_text("新");
    assert_eq!(desk.article().title(), format!("{title}新"));
    desk.key(COMMAND, Key::Z);
    desk.perform(Command::Do(Action::Undo));
    desk.go(block, 3);
    desk.key(SHIFT, Key::Tab);
    assert_eq!(focused(&desk), Some((NodeRole::Document, "Raw OCR".to_owned())));
    assert_eq!(desk.edition().block(block).unwrap().1.text(), before.block(block).unwrap().1.text());
}

#[test]
fn what_is_typed_while_nothing_has_the_keyboard_goes_to_the_caret() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 3);
    let text = desk.edition().block(block).unwrap().1.text().to_owned();
    let focused = desk.harness.ctx.memory(|memory| memory.focused()).expect("the draft");
    desk.harness.ctx.memory_mut(|memory| memory.surrender_focus(focused));
    desk.type_text("增");
    desk.harness.ctx.memory_mut(|memory| memory.surrender_focus(focused));
    desk.paste("补");
    let expected: String = text.chars().take(3).chain("增补".chars()).chain(text.chars().skip(3)).collect();
    assert_eq!(desk.edition().block(block).unwrap().1.text(), expected);
}

#[test]
fn select_all_takes_the_block_then_the_article_then_everything() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 5);
    let edition = desk.edition();
    let article = desk.article();
    let text_of =
        |blocks: &[std::sync::Arc<stet::edition::Block>]| blocks.iter().map(|block| block.text().to_owned()).collect::<Vec<_>>().join("\n");
    desk.key(COMMAND, Key::A);
    assert_eq!(desk.selected_text(), edition.block(block).unwrap().1.text());
    desk.key(COMMAND, Key::A);
    assert_eq!(desk.selected_text(), text_of(article.blocks()));
    desk.key(COMMAND, Key::A);
    let all: Vec<_> = edition.blocks().map(|(_, block)| block.clone()).collect();
    assert_eq!(desk.selected_text(), text_of(&all));
    desk.key(COMMAND, Key::A);
    assert_eq!(desk.selected_text(), text_of(&all), "there is no more");
}

#[test]
fn undo_after_a_refusal_says_so_before_it_takes_earlier_work() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 5);
    desk.type_text("增补");
    let worked = desk.edition();
    let first = worked.articles()[0].blocks()[0].id();
    desk.go(first, 0);
    desk.perform(Command::Do(Action::JoinBefore));
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() == worked, "nothing was done that could be undone");
    assert!(desk.harness.query_all_by_label_contains("Undo again takes back").next().is_some());
    desk.key(COMMAND, Key::Z);
    assert!(desk.edition() != worked);
}

#[test]
fn enter_ends_a_typed_headline_and_leaves_no_empty_paragraph() {
    let mut desk = Desk::with_sample();
    let article = desk.article_without_headline();
    let first = desk.edition().article(article).unwrap().blocks()[0].id();
    desk.go(first, 0);
    desk.perform(Command::Do(Action::SupplyHeadline));
    desk.type_text("水库完工");
    desk.key(Modifiers::NONE, Key::Enter);
    let edition = desk.edition();
    let article = edition.article(article).unwrap();
    assert!(article.blocks().iter().all(|block| !block.is_empty()));
    assert_eq!((article.blocks()[0].role(), article.blocks()[0].text()), (Role::Headline, "水库完工"));
    assert_eq!(desk.caret(), Place { block: article.blocks()[1].id(), at: TextOffset(0) });
}

#[test]
fn pasted_paragraphs_make_no_empty_blocks_unless_pasted_as_they_are() {
    let text = "　　水库完工。\n\n　　各县动工。\n";
    for (as_it_is, expected) in [(false, vec!["水库完工。", "各县动工。"]), (true, vec!["　　水库完工。", "", "　　各县动工。"])]
    {
        let mut desk = Desk::with_sample();
        let block = desk.paragraph(30);
        let length = desk.edition().block(block).unwrap().1.len();
        let place = |at| Place { block, at };
        desk.go(block, 0);
        desk.perform(EditionCommand::Select(Selection { anchor: place(TextOffset(0)), head: place(length) }));
        if as_it_is {
            desk.perform(Command::Do(Action::PasteAsItIs));
        }
        desk.paste(text);
        let article = desk.article();
        let texts: Vec<&str> = article.blocks().iter().map(|block| block.text()).collect();
        assert!(texts.windows(expected.len()).any(|window| window == expected), "{texts:?}");
        let said = desk.harness.query_all_by_label_contains("One empty line was left out.").next().is_some();
        assert_eq!(said, !as_it_is);
    }
}

#[test]
fn suggested_tags_are_taken_and_rejected_from_the_field_and_from_chip_to_chip() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 5);
    let chips = |desk: &Desk| {
        let named = desk.harness.query_all_by_label_contains("Add ").collect::<Vec<_>>();
        named
            .iter()
            .filter(|node| node.accesskit_node().role() == NodeRole::Button)
            .filter_map(|node| node.accesskit_node().label())
            .collect::<Vec<_>>()
    };
    desk.key(COMMAND, Key::T);
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.key(Modifiers::NONE, Key::Enter);
    let tags = desk.article().tags().to_vec();
    assert_eq!(tags.len(), 1, "the first suggestion heads the list: {:?}", chips(&desk));
    let before = desk.edition().settled().len();
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.key(Modifiers::NONE, Key::Delete);
    assert_eq!(desk.article().tags(), tags);
    assert_eq!(desk.edition().settled().len(), before + 1, "the next was rejected");
    // Tab goes on to the chips, and the keyboard stays among them.
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(COMMAND, Key::T);
    desk.key(Modifiers::NONE, Key::Tab);
    let at = focused(&desk).expect("a chip").1;
    assert!(at.starts_with("Add "), "{at}");
    let text = desk.edition();
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.article().tags().len(), 2);
    let next = focused(&desk).expect("a chip or the field").1;
    assert_ne!(next, at);
    assert!(desk.edition().blocks().map(|(_, block)| block.text()).eq(text.blocks().map(|(_, block)| block.text())));
}

#[test]
fn an_input_method_is_told_where_the_whole_row_stands() {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(30);
    desk.go(block, 2);
    let caret = |desk: &Desk| desk.harness.output().platform_output.ime.as_ref().expect("a place for an input method").cursor_rect;
    desk.preedit("shui");
    let (first, (top, bottom)) = (caret(&desk), desk.block_on_screen(block));
    // Its window stands below this rectangle: it has to be as high as the row.
    assert!(first.height() >= 20.0 && top - 1.0 <= first.top() && first.bottom() <= bottom + 1.0, "{first:?}, {top} to {bottom}");
    desk.preedit("shuiku");
    assert!(caret(&desk).left() > first.left(), "it goes on with what is composed");
}
