//! Marks of upright lines. The recogniser learnt lines that run across, and passes over the small mark in the corner of a cell. Where the
//! characters that it read leave a cell free, and a little ink stands there by itself, there is a mark.

use image::GrayImage;

use super::patches::{Touching, patches};
use super::strip::{CutLine, HEIGHT};
use super::{ReadCharacter, ReadLine};
use crate::page::{Alternative, Certainty};

/// Points: the first where nothing tells them apart.
const POINTS: [&str; 2] = ["，", "、"];

/// Rings.
const RINGS: [&str; 1] = ["。"];

/// What opens, and what closes.
const OPENING: [&str; 4] = ["「", "（", "《", "『"];
const CLOSING: [&str; 4] = ["」", "）", "》", "』"];

/// What a comma is taken for that stands at the edge of its column.
const TAKEN_FOR_COMMAS: [&str; 4] = ["’", "‘", "'", "`"];

/// A line of fewer characters does not tell how far they stand apart.
const LEAST_CHARACTERS: usize = 3;

/// A cell is free where the middles of its neighbours are so much farther apart than usual.
const FREE: f32 = 1.45;

/// How much of a patch of ink lies in the free cell at least: strokes of the neighbours reach into it.
const INSIDE: f32 = 0.5;

/// How large a mark is at most, as a part of a cell's sides.
const LARGEST: f32 = 0.62;

/// How much ink it has at least, as a part of a square cell: less is dust.
const LEAST_INK: f32 = 0.006;

/// Marks stand on the right of their column: so far across it from there, as a part of its width, lies the middle of one at most.
const FARTHEST_ACROSS: f32 = 0.62;

/// How far a point reaches across its column at most, as a part of a cell's side.
const WIDEST_POINT: f32 = 0.42;

/// A ring is longer one way than the other by this at most.
const ROUND: f32 = 1.5;

/// So much of the rectangle round a point is ink; brackets are thin.
const FULL: f32 = 0.36;

/// The thin strokes of small rings are fainter than print: what is darker than this, between ink and paper, is ink.
const FAINT: f32 = 0.6;

/// A strip whose ink is not darker than its paper by more than this has nothing to be seen on.
const LEAST_CONTRAST: f32 = 40.0;

/// How sure a mark is that was found so.
const CERTAINTY: Certainty = Certainty::percent(85);

/// The pixels from one column of a strip to another.
#[derive(Clone, Copy)]
struct Stretch {
    from: f32,
    to: f32,
}

/// Ink that hangs together: its pixels on the strip, along it and across it.
struct Patch {
    pixels: Vec<(u32, u32)>,
}

/// An upright line as it is searched for marks: its strip reaches on beyond its end, where a mark may hang.
pub(super) struct UprightStrip<'a> {
    /// The strip.
    pub(super) cut: &'a CutLine,
    /// What share of what was cut out is the line itself.
    pub(super) line: f32,
}

impl UprightStrip<'_> {
    /// Which pixel of the strip a share of the line's length is.
    fn pixel(&self, share: f32) -> f32 {
        (self.cut.room + share * self.line * (1.0 - 2.0 * self.cut.room)) * self.cut.image.width() as f32
    }

    /// The reverse of it.
    fn share(&self, pixel: f32) -> f32 {
        (pixel / self.cut.image.width() as f32 - self.cut.room) / (1.0 - 2.0 * self.cut.room) / self.line
    }
}

/// The line with the marks that stand in its free cells. `likelihood` tells how likely a mark is between two shares of the line's length,
/// as the recogniser saw it.
pub(super) fn with_marks(line: ReadLine, strip: &UprightStrip<'_>, likelihood: &dyn Fn(&str, f32, f32) -> f32) -> ReadLine {
    let image = &strip.cut.image;
    let middles: Vec<f32> = line.characters.iter().map(|one| strip.pixel((one.along.0 + one.along.1) / 2.0)).collect();
    let (Some(pitch), Some(dark)) = (pitch(&middles), darkness(image)) else { return line };
    // Letters that stand one under the other fill no cells.
    let fills: Vec<bool> = line.characters.iter().map(|one| !one.text.is_ascii()).collect();
    let mut characters = Vec::with_capacity(line.characters.len());
    let ends = middles.iter().skip(1).copied().map(Some).chain([None]);
    for (index, ((one, middle), next)) in line.characters.into_iter().zip(&middles).zip(ends).enumerate() {
        characters.push(as_comma(one));
        if !fills.iter().skip(index).take(2).all(|fills| *fills) {
            continue;
        }
        let around = Stretch { from: *middle, to: next.unwrap_or(image.width() as f32) };
        let cells = free_cells(around, next.is_some(), pitch);
        let ink = if cells.is_empty() { Vec::new() } else { ink_in(image, dark, around) };
        for cell in cells {
            let Some(patch) = mark_in(&ink, cell, pitch) else { continue };
            let (from, to) = patch.along();
            let (from, to) = (strip.share(from), strip.share(to));
            let (first, last) = (strip.share(cell.from), strip.share(cell.to));
            characters.push(mark(patch.kind(cell, pitch), &|text| likelihood(text, first, last), (from, to)));
        }
    }
    ReadLine { characters }
}

/// No upright line has apostrophes.
fn as_comma(mut one: ReadCharacter) -> ReadCharacter {
    if TAKEN_FOR_COMMAS.contains(&one.text.as_str()) {
        let comma = POINTS[0].to_owned();
        one.alternatives.insert(0, Alternative { text: std::mem::replace(&mut one.text, comma), certainty: None });
    }
    one
}

/// How far the middles of characters usually lie from each other, in pixels.
fn pitch(middles: &[f32]) -> Option<f32> {
    if middles.len() < LEAST_CHARACTERS {
        return None;
    }
    let mut distances: Vec<f32> = middles.iter().zip(middles.iter().skip(1)).map(|(a, b)| b - a).filter(|d| *d > 0.0).collect();
    distances.sort_by(f32::total_cmp);
    // Free cells make some of them longer, never shorter.
    distances.get(distances.len() * 2 / 5).copied().filter(|pitch| *pitch > HEIGHT as f32 / 3.0)
}

/// The free cells after the middle of a character: before that of the next, or before the end of the strip.
fn free_cells(around: Stretch, has_next: bool, pitch: f32) -> Vec<Stretch> {
    let Stretch { from, to } = around;
    if !has_next {
        let cell = Stretch { from: from + pitch / 2.0, to: (from + pitch * 1.5).min(to) };
        return Vec::from_iter((cell.to - cell.from > (FREE - 1.0) * pitch).then_some(cell));
    }
    if to - from <= FREE * pitch {
        return Vec::new();
    }
    let count = ((to - from) / pitch).round() - 1.0;
    let (start, each) = (from + pitch / 2.0, (to - from - pitch) / count.max(1.0));
    (0..count as usize).map(|cell| Stretch { from: start + cell as f32 * each, to: start + (cell + 1) as f32 * each }).collect()
}

/// The tone up to which a pixel is ink: so far from the mean of the dark ones to that of the light ones.
fn darkness(strip: &GrayImage) -> Option<u8> {
    let (mut split, mut last) = (128.0_f32, (0.0, 255.0));
    for _ in 0..8 {
        let mean = |keep: &dyn Fn(f32) -> bool| {
            let tones = strip.pixels().map(|pixel| f32::from(pixel.0[0])).filter(|tone| keep(*tone));
            let (sum, count) = tones.fold((0.0, 0.0), |(sum, count), tone| (sum + tone, count + 1.0));
            (count > 0.0).then(|| sum / count)
        };
        let (ink, paper) = (mean(&|tone| tone < split)?, mean(&|tone| tone >= split)?);
        if paper - ink < LEAST_CONTRAST {
            return None;
        }
        split = (ink + paper) / 2.0;
        last = (ink, paper);
    }
    Some((last.0 + FAINT * (last.1 - last.0)) as u8)
}

/// The ink of a mark in a free cell, if some stands there that is no part of a neighbour.
fn mark_in(ink: &[Patch], cell: Stretch, pitch: f32) -> Option<&Patch> {
    let side = HEIGHT as f32;
    let is_mark = |patch: &&Patch| {
        let inside = patch.pixels.iter().filter(|(x, _)| cell.from <= *x as f32 && *x as f32 <= cell.to).count();
        let ((left, right), (top, bottom)) = (patch.along(), patch.across());
        let count = patch.pixels.len() as f32;
        inside as f32 >= INSIDE * count
            && count >= LEAST_INK * pitch * side
            && right - left <= LARGEST * pitch
            && bottom - top <= LARGEST * side
            && (top + bottom) / 2.0 <= FARTHEST_ACROSS * side
    };
    ink.iter().filter(is_mark).max_by_key(|patch| patch.pixels.len())
}

/// The patches of ink between two columns of a strip.
fn ink_in(strip: &GrayImage, dark: u8, between: Stretch) -> Vec<Patch> {
    let (from, to) = (between.from.max(0.0) as u32, (between.to.max(0.0) as u32).min(strip.width()));
    // Column by column, so the grid is the strip on its side.
    let grid = (strip.height() as usize, to.saturating_sub(from) as usize);
    let is_ink = |across: usize, along: usize| strip.get_pixel(from + along as u32, across as u32).0[0] < dark;
    let on_strip = |(across, along): (usize, usize)| (from + along as u32, across as u32);
    let patch = |pixels: Vec<(usize, usize)>| Patch { pixels: pixels.into_iter().map(on_strip).collect() };
    patches(grid, is_ink, Touching::SidesAndCorners).map(patch).collect()
}

impl Patch {
    /// From which column of the strip to which it reaches.
    fn along(&self) -> (f32, f32) {
        extent(self.pixels.iter().map(|(x, _)| *x))
    }

    /// From which row to which.
    fn across(&self) -> (f32, f32) {
        extent(self.pixels.iter().map(|(_, y)| *y))
    }

    /// What kind of mark it is, in this cell, where characters stand so far apart. A point is full and small; a ring has ink round its
    /// middle, where there is none, but that a side may be too faint to be seen; what opens stands at the end of its cell, what closes at its
    /// beginning.
    fn kind(&self, cell: Stretch, pitch: f32) -> &'static [&'static str] {
        let ((left, right), (top, bottom)) = (self.along(), self.across());
        let (length, width) = (right - left, bottom - top);
        let middle = (left + right) / 2.0;
        let is_round = length.max(width) <= ROUND * length.min(width);
        if is_round && self.surrounds((middle, (top + bottom) / 2.0)) {
            return &RINGS;
        }
        let full = self.pixels.len() as f32 / (length * width);
        if full >= FULL && width <= WIDEST_POINT * pitch {
            &POINTS
        } else if middle > (cell.from + cell.to) / 2.0 {
            &OPENING
        } else {
            &CLOSING
        }
    }

    /// Whether a place has no ink, and ink on three sides at least.
    fn surrounds(&self, (x, y): (f32, f32)) -> bool {
        let is_any = |test: &dyn Fn(f32, f32) -> bool| self.pixels.iter().any(|(px, py)| test(*px as f32 + 0.5 - x, *py as f32 + 0.5 - y));
        let is_near = |distance: f32| distance.abs() <= 1.0;
        let sides = [
            is_any(&|x, y| is_near(y) && x < 0.0),
            is_any(&|x, y| is_near(y) && x > 0.0),
            is_any(&|x, y| is_near(x) && y < 0.0),
            is_any(&|x, y| is_near(x) && y > 0.0),
        ];
        !is_any(&|x, y| is_near(x) && is_near(y)) && sides.into_iter().filter(|has_ink| *has_ink).count() >= 3
    }
}

fn extent(places: impl Iterator<Item = u32> + Clone) -> (f32, f32) {
    let (least, most) = (places.clone().min().unwrap_or(0), places.max().unwrap_or(0));
    (least as f32, most as f32 + 1.0)
}

/// The likeliest mark of a kind.
fn mark(kind: &[&str], likelihood: &dyn Fn(&str) -> f32, along: (f32, f32)) -> ReadCharacter {
    let mut marks: Vec<(&str, f32)> = kind.iter().map(|mark| (*mark, likelihood(mark))).collect();
    marks.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut texts = marks.into_iter().map(|(text, _)| text.to_owned());
    let text = texts.next().unwrap_or_default();
    let alternatives = texts.map(|text| Alternative { text, certainty: None }).collect();
    ReadCharacter { text, certainty: CERTAINTY, alternatives, along }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma};

    /// A strip of cells of 40 pixels: `#` a character, `o` a ring, `.` a point, `(` an arc that opens, a blank nothing.
    fn strip(cells: &str) -> CutLine {
        let mut image = GrayImage::from_pixel(40 * cells.chars().count() as u32, HEIGHT, Luma([240]));
        let mut fill = |from: (u32, u32), to: (u32, u32)| {
            (from.0..to.0).flat_map(|x| (from.1..to.1).map(move |y| (x, y))).for_each(|(x, y)| image.put_pixel(x, y, Luma([20])));
        };
        for (index, cell) in cells.chars().enumerate() {
            let left = index as u32 * 40;
            match cell {
                '#' => fill((left + 3, 4), (left + 37, 44)),
                '.' => fill((left + 4, 6), (left + 13, 16)),
                'o' => {
                    fill((left + 4, 6), (left + 16, 8));
                    fill((left + 4, 16), (left + 16, 18));
                    fill((left + 4, 6), (left + 6, 18));
                    fill((left + 14, 6), (left + 16, 18));
                }
                '(' => {
                    fill((left + 26, 14), (left + 28, 34));
                    fill((left + 28, 10), (left + 34, 14));
                    fill((left + 28, 34), (left + 34, 38));
                }
                _ => {}
            }
        }
        CutLine { image, room: 0.0 }
    }

    /// The line as it is read, but for what is no character of it, and as it comes out with its marks.
    fn marked(cells: &str) -> String {
        let cut = strip(cells);
        let count = cells.chars().count() as f32;
        let read = |(index, _): (usize, char)| ReadCharacter {
            text: "字".to_owned(),
            certainty: Certainty::percent(99),
            alternatives: Vec::new(),
            along: (index as f32 / count, (index + 1) as f32 / count),
        };
        let line = ReadLine { characters: cells.chars().enumerate().filter(|(_, cell)| *cell == '#').map(read).collect() };
        let likely = |text: &str, _: f32, _: f32| if ["、", "（"].contains(&text) { 0.2 } else { 0.1 };
        with_marks(line, &UprightStrip { cut: &cut, line: 1.0 }, &likely).text()
    }

    #[test]
    fn a_free_cell_with_a_little_ink_has_a_mark() {
        assert_eq!(marked("###.##o###"), "字字字、字字。字字字");
        assert_eq!(marked("##(####o"), "字字（字字字字。", "what hangs beyond the end too");
        assert_eq!(marked("####"), "字字字字");
        assert_eq!(marked("## ## "), "字字字字", "a blank is no mark");
        assert_eq!(marked("##o(##"), "字字。（字字", "one after the other");
    }

    #[test]
    fn what_stands_between_letters_is_left_as_it_is() {
        let cut = strip("###.##");
        let letter = |index: usize| ReadCharacter {
            text: "i".to_owned(),
            certainty: Certainty::percent(99),
            alternatives: Vec::new(),
            along: (index as f32 / 6.0, (index + 1) as f32 / 6.0),
        };
        let line = ReadLine { characters: [0, 1, 2, 4, 5].map(letter).to_vec() };
        assert_eq!(with_marks(line.clone(), &UprightStrip { cut: &cut, line: 1.0 }, &|_, _, _| 0.0), line);
    }

    #[test]
    fn an_apostrophe_is_a_comma() {
        let read = ReadCharacter { text: "’".to_owned(), certainty: Certainty::percent(70), alternatives: Vec::new(), along: (0.0, 0.1) };
        let comma = as_comma(read);
        assert_eq!((comma.text.as_str(), comma.alternatives[0].text.as_str()), ("，", "’"));
    }
}
