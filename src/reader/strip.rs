//! Cutting a line out of an image, straight and of one height, as the recogniser wants it.

use image::GrayImage;

use crate::page::{LineBox, PixelRect};

/// How high a strip is, in pixels.
pub(super) const HEIGHT: u32 = 48;

/// The longest strip, in pixels: some hundred and twenty characters. Longer lines are squeezed.
const LONGEST: u32 = 6000;

/// How much more of the line is taken at either end, as a part of its thickness: boxes cut off the edges of letters.
const ROUND: f32 = 0.1;

/// A line so much longer down the page than across it is upright.
const UPRIGHT: f32 = 1.5;

/// How many samples a pixel is the mean of, along each side, at most.
const FINEST: u32 = 8;

/// Lines thinner than this, in pixels, are enlarged by curves, not by straight lines.
const SMALL: f32 = 16.0;

/// A line that leans by more of its box's height is not believed to.
const MOST_LEAN: f32 = 0.8;

/// A point of an image, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f32,
    pub(super) y: f32,
}

/// Where a line lies: the corner at which it begins, the way along it, and the way across it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinePlace {
    origin: Point,
    along: Point,
    across: Point,
}

impl LinePlace {
    /// The place between four corners, from the one at the upper left clockwise. A line that is longer down than across runs down the
    /// page: then it begins at the upper right corner, as if it were turned by a quarter.
    pub(super) fn of_corners([top_left, top_right, bottom_right, bottom_left]: [Point; 4]) -> LinePlace {
        let half = |a: Point, b: Point| Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 };
        let along = minus(half(top_right, bottom_right), half(top_left, bottom_left));
        let across = minus(half(bottom_left, bottom_right), half(top_left, top_right));
        if length(across) > length(along) * UPRIGHT {
            let back = Point { x: -along.x, y: -along.y };
            return LinePlace { origin: top_right, along: across, across: back };
        }
        LinePlace { origin: top_left, along, across }
    }

    /// The place of a rectangle.
    pub fn of_rect(rect: PixelRect) -> LinePlace {
        let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom].map(|edge| edge.0 as f32);
        let corner = |x, y| Point { x, y };
        LinePlace::of_corners([corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)])
    }

    /// The place of a line, straightened where its outline has four corners or its baseline leans. Nothing where the line lies nowhere.
    pub fn of_line(line: &LineBox) -> Option<LinePlace> {
        let rect = line.outline.rect;
        if rect.is_empty() {
            return None;
        }
        if let [a, b, c, d] = line.outline.polygon.as_slice() {
            let mut corners = [a, b, c, d].map(|point| Point { x: point.x.0 as f32, y: point.y.0 as f32 });
            clockwise_from_upper_left(&mut corners);
            return Some(LinePlace::of_corners(corners));
        }
        let slope = match (line.baseline.first(), line.baseline.last()) {
            (Some(from), Some(to)) if to.x > from.x => (to.y.0 as f32 - from.y.0 as f32) / (to.x.0 as f32 - from.x.0 as f32),
            _ => 0.0,
        };
        let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom].map(|edge| edge.0 as f32);
        let lean = slope * (right - left);
        if lean.abs() < 1.0 || lean.abs() > (bottom - top) * MOST_LEAN {
            return Some(LinePlace::of_rect(rect));
        }
        let (down_left, down_right) = if lean > 0.0 { (0.0, lean) } else { (-lean, 0.0) };
        let corner = |x, y| Point { x, y };
        Some(LinePlace::of_corners([
            corner(left, top + down_left),
            corner(right, top + down_right),
            corner(right, bottom - down_left),
            corner(left, bottom - down_right),
        ]))
    }

    /// The same place on an image with so many pixels to one of these.
    pub fn scaled(self, by: f32) -> LinePlace {
        let scale = |point: Point| Point { x: point.x * by, y: point.y * by };
        LinePlace { origin: scale(self.origin), along: scale(self.along), across: scale(self.across) }
    }

    /// The same place so many pixels farther to the right and down.
    pub(super) fn moved(self, right: f32, down: f32) -> LinePlace {
        LinePlace { origin: Point { x: self.origin.x + right, y: self.origin.y + down }, ..self }
    }

    /// By how much it leans, as the tangent of the angle by which a page was turned clockwise on which it stood straight.
    pub(super) fn lean(self) -> f32 {
        if self.is_upright() { -self.along.x / self.along.y } else { self.along.y / self.along.x }
    }

    /// The same place on a page that is turned back by a lean, round its upper left corner.
    pub(super) fn turned_back(self, lean: f32) -> LinePlace {
        let long = lean.hypot(1.0);
        let turn = |point: Point| Point { x: (point.x + point.y * lean) / long, y: (point.y - point.x * lean) / long };
        LinePlace { origin: turn(self.origin), along: turn(self.along), across: turn(self.across) }
    }

    /// The line with so many times its thickness more at its end.
    pub(super) fn longer(self, thicknesses: f32) -> LinePlace {
        let by = 1.0 + thicknesses * self.thickness() / self.length().max(1.0);
        LinePlace { along: Point { x: self.along.x * by, y: self.along.y * by }, ..self }
    }

    /// Whether the line runs down the page.
    pub fn is_upright(self) -> bool {
        self.along.y.abs() > self.along.x.abs()
    }

    /// The thickness of the line, in pixels.
    pub fn thickness(self) -> f32 {
        length(self.across)
    }

    /// How long the line is, in pixels.
    pub fn length(self) -> f32 {
        length(self.along)
    }

    /// The rectangle round the part of the line from one share of its length to another.
    pub fn part(self, from: f32, to: f32) -> PixelRect {
        let corner = |along: f32, across: f32| self.at(along.clamp(0.0, 1.0), across);
        let corners = [corner(from, 0.0), corner(to, 0.0), corner(from, 1.0), corner(to, 1.0)];
        let least = |of: fn(&Point) -> f32| corners.iter().map(of).fold(f32::MAX, f32::min).max(0.0).round() as u32;
        let most = |of: fn(&Point) -> f32| corners.iter().map(of).fold(0.0, f32::max).round() as u32;
        PixelRect::new(least(|p| p.x), least(|p| p.y), most(|p| p.x), most(|p| p.y))
    }

    fn at(self, along: f32, across: f32) -> Point {
        Point {
            x: self.origin.x + self.along.x * along + self.across.x * across,
            y: self.origin.y + self.along.y * along + self.across.y * across,
        }
    }

    /// The line with the room round its ends.
    fn with_room(self) -> LinePlace {
        let share = ROUND * self.thickness() / self.length().max(1.0);
        let origin = self.at(-share, 0.0);
        let longer = 1.0 + 2.0 * share;
        LinePlace { origin, along: Point { x: self.along.x * longer, y: self.along.y * longer }, across: self.across }
    }
}

fn minus(a: Point, b: Point) -> Point {
    Point { x: a.x - b.x, y: a.y - b.y }
}

fn length(way: Point) -> f32 {
    way.x.hypot(way.y)
}

/// Sorts corners: those two above, then those two below, as a clock's hand meets them from the upper left.
fn clockwise_from_upper_left(corners: &mut [Point; 4]) {
    let middle = corners.iter().fold(Point { x: 0.0, y: 0.0 }, |sum, point| Point { x: sum.x + point.x / 4.0, y: sum.y + point.y / 4.0 });
    let angle = |point: &Point| (point.y - middle.y).atan2(point.x - middle.x);
    corners.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
}

/// A line cut out of an image, with how long it is beyond the line itself.
pub(super) struct CutLine {
    pub(super) image: GrayImage,
    /// What share of the strip's length lies before the line, and as much after it.
    pub(super) room: f32,
}

/// Cuts a line out of an image and scales it to the height that the recogniser reads. Nothing where it has no pixel on the image.
pub(super) fn cut(image: &GrayImage, place: LinePlace) -> Option<CutLine> {
    let (thickness, length) = (place.thickness(), place.length());
    if !(thickness >= 2.0 && length >= 2.0) || image.width() == 0 || image.height() == 0 {
        return None;
    }
    let wide = place.with_room();
    let width = ((HEIGHT as f32 * wide.length() / thickness).round() as u32).clamp(16, LONGEST);
    let samples = ((thickness / HEIGHT as f32).ceil() as u32).clamp(1, FINEST);
    let sample = if thickness < SMALL { curved } else { straight };
    let mut strip = GrayImage::new(width, HEIGHT);
    for (x, y, pixel) in strip.enumerate_pixels_mut() {
        let mut sum = 0.0;
        for step in 0..samples * samples {
            let within = |step: u32| (step as f32 + 0.5) / samples as f32;
            let along = (x as f32 + within(step % samples)) / width as f32;
            let across = (y as f32 + within(step / samples)) / HEIGHT as f32;
            let Point { x, y } = wide.at(along, across);
            sum += sample(image, x - 0.5, y - 0.5);
        }
        pixel.0 = [(sum / (samples * samples) as f32).round().clamp(0.0, 255.0) as u8];
    }
    let room = (1.0 - length / wide.length()) / 2.0;
    Some(CutLine { image: strip, room })
}

/// The tone at a pixel, that of the nearest one outside of the image.
fn tone(image: &GrayImage, x: i64, y: i64) -> f32 {
    let inside = |at: i64, size: u32| at.clamp(0, i64::from(size) - 1) as u32;
    f32::from(image.get_pixel(inside(x, image.width()), inside(y, image.height())).0[0])
}

/// The tone between pixels, by straight lines.
fn straight(image: &GrayImage, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (right_share, low_share) = (x - left, y - top);
    let (left, top) = (left as i64, top as i64);
    let row = |y: i64| tone(image, left, y) * (1.0 - right_share) + tone(image, left + 1, y) * right_share;
    row(top) * (1.0 - low_share) + row(top + 1) * low_share
}

/// The tone between pixels, by curves (Catmull and Rom): small print stays sharp when it is enlarged.
fn curved(image: &GrayImage, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let weights = |share: f32| {
        let (one, two, three) = (share, share * share, share * share * share);
        [-0.5 * one + two - 0.5 * three, 1.0 - 2.5 * two + 1.5 * three, 0.5 * one + 2.0 * two - 1.5 * three, -0.5 * two + 0.5 * three]
    };
    let (across, down) = (weights(x - left), weights(y - top));
    let (left, top) = (left as i64, top as i64);
    let row = |y: i64| (-1..).zip(across).map(|(dx, weight)| tone(image, left + dx, y) * weight).sum::<f32>();
    (-1..).zip(down).map(|(dy, weight)| row(top + dy) * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Outline, PixelPoint};
    use image::Luma;

    fn line(outline: Outline, baseline: &[(u32, u32)]) -> LineBox {
        LineBox { outline, baseline: baseline.iter().map(|(x, y)| PixelPoint::new(*x, *y)).collect(), ..LineBox::default() }
    }

    #[test]
    fn a_strip_is_of_one_height_and_in_proportion() {
        let image = GrayImage::from_pixel(400, 200, Luma([255]));
        for (rect, upright) in [(PixelRect::new(10, 10, 330, 30), false), (PixelRect::new(10, 10, 30, 190), true)] {
            let place = LinePlace::of_rect(rect);
            assert_eq!(place.is_upright(), upright);
            let strip = cut(&image, place).expect("a strip");
            let long = rect.width().max(rect.height()).0 as f32 + 2.0 * ROUND * 20.0;
            assert_eq!((strip.image.width(), strip.image.height()), ((48.0 * long / 20.0).round() as u32, HEIGHT));
        }
        assert!(cut(&image, LinePlace::of_rect(PixelRect::new(5, 5, 5, 9))).is_none());
    }

    #[test]
    fn an_upright_line_begins_at_its_top() {
        // Black above, white below.
        let image = GrayImage::from_fn(20, 100, |_, y| Luma([if y < 50 { 0 } else { 255 }]));
        let strip = cut(&image, LinePlace::of_rect(PixelRect::new(0, 0, 20, 100))).expect("a strip").image;
        assert!(strip.get_pixel(20, 24).0[0] < 10 && strip.get_pixel(strip.width() - 20, 24).0[0] > 245);
    }

    #[test]
    fn a_leaning_line_is_made_straight() {
        // A black bar ten pixels high that falls by 20 over 200.
        let image = GrayImage::from_fn(220, 60, |x, y| {
            let top = 10.0 + x as f32 / 10.0;
            Luma([if (y as f32) >= top && (y as f32) < top + 10.0 { 0 } else { 255 }])
        });
        let rect = PixelRect::new(0, 10, 200, 40);
        let leaning = line(rect.into(), &[(0, 20), (200, 40)]);
        let polygon = [(0, 10), (200, 30), (200, 40), (0, 20)].map(|(x, y)| PixelPoint::new(x, y));
        for line in [leaning, line(Outline::of_polygon(polygon.to_vec()).expect("an outline"), &[])] {
            let strip = cut(&image, LinePlace::of_line(&line).expect("a place")).expect("a strip").image;
            let dark = strip.pixels().filter(|pixel| pixel.0[0] < 128).count();
            assert!(dark * 10 > strip.pixels().count() * 8, "{dark} of {}", strip.pixels().count());
        }
    }

    #[test]
    fn parts_of_a_line_lie_in_it() {
        let place = LinePlace::of_rect(PixelRect::new(100, 10, 300, 30));
        assert_eq!(place.part(0.25, 0.5), PixelRect::new(150, 10, 200, 30));
        let upright = LinePlace::of_rect(PixelRect::new(100, 10, 120, 210));
        assert_eq!(upright.part(0.25, 0.5), PixelRect::new(100, 60, 120, 110));
        assert_eq!(upright.scaled(2.0).part(0.0, 1.0), PixelRect::new(200, 20, 240, 420));
    }
}
