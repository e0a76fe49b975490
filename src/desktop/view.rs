//! What a pane is shown: everything it may read, and nothing it could change.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Id;

use super::command::Action;
use super::document::Document;
use super::exports::Exports;
use super::facsimile::{Images, Spot};
use super::find::Found;
use super::keymap::Keymap;
use super::open::Request;
use super::settings::Settings;
use super::theme::Theme;
use crate::locale::Locale;
use crate::store::backup::Backup;
use crate::store::compare::Difference;
use crate::store::lock::Holder;
use crate::style::HouseStyle;

/// What panes read. They answer with commands.
pub struct View<'a> {
    /// The looks.
    pub theme: &'a Theme,
    /// The words.
    pub locale: &'a Locale,
    /// The shortcuts.
    pub keymap: &'a Keymap,
    /// What is remembered.
    pub settings: &'a Settings,
    /// The house style.
    pub style: &'a HouseStyle,
    /// The open edition.
    pub document: Option<&'a Document>,
    /// The images of the pages.
    pub images: &'a Images,
    /// The raw characters at the caret.
    pub spot: Option<Spot>,
    /// What was found of what is looked for.
    pub found: Option<Arc<Found>>,
    /// What is going on in the background.
    pub work: Option<Work>,
    /// What was chosen for exports, and how the next one will look.
    pub exports: &'a Exports,
    /// The last message, for the bar below.
    pub message: Option<&'a str>,
}

/// Work in the background that takes long enough to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// What is done, a locale key.
    pub key: &'static str,
    /// How far it is, between 0 and 1; nothing where that is not known.
    pub part: Option<f32>,
    /// Whether it can be cancelled.
    pub can_cancel: bool,
}

/// A question that must be answered before the desk goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// There is unsaved work; what was asked for waits for the answer.
    Unsaved(AfterSaving),
    /// The masthead and the page labels.
    Masthead,
    /// A path, where the system shows no file dialog.
    Path(PathPurpose, String, Option<AfterSaving>),
    /// There is a file already where the edition shall be saved or exported to.
    Replace(PathPurpose, PathBuf, Option<AfterSaving>),
    /// The palette.
    Palette,
    /// All shortcuts.
    Shortcuts,
    /// The format of an export, what is asked of it, and how it will look.
    Export,
    /// Work of an earlier session that is in no file.
    Recovery(Recovery),
    /// The edition was not saved, for this reason.
    NotSaved(String, Option<AfterSaving>),
    /// Somebody else has changed the edition's file.
    Changed(Vec<Difference>, Option<AfterSaving>),
    /// The file is a damaged edition, of which something may be saved; and what is wrong with it.
    Damaged(PathBuf, String),
    /// The edition is only read, since somebody else has it.
    Held(Holder),
    /// The backups of the edition.
    Backups(Vec<Backup>),
}

/// Work of an earlier session, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovery {
    /// What the edition is called, and its file.
    pub name: String,
    /// The file; none where it was never saved.
    pub path: Option<PathBuf>,
    /// How many edits are in no file.
    pub edits: usize,
    /// When the first and the last of them were made, in seconds since 1970.
    pub when: (u64, u64),
    /// The headlines of the articles that are newer than in the file.
    pub touched: Vec<String>,
    /// Whether the last edit was cut off.
    pub is_torn: bool,
    /// How many others wait.
    pub others: usize,
}

/// Who has an edition, by name and machine.
pub fn named(holder: &Holder) -> String {
    match (holder.who.as_str(), holder.host.as_str()) {
        ("", "") => "?".to_owned(),
        ("", host) => host.to_owned(),
        (who, host) => format!("{who} @ {host}"),
    }
}

/// What goes on once unsaved work is saved or let go.
#[derive(Clone, Debug, PartialEq)]
pub enum AfterSaving {
    /// The edition is closed.
    Close,
    /// The program quits.
    Quit,
    /// Other files are opened.
    Open(Request),
}

/// A column of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The list of articles.
    Outline,
    /// The raw text.
    Raw,
    /// The image of the page.
    Facsimile,
    /// The manuscript.
    Draft,
    /// What is known about the article.
    Inspector,
}

impl Pane {
    /// All panes, in order.
    pub const ALL: [Pane; 5] = [Pane::Outline, Pane::Facsimile, Pane::Raw, Pane::Draft, Pane::Inspector];

    /// The pane that has the keyboard when its widget does.
    pub fn id(self) -> Id {
        match self {
            Pane::Outline => Id::unique("outline-list"),
            Pane::Raw => Id::unique("raw"),
            Pane::Facsimile => Id::unique("facsimile"),
            Pane::Draft => Id::unique("manuscript"),
            Pane::Inspector => Id::unique("inspector-headline"),
        }
    }
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// Files to open.
    Open,
    /// A folder to open.
    OpenFolder,
    /// Where to save.
    SaveAs,
    /// Where to export to.
    Export,
    /// The image of a page.
    PageImage,
    /// A house style.
    HouseStyle,
}

impl View<'_> {
    /// The words for a key.
    pub fn text(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// An action's name and shortcut, as a tooltip.
    pub fn tooltip(&self, action: Action) -> String {
        let shortcut = self.keymap.label(action);
        if shortcut.is_empty() { self.text(action.key()) } else { format!("{}  {shortcut}", self.text(action.key())) }
    }
}
