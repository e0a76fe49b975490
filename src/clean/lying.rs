//! The boxes of a page's lines as they lie along their columns: a page of upright lines is turned by a quarter, so that its lines run to the
//! right and the next one is below. So one rule serves both.

use crate::page::{LineBox, PixelRect, Pixels, Spans, are_upright};

/// How many lines before and after tell where a column's edges are.
const NEAR: usize = 12;

/// The boxes, in the order of the lines; nothing where a line has none.
pub struct Lying {
    /// Whether the page was turned.
    pub upright: bool,
    /// Round each line, which may be made up of several of the source's.
    pub whole: Vec<Option<Spans>>,
    /// Round the line of the source that each begins with.
    own: Vec<Option<Spans>>,
}

impl Lying {
    /// The boxes of lines, turned where most of them are higher than wide.
    pub fn of(boxes: &[Option<&LineBox>], whole: &[Option<PixelRect>]) -> Lying {
        let found: Vec<PixelRect> = whole.iter().flatten().copied().collect();
        let upright = are_upright(&found);
        Lying {
            upright,
            whole: whole.iter().map(|rect| rect.map(|rect| rect.spans(upright))).collect(),
            own: boxes.iter().map(|line| line.map(|line| line.outline.rect.spans(upright))).collect(),
        }
    }

    /// The box round the line of the source that a line begins with; it may be empty.
    pub fn own(&self, index: usize) -> Option<Spans> {
        self.own.get(index).copied().flatten()
    }

    fn solid(&self, index: usize) -> Option<Spans> {
        self.own(index).filter(is_solid)
    }

    /// Whether a column begins with a line: it stands beside the one before, or above it.
    pub fn begins_column(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.solid(before));
        let is_column = |(before, next): (Spans, Spans)| next.along.1 <= before.along.0 || next.across.0 >= before.across.1;
        before.zip(self.solid(index)).is_some_and(is_column)
    }

    /// The edges of the column a line stands in: where most of the lines near it begin and end.
    pub fn edges(&self, index: usize) -> Option<(f32, f32)> {
        let own = self.solid(index)?;
        let beside = |line: &Spans| 2 * shared(*line, own) > width(*line).min(width(own));
        let near = self.own.get(index.saturating_sub(NEAR)..(index + NEAR + 1).min(self.own.len())).unwrap_or_default();
        let column: Vec<Spans> = near.iter().flatten().copied().filter(is_solid).filter(beside).collect();
        let share = |mut values: Vec<i64>, quarter: usize| {
            values.sort_unstable();
            values.get((values.len().saturating_sub(1) * quarter + 2) / 4).map(|value| *value as f32)
        };
        if column.len() < 3 {
            return None;
        }
        Some((share(column.iter().map(|line| line.across.0).collect(), 1)?, share(column.iter().map(|line| line.across.1).collect(), 3)?))
    }

    /// How far the lines before and after a line reach along it, the farther of both: where one measure follows on another in a column, they
    /// tell more than the column.
    pub fn beside(&self, index: usize) -> Option<i64> {
        let own = self.solid(index)?;
        let before = index.checked_sub(1).and_then(|before| self.solid(before)).filter(|before| pitch(*before, own).is_some());
        let after = self.solid(index + 1).filter(|after| pitch(own, *after).is_some());
        before.into_iter().chain(after).map(|line| line.across.1).max()
    }
}

fn is_solid(line: &Spans) -> bool {
    line.across.0 < line.across.1 && line.along.0 < line.along.1
}

/// How long a line is.
pub fn width(line: Spans) -> i64 {
    line.across.1 - line.across.0
}

/// How high a line is.
pub fn height(line: Spans) -> i64 {
    line.along.1 - line.along.0
}

/// How much of their length both lines stand above each other.
fn shared(one: Spans, other: Spans) -> i64 {
    one.across.1.min(other.across.1) - one.across.0.max(other.across.0)
}

/// How wide and how high a line's characters are together, along the line and across it. On an `upright` page a line that plainly runs
/// across it is taken as it runs.
pub fn extent(rect: PixelRect, upright: bool) -> (Pixels, Pixels) {
    let (width, height) = (rect.width(), rect.height());
    let runs_across = width.0 * 2 > height.0 * 3;
    if upright && !runs_across { (height, width) } else { (width, height) }
}

/// How far below one line the next stands, from top to top or from foot to foot, whichever is less: a speck makes a line higher. Nothing
/// where it does not stand below.
pub fn pitch(before: Spans, next: Spans) -> Option<f32> {
    let apart = (next.along.0 - before.along.0).min(next.along.1 - before.along.1).max(0);
    (shared(before, next) > 0 && next.along.0 > before.along.0).then_some(apart as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upright_lines_lie_as_horizontal_ones_would() {
        let rects = [PixelRect::new(900, 100, 920, 400), PixelRect::new(870, 120, 890, 400), PixelRect::new(840, 100, 860, 200)];
        let lines = rects.map(|rect| LineBox { outline: rect.into(), ..LineBox::default() });
        let boxes: Vec<Option<&LineBox>> = lines.iter().map(Some).collect();
        let lying = Lying::of(&boxes, &rects.map(Some));
        assert!(lying.upright && !lying.begins_column(1));
        let lengths: Vec<i64> = lying.whole.iter().flatten().map(|line| width(*line)).collect();
        assert_eq!(lengths, [300, 280, 100]);
        assert_eq!((lying.edges(1), lying.beside(2)), (Some((100.0, 400.0)), Some(400)));
        assert_eq!(lying.own(0).zip(lying.own(1)).and_then(|(first, second)| pitch(first, second)), Some(30.0));
    }

    #[test]
    fn a_headline_across_an_upright_page_is_as_high_as_it_is_set() {
        assert_eq!(extent(PixelRect::new(0, 0, 300, 40), true), (Pixels(300), Pixels(40)));
        assert_eq!(extent(PixelRect::new(0, 0, 40, 300), true), (Pixels(300), Pixels(40)));
        assert_eq!(extent(PixelRect::new(0, 0, 20, 26), true), (Pixels(26), Pixels(20)), "a single character");
    }
}
