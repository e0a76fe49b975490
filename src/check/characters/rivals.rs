//! What may have stood at a place instead.

use std::cmp::Ordering;

use super::page::CharacterPlace;
use super::weights::{RIVAL, weigh, weights};
use crate::language::lexicon::UNKNOWN;
use crate::language::{LatticeGap, lexicon, shapes};

/// With how many rivals the text is read.
const CONSIDERED: usize = 48;
/// What rivals gain or lose at most by how the text reads with them.
pub const MOST: f32 = 20.0;

/// A character that may have stood there, and what speaks for it.
#[derive(Clone)]
pub struct Rival {
    pub character: char,
    /// By the names of [`RIVAL`].
    pub values: [f32; RIVAL.len()],
    /// How much better the text round it reads as words.
    pub reads: f32,
    pub likeness: f32,
    /// What all of it comes to.
    pub total: f32,
}

impl Rival {
    /// What counts where there is none.
    pub fn none(character: char) -> Rival {
        Rival { character, values: [0.0; RIVAL.len()], reads: -MOST, likeness: shapes::UNLIKE, total: -9.0 }
    }

    fn rank(&self) -> Rank {
        Rank { total: self.total, character: self.character }
    }
}

pub fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// What may have stood at a place: characters of a similar shape, those that often stand beside its neighbours, and those that do so on
/// this page; the likeliest first. They are first told by what is quickly known, and the text is read with the best of them.
pub fn rivals(place: &CharacterPlace<'_>) -> Vec<Rival> {
    let gap = place.gap();
    let mut found = likeliest(tried(place, &gap));
    let weights = &weights().rival;
    for rival in &mut found {
        rival.reads = (gap.with(rival.character) - place.reads_now()).clamp(-MOST, MOST);
        let [_, _, gain, loss, ..] = &mut rival.values;
        (*gain, *loss) = (rival.reads.max(0.0) / 10.0, rival.reads.min(0.0) / 10.0);
        rival.total = weigh(&rival.values, weights);
    }
    found.sort_by(|a, b| a.rank().order(&b.rank()));
    found
}

/// Those with which the text is read, in any order.
fn likeliest(mut tried: Vec<Rival>) -> Vec<Rival> {
    if tried.len() <= CONSIDERED {
        return tried;
    }
    let mut ranks: Vec<Rank> = tried.iter().map(Rival::rank).collect();
    let (_, last, _) = ranks.select_nth_unstable_by(CONSIDERED, Rank::order);
    let last = *last;
    tried.retain(|rival| rival.rank().order(&last).is_lt());
    tried
}

/// Where a rival stands among others of the same place, of which no two are the same character.
#[derive(Clone, Copy)]
struct Rank {
    total: f32,
    character: char,
}

impl Rank {
    fn order(&self, other: &Rank) -> Ordering {
        other.total.total_cmp(&self.total).then(self.character.cmp(&other.character))
    }
}

fn tried(place: &CharacterPlace<'_>, gap: &LatticeGap<'_>) -> Vec<Rival> {
    let (before, c, after) = place.around();
    let confused = shapes::confused(c);
    let mut shapes: Vec<(char, f32)> = shapes::alike(c).collect();
    shapes.sort_unstable_by_key(|(c, _)| *c);
    let near = [place.habits.after.get(&before), place.habits.before.get(&after)];
    let mut seen: Vec<(char, ())> = near.into_iter().flatten().flatten().map(|one| (*one, ())).collect();
    seen.sort_unstable();
    let words = fitting(gap);
    let common = place.pairs.after(before).iter().chain(place.pairs.before(after)).copied();
    let alike = shapes.iter().map(|(c, _)| *c).chain(confused.iter().copied());
    let of_page = seen.iter().map(|(c, ())| *c).chain(words.iter().map(|(c, _)| *c));
    let mut tried: Vec<char> = alike.chain(common).chain(of_page).filter(|one| *one != c).collect();
    // Each of the lists is in order, which a stable sort finds out.
    tried.sort();
    tried.dedup();
    let now = place.now();
    let weights = &weights().rival;
    let (mut shapes, mut seen, mut words) = (shapes.as_slice(), seen.as_slice(), words.as_slice());
    let mut found = Vec::with_capacity(tried.len());
    place.pairs.between(before, after, &tried, |character, behind, in_front| {
        let shape = reach(&mut shapes, character).copied();
        let likeness = shape.unwrap_or(shapes::UNLIKE);
        // Most were never seen here, and a logarithm takes long.
        let logs = |(before, after): (f32, f32)| (before.ln_1p(), after.ln_1p());
        let counts = if reach(&mut seen, character).is_some() { logs(place.counts(character)) } else { (0.0, 0.0) };
        let word = reach(&mut words, character).copied().unwrap_or_default();
        let values = [
            (behind - now.0) / 10.0,
            (in_front - now.1) / 10.0,
            0.0,
            0.0,
            flag(shape.is_some()),
            (likeness - shapes::UNLIKE) * 5.0,
            (likeness - 0.8).max(0.0) * 5.0,
            flag(confused.contains(&character)),
            place.pairs.alone(character) / 10.0,
            counts.0 + counts.1,
            counts.0.min(counts.1),
            word.0,
            word.1,
        ];
        found.push(Rival { character, values, reads: 0.0, likeness, total: weigh(&values, weights) });
    });
    found
}

/// What is said of a character in the rest of a list in order of characters; what stands before it is passed.
fn reach<'a, T>(rest: &mut &'a [(char, T)], wanted: char) -> Option<&'a T> {
    while let Some(((character, said), others)) = rest.split_first() {
        if *character >= wanted {
            return (*character == wanted).then_some(said);
        }
        *rest = others;
    }
    None
}

/// The characters that make words with what stands round a place, in order, with how common the commonest word of two is and the commonest
/// longer one; 0 for none, 2 for the commonest of all.
fn fitting(gap: &LatticeGap<'_>) -> Vec<(char, (f32, f32))> {
    let lexicon = lexicon();
    let mut found: Vec<(char, (f32, f32))> = Vec::new();
    gap.fitting(|character, word, len| {
        let common = (lexicon.alone(word) - UNKNOWN).max(0.0) / 10.0 + 0.3;
        found.push((character, if len == 2 { (common, 0.0) } else { (0.0, common) }));
    });
    // They come in a few lists, each in order, which a stable sort finds out.
    found.sort_by_key(|(character, _)| *character);
    found.dedup_by(|(character, (two, longer)), (last, best)| {
        let is_same = character == last;
        if is_same {
            *best = (best.0.max(*two), best.1.max(*longer));
        }
        is_same
    });
    found
}
