//! Pixels packed without loss.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, GrayImage};

use super::{Coding, Colors, Scan};

/// The filter of PNG that writes of each number how much it is more than the one above.
const UP: u8 = 2;
/// The filter that writes numbers as they are.
const NONE: u8 = 0;

/// An image as a scan. One of black and white alone has a bit a pixel.
pub(super) fn pack(image: &DynamicImage) -> Scan {
    let size = (image.width(), image.height());
    let (colors, bits, bytes) = if image.color().has_color() {
        let pixels = image.to_rgb8();
        (Colors::Rgb, 8, rows(pixels.as_raw(), size.0 as usize * 3, UP))
    } else {
        let gray = image.to_luma8();
        if gray.as_raw().iter().all(|shade| matches!(shade, 0 | 255)) {
            (Colors::Gray, 1, rows(&in_bits(&gray), size.0.div_ceil(8) as usize, NONE))
        } else {
            (Colors::Gray, 8, rows(gray.as_raw(), size.0 as usize, UP))
        }
    };
    Scan { size, coding: Coding::Rows, colors, bits, per_inch: None, bytes }
}

/// Rows of so many bytes, each behind the number of its filter, packed.
fn rows(pixels: &[u8], width: usize, filter: u8) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    let mut above = vec![0; width];
    let mut row = Vec::with_capacity(width + 1);
    for pixels in pixels.chunks(width.max(1)) {
        row.clear();
        row.push(filter);
        match filter {
            UP => row.extend(pixels.iter().zip(&above).map(|(now, above)| now.wrapping_sub(*above))),
            _ => row.extend_from_slice(pixels),
        }
        above.copy_from_slice(pixels);
        // Writing to memory does not fail.
        let _ = packed.write_all(&row);
    }
    packed.finish().unwrap_or_default()
}

/// Eight pixels a byte, the first the highest bit, white as one.
fn in_bits(gray: &GrayImage) -> Vec<u8> {
    let byte = |eight: &[u8]| (0u32..).zip(eight).fold(0, |byte, (bit, shade)| byte | (shade & 1) << (7 - bit));
    gray.as_raw().chunks(gray.width().max(1) as usize).flat_map(|row| row.chunks(8).map(byte)).collect()
}
