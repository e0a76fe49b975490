//! What can be saved of an edition's file that is broken: raw pages and every article that can be read.
//!
//! Edition files stand line by line: a block, a raw line, a field each. So a damaged place costs the lines it is in ([`scan`]), and
//! not the file. What is [`found`] is put together ([`assemble`]) so that the ledger balances: text whose provenance cannot be trusted
//! counts as added, and raw characters that no text comes from any more are set aside. Rounds and comments ([`proofreading`]) come last: they
//! stand on the text.

mod assemble;
mod found;
mod proofreading;
mod scan;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, SystemDisk};
use super::{LoadError, MAX_EDITION_BYTES};
use crate::edition::Edition;
use crate::explained::{Arguments, Explained, in_spoken_language, of_file};
use crate::locale::Locale;
use crate::page::Page;

/// Why nothing can be saved of a file.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum SalvageError {
    /// The file cannot be read, is too large, or is of a newer format.
    Load(#[from] LoadError),
    /// There is neither a page nor an article in it.
    Nothing {
        /// The file.
        path: PathBuf,
    },
}

impl Explained for SalvageError {
    fn key(&self) -> &'static str {
        match self {
            SalvageError::Load(error) => error.key(),
            SalvageError::Nothing { .. } => "error-nothing-saved",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            SalvageError::Load(error) => error.arguments(locale),
            SalvageError::Nothing { path } => vec![of_file(path)],
        }
    }
}

/// An edition that was put together again, and what was lost.
#[derive(Debug)]
pub struct Salvaged {
    /// The edition. Its ledger balances.
    pub edition: Edition,
    /// What could be read and what could not.
    pub report: Report,
}

/// What could be read of a broken file and what could not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Raw pages that were found.
    pub pages: usize,
    /// Articles that were found.
    pub articles: usize,
    /// Blocks that were found, furniture and matter set aside included.
    pub blocks: usize,
    /// Lines of the file that could not be read, or only in part.
    pub damaged: usize,
    /// Blocks whose text is no longer known to come from the raw pages, and counts as added.
    pub unproven: usize,
    /// Pages whose raw text is not what was read from their files, and for which no raw file was given.
    pub altered: usize,
    /// Raw characters that stood in an article, or in a line that was lost, and are set aside now; blanks are not counted.
    pub set_aside: usize,
    /// Comments that were found.
    pub comments: usize,
    /// Rounds of which it is no longer known what they changed.
    pub untold: usize,
}

/// Saves what can be saved of the file at `path`. Pages whose raw text is damaged or missing in it are taken from `raw`, where that has
/// them, by their names.
///
/// # Errors
/// Nothing can be read of it.
pub fn salvage(path: &Path, raw: &[Arc<Page>]) -> Result<Salvaged, SalvageError> {
    let unreadable = |error| LoadError::Unreadable { path: path.to_owned(), error };
    let size = SystemDisk.stat(path).map_err(unreadable)?.size;
    if size > MAX_EDITION_BYTES {
        return Err(LoadError::TooLarge { path: path.to_owned(), megabytes: size / 1_000_000 }.into());
    }
    let bytes = SystemDisk.read(path).map_err(unreadable)?;
    salvage_bytes(path, &bytes, raw)
}

/// As [`salvage`], of any bytes; `path` is named in errors.
///
/// # Errors
/// As [`salvage`].
pub fn salvage_bytes(path: &Path, bytes: &[u8], raw: &[Arc<Page>]) -> Result<Salvaged, SalvageError> {
    let found = scan::scan(&String::from_utf8_lossy(bytes));
    if let Some(version) = found.version.filter(|version| *version > super::FORMAT_VERSION) {
        return Err(LoadError::Newer { path: path.to_owned(), version }.into());
    }
    if found.pages.is_empty() && found.articles.is_empty() && found.furniture.is_empty() && found.set_aside.is_empty() {
        return Err(SalvageError::Nothing { path: path.to_owned() });
    }
    Ok(assemble::assemble(found, raw))
}
