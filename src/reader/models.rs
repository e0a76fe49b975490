//! The models, packed as they lie in the program. Nothing of them is in memory until something is read.

use std::io::Read;

use flate2::read::ZlibDecoder;
use rten::{Model, ModelOptions, OpRegistry, op_registry};
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
    let bytes = include_bytes!("../../assets/models/reader/PP-OCRv6_rec_small.rten.z");
    ModelFile { name: "PP-OCRv6_rec_small.rten.z", bytes }
}

/// Finds lines.
pub(super) fn detector() -> ModelFile {
    let bytes = include_bytes!("../../assets/models/reader/PP-OCRv6_det_small.rten.z");
    ModelFile { name: "PP-OCRv6_det_small.rten.z", bytes }
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
        let sum = hex::encode(Sha256::digest(self.bytes));
        let mut rows = SUMS.lines().filter_map(|row| row.split_once("  "));
        let is_known = rows.any(|(known, name)| name == self.name && known == sum);
        is_known.then_some(self.bytes).ok_or(ReaderFault::DamagedModel { file: self.name })
    }

    /// The model in it.
    ///
    /// # Errors
    /// It is damaged, or cannot be loaded.
    pub(super) fn load(self) -> Result<Model, ReaderFault> {
        let model = unpacked(self.checked()?).ok_or(ReaderFault::DamagedModel { file: self.name })?;
        ModelOptions::with_ops(operations()).load(model).map_err(|error| self.failed(error))
    }

    /// That running it failed.
    pub(super) fn failed(self, error: impl std::fmt::Display) -> ReaderFault {
        ReaderFault::Failed { file: self.name, message: error.to_string() }
    }
}

/// What the models are made of. All that the runtime knows would be megabytes of the program.
fn operations() -> OpRegistry {
    op_registry!(
        Add,
        AveragePool,
        BatchNormalization,
        Concat,
        Conv,
        ConvTranspose,
        Div,
        Erf,
        GlobalAveragePool,
        HardSigmoid,
        Identity,
        MatMul,
        MaxPool,
        Mul,
        Pow,
        ReduceMean,
        Relu,
        Reshape,
        Resize,
        Shape,
        Sigmoid,
        Slice,
        Softmax,
        Sqrt,
        Squeeze,
        Sub,
        Transpose,
        Unsqueeze
    )
}

/// A model as the runtime reads it; `pack.py` beside the models says how they are packed.
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut plain).ok()?;
    let (length, rest) = plain.split_first_chunk()?;
    let (before, planes) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let mut model = Vec::with_capacity(rest.len());
    model.extend_from_slice(before);
    let mut planes = planes.chunks_exact((planes.len() / 4).max(1));
    let mut next = || planes.next().unwrap_or_default();
    let [low, second, third, high] = [next(), next(), next(), next()];
    for (((low, second), third), high) in low.iter().zip(second).zip(third).zip(high) {
        model.extend_from_slice(&[*low, *second, *third, *high]);
    }
    Some(model)
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
            assert_eq!(fault, Some(ReaderFault::DamagedModel { file: "PP-OCRv6_det_small.rten.z" }));
        }
        assert!([recogniser(), detector(), characters()].iter().all(|file| file.checked().is_ok()));
    }

    #[test]
    fn models_unpack_to_what_they_were() {
        for (file, length) in [(recogniser(), 21_207_832), (detector(), 9_974_656)] {
            let model = unpacked(file.bytes).expect("a model");
            assert!(model.starts_with(b"RTEN") && model.len() == length, "{}", model.len());
            assert!(file.load().is_ok());
        }
        assert_eq!([&[][..], &[1, 2, 3]].map(unpacked), [None, None]);
    }
}
