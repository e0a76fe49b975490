//! Work on the lists of a collection, and checking by them.

use std::path::{Path, PathBuf};

use super::{Job, Jobs, ShellOutcome};
use crate::check::Checker;
use crate::collection::lists::{self, FollowedLists, ImportedScannos, Learnt, ListError, ListedQuestion, ScannosError};
use crate::collection::{Collection, CollectionError, CollectionSettings};
use crate::store::Over;
use crate::store::guard::Guard;
use crate::style::lists::{Entry, List};

/// Checks an edition by the house style and the lists of its collection, as they stand when a check starts.
#[derive(Default)]
pub struct ListChecker {
    /// Remembers what checks found.
    pub(super) checker: Checker,
    /// The lists as they were read last.
    pub(super) lists: FollowedLists,
}

/// What is put into a list at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListAddition {
    /// A word that is right.
    GoodWord,
    /// A name, or another form of one.
    Name,
    /// What is often misread.
    Substitution,
}

impl ListAddition {
    /// What is said once it is in the list, a locale key.
    pub fn said(self) -> &'static str {
        match self {
            ListAddition::GoodWord => "say-good-word-of-collection",
            ListAddition::Name => "say-name-of-collection",
            ListAddition::Substitution => "say-substitution-of-collection",
        }
    }
}

/// What came of work on lists.
pub enum ListsDone {
    /// This was put into a list of the collection: so many entries are new; nothing where the edition belongs to none.
    Added(ListAddition, String, Result<Option<usize>, ListError>),
    /// What asked about this text was switched off in its list: so many entries; nothing where the edition belongs to no collection.
    Silenced(String, Result<Option<usize>, ListError>),
    /// Corrections were counted; nothing where that was stopped.
    Learnt(Result<Option<Learnt>, LearnError>),
    /// The settings of the collection in this folder were written.
    Settings(PathBuf, Result<(), CollectionError>),
    /// A list of Guiguts was taken over.
    Imported(Result<ImportedScannos, ScannosError>),
}

/// Why corrections were not counted.
pub enum LearnError {
    /// The collection does not open.
    Collection(CollectionError),
    /// A list cannot be read or written.
    List(ListError),
}

impl Jobs {
    /// Puts an entry into its list of the collection that a file belongs to: that of its folder, or `listed`, if it lies in that.
    pub fn add_to_list<T: Entry + Send + 'static>(
        &mut self,
        (what, text): (ListAddition, String),
        entry: T,
        file: PathBuf,
        listed: Option<PathBuf>,
    ) {
        self.of_shell(Job::List, move |_| {
            let folder = lists::folder_of(&file).or(listed.filter(|folder| is_in(&file, folder)));
            let add = |folder: PathBuf| lists::update(&folder, |list: &mut List<T>| list.add([entry]));
            ShellOutcome::Lists(ListsDone::Added(what, text, folder.map(add).transpose()))
        });
    }

    /// Switches off what asks this in the collection that a file belongs to. `asked` is the text that is asked about.
    pub fn silence(&mut self, asked: String, question: ListedQuestion, file: PathBuf) {
        self.of_shell(Job::List, move |_| {
            let folder = lists::folder_of(&file);
            ShellOutcome::Lists(ListsDone::Silenced(asked, folder.map(|folder| lists::silence(&folder, &question)).transpose()))
        });
    }

    /// Counts the corrections in all editions of a collection.
    pub fn learn_corrections(&mut self, folder: PathBuf) {
        self.of_shell(Job::Learn, move |progress| {
            let watch = |read: usize, all: usize| progress.go_on(read as f32 / all.max(1) as f32);
            let learn = |collection: Collection| lists::learn(&folder, &collection.edition_files(), &watch).map_err(LearnError::List);
            let opened = Collection::open(&folder, &watch).map_err(LearnError::Collection);
            ShellOutcome::Lists(ListsDone::Learnt(opened.and_then(|opened| opened.map_or(Ok(None), learn))))
        });
    }

    /// Writes settings to the folder of a collection that has none.
    pub fn write_collection_settings(&mut self, folder: PathBuf, settings: CollectionSettings) {
        self.of_shell(Job::List, move |_| {
            let written = settings.write(&folder, &Guard::new(Over::Nothing));
            ShellOutcome::Lists(ListsDone::Settings(folder, written))
        });
    }

    /// Takes a list of Guiguts over into that of a collection.
    pub fn import_scannos(&mut self, path: PathBuf, folder: PathBuf) {
        self.of_shell(Job::List, move |_| ShellOutcome::Lists(ListsDone::Imported(lists::import_scannos(&path, &folder))));
    }
}

fn is_in(file: &Path, folder: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute(file).starts_with(absolute(folder))
}
