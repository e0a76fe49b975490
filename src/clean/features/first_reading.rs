//! What the first reading of the page says of a line: the best path by the weights set by hand, which knows columns, squeezed lines and
//! lead-ins. It is right on pages typeset evenly, and a hint on others.

use super::super::articles::Stories;
use super::super::evidence::PageEvidence;
use super::super::forest::Odds;
use super::super::parted;
use super::super::roles::{Part, Placed};
use super::super::units::Unit;
use super::{Feature, FeatureView, NONE, feature, flag};
use crate::language::script::Script;

/// The most that a story's score counts: the first one's is without bounds.
const MOST: f32 = 20.0;

/// What the first reading found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FirstReading {
    parts: Vec<Part>,
    begins: Vec<f32>,
    /// Its units and stories: those of the draft, where it is sure of the page.
    pub units: Vec<Unit>,
    pub found: Stories,
    /// For the first line of a paragraph, how much likelier a story begins with it than not.
    stories: Vec<f32>,
    /// The share of lines of which it is not sure.
    pub unsure: f32,
    /// The share of stories among its paragraphs, and of headings among its lines.
    pub story_share: f32,
    pub heading_share: f32,
    /// The share of lines that end with a sentence, and with the comma of lists.
    pub stops: f32,
    pub commas: f32,
    /// The share of lines that begin with a lead-in.
    pub lead_ins: f32,
}

impl FirstReading {
    /// Reads on from the parts of the lines to the stories.
    pub fn of(evidence: &PageEvidence, placed: &[Placed]) -> FirstReading {
        let (units, found) = parted(evidence, placed, None);
        let mut stories = vec![NONE; placed.len()];
        for (number, score) in &found.scores {
            if let Some(entry) = units.get(*number).and_then(|unit| stories.get_mut(unit.first)) {
                *entry = score.min(MOST);
            }
        }
        let count = placed.len().max(1) as f32;
        let share = |is: &dyn Fn(usize) -> bool| (0..placed.len()).filter(|index| is(*index)).count() as f32 / count;
        FirstReading {
            parts: placed.iter().map(|placed| placed.part).collect(),
            begins: placed.iter().map(|placed| placed.begins as f32).collect(),
            unsure: share(&|index| placed.get(index).is_some_and(|placed| (0.1..0.9).contains(&placed.begins))),
            story_share: stories.iter().filter(|score| **score > 0.0).count() as f32
                / stories.iter().filter(|score| !score.is_nan()).count().max(1) as f32,
            heading_share: share(&|index| placed.get(index).is_some_and(|placed| placed.part == Part::Display)),
            stories,
            stops: share(&|index| evidence.ends_sentence(index)),
            commas: share(&|index| evidence.edge(index).last == '、'),
            lead_ins: share(&|index| evidence.signs(index).lead_in > 0),
            units,
            found,
        }
    }
}

/// How much the first reading counts beside the trees on a page that is typeset as its weights expect.
const TRUST: f32 = 0.9;
/// The same of where stories begin.
const TRUST_STORY: f32 = 2.0;
/// Such a page is in simplified characters; its lines fit their columns and leave few open, more where there are lead-ins of dailies.
const FITS: f32 = -1.6;
const FEW_OPEN: (f32, f32) = (0.035, 0.07);
/// It has so many lines, and sentences end at the ends of so many of them.
const LINES: usize = 60;
const STOPS: f32 = 0.05;
/// It leaves fewer lines open on a page of which it is sure.
const SURE: f32 = 0.03;
/// The first reading is never surer than this of blocks, and of stories.
const SUREST: f32 = 0.995;
const SUREST_STORY: f32 = 0.9995;
const LEAST: f32 = 1e-5;
/// How many lines after a heading the paragraph that it heads begins at the latest.
const NEAR: usize = 8;

impl FirstReading {
    /// What the first reading says of each line for each state, as logarithms, on a page that is typeset as its weights expect; nothing
    /// on others.
    pub fn voice(&self, evidence: &PageEvidence) -> Option<Vec<Odds>> {
        self.is_even(evidence).then(|| (0..self.parts.len()).map(|index| self.odds(index)).collect())
    }

    /// Whether it is sure of the whole page: the trees need not be asked.
    pub fn is_sure(&self, evidence: &PageEvidence) -> bool {
        self.unsure < SURE && self.is_even(evidence)
    }

    fn is_even(&self, evidence: &PageEvidence) -> bool {
        let open = if self.lead_ins > 0.0 { FEW_OPEN.1 } else { FEW_OPEN.0 };
        let fits = evidence.habits.fit > FITS && self.unsure < open && self.stops > STOPS && self.parts.len() >= LINES;
        fits && evidence.script == Script::Simplified
    }

    fn odds(&self, index: usize) -> Odds {
        let begins = self.begins.get(index).copied().unwrap_or(0.5).clamp(1.0 - SUREST, SUREST);
        let part = self.parts.get(index).copied();
        let is_heading = part == Some(Part::Display);
        let is_apart =
            part.is_some_and(|part| !matches!(part, Part::ParaFirst | Part::ParaOnly | Part::ParaMore | Part::ParaLast | Part::Display));
        // A heading is a headline where a story follows, else a subheading, which is a paragraph of its own.
        let story = self.story(index).unwrap_or(0.5);
        let headed = (index + 1..index + NEAR).find_map(|next| self.story(next)).unwrap_or(0.5);
        let (heading, apart, text) = match (is_heading, is_apart) {
            (true, _) => (0.8, 0.05, 0.15),
            (_, true) => (0.05, 0.8, 0.15),
            _ => (0.05, 0.05, 0.9),
        };
        let log = |share: f32, trust: f32| trust * share.max(LEAST).ln();
        let headline = log(begins * heading, TRUST) + if is_heading { log(headed, TRUST_STORY) } else { 0.0 };
        let paragraph = match is_heading {
            true => log(begins * heading, TRUST) + log(1.0 - headed, TRUST_STORY),
            false => log(begins * text, TRUST) + log(1.0 - story, TRUST_STORY),
        };
        let begins_story = log(begins * text, TRUST) + log(story, TRUST_STORY);
        [headline, begins_story, paragraph, log(1.0 - begins, TRUST), log(begins * apart, TRUST)]
    }

    /// How likely a story begins with a line that a paragraph begins with; nothing for others.
    fn story(&self, index: usize) -> Option<f32> {
        let score = self.stories.get(index).copied().filter(|score| !score.is_nan())?;
        Some((1.0 / (1.0 + (-score).exp())).clamp(1.0 - SUREST_STORY, SUREST_STORY))
    }
}

pub const FEATURES: &[Feature] = &[
    feature("reading:begins", |view, i| view.first.begins.get(i).copied().unwrap_or(NONE)),
    feature("reading:begins-next", |view, i| view.first.begins.get(i + 1).copied().unwrap_or(NONE)),
    feature("reading:begins-last", |view, i| i.checked_sub(1).and_then(|last| view.first.begins.get(last)).copied().unwrap_or(NONE)),
    feature("reading:part", |view, i| view.part(i, 0)),
    feature("reading:part-last", |view, i| view.part(i, -1)),
    feature("reading:part-next", |view, i| view.part(i, 1)),
    feature("reading:story", |view, i| view.first.stories.get(i).copied().unwrap_or(NONE)),
    feature("reading:story-next", |view, i| view.first.stories.get(i + 1).copied().unwrap_or(NONE)),
    feature("reading:headed", |view, i| view.headed(i)),
    feature("reading:full-last", |view, i| match i.checked_sub(1) {
        Some(last) => view.evidence.full(last, view.evidence.line(last).1),
        None => NONE,
    }),
    feature("reading:goes-on", |view, i| i.checked_sub(1).map_or(NONE, |last| view.evidence.more(last, false))),
    feature("reading:joined", |view, i| view.evidence.joined(i)),
    feature("reading:display", |view, i| view.evidence.display(i)),
    feature("reading:starts", |view, i| view.evidence.starts(i)),
];

impl FeatureView<'_> {
    /// The part a line has in the first reading, in an order in which neighbours are alike.
    fn part(&self, index: usize, by: isize) -> f32 {
        let Some(part) = self.near(index, by).and_then(|near| self.first.parts.get(near)) else { return NONE };
        match part {
            Part::ParaMore => 0.0,
            Part::ParaLast => 1.0,
            Part::ParaFirst => 2.0,
            Part::ParaOnly => 3.0,
            Part::Display => 4.0,
            Part::CaptionFirst | Part::CaptionOnly | Part::CaptionMore | Part::CaptionLast | Part::FloatingCaption => 5.0,
            Part::Known(_) | Part::Floating(_) => 6.0,
        }
    }

    /// Whether headings stand before the line in the first reading, other lines between them or not.
    fn headed(&self, index: usize) -> f32 {
        let before = |by: usize| index.checked_sub(by).and_then(|near| self.first.parts.get(near));
        flag((1..4).any(|by| before(by) == Some(&Part::Display)))
    }
}
