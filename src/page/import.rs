//! Reading raw pages from files.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{Decoded, Encoding, Page, Source, decode, sources};

/// The largest file that is read as one page, in bytes. A newspaper page holds some tens of kilobytes.
pub const MAX_PAGE_BYTES: u64 = 16 * 1024 * 1024;

/// Why a file could not be read as a page.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file could not be read.
    #[error("{path}: cannot be read ({error}); check the name and the permissions")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is larger than [`MAX_PAGE_BYTES`].
    #[error("{path}: {megabytes} MB is more than a page can be (at most 16 MB); split the file into its pages")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in millions of bytes.
        megabytes: u64,
    },
    /// The file holds no text.
    #[error("{path}: there is no text in this file; choose a file of raw OCR text")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else than text.
    #[error("{path}: byte {offset} and others are not text in {encoding:?}; choose a text file, or another encoding")]
    NotText {
        /// The file.
        path: PathBuf,
        /// The encoding that was tried.
        encoding: Encoding,
        /// The first byte that cannot be text, counted from 0.
        offset: usize,
    },
    /// The file is XML, but of no kind that holds a page.
    #[error("{path}: <{root}> is no page; choose a file of hOCR, ALTO, PAGE or plain text, or a METS that lists such files")]
    OtherXml {
        /// The file.
        path: PathBuf,
        /// Its first element.
        root: String,
    },
    /// Elements nest deeper than those of any page.
    #[error("{path}:{line}:{column}: elements are nested too deep for a page; the file is damaged, or made to do harm")]
    TooDeep {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
    },
    /// There are more elements than any page has.
    #[error("{path}: there are more elements in this file than a page can have; split it into its pages")]
    TooMany {
        /// The file.
        path: PathBuf,
    },
    /// None of the files that a METS lists is a page that can be read.
    #[error("{path}: none of the files it lists was read{}; put the pages where it says they are", why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default())]
    NoneListed {
        /// The file.
        path: PathBuf,
        /// Why the last was not.
        why: Option<String>,
    },
}

/// Reads a file as a page: the first, where it holds several. `encoding` overrides detection.
///
/// # Errors
/// As [`import_pages`](super::import_pages).
pub fn import_file(path: &Path, encoding: Option<Encoding>) -> Result<Page, ImportError> {
    let pages = sources::import_pages(path, encoding)?.pages;
    pages.into_iter().next().ok_or_else(|| ImportError::Empty { path: path.to_owned() })
}

/// The bytes of a file that is no larger than a page can be.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, ImportError> {
    let unreadable = |error| ImportError::Unreadable { path: path.to_owned(), error };
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > MAX_PAGE_BYTES {
        return Err(ImportError::TooLarge { path: path.to_owned(), megabytes: size / 1_000_000 });
    }
    // A file may grow while it is read, and some (pipes) tell no size.
    let mut bytes = Vec::new();
    file.take(MAX_PAGE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_PAGE_BYTES {
        return Err(ImportError::TooLarge { path: path.to_owned(), megabytes: bytes.len() as u64 / 1_000_000 });
    }
    Ok(bytes)
}

/// Reads bytes as a page of plain text, under the name of `path`.
///
/// # Errors
/// The bytes are empty or no text.
pub fn import_bytes(path: &Path, bytes: &[u8], encoding: Option<Encoding>) -> Result<Page, ImportError> {
    text_page(path, bytes, decode(bytes, encoding))
}

/// Decoded bytes as a page of plain text.
pub(super) fn text_page(path: &Path, bytes: &[u8], decoded: Decoded) -> Result<Page, ImportError> {
    if decoded.text.chars().all(super::is_blank) {
        return Err(ImportError::Empty { path: path.to_owned() });
    }
    // A picture or an archive read as text is mostly control characters and places that cannot be read.
    let odd = decoded.malformed + decoded.text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd * 12 > decoded.text.chars().count() {
        let offset = bytes.iter().position(|b| *b < 9 || *b > 126).unwrap_or(0);
        return Err(ImportError::NotText { path: path.to_owned(), encoding: decoded.encoding, offset });
    }
    Ok(Page::new(source(path, bytes, decoded.encoding), &decoded.text))
}

/// The source of a page: its file's name, and what identifies its bytes.
pub(super) fn source(path: &Path, bytes: &[u8], encoding: Encoding) -> Source {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Source { file, sha256: hex(&Sha256::digest(bytes)), encoding }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_its_source() {
        let page = import_bytes(Path::new("/x/page-2.txt"), "甲\n".as_bytes(), None);
        let source = page.as_ref().map(|page| page.source().clone()).ok();
        assert_eq!(source.as_ref().map(|s| s.file.as_str()), Some("page-2.txt"));
        // printf '甲\n' | sha256sum
        assert_eq!(source.map(|s| s.sha256.len()), Some(64));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let picture: Vec<u8> = (0u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(matches!(import_bytes(Path::new("a.png"), &picture, None), Err(ImportError::NotText { .. })));
        assert!(matches!(import_bytes(Path::new("a.txt"), b" \n\0", None), Err(ImportError::Empty { .. })));
        assert!(matches!(import_file(Path::new("/nowhere/a.txt"), None), Err(ImportError::Unreadable { .. })));
    }
}
