//! The models, as they lie in the program. Nothing of them is in memory until something is read.

use rten::Model;
use sha2::{Digest, Sha256};

use super::ReaderFault;

/// The sums of the models' files.
const SUMS: &str = include_str!("../../assets/models/reader/SHA256SUMS");

/// A file of the models.
#[derive(Clone, Copy)]
pub(super) struct ModelFile {
    pub(super) name: &'static str,
    pub(super) bytes: &'static [u8],
}

/// Reads lines.
pub(super) fn recogniser() -> ModelFile {
    let bytes = rten::include_external_data!("../../assets/models/reader/PP-OCRv6_rec_small.rten");
    ModelFile { name: "PP-OCRv6_rec_small.rten", bytes }
}

/// Finds lines.
pub(super) fn detector() -> ModelFile {
    let bytes = rten::include_external_data!("../../assets/models/reader/PP-OCRv6_det_small.rten");
    ModelFile { name: "PP-OCRv6_det_small.rten", bytes }
}

/// The characters of the recogniser's classes, one a line.
pub(super) fn characters() -> ModelFile {
    ModelFile { name: "ppocrv6_dict.txt", bytes: include_bytes!("../../assets/models/reader/ppocrv6_dict.txt") }
}

impl ModelFile {
    /// Its bytes, if they are those that the program was built with. A damaged model could make the runtime do anything.
    ///
    /// # Errors
    /// They are not.
    pub(super) fn checked(self) -> Result<&'static [u8], ReaderFault> {
        let sum: String = Sha256::digest(self.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let mut rows = SUMS.lines().filter_map(|row| row.split_once("  "));
        let is_known = rows.any(|(known, name)| name == self.name && known == sum);
        is_known.then_some(self.bytes).ok_or(ReaderFault::DamagedModel { file: self.name })
    }

    /// The model in it.
    ///
    /// # Errors
    /// It is damaged, or cannot be loaded.
    pub(super) fn load(self) -> Result<Model, ReaderFault> {
        Model::load_static_slice(self.checked()?).map_err(|error| self.failed(error))
    }

    /// That running it failed.
    pub(super) fn failed(self, error: impl std::fmt::Display) -> ReaderFault {
        ReaderFault::Failed { file: self.name, message: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_model_is_a_fault() {
        let whole = detector();
        let cut = whole.bytes.get(..whole.bytes.len() / 2).expect("half of it");
        for bytes in [cut, &[], b"RTEN\x02\0\0\0\xff\xff\xff\xff"] {
            let fault = ModelFile { bytes, ..whole }.load().err();
            assert_eq!(fault, Some(ReaderFault::DamagedModel { file: "PP-OCRv6_det_small.rten" }));
        }
        assert!([recogniser(), detector(), characters()].iter().all(|file| file.checked().is_ok()));
    }
}
