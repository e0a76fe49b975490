//! JPEG 2000 (ISO/IEC 15444-1), as a JP2 file or bare, as libraries keep their scans.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};
use image::{DynamicImage, GrayImage, RgbImage};

/// The most numbers that the pixels of an image may have together: each takes several bytes while it is unpacked.
pub const MOST_SAMPLES: u64 = 200_000_000;

/// Whether a file that begins so is a JPEG 2000 one.
pub fn is_jpeg2000(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x00\x00\x00\x0cjP  ") || bytes.starts_with(b"\xff\x4f\xff\x51")
}

/// Its width, its height, and how many numbers a pixel has; nothing where its head cannot be read.
pub fn size(bytes: &[u8]) -> Option<(u32, u32, u32)> {
    let read = || {
        let image = Image::new(bytes, &DecodeSettings::default()).ok()?;
        let channels = u32::from(image.color_space().num_channels()) + u32::from(image.has_alpha());
        Some((image.width(), image.height(), channels))
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

/// Its pixels; nothing where it cannot be read.
pub fn pixels(bytes: &[u8]) -> Option<DynamicImage> {
    // What others write may find a fault in who reads it.
    catch_unwind(AssertUnwindSafe(|| unpacked(bytes))).ok().flatten()
}

fn unpacked(bytes: &[u8]) -> Option<DynamicImage> {
    let image = Image::new(bytes, &DecodeSettings::default()).ok()?;
    let (width, height) = (image.width(), image.height());
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).ok()?;
    let count = decoded.components().len();
    let data = decoded.data_u8();
    // What is beside the colours says how much of them is seen; pages are whole.
    let colours = count - usize::from(image.has_alpha() && count > 1);
    let pixels = data.chunks_exact(count.max(1));
    match colours {
        0 => None,
        1 | 2 => GrayImage::from_raw(width, height, pixels.filter_map(|pixel| pixel.first().copied()).collect()).map(DynamicImage::from),
        4 => RgbImage::from_raw(width, height, pixels.flat_map(of_inks).collect()).map(DynamicImage::from),
        _ => RgbImage::from_raw(width, height, pixels.flat_map(|pixel| pixel.iter().take(3).copied()).collect()).map(DynamicImage::from),
    }
}

/// Red, green and blue of cyan, magenta, yellow and black.
fn of_inks(pixel: &[u8]) -> [u8; 3] {
    let ink = |at: usize| u16::from(255 - pixel.get(at).copied().unwrap_or(0));
    [0, 1, 2].map(|at| (ink(at) * ink(3) / 255) as u8)
}
