//! A search in the editions of a collection, as the desk shows it.

use std::path::PathBuf;
use std::sync::Arc;

use image::RgbImage;

use crate::search::{Found, Hit};

/// What is typed, and how it is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchRequest {
    /// What is typed.
    pub text: String,
    /// Whether raw text is searched too.
    pub raw: bool,
}

/// A search in a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CollectionSearch {
    /// The collection's folder.
    pub folder: PathBuf,
    /// What was asked for last.
    pub asked: SearchRequest,
    /// Whether a search is running, which may be one that was asked for before.
    pub is_running: bool,
    /// What came of the search, and of which one: hits, or why there are none in words.
    pub outcome: Option<(SearchRequest, Result<Found, String>)>,
    /// The hit whose line is to be shown as the page has it.
    pub shown: Option<Landing>,
    /// Whether a line is being cut out of its page, which may be that of another hit.
    pub is_cutting: bool,
    /// The image of a hit's line, if there is one.
    pub line: Option<(Landing, Option<Arc<RgbImage>>)>,
}

impl CollectionSearch {
    /// The hits for what was asked for last, if they are known; else those of the search before, which stand until others come.
    pub fn hits(&self) -> &[Hit] {
        match &self.outcome {
            Some((_, Ok(found))) => &found.hits,
            Some((_, Err(_))) | None => &[],
        }
    }

    /// The image of a hit's line, if it has one and that is known.
    pub fn line_of(&self, landing: &Landing) -> Option<&Arc<RgbImage>> {
        self.line.as_ref().filter(|(of, _)| of == landing).and_then(|(_, image)| image.as_ref())
    }

    /// Whether what is shown is what a request comes to.
    pub fn is_of(&self, request: &SearchRequest) -> bool {
        self.outcome.as_ref().is_some_and(|(of, _)| of == request)
    }
}

/// A place in an edition that is gone to once it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// The edition's file.
    pub edition: PathBuf,
    /// The place, in what was found there.
    pub found: crate::find::Match,
}

impl Landing {
    /// The place of a hit.
    pub fn of(hit: &Hit) -> Landing {
        let found = crate::find::Match { block: hit.block, from: hit.range.0, to: hit.range.1 };
        Landing { edition: hit.edition.clone(), found }
    }
}
