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
/// From which level on a pair stands so often that its characters are offered: twice.
const COMMON: u8 = 3;

/// The table, ready to be asked.
pub struct Pairs {
    /// Where in `known` each character is, by [`slot`]; nought, where nothing is known of one of its own.
    places: Vec<u16>,
    known: Vec<Known>,
    /// What follows characters, those of each in order, as it stands in the table.
    followers: &'static [NeighbourCount],
    /// What characters follow, likewise.
    heads: Vec<NeighbourCount>,
    total: f32,
}

/// A character, in UTF-16, and the level of its count: how often it stands there is a power of two.
type NeighbourCount = [u8; 3];

/// Where a neighbour stands among others.
#[inline]
fn key([low, high, _]: NeighbourCount) -> u32 {
    u32::from(u16::from_le_bytes([low, high]))
}

/// How often a pair of this level stands in text: the first level is a quarter of a time.
#[inline]
fn times([_, _, level]: NeighbourCount) -> f32 {
    const EXPONENT_BITS: u32 = 23;
    // 2 to the power of the level less 2, by its bits: IEEE 754 adds 127 to the exponent.
    f32::from_bits((u32::from(level) + 125) << EXPONENT_BITS)
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
#[inline]
fn slot(c: u32) -> usize {
    match c.checked_sub(FIRST) {
        Some(at) if (at as usize) < IDEOGRAPHS => at as usize,
        _ => IDEOGRAPHS + c as usize % OTHERS,
    }
}

/// The table. It is read once, at the first call, which takes some milliseconds.
pub fn pairs() -> &'static Pairs {
    static PAIRS: OnceLock<Pairs> = OnceLock::new();
    PAIRS.get_or_init(|| Pairs::read(TABLE).unwrap_or_else(|| Pairs::of_singles(&[])))
}

/// What a table has behind a number that says how many there are.
fn each<const N: usize>(reader: &mut TableReader<'static>) -> Option<&'static [[u8; N]]> {
    let count = reader.word()? as usize;
    reader.entries(count)
}

impl Pairs {
    /// Reads a table; nothing where it breaks off.
    fn read(table: &'static [u8]) -> Option<Pairs> {
        let mut reader = TableReader(table);
        let mut pairs = Pairs::of_singles(each(&mut reader)?);
        let (followed, heads) = (each::<4>(&mut reader)?, each::<8>(&mut reader)?);
        pairs.followers = reader.0.as_chunks().0;
        let mut from = 0;
        for [low, high, few, many, total @ ..] in heads {
            let count = u16::from_le_bytes([*few, *many]);
            let (unseen, total) = (f32::from(count) * UNSEEN.0 + UNSEEN.1, f32::from_le_bytes(*total));
            let list = (from, from + u32::from(count));
            let known = pairs.known_or_new(u16::from_le_bytes([*low, *high]))?;
            *known = Known { list, unseen, all: (total + unseen).ln(), unseen_alone: unseen.ln(), ..std::mem::take(known) };
            from = list.1;
        }
        pairs.turn(followed, heads)?;
        (from as usize == pairs.followers.len()).then_some(pairs)
    }

    /// Characters by themselves, each with its level.
    fn of_singles(levels: &[NeighbourCount]) -> Pairs {
        let count = |[_, _, level]: NeighbourCount| 2f32.powi(i32::from(level));
        let total: f32 = levels.iter().map(|single| count(*single)).sum();
        let share = |count: f32| (count + UNKNOWN.0) / (total + UNKNOWN.0 * UNKNOWN.1);
        let none = Known {
            share: share(0.0),
            alone: share(0.0).ln(),
            unseen: UNSEEN.1,
            all: UNSEEN.1.ln(),
            unseen_alone: UNSEEN.1.ln(),
            ..Known::default()
        };
        let places = vec![0; IDEOGRAPHS + OTHERS];
        let mut pairs = Pairs { places, known: vec![none], followers: &[], heads: Vec::new(), total };
        pairs.known.reserve(levels.len());
        for single in levels {
            if let Some(known) = pairs.known_or_new(key(*single) as u16) {
                (known.share, known.alone) = (share(count(*single)), share(count(*single)).ln());
            }
        }
        pairs
    }

    /// What is known of a character, in UTF-16: to begin with as much as of any.
    fn known_or_new(&mut self, c: u16) -> Option<&mut Known> {
        let place = self.places.get_mut(slot(u32::from(c)))?;
        if *place == 0 {
            *place = u16::try_from(self.known.len()).ok()?;
            let unknown = self.known.first()?.clone();
            self.known.push(unknown);
        }
        self.known.get_mut(usize::from(*place))
    }

    /// Works out which of the heads each character follows; `followed` says how many they are. Nothing where it says so wrongly.
    fn turn(&mut self, followed: &[[u8; 4]], heads: &[[u8; 8]]) -> Option<()> {
        let mut next = vec![0; self.places.len()];
        let mut from = 0;
        for [low, high, few, many] in followed {
            let c = u16::from_le_bytes([*low, *high]);
            let known = self.known_or_new(c)?;
            known.heads = (from, from + u32::from(u16::from_le_bytes([*few, *many])));
            *next.get_mut(slot(u32::from(c)))? = from;
            from = known.heads.1;
        }
        self.heads = vec![[0; 3]; from as usize];
        let mut rest = self.followers;
        for [low, high, few, many, ..] in heads {
            let list;
            (list, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([*few, *many])))?;
            for entry in list {
                let place = next.get_mut(slot(key(*entry)))?;
                *self.heads.get_mut(*place as usize)? = [*low, *high, entry[2]];
                *place += 1;
            }
        }
        Some(())
    }

    #[inline]
    fn known(&self, c: char) -> Option<&Known> {
        self.known.get(usize::from(*self.places.get(slot(u32::from(c)))?))
    }

    /// The logarithm of how often a character stands in text, as a share of all.
    #[inline]
    pub fn alone(&self, c: char) -> f32 {
        self.known(c).map_or(-(self.total + 1.0).ln(), |known| known.alone)
    }

    /// The logarithm of how often `next` follows `first`, among all that does. Unseen pairs get a share of what is seen alone
    /// (interpolation with the counts of single characters, after Witten and Bell).
    #[inline]
    pub fn follows(&self, first: char, next: char) -> f32 {
        let (Some(known), Some(other)) = (self.known(first), self.known(next)) else { return self.alone(next) };
        let list = at(self.followers, known.list);
        let found = list.binary_search_by_key(&u32::from(next), |entry| key(*entry)).ok();
        let seen = found.and_then(|at| list.get(at)).map_or(0.0, |entry| times(*entry));
        known.likelihood(seen, other)
    }

    /// For characters in order: how likely each is between two others, behind the first and before the last, as [`Pairs::follows`] has
    /// it. The lists are gone through once.
    #[inline]
    pub fn between(&self, first: char, last: char, characters: &[char], mut each: impl FnMut(char, f32, f32)) {
        let none = Known::default();
        let (head, tail) = (self.known(first).unwrap_or(&none), self.known(last).unwrap_or(&none));
        let (mut behind, mut before) = (at(self.followers, head.list), at(&self.heads, tail.heads));
        for &c in characters {
            let (after, seen_behind, seen_before) = (self.known(c).unwrap_or(&none), count(&mut behind, c), count(&mut before, c));
            each(c, head.likelihood(seen_behind, after), after.likelihood(seen_before, tail));
        }
    }

    /// The commonest ideographs after a character, in order of characters.
    #[inline]
    pub fn after(&self, first: char) -> &[char] {
        let commonest = |known: &Known| commonest(at(self.followers, known.list));
        self.known(first).map(|known| known.after.get_or_init(|| commonest(known)).as_slice()).unwrap_or_default()
    }

    /// The commonest ideographs before a character, likewise.
    #[inline]
    pub fn before(&self, next: char) -> &[char] {
        let commonest = |known: &Known| commonest(at(&self.heads, known.heads));
        self.known(next).map(|known| known.before.get_or_init(|| commonest(known)).as_slice()).unwrap_or_default()
    }
}

impl Known {
    /// How likely another is behind this one, as a logarithm, if the pair was seen so often.
    #[inline]
    fn likelihood(&self, seen: f32, other: &Known) -> f32 {
        // Most pairs were never seen, and a logarithm takes longer than all else here.
        if seen == 0.0 { self.unseen_alone + other.alone - self.all } else { (seen + self.unseen * other.share).ln() - self.all }
    }
}

/// The count of a character in the rest of a list in order; what stands before it is passed.
#[inline]
fn count(rest: &mut &[NeighbourCount], wanted: char) -> f32 {
    let wanted = u32::from(wanted);
    // Lists are long and what is wanted is near: ever longer steps, then halves.
    let mut step = 1;
    while rest.get(step).is_some_and(|entry| key(*entry) < wanted) {
        step *= 2;
    }
    let passed = rest.get(..(step + 1).min(rest.len())).unwrap_or_default().partition_point(|entry| key(*entry) < wanted);
    *rest = rest.get(passed..).unwrap_or_default();
    rest.first().filter(|entry| key(**entry) == wanted).map_or(0.0, |entry| times(*entry))
}

/// The commonest ideographs of a list, in order of characters; of those that are as common the last ones.
fn commonest(list: &[NeighbourCount]) -> Vec<char> {
    let is_ideograph = |c: u32| char::from_u32(c).is_some_and(super::class::is_han);
    let common = list.iter().filter(|entry| entry[2] >= COMMON && is_ideograph(key(**entry)));
    let mut common: Vec<(u8, u32)> = common.map(|entry| (entry[2], key(*entry))).collect();
    if common.len() > NEIGHBOURS {
        common.select_nth_unstable_by(NEIGHBOURS, |a, b| b.cmp(a));
        common.truncate(NEIGHBOURS);
    }
    let mut characters: Vec<char> = common.into_iter().filter_map(|(_, c)| char::from_u32(c)).collect();
    characters.sort_unstable();
    characters
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn what_follows_and_what_is_followed_is_the_same() {
        let pairs = pairs();
        let (mut turned, mut seen) = (0, 0);
        for c in '\u{4e00}'..='\u{9fff}' {
            let known = pairs.known(c).expect("a character");
            let is_sorted = |list: &[NeighbourCount]| list.is_sorted_by_key(|entry| key(*entry));
            assert!(is_sorted(at(pairs.followers, known.list)) && is_sorted(at(&pairs.heads, known.heads)), "{c}");
            seen += known.list.1 - known.list.0;
            for head in at(&pairs.heads, known.heads) {
                let head = pairs.known(char::from_u32(key(*head)).expect("a character")).expect("a head");
                turned += at(pairs.followers, head.list).iter().filter(|entry| key(**entry) == u32::from(c)).count();
            }
        }
        assert!(seen > 500_000 && turned > 500_000, "{seen} {turned}");
    }

    #[test]
    fn a_table_that_breaks_off_is_none() {
        assert!([0, 1000, 100_000, TABLE.len() - 3].iter().all(|end| Pairs::read(&TABLE[..*end]).is_none()));
    }
}
