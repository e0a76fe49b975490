//! What a frame of the desk costs, with layout and tessellation but without its drawing by the graphics card: idle, with a key typed
//! in the middle of the edition, and scrolled by the wheel, beside egui's own `TextEdit` with as much text; and beside a large scan that
//! is scrolled. `cargo bench --bench desk`.
#![allow(clippy::expect_used, reason = "a bench that cannot go on has failed")]

#[allow(dead_code, reason = "the two programs that draw the desk use different parts of it")]
mod typing;

use std::path::{Path, PathBuf};
use std::time::Instant;

use eframe::egui::{self, Event, Pos2};
use egui_kittest::Harness;
use stet::desktop::command::{Action, Command};

/// How many frames are measured of each kind.
const FRAMES: usize = 300;

fn main() {
    for characters in [20_000, 300_000, 1_000_000] {
        let text = desk(characters);
        text_edit(characters, text);
    }
    facsimile();
}

/// A scan of a hundred million pixels beside its page, at the size of the screen's pixels.
fn facsimile() {
    const SIDE: u32 = 10_000;
    let folder = tempfile::tempdir().expect("a folder");
    let paper = image::GrayImage::from_fn(SIDE, SIDE, |x, y| image::Luma([if (x / 3 * 7 + y / 5 * 13) % 11 < 4 { 20 } else { 235 }]));
    paper.save(folder.path().join("page-1.png")).expect("an image");
    drop(paper);
    let line = |number: u32| {
        let (top, bottom) = (100 + number * 98, 180 + number * 98);
        format!("<span class='ocr_line' title='bbox 200 {top} 9800 {bottom}'>第{number}行是一行很长的文字用来看影像怎样滚动</span>\n")
    };
    let lines: String = (0..100).map(line).collect();
    let page = format!("<html><body><div class='ocr_page' title='bbox 0 0 {SIDE} {SIDE}'>{lines}</div></body></html>");
    let path = folder.path().join("page-1.hocr");
    std::fs::write(&path, page).expect("a page");
    let mut harness = typing::desk();
    let since = Instant::now();
    // The line strip asks for the image at once.
    typing::open(&mut harness, vec![path]);
    typing::perform(&mut harness, Command::Do(Action::ShowFacsimile));
    let shown = since.elapsed().as_secs_f64();
    typing::perform(&mut harness, Command::Do(Action::ActualSize));
    let at = Pos2::new(500.0, 500.0);
    let scrolled = frames(&mut harness, |harness| scroll(harness, at));
    println!("100 megapixels: shown after {shown:.2} s; wheel {scrolled}; {} MB", memory());
}

/// Also the text of the draft.
fn desk(characters: usize) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = pages(folder.path(), characters);
    let mut harness = typing::desk();
    let since = Instant::now();
    typing::open(&mut harness, pages);
    let opened = since.elapsed();
    let text = typing::text_of(&typing::edition(&harness));
    typing::go_to_middle(&mut harness);
    let idle = frames(&mut harness, |_| {});
    let typed = frames(&mut harness, typing::type_character);
    let at = Pos2::new(900.0, 500.0);
    let scrolled = frames(&mut harness, |harness| scroll(harness, at));
    let seconds = opened.as_secs_f64();
    println!("{characters:>9} characters, the desk: idle {idle}; key {typed}; wheel {scrolled}; opened in {seconds:.2} s; {} MB", memory());
    text
}

/// The same text in egui's own editor.
fn text_edit(characters: usize, text: String) {
    let mut harness = typing::text_edit_in_middle(text);
    let typed = frames(&mut harness, typing::type_character);
    let scrolled = frames(&mut harness, |harness| scroll(harness, Pos2::new(500.0, 500.0)));
    println!("{characters:>9} characters, TextEdit: key {typed}; wheel {scrolled}");
}

fn scroll<S>(harness: &mut Harness<'_, S>, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -120.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
}

/// Raw pages of together so many characters.
fn pages(folder: &Path, characters: usize) -> Vec<PathBuf> {
    let long = typing::sample(5_000);
    let count = characters / long.chars().count() + 1;
    let page = |number: usize| {
        let path = folder.join(format!("page-{number}.txt"));
        std::fs::write(&path, &long).expect("a page");
        path
    };
    (1..=count).map(page).collect()
}

/// How long frames took, in milliseconds.
struct Times {
    middle: f64,
    p99: f64,
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} ms (p99 {:.2})", self.middle, self.p99)
    }
}

/// Draws frames, each after something was done, with layout and tessellation.
fn frames<S>(harness: &mut Harness<'_, S>, before: impl Fn(&mut Harness<'_, S>)) -> Times {
    let mut times = Vec::new();
    for _ in 0..FRAMES {
        before(harness);
        let since = Instant::now();
        typing::draw(harness);
        times.push(since.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Times { middle: times[FRAMES / 2], p99: times[FRAMES * 99 / 100] }
}

/// The process's memory in megabytes, where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
