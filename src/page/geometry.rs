//! Places on a page's image.

use std::ops::{Add, Sub};

/// A distance on the image, in pixels of the page's [`Layout`](super::Layout).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pixels(pub u32);

impl Pixels {
    /// The farthest that anything lies from the image's corner. What a source puts farther off is moved here.
    pub const MAX: Pixels = Pixels(1_000_000);

    /// The nearest whole number of pixels, from 0 to [`Pixels::MAX`].
    pub fn nearest(value: f64) -> Pixels {
        // A cast of a number out of range saturates, and one of no number is 0.
        Pixels(value.round() as u32).min(Pixels::MAX)
    }
}

impl Add for Pixels {
    type Output = Pixels;

    fn add(self, other: Pixels) -> Pixels {
        Pixels(self.0.saturating_add(other.0)).min(Pixels::MAX)
    }
}

impl Sub for Pixels {
    type Output = Pixels;

    /// The distance from `other` on, 0 where `other` is the farther.
    fn sub(self, other: Pixels) -> Pixels {
        Pixels(self.0.saturating_sub(other.0))
    }
}

/// A point of the image, from its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PixelPoint {
    /// To the right.
    pub x: Pixels,
    /// Down.
    pub y: Pixels,
}

impl PixelPoint {
    /// The point this far right and down.
    pub fn new(x: u32, y: u32) -> PixelPoint {
        PixelPoint { x: Pixels(x), y: Pixels(y) }
    }
}

/// An upright rectangle of the image. `left <= right` and `top <= bottom` always hold; `right` and `bottom` are one past the last pixel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PixelRect {
    /// Its left edge.
    pub left: Pixels,
    /// Its upper edge.
    pub top: Pixels,
    /// Its right edge.
    pub right: Pixels,
    /// Its lower edge.
    pub bottom: Pixels,
}

impl PixelRect {
    /// The rectangle between two corners, whichever way round they are given.
    pub fn between(a: PixelPoint, b: PixelPoint) -> PixelRect {
        PixelRect { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }
    }

    /// The rectangle with these edges.
    pub fn new(left: u32, top: u32, right: u32, bottom: u32) -> PixelRect {
        PixelRect::between(PixelPoint::new(left, top), PixelPoint::new(right, bottom))
    }

    /// The smallest rectangle round these points; nothing for no points.
    pub fn round(points: impl IntoIterator<Item = PixelPoint>) -> Option<PixelRect> {
        points.into_iter().map(|point| PixelRect::between(point, point)).reduce(PixelRect::union)
    }

    /// How wide it is.
    pub fn width(self) -> Pixels {
        self.right - self.left
    }

    /// How high it is.
    pub fn height(self) -> Pixels {
        self.bottom - self.top
    }

    /// Whether it has no pixel.
    pub fn is_empty(self) -> bool {
        self.left == self.right || self.top == self.bottom
    }

    /// Whether the point lies in it.
    pub fn contains(self, point: PixelPoint) -> bool {
        self.left <= point.x && point.x < self.right && self.top <= point.y && point.y < self.bottom
    }

    /// The smallest rectangle round both.
    pub fn union(self, other: PixelRect) -> PixelRect {
        PixelRect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The point in its middle.
    pub fn middle(self) -> PixelPoint {
        PixelPoint { x: self.left + Pixels(self.width().0 / 2), y: self.top + Pixels(self.height().0 / 2) }
    }

    /// What lies in both; an empty rectangle where nothing does.
    pub fn common(self, other: PixelRect) -> PixelRect {
        let (left, top) = (self.left.max(other.left), self.top.max(other.top));
        PixelRect { left, top, right: self.right.min(other.right).max(left), bottom: self.bottom.min(other.bottom).max(top) }
    }

    /// The same on an image with so many pixels to one of these.
    pub fn scaled(self, by: f32) -> PixelRect {
        let edge = |pixels: Pixels| Pixels::nearest(f64::from(pixels.0) * f64::from(by));
        PixelRect { left: edge(self.left), top: edge(self.top), right: edge(self.right), bottom: edge(self.bottom) }
    }

    /// The same, moved so that what lay at one point, given by its distances from the left and the upper edge, lies at another.
    pub fn moved(self, from: (u32, u32), to: (u32, u32)) -> PixelRect {
        let across = |edge: Pixels| Pixels((edge.0 + to.0).saturating_sub(from.0));
        let down = |edge: Pixels| Pixels((edge.0 + to.1).saturating_sub(from.1));
        PixelRect { left: across(self.left), top: down(self.top), right: across(self.right), bottom: down(self.bottom) }
    }

    /// How many pixels both have.
    pub fn common_area(self, other: PixelRect) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        f64::from(width.0) * f64::from(height.0)
    }

    /// How many pixels it has.
    pub fn area(self) -> f64 {
        self.common_area(self)
    }

    /// Whether both lie at one place: most of the smaller one lies in the other.
    pub fn is_at(self, other: PixelRect) -> bool {
        self.common_area(other) > self.area().min(other.area()) / 2.0
    }

    /// How far a point lies outside, as the sum of both directions; 0 inside.
    pub fn distance(self, point: PixelPoint) -> Pixels {
        (self.left - point.x) + (point.x - self.right) + (self.top - point.y) + (point.y - self.bottom)
    }

    /// From where to where it reaches across its column and along it. Of upright lines the column is turned, so that the right one lies
    /// uppermost.
    pub fn spans(self, upright: bool) -> Spans {
        let [left, top, right, bottom] = [self.left, self.top, self.right, self.bottom].map(|edge| i64::from(edge.0));
        if upright {
            Spans { across: (top, bottom), along: (-right, -left) }
        } else {
            Spans { across: (left, right), along: (top, bottom) }
        }
    }

    /// Whether it is so much higher than wide that its characters stand under each other. Two narrow letters are a little higher than wide.
    pub fn runs_down(self) -> bool {
        self.height().0 * 2 > self.width().0 * 3
    }

    /// The part from one share of its length to another, each between 0 and 1: where characters of a word or line stand, roughly. One
    /// that [runs down](PixelRect::runs_down) is parted so.
    pub fn slice(self, from: f64, to: f64) -> PixelRect {
        if self.runs_down() {
            let at = |share: f64| self.top + Pixels::nearest(f64::from(self.height().0) * share.clamp(0.0, 1.0));
            return PixelRect { top: at(from), bottom: at(to.max(from)), ..self };
        }
        let at = |share: f64| self.left + Pixels::nearest(f64::from(self.width().0) * share.clamp(0.0, 1.0));
        PixelRect { left: at(from), right: at(to.max(from)), ..self }
    }
}

/// A rectangle as it lies in its column, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    /// From where to where it takes up its column's width.
    pub across: (i64, i64),
    /// From where to where it takes up its column's length.
    pub along: (i64, i64),
}

/// Where something lies: a rectangle, and the polygon it was taken from where the source draws one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The rectangle round it.
    pub rect: PixelRect,
    /// Its corners in order; none where it is the rectangle itself.
    pub polygon: Vec<PixelPoint>,
}

impl From<PixelRect> for Outline {
    fn from(rect: PixelRect) -> Outline {
        Outline { rect, polygon: Vec::new() }
    }
}

impl Outline {
    /// The outline of a polygon; nothing for no points. Four corners of an upright rectangle are that rectangle.
    pub fn of_polygon(points: Vec<PixelPoint>) -> Option<Outline> {
        let rect = PixelRect::round(points.iter().copied())?;
        let corner = |point: &PixelPoint| [rect.left, rect.right].contains(&point.x) && [rect.top, rect.bottom].contains(&point.y);
        let upright = points.len() <= 5 && points.iter().all(corner);
        Some(Outline { rect, polygon: if upright { Vec::new() } else { points } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_put_in_order_and_kept_on_the_page() {
        assert_eq!(PixelRect::new(9, 8, 1, 2), PixelRect::new(1, 2, 9, 8));
        assert_eq!(Pixels::nearest(-7.0), Pixels(0));
        assert_eq!(Pixels::nearest(f64::NAN), Pixels(0));
        assert_eq!(Pixels::nearest(1e300), Pixels::MAX);
        assert_eq!(Pixels::MAX + Pixels(1), Pixels::MAX);
        assert_eq!(Pixels(1) - Pixels(2), Pixels(0));
    }

    #[test]
    fn points_lie_inside_or_some_way_off() {
        let rect = PixelRect::new(10, 10, 20, 15);
        assert!(rect.contains(PixelPoint::new(10, 14)) && !rect.contains(PixelPoint::new(20, 14)));
        assert_eq!(rect.distance(PixelPoint::new(12, 12)), Pixels(0));
        assert_eq!(rect.distance(PixelPoint::new(5, 18)), Pixels(8));
        assert_eq!(rect.slice(0.5, 0.75), PixelRect::new(15, 10, 18, 15));
        assert_eq!(PixelRect::new(10, 10, 20, 50).slice(0.5, 0.75), PixelRect::new(10, 30, 20, 40), "upright lines run down the page");
    }

    #[test]
    fn a_polygon_that_is_a_rectangle_is_one() {
        let square = [(1, 1), (5, 1), (5, 4), (1, 4)].map(|(x, y)| PixelPoint::new(x, y));
        assert_eq!(Outline::of_polygon(square.to_vec()), Some(PixelRect::new(1, 1, 5, 4).into()));
        let slanted = [(1, 1), (5, 2), (5, 4), (1, 3)].map(|(x, y)| PixelPoint::new(x, y));
        assert_eq!(Outline::of_polygon(slanted.to_vec()).map(|outline| outline.polygon.len()), Some(4));
        assert_eq!(Outline::of_polygon(Vec::new()), None);
    }
}
