//! What is put in reading order, and what it becomes.

use hayro::kurbo::Rect;

use super::lines::PdfLine;

/// Lines that are read one after the other.
#[derive(Clone, Debug, Default)]
pub struct PdfRegion {
    /// The lines, in order.
    pub lines: Vec<PdfLine>,
    /// Whether it stands for itself: text from outside does not go on in it.
    pub is_apart: bool,
}

/// A line, or what stands in a box of its own, on its way to its place.
#[derive(Clone, Debug)]
pub struct PageItem {
    /// Where it lies.
    pub rect: Rect,
    /// The size of most of its letters, in points.
    pub size: f64,
    /// What it is.
    pub matter: Matter,
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum Matter {
    /// A line.
    Line(PdfLine),
    /// Regions that stay together, in order.
    Block(Vec<PdfRegion>),
}

impl PageItem {
    /// A line as an item.
    pub fn of_line(line: PdfLine) -> PageItem {
        PageItem { rect: line.rect, size: line.size, matter: Matter::Line(line) }
    }

    /// Regions as one item, in this place.
    pub fn of_block(rect: Rect, size: f64, regions: Vec<PdfRegion>) -> PageItem {
        PageItem { rect, size, matter: Matter::Block(regions) }
    }
}

/// What parts a page beside space, in the frame of its lines.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    /// Rules from left to right.
    pub across: Vec<Rect>,
    /// Rules from the top down.
    pub along: Vec<Rect>,
    /// Frames, the largest first.
    pub boxes: Vec<Rect>,
}
