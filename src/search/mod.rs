//! Searching the editions of a collection.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`query`] | what is looked for, as it is typed |
//! | `normal` | texts as they are compared: simplified, half width, small, without blanks |
//! | `terms` | the terms of a text: characters, pairs of them, words |
//! | `entry` | an edition as entries, one for each article |
//! | `fields` | the fields of the index |
//! | `index` | the index in `.stet-search`; never the truth |
//! | `lookup` | queries as the index carries them out |
//! | [`hit`] | what was found, and where |
//! | `line_image` | the image of the line that a hit stands on |
//!
//! A search brings the index up to date first: it reads what was written since. All of the work is here; whoever asks runs it where it
//! blocks nobody.

mod entry;
mod error;
mod fields;
pub mod hit;
mod index;
mod line_image;
mod lookup;
mod normal;
pub mod query;
mod terms;

use std::path::Path;

use tantivy::collector::{Count, TopDocs};

use crate::collection::{Collection, DEEPEST, IssueState, Survey};

pub use error::{SearchError, SearchNote};
pub use hit::{Context, Hit};
pub use line_image::line_image;
pub use query::{QueryFault, QueryProblem, SearchQuery};

use index::{IndexFault, OpenIndex, Updated, guarded, index_folder};

/// How a collection is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// Whether raw text is searched too, wherever the query does not say.
    pub raw: bool,
    /// How many hits are given at most.
    pub limit: usize,
}

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The hits, the best first.
    pub hits: Vec<Hit>,
    /// How many articles and blocks the index found in all; of raw text more than there are at times.
    pub count: usize,
    /// What is to be said besides.
    pub notes: Vec<SearchNote>,
}

/// Searches the editions of a collection, which are read first where the index does not know them. `watch` hears how many of these were
/// read, and of how many, and stops it by `false`; then nothing comes of it but what is in the index already.
///
/// # Errors
/// The folder cannot be looked at, or no index can be made in it.
pub fn search(
    collection: &Path,
    query: &SearchQuery,
    options: SearchOptions,
    watch: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Option<Found>, SearchError> {
    let survey = Survey::of(collection)?;
    let once = |open: Result<Option<OpenIndex>, IndexFault>| {
        let mut index = match open? {
            Some(index) => index,
            None => OpenIndex::make(collection)?,
        };
        match index.update(&survey, watch)? {
            Updated::Stopped => Ok(None),
            Updated::Done(notes) => look_up(collection, &index, query, options).map(|found| Some(Found { notes, ..found })),
        }
    };
    let found = match guarded(|| once(OpenIndex::open(collection))) {
        Err(IndexFault::Damaged(_)) => guarded(|| once(OpenIndex::make(collection).map(Some))).map(|found| {
            found.map(|mut found| {
                found.notes.insert(0, SearchNote::IndexMadeAnew);
                found
            })
        }),
        found => found,
    };
    let mut found = found.map_err(|fault| fault.in_folder(collection))?;
    if let Some(found) = found.as_mut().filter(|found| found.hits.is_empty() && !survey.raw.is_empty()) {
        found.notes.extend(not_drafted(collection, survey, watch));
    }
    Ok(found)
}

/// That issues are not searched since they have raw pages alone, if there are any.
fn not_drafted(collection: &Path, survey: Survey, watch: &(dyn Fn(usize, usize) -> bool + Sync)) -> Option<SearchNote> {
    let collection = Collection::surveyed(collection, survey, watch).ok()??;
    let count = collection.issues().iter().filter(|issue| issue.state == IssueState::Raw).count();
    (count > 0).then_some(SearchNote::NotDrafted(count))
}

/// Brings the index that an edition is in up to date, now that the edition was saved. Where there is none nothing is done: the first search
/// makes it. Where that cannot be done the next search does it.
pub fn note_saved(edition: &Path) {
    let folders = edition.ancestors().skip(1).take(DEEPEST + 1);
    let Some(collection) = folders.into_iter().find(|folder| index_folder(folder).is_dir()) else { return };
    let Ok(survey) = Survey::of(collection) else { return };
    let Some(file) = survey.editions.iter().find(|file| file.path == edition) else { return };
    // A fault is found again by the next search, which tells of it.
    let _ = guarded(|| match OpenIndex::open(collection)? {
        Some(mut index) => index.write(&[file], &[], &|_, _| true).map(drop),
        None => Ok(()),
    });
}

fn look_up(collection: &Path, index: &OpenIndex, query: &SearchQuery, options: SearchOptions) -> Result<Found, IndexFault> {
    let searcher = index.searcher()?;
    let lookup = lookup::lookup(query, &index.fields, options.raw);
    let (best, count) = searcher.search(&lookup, &(TopDocs::with_limit(options.limit.max(1)).order_by_score(), Count))?;
    let mut hits = Vec::with_capacity(best.len());
    for (_, address) in best {
        let entry = index.fields.entry(&searcher.doc(address)?);
        let entry = entry.ok_or_else(|| IndexFault::Damaged("an entry".to_owned()))?;
        hits.extend(hit::hit(collection, entry, query, options.raw));
    }
    Ok(Found { hits, count, notes: Vec::new() })
}

impl IndexFault {
    fn in_folder(self, collection: &Path) -> SearchError {
        let problem = match self {
            IndexFault::Damaged(problem) | IndexFault::System(problem) => problem,
            IndexFault::Busy => crate::explained::in_spoken_language(&SearchNote::IndexBusy),
        };
        SearchError::Index { path: index_folder(collection), problem }
    }
}

#[cfg(test)]
mod tests;
