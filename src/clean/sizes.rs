//! How large lines are set beside most others of their page.

use super::lines::Line;
use super::lying::extent;
use crate::page::{Layout, LineBox};

/// Letters as much larger than those of most lines are a heading's; as much or less, they are not.
const LARGER: f32 = 1.17;
const NOT_LARGER: f32 = 1.09;
/// Letters so much larger by two of three measures are a heading's, whatever the third says.
const MUCH_LARGER: f32 = 1.4;

/// One way to tell how large a line is set.
type SizeMeasure<'a> = dyn Fn(&LineBox, &Line) -> Option<f32> + 'a;

/// How large a line is set beside most others: by the source's sizes of type, by its height and by the width of its characters. Marks and
/// specks make a line higher, spaced lines are wide, and OCR programs guess sizes.
#[derive(Clone, Copy)]
pub struct Size {
    /// What the measures say at least.
    least: f32,
    /// The middle one of three, the lower of two.
    middle: f32,
    /// Whether there are two that contradict each other: nothing tells which of them is wrong.
    is_open: bool,
}

impl Size {
    /// Whether it is set larger than text.
    pub fn is_larger(self) -> bool {
        self.least >= LARGER || self.middle >= MUCH_LARGER
    }

    /// Whether it is set as text is.
    pub fn is_not_larger(self) -> bool {
        self.middle < NOT_LARGER && !self.is_open
    }
}

/// How large each line is set; nothing where it is not known.
pub fn sizes(layout: &Layout, boxes: &[Option<&LineBox>], upright: bool, lines: &[Line]) -> Vec<Option<Size>> {
    let told = |line: &LineBox, _: &Line| line.type_size.map(|size| size.0 as f32);
    let set = |line: &LineBox| extent(line.outline.rect, upright);
    let high = |line: &LineBox, _: &Line| Some(set(line).1.0 as f32).filter(|height| *height > 0.0);
    let wide = |line: &LineBox, own: &Line| {
        let width = set(line).0.0 as f32;
        (width > 0.0 && own.len() >= 4).then(|| width / own.width.max(1) as f32)
    };
    let measures: [&SizeMeasure<'_>; 3] = [&told, &high, &wide];
    let mut found: Vec<Vec<f32>> = vec![Vec::new(); lines.len()];
    for measure in measures {
        let of_text = boxes.iter().zip(lines).filter_map(|(found, line)| Some((*found)?).map(|found| (found, line)));
        let of_text = of_text.filter(|(found, _)| !layout.kind_of(found).is_furniture());
        let Some(usual) = usual(of_text.filter_map(|(found, line)| measure(found, line))) else { continue };
        for ((sizes, found), line) in found.iter_mut().zip(boxes).zip(lines) {
            sizes.extend(found.and_then(|found| measure(found, line)).map(|own| own / usual));
        }
    }
    let size = |mut sizes: Vec<f32>| {
        sizes.sort_by(f32::total_cmp);
        let is_open = sizes.len() == 2 && sizes.last().is_some_and(|most| *most >= MUCH_LARGER);
        Some(Size { least: *sizes.first()?, middle: *sizes.get((sizes.len() - 1) / 2)?, is_open })
    };
    found.into_iter().map(size).collect()
}

/// The middle one of some values, above nought.
pub fn usual(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().filter(|usual| *usual > 0.0)
}
