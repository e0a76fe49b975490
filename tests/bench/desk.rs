//! What a frame of the desk costs, without its drawing by the graphics card: idle, and with a key typed in the middle of the edition;
//! and how much memory the process has. `cargo bench --bench desk`.
#![allow(clippy::expect_used, reason = "a bench that cannot go on has failed")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui::Event;
use egui_kittest::Harness;
use stet::desktop::Desk;
use stet::desktop::command::Command;
use stet::desktop::fonts;
use stet::desktop::settings::Settings;
use stet::edit::Selection;
use stet::edition::{Place, TextOffset};

/// How many frames are measured; the middle one and the slowest are told.
const FRAMES: usize = 60;

fn main() {
    for characters in [6_000, 100_000, 300_000, 1_000_000] {
        measure(characters);
    }
}

fn measure(characters: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = pages(folder.path(), characters);
    let mut harness = Harness::builder().with_size([1600.0, 1000.0]).with_context_setup(|ctx| fonts::install(ctx, false)).build_ui_state(
        |ui, desk: &mut Option<Desk>| desk.get_or_insert_with(|| Desk::new(ui.ctx(), Settings::default(), None)).frame(ui),
        None,
    );
    let since = Instant::now();
    perform(&mut harness, Command::Open(pages));
    let opened = since.elapsed();
    let edition = harness.state().as_ref().and_then(|desk| desk.document()).expect("an edition").edition().clone();
    let blocks: Vec<_> = edition.blocks().map(|(_, block)| block.clone()).collect();
    let middle = blocks.get(blocks.len() / 2).expect("a block");
    let place = Place { block: middle.id(), at: TextOffset::new(middle.len().chars() / 2) };
    perform(&mut harness, Command::Select(Selection::caret(place)));
    perform(&mut harness, Command::GoTo(place));
    let idle = frames(&mut harness, |_| {});
    let typed = frames(&mut harness, |harness| harness.event(Event::Text("字".to_owned())));
    println!(
        "{characters:>9} characters: open {:>6.0} ms; idle {:.2} ms (slowest {:.2}); key {:.2} ms (slowest {:.2}); memory {} MB",
        opened.as_secs_f64() * 1e3,
        idle.0,
        idle.1,
        typed.0,
        typed.1,
        memory()
    );
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

fn perform(harness: &mut Harness<'_, Option<Desk>>, command: Command) {
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

/// The middle and the longest of the frames' times, in milliseconds.
fn frames(harness: &mut Harness<'_, Option<Desk>>, before: impl Fn(&mut Harness<'_, Option<Desk>>)) -> (f64, f64) {
    let mut times = Vec::new();
    for _ in 0..FRAMES {
        before(harness);
        let since = Instant::now();
        harness.step();
        times.push(since.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    (times[FRAMES / 2], times[FRAMES - 1])
}

/// The process's memory in megabytes, where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
