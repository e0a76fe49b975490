//! The source of a page, where it still lies beside what was made of it.

use std::path::{Path, PathBuf};

use super::{decode, read_bytes, source};
use crate::page::{Encoding, Page};

/// The text of the file that a page was read from, where it lies beside another file, or in a folder beside it, and has not changed since.
pub fn source_beside(file: &Path, page: &Page) -> Option<String> {
    let name = &page.source().file;
    let name = name.rsplit_once('#').filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(name.as_str(), |(name, _)| name);
    let folder = file.parent().unwrap_or(Path::new(""));
    let beside = std::iter::once(folder.join(name));
    // A METS lists pages in folders of their own.
    let folders = std::fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).into_iter().flatten().flatten();
    let within = folders.map(|entry| entry.path().join(name)).take(256);
    let same = |path: PathBuf| {
        let bytes = read_bytes(&path).ok()?;
        let found = source(&path, &bytes, page.source().encoding);
        // What was no text, such as a PDF, has none to be changed.
        let is_text = page.source().encoding != Encoding::UTF_8 || !bytes.contains(&0);
        (is_text && found.sha256 == page.source().sha256).then(|| as_it_was_read(&bytes, page.source().encoding))
    };
    beside.chain(within).find_map(same)
}

/// Bytes as the text that was read of them. A mixed file is in its encoding only for the most part.
fn as_it_was_read(bytes: &[u8], encoding: Encoding) -> String {
    let detected = decode(bytes, None);
    if detected.encoding == encoding { detected.text } else { decode(bytes, Some(encoding)).text }
}
