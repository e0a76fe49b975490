//! Lines that belong together: a paragraph, a heading, a caption.

use super::evidence::PageEvidence;
use super::roles::{Part, Placed};
use super::shapes::Shapes;
use super::signs::KnownLine;
use super::states::{State, Stated};
use crate::edition::Role;
use crate::language::class;
use crate::language::script::Script;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph.
    Paragraph,
    /// A line, or several, of a headline or a subheading.
    Display,
    /// A caption.
    Caption,
    /// Known by its wording.
    Known(KnownLine),
}

/// A break between two lines that were run on, with how likely a block begins there after all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Join {
    /// The character that follows the break, in the page's dense text.
    pub at: usize,
    /// The likelihood, from 0 to 1.
    pub begins: f64,
}

/// A stretch of lines that is one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What it is.
    pub kind: Kind,
    /// Its characters, as ranges of the page's dense text, in order. More than one where something stands inside it.
    pub spans: Vec<(usize, usize)>,
    /// Its first line.
    pub first: usize,
    /// Its last line.
    pub last: usize,
    /// How likely a block begins with its first line.
    pub begins: f64,
    /// The breaks inside it.
    pub joins: Vec<Join>,
    /// How many characters its lead-in has.
    pub lead_in: usize,
    /// A heading that was set in the column, as a paragraph is.
    pub set_in_column: bool,
    /// What a paragraph is in its story.
    pub role: Role,
    /// How much likelier a story begins with it than another paragraph, as a logarithm, where that was learned.
    pub story: Option<f32>,
}

impl Unit {
    /// Its first character in the page's dense text.
    pub fn start(&self) -> usize {
        self.spans.first().map_or(0, |span| span.0)
    }

    /// One past its last character.
    pub fn end(&self) -> usize {
        self.spans.last().map_or(0, |span| span.1)
    }
}

/// What was learned of a page's lines, and what their shapes say.
#[derive(Clone, Copy)]
pub struct Learned<'a> {
    /// Their states.
    pub stated: &'a [Stated],
    /// Their shapes.
    pub shapes: &'a Shapes<'a>,
}

/// The units of a page, in the order in which they begin; `learned` where its lines' parts were.
pub fn read(evidence: &PageEvidence, placed: &[Placed], learned: Option<Learned>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    // The paragraph or caption that lines go on with.
    let mut open: Option<usize> = None;
    for (index, placed) in placed.iter().enumerate() {
        let (line, _) = evidence.line(index);
        let kind = match placed.part {
            Part::ParaMore | Part::ParaLast | Part::CaptionMore | Part::CaptionLast => {
                let goes_on = matches!(placed.part, Part::ParaMore | Part::CaptionMore);
                match open.and_then(|open| units.get_mut(open)) {
                    Some(unit) => extend(unit, index, (line.start, line.end), placed.begins),
                    None => {
                        open = Some(units.len());
                        units.push(unit(Kind::Paragraph, index, (line.start, line.end), placed.begins));
                    }
                }
                if !goes_on {
                    open = None;
                }
                continue;
            }
            Part::ParaFirst | Part::ParaOnly => Kind::Paragraph,
            Part::Display => Kind::Display,
            Part::CaptionFirst | Part::CaptionOnly | Part::FloatingCaption => Kind::Caption,
            Part::Known(known) | Part::Floating(known) => Kind::Known(known),
        };
        match placed.part {
            Part::ParaFirst | Part::CaptionFirst => open = Some(units.len()),
            Part::Floating(_) | Part::FloatingCaption => {}
            _ => open = None,
        }
        let mut unit = unit(kind, index, (line.start, line.end), placed.begins);
        unit.lead_in = if kind == Kind::Paragraph { evidence.signs(index).lead_in } else { 0 };
        unit.story = learned.and_then(|learned| learned.stated.get(index)).map(story);
        if let (Kind::Paragraph, Some(learned)) = (kind, learned) {
            unit.role = learned.shapes.role(index);
        }
        units.push(unit);
    }
    let mut units: Vec<Unit> = units.into_iter().flat_map(|unit| part_jumps(evidence, unit)).collect();
    // What was learned tells headlines from subheadings: these stand before paragraphs of the same story.
    let opens = |unit: &Unit| unit.kind == Kind::Paragraph && unit.story.is_none_or(|story| story < 0.0);
    let ends_page = evidence.script == Script::Simplified;
    // At the page's end headlines stand by themselves, among others.
    let last = units.iter().rposition(|unit| unit.kind == Kind::Paragraph && unit.story.is_some_and(|story| story > 0.0));
    let before = |at: usize| match units.get(at + 1) {
        Some(next) if next.kind == Kind::Paragraph => opens(next),
        _ => ends_page && last.is_some_and(|last| last < at),
    };
    let may_head = |at: usize, unit: &Unit| match learned {
        Some(learned) => opens(unit) && before(at) && !learned.shapes.is_text(unit.first),
        None => true,
    };
    let may: Vec<bool> = units.iter().enumerate().map(|(at, unit)| may_head(at, unit)).collect();
    for (unit, _) in units.iter_mut().zip(may).filter(|(_, may)| *may) {
        name_heading(evidence, unit);
    }
    join_headings(evidence, units)
}

/// How much likelier a story begins with a line than another paragraph, as a logarithm: the state chosen decides, and how sure it is says
/// by how much.
fn story(stated: &Stated) -> f32 {
    const LEAST: f32 = 0.05;
    let (story, other) = (stated.likely(State::Story), stated.likely(State::Paragraph));
    let told = ((story + 1e-6) / (other + 1e-6)).ln();
    if stated.state == State::Story { told.max(LEAST) } else { told.min(-LEAST) }
}

/// Joins the lines of headings that were set in the column, as paragraphs are: they fill the line but for the indent, and go on in the
/// next.
fn join_headings(evidence: &PageEvidence, units: Vec<Unit>) -> Vec<Unit> {
    let columns = columns(evidence, &units);
    let mut joined: Vec<Unit> = Vec::new();
    for (mut unit, columns) in units.into_iter().zip(columns) {
        unit.set_in_column = unit.kind == Kind::Display && unit.last > unit.first && fills(evidence, &unit, unit.first, columns);
        match joined.last_mut() {
            Some(last) if runs_on(evidence, last, &unit, columns) => {
                extend(last, unit.first, (unit.start(), unit.end()), unit.begins);
                last.last = unit.last;
                last.set_in_column = true;
            }
            _ => joined.push(unit),
        }
    }
    joined
}

/// For each unit, the measures of the paragraph before and of the one after; 0 where there is none.
fn columns(evidence: &PageEvidence, units: &[Unit]) -> Vec<(u32, u32)> {
    let mut before = 0;
    let mut columns: Vec<(u32, u32)> = Vec::with_capacity(units.len());
    for unit in units {
        columns.push((before, 0));
        if unit.kind == Kind::Paragraph {
            before = evidence.line(unit.last.saturating_sub(1).max(unit.first)).1;
        }
    }
    let mut after = 0;
    for (unit, columns) in units.iter().zip(&mut columns).rev() {
        columns.1 = after;
        if unit.kind == Kind::Paragraph {
            after = evidence.line((unit.first + 1).min(unit.last)).1;
        }
    }
    columns
}

/// The least [`PageEvidence::full`] of a line that fills its column.
const FILLS: f32 = -1.5;

/// Whether a line of a heading fills one of the columns near it, but for the indent in its first line.
fn fills(evidence: &PageEvidence, heading: &Unit, line: usize, columns: (u32, u32)) -> bool {
    let indent = if line == heading.first { evidence.indent } else { 0 };
    let filled = |measure: u32| measure > 0 && evidence.full(line, measure.saturating_sub(indent)) > FILLS;
    filled(columns.0) || filled(columns.1)
}

/// Whether a heading goes on in the next line.
fn runs_on(evidence: &PageEvidence, heading: &Unit, next: &Unit, columns: (u32, u32)) -> bool {
    let both = heading.kind == Kind::Display && next.kind == Kind::Display && heading.last + 1 == next.first;
    let (line, next_line) = (evidence.line(heading.last).0, evidence.line(next.first).0);
    let parted = evidence.typeset && evidence.place(heading.last).region != evidence.place(next.first).region;
    both && !parted
        && fills(evidence, heading, heading.last, columns)
        && next_line.width < line.width + evidence.indent
        && next_line.gap <= evidence.habits.gap
        && !class::ends_sentence(evidence.edge(heading.last).ending)
}

fn unit(kind: Kind, line: usize, span: (usize, usize), begins: f64) -> Unit {
    Unit {
        kind,
        spans: vec![span],
        first: line,
        last: line,
        begins,
        joins: Vec::new(),
        lead_in: 0,
        set_in_column: false,
        role: Role::Paragraph,
        story: None,
    }
}

fn extend(unit: &mut Unit, line: usize, span: (usize, usize), begins: f64) {
    unit.joins.push(Join { at: span.0, begins });
    unit.last = line;
    match unit.spans.last_mut() {
        Some(last) if last.1 == span.0 => last.1 = span.1,
        _ => unit.spans.push(span),
    }
}

/// Jump lines at the start or the end of a paragraph are blocks of their own.
fn part_jumps(evidence: &PageEvidence, mut whole: Unit) -> Vec<Unit> {
    let mut parts = Vec::with_capacity(1);
    if whole.kind != Kind::Paragraph {
        return vec![whole];
    }
    let (head, tail) = (evidence.signs(whole.first).jump_head, evidence.signs(whole.last).jump_tail);
    if head > 0
        && let Some(span) = whole.spans.first_mut()
        && span.0 + head < span.1
    {
        parts.push(unit(Kind::Known(KnownLine::Jump), whole.first, (span.0, span.0 + head), whole.begins));
        span.0 += head;
    }
    let mut cut = None;
    if tail > 0
        && let Some(span) = whole.spans.last_mut()
        && span.0 + tail < span.1
    {
        span.1 -= tail;
        cut = Some(unit(Kind::Known(KnownLine::Jump), whole.last, (span.1, span.1 + tail), 1.0));
    }
    parts.push(whole);
    parts.extend(cut);
    parts
}

/// A short paragraph of no sentence is a heading that was set like a paragraph.
fn name_heading(evidence: &PageEvidence, unit: &mut Unit) {
    let text = evidence.dense.folded(unit.start(), unit.end());
    let ends_open = text.last().is_some_and(|c| !class::ends_sentence(*c) && !matches!(c, '，' | '、' | '；' | '）'));
    let few_lines = unit.last - unit.first < 3 && unit.spans.len() == 1;
    // At a page's end a story may break off; a heading is short and has no full stop.
    if unit.kind == Kind::Paragraph && unit.lead_in == 0 && few_lines && ends_open && text.len() <= 60 && !text.contains(&'。') {
        let after = evidence.signs(unit.last + 1);
        let goes_on = after.known == Some(KnownLine::Jump) || evidence.signs(unit.last).jump_tail > 0;
        if !goes_on && !text.ends_with(&['”']) && !class::is_latin(text.last().copied().unwrap_or(' ')) {
            unit.kind = Kind::Display;
        }
    }
}
