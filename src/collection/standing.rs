//! Whether an issue is to be drafted, read or checked, is done, or must be left as it is. Work that was broken off goes on where it stopped
//! because what is done stands so.

use std::path::PathBuf;

use super::facts::StyleStamp;
use super::issue::{Issue, IssueState, RawPage};
use crate::explained::{Arguments, Explained, in_spoken_language, of_file};
use crate::locale::Locale;

/// How an issue stands to a work on a whole collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is to be done.
    ToDo,
    /// It is done.
    Done,
    /// It is left, for a reason that is told.
    Left(LeftAlone),
    /// The work is none for it.
    Nothing,
}

/// Why an issue is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum LeftAlone {
    /// The edition's file is damaged.
    Damaged(PathBuf),
    /// A newer program wrote it.
    Newer(PathBuf),
    /// It cannot be read.
    Unreadable(PathBuf),
    /// A raw page was written after the edition, or is not in it.
    Behind(PathBuf),
    /// There are images of its pages, and no text.
    ImagesAlone(PathBuf),
}

impl Explained for LeftAlone {
    fn key(&self) -> &'static str {
        match self {
            LeftAlone::Damaged(_) => "collection-left-damaged",
            LeftAlone::Newer(_) => "collection-left-newer",
            LeftAlone::Unreadable(_) => "collection-left-unreadable",
            LeftAlone::Behind(_) => "collection-left-behind",
            LeftAlone::ImagesAlone(_) => "collection-left-images",
        }
    }

    fn arguments(&self, _locale: &Locale) -> Arguments {
        match self {
            LeftAlone::Damaged(path)
            | LeftAlone::Newer(path)
            | LeftAlone::Unreadable(path)
            | LeftAlone::Behind(path)
            | LeftAlone::ImagesAlone(path) => vec![of_file(path)],
        }
    }
}

impl Issue {
    /// Whether a first draft is to be made of its raw pages. An edition that is there is never drafted again: of one that is older than a
    /// raw page that is told.
    pub fn for_draft(&self) -> Standing {
        let path = || self.edition.clone();
        match self.state {
            IssueState::Raw if self.is_images_alone() => Standing::Left(LeftAlone::ImagesAlone(path())),
            IssueState::Raw => Standing::ToDo,
            _ => match self.fault() {
                Some(left) => Standing::Left(left),
                None if self.is_behind => Standing::Left(LeftAlone::Behind(path())),
                None => Standing::Done,
            },
        }
    }

    /// Whether images of its pages are to be read: beside their text, or, where there are images alone, to become its text.
    pub fn for_reading(&self) -> Standing {
        match self.fault() {
            Some(left) => Standing::Left(left),
            None if self.state == IssueState::Raw && self.is_images_alone() => Standing::ToDo,
            None if self.state == IssueState::Raw => Standing::Nothing,
            None if self.unread == 0 => Standing::Done,
            None => Standing::ToDo,
        }
    }

    /// Whether its queries are to be counted by a house style.
    pub fn for_check(&self, style: &StyleStamp) -> Standing {
        match self.fault() {
            Some(left) => Standing::Left(left),
            None if !self.state.has_edition() => Standing::Nothing,
            None if self.counted_by.as_ref() == Some(style) => Standing::Done,
            None => Standing::ToDo,
        }
    }

    /// Whether its edition can be exported. What an earlier export wrote is known by the folder that it wrote to.
    pub fn for_export(&self) -> Standing {
        match self.fault() {
            Some(left) => Standing::Left(left),
            None if self.state.has_edition() => Standing::ToDo,
            None => Standing::Nothing,
        }
    }

    fn is_images_alone(&self) -> bool {
        self.raw.iter().all(RawPage::is_image_alone)
    }

    fn fault(&self) -> Option<LeftAlone> {
        let path = || self.edition.clone();
        match self.state {
            IssueState::Damaged => Some(LeftAlone::Damaged(path())),
            IssueState::Newer => Some(LeftAlone::Newer(path())),
            IssueState::Unreadable => Some(LeftAlone::Unreadable(path())),
            IssueState::Raw | IssueState::Drafted | IssueState::InWork => None,
            IssueState::ReadOnce | IssueState::ReadTwice | IssueState::Checked => None,
        }
    }
}
