//! The index in its folder: opening, making and bringing it up to date.
//!
//! It is never the truth: one that is lost, damaged or of another version is made anew. With each commit goes, in the same file and so at
//! once with it, what is known of the editions that are in it; whatever dies before a commit leaves the state of the one before. Who writes
//! holds a lock that the system lets go with the process.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use tantivy::directory::error::{LockError, OpenWriteError};
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::{Index, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

use super::entry::entries;
use super::error::SearchNote;
use super::fields::Fields;
use crate::collection::{FoundFile, Stamp, Survey};
use crate::store::{self, LoadError, SEARCH_INDEX};
use crate::style::HouseStyle;

/// The version of the index. One of another is made anew.
const VERSION: u32 = 1;

/// How many editions are read before they are committed: what was read outlives a death of the program.
const AT_ONCE: usize = 32;

/// The file that says which parts an index has, and is written last of all.
const LIST_OF_PARTS: &str = "meta.json";

/// The memory of a thread that writes, in bytes, and the most of these threads.
const MEMORY: usize = 64 * 1024 * 1024;
const MOST_THREADS: usize = 4;

/// What is known of the editions that are in the index.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    version: u32,
    editions: BTreeMap<String, KnownEdition>,
}

impl Default for Known {
    fn default() -> Known {
        Known { version: VERSION, editions: BTreeMap::new() }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct KnownEdition {
    #[serde(flatten)]
    stamp: Stamp,
    /// Whether it could not be read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_unreadable: bool,
}

/// Why nothing came of the index.
#[derive(Debug)]
pub(super) enum IndexFault {
    /// What is there is no index of this program.
    Damaged(String),
    /// The system lets nothing be written or read.
    System(String),
    /// Another program is writing it.
    Busy,
}

impl From<TantivyError> for IndexFault {
    fn from(error: TantivyError) -> IndexFault {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => IndexFault::Busy,
            TantivyError::LockFailure(LockError::IoError(error), _) => IndexFault::of_system(&error),
            TantivyError::IoError(error) if !is_damage(&error) => IndexFault::of_system(&error),
            TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => IndexFault::of_system(&io_error),
            error => IndexFault::Damaged(error.to_string()),
        }
    }
}

impl IndexFault {
    fn of_system(error: &io::Error) -> IndexFault {
        IndexFault::System(crate::explained::system_in_spoken_language(error))
    }
}

/// Whether an error of reading tells of what is read, and not of the system.
fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
    )
}

/// Does something with the index. What reads damaged files may be at a loss: that is the index's end, and not the program's.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, IndexFault>) -> Result<T, IndexFault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(IndexFault::Damaged("unreadable".to_owned())))
}

/// What came of bringing the index up to date.
pub(super) enum Updated {
    /// It was; this is to be said.
    Done(Vec<SearchNote>),
    /// It was stopped.
    Stopped,
}

/// An index that is open.
pub(super) struct OpenIndex {
    index: Index,
    pub(super) fields: Fields,
    known: Known,
}

/// Where the index of a collection is.
pub(super) fn index_folder(collection: &Path) -> PathBuf {
    collection.join(SEARCH_INDEX)
}

impl OpenIndex {
    /// Opens the index of a collection; nothing where there is none.
    pub(super) fn open(collection: &Path) -> Result<Option<OpenIndex>, IndexFault> {
        let path = index_folder(collection);
        // One that was broken off while it was made has no list of its parts yet.
        let has_list = path.join(LIST_OF_PARTS).try_exists().unwrap_or(true);
        if !has_list && (path.is_dir() || fs::symlink_metadata(&path).is_err()) {
            return Ok(None);
        }
        let (fields, schema) = Fields::new();
        let index = Index::open_in_dir(&path)?;
        match known(&index)? {
            Some(known) if known.version == VERSION && index.schema() == schema => {
                Fields::register(index.tokenizers());
                Ok(Some(OpenIndex { index, fields, known }))
            }
            _ => Err(IndexFault::Damaged("another version".to_owned())),
        }
    }

    /// Makes an index without entries, in place of what is there.
    pub(super) fn make(collection: &Path) -> Result<OpenIndex, IndexFault> {
        let path = index_folder(collection);
        fs::create_dir_all(&path).map_err(|error| IndexFault::of_system(&error))?;
        let directory = MmapDirectory::open(&path).map_err(TantivyError::from)?;
        let lock = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| TantivyError::LockFailure(error, None))?;
        clear(&path).map_err(|error| IndexFault::of_system(&error))?;
        let (fields, schema) = Fields::new();
        let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        let index = Index::builder().schema(schema).settings(settings).create_in_dir(&path)?;
        drop(lock);
        Fields::register(index.tokenizers());
        Ok(OpenIndex { index, fields, known: Known::default() })
    }

    /// Reads the editions that are not as the index knows them, and forgets those that are gone. `watch` hears how many of them were read,
    /// and of how many, and stops it by `false`; what was committed until then remains.
    pub(super) fn update(&mut self, survey: &Survey, watch: &(dyn Fn(usize, usize) -> bool + Sync)) -> Result<Updated, IndexFault> {
        let known = &self.known.editions;
        let stale: Vec<&FoundFile> =
            survey.editions.iter().filter(|file| !known.get(&file.name).is_some_and(|known| known.stamp.knows(file))).collect();
        let there: HashSet<&str> = survey.editions.iter().map(|file| file.name.as_str()).collect();
        let gone: Vec<String> = known.keys().filter(|name| !there.contains(name.as_str())).cloned().collect();
        let mut notes = Vec::new();
        if !stale.is_empty() || !gone.is_empty() {
            match self.write(&stale, &gone, watch) {
                Ok(true) => {}
                Ok(false) => return Ok(Updated::Stopped),
                Err(IndexFault::Busy) => notes.push(SearchNote::IndexBusy),
                Err(IndexFault::System(problem)) => notes.push(SearchNote::IndexNotWritten(problem)),
                Err(damaged @ IndexFault::Damaged(_)) => return Err(damaged),
            }
        }
        let unreadable = self.known.editions.values().filter(|edition| edition.is_unreadable).count();
        notes.extend((unreadable > 0).then_some(SearchNote::Unreadable(unreadable)));
        Ok(Updated::Done(notes))
    }

    /// Writes what these editions have, and forgets others; false where it was stopped.
    pub(super) fn write(
        &mut self,
        stale: &[&FoundFile],
        gone: &[String],
        watch: &(dyn Fn(usize, usize) -> bool + Sync),
    ) -> Result<bool, IndexFault> {
        let threads = match stale.len() <= AT_ONCE {
            true => 1,
            false => std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS),
        };
        let mut writer: IndexWriter = self.index.writer_with_num_threads(threads, threads * MEMORY)?;
        // What a writer left that died would be in the way of files that are called the same.
        writer.garbage_collect_files().wait()?;
        // Somebody else may have written it since it was opened.
        self.known = known(&self.index)?.unwrap_or_default();
        for name in gone {
            writer.delete_term(self.fields.of_edition(name));
            self.known.editions.remove(name);
        }
        let mut read = 0;
        for files in stale.chunks(AT_ONCE) {
            if !watch(read, stale.len()) {
                return Ok(false);
            }
            self.put(&mut writer, files)?;
            read += files.len();
        }
        if stale.is_empty() {
            self.put(&mut writer, &[])?;
        }
        writer.wait_merging_threads()?;
        Ok(true)
    }

    /// Puts editions into the index, and commits them.
    fn put(&mut self, writer: &mut IndexWriter, files: &[&FoundFile]) -> Result<(), IndexFault> {
        let fields = self.fields;
        let read: Vec<(KnownEdition, Vec<TantivyDocument>)> = files.par_iter().map(|file| documents(file, &fields)).collect();
        for (file, (known, documents)) in files.iter().zip(read) {
            writer.delete_term(fields.of_edition(&file.name));
            for document in documents {
                writer.add_document(document)?;
            }
            self.known.editions.insert(file.name.clone(), known);
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(&self.known).unwrap_or_default());
        commit.commit()?;
        Ok(())
    }

    /// What is in the index now.
    pub(super) fn searcher(&self) -> Result<Searcher, IndexFault> {
        let reader = self.index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(reader.searcher())
    }
}

/// What an index knows; nothing where it is none of this program. One that was never committed to knows nothing yet.
fn known(index: &Index) -> Result<Option<Known>, IndexFault> {
    let metas = index.load_metas()?;
    Ok(match metas.payload {
        Some(text) => serde_json::from_str(&text).ok(),
        None => metas.segments.is_empty().then(Known::default),
    })
}

/// Reads an edition. Of one that cannot be read that is known.
fn documents(file: &FoundFile, fields: &Fields) -> (KnownEdition, Vec<TantivyDocument>) {
    let stamp = Stamp::now(file);
    match store::load(&file.path) {
        Ok(edition) => {
            let documents = entries(&edition, &file.name).iter().map(|entry| fields.document(entry)).collect();
            (KnownEdition { stamp, is_unreadable: false }, documents)
        }
        // A house style beside the editions is none.
        Err(LoadError::Syntax { .. }) if HouseStyle::load(&file.path).is_ok() => (KnownEdition { stamp, is_unreadable: false }, Vec::new()),
        Err(_) => (KnownEdition { stamp, is_unreadable: true }, Vec::new()),
    }
}

/// Removes the files of an index, but for the lock that is held on it.
fn clear(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_file() && !path.ends_with(&INDEX_WRITER_LOCK.filepath) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
