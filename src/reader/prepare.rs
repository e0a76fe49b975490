//! What an image must be to be read: tones of grey, dark on light.

use image::{DynamicImage, GrayImage, Luma, imageops};

/// Where half of an image's pixels are darker than this, it is light on dark, as negatives of films are.
const DARK: u8 = 90;

/// An image as the reader takes it.
pub fn prepared(image: &DynamicImage) -> GrayImage {
    let mut grey = if image.color().has_alpha() { on_white(image) } else { image.to_luma8() };
    if median(&grey) < DARK {
        imageops::invert(&mut grey);
    }
    grey
}

/// What is not covered is paper.
fn on_white(image: &DynamicImage) -> GrayImage {
    let image = image.to_luma_alpha8();
    GrayImage::from_fn(image.width(), image.height(), |x, y| {
        let [tone, alpha] = image.get_pixel(x, y).0.map(u32::from);
        Luma([((tone * alpha + 255 * (255 - alpha)) / 255) as u8])
    })
}

/// The middle one of all tones.
fn median(image: &GrayImage) -> u8 {
    let mut counts = [0_u64; 256];
    for pixel in image.pixels() {
        if let Some(count) = counts.get_mut(usize::from(pixel.0[0])) {
            *count += 1;
        }
    }
    let half = u64::from(image.width()) * u64::from(image.height()) / 2;
    let mut sum = 0;
    let reaches = |count: &u64| {
        sum += count;
        sum > half
    };
    counts.iter().position(reaches).unwrap_or(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageBuffer, LumaA};

    #[test]
    fn text_is_dark_on_light() {
        let negative = GrayImage::from_fn(10, 10, |x, _| Luma([if x == 0 { 250 } else { 10 }]));
        let image = prepared(&DynamicImage::from(negative));
        assert_eq!((image.get_pixel(0, 0).0, image.get_pixel(5, 5).0), ([5], [245]));
        let positive = GrayImage::from_fn(10, 10, |x, _| Luma([if x < 4 { 10 } else { 250 }]));
        assert_eq!(prepared(&DynamicImage::from(positive.clone())), positive);
    }

    #[test]
    fn what_is_transparent_is_paper() {
        let image: ImageBuffer<LumaA<u8>, Vec<u8>> = ImageBuffer::from_fn(4, 1, |x, _| LumaA([0, if x == 0 { 255 } else { 0 }]));
        let image = prepared(&DynamicImage::from(image));
        assert_eq!((image.get_pixel(0, 0).0, image.get_pixel(3, 0).0), ([0], [255]));
    }
}
