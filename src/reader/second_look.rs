//! Where to look a second time: ink of the size of characters that is in no line.
//!
//! Seen among all else of a page, a headline of few characters far apart, or one in a thick frame, is sometimes taken for no text. Seen by
//! itself and from nearer it is found. What stands there may be anything: it is the detector that tells text from the rest.

use image::GrayImage;
use image::imageops::{FilterType, resize};

use super::components::FoundLine;
use super::patches::{Touching, patches};
use crate::page::{Certainty, PixelPoint, PixelRect};

/// How thick lines of body text are in the image in which ink is sought, in pixels.
const BODY: f32 = 12.0;

/// The tone of a place is the mean of a square that reaches so many thicknesses to each side.
const SURROUNDINGS: f32 = 3.0;

/// Ink is darker than so much of the tone of its place.
const INK: f32 = 0.88;

/// How long strokes are, in thicknesses of a line: shorter ones are specks and dots of screens, longer ones rules, frames and pictures.
const STROKE: (f32, f32) = (0.2, 6.0);

/// A patch so many times as long as it is thick is a rule where it is longer than a character.
const RULE: f32 = 6.0;

/// A patch that fills so much of its rectangle is a speck or an ornament where it is not so many times as long as it is thick.
const SOLID: f64 = 0.8;
const SQUARE: f32 = 1.5;

/// A frame round a headline is so thick, in thicknesses of a line. What stands in it may touch it, and is no patch then.
const FRAME: (f32, f32) = (1.2, 8.0);

/// A frame is looked at where lines that were found fill no more of it.
const EMPTY: f64 = 0.3;

/// Strokes with no more between them than this part of the longer one are of one mark.
const TOGETHER: f32 = 0.25;

/// How thick and long marks are, at least, and how thick they are, at most, in thicknesses of a line. No line is thinner than they are long.
const THINNEST: f32 = 0.12;
const SHORTEST: f32 = 0.4;
const THICKEST: f32 = 8.0;

/// Marks in a row or column have so many times the length of the shorter one between them, at most.
const GAP: f32 = 3.0;

/// They are beside each other if so much of the smaller one is.
const BESIDE: f32 = 0.5;

/// A mark that stands alone is looked at if it is so many thicknesses long.
const ALONE: f32 = 1.5;

/// How much paper is shown round marks, in thicknesses of the thickest.
const MARGIN: f32 = 1.0;

/// How much of the page is looked at again, at most.
const MOST: f64 = 0.2;

/// What is seen at the second look is text if it is so likely one.
const LEAST: Certainty = Certainty::percent(65);

/// More strokes are those of noise or of a screen. Each is held against each other.
const MOST_STROKES: usize = 5000;

/// A line is known where so much of it lies in lines that were found.
const KNOWN: f64 = 0.3;

/// A line that was found is part of another where so much of it lies in that, and the other is not so many times as thick.
const INSIDE: f64 = 0.7;
const AS_THICK: f32 = 1.2;

/// What a patch of ink may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A stroke of a character, or more of them.
    Stroke,
    /// A frame that is flat, as those of headlines are.
    Frame,
}

/// A place to look at again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// What is shown of the image.
    pub(super) rect: PixelRect,
    /// The marks in it.
    marks: Vec<PixelRect>,
}

/// The places of an image to look at again, with lines of body text so thick, of which these lines were found.
pub(super) fn places(image: &GrayImage, found: &[FoundLine], thickness: f32) -> Vec<Place> {
    let patches = ink(image, thickness);
    let of_kind = |wanted: Kind| patches.iter().filter(move |(kind, _)| *kind == wanted).map(|(_, rect)| *rect);
    let strokes = of_kind(Kind::Stroke).filter(|stroke| !is_in_lines(*stroke, found)).take(MOST_STROKES);
    let marks = marks(strokes.collect(), thickness);
    let is_character = |mark: &&PixelRect| thick(**mark) >= SHORTEST * thickness;
    let is_row = |row: &Vec<PixelRect>| {
        let characters = row.iter().filter(is_character);
        characters.clone().count() > 1 || characters.clone().any(|mark| long(*mark) >= ALONE * thickness)
    };
    let rows = groups(marks, are_in_row).into_iter().filter(is_row);
    let is_empty = |frame: &PixelRect| found.iter().map(|line| line.rect.common_area(*frame)).sum::<f64>() < EMPTY * frame.area();
    let frames = of_kind(Kind::Frame).filter(is_empty).map(|frame| vec![frame]);
    let mut places: Vec<Place> = rows.chain(frames).filter_map(|row| place(row, image)).collect();
    places.sort_by(|one, other| one.rect.area().total_cmp(&other.rect.area()));
    let most = f64::from(image.width()) * f64::from(image.height()) * MOST;
    let mut sum = 0.0;
    let fits = |place: &Place| {
        sum += place.rect.area();
        sum <= most
    };
    places.into_iter().take_while(fits).collect()
}

/// Strokes that lie together, where they are as large as characters.
fn marks(strokes: Vec<PixelRect>, thickness: f32) -> Vec<PixelRect> {
    let are_together = |one: PixelRect, other: PixelRect| {
        let (across, down) = gaps(one, other);
        across.max(down) <= TOGETHER * long(one).max(long(other))
    };
    let is_mark = |mark: &PixelRect| {
        let (long, thick) = (long(*mark) / thickness, thick(*mark) / thickness);
        long >= SHORTEST && (THINNEST..=THICKEST).contains(&thick)
    };
    let marks = groups(strokes, are_together).into_iter().filter_map(|strokes| strokes.into_iter().reduce(PixelRect::union));
    marks.filter(is_mark).collect()
}

/// What is shown of an image of a row of marks: what lies round them too.
fn place(marks: Vec<PixelRect>, image: &GrayImage) -> Option<Place> {
    let margin = (marks.iter().map(|mark| thick(*mark)).fold(0.0, f32::max) * MARGIN) as u32;
    let PixelRect { left, top, right, bottom } = marks.iter().copied().reduce(PixelRect::union)?;
    let (right, bottom) = ((right.0 + margin).min(image.width()), (bottom.0 + margin).min(image.height()));
    let rect = PixelRect::new(left.0.saturating_sub(margin), top.0.saturating_sub(margin), right, bottom);
    Some(Place { rect, marks })
}

/// Adds to the lines that were found what the second look at a place has found that is new. A line that goes on where others end stands
/// for them. Lines of body text are so thick.
pub(super) fn join(found: &mut Vec<FoundLine>, place: &Place, seen: Vec<FoundLine>, thickness: f32) {
    let is_text = |line: &FoundLine| line.certainty >= LEAST && line.place.thickness() >= SHORTEST * thickness;
    for line in seen.into_iter().filter(is_text) {
        let is_part = |other: &FoundLine| {
            line.rect.common_area(other.rect) > INSIDE * other.rect.area() && line.place.thickness() < AS_THICK * other.place.thickness()
        };
        let is_new = |mark: &PixelRect| line.rect.contains(middle(*mark)) && !is_in_lines(*mark, found);
        let is_in_frame = |mark: &PixelRect| mark.contains(middle(line.rect)) && !found.iter().any(is_part);
        let known: f64 = found.iter().filter(|other| !is_part(other)).map(|other| line.rect.common_area(other.rect)).sum();
        if known <= KNOWN * line.rect.area() && place.marks.iter().any(|mark| is_new(mark) || is_in_frame(mark)) {
            let is_second = !found.iter().any(is_part);
            found.retain(|other| !is_part(other));
            found.push(FoundLine { is_second, ..line });
        }
    }
}

/// The rectangles of patches of ink that may be strokes of characters, or frames round them. What reaches the edge of the image is the edge
/// of the scan.
fn ink(image: &GrayImage, thickness: f32) -> Vec<(Kind, PixelRect)> {
    let scale = (BODY / thickness).min(1.0);
    let side = |length: u32| ((length as f32 * scale) as u32).max(1);
    let small = resize(image, side(image.width()), side(image.height()), FilterType::Triangle);
    let tones = Tones::of(&small);
    let reach = (SURROUNDINGS * thickness * scale) as usize;
    let is_ink = |x: usize, y: usize| {
        let tone = small.get_pixel(x as u32, y as u32).0[0];
        f32::from(tone) < INK * tones.round((x, y), reach)
    };
    let thickness = thickness * scale;
    let (right, bottom) = (small.width(), small.height());
    let is_inside = |rect: &PixelRect| rect.left.0 > 0 && rect.top.0 > 0 && rect.right.0 < right && rect.bottom.0 < bottom;
    let all = patches((small.width() as usize, small.height() as usize), is_ink, Touching::SidesAndCorners);
    let all = all.filter_map(|patch| known(&patch, thickness)).filter(|(_, rect)| is_inside(rect));
    all.map(|(kind, rect)| (kind, scaled(rect, 1.0 / scale))).collect()
}

/// The rectangle of a patch, and what it may be.
fn known(patch: &[(usize, usize)], thickness: f32) -> Option<(Kind, PixelRect)> {
    let corners = patch.iter().flat_map(|(x, y)| [(*x, *y), (x + 1, y + 1)]);
    let rect = PixelRect::round(corners.map(|(x, y)| PixelPoint::new(x as u32, y as u32)))?;
    let (long, thick) = (long(rect) / thickness, thick(rect) / thickness);
    let is_filled = patch.len() as f64 > SOLID * rect.area();
    let is_rule = long > 1.0 && long > RULE * thick;
    if (STROKE.0..=STROKE.1).contains(&long) && !is_rule && !(is_filled && long < SQUARE * thick) {
        return Some((Kind::Stroke, rect));
    }
    (long > STROKE.1 && (FRAME.0..=FRAME.1).contains(&thick) && !is_filled).then_some((Kind::Frame, rect))
}

/// The tones of an image added up from its upper left corner.
struct Tones {
    width: usize,
    height: usize,
    sums: Vec<u32>,
}

impl Tones {
    fn of(image: &GrayImage) -> Tones {
        let (width, height) = (image.width() as usize, image.height() as usize);
        let mut above = vec![0; width + 1];
        let mut sums = above.clone();
        for row in image.rows() {
            let mut sum = 0;
            for (pixel, above) in row.zip(above.iter_mut().skip(1)) {
                sum += u32::from(pixel.0[0]);
                *above += sum;
            }
            sums.extend_from_slice(&above);
        }
        Tones { width, height, sums }
    }

    /// The mean of a square round a pixel that reaches so far to each side.
    fn round(&self, (x, y): (usize, usize), reach: usize) -> f32 {
        let (left, top) = (x.saturating_sub(reach), y.saturating_sub(reach));
        let (right, bottom) = ((x + reach + 1).min(self.width), (y + reach + 1).min(self.height));
        let sum = |x: usize, y: usize| self.sums.get(y * (self.width + 1) + x).copied().unwrap_or(0);
        let all = (sum(right, bottom) + sum(left, top)) - sum(left, bottom) - sum(right, top);
        all as f32 / ((right - left) * (bottom - top)).max(1) as f32
    }
}

/// Rectangles in groups, in each of which each is near another.
fn groups(mut rects: Vec<PixelRect>, are_near: impl Fn(PixelRect, PixelRect) -> bool) -> Vec<Vec<PixelRect>> {
    let mut groups = Vec::new();
    while let Some(first) = rects.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while let Some(one) = group.get(at).copied() {
            group.extend(rects.extract_if(.., |other| are_near(one, *other)));
            at += 1;
        }
        groups.push(group);
    }
    groups
}

/// Whether two marks are neighbours in a row or a column.
fn are_in_row(one: PixelRect, other: PixelRect) -> bool {
    let (across, down) = gaps(one, other);
    let most = GAP * long(one).min(long(other));
    let width = one.width().0.min(other.width().0) as f32;
    let height = one.height().0.min(other.height().0) as f32;
    across <= most && -down >= BESIDE * height || down <= most && -across >= BESIDE * width
}

/// How far two rectangles are from each other across and down; less than nothing where they are beside each other.
fn gaps(one: PixelRect, other: PixelRect) -> (f32, f32) {
    let gap = |start: u32, end: u32| start as f32 - end as f32;
    let across = gap(one.left.0.max(other.left.0), one.right.0.min(other.right.0));
    let down = gap(one.top.0.max(other.top.0), one.bottom.0.min(other.bottom.0));
    (across, down)
}

fn long(rect: PixelRect) -> f32 {
    rect.width().0.max(rect.height().0) as f32
}

fn thick(rect: PixelRect) -> f32 {
    rect.width().0.min(rect.height().0) as f32
}

fn middle(rect: PixelRect) -> PixelPoint {
    PixelPoint::new((rect.left.0 + rect.right.0) / 2, (rect.top.0 + rect.bottom.0) / 2)
}

fn is_in_lines(rect: PixelRect, lines: &[FoundLine]) -> bool {
    lines.iter().any(|line| line.rect.contains(middle(rect)))
}

fn scaled(rect: PixelRect, by: f32) -> PixelRect {
    let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom].map(|edge| (edge.0 as f32 * by).round() as u32);
    PixelRect::new(left, top, right, bottom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::strip::LinePlace;
    use image::Luma;

    /// An image of white paper on which these rectangles are black.
    fn image(black: &[PixelRect]) -> GrayImage {
        GrayImage::from_fn(400, 300, |x, y| Luma([if black.iter().any(|rect| rect.contains(PixelPoint::new(x, y))) { 0 } else { 255 }]))
    }

    /// A cross, as large as a character.
    fn cross(x: u32, y: u32) -> [PixelRect; 2] {
        [PixelRect::new(x, y + 9, x + 20, y + 12), PixelRect::new(x + 9, y, x + 12, y + 20)]
    }

    fn line(rect: PixelRect, percent: u8) -> FoundLine {
        FoundLine { place: LinePlace::of_rect(rect), rect, certainty: Certainty::percent(percent), is_second: false }
    }

    #[test]
    fn ink_of_the_size_of_characters_is_looked_at_where_no_line_is() {
        let row: Vec<PixelRect> = [40, 100, 160].into_iter().flat_map(|x| cross(x, 100)).collect();
        let of_row = places(&image(&row), &[], 24.0);
        assert_eq!(of_row.iter().map(|place| place.marks.len()).collect::<Vec<_>>(), [3]);
        assert!(row.iter().all(|stroke| of_row[0].rect.common_area(*stroke) == stroke.area()), "{of_row:?}");
        assert!(places(&image(&row), &[line(PixelRect::new(30, 90, 190, 130), 90)], 24.0).is_empty(), "a line that was found");
    }

    #[test]
    fn rules_specks_solid_ornaments_and_pictures_are_not_looked_at() {
        let rule = PixelRect::new(20, 40, 380, 44);
        let specks = (0..20).map(|at| PixelRect::new(20 + at * 9, 80, 23 + at * 9, 83));
        let ornaments = (0..5).map(|at| PixelRect::new(20 + at * 40, 120, 40 + at * 40, 140));
        let picture = PixelRect::new(100, 160, 360, 290);
        let black: Vec<PixelRect> = [rule, picture].into_iter().chain(specks).chain(ornaments).collect();
        assert_eq!(places(&image(&black), &[], 24.0), []);
    }

    #[test]
    fn what_is_found_anew_is_added_and_stands_for_its_parts() {
        let marks = vec![PixelRect::new(40, 100, 60, 120), PixelRect::new(100, 100, 120, 120)];
        let place = Place { rect: PixelRect::new(0, 60, 160, 160), marks };
        let part = line(PixelRect::new(36, 96, 64, 124), 90);
        let whole = line(PixelRect::new(36, 96, 124, 124), 80);
        let second = line(PixelRect::new(96, 96, 124, 124), 80);
        let joined = |found: &[FoundLine], seen: &FoundLine| {
            let mut found = found.to_vec();
            join(&mut found, &place, vec![seen.clone()], 24.0);
            found.into_iter().map(|line| (line.rect, line.is_second)).collect::<Vec<_>>()
        };
        assert_eq!(joined(&[], &whole), [(whole.rect, true)]);
        assert_eq!(joined(std::slice::from_ref(&part), &second), [(part.rect, false), (second.rect, true)]);
        assert_eq!(joined(std::slice::from_ref(&part), &whole), [(whole.rect, false)]);
        assert_eq!(joined(std::slice::from_ref(&whole), &second), [(whole.rect, false)], "known");
        assert_eq!(joined(&[], &line(second.rect, 50)), [], "hardly text");
        assert_eq!(joined(&[], &line(PixelRect::new(130, 96, 155, 124), 90)), [], "no ink");
    }
}
