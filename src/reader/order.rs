//! The order of lines that were found on an image.
//!
//! Lines that stand one under the other make blocks, and the blocks are put in order by the gutters between them: a line that reaches a
//! little out of its column, or a headline over two of them, leads no block astray.

use super::components::FoundLine;
use super::detector::median;
use super::strip::LinePlace;
use crate::page::{PixelRect, Pixels, Spans, are_upright, reading_order_of};

/// A line stands under another where they have so much of the narrower one's width in common.
const UNDER: f64 = 0.6;

/// Or where one begins no farther in than the other by this, in thicknesses.
const INDENT: f64 = 2.5;

/// How much free space there may be between lines of a block, in thicknesses of a line.
const GAP: f64 = 1.6;

/// How much farther down a line's middle must lie than that of the one above, in thicknesses.
const LOWER: f64 = 0.4;

/// Of the edges of a block's lines this share counts: single lines that reach out do not move its edge.
const EDGE: f64 = 0.3;

/// How much a block is made smaller at each side before it is put in order, in thicknesses: scans lean.
const SMALLER: f64 = 0.2;

/// A line as it lies across its column and along it.
#[derive(Clone, Copy)]
struct ExtentAlong {
    across: (f64, f64),
    along: (f64, f64),
}

/// How a page leans is told by lines so many thicknesses long.
const LONG: f32 = 6.0;

/// A page that leans by less, as a tangent, is put in order as it lies.
const LEAST_LEAN: f32 = 0.003;

/// Puts lines in the order in which they are read.
pub(super) fn in_order(lines: Vec<FoundLine>) -> Vec<FoundLine> {
    let rects = straight(&lines);
    let mut lines: Vec<Option<FoundLine>> = lines.into_iter().map(Some).collect();
    order(&rects).into_iter().filter_map(|index| lines.get_mut(index)?.take()).collect()
}

/// Where lines lie on their page as if it did not lean: the rectangles of long lines that lean reach over their neighbours.
fn straight(lines: &[FoundLine]) -> Vec<PixelRect> {
    let long = lines.iter().map(|line| line.place).filter(|place| place.length() > LONG * place.thickness());
    let lean = median(long.map(LinePlace::lean).collect()).filter(|lean| lean.abs() > LEAST_LEAN);
    let Some(lean) = lean else { return lines.iter().map(|line| line.rect).collect() };
    // Nothing is turned out of the page.
    let far = lines.iter().map(|line| line.rect.right.max(line.rect.bottom).0).max().unwrap_or_default() as f32 * lean.abs();
    lines.iter().map(|line| line.place.turned_back(lean).moved(far, far).part(0.0, 1.0)).collect()
}

/// The positions of the lines in the order in which they are read.
fn order(rects: &[PixelRect]) -> Vec<usize> {
    let upright = are_upright(rects);
    let thick = |rect: &PixelRect| rect.height().min(rect.width()).0 as f32;
    let Some(thickness) = median(rects.iter().map(thick).collect()).map(f64::from) else { return Vec::new() };
    let lying: Vec<ExtentAlong> = rects.iter().map(|rect| lying(*rect, upright)).collect();
    let blocks = blocks(&lying, thickness);
    let outlines: Vec<PixelRect> = blocks.iter().map(|block| outline(block, rects, upright, thickness)).collect();
    let blocks: Vec<&Vec<usize>> = reading_order_of(&outlines, upright).into_iter().filter_map(|index| blocks.get(index)).collect();
    blocks.into_iter().flatten().copied().collect()
}

fn lying(rect: PixelRect, upright: bool) -> ExtentAlong {
    let Spans { across, along } = rect.spans(upright);
    let exact = |(from, to): (i64, i64)| (from as f64, to as f64);
    ExtentAlong { across: exact(across), along: exact(along) }
}

/// Chains of lines each of which is the nearest under the one before, which is the nearest over it.
fn blocks(lines: &[ExtentAlong], thickness: f64) -> Vec<Vec<usize>> {
    let under: Vec<Option<usize>> = lines.iter().map(|line| nearest(lines, line, thickness, true)).collect();
    let over: Vec<Option<usize>> = lines.iter().map(|line| nearest(lines, line, thickness, false)).collect();
    let mut starts: Vec<usize> = (0..lines.len()).collect();
    starts.sort_by(|a, b| {
        let along = |index: &usize| lines.get(*index).map_or(0.0, |line| line.along.0);
        along(a).total_cmp(&along(b))
    });
    let mut seen = vec![false; lines.len()];
    let mut take = |index: usize| !std::mem::replace(seen.get_mut(index).unwrap_or(&mut true), true);
    let mut blocks = Vec::new();
    for start in starts {
        if !take(start) {
            continue;
        }
        let mut block = vec![start];
        let mut last = start;
        while let Some(next) = under.get(last).copied().flatten() {
            if over.get(next).copied().flatten() != Some(last) || !take(next) {
                break;
            }
            block.push(next);
            last = next;
        }
        blocks.push(block);
    }
    blocks
}

/// The line nearest under a line, or over it.
fn nearest(lines: &[ExtentAlong], line: &ExtentAlong, thickness: f64, under: bool) -> Option<usize> {
    let middle = |line: &ExtentAlong| (line.along.0 + line.along.1) / 2.0;
    let distance = |other: &ExtentAlong| if under { other.along.0 - line.along.1 } else { line.along.0 - other.along.1 };
    let is_beyond = |other: &ExtentAlong| {
        let lower = middle(other) - middle(line);
        (if under { lower } else { -lower }) > LOWER * thickness
    };
    let common = |other: &ExtentAlong| {
        let width = |line: &ExtentAlong| line.across.1 - line.across.0;
        (line.across.1.min(other.across.1) - line.across.0.max(other.across.0)) / width(line).min(width(other)).max(1.0)
    };
    // The end of a paragraph and the indented beginning of the next have little in common.
    let begins_alike = |other: &ExtentAlong| (other.across.0 - line.across.0).abs() <= INDENT * thickness;
    let is_under = |other: &ExtentAlong| common(other) >= UNDER || begins_alike(other);
    let fits = |other: &ExtentAlong| is_beyond(other) && is_under(other) && distance(other) < GAP * thickness;
    let near = lines.iter().enumerate().filter(|(_, other)| fits(other));
    near.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map(|(index, _)| index)
}

/// Where a block lies: from its first line to its last, across as most of its lines do.
fn outline(block: &[usize], rects: &[PixelRect], upright: bool, thickness: f64) -> PixelRect {
    let rects: Vec<PixelRect> = block.iter().filter_map(|index| rects.get(*index)).copied().collect();
    let Some(all) = rects.iter().copied().reduce(PixelRect::union) else { return PixelRect::default() };
    let edge = |of: fn(&PixelRect) -> Pixels, share: f64| {
        let mut edges: Vec<Pixels> = rects.iter().map(of).collect();
        edges.sort_unstable();
        edges.get(((share * edges.len() as f64) as usize).min(edges.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    let less = Pixels::nearest(SMALLER * thickness);
    // A block may be smaller than what is taken from it.
    if upright {
        let top = edge(|r| r.top, EDGE) + less;
        PixelRect { top, bottom: (edge(|r| r.bottom, 1.0 - EDGE) - less).max(top), ..all }
    } else {
        let left = edge(|r| r.left, EDGE) + less;
        PixelRect { left, right: (edge(|r| r.right, 1.0 - EDGE) - less).max(left), ..all }
    }
}

#[cfg(test)]
mod tests {
    use super::super::strip::Point;
    use super::*;
    use crate::page::Certainty;

    /// Rectangles by left edge, top, width and height.
    fn go(lines: &[(u32, u32, u32, u32)]) -> Vec<usize> {
        let rects: Vec<PixelRect> =
            lines.iter().map(|(left, top, width, height)| PixelRect::new(*left, *top, left + width, top + height)).collect();
        order(&rects)
    }

    #[test]
    fn columns_are_read_one_after_the_other_though_a_line_reaches_out() {
        let mut lines = Vec::new();
        for row in 0..6 {
            // One line of the left column reaches far into the gutter.
            lines.push((0, row * 30, if row == 2 { 208 } else { 190 }, 20));
            lines.push((205, row * 30 + 4, 190, 20));
        }
        assert_eq!(go(&lines), [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
    }

    #[test]
    fn tall_columns_of_lines_across_are_read_from_the_left() {
        let lines: Vec<_> = (0..3).flat_map(|column| (0..40).map(move |row| (column * 205, row * 30, 190, 20))).collect();
        assert_eq!(go(&lines), (0..120).collect::<Vec<_>>());
    }

    #[test]
    fn specks_among_columns_are_put_in_order_too() {
        let columns = (0..6).map(|column| (600 - column * 40, 100, 20, 300));
        let lines: Vec<_> = columns.chain([(10, 10, 2, 3), (700, 500, 3, 4), (300, 20, 1, 2)]).collect();
        let mut found = go(&lines);
        found.sort_unstable();
        assert_eq!(found, (0..9).collect::<Vec<_>>());
    }

    #[test]
    fn wide_blocks_of_upright_lines_are_read_from_the_right() {
        // Two stories side by side, each of many short columns.
        let lines: Vec<_> = (0..2).flat_map(|story| (0..12).map(move |column| (900 - story * 450 - column * 30, 0, 20, 160))).collect();
        assert_eq!(go(&lines), (0..24).collect::<Vec<_>>());
    }

    #[test]
    fn a_headline_comes_before_the_columns_under_it() {
        let mut lines = vec![(40, 0, 330, 40)];
        for row in 0..4 {
            lines.push((0, 80 + row * 30, 190, 20));
            lines.push((205, 80 + row * 30, 190, 20));
        }
        assert_eq!(go(&lines), [0, 1, 3, 5, 7, 2, 4, 6, 8]);
    }

    #[test]
    fn the_short_end_of_a_paragraph_does_not_part_its_column() {
        // Two bands of upright columns with nothing between them but a gap that an indented line does not keep to.
        let column = |number: u32, top: u32, height: u32| (600 - number * 30, top, 20, height);
        let first = [column(0, 0, 300), column(1, 0, 40), column(2, 36, 264), column(3, 0, 300)];
        let second = [column(0, 330, 300), column(1, 330, 300), column(2, 330, 40), column(3, 366, 264)];
        let lines: Vec<_> = first.into_iter().chain(second).collect();
        assert_eq!(go(&lines), (0..8).collect::<Vec<_>>());
    }

    /// Upright columns in two bands, from the right, some of them short, on a page that leans by this tangent; narrow gaps between them.
    fn leaning(lean: f32) -> Vec<FoundLine> {
        let corner = |x: f32, y: f32| Point { x: x - y * lean, y: y + x * lean };
        let line = |(band, column): (u32, u32)| {
            let (left, top) = (1400.0 - 37.0 * column as f32, 200.0 + 965.0 * band as f32);
            let [right, bottom] = [left + 30.0, top + if column % 6 == 5 { 80.0 } else { 925.0 }];
            let place = LinePlace::of_corners([corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)]);
            FoundLine { place, rect: place.part(0.0, 1.0), certainty: Certainty::percent(90), is_second: false }
        };
        (0..2).flat_map(|band| (0..34).map(move |column| (band, column))).map(line).collect()
    }

    #[test]
    fn columns_that_lean_are_read_as_if_they_stood_straight() {
        for lean in [0.0, 0.03, -0.03, 0.06, -0.06] {
            let lines = leaning(lean);
            let mut shuffled = lines.clone();
            shuffled.sort_by_key(|line| (line.rect.left.0 * 7919) % 1009);
            assert_eq!(in_order(shuffled), lines, "{lean}");
        }
    }

    #[test]
    fn upright_columns_are_read_from_the_right() {
        let lines: Vec<_> = (0..4).flat_map(|column| [(column * 30, 0, 20, 300), (column * 30, 330, 20, 300)]).collect();
        assert_eq!(go(&lines), [6, 4, 2, 0, 7, 5, 3, 1]);
        assert!(go(&[]).is_empty());
    }
}
