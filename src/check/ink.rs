//! The ledger of the scan: lines of ink that the text has not, and lines of text where there is no ink.

use std::collections::{BTreeSet, HashSet};

use super::collations::Collated;
use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::{EditionView, Seat};
use super::witness::{BlockPlaces, dressed};
use super::{Query, QueryKind};
use crate::page::{PageIndex, PixelRect, RawOffset, RawRange, Spans, WitnessLine, is_blank};
use crate::reader::unlike;
use crate::style::CheckName;

/// Asks about lines that only the image has, or only the text.
pub(super) const CHECK: Check = Check {
    name: CheckName::Ink,
    kinds: &[QueryKind::Missing],
    scope: CheckScope::Page,
    sureness: Sureness::Set(&[MISSING, WITHOUT_INK]),
    gives_way: GivesWay::NEVER,
    look: check,
};

const MISSING: Question = Question::new(QueryKind::Missing, "query-line-missing");
const WITHOUT_INK: Question = Question::new(QueryKind::Missing, "query-line-without-ink");

/// Two witnesses have the same line where so much of it is on one place, or reads alike.
const SAME: f64 = 0.5;

/// A line stands above another where they have so much of the narrower one's width in common.
const ABOVE: f64 = 0.3;

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    if view.collations.is_empty() {
        return;
    }
    let places: Vec<(&Seat<'_>, BlockPlaces)> = view
        .seats
        .iter()
        .filter(|seat| seat.is_told())
        .map(|seat| (seat, BlockPlaces::of(seat.block, seat.wording().text, view.pages)))
        .collect();
    let mut pages: Vec<PageIndex> = places.iter().flat_map(|(_, places)| places.ranges()).map(|span| span.page).collect();
    pages.sort_unstable();
    pages.dedup();
    for page in pages {
        let mut lines: Vec<LineOfInk> = Vec::new();
        let mut looked = BTreeSet::new();
        for one in view.collations.of(page) {
            gather(one, &mut lines);
            looked.extend(one.witness.lines.iter().filter(|line| line.characters.is_empty()).filter_map(|line| line.raw));
        }
        missing(view, &lines, page, &places, queries);
        without_ink(view, &looked, page, &places, queries);
    }
}

/// A line of ink that the raw text has not, as the witnesses have it who saw it.
struct LineOfInk<'a> {
    /// Between which raw characters it stands.
    raw: RawRange,
    readings: Vec<&'a WitnessLine>,
}

impl LineOfInk<'_> {
    /// Whether a line of another witness is this one: it lies on the same place, or reads alike where one of them lies nowhere.
    fn is(&self, raw: RawRange, other: &WitnessLine) -> bool {
        self.readings.iter().any(|line| {
            if line.rect.is_empty() || other.rect.is_empty() {
                let alike = line.characters.len() - unlike(&other.text(), line).len();
                return self.raw == raw && alike as f64 > SAME * line.characters.len().max(other.characters.len()) as f64;
            }
            line.rect.common_area(other.rect) > SAME * line.rect.area().min(other.rect.area())
        })
    }
}

/// Adds the lines of a witness that the raw text has not, those that other witnesses have too as further readings of theirs.
fn gather<'a>(one: &'a Collated, lines: &mut Vec<LineOfInk<'a>>) {
    for index in &one.collation.unplaced {
        let Some(line) = one.witness.lines.get(*index) else { continue };
        let Some(raw) = beside(one, *index, line) else { continue };
        match lines.iter_mut().find(|known| known.is(raw, line)) {
            Some(known) => known.readings.push(line),
            None => lines.push(LineOfInk { raw, readings: vec![line] }),
        }
    }
}

/// Asks about the lines that the raw text has not: each behind the line above it.
fn missing(
    view: &EditionView<'_>,
    lines: &[LineOfInk<'_>],
    page: PageIndex,
    places: &[(&Seat<'_>, BlockPlaces)],
    queries: &mut Vec<Query>,
) {
    let Some(of) = view.pages.get(page.position()) else { return };
    for line in lines {
        for (seat, places) in places {
            let wording = seat.wording();
            let Some((at, _)) = places.find(page, line.raw, wording.text, of) else { continue };
            let around = (wording.before(at), wording.at(at));
            let mut texts: Vec<String> =
                line.readings.iter().map(|line| dressed(line.characters.iter().map(|one| one.text), around)).collect();
            let mut seen = HashSet::new();
            texts.retain(|text| seen.insert(text.clone()));
            let mut query = wording.query(MISSING, (at, at), &texts);
            query.message.args = vec![("text", texts.swap_remove(0).into())];
            queries.push(query);
            break;
        }
    }
}

/// Between which raw characters a line of ink stands that the raw text has not: behind the nearest line above it, else before the nearest
/// below; where lines have no places, behind the one before.
fn beside(one: &Collated, index: usize, line: &WitnessLine) -> Option<RawRange> {
    let empty = |at| RawRange::new(at, at);
    let known = || one.witness.lines.iter().zip(&one.collation.lines).filter_map(|(line, place)| Some((line.rect, (*place)?)));
    if line.rect.is_empty() {
        let before = one.collation.lines.iter().take(index).rev().find_map(|place| *place);
        return before.map(|range| empty(range.end));
    }
    let upright = line.is_upright();
    let Spans { across, along } = line.rect.spans(upright);
    let near = |(rect, _): &(PixelRect, RawRange)| {
        let other = rect.spans(upright).across;
        let common = across.1.min(other.1) - across.0.max(other.0);
        common as f64 > ABOVE * (across.1 - across.0).min(other.1 - other.0) as f64
    };
    // Twice how far each lies from the middle of the line.
    let middle = along.0 + along.1;
    let above = known().filter(near).map(|(rect, range)| (middle - 2 * rect.spans(upright).along.1, range));
    let below = || known().filter(near).map(|(rect, range)| (2 * rect.spans(upright).along.0 - middle, range));
    let nearest = above.filter(|(far, _)| *far >= 0).min_by_key(|(far, _)| *far).map(|(_, range)| empty(range.end));
    nearest.or_else(|| below().filter(|(far, _)| *far >= 0).min_by_key(|(far, _)| *far).map(|(_, range)| empty(range.start)))
}

/// Asks about raw lines at whose places a witness has looked and found nothing.
fn without_ink(
    view: &EditionView<'_>,
    looked: &BTreeSet<usize>,
    page: PageIndex,
    places: &[(&Seat<'_>, BlockPlaces)],
    queries: &mut Vec<Query>,
) {
    let Some(of) = view.pages.get(page.position()) else { return };
    for number in looked {
        let Some(raw) = of.line(*number).map(|line| trimmed(line.range, line.text)) else { continue };
        for (seat, places) in places {
            let wording = seat.wording();
            if let Some(range) = places.find(page, raw, wording.text, of).filter(|(from, to)| from < to) {
                queries.push(wording.query(WITHOUT_INK, range, &[String::new()]));
                break;
            }
        }
    }
}

/// A raw line without the blanks at its ends.
fn trimmed(range: RawRange, text: &str) -> RawRange {
    let blank = |c: &char| is_blank(*c);
    let before = text.chars().take_while(blank).count() as u32;
    let after = text.chars().rev().take_while(blank).count() as u32;
    let start = RawOffset(range.start.0 + before);
    RawRange::new(start, RawOffset(range.end.0.saturating_sub(after)).max(start))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::check::Checker;
    use crate::clean::clean;
    use crate::import::import_bytes;
    use crate::page::Witness;
    use crate::style::HouseStyle;

    const RAW: &str = "　　市政府召开会议，研究部署秋收\n工作，要求各地抓紧时机。\n　　全市粮食总产再创新高，农民\n增收明显。\n";

    /// A witness that has the raw lines and one more after the second.
    fn witness(engine: &str, more: &str, placed: bool) -> Arc<Witness> {
        let texts = ["市政府召开会议，研究部署秋收", "工作，要求各地抓紧时机。", more, "全市粮食总产再创新高，农民", "增收明显。"];
        let line = |(number, text): (u32, &str)| WitnessLine {
            rect: if placed { PixelRect::new(10, 10 + number * 30, 300, 30 + number * 30) } else { PixelRect::default() },
            raw: None,
            characters: text.chars().map(Into::into).collect(),
        };
        Arc::new(Witness { engine: engine.into(), lines: (0..).zip(texts).map(line).collect(), ..Witness::default() })
    }

    /// The remedies of each query about a line that is not in the text.
    fn asked(witnesses: &[Arc<Witness>]) -> Vec<Vec<String>> {
        let page = import_bytes(Path::new("a.txt"), RAW.as_bytes(), None).expect("a page");
        let style = HouseStyle::standard();
        let mut edition = clean(&[Arc::new(page)], style);
        witnesses.iter().for_each(|witness| edition.take_witness(PageIndex(0), witness.clone()));
        let queries = Checker::default().check(&edition, style);
        let missing = queries.iter().filter(|query| query.message.key == "query-line-missing");
        missing.map(|query| query.remedies.iter().filter_map(|remedy| remedy.replacement.clone()).collect()).collect()
    }

    #[test]
    fn a_line_that_two_witnesses_have_is_asked_about_once_with_both_readings() {
        for placed in [true, false] {
            let one = witness("one", "各单位主要负责人参加了会议。", placed);
            let two = witness("two", "各单位主要负责人参加了会汉。", placed);
            assert_eq!(asked(std::slice::from_ref(&one)).len(), 1);
            let both = asked(&[one.clone(), two]);
            assert_eq!(both.len(), 1, "{both:?}");
            assert_eq!(both[0].len(), 2, "{both:?}");
            assert_eq!(asked(&[one.clone(), witness("three", "各单位主要负责人参加了会议。", placed)])[0].len(), 1, "they agree");
        }
    }
}
