//! Boosted oblivious trees (Friedman 2001; Prokhorenkova and others 2018): each asks the same few questions of every line, and what it
//! adds for each state stands in a table by the answers. So all lines are asked at once.

use rayon::prelude::*;

use super::features::{self, Matrix};
use super::states::STATES;

/// What a forest says of a line for each state, as logarithms, up to a constant.
pub type Odds = [f32; STATES];

/// What trees say, with what another voice says of the same lines.
pub fn with_voice(mut odds: Vec<Odds>, voice: Option<&[Odds]>) -> Vec<Odds> {
    for (odds, adds) in odds.iter_mut().zip(voice.unwrap_or_default()) {
        odds.iter_mut().zip(adds).for_each(|(odds, adds)| *odds += adds);
    }
    odds
}

/// A question: whether a feature is above a threshold. What is not a number is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The feature's number.
    pub feature: usize,
    /// The threshold.
    pub above: f32,
}

/// A tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// Its questions; the first answer is the lowest bit of the leaf's number.
    pub questions: Vec<Split>,
    /// What each leaf adds.
    pub leaves: Vec<Odds>,
}

/// The trees, with what they start from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// What each state has before any tree is asked.
    pub start: Odds,
    /// The trees.
    pub trees: Vec<Tree>,
}

/// How finely leaves are written, and the most they hold: a thousandth, so that what is written is what was fitted.
pub const FINE: f32 = 1000.0;

/// How many lines are asked at once: as many as the processor has near at hand with all their features.
const STRETCH: usize = 256;

impl Forest {
    /// Which features it asks of.
    pub fn wanted(&self) -> Vec<bool> {
        let mut wanted = vec![false; features::all().count()];
        for question in self.trees.iter().flat_map(|tree| &tree.questions) {
            if let Some(wanted) = wanted.get_mut(question.feature) {
                *wanted = true;
            }
        }
        wanted
    }

    /// What it says of each line.
    pub fn odds(&self, matrix: &Matrix) -> Vec<Odds> {
        let mut odds = vec![self.start; matrix.lines()];
        odds.par_chunks_mut(STRETCH).enumerate().for_each(|(stretch, odds)| self.add(matrix, stretch * STRETCH, odds));
        odds
    }

    /// Adds what the trees say of the lines from `start` on.
    fn add(&self, matrix: &Matrix, start: usize, odds: &mut [Odds]) {
        let mut leaves = vec![0u8; odds.len()];
        for tree in &self.trees {
            tree.leaves(matrix, start, &mut leaves);
            for (odds, leaf) in odds.iter_mut().zip(&leaves) {
                if let Some(adds) = tree.leaves.get(usize::from(*leaf)) {
                    odds.iter_mut().zip(adds).for_each(|(odds, adds)| *odds += adds);
                }
            }
        }
    }

    /// Reads the lines of an asset that hold trees: `start` with its values, then a line a tree. Nothing where a line is none.
    pub fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Forest> {
        let mut forest = Forest::default();
        for line in lines {
            match line.split_once(' ')? {
                ("start", values) => forest.start = self::odds(values)?,
                ("tree", tree) => forest.trees.push(Tree::read(tree)?),
                _ => return None,
            }
        }
        Some(forest)
    }

    /// The lines of an asset that hold it.
    pub fn write(&self) -> String {
        let start = format!("start {}\n", written(&self.start));
        start + &self.trees.iter().map(Tree::write).collect::<String>()
    }
}

impl Tree {
    /// Which leaf each line falls to, from the line `start` on.
    pub fn leaves(&self, matrix: &Matrix, start: usize, leaves: &mut [u8]) {
        leaves.fill(0);
        for (bit, question) in self.questions.iter().enumerate() {
            let values = matrix.feature(question.feature).get(start..).unwrap_or_default();
            for (leaf, value) in leaves.iter_mut().zip(values) {
                *leaf |= u8::from(*value > question.above) << bit;
            }
        }
    }

    fn read(text: &str) -> Option<Tree> {
        let (questions, leaves) = text.split_once(" | ")?;
        let question = |word: &str| {
            let (name, above) = word.split_once('>')?;
            Some(Split { feature: features::number(name)?, above: above.parse().ok()? })
        };
        let questions: Vec<Split> = questions.split(' ').map(question).collect::<Option<_>>()?;
        let leaves: Vec<Odds> = leaves.split(',').map(odds).collect::<Option<_>>()?;
        (leaves.len() == 1 << questions.len()).then_some(Tree { questions, leaves })
    }

    fn write(&self) -> String {
        let name = |question: &Split| features::all().nth(question.feature).map_or("", |feature| feature.name);
        let questions: Vec<String> = self.questions.iter().map(|question| format!("{}>{}", name(question), question.above)).collect();
        let leaves: Vec<String> = self.leaves.iter().map(written).collect();
        format!("tree {} | {}\n", questions.join(" "), leaves.join(","))
    }
}

/// Values in thousandths, parted by blanks.
fn written(odds: &Odds) -> String {
    odds.map(|value| ((value * FINE).round() as i32).to_string()).join(" ")
}

fn odds(text: &str) -> Option<Odds> {
    let mut values = text.split(' ').map(|value| value.parse::<i32>().ok().map(|value| value as f32 / FINE));
    let mut odds = Odds::default();
    for entry in &mut odds {
        *entry = values.next()??;
    }
    Some(odds)
}
