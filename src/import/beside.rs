//! The source of a page, where it still lies beside what was made of it.

use std::path::{Path, PathBuf};

use super::{decode, read_bytes, source};
use crate::page::{Encoding, Page};

/// In how many folders in a folder files are looked for.
const MAX_FOLDERS: usize = 256;

/// The text of the file that a page was read from, where it lies beside another file, in a folder there, or in a folder beside that, and
/// has not changed since.
pub fn source_beside(file: &Path, page: &Page) -> Option<String> {
    let bytes = source_bytes_beside(file, page)?;
    // What was no text, such as a PDF, has none to be changed.
    let is_text = page.source().encoding != Encoding::UTF_8 || !bytes.contains(&0);
    is_text.then(|| as_it_was_read(&bytes, page.source().encoding))
}

/// The bytes of the same file.
pub fn source_bytes_beside(file: &Path, page: &Page) -> Option<Vec<u8>> {
    let name = page.source().file_name();
    let folder = file.parent().unwrap_or(Path::new(""));
    let beside = std::iter::once(folder.join(name));
    let round = std::iter::once_with(|| folders_in(folder).into_iter().chain(folders_beside(folder))).flatten();
    let same = |path: PathBuf| {
        let bytes = read_bytes(&path).ok()?;
        let found = source(&path, &bytes, page.source().encoding);
        (found.sha256 == page.source().sha256).then_some(bytes)
    };
    beside.chain(round.map(|folder| folder.join(name))).find_map(same)
}

/// Bytes as the text that was read of them. A mixed file is in its encoding only for the most part.
fn as_it_was_read(bytes: &[u8], encoding: Encoding) -> String {
    let detected = decode(bytes, None);
    if detected.encoding == encoding { detected.text } else { decode(bytes, Some(encoding)).text }
}

/// The folders in a folder, in the order of their names, as many as are looked into. A METS lists pages in folders of their own.
pub(crate) fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = entries.filter(|entry| entry.is_dir()).take(MAX_FOLDERS).collect();
    folders.sort();
    folders
}

/// The folders beside a folder, likewise: a METS may lie in one of its own too.
pub(crate) fn folders_beside(folder: &Path) -> Vec<PathBuf> {
    folders_in(&folder.join(".."))
}
