//! Glyphs that are drawn twice. Presses without a bold face make one by drawing again, a little aside; text that is both filled and
//! outlined comes twice too; and a text layer may lie over text. Each is one glyph.

use std::collections::HashMap;

use super::glyphs::Glyph;

/// Glyphs of one character whose middles are nearer than this, in ems, are one.
const NEAR: f64 = 0.25;
/// The side of the squares by which glyphs are found, in points, and how many of them are looked through to each side of one.
const SIDE: f64 = 12.0;
const MOST_SQUARES: i64 = 8;

/// Leaves of glyphs that are drawn several times the first, which counts as bold where the second is as much to be seen. Returns how
/// many were left out.
pub fn drop_doublets(glyphs: &mut Vec<Glyph>) -> usize {
    let before = glyphs.len();
    let mut seen: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    let mut kept: Vec<Glyph> = Vec::with_capacity(before);
    for glyph in glyphs.drain(..) {
        let middle = glyph.cell.center();
        let square = |value: f64| (value / SIDE).floor() as i64;
        // What is looked for lies in this square or in those round it.
        let reach = ((NEAR * glyph.size / SIDE).ceil() as i64).min(MOST_SQUARES);
        let (column, row) = (square(middle.x), square(middle.y));
        let near = |index: &usize, kept: &[Glyph]| {
            kept.get(*index).is_some_and(|other| {
                let apart = other.cell.center() - middle;
                let most = NEAR * glyph.size;
                other.text == glyph.text && apart.x.abs() < most && apart.y.abs() < most && other.size < 1.2 * glyph.size
            })
        };
        let found = (column - reach..=column + reach)
            .flat_map(|column| (row - reach..=row + reach).map(move |row| (column, row)))
            .filter_map(|key| seen.get(&key))
            .flatten()
            .find(|index| near(index, &kept))
            .copied();
        match found.and_then(|index| kept.get_mut(index)) {
            Some(first) => {
                first.is_bold |= first.visibility == glyph.visibility && first.cell != glyph.cell;
                first.after_blank |= glyph.after_blank;
            }
            None => {
                seen.entry((column, row)).or_default().push(kept.len());
                kept.push(glyph);
            }
        }
    }
    *glyphs = kept;
    before - glyphs.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::glyphs::tests::glyph;

    fn texts(glyphs: &[Glyph]) -> String {
        glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    #[test]
    fn a_glyph_drawn_again_a_little_aside_is_one_and_bold() {
        let mut glyphs = vec![glyph("市", 10.0, 10.0, 20.0), glyph("市", 10.6, 10.0, 20.0), glyph("长", 30.0, 10.0, 20.0)];
        assert_eq!(drop_doublets(&mut glyphs), 1);
        assert_eq!((texts(&glyphs).as_str(), glyphs[0].is_bold, glyphs[1].is_bold), ("市长", true, false));
    }

    #[test]
    fn a_character_that_is_written_twice_stays() {
        let mut glyphs = vec![glyph("人", 10.0, 10.0, 20.0), glyph("人", 30.0, 10.0, 20.0), glyph("人", 10.0, 30.0, 20.0)];
        assert_eq!(drop_doublets(&mut glyphs), 0);
        let mut headline = vec![glyph("人", 0.0, 0.0, 100.0), glyph("人", 24.0, 0.0, 100.0), glyph("人", 0.0, 26.0, 100.0)];
        assert_eq!(drop_doublets(&mut headline), 1);
    }
}
