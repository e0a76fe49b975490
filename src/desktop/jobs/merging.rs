//! Merging another's version of an edition.

use std::path::{Path, PathBuf};

use super::{EditionOutcome, Job, Jobs};
use crate::desktop::open::OpenEditionId;
use crate::edit::{Edit, EditName, Patch};
use crate::edition::Edition;
use crate::explained::{Arguments, Explained, named, of_file};
use crate::locale::{Language, Locale};
use crate::merge::{MergeError, MergeNote, hand_of, merge};
use crate::rounds::today;
use crate::store::{self, LoadError};

/// A version that was merged.
pub struct MergedVersion {
    /// The edit that makes the edition the merged one.
    pub edit: Edit,
    /// Whether it changes nothing.
    pub is_same: bool,
    /// In how many places both versions changed the same otherwise.
    pub conflicts: usize,
}

/// Why a version was not merged.
pub enum MergeFailure {
    /// A file is no edition that opens.
    Load(LoadError),
    /// The version of this file is none of the edition.
    Merge(PathBuf, MergeError),
}

impl Explained for MergeFailure {
    fn key(&self) -> &'static str {
        match self {
            MergeFailure::Load(error) => error.key(),
            MergeFailure::Merge(..) => "cli-of-file",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            MergeFailure::Load(error) => error.arguments(locale),
            MergeFailure::Merge(path, error) => vec![of_file(path), named("what", error.in_words(locale))],
        }
    }
}

impl Jobs {
    /// Reads the edition that two versions were made of, and the other version, and puts it together with ours.
    pub fn merge(&mut self, id: OpenEditionId, (ours, generation): (Edition, u64), (base, theirs): (PathBuf, PathBuf), language: Language) {
        self.of_edition(id, Job::Merge, move |_| EditionOutcome::Merged(generation, merged(&ours, (&base, &theirs), language)));
    }
}

fn merged(ours: &Edition, (base, path): (&Path, &Path), language: Language) -> Result<MergedVersion, MergeFailure> {
    let base = store::load(base).map_err(MergeFailure::Load)?;
    let theirs = store::load(path).map_err(MergeFailure::Load)?;
    let locale = Locale::load(language);
    let note = MergeNote { hand: hand_of(&theirs, &locale), date: today().to_string(), locale: &locale };
    let merged = merge(&base, ours, &theirs, &note).map_err(|error| MergeFailure::Merge(path.to_owned(), error))?;
    let restore = Edit::Restore(Box::new(Patch::between(ours, &merged.edition)));
    let edit = Edit::Batch { name: EditName::MergeVersion, edits: vec![restore] };
    Ok(MergedVersion { edit, is_same: merged.edition == *ours, conflicts: merged.conflicts.len() })
}
