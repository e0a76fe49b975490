//! What stands for the reader in a build without it.

use std::convert::Infallible;
use std::sync::Arc;

use image::GrayImage;

use super::{ReadRegions, ReaderFault, Watch};
use crate::page::{Page, PixelRect, Witness, WitnessLine};

/// Reads pages. There is none in this build.
pub struct PageReader(Infallible);

impl PageReader {
    /// Says that there is none.
    ///
    /// # Errors
    /// Always.
    pub fn load() -> Result<PageReader, ReaderFault> {
        Err(ReaderFault::NotBuilt)
    }

    /// As with the reader.
    ///
    /// # Errors
    /// None: there is no such value.
    pub fn witness(&self, _: &Page, _: &GrayImage, _: Watch<'_>) -> Result<Option<Witness>, ReaderFault> {
        match self.0 {}
    }

    /// As with the reader.
    ///
    /// # Errors
    /// None: there is no such value.
    pub fn line(&self, _: &Page, _: usize, _: &GrayImage, _: &[Arc<Witness>]) -> Result<Option<Witness>, ReaderFault> {
        match self.0 {}
    }

    /// As with the reader.
    ///
    /// # Errors
    /// None: there is no such value.
    pub fn regions(
        &self,
        _: &Page,
        _: &[PixelRect],
        _: &GrayImage,
        _: &[Arc<Witness>],
        _: Watch<'_>,
    ) -> Result<Option<ReadRegions>, ReaderFault> {
        match self.0 {}
    }

    /// As with the reader.
    ///
    /// # Errors
    /// None: there is no such value.
    pub fn lines(&self, _: &GrayImage, _: Watch<'_>) -> Result<Option<Vec<WitnessLine>>, ReaderFault> {
        match self.0 {}
    }
}
