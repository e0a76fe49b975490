//! Page images: a page with boxes, written here with its image, is opened and corrected beside it.

use std::path::Path;

use eframe::egui::{Key, Modifiers, Pos2, accesskit::Role as NodeRole, vec2};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::desktop::settings::BesideDraft;
use stet::desktop::view::Pane;
use stet::export::{Format, Options, Switch};
use stet::locale::Language;
use stet::style::HouseStyle;

use super::desk::Desk;

/// The lines of the page: each 400 pixels wide and 30 high, 50 below each other, the first at (50, 50).
pub const LINES: [&str; 6] = [
    "水库除险加固工程完工",
    "本报讯记者王明三月二日",
    "市水利局召开会议部署全",
    "市水库除险加固工作要求",
    "各县区按期完成任务确保",
    "安全度汛做好蓄水准备。",
];

/// How wide and how high the image is, in pixels.
const SIZE: (u32, u32) = (500, 400);

fn hocr() -> String {
    let line = |(number, text): (usize, &&str)| {
        let (top, count) = (50 + 50 * number, text.chars().count());
        let word = |(at, c): (usize, char)| {
            let (left, right) = (50 + 400 * at / count, 50 + 400 * (at + 1) / count);
            format!("<span class='ocrx_word' title='bbox {left} {top} {right} {}; x_wconf {}'>{c}</span>", top + 30, 99 - 8 * at)
        };
        let words: String = text.chars().enumerate().map(word).collect();
        format!("<span class='ocr_line' title='bbox 50 {top} 450 {}'>{words}</span>\n", top + 30)
    };
    let lines: String = LINES.iter().enumerate().map(line).collect();
    format!(
        "<html><body><div class='ocr_page' title='image \"scans/page-1.png\"; bbox 0 0 {} {}'>\
         <p class='ocr_par' title='bbox 50 50 450 330'>{lines}</p></div></body></html>",
        SIZE.0, SIZE.1
    )
}

/// An upright rectangle of black for each line, on white.
fn write_image(path: &Path) {
    let image = image::GrayImage::from_fn(SIZE.0, SIZE.1, |x, y| {
        let in_line = (50..450).contains(&x) && (50..350).contains(&y) && y % 50 < 30;
        image::Luma([if in_line && (x / 8 + y / 8) % 2 == 0 { 0 } else { 255 }])
    });
    image.save(path).unwrap();
}

/// A desk with the page open, and its image beside it or not.
pub fn opened(with_image: bool) -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("page-1.hocr"), hocr()).unwrap();
    if with_image {
        write_image(&folder.path().join("page-1.png"));
    }
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![folder.path().join("page-1.hocr")]));
    (desk, folder)
}

/// The middle of a character of a line on the screen, while the page is as wide as the pane: its top is then at the pane's.
pub fn on_screen(desk: &Desk, line: usize, at: usize) -> Pos2 {
    let pane = desk.harness.get_by_role_and_label(NodeRole::Image, "Image of 1版").rect();
    let scale = pane.width() / SIZE.0 as f32;
    let count = LINES[line].chars().count() as f32;
    let on_image = vec2(50.0 + 400.0 * (at as f32 + 0.5) / count, 65.0 + 50.0 * line as f32);
    // It is lower than the pane, and lies in the middle.
    let top = pane.center().y - SIZE.1 as f32 * scale / 2.0;
    Pos2::new(pane.left(), top) + on_image * scale
}

pub fn click(desk: &mut Desk, at: Pos2) {
    desk.harness.hover_at(at);
    desk.harness.step();
    desk.harness.drag_at(at);
    desk.harness.step();
    desk.harness.drop_at(at);
    desk.settle();
}

/// The character after the caret.
fn at_caret(desk: &Desk) -> Option<char> {
    let caret = desk.caret();
    desk.edition().block(caret.block).and_then(|(_, block)| block.text().chars().nth(caret.at.chars()))
}

#[test]
fn a_click_on_a_line_of_the_image_goes_to_its_text() {
    let (mut desk, _folder) = opened(true);
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
    desk.perform(Command::Do(Action::FitWidth));
    for (line, at) in [(3, 2), (1, 5), (4, 0)] {
        let point = on_screen(&desk, line, at);
        click(&mut desk, point);
        assert_eq!(at_caret(&desk), LINES[line].chars().nth(at), "line {line}");
    }
    let before = desk.caret();
    let pane = desk.harness.get_by_role_and_label(NodeRole::Image, "Image of 1版").rect();
    click(&mut desk, pane.left_top() + vec2(3.0, 3.0));
    assert_eq!(desk.caret(), before, "there is no line");
}

#[test]
fn a_turned_image_is_clicked_where_its_lines_are() {
    let (mut desk, _folder) = opened(true);
    desk.perform(Command::Do(Action::ShowFacsimile));
    for action in [Action::FitPage, Action::TurnImage, Action::TurnImage] {
        desk.perform(Command::Do(action));
    }
    // Upside down, every point is opposite to where it was.
    let pane = desk.harness.get_by_role_and_label(NodeRole::Image, "Image of 1版").rect();
    let upright = on_screen(&desk, 2, 3);
    click(&mut desk, pane.center() + (pane.center() - upright));
    assert_eq!(at_caret(&desk), LINES[2].chars().nth(3));
}

#[test]
fn the_strip_shows_the_carets_line_and_makes_room_for_it() {
    let (mut desk, _folder) = opened(true);
    let strips = |desk: &Desk| desk.harness.query_all_by_label_contains("Image of raw line").count();
    assert_eq!(strips(&desk), 1);
    let block = desk.edition().blocks().find(|(_, block)| block.text().contains("市水利局")).expect("a paragraph").1.clone();
    let at = block.text().chars().position(|c| c == '局').unwrap();
    desk.go(block.id(), at);
    let strip = desk.harness.get_by_label_contains(&format!("Image of raw line 3: {}", LINES[2])).rect();
    let (top, bottom) = desk.block_on_screen(block.id());
    assert!(top < strip.top() && strip.bottom() <= bottom, "inside its paragraph: {strip:?} in {top} to {bottom}");
    desk.key(Modifiers::NONE, Key::F7);
    assert_eq!(strips(&desk), 0);
    let (other_top, other_bottom) = desk.block_on_screen(block.id());
    let room = (bottom - top) - (other_bottom - other_top);
    assert!(room >= strip.height(), "the rows below made room: {room} for {}", strip.height());
    desk.key(Modifiers::NONE, Key::F7);
    assert_eq!(strips(&desk), 1);
}

/// A page of two columns that run down it, the first one on the right.
fn upright(folder: &Path) -> std::path::PathBuf {
    let line = |(number, text): (usize, &&str)| {
        let left = 400 - 60 * number;
        let word = |(at, c): (usize, char)| {
            let top = 20 + 30 * at;
            format!("<span class='ocrx_word' title='bbox {left} {top} {} {}'>{c}</span>", left + 30, top + 28)
        };
        let (words, bottom) = (text.chars().enumerate().map(word).collect::<String>(), 20 + 30 * text.chars().count());
        format!("<span class='ocr_line' title='bbox {left} 20 {} {bottom}'>{words}</span>\n", left + 30)
    };
    let lines: String = LINES[1..3].iter().enumerate().map(line).collect();
    let page = format!("<html><body><div class='ocr_page' title='bbox 0 0 500 400'><p class='ocr_par'>{lines}</p></div></body></html>");
    let path = folder.join("page-1.hocr");
    std::fs::write(&path, page).unwrap();
    write_image(&folder.join("page-1.png"));
    path
}

#[test]
fn the_strip_of_an_upright_line_lies_across_its_characters_upright() {
    let folder = tempfile::tempdir().unwrap();
    let page = upright(folder.path());
    let mut desk = Desk::new(Language::English);
    desk.perform(ShellCommand::Open(vec![page]));
    let strip = desk.harness.get_by_label_contains(&format!("Image of raw line 1: {}", LINES[1])).rect();
    let count = LINES[1].chars().count() as f32;
    assert!(strip.width() > 0.8 * count * (strip.height() - 8.0), "a square each: {strip:?} for {count}");
    assert!(strip.height() > 20.0, "to be read: {strip:?}");
}

#[test]
fn what_has_an_image_is_opened_beside_it_until_the_editor_chooses() {
    let folder = tempfile::tempdir().unwrap();
    let (page, settings) = (upright(folder.path()), folder.path().join("settings.ron"));
    let mut desk = Desk::with_settings(Language::English, &settings);
    desk.perform(Command::Do(Action::OpenSample));
    assert_eq!(desk.settings().beside, BesideDraft::Raw, "the sample has none");
    desk.perform(ShellCommand::Open(vec![page.clone()]));
    desk.harness.get_by_role_and_label(NodeRole::Image, "Image of 1版");
    assert_eq!(desk.settings().beside, BesideDraft::Both);
    desk.perform(Command::Do(Action::OpenSample));
    assert_eq!(desk.settings().beside, BesideDraft::Raw, "nor has it now");
    // Who has put the image away does not have it again.
    desk.perform(ShellCommand::Open(vec![page.clone()]));
    desk.perform(Command::Do(Action::ShowFacsimile));
    assert_eq!(desk.settings().beside, BesideDraft::Raw);
    desk.perform(ShellCommand::Open(vec![page]));
    assert_eq!(desk.settings().beside, BesideDraft::Raw);
}

#[test]
fn rows_are_walked_past_the_strip() {
    let (mut desk, _folder) = opened(true);
    let block = desk.edition().blocks().find(|(_, block)| block.len().chars() > 40).expect("a long paragraph").1.clone();
    desk.go(block.id(), 3);
    desk.key(Modifiers::NONE, Key::ArrowDown);
    let below = desk.caret();
    assert!(below.at.chars() > 20 && below.block == block.id(), "the next row: {below:?}");
    desk.key(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(desk.caret().at.chars(), 3);
}

#[test]
fn a_page_without_an_image_says_what_to_do_and_takes_one() {
    let (mut desk, folder) = opened(false);
    assert!(desk.harness.query_by_label_contains("Image of raw line").is_none());
    desk.perform(Command::Do(Action::ShowFacsimile));
    desk.harness.get_by_label("This page has no image yet");
    desk.harness.get_by_label_contains("page-1.png");
    desk.harness.get_by_role_and_label(NodeRole::Button, "Choose the page image…");
    let other = folder.path().join("elsewhere.png");
    write_image(&other);
    desk.perform(EditionCommand::ChooseImage(other));
    desk.harness.get_by_role_and_label(NodeRole::Image, "Image of 1版");
    desk.perform(EditionCommand::ChooseImage(folder.path().join("page-1.hocr")));
    desk.harness.get_by_label("The image cannot be shown");
}

#[test]
fn raw_text_and_facsimile_take_turns_and_f6_goes_to_what_is_shown() {
    let (mut desk, _folder) = opened(true);
    let focused = |desk: &Desk| Pane::ALL.into_iter().find(|pane| desk.harness.ctx.memory(|memory| memory.has_focus(pane.id())));
    for (beside, has_raw, has_image) in
        [(BesideDraft::Raw, true, false), (BesideDraft::Facsimile, false, true), (BesideDraft::Both, true, true)]
    {
        assert_eq!(desk.settings().beside, beside);
        assert_eq!(desk.harness.query_by_role_and_label(NodeRole::Document, "Raw OCR").is_some(), has_raw, "{beside:?}");
        assert_eq!(desk.harness.query_by_role_and_label(NodeRole::Image, "Image of 1版").is_some(), has_image, "{beside:?}");
        desk.perform(EditionCommand::Focus(Pane::Outline));
        let mut walked = Vec::new();
        for _ in 0..2 {
            desk.key(Modifiers::NONE, Key::F6);
            walked.extend(focused(&desk));
        }
        let next = if has_image { Pane::Facsimile } else { Pane::Raw };
        let then = if has_image && has_raw { Pane::Raw } else { Pane::Draft };
        assert_eq!(walked, [next, then], "{beside:?}");
        desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
    }
}

#[test]
fn a_desk_with_an_image_is_at_rest() {
    let (mut desk, _folder) = opened(true);
    for _ in 0..2 {
        desk.perform(Command::Do(Action::ShowFacsimile));
        desk.assert_idle("beside the facsimile");
    }
    desk.perform(Command::Do(Action::ShowCertainty));
    desk.assert_idle("with doubtful text shaded");
}

/// Exports a page of HTML with images of its lines, and gives it.
fn exported(desk: &mut Desk, folder: &Path) -> String {
    let options = Options::standard(Format::Html, HouseStyle::standard()).with(Switch::LineImages, true);
    desk.perform(EditionCommand::SetExport(Format::Html, options));
    desk.perform(EditionCommand::ExportTo(folder.join("page.html")));
    std::fs::read_to_string(folder.join("page.html")).unwrap()
}

#[test]
fn an_export_has_the_images_of_its_lines_or_says_why_not() {
    let (mut desk, folder) = opened(true);
    assert_eq!(exported(&mut desk, folder.path()).matches("<img ").count(), LINES.len());
    assert!(desk.harness.query_by_label_contains("no images of its lines").is_none());
    let (mut desk, folder) = opened(false);
    assert!(!exported(&mut desk, folder.path()).contains("<img "));
    desk.harness
        .get_by_label_contains("Exported page.html; one page is exported without its image. page-1.hocr has no image. Put page-1.png");
    let elsewhere = tempfile::tempdir().unwrap();
    write_image(&elsewhere.path().join("by-hand.png"));
    desk.perform(EditionCommand::ChooseImage(elsewhere.path().join("by-hand.png")));
    assert_eq!(exported(&mut desk, folder.path()).matches("<img ").count(), LINES.len());
}
