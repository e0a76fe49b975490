//! The desk beside egui's own `TextEdit` with the same text.

use std::time::Instant;

use egui_kittest::Harness;

use crate::table::Table;
use crate::timing::{Beside, beside_timed, time};
use crate::typing;

/// How many keys are pressed.
const KEYS: usize = 81;
/// How often the page is opened.
const OPENINGS: usize = 5;

/// A key on the desk, and a large page from its file to the first frame that shows its draft. The yardstick shows a text that it has.
pub fn measure(table: &mut Table) {
    table.shown("a key among 20 000 characters / TextEdit", &key());
    table.shown("opening 400 000 characters / TextEdit", &first_frame());
}

fn key() -> Beside {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.txt");
    std::fs::write(&page, typing::sample(20_000)).expect("a page");
    let mut desk = typing::desk();
    typing::open(&mut desk, vec![page]);
    let mut text_edit = typing::text_edit_in_middle(typing::text_of(&typing::edition(&desk)));
    typing::go_to_middle(&mut desk);
    let pressed_at_rest = || {
        // What the last key set going in the background is another matter, and would take the processor away.
        typing::settle(&mut desk);
        time(|| press(&mut desk))
    };
    beside_timed(KEYS, || time(|| press(&mut text_edit)), pressed_at_rest)
}

fn press<S>(harness: &mut Harness<'_, S>) {
    typing::type_character(harness);
    typing::draw(harness);
}

fn first_frame() -> Beside {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.txt");
    std::fs::write(&page, typing::sample(400_000)).expect("a page");
    let mut desk = typing::desk();
    typing::open(&mut desk, vec![page.clone()]);
    let text = typing::text_of(&typing::edition(&desk));
    drop(desk);
    let shown = || {
        let mut text_edit = typing::text_edit();
        text_edit.run_steps(2);
        text_edit.state_mut().push_str(&text);
        time(|| typing::draw(&mut text_edit))
    };
    let opened = || {
        let mut desk = typing::desk();
        desk.run_steps(2);
        let since = Instant::now();
        typing::open_to_first_frame(&mut desk, vec![page.clone()]);
        since.elapsed()
    };
    beside_timed(OPENINGS, shown, opened)
}
