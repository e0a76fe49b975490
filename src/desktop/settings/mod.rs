//! What the desk remembers from one day to the next, in a RON file of the user's configuration folder.

mod columns;
mod fault;

pub use columns::{BesideDraft, FoldedColumns, Widths};
pub use fault::SettingsFault;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::papers::Paper;
use super::theme::ThemeName;
use crate::edition::Place;
use crate::locale::Language;
use crate::reading::read_text;
use crate::ron_fault::RonFault;
use crate::store::backup::DEFAULT_BACKUPS;
use crate::store::{self, journal};

/// The largest settings file that is read, in bytes.
const LARGEST: u64 = 16_000_000;

/// How many recent files are remembered.
const RECENT: usize = 12;

/// Of how many editions it is remembered where the caret was.
const CARETS: usize = 200;

/// Of how many pages it is remembered which image was chosen by hand.
const IMAGES: usize = 200;

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
    /// The size of all that is in the window, as a multiple of the usual one.
    pub window_scale: f32,
    /// Whether the manuscript is set in sans instead of serif.
    pub sans: bool,
    /// Whether the draft shows what was changed against the raw text.
    pub show_changes: bool,
    /// What stands beside the draft.
    pub beside: BesideDraft,
    /// Whether the editor has chosen that. Until then it is the raw text, with the image above it where a page has one.
    pub beside_chosen: bool,
    /// Whether the image of the caret's raw line is shown under its row.
    pub line_strip: bool,
    /// Whether raw text is shaded by how sure the OCR was of it.
    pub show_certainty: bool,
    /// Whether the tones of page images are spread, for faint scans.
    pub contrast: bool,
    /// Whether page images are shown light on dark.
    pub inverted: bool,
    /// The page images that were chosen by hand, the last one first.
    pub images: Vec<ChosenImage>,
    /// The size of the window, in points of the usual size; none before the first time.
    pub window: Option<(f32, f32)>,
    /// The widths of the columns, in points.
    pub widths: Widths,
    /// The same in a narrow window.
    pub widths_narrow: Widths,
    /// The columns that are folded.
    pub folded: FoldedColumns,
    /// Whether the draft stands alone, without any column.
    pub draft_alone: bool,
    /// Where the caret was in each edition, the last one first.
    pub carets: Vec<Caret>,
    /// The files opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// The folder of the collection that was listed last.
    pub collection: Option<PathBuf>,
    /// The initials of who works here; empty until they are asked for.
    pub initials: String,
    /// Whether what pages take is counted, for who works here.
    pub count_effort: bool,
    /// The papers that editions were saved of, the last one first.
    pub papers: Vec<Paper>,
    /// How many backups of each edition are kept.
    pub backups: usize,
    /// The journals that cannot be read and are told of no more, by name.
    pub dismissed_journals: Vec<String>,
    /// The archive's house style; where none was chosen, the one beside these settings, if there is one.
    pub house_style: Option<PathBuf>,
}

/// The image that was chosen for a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChosenImage {
    /// SHA-256 of the page's source.
    pub page: String,
    /// The image's file.
    pub path: PathBuf,
}

/// Where the caret was in an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Caret {
    /// The edition's file.
    pub path: PathBuf,
    /// The place.
    pub place: Place,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            theme: ThemeName::Light,
            language: None,
            text_scale: 1.0,
            window_scale: 1.0,
            sans: false,
            show_changes: true,
            beside: BesideDraft::Raw,
            beside_chosen: false,
            line_strip: true,
            show_certainty: false,
            contrast: false,
            inverted: false,
            images: Vec::new(),
            window: None,
            widths: Widths::default(),
            widths_narrow: Widths::narrow(),
            folded: FoldedColumns::default(),
            draft_alone: false,
            carets: Vec::new(),
            recent: Vec::new(),
            collection: None,
            initials: String::new(),
            count_effort: false,
            papers: Vec::new(),
            backups: DEFAULT_BACKUPS,
            dismissed_journals: Vec::new(),
            house_style: None,
        }
    }
}

impl Settings {
    /// The settings file, where the system has a place for it.
    pub fn path() -> Option<PathBuf> {
        store::settings_folder().map(|folder| folder.join("settings.ron"))
    }

    /// The folder of the journals, where any can be written.
    pub fn journals() -> Option<PathBuf> {
        journal::usable(&journal::folders())
    }

    /// Reads the settings. Those of a file that cannot be read are as at the first start, and the file stays as it is until somebody
    /// mends it.
    pub fn load(path: &Path) -> (Settings, Option<SettingsFault>) {
        let (mut settings, fault) = match Settings::read(path) {
            Ok(settings) => (settings.unwrap_or_default(), None),
            Err(fault) => (Settings::default(), Some(fault)),
        };
        settings.set_text_scale(settings.text_scale);
        settings.set_window_scale(settings.window_scale);
        (settings, fault)
    }

    /// The settings in a file; none where there is no file.
    pub(super) fn read(path: &Path) -> Result<Option<Settings>, SettingsFault> {
        let text = match read_text(path, LARGEST) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(SettingsFault::Unreadable { path: path.to_owned(), error }),
        };
        let malformed = |fault: ron::error::SpannedError| {
            let RonFault { line, column, problem } = RonFault::of(&text, &fault);
            SettingsFault::Malformed { path: path.to_owned(), line, column, problem }
        };
        ron::from_str(&text).map(Some).map_err(malformed)
    }

    /// The house style to work by: the one that was chosen, or else the one beside the settings.
    pub fn house_style_in(&self, settings_path: Option<&Path>) -> Option<PathBuf> {
        self.house_style.clone().or_else(|| settings_path.map(|path| path.with_file_name("house-style.ron")))
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// What the system says, or the serializer.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new()).map_err(std::io::Error::other)?;
        store::write_with_folder(path, text.as_bytes())
    }

    /// What stands beside the draft is this from now on, as the editor has chosen.
    pub fn choose_beside(&mut self, beside: BesideDraft) {
        (self.beside, self.beside_chosen) = (beside, true);
    }

    /// What stands beside a draft with images of its pages, or without, where the editor has chosen nothing.
    pub fn suit_beside(&mut self, has_image: bool) {
        if !self.beside_chosen {
            self.beside = BesideDraft::with(true, has_image);
        }
    }

    /// Sets the size of the manuscript's text, as far as it can still be read and still fits.
    pub fn set_text_scale(&mut self, scale: f32) {
        self.text_scale = if scale.is_finite() { scale.clamp(0.6, 2.5) } else { 1.0 };
    }

    /// Sets the size of all that is in the window, as far as its columns still fit a screen.
    pub fn set_window_scale(&mut self, scale: f32) {
        self.window_scale = if scale.is_finite() { scale.clamp(0.6, 2.5) } else { 1.0 };
    }

    /// Remembers where the caret is in an edition.
    pub fn remember_caret(&mut self, path: &Path, place: Place) {
        self.carets.retain(|caret| caret.path != path);
        self.carets.insert(0, Caret { path: path.to_owned(), place });
        self.carets.truncate(CARETS);
    }

    /// Where the caret was in an edition.
    pub fn caret(&self, path: &Path) -> Option<Place> {
        self.carets.iter().find(|caret| caret.path == path).map(|caret| caret.place)
    }

    /// Remembers which image was chosen for the page of this source.
    pub fn remember_image(&mut self, sha256: &str, path: &Path) {
        self.images.retain(|image| image.page != sha256);
        self.images.insert(0, ChosenImage { page: sha256.to_owned(), path: path.to_owned() });
        self.images.truncate(IMAGES);
    }

    /// The image that was chosen for the page of this source.
    pub fn image(&self, sha256: &str) -> Option<&Path> {
        self.images.iter().find(|image| image.page == sha256).map(|image| image.path.as_path())
    }

    /// The widths of the columns in a window of this kind.
    pub fn widths_in(&self, narrow: bool) -> &Widths {
        if narrow { &self.widths_narrow } else { &self.widths }
    }

    /// The same, to be changed.
    pub fn widths_mut(&mut self, narrow: bool) -> &mut Widths {
        if narrow { &mut self.widths_narrow } else { &mut self.widths }
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
    }

    /// The interface's language.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::settings_keeper::Keeper;

    #[test]
    fn settings_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stet").join("settings.ron");
        let mut settings = Settings { theme: ThemeName::Dark, language: Some(Language::Chinese), text_scale: 1.2, ..Settings::default() };
        for name in ["a", "b", "a"] {
            settings.remember(Path::new(name));
        }
        assert_eq!(settings.recent, [PathBuf::from("a"), PathBuf::from("b")]);
        settings.save(&path).unwrap();
        let (read, fault) = Settings::load(&path);
        assert!(read == settings && fault.is_none());
        assert!(Settings::load(&folder.path().join("none.ron")).1.is_none());
    }

    #[test]
    fn settings_with_a_typing_error_are_told_and_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        let typed = "(\n    theme: Dark,\n    sans: perhaps,\n)";
        std::fs::write(&path, typed).unwrap();
        let (settings, fault) = Settings::load(&path);
        assert_eq!(settings, Settings::default());
        assert!(fault.unwrap().to_string().contains("settings.ron:3:"), "line and column are named");
        let keeper = Keeper::of(Some(path.clone()));
        keeper.keep_now(&settings);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), typed);
        std::fs::write(&path, typed.replace("perhaps", "true")).unwrap();
        keeper.keep_now(&settings);
        assert!(Settings::load(&path).1.is_none() && std::fs::read_to_string(&path).unwrap() != typed, "mended, it is kept again");
    }

    #[cfg(unix)]
    #[test]
    fn settings_that_are_no_file_are_told_and_never_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (settings, fault) = Settings::load(&crate::reading::pipe(folder.path(), "settings.ron"));
        assert_eq!(settings, Settings::default());
        assert!(matches!(fault, Some(SettingsFault::Unreadable { .. })));
    }
}
