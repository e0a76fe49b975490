//! Lines of ink that the text has not.

use std::collections::{BTreeMap, HashSet};

use super::super::collations::Collated;
use super::super::question::Question;
use super::super::view::EditionView;
use super::super::witness::dressed;
use super::super::wording::Wording;
use super::super::{Message, Query, QueryKind, Remedy};
use super::SeatedPlaces;
use crate::clean::draft_read_lines;
use crate::edit::{Edit, Fragment, FragmentLine};
use crate::edition::{Place, Role, TextOffset};
use crate::language::class::{ends_sentence, is_closing};
use crate::page::{PageIndex, PixelRect, RawOffset, RawRange, Spans, WitnessLine, reading_order};
use crate::reader::unlike;
use crate::style::HouseStyle;

pub(super) const LINE: Question = Question::new(QueryKind::Missing, "query-line-missing");
pub(super) const LINES: Question = Question::new(QueryKind::Missing, "query-lines-missing");

/// Two witnesses have the same line, if one of them has no place for it, where so much of it reads alike.
const SAME: f64 = 0.5;

/// A line stands above another where they have so much of the narrower one's width in common.
const ABOVE: f64 = 0.3;

/// A line so much thicker than most of its page is one of a headline.
const LARGE: f32 = 1.35;

/// How much of a text that is put in is shown, in characters: its beginning and its end.
const SHOWN: (usize, usize) = (40, 12);

/// A line of ink that neither the raw text nor the draft has, as the witnesses have it who saw it.
struct LineOfInk<'a> {
    /// Between which raw characters it stands.
    raw: RawRange,
    readings: Vec<&'a WitnessLine>,
    /// Whether it is set like a headline.
    is_large: bool,
}

/// Asks about the lines of a page that its text has not: about those together that follow each other.
pub(super) fn ask(view: &EditionView<'_>, page: PageIndex, places: &SeatedPlaces<'_, '_>, queries: &mut Vec<Query>) {
    let mut lines: Vec<LineOfInk> = Vec::new();
    for one in view.collations.of(page) {
        gather(one, &mut lines);
    }
    // The sort is stable: lines that belong to one place stay in the order in which they are read.
    lines.sort_by_key(|line| line.raw.start);
    let Some(of) = view.pages.get(page.position()) else { return };
    for together in lines.chunk_by(|a, b| a.raw == b.raw) {
        let Some(raw) = together.first().map(|line| line.raw) else { continue };
        for (seat, places) in places {
            let wording = seat.wording();
            if let Some((at, _)) = places.find(page, raw, wording.text, of) {
                queries.push(match together {
                    [line] if !line.is_large => of_line(&wording, at, line),
                    lines => of_lines(&wording, at, lines, view.style),
                });
                break;
            }
        }
    }
}

/// Asks about one line: each reading of it may go into the text where it stands.
fn of_line(wording: &Wording<'_>, at: usize, line: &LineOfInk<'_>) -> Query {
    let around = (wording.before(at), wording.at(at));
    let mut texts: Vec<String> = line.readings.iter().map(|line| dressed(line.characters.iter().map(|one| one.text), around)).collect();
    let mut seen = HashSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    let mut query = wording.query(LINE, (at, at), &texts);
    query.message.args = vec![("text", texts.swap_remove(0).into())];
    query
}

/// Asks about several lines, or one of a headline: they may go into the text as the blocks that they come to.
fn of_lines(wording: &Wording<'_>, at: usize, lines: &[LineOfInk<'_>], style: &HouseStyle) -> Query {
    let blocks = blocks(lines, style);
    let text = blocks.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    let place = Place { block: wording.block.id(), at: TextOffset::new(at) };
    let remedy = Remedy {
        label: Message::with("remedy-put-in", "text", excerpt(&text)),
        edit: Edit::Splice { from: place, to: place, insert: fragment(wording, at, blocks) },
        replacement: Some(text.clone()),
    };
    let mut query = wording.query(if lines.len() > 1 { LINES } else { LINE }, (at, at), &[]);
    query.message.args = vec![("text", excerpt(&text).into()), ("count", lines.len().to_string().into())];
    query.remedies = vec![remedy];
    query
}

/// What lines come to: a headline where they begin with large ones, then as they are drafted.
fn blocks(lines: &[LineOfInk<'_>], style: &HouseStyle) -> Vec<(Role, String)> {
    let large = lines.iter().take_while(|line| line.is_large).count();
    let first = |line: &LineOfInk<'_>| line.readings.first().copied().cloned();
    let title = |line: WitnessLine| (Role::Headline, dressed(line.characters.iter().map(|one| one.text), ('\n', '\n')));
    let titles = lines.iter().take(large).filter_map(first).map(title);
    let body: Vec<WitnessLine> = lines.iter().skip(large).filter_map(first).collect();
    titles.chain(draft_read_lines(&body, style).into_iter().flatten()).collect()
}

/// Blocks on their way into a text: they begin new ones of it where they follow a sentence or begin with a title, and part what stands
/// behind them where they end with a sentence.
fn fragment(wording: &Wording<'_>, at: usize, blocks: Vec<(Role, String)>) -> Fragment {
    let (before, is_last) = (wording.before(at), at >= wording.text.len());
    let is_title = blocks.first().is_some_and(|(role, _)| *role != Role::Paragraph);
    let ends = |c: char| ends_sentence(c) || is_closing(c);
    let parts = is_title || is_last && ends(before);
    let parts_after = parts && !is_last && blocks.last().and_then(|(_, text)| text.chars().last()).is_some_and(ends);
    let line = |(role, text)| FragmentLine { text, pieces: Vec::new(), role: Some(role) };
    let rest = FragmentLine { role: Some(wording.block.role()), ..FragmentLine::default() };
    let first = parts.then(FragmentLine::default);
    Fragment::with_sources(first.into_iter().chain(blocks.into_iter().map(line)).chain(parts_after.then_some(rest)).collect())
}

/// A text, or its beginning and its end where it is long.
fn excerpt(text: &str) -> String {
    let text: Vec<char> = text.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    if text.len() <= SHOWN.0 + SHOWN.1 {
        return text.into_iter().collect();
    }
    let end = text.len() - SHOWN.1;
    text.iter().take(SHOWN.0).chain(['…'].iter()).chain(text.iter().skip(end)).collect()
}

impl LineOfInk<'_> {
    /// Whether a line of another witness is this one: it lies on the same place, or reads alike where one of them lies nowhere.
    fn is(&self, raw: RawRange, other: &WitnessLine) -> bool {
        self.readings.iter().any(|line| {
            if line.rect.is_empty() || other.rect.is_empty() {
                let alike = line.characters.len() - unlike(&other.text(), line).len();
                return self.raw == raw && alike as f64 > SAME * line.characters.len().max(other.characters.len()) as f64;
            }
            line.rect.is_at(other.rect)
        })
    }
}

/// Adds the lines of a witness that the text has not, those that other witnesses have too as further readings of theirs.
fn gather<'a>(one: &'a Collated, lines: &mut Vec<LineOfInk<'a>>) {
    let large = body(one).map_or(f32::INFINITY, |body| body * LARGE);
    let lacking: Vec<usize> = one.lacking().collect();
    let mut alone: Option<BTreeMap<usize, RawRange>> = None;
    for index in &lacking {
        let Some(line) = one.witness.lines.get(*index) else { continue };
        let raw = beside(one, *index, line).or_else(|| alone.get_or_insert_with(|| by_order(one, &lacking)).get(index).copied());
        let Some(raw) = raw else { continue };
        match lines.iter_mut().find(|known| known.is(raw, line)) {
            Some(known) => known.readings.push(line),
            None => lines.push(LineOfInk { raw, readings: vec![line], is_large: thickness(line) > large }),
        }
    }
}

fn thickness(line: &WitnessLine) -> f32 {
    line.rect.width().min(line.rect.height()).0 as f32
}

/// How thick most lines of a witness are; nothing where they have no places.
fn body(one: &Collated) -> Option<f32> {
    let lines = one.witness.lines.iter().filter(|line| line.characters.len() > 1 && !line.rect.is_empty());
    let mut all: Vec<f32> = lines.map(thickness).collect();
    all.sort_by(f32::total_cmp);
    all.get(all.len() / 2).copied()
}

/// Where raw lines lie on the image, as the witness has them, or the page itself.
fn known(one: &Collated) -> impl Iterator<Item = (PixelRect, RawRange)> {
    let read = one.witness.lines.iter().zip(&one.collation.lines).filter_map(|(line, place)| Some((line.rect, (*place)?)));
    let told = one.page.layout().map(|layout| layout.lines()).unwrap_or_default();
    read.chain(told.iter().map(|line| (line.outline.rect, line.range))).filter(|(rect, _)| !rect.is_empty())
}

/// Where lines stand that have no other in their column: behind the line that is read before them by where all lie on the page.
fn by_order(one: &Collated, lacking: &[usize]) -> BTreeMap<usize, RawRange> {
    let known = known(one).map(|(rect, place)| (rect, Some(place), None));
    let others = lacking.iter().filter_map(|index| Some((one.witness.lines.get(*index)?.rect, None, Some(*index))));
    let all: Vec<(PixelRect, Option<RawRange>, Option<usize>)> = known.chain(others).filter(|(rect, ..)| !rect.is_empty()).collect();
    let rects: Vec<PixelRect> = all.iter().map(|(rect, ..)| *rect).collect();
    let mut end = RawOffset(0);
    let mut places = BTreeMap::new();
    for (_, place, index) in reading_order(&rects).into_iter().filter_map(|at| all.get(at)) {
        end = place.map_or(end, |place| place.end);
        places.extend(index.map(|index| (index, RawRange::new(end, end))));
    }
    places
}

/// Between which raw characters a line of ink stands that the raw text has not: behind the nearest line above it, else before the nearest
/// below; where lines have no places, behind the one before.
fn beside(one: &Collated, index: usize, line: &WitnessLine) -> Option<RawRange> {
    let empty = |at| RawRange::new(at, at);
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
    let above = known(one).filter(near).map(|(rect, range)| (middle - 2 * rect.spans(upright).along.1, range));
    let below = || known(one).filter(near).map(|(rect, range)| (2 * rect.spans(upright).along.0 - middle, range));
    let nearest = above.filter(|(far, _)| *far >= 0).min_by_key(|(far, _)| *far).map(|(_, range)| empty(range.end));
    nearest.or_else(|| below().filter(|(far, _)| *far >= 0).min_by_key(|(far, _)| *far).map(|(_, range)| empty(range.start)))
}
