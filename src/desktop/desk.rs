//! The desk: the shell, and the edition that is open on it.

use std::path::PathBuf;

use eframe::egui;

use super::fonts;
use super::jobs::Jobs;
use super::keymap::Keymap;
use super::manuscript::Manuscript;
use super::open::OpenEdition;
use super::open::document::Document;
use super::settings::{Settings, SettingsFault};
use super::settings_keeper::Keeper;
use super::shell::{Journals, Shell};
use super::theme::Theme;
use crate::explained::Explained;
use crate::locale::Locale;
use crate::style::HouseStyle;

/// Everything there is while the window is open.
pub struct Desk {
    /// What outlives an open edition.
    pub(super) shell: Shell,
    /// The edition that is being worked on.
    pub(super) open: Option<OpenEdition>,
}

impl Desk {
    /// A desk on which nothing is open. Without a settings path nothing is remembered.
    pub fn new(ctx: &egui::Context, settings: Settings, settings_path: Option<PathBuf>) -> Desk {
        let locale = Locale::load(settings.language());
        let theme = Theme::load(settings.theme);
        fonts::install(ctx, locale.language.is_chinese());
        theme.apply(ctx);
        ctx.set_zoom_factor(settings.window_scale);
        // The keymap has the shortcuts for it.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let (keymap, faults) = settings_path.as_deref().map(|path| Keymap::load(&Keymap::path(path))).unwrap_or_default();
        let faults: Vec<String> = faults.iter().map(|fault| fault.in_words(&locale)).collect();
        let style = settings.house_style_in(settings_path.as_deref());
        let keeper = Keeper::of(settings_path);
        let mut shell = Shell::new((settings, keeper), (locale, theme, keymap), HouseStyle::default(), Jobs::new(ctx.clone()));
        faults.into_iter().for_each(|fault| shell.warn(fault));
        // Its lists may be long, and the first frame does not need them.
        if let Some(path) = style {
            shell.jobs.read_style_at_start(path);
        }
        Desk { shell, open: None }
    }

    /// The same desk, which says why the settings are as at the first start, if they could not be read.
    pub fn with_fault(mut self, fault: Option<SettingsFault>) -> Desk {
        if let Some(fault) = fault {
            self.shell.warn(fault.in_words(&self.shell.locale));
        }
        self
    }

    /// The same desk, which keeps journals in this folder, and offers what crashes left in it.
    pub fn with_journals(self, folder: PathBuf) -> Desk {
        self.with_journals_in(vec![folder.clone()], folder)
    }

    /// As [`Desk::with_journals`]; what crashes left is looked for in several folders.
    pub fn with_journals_in(mut self, all: Vec<PathBuf>, folder: PathBuf) -> Desk {
        self.shell.jobs.recover(all);
        self.shell.journals = Journals::In(folder);
        self
    }

    /// The same desk, which says as long as an edition is open that it has nowhere to keep journals.
    pub fn without_journals(mut self) -> Desk {
        self.shell.journals = Journals::Nowhere;
        self
    }

    /// The open edition, for tests and tools.
    pub fn document(&self) -> Option<&Document> {
        self.open.as_ref().map(|open| &open.document)
    }

    /// Whether the pages that are being opened are shown before their first draft is there, for tests and tools.
    pub fn shows_arriving(&self) -> bool {
        self.shell.arriving.is_some()
    }

    /// The manuscript of the open edition, for tests and tools.
    pub fn manuscript(&self) -> Option<&Manuscript> {
        self.open.as_ref().map(|open| &open.panes.manuscript)
    }

    /// What is remembered, for tests and tools.
    pub fn settings(&self) -> &Settings {
        &self.shell.settings
    }

    /// Whether work is going on in the background.
    pub fn is_busy(&self) -> bool {
        self.shell.jobs.is_busy()
    }

    /// Whether closing would lose work.
    pub(super) fn has_work_to_lose(&self) -> bool {
        self.document().is_some_and(Document::has_work_to_lose)
    }
}
