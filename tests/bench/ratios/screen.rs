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

/// A key on the desk; a large page, from the file to the first frame that shows its raw text and to the one that shows its draft; and its
/// edition, likewise. The yardstick shows a text that it has.
pub fn measure(table: &mut Table) {
    table.shown("a key among 20 000 characters / TextEdit", &key());
    let [raw, draft, edition] = first_frames();
    table.shown("raw text of 400 000 characters / TextEdit", &raw);
    table.shown("draft of as many / TextEdit", &draft);
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

/// Of a raw page, of its draft, and of the edition that is saved of it.
fn first_frames() -> [Beside; 3] {
    let folder = tempfile::tempdir().expect("a folder");
    let (page, file) = (folder.path().join("page.txt"), folder.path().join("page.ron"));
    std::fs::write(&page, typing::sample(400_000)).expect("a page");
    let mut desk = typing::desk();
    typing::open(&mut desk, vec![page.clone()]);
    let edition = typing::edition(&desk);
    let text = typing::text_of(&edition);
    stet::store::save(&file, &edition).expect("an edition");
    drop(desk);
    let shows_draft: Shown = |desk| desk.document().is_some();
    let shows_any: Shown = |desk| desk.shows_arriving() || desk.document().is_some();
    [(&page, shows_any), (&page, shows_draft), (&file, shows_draft)].map(|(path, shows)| {
        let shown = || {
            let mut text_edit = typing::text_edit();
            text_edit.run_steps(2);
            text_edit.state_mut().push_str(&text);
            time(|| typing::draw(&mut text_edit))
        };
        beside_timed(OPENINGS, shown, || opened(path, shows))
    })
}

/// What is waited for.
type Shown = fn(&stet::desktop::Desk) -> bool;

fn opened(path: &Path, shows: Shown) -> Duration {
    let mut desk = typing::desk();
    desk.run_steps(2);
    let since = Instant::now();
    typing::open_until(&mut desk, vec![path.to_owned()], shows);
    let taken = since.elapsed();
    // Another edition in its place ends its check, which would take the processor from the next one that is opened.
    typing::open(&mut desk, vec![PathBuf::from("assets/samples/riverside-daily-2.raw.txt")]);
    taken
}
