//! The images of pages: where a page's image is, and reading it.

mod decode;
mod jbig2;
mod jpeg;
mod jpeg2000;
mod search;
#[cfg(test)]
mod tests;
mod tiff;

pub use decode::{ImageFault, MAX_PIXELS, decode, decode_bytes, decode_finer, read_bytes};
pub(super) use decode::{MAX_FILE, sizes};
pub use jpeg::is_cut_off;
pub use search::{ENDINGS, ImageSearch, is_named_pdf};
pub use tiff::{Group4Strip, group4_strip};

use image::ImageFormat;

use crate::page::Page;

/// Whether a file that begins so is an image that is read.
pub(super) fn is_image(bytes: &[u8]) -> bool {
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];
    let is_guessed = image::guess_format(bytes).is_ok_and(|format| formats.contains(&format));
    is_guessed || tiff::is_tiff(bytes) || jpeg2000::is_jpeg2000(bytes) || jbig2::is_jbig2(bytes)
}

/// How many pixels of an image of this width (in pixels of its own) one pixel of the page's layout is; 1 where either size is not known.
pub fn per_layout_pixel(page: &Page, image_width: u32) -> f32 {
    let width = page.layout().map_or(0, |layout| layout.size().0.0);
    if width > 0 && image_width > 0 { image_width as f32 / width as f32 } else { 1.0 }
}
