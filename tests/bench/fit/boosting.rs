//! Gradient boosting of oblivious trees for several classes at once (Friedman 2001; Prokhorenkova and others 2018). The same on every
//! machine: sums run in one order, and nothing is taken from the system's mathematics.

use rayon::prelude::*;
use stet::clean::features::Matrix;
use stet::clean::forest::{FINE, Forest, Odds, Split, Tree};
use stet::clean::states::STATES;

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    pub trees: usize,
    pub depth: usize,
    pub rate: f32,
    /// What is added to the weight of each leaf, so that small ones say little.
    pub caution: f32,
    /// The share of features that each tree is offered, in per cent, and that of lines on which its questions are chosen.
    pub offered: u64,
    pub asked: u64,
}

/// Into how many steps the values of a feature are parted.
const STEPS: usize = 32;

/// Lines to learn from.
pub struct Lines {
    /// For each feature the step of each line.
    steps: Vec<Vec<u8>>,
    /// For each feature the thresholds between steps.
    thresholds: Vec<Vec<f32>>,
    states: Vec<u8>,
    weights: Vec<f32>,
}

impl Lines {
    /// Puts the lines of pages together, each page with the states of its lines and the weight of each.
    pub fn of(pages: &[(&Matrix, &[u8], f32)]) -> Lines {
        let features = stet::clean::features::all().count();
        let parted = |feature: usize| {
            let values: Vec<f32> = pages.iter().flat_map(|(matrix, ..)| matrix.feature(feature)).copied().collect();
            let thresholds = thresholds(&values);
            let step = |value: &f32| if value.is_nan() { 0 } else { thresholds.partition_point(|above| value > above) as u8 };
            (values.iter().map(step).collect(), thresholds)
        };
        let (steps, thresholds): (Vec<Vec<u8>>, Vec<Vec<f32>>) = (0..features).into_par_iter().map(parted).unzip();
        Lines {
            steps,
            thresholds,
            states: pages.iter().flat_map(|(_, states, _)| states.iter().copied()).collect(),
            weights: pages.iter().flat_map(|(_, states, weight)| states.iter().map(|_| *weight)).collect(),
        }
    }
}

/// Thresholds that part the values into steps of about as many.
fn thresholds(values: &[f32]) -> Vec<f32> {
    let mut sorted: Vec<f32> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_by(f32::total_cmp);
    let mut thresholds: Vec<f32> = Vec::new();
    // What is never known can still be told from what is.
    if sorted.len() < values.len() {
        thresholds.extend(sorted.first().map(|least| short(least - 1.0)));
    }
    let mut distinct = sorted.clone();
    distinct.dedup();
    let between = |a: f32, b: f32| short((a + b) / 2.0);
    if distinct.len() < STEPS {
        thresholds.extend(distinct.windows(2).map(|pair| between(pair[0], pair[1])));
    } else {
        for step in 1..STEPS {
            let at = sorted[sorted.len() * step / STEPS];
            let next = distinct.partition_point(|value| *value <= at);
            if let Some(next) = distinct.get(next) {
                thresholds.push(between(at, *next));
            }
        }
    }
    thresholds.sort_by(f32::total_cmp);
    thresholds.dedup();
    thresholds
}

/// A number that is written with few digits.
fn short(value: f32) -> f32 {
    let scale = if value.abs() < 8.0 { 1000.0 } else { 10.0 };
    (value * scale).round() / scale
}

/// Numbers that look random (splitmix64, Steele and others 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % limit
    }
}

/// The exponential function by its series, the same on every machine.
pub fn exp(value: f32) -> f32 {
    let value = f64::from(value.clamp(-60.0, 60.0));
    let halves = 10;
    let small = value / f64::from(1 << halves);
    let mut sum = 1.0 + small * (1.0 + small / 2.0 * (1.0 + small / 3.0 * (1.0 + small / 4.0)));
    for _ in 0..halves {
        sum *= sum;
    }
    sum as f32
}

/// The natural logarithm by Newton's method on [`exp`].
pub fn ln(value: f32) -> f32 {
    let (mut rest, mut doublings) = (f64::from(value.max(1e-30)), 0);
    while rest > 1.5 {
        rest /= 2.0;
        doublings += 1;
    }
    while rest < 0.75 {
        rest *= 2.0;
        doublings -= 1;
    }
    let ratio = (rest - 1.0) / (rest + 1.0);
    let square = ratio * ratio;
    let series = (0..12).rev().fold(0.0, |sum, at| sum * square + 1.0 / f64::from(2 * at + 1));
    (2.0 * ratio * series + f64::from(doublings) * std::f64::consts::LN_2) as f32
}

/// The shares of states that odds come to.
pub fn shares(odds: &Odds) -> Odds {
    let most = odds.iter().copied().fold(f32::MIN, f32::max);
    let weights = odds.map(|value| exp(value - most));
    let sum: f32 = weights.iter().sum();
    weights.map(|weight| weight / sum)
}

/// What a line asks of a leaf: for each state how far its share is off, and how much that weighs.
type Pull = [f32; 2 * STATES];

/// Grows a forest.
pub fn grow(lines: &Lines, growth: Growth, seed: u64) -> Forest {
    let count = lines.states.len();
    let mut totals = [1.0; STATES];
    lines.states.iter().zip(&lines.weights).for_each(|(state, weight)| totals[usize::from(*state)] += weight);
    let all: f32 = totals.iter().sum();
    let round = |value: f32| (value * FINE).round() / FINE;
    let mut forest = Forest { start: totals.map(|total| round(ln(total / all))), trees: Vec::new() };
    let mut odds = vec![forest.start; count];
    let mut dice = Dice(seed);
    for _ in 0..growth.trees {
        let pulls: Vec<Pull> =
            odds.par_iter().enumerate().map(|(line, odds)| pull(odds, lines.states[line], lines.weights[line])).collect();
        let offered: Vec<usize> = (0..lines.steps.len()).filter(|_| dice.below(100) < growth.offered).collect();
        let asked: Vec<u32> = (0..count as u32).filter(|_| dice.below(100) < growth.asked).collect();
        let mut leaves = vec![0u8; count];
        let mut questions: Vec<(usize, usize)> = Vec::new();
        for depth in 0..growth.depth {
            let best =
                offered.par_iter().filter_map(|feature| best_step(lines, *feature, &pulls, &leaves, &asked, 1 << depth, growth.caution));
            let Some((_, feature, step)) = best.reduce_with(better) else { break };
            for (leaf, own) in leaves.iter_mut().zip(&lines.steps[feature]) {
                *leaf |= u8::from(usize::from(*own) > step) << depth;
            }
            questions.push((feature, step));
        }
        let mut sums = vec![[0.0; 2 * STATES]; 1 << questions.len()];
        for (leaf, pull) in leaves.iter().zip(&pulls) {
            sums[usize::from(*leaf)].iter_mut().zip(pull).for_each(|(sum, pull)| *sum += pull);
        }
        let value = |sums: &Pull| -> Odds {
            std::array::from_fn(|state| round((growth.rate * sums[state] / (sums[STATES + state] + growth.caution)).clamp(-4.0, 4.0)))
        };
        let values: Vec<Odds> = sums.iter().map(value).collect();
        for (odds, leaf) in odds.iter_mut().zip(&leaves) {
            odds.iter_mut().zip(&values[usize::from(*leaf)]).for_each(|(odds, adds)| *odds += adds);
        }
        let question = |(feature, step): (usize, usize)| Split { feature, above: lines.thresholds[feature][step] };
        forest.trees.push(Tree { questions: questions.into_iter().map(question).collect(), leaves: values });
    }
    forest
}

fn pull(odds: &Odds, state: u8, weight: f32) -> Pull {
    let shares = shares(odds);
    let mut pull = [0.0; 2 * STATES];
    for at in 0..STATES {
        let is = if usize::from(state) == at { 1.0 } else { 0.0 };
        pull[at] = weight * (is - shares[at]);
        pull[STATES + at] = weight * (shares[at] * (1.0 - shares[at])).max(1e-4);
    }
    pull
}

/// The better of two splits; of equals the one of the first feature.
fn better(a: (f32, usize, usize), b: (f32, usize, usize)) -> (f32, usize, usize) {
    if (b.0, std::cmp::Reverse((b.1, b.2))) > (a.0, std::cmp::Reverse((a.1, a.2))) { b } else { a }
}

/// The best threshold of a feature for all leaves so far, with what it gains.
fn best_step(
    lines: &Lines,
    feature: usize,
    pulls: &[Pull],
    leaves: &[u8],
    asked: &[u32],
    count: usize,
    caution: f32,
) -> Option<(f32, usize, usize)> {
    let steps = lines.thresholds[feature].len();
    if steps == 0 {
        return None;
    }
    let mut sums = vec![[0.0f32; 2 * STATES]; count * (steps + 1)];
    let own = &lines.steps[feature];
    for line in asked.iter().map(|line| *line as usize) {
        let sum = &mut sums[usize::from(leaves[line]) * (steps + 1) + usize::from(own[line])];
        sum.iter_mut().zip(&pulls[line]).for_each(|(sum, pull)| *sum += pull);
    }
    let mut gains = vec![0.0f32; steps];
    for leaf in sums.chunks_exact(steps + 1) {
        let mut all = [0.0; 2 * STATES];
        leaf.iter().for_each(|sum| all.iter_mut().zip(sum).for_each(|(all, sum)| *all += sum));
        let mut low = [0.0; 2 * STATES];
        for (sum, gain) in leaf.iter().zip(&mut gains) {
            low.iter_mut().zip(sum).for_each(|(low, sum)| *low += sum);
            for state in 0..STATES {
                let (pull, weight) = (low[state], low[STATES + state]);
                let (rest, rest_weight) = (all[state] - pull, all[STATES + state] - weight);
                *gain += pull * pull / (weight + caution) + rest * rest / (rest_weight.max(0.0) + caution);
            }
        }
    }
    let best = (0..steps).reduce(|a, b| if gains[b] > gains[a] { b } else { a })?;
    Some((gains[best], feature, best))
}
