//! Whether the raw files that an edition was made from are still what they were.

use std::io::{self, ErrorKind};
use std::path::{Component, Path};

use super::disk::{Disk, SystemDisk, folder_of};
use super::fingerprint::sha256;
use crate::edition::Edition;
use crate::import::MAX_PAGE_BYTES;

/// What became of the raw file of a page.
#[derive(Debug)]
pub enum SourceState {
    /// It lies beside the edition, byte for byte as it was.
    Same,
    /// A file of its name lies beside the edition, and its bytes are others.
    Changed,
    /// There is none of its name beside the edition, or its name is none of a file there.
    Absent,
    /// It cannot be read.
    Unreadable(io::Error),
}

/// Looks at the raw file of each page, in the folder of the edition's file and nowhere else.
pub fn sources(edition: &Edition, path: &Path) -> Vec<SourceState> {
    edition.pages().iter().map(|page| state(folder_of(path), &page.source().file, &page.source().sha256)).collect()
}

fn state(folder: &Path, file: &str, sha: &str) -> SourceState {
    // A name that an edition's file brings along leads nowhere else.
    let mut parts = Path::new(file).components();
    if !matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None)) {
        return SourceState::Absent;
    }
    let path = folder.join(file);
    match SystemDisk.stat(&path) {
        Ok(stat) if !stat.is_file => SourceState::Absent,
        // So large a file was never read as a page.
        Ok(stat) if stat.size > MAX_PAGE_BYTES => SourceState::Changed,
        Ok(_) => match SystemDisk.read(&path) {
            Ok(bytes) if sha256(&bytes) == sha => SourceState::Same,
            Ok(_) => SourceState::Changed,
            Err(error) => SourceState::Unreadable(error),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => SourceState::Absent,
        Err(error) => SourceState::Unreadable(error),
    }
}
