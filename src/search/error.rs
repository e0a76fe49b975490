//! Why a collection could not be searched, and what is to be said of a search besides.

use std::path::PathBuf;

use super::query::QueryFault;
use crate::collection::CollectionError;
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file};
use crate::locale::Locale;

/// Why a collection could not be searched.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum SearchError {
    /// What was typed is no query.
    Query(#[from] QueryFault),
    /// The folder cannot be looked at.
    Folder(#[from] CollectionError),
    /// There is no index, and none can be made; or it is damaged, and cannot be made anew.
    Index {
        /// The index's folder.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

impl Explained for SearchError {
    fn key(&self) -> &'static str {
        match self {
            SearchError::Query(fault) => fault.key(),
            SearchError::Folder(error) => error.key(),
            SearchError::Index { .. } => "error-search-index",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            SearchError::Query(fault) => fault.arguments(locale),
            SearchError::Folder(error) => error.arguments(locale),
            SearchError::Index { path, problem } => vec![of_file(path), named("what", problem)],
        }
    }
}

/// What is to be said of a search that came to something all the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum SearchNote {
    /// The index was damaged, half written or of another version: all editions were read again.
    IndexMadeAnew,
    /// Another program is just bringing the index up to date: what it knows already was searched.
    IndexBusy,
    /// The index cannot be written: what it knows was searched.
    IndexNotWritten(String),
    /// So many editions cannot be read, and were not searched.
    Unreadable(usize),
    /// Nothing was found, and so many issues have raw pages alone, which are not searched.
    NotDrafted(usize),
}

impl Explained for SearchNote {
    fn key(&self) -> &'static str {
        match self {
            SearchNote::IndexMadeAnew => "search-index-made-anew",
            SearchNote::IndexBusy => "search-index-busy",
            SearchNote::IndexNotWritten(_) => "search-index-not-written",
            SearchNote::Unreadable(_) => "search-unreadable",
            SearchNote::NotDrafted(_) => "search-not-drafted",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            SearchNote::IndexMadeAnew | SearchNote::IndexBusy => Vec::new(),
            SearchNote::IndexNotWritten(problem) => vec![named("what", problem)],
            SearchNote::Unreadable(count) | SearchNote::NotDrafted(count) => vec![("count", (*count).into())],
        }
    }
}
