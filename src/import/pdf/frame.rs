//! One way of looking at a page for both directions: lines run to the right, and the next one is below.

use hayro::kurbo::Rect;

use super::direction::Direction;
use super::glyphs::Glyph;

/// The page as its lines run. For upright lines it is turned by a quarter: what was the top is the left, what was the right is the top.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Which way lines run.
    pub direction: Direction,
    /// The width of the page, in points.
    pub width: f64,
}

impl Frame {
    /// A rectangle of the page in this frame.
    pub fn of_page(self, rect: Rect) -> Rect {
        match self.direction {
            Direction::Horizontal => rect,
            Direction::Upright => Rect::new(rect.y0, self.width - rect.x1, rect.y1, self.width - rect.x0),
        }
    }
}

/// The glyphs of a page, looked at as lines of one direction run.
#[derive(Clone, Copy)]
pub struct PageView<'a> {
    /// The page's glyphs.
    pub glyphs: &'a [Glyph],
    /// How it is looked at.
    pub frame: Frame,
    /// The size that most of the page's text is set in, in points.
    pub body: f64,
}

impl PageView<'_> {
    /// A glyph of the page, with its cell in this view.
    pub fn cell(&self, index: usize) -> Rect {
        self.glyphs.get(index).map_or(Rect::ZERO, |glyph| self.frame.of_page(glyph.cell))
    }

    /// The same page, looked at the other way.
    pub fn turned(self) -> Self {
        PageView { frame: Frame { direction: self.frame.direction.other(), ..self.frame }, ..self }
    }
}

/// The rectangle round some rectangles; an empty one for none.
pub fn around(rects: impl IntoIterator<Item = Rect>) -> Rect {
    rects.into_iter().reduce(|all, rect| all.union(rect)).unwrap_or_default()
}

/// The middle one of some values; nothing for none.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
