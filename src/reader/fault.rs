//! Why an image is not read.

use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;

/// Why the reader does not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ReaderFault {
    /// A model is not the one that the program was built with.
    DamagedModel {
        /// The model's file.
        file: &'static str,
    },
    /// A model could not be run.
    Failed {
        /// The model's file.
        file: &'static str,
        /// What the runtime said.
        message: String,
    },
    /// The print on the image lies on its side, or stands on its head.
    Turned,
    /// This build has no reader.
    NotBuilt,
}

impl Explained for ReaderFault {
    fn key(&self) -> &'static str {
        match self {
            ReaderFault::DamagedModel { .. } => "error-reader-model",
            ReaderFault::Failed { .. } => "error-reader-failed",
            ReaderFault::Turned => "error-reader-turned",
            ReaderFault::NotBuilt => "error-reader-not-built",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            ReaderFault::DamagedModel { file } => vec![named("model", file)],
            ReaderFault::Failed { file, message } => vec![named("model", file), named("what", message)],
            ReaderFault::Turned | ReaderFault::NotBuilt => Vec::new(),
        }
    }
}
