//! Which character follows which, and how often: counts of pairs in Chinese newspaper text (see `assets/dictionaries/README.md`).

use std::collections::HashMap;
use std::sync::OnceLock;

/// A line a first character, and behind tabs the characters that follow it, by the logarithm of how often. The first line has single
/// characters. `0` stands for any digit, `^` and `$` for the edges of the text.
const TABLE: &str = include_str!("../../assets/dictionaries/pairs.txt");

/// How many of the characters that follow or precede another are offered, the commonest first.
const NEIGHBOURS: usize = 90;
/// How much more seldom than seen pairs unseen ones are, per kind of pair that was seen.
const UNSEEN: (f32, f32) = (0.7, 3.0);
/// How often a character that was never seen counts, and of how many such there may be.
const UNKNOWN: (f32, f32) = (0.3, 9000.0);
/// How often a pair must stand for its characters to be offered.
const COMMON: f32 = 2.0;

/// The table, ready to be asked.
pub struct Pairs {
    /// What is known of each character, by [`slot`].
    known: Vec<Known>,
    total: f32,
}

#[derive(Clone, Default)]
struct Known {
    /// How often it stands in text, as the logarithm of its share.
    alone: f32,
    share: f32,
    /// What follows it, in order of characters, with its count.
    list: Vec<(char, f32)>,
    /// What it follows, likewise.
    heads: Vec<(char, f32)>,
    /// How often it is followed at all, and by what was never seen behind it; the logarithm of both together, and of the second.
    total: f32,
    unseen: f32,
    all: f32,
    unseen_alone: f32,
    after: Vec<char>,
    before: Vec<char>,
}

/// The first of the ideographs that have a place in the table, and how many places there are: one more for each other character up to
/// the letters' end, folded.
const FIRST: u32 = 0x4e00;
const IDEOGRAPHS: usize = 0x5200;
const OTHERS: usize = 0x1000;

/// Where a character is in the table. Characters that are neither ideographs nor common marks share places.
fn slot(c: char) -> usize {
    match (c as u32).checked_sub(FIRST) {
        Some(at) if (at as usize) < IDEOGRAPHS => at as usize,
        _ => IDEOGRAPHS + c as usize % OTHERS,
    }
}

/// The table. It is read once, at the first call, which takes some tens of milliseconds.
pub fn pairs() -> &'static Pairs {
    static PAIRS: OnceLock<Pairs> = OnceLock::new();
    PAIRS.get_or_init(|| Pairs::read(TABLE))
}

impl Pairs {
    fn read(table: &str) -> Pairs {
        let mut lines = table.lines().map(|line| line.split('\t'));
        let counted = |levels: std::str::Split<'_, char>, first: i32| -> Vec<(char, f32)> {
            let level = |(level, text): (usize, &str)| {
                let count = 2f32.powi(level as i32 + first);
                text.chars().map(move |c| (c, count)).collect::<Vec<_>>()
            };
            levels.enumerate().flat_map(level).collect()
        };
        let mut singles = lines.next();
        singles.as_mut().and_then(Iterator::next);
        let singles = singles.map(|levels| counted(levels, 0)).unwrap_or_default();
        let total: f32 = singles.iter().map(|(_, count)| count).sum();
        let share = |count: f32| (count + UNKNOWN.0) / (total + UNKNOWN.0 * UNKNOWN.1);
        let none = Known {
            share: share(0.0),
            alone: share(0.0).ln(),
            unseen: UNSEEN.1,
            all: UNSEEN.1.ln(),
            unseen_alone: UNSEEN.1.ln(),
            ..Known::default()
        };
        let mut pairs = Pairs { known: vec![none; IDEOGRAPHS + OTHERS], total };
        for (c, count) in singles {
            if let Some(known) = pairs.known.get_mut(slot(c)) {
                (known.share, known.alone) = (share(count), share(count).ln());
            }
        }
        let mut before: HashMap<char, Vec<(f32, char)>> = HashMap::new();
        for mut line in lines {
            let Some(head) = line.next().and_then(|head| head.chars().next()) else { continue };
            let mut list = counted(line, -2);
            let common = list.iter().filter(|(_, count)| *count >= COMMON);
            common.clone().for_each(|(c, count)| before.entry(*c).or_default().push((*count, head)));
            let after = commonest(common.map(|(c, count)| (*count, *c)).collect());
            list.sort_unstable_by_key(|(c, _)| *c);
            for (c, count) in &list {
                if let Some(known) = pairs.known.get_mut(slot(*c)) {
                    known.heads.push((head, *count));
                }
            }
            if let Some(known) = pairs.known.get_mut(slot(head)) {
                (known.total, known.after) = (list.iter().map(|(_, count)| count).sum(), after);
                known.unseen = list.len() as f32 * UNSEEN.0 + UNSEEN.1;
                known.all = (known.total + known.unseen).ln();
                known.unseen_alone = known.unseen.ln();
                known.list = list;
            }
        }
        for known in &mut pairs.known {
            known.heads.sort_unstable_by_key(|(c, _)| *c);
            known.heads.shrink_to_fit();
        }
        for (c, list) in before {
            if let Some(known) = pairs.known.get_mut(slot(c)) {
                known.before = commonest(list);
            }
        }
        pairs
    }

    fn known(&self, c: char) -> Option<&Known> {
        self.known.get(slot(c))
    }

    /// The logarithm of how often a character stands in text, as a share of all.
    pub fn alone(&self, c: char) -> f32 {
        self.known(c).map_or(-(self.total + 1.0).ln(), |known| known.alone)
    }

    /// The logarithm of how often `next` follows `first`, among all that does. Unseen pairs get a share of what is seen alone
    /// (interpolation with the counts of single characters, after Witten and Bell).
    pub fn follows(&self, first: char, next: char) -> f32 {
        let (Some(known), Some(other)) = (self.known(first), self.known(next)) else { return self.alone(next) };
        let found = known.list.binary_search_by_key(&next, |(c, _)| *c).ok();
        let seen = found.and_then(|at| known.list.get(at)).map_or(0.0, |(_, count)| *count);
        known.likelihood(seen, other)
    }

    /// For characters in order: how likely each is between two others, behind the first and before the last, as [`Pairs::follows`] has
    /// it. The lists are gone through once.
    pub fn between(&self, first: char, last: char, characters: &[char], mut each: impl FnMut(char, f32, f32)) {
        let none = Known::default();
        let (head, tail) = (self.known(first).unwrap_or(&none), self.known(last).unwrap_or(&none));
        let (mut behind, mut before) = (head.list.as_slice(), tail.heads.as_slice());
        for &c in characters {
            let (after, seen_behind, seen_before) = (self.known(c).unwrap_or(&none), count(&mut behind, c), count(&mut before, c));
            each(c, head.likelihood(seen_behind, after), after.likelihood(seen_before, tail));
        }
    }

    /// The commonest ideographs after a character.
    pub fn after(&self, first: char) -> &[char] {
        self.known(first).map(|known| known.after.as_slice()).unwrap_or_default()
    }

    /// The commonest ideographs before a character.
    pub fn before(&self, next: char) -> &[char] {
        self.known(next).map(|known| known.before.as_slice()).unwrap_or_default()
    }
}

impl Known {
    /// How likely another is behind this one, as a logarithm, if the pair was seen so often.
    fn likelihood(&self, seen: f32, other: &Known) -> f32 {
        // Most pairs were never seen, and a logarithm takes longer than all else here.
        if seen == 0.0 { self.unseen_alone + other.alone - self.all } else { (seen + self.unseen * other.share).ln() - self.all }
    }
}

/// The count of a character in the rest of a list in order; what stands before it is passed.
fn count(rest: &mut &[(char, f32)], wanted: char) -> f32 {
    // Lists are long and what is wanted is near: ever longer steps, then halves.
    let mut step = 1;
    while rest.get(step).is_some_and(|(c, _)| *c < wanted) {
        step *= 2;
    }
    let passed = rest.get(..(step + 1).min(rest.len())).unwrap_or_default().partition_point(|(c, _)| *c < wanted);
    *rest = rest.get(passed..).unwrap_or_default();
    rest.first().filter(|(c, _)| *c == wanted).map_or(0.0, |(_, count)| *count)
}

fn commonest(mut list: Vec<(f32, char)>) -> Vec<char> {
    list.retain(|(_, c)| super::class::is_han(*c));
    list.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    list.into_iter().take(NEIGHBOURS).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn many_at_once_are_as_likely_as_one_by_one() {
        let pairs = pairs();
        let mut all: Vec<char> = "一丁七万会举行空壳国炅龟，。0a".chars().collect();
        all.sort_unstable();
        for (first, last) in [('举', '会'), ('^', '国'), ('\u{1}', '$')] {
            pairs.between(first, last, &all, |c, behind, before| {
                let (one, other) = (pairs.follows(first, c), pairs.follows(c, last));
                assert!((behind - one).abs() < 1e-4 && (before - other).abs() < 1e-4, "{first}{c}{last}: {behind} {one} {before} {other}");
            });
        }
    }

    #[test]
    fn what_is_said_is_likelier_than_what_is_not() {
        let pairs = pairs();
        assert!(pairs.follows('空', '壳') > pairs.follows('空', '达'));
        assert!(pairs.follows('举', '行') > pairs.follows('举', '衍'));
        assert!(pairs.alone('的') > pairs.alone('炅'));
        assert!(pairs.after('中').contains(&'国') && pairs.before('国').contains(&'中'));
        assert!(pairs.follows('\u{1}', '国').is_finite());
    }
}
