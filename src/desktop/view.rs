//! What a pane is shown: everything it may read, and nothing it could change.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Id;

use super::arrangement::Arrangement;
use super::collection_batch::{BatchCame, BatchWork};
use super::collection_list::CollectionList;
use super::collection_search::CollectionSearch;
use super::command::Action;
use super::exports::Exports;
use super::facsimile::{Images, Spot};
use super::keymap::Keymap;
use super::message::StatusMessage;
use super::open::alike::Alike;
use super::open::document::Document;
use super::open::search::Matches;
use super::opening::OpenRequest;
use super::settings::Settings;
use super::theme::Theme;
use crate::carpet::Carpet;
use crate::edition::{CommentId, Edition};
use crate::export::preview::Preview;
use crate::import::{Choices, ListedFile};
use crate::locale::Locale;
use crate::store::backup::Backup;
use crate::store::compare::ArticleDifference;
use crate::store::lock::Holder;
use crate::style::HouseStyle;
use crate::word_counts::WordCount;

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
    /// The columns that there is room for.
    pub arrangement: Arrangement,
    /// The house style.
    pub style: &'a HouseStyle,
    /// The open edition.
    pub document: Option<&'a Document>,
    /// The pages whose first draft is being made, where nothing is open.
    pub arriving: Option<&'a Edition>,
    /// The images of the pages.
    pub images: &'a Images,
    /// The raw characters at the caret.
    pub spot: Option<Spot>,
    /// What was found of what is looked for.
    pub found: Option<Arc<Matches>>,
    /// What is going on in the background.
    pub work: Option<Work>,
    /// Work on all issues of a collection.
    pub batch: BatchView<'a>,
    /// While the open edition is being checked, how far that is, between 0 and 1.
    pub checking: Option<f32>,
    /// What was chosen for exports.
    pub exports: &'a Exports,
    /// How the next export will look, once that is known.
    pub preview: Option<&'a Preview>,
    /// The last message.
    pub message: Option<&'a StatusMessage>,
    /// What was wrong at the start.
    pub warning: Option<&'a StatusMessage>,
    /// Whether what is done to the open edition is kept in a journal.
    pub journaling: &'a Journaling,
    /// Journals of earlier sessions that cannot be read.
    pub unreadable: &'a [PathBuf],
}

/// Whether what is done to the open edition is kept in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Journaling {
    /// It is, or there is nothing to keep.
    Works,
    /// The journal cannot be written, for this reason.
    Fails(String),
    /// This system has no place for journals.
    Nowhere,
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

/// Work on all issues of a collection.
#[derive(Clone, Copy)]
pub struct BatchView<'a> {
    /// What is going on, and how far it is, between 0 and 1, where that is known.
    pub running: Option<(BatchWork, Option<f32>)>,
    /// What came of the last one.
    pub came: Option<&'a BatchCame>,
}

/// A question that must be answered before the desk goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// There is unsaved work; what was asked for waits for the answer.
    Unsaved,
    /// The masthead and the page labels.
    Masthead,
    /// A path, where the system shows no file dialog.
    Path(PathPurpose, String),
    /// There is a file already where the edition shall be saved or exported to.
    Replace(PathPurpose, PathBuf),
    /// The palette.
    Palette,
    /// A page, an article or a raw line to go to.
    GoTo,
    /// Places that are alike, to be settled together.
    Alike(Alike),
    /// The words of the edition; none before they were counted.
    Words(Option<Arc<Vec<WordCount>>>),
    /// The issues of a collection; none before its folder was looked at.
    Collection(Option<Arc<CollectionList>>),
    /// A search in the editions of a collection.
    Search(CollectionSearch),
    /// The images of the edition's characters; none before they were cut.
    Carpet(Option<Arc<Carpet>>),
    /// All shortcuts.
    Shortcuts,
    /// The manual.
    Manual,
    /// The format of an export, what is asked of it, and how it will look.
    Export,
    /// Work of an earlier session that is in no file.
    Recovery(RecoveredWork),
    /// The edition was not saved, for this reason.
    NotSaved(String),
    /// Somebody else has changed the edition's file.
    Changed(Vec<ArticleDifference>),
    /// The file is a damaged edition, of which something may be saved; and what is wrong with it.
    Damaged(PathBuf, String),
    /// The edition is only read, since somebody else has it.
    Held(Holder),
    /// Which round is closed, and by whom.
    Round,
    /// A comment on the selected text, or an answer to one.
    Comment(Option<CommentId>),
    /// A name for the collection's list: the text it was found as.
    AddName(String),
    /// What is often misread, for the collection's list.
    AddSubstitution(String),
    /// Whether what pages take is to be counted; the folder where it is kept.
    Effort(PathBuf),
    /// The backups of the edition.
    Backups(Vec<Backup>),
    /// A file is locked: what was to be opened, or else the pages' images; and whether a password was tried.
    Password(PathBuf, Option<OpenRequest>, bool),
    /// The files of a folder, before they are read as it is chosen.
    Folder(PathBuf, Vec<ListedFile>, Choices),
    /// Which pages of a PDF are read, as it is typed; what is opened; and how many pages the file has, where that is known.
    PdfPages(String, OpenRequest, Option<u32>),
}

/// Work of an earlier session, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct RecoveredWork {
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

impl Dialog {
    /// Whether something waits for the open edition to be saved or let go in it; it waits no longer where it is closed.
    pub fn is_waited_for(&self) -> bool {
        match self {
            Dialog::Unsaved | Dialog::NotSaved(_) | Dialog::Changed(_) => true,
            Dialog::Path(purpose, _) | Dialog::Replace(purpose, _) => *purpose == PathPurpose::SaveAs,
            Dialog::Masthead
            | Dialog::Palette
            | Dialog::GoTo
            | Dialog::Alike(_)
            | Dialog::Words(_)
            | Dialog::Collection(_)
            | Dialog::Search(_)
            | Dialog::Carpet(_)
            | Dialog::Shortcuts
            | Dialog::Manual
            | Dialog::Round
            | Dialog::Comment(_)
            | Dialog::Effort(_)
            | Dialog::AddName(_)
            | Dialog::AddSubstitution(_)
            | Dialog::Export
            | Dialog::Recovery(_) => false,
            Dialog::Damaged(..)
            | Dialog::Held(_)
            | Dialog::Backups(_)
            | Dialog::Password(..)
            | Dialog::PdfPages(..)
            | Dialog::Folder(..) => false,
        }
    }
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
    /// The folder of a collection.
    Collection,
    /// Where to save.
    SaveAs,
    /// Where to export to.
    Export,
    /// The image of a page.
    PageImage,
    /// Another reading of the pages.
    Witness,
    /// Another's version of the edition.
    Version,
    /// The edition that both versions were made of.
    VersionBase,
    /// A house style.
    HouseStyle,
    /// A list of scannos.
    Scannos,
}

impl PathPurpose {
    /// Whether it is asked for the open edition, and not for the desk.
    pub fn is_of_edition(self) -> bool {
        match self {
            PathPurpose::SaveAs | PathPurpose::Export | PathPurpose::PageImage | PathPurpose::Witness => true,
            PathPurpose::Version | PathPurpose::VersionBase => true,
            PathPurpose::Open | PathPurpose::OpenFolder | PathPurpose::Collection | PathPurpose::HouseStyle | PathPurpose::Scannos => false,
        }
    }
}

impl View<'_> {
    /// The open edition as it stands, or else the pages whose first draft is being made.
    pub fn edition(&self) -> Option<&Edition> {
        self.document.map(Document::edition).or(self.arriving)
    }

    /// The words for a key.
    pub fn text(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// That the open edition is being checked, and how far that is.
    pub fn checking_words(&self) -> String {
        match self.checking.map(|part| (part * 100.0) as u32).filter(|percent| *percent > 0) {
            Some(percent) => self.locale.with("queries-checking-part", &[("percent", percent.into())]),
            None => self.text("queries-checking"),
        }
    }

    /// An action's name and shortcut, as a tooltip.
    pub fn tooltip(&self, action: Action) -> String {
        let shortcut = self.keymap.label(action);
        if shortcut.is_empty() { self.text(action.key()) } else { format!("{}  {shortcut}", self.text(action.key())) }
    }
}
