//! Shortcuts: which keys do which action.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eframe::egui::{Context, Event, Key, KeyboardShortcut, ModifierNames, Modifiers};

use super::actions::Menu;
use super::command::Action;
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_system};
use crate::locale::Locale;
use crate::reading::read_text;
use crate::ron_fault::RonFault;

/// The largest keymap file that is read, in bytes.
const LARGEST: u64 = 1_000_000;

/// How keys are written that have a sign of their own.
const SIGNS: [(&str, &str); 6] = [("Equals", "="), ("Minus", "-"), ("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→")];

/// The shortcuts in force.
pub struct Keymap {
    /// The shortcuts with most modifiers first, so that Ctrl+Shift+O is not taken for Ctrl+O.
    entries: Vec<(Action, KeyboardShortcut)>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap::with(&BTreeMap::new(), str::to_owned).0
    }
}

/// Why a line of a keymap file counts for nothing.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum KeymapFault {
    /// The file is no list of shortcuts.
    Malformed {
        /// The file.
        path: String,
        /// The line of the fault, counted from 1.
        line: usize,
        /// The column, likewise.
        column: usize,
        /// What is wrong.
        problem: String,
    },
    /// The file is there and cannot be read.
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// There is no such action.
    NoAction {
        /// The file, line and column, as far as they are known.
        at: String,
        /// What stands there.
        name: String,
    },
    /// That is no shortcut.
    NoShortcut {
        /// The file, line and column, as far as they are known.
        at: String,
        /// The action.
        action: String,
        /// What stands there.
        shortcut: String,
    },
}

impl Explained for KeymapFault {
    fn key(&self) -> &'static str {
        match self {
            KeymapFault::Malformed { .. } => "error-keymap",
            KeymapFault::Unreadable { .. } => "error-keymap-unreadable",
            KeymapFault::NoAction { .. } => "error-no-action",
            KeymapFault::NoShortcut { .. } => "error-no-shortcut",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            KeymapFault::Unreadable { path, error } => vec![named("path", path), of_system(locale, error)],
            KeymapFault::Malformed { path, line, column, problem } => {
                vec![named("path", path), named("line", line), named("column", column), named("what", problem)]
            }
            KeymapFault::NoAction { at, name } => vec![named("path", at), named("name", name)],
            KeymapFault::NoShortcut { at, action, shortcut } => {
                vec![named("path", at), named("name", action), named("shortcut", shortcut)]
            }
        }
    }
}

impl Keymap {
    /// The file with shortcuts of the editor's own: beside the settings file.
    pub fn path(settings: &Path) -> PathBuf {
        settings.with_file_name("keymap.ron")
    }

    /// The usual shortcuts with those of a keymap file in their place. A file that is not there changes nothing.
    pub fn load(path: &Path) -> (Keymap, Vec<KeymapFault>) {
        let read = read_text(path, LARGEST);
        let path = path.display().to_string();
        let text = match read {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Keymap::default(), Vec::new()),
            Err(error) => return (Keymap::default(), vec![KeymapFault::Unreadable { path, error }]),
        };
        match ron::from_str::<BTreeMap<String, String>>(&text) {
            Ok(changes) => Keymap::with(&changes, |name| {
                place_of(&text, name).map_or(path.clone(), |(line, column)| format!("{path}:{line}:{column}"))
            }),
            Err(fault) => {
                let RonFault { line, column, problem } = RonFault::of(&text, &fault);
                (Keymap::default(), vec![KeymapFault::Malformed { path, line, column, problem }])
            }
        }
    }

    /// The usual shortcuts with these in their place, by the names of the actions. A shortcut that is given to one action is taken
    /// from all others; an empty one takes it from the action. `at` says where the line of an action stands.
    pub fn with(changes: &BTreeMap<String, String>, at: impl Fn(&str) -> String) -> (Keymap, Vec<KeymapFault>) {
        let usual = |action: &Action| Some((*action, parse(action.default_shortcut())?));
        let mut entries: Vec<_> = Action::ALL.iter().filter_map(usual).collect();
        // Ctrl+Shift+Z is what other programs have for redo, and the plus sign has a key of its own on some keyboards.
        entries.push((Action::Redo, KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z)));
        entries.push((Action::WindowLarger, KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus)));
        let mut faults = Vec::new();
        for (name, text) in changes {
            let Some(action) = Action::ALL.iter().find(|action| action.key() == name) else {
                faults.push(KeymapFault::NoAction { at: at(name), name: name.clone() });
                continue;
            };
            let shortcut = parse(text);
            if shortcut.is_none() && !text.is_empty() {
                faults.push(KeymapFault::NoShortcut { at: at(name), action: name.clone(), shortcut: text.clone() });
                continue;
            }
            entries.retain(|(one, taken)| one != action && Some(*taken) != shortcut);
            entries.extend(shortcut.map(|shortcut| (*action, shortcut)));
        }
        entries.sort_by_key(|(_, shortcut)| std::cmp::Reverse(modifier_count(shortcut.modifiers)));
        (Keymap { entries }, faults)
    }

    /// A keymap file with all actions and the usual shortcuts, to be changed by hand.
    pub fn file() -> String {
        let line = |action: &Action| format!("    \"{}\": \"{}\",\n", action.key(), action.default_shortcut());
        let lines: String = Action::ALL.iter().map(line).collect();
        format!("// Shortcuts by action. Lines may be changed or left out; an empty one takes the shortcut away.\n{{\n{lines}}}\n")
    }
}

/// The line and column, counted from 1, where a keymap file has this name.
fn place_of(text: &str, name: &str) -> Option<(usize, usize)> {
    let quoted = format!("\"{name}\"");
    text.lines().enumerate().find_map(|(line, of)| Some((line + 1, of.get(..of.find(&quoted)?)?.chars().count() + 1)))
}

fn modifier_count(modifiers: Modifiers) -> usize {
    [modifiers.alt, modifiers.shift, modifiers.command || modifiers.ctrl].into_iter().filter(|held| *held).count()
}

/// Reads a shortcut such as `Ctrl+Shift+P`. Ctrl is the Command key on a Mac.
pub fn parse(text: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut key = None;
    for part in text.split('+') {
        match part {
            "Ctrl" => modifiers |= Modifiers::COMMAND,
            "Shift" => modifiers |= Modifiers::SHIFT,
            "Alt" => modifiers |= Modifiers::ALT,
            name => key = Key::from_name(name),
        }
    }
    key.map(|key| KeyboardShortcut::new(modifiers, key))
}

impl Keymap {
    /// The actions whose shortcuts were pressed; their events are taken out of the input. `typing` says that a field other than the
    /// manuscript has the keyboard: it keeps the shortcuts that such fields use themselves, and no others change the draft behind it.
    pub fn pressed(&self, ctx: &Context, typing: bool) -> Vec<Action> {
        let usable = self.entries.iter().filter(|(action, _)| !(typing && is_of_draft(*action)));
        ctx.input_mut(|input| usable.filter(|(_, shortcut)| input.consume_shortcut(shortcut)).map(|(action, _)| *action).collect())
    }

    /// How an action's shortcut is written on this system; empty where it has none.
    pub fn label(&self, action: Action) -> String {
        let usual = parse(action.default_shortcut());
        let of_action = || self.entries.iter().filter(|(one, _)| *one == action);
        let entry = of_action().find(|(_, shortcut)| Some(*shortcut) == usual).or_else(|| of_action().next());
        let written = entry.map(|(_, shortcut)| shortcut.format(&ModifierNames::NAMES, cfg!(target_os = "macos"))).unwrap_or_default();
        let sign = |(name, sign): &(&str, &str)| Some(format!("{}+{sign}", written.strip_suffix(name)?.strip_suffix('+')?));
        SIGNS.iter().find_map(sign).unwrap_or(written)
    }
}

/// Whether an action does something at the caret of the draft, where another field has one of its own.
fn is_of_draft(action: Action) -> bool {
    let others = [
        Action::Undo,
        Action::Redo,
        Action::SelectAll,
        Action::AcceptQuery,
        Action::AcceptSeries,
        Action::DismissQuery,
        Action::OpenArticle,
        Action::CloseArticle,
        Action::MergeArticles,
        Action::ArticleUp,
        Action::ArticleDown,
    ];
    action.menu() == Menu::Text || others.contains(&action)
}

/// Takes out of the input what keys type while Alt alone is held. The window system sends it, and elsewhere than on a Mac, where Option
/// types characters, it is meant for a shortcut, even where none is of that key.
pub fn drop_text_of_alt(ctx: &Context) {
    if cfg!(target_os = "macos") {
        return;
    }
    let is_alt = |modifiers: &Modifiers| modifiers.alt && !modifiers.ctrl && !modifiers.command && !modifiers.mac_cmd;
    ctx.input_mut(|input| {
        // A key comes before what it types, and may be let go before the frame.
        let mut held = is_alt(&input.modifiers);
        input.events.retain(|event| match event {
            Event::Key { pressed: true, modifiers, .. } => {
                held = is_alt(modifiers);
                true
            }
            Event::Text(_) => !held,
            _ => true,
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Locale};
    use crate::manual;

    #[test]
    fn every_shortcut_can_be_read_and_none_clashes() {
        let mut seen = Vec::new();
        for action in Action::ALL.iter().filter(|action| !action.default_shortcut().is_empty()) {
            let shortcut = parse(action.default_shortcut());
            assert!(shortcut.is_some(), "{}", action.default_shortcut());
            assert!(!seen.contains(&shortcut), "{} is taken twice", action.default_shortcut());
            seen.push(shortcut);
        }
    }

    fn changed(changes: &[(&str, &str)]) -> (Keymap, Vec<KeymapFault>) {
        Keymap::with(&changes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(), str::to_owned)
    }

    #[test]
    fn a_file_changes_what_it_names_and_takes_shortcuts_from_others() {
        let (keymap, faults) = changed(&[("action-split", "Ctrl+J"), ("action-save", ""), ("action-export", "F12")]);
        assert!(faults.is_empty());
        let labels = [Action::Split, Action::JoinNext, Action::Save, Action::Export, Action::Undo].map(|action| keymap.label(action));
        assert_eq!(labels, ["Ctrl+J", "", "", "F12", "Ctrl+Z"]);
        let (_, faults) = changed(&[("action-fly", "F2"), ("action-save", "Ctrl+Banana")]);
        assert_eq!(faults.len(), 2);
    }

    #[test]
    fn arrows_are_written_as_arrows() {
        let keymap = Keymap::with(&BTreeMap::new(), str::to_owned).0;
        let labels =
            [Action::ArticleUp, Action::BlockDown, Action::PreviousArticle, Action::WindowSmaller].map(|action| keymap.label(action));
        assert_eq!(labels, ["Alt+Shift+↑", "Alt+↓", "Ctrl+PageUp", "Ctrl+-"]);
    }

    #[test]
    fn the_file_that_is_written_reads_as_the_usual_shortcuts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keymap.ron");
        assert!(Keymap::load(&path).1.is_empty());
        std::fs::write(&path, Keymap::file()).unwrap();
        let (keymap, faults) = Keymap::load(&path);
        assert!(faults.is_empty(), "{faults:?}");
        assert!(Action::ALL.iter().all(|action| keymap.label(*action) == Keymap::default().label(*action)));
        std::fs::write(&path, "{\n  \"action-save\": F12,\n}").unwrap();
        assert!(Keymap::load(&path).1[0].to_string().contains("keymap.ron:2:"));
        std::fs::write(&path, "{\n  \"action-save\": \"F12\", \"action-fly\": \"F2\",\n}").unwrap();
        let (keymap, faults) = Keymap::load(&path);
        assert!(faults[0].to_string().contains("keymap.ron:2:25: there is no action"), "{}", faults[0]);
        assert_eq!(keymap.label(Action::Save), "F12", "the other lines count");
    }

    #[test]
    fn more_modifiers_come_first() {
        let counts: Vec<_> = Keymap::default().entries.iter().map(|(_, shortcut)| modifier_count(shortcut.modifiers)).collect();
        assert!(counts.is_sorted_by(|a, b| a >= b));
    }

    /// Keys of panes, which no keymap changes, and other ways to press a shortcut.
    const OF_PANES: [&str; 10] = [
        "Ctrl+ArrowLeft",
        "Ctrl+ArrowRight",
        "Ctrl+Backspace",
        "Ctrl+Delete",
        "Ctrl+Home",
        "Ctrl+End",
        "Ctrl+Shift+Z",
        "Ctrl+V",
        "Shift+Tab",
        "Shift+Enter",
    ];

    /// A shortcut as the keymap writes it: the manual has signs and arrows.
    fn as_written(key: &str) -> String {
        let signs = [("+=", "+Equals"), ("+-", "+Minus"), ("↑", "ArrowUp"), ("↓", "ArrowDown"), ("←", "ArrowLeft"), ("→", "ArrowRight")];
        signs.into_iter().fold(key.to_owned(), |key, (sign, name)| key.replace(sign, name))
    }

    #[test]
    fn the_manual_names_commands_as_the_menus_do_with_their_keys() {
        let command = regex::Regex::new(r"\*\*([^*▸]+) ▸ ([^*]+)\*\*(?:\s*[（(]`([^`]+)`)?").unwrap();
        let key = regex::Regex::new(r"`((?:(?:Ctrl|Alt|Shift)\+)+[^`]+|F\d+)`").unwrap();
        for language in Language::ALL {
            let locale = Locale::load(language);
            for chapter in manual::chapters(language) {
                for named in command.captures_iter(chapter.text) {
                    let is_meant = |action: &&Action| locale.text(action.menu().key()) == named[1] && locale.text(action.key()) == named[2];
                    let action = Action::ALL.iter().find(is_meant);
                    let action = action.unwrap_or_else(|| panic!("{}.md: the menus have no {} ({language:?})", chapter.key, &named[0]));
                    if let Some(said) = named.get(3) {
                        assert_eq!(as_written(said.as_str()), action.default_shortcut(), "{}.md: {}", chapter.key, &named[0]);
                    }
                }
                let keys = key.captures_iter(chapter.text).map(|named| as_written(&named[1]));
                let is_known =
                    |key: &String| Action::ALL.iter().any(|action| action.default_shortcut() == key) || OF_PANES.contains(&key.as_str());
                assert_eq!(keys.filter(|key| !is_known(key)).collect::<Vec<_>>(), [""; 0], "{}.md ({language:?})", chapter.key);
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_keymap_that_is_no_file_is_told_and_never_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (keymap, faults) = Keymap::load(&crate::reading::pipe(folder.path(), "keymap.ron"));
        assert_eq!(keymap.entries, Keymap::default().entries);
        assert!(matches!(&faults[..], [fault @ KeymapFault::Unreadable { .. }] if fault.to_string().contains("a pipe")));
        assert!(Keymap::load(&folder.path().join("none.ron")).1.is_empty());
    }
}
