//! The desk and egui's own `TextEdit` without a window: opened, typed in and drawn, with layout and tessellation but without the drawing by the
//! graphics card.

use std::path::PathBuf;
use std::time::Duration;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{self, Event};
use egui_kittest::Harness;
use stet::desktop::Desk;
use stet::desktop::command::{Command, EditionCommand, ShellCommand};
use stet::desktop::fonts;
use stet::desktop::settings::Settings;
use stet::desktop::view::Pane;
use stet::edition::{Edition, Place, TextOffset};

/// A desk, once its first frame was drawn.
pub type Desks = Option<Desk>;

/// An empty desk.
pub fn desk() -> Harness<'static, Desks> {
    harness(|ui, desk: &mut Desks| desk.get_or_insert_with(|| Desk::new(ui.ctx(), Settings::default(), None)).frame(ui))
}

/// Opens files and waits until nothing more is to be done.
pub fn open(harness: &mut Harness<'_, Desks>, files: Vec<PathBuf>) {
    perform(harness, ShellCommand::Open(files));
}

/// Opens files and draws until the first frame in which the desk `shows` what is waited for.
pub fn open_until(harness: &mut Harness<'_, Desks>, files: Vec<PathBuf>, shows: impl Fn(&Desk) -> bool) {
    command(harness, ShellCommand::Open(files));
    loop {
        draw(harness);
        if harness.state().as_ref().is_some_and(&shows) {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The edition on a desk.
pub fn edition(harness: &Harness<'_, Desks>) -> Edition {
    harness.state().as_ref().and_then(|desk| desk.document()).expect("an edition").edition().clone()
}

/// Puts the caret into the middle of the draft.
pub fn go_to_middle(harness: &mut Harness<'_, Desks>) {
    let edition = edition(harness);
    let blocks: Vec<_> = edition.blocks().map(|(_, block)| block.clone()).collect();
    let middle = blocks.get(blocks.len() / 2).expect("a block");
    let place = Place { block: middle.id(), at: TextOffset::new(middle.len().chars() / 2) };
    perform(harness, EditionCommand::GoTo(place));
    perform(harness, EditionCommand::Focus(Pane::Draft));
}

/// The text of a draft, a block a line.
pub fn text_of(edition: &Edition) -> String {
    edition.blocks().map(|(_, block)| format!("{}\n", block.text())).collect()
}

/// egui's own editor, still empty.
pub fn text_edit() -> Harness<'static, String> {
    harness(|ui, text: &mut String| {
        egui::ScrollArea::vertical().show(ui, |ui| {
            let name = ui.label("TextEdit");
            ui.add(egui::TextEdit::multiline(text).id(egui::Id::unique("stock")).desired_width(f32::INFINITY)).labelled_by(name.id);
        });
    })
}

/// egui's own editor with a text and the caret in its middle.
pub fn text_edit_in_middle(text: String) -> Harness<'static, String> {
    let mut harness = text_edit();
    let middle = text.chars().count() / 2;
    *harness.state_mut() = text;
    harness.run_steps(3);
    let id = egui::Id::unique("stock");
    let mut state = egui::text_edit::TextEditState::load(&harness.ctx, id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(middle))));
    state.store(&harness.ctx, id);
    harness.ctx.memory_mut(|memory| memory.request_focus(id));
    harness.run_steps(3);
    harness
}

fn harness<S: Default>(app: impl FnMut(&mut egui::Ui, &mut S) + 'static) -> Harness<'static, S> {
    let builder = Harness::builder().with_size([1600.0, 1000.0]).with_context_setup(|ctx| fonts::install(ctx, false));
    builder.build_ui_state(app, S::default())
}

/// Carries a command out and waits until nothing more is to be done.
pub fn perform(harness: &mut Harness<'_, Desks>, wanted: impl Into<Command>) {
    command(harness, wanted);
    settle(harness);
    harness.run_steps(3);
}

/// Draws until nothing is done in the background.
pub fn settle(harness: &mut Harness<'_, Desks>) {
    loop {
        harness.run_steps(1);
        if !harness.state().as_ref().expect("a desk").is_busy() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn command(harness: &mut Harness<'_, Desks>, wanted: impl Into<Command>) {
    harness.run_steps(1);
    let ctx = harness.ctx.clone();
    harness.state_mut().as_mut().expect("a desk").perform(&ctx, wanted);
}

/// Presses a key that writes a character.
pub fn type_character<S>(harness: &mut Harness<'_, S>) {
    harness.event(Event::Text("字".to_owned()));
}

/// Draws a frame.
pub fn draw<S>(harness: &mut Harness<'_, S>) {
    harness.step();
    let shapes = harness.output().shapes.clone();
    std::hint::black_box(harness.ctx.tessellate(shapes, 1.0));
}

/// Raw text of at least so many characters, of a sample's.
pub fn sample(characters: usize) -> String {
    let sample = std::fs::read_to_string("assets/samples/riverside-daily-1.raw.txt").expect("the sample");
    sample.repeat(characters / sample.chars().count() + 1)
}
