//! Which state follows which, and how much that and the commonness of states count beside what the trees say: what gives the best drafts of
//! pages that the trees were not grown on.

use stet::clean::forest::Odds;
use stet::clean::states::{Model, STATES, State, Stated};

use super::boosting::ln;

/// What trees say of a page they were not grown on, its states, and its weight.
type Apart<'a> = (Vec<Odds>, &'a [u8], f32);

/// A model without trees: what follows what, and in its forest's start what is added to that of the trees.
pub fn follows(pages: &[Apart]) -> Model {
    let mut counts = [[0.5f32; STATES]; STATES + 1];
    let mut alone = [1.0f32; STATES];
    for (_, states, weight) in pages {
        let mut before = STATES;
        for state in states.iter().map(|state| usize::from(*state)) {
            counts[before][state] += weight;
            alone[state] += weight;
            before = state;
        }
    }
    let all: f32 = alone.iter().sum();
    let chance = alone.map(|count| ln(count / all));
    let told = counts.map(|row| {
        let sum: f32 = row.iter().sum();
        row.map(|count| ln(count / sum))
    });
    let mut best: Option<(f32, Model)> = None;
    for prior in [0.0, 0.3, 0.6] {
        for step in [0.0, 0.3, 0.6, 0.9] {
            for bonus in [0.0, 0.35, 0.7] {
                for story in [-0.3, 0.0, 0.4, 0.8] {
                    let model = model(&told, &chance, prior, step, (bonus, story));
                    let right = rightness(pages, &model);
                    if best.as_ref().is_none_or(|(most, _)| right > *most) {
                        best = Some((right, model));
                    }
                }
            }
        }
    }
    best.map(|(_, model)| model).unwrap_or_default()
}

fn model(told: &[Odds; STATES + 1], chance: &Odds, prior: f32, step: f32, (bonus, story): (f32, f32)) -> Model {
    /// After a headline no text goes on.
    const NEVER: f32 = -12.0;
    let round = |value: f32| (value * 100.0).round() / 100.0;
    let mut model = Model { follows: told.map(|row| row.map(|value| round(step * value))), ..Model::default() };
    model.follows[State::Headline as usize][State::Inside as usize] = NEVER;
    for state in State::ALL {
        let bonus = match state {
            State::Headline | State::Paragraph => bonus,
            State::Story => bonus + story,
            State::Inside | State::Apart => 0.0,
        };
        model.forest.start[state as usize] = round(bonus - prior * chance[state as usize]);
    }
    model
}

/// The harmonic mean of precision and recall of paragraphs, stories and headlines together.
fn rightness(pages: &[Apart], model: &Model) -> f32 {
    let (mut right, mut all) = (0.0, 0.0);
    for (odds, states, weight) in pages {
        let shifted: Vec<Odds> = odds.iter().map(|odds| std::array::from_fn(|at| odds[at] + model.forest.start[at])).collect();
        for (found, wanted) in model.path(&shifted).iter().zip(states.iter()) {
            let wanted = State::ALL[usize::from(*wanted)];
            let both = |is: fn(State) -> bool| {
                (f32::from(u8::from(is(found.state) && is(wanted))), f32::from(u8::from(is(found.state)) + u8::from(is(wanted))))
            };
            for (is, share) in
                [(State::begins as fn(State) -> bool, 1.0), (|state| state == State::Story, 1.0), (|state| state == State::Headline, 0.5)]
            {
                let (one, two) = both(is);
                right += weight * share * one;
                all += weight * share * two;
            }
        }
    }
    2.0 * right / f32::max(all, 1.0)
}

/// How often what was sure to a degree was right.
#[derive(Default)]
pub struct Calibration {
    /// For each tenth of sureness that a line begins a block or not: how many lines, and how many were right.
    tenths: [(usize, usize); 10],
}

impl Calibration {
    pub fn add(&mut self, stated: &[Stated], states: &[u8]) {
        for (found, wanted) in stated.iter().zip(states) {
            let begins = found.state != State::Inside;
            let sure = if begins { found.begins() } else { 1.0 - found.begins() };
            let tenth = ((sure * 10.0) as usize).min(9);
            self.tenths[tenth].0 += 1;
            self.tenths[tenth].1 += usize::from(begins == (State::ALL[usize::from(*wanted)] != State::Inside));
        }
    }

    pub fn print(&self) {
        println!("sure that a block begins or not, and how often right");
        for (tenth, (count, right)) in self.tenths.iter().enumerate().filter(|(_, (count, _))| *count > 0) {
            println!("{:>3}–{:<3} %  {count:>7} lines  {:>5.1} %", tenth * 10, tenth * 10 + 10, 100.0 * *right as f64 / *count as f64);
        }
    }
}
