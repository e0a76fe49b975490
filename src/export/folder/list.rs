//! The list of what exports wrote to a folder, in a file that lies there.
//!
//! A line of the list is JSON. A file is listed before it is written, so that an export that is cut off knows its own files again. When
//! all files of an edition are written, a line says of which state of it: an export of many that goes on where it stopped passes over those.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::export::Options;
use crate::reading::read_text;
use crate::store::disk::folder_of;
use crate::store::{EXPORT_LIST, sha256};
use crate::style::HouseStyle;

/// The longest list that is read, in bytes: some hundred thousand files.
const MAX_LIST: u64 = 64 * 1024 * 1024;

/// How many digits of a SHA-256 stand for an edition's file.
const EDITION_DIGITS: usize = 16;

/// Stands for an edition's file on one machine, and tells others nothing of where it lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EditionKey(String);

impl EditionKey {
    /// That of an edition's file.
    pub fn of(edition: &Path) -> EditionKey {
        // Of a file that is not there the folder may be.
        let in_folder = || Some(fs::canonicalize(folder_of(edition)).ok()?.join(edition.file_name()?));
        let path = fs::canonicalize(edition).ok().or_else(in_folder).unwrap_or_else(|| edition.to_owned());
        EditionKey(sha256(path.as_os_str().as_encoded_bytes()).chars().take(EDITION_DIGITS).collect())
    }
}

/// A line of the list.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ListLine {
    /// The editions that were exported together.
    Export { format: String, editions: BTreeSet<EditionKey> },
    /// A file, by its name below the folder with strokes between folders.
    File { name: String, sha256: String, format: String, edition: EditionKey },
    /// All files of an edition in this state are written.
    Whole { format: String, edition: EditionKey, state: ExportState },
}

/// Stands for all that an export of an edition comes of: its file as it is, the house style, the options, the version of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportState(String);

impl ExportState {
    /// That of an edition's file as it now is; nothing where that cannot be looked at.
    pub fn of(edition: &Path, style: &HouseStyle, options: &Options) -> Option<ExportState> {
        let found = fs::metadata(edition).ok()?;
        let modified = found.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
        let rules = serde_json::to_string(style).ok()?;
        let all = format!("{} {} {modified} {options:?} {rules}", env!("CARGO_PKG_VERSION"), found.len());
        Some(ExportState(sha256(all.as_bytes()).chars().take(EDITION_DIGITS).collect()))
    }
}

/// What is known of a file on the list.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct ListedExport {
    pub(super) format: String,
    pub(super) edition: EditionKey,
    /// What it may have been written with.
    pub(super) sha256: Vec<String>,
}

/// The list of what exports wrote to a folder.
#[derive(Default)]
pub(super) struct List {
    pub(super) exports: Vec<(String, BTreeSet<EditionKey>)>,
    pub(super) files: BTreeMap<String, ListedExport>,
    /// Of each format and edition the state of which all is written.
    pub(super) whole: BTreeMap<(String, EditionKey), ExportState>,
}

impl List {
    /// Reads the list of a folder. A line that cannot be read is none: the file it may have named is then nobody's.
    pub(super) fn read(folder: &Path) -> List {
        let path = folder.join(EXPORT_LIST);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        let text = if is_file { read_text(&path, MAX_LIST).unwrap_or_default() } else { String::new() };
        let mut list = List::default();
        for line in text.lines().filter_map(|line| serde_json::from_str(line).ok()) {
            list.add(line);
        }
        list
    }

    fn add(&mut self, line: ListLine) {
        match line {
            ListLine::Export { format, editions } => self.exports.push((format, editions)),
            ListLine::Whole { format, edition, state } => _ = self.whole.insert((format, edition), state),
            // A list may come from anywhere, and leads nowhere else.
            ListLine::File { name, .. } if !is_name_below(&name) => {}
            ListLine::File { name, sha256, format, edition } => {
                let new = ListedExport { format, edition, sha256: vec![sha256] };
                match self.files.get_mut(&name) {
                    Some(old) if old.format == new.format && old.edition == new.edition => old.sha256.extend(new.sha256),
                    _ => _ = self.files.insert(name, new),
                }
            }
        }
    }

    pub(super) fn text(&self) -> String {
        let exports = self.exports.iter().map(|(format, editions)| ListLine::Export { format: format.clone(), editions: editions.clone() });
        let files = self.files.iter().flat_map(|(name, listed)| {
            let line = |sha256: &String| ListLine::File {
                name: name.clone(),
                sha256: sha256.clone(),
                format: listed.format.clone(),
                edition: listed.edition.clone(),
            };
            listed.sha256.iter().map(line)
        });
        let whole = self.whole.iter().map(|((format, edition), state)| ListLine::Whole {
            format: format.clone(),
            edition: edition.clone(),
            state: state.clone(),
        });
        exports.chain(files).chain(whole).filter_map(|line| serde_json::to_string(&line).ok()).map(|line| line + "\n").collect()
    }
}

/// Whether a name on a list is that of a file below its folder, as this program writes it.
fn is_name_below(name: &str) -> bool {
    Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) && !name.chars().any(char::is_control)
}
