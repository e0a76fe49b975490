//! The facsimile and the strip follow the caret: another column or page is fitted anew, and the caret's character is seen whole.

use std::path::Path;

use eframe::egui::{Key, Modifiers, Rect, Shape, accesskit::Role as NodeRole};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, ShellCommand};
use stet::locale::Language;

use super::desk::Desk;

/// A line on an image: its text, and its left, top, width and height in pixels.
type Line = (&'static str, [u32; 4]);

/// A page with a narrow column on the left and one twice as wide on the right; and one whose only column is wider still.
const PAGES: [&[Line]; 2] = [
    &[
        ("城北水库昨天开始蓄水", [50, 60, 300, 30]),
        ("市水利局派出了工程师", [50, 110, 300, 30]),
        ("村民们都来帮忙挖土方", [50, 160, 300, 30]),
        ("大家忙了整整一个冬天", [50, 210, 300, 30]),
        ("新建的小学秋季开学首批招收六个班的学生", [420, 60, 600, 30]),
        ("教师已经全部到位学校还建有图书馆体育馆", [420, 110, 600, 30]),
        ("家长们对此都很高兴说孩子不必走远路上学", [420, 160, 600, 30]),
        ("开学以后每天下午还有课外活动供学生参加", [420, 210, 600, 30]),
    ],
    &[
        ("老街书店恢复营业许多老读者专程赶来买书店主表示将增加儿童读物", [50, 60, 950, 30]),
        ("书店每周三晚上举办读书会邀请作家与读者见面交流读书的心得体会", [50, 110, 950, 30]),
        ("停业两年期间店主整理了旧书并且修缮了店面今后将每天开门到九点", [50, 160, 950, 30]),
    ],
];

fn hocr(number: usize, lines: &[Line]) -> String {
    let span = |(text, [left, top, width, height]): &Line| {
        let count = text.chars().count() as u32;
        let word = |(at, c): (usize, char)| {
            let (from, to) = (left + width * at as u32 / count, left + width * (at as u32 + 1) / count);
            format!("<span class='ocrx_word' title='bbox {from} {top} {to} {}; x_wconf 95'>{c}</span>", top + height)
        };
        let words: String = text.chars().enumerate().map(word).collect();
        format!("<span class='ocr_line' title='bbox {left} {top} {} {}'>{words}</span>\n", left + width, top + height)
    };
    let region = |lines: &[&Line]| format!("<p class='ocr_par'>{}</p>", lines.iter().map(|line| span(line)).collect::<String>());
    let lefts: std::collections::BTreeSet<u32> = lines.iter().map(|(_, place)| place[0]).collect();
    let regions: String =
        lefts.into_iter().map(|left| region(&lines.iter().filter(|(_, place)| place[0] == left).collect::<Vec<_>>())).collect();
    format!("<html><body><div class='ocr_page' title='image \"page-{number}.png\"; bbox 0 0 1060 300'>{regions}</div></body></html>")
}

fn opened() -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (number, lines) in (1..).zip(PAGES) {
        let path = folder.path().join(format!("page-{number}.hocr"));
        std::fs::write(&path, hocr(number, lines)).unwrap();
        write_image(&folder.path().join(format!("page-{number}.png")));
        paths.push(path);
    }
    let mut desk = Desk::new(Language::English);
    desk.harness.run_steps(2);
    desk.perform(ShellCommand::Open(paths));
    (desk, folder)
}

fn write_image(path: &Path) {
    image::GrayImage::from_fn(1060, 300, |x, y| image::Luma([if (x / 8 + y / 8) % 5 == 0 { 40 } else { 240 }])).save(path).unwrap();
}

/// Puts the caret before a text.
fn go(desk: &mut Desk, text: &str) {
    let edition = desk.edition();
    let (_, block) = edition.blocks().find(|(_, block)| block.text().contains(text)).unwrap_or_else(|| panic!("{text}"));
    let at = block.text().split(text).next().unwrap_or_default().chars().count();
    desk.go(block.id(), at);
}

/// The rectangles with a line of this width, in points, with what they are clipped to.
fn outlined(desk: &Desk, width: f32) -> Vec<(Rect, Rect)> {
    let shapes = desk.harness.output().shapes.iter();
    let rect = |clipped: &eframe::egui::epaint::ClippedShape| match &clipped.shape {
        Shape::Rect(rect) if (rect.stroke.width - width).abs() < 0.1 => Some((rect.rect, clipped.clip_rect)),
        _ => None,
    };
    shapes.filter_map(rect).collect()
}

/// How large a pixel of the image is, by the outline of the caret's line, which is this wide.
fn scale(desk: &Desk, page: &str, line: u32) -> f32 {
    let pane = desk.harness.get_by_role_and_label(NodeRole::Image, page).rect();
    let found: Vec<Rect> = outlined(desk, 2.0).into_iter().map(|(rect, _)| rect).filter(|rect| pane.intersects(*rect)).collect();
    let [outline] = found.as_slice() else { panic!("one line is the caret's: {found:?}") };
    assert!(pane.x_range().contains(outline.center().x) && pane.y_range().contains(outline.center().y), "it is in view");
    (outline.width() - 4.0) / line as f32
}

#[test]
fn the_facsimile_is_fitted_anew_in_another_column_and_on_another_page() {
    let (mut desk, _folder) = opened();
    desk.perform(Command::Do(Action::ShowFacsimile));
    desk.perform(Command::Do(Action::FitColumn));
    go(&mut desk, "市水利局");
    let narrow = scale(&desk, "Image of 1版", 300);
    go(&mut desk, "教师已经");
    let wide = scale(&desk, "Image of 1版", 600);
    assert!((narrow / wide - 2.0).abs() < 0.1, "{narrow} {wide}");
    go(&mut desk, "书店每周");
    let other = scale(&desk, "Image of 2版", 950);
    assert!((wide / other - 950.0 / 600.0).abs() < 0.1, "{wide} {other}");
    go(&mut desk, "市水利局");
    assert!((scale(&desk, "Image of 1版", 300) - narrow).abs() < 0.01, "and back");
}

#[test]
fn the_strip_shows_the_carets_character_whole_at_both_ends_of_a_line() {
    let (mut desk, _folder) = opened();
    let mut seen = 0;
    // Before the first character of a line, and before the last one of it.
    for text in ["市水利局", "师村民", "教师已经", "书店每周", "会停业"] {
        if !desk.edition().blocks().any(|(_, block)| block.text().contains(text)) {
            continue;
        }
        seen += 1;
        go(&mut desk, text);
        let strip = desk.harness.get_by_label_contains("Image of raw line").rect();
        let boxes = outlined(&desk, 1.5)
            .into_iter()
            .filter(|(rect, _)| strip.expand(4.0).intersects(*rect) && rect.height() < strip.height() + 8.0);
        let boxes: Vec<_> = boxes.collect();
        assert!(!boxes.is_empty(), "{text}: the character has its box");
        for (rect, clip) in boxes {
            assert!(
                clip.expand(0.5).contains_rect(rect) && strip.expand(2.0).x_range().contains(rect.left()),
                "{text}: {rect:?} in {strip:?}, {clip:?}"
            );
            assert!(rect.right() <= strip.right() + 2.0, "{text}: {rect:?} in {strip:?}");
        }
    }
    assert!(seen >= 4, "{seen} of the lines are in the draft as they are");
}

#[test]
fn a_break_before_the_first_headline_leaves_the_raw_text_where_it_is() {
    let mut desk = Desk::with_sample();
    let raw = desk.harness.get_by_role_and_label(NodeRole::Document, "Raw OCR").rect();
    let lines = |desk: &Desk| {
        let painted = desk.painted().into_iter().filter(|(_, rect, _)| raw.contains(rect.center()));
        painted.map(|(text, rect, _)| (text, rect.top().round() as i32)).collect::<Vec<_>>()
    };
    let first = desk.edition().blocks().next().expect("a block").1.id();
    desk.go(first, 0);
    let before = lines(&desk);
    desk.key(Modifiers::NONE, Key::Enter);
    let long = |lines: &[(String, i32)]| lines.iter().filter(|(text, _)| text.chars().count() > 8).cloned().collect::<Vec<_>>();
    assert_eq!(long(&lines(&desk)), long(&before));
}
