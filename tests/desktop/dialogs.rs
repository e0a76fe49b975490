//! Dialogs are as high as what they hold, and never larger than the window.

use eframe::egui::{Id, Rect, vec2};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::locale::{Language, Locale};

use super::desk::Desk;

/// The least window that a desk is worked in, in points, with the margin that the harness keeps.
const WINDOW: (f32, f32) = (1024.0 + 16.0, 700.0 + 16.0);
/// How much there may be below the last button of a dialog: its margin and border.
const BELOW: f32 = 26.0;

fn dialog(desk: &Desk) -> Option<Rect> {
    desk.harness.ctx.memory(|memory| memory.area_rect(Id::unique("dialog")))
}

/// Asserts that a dialog with this last button ends right below that, inside the window, and cuts no button.
fn fits(desk: &mut Desk, last: &str, what: &str) {
    // It takes some frames until a dialog knows its size.
    desk.harness.run_steps(6);
    let rect = dialog(desk).expect("a dialog");
    let window = desk.harness.ctx.content_rect();
    assert!(window.expand(0.5).contains_rect(rect), "{what}: {rect:?} is larger than the window {window:?}");
    let button = desk.harness.query_all_by_label(last).map(|node| node.rect()).filter(|button| rect.contains_rect(*button));
    let bottom = button.map(|button| button.bottom()).fold(f32::MIN, f32::max);
    let below = rect.bottom() - bottom;
    assert!((0.0..=BELOW).contains(&below), "{what}: {below} points lie below “{last}”, which ends at {bottom} in {rect:?}");
}

#[test]
fn dialogs_are_as_high_as_what_they_hold() {
    for language in Language::ALL {
        let words = Locale::load(language);
        let mut desk = Desk::new(language);
        desk.harness.set_size(vec2(WINDOW.0, WINDOW.1));
        desk.perform(Command::Do(Action::OpenSample));
        let (cancel, close) = (words.text("dialog-cancel"), words.text("dialog-close"));
        let actions = [
            (Action::Masthead, &cancel),
            (Action::Export, &cancel),
            (Action::Shortcuts, &close),
            (Action::Manual, &close),
            (Action::Backups, &close),
        ];
        for (action, last) in actions {
            desk.perform(Command::Do(action));
            fits(&mut desk, last, &format!("{action:?} in {language:?}"));
            desk.perform(ShellCommand::CloseDialog);
        }
        desk.type_text("字");
        desk.perform(Command::Do(Action::Close));
        fits(&mut desk, &cancel, &format!("unsaved work in {language:?}"));
        desk.perform(ShellCommand::CloseDialog);
        desk.perform(EditionCommand::ListText("的".to_owned()));
        fits(&mut desk, &cancel, &format!("alike places in {language:?}"));
        desk.perform(ShellCommand::CloseDialog);
    }
}

#[test]
fn lists_that_are_typed_into_are_as_high_as_what_is_found() {
    let mut desk = Desk::new(Language::English);
    desk.harness.set_size(vec2(WINDOW.0, WINDOW.1));
    desk.perform(Command::Do(Action::OpenSample));
    for action in [Action::Palette, Action::GoTo, Action::WordList] {
        desk.perform(Command::Do(action));
        desk.harness.run_steps(6);
        let all = dialog(&desk).expect("a dialog");
        assert!(desk.harness.ctx.content_rect().contains_rect(all), "{action:?}: {all:?}");
        desk.type_text("no such thing anywhere");
        desk.harness.run_steps(6);
        let none = dialog(&desk).expect("a dialog");
        assert!(none.height() < 240.0 && none.height() < all.height(), "{action:?}: {none:?} of nothing, {all:?} of all");
        desk.perform(ShellCommand::CloseDialog);
    }
}

#[test]
fn a_folder_of_many_files_fits_the_window() {
    let folder = tempfile::tempdir().unwrap();
    for number in 1..=60 {
        std::fs::write(folder.path().join(format!("page-{number}.txt")), "水库加固工程完工。\n").unwrap();
        std::fs::write(folder.path().join(format!("note-{number}.doc")), "").unwrap();
    }
    for few in [false, true] {
        if few {
            for number in 2..=60 {
                std::fs::remove_file(folder.path().join(format!("page-{number}.txt"))).unwrap();
                std::fs::remove_file(folder.path().join(format!("note-{number}.doc"))).unwrap();
            }
        }
        let mut desk = Desk::new(Language::English);
        desk.harness.set_size(vec2(WINDOW.0, WINDOW.1));
        desk.perform(ShellCommand::Open(vec![folder.path().to_owned()]));
        fits(&mut desk, "Cancel", &format!("a folder of few files: {few}"));
    }
}
