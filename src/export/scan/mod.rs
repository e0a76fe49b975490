//! The images of whole pages, coded as a PDF holds them. What the source holds is copied where PDF knows its coding: JPEG, JPEG 2000,
//! what fax machines write into a TIFF, and the rows of PNG. The rest is packed without loss. For documents that hold image files each of
//! them is one again.

mod jpeg;
mod jpeg2000;
mod pack;
mod png;
mod tiff;

use std::io;
use std::path::Path;

use super::spool::{Spool, SpooledBytes};
use crate::import::image::{ImageFault, decode_bytes, read_bytes};

/// How the bytes of a scan are coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coding {
    /// A JPEG file.
    Jpeg,
    /// A JP2 file.
    Jpeg2000,
    /// The code of fax machines of group 4 (ITU-T T.6).
    Group4 {
        /// Whether what is coded as black is shown as white.
        is_inverted: bool,
    },
    /// Rows packed by zlib, each with the filter of PNG that it begins with.
    Rows,
}

/// What the numbers of a scan's pixels mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Colors {
    /// Shades of grey, from black.
    Gray,
    /// Red, green and blue.
    Rgb,
    /// Entries of this table of red, green and blue.
    Table(Vec<u8>),
}

/// The image of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// Its width and height, in pixels.
    pub size: (u32, u32),
    /// How the bytes are coded.
    pub coding: Coding,
    /// What a pixel's numbers mean.
    pub colors: Colors,
    /// How many bits a number has.
    pub bits: u8,
    /// How many pixels are an inch, as far as the file says.
    pub per_inch: Option<f32>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Scan {
    /// The scan in an image file, or that a page of a PDF is; see [`Scan::of`].
    ///
    /// # Errors
    /// The file cannot be read, or is no image.
    pub fn read(path: &Path, number: usize, holder: ScanHolder) -> Result<Scan, ImageFault> {
        Scan::of(path, read_bytes(path)?, number, holder)
    }

    /// The scan in an image file of these bytes, coded as its `holder` can have it. Of a file of several pages it is the one of this number,
    /// counted from 0.
    ///
    /// # Errors
    /// The file is no image that can be read.
    pub fn of(path: &Path, bytes: Vec<u8>, number: usize, holder: ScanHolder) -> Result<Scan, ImageFault> {
        // A copied image is shown by others: it must be whole.
        let common = jpeg::read(&bytes).or_else(|| png::read(&bytes));
        let found = match holder {
            ScanHolder::Pdf => common.or_else(|| jpeg2000::read(&bytes)).or_else(|| tiff::read(&bytes, number)),
            ScanHolder::Files => common,
        };
        if let Some(scan) = found {
            decode_bytes(path, bytes.clone(), number, "")?;
            return Ok(Scan { bytes: scan.bytes.unwrap_or(bytes), ..scan.scan });
        }
        Ok(pack::pack(&decode_bytes(path, bytes, number, "")?))
    }

    /// What a file of the scan is that others read; nothing for what is coded for a PDF.
    pub(super) fn file_kind(&self) -> Option<ScanFileKind> {
        match self.coding {
            Coding::Jpeg => Some(ScanFileKind { extension: "jpg", format: "JPEG" }),
            Coding::Rows => Some(ScanFileKind { extension: "png", format: "PNG" }),
            Coding::Jpeg2000 | Coding::Group4 { .. } => None,
        }
    }

    /// The scan as a file: the one that it is, or a PNG file of its rows, which are not packed again.
    pub(super) fn into_file(self) -> Vec<u8> {
        match self.coding {
            Coding::Rows => png::write(&self),
            Coding::Jpeg | Coding::Jpeg2000 | Coding::Group4 { .. } => self.bytes,
        }
    }
}

/// The image of a page whose bytes lie in a spool.
#[derive(Debug)]
pub(super) struct KeptScan {
    /// What it is, without bytes.
    pub scan: Scan,
    /// The bytes.
    pub bytes: SpooledBytes,
}

impl KeptScan {
    /// Puts the bytes of a scan away.
    pub fn new(mut scan: Scan, spool: &Spool) -> KeptScan {
        let bytes = spool.keep(std::mem::take(&mut scan.bytes));
        KeptScan { scan, bytes }
    }

    /// The image with its bytes.
    ///
    /// # Errors
    /// What the system says of where they lie.
    pub fn whole(&self) -> io::Result<Scan> {
        self.bytes.to_vec().map(|bytes| Scan { bytes, ..self.scan.clone() })
    }
}

/// What holds scans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanHolder {
    /// A PDF, which knows the codings of libraries and fax machines.
    Pdf,
    /// A document that holds image files, which its readers show if they are of the common kinds.
    Files,
}

/// What an image file is.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScanFileKind {
    /// The end of its name, without the dot before it.
    pub extension: &'static str,
    /// What its format is called.
    pub format: &'static str,
}

/// A scan found in a file; without bytes of its own it is the file.
struct FoundScan {
    scan: Scan,
    bytes: Option<Vec<u8>>,
}
