//! Which way lines run. No font and no page tells for all of its text: a page of upright columns is often set glyph by glyph from a font
//! for horizontal lines. What one glyph after the other does tells.

use super::glyphs::Glyph;

/// Which way a line runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Horizontal,
    /// From the top down, the next line to the left.
    Upright,
}

impl Direction {
    /// The other one.
    pub fn other(self) -> Direction {
        match self {
            Direction::Horizontal => Direction::Upright,
            Direction::Upright => Direction::Horizontal,
        }
    }
}

/// Two glyphs follow each other in a line where they are no farther aside than this, in ems, and between these two apart along it.
const ASIDE: f64 = 0.35;
const NEXT: (f64, f64) = (0.2, 2.6);
const NEXT_UPRIGHT: f64 = 0.5;

/// Which way two glyphs that follow each other run, if they are of one line.
fn step(first: &Glyph, second: &Glyph) -> Option<Direction> {
    let size = first.size.max(second.size);
    let apart = second.cell.center() - first.cell.center();
    if apart.x.abs() < ASIDE * size && apart.y > NEXT_UPRIGHT * size && apart.y < NEXT.1 * size {
        Some(Direction::Upright)
    } else if apart.y.abs() < ASIDE * size && apart.x > NEXT.0 * size && apart.x < NEXT.1 * size {
        Some(Direction::Horizontal)
    } else {
        None
    }
}

/// The direction of each glyph, by a vote of those it follows and is followed by, and that of most.
pub fn directions(glyphs: &[Glyph]) -> (Vec<Direction>, Direction) {
    let steps: Vec<Option<Direction>> =
        glyphs.windows(2).map(|pair| pair.first().zip(pair.get(1)).and_then(|(first, second)| step(first, second))).collect();
    let mut votes: Vec<i32> = vec![0; glyphs.len()];
    let vote = |direction: &Option<Direction>| match direction {
        Some(Direction::Horizontal) => -1,
        Some(Direction::Upright) => 1,
        None => 0,
    };
    // A run goes on as long as glyphs follow each other; a pair set sideways in an upright line does not end it.
    let mut start = 0;
    while start < glyphs.len() {
        let mut end = start;
        while steps.get(end).is_some_and(|step| step.is_some() && runs_on(&steps, start, end)) {
            end += 1;
        }
        let sum: i32 = steps.get(start..end).unwrap_or_default().iter().map(vote).sum();
        votes.iter_mut().take(end + 1).skip(start).for_each(|own| *own = sum);
        start = end + 1;
    }
    // Fonts for upright lines, and letters lying on their side, are as good as a vote.
    let is_told = |glyph: &Glyph| glyph.is_upright || glyph.turn % 2 == 1;
    votes.iter_mut().zip(glyphs).filter(|(_, glyph)| is_told(glyph)).for_each(|(own, _)| *own = 1);
    let upright = votes.iter().filter(|vote| **vote > 0).count();
    let horizontal = votes.iter().filter(|vote| **vote < 0).count();
    let most = if upright > horizontal { Direction::Upright } else { Direction::Horizontal };
    let chosen = votes.into_iter().map(|vote| match vote {
        1.. => Direction::Upright,
        0 => most,
        _ => Direction::Horizontal,
    });
    (chosen.collect(), most)
}

/// Whether the step at `end` still belongs to the run that began at `start`: it goes the way the run goes, or the next one does again.
fn runs_on(steps: &[Option<Direction>], start: usize, end: usize) -> bool {
    let own = steps.get(end).copied().flatten();
    let way = end.checked_sub(1).filter(|before| *before >= start).and_then(|before| steps.get(before)).copied().flatten();
    let after = steps.get(end + 1).copied().flatten();
    way.is_none() || way == own || after == way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::glyphs::tests::glyph;

    fn of(places: &[(f64, f64)]) -> (Vec<Direction>, Direction) {
        let glyphs: Vec<Glyph> = places.iter().map(|(x, y)| glyph("字", *x, *y, 10.0)).collect();
        directions(&glyphs)
    }

    #[test]
    fn each_run_votes_for_itself() {
        let across = (0..6).map(|index| (10.0 * f64::from(index), 0.0));
        let down = (0..4).map(|index| (200.0, 10.0 * f64::from(index)));
        let (found, most) = of(&across.chain(down).collect::<Vec<_>>());
        assert_eq!(most, Direction::Horizontal);
        assert_eq!(found.iter().filter(|way| **way == Direction::Upright).count(), 4);
        assert!(found.iter().skip(6).all(|way| *way == Direction::Upright));
    }

    #[test]
    fn a_glyph_alone_runs_as_most_do() {
        let (found, _) = of(&[(0.0, 0.0), (0.0, 10.0), (0.0, 20.0), (300.0, 300.0)]);
        assert!(found.iter().all(|way| *way == Direction::Upright));
    }

    #[test]
    fn two_digits_side_by_side_do_not_end_an_upright_line() {
        let (found, _) = of(&[(0.0, 0.0), (0.0, 10.0), (-2.5, 20.0), (2.5, 20.0), (0.0, 30.0), (0.0, 40.0)]);
        assert!(found.iter().all(|way| *way == Direction::Upright), "{found:?}");
    }
}
