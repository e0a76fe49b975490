//! Room: the draft comes first, and everything else folds or gives way.

use eframe::egui::{Key, Modifiers, Rect, Shape, Vec2, accesskit::Role as NodeRole, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command, EditionCommand};
use stet::desktop::settings::BesideDraft;
use stet::desktop::view::Pane;
use stet::locale::Language;

use super::desk::Desk;
use super::{COMMAND, command_shift, facsimile};

/// The windows of machines that archives have, in points.
const WINDOWS: [(f32, f32); 4] = [(1024.0, 700.0), (1280.0, 720.0), (1366.0, 768.0), (1600.0, 1000.0)];

/// What the harness keeps free round the window's contents on both sides together, in points.
const MARGIN: Vec2 = vec2(16.0, 16.0);

/// A desk with the sample page in a window of this size.
fn sized(width: f32, height: f32, language: Language) -> Desk {
    let mut desk = Desk::new(language);
    // The harness keeps a margin round what it draws.
    desk.harness.set_size(vec2(width, height) + MARGIN);
    desk.perform(Command::Do(Action::OpenSample));
    desk
}

fn has(desk: &Desk, name: &str) -> bool {
    desk.harness.query_all_by_label(name).next().is_some()
}

fn rect(desk: &Desk, role: NodeRole, name: &str) -> Rect {
    desk.harness.get_by_role_and_label(role, name).rect()
}

#[test]
fn the_draft_has_24_characters_a_row_at_every_size() {
    for (width, height) in WINDOWS {
        let mut desk = sized(width, height, Language::English);
        assert!(desk.row_length() >= 24, "{width}: {} characters", desk.row_length());
        for action in [Action::ShowFacsimile, Action::ShowFacsimile, Action::Replace] {
            desk.perform(Command::Do(action));
            assert!(desk.row_length() >= 24, "{width} after {action:?}: {} characters", desk.row_length());
        }
    }
}

#[test]
fn columns_fold_by_their_keys_and_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.ron");
    let mut desk = Desk::with_settings(Language::English, &path);
    desk.perform(Command::Do(Action::OpenSample));
    let shown = |desk: &Desk| {
        let names = [(NodeRole::List, "Outline"), (NodeRole::Document, "Raw OCR"), (NodeRole::TextInput, "Headline")];
        names.map(|(role, name)| desk.harness.query_all_by_role_and_label(role, name).next().is_some())
    };
    assert_eq!(shown(&desk), [true; 3]);
    for (key, expected) in [(Key::Num1, [false, true, true]), (Key::Num2, [false, false, true]), (Key::Num4, [false; 3])] {
        desk.key(COMMAND, key);
        assert_eq!(shown(&desk), expected, "{key:?}");
    }
    assert_eq!(desk.settings().beside, BesideDraft::Nothing);
    desk.key(COMMAND, Key::Num3);
    assert_eq!(desk.settings().beside, BesideDraft::Facsimile);
    desk.key(COMMAND, Key::Num2);
    assert_eq!(desk.settings().beside, BesideDraft::Both);
    desk.key(COMMAND, Key::Num1);
    desk.key(COMMAND, Key::Num4);
    assert_eq!(shown(&desk), [true; 3]);
}

#[test]
fn what_is_asked_for_comes_back_where_there_is_no_room_for_all() {
    let mut desk = sized(1024.0, 700.0, Language::English);
    let shows = |desk: &Desk, role, name: &str| desk.harness.query_all_by_role_and_label(role, name).next().is_some();
    assert!(!shows(&desk, NodeRole::List, "Outline"));
    desk.key(COMMAND, Key::Num1);
    assert!(shows(&desk, NodeRole::List, "Outline"));
    assert!(desk.row_length() >= 24);
    // The keyboard goes round what is shown alone.
    for _ in 0..6 {
        desk.key(Modifiers::NONE, Key::F6);
        assert!(!shows(&desk, NodeRole::Document, "Raw OCR"));
    }
    desk.key(COMMAND, Key::Num2);
    assert!(shows(&desk, NodeRole::Document, "Raw OCR") && !shows(&desk, NodeRole::List, "Outline"));
    desk.key(Modifiers::NONE, Key::F2);
    assert!(shows(&desk, NodeRole::List, "Outline"), "the headline is written in its row");
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(COMMAND, Key::T);
    assert!(desk.harness.get_by_role_and_label(NodeRole::TextInput, "Add a tag").accesskit_node().is_focused());
}

/// Whether how much was found stands whole in the draft's column, left of the inspector.
fn in_draft(desk: &Desk, words: &stet::locale::Locale, inspector: f32) -> bool {
    let found = words.with("find-count", &[("count", 1.into())]);
    let (before, after) = found.split_once('1').expect("a number");
    let is_count = |text: &str| {
        let number = text.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
        number.is_some_and(|number| number.chars().all(|c| c.is_numeric()) && !number.is_empty())
    };
    desk.painted().iter().any(|(text, rect, clip)| {
        is_count(text) && rect.right() < inspector && clip.expand(1.0).contains_rect(*rect) && !text.contains('…')
    })
}

#[test]
fn no_line_of_the_raw_text_is_cut() {
    for (width, height) in WINDOWS {
        let mut desk = sized(width, height, Language::English);
        if !has_raw(&desk) {
            desk.key(COMMAND, Key::Num2);
        }
        let pane = rect(&desk, NodeRole::Document, "Raw OCR");
        let inside: Vec<_> = desk.painted().into_iter().filter(|(_, rect, _)| pane.contains(rect.center())).collect();
        assert!(inside.len() > 10, "{width}: {} texts", inside.len());
        for (text, rect, clip) in inside {
            assert!(rect.right() <= clip.right() + 0.5 && rect.right() <= pane.right() + 0.5, "{width}: “{text}” ends at {}", rect.right());
        }
    }
}

fn has_raw(desk: &Desk) -> bool {
    desk.harness.query_all_by_role_and_label(NodeRole::Document, "Raw OCR").next().is_some()
}

#[test]
fn the_carets_raw_lines_stay_in_sight_beside_an_image_too() {
    let mut desk = sized(1600.0, 700.0, Language::English);
    desk.key(COMMAND, Key::Num3);
    assert_eq!(desk.settings().beside, BesideDraft::Both);
    let raw = desk.edition().pages()[0].text().to_owned();
    let in_sight = |desk: &Desk, line: &str| {
        let pane = rect(desk, NodeRole::Document, "Raw OCR");
        let beginning: String = line.trim().chars().take(6).collect();
        desk.painted()
            .iter()
            .any(|(text, rect, clip)| text.trim_start().starts_with(&beginning) && pane.intersects(*rect) && clip.intersects(*rect))
    };
    let edition = desk.edition();
    let lines: Vec<&str> = raw.lines().filter(|line| line.trim().chars().count() > 10).collect();
    let blocks: Vec<_> = edition.articles().iter().flat_map(|article| article.blocks()).collect();
    for block in [blocks.last().expect("one"), blocks.first().expect("one")] {
        let begins = |line: &&&str| line.trim().chars().take(6).eq(block.text().chars().take(6));
        let Some(line) = lines.iter().find(begins) else { panic!("{}", block.text()) };
        desk.go(block.id(), 0);
        assert!(in_sight(&desk, line), "{line}");
        desk.key(COMMAND, Key::Num3);
        desk.key(COMMAND, Key::Num3);
        assert!(in_sight(&desk, line), "{line}, after the pane was away");
    }
}

#[test]
fn the_draft_alone_keeps_the_line_strip() {
    let (mut desk, _folder) = facsimile::opened(true);
    let block = desk.edition().articles()[0].blocks().last().expect("one").id();
    desk.go(block, 3);
    desk.key(Modifiers::NONE, Key::F11);
    assert!(desk.harness.query_all_by_label_contains("Image of raw line").next().is_some());
    assert!(desk.harness.query_all_by_role_and_label(NodeRole::List, "Outline").next().is_none() && !has_raw(&desk));
}

#[test]
fn a_long_headline_is_seen_whole_in_the_inspector() {
    let mut desk = sized(1366.0, 768.0, Language::English);
    let row = rect(&desk, NodeRole::TextInput, "Headline").height();
    desk.field("Headline", &"水库加固工程提前完工".repeat(6));
    desk.settle();
    let field = rect(&desk, NodeRole::TextInput, "Headline");
    assert!(field.height() >= 1.8 * row, "{} beside {row}", field.height());
    let cut =
        desk.painted().iter().any(|(text, rect, _)| text.starts_with("水库加固工程提前完工水库") && rect.right() > field.right() + 1.0);
    assert!(!cut);
}

#[test]
fn the_draft_alone_has_no_bars_and_comes_back_by_the_same_key() {
    let mut desk = sized(1600.0, 1000.0, Language::English);
    desk.key(Modifiers::NONE, Key::F11);
    assert!(!has(&desk, "File") && !has(&desk, "Inspector") && !has(&desk, "Raw OCR"));
    desk.type_text("补");
    desk.key(COMMAND, Key::Z);
    desk.key(Modifiers::NONE, Key::F8);
    assert!(has(&desk, "Inspector"), "a query is never answered unseen");
    desk.key(Modifiers::NONE, Key::F11);
    desk.key(Modifiers::NONE, Key::F11);
    assert!(has(&desk, "File") && has(&desk, "Inspector"));
}

#[test]
fn the_find_bar_stays_in_the_draft_with_count_next_and_close() {
    for (width, height) in WINDOWS {
        for language in Language::ALL {
            let mut desk = sized(width, height, language);
            desk.perform(EditionCommand::Focus(Pane::Draft));
            desk.perform(Command::Do(Action::ShowFacsimile));
            desk.perform(Command::Do(Action::ShowFacsimile));
            desk.perform(Command::Do(Action::Replace));
            desk.type_text("的");
            let words = stet::locale::Locale::load(language);
            let inspector = rect(&desk, NodeRole::TextInput, &words.text("role-headline"));
            for key in ["action-find-next", "find-close", "action-replace-one", "action-replace-all", "find-replacement", "find-regex"] {
                let name = words.text(key);
                let node = desk.harness.query_all_by_label(&name).next();
                let right = node.unwrap_or_else(|| panic!("{name}")).rect().right();
                assert!(
                    right < inspector.left(),
                    "{width} {language:?}: {name} ends at {right}, the inspector begins at {}",
                    inspector.left()
                );
            }
            let count = in_draft(&desk, &words, inspector.left());
            assert!(count, "{width} {language:?}: the count is not in sight");
            let draft = rect(&desk, NodeRole::MultilineTextInput, &words.text("pane-draft"));
            assert!(draft.right() <= inspector.left(), "{width}: the draft ends at {}", draft.right());
        }
    }
}

#[test]
fn a_page_without_an_image_has_its_raw_text_in_the_facsimiles_place() {
    let (mut desk, _folder) = facsimile::opened(false);
    desk.key(command_shift(), Key::I);
    assert_eq!(desk.settings().beside, BesideDraft::Facsimile);
    assert!(desk.harness.query_all_by_role_and_label(NodeRole::Document, "Raw OCR").next().is_some());
    let (mut desk, _folder) = facsimile::opened(true);
    desk.key(command_shift(), Key::I);
    assert!(desk.harness.query_all_by_role_and_label(NodeRole::Document, "Raw OCR").next().is_none());
}

#[test]
fn the_entries_of_a_menu_stand_in_groups() {
    let lines = |desk: &Desk| {
        let shapes = desk.harness.output().shapes.iter();
        let is_line = |shape: &Shape| matches!(shape, Shape::LineSegment { points, .. } if points[0].y == points[1].y && points[1].x - points[0].x > 100.0);
        shapes.filter(|clipped| is_line(&clipped.shape)).count()
    };
    for menu in ["File", "Edit", "View", "Query"] {
        let mut desk = sized(1600.0, 1000.0, Language::English);
        let before = lines(&desk);
        desk.harness.get_by_label(menu).click();
        desk.harness.run_steps(4);
        assert!(lines(&desk) >= before + 2, "{menu}: {} beside {before}", lines(&desk));
    }
}

#[test]
fn the_queue_has_rows_at_every_size_and_its_filters_fold() {
    for (width, height) in WINDOWS {
        let mut desk = sized(width, height, Language::English);
        desk.perform(Command::Do(Action::ShowQueue));
        let list = |desk: &Desk| rect(desk, NodeRole::List, "Queries").height();
        assert!(list(&desk) >= 5.0 * 46.0, "{width}: {}", list(&desk));
        let (before, had) = (list(&desk), has(&desk, "This page"));
        desk.harness.get_by_label("Filters").click();
        desk.settle();
        assert!(has(&desk, "This page") != had, "{width}: {had}");
        assert!((list(&desk) < before) != had, "{width}: {had}, {before} before, {} then", list(&desk));
    }
}
