//! Lines that are picked on the image and put to other places, by mouse and by keyboard.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionCommand};
use stet::desktop::view::Pane;
use stet::edition::Role;
use stet::edition::raw_lines::LineId;
use stet::page::PageIndex;

use super::desk::Desk;
use super::facsimile::{LINES, click, on_screen, opened};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// A desk with the page's image as wide as the pane.
fn with_image() -> (Desk, tempfile::TempDir) {
    let (mut desk, folder) = opened(true);
    desk.perform(Command::Do(Action::ShowFacsimile));
    desk.perform(Command::Do(Action::FitWidth));
    (desk, folder)
}

/// Holds modifier keys, or lets them go.
fn hold(desk: &mut Desk, modifiers: Modifiers) {
    desk.harness.event(Event::ModifiersChanged(modifiers));
    desk.harness.step();
}

fn click_with(desk: &mut Desk, modifiers: Modifiers, at: Pos2) {
    hold(desk, modifiers);
    click(desk, at);
    hold(desk, Modifiers::NONE);
}

/// Draws a rectangle from one point to another with these keys held.
pub fn drag(desk: &mut Desk, modifiers: Modifiers, from: Pos2, to: Pos2) {
    hold(desk, modifiers);
    desk.harness.hover_at(from);
    desk.harness.step();
    desk.harness.drag_at(from);
    desk.harness.step();
    for part in [0.3, 1.0] {
        desk.harness.hover_at(from + (to - from) * part);
        desk.harness.step();
    }
    desk.harness.drop_at(to);
    desk.settle();
    hold(desk, Modifiers::NONE);
}

/// A point over the beginning of a line, under the line before it.
fn over(desk: &Desk, line: usize) -> Pos2 {
    let (before, at) = (on_screen(desk, line - 1, 0), on_screen(desk, line, 0));
    before + (at - before) / 2.0
}

fn blocks(desk: &Desk) -> Vec<(Role, String)> {
    desk.edition().blocks().map(|(_, block)| (block.role(), block.text().to_owned())).collect()
}

/// The texts of all blocks, the articles parted by strokes.
fn articles(desk: &Desk) -> String {
    let texts = |article: &std::sync::Arc<stet::edition::Article>| {
        article.blocks().iter().map(|block| block.text().to_owned()).collect::<Vec<_>>().join("/")
    };
    desk.edition().articles().iter().map(texts).collect::<Vec<_>>().join("|")
}

fn button(desk: &mut Desk, name: &str) {
    let at = desk.harness.get_all_by_label(name).last().expect("a button").rect().center();
    click(desk, at);
}

#[test]
fn lines_are_picked_one_by_one_and_put_together_in_that_order() {
    let (mut desk, _folder) = with_image();
    let before = articles(&desk);
    let caret = desk.caret();
    for line in [4, 2] {
        let at = on_screen(&desk, line, 3);
        click_with(&mut desk, CTRL, at);
    }
    assert_eq!(desk.caret(), caret, "picking leaves the caret");
    desk.harness.get_by_label("2 lines selected");
    button(&mut desk, "Put lines in the order selected");
    let texts = blocks(&desk).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert!(texts.contains(&format!("{}{}", LINES[4], LINES[2])), "they run on, as they were one paragraph: {texts:?}");
    assert!(desk.harness.query_by_label_contains("selected").is_none(), "they are let go");
    desk.key(CTRL, Key::Z);
    assert_eq!(articles(&desk), before, "one step");
}

#[test]
fn a_rectangle_picks_lines_from_top_to_bottom_and_roles_are_for_them() {
    let (mut desk, _folder) = with_image();
    let (top, foot) = (over(&desk, 2), over(&desk, 4));
    let (fifth, ninth) = (on_screen(&desk, 0, 4).x, on_screen(&desk, 0, 9).x);
    drag(&mut desk, CTRL, top, Pos2::new(fifth, foot.y));
    assert!(desk.harness.query_by_label_contains("selected").is_none(), "the middles of the lines lie outside");
    drag(&mut desk, CTRL, Pos2::new(ninth, foot.y), top);
    desk.harness.get_by_label("2 lines selected");
    desk.key(Modifiers::ALT, Key::Num6);
    let found = blocks(&desk);
    assert!(found.contains(&(Role::Subheading, format!("{}{}", LINES[2], LINES[3]))), "{found:?}");
    assert_eq!(desk.selected_text(), "");
}

#[test]
fn without_a_key_a_drag_moves_the_image_unless_the_tool_is_on() {
    let (mut desk, _folder) = with_image();
    let (top, foot) = (over(&desk, 2), Pos2::new(on_screen(&desk, 0, 9).x, over(&desk, 4).y));
    drag(&mut desk, Modifiers::NONE, top, foot);
    assert!(desk.harness.query_by_label_contains("selected").is_none());
    desk.perform(Command::Do(Action::FitWidth));
    desk.perform(Command::Do(Action::PickTool));
    drag(&mut desk, Modifiers::NONE, top, foot);
    desk.harness.get_by_label("2 lines selected");
    let line = on_screen(&desk, 2, 4);
    click(&mut desk, line);
    desk.harness.get_by_label("1 line selected");
}

#[test]
fn shift_and_a_click_pick_all_lines_up_to_there_and_a_double_click_the_region() {
    let (mut desk, _folder) = with_image();
    let (first, last) = (on_screen(&desk, 1, 2), on_screen(&desk, 4, 2));
    click_with(&mut desk, CTRL, first);
    click_with(&mut desk, Modifiers::SHIFT, last);
    desk.harness.get_by_label("4 lines selected");
    let outside = desk.harness.get_by_label("Image of 1版").rect().left_top() + vec2(3.0, 3.0);
    click(&mut desk, outside);
    assert!(desk.harness.query_by_label_contains("selected").is_none(), "a click beside the lines lets them go");
    desk.harness.hover_at(first);
    desk.harness.step();
    // Queued events come a frame each, which is too slow for a double click.
    for _ in 0..2 {
        for pressed in [true, false] {
            let press = Event::PointerButton { pos: first, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
            desk.harness.input_mut().events.push(press);
        }
        desk.harness.step();
    }
    desk.settle();
    desk.harness.get_by_label("6 lines selected");
}

#[test]
fn lines_are_picked_by_keyboard_and_become_an_article() {
    let (mut desk, _folder) = with_image();
    let paragraph = desk.edition().blocks().nth(1).expect("a paragraph").1.id();
    desk.go(paragraph, 13);
    desk.perform(EditionCommand::Focus(Pane::Facsimile));
    for key in [Key::Space, Key::N, Key::Space] {
        desk.key(Modifiers::NONE, key);
    }
    assert_eq!(desk.harness.query_all_by_label("2 lines selected").count(), 2, "in the bar of the pane, and as a message");
    desk.key(CTRL_SHIFT, Key::Enter);
    assert_eq!(articles(&desk), format!("{}/{}/{}{}|{}{}", LINES[0], LINES[1], LINES[4], LINES[5], LINES[2], LINES[3]), "the rest stays");
    desk.key(CTRL, Key::Z);
    desk.perform(EditionCommand::Focus(Pane::Facsimile));
    desk.key(Modifiers::NONE, Key::Space);
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(desk.harness.query_by_label_contains("selected").is_none(), "Escape lets them go, and stays");
    assert!(desk.harness.ctx.memory(|memory| memory.has_focus(Pane::Facsimile.id())));
}

#[test]
fn once_the_draft_is_worked_in_commands_are_for_it_and_the_lines_wait_to_be_moved() {
    let (mut desk, _folder) = with_image();
    let headline = desk.edition().blocks().next().expect("a block").1.id();
    desk.perform(EditionCommand::PickLines(vec![LineId { page: PageIndex(0), number: 6 }]));
    desk.go(headline, 0);
    desk.key(Modifiers::ALT, Key::Num3);
    assert_eq!(blocks(&desk)[0], (Role::Deck, LINES[0].to_owned()));
    desk.harness.get_by_label("1 line selected");
    desk.key(CTRL_SHIFT, Key::V);
    assert_eq!(blocks(&desk)[1].1, LINES[5]);
    desk.perform(Command::Do(Action::GatherLines));
    desk.harness.get_by_label_contains("Select lines on the image first");
}

#[test]
fn picked_lines_can_be_set_aside_made_a_headline_and_run_together() {
    let (mut desk, _folder) = with_image();
    let pick = |desk: &mut Desk, numbers: &[usize]| {
        desk.perform(EditionCommand::PickLines(numbers.iter().map(|number| LineId { page: PageIndex(0), number: *number }).collect()));
    };
    pick(&mut desk, &[5]);
    desk.perform(Command::Do(Action::SetAside));
    assert_eq!(desk.edition().set_aside()[0].text(), LINES[4]);
    pick(&mut desk, &[5]);
    desk.perform(Command::Do(Action::BringBack));
    assert!(desk.edition().set_aside().is_empty());
    pick(&mut desk, &[4]);
    desk.perform(Command::Do(Action::MakeHeadline));
    assert_eq!(blocks(&desk)[1], (Role::Headline, LINES[3].to_owned()), "after the headline there is");
    pick(&mut desk, &[6, 1]);
    desk.perform(Command::Do(Action::JoinNext));
    assert!(blocks(&desk).iter().any(|(_, text)| *text == format!("{}{}", LINES[5], LINES[0])), "{:?}", blocks(&desk));
}
