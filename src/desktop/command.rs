//! Everything the editor can do, in one list. Menus, shortcuts, the palette, panes and tests all speak it.

use std::path::PathBuf;

pub use super::actions::{Action, EditionAction, Menu, ShellAction};
use super::collection_batch::BatchWork;
use super::collection_search::{Landing, SearchRequest};
use super::open::alike::{Alike, AlikePlace};
use super::open::queue::Queue;
use super::opening::OpenRequest;
use super::view::{Pane, PathPurpose};
use crate::collection::CollectionSettings;
use crate::edit::operations::Way;
use crate::edit::{Edit, Fragment, Selection};
use crate::edition::raw_lines::LineId;
use crate::edition::{ArticleId, BlockId, CommentId, Hand, Place, Role, RoundKind};
use crate::export::{Format, Options};
use crate::find::Match;
use crate::import::PageSelection;
use crate::page::{Encoding, PageIndex, PixelPoint, PixelRect, RawOffset};
use crate::style::lists::{ListedName, Substitution};

/// One thing to do, with what it is done to.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// An action of the menus, on what is selected.
    Do(Action),
    /// Something that needs no open edition.
    Shell(ShellCommand),
    /// Something that is done to the open edition.
    Edition(EditionCommand),
}

/// What needs no open edition.
#[derive(Clone, Debug, PartialEq)]
pub enum ShellCommand {
    /// Opens pages, folders of pages, or an edition.
    Open(Vec<PathBuf>),
    /// Opens what was asked for, now that it is chosen which pages of it are read.
    OpenPages(OpenRequest, PageSelection),
    /// Opens the pages of a folder, now that its files were seen.
    OpenListed(OpenRequest),
    /// Asks for the folder of a collection.
    ChooseCollection,
    /// Lists the issues of the collection in this folder.
    ListCollection(PathBuf),
    /// Writes these settings to the folder of a collection that has none.
    WriteCollectionSettings(PathBuf, CollectionSettings),
    /// Asks for a list of scannos, as Guiguts has them.
    ChooseScannos,
    /// Takes this list over into that of the collection.
    ImportScannos(PathBuf),
    /// Counts what was corrected in the editions of the collection in this folder.
    LearnCorrections(PathBuf),
    /// Drafts, reads, checks or exports all issues of the collection in this folder.
    WorkOnCollection(PathBuf, BatchWork),
    /// Looks in the collection for what was typed.
    Search(SearchRequest),
    /// Shows the line of a hit as the page has it.
    ShowLine(Landing),
    /// Opens the edition of a hit, and goes to its place.
    GoToHit(Landing),
    /// Opens locked files by this password, which is kept until the program ends: what was asked for, or else the pages' images.
    Unlock(Option<OpenRequest>, String),
    /// Opens what can be saved of a damaged edition.
    Salvage(PathBuf),
    /// Works by the house style of this file from now on.
    TakeStyle(PathBuf),
    /// Stops the work that is going on.
    CancelWork,
    /// Shows a message in the bar below.
    Say(String),
    /// Takes the message away.
    DismissMessage,
    /// Tells no more of the journals that cannot be read.
    DismissJournals,
    /// Takes up the work of an earlier session, lets it go, or saves it beside the edition it belongs to.
    Recover(Recovering),
    /// Counts from now on what pages take, for this hand.
    CountEffort(Hand),
    /// How many backups are kept of each edition.
    KeepBackups(usize),
    /// Closes the dialog without an answer; what waited for one does not go on.
    CloseDialog,
}

/// What is done to the open edition.
#[derive(Clone, Debug, PartialEq)]
pub enum EditionCommand {
    /// Saves the edition, asking for a file if it has none; then what waits for it goes on.
    Save,
    /// Saves the edition in this file; then what waits for it goes on.
    SaveTo(PathBuf),
    /// Asks for another file to save in; then what waits for it goes on.
    SaveElsewhere,
    /// Saves the edition in its file although somebody else has changed that.
    Overwrite,
    /// Saves or exports to a path that was typed, after asking if another file is there.
    WriteTyped(PathPurpose, PathBuf),
    /// The same without asking.
    Replace(PathPurpose, PathBuf),
    /// Lets unsaved work go, and what waited for the answer goes on.
    Discard,
    /// Opens the edition's file again, as somebody else has changed it, and lets the work on it go.
    Reload,
    /// Reads the pages again in another encoding, or in the one that is detected.
    Reread(Option<Encoding>),
    /// Chooses a format and what is asked of it, and shows how the export will look.
    SetExport(Format, Options),
    /// Asks where the export shall go.
    ChooseExport,
    /// Exports the edition to this file, in the format its name says, or else the one that was chosen.
    ExportTo(PathBuf),
    /// Takes this file as the image of the caret's page.
    ChooseImage(PathBuf),
    /// Puts what this file has beside the pages, as another reading.
    AddWitness(PathBuf),
    /// Applies an edit, leaving the selection as it is.
    Apply(Edit),
    /// Puts a fragment in place of the text between two places, and the caret after it.
    Splice(Place, Place, Fragment),
    /// Has a part of an article's heading say this: the block given, or a new one.
    SetHeading(ArticleId, Role, Option<BlockId>, String),
    /// Puts text of the system's clipboard in place of what is selected.
    Paste(String),
    /// Selects text in the manuscript.
    Select(Selection),
    /// Goes to a place: selects it and brings it into view on both sides.
    GoTo(Place),
    /// Goes to the text that stands for a raw character.
    GoToRaw(PageIndex, RawOffset),
    /// Goes to the first article that begins on a page, or else to the page's first text.
    GoToPage(PageIndex),
    /// Goes to an article's first block.
    GoToArticle(ArticleId),
    /// Picks several articles, to be worked on together.
    Pick(Vec<ArticleId>),
    /// Picks raw lines on the image, in this order, to be worked on together.
    PickLines(Vec<LineId>),
    /// Marks a region on the image of a page, in pixels of its layout, to be read.
    MarkRegion(PageIndex, PixelRect),
    /// Lets the marked region go that lies there.
    ReleaseRegion(PageIndex, PixelPoint),
    /// Goes to a query of the list, counted from 0.
    GoToQuery(usize),
    /// Shows the queries otherwise.
    SetQueue(Queue),
    /// Goes on writing at a query instead of answering it.
    LeaveQueue,
    /// Applies a remedy of the current query, counted from 0.
    Remedy(usize),
    /// Gives the answer to the current query that is likelier: its first remedy, or letting the text stand.
    LikelierAnswer,
    /// Puts the text of a list of alike places in that of those that are ticked.
    ReplaceAlike(Alike),
    /// Lets the text of those that are ticked stand.
    LetAlikeStand(Alike),
    /// Goes to a place of such a list.
    GoToAlike(AlikePlace),
    /// Lists the places where a text stands.
    ListText(String),
    /// Selects a text in the manuscript and brings it into view.
    GoToText(Match),
    /// Says that a word is right wherever it stands, or takes that back. It is said of it in this block.
    ToggleGoodWord(String, BlockId),
    /// Puts a name into the collection's list.
    AddName(ListedName),
    /// Puts what is often misread into the collection's list.
    AddSubstitution(Substitution),
    /// Says of the images of a character at these places that they are another text.
    SayImages(Vec<(Place, char)>, String),
    /// Lets all images of a character stand.
    AcceptImages(Vec<char>),
    /// Closes a round of proofreading, by this hand.
    CloseRound(RoundKind, Hand),
    /// Asks for an answer to a comment.
    AnswerComment(CommentId),
    /// Comments on the selected text, or answers a comment.
    Comment(Option<CommentId>, Hand, String),
    /// Takes this file as the version that is merged.
    TakeVersion(PathBuf),
    /// Merges that version; this is the edition that both were made of.
    MergeVersion(PathBuf),
    /// Gives a pane the keyboard.
    Focus(Pane),
    /// Gives the keyboard from the draft to the pane after it or the one before it that is shown.
    Leave(Way),
    /// Closes the bar for finding.
    CloseFind,
}

/// What becomes of the work of an earlier session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovering {
    /// It is gone on with.
    Accept,
    /// It is let go.
    Discard,
    /// It is saved beside the edition it belongs to, and both remain.
    KeepBoth,
    /// It is offered again at the next start.
    Later,
}

impl From<Action> for Command {
    fn from(action: Action) -> Command {
        Command::Do(action)
    }
}

impl From<ShellCommand> for Command {
    fn from(command: ShellCommand) -> Command {
        Command::Shell(command)
    }
}

impl From<EditionCommand> for Command {
    fn from(command: EditionCommand) -> Command {
        Command::Edition(command)
    }
}

/// The commands that panes and dialogs answer with, in the order in which they are carried out.
#[derive(Debug, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    /// Adds a command.
    pub fn push(&mut self, command: impl Into<Command>) {
        self.0.push(command.into());
    }

    /// Adds several commands.
    pub fn extend(&mut self, commands: impl IntoIterator<Item = impl Into<Command>>) {
        self.0.extend(commands.into_iter().map(Into::into));
    }
}

impl IntoIterator for Commands {
    type Item = Command;
    type IntoIter = std::vec::IntoIter<Command>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
