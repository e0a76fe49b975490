//! Reading raw pages from files.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{Encoding, Page, Source, decode};

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
}

/// Reads a file as a page. `encoding` overrides detection.
///
/// # Errors
/// The file cannot be read, is larger than [`MAX_PAGE_BYTES`], is empty, or is no text.
pub fn import_file(path: &Path, encoding: Option<Encoding>) -> Result<Page, ImportError> {
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
    import_bytes(path, &bytes, encoding)
}

/// Reads bytes as a page, under the name of `path`; otherwise as [`import_file`].
///
/// # Errors
/// The bytes are empty or no text.
pub fn import_bytes(path: &Path, bytes: &[u8], encoding: Option<Encoding>) -> Result<Page, ImportError> {
    let decoded = decode(bytes, encoding);
    if decoded.text.chars().all(super::is_blank) {
        return Err(ImportError::Empty { path: path.to_owned() });
    }
    // A picture or an archive read as text is mostly control characters and places that cannot be read.
    let odd = decoded.malformed + decoded.text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd * 12 > decoded.text.chars().count() {
        let offset = bytes.iter().position(|b| *b < 9 || *b > 126).unwrap_or(0);
        return Err(ImportError::NotText { path: path.to_owned(), encoding: decoded.encoding, offset });
    }
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = Source { file, sha256: hex(&Sha256::digest(bytes)), encoding: decoded.encoding };
    Ok(Page::new(source, &decoded.text))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The label of a page, from its file's name: `page-3.raw.txt` is `3版`, `A02.txt` is `A02版`, `2022-03-28-4.txt` is `4版`. Where the
/// name has no number that can be a page's, the page is labelled by its `position`, counted from 1.
pub fn page_label(file: &str, position: usize) -> String {
    let stem = file.split('.').next().unwrap_or(file);
    let stem = stem.strip_suffix('版').unwrap_or(stem);
    let rest = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = stem.strip_prefix(rest).unwrap_or_default();
    let before = rest.chars().next_back();
    match number.parse::<u32>() {
        Ok(value) if number.len() <= 3 && value > 0 => match before {
            Some(letter @ 'A'..='H') => format!("{letter}{number}版"),
            _ => format!("{value}版"),
        },
        _ => format!("{position}版"),
    }
}

/// The files of a folder that can be pages: text files that are not hidden, in the order of their names with numbers counted as
/// numbers (`page-2` before `page-10`).
///
/// # Errors
/// The folder cannot be read.
pub fn page_files(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let unreadable = |error| ImportError::Unreadable { path: folder.to_owned(), error };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_text = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("txt"));
        if path.is_file() && is_text && !name.starts_with('.') {
            files.push((natural_key(&name), path));
        }
    }
    files.sort();
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// The raw files that paths stand for, in order: files as they are, folders by the pages in them. `no_pages` says what a folder without
/// pages is.
///
/// # Errors
/// A folder cannot be read, or has no pages.
pub fn raw_files<E: From<ImportError>>(paths: &[PathBuf], no_pages: impl Fn(PathBuf) -> E) -> Result<Vec<PathBuf>, E> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let found = page_files(path)?;
        if found.is_empty() {
            return Err(no_pages(path.clone()));
        }
        files.extend(found);
    }
    Ok(files)
}

/// A name with its runs of digits padded, so that they sort as numbers.
fn natural_key(name: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for c in name.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !digits.is_empty() {
                key.push_str(&format!("{digits:0>20}"));
                digits.clear();
            }
            key.push(c);
        }
    }
    if digits.is_empty() { key } else { key + &format!("{digits:0>20}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_from_names() {
        let cases = [
            ("page-3.raw.txt", "3版"),
            ("001.raw.txt", "1版"),
            ("2022-03-28-4.txt", "4版"),
            ("A02.txt", "A02版"),
            ("12版.txt", "12版"),
            ("lvliang.raw.txt", "7版"),
            ("20220328.txt", "7版"),
            ("晚报.txt", "7版"),
            ("", "7版"),
        ];
        for (name, label) in cases {
            assert_eq!(page_label(name, 7), label, "{name}");
        }
    }

    #[test]
    fn names_sort_by_their_numbers() {
        let mut names = ["page-10.txt", "page-2.txt", "page-1.txt", "a.txt"];
        names.sort_by_key(|name| natural_key(name));
        assert_eq!(names, ["a.txt", "page-1.txt", "page-2.txt", "page-10.txt"]);
    }

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
