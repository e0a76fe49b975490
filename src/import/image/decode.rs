//! Reading image files: pages of PDFs, PNG, JPEG, TIFF (also bilevel, as fax machines compress it, and with several pages) and WebP.

use std::io::{Cursor, ErrorKind};
use std::path::{Path, PathBuf};

use image::{DynamicImage, GrayImage, ImageDecoder, ImageError, ImageReader, Limits, RgbImage};

use crate::explained::{Arguments, Explained, in_english, named, of_file, of_system};
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
#[error("{}", in_english(self))]
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
        return of_pdf(path, &bytes, number, password);
    }
    begin_with_page(&mut bytes, number);
    pixels(path, bytes)
}

/// How fine the pages of PDFs are drawn, in dots to the inch. Small print of newspapers is read from this on.
const DOTS_PER_INCH: f32 = 200.0;

/// The picture of a page of a PDF.
fn of_pdf(path: &Path, bytes: &[u8], number: usize, password: &str) -> Result<DynamicImage, ImageFault> {
    let none = |fault: PictureFault| ImageFault::NoPicture { path: path.to_owned(), fault };
    let page = u32::try_from(number).unwrap_or(u32::MAX).saturating_add(1);
    let picture = picture_of(bytes, password, page, DOTS_PER_INCH).map_err(none)?;
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
    let too_large = |pixels: u64| ImageFault::TooLarge { path: path.to_owned(), megapixels: pixels.div_ceil(1_000_000) };
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| malformed(error.into()))?;
    let mut limits = Limits::no_limits();
    // Decoders need room beside the pixels.
    limits.max_alloc = Some(2 * MAX_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(malformed)?;
    let (width, height) = decoder.dimensions();
    let count = u64::from(width) * u64::from(height);
    if count > MAX_PIXELS {
        return Err(too_large(count));
    }
    if decoder.total_bytes() > MAX_BYTES {
        return Err(too_large(decoder.total_bytes() / 3));
    }
    DynamicImage::from_decoder(decoder).map_err(malformed)
}

/// Makes the page of this number the first of a TIFF, by pointing the file's head at it; other files stay as they are. A file of up to
/// 4 GB begins with its byte order, the number 42 and the place of the first page's directory; a directory has a count, twelve bytes for
/// each entry, and the place of the next one, or 0 (TIFF 6.0, section 2).
fn begin_with_page(bytes: &mut [u8], number: usize) {
    let big_endian = match bytes.get(..4) {
        Some(b"II\x2a\x00") => false,
        Some(b"MM\x00\x2a") => true,
        _ => return,
    };
    let read = |bytes: &[u8], at: usize, length: usize| {
        let part = bytes.get(at..at.checked_add(length)?)?;
        let add = |value: usize, byte: &u8| value << 8 | usize::from(*byte);
        Some(if big_endian { part.iter().fold(0, add) } else { part.iter().rev().fold(0, add) })
    };
    let next = |bytes: &[u8], directory: usize| {
        let count = read(bytes, directory, 2)?;
        read(bytes, directory.checked_add(2 + 12 * count)?, 4).filter(|next| *next != 0 && *next < bytes.len())
    };
    let Some(first) = read(bytes, 4, 4) else { return };
    let directories = std::iter::successors(Some(first), |directory| next(bytes, *directory));
    let Some(directory) = directories.take(number.saturating_add(1)).last().and_then(|place| u32::try_from(place).ok()) else { return };
    let place = if big_endian { directory.to_be_bytes() } else { directory.to_le_bytes() };
    if let Some(head) = bytes.get_mut(4..8) {
        head.copy_from_slice(&place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::tiff::TiffEncoder;
    use image::{ExtendedColorType, ImageEncoder, Luma};

    /// A page of 16 pixels by 2, black but for the left upper corner, as fax machines send it (T.6): every row is coded by how it
    /// differs from the one above.
    fn fax() -> Vec<u8> {
        // Row 1: horizontal mode, 8 white (10011), 8 black (000101). Row 2: the same place (V0), then the end (V0). Then EOFB.
        let bits = "001100110001011100000000000100000000000100000000";
        let strip: Vec<u8> = bits.as_bytes().chunks(8).map(|byte| byte.iter().fold(0, |value, bit| value << 1 | (bit - b'0'))).collect();
        // Width, height, bits, compression 4, white is 0, strip's place, samples, rows, strip's length, resolution of nothing.
        let entries = [(256, 16), (257, 2), (258, 1), (259, 4), (262, 0), (273, 8), (277, 1), (278, 2), (279, strip.len() as u32)];
        let mut bytes = b"II\x2a\x00".to_vec();
        bytes.extend((8 + strip.len() as u32).to_le_bytes());
        bytes.extend(&strip);
        bytes.extend((entries.len() as u16).to_le_bytes());
        for (tag, value) in entries {
            bytes.extend((tag as u16).to_le_bytes());
            bytes.extend(4_u16.to_le_bytes());
            bytes.extend(1_u32.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend([0; 4]);
        bytes
    }

    fn read(name: &str, bytes: &[u8], number: usize) -> Result<DynamicImage, ImageFault> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        decode(&path, number, "")
    }

    fn size(image: &DynamicImage) -> (u32, u32) {
        (image.width(), image.height())
    }

    fn tones(image: DynamicImage) -> Vec<u8> {
        image.into_luma8().into_raw()
    }

    #[test]
    fn every_kind_of_file_is_told_by_its_content() {
        for format in [image::ImageFormat::Png, image::ImageFormat::Jpeg, image::ImageFormat::Tiff, image::ImageFormat::WebP] {
            let mut file = Cursor::new(Vec::new());
            let image = DynamicImage::from(GrayImage::from_pixel(40, 30, Luma([200])));
            let image = if format == image::ImageFormat::WebP { image.to_rgb8().into() } else { image };
            image.write_to(&mut file, format).unwrap();
            let image = read("image.bin", &file.into_inner(), 0).unwrap();
            assert_eq!(size(&image), (40, 30), "{format:?}");
            assert!(tones(image).iter().all(|tone| tone.abs_diff(200) < 3), "{format:?}");
        }
    }

    #[test]
    fn bilevel_fax_images_are_read() {
        let image = read("fax.tif", &fax(), 0).unwrap();
        assert_eq!(size(&image), (16, 2));
        let row = [[255; 8], [0; 8]].concat();
        assert_eq!(tones(image), [row.clone(), row].concat());
    }

    #[test]
    fn a_page_of_a_file_with_several_is_found() {
        let mut file = Cursor::new(Vec::new());
        TiffEncoder::new(&mut file).write_image(&[7; 4], 2, 2, ExtendedColorType::L8).unwrap();
        let mut bytes = file.into_inner();
        // The second page is the first one's directory again, one pixel high.
        let first = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize;
        let count = usize::from(u16::from_le_bytes(bytes[first..first + 2].try_into().unwrap()));
        let end = first + 2 + 12 * count;
        let mut second = bytes[first..end + 4].to_vec();
        for entry in second[2..2 + 12 * count].chunks_mut(12).filter(|entry| [257, 278].contains(&u16::from_le_bytes([entry[0], entry[1]])))
        {
            entry[8] = 1;
        }
        let place = (bytes.len() as u32).to_le_bytes();
        bytes[end..end + 4].copy_from_slice(&place);
        bytes.extend(second);
        let heights = [0, 1, 5].map(|number| read("book.tif", &bytes, number).unwrap().height());
        assert_eq!(heights, [2, 1, 1], "the last where there are fewer");
    }

    #[test]
    fn what_is_no_image_or_too_large_says_so() {
        assert!(matches!(read("page.png", b"no image", 0), Err(ImageFault::Malformed { .. })));
        assert!(matches!(decode(Path::new("/no/such/page.png"), 0, ""), Err(ImageFault::Unreadable { .. })));
        // The head of a PNG of 20 000 by 20 000 pixels.
        let mut head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x4e\x20\x00\x00\x4e\x20\x08\x00\x00\x00\x00".to_vec();
        head.extend([0xc6, 0x1b, 0x19, 0xe5]);
        head.extend(b"\x00\x00\x00\x00IDAT\x35\xaf\x06\x1e");
        let fault = read("page.png", &head, 0).expect_err("a fault").to_string();
        assert!(fault.contains("400 million pixels") && fault.contains("200 million"), "{fault}");
    }
}
