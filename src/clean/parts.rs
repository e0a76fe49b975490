//! From the states of lines to the parts they play.

use super::evidence::PageEvidence;
use super::roles::{Part, Placed};
use super::shapes::Shapes;
use super::signs::KnownLine;
use super::states::{State, Stated};

/// The part of each line, by its state; of lines apart from the text their shape says what they are, and the first reading.
pub fn read(evidence: &PageEvidence, stated: &[Stated], shapes: &Shapes, first: &[Placed]) -> Vec<Placed> {
    let state = |index: usize| stated.get(index).map(|stated| stated.state);
    let part = |(index, (stated, first)): (usize, (&Stated, &Placed))| {
        let part = match stated.state {
            State::Headline => Part::Display,
            State::Story | State::Paragraph if goes_on(index, state) => Part::ParaFirst,
            State::Story | State::Paragraph => Part::ParaOnly,
            State::Inside if goes_on(index, state) => Part::ParaMore,
            State::Inside => Part::ParaLast,
            State::Apart => match shapes.known(index) {
                Some(known) => Part::Known(known),
                None => apart(evidence, index, first.part, floats(index, state)),
            },
        };
        Placed { part, begins: f64::from(stated.begins()) }
    };
    stated.iter().zip(first).enumerate().map(part).collect()
}

/// Whether the paragraph of a line goes on after it, behind lines that float in it.
fn goes_on(index: usize, state: impl Fn(usize) -> Option<State>) -> bool {
    (index + 1..).map(state).find(|state| *state != Some(State::Apart)) == Some(Some(State::Inside))
}

/// Whether a line stands inside a paragraph that goes on after it.
fn floats(index: usize, state: impl Fn(usize) -> Option<State>) -> bool {
    let before = (0..index).rev().map(&state).find(|state| *state != Some(State::Apart)).flatten();
    matches!(before, Some(State::Story | State::Paragraph | State::Inside)) && goes_on(index, state)
}

fn apart(evidence: &PageEvidence, index: usize, first: Part, floats: bool) -> Part {
    let known = match first {
        Part::CaptionFirst | Part::CaptionMore | Part::CaptionLast | Part::CaptionOnly if !floats => return first,
        Part::CaptionFirst | Part::CaptionMore | Part::CaptionLast | Part::CaptionOnly | Part::FloatingCaption => {
            return Part::FloatingCaption;
        }
        Part::Known(known) | Part::Floating(known) => known,
        _ => evidence.signs(index).known.unwrap_or(KnownLine::Furniture),
    };
    if floats { Part::Floating(known) } else { Part::Known(known) }
}
