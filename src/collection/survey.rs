//! What lies in the folder of a collection: editions and raw pages, by their names, sizes and times. No file is opened.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, DirEntry, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::CollectionError;
use super::settings::SETTINGS_FILE;
use crate::import::{may_be_page, natural_key};
use crate::store::lock::{is_lock, lock_name};
use crate::store::{EXPORT_LIST, is_edition};

/// How deep folders may lie in the collection's: a year, a month, a day.
pub(crate) const DEEPEST: usize = 4;

/// A house style that lies beside the editions is none.
const HOUSE_STYLE: &str = "house-style.ron";

/// A file of the collection.
#[derive(Clone, Debug)]
pub(crate) struct FoundFile {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its path below the collection's folder, with `/` between folders.
    pub(crate) name: String,
    /// Its size in bytes.
    pub(crate) size: u64,
    /// When it was written last.
    pub(crate) modified: Option<SystemTime>,
    /// Whether a file beside it says that somebody has it open, which may be of a dead process.
    pub(crate) may_be_held: bool,
}

impl FoundFile {
    /// Its name without what it ends in.
    pub(crate) fn stem(&self) -> &str {
        let file = self.name.rfind('/').map_or(0, |at| at + 1);
        let end = self.name.get(file..).and_then(|name| name.rfind('.')).filter(|at| *at > 0);
        end.and_then(|end| self.name.get(..file + end)).unwrap_or(&self.name)
    }

    /// Whether the file still has the size and the time that it was found with.
    pub(crate) fn is_same_now(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|found| (found.len(), found.modified().ok()) == (self.size, self.modified))
    }
}

/// The files of a collection, in the order of their names with numbers counted as numbers.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub(crate) editions: Vec<FoundFile>,
    pub(crate) raw: Vec<FoundFile>,
}

impl Survey {
    /// Looks at a folder and those in it, but for hidden ones and those that exports were written to. A folder in it that cannot be read
    /// is passed over, as another's may be.
    pub(crate) fn of(folder: &Path) -> Result<Survey, CollectionError> {
        let mut survey = Survey::default();
        survey.look(folder, "", 0).map_err(|error| CollectionError::Unreadable { path: folder.to_owned(), error })?;
        for files in [&mut survey.editions, &mut survey.raw] {
            files.sort_by_cached_key(|file| natural_key(&file.name));
        }
        Ok(survey)
    }

    fn look(&mut self, folder: &Path, below: &str, depth: usize) -> std::io::Result<()> {
        let entries: Vec<DirEntry> = fs::read_dir(folder)?.flatten().collect();
        if entries.iter().any(|entry| entry.file_name() == EXPORT_LIST) {
            return Ok(());
        }
        let locks: HashSet<OsString> = entries.iter().map(DirEntry::file_name).filter(|name| is_lock(Path::new(name))).collect();
        for entry in entries {
            let own = entry.file_name();
            let name = own.to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            // Links lead to files, but into no other folder.
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            let Ok(found) = (if is_link { fs::metadata(entry.path()) } else { entry.metadata() }) else { continue };
            let name = format!("{below}{name}");
            if found.is_dir() {
                if !is_link && depth < DEEPEST {
                    let _ = self.look(&entry.path(), &format!("{name}/"), depth + 1);
                }
            } else if found.is_file() {
                let may_be_held = is_link || locks.contains(&OsString::from(lock_name(&own)));
                self.take(entry.path(), name, &found, may_be_held);
            }
        }
        Ok(())
    }

    fn take(&mut self, path: PathBuf, name: String, found: &Metadata, may_be_held: bool) {
        let is_own = path.file_name().is_some_and(|own| own == SETTINGS_FILE || own == HOUSE_STYLE);
        let file = FoundFile { name, size: found.len(), modified: found.modified().ok(), may_be_held, path };
        match () {
            () if is_own => {}
            () if is_edition(&file.path) => self.editions.push(file),
            () if may_be_page(&file.path) => self.raw.push(file),
            () => {}
        }
    }
}
