//! What a frame of the desk costs, with layout and tessellation but without its drawing by the graphics card: idle, with a key typed
//! in the middle of the edition, and scrolled by the wheel, beside egui's own `TextEdit` with as much text; and beside a large scan that
//! is scrolled. `cargo bench --bench desk`.
#![allow(clippy::expect_used, reason = "a bench that cannot go on has failed")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{self, Event, Pos2};
use egui_kittest::Harness;
use stet::desktop::Desk;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::desktop::fonts;
use stet::desktop::settings::Settings;
use stet::desktop::view::Pane;
use stet::edition::{Place, TextOffset};

/// How many frames are measured of each kind.
const FRAMES: usize = 300;

type Desks = Option<Desk>;

fn main() {
    for characters in [20_000, 300_000, 1_000_000] {
        desk(characters);
        text_edit(characters);
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
    let mut harness = harness(|ui, desk: &mut Desks| desk.get_or_insert_with(|| Desk::new(ui.ctx(), Settings::default(), None)).frame(ui));
    let since = Instant::now();
    // The line strip asks for the image at once.
    perform(&mut harness, ShellCommand::Open(vec![path]));
    perform(&mut harness, Command::Do(Action::ShowFacsimile));
    let shown = since.elapsed().as_secs_f64();
    perform(&mut harness, Command::Do(Action::ActualSize));
    let at = Pos2::new(500.0, 500.0);
    let scrolled = frames(&mut harness, |harness| scroll(harness, at));
    println!("100 megapixels: shown after {shown:.2} s; wheel {scrolled}; {} MB", memory());
}

fn desk(characters: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = pages(folder.path(), characters);
    let mut harness = harness(|ui, desk: &mut Desks| desk.get_or_insert_with(|| Desk::new(ui.ctx(), Settings::default(), None)).frame(ui));
    let since = Instant::now();
    perform(&mut harness, ShellCommand::Open(pages));
    let opened = since.elapsed();
    let edition = harness.state().as_ref().and_then(|desk| desk.document()).expect("an edition").edition().clone();
    let blocks: Vec<_> = edition.blocks().map(|(_, block)| block.clone()).collect();
    let middle = blocks.get(blocks.len() / 2).expect("a block");
    let place = Place { block: middle.id(), at: TextOffset::new(middle.len().chars() / 2) };
    perform(&mut harness, EditionCommand::GoTo(place));
    perform(&mut harness, EditionCommand::Focus(Pane::Draft));
    let idle = frames(&mut harness, |_| {});
    let typed = frames(&mut harness, |harness| harness.event(Event::Text("字".to_owned())));
    let at = Pos2::new(900.0, 500.0);
    let scrolled = frames(&mut harness, |harness| scroll(harness, at));
    let seconds = opened.as_secs_f64();
    println!("{characters:>9} characters, the desk: idle {idle}; key {typed}; wheel {scrolled}; opened in {seconds:.2} s; {} MB", memory());
}

/// The same text in egui's own editor.
fn text_edit(characters: usize) {
    let sample = std::fs::read_to_string("assets/samples/riverside-daily-1.raw.txt").expect("the sample");
    let text: String = sample.chars().filter(|c| *c != '\n').collect::<String>().replace('。', "。\n");
    let text: String = text.chars().cycle().take(characters).collect();
    let mut harness = harness(|ui, text: &mut String| {
        egui::ScrollArea::vertical().show(ui, |ui| {
            let name = ui.label("TextEdit");
            ui.add(egui::TextEdit::multiline(text).id(egui::Id::unique("stock")).desired_width(f32::INFINITY)).labelled_by(name.id);
        });
    });
    *harness.state_mut() = text;
    harness.run_steps(3);
    let id = egui::Id::unique("stock");
    let mut state = egui::text_edit::TextEditState::load(&harness.ctx, id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(characters / 2))));
    state.store(&harness.ctx, id);
    harness.ctx.memory_mut(|memory| memory.request_focus(id));
    harness.run_steps(3);
    let typed = frames(&mut harness, |harness| harness.event(Event::Text("字".to_owned())));
    let scrolled = frames(&mut harness, |harness| scroll(harness, Pos2::new(500.0, 500.0)));
    println!("{characters:>9} characters, TextEdit: key {typed}; wheel {scrolled}");
}

fn harness<S: Default>(app: impl FnMut(&mut egui::Ui, &mut S) + 'static) -> Harness<'static, S> {
    let builder = Harness::builder().with_size([1600.0, 1000.0]).with_context_setup(|ctx| fonts::install(ctx, false));
    builder.build_ui_state(app, S::default())
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

/// Raw pages of together so many characters, of the samples' text.
fn pages(folder: &std::path::Path, characters: usize) -> Vec<PathBuf> {
    let sample = std::fs::read_to_string("assets/samples/riverside-daily-1.raw.txt").expect("the sample");
    let long = sample.repeat(3);
    let count = characters / long.chars().count() + 1;
    let page = |number: usize| {
        let path = folder.join(format!("page-{number}.txt"));
        std::fs::write(&path, &long).expect("a page");
        path
    };
    (1..=count).map(page).collect()
}

fn perform(harness: &mut Harness<'_, Option<Desk>>, command: impl Into<Command>) {
    harness.run_steps(1);
    let ctx = harness.ctx.clone();
    harness.state_mut().as_mut().expect("a desk").perform(&ctx, command);
    loop {
        harness.run_steps(1);
        if !harness.state().as_ref().expect("a desk").is_busy() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    harness.run_steps(3);
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
        harness.step();
        let shapes = harness.output().shapes.clone();
        std::hint::black_box(harness.ctx.tessellate(shapes, 1.0));
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
