//! Small images of the pages, for the outline. They stay when the images in full make room.

use std::cell::OnceCell;

use eframe::egui::{ColorImage, Context, TextureFilter, TextureHandle, TextureOptions};
use image::RgbImage;

/// The longer side of a small image, in pixels: what is shown beside the pointer needs so many.
pub const LONGER: u32 = 420;

/// A page's small image.
pub struct Thumbnail {
    image: RgbImage,
    texture: OnceCell<TextureHandle>,
}

impl Thumbnail {
    /// As it was made.
    pub fn new(image: RgbImage) -> Thumbnail {
        Thumbnail { image, texture: OnceCell::new() }
    }

    /// How wide it is for its height.
    pub fn ratio(&self) -> f32 {
        self.image.width() as f32 / self.image.height().max(1) as f32
    }

    /// Its texture, made when it is first drawn.
    pub fn texture(&self, ctx: &Context) -> &TextureHandle {
        self.texture.get_or_init(|| {
            let size = [self.image.width() as usize, self.image.height() as usize];
            // It is drawn at a fifth of its size in the list, where single pixels of print would flicker.
            let options = TextureOptions { mipmap_mode: Some(TextureFilter::Linear), ..TextureOptions::LINEAR };
            ctx.load_texture("thumbnail", ColorImage::from_rgb(size, self.image.as_raw()), options)
        })
    }
}
