//! The state of each line: one best path (Viterbi 1967) over what the trees say of each line and which state follows which, with how sure
//! each is, all paths considered (the forward-backward algorithm; Rabiner 1989).

use std::sync::LazyLock;

use super::forest::{Forest, Odds};

/// What a line is, as far as it is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// A line of a headline.
    Headline,
    /// The first line of a story.
    Story,
    /// The first line of another paragraph.
    Paragraph,
    /// A line inside a paragraph.
    Inside,
    /// Furniture, a caption, a byline: no part of running text.
    Apart,
}

/// How many states there are.
pub const STATES: usize = 5;

impl State {
    /// All states, in the order of odds.
    pub const ALL: [State; STATES] = [State::Headline, State::Story, State::Paragraph, State::Inside, State::Apart];

    /// Whether a paragraph begins with the line.
    pub fn begins(self) -> bool {
        matches!(self, State::Story | State::Paragraph)
    }
}

/// A line's state with how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// The state on the best path.
    pub state: State,
    /// How likely each state is.
    pub likely: [f32; STATES],
}

impl Stated {
    /// A state that is known.
    pub fn sure(state: State) -> Stated {
        let mut likely = [0.0; STATES];
        likely.iter_mut().zip(State::ALL).for_each(|(likely, other)| *likely = f32::from(u8::from(other == state)));
        Stated { state, likely }
    }

    /// How likely a line is in a state.
    pub fn likely(&self, state: State) -> f32 {
        self.likely.get(state as usize).copied().unwrap_or(0.0)
    }

    /// How likely a block begins with the line.
    pub fn begins(&self) -> f32 {
        1.0 - self.likely(State::Inside)
    }
}

/// Trees, and which state follows which.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The trees.
    pub forest: Forest,
    /// For each state, and for the page's start, the logarithm of how much likelier another follows it than by chance.
    pub follows: [Odds; STATES + 1],
}

/// The models, an asset a script.
const CHINESE: &str = include_str!("../../assets/models/draft-chinese.txt");
const LATIN: &str = include_str!("../../assets/models/draft-latin.txt");

impl Model {
    /// The model for pages in Chinese.
    pub fn chinese() -> &'static Model {
        static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(CHINESE).unwrap_or_default());
        &MODEL
    }

    /// The model for pages in Latin letters.
    pub fn latin() -> &'static Model {
        static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(LATIN).unwrap_or_default());
        &MODEL
    }

    /// Whether it has been fitted.
    pub fn is_fitted(&self) -> bool {
        !self.forest.trees.is_empty()
    }

    /// Reads an asset; nothing where a line of it is not understood.
    pub fn read(text: &str) -> Option<Model> {
        let lines = || text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut model = Model { forest: Forest::read(lines().filter(|line| !line.starts_with("after ")))?, ..Model::default() };
        for (row, line) in model.follows.iter_mut().zip(lines().filter_map(|line| line.strip_prefix("after "))) {
            let mut values = line.split(' ').map(|value| value.parse::<f32>().ok());
            for value in row {
                *value = values.next()??;
            }
        }
        Some(model)
    }

    /// The text of an asset, without its header.
    pub fn write(&self) -> String {
        let row = |row: &Odds| format!("after {}\n", row.map(|value| format!("{value}")).join(" "));
        self.follows.iter().map(row).collect::<String>() + &self.forest.write()
    }

    /// The states of all lines, by what the trees say of them.
    pub fn path(&self, odds: &[Odds]) -> Vec<Stated> {
        let best = self.best(odds);
        let likely = self.likely(odds);
        best.into_iter().zip(likely).map(|(state, likely)| Stated { state, likely }).collect()
    }

    fn step(&self, from: usize, to: usize) -> f32 {
        self.follows.get(from).and_then(|row| row.get(to)).copied().unwrap_or(0.0)
    }

    fn best(&self, odds: &[Odds]) -> Vec<State> {
        let mut back: Vec<[usize; STATES]> = Vec::with_capacity(odds.len());
        let mut scores: Odds = [0.0; STATES];
        for (index, odds) in odds.iter().enumerate() {
            let mut came = [0; STATES];
            let before = scores;
            for (to, ((score, came), odds)) in scores.iter_mut().zip(&mut came).zip(odds).enumerate() {
                let first = || (STATES, self.step(STATES, to));
                let from = |(from, before): (usize, &f32)| (from, before + self.step(from, to));
                let best = before.iter().enumerate().map(from).reduce(|a, b| if b.1 > a.1 { b } else { a });
                let (from, reached) = if index == 0 { first() } else { best.unwrap_or_else(first) };
                (*score, *came) = (reached + odds, from);
            }
            back.push(came);
        }
        let mut at = 0;
        for state in 1..STATES {
            if scores.get(state) > scores.get(at) {
                at = state;
            }
        }
        let mut states = Vec::with_capacity(odds.len());
        for came in back.iter().rev() {
            states.push(State::ALL.get(at).copied().unwrap_or(State::Inside));
            at = came.get(at).copied().unwrap_or(0);
        }
        states.reverse();
        states
    }

    fn likely(&self, odds: &[Odds]) -> Vec<[f32; STATES]> {
        let steps: [[f32; STATES]; STATES + 1] = self.follows.map(|row| row.map(f32::exp));
        let step = |from: usize, to: usize| steps.get(from).and_then(|row| row.get(to)).copied().unwrap_or(0.0);
        let weights: Vec<Odds> = odds.iter().map(weights).collect();
        let mut forward: Vec<Odds> = Vec::with_capacity(odds.len());
        let mut ahead: Odds = [0.0; STATES];
        for (index, weights) in weights.iter().enumerate() {
            let before = ahead;
            for (to, (ahead, weight)) in ahead.iter_mut().zip(weights).enumerate() {
                let reached: f32 =
                    if index == 0 { step(STATES, to) } else { before.iter().enumerate().map(|(from, p)| p * step(from, to)).sum() };
                *ahead = reached * weight;
            }
            ahead = shares(ahead);
            forward.push(ahead);
        }
        let mut behind: Odds = [1.0; STATES];
        for (forward, weights) in forward.iter_mut().zip(&weights).rev() {
            forward.iter_mut().zip(&behind).for_each(|(forward, behind)| *forward *= behind);
            *forward = shares(*forward);
            let after: Vec<f32> = weights.iter().zip(&behind).map(|(weight, behind)| weight * behind).collect();
            behind = shares(std::array::from_fn(|from| after.iter().enumerate().map(|(to, p)| p * step(from, to)).sum()));
        }
        forward
    }
}

/// Odds as weights, the best at one.
fn weights(odds: &Odds) -> Odds {
    let most = odds.iter().copied().fold(f32::MIN, f32::max);
    odds.map(|value| (value - most).exp())
}

fn shares(values: Odds) -> Odds {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 { values.map(|value| value / sum) } else { [1.0 / STATES as f32; STATES] }
}
