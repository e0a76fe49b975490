//! What to cut from the image of a page to show one line.

use super::{Layout, LineBox, PixelRect, Pixels};

/// How much is shown round a line, as a part of its height: letters reach out of the boxes that OCR draws.
const ROUND: f64 = 0.14;

/// The rectangle of a line with some room round it, but no more than half of what there is up to the lines over and under it. Nothing
/// where the line lies nowhere. It may reach over the edge of the page.
pub fn line_crop(layout: &Layout, line: &LineBox) -> Option<PixelRect> {
    let rect = line.outline.rect;
    if rect.is_empty() {
        return None;
    }
    let wanted = Pixels::nearest(f64::from(rect.height().0) * ROUND);
    let middle = |rect: PixelRect| rect.top.0 + rect.bottom.0;
    let (mut above, mut below) = (wanted, wanted);
    let others = layout.lines().iter().filter(|other| other.number != line.number).map(|other| other.outline.rect);
    for other in others.filter(|other| !other.is_empty() && other.left < rect.right && rect.left < other.right) {
        if middle(other) < middle(rect) {
            above = above.min(Pixels((rect.top - other.bottom).0 / 2));
        } else {
            below = below.min(Pixels((other.top - rect.bottom).0 / 2));
        }
    }
    Some(PixelRect { left: rect.left - wanted, top: rect.top - above, right: rect.right + wanted, bottom: rect.bottom + below })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{LayoutParts, RawOffset, RawRange};

    #[test]
    fn neighbours_are_not_shown() {
        let line = |number: usize, rect: PixelRect| LineBox {
            number,
            range: RawRange::new(RawOffset(number as u32 * 2), RawOffset(number as u32 * 2 + 1)),
            outline: rect.into(),
            ..LineBox::default()
        };
        let lines = vec![
            line(1, PixelRect::new(10, 100, 90, 150)),
            line(2, PixelRect::new(10, 154, 90, 204)),
            line(3, PixelRect::new(10, 202, 90, 240)),
            line(4, PixelRect::new(200, 150, 290, 200)),
            line(5, PixelRect::default()),
        ];
        let layout = Layout::new(LayoutParts { lines, ..LayoutParts::default() });
        let crop = |number| line_crop(&layout, layout.line(number).expect("a line"));
        assert_eq!(crop(1), Some(PixelRect::new(3, 93, 97, 152)), "half of what is between");
        assert_eq!(crop(2), Some(PixelRect::new(3, 152, 97, 204)), "the next one reaches into it");
        assert_eq!(crop(4), Some(PixelRect::new(193, 143, 297, 207)), "another column is no neighbour");
        assert_eq!(crop(5), None);
    }
}
