//! What is left over of lines whose rest has found its place: the ends of lines of the witness, and raw characters that it has not.

use std::ops::Range;

use super::{CollationWork, LinePart, reads_alike};
use crate::common_ends::between_common_ends;
use crate::page::{RawOffset, RawRange};
use crate::reader::align::{Pair, align};
use crate::reader::collation::ReadingDifference;

/// A rest of a line at least so long, in characters, is looked for elsewhere: the line was joined from two.
const REST: usize = 4;

/// So many characters of a raw line that the witness has not, beside others that it has, were read by one of them only; more were not
/// looked at.
const UNSEEN: usize = 4;

/// Of two readings of one line at least one character in so many is the same, however much was misread.
const IN_COMMON: usize = 4;

/// Where a rest was cut off.
#[derive(Clone, Copy)]
pub(super) enum Cut {
    /// Before the raw character of this index.
    Before(usize),
    /// Behind it.
    Behind(usize),
}

impl CollationWork<'_> {
    /// Puts the rests that stand nowhere else where they were cut off, against the raw characters there that nothing else was read for: the
    /// end of a line was misread, or lost.
    pub(super) fn take_rests(&mut self) {
        for LinePart { line, characters, cut } in std::mem::take(&mut self.left) {
            let Some(cut) = cut else { continue };
            let run = self.not_taken(cut);
            let Some(characters_with_edge) = with_edge(&characters, cut).filter(|_| run.len() <= 2 * characters.len() + UNSEEN) else {
                continue;
            };
            let text = self.text(&LinePart { line, characters, cut: None });
            let Some(pairs) = align(&self.raw_text(&run), &text, false) else { continue };
            // What they stand beside is read alike, and says where they are if there is nothing else.
            let (window, body) = match cut {
                Cut::Before(edge) => {
                    let last = (Some(run.len()), Some(text.len()));
                    ([run, vec![edge]].concat(), pairs.into_iter().chain([last]).collect::<Vec<Pair>>())
                }
                Cut::Behind(edge) => {
                    let shifted = pairs.into_iter().map(|(i, j)| (i.map(|i| i + 1), j.map(|j| j + 1)));
                    ([vec![edge], run].concat(), [(Some(0), Some(0))].into_iter().chain(shifted).collect())
                }
            };
            self.take(&LinePart { line, characters: characters_with_edge, cut: None }, &window, &body);
        }
    }

    /// The raw characters of the same line beside a cut that no line of the witness has found its place at.
    fn not_taken(&self, cut: Cut) -> Vec<usize> {
        let (Cut::Before(edge) | Cut::Behind(edge)) = cut;
        let line_of = |at: usize| self.raw.get(at).map(|one| one.line);
        let is_free = |at: &usize| line_of(*at) == line_of(edge) && !self.taken.get(*at).copied().unwrap_or(true);
        match cut {
            Cut::Behind(_) => (edge + 1..self.raw.len()).take_while(is_free).collect(),
            Cut::Before(_) => {
                let mut before: Vec<usize> = (0..edge).rev().take_while(is_free).collect();
                before.reverse();
                before
            }
        }
    }

    /// Notes the raw characters that no line of the witness has: few beside others as differences, whole lines as unseen.
    pub(super) fn look_for_unseen(&mut self) {
        let lines: Vec<usize> = self.raw.iter().map(|one| one.line).collect();
        let line_of = |at: usize| lines.get(at).copied();
        let indexes: Vec<usize> = (0..lines.len()).collect();
        for line in indexes.chunk_by(|a, b| line_of(*a) == line_of(*b)) {
            let taken: Vec<bool> = line.iter().map(|at| self.taken.get(*at).copied().unwrap_or(false)).collect();
            let first = line.first().copied().unwrap_or_default();
            let is_taken = |at: &usize| taken.get(at - first).copied().unwrap_or(false);
            if !line.iter().any(is_taken) {
                self.found.unseen.extend(line.first().and_then(|at| line_of(*at)));
                continue;
            }
            let unseen: Vec<&[usize]> = line.chunk_by(|a, b| is_taken(a) == is_taken(b)).filter(|run| !run.iter().any(is_taken)).collect();
            for run in unseen.into_iter().filter(|run| run.len() <= UNSEEN) {
                if self.join(run) {
                    continue;
                }
                let range = |at: Option<&usize>| at.and_then(|at| self.raw.get(*at)).map(|one| one.range);
                let (Some(first), Some(last)) = (range(run.first()), range(run.last())) else { continue };
                // The line of the witness that ends where they begin, or begins where they end.
                let beside = |one: &&ReadingDifference| one.raw.end <= first.start;
                let of_line = self.found.differences.iter().rev().find(beside).map_or(0, |one| one.line);
                self.found.differences.push(ReadingDifference {
                    raw: RawRange::new(first.start, last.end),
                    line: of_line,
                    characters: 0..0,
                });
            }
        }
    }

    /// Puts lines of the witness that are nowhere in the raw text against raw lines that it has nothing of, where one stands in the place of the
    /// other: most of it was misread.
    pub(super) fn pair_lines(&mut self) {
        let mut unplaced = std::mem::take(&mut self.found.unplaced);
        unplaced.sort_unstable();
        unplaced.dedup();
        for line in unplaced {
            let part = LinePart { line, characters: 0..self.lines.get(line).map_or(0, Vec::len), cut: None };
            let text = self.text(&part);
            let Some((number, window)) = self.in_place_of(line).filter(|(_, raw)| may_be_one(&self.raw_text(raw), &text)) else {
                self.found.unplaced.push(line);
                continue;
            };
            self.take(&part, &window, &alike_at_ends(&self.raw_text(&window), &text));
            self.found.unseen.retain(|unseen| *unseen != number);
        }
    }

    /// The raw line that the witness has nothing of and that stands where a line of it should, by its number, and its characters: right behind
    /// what the line before was read for, or right before that of the next.
    fn in_place_of(&self, line: usize) -> Option<(usize, Vec<usize>)> {
        let place = |line: Option<usize>| self.found.lines.get(line?).copied().flatten();
        let first_from = |at: RawOffset| self.raw.partition_point(|one| one.range.start < at);
        let line_at = |at: usize| self.raw.get(at).map(|one| one.line);
        let behind = place(line.checked_sub(1)).map(|before| first_from(before.end)).and_then(|at| {
            let is_next = line_at(at) != line_at(at.checked_sub(1)?);
            line_at(at).filter(|_| is_next)
        });
        let before = place(line.checked_add(1)).map(|next| first_from(next.start)).and_then(|at| {
            let last = line_at(at.checked_sub(1)?);
            last.filter(|_| last != line_at(at))
        });
        let number = [behind, before].into_iter().flatten().find(|number| self.found.unseen.contains(number))?;
        Some((number, self.places.of_line(number)))
    }

    /// Takes raw characters that the witness has not together with what it reads otherwise right beside them, if there is something: they are
    /// one place that was misread.
    fn join(&mut self, run: &[usize]) -> bool {
        let Some(beside) = self.beside(run) else { return false };
        let ReadingDifference { raw, line, characters } = self.found.differences.remove(beside);
        let from = self.raw.partition_point(|one| one.range.start < raw.start);
        let to = self.raw.partition_point(|one| one.range.end <= raw.end);
        let mut window: Vec<usize> = run.iter().copied().chain(from..to).collect();
        window.sort_unstable();
        let folded = self.lines.get(line).map_or(&[] as &[_], Vec::as_slice);
        let from = folded.partition_point(|one| (one.start as usize) < characters.start);
        let to = folded.partition_point(|one| (one.end as usize) <= characters.end);
        let part = LinePart { line, characters: from..to.max(from), cut: None };
        let pairs = align(&self.raw_text(&window), &self.text(&part), false).unwrap_or_default();
        self.take(&part, &window, &pairs);
        true
    }

    /// The difference right beside raw characters on their line, in which the witness has something.
    fn beside(&self, run: &[usize]) -> Option<usize> {
        let (first, last) = (*run.first()?, *run.last()?);
        let of_line = self.raw.get(first)?.line;
        let range = |at: Option<usize>| self.raw.get(at?).filter(|one| one.line == of_line).map(|one| one.range);
        let (own_start, own_end) = (range(Some(first))?.start, range(Some(last))?.end);
        let (before, behind) = (range(first.checked_sub(1)), range(last.checked_add(1)));
        let is_beside = |raw: RawRange| match raw.is_empty() {
            true => {
                before.is_some_and(|before| before.end <= raw.start && raw.start <= own_start)
                    || behind.is_some_and(|behind| own_end <= raw.start && raw.start <= behind.start)
            }
            false => before.is_some_and(|before| before.end == raw.end) || behind.is_some_and(|behind| behind.start == raw.start),
        };
        self.found.differences.iter().position(|one| !one.characters.is_empty() && is_beside(one.raw))
    }
}

/// The characters of a rest with the one that it was cut off from.
fn with_edge(characters: &Range<usize>, cut: Cut) -> Option<Range<usize>> {
    match cut {
        Cut::Before(_) => Some(characters.start..characters.end + 1),
        Cut::Behind(_) => Some(characters.start.checked_sub(1)?..characters.end),
    }
}

/// Whether two readings that stand in one place may be of one line: about as long, and where they are long enough to tell, with some
/// characters in common.
fn may_be_one(raw: &[char], text: &[char]) -> bool {
    let (short, long) = (raw.len().min(text.len()), raw.len().max(text.len()));
    if long > 2 * short + UNSEEN {
        return false;
    }
    let alike = reads_alike(raw, text);
    short <= UNSEEN || align(raw, text, false).is_some_and(|pairs| pairs.iter().filter(|pair| alike(pair)).count() * IN_COMMON >= long)
}

/// Pairs that are alike at both ends of two readings, and nothing between them.
fn alike_at_ends(raw: &[char], text: &[char]) -> Vec<Pair> {
    let (before, raw_between, text_between) = between_common_ends(raw, text, PartialEq::eq);
    let (raw_end, text_end) = (before + raw_between.len(), before + text_between.len());
    let at_start = (0..before).map(|at| (Some(at), Some(at)));
    let of_raw = (before..raw_end).map(|i| (Some(i), None));
    let of_text = (before..text_end).map(|j| (None, Some(j)));
    let at_end = (0..raw.len() - raw_end).map(|at| (Some(raw_end + at), Some(text_end + at)));
    at_start.chain(of_raw).chain(of_text).chain(at_end).collect()
}

/// The stretch of pairs in which most read alike, with what stands beside it as long as that may be misread, and the rests that are too
/// long for that.
pub(super) fn without_rests<'a>(
    part: &LinePart,
    window: &[usize],
    pairs: &'a [Pair],
    alike: impl Fn(&Pair) -> bool,
) -> (&'a [Pair], Vec<LinePart>) {
    let (first, last) = best_stretch(pairs, alike);
    let count = |pairs: &[Pair]| pairs.iter().filter(|(_, read)| read.is_some()).count();
    let (before, after) = (count(pairs.get(..first).unwrap_or_default()), count(pairs.get(last..).unwrap_or_default()));
    let Range { start, end } = part.characters;
    let mut rests = Vec::new();
    let (mut from, mut to) = (0, pairs.len());
    let at = |pair: Option<&Pair>| window.get(pair?.0?).copied();
    let mut rest = |characters, cut| rests.push(LinePart { line: part.line, characters, cut });
    if before >= REST {
        from = first;
        rest(start..start + before, at(pairs.get(first)).map(Cut::Before));
    }
    if after >= REST {
        to = last;
        rest(end - after..end, at(last.checked_sub(1).and_then(|last| pairs.get(last))).map(Cut::Behind));
    }
    (pairs.get(from..to).unwrap_or_default(), rests)
}

/// From where to where pairs that read alike outweigh the others most.
fn best_stretch(pairs: &[Pair], alike: impl Fn(&Pair) -> bool) -> (usize, usize) {
    let (mut best, mut stretch) = (0, (0, pairs.len()));
    let (mut sum, mut start) = (0, 0);
    for (at, pair) in pairs.iter().enumerate() {
        sum += if alike(pair) { 1 } else { -1 };
        if sum < 0 {
            (sum, start) = (0, at + 1);
        } else if sum > best {
            (best, stretch) = (sum, (start, at + 1));
        }
    }
    stretch
}
