//! What comes of jobs.

use std::path::PathBuf;
use std::sync::Arc;

use image::RgbImage;

use super::{BatchOutcome, ListsDone, MergeFailure, MergedVersion, ReadPages, ReadStyle, StyleFor};
use crate::carpet::Carpet;
use crate::check::Query;
use crate::collection::CollectionError;
use crate::collection::lists::{ListError, ListWarning};
use crate::desktop::collection_batch::BatchWork;
use crate::desktop::collection_list::CollectionList;
use crate::desktop::collection_search::{Landing, SearchRequest};
use crate::desktop::facsimile;
use crate::desktop::open::OpenEditionId;
use crate::desktop::open::document::Revision;
use crate::desktop::opening::{OpenError, Opened};
use crate::desktop::view::PathPurpose;
use crate::edition::Edition;
use crate::effort::{EffortEntry, KeptEffort};
use crate::export::line_images::LineImageFault;
use crate::export::preview::Preview;
use crate::export::{ExportError, ExportRemark, Format, Options, Written};
use crate::import::ImportError;
use crate::page::{Page, PageIndex};
use crate::reader::{InkLedger, OtherReading};
use crate::rounds::ChangedPlace;
use crate::search::{Found, SearchError};
use crate::store::journal::Recovery;
use crate::store::lock::EditionLock;
use crate::store::{Fingerprint, SaveError, Saved, SourceState};
use crate::word_counts::WordCount;

/// What came of a job, and whom it is for.
pub enum Outcome {
    /// For the shell.
    Shell(ShellOutcome),
    /// For this open edition alone, which may be closed by now.
    Edition(OpenEditionId, EditionOutcome),
}

/// What came of a job of the shell.
pub enum ShellOutcome {
    /// The pages of long files are read, and their first draft is being made.
    Arriving(Vec<Arc<Page>>),
    /// Files were opened, or not.
    Opened(Result<Box<Opened>, OpenError>),
    /// What crashes left behind was looked for.
    Recovered(Recovery),
    /// The issues of a collection were listed for this, or not; nothing where that was stopped.
    Collection(CollectionUse, Result<Option<CollectionList>, CollectionError>),
    /// All issues of a collection were worked on, or not.
    Batch(BatchOutcome),
    /// The collection in this folder was searched for this, or not; nothing where that was stopped.
    Searched(PathBuf, SearchRequest, Result<Option<Found>, SearchError>),
    /// The line of a hit was cut out of its page, if there is an image of it.
    LineCut(Landing, Option<RgbImage>),
    /// What was saved is in the index of its collection, if it has one.
    Indexed,
    /// Something was done with the lists of a collection.
    Lists(ListsDone),
    /// This was counted of the work, and kept, or not.
    Effort(Vec<EffortEntry>, Result<KeptEffort, ListError>),
    /// A house style was read, or not.
    Style(StyleFor, ReadStyle),
    /// Work of an earlier session was saved beside its edition, or not.
    Kept(PathBuf, Result<(), SaveError>),
    /// The system's file dialog was answered. Without paths it was cancelled.
    Chosen(PathPurpose, Vec<PathBuf>),
    /// The system has no file dialog that answers.
    NoFileDialog(PathPurpose),
    /// The job ended by a fault of the program.
    Failed(Job),
}

/// What a collection is listed for.
#[derive(Clone, Debug, PartialEq)]
pub enum CollectionUse {
    /// To be shown.
    List,
    /// To open the next issue after this edition, if one of the collection is open.
    Next(Option<PathBuf>),
}

/// What a check of an open edition found.
pub struct Checked {
    /// Which state of the edition was checked.
    pub generation: u64,
    /// The queries.
    pub queries: Vec<Arc<Query>>,
    /// The ledger of the scans, where images were read.
    pub ink: Option<InkLedger>,
    /// What the last round of proofreading changed.
    pub changes: Vec<ChangedPlace>,
    /// What is newly wrong with the lists of the edition's collection.
    pub warnings: Vec<ListWarning>,
}

/// What came of a job of an open edition.
pub enum EditionOutcome {
    /// The edition of this revision was saved, or not.
    Saved {
        /// The file.
        path: PathBuf,
        /// The revision that is in it.
        revision: Revision,
        /// The lock on the file, if it was taken for this save.
        lock: Option<EditionLock>,
        /// Why it was not saved.
        result: Result<Saved, SaveError>,
    },
    /// The edition was exported to this file or folder, or not; and why pages have no images of their lines, where these were asked for.
    Exported(Result<Written, ExportError>, Vec<LineImageFault>, Vec<ExportRemark>),
    /// The words of the edition were counted.
    Words(Vec<WordCount>),
    /// The images of its characters.
    Carpet(Carpet),
    /// How an export will look.
    Previewed(Format, Options, Preview),
    /// The small image of a page, if it has an image.
    Thumbnail(PageIndex, Option<RgbImage>),
    /// The image of a page drawn finer, if it can be.
    Finer(PageIndex, Option<facsimile::FinerImage>),
    /// A page's image was looked for.
    Image(facsimile::FoundImage),
    /// The edition's file was looked at.
    Looked(PathBuf, OnDisk),
    /// The raw files beside the edition's file that are no longer those it was made from, or have another raw text.
    Sources(Vec<(String, SourceState)>),
    /// Images of pages were read.
    Read(ReadPages),
    /// A file was read as another reading of the pages, or not.
    Witness(PathBuf, Result<OtherReading, ImportError>),
    /// A check is done.
    Checked(Checked),
    /// Another's version was put together with the state `generation`, or not.
    Merged(u64, Result<MergedVersion, MergeFailure>),
    /// The system's file dialog was answered. Without a path it was cancelled.
    Chosen(PathPurpose, Option<PathBuf>),
    /// The system has no file dialog that answers.
    NoFileDialog(PathPurpose),
    /// The job ended by a fault of the program.
    Failed(Job),
}

/// What stands in the place of the edition's file.
pub enum OnDisk {
    /// What was read or written there last.
    AsItWas,
    /// What somebody else has put there since, if that can be read.
    Changed(Option<Box<(Edition, Fingerprint)>>),
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Opens files.
    Open,
    /// Saves an edition.
    Save,
    /// Exports an edition.
    Export,
    /// Makes the preview of an export.
    Preview,
    /// Counts the words of an edition.
    Words,
    /// Cuts the images of its characters.
    Carpet,
    /// Looks for a page's image.
    Image,
    /// Looks at the folder of a collection.
    Collection,
    /// Searches the editions of a collection.
    Search,
    /// Puts a saved edition into the index of its collection.
    Index,
    /// Cuts the line of a hit out of its page.
    Line,
    /// Writes to a list of a collection.
    List,
    /// Keeps what was counted of the work.
    Effort,
    /// Counts the corrections in a collection.
    Learn,
    /// Works on all issues of a collection.
    Batch(BatchWork),
    /// Looks for work that crashes left behind.
    Recover,
    /// Reads a house style.
    Style,
    /// Looks whether the edition's file was changed.
    Look,
    /// Looks whether the raw files beside it were.
    Sources,
    /// Makes the small image of a page.
    Thumbnail,
    /// Draws the image of a page finer.
    Finer,
    /// Checks this state of an edition.
    Check(u64),
    /// Reads the images of pages.
    Read,
    /// Reads a file as another reading of the pages.
    Witness,
    /// Puts another's version together with the edition.
    Merge,
    /// Shows the system's file dialog.
    Choose,
}

impl Job {
    /// What it does, a locale key.
    pub fn key(self) -> &'static str {
        match self {
            Job::Open => "work-opening",
            Job::Save => "work-saving",
            Job::Export => "work-exporting",
            Job::Preview => "work-previewing",
            Job::Words => "work-words",
            Job::Carpet => "work-carpet",
            Job::Image => "work-image",
            Job::Collection => "work-collection",
            Job::Search | Job::Index => "work-search",
            Job::Line => "work-image",
            Job::List => "work-lists",
            Job::Effort => "work-effort",
            Job::Learn => "work-learning",
            Job::Batch(work) => work.key(),
            Job::Recover => "work-recovering",
            Job::Style => "work-style",
            Job::Look => "work-looking",
            Job::Sources => "work-sources",
            Job::Thumbnail | Job::Finer => "work-image",
            Job::Check(_) => "work-checking",
            Job::Read => "work-reading",
            Job::Witness => "work-witness",
            Job::Merge => "work-merging",
            Job::Choose => "work-choosing",
        }
    }

    /// Whether it is shown in the bar below.
    pub(super) fn is_shown(self) -> bool {
        match self {
            Job::Open | Job::Save | Job::Export | Job::Image | Job::Collection | Job::Search | Job::Learn | Job::Read | Job::Witness => {
                true
            }
            Job::Merge | Job::Batch(_) => true,
            Job::Preview
            | Job::Words
            | Job::Carpet
            | Job::Index
            | Job::Line
            | Job::List
            | Job::Effort
            | Job::Recover
            | Job::Style
            | Job::Look
            | Job::Sources
            | Job::Thumbnail
            | Job::Finer
            | Job::Check(_)
            | Job::Choose => false,
        }
    }

    /// Whether it can be cancelled.
    pub(super) fn can_cancel(self) -> bool {
        matches!(self, Job::Open | Job::Collection | Job::Search | Job::Learn | Job::Read | Job::Batch(_))
    }

    /// Whether it writes what the editor asked to be written.
    pub fn writes(self) -> bool {
        matches!(self, Job::Save | Job::Export | Job::List | Job::Effort | Job::Batch(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Locale};

    #[test]
    fn every_job_has_words() {
        let shown =
            [Job::Open, Job::Save, Job::Export, Job::Image, Job::Collection, Job::Search, Job::Learn, Job::Read, Job::Witness, Job::Merge];
        let quiet = [
            Job::Preview,
            Job::Words,
            Job::Carpet,
            Job::Index,
            Job::Line,
            Job::List,
            Job::Effort,
            Job::Recover,
            Job::Style,
            Job::Look,
            Job::Sources,
            Job::Thumbnail,
            Job::Finer,
            Job::Check(1),
            Job::Choose,
        ];
        let batches = [BatchWork::Draft, BatchWork::Read, BatchWork::Check, BatchWork::Export(Format::Text)].map(Job::Batch);
        let shown = [shown.as_slice(), &batches].concat();
        for locale in Language::ALL.map(Locale::load) {
            assert!(shown.iter().chain(&quiet).all(|job| locale.has(job.key())));
        }
        assert!(shown.iter().all(|job| job.is_shown()) && !quiet.iter().any(|job| job.is_shown()));
    }
}
