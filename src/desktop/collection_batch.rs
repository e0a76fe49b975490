//! Work on all issues of a collection, as the desk asks for it and tells of it.

use std::path::{Path, PathBuf};

use crate::batch::{BatchNote, BatchReport};
use crate::collection::{Collection, Issue, Standing, StyleStamp};
use crate::explained::{Arguments, Explained};
use crate::export::Format;
use crate::locale::Locale;
use crate::style::HouseStyle;

/// What is done to all issues of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchWork {
    /// A first draft is made of those that have none.
    Draft,
    /// Page images are read that were not read yet.
    Read,
    /// Queries are counted.
    Check,
    /// The editions are exported in a format.
    Export(Format),
}

impl BatchWork {
    /// What is going on, a locale key.
    pub fn key(self) -> &'static str {
        match self {
            BatchWork::Draft => "work-batch-draft",
            BatchWork::Read => "work-batch-read",
            BatchWork::Check => "work-batch-check",
            BatchWork::Export(_) => "work-batch-export",
        }
    }

    /// What came of it, a locale key of words with the counts of a report.
    fn done_key(self) -> &'static str {
        match self {
            BatchWork::Draft => "batch-drafted",
            BatchWork::Read => "batch-read",
            BatchWork::Check => "batch-checked",
            BatchWork::Export(_) => "batch-exported",
        }
    }
}

/// For how many issues each work is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchCounts {
    /// Those without a draft.
    pub draft: usize,
    /// Those with images that were not read.
    pub read: usize,
    /// Those whose queries are not counted.
    pub check: usize,
    /// Those with an edition that can be exported.
    pub export: usize,
}

impl BatchCounts {
    /// The counts of a collection that is checked by this house style.
    pub fn of(collection: &Collection, style: &HouseStyle) -> BatchCounts {
        let stamp = StyleStamp::of(style);
        let count =
            |standing: &dyn Fn(&Issue) -> Standing| collection.issues().iter().filter(|issue| standing(issue) == Standing::ToDo).count();
        BatchCounts {
            draft: count(&Issue::for_draft),
            read: count(&Issue::for_reading),
            check: count(&|issue| issue.for_check(&stamp)),
            export: count(&Issue::for_export),
        }
    }
}

/// What came of work on a collection.
pub struct BatchCame {
    /// The folder of the collection.
    pub folder: PathBuf,
    /// The work.
    pub work: BatchWork,
    /// What was done, and what failed.
    pub report: BatchReport,
    /// What else is to be known.
    pub remarks: Vec<BatchNote>,
}

impl BatchCame {
    /// Whether it is of the collection in this folder.
    pub fn is_of(&self, folder: &Path) -> bool {
        self.folder == folder
    }

    /// Whether anything failed, was left or is to be known.
    pub fn has_lines(&self) -> bool {
        self.report.bad() > 0 || !self.remarks.is_empty()
    }

    /// What failed, what was left, and what else is to be known, a line each.
    pub fn lines(&self, locale: &Locale) -> Vec<String> {
        let BatchReport { faults, left, .. } = &self.report;
        let words = |one: &dyn Explained| one.in_words(locale);
        let faults = faults.iter().map(|fault| words(fault));
        faults.chain(left.iter().map(|left| words(left))).chain(self.remarks.iter().map(|remark| words(remark))).collect()
    }
}

impl Explained for BatchCame {
    fn key(&self) -> &'static str {
        self.work.done_key()
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        self.report.counts()
    }

    fn in_words(&self, locale: &Locale) -> String {
        let counts = locale.with(self.key(), &self.arguments(locale));
        if self.report.is_stopped { locale.with("batch-stopped", &[("what", counts.into())]) } else { counts }
    }
}
