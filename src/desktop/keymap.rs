//! Shortcuts: which keys do which action.

use eframe::egui::{Context, Key, KeyboardShortcut, ModifierNames, Modifiers};

use super::command::Action;

/// The shortcuts in force.
pub struct Keymap {
    /// The shortcuts with most modifiers first, so that Ctrl+Shift+O is not taken for Ctrl+O.
    entries: Vec<(Action, KeyboardShortcut)>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        let mut entries: Vec<_> = Action::ALL.iter().filter_map(|action| Some((*action, parse(action.default_shortcut())?))).collect();
        // Ctrl+Shift+Z is what other programs have for redo.
        entries.push((Action::Redo, KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z)));
        entries.sort_by_key(|(_, shortcut)| std::cmp::Reverse(modifier_count(shortcut.modifiers)));
        Keymap { entries }
    }
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
    /// manuscript has the keyboard, which keeps the shortcuts that such fields use themselves.
    pub fn pressed(&self, ctx: &Context, typing: bool) -> Vec<Action> {
        let of_fields = [Action::Undo, Action::Redo, Action::SelectAll, Action::AcceptQuery, Action::DismissQuery];
        let usable = self.entries.iter().filter(|(action, _)| !(typing && of_fields.contains(action)));
        ctx.input_mut(|input| usable.filter(|(_, shortcut)| input.consume_shortcut(shortcut)).map(|(action, _)| *action).collect())
    }

    /// How an action's shortcut is written on this system; empty where it has none.
    pub fn label(&self, action: Action) -> String {
        let entry = self.entries.iter().find(|(one, shortcut)| *one == action && Some(*shortcut) == parse(action.default_shortcut()));
        entry.map(|(_, shortcut)| shortcut.format(&ModifierNames::NAMES, cfg!(target_os = "macos"))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn more_modifiers_come_first() {
        let counts: Vec<_> = Keymap::default().entries.iter().map(|(_, shortcut)| modifier_count(shortcut.modifiers)).collect();
        assert!(counts.is_sorted_by(|a, b| a >= b));
    }
}
