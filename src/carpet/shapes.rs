//! Images of characters of one size, and how far each is from its fellows.

use std::ops::Range;

use image::{GrayImage, imageops};

use crate::language::shapes::{alike, confused};
use crate::page::PixelRect;

/// The side of an image as it is shown, in pixels.
pub const SIDE: u32 = 40;

/// The side of what is compared, in pixels.
const GRID: usize = 20;
/// By how many of these a shape may be shifted against another: boxes are seldom drawn to the pixel.
const SHIFT: isize = 2;
/// How much is shown round a box, as a part of its size: strokes reach out of the boxes that OCR draws.
const ROUND: f32 = 0.08;
/// Fewer fellows do not tell what is usual.
const FEW: usize = 4;
/// What is never odd: how far images of one character are from each other on clean print.
const USUAL: f32 = 0.02;

/// What is compared of an image: ink as deviations from its mean, of length 1.
pub(super) struct Shape([f32; GRID * GRID]);

impl Shape {
    /// Cuts a character from the image of its page. `scale` is how many pixels of the image one of the rectangle's is. Gives the shape and
    /// the pixels as they are shown; nothing where the rectangle lies outside of the image.
    pub(super) fn cut(image: &GrayImage, rect: PixelRect, scale: f32) -> Option<(Shape, Box<[u8]>)> {
        let side = |from: i64, to: i64, limit: u32| {
            let (from, to) = (from as f32 * scale, to as f32 * scale);
            let more = (to - from) * ROUND;
            let from = (from - more).max(0.0) as u32;
            let to = ((to + more).ceil() as u32).min(limit);
            (from < to).then(|| (from, to - from))
        };
        let (left, width) = side(i64::from(rect.left.0), i64::from(rect.right.0), image.width())?;
        // A flat box is round the strokes alone, as that of 一: what is above and below belongs to the character.
        let flat = (rect.width().0 * 4 / 5).saturating_sub(rect.height().0) / 2;
        let (above, below) = (rect.top.0.saturating_sub(flat), rect.bottom.0 + flat);
        let (top, height) = side(i64::from(above), i64::from(below), image.height())?;
        let part = imageops::crop_imm(image, left, top, width, height).to_image();
        // What is no square stays so, in the middle of one.
        let longer = width.max(height);
        let mut square = GrayImage::from_pixel(longer, longer, image::Luma([paper(&part)]));
        imageops::replace(&mut square, &part, i64::from((longer - width) / 2), i64::from((longer - height) / 2));
        let shown = resized(&square, SIDE);
        let shape = Shape::of(&resized(&square, GRID as u32));
        Some((shape, shown.into_raw().into_boxed_slice()))
    }

    fn of(image: &GrayImage) -> Shape {
        let mut cells = [0.0; GRID * GRID];
        for (cell, pixel) in cells.iter_mut().zip(image.as_raw()) {
            *cell = 255.0 - f32::from(*pixel);
        }
        Shape(cells).evened()
    }

    /// The same with a mean of 0 and a length of 1; blank where there is nothing to see.
    fn evened(mut self) -> Shape {
        let mean = self.0.iter().sum::<f32>() / self.0.len() as f32;
        self.0.iter_mut().for_each(|cell| *cell -= mean);
        let length = self.0.iter().map(|cell| cell * cell).sum::<f32>().sqrt();
        if length > f32::EPSILON {
            self.0.iter_mut().for_each(|cell| *cell /= length);
        }
        self
    }

    /// How unlike another one it is: 1 less the correlation of both, shifted so that they are most alike.
    fn unlike(&self, other: &Shape) -> f32 {
        let shifts = (-SHIFT..=SHIFT).flat_map(|x| (-SHIFT..=SHIFT).map(move |y| (x, y)));
        1.0 - shifts.map(|shift| self.product(other, shift)).fold(-1.0, f32::max)
    }

    /// The character among these, other than its own, whose usual shape it is like, and clearly more than its own; nothing where none is.
    pub(super) fn nearest(&self, (own, of_own): (char, Option<&Shape>), usual: &[(char, Shape)]) -> Option<char> {
        /// How much nearer another one must be.
        const CLEARLY: f32 = 0.7;
        let to_own = of_own.map_or(1.0, |shape| self.unlike(shape));
        // A letter is not misread for a mark: an image like one is a piece of it.
        let others = usual
            .iter()
            .filter(|(character, _)| *character != own && character.is_alphanumeric() == own.is_alphanumeric())
            .map(|(character, shape)| (self.unlike(shape), *character));
        let (far, nearest) = others.min_by(|a, b| a.0.total_cmp(&b.0))?;
        (far < CLEARLY * to_own).then_some(nearest)
    }

    fn product(&self, other: &Shape, (x, y): (isize, isize)) -> f32 {
        let within = |shift: isize| (shift.max(0) as usize)..((GRID as isize + shift.min(0)) as usize);
        let columns = within(x);
        let moved = (columns.start as isize - x) as usize..(columns.end as isize - x) as usize;
        within(y)
            .map(|own| {
                let theirs = (own as isize - y) as usize;
                self.row(own, &columns).iter().zip(other.row(theirs, &moved)).map(|(a, b)| a * b).sum::<f32>()
            })
            .sum()
    }

    fn row(&self, row: usize, columns: &Range<usize>) -> &[f32] {
        self.0.get(row * GRID + columns.start..row * GRID + columns.end).unwrap_or_default()
    }
}

/// The tone of most of an image: that of its paper.
fn paper(image: &GrayImage) -> u8 {
    let mut tones: Vec<u8> = image.as_raw().clone();
    let middle = tones.len() * 3 / 4;
    let at = middle.min(tones.len().saturating_sub(1));
    if tones.is_empty() { 255 } else { *tones.select_nth_unstable(at).1 }
}

fn resized(image: &GrayImage, side: u32) -> GrayImage {
    // Small images are made larger without inventing edges, large ones without losing strokes.
    imageops::resize(image, side, side, imageops::FilterType::Triangle)
}

/// The characters that one is taken for: those it is known to be confused with, and those that look very much like it.
pub(super) fn taken_for(character: char) -> Vec<char> {
    /// How alike two characters are of which one looks like a misprint of the other.
    const VERY: f32 = 0.86;
    let mut found = confused(character).to_vec();
    let alike = alike(character).filter(|(_, likeness)| *likeness >= VERY).map(|(other, _)| other);
    for other in alike {
        if !found.contains(&other) {
            found.push(other);
        }
    }
    found
}

/// How odd each of these shapes of one character is: how far from what they are as a rule, in deviations (the median of how far the others
/// are, as robust against the odd ones among them). Nothing is odd where that is not known.
pub(super) fn oddness(shapes: &[Shape], usual: Option<&Shape>) -> Vec<f32> {
    let Some(usual) = usual else { return vec![0.0; shapes.len()] };
    let far: Vec<f32> = shapes.iter().map(|shape| shape.unlike(usual)).collect();
    let usual = median(&far);
    let deviation = median(&far.iter().map(|far| (far - usual).abs()).collect::<Vec<_>>()).max(USUAL);
    far.into_iter().map(|far| ((far - usual) / deviation).max(0.0)).collect()
}

/// What these shapes of one character usually are: the mean of the half that is most alike, so that odd ones do not count. Nothing where
/// they are few.
pub(super) fn usual(shapes: &[Shape]) -> Option<Shape> {
    if shapes.len() < FEW {
        return None;
    }
    let first = mean(shapes.iter());
    let far: Vec<f32> = shapes.iter().map(|shape| shape.unlike(&first)).collect();
    let half = median(&far);
    Some(mean(shapes.iter().zip(&far).filter(|(_, far)| **far <= half).map(|(shape, _)| shape)))
}

fn mean<'a>(shapes: impl Iterator<Item = &'a Shape>) -> Shape {
    let mut sum = Shape([0.0; GRID * GRID]);
    for shape in shapes {
        sum.0.iter_mut().zip(&shape.0).for_each(|(cell, one)| *cell += one);
    }
    sum.evened()
}

fn median(values: &[f32]) -> f32 {
    let mut values = values.to_vec();
    let at = values.len() / 2;
    if values.is_empty() { 0.0 } else { *values.select_nth_unstable_by(at, f32::total_cmp).1 }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;
    use crate::page::Pixels;

    /// A page with crosses in a row, of which one is a ring.
    fn page(count: u32, ring: u32) -> GrayImage {
        GrayImage::from_fn(count * 30, 30, |x, y| {
            let (cell, x) = (x / 30, x % 30);
            let is_edge = |at: u32| at == 5 || at == 24;
            let inside = (5..25).contains(&x) && (5..25).contains(&y);
            let ink = if cell == ring { inside && (is_edge(x) || is_edge(y)) } else { inside && (x == y || x + y == 29 || x == 15) };
            Luma([if ink { 20 } else { 240 }])
        })
    }

    fn cell(number: u32, shift: u32) -> PixelRect {
        let left = Pixels(number * 30 + shift);
        PixelRect { left, top: Pixels(0), right: left + Pixels(30), bottom: Pixels(30) }
    }

    #[test]
    fn the_one_that_is_another_is_the_oddest() {
        let page = page(12, 7);
        // Boxes that are drawn a little off make no image odd.
        let shapes: Vec<Shape> = (0..12).map(|number| Shape::cut(&page, cell(number, number % 2), 1.0).expect("on the page").0).collect();
        let odd = oddness(&shapes, usual(&shapes).as_ref());
        assert!(odd[7] > super::super::ODD, "{odd:?}");
        assert!(odd.iter().enumerate().all(|(at, odd)| at == 7 || *odd < super::super::ODD), "{odd:?}");
    }

    #[test]
    fn few_images_and_blank_ones_tell_nothing() {
        let page = page(3, 1);
        let shapes: Vec<Shape> = (0..3).map(|number| Shape::cut(&page, cell(number, 0), 1.0).expect("on the page").0).collect();
        assert_eq!(oddness(&shapes, usual(&shapes).as_ref()), [0.0; 3]);
        let blank = GrayImage::from_pixel(300, 30, Luma([255]));
        let shapes: Vec<Shape> = (0..10).map(|number| Shape::cut(&blank, cell(number, 0), 1.0).expect("on the page").0).collect();
        assert!(oddness(&shapes, usual(&shapes).as_ref()).iter().all(|odd| *odd == 0.0));
        assert!(Shape::cut(&blank, cell(40, 0), 1.0).is_none(), "it lies outside");
    }

    #[test]
    fn what_is_shown_has_its_size_and_the_tone_of_its_paper() {
        let page = page(2, 1);
        let narrow = PixelRect { left: Pixels(0), top: Pixels(0), right: Pixels(10), bottom: Pixels(30) };
        let (_, pixels) = Shape::cut(&page, narrow, 1.0).expect("on the page");
        assert_eq!(pixels.len(), (SIDE * SIDE) as usize);
        assert!(pixels.first().is_some_and(|corner| corner.abs_diff(240) < 3));
    }
}
