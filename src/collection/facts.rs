//! What is known of an edition without opening it again.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::edition::{Edition, RoundKind, Status};
use crate::reader;
use crate::store::{self, LoadError, sha256};
use crate::style::HouseStyle;

/// How many digits of a SHA-256 tell house styles apart.
const STYLE_DIGITS: usize = 16;

/// How many digits of an edition's SHA-256 the index has.
const CONTENT_DIGITS: usize = 16;

/// Tells one house style, with the lists of the collection, from another, and what this version of the program makes of it from what another does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StyleStamp(String);

impl StyleStamp {
    /// That of a style.
    pub fn of(style: &HouseStyle) -> StyleStamp {
        let rules = serde_json::to_string(style).unwrap_or_default();
        let lists = serde_json::to_string(&style.lists).unwrap_or_default();
        let digits = sha256(format!("{} {rules} {lists}", env!("CARGO_PKG_VERSION")).as_bytes());
        StyleStamp(digits.chars().take(STYLE_DIGITS).collect())
    }
}

/// How many queries an edition had left when it was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CountedQueries {
    pub(super) count: usize,
    pub(super) style: StyleStamp,
}

/// Why an edition's file tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FactsFault {
    /// It is damaged, and something may be saved of it.
    Damaged,
    /// A newer program wrote it.
    Newer,
    /// It cannot be read, or is too large.
    Unreadable,
    /// It is another file in RON, such as a house style.
    NoEdition,
}

/// What is known of an edition, as it stands in the index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct EditionFacts {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) number: Option<String>,
    /// The names of the raw files of its pages.
    pub(super) files: Vec<String>,
    pub(super) pages: usize,
    /// How many of the pages the reader has not read.
    pub(super) unread: usize,
    pub(super) articles: usize,
    /// How many of the articles are as the first draft left them, and how many a person has found right.
    pub(super) untouched: usize,
    pub(super) checked: usize,
    /// How many rounds of proofreading were closed, and whether one of them was the reading through, which is the last.
    pub(super) rounds: usize,
    pub(super) read_through: bool,
    pub(super) fault: Option<FactsFault>,
    pub(super) queries: Option<CountedQueries>,
    /// The beginning of the SHA-256 of the file, by which it is known to be what it was where its time tells nothing; empty where it was
    /// not read.
    pub(super) sha256: String,
}

impl EditionFacts {
    /// Reads an edition's file, whole: a damaged one is known by that.
    pub(super) fn read(path: &Path) -> EditionFacts {
        match store::load_with_fingerprint(path) {
            Ok((edition, fingerprint)) => {
                let sha256 = fingerprint.sha256().chars().take(CONTENT_DIGITS).collect();
                EditionFacts { sha256, ..EditionFacts::of(&edition) }
            }
            Err(error) => EditionFacts { fault: Some(fault(path, &error)), ..EditionFacts::default() },
        }
    }

    fn of(edition: &Edition) -> EditionFacts {
        let masthead = edition.masthead().clone();
        let with = |status: Status| edition.articles().iter().filter(|article| article.status() == status).count();
        let mut files: Vec<String> = edition.pages().iter().map(|page| page.source().file_name().to_owned()).collect();
        files.dedup();
        EditionFacts {
            title: masthead.title,
            date: masthead.date,
            number: masthead.issue,
            files,
            pages: edition.pages().len(),
            unread: reader::unread(edition).len(),
            articles: edition.articles().len(),
            untouched: with(Status::Untouched),
            checked: with(Status::Checked),
            rounds: edition.rounds().len(),
            read_through: edition.rounds().iter().any(|round| round.closing().kind == RoundKind::ReadThrough),
            ..EditionFacts::default()
        }
    }
}

fn fault(path: &Path, error: &LoadError) -> FactsFault {
    match error {
        LoadError::Newer { .. } => FactsFault::Newer,
        LoadError::Unreadable { .. } | LoadError::TooLarge { .. } => FactsFault::Unreadable,
        // What is right as something else is no damaged edition.
        LoadError::Syntax { .. } if HouseStyle::load(path).is_ok() => FactsFault::NoEdition,
        _ => FactsFault::Damaged,
    }
}
