//! What is told while many files are worked on, and at the end.

use std::io;
use std::path::PathBuf;

use crate::collection::CollectionNote;
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file, of_system};
use crate::export::line_images::LineImageFault;
use crate::export::{ExportLack, ExportRemark};
use crate::import::image::ImageFault;
use crate::import::{ImportError, ImportWarning, LeftOut};
use crate::locale::Locale;
use crate::reader::ReaderFault;
use crate::store::guard::GuardError;
use crate::store::{LoadError, SaveError};

/// Why a file was not worked on or only in part, or what else is to be known of the work.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum BatchNote {
    /// An edition cannot be read.
    Load(#[from] LoadError),
    /// An edition cannot be written.
    Save(#[from] SaveError),
    /// A file is none to be written.
    Guard(#[from] GuardError),
    /// Raw pages cannot be read.
    Import(#[from] ImportError),
    /// Something was nearly right in raw pages.
    Warning(#[from] ImportWarning),
    /// A file was left out.
    LeftOut(LeftOut),
    /// The index of a collection was not written.
    Index(#[from] CollectionNote),
    /// An edition was written without a backup of what stood there.
    NotKept {
        /// The edition.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// An edition was written without files that could not be read, each of which is told.
    WrittenWithout {
        /// The edition.
        path: PathBuf,
        /// How many files were left out.
        left: usize,
        /// Of how many.
        all: usize,
    },
    /// The ledger of an edition does not balance.
    Unbalanced(PathBuf),
    /// The same of one issue of several.
    OfIssue(PathBuf, Box<BatchNote>),
    /// The image of an edition's page is not found.
    NoImage {
        /// The page's file.
        page: String,
    },
    /// The image of a page that is to be read is not found.
    NoImageBeside {
        /// The page's file.
        page: String,
    },
    /// What is on an image is not the text of the page.
    OtherPage {
        /// The page's file.
        page: String,
        /// The image's.
        image: PathBuf,
    },
    /// An image ends too early.
    CutOff(PathBuf),
    /// An image cannot be read.
    Image(#[from] ImageFault),
    /// An image was not read, as the reader does not work.
    NotRead {
        /// The image.
        path: PathBuf,
        /// Why.
        fault: ReaderFault,
    },
    /// There is no text on any image.
    NoText,
    /// A file is no reading of an edition's pages.
    StrangeFile(PathBuf),
    /// Pages of a file are none of an edition.
    StrangePages {
        /// The file.
        path: PathBuf,
        /// How many.
        count: usize,
    },
    /// Other files of an edition's pages were kept beside these, by their names.
    KeptBeside(Vec<String>),
    /// An edition becomes nothing in a format.
    NothingToExport {
        /// The edition.
        path: PathBuf,
        /// Why.
        lack: ExportLack,
    },
    /// Pages have no image in what was exported.
    NoLineImages {
        /// What is wrong with the first of them.
        fault: LineImageFault,
        /// How many more there are.
        others: usize,
    },
    /// What else is to be known of an export.
    Export(#[from] ExportRemark),
    /// The source file of a page was not found as it was.
    SourceNotFound {
        /// The file.
        file: String,
        /// What comes of it, a locale key.
        key: &'static str,
    },
    /// A file is called otherwise than its edition.
    OtherName {
        /// The edition.
        path: PathBuf,
        /// The name that another has.
        taken: String,
        /// The name it was given.
        name: String,
    },
    /// A file is of an earlier export and not of this one.
    Stale(PathBuf),
}

/// How many files are named one by one.
const NAMED: usize = 5;

impl From<LeftOut> for BatchNote {
    fn from(left: LeftOut) -> BatchNote {
        BatchNote::LeftOut(left)
    }
}

impl Explained for BatchNote {
    fn key(&self) -> &'static str {
        match self {
            BatchNote::Load(error) => error.key(),
            BatchNote::Save(error) => error.key(),
            BatchNote::Guard(error) => error.key(),
            BatchNote::Import(error) => error.key(),
            BatchNote::Warning(warning) => warning.key(),
            BatchNote::LeftOut(_) => "batch-left-out",
            BatchNote::Index(note) => note.key(),
            BatchNote::NotKept { .. } => "batch-not-kept",
            BatchNote::WrittenWithout { .. } => "batch-written-without",
            BatchNote::Unbalanced(_) => "batch-unbalanced",
            BatchNote::OfIssue(..) | BatchNote::NotRead { .. } => "warning-of",
            BatchNote::NoImage { .. } => "batch-image-not-found",
            BatchNote::NoImageBeside { .. } => "batch-image-not-beside",
            BatchNote::OtherPage { .. } => "batch-image-of-other-page",
            BatchNote::CutOff(_) => "batch-cut-off",
            BatchNote::Image(fault) => fault.key(),
            BatchNote::NoText => "batch-no-text",
            BatchNote::StrangeFile(_) => "batch-strange-file",
            BatchNote::StrangePages { .. } => "batch-strange-pages",
            BatchNote::KeptBeside(names) if names.len() <= NAMED => "batch-kept-beside",
            BatchNote::KeptBeside(_) => "batch-kept-beside-more",
            BatchNote::NothingToExport { .. } => "batch-nothing-to-export",
            BatchNote::NoLineImages { .. } => "batch-no-line-images",
            BatchNote::Export(remark) => remark.key(),
            BatchNote::SourceNotFound { key, .. } => key,
            BatchNote::OtherName { .. } => "batch-name-of-edition",
            BatchNote::Stale(_) => "batch-stale",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            BatchNote::Load(error) => error.arguments(locale),
            BatchNote::Save(error) => error.arguments(locale),
            BatchNote::Guard(error) => error.arguments(locale),
            BatchNote::Import(error) => error.arguments(locale),
            BatchNote::Warning(warning) => warning.arguments(locale),
            BatchNote::LeftOut(left) => vec![named("what", left.error.in_words(locale))],
            BatchNote::Index(note) => note.arguments(locale),
            BatchNote::NotKept { path, error } => vec![of_file(path), of_system(locale, error)],
            BatchNote::WrittenWithout { path, left, all } => vec![of_file(path), named("left", left), named("all", all)],
            BatchNote::OfIssue(path, note) => vec![of_file(path), named("what", note.in_words(locale))],
            BatchNote::NotRead { path, fault } => vec![of_file(path), named("what", fault.in_words(locale))],
            BatchNote::NoImage { page } | BatchNote::NoImageBeside { page } => vec![named("page", page)],
            BatchNote::OtherPage { page, image } => vec![named("page", page), named("image", image.display())],
            BatchNote::Image(fault) => fault.arguments(locale),
            BatchNote::NoText => Vec::new(),
            BatchNote::Unbalanced(path) | BatchNote::CutOff(path) | BatchNote::StrangeFile(path) | BatchNote::Stale(path) => {
                vec![of_file(path)]
            }
            BatchNote::StrangePages { path, count } => vec![of_file(path), named("count", count)],
            BatchNote::KeptBeside(names) => kept_beside(names, locale),
            BatchNote::NothingToExport { path, lack } => vec![of_file(path), named("what", lack.in_words(locale))],
            BatchNote::NoLineImages { fault, .. } => [fault.arguments(locale), vec![named("why", fault.in_words(locale))]].concat(),
            BatchNote::Export(remark) => remark.arguments(locale),
            BatchNote::SourceNotFound { file, .. } => vec![named("file", file)],
            BatchNote::OtherName { path, taken, name } => vec![of_file(path), named("taken", taken), named("name", name)],
        }
    }

    fn in_words(&self, locale: &Locale) -> String {
        let said = locale.with(self.key(), &self.arguments(locale));
        match self {
            BatchNote::NoLineImages { others, .. } if *others > 0 => {
                locale.with("batch-likewise", &[named("what", said), named("count", others)])
            }
            _ => said,
        }
    }
}

fn kept_beside(names: &[String], locale: &Locale) -> Arguments {
    let named_ones: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    let listed = named("names", named_ones.join(&locale.text("cli-comma")));
    vec![listed, named("more", names.len().saturating_sub(NAMED))]
}
