//! A folder's files are shown before they are opened.

use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, ShellCommand};
use stet::locale::Language;

use super::desk::{Desk, all_names};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    for number in [1, 2, 10] {
        write(&format!("page-{number}.txt"), "水库加固\n\n　　本报讯 三月二日，城北水库的加固工程提前一个月完工。\n");
    }
    write(
        "page-2.hocr",
        "<html><body><div class='ocr_page' title='bbox 0 0 9 9'><span class='ocr_line' title='bbox 0 0 9 9'>水库</span></div></body></html>",
    );
    write("notes.docm", "no page");
    std::fs::create_dir(folder.path().join("scans")).unwrap();
    folder
}

fn listed(desk: &Desk) -> Vec<String> {
    let rows = all_names(&desk.harness).into_iter().map(|(_, name)| name).filter(|name| name.contains(": "));
    rows.filter(|name| ["page-", "notes", "scans"].iter().any(|begin| name.starts_with(begin))).collect()
}

#[test]
fn what_is_opened_and_what_is_left_out_and_why_is_listed_first() {
    let folder = folder();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(vec![folder.path().to_owned()]));
    assert!(!desk.has_document(), "nothing is opened yet");
    desk.harness.get_by_label("3 page files are opened, in this order");
    desk.harness.get_by_label("3 other files");
    let mut rows = listed(&desk);
    rows.dedup();
    let expected = [
        "page-1.txt: plain text · 1版",
        "page-2.hocr: hOCR · 2版",
        "page-10.txt: plain text · 10版",
        "notes.docm: holds no page",
        "page-2.txt: another reading, kept beside page-2.hocr",
        "scans: folder; open it by itself",
    ];
    assert_eq!(rows, expected);
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().masthead().page_labels, ["1版", "2版", "10版"]);
}

#[test]
fn escape_opens_nothing_and_keeps_what_is_open() {
    let folder = folder();
    let mut desk = Desk::with_sample();
    let before = desk.edition();
    desk.perform(ShellCommand::Open(vec![folder.path().to_owned()]));
    desk.harness.get_by_label("Open this folder?");
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(desk.harness.query_all_by_label("Open this folder?").next().is_none());
    assert!(desk.edition() == before);
    desk.type_text("字");
    assert!(desk.edition() != before, "the draft has the keyboard again");
}

/// How high the headings of pages are in the outline.
fn headings(desk: &Desk) -> Vec<f32> {
    ["1版", "2版", "10版"].map(|label| desk.harness.get_by_role_and_label(NodeRole::Button, label).rect().height()).to_vec()
}

#[test]
fn the_outline_shows_a_small_image_of_each_page_that_has_one() {
    let folder = folder();
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    let open = |desk: &mut Desk| {
        desk.perform(ShellCommand::Open(vec![folder.path().to_owned()]));
        desk.key(Modifiers::NONE, Key::Enter);
    };
    open(&mut desk);
    let plain = headings(&desk);
    // Of the page that nobody has gone to.
    image::GrayImage::from_pixel(300, 400, image::Luma([200])).save(folder.path().join("page-10.png")).unwrap();
    desk.perform(Command::Do(Action::Close));
    open(&mut desk);
    desk.wait_until(|desk| headings(desk)[2] > plain[2]);
    assert!(headings(&desk).iter().all(|height| *height > 50.0), "all have the room: {:?}", headings(&desk));
    desk.assert_idle("the small images are there");
    let images = |desk: &Desk| desk.harness.query_all_by_role(NodeRole::Image).count();
    let before = images(&desk);
    let heading = desk.harness.get_by_role_and_label(NodeRole::Button, "10版").rect();
    desk.harness.hover_at(heading.center());
    desk.harness.run_steps(90);
    assert_eq!(images(&desk), before + 1, "a larger one beside the pointer");
}
