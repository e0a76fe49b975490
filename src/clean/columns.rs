//! The order in which lines are read by where they stand, on pages that lie askew and whose columns reach into each other.
//!
//! Lines that stand right under each other are put into blocks, and the blocks in order by two rules (Breuel 2003): of two that share their
//! width the upper one comes first, and of two that do not the left one, unless something between them reaches over both.

use crate::page::{PixelRect, Spans};

/// A line or a block as it lies along its columns: upright ones are turned, so that the right one is the upper.
#[derive(Clone, Copy, Debug, PartialEq)]
struct TurnedExtent {
    from: i64,
    to: i64,
    top: i64,
    foot: i64,
}

impl TurnedExtent {
    fn of(rect: &PixelRect, upright: bool) -> TurnedExtent {
        let Spans { across: (from, to), along: (top, foot) } = rect.spans(upright);
        TurnedExtent { from, to, top, foot }
    }

    fn union(self, other: TurnedExtent) -> TurnedExtent {
        TurnedExtent {
            from: self.from.min(other.from),
            to: self.to.max(other.to),
            top: self.top.min(other.top),
            foot: self.foot.max(other.foot),
        }
    }

    fn width(self) -> i64 {
        (self.to - self.from).max(1)
    }

    fn height(self) -> i64 {
        (self.foot - self.top).max(1)
    }

    /// The middle of its height, doubled.
    fn middle(self) -> i64 {
        self.top + self.foot
    }

    /// How much of the narrower one's width both share, in per cent.
    fn shared(self, other: TurnedExtent) -> i64 {
        100 * (self.to.min(other.to) - self.from.max(other.from)).max(0) / self.width().min(other.width())
    }
}

/// How much of their width lines of a column share, and blocks above each other, in per cent.
const SAME_COLUMN: i64 = 50;
const ABOVE: i64 = 20;
/// How far below the other the next line of a block stands at most, in per cent of its height.
const NEXT: i64 = 90;
/// How much wider than the next a line of a block may be, in per cent.
const WIDER: i64 = 150;
/// A last line, or a first one with its indent, may be narrower.
const NARROW: i64 = 15;

/// Of more blocks no order is worked out, which takes the square of their number: no page has so many.
const MOST_BLOCKS: usize = 400;

/// The places of the lines in the order in which they are read; in the order given where there is none to be seen.
pub fn in_columns(boxes: &[PixelRect], upright: bool) -> Vec<usize> {
    let lines: Vec<TurnedExtent> = boxes.iter().map(|rect| TurnedExtent::of(rect, upright)).collect();
    let Some(blocks) = blocks(&lines) else { return (0..lines.len()).collect() };
    let outlines: Vec<TurnedExtent> = blocks.iter().filter_map(|block| outline(&lines, block)).collect();
    sorted(&outlines).into_iter().filter_map(|block| blocks.get(block)).flatten().copied().collect()
}

fn outline(lines: &[TurnedExtent], block: &[usize]) -> Option<TurnedExtent> {
    block.iter().filter_map(|line| lines.get(*line)).copied().reduce(TurnedExtent::union)
}

/// Lines right under each other, as blocks; nothing where there are too many.
fn blocks(lines: &[TurnedExtent]) -> Option<Vec<Vec<usize>>> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|line| lines.get(*line).map(|line| (line.middle(), line.from)));
    let near = |a: TurnedExtent, b: TurnedExtent| {
        let height = a.height().min(b.height());
        let under = b.middle() - a.middle() > height;
        let close = 100 * (b.top - a.foot) < NEXT * height;
        let (wide, narrow) = (a.width().max(b.width()), a.width().min(b.width()));
        let alike = 100 * wide <= WIDER * narrow
            || (100 * narrow >= NARROW * wide && a.from.max(b.from) + narrow <= a.to.max(b.to) && wide <= WIDEST * height);
        under && close && alike && a.shared(b) >= SAME_COLUMN
    };
    let tallest = lines.iter().map(|line| line.height()).max().unwrap_or(0);
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    // The blocks that a line may still stand under, by number.
    let mut open: Vec<usize> = Vec::new();
    for line in order {
        let Some(own) = lines.get(line).copied() else { continue };
        open.retain(|block| {
            let last = blocks.get(*block).and_then(|block| block.last()).and_then(|last| lines.get(*last));
            last.is_some_and(|last| 100 * ((own.middle() - tallest) / 2 - last.foot) < NEXT * last.height())
        });
        let last = |block: &Vec<usize>| block.last().and_then(|last| lines.get(*last)).copied();
        let above = |block: &Vec<usize>| last(block).is_some_and(|last| near(last, own));
        // Of several above it, the one that it shares most with.
        let best = open
            .iter()
            .filter_map(|at| Some((*at, blocks.get(*at)?)))
            .filter(|(_, block)| above(block))
            .max_by_key(|(_, block)| last(block).map(|last| (last.to.min(own.to) - last.from.max(own.from), last.foot)));
        let (best, count) = (best.map(|(at, _)| at), blocks.len());
        match best.and_then(|at| blocks.get_mut(at)) {
            Some(block) => block.push(line),
            None if count == MOST_BLOCKS => return None,
            None => {
                open.push(count);
                blocks.push(vec![line]);
            }
        }
    }
    Some(blocks)
}

/// How wide a column is at most, in heights of its lines: a wider line runs across columns.
const WIDEST: i64 = 60;

/// The blocks in reading order.
fn sorted(blocks: &[TurnedExtent]) -> Vec<usize> {
    let before = |a: usize, b: usize| {
        let (Some(first), Some(second)) = (blocks.get(a), blocks.get(b)) else { return false };
        if first.shared(*second) > ABOVE {
            return first.middle() < second.middle();
        }
        let between = |other: &TurnedExtent| {
            let over_both = other.shared(*first) > ABOVE && other.shared(*second) > ABOVE;
            let (upper, lower) = if first.middle() < second.middle() { (first, second) } else { (second, first) };
            over_both && other.middle() >= 2 * upper.foot - upper.height() && other.middle() <= 2 * lower.top + lower.height()
        };
        first.from + first.to < second.from + second.to && !blocks.iter().any(between)
    };
    let mut waits: Vec<usize> = (0..blocks.len()).map(|b| (0..blocks.len()).filter(|a| *a != b && before(*a, b)).count()).collect();
    let mut left: Vec<usize> = (0..blocks.len()).collect();
    let mut order = Vec::with_capacity(blocks.len());
    while !left.is_empty() {
        // Rules that contradict each other give way to the one that breaks fewest.
        let key = |block: &usize| (waits.get(*block).copied(), blocks.get(*block).map(|block| (block.top, block.from)));
        let Some(next) = left.iter().copied().min_by_key(key) else { break };
        left.retain(|block| *block != next);
        order.push(next);
        for block in &left {
            if before(next, *block)
                && let Some(waits) = waits.get_mut(*block)
            {
                *waits = waits.saturating_sub(1);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::in_columns;
    use crate::page::PixelRect;

    /// Rectangles by left edge, top, width and height.
    fn order(lines: &[(u32, u32, u32, u32)]) -> Vec<usize> {
        let rects: Vec<PixelRect> =
            lines.iter().map(|(left, top, width, height)| PixelRect::new(*left, *top, left + width, top + height)).collect();
        in_columns(&rects, false)
    }

    #[test]
    fn columns_that_lean_into_each_other_are_kept_apart() {
        // Each row stands a little farther to the left than the one above, so that no gutter goes through.
        let lines: Vec<_> =
            (0..30).flat_map(|row| (0..3).map(move |column| (400 + 320 * column - 8 * row, 40 * row + 3 * column, 300, 30))).collect();
        let columns: Vec<usize> = (0..3).flat_map(|column| (0..30).map(move |row| 3 * row + column)).collect();
        assert_eq!(order(&lines), columns);
    }

    #[test]
    fn a_headline_across_columns_parts_what_stands_over_it_from_what_stands_under_it() {
        let under = [(0, 100, 90, 20), (100, 100, 90, 20), (0, 125, 90, 20), (100, 125, 90, 20)];
        let lines: Vec<_> = under.into_iter().chain([(10, 50, 180, 30)]).chain([(0, 0, 90, 20), (100, 0, 90, 20)]).collect();
        assert_eq!(order(&lines), [5, 6, 4, 0, 2, 1, 3]);
    }
}
