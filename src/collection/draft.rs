//! The first draft of an issue's raw pages.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::issue::Issue;
use crate::clean::clean;
use crate::edit::{Edit, Field, apply};
use crate::edition::Edition;
use crate::import::{Choices, ImportError, ImportWarning, ImportedFiles, LeftOut, PageFile, import_files, raw_files};
use crate::page::Page;
use crate::style::HouseStyle;

/// The first draft of an issue.
#[derive(Debug)]
pub struct Draft {
    /// The draft, with the issue's paper and day in its masthead.
    pub edition: Edition,
    /// Other files of its pages, which may be witnesses.
    pub others: Vec<PathBuf>,
    /// What was nearly right in the raw pages.
    pub warnings: Vec<ImportWarning>,
    /// The files that were left out.
    pub left_out: Vec<LeftOut>,
}

/// Makes the first draft of an issue's raw pages. `take` hears of each file and its pages, and stops it by `false`, as where they are too
/// much for one edition; then nothing comes of it.
///
/// # Errors
/// None of the pages can be read.
pub fn draft(
    issue: &Issue,
    choices: &Choices,
    style: &HouseStyle,
    take: impl FnMut(&Path, &[Arc<Page>]) -> bool,
) -> Result<Option<Draft>, ImportError> {
    let paths: Vec<PathBuf> = issue.raw.iter().filter(|page| !page.is_image_alone()).flat_map(|page| page.files.clone()).collect();
    let files: Vec<PageFile> = raw_files(&paths, |path| ImportError::Empty { path })?;
    let Some(ImportedFiles { pages, others, warnings, left_out, .. }) = import_files(&files, choices.clone(), take)? else {
        return Ok(None);
    };
    let mut edition = clean(&pages, style);
    issue.tell_masthead(&mut edition);
    Ok(Some(Draft { edition, others, warnings, left_out }))
}

impl Issue {
    /// Puts the issue's paper and day, where they are known, into the masthead of its first draft.
    pub fn tell_masthead(&self, edition: &mut Edition) {
        for (field, value) in [(Field::PaperTitle, self.paper.clone()), (Field::Date, self.day.map(|day| day.to_string()))] {
            if value.is_some() {
                // A field takes any text.
                let _ = apply(edition, &Edit::SetField { field, value });
            }
        }
    }
}
