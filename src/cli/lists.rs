//! The lists of a collection: checking by them, learning from what was corrected, and taking over lists of Guiguts.

use std::path::Path;

use super::terminal::{self, Progress, complain};
use super::{Failure, words};
use crate::collection::{Collection, lists};
use crate::explained::{named, of_file};
use crate::style::HouseStyle;

/// A house style with the lists of the collection that an edition belongs to, if it belongs to one.
pub(super) fn style_for(style: HouseStyle, edition: &Path) -> HouseStyle {
    match lists::folder_of(edition) {
        Some(folder) => style_in(style, &folder),
        None => style,
    }
}

/// A house style with the lists in a folder. What is wrong with them is told.
pub(super) fn style_in(style: HouseStyle, folder: &Path) -> HouseStyle {
    let (style, warnings) = lists::style_in(style, folder);
    warnings.iter().for_each(|warning| complain(&warning.to_string()));
    style
}

/// Counts what was corrected in the editions of a collection.
pub(super) fn learn(collection: &Collection) -> Result<(), Failure> {
    let progress = Progress::new();
    let watch = |done: usize, all: usize| {
        progress.tell("cli-lists-learning", &[named("done", done), named("all", all)]);
        true
    };
    let learnt = lists::learn(collection.folder(), &collection.edition_files(), &watch).map_err(Failure::unusable)?;
    drop(progress);
    let Some(learnt) = learnt else { return Ok(()) };
    learnt.faults.iter().for_each(|fault| complain(&fault.to_string()));
    let said = words::with("cli-lists-learnt", &learnt.counts());
    if learnt.faults.is_empty() { terminal::print(format!("{said}\n")) } else { Err(Failure::in_part(learnt.editions, said)) }
}

/// Takes a list of Guiguts over. Rules that cannot be taken over are told, which is usual and no fault.
pub(super) fn import(scannos: &Path, folder: &Path) -> Result<(), Failure> {
    if !folder.is_dir() {
        return Err(Failure::unusable_for("cli-lists-no-folder", &[of_file(folder)]));
    }
    let imported = lists::import_scannos(scannos, folder).map_err(Failure::unusable)?;
    imported.skipped.iter().for_each(|skipped| complain(&skipped.to_string()));
    terminal::print(format!("{}\n", words::with("cli-lists-imported", &imported.counts())))
}
