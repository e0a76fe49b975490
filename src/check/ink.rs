//! The ledger of the scan: lines of ink that the text has not, and lines of text where there is no ink.

use super::collations::Collated;
use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::{EditionView, Seat};
use super::witness::{BlockPlaces, dressed};
use super::{Query, QueryKind};
use crate::page::{PageIndex, PixelRect, RawOffset, RawRange, Spans, WitnessLine, is_blank};
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
        for one in view.collations.of(page) {
            missing(view, one, page, &places, queries);
            without_ink(view, one, page, &places, queries);
        }
    }
}

/// Asks about the lines of the witness that the raw text has not: each behind the line above it.
fn missing(view: &EditionView<'_>, one: &Collated, page: PageIndex, places: &[(&Seat<'_>, BlockPlaces)], queries: &mut Vec<Query>) {
    let Some(of) = view.pages.get(page.position()) else { return };
    for index in &one.collation.unplaced {
        let Some(line) = one.witness.lines.get(*index) else { continue };
        let Some(raw) = beside(one, *index, line) else { continue };
        for (seat, places) in places {
            let wording = seat.wording();
            let Some((at, _)) = places.find(page, raw, wording.text, of) else { continue };
            let text = dressed(line.characters.iter().map(|one| one.text), (wording.before(at), wording.at(at)));
            let mut query = wording.query(MISSING, (at, at), std::slice::from_ref(&text));
            query.message.args = vec![("text", text.into())];
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

/// Asks about raw lines at whose places the witness has looked and found nothing.
fn without_ink(view: &EditionView<'_>, one: &Collated, page: PageIndex, places: &[(&Seat<'_>, BlockPlaces)], queries: &mut Vec<Query>) {
    let Some(of) = view.pages.get(page.position()) else { return };
    let looked = one.witness.lines.iter().filter(|line| line.characters.is_empty()).filter_map(|line| line.raw);
    for number in looked {
        let Some(raw) = of.line(number).map(|line| trimmed(line.range, line.text)) else { continue };
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
