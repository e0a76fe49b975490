//! Sizes of type in a text layer that is not to be seen. OCR programs set a whole block in one size, and often in a larger one than was
//! printed. How far one wide character is from the next tells the size that was.

use hayro::kurbo::Rect;

use super::frame::median;
use super::glyphs::{ABOVE, BELOW, Glyph, Visibility};
use super::lines::is_wide;

/// Characters go on with a row where they are no farther aside than this, in ems, and no farther apart along it.
const ASIDE: f64 = 0.35;
const APART: f64 = 2.6;
/// A size so many times the step from character to character is none that was printed: they would lie over each other. A smaller one may
/// be that of letters set apart.
const TOO_LARGE: f64 = 1.1;
/// So many steps tell.
const FEWEST: usize = 3;

/// Gives the glyphs of unseen horizontal rows the size that their steps tell, where theirs is too large.
pub fn settle_sizes(glyphs: &mut [Glyph]) {
    for row in glyphs.chunk_by_mut(goes_on) {
        if let Some(size) = size_of(row) {
            row.iter_mut().for_each(|glyph| set_in(glyph, size));
        }
    }
}

/// Whether both are of one unseen row.
fn goes_on(first: &Glyph, second: &Glyph) -> bool {
    let is_unseen = |glyph: &Glyph| glyph.visibility == Visibility::Invisible && glyph.turn == 0 && !glyph.is_upright;
    let (apart, size) = (second.cell.center() - first.cell.center(), first.size.max(second.size));
    is_unseen(first) && is_unseen(second) && apart.y.abs() < ASIDE * size && apart.x > 0.0 && apart.x < APART * size
}

/// The size that the steps of a row tell, where it is set too large.
fn size_of(row: &[Glyph]) -> Option<f64> {
    let is_wide = |glyph: &Glyph| glyph.text.chars().all(is_wide);
    let step = |pair: &[Glyph]| match pair {
        [first, second] if is_wide(first) && is_wide(second) => Some(second.cell.center().x - first.cell.center().x),
        _ => None,
    };
    let steps: Vec<f64> = row.windows(2).filter_map(step).collect();
    let told = median(steps.iter().copied()).filter(|_| steps.len() >= FEWEST)?;
    let own = median(row.iter().map(|glyph| glyph.size))?;
    (own > TOO_LARGE * told).then_some(told)
}

/// Sets a glyph in another size, on its own base line.
fn set_in(glyph: &mut Glyph, size: f64) {
    let base = glyph.cell.y1 + BELOW * glyph.size;
    glyph.cell = Rect::new(glyph.cell.x0, base - ABOVE * size, glyph.cell.x1, base - BELOW * size);
    glyph.size = size;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::glyphs::tests::glyph;

    /// A row of unseen characters set in this size, a step from one to the next.
    fn row(text: &str, size: f64, step: f64) -> Vec<Glyph> {
        let one = |(index, c): (usize, char)| {
            let wide = glyph(&c.to_string(), index as f64 * step, 100.0, size);
            let cell = Rect::new(wide.cell.x0, wide.cell.y0, wide.cell.x0 + step, wide.cell.y1);
            Glyph { visibility: Visibility::Invisible, cell, ..wide }
        };
        text.chars().enumerate().map(one).collect()
    }

    fn sizes(mut glyphs: Vec<Glyph>) -> Vec<f64> {
        settle_sizes(&mut glyphs);
        glyphs.into_iter().map(|glyph| glyph.size).collect()
    }

    #[test]
    fn characters_that_would_lie_over_each_other_are_smaller() {
        let mut glyphs = row("清河渡口明年修桥", 20.0, 10.0);
        settle_sizes(&mut glyphs);
        assert!(glyphs.iter().all(|glyph| glyph.size == 10.0 && (glyph.cell.height() - 10.0).abs() < 1e-9), "{glyphs:?}");
        assert!((glyphs[0].cell.y1 - (120.0 + BELOW * 10.0)).abs() < 1e-9, "the base line stays: {:?}", glyphs[0].cell);
    }

    #[test]
    fn others_stay_as_they_are_set() {
        assert_eq!(sizes(row("清河渡口明年", 10.0, 16.0)), [10.0; 6], "letters set apart");
        assert_eq!(sizes(row("清河", 20.0, 10.0)), [20.0; 2], "too few to tell");
        let mut seen = row("清河渡口明年", 20.0, 10.0);
        seen.iter_mut().for_each(|glyph| glyph.visibility = Visibility::Drawn);
        assert_eq!(sizes(seen), [20.0; 6]);
    }
}
