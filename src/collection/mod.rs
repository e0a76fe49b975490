//! A collection: a folder with the issues of a paper, as editions and as raw pages that are none yet.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`settings`] | `collection.ron`: what the paper is called, how its files are named, on which days it comes out |
//! | [`naming`] | the rule by which a file's name tells its day and its page |
//! | `survey` | what lies in the folder, by names, sizes and times |
//! | `stamp` | by what a file is known without reading it again |
//! | `facts` | what is known of an edition without opening it again |
//! | `index` | these facts in a file beside the editions; never the truth |
//! | [`issue`] | an issue: its edition, its raw pages, how far it has come |
//! | [`calendar`] | which days are there, and which are missing |
//! | [`standing`] | whether an issue is to be drafted or checked, is done, or must be left |
//! | [`lists`] | what all desks of the collection share: good words, substitutions, names, corrections |
//! | [`draft`](mod@draft) | the first draft of an issue's raw pages |
//!
//! Opening a collection reads each edition once; afterwards only what has another size or time than the index says. All here are values;
//! what is written is the index alone, and the settings and lists where they are asked for.

pub mod calendar;
pub mod draft;
mod error;
mod facts;
mod index;
pub mod issue;
pub mod lists;
pub mod naming;
pub mod settings;
mod stamp;
pub mod standing;
mod survey;

use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::style::HouseStyle;
use facts::EditionFacts;
use index::Index;

pub use calendar::{Calendar, CalendarDay};
pub use draft::{Draft, draft};
pub use error::{CollectionError, CollectionNote};
pub use facts::StyleStamp;
pub use issue::{Issue, IssueState, RawPage};
pub use naming::NamingRule;
pub use settings::CollectionSettings;
pub(crate) use stamp::Stamp;
pub use standing::{LeftAlone, Standing};
pub(crate) use survey::{DEEPEST, FoundFile, Survey};

/// How many editions are read before the index is written: what was read outlives a death of the program.
const AT_ONCE: usize = 512;

/// What lies in the folder of a collection.
#[derive(Debug)]
pub struct Collection {
    folder: PathBuf,
    settings: CollectionSettings,
    has_settings_file: bool,
    issues: Vec<Issue>,
    notes: Vec<CollectionNote>,
    index: Index,
    editions: Vec<FoundFile>,
}

impl Collection {
    /// Looks at a folder and lists its issues, by day. `watch` hears how many of the editions that the index does not know were read, and
    /// of how many, and stops it by `false`; then nothing comes of it.
    ///
    /// # Errors
    /// The folder cannot be read, or its settings are none.
    pub fn open(folder: &Path, watch: &(dyn Fn(usize, usize) -> bool + Sync)) -> Result<Option<Collection>, CollectionError> {
        Collection::surveyed(folder, Survey::of(folder)?, watch)
    }

    /// As [`Collection::open`], of a folder that was looked at just now.
    pub(crate) fn surveyed(
        folder: &Path,
        survey: Survey,
        watch: &(dyn Fn(usize, usize) -> bool + Sync),
    ) -> Result<Option<Collection>, CollectionError> {
        let own = CollectionSettings::load(folder)?;
        let (mut index, damaged) = Index::read(folder);
        let mut notes: Vec<CollectionNote> = damaged.then_some(CollectionNote::IndexDamaged).into_iter().collect();
        let stale: Vec<&FoundFile> = survey.editions.iter().filter(|file| !index.knows(file)).collect();
        let mut read = 0;
        for files in stale.chunks(AT_ONCE) {
            if !watch(read, stale.len()) {
                return Ok(None);
            }
            let facts: Vec<EditionFacts> = files.par_iter().map(|file| EditionFacts::read(&file.path)).collect();
            files.iter().zip(facts).for_each(|(file, facts)| index.put(file, facts));
            read += files.len();
            notes.extend(index.write(folder).err().map(CollectionNote::IndexNotWritten));
        }
        // What has gone is forgotten.
        if index.keep(&survey.editions) && stale.is_empty() {
            notes.extend(index.write(folder).err().map(CollectionNote::IndexNotWritten));
        }
        // That the index cannot be written is said once.
        notes.dedup_by_key(|note| std::mem::discriminant(note));
        let has_settings_file = own.is_some();
        let settings = own.unwrap_or_else(|| CollectionSettings::worked_out(&survey, &index));
        let issues = issue::issues(&survey, &index, &settings, folder);
        let settings = if has_settings_file { settings } else { settings.with_days(&issues) };
        Ok(Some(Collection { folder: folder.to_owned(), settings, has_settings_file, issues, notes, index, editions: survey.editions }))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The settings: those of the folder's file, or such as what lies in it suggests.
    pub fn settings(&self) -> &CollectionSettings {
        &self.settings
    }

    /// Whether the folder has a file with settings.
    pub fn has_settings_file(&self) -> bool {
        self.has_settings_file
    }

    /// The issues by day, those of no known day last.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The files of the issues that have an edition.
    pub fn edition_files(&self) -> Vec<PathBuf> {
        self.issues.iter().filter(|issue| issue.state.has_edition()).map(|issue| issue.edition.clone()).collect()
    }

    /// What is to be said besides.
    pub fn notes(&self) -> &[CollectionNote] {
        &self.notes
    }

    /// The days from the first issue to the last.
    pub fn calendar(&self) -> Calendar {
        Calendar::of(&self.issues, &self.settings)
    }

    /// Notes how many queries are left in editions, and by which house style, in the index. Of editions that were written meanwhile nothing
    /// is noted.
    ///
    /// # Errors
    /// The index cannot be written. That costs only a second counting.
    pub fn note_queries(&mut self, counted: &[(PathBuf, usize)], style: &HouseStyle) -> Result<(), CollectionNote> {
        let stamp = StyleStamp::of(style);
        for (path, count) in counted {
            if let Some(file) = self.editions.iter().find(|file| file.path == *path).filter(|file| file.is_same_now()) {
                self.index.count_queries(file, *count, &stamp);
            }
        }
        self.index.write(&self.folder).map_err(CollectionNote::IndexNotWritten)
    }
}

#[cfg(test)]
mod tests;
