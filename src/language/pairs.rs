//! Which character follows which, and how often: counts of pairs in Chinese newspaper text (see `assets/dictionaries/README.md`).

use std::sync::OnceLock;

use super::table::TableReader;

/// Single characters, and for each the characters that follow it, by the logarithm of how often; `pairs.py` beside it says how they are
/// written. `0` stands for any digit, `^` and `$` for the edges of the text.
const TABLE: &[u8] = include_bytes!("../../assets/dictionaries/pairs.bin");

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
    /// What follows characters, those of each in order.
    followers: Vec<NeighbourCount>,
    /// What characters follow, likewise.
    heads: Vec<NeighbourCount>,
    total: f32,
}

/// A character and the level of its count: how often it stands there is a power of two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct NeighbourCount(u32);

/// There are few levels: one needs no more than a byte.
const LEVEL_BITS: u32 = 8;

impl NeighbourCount {
    fn new(c: char, level: u32) -> NeighbourCount {
        NeighbourCount(u32::from(c) << LEVEL_BITS | level)
    }

    /// Where it stands among others.
    fn key(self) -> u32 {
        self.0 >> LEVEL_BITS
    }

    fn character(self) -> Option<char> {
        char::from_u32(self.key())
    }

    fn level(self) -> u32 {
        self.0 & ((1 << LEVEL_BITS) - 1)
    }

    /// How often a pair of this level stands in text: the first level is a quarter of a time.
    fn count(self) -> f32 {
        const EXPONENT_BITS: u32 = 23;
        // 2 to the power of the level less 2, by its bits: IEEE 754 adds 127 to the exponent.
        f32::from_bits((self.level() + 125) << EXPONENT_BITS)
    }
}

/// Places in a list, from the first to before the second.
type Span = (u32, u32);

fn at(list: &[NeighbourCount], (from, to): Span) -> &[NeighbourCount] {
    list.get(from as usize..to as usize).unwrap_or_default()
}

#[derive(Clone, Default)]
struct Known {
    /// How often it stands in text, as the logarithm of its share.
    alone: f32,
    share: f32,
    /// What follows it, and what it follows.
    list: Span,
    heads: Span,
    /// How often it is followed by what was never seen behind it; the logarithm of how often it is followed at all, and of the first.
    unseen: f32,
    all: f32,
    unseen_alone: f32,
    /// The commonest of both, once they are asked for.
    after: OnceLock<Vec<char>>,
    before: OnceLock<Vec<char>>,
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

/// The table. It is read once, at the first call, which takes some milliseconds.
pub fn pairs() -> &'static Pairs {
    static PAIRS: OnceLock<Pairs> = OnceLock::new();
    PAIRS.get_or_init(|| Pairs::read(TABLE))
}

/// The single characters at the beginning of a table, each with its level.
fn singles(reader: &mut TableReader<'_>) -> Option<Vec<(char, u8)>> {
    let count = reader.word()?;
    (0..count).map(|_| reader.character().zip(reader.byte())).collect()
}

impl Pairs {
    /// As much as can be read of a table.
    fn read(table: &[u8]) -> Pairs {
        let mut reader = TableReader(table);
        let mut pairs = Pairs::of_singles(&singles(&mut reader).unwrap_or_default());
        let count = reader.word().unwrap_or_default();
        let mut behind = vec![0; pairs.known.len()];
        // Heads stand in order, so that those of each character do.
        let heads: Vec<char> = (0..count).map_while(|_| pairs.take_head(&mut reader, &mut behind)).collect();
        pairs.turn(behind, &heads);
        pairs
    }

    /// Takes a character and what follows it from a table, and counts in `behind` how many characters each one follows.
    fn take_head(&mut self, reader: &mut TableReader<'_>, behind: &mut [u32]) -> Option<char> {
        let (head, count) = (reader.character()?, reader.number()?);
        let from = self.followers.len();
        let (mut c, mut total) = (0, 0.0);
        for _ in 0..count {
            c += reader.number()?;
            let entry = NeighbourCount::new(char::from_u32(c)?, u32::from(reader.byte()?));
            self.followers.push(entry);
            total += entry.count();
            behind.get_mut(slot(char::from_u32(c)?)).into_iter().for_each(|count| *count += 1);
        }
        let unseen = count as f32 * UNSEEN.0 + UNSEEN.1;
        if let Some(known) = self.known.get_mut(slot(head)) {
            (known.unseen, known.all, known.unseen_alone) = (unseen, (total + unseen).ln(), unseen.ln());
            known.list = (from as u32, self.followers.len() as u32);
        }
        Some(head)
    }

    /// Characters by themselves, each with its level.
    fn of_singles(levels: &[(char, u8)]) -> Pairs {
        let singles: Vec<_> = levels.iter().map(|(c, level)| (*c, 2f32.powi(i32::from(*level)))).collect();
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
        let mut known = vec![none; IDEOGRAPHS + OTHERS];
        for (c, count) in singles {
            if let Some(known) = known.get_mut(slot(c)) {
                (known.share, known.alone) = (share(count), share(count).ln());
            }
        }
        Pairs { known, followers: Vec::new(), heads: Vec::new(), total }
    }

    /// Works out which of the heads each character follows; `behind` says how many they are.
    fn turn(&mut self, mut behind: Vec<u32>, heads: &[char]) {
        let mut next = 0;
        for (known, count) in self.known.iter_mut().zip(&mut behind) {
            known.heads = (next, next + *count);
            next += std::mem::replace(count, next);
        }
        self.heads = vec![NeighbourCount(0); next as usize];
        for head in heads {
            let list = self.known.get(slot(*head)).map_or((0, 0), |known| known.list);
            for entry in at(&self.followers, list) {
                let Some(place) = entry.character().and_then(|c| behind.get_mut(slot(c))) else { continue };
                if let Some(turned) = self.heads.get_mut(*place as usize) {
                    *turned = NeighbourCount::new(*head, entry.level());
                }
                *place += 1;
            }
        }
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
        let list = at(&self.followers, known.list);
        let found = list.binary_search_by_key(&u32::from(next), |entry| entry.key()).ok();
        let seen = found.and_then(|at| list.get(at)).map_or(0.0, |entry| entry.count());
        known.likelihood(seen, other)
    }

    /// For characters in order: how likely each is between two others, behind the first and before the last, as [`Pairs::follows`] has
    /// it. The lists are gone through once.
    #[inline]
    pub fn between(&self, first: char, last: char, characters: &[char], mut each: impl FnMut(char, f32, f32)) {
        let none = Known::default();
        let (head, tail) = (self.known(first).unwrap_or(&none), self.known(last).unwrap_or(&none));
        let (mut behind, mut before) = (at(&self.followers, head.list), at(&self.heads, tail.heads));
        for &c in characters {
            let (after, seen_behind, seen_before) = (self.known(c).unwrap_or(&none), count(&mut behind, c), count(&mut before, c));
            each(c, head.likelihood(seen_behind, after), after.likelihood(seen_before, tail));
        }
    }

    /// The commonest ideographs after a character.
    pub fn after(&self, first: char) -> &[char] {
        let commonest = |known: &Known| commonest(at(&self.followers, known.list));
        self.known(first).map(|known| known.after.get_or_init(|| commonest(known)).as_slice()).unwrap_or_default()
    }

    /// The commonest ideographs before a character.
    pub fn before(&self, next: char) -> &[char] {
        let commonest = |known: &Known| commonest(at(&self.heads, known.heads));
        self.known(next).map(|known| known.before.get_or_init(|| commonest(known)).as_slice()).unwrap_or_default()
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
fn count(rest: &mut &[NeighbourCount], wanted: char) -> f32 {
    let wanted = u32::from(wanted);
    // Lists are long and what is wanted is near: ever longer steps, then halves.
    let mut step = 1;
    while rest.get(step).is_some_and(|entry| entry.key() < wanted) {
        step *= 2;
    }
    let passed = rest.get(..(step + 1).min(rest.len())).unwrap_or_default().partition_point(|entry| entry.key() < wanted);
    *rest = rest.get(passed..).unwrap_or_default();
    rest.first().filter(|entry| entry.key() == wanted).map_or(0.0, |entry| entry.count())
}

/// The commonest ideographs of a list.
fn commonest(list: &[NeighbourCount]) -> Vec<char> {
    let common = |entry: &&NeighbourCount| entry.count() >= COMMON;
    let mut list: Vec<(f32, char)> = list.iter().filter(common).filter_map(|entry| Some((entry.count(), entry.character()?))).collect();
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
