//! Room: the draft comes first, and everything else folds or gives way.

use eframe::egui::{Key, Modifiers, Rect, Vec2, accesskit::Role as NodeRole, vec2};
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
