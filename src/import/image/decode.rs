//! Reading image files: pages of PDFs, PNG, JPEG, TIFF (also bilevel, as fax machines compress it, with several pages, and BigTIFF), WebP,
//! JPEG 2000 and JBIG2. An image that says that it is to be turned is turned, for whoever looks at it and whoever reads it.

use std::io::{Cursor, ErrorKind};
use std::path::{Path, PathBuf};

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult, Limits, RgbImage};

use super::{jbig2, jpeg2000, tiff};
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file, of_system};
use crate::import::pdf::{PdfFault, PictureFault, is_pdf, picture_of};
use crate::locale::Locale;
use crate::reading::{NoFile, read_regular};

/// The most pixels that an image may have.
pub const MAX_PIXELS: u64 = 200_000_000;

/// The most bytes that its pixels may take as they are decoded: what 200 million pixels take in colour.
const MAX_BYTES: u64 = 3 * MAX_PIXELS;

/// The largest file that is read, in bytes.
pub(in crate::import) const MAX_FILE: u64 = 1 << 30;

/// Why an image is not read.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum ImageFault {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The image has more pixels than are read.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How many millions of pixels it has, or would take in colour.
        megapixels: u64,
    },
    /// The file is no image of a known kind, or a broken one.
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The file is a PDF whose page has no picture.
    NoPicture {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: PictureFault,
    },
}

impl Explained for ImageFault {
    fn key(&self) -> &'static str {
        match self {
            ImageFault::Unreadable { .. } => "error-read",
            ImageFault::TooLarge { .. } => "error-image-too-large",
            ImageFault::Malformed { .. } => "error-image-malformed",
            ImageFault::NoPicture { .. } => "error-no-picture",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            ImageFault::Unreadable { path, error } => vec![of_file(path), of_system(locale, error)],
            ImageFault::TooLarge { path, megapixels } => {
                vec![of_file(path), named("megapixels", megapixels), named("most", MAX_PIXELS / 1_000_000)]
            }
            ImageFault::Malformed { path, message } => vec![of_file(path), named("what", message)],
            ImageFault::NoPicture { path, fault } => vec![of_file(path), named("what", fault.in_words(locale))],
        }
    }
}

impl ImageFault {
    /// Whether the image is in a PDF that is locked with a password.
    pub fn is_locked(&self) -> bool {
        matches!(self, ImageFault::NoPicture { fault: PictureFault::Refused(PdfFault::Locked), .. })
    }
}

/// Reads an image file. Of a TIFF with several pages it is the one of this number, counted from 0, or the last where it has fewer.
/// `password` opens a PDF that is locked; it may be empty.
///
/// # Errors
/// The file cannot be read, is no image of a known kind, or is too large.
pub fn decode(path: &Path, number: usize, password: &str) -> Result<DynamicImage, ImageFault> {
    decode_bytes(path, read_bytes(path)?, number, password)
}

/// Reads the bytes of an image file.
///
/// # Errors
/// The file cannot be read, or is too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ImageFault> {
    read_regular(path, MAX_FILE).map_err(|error| match NoFile::of(&error) {
        Some(NoFile::TooLarge { bytes, .. }) => ImageFault::TooLarge { path: path.to_owned(), megapixels: bytes / 1_000_000 },
        _ => ImageFault::Unreadable { path: path.to_owned(), error },
    })
}

/// As [`decode`], of bytes that were read from `path`.
///
/// # Errors
/// As [`decode`].
pub fn decode_bytes(path: &Path, mut bytes: Vec<u8>, number: usize, password: &str) -> Result<DynamicImage, ImageFault> {
    if is_pdf(&bytes) {
        return of_pdf(path, &bytes, number, password, DOTS_PER_INCH);
    }
    if jpeg2000::is_jpeg2000(&bytes) {
        return of_jpeg2000(path, &bytes);
    }
    if jbig2::is_jbig2(&bytes) {
        return of_jbig2(path, &bytes, number);
    }
    tiff::begin_with_page(&mut bytes, number);
    pixels(path, bytes)
}

/// What is said of a file of a kind that has one decoder, which does not say more.
const BROKEN: &str = "what is in it is not as in an image of its kind";

fn of_jpeg2000(path: &Path, bytes: &[u8]) -> Result<DynamicImage, ImageFault> {
    let malformed = || ImageFault::Malformed { path: path.to_owned(), message: BROKEN.to_owned() };
    let (width, height, channels) = jpeg2000::size(bytes).ok_or_else(malformed)?;
    let count = u64::from(width) * u64::from(height);
    if count > MAX_PIXELS || count * u64::from(channels) > jpeg2000::MOST_SAMPLES {
        return Err(too_large(path, count));
    }
    jpeg2000::pixels(bytes).ok_or_else(malformed)
}

fn of_jbig2(path: &Path, bytes: &[u8], number: usize) -> Result<DynamicImage, ImageFault> {
    let malformed = || ImageFault::Malformed { path: path.to_owned(), message: BROKEN.to_owned() };
    let sizes = jbig2::sizes(bytes);
    let (width, height) = *sizes.get(number).or(sizes.last()).ok_or_else(malformed)?;
    let count = u64::from(width) * u64::from(height);
    if count > MAX_PIXELS {
        return Err(too_large(path, count));
    }
    jbig2::pixels(bytes, number).ok_or_else(malformed)
}

fn too_large(path: &Path, pixels: u64) -> ImageFault {
    ImageFault::TooLarge { path: path.to_owned(), megapixels: pixels.div_ceil(1_000_000) }
}

/// A decoder of an image of the kinds that `image` knows.
fn decoder(bytes: &[u8]) -> ImageResult<impl ImageDecoder> {
    let reader = ImageReader::new(Cursor::new(bytes));
    // It knows how to read a BigTIFF, and not that one begins so.
    let mut reader = if tiff::is_tiff(bytes) {
        ImageReader::with_format(Cursor::new(bytes), ImageFormat::Tiff)
    } else {
        reader.with_guessed_format()?
    };
    let mut limits = Limits::no_limits();
    // Decoders need room beside the pixels.
    limits.max_alloc = Some(2 * MAX_BYTES);
    reader.limits(limits);
    reader.into_decoder()
}

/// The width and height of each page of an image file, as it is shown; none of a kind that is not read.
///
/// # Errors
/// The head of the file cannot be read: what is wrong with it.
pub(in crate::import) fn sizes(bytes: &[u8]) -> Result<Vec<(u32, u32)>, String> {
    if jpeg2000::is_jpeg2000(bytes) {
        let (width, height, _) = jpeg2000::size(bytes).ok_or(BROKEN)?;
        return Ok(vec![(width, height)]);
    }
    if jbig2::is_jbig2(bytes) {
        let sizes = jbig2::sizes(bytes);
        return if sizes.is_empty() { Err(BROKEN.to_owned()) } else { Ok(sizes) };
    }
    let pages = tiff::pages(bytes);
    let one = |bytes: &[u8]| size(bytes).map_err(|error| problem(&error).to_owned());
    if pages < 2 {
        return Ok(vec![one(bytes)?]);
    }
    let mut bytes = bytes.to_vec();
    let mut sizes = Vec::new();
    for _ in 0..pages {
        sizes.push(one(&bytes)?);
        // The page after the one that is the first now.
        tiff::begin_with_page(&mut bytes, 1);
    }
    Ok(sizes)
}

fn size(bytes: &[u8]) -> ImageResult<(u32, u32)> {
    let mut decoder = decoder(bytes)?;
    let (width, height) = decoder.dimensions();
    let is_sideways = orientation(&mut decoder).to_exif() > 4;
    Ok(if is_sideways { (height, width) } else { (width, height) })
}

/// How an image is to be turned. One that says nothing that can be read is not.
fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

/// How fine the pages of PDFs are drawn, in dots to the inch. Small print of newspapers is read from this on.
const DOTS_PER_INCH: f32 = 200.0;
/// How fine where more is asked for: type of four points is then as sharp as on a screen of its own.
const FINER: f32 = 400.0;

/// The picture of a page drawn finer than [`decode_bytes`] gives it: of a page of a PDF that is no scan. Nothing for any other, as an image
/// has no more than its pixels, and where there is no room for it.
pub fn decode_finer(path: &Path, bytes: &[u8], number: usize, password: &str, than: (u32, u32)) -> Option<DynamicImage> {
    if !is_pdf(bytes) {
        return None;
    }
    let finer = of_pdf(path, bytes, number, password, FINER).ok()?;
    (finer.width() > than.0 && finer.height() > than.1).then_some(finer)
}

/// The picture of a page of a PDF, in dots to the inch.
fn of_pdf(path: &Path, bytes: &[u8], number: usize, password: &str, dots: f32) -> Result<DynamicImage, ImageFault> {
    let none = |fault: PictureFault| ImageFault::NoPicture { path: path.to_owned(), fault };
    let page = u32::try_from(number).unwrap_or(u32::MAX).saturating_add(1);
    let picture = picture_of(bytes, password, page, dots).map_err(none)?;
    let (width, height) = (picture.width, picture.height);
    let image = match picture.channels {
        1 => GrayImage::from_raw(width, height, picture.pixels).map(DynamicImage::from),
        _ => RgbImage::from_raw(width, height, picture.pixels).map(DynamicImage::from),
    };
    image.ok_or_else(|| none(PictureFault::Malformed))
}

/// What is wrong with an image, for those who have it: the words of those who read it are for programmers.
pub(in crate::import) fn problem(error: &ImageError) -> &'static str {
    match error {
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => "it ends too early",
        ImageError::Unsupported(_) => "it is of a kind that is not read",
        ImageError::Limits(_) => "it needs more room than there is",
        ImageError::IoError(_) | ImageError::Decoding(_) | ImageError::Encoding(_) | ImageError::Parameter(_) => {
            "what is in it is not as in an image of its kind"
        }
    }
}

fn pixels(path: &Path, bytes: Vec<u8>) -> Result<DynamicImage, ImageFault> {
    let malformed = |error: ImageError| ImageFault::Malformed { path: path.to_owned(), message: problem(&error).to_owned() };
    let mut decoder = decoder(&bytes).map_err(malformed)?;
    let (width, height) = decoder.dimensions();
    let count = u64::from(width) * u64::from(height);
    if count > MAX_PIXELS {
        return Err(too_large(path, count));
    }
    if decoder.total_bytes() > MAX_BYTES {
        return Err(too_large(path, decoder.total_bytes() / 3));
    }
    let orientation = orientation(&mut decoder);
    let mut image = DynamicImage::from_decoder(decoder).map_err(malformed)?;
    image.apply_orientation(orientation);
    Ok(image)
}
