//! The desk beside egui's own `TextEdit` with the same text.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui_kittest::Harness;

use crate::table::Table;
use crate::timing::{Beside, beside_timed, time};
use crate::typing;

/// How many keys are pressed.
const KEYS: usize = 81;
/// How often the page is opened.
const OPENINGS: usize = 5;

/// A key on the desk, and a large page, and its edition, from the file to the first frame that shows the draft. The yardstick shows a text
/// that it has.
pub fn measure(table: &mut Table) {
    table.shown("a key among 20 000 characters / TextEdit", &key());
    let [page, edition] = first_frames();
    table.shown("opening 400 000 characters / TextEdit", &page);
    table.shown("opening an edition of as many / TextEdit", &edition);
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

/// Of a raw page, which is drafted on the way, and of the edition that is saved of it.
fn first_frames() -> [Beside; 2] {
    let folder = tempfile::tempdir().expect("a folder");
    let (page, file) = (folder.path().join("page.txt"), folder.path().join("page.ron"));
    std::fs::write(&page, typing::sample(400_000)).expect("a page");
    let mut desk = typing::desk();
    typing::open(&mut desk, vec![page.clone()]);
    let edition = typing::edition(&desk);
    let text = typing::text_of(&edition);
    stet::store::save(&file, &edition).expect("an edition");
    drop(desk);
    [page, file].map(|path| {
        let shown = || {
            let mut text_edit = typing::text_edit();
            text_edit.run_steps(2);
            text_edit.state_mut().push_str(&text);
            time(|| typing::draw(&mut text_edit))
        };
        beside_timed(OPENINGS, shown, || opened(&path))
    })
}

fn opened(path: &Path) -> Duration {
    let mut desk = typing::desk();
    desk.run_steps(2);
    let since = Instant::now();
    typing::open_to_first_frame(&mut desk, vec![path.to_owned()]);
    let taken = since.elapsed();
    // Another edition in its place ends its check, which would take the processor from the next one that is opened.
    typing::open(&mut desk, vec![PathBuf::from("assets/samples/riverside-daily-2.raw.txt")]);
    taken
}
