//! Finding the lines of a page: the image through the network, and lines out of the map of how likely each place is text.

use std::sync::Arc;

use image::GrayImage;
use image::imageops::{FilterType, crop_imm, resize};
use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::ReaderFault;
use super::components::{FoundLine, ProbabilityMap};
use super::models::{self, ModelFile};
use super::second_look;
use crate::page::PixelRect;

/// The longest side of the image that tells how large the print is, in pixels.
const OVERVIEW: u32 = 1280;

/// Lines seen from nearer are as thick as before where they are not thinner than this part of it.
const NO_THINNER: f32 = 0.8;

/// How thick lines of body text are in the image that is searched, in pixels. Between 12 and 20 all are found, at 16 best.
const BODY: f32 = 16.0;

/// How much nearer the second look is.
const NEARER: f32 = 1.5;

/// The sides of the parts that are searched one by one, in pixels, and how far they reach into each other.
const TILE: u32 = 960;
const OVERLAP: u32 = 128;

/// The sides of what the network takes are multiples of this, in pixels.
const STRIDE: u32 = 32;

/// How many threads work on a part.
const THREADS: usize = 2;

/// The most pixels that the searched image may have: more would be an image whose print was taken for smaller than it is.
const MOST_PIXELS: f32 = 60.0e6;

/// What the network takes for its zero and its one, for each colour.
const MEANS: [f32; 3] = [0.485, 0.456, 0.406];
const SPREADS: [f32; 3] = [0.229, 0.224, 0.225];

/// Finds lines of text.
pub struct Detector {
    model: Model,
    file: ModelFile,
    options: RunOptions,
}

impl Detector {
    /// Loads the detector.
    ///
    /// # Errors
    /// Its model is damaged.
    pub fn load() -> Result<Detector, ReaderFault> {
        let file = models::detector();
        let options = RunOptions::default().with_thread_pool(Some(Arc::new(ThreadPool::with_num_threads(THREADS))));
        Ok(Detector { model: file.load()?, file, options })
    }

    /// The lines of an image, in no order, their places in its pixels. `watch` hears how far the search is, between 0 and 1, and tells
    /// whether to go on; nothing where it was stopped.
    ///
    /// # Errors
    /// The model cannot be run.
    pub fn find(&self, image: &GrayImage, watch: &dyn Fn(f32) -> bool) -> Result<Option<Vec<FoundLine>>, ReaderFault> {
        let (width, height) = (image.width(), image.height());
        if width < STRIDE || height < STRIDE {
            return Ok(Some(Vec::new()));
        }
        let Some(thickness) = self.thickness(image, watch)? else { return Ok(None) };
        let Some(thickness) = thickness else { return Ok(Some(Vec::new())) };
        let most = (MOST_PIXELS / (width as f32 * height as f32)).sqrt();
        let scale = (BODY / thickness.max(1.0)).min(2.0).min(most);
        let Some(map) = self.look(image, scale, watch)? else { return Ok(None) };
        self.look_again(image, map.lines(), thickness.max(1.0), scale * NEARER, watch)
    }

    /// Looks again, at a larger scale, where ink is in none of these lines. Gives them with what was found there; nothing where it was
    /// stopped.
    fn look_again(
        &self,
        image: &GrayImage,
        mut lines: Vec<FoundLine>,
        thickness: f32,
        scale: f32,
        watch: &dyn Fn(f32) -> bool,
    ) -> Result<Option<Vec<FoundLine>>, ReaderFault> {
        for place in second_look::places(image, &lines, thickness) {
            let PixelRect { left, top, .. } = place.rect;
            let part = crop_imm(image, left.0, top.0, place.rect.width().0, place.rect.height().0).to_image();
            let Some(map) = self.look(&part, scale, &|_| watch(1.0))? else { return Ok(None) };
            let seen = map.lines().into_iter().map(|line| line.moved(left.0, top.0)).collect();
            second_look::join(&mut lines, &place, seen, thickness);
        }
        Ok(Some(lines))
    }

    /// How thick lines of body text are, in pixels of the image; within, nothing where there are none. Seen from too far, the columns of a
    /// large page run into each other and seem thick: it is looked at from nearer, in some places, until that finds them no thinner.
    fn thickness(&self, image: &GrayImage, watch: &dyn Fn(f32) -> bool) -> Result<Option<Option<f32>>, ReaderFault> {
        let thickness = |lines: &[FoundLine]| median(lines.iter().map(|line| line.place.thickness()).collect());
        let mut scale = (OVERVIEW as f32 / image.width().max(image.height()) as f32).min(1.0);
        let Some(overview) = self.look(image, scale, &|_| watch(0.0))? else { return Ok(None) };
        let mut known = thickness(&overview.lines());
        while scale < 1.0 {
            scale = (scale * 2.0).min(1.0);
            let mut lines = Vec::new();
            for sample in samples(image, scale) {
                let Some(map) = self.look(&sample, scale, &|_| watch(0.0))? else { return Ok(None) };
                lines.extend(map.lines());
            }
            match (known, thickness(&lines)) {
                (Some(far), Some(near)) if near < far * NO_THINNER => known = Some(near),
                (None, Some(near)) => known = Some(near),
                (Some(_), Some(_)) | (_, None) => break,
            }
        }
        Ok(Some(known))
    }

    /// Searches an image at a scale, part by part.
    fn look(&self, image: &GrayImage, scale: f32, watch: &dyn Fn(f32) -> bool) -> Result<Option<ProbabilityMap>, ReaderFault> {
        let side = |length: u32| ((length as f32 * scale / STRIDE as f32).round() as u32).max(1) * STRIDE;
        let (width, height) = (side(image.width()), side(image.height()));
        let small = resize(image, width, height, FilterType::Triangle);
        let mut map = ProbabilityMap::new((width, height), (image.width(), image.height()));
        let (columns, rows) = (parts(width), parts(height));
        let (mut done, all) = (0, columns.len() * rows.len());
        for (top, bottom) in &rows {
            for (left, right) in &columns {
                if !watch(done as f32 / all as f32) {
                    return Ok(None);
                }
                let part = crop_imm(&small, *left, *top, right - left, bottom - top).to_image();
                map.put(*left, *top, &self.run(&part)?, (inner(*left), inner(*top)));
                done += 1;
            }
        }
        Ok(Some(map))
    }

    /// How likely each pixel is text.
    fn run(&self, part: &GrayImage) -> Result<NdTensor<f32, 2>, ReaderFault> {
        let (width, height) = (part.width() as usize, part.height() as usize);
        let of_colour = |(mean, spread): (f32, f32)| part.pixels().map(move |pixel| (f32::from(pixel.0[0]) / 255.0 - mean) / spread);
        let tones: Vec<f32> = MEANS.into_iter().zip(SPREADS).flat_map(of_colour).collect();
        let input = NdTensor::from_data([1, 3, height, width], tones);
        let output = self.model.run_one(input.view().into(), Some(self.options.clone())).map_err(|error| self.file.failed(error))?;
        let output: NdTensor<f32, 4> = output.try_into().map_err(|error| self.file.failed(format!("{error:?}")))?;
        if output.shape() != [1, 1, height, width] {
            return Err(ReaderFault::DamagedModel { file: self.file.name });
        }
        Ok(NdTensor::from_data([height, width], output.into_data()))
    }
}

/// The middles of the four quarters of an image, as much of each as is one part at a scale.
fn samples(image: &GrayImage, scale: f32) -> Vec<GrayImage> {
    let side = ((TILE as f32 / scale) as u32).max(STRIDE);
    let start = |length: u32, quarter: u32| (length * quarter / 4).saturating_sub(side / 2).min(length.saturating_sub(side));
    let places = [(1, 1), (3, 1), (1, 3), (3, 3)];
    let mut corners: Vec<(u32, u32)> = places.into_iter().map(|(x, y)| (start(image.width(), x), start(image.height(), y))).collect();
    corners.dedup();
    let part = |(left, top)| crop_imm(image, left, top, side.min(image.width()), side.min(image.height())).to_image();
    corners.into_iter().map(part).collect()
}

/// From where to where the parts of a length reach, in pixels: they lie over each other by [`OVERLAP`].
fn parts(length: u32) -> Vec<(u32, u32)> {
    let starts = (0..).map(|index| index * (TILE - OVERLAP)).take_while(|start| *start == 0 || start + OVERLAP < length);
    starts.map(|start| (start, (start + TILE).min(length))).collect()
}

/// How much of a part is left to the one before it.
fn inner(start: u32) -> u32 {
    if start == 0 { 0 } else { OVERLAP / 2 }
}

/// The middle one of some numbers.
pub(super) fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::PixelPoint;

    #[test]
    fn headlines_of_characters_far_apart_in_frames_are_found() {
        let image =
            image::load_from_memory(include_bytes!("../../tests/formats/images/framed-headlines.png")).expect("an image").to_luma8();
        let detector = Detector::load().expect("a detector");
        let found = detector.find(&image, &|_| true).expect("searched").expect("not stopped");
        // The first look misses the character in the middle of both.
        for (x, y) in [(54, 97), (54, 157), (54, 217), (157, 112), (157, 178), (157, 242)] {
            assert!(found.iter().any(|line| line.rect.contains(PixelPoint::new(x, y))), "{x} {y}: {found:?}");
        }
        assert!(found.iter().all(|line| line.rect.left.0 > 200 || line.rect.width().0 < 80), "{found:?}");
    }

    #[test]
    fn samples_are_of_all_quarters_and_lie_in_the_image() {
        let image = GrayImage::from_fn(4000, 3000, |x, y| image::Luma([(x / 2000 + 2 * (y / 1500)) as u8]));
        let all = samples(&image, 0.5);
        assert_eq!(all.iter().map(|sample| (sample.width(), sample.height())).collect::<Vec<_>>(), [(1920, 1920); 4]);
        let middles: Vec<u8> = all.iter().map(|sample| sample.get_pixel(960, 700).0[0]).collect();
        assert_eq!(middles, [0, 1, 2, 3]);
        assert_eq!(samples(&GrayImage::new(500, 400), 1.0).len(), 1, "one part has it all");
    }

    #[test]
    fn parts_cover_the_whole_and_reach_into_each_other() {
        assert_eq!(parts(32), [(0, 32)]);
        assert_eq!(parts(960), [(0, 960)]);
        assert_eq!(parts(1000), [(0, 960), (832, 1000)]);
        for length in (32..5000).step_by(32) {
            let parts = parts(length);
            assert_eq!((parts[0].0, parts[parts.len() - 1].1), (0, length));
            assert!(parts.windows(2).all(|pair| pair[0].1 == pair[1].0 + OVERLAP), "{length}");
        }
    }
}
