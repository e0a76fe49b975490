//! A page image as it is kept: its pixels in full, and smaller copies of it, each half as wide and high as the one before.
//!
//! What is shown is cut from the copy that comes nearest to the size on the screen, so that letters stay legible at any size and little
//! is copied. All copies together take a third more than the image itself.

use image::{DynamicImage, RgbImage, imageops};
use rayon::prelude::*;

use super::thumbnail::LONGER;

/// The longer side of the smallest copy is at most this many pixels.
const SMALLEST: u32 = 1024;

/// The pixels of an image.
enum Samples {
    /// A byte for each pixel.
    Grey(Vec<u8>),
    /// Red, green and blue.
    Colour(Vec<u8>),
}

impl Samples {
    fn parts(&self) -> (&[u8], usize) {
        match self {
            Samples::Grey(bytes) => (bytes, 1),
            Samples::Colour(bytes) => (bytes, 3),
        }
    }
}

/// The image at one size.
pub struct Level {
    /// How wide it is, in pixels of its own.
    pub width: u32,
    /// How high it is, in pixels of its own.
    pub height: u32,
    samples: Samples,
}

/// A page image.
pub struct Picture {
    /// The image in full, and its smaller copies. Never empty.
    levels: Vec<Level>,
    /// The tones between which nearly all of its pixels lie, from ink to paper.
    tones: (u8, u8),
}

impl Picture {
    /// The picture of an image that was decoded. Grey images stay grey; what is transparent is lost.
    pub fn new(image: DynamicImage) -> Picture {
        let mut levels = vec![Level::new(image)];
        while let Some(smaller) = levels.last().filter(|level| level.width.max(level.height) > SMALLEST).map(Level::halved) {
            levels.push(smaller);
        }
        let tones = levels.last().map_or((0, 255), Level::tones);
        Picture { levels, tones }
    }

    /// How wide and high it is, in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.levels.first().map_or((0, 0), |level| (level.width, level.height))
    }

    /// The image in full, and its smaller copies.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The tones of the ink and of the paper, roughly.
    pub fn tones(&self) -> (u8, u8) {
        self.tones
    }

    /// A small copy of it, its longer side [`LONGER`] pixels.
    pub fn thumbnail(&self) -> RgbImage {
        let Some(level) = self.levels.last() else { return RgbImage::default() };
        let pixels = level.part((0, 0), (level.width, level.height), &tone_table((0, 255), false, false));
        let whole = RgbImage::from_raw(level.width, level.height, pixels.into_flattened()).unwrap_or_default();
        let longer = level.width.max(level.height).max(1);
        let side = |side: u32| (u64::from(side) * u64::from(LONGER.min(longer)) / u64::from(longer)).max(1) as u32;
        imageops::thumbnail(&whole, side(level.width), side(level.height))
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.levels.iter().map(Level::bytes).sum()
    }

    /// The number of the copy to be shown where a pixel of the image takes up this many pixels of the screen: the smallest that is not
    /// coarser than the screen.
    pub fn level_for(&self, scale: f32) -> usize {
        let halvings = (1.0 / scale.max(f32::EPSILON)).log2().floor().max(0.0) as usize;
        halvings.min(self.levels.len() - 1)
    }
}

impl Level {
    /// An image that was decoded, as it is.
    pub fn new(image: DynamicImage) -> Level {
        let (width, height) = (image.width(), image.height());
        let samples = if image.color().has_color() {
            Samples::Colour(image.into_rgb8().into_raw())
        } else {
            Samples::Grey(image.into_luma8().into_raw())
        };
        Level { width, height, samples }
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.samples.parts().0.len()
    }

    /// A copy half as wide and high; each of its pixels is the mean of four.
    fn halved(&self) -> Level {
        let (width, height) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let (bytes, channels) = self.samples.parts();
        let (own, row) = (self.width as usize * channels, width as usize * channels);
        let mut half = vec![0; row * height as usize];
        half.par_chunks_mut(row.max(1)).enumerate().for_each(|(y, out)| {
            let upper = bytes.get(2 * y * own..(2 * y + 1) * own).unwrap_or_default();
            let lower = bytes.get((2 * y + 1) * own..(2 * y + 2) * own).unwrap_or(upper);
            let pairs = upper.chunks(2 * channels).zip(lower.chunks(2 * channels));
            for (out, (a, b)) in out.chunks_mut(channels).zip(pairs) {
                for (channel, out) in out.iter_mut().enumerate() {
                    // The last column of an odd width stands for the one that is lacking.
                    let at = |of: &[u8], pixel: usize| u16::from(*of.get(pixel * channels + channel).unwrap_or(&of[channel]));
                    *out = ((at(a, 0) + at(a, 1) + at(b, 0) + at(b, 1) + 2) / 4) as u8;
                }
            }
        });
        let samples = if channels == 1 { Samples::Grey(half) } else { Samples::Colour(half) };
        Level { width, height, samples }
    }

    /// The tones of the ink and of the paper: a hundredth of all pixels is darker, half of them are lighter.
    fn tones(&self) -> (u8, u8) {
        let mut counts = [0_usize; 256];
        let (bytes, channels) = self.samples.parts();
        for pixel in bytes.chunks_exact(channels) {
            let sum: usize = pixel.iter().map(|sample| usize::from(*sample)).sum();
            counts[(sum / channels).min(255)] += 1;
        }
        let all = bytes.len() / channels;
        let reached = |share: usize| {
            let mut below = 0;
            counts.iter().position(|count| {
                below += count;
                below * 100 > all * share
            })
        };
        let tone = |share| reached(share).unwrap_or(255) as u8;
        (tone(1), tone(50))
    }

    /// A part of the image as red, green and blue, its tones replaced by `tones`. What lies outside of the image is left out: the part
    /// from `left` and `top` on must lie in it.
    pub fn part(&self, (left, top): (u32, u32), (right, bottom): (u32, u32), tones: &[u8; 256]) -> Vec<[u8; 3]> {
        let (bytes, channels) = self.samples.parts();
        let (right, bottom) = (right.min(self.width) as usize, bottom.min(self.height) as usize);
        let mut pixels = Vec::new();
        for y in top as usize..bottom {
            let row = y * self.width as usize;
            let part = bytes.get((row + left as usize) * channels..(row + right) * channels).unwrap_or_default();
            let tone = |sample: u8| tones[usize::from(sample)];
            pixels.extend(part.chunks_exact(channels).map(|pixel| match pixel {
                [red, green, blue] => [tone(*red), tone(*green), tone(*blue)],
                other => [other.first().map_or(0, |grey| tone(*grey)); 3],
            }));
        }
        pixels
    }
}

/// What becomes of each tone: spread from ink to paper where `contrast` is wanted, and turned round where `inverted` is.
pub fn tone_table((ink, paper): (u8, u8), contrast: bool, inverted: bool) -> [u8; 256] {
    let (low, high) = if contrast { (f32::from(ink), f32::from(paper).max(f32::from(ink) + 8.0)) } else { (0.0, 255.0) };
    std::array::from_fn(|tone| {
        let spread = ((tone as f32 - low) / (high - low) * 255.0).clamp(0.0, 255.0).round() as u8;
        if inverted { 255 - spread } else { spread }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma, Rgb, RgbImage};

    const SAME: fn() -> [u8; 256] = || tone_table((0, 255), false, false);

    #[test]
    fn copies_halve_until_they_are_small_and_average_four_pixels() {
        let image = GrayImage::from_fn(2049, 30, |x, _| Luma([if x % 2 == 0 { 0 } else { 200 }]));
        let picture = Picture::new(image.into());
        let sizes: Vec<_> = picture.levels().iter().map(|level| (level.width, level.height)).collect();
        assert_eq!(sizes, [(2049, 30), (1025, 15), (513, 8)]);
        assert_eq!(picture.levels()[1].part((0, 0), (2, 1), &SAME()), [[100; 3]; 2]);
        assert_eq!(picture.levels()[1].part((1024, 14), (1025, 15), &SAME()), [[0; 3]], "the column without a neighbour");
        assert_eq!(picture.bytes(), 2049 * 30 + 1025 * 15 + 513 * 8);
    }

    #[test]
    fn a_small_copy_keeps_the_shape_and_the_tones() {
        let image = GrayImage::from_fn(2100, 4200, |_, y| Luma([if y < 2100 { 40 } else { 200 }]));
        let small = Picture::new(image.into()).thumbnail();
        assert_eq!(small.dimensions(), (210, 420));
        assert_eq!((small.get_pixel(100, 100).0, small.get_pixel(100, 400).0), ([40; 3], [200; 3]));
        assert_eq!(Picture::new(GrayImage::new(30, 3).into()).thumbnail().dimensions(), (30, 3), "it is never made larger");
    }

    #[test]
    fn colours_stay_and_parts_end_with_the_image() {
        let image = RgbImage::from_fn(3, 2, |x, y| Rgb([x as u8, y as u8, 9]));
        let picture = Picture::new(image.into());
        assert_eq!(picture.levels()[0].part((1, 1), (9, 9), &SAME()), [[1, 1, 9], [2, 1, 9]]);
    }

    #[test]
    fn the_copy_shown_is_never_coarser_than_the_screen() {
        let picture = Picture::new(GrayImage::new(8000, 100).into());
        assert_eq!([4.0, 1.0, 0.6, 0.5, 0.3, 0.25, 0.001].map(|scale| picture.level_for(scale)), [0, 0, 0, 1, 1, 2, 3]);
    }

    #[test]
    fn contrast_spreads_the_tones_between_ink_and_paper() {
        let faint = GrayImage::from_fn(100, 100, |x, _| Luma([if x < 5 { 150 } else { 190 }]));
        let picture = Picture::new(faint.into());
        assert_eq!(picture.tones(), (150, 190));
        let table = tone_table(picture.tones(), true, false);
        assert_eq!([100, 150, 170, 190, 250].map(|tone: usize| table[tone]), [0, 0, 128, 255, 255]);
        assert_eq!(tone_table(picture.tones(), true, true)[190], 0);
        // A blank page has no tones to spread.
        assert_eq!(Picture::new(GrayImage::new(4, 4).into()).tones(), (0, 0));
    }
}
