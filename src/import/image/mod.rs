//! The images of pages: where a page's image is, and reading it.

mod decode;
mod search;

pub use decode::{ImageFault, MAX_PIXELS, decode, decode_bytes, read_bytes};
pub(super) use decode::{MAX_FILE, problem};
pub use search::{ENDINGS, ImageSearch, is_named_pdf};

use crate::page::Page;

/// How many pixels of an image of this width (in pixels of its own) one pixel of the page's layout is; 1 where either size is not known.
pub fn per_layout_pixel(page: &Page, image_width: u32) -> f32 {
    let width = page.layout().map_or(0, |layout| layout.size().0.0);
    if width > 0 && image_width > 0 { image_width as f32 / width as f32 } else { 1.0 }
}
