//! Whatever has the keyboard shows it.

use eframe::egui::{Event, Key, Modifiers, Rect, Shape, accesskit::Role as NodeRole};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command, EditionCommand};
use stet::desktop::view::Pane;
use stet::edition::Edition;

use super::COMMAND;
use super::desk::Desk;

/// The rectangles with a visible line that were drawn last.
fn outlined(desk: &Desk) -> Vec<Rect> {
    fn collect(shape: &Shape, found: &mut Vec<Rect>) {
        match shape {
            Shape::Rect(rect) if rect.stroke.width >= 1.0 && rect.stroke.color.a() > 0 => found.push(rect.rect),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    desk.harness.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, &mut found));
    found
}

/// What has the keyboard, and whether a line is drawn round it.
fn focused(desk: &Desk) -> Option<(String, bool)> {
    let id = desk.harness.ctx.memory(|memory| memory.focused())?;
    let rect = desk.harness.ctx.read_response(id)?.interact_rect;
    let node = desk.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
    let name = node.and_then(|node| node.accesskit_node().label()).unwrap_or_else(|| format!("{id:?}"));
    let near = |a: f32, b: f32| (a - b).abs() <= 12.0;
    let is_round = |line: &Rect| {
        near(line.left(), rect.left())
            && near(line.right(), rect.right())
            && near(line.top(), rect.top())
            && near(line.bottom(), rect.bottom())
    };
    Some((name, id == Pane::Draft.id() || outlined(desk).iter().any(is_round)))
}

#[test]
fn a_ring_shows_where_the_keyboard_is_wherever_it_goes() {
    let mut desk = Desk::with_sample();
    desk.key(COMMAND, Key::T);
    for tag in ["水车", "磨坊"] {
        desk.type_text(tag);
        desk.key(Modifiers::NONE, Key::Enter);
    }
    desk.perform(Command::Do(Action::ShowQueue));
    let mut seen = Vec::new();
    // The draft goes on to the inspector: what stands before that is gone back to.
    for modifiers in [[Modifiers::NONE; 40], [Modifiers::SHIFT; 40]].concat() {
        desk.harness.key_press_modifiers(modifiers, Key::Tab);
        desk.harness.run_steps(3);
        if let Some((name, shows)) = focused(&desk) {
            assert!(shows, "{name} has the keyboard and does not show it; before it had {:?}", seen.last());
            seen.push(name);
        }
    }
    for name in ["Remove 水车", "Add a tag", "Section", "Note"] {
        assert!(seen.iter().any(|seen| seen == name), "{name} is reached by Tab: {seen:?}");
    }
}

#[test]
fn what_stands_before_the_headline_shows_it_too() {
    let mut desk = Desk::with_sample();
    desk.perform(Command::Do(Action::ShowQueue));
    desk.key(Modifiers::NONE, Key::F8);
    desk.perform(EditionCommand::Focus(Pane::Inspector));
    let mut seen = Vec::new();
    for _ in 0..30 {
        desk.harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        desk.harness.run_steps(3);
        if let Some((name, shows)) = focused(&desk) {
            assert!(shows, "{name} has the keyboard and does not show it; before it had {:?}", seen.last());
            seen.push(name);
        }
    }
    for name in ["Checked", "Let it stand", "Let all shown stand"] {
        assert!(seen.iter().any(|seen| seen == name), "{name} is reached by Shift+Tab: {seen:?}");
    }
}

#[test]
fn every_pane_shows_that_it_has_the_keyboard() {
    let mut desk = Desk::with_sample();
    for pane in [Pane::Outline, Pane::Raw, Pane::Inspector] {
        desk.perform(EditionCommand::Focus(pane));
        let (name, shows) = focused(&desk).expect("a pane has the keyboard");
        assert!(shows, "{pane:?}: {name}");
    }
    desk.perform(Command::Do(Action::ShowQueue));
    desk.perform(EditionCommand::Focus(Pane::Outline));
    assert!(focused(&desk).is_some_and(|(_, shows)| shows), "the queue");
    desk.perform(Command::Do(Action::ShowFacsimile));
    desk.perform(EditionCommand::Focus(Pane::Draft));
    assert!(desk.harness.get_by_role_and_label(NodeRole::MultilineTextInput, "Draft").accesskit_node().is_focused());
}

#[test]
fn statuses_stand_in_one_row() {
    for width in [1024.0, 1280.0, 1366.0] {
        let mut desk = Desk::with_sample();
        desk.harness.set_size(eframe::egui::vec2(width + 16.0, 720.0));
        desk.settle();
        let tops: Vec<i32> = ["Not started", "Started", "Checked"]
            .iter()
            .map(|name| desk.harness.query_all_by_label(name).map(|node| node.rect().top() as i32).max().expect("a status"))
            .collect();
        assert!(tops.windows(2).all(|pair| (pair[0] - pair[1]).abs() <= 2), "{width}: {tops:?}");
        assert!(tops[0] < 700, "{width}: they are reached without scrolling");
    }
}

/// Presses a key with Alt as the window system tells of it: with the character that the key has.
fn alt(desk: &mut Desk, key: Key, character: &str) {
    let modifiers = Modifiers::ALT;
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    // All in one frame, in which quick fingers let go of Alt too.
    let events = [event(true), Event::Text(character.to_owned()), event(false)];
    desk.harness.input_mut().events.extend(events);
    desk.harness.step();
    desk.settle();
}

#[test]
fn a_shortcut_with_alt_types_nothing() {
    let mut desk = Desk::with_sample();
    let text = |desk: &Desk| {
        let edition = desk.edition();
        edition.blocks().map(|(_, block)| block.text().to_owned()).collect::<Vec<_>>()
    };
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.key(Modifiers::NONE, Key::ArrowDown);
    let before = text(&desk);
    alt(&mut desk, Key::Num6, "6");
    assert_eq!(text(&desk), before);
    // No action has this one.
    alt(&mut desk, Key::Q, "q");
    assert_eq!(text(&desk), before);
    desk.type_text("q");
    assert_ne!(text(&desk), before);
}

#[test]
fn a_shortcut_with_alt_and_a_digit_answers_no_query() {
    let mut desk = Desk::with_sample();
    desk.key(Modifiers::NONE, Key::F8);
    let texts = |edition: Edition| edition.blocks().map(|(_, block)| block.text().to_owned()).collect::<Vec<_>>();
    let (before, queries) = (texts(desk.edition()), desk.queries());
    assert!(queries > 0);
    alt(&mut desk, Key::Num5, "1");
    assert_eq!((texts(desk.edition()), desk.edition().settled().len()), (before.clone(), 0));
    // The digit alone answers.
    desk.type_text("1");
    assert!(texts(desk.edition()) != before || !desk.edition().settled().is_empty());
}

#[test]
fn shortcuts_in_a_field_leave_the_draft_as_it_is() {
    let mut desk = Desk::with_sample();
    desk.key(COMMAND, Key::T);
    desk.type_text("水");
    let before = desk.edition().articles().to_vec();
    for number in [Key::Num1, Key::Num2, Key::Num5] {
        desk.key(Modifiers::ALT, number);
    }
    for key in [Key::X, Key::Backspace, Key::J, Key::Enter] {
        desk.key(COMMAND | Modifiers::SHIFT, key);
    }
    desk.key(COMMAND, Key::J);
    assert_eq!(desk.edition().articles(), before);
    assert_ne!(desk.harness.ctx.memory(|memory| memory.focused()), Some(Pane::Draft.id()), "the field keeps the keyboard");
}
