//! What to cut from the image of a page to show one line.

use super::{Layout, LineBox, PixelRect, Pixels};

/// How much is shown round a line, as a part of its thickness: letters reach out of the boxes that OCR draws.
const ROUND: f64 = 0.14;

/// The rectangle of a line with some room round it, but no more than half of what there is up to the lines beside it. Nothing where the
/// line lies nowhere. It may reach over the right and the lower edge of the page.
pub fn line_crop(layout: &Layout, line: &LineBox) -> Option<PixelRect> {
    let rect = line.outline.rect;
    if rect.is_empty() {
        return None;
    }
    let wanted = Pixels::nearest(f64::from(rect.height().min(rect.width()).0) * ROUND);
    let others = || {
        let others = layout.lines().iter().filter(|other| other.number != line.number).map(|other| other.outline.rect);
        others.filter(|other| !other.is_empty())
    };
    let (across, along) = (|rect: PixelRect| (rect.left, rect.right), |rect: PixelRect| (rect.top, rect.bottom));
    let (left, right) = room(wanted, across(rect), others().filter(|other| meet(along(*other), along(rect))).map(across));
    let (above, below) = room(wanted, along(rect), others().filter(|other| meet(across(*other), across(rect))).map(along));
    Some(PixelRect { left: rect.left - left, top: rect.top - above, right: rect.right + right, bottom: rect.bottom + below })
}

/// Whether two stretches share some pixels.
fn meet(a: (Pixels, Pixels), b: (Pixels, Pixels)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// How much of the room that is wanted there is before a stretch, and after it. Of others that reach into it, those count that do so
/// by less than half: of two lines one over the other, slanting, the boxes overlap, but two in one row do not lie over each other.
fn room(wanted: Pixels, own: (Pixels, Pixels), others: impl Iterator<Item = (Pixels, Pixels)>) -> (Pixels, Pixels) {
    let half = Pixels((own.1 - own.0).0 / 2);
    others.fold((wanted, wanted), |(before, after), other| {
        if other.1 < own.0 + half && other.0 < own.0 {
            (before.min(Pixels((own.0 - other.1).0 / 2)), after)
        } else if other.0 + half > own.1 && other.1 > own.1 {
            (before, after.min(Pixels((other.0 - own.1).0 / 2)))
        } else {
            (before, after)
        }
    })
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

    #[test]
    fn lines_that_run_down_the_page_have_their_neighbours_at_their_sides() {
        let line = |number: usize, left: u32| LineBox {
            number,
            range: RawRange::new(RawOffset(number as u32 * 2), RawOffset(number as u32 * 2 + 1)),
            outline: PixelRect::new(left, 100, left + 50, 700).into(),
            ..LineBox::default()
        };
        let layout = Layout::new(LayoutParts { lines: vec![line(1, 154), line(2, 100)], ..LayoutParts::default() });
        let crop = |number| line_crop(&layout, layout.line(number).expect("a line"));
        assert_eq!(crop(1), Some(PixelRect::new(152, 93, 211, 707)));
        assert_eq!(crop(2), Some(PixelRect::new(93, 93, 152, 707)));
    }
}
