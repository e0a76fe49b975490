//! What may have stood at a place instead.

use rustc_hash::FxHashMap;

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
}

pub fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// What may have stood at a place: characters of a similar shape, those that often stand beside its neighbours, and those that do so on
/// this page; the likeliest first. They are first told by what is quickly known, and the text is read with the best of them.
pub fn rivals(place: &CharacterPlace<'_>) -> Vec<Rival> {
    let gap = place.gap();
    let mut found: Vec<Rival> = tried(place, &gap);
    if found.len() > CONSIDERED {
        found.select_nth_unstable_by(CONSIDERED, order);
        found.truncate(CONSIDERED);
    }
    let weights = &weights().rival;
    for rival in &mut found {
        rival.reads = (gap.with(rival.character) - place.reads_now()).clamp(-MOST, MOST);
        let [_, _, gain, loss, ..] = &mut rival.values;
        (*gain, *loss) = (rival.reads.max(0.0) / 10.0, rival.reads.min(0.0) / 10.0);
        rival.total = weigh(&rival.values, weights);
    }
    found.sort_by(order);
    found
}

fn order(a: &Rival, b: &Rival) -> std::cmp::Ordering {
    b.total.total_cmp(&a.total).then(a.character.cmp(&b.character))
}

fn tried(place: &CharacterPlace<'_>, gap: &LatticeGap<'_>) -> Vec<Rival> {
    let (before, c, after) = place.around();
    let confused = shapes::confused(c);
    let mut shapes: Vec<(char, f32)> = shapes::alike(c).collect();
    shapes.sort_unstable_by_key(|(c, _)| *c);
    let near = [place.habits.after.get(&before), place.habits.before.get(&after)];
    let mut seen: Vec<char> = near.into_iter().flatten().flatten().copied().collect();
    seen.sort_unstable();
    let common = place.pairs.after(before).iter().chain(place.pairs.before(after)).copied();
    let alike = shapes.iter().map(|(c, _)| *c).chain(confused.iter().copied());
    let mut tried: Vec<char> = alike.chain(common).chain(seen.iter().copied()).filter(|one| *one != c).collect();
    let words = fitting(gap);
    tried.extend(words.keys().filter(|one| **one != c));
    tried.sort_unstable();
    tried.dedup();
    let now = place.now();
    let weights = &weights().rival;
    let mut found = Vec::with_capacity(tried.len());
    place.pairs.between(before, after, &tried, |character, behind, in_front| {
        let shape = shapes.binary_search_by_key(&character, |(c, _)| *c).ok().and_then(|at| shapes.get(at)).map(|(_, likeness)| *likeness);
        let likeness = shape.unwrap_or(shapes::UNLIKE);
        // Most were never seen here, and a logarithm takes long.
        let logs = |(before, after): (f32, f32)| (before.ln_1p(), after.ln_1p());
        let counts = if seen.binary_search(&character).is_ok() { logs(place.counts(character)) } else { (0.0, 0.0) };
        let word = words.get(&character).copied().unwrap_or_default();
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

/// The characters that make words with what stands round a place, with how common the commonest word of two is and the commonest longer
/// one; 0 for none, 2 for the commonest of all.
fn fitting(gap: &LatticeGap<'_>) -> FxHashMap<char, (f32, f32)> {
    let lexicon = lexicon();
    let mut found: FxHashMap<char, (f32, f32)> = FxHashMap::default();
    gap.fitting(|character, word, len| {
        let common = (lexicon.alone(word) - UNKNOWN).max(0.0) / 10.0 + 0.3;
        let best = found.entry(character).or_default();
        let best = if len == 2 { &mut best.0 } else { &mut best.1 };
        *best = best.max(common);
    });
    found
}
