//! Marks of upright lines that are set from a font for horizontal ones. There a mark lies at the foot of its cell on the left; in an upright
//! line it belongs to the upper right corner, so programs draw it shifted by half a cell, between two columns and over the character above.

use hayro::kurbo::Rect;

use super::glyphs::Glyph;

/// Where the ink of a mark lies in its cell, in parts of it from its left and its upper edge.
const INK: (f64, f64) = (0.25, 0.8);
/// The sizes of a mark and its line differ by no more.
const SIZES: f64 = 1.2;
/// The ink lies from so much above the next cell of the column to so much below its upper edge, in ems.
const ABOVE: f64 = 0.1;
const BELOW: f64 = 1.0;

/// Puts each mark whose ink lies in the column of the character before it, below that, into the next cell there.
pub fn settle_marks(glyphs: &mut [Glyph]) {
    for index in 1..glyphs.len() {
        let Some([before, mark]) = glyphs.get_mut(index - 1..=index) else { continue };
        if let Some(cell) = cell_below(before, mark) {
            mark.cell = cell;
        }
    }
}

fn cell_below(before: &Glyph, mark: &Glyph) -> Option<Rect> {
    let is_mark = matches!(mark.text.as_str(), "，" | "。" | "、" | "；" | "：" | "．" | "！" | "？");
    let is_alike = mark.size < SIZES * before.size && before.size < SIZES * mark.size;
    if !is_mark || !is_alike || mark.is_upright || mark.turn != 0 || before.turn != 0 {
        return None;
    }
    let (column, own, size) = (before.cell, mark.cell, mark.size);
    let ink = (own.x0 + INK.0 * own.width(), own.y0 + INK.1 * own.height());
    let is_below = (column.y1 - ABOVE * size..column.y1 + BELOW * size).contains(&ink.1);
    let top = own.y0.max(column.y1);
    ((column.x0..column.x1).contains(&ink.0) && is_below).then(|| Rect::new(column.x0, top, column.x1, top + own.height()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::glyphs::tests::glyph;

    /// Where the second of these is put, as its left and its upper edge.
    fn second(glyphs: [(&str, f64, f64); 2]) -> (f64, f64) {
        let mut glyphs = glyphs.map(|(text, left, top)| glyph(text, left, top, 10.0));
        settle_marks(&mut glyphs);
        (glyphs[1].cell.x0, glyphs[1].cell.y0)
    }

    #[test]
    fn a_mark_in_the_corner_of_its_cell_is_of_its_column() {
        assert_eq!(second([("桥", 100.0, 10.0), ("，", 106.0, 15.0)]), (100.0, 20.0));
    }

    #[test]
    fn marks_of_horizontal_lines_and_others_of_upright_ones_stay_where_they_are() {
        assert_eq!(second([("桥", 100.0, 10.0), ("，", 110.0, 10.0)]), (110.0, 10.0));
        assert_eq!(second([("桥", 100.0, 10.0), ("，", 100.0, 20.0)]), (100.0, 20.0));
        assert_eq!(second([("桥", 100.0, 10.0), ("县", 106.0, 15.0)]), (106.0, 15.0));
    }
}
