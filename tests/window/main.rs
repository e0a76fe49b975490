//! The real window, on a display of its own (Xvfb), used by keyboard: a page is opened, two paragraphs are joined, a tag is added, a
//! headline is picked, the edition is saved, and all of it is in the file. Skipped, saying so, where Xvfb or xdotool is missing.
#![cfg(all(feature = "desk", unix, not(target_os = "macos")))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod display;
mod input_method;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use display::{Display, Window};
use input_method::InputMethod;
use stet::clean::clean;
use stet::edition::{Article, Edition, Role, ledger};
use stet::import::import_file;
use stet::store;
use stet::style::HouseStyle;

/// A copy of the sample page in a folder of its own, and its first draft.
fn sample(folder: &Path) -> (std::path::PathBuf, Edition) {
    let raw = folder.join("riverside.raw.txt");
    std::fs::copy("assets/samples/riverside-daily-2.raw.txt", &raw).unwrap();
    let page = import_file(&raw, None).unwrap();
    let draft = clean(&[Arc::new(page)], HouseStyle::standard());
    (raw, draft)
}

/// Where the caret comes by Ctrl+PageDown, End, Right: the block after the article's first, which must be set in one row.
fn second_blocks(draft: &Edition) -> Vec<(usize, &Article)> {
    let short = |article: &&Article| article.blocks()[0].role() == Role::Headline && article.blocks()[0].len().chars() < 16;
    let ready =
        |article: &&Article| article.blocks().len() > 3 && article.blocks()[1..3].iter().all(|block| block.role() == Role::Paragraph);
    draft.articles().iter().map(AsRef::as_ref).enumerate().filter(|(_, article)| short(article) && ready(article)).collect()
}

#[test]
fn a_page_becomes_a_saved_edition_by_keyboard() {
    let Some(display) = Display::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (raw, draft) = sample(folder.path());
    let candidates = second_blocks(&draft);
    let [(joined_at, joined), .., (headed_at, headed)] = candidates.as_slice() else { panic!("the sample has two plain articles") };

    let window = display.stet(folder.path(), &[&raw]);
    window.wait_for_title("riverside.raw.txt — Stet");

    // Join two paragraphs of the first article.
    window.key("ctrl+Home");
    (0..*joined_at).for_each(|_| window.key("ctrl+Next"));
    window.keys(&["End", "Right", "ctrl+j"]);
    window.wait_for_title("● riverside.raw.txt — Stet");

    // Add a tag to it.
    window.key("ctrl+t");
    window.type_text("water wheel");
    window.keys(&["Return", "Escape"]);

    // Make the first four characters of the other article's story a further headline of it.
    (*joined_at..*headed_at).for_each(|_| window.key("ctrl+Next"));
    window.keys(&["End", "Right", "shift+Right", "shift+Right", "shift+Right", "shift+Right", "ctrl+shift+h"]);

    save(&window, true);
    if let Ok(picture) = std::env::var("STET_WINDOW_PICTURE") {
        window.picture(Path::new(&picture));
    }

    let saved = store::load(&folder.path().join("riverside.ron")).unwrap();
    let article = saved.article(joined.id()).unwrap();
    let text = |at: usize| joined.blocks()[at].text();
    assert_eq!(article.blocks()[1].text(), format!("{}{}", text(1), text(2)), "the paragraphs are joined");
    assert_eq!(article.tags(), ["water wheel"]);
    let headline: String = headed.blocks()[1].text().chars().take(4).collect();
    let lines: Vec<_> = saved.article(headed.id()).unwrap().with_role(Role::Headline).map(|block| block.text().to_owned()).collect();
    assert_eq!(lines, [headed.title(), headline]);
    assert!(ledger::audit(&saved).is_ok() && saved.ledger().iter().all(|page| page.balances()));

    // The window closes without a question, since nothing is unsaved.
    window.key("ctrl+q");
    assert!(window.ends_within(Duration::from_secs(10)));
}

#[test]
fn a_window_is_never_larger_than_the_screen() {
    let Some(display) = Display::of_size(1024, 700) else { return };
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("config/stet");
    std::fs::create_dir_all(&settings).unwrap();
    for written in ["", "(window: Some((2400.0, 1500.0)))", "(window: Some((1000.0, 690.0)), window_scale: 1.6)"] {
        if !written.is_empty() {
            std::fs::write(settings.join("settings.ron"), written).unwrap();
        }
        let window = display.stet(folder.path(), &[]);
        window.wait_for_title("Stet");
        let (width, height) = window.size();
        assert!(width <= 1024 && height <= 700, "{width} x {height} by {written:?}");
        assert!(width > 600 && height > 400, "{width} x {height} by {written:?}");
    }
}

/// Waits until the sample is open, and puts the caret at its beginning.
fn at_the_beginning(window: Window<'_>) -> Window<'_> {
    window.wait_for_title("riverside.raw.txt — Stet");
    window.key("ctrl+Home");
    window
}

/// The text of an edition's first block.
fn first(edition: &Edition) -> String {
    edition.blocks().next().unwrap().1.text().to_owned()
}

/// Saves beside the page, under the name that is offered, or in the edition's file where there is one.
fn save(window: &Window<'_>, first: bool) {
    window.key("ctrl+s");
    // No dialog service answers here, so the window asks for the path itself.
    if first {
        std::thread::sleep(Duration::from_millis(600));
        window.key("Return");
    }
    window.wait_for_title("riverside.ron — Stet");
}

#[test]
fn text_is_typed_found_and_written_over_by_keyboard() {
    let Some(display) = Display::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (raw, draft) = sample(folder.path());
    let window = at_the_beginning(display.stet(folder.path(), &[&raw]));
    window.type_text("qzq");
    window.keys(&["ctrl+End", "ctrl+f"]);
    window.type_text("qzq");
    // Enter goes to the match; Escape goes back to the text with the match selected.
    window.keys(&["Return", "Escape"]);
    window.type_text("ok");
    save(&window, true);
    let saved = store::load(&folder.path().join("riverside.ron")).unwrap();
    assert_eq!(first(&saved), format!("ok{}", first(&draft)));
}

#[test]
fn chinese_is_typed_by_an_input_method_and_taken_back_in_one_step() {
    let Some(display) = Display::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let Some(input_method) = InputMethod::start(&display, folder.path()) else { return };
    let (raw, draft) = sample(folder.path());
    let window = at_the_beginning(display.stet_with(folder.path(), &[&raw], &[input_method::ENVIRONMENT]));
    input_method.wait_for(&window);
    window.type_text("nihao");
    std::thread::sleep(Duration::from_millis(800));
    if let Ok(picture) = std::env::var("STET_WINDOW_PICTURE") {
        window.picture(Path::new(&picture));
    }
    window.key("space");
    save(&window, true);
    let path = folder.path().join("riverside.ron");
    assert_eq!(first(&store::load(&path).unwrap()), format!("你好{}", first(&draft)), "composed text is neither lost nor doubled");
    window.key("ctrl+z");
    save(&window, false);
    assert_eq!(first(&store::load(&path).unwrap()), first(&draft), "what was composed is one step");
}

#[test]
fn what_was_typed_outlives_the_death_of_the_program() {
    let Some(display) = Display::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (raw, draft) = sample(folder.path());
    let window = at_the_beginning(display.stet(folder.path(), &[&raw]));
    window.type_text("not lost");
    window.wait_for_title("● riverside.raw.txt — Stet");
    std::thread::sleep(Duration::from_secs(1));
    drop(window);

    let window = display.stet(folder.path(), &[]);
    window.wait_for_title("Stet");
    std::thread::sleep(Duration::from_millis(600));
    // It is offered; Enter goes on with it.
    window.key("Return");
    window.wait_for_title("● riverside.raw.txt — Stet");
    save(&window, true);
    let saved = store::load(&folder.path().join("riverside.ron")).unwrap();
    assert_eq!(first(&saved), format!("not lost{}", first(&draft)));
    // Saved, it is not offered again.
    drop(window);
    let window = display.stet(folder.path(), &[&folder.path().join("riverside.ron")]);
    window.wait_for_title("riverside.ron — Stet");
    assert_eq!(std::fs::read_dir(folder.path().join("data/stet/journals")).unwrap().count(), 0);
}

#[test]
fn without_a_display_the_program_says_so_and_names_the_headless_commands() {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_stet"));
    program.env("LC_ALL", "C").env_remove("LANGUAGE");
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        program.env_remove(name);
    }
    let output = program.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("stet clean") && said.contains("stet export"), "{said}");
}
