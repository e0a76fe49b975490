//! From a map of how likely each pixel is text to lines.

use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::patches::{Touching, patches};
use super::strip::{LinePlace, Point};
use crate::page::{Certainty, PixelRect};

/// A pixel so likely is text.
const THRESHOLD: f32 = 0.3;

/// A line is so likely text in the mean over its pixels. At 0.6 lines of worn print are lost.
const LEAST_MEAN: f32 = 0.4;

/// The map draws lines thinner than they are: this, by area over circumference, is how much is added at each side.
const UNCLIP: f32 = 1.6;

/// Smaller patches, in pixels of the map, are no text.
const LEAST_PIXELS: usize = 12;

/// A patch is inclined as its longer axis says if that is so much longer than the shorter one.
const LONG: f32 = 3.0;

/// A line inclined by more, as a tangent, is taken to be straight: some patches of pictures are.
const STEEPEST: f32 = 0.3;

/// A line that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundLine {
    /// Where it lies.
    pub place: LinePlace,
    /// The rectangle round it.
    pub rect: PixelRect,
    /// How likely it is text.
    pub certainty: Certainty,
    /// Whether only the second look has found it.
    pub is_second: bool,
}

impl FoundLine {
    /// A line that was found in a part of an image, on the image: the part begins so far from its left and upper edge.
    pub(super) fn moved(self, right: u32, down: u32) -> FoundLine {
        let place = self.place.moved(right as f32, down as f32);
        FoundLine { place, rect: place.part(0.0, 1.0), ..self }
    }
}

/// How likely each pixel of a scaled image is text, in 255ths.
pub(super) struct ProbabilityMap {
    width: usize,
    height: usize,
    values: Vec<u8>,
    /// The size of the image that was scaled.
    original: (u32, u32),
}

/// The pixels of a patch added up: how many, their likelihood, their places and the squares of these.
#[derive(Default)]
struct Sums {
    count: f64,
    value: f64,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl ProbabilityMap {
    pub(super) fn new((width, height): (u32, u32), original: (u32, u32)) -> ProbabilityMap {
        let (width, height) = (width as usize, height as usize);
        ProbabilityMap { width, height, values: vec![0; width * height], original }
    }

    /// Puts a part in its place, without so much of its left and upper edge.
    pub(super) fn put(&mut self, left: u32, top: u32, part: &NdTensor<f32, 2>, (skip_left, skip_top): (u32, u32)) {
        for (y, row) in part.axis_iter(0).enumerate().skip(skip_top as usize) {
            for (x, value) in row.iter().enumerate().skip(skip_left as usize) {
                if let Some(known) = self.values.get_mut((top as usize + y) * self.width + left as usize + x) {
                    *known = (value.clamp(0.0, 1.0) * 255.0).round() as u8;
                }
            }
        }
    }

    /// The lines, in no order.
    pub(super) fn lines(&self) -> Vec<FoundLine> {
        let is_text = |x: usize, y: usize| self.values.get(y * self.width + x).is_some_and(|value| f32::from(*value) >= THRESHOLD * 255.0);
        patches((self.width, self.height), is_text, Touching::Sides).filter_map(|patch| self.line(&patch)).collect()
    }

    /// The line that a patch is of.
    fn line(&self, patch: &[(usize, usize)]) -> Option<FoundLine> {
        if patch.len() < LEAST_PIXELS {
            return None;
        }
        let mut sums = Sums::default();
        for (x, y) in patch {
            sums.add(*x as f64 + 0.5, *y as f64 + 0.5, f64::from(self.values.get(y * self.width + x).copied().unwrap_or(0)) / 255.0);
        }
        let mean = sums.value / sums.count;
        if mean < f64::from(LEAST_MEAN) {
            return None;
        }
        let tangent = sums.tangent();
        // Each pixel's place along the line and across it.
        let (cosine, sine) = (1.0 / tangent.hypot(1.0), tangent / tangent.hypot(1.0));
        let turned = |x: f64, y: f64| (x * cosine + y * sine, y * cosine - x * sine);
        let corners = patch.iter().flat_map(|(x, y)| [(0.0, 0.0), (1.0, 1.0)].map(|(dx, dy)| turned(*x as f64 + dx, *y as f64 + dy)));
        let start = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        let (left, top, right, bottom) =
            corners.fold(start, |edges, (u, v)| (edges.0.min(u), edges.1.min(v), edges.2.max(u), edges.3.max(v)));
        let (width, height) = (right - left, bottom - top);
        let more = width * height * f64::from(UNCLIP) / (2.0 * (width + height));
        let (scale_x, scale_y) = (self.original.0 as f64 / self.width as f64, self.original.1 as f64 / self.height as f64);
        let corner = |u: f64, v: f64| Point {
            x: ((u * cosine - v * sine) * scale_x).clamp(0.0, f64::from(self.original.0)) as f32,
            y: ((u * sine + v * cosine) * scale_y).clamp(0.0, f64::from(self.original.1)) as f32,
        };
        let (left, top, right, bottom) = (left - more, top - more, right + more, bottom + more);
        let place = LinePlace::of_corners([corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)]);
        Some(FoundLine { place, rect: place.part(0.0, 1.0), certainty: Certainty::share(mean), is_second: false })
    }
}

impl Sums {
    fn add(&mut self, x: f64, y: f64, value: f64) {
        self.count += 1.0;
        self.value += value;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.yy += y * y;
        self.xy += x * y;
    }

    /// How much the patch falls to the right, as its longer axis says; an upright one, how much it leans to the left. 0 for a patch that
    /// is no line.
    fn tangent(&self) -> f64 {
        let (x, y) = (self.x / self.count, self.y / self.count);
        let (xx, yy, xy) = (self.xx / self.count - x * x, self.yy / self.count - y * y, self.xy / self.count - x * y);
        let root = ((xx - yy) / 2.0).hypot(xy);
        let (long, short) = ((xx + yy) / 2.0 + root, ((xx + yy) / 2.0 - root).max(1e-9));
        if (long / short).sqrt() < f64::from(LONG) {
            return 0.0;
        }
        // The tangent of the axis, that of an upright patch against the edge of the page.
        let tangent = if xx >= yy { xy / (long - yy) } else { -xy / (long - xx) };
        if tangent.abs() > f64::from(STEEPEST) { 0.0 } else { tangent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map whose pixels are text where `is_text` says so.
    fn map(is_text: impl Fn(f32, f32) -> bool) -> ProbabilityMap {
        let mut map = ProbabilityMap::new((200, 100), (400, 200));
        let values = (0..100).flat_map(|y| (0..200).map(move |x| (x as f32, y as f32)));
        let values: Vec<f32> = values.map(|(x, y)| if is_text(x, y) { 0.9 } else { 0.0 }).collect();
        map.put(0, 0, &NdTensor::from_data([100, 200], values), (0, 0));
        map
    }

    #[test]
    fn patches_become_lines_that_are_thicker() {
        let map = map(|x, y| (20.0..120.0).contains(&x) && (10.0..16.0).contains(&y) || (150.0..156.0).contains(&x) && y >= 20.0);
        let lines = map.lines();
        assert_eq!(lines.iter().map(|line| line.place.is_upright()).collect::<Vec<_>>(), [false, true]);
        let rect = lines[0].rect;
        // 6 high and 100 wide: by 600 * 1.6 / 212 = 4.5 more at each side, and twice as large on the image.
        assert_eq!(rect, PixelRect::new(31, 11, 249, 41));
        assert_eq!(lines[0].certainty, Certainty::percent(90));
    }

    #[test]
    fn inclined_lines_are_known() {
        // They fall, and lean, by one in twenty.
        let across = map(|x, y| (20.0..180.0).contains(&x) && (y - 20.0 - x / 20.0).abs() < 4.0).lines();
        let down = map(|x, y| (10.0..90.0).contains(&y) && (x - 100.0 + y / 20.0).abs() < 4.0).lines();
        for line in across.iter().chain(&down) {
            let thickness = line.place.thickness();
            assert!((36.0..48.0).contains(&thickness), "{thickness}, where a straight box has more than 60: {line:?}");
        }
        assert_eq!((across.len(), down.len()), (1, 1));
        assert!(down[0].place.is_upright());
    }

    #[test]
    fn specks_and_faint_patches_are_no_lines() {
        assert!(map(|x, y| x < 3.0 && y < 3.0).lines().is_empty());
        assert!(map(|_, _| false).lines().is_empty());
    }
}
