//! What is to be said of an export besides that it was made: on the command line, and where the desk tells what came of it.

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// Something that an editor should know of an export.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ExportRemark {
    /// Pages without an image were typeset.
    Typeset {
        /// How many.
        pages: usize,
        /// The file of the first of them.
        first: String,
    },
    /// So many lines were taken.
    Lines {
        /// How many.
        taken: usize,
        /// How many lines there are.
        all: usize,
    },
    /// The sources of pages name no image that can be shown, so that the pages stand there without one.
    NoImage {
        /// How many.
        pages: usize,
        /// The file of the first of them.
        first: String,
    },
    /// The house style does not say where things will lie, so that addresses are those of this machine.
    LocalAddresses {
        /// What the addresses begin with.
        address: String,
    },
    /// Pages stay as they are in their PDFs, so that the file is not surely PDF/A.
    SourcePages {
        /// How many.
        pages: usize,
    },
    /// No face has these characters.
    NoGlyph {
        /// The characters, each once.
        characters: String,
    },
}

impl Explained for ExportRemark {
    fn key(&self) -> &'static str {
        match self {
            ExportRemark::Typeset { .. } => "remark-typeset",
            ExportRemark::Lines { .. } => "remark-lines",
            ExportRemark::NoImage { .. } => "remark-no-image",
            ExportRemark::LocalAddresses { .. } => "remark-local-addresses",
            ExportRemark::SourcePages { .. } => "remark-source-pages",
            ExportRemark::NoGlyph { .. } => "remark-no-glyph",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            ExportRemark::LocalAddresses { address } => vec![named("address", address)],
            ExportRemark::Typeset { pages, first } | ExportRemark::NoImage { pages, first } => {
                vec![("count", (*pages).into()), named("first", first)]
            }
            ExportRemark::Lines { taken, all } => vec![("taken", (*taken).into()), ("all", (*all).into())],
            ExportRemark::SourcePages { pages } => vec![("count", (*pages).into())],
            ExportRemark::NoGlyph { characters } => vec![named("characters", characters)],
        }
    }
}
