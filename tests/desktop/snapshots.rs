//! Pictures of the desk in its main states, compared with those in `tests/desktop/snapshots`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --features snapshots --test desktop snapshots` makes them anew, after a change of looks that was meant.

use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::{SnapshotOptions, SnapshotResults};
use stet::desktop::command::{Action, Command};
use stet::locale::Language;

use super::desk::Desk;

/// Draws the desk and compares it. Rasterizers differ a little at the edges of letters.
fn compare(desk: &mut Desk, name: &str, results: &mut SnapshotResults) {
    let options = SnapshotOptions::new().threshold(1.2).failed_pixel_count_threshold(400).output_path("tests/desktop/snapshots");
    desk.harness.set_size(vec2(1280.0, 800.0));
    desk.settle();
    desk.harness.snapshot_options(name, &options);
    results.extend_harness(&mut desk.harness);
}

#[test]
fn nothing_is_open() {
    let mut results = SnapshotResults::new();
    for (language, name) in [(Language::English, "start"), (Language::Chinese, "start-chinese")] {
        compare(&mut Desk::new(language), name, &mut results);
    }
}

#[test]
fn a_page_is_open_in_each_theme() {
    let mut results = SnapshotResults::new();
    let themes = [
        (Action::ThemeLight, Language::English, "light"),
        (Action::ThemeDark, Language::Chinese, "dark-chinese"),
        (Action::ThemePaper, Language::English, "paper"),
    ];
    for (theme, language, name) in themes {
        let mut desk = Desk::open_sample(language);
        desk.perform(Command::Do(theme));
        compare(&mut desk, name, &mut results);
    }
}

#[test]
fn what_opens_over_the_page() {
    let mut results = SnapshotResults::new();
    for (action, name) in [(Action::Palette, "palette"), (Action::Shortcuts, "shortcuts")] {
        let mut desk = Desk::with_sample();
        desk.perform(Command::Do(action));
        compare(&mut desk, name, &mut results);
    }
}

#[test]
fn queries_and_find() {
    let mut results = SnapshotResults::new();
    let mut desk = Desk::with_sample();
    desk.perform(Command::Do(Action::ShowQueue));
    desk.perform(Command::Do(Action::NextQuery));
    compare(&mut desk, "queries", &mut results);
    desk.key(Modifiers::COMMAND, Key::H);
    desk.type_text("的");
    compare(&mut desk, "replace", &mut results);
}
