//! How many units are looked at of a lot, which, and how many may be bad: single sampling by attributes, normal inspection (GB/T 2828.1-2012,
//! ISO 2859-1:1999). A lone edition is an isolated lot: no rule can switch to tightened inspection after it, and its buyer is protected by
//! the upper limit alone.

use sha2::{Digest, Sha256};

use super::ProofError;
use crate::check::table::rows;

const TABLE: &str = include_str!("../../assets/proof/sampling.txt");

/// The letters of sample sizes, in order; `I` and `O` are none.
const LETTERS: &str = "ABCDEFGHJKLMNPQR";

/// The acceptance quality limits of the table, in per cent, as it writes them.
pub const LIMITS: [&str; 9] = ["0.065", "0.10", "0.15", "0.25", "0.40", "0.65", "1.0", "1.5", "2.5"];

/// What a unit of the lot is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SampleUnit {
    /// An article.
    #[default]
    Article,
    /// A page.
    Page,
}

/// A general inspection level: how large samples are for the size of the lot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Small samples.
    I,
    /// The usual ones, unless others are agreed.
    #[default]
    II,
    /// Large samples.
    III,
}

impl Level {
    /// All levels.
    pub const ALL: [Level; 3] = [Level::I, Level::II, Level::III];

    /// The level as the tables write it.
    pub fn name(self) -> &'static str {
        match self {
            Level::I => "I",
            Level::II => "II",
            Level::III => "III",
        }
    }
}

/// How many units are looked at, and how many may be bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamplingPlan {
    /// How many units the lot has.
    pub lot: usize,
    /// The inspection level.
    pub level: Level,
    /// The acceptance quality limit in per cent, as the table writes it.
    pub aql: String,
    /// The letter of the lot's size.
    pub letter: char,
    /// The letter that an arrow of the table leads to, or the same.
    pub letter_used: char,
    /// How many units are looked at.
    pub sample: usize,
    /// The lot is accepted with so many bad units at most.
    pub accept: usize,
    /// Whether the sample is the whole lot.
    pub is_whole_lot: bool,
    /// Whether the table's cell was seen, and is not from memory.
    pub is_seen: bool,
}

impl SamplingPlan {
    /// The plan for a lot.
    ///
    /// # Errors
    /// The tables have no such limit, or none for so large a lot.
    pub fn of(lot: usize, level: Level, aql: &str) -> Result<SamplingPlan, ProofError> {
        let aql = limit(aql).ok_or_else(|| ProofError::NoLimit { aql: aql.to_owned() })?;
        let none = || ProofError::NoPlan { lot };
        let letter = letter_of_lot(lot, level).ok_or_else(none)?;
        let letter_used = value(&format!("go {letter} {aql}")).and_then(letter_of_number).unwrap_or(letter);
        let size = value(&format!("size {letter_used}")).ok_or_else(none)?;
        let accept = value(&format!("accept {letter_used} {aql}")).ok_or_else(none)?;
        let seen_from = value("limit seen from").unwrap_or(f32::MAX);
        let sample = (size as usize).min(lot);
        Ok(SamplingPlan {
            lot,
            level,
            aql: aql.to_owned(),
            letter,
            letter_used,
            sample,
            accept: accept as usize,
            is_whole_lot: sample == lot,
            is_seen: aql.parse::<f32>().is_ok_and(|aql| aql >= seen_from),
        })
    }

    /// Which units of the lot are looked at, in order: those with the least SHA-256 of the seed and their name, so that the same seed draws
    /// the same ones anywhere, and anybody can draw them again.
    pub fn draw(&self, names: &[String], seed: u64) -> Vec<usize> {
        let digest = |name: &String| Sha256::digest(format!("{seed}:{name}"));
        let mut drawn: Vec<usize> = (0..names.len()).collect();
        drawn.sort_by_cached_key(|place| names.get(*place).map(digest));
        drawn.truncate(self.sample);
        drawn.sort_unstable();
        drawn
    }
}

/// A limit as the table writes it.
fn limit(aql: &str) -> Option<&'static str> {
    let number: f32 = aql.trim().trim_end_matches('%').parse().ok()?;
    LIMITS.into_iter().find(|known| known.parse() == Ok(number))
}

fn value(name: &str) -> Option<f32> {
    rows(TABLE).find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn letter_of_number(number: f32) -> Option<char> {
    LETTERS.chars().nth((number as usize).checked_sub(1)?)
}

/// The letter of a lot's size: that of the first row that is large enough.
fn letter_of_lot(lot: usize, level: Level) -> Option<char> {
    let begin = format!("lot {} ", level.name());
    let of_level = rows(TABLE).filter_map(|(name, number)| Some((name.strip_prefix(&begin)?.parse::<usize>().ok()?, number)));
    of_level.filter(|(most, _)| *most >= lot).min_by_key(|(most, _)| *most).and_then(|(_, number)| letter_of_number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(lot: usize, level: Level, aql: &str) -> (char, usize, usize) {
        let plan = SamplingPlan::of(lot, level, aql).expect("a plan");
        (plan.letter_used, plan.sample, plan.accept)
    }

    #[test]
    fn plans_are_those_of_the_standard() {
        for (lot, level, aql, told) in [
            (400, Level::II, "1.0", ('H', 50, 1)),
            (1000, Level::II, "2.5", ('J', 80, 5)),
            (100, Level::II, "1.5", ('G', 32, 1)),
            (3000, Level::II, "0.65", ('K', 125, 2)),
            // Arrows up and down: the size of the sample changes too.
            (200, Level::II, "0.65", ('F', 20, 0)),
            (200, Level::II, "1.0", ('H', 50, 1)),
            (400, Level::II, "0.65", ('J', 80, 1)),
            (60, Level::I, "2.5", ('C', 5, 0)),
            (200, Level::III, "1.0", ('H', 50, 1)),
            // The whole lot.
            (12, Level::II, "0.65", ('F', 12, 0)),
            (1, Level::II, "1.0", ('E', 1, 0)),
        ] {
            assert_eq!(plan(lot, level, aql), told, "{lot} {} {aql}", level.name());
        }
        let small = SamplingPlan::of(12, Level::II, "0.65").expect("a plan");
        assert!(small.is_whole_lot && small.is_seen && small.letter == 'B');
        assert!(!SamplingPlan::of(400, Level::II, "0.4").expect("a plan").is_seen, "finer limits are from memory");
        assert_eq!(SamplingPlan::of(400, Level::II, "3"), Err(ProofError::NoLimit { aql: "3".to_owned() }));
        assert_eq!(SamplingPlan::of(600_000, Level::III, "1.0"), Err(ProofError::NoPlan { lot: 600_000 }));
    }

    #[test]
    fn the_table_is_whole() {
        for level in Level::ALL {
            let of_level = rows(TABLE).filter(|(name, _)| name.starts_with(&format!("lot {} ", level.name())));
            assert_eq!(of_level.count(), 15);
        }
        // Each cell has a number of its own, or an arrow to one that has.
        for letter in LETTERS.chars().take(15) {
            for aql in LIMITS {
                let to = value(&format!("go {letter} {aql}")).and_then(letter_of_number).unwrap_or(letter);
                let cell = (value(&format!("size {to}")), value(&format!("accept {to} {aql}")));
                assert!(matches!(cell, (Some(_), Some(_))), "{letter} {aql} {to}");
                assert!(value(&format!("go {to} {aql}")).is_none(), "no arrow leads to an arrow");
            }
        }
        let known = |name: &str| ["lot ", "go ", "size ", "accept ", "limit seen from"].iter().any(|begin| name.starts_with(begin));
        assert!(rows(TABLE).all(|(name, _)| known(name)));
        assert_eq!(rows(TABLE).count(), TABLE.lines().filter(|line| !line.starts_with('#')).count());
    }

    #[test]
    fn the_same_seed_draws_the_same_units() {
        let plan = SamplingPlan::of(100, Level::II, "1.0").expect("a plan");
        let names: Vec<String> = (0..100).map(|number| format!("a{number}")).collect();
        let drawn = plan.draw(&names, 7);
        assert_eq!((drawn.len(), &drawn), (13, &plan.draw(&names, 7)));
        assert!(drawn.is_sorted() && drawn != plan.draw(&names, 8));
        // Each unit is drawn about as often as any other.
        let mut counts = [0; 100];
        (0..2000).flat_map(|seed| plan.draw(&names, seed)).for_each(|unit| counts[unit] += 1);
        assert!(counts.iter().all(|count| (180..340).contains(count)), "{counts:?}");
    }
}
