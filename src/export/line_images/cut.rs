//! Cutting a line out of the image of its page, and making it an address that holds the image itself.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::{FilterType, resize};
use image::{DynamicImage, ExtendedColorType, GrayImage, ImageEncoder, ImageResult};

use crate::page::{PixelRect, Pixels};

/// How thick a line is at most, in pixels, with what is shown round it: its height, or the width of one that runs down the page. Characters are
/// then some 45 pixels high, twice what they are on the screen, so that the finest strokes are sharp on dense screens and in print too.
const THICKNESS: u32 = 60;

/// How long a line is at most, in pixels: more than a screen shows of a headline across the page.
const LENGTH: u32 = 2400;

/// How well JPEG keeps the image, from 1 to 100. Below this the strokes blur.
const QUALITY: u8 = 70;

/// The image of a raw line, in grey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineImage {
    /// The left upper corner of what was cut out, in pixels of the page's image.
    pub corner: (u32, u32),
    /// How wide and how high what was cut out is, in pixels of the page's image.
    pub extent: (u32, u32),
    /// How wide and how high the image is, in pixels of its own.
    pub size: (u32, u32),
    /// The image, as an address of the scheme `data`.
    pub address: String,
}

impl LineImage {
    /// What is in this rectangle of the layout, a pixel of which is `scale` of the image's. Nothing where it has no pixel of the image.
    pub fn cut(image: &DynamicImage, rect: PixelRect, scale: f32) -> Option<LineImage> {
        let (corner, extent) = part(image, rect, scale)?;
        let grey = shrunk(image.crop_imm(corner.0, corner.1, extent.0, extent.1).into_luma8());
        let address = address(&grey)?;
        Some(LineImage { corner, extent, size: grey.dimensions(), address })
    }

    /// Whether the line runs down the page. What is hardly higher than wide may be a single character.
    pub fn is_upright(&self) -> bool {
        self.extent.1 > 2 * self.extent.0
    }
}

/// The left upper corner and the extent of a rectangle of the layout, in pixels of the page's image.
fn part(image: &DynamicImage, rect: PixelRect, scale: f32) -> Option<((u32, u32), (u32, u32))> {
    // A cast of a number out of range saturates.
    let from = |at: Pixels, end: u32| ((at.0 as f32 * scale).floor() as u32).min(end);
    let to = |at: Pixels, end: u32| ((at.0 as f32 * scale).ceil() as u32).min(end);
    let corner = (from(rect.left, image.width()), from(rect.top, image.height()));
    let end = (to(rect.right, image.width()), to(rect.bottom, image.height()));
    if rect.is_empty() || corner.0 >= end.0 || corner.1 >= end.1 {
        return None;
    }
    Some((corner, (end.0 - corner.0, end.1 - corner.1)))
}

/// What is in this rectangle of the layout, in grey and as large as it is on the page, as PNG.
pub(super) fn cut_png(image: &DynamicImage, rect: PixelRect, scale: f32) -> Option<Vec<u8>> {
    let (corner, extent) = part(image, rect, scale)?;
    let grey = image.crop_imm(corner.0, corner.1, extent.0, extent.1).into_luma8();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(grey.as_raw(), extent.0, extent.1, ExtendedColorType::L8).ok()?;
    Some(bytes)
}

/// The image made smaller, where it is larger than lines are shown.
fn shrunk(image: GrayImage) -> GrayImage {
    let (width, height) = image.dimensions();
    let (thickness, length) = (width.min(height), width.max(height));
    let scale = (THICKNESS as f32 / thickness as f32).min(LENGTH as f32 / length as f32);
    if scale >= 1.0 {
        return image;
    }
    let side = |side: u32| ((side as f32 * scale).round() as u32).max(1);
    resize(&image, side(width), side(height), FilterType::CatmullRom)
}

/// The image as JPEG, or as PNG where that is smaller: of two tones alone, or of a few characters.
fn address(image: &GrayImage) -> Option<String> {
    let (width, height) = image.dimensions();
    let made = |write: &dyn Fn(&mut Vec<u8>) -> ImageResult<()>| {
        let mut bytes = Vec::new();
        write(&mut bytes).ok().map(|()| bytes)
    };
    let grey = ExtendedColorType::L8;
    let jpeg = made(&|bytes| JpegEncoder::new_with_quality(bytes, QUALITY).write_image(image.as_raw(), width, height, grey));
    let png = made(&|bytes| PngEncoder::new(bytes).write_image(image.as_raw(), width, height, grey));
    let kinds = [("jpeg", jpeg), ("png", png)].into_iter().filter_map(|(kind, bytes)| Some((kind, bytes?)));
    let (kind, bytes) = kinds.min_by_key(|(_, bytes)| bytes.len())?;
    Some(format!("data:image/{kind};base64,{}", base64(&bytes)))
}

/// Bytes as text: each three as four signs of 64, the last filled up with `=` (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let value = (0..3).fold(0_usize, |value, at| value << 8 | three.get(at).map_or(0, |byte| usize::from(*byte)));
        for at in 0..4 {
            let sign = SIGNS.get(value >> (18 - 6 * at) & 63).filter(|_| at <= three.len());
            text.push(sign.map_or('=', |sign| char::from(*sign)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    /// The image behind an address.
    fn read(line: &LineImage) -> GrayImage {
        let (_, text) = line.address.split_once(',').unwrap();
        let value = |sign: u8| match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        let bits = text.bytes().filter(|sign| *sign != b'=').flat_map(|sign| (0..6).rev().map(move |bit| value(sign) >> bit & 1));
        let bytes: Vec<u8> =
            bits.collect::<Vec<_>>().chunks_exact(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit)).collect();
        image::load_from_memory(&bytes).unwrap().into_luma8()
    }

    /// White paper with a black rectangle.
    fn page(black: PixelRect) -> DynamicImage {
        let is_in = |x, y| (black.left.0..black.right.0).contains(&x) && (black.top.0..black.bottom.0).contains(&y);
        GrayImage::from_fn(400, 300, |x, y| Luma([if is_in(x, y) { 0 } else { 255 }])).into()
    }

    #[test]
    fn a_line_is_cut_out() {
        let line = LineImage::cut(&page(PixelRect::new(100, 50, 200, 75)), PixelRect::new(97, 47, 203, 78), 1.0).unwrap();
        assert_eq!((line.corner, line.extent, line.size), ((97, 47), (106, 31), (106, 31)));
        assert!(line.address.starts_with("data:image/png;base64,"), "two tones are smaller as PNG");
        let image = read(&line);
        let dark = |x: u32, y: u32| image.get_pixel(x, y).0 == [0];
        assert_eq!([(2, 15), (3, 15), (102, 15), (103, 15)].map(|(x, y)| dark(x, y)), [false, true, true, false]);
        assert_eq!([2, 3, 27, 28].map(|y| dark(50, y)), [false, true, true, false]);
    }

    #[test]
    fn a_layout_of_another_size_than_the_image_is_fitted() {
        let line = LineImage::cut(&page(PixelRect::new(100, 50, 200, 74)), PixelRect::new(194, 94, 406, 154), 0.5).unwrap();
        assert_eq!((line.corner, line.extent), ((97, 47), (106, 30)));
        assert_eq!(read(&line).get_pixel(3, 3).0, [0]);
    }

    #[test]
    fn lines_are_no_thicker_than_they_are_shown_and_may_run_down_the_page() {
        let paper = DynamicImage::from(GrayImage::from_fn(4000, 3000, |x, y| Luma([(x * 7 + y * 13) as u8])));
        let size = |rect| LineImage::cut(&paper, rect, 1.0).map(|line| (line.size, line.is_upright())).unwrap();
        assert_eq!(size(PixelRect::new(100, 100, 1100, 200)), ((600, 60), false));
        assert_eq!(size(PixelRect::new(100, 100, 200, 1100)), ((60, 600), true));
        assert_eq!(size(PixelRect::new(0, 100, 4000, 140)), ((2400, 24), false));
    }

    #[test]
    fn what_lies_off_the_image_has_none() {
        let paper = page(PixelRect::default());
        for rect in [PixelRect::new(500, 10, 600, 40), PixelRect::new(10, 400, 60, 420), PixelRect::new(10, 10, 10, 40)] {
            assert_eq!(LineImage::cut(&paper, rect, 1.0), None, "{rect:?}");
        }
        assert_eq!(LineImage::cut(&paper, PixelRect::new(390, 290, 1_000_000, 1_000_000), 2.0), None);
        let line = LineImage::cut(&paper, PixelRect::new(300, 280, 1_000_000, 310), 1.0).unwrap();
        assert_eq!((line.corner, line.extent), ((300, 280), (100, 20)));
    }

    #[test]
    fn bytes_become_text_as_the_standard_has_it() {
        let cases: [&[u8]; 7] = [b"", b"f", b"fo", b"foo", b"foob", b"fooba", b"foobar"];
        assert_eq!(cases.map(base64), ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
