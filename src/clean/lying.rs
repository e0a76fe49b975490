//! The boxes of a page's lines as they lie along their columns: a page of upright lines is turned by a quarter, so that its lines run to the
//! right and the next one is below. So one rule serves both.

use crate::page::{Layout, LineBox, PixelRect, Pixels};

/// How many lines before and after tell where a column's edges are.
const NEAR: usize = 12;

/// The boxes, in the order of the lines; nothing where a line has none.
pub struct Lying {
    /// Whether the page was turned.
    pub upright: bool,
    /// Round each line, which may be made up of several of the source's.
    pub whole: Vec<Option<PixelRect>>,
    /// Round the line of the source that each begins with.
    own: Vec<Option<PixelRect>>,
}

impl Lying {
    /// The boxes of lines, turned where most of them are higher than wide.
    pub fn of(layout: &Layout, boxes: &[Option<&LineBox>], whole: &[Option<PixelRect>]) -> Lying {
        let upright = is_upright(whole.iter().flatten());
        // Some sources do not say how wide the page is.
        let right = whole.iter().flatten().map(|rect| rect.right).max().unwrap_or_default();
        let width = layout.size().0.max(right);
        let lie = |rect: PixelRect| if upright { rect.turned(width) } else { rect };
        Lying {
            upright,
            whole: whole.iter().map(|rect| rect.map(lie)).collect(),
            own: boxes.iter().map(|line| line.map(|line| lie(line.outline.rect))).collect(),
        }
    }

    /// The box round the line of the source that a line begins with.
    pub fn own(&self, index: usize) -> Option<PixelRect> {
        self.own.get(index).copied().flatten()
    }

    /// Whether a column begins with a line: it stands beside the one before, or above it.
    pub fn begins_column(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.own(before));
        before.zip(self.own(index)).is_some_and(|(before, next)| {
            !before.is_empty() && !next.is_empty() && (next.bottom <= before.top || next.left >= before.right)
        })
    }

    /// The edges of the column a line stands in: where most of the lines near it begin and end.
    pub fn edges(&self, index: usize) -> Option<(f32, f32)> {
        let own = self.own(index)?;
        let beside = |rect: &PixelRect| {
            let shared = rect.right.min(own.right).0.saturating_sub(rect.left.max(own.left).0);
            !rect.is_empty() && shared * 2 > rect.width().min(own.width()).0
        };
        let near = self.own.get(index.saturating_sub(NEAR)..(index + NEAR + 1).min(self.own.len())).unwrap_or_default();
        let rects: Vec<PixelRect> = near.iter().flatten().copied().filter(beside).collect();
        let share = |mut values: Vec<u32>, quarter: usize| {
            values.sort_unstable();
            values.get((values.len().saturating_sub(1) * quarter + 2) / 4).map(|value| *value as f32)
        };
        if rects.len() < 3 {
            return None;
        }
        Some((share(rects.iter().map(|rect| rect.left.0).collect(), 1)?, share(rects.iter().map(|rect| rect.right.0).collect(), 3)?))
    }

    /// How far the lines before and after a line reach to the right, the farther of both: where one measure follows on another in a
    /// column, they tell more than the column.
    pub fn beside(&self, index: usize) -> Option<u32> {
        let rect = |index: usize| self.own(index).filter(|rect| !rect.is_empty());
        let own = rect(index)?;
        let before = index.checked_sub(1).and_then(rect).filter(|before| pitch(*before, own).is_some());
        let after = rect(index + 1).filter(|after| pitch(own, *after).is_some());
        before.into_iter().chain(after).map(|rect| rect.right.0).max()
    }
}

/// Whether most of these lines are higher than wide.
pub fn is_upright<'a>(rects: impl Iterator<Item = &'a PixelRect>) -> bool {
    let (mut all, mut high) = (0, 0);
    for rect in rects.filter(|rect| !rect.is_empty()) {
        all += 1;
        high += usize::from(rect.height() > rect.width());
    }
    high * 2 > all
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
pub fn pitch(before: PixelRect, next: PixelRect) -> Option<f32> {
    let overlap = before.right.min(next.right) > before.left.max(next.left);
    (overlap && next.top > before.top).then(|| (next.top - before.top).min(next.bottom - before.bottom).0 as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::LayoutParts;

    #[test]
    fn upright_lines_lie_as_horizontal_ones_would() {
        let rects = [PixelRect::new(900, 100, 920, 400), PixelRect::new(870, 120, 890, 400), PixelRect::new(840, 100, 860, 200)];
        let layout = Layout::new(LayoutParts { size: (Pixels(1000), Pixels(500)), ..LayoutParts::default() });
        let lines = rects.map(|rect| LineBox { outline: rect.into(), ..LineBox::default() });
        let boxes: Vec<Option<&LineBox>> = lines.iter().map(Some).collect();
        let lying = Lying::of(&layout, &boxes, &rects.map(Some));
        assert!(lying.upright && !lying.begins_column(1));
        let expected = [PixelRect::new(100, 80, 400, 100), PixelRect::new(120, 110, 400, 130), PixelRect::new(100, 140, 200, 160)];
        assert_eq!(lying.whole, expected.map(Some));
        assert_eq!((lying.edges(1), lying.beside(2)), (Some((100.0, 400.0)), Some(400)));
        assert_eq!(pitch(expected[0], expected[1]), Some(30.0));
    }

    #[test]
    fn a_headline_across_an_upright_page_is_as_high_as_it_is_set() {
        assert_eq!(extent(PixelRect::new(0, 0, 300, 40), true), (Pixels(300), Pixels(40)));
        assert_eq!(extent(PixelRect::new(0, 0, 40, 300), true), (Pixels(300), Pixels(40)));
        assert_eq!(extent(PixelRect::new(0, 0, 20, 26), true), (Pixels(26), Pixels(20)), "a single character");
    }
}
