//! What is to be said of an export besides that it was made: on the command line, and where the desk tells what came of it.

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// Something that an editor should know of an export.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum Remark {
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

impl Explained for Remark {
    fn key(&self) -> &'static str {
        match self {
            Remark::Typeset { .. } => "remark-typeset",
            Remark::Lines { .. } => "remark-lines",
            Remark::NoImage { .. } => "remark-no-image",
            Remark::LocalAddresses { .. } => "remark-local-addresses",
            Remark::SourcePages { .. } => "remark-source-pages",
            Remark::NoGlyph { .. } => "remark-no-glyph",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            Remark::LocalAddresses { address } => vec![named("address", address)],
            Remark::Typeset { pages, first } | Remark::NoImage { pages, first } => vec![("count", (*pages).into()), named("first", first)],
            Remark::Lines { taken, all } => vec![("taken", (*taken).into()), ("all", (*all).into())],
            Remark::SourcePages { pages } => vec![("count", (*pages).into())],
            Remark::NoGlyph { characters } => vec![named("characters", characters)],
        }
    }
}
