//! Every action through the menu, its shortcut and the palette: each way does what the command itself does.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionAction, EditionCommand};
use stet::desktop::keymap;
use stet::desktop::settings::Settings;
use stet::edit::Selection;
use stet::edition::{Edition, Place, Role, TextOffset};
use stet::locale::{Language, Locale};

use super::desk::{Desk, all_names};

/// What can be seen of a desk: its edition, what is selected, what is remembered, and the names of all that is on it.
type Seen = (Option<Edition>, Option<Selection>, Settings, Vec<String>);

fn seen(desk: &Desk) -> Seen {
    let names = all_names(&desk.harness).into_iter().map(|(role, name)| format!("{role:?} {name}")).collect();
    (desk.open_edition(), desk.selection(), desk.settings(), names)
}

/// A desk on which most actions have something to do: a step to take back and one to make again, articles picked, characters selected.
fn at_work() -> Desk {
    let mut desk = Desk::with_sample();
    let block = desk.paragraph(40);
    desk.go(block, 20);
    desk.type_text("一");
    desk.go(block, 10);
    desk.type_text("二");
    desk.key(Modifiers::COMMAND, Key::Z);
    let place = |at| Place { block, at: TextOffset::new(at) };
    desk.perform(EditionCommand::Select(Selection { anchor: place(4), head: place(6) }));
    let picked = desk.edition().articles().iter().take(2).map(|article| article.id()).collect();
    desk.perform(EditionCommand::Pick(picked));
    desk
}

/// Which actions are tried: opening two desks for each takes long.
#[derive(Clone, Copy)]
enum Sweep {
    /// One of so many, beginning with this: what all ways share is proved by few, and each way begins elsewhere.
    Part(usize),
    /// All of them.
    Whole,
}

/// How many actions a part leaves out for one that it tries, and that one.
const PARTS: usize = 48;

/// Compares a way with the command itself.
fn compare(sweep: Sweep, way: impl Fn(&mut Desk, Action) -> bool) {
    let before = seen(&at_work());
    let mut idle = Vec::new();
    let is_tried = |index: usize| match sweep {
        Sweep::Part(first) => index % PARTS == first,
        Sweep::Whole => true,
    };
    for action in Action::ALL.iter().copied().enumerate().filter(|(index, _)| is_tried(*index)).map(|(_, action)| action) {
        let mut other = at_work();
        if !way(&mut other, action) {
            continue;
        }
        let mut plain = at_work();
        plain.perform(Command::Do(action));
        let (expected, found) = (seen(&plain), seen(&other));
        assert!(expected == found, "{action:?}: {}", difference(&expected, &found));
        if expected == before {
            idle.push(action);
        }
    }
    // The light theme, English, the usual size and the paragraph are what there is already; where the keyboard is, is not seen; no
    // window quits here, and nothing comes from a clipboard.
    let expected = [
        Action::AddTag,
        Action::EditSection,
        Action::LanguageEnglish,
        Action::NextPane,
        Action::PasteAsItIs,
        Action::Quit,
        Action::Edition(EditionAction::Role(Role::Paragraph)),
        Action::ThemeLight,
        Action::WindowUsual,
    ];
    let silent: Vec<_> = idle.iter().filter(|action| !expected.contains(action)).collect();
    assert!(silent.is_empty(), "nothing is seen of {silent:?}");
}

fn difference(a: &Seen, b: &Seen) -> String {
    let only = |a: &Seen, b: &Seen| a.3.iter().filter(|name| !b.3.contains(name)).take(6).cloned().collect::<Vec<_>>();
    let parts = [a.0 == b.0, a.1 == b.1, a.2 == b.2];
    format!("edition, selection, settings alike: {parts:?}; by command {:?}, by the other way {:?}", only(a, b), only(b, a))
}

fn by_shortcut(desk: &mut Desk, action: Action) -> bool {
    let Some(shortcut) = keymap::parse(action.default_shortcut()) else { return false };
    desk.key(shortcut.modifiers, shortcut.logical_key);
    true
}

fn by_menu(desk: &mut Desk, action: Action) -> bool {
    let locale = Locale::load(Language::English);
    desk.harness.get_by_label(&locale.text(action.menu().key())).click();
    desk.settle();
    let name = locale.text(action.key());
    desk.harness.get_all_by_role_and_label(eframe::egui::accesskit::Role::MenuItem, &name).next().expect("an entry").click_accesskit();
    desk.settle();
    true
}

fn by_palette(desk: &mut Desk, action: Action) -> bool {
    if action == Action::Palette {
        return false;
    }
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text(&Locale::load(Language::English).text(action.key()));
    desk.key(Modifiers::NONE, Key::Enter);
    true
}

#[test]
fn shortcuts_do_what_their_actions_do() {
    compare(Sweep::Part(0), by_shortcut);
}

#[test]
fn entries_of_menus_do_what_their_actions_do() {
    compare(Sweep::Part(16), by_menu);
}

#[test]
fn the_palette_does_what_the_actions_do() {
    compare(Sweep::Part(32), by_palette);
}

#[test]
#[ignore = "the whole sweep takes minutes; a part of it is tried each time"]
fn every_shortcut_does_what_its_action_does() {
    compare(Sweep::Whole, by_shortcut);
}

#[test]
#[ignore = "the whole sweep takes minutes; a part of it is tried each time"]
fn every_entry_of_a_menu_does_what_its_action_does() {
    compare(Sweep::Whole, by_menu);
}

#[test]
#[ignore = "the whole sweep takes minutes; a part of it is tried each time"]
fn the_palette_does_what_every_action_does() {
    compare(Sweep::Whole, by_palette);
}
