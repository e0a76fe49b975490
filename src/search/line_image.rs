//! The image of the line that a hit stands on, cut out of its page.

use std::path::Path;

use image::imageops::FilterType;
use image::{DynamicImage, RgbImage};

use crate::edition::{BlockId, TextOffset};
use crate::import::image::{ImageSearch, decode, per_layout_pixel};
use crate::page::{PageIndex, PixelRect, line_crop};
use crate::store;

/// How thick the line is in the image that is given, in pixels.
const THICK: u32 = 56;

/// How long a part of the line is shown for its thickness: of one that runs across the page, and of one that runs down it.
const ACROSS: f32 = 14.0;
const DOWN: f32 = 4.0;

/// The part of a line round a place of an edition, as the page shows it. Nothing where the place has no source, no box or no image beside
/// the edition.
pub fn line_image(path: &Path, block: BlockId, at: TextOffset) -> Option<RgbImage> {
    let edition = store::load(path).ok()?;
    let span = edition.block(block)?.1.source_near(at)?;
    let page = edition.page(span.page)?;
    let layout = page.layout()?;
    let line = line_crop(layout, layout.line_of(span.range.start)?)?;
    let near = layout.rect_of(span.range).unwrap_or(line);
    let image = page_image(&edition, path, span.page)?;
    let scale = per_layout_pixel(page, image.width());
    cut(&image, part(line, near), scale)
}

fn page_image(edition: &crate::edition::Edition, path: &Path, page: PageIndex) -> Option<DynamicImage> {
    let (file, number) = ImageSearch::file_of(edition.pages(), page, &[], Some(path))?;
    // A locked PDF shows its pages on the desk, once its password was typed there.
    decode(&file, number, "").ok()
}

/// Left, top, right and bottom of the part of a line that is shown round one of its characters, in pixels of the layout.
fn part(line: PixelRect, near: PixelRect) -> [f32; 4] {
    let [left, top, right, bottom] = [line.left, line.top, line.right, line.bottom].map(|pixels| pixels.0 as f32);
    let (width, height) = (right - left, bottom - top);
    let about = |first: u32, last: u32, (from, to): (f32, f32), most: f32| {
        let begin = ((first + last) as f32 / 2.0 - most / 2.0).min(to - most).max(from);
        (begin, (begin + most).min(to))
    };
    if width >= height {
        let (left, right) = about(near.left.0, near.right.0, (left, right), height * ACROSS);
        [left, top, right, bottom]
    } else {
        let (top, bottom) = about(near.top.0, near.bottom.0, (top, bottom), width * DOWN);
        [left, top, right, bottom]
    }
}

fn cut(image: &DynamicImage, part: [f32; 4], scale: f32) -> Option<RgbImage> {
    // A cast of a number out of range saturates.
    let [left, top, right, bottom] = part.map(|at| (at * scale).round() as u32);
    let (right, bottom) = (right.min(image.width()), bottom.min(image.height()));
    let (width, height) = (right.checked_sub(left)?, bottom.checked_sub(top)?);
    if width == 0 || height == 0 {
        return None;
    }
    let factor = THICK as f32 / width.min(height) as f32;
    let sized = |side: u32| ((side as f32 * factor).round() as u32).max(1);
    let line = image.crop_imm(left, top, width, height);
    Some(line.resize_exact(sized(width), sized(height), FilterType::Triangle).into_rgb8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_a_line_holds_the_character_and_stays_in_the_line() {
        let line = PixelRect::new(100, 50, 2100, 90);
        assert_eq!(part(line, PixelRect::new(110, 50, 150, 90)), [100.0, 50.0, 660.0, 90.0]);
        assert_eq!(part(line, PixelRect::new(1000, 50, 1040, 90)), [740.0, 50.0, 1300.0, 90.0]);
        assert_eq!(part(line, PixelRect::new(2060, 50, 2100, 90)), [1540.0, 50.0, 2100.0, 90.0]);
        let upright = PixelRect::new(50, 100, 90, 2100);
        assert_eq!(part(upright, PixelRect::new(50, 1000, 90, 1040)), [50.0, 940.0, 90.0, 1100.0]);
        let short = PixelRect::new(0, 0, 100, 40);
        assert_eq!(part(short, short), [0.0, 0.0, 100.0, 40.0]);
    }

    #[test]
    fn what_lies_off_the_image_is_cut_off_or_nothing() {
        let image = DynamicImage::new_rgb8(200, 100);
        assert_eq!(cut(&image, [0.0, 0.0, 100.0, 14.0], 2.0).map(|image| image.dimensions()), Some((400, THICK)));
        assert_eq!(cut(&image, [0.0, 90.0, 200.0, 120.0], 1.0).map(|image| image.height()), Some(THICK));
        assert_eq!(cut(&image, [300.0, 0.0, 400.0, 40.0], 1.0), None);
    }
}
