//! Whether the print on an image stands upright.
//!
//! The lines of a page that lies on its side or stands on its head are found all the same, and read as something. Some of them are read
//! the other way round as well, and those that run down the page also character by character.

use image::{GrayImage, Luma, imageops};

use super::components::FoundLine;
use super::detector::median;
use super::recogniser::Recogniser;
use super::strip::{self, HEIGHT};
use super::{ReadLine, ReaderFault};

/// How many lines are tried.
const TRIED: usize = 7;

/// With fewer nothing is said.
const FEWEST: usize = 3;

/// A line is tried that is so many thicknesses long.
const LONG: f32 = 4.0;

/// And as thick as most, but for this factor.
const AS_THICK: f32 = 1.5;

/// So much surer the reader must be of most lines when they are turned.
const SURER: f32 = 0.15;

/// Characters of an upright line stand by themselves: so many of them are tried.
const CELLS: usize = 24;

/// Whether the print on an image, of which these lines were found, lies on its side or stands on its head. Where there is too little to
/// tell, it does not.
///
/// # Errors
/// The model cannot be run.
pub(super) fn is_turned(recogniser: &Recogniser, image: &GrayImage, found: &[FoundLine]) -> Result<bool, ReaderFault> {
    let mut gains = Vec::new();
    for line in tried(found) {
        let Some(cut) = strip::cut(image, line.place) else { continue };
        let strip = cut.image;
        let read = recogniser.read_strip(&strip)?;
        let mut other = certainty(recogniser.read_strip(&imageops::rotate180(&strip))?.as_ref());
        if line.place.is_upright() {
            other = other.max(lying_by(recogniser, &strip, read.as_ref())?);
        }
        gains.push(other - certainty(read.as_ref()));
    }
    Ok(gains.len() >= FEWEST && median(gains).is_some_and(|gain| gain > SURER))
}

/// By how much more certainly the characters of an upright line are read as they lie in the strip than as they would stand in a column,
/// added to the certainty of the line.
fn lying_by(recogniser: &Recogniser, strip: &GrayImage, read: Option<&ReadLine>) -> Result<f32, ReaderFault> {
    let Some(read) = read else { return Ok(0.0) };
    let cells = cells(strip, read);
    let standing = row(cells.iter().map(imageops::rotate90));
    let lying = row(cells.iter().cloned());
    let standing = certainty(recogniser.read_strip(&standing)?.as_ref());
    let lying = certainty(recogniser.read_strip(&lying)?.as_ref());
    Ok(certainty(Some(read)) + lying - standing)
}

/// The lines to be tried: the longest ones of body text.
fn tried(found: &[FoundLine]) -> Vec<&FoundLine> {
    let Some(body) = median(found.iter().map(|line| line.place.thickness()).collect()) else { return Vec::new() };
    let is_body = |line: &&FoundLine| {
        let thickness = line.place.thickness();
        thickness < body * AS_THICK && thickness * AS_THICK > body && line.place.length() > LONG * thickness
    };
    let mut lines: Vec<&FoundLine> = found.iter().filter(is_body).collect();
    lines.sort_by(|a, b| b.place.length().total_cmp(&a.place.length()));
    lines.truncate(TRIED);
    lines
}

/// The characters of a strip, each in the middle of a square of its height. They are parted where there is least ink between them: the
/// reader knows only roughly where each stands.
fn cells(strip: &GrayImage, read: &ReadLine) -> Vec<GrayImage> {
    let width = strip.width() as usize;
    let ink: Vec<u32> =
        (0..strip.width()).map(|x| (0..strip.height()).map(|y| u32::from(255 - strip.get_pixel(x, y).0[0])).sum()).collect();
    let middles = read.characters.iter().map(|one| ((one.along.0 + one.along.1) / 2.0 * width as f32).clamp(0.0, width as f32) as usize);
    let middles: Vec<usize> = middles.collect();
    let least = |pair: &[usize]| match pair {
        [left, right] if left < right => (*left..*right).min_by_key(|x| (ink.get(*x), x.abs_diff((left + right) / 2))),
        _ => None,
    };
    let cuts: Vec<usize> = std::iter::once(0).chain(middles.windows(2).filter_map(least)).chain([width]).collect();
    cuts.windows(2).take(CELLS).filter_map(|pair| cell(strip, *pair.first()?, *pair.last()?)).collect()
}

/// What lies in a strip between two columns of pixels, in the middle of a square; nothing where that is too wide for a character.
fn cell(strip: &GrayImage, from: usize, to: usize) -> Option<GrayImage> {
    let (from, width) = (from as u32, to.saturating_sub(from) as u32);
    let room = HEIGHT.checked_sub(width)?;
    let mut cell = GrayImage::from_pixel(HEIGHT, HEIGHT, Luma([255]));
    imageops::replace(&mut cell, &imageops::crop_imm(strip, from, 0, width, HEIGHT).to_image(), i64::from(room / 2), 0);
    Some(cell)
}

/// Cells beside each other.
fn row(cells: impl ExactSizeIterator<Item = GrayImage>) -> GrayImage {
    let mut row = GrayImage::from_pixel((cells.len() as u32).max(1) * HEIGHT, HEIGHT, Luma([255]));
    for (index, cell) in cells.enumerate() {
        imageops::replace(&mut row, &cell, index as i64 * i64::from(HEIGHT), 0);
    }
    row
}

/// How sure the reader is of a line; not at all where there is none.
fn certainty(read: Option<&ReadLine>) -> f32 {
    read.map_or(0.0, ReadLine::certainty)
}
