//! Where in the raw text a line of a witness may stand.

use std::collections::HashMap;

use super::collate::RawCharacter;
use crate::page::{Page, PixelRect};

/// How many characters in a row point to a place.
const GRAM: usize = 3;

/// How far a place is looked round, in characters, on either side of where the line would begin and end.
const ROUND: usize = 6;

/// Two boxes are of one line where they have so much of the smaller one in common.
const OVERLAP: f64 = 0.4;

/// A gram that stands in more places than this points to none.
const MOST_PLACES: usize = 50;

/// The raw text, ready to be asked for places.
pub(super) struct Places<'a> {
    page: &'a Page,
    /// The first and one past the last raw character of each line that has some.
    lines: HashMap<usize, (usize, usize)>,
    grams: HashMap<Vec<char>, Vec<usize>>,
    /// How many raw characters there are.
    count: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(page: &'a Page, raw: &[RawCharacter]) -> Places<'a> {
        let mut lines: HashMap<usize, (usize, usize)> = HashMap::new();
        for (at, one) in raw.iter().enumerate() {
            lines.entry(one.line).or_insert((at, at)).1 = at + 1;
        }
        let mut grams: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
        for length in 1..=GRAM {
            for (at, gram) in raw.windows(length).enumerate() {
                grams.entry(gram.iter().map(|one| one.text).collect()).or_default().push(at);
            }
        }
        Places { page, lines, grams, count: raw.len() }
    }

    /// The raw characters of a line.
    pub(super) fn of_line(&self, number: usize) -> Vec<usize> {
        self.lines.get(&number).map(|(from, to)| (*from..*to).collect()).unwrap_or_default()
    }

    /// The raw characters that a line of a witness may be of, without those that are taken, and whether that is known by its box.
    pub(super) fn window(&self, rect: PixelRect, text: &[char], taken: &[bool]) -> (Vec<usize>, bool) {
        let free = |at: &usize| !taken.get(*at).copied().unwrap_or(true);
        let under: Vec<usize> = self.under(rect).into_iter().filter(free).collect();
        if !under.is_empty() {
            return (under, true);
        }
        let places = self.pointed_to(text, taken);
        (places.into_iter().filter(free).collect(), false)
    }

    /// The raw characters of the lines whose boxes lie under a box, in the order in which these lie along it.
    fn under(&self, rect: PixelRect) -> Vec<usize> {
        let Some(layout) = self.page.layout().filter(|_| !rect.is_empty()) else { return Vec::new() };
        let mut found: Vec<(u32, usize)> = Vec::new();
        for line in layout.lines() {
            let other = line.outline.rect;
            let common = area(common(rect, other));
            if common > OVERLAP * area(rect).min(area(other)) {
                let along = if rect.height() > rect.width() { other.top } else { other.left };
                found.push((along.0, line.number));
            }
        }
        found.sort_unstable();
        found.into_iter().flat_map(|(_, number)| self.of_line(number)).collect()
    }

    /// The raw characters round the place that most of a line's grams point to.
    fn pointed_to(&self, text: &[char], taken: &[bool]) -> Vec<usize> {
        let length = GRAM.min(text.len()).max(1);
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for (at, gram) in text.windows(length).enumerate() {
            let places = self.grams.get(gram).map_or(&[] as &[usize], Vec::as_slice);
            for place in places.iter().take(MOST_PLACES).filter(|place| !taken.get(**place).copied().unwrap_or(true)) {
                // Where the line would begin; few characters more or less are the same place.
                *votes.entry((place + ROUND).saturating_sub(at) / ROUND).or_default() += 1;
            }
        }
        let with_next = |bin: &usize| votes.get(bin).copied().unwrap_or(0) + votes.get(&(bin + 1)).copied().unwrap_or(0);
        let Some(best) = votes.keys().copied().max_by_key(|bin| (with_next(bin), std::cmp::Reverse(*bin))) else { return Vec::new() };
        let start = (best * ROUND).saturating_sub(2 * ROUND);
        let end = (best * ROUND + 2 * ROUND + text.len()).min(self.count);
        (start..end).collect()
    }
}

fn common(a: PixelRect, b: PixelRect) -> PixelRect {
    let (left, top) = (a.left.max(b.left), a.top.max(b.top));
    PixelRect { left, top, right: a.right.min(b.right).max(left), bottom: a.bottom.min(b.bottom).max(top) }
}

fn area(rect: PixelRect) -> f64 {
    f64::from(rect.width().0) * f64::from(rect.height().0)
}
