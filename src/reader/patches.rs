//! Pixels that hang together.

/// Which pixels hang together: those that share a side, or a corner too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touching {
    Sides,
    SidesAndCorners,
}

/// The patches of a grid, found row by row from the first: of each its pixels as column and row.
pub(super) fn patches(
    (width, height): (usize, usize),
    is_in: impl Fn(usize, usize) -> bool,
    touching: Touching,
) -> impl Iterator<Item = Vec<(usize, usize)>> {
    // The pixels that belong to a patch and are in none yet.
    let mut left: Vec<bool> = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| is_in(x, y)).collect();
    let mut starts = 0..left.len();
    std::iter::from_fn(move || {
        let start = starts.find(|start| take(&mut left, *start))?;
        let (mut patch, mut next) = (Vec::new(), vec![start]);
        while let Some(at) = next.pop() {
            let (x, y) = (at % width, at / width);
            patch.push((x, y));
            next.extend(beside((x, y), (width, height), touching).map(|(x, y)| y * width + x).filter(|at| take(&mut left, *at)));
        }
        Some(patch)
    })
}

fn take(left: &mut [bool], at: usize) -> bool {
    left.get_mut(at).is_some_and(std::mem::take)
}

/// The pixels beside one, as far as they are on the grid.
fn beside((x, y): (usize, usize), (width, height): (usize, usize), touching: Touching) -> impl Iterator<Item = (usize, usize)> {
    const STEPS: [(isize, isize); 8] = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)];
    let count = if touching == Touching::Sides { 4 } else { 8 };
    let stepped = STEPS.into_iter().take(count);
    let on_grid = move |(right, down): (isize, isize)| Some((x.checked_add_signed(right)?, y.checked_add_signed(down)?));
    stepped.filter_map(on_grid).filter(move |(x, y)| *x < width && *y < height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_hang_together_by_their_sides_or_their_corners_too() {
        let grid = ["##..#", "#..#.", "....."];
        let is_in = |x: usize, y: usize| grid[y].as_bytes()[x] == b'#';
        let found = |touching| {
            let mut found: Vec<Vec<(usize, usize)>> = patches((5, 3), is_in, touching).collect();
            found.iter_mut().for_each(|patch| patch.sort_unstable());
            found
        };
        assert_eq!(found(Touching::Sides), [vec![(0, 0), (0, 1), (1, 0)], vec![(4, 0)], vec![(3, 1)]]);
        assert_eq!(found(Touching::SidesAndCorners), [vec![(0, 0), (0, 1), (1, 0)], vec![(3, 1), (4, 0)]]);
        assert_eq!(patches((0, 3), |_, _| true, Touching::Sides).count(), 0);
    }
}
