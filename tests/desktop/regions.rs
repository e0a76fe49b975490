//! Regions that are marked on the image and read: the sample page, a story of which the OCR has lost.

use std::path::Path;

use eframe::egui::{Key, Modifiers, Pos2, accesskit::Role as NodeRole};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, ShellCommand};
use stet::desktop::view::Pane;
use stet::locale::Language;

use super::COMMAND;
use super::desk::Desk;
use super::facsimile::click;
use super::picking::drag;

/// The size of the sample's image, and where the story is that was lost, in its pixels.
const SIZE: (f32, f32) = (1960.0, 2560.0);
const STORY: [f32; 4] = [1262.0, 2040.0, 1900.0, 2470.0];

/// A desk with the page open, its image as a whole beside it.
fn opened() -> (Desk, tempfile::TempDir) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read_to_string(samples.join("riverside-daily-3.hocr")).unwrap();
    let (before, _) = whole.split_once("<div class='ocr_carea' id='block_1_31'").unwrap();
    std::fs::write(folder.path().join("page-3.hocr"), format!("{before}</div></body></html>")).unwrap();
    std::fs::copy(samples.join("riverside-daily-3.png"), folder.path().join("riverside-daily-3.png")).unwrap();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![folder.path().join("page-3.hocr")]));
    for action in [Action::ShowFacsimile, Action::FitPage] {
        desk.perform(Command::Do(action));
    }
    (desk, folder)
}

/// A point of the image on the screen.
fn on_screen(desk: &Desk, x: f32, y: f32) -> Pos2 {
    let pane = desk.harness.get_by_role_and_label(NodeRole::Image, "Image of 3版").rect();
    let scale = (pane.width() / SIZE.0).min(pane.height() / SIZE.1);
    pane.center() + (Pos2::new(x, y) - Pos2::new(SIZE.0 / 2.0, SIZE.1 / 2.0)) * scale
}

/// Draws a rectangle round the story that was lost.
fn mark(desk: &mut Desk) {
    let [left, top, right, bottom] = STORY;
    let (from, to) = (on_screen(desk, left, top), on_screen(desk, right, bottom));
    drag(desk, Modifiers::NONE, from, to);
}

fn articles(desk: &Desk) -> Vec<String> {
    let text =
        |article: &std::sync::Arc<stet::edition::Article>| article.blocks().iter().map(|block| block.text()).collect::<Vec<_>>().join("/");
    desk.edition().articles().iter().map(text).collect()
}

#[test]
fn regions_are_marked_by_mouse_and_by_keyboard_and_let_go() {
    let (mut desk, _folder) = opened();
    desk.perform(Command::Do(Action::ReadRegions));
    desk.harness.get_by_label("No region is marked on the image.");
    desk.perform(Command::Do(Action::MarkTool));
    mark(&mut desk);
    desk.harness.get_by_label("1 region marked");
    let middle = on_screen(&desk, 1500.0, 2250.0);
    click(&mut desk, middle);
    assert!(desk.harness.query_by_label_contains("region marked").is_none(), "a click lets it go");
    desk.perform(stet::desktop::command::EditionCommand::Focus(Pane::Facsimile));
    desk.key(Modifiers::NONE, Key::M);
    assert!(desk.harness.query_all_by_label("1 region marked").count() >= 1);
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.harness.query_all_by_label("Read the marked regions").count(), 0, "the bar is gone");
}

#[test]
fn a_rectangle_where_no_line_is_marks_a_region_without_the_tool() {
    let (mut desk, _folder) = opened();
    let [left, top, right, bottom] = STORY;
    let (from, to) = (on_screen(&desk, left, top), on_screen(&desk, right, bottom));
    drag(&mut desk, COMMAND, from, to);
    desk.harness.get_by_label("1 region marked");
}

#[cfg(feature = "reader")]
#[test]
fn what_a_region_says_goes_into_the_draft_in_one_step() {
    let (mut desk, _folder) = opened();
    let before = articles(&desk);
    assert!(!before.concat().contains("棋童"));
    desk.perform(Command::Do(Action::MarkTool));
    mark(&mut desk);
    desk.perform(stet::desktop::command::EditionCommand::Focus(Pane::Facsimile));
    desk.key(Modifiers::NONE, Key::Enter);
    let after = articles(&desk);
    assert!(after.concat().contains("九岁棋童获得冠军"), "{after:?}");
    desk.harness.get_by_label_contains("Lines put into the draft: ");
    desk.key(COMMAND, Key::Z);
    assert_eq!(articles(&desk), before);
}
