//! The shell: what outlives an open edition.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arrangement::{Arrangement, Column};
use super::collection_batch::BatchCame;
use super::collection_search::Landing;
use super::dialogs::Dialogs;
use super::effort::EffortCounter;
use super::exports::Exports;
use super::jobs::Jobs;
use super::keymap::Keymap;
use super::message::{StatusMessage, Tone};
use super::open::OpenEditionId;
use super::open::edition::file_name;
use super::opening::{OpenRequest, Opened};
use super::panes::raw::RawPane;
use super::settings::Settings;
use super::settings_keeper::Keeper;
use super::theme::Theme;
use super::view::{Dialog, Pane};
use crate::edition::Edition;
use crate::explained;
use crate::locale::Locale;
use crate::store::journal::Recovered;
use crate::style::HouseStyle;

/// What outlives an open edition.
pub struct Shell {
    /// What is remembered, and where.
    pub settings: Settings,
    pub(super) keeper: Keeper,
    pub(super) locale: Locale,
    pub(super) theme: Theme,
    pub(super) keymap: Keymap,
    pub(super) style: Arc<HouseStyle>,
    pub(super) jobs: Jobs,
    pub(super) dialog: Option<Dialog>,
    pub(super) dialogs: Dialogs,
    pub(super) message: Option<StatusMessage>,
    /// What was wrong at the start, as with the settings, until it is dismissed.
    pub(super) warning: Option<StatusMessage>,
    pub(super) exports: Exports,
    /// What pages take, where that is counted.
    pub(super) effort: EffortCounter,
    /// The column that was asked for last, which gives way last.
    pub(super) asked: Option<Column>,
    /// The columns that there was room for in the last frame.
    pub(super) arrangement: Arrangement,
    /// Whether the queue stands in the outline's place.
    pub(super) shows_queue: bool,
    /// The pane that gets the keyboard back after a dialog, and for how many frames more it is given: while a dialog closes, egui
    /// takes the keyboard from what was behind it.
    pub(super) returning: Option<(Pane, u8)>,
    /// Where journals are kept.
    pub(super) journals: Journals,
    /// Work of earlier sessions that is offered.
    pub(super) recovered: Vec<Recovered>,
    /// Journals of earlier sessions that cannot be read.
    pub(super) unreadable: Vec<PathBuf>,
    /// What opens locked files, as it was typed last. It is kept nowhere.
    pub(super) password: Option<String>,
    /// What came of the last work on all issues of a collection.
    pub(super) batch: Option<Arc<BatchCame>>,
    /// The place that is gone to as soon as its edition is open.
    pub(super) landing: Option<Landing>,
    /// The pages that are being opened, once they are read.
    pub(super) arriving: Option<Arriving>,
    /// What goes on now, as nothing is asked any more.
    pub(super) due: Option<After>,
    /// Whether the window closes as soon as nothing is being written.
    pub(super) quits_when_written: bool,
    /// Whether the window may close although there is unsaved work: the editor said so.
    pub(super) may_quit: bool,
    /// Whether the window had the keyboard in the last frame.
    pub(super) has_focus: bool,
    /// The window's title as it was set last.
    pub(super) title: String,
    /// How many editions were opened.
    opened: u64,
}

/// Where the journals are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Journals {
    /// Nowhere, as the desk was asked for none.
    #[default]
    Off,
    /// In this folder.
    In(PathBuf),
    /// Nowhere, as this system has no place for them.
    Nowhere,
}

/// What goes on once the open edition's work is saved or let go.
pub enum After {
    /// The edition is closed.
    Close,
    /// The program quits.
    Quit,
    /// Other files are opened.
    Open(OpenRequest),
    /// What was opened meanwhile takes its place.
    Show(Box<Opened>),
}

/// Pages that were read, of which the first draft is being made.
pub struct Arriving {
    /// The pages, in an edition without articles.
    pub edition: Edition,
    /// How their raw text is shown, which goes on once the draft is there.
    pub raw: RawPane,
}

impl Shell {
    /// A shell with these settings, looks and words, and nothing going on.
    pub(super) fn new(
        (settings, keeper): (Settings, Keeper),
        (locale, theme, keymap): (Locale, Theme, Keymap),
        style: HouseStyle,
        jobs: Jobs,
    ) -> Shell {
        let effort = EffortCounter::beside(keeper.path());
        Shell {
            settings,
            keeper,
            locale,
            theme,
            keymap,
            style: Arc::new(style),
            jobs,
            dialog: None,
            dialogs: Dialogs::default(),
            message: None,
            warning: None,
            exports: Exports::default(),
            effort,
            asked: None,
            arrangement: Arrangement::default(),
            shows_queue: false,
            returning: None,
            journals: Journals::default(),
            recovered: Vec::new(),
            unreadable: Vec::new(),
            password: None,
            batch: None,
            landing: None,
            arriving: None,
            due: None,
            quits_when_written: false,
            may_quit: false,
            has_focus: true,
            title: String::new(),
            opened: 0,
        }
    }

    /// The identity of the next edition that is opened. None gets that of another.
    pub(super) fn next_id(&mut self) -> OpenEditionId {
        self.opened += 1;
        OpenEditionId(self.opened)
    }

    /// Says that something was done, by a locale key.
    pub(super) fn say(&mut self, key: &str) {
        self.tell(self.locale.text(key));
    }

    /// Says that something was done.
    pub(super) fn tell(&mut self, text: String) {
        self.message = Some(StatusMessage { text, tone: Tone::Note });
    }

    /// Says that something was done with a file.
    pub(super) fn say_file(&mut self, key: &str, path: &Path) {
        self.tell(self.of_file(key, path));
    }

    /// The words for a key, about a file.
    pub(super) fn of_file(&self, key: &str, path: &Path) -> String {
        self.locale.with(key, &[("name", file_name(path).into())])
    }

    /// Says why something cannot be done here.
    pub(super) fn refuse(&mut self, text: String) {
        self.message = Some(StatusMessage { text, tone: Tone::Refusal });
    }

    /// Says that something failed.
    pub(super) fn fail(&mut self, text: String) {
        // Nobody leaves while something is wrong.
        self.quits_when_written = false;
        self.message = Some(StatusMessage { text, tone: Tone::Error });
    }

    /// Says that something failed with a file, and what the system said about it.
    pub(super) fn fail_file(&mut self, key: &str, path: &Path, error: &io::Error) {
        let words = self.locale.with(key, &[explained::of_file(path), explained::of_system(&self.locale, error)]);
        self.fail(words);
    }

    /// Says what was wrong at the start, which is seen until it is dismissed.
    pub(super) fn warn(&mut self, text: String) {
        match &mut self.warning {
            Some(warning) => {
                warning.text.push('\n');
                warning.text.push_str(&text);
            }
            None => self.warning = Some(StatusMessage { text, tone: Tone::Error }),
        }
    }

    /// The editor has seen what stands in the bar for it.
    pub(super) fn dismiss(&mut self) {
        let is_seen = self.message.as_ref().is_some_and(|message| message.tone != Tone::Note);
        if is_seen { self.message = None } else { self.warning = None }
    }

    /// Something was done that needs no words: what was said before is over, but for what failed.
    pub(super) fn go_quiet(&mut self) {
        self.message.take_if(|message| message.tone != Tone::Error);
    }

    /// Remembers the settings, if they have a file.
    pub(super) fn keep_settings(&self) {
        self.keeper.keep(&self.settings);
    }
}
