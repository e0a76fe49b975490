//! What the desk remembers from one day to the next, in a RON file of the user's configuration folder.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use super::theme::ThemeName;
use crate::locale::Language;
use crate::store;

/// How many recent files are remembered.
const RECENT: usize = 12;

/// By how much one step makes the manuscript's text larger.
pub const SCALE_STEP: f32 = 1.1;

/// What the desk remembers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The theme.
    pub theme: ThemeName,
    /// The interface's language; the system's where none was chosen.
    pub language: Option<Language>,
    /// The size of the manuscript's text, as a multiple of the usual one.
    pub text_scale: f32,
    /// Whether the draft shows what was changed against the raw text.
    pub show_changes: bool,
    /// The files opened last, newest first.
    pub recent: Vec<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { theme: ThemeName::Light, language: None, text_scale: 1.0, show_changes: true, recent: Vec::new() }
    }
}

impl Settings {
    /// The settings file, where the system has a place for it.
    pub fn path() -> Option<PathBuf> {
        Some(etcetera::choose_base_strategy().ok()?.config_dir().join("stet").join("settings.ron"))
    }

    /// Reads the settings. What cannot be read is as at the first start: settings are no work of the editor's.
    pub fn load(path: &Path) -> Settings {
        let mut settings: Settings = std::fs::read_to_string(path).ok().and_then(|text| ron::from_str(&text).ok()).unwrap_or_default();
        settings.set_text_scale(settings.text_scale);
        settings
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// What the system says, or the serializer.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new()).map_err(std::io::Error::other)?;
        store::write_atomically(path, text.as_bytes())
    }

    /// Sets the size of the manuscript's text, as far as it can still be read and still fits.
    pub fn set_text_scale(&mut self, scale: f32) {
        self.text_scale = if scale.is_finite() { scale.clamp(0.6, 2.5) } else { 1.0 };
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
    }

    /// The interface's language.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(of_system)
    }
}

/// The language the system is set to; English where the desk does not speak it.
fn of_system() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if locale.starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_and_broken_ones_do_not_matter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stet").join("settings.ron");
        let mut settings = Settings { theme: ThemeName::Dark, language: Some(Language::Chinese), text_scale: 1.2, ..Settings::default() };
        for name in ["a", "b", "a"] {
            settings.remember(Path::new(name));
        }
        assert_eq!(settings.recent, [PathBuf::from("a"), PathBuf::from("b")]);
        settings.save(&path).unwrap();
        assert_eq!(Settings::load(&path), settings);
        std::fs::write(&path, "(theme: Plaid").unwrap();
        assert_eq!(Settings::load(&path), Settings::default());
    }
}
