//! What lies round an edition or a page on the disk: the files that its pages name.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::sha256;
use crate::import::image::{ENDINGS, ImageSearch};
use crate::import::{MAX_PAGE_BYTES, folders_beside, folders_in};
use crate::page::{Page, page_stem};
use crate::reading::read_regular;

/// Files by their names in small letters.
type FilesByName = HashMap<String, Vec<PathBuf>>;

/// What lies round a file, where its pages may have come from. A folder is listed once, however many files of it are read.
pub(super) struct Surroundings {
    /// In the folder of the file.
    here: FilesByName,
    /// In folders there.
    within: FilesByName,
    /// In folders beside that of the file.
    beside: FilesByName,
}

impl Surroundings {
    pub(super) fn of(folder: &Path) -> Surroundings {
        Surroundings { here: files_in([folder.to_owned()]), within: files_in(folders_in(folder)), beside: files_in(folders_beside(folder)) }
    }

    /// The files that pages name: those they were read from, and images of them. In folders beside there may be others of these names, and
    /// only those are meant that the pages were read from.
    pub(super) fn named_by(&self, pages: &[Arc<Page>]) -> Vec<PathBuf> {
        let sources: BTreeSet<String> = pages.iter().map(|page| page.source().file_name().to_lowercase()).collect();
        let images: BTreeSet<String> = pages.iter().flat_map(|page| image_names(page)).collect();
        let hashes: HashSet<&str> = pages.iter().map(|page| page.source().sha256.as_str()).collect();
        let was_read = |file: &&PathBuf| read_regular(file, MAX_PAGE_BYTES).is_ok_and(|bytes| hashes.contains(sha256(&bytes).as_str()));
        let here = sources.union(&images).filter_map(|name| self.here.get(name));
        let within = sources.iter().filter_map(|name| self.within.get(name));
        let beside = sources.iter().filter_map(|name| self.beside.get(name)).flatten().filter(was_read);
        here.chain(within).flatten().chain(beside).cloned().collect()
    }
}

/// What images of a page are called: as its source says, and like the page's own files, in small letters. Beside the one there may be
/// others of its name: the archive's own, a copy for reading.
fn image_names(page: &Page) -> Vec<String> {
    let name = ImageSearch::name_of(page);
    let stems = name.iter().map(|name| page_stem(Path::new(name))).chain([page_stem(Path::new(page.source().file_name()))]);
    let called = stems.filter(|stem| !stem.is_empty()).flat_map(|stem| ENDINGS.map(|end| format!("{stem}.{end}")));
    called.chain(name.clone()).map(|name| name.to_lowercase()).collect()
}

fn files_in(folders: impl IntoIterator<Item = PathBuf>) -> FilesByName {
    let mut files = FilesByName::new();
    for entry in folders.into_iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
        files.entry(entry.file_name().to_string_lossy().to_lowercase()).or_default().push(entry.path());
    }
    files
}
