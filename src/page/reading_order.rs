//! The order in which lines are read, by where they stand alone.

use super::{PixelRect, Spans};

/// How much wider than most a line is that runs across columns.
const ACROSS: f64 = 1.5;
/// How far columns may reach into each other, as a part of a line's height: scans are never quite upright.
const LEANING: i64 = 4;

/// A line as it lies along its columns and along its text.
#[derive(Clone, Copy)]
struct LineInColumn {
    /// The line's place in what was given.
    index: usize,
    /// From where to where it takes up its column's width.
    across: (i64, i64),
    /// From where to where it takes up its column's length.
    along: (i64, i64),
}

impl LineInColumn {
    fn middle(&self) -> i64 {
        self.along.0 + self.along.1
    }

    fn width(&self) -> i64 {
        self.across.1 - self.across.0
    }
}

/// The positions of the lines in the order in which they are read: columns from left to right, each from top to bottom. A line that
/// runs across columns parts what stands over it from what stands under it. Where most lines are upright they are read from right to
/// left.
///
/// This is the recursive cut of a page along its white gutters (Nagy and Seth, 1984), which lines across columns cut the other way.
pub fn reading_order(lines: &[PixelRect]) -> Vec<usize> {
    reading_order_of(lines, are_upright(lines))
}

/// The same of lines that are upright or not, or of blocks of such lines, whose own shape does not tell.
pub fn reading_order_of(lines: &[PixelRect], upright: bool) -> Vec<usize> {
    let lying = |(index, rect): (usize, &PixelRect)| {
        let Spans { across, along } = rect.spans(upright);
        LineInColumn { index, across, along }
    };
    let mut order = Vec::with_capacity(lines.len());
    let mut rest = vec![lines.iter().enumerate().map(lying).collect::<Vec<_>>()];
    while let Some(group) = rest.pop() {
        let mut parts = columns(group);
        if let [group] = parts.as_mut_slice() {
            match parted_by_line_across(group) {
                Some(bands) => parts = bands,
                None => {
                    group.sort_by_key(|line| (line.middle(), line.across.0));
                    order.extend(group.iter().map(|line| line.index));
                    continue;
                }
            }
        }
        rest.extend(parts.into_iter().rev());
    }
    order
}

/// Whether most of them are higher than wide.
pub fn are_upright(lines: &[PixelRect]) -> bool {
    lines.iter().filter(|rect| rect.height() > rect.width()).count() * 2 > lines.len()
}

/// The columns that gutters part, in order.
fn columns(mut group: Vec<LineInColumn>) -> Vec<Vec<LineInColumn>> {
    group.sort_by_key(|line| line.across);
    let height = median(group.iter().map(|line| line.along.1 - line.along.0));
    let mut columns: Vec<Vec<LineInColumn>> = Vec::new();
    let mut reach = i64::MIN;
    for line in group {
        match columns.last_mut() {
            Some(column) if line.across.0 < reach - height / LEANING => column.push(line),
            _ => columns.push(vec![line]),
        }
        reach = reach.max(line.across.1);
    }
    columns
}

/// What stands before the first line that runs across columns, the line, and the rest; nothing where there is no such line, or no other.
fn parted_by_line_across(group: &[LineInColumn]) -> Option<Vec<Vec<LineInColumn>>> {
    if group.len() < 2 {
        return None;
    }
    let width = median(group.iter().map(LineInColumn::width)) as f64;
    let first = group.iter().filter(|line| line.width() as f64 > width * ACROSS).min_by_key(|line| line.middle())?;
    let others = group.iter().filter(|line| line.index != first.index);
    let (before, after): (Vec<LineInColumn>, Vec<LineInColumn>) = others.partition(|line| line.middle() < first.middle());
    Some([before, vec![*first], after].into_iter().filter(|part| !part.is_empty()).collect())
}

fn median(values: impl Iterator<Item = i64>) -> i64 {
    let mut values: Vec<i64> = values.collect();
    let middle = values.len() / 2;
    if values.is_empty() { 0 } else { *values.select_nth_unstable(middle).1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rectangles by left edge, top, width and height.
    fn order(lines: &[(u32, u32, u32, u32)]) -> Vec<usize> {
        let rects: Vec<PixelRect> =
            lines.iter().map(|(left, top, width, height)| PixelRect::new(*left, *top, left + width, top + height)).collect();
        reading_order(&rects)
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        assert_eq!(order(&[(200, 0, 90, 20), (0, 0, 90, 20), (200, 30, 90, 20), (0, 30, 90, 20)]), [1, 3, 0, 2]);
        // The second column reaches a little into the first, and its lines stand a little higher.
        assert_eq!(order(&[(96, 8, 100, 20), (0, 10, 100, 20), (98, 38, 100, 20), (0, 40, 40, 20)]), [1, 3, 0, 2]);
    }

    #[test]
    fn a_headline_across_columns_comes_before_what_stands_under_it() {
        let under = [(0, 100, 90, 20), (100, 100, 90, 20), (0, 130, 90, 20), (100, 130, 90, 20)];
        let lines: Vec<_> = under.into_iter().chain([(10, 50, 180, 40)]).chain([(0, 0, 90, 20), (100, 0, 90, 20)]).collect();
        assert_eq!(order(&lines), [5, 6, 4, 0, 2, 1, 3]);
    }

    #[test]
    fn upright_lines_are_read_from_right_to_left() {
        assert_eq!(order(&[(0, 0, 20, 90), (30, 0, 20, 90), (0, 120, 20, 90), (30, 120, 20, 90)]), [1, 0, 3, 2]);
    }

    #[test]
    fn every_line_comes_once_however_they_lie() {
        for seed in 0..50_u32 {
            let lines: Vec<_> = (0..40)
                .map(|n| {
                    let mut at = (seed * 40 + n).wrapping_mul(2_654_435_761);
                    let mut next = |limit: u32| {
                        at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (at >> 8) % limit
                    };
                    (next(500), next(500), next(300), next(60))
                })
                .collect();
            let mut found = order(&lines);
            found.sort_unstable();
            assert_eq!(found, (0..40).collect::<Vec<_>>());
        }
        assert!(order(&[]).is_empty());
    }
}
