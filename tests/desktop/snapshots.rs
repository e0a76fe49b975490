//! Pictures of the desk in its main states, compared with those in `tests/desktop/snapshots`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --features snapshots --test desktop snapshots` makes them anew, after a change of looks that was meant.

use eframe::egui::{Key, Modifiers};
use egui_kittest::SnapshotOptions;
use stet::desktop::command::{Action, Command};
use stet::locale::Language;

use super::desk::Desk;

/// Rasterizers differ a little at the edges of letters.
fn options() -> SnapshotOptions {
    SnapshotOptions::new().threshold(1.2).failed_pixel_count_threshold(400).output_path("tests/desktop/snapshots")
}

fn compare(desk: &mut Desk, name: &str) {
    desk.settle();
    desk.harness.snapshot_options(name, &options());
}

#[test]
fn nothing_is_open() {
    for (language, name) in [(Language::English, "start"), (Language::Chinese, "start-chinese")] {
        compare(&mut Desk::new(language), name);
    }
}

#[test]
fn a_page_is_open_in_each_theme() {
    let themes = [
        (Action::ThemeLight, Language::English, "light"),
        (Action::ThemeDark, Language::English, "dark"),
        (Action::ThemePaper, Language::Chinese, "paper-chinese"),
        (Action::ThemeDark, Language::Chinese, "dark-chinese"),
    ];
    for (theme, language, name) in themes {
        let mut desk = Desk::open_sample(language);
        desk.perform(Command::Do(theme));
        compare(&mut desk, name);
    }
}

#[test]
fn what_opens_over_the_page() {
    for (action, name) in [(Action::Palette, "palette"), (Action::Shortcuts, "shortcuts"), (Action::Masthead, "masthead")] {
        let mut desk = Desk::with_sample();
        desk.perform(Command::Do(action));
        compare(&mut desk, name);
    }
}

#[test]
fn queries_and_find() {
    let mut desk = Desk::with_sample();
    desk.perform(Command::Do(Action::ShowQueue));
    desk.perform(Command::Do(Action::NextQuery));
    compare(&mut desk, "queries");
    desk.key(Modifiers::COMMAND, Key::H);
    desk.type_text("的");
    compare(&mut desk, "replace");
}
