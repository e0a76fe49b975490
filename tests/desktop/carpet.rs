//! The carpet: images of one character side by side, marked and said to be another by keyboard.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use image::Luma;
use stet::desktop::command::{Action, Command, ShellCommand};
use stet::locale::Language;

use super::COMMAND;
use super::desk::Desk;

/// The side of a character on the page, in pixels.
const CELL: u32 = 24;
const ROWS: [&str; 4] = ["十十口十十口十十", "口十口口十十口十", "十口十十口十口口", "口口十十口口十十"];

/// A page with its image; the third row is misread at its end.
fn page(folder: &std::path::Path) -> std::path::PathBuf {
    page_of(folder, |text| text.to_owned())
}

/// The same, its text read otherwise still.
fn page_of(folder: &std::path::Path, reading: impl Fn(&str) -> String) -> std::path::PathBuf {
    let mut image = image::GrayImage::from_pixel(480, 480, Luma([255]));
    let mut lines = String::new();
    for (row, text) in (0u32..).zip(ROWS) {
        let read = if row == 2 { "十口十十口十口十" } else { text };
        let (read, top, bottom) = (reading(read), row * CELL, (row + 1) * CELL);
        lines += &format!("<span class='ocr_line' title='bbox 0 {top} {} {bottom}'>{read}</span>\n", 8 * CELL);
        for (column, character) in (0u32..).zip(text.chars()) {
            for step in 4..CELL - 4 {
                let ends = [4, CELL - 5];
                let dots: Vec<(u32, u32)> = match character {
                    '口' => ends.into_iter().flat_map(|end| [(end, step), (step, end)]).collect(),
                    _ => vec![(CELL / 2, step), (step, CELL / 2)],
                };
                dots.into_iter().for_each(|(x, y)| image.put_pixel(column * CELL + x, top + y, Luma([0])));
            }
        }
    }
    image.save(folder.join("page-1.png")).unwrap();
    let html = format!(
        "<html><body><div class='ocr_page' title='image \"page-1.png\"; bbox 0 0 480 480'><p class='ocr_par'>{lines}</p></div></body></html>"
    );
    let path = folder.join("page-1.hocr");
    std::fs::write(&path, html).unwrap();
    path
}

fn text(desk: &Desk) -> String {
    desk.edition().blocks().map(|(_, block)| block.text().to_owned()).collect()
}

fn laid() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = page(folder.path());
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![path]));
    desk.key(COMMAND | Modifiers::ALT, Key::K);
    (desk, folder)
}

#[test]
fn a_misread_character_is_found_and_put_right_in_one_step() {
    let (mut desk, _folder) = laid();
    let before = text(&desk);
    assert_eq!((before.matches('十').count(), before.matches('口').count()), (19, 13));
    desk.harness.get_by_label("Carpet: 2 characters, 32 images, 1 odd");
    desk.harness.get_by_label("Images read as 十: 19");
    // The odd one is under the cursor, and the images of another character say what it is.
    desk.harness.get_by_label("It is 口");
    desk.key(Modifiers::NONE, Key::Enter);
    let after = text(&desk);
    assert_eq!((after.matches('十').count(), after.matches('口').count()), (18, 14));
    desk.harness.get_by_label("Carpet: 2 characters, 32 images, 0 odd");
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(COMMAND, Key::Z);
    assert_eq!(text(&desk), before, "it was one step");
}

#[test]
fn images_are_walked_marked_and_typed_over() {
    let (mut desk, _folder) = laid();
    let before = text(&desk);
    desk.key(Modifiers::NONE, Key::Space);
    desk.key(Modifiers::NONE, Key::ArrowRight);
    desk.key(Modifiers::NONE, Key::Space);
    desk.commit("田");
    desk.harness.get_by_label("2 are 田");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(text(&desk).matches('田').count(), 2);
    desk.harness.get_by_label("Carpet: 3 characters, 32 images, 0 odd");
    // The next character, let stand; then the place of an image.
    desk.key(Modifiers::NONE, Key::PageDown);
    desk.harness.get_by_label_contains("Images read as 口");
    desk.key(COMMAND, Key::Delete);
    desk.key(Modifiers::NONE, Key::PageUp);
    desk.key(Modifiers::SHIFT, Key::Enter);
    assert!(desk.harness.query_all_by_label_contains("Carpet:").next().is_none());
    assert_eq!(desk.selected_text().chars().count(), 1);
    desk.key(COMMAND, Key::Z);
    assert_eq!(text(&desk), before);
}

#[test]
fn characters_taken_for_one_another_are_seen_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    // In one row the same shape was read as another character.
    let path = page_of(folder.path(), |text| if text == ROWS[1] { text.replace('口', "已") } else { text.replace('口', "己") });
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![path]));
    desk.key(COMMAND | Modifiers::ALT, Key::K);
    while desk.harness.query_by_label_contains("Images read as 己:").is_none() {
        desk.key(Modifiers::NONE, Key::PageDown);
    }
    let before = text(&desk);
    let count = |desk: &Desk, of: char| text(desk).matches(of).count();
    let (own, other) = (count(&desk, '己'), count(&desk, '已'));
    desk.harness.get_by_label("Show 已 with them");
    desk.key(COMMAND, Key::Enter);
    desk.harness.get_by_label(&format!("Images read as 己已: {}", own + other));
    // All of them are marked from the keyboard, and said to be one: those that are it already stay.
    for _ in 0..own + other {
        desk.key(Modifiers::NONE, Key::Space);
        desk.key(Modifiers::NONE, Key::ArrowRight);
    }
    desk.commit("己");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!((count(&desk, '己'), count(&desk, '已')), (own + other, 0));
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(COMMAND, Key::Z);
    assert_eq!(text(&desk), before, "it was one step");
}

#[test]
fn a_text_without_images_says_so() {
    let mut desk = Desk::with_sample();
    desk.perform(Command::Do(Action::ShowCarpet));
    desk.harness.get_by_label_contains("No character has an image");
    desk.harness.get_by_label("Close").click();
    desk.harness.run_steps(2);
    assert!(desk.harness.query_by_label_contains("No character has an image").is_none());
}
