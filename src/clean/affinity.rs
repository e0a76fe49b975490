//! How much a heading says the same as a story: pairs of characters and words in common, weighted by how rare they are on the page.

use rustc_hash::FxHashMap;

use super::articles::Story;
use super::evidence::PageEvidence;
use super::units::{Kind, Unit};
use crate::language::class;

/// How likely a pair of characters of a headline comes again in its story.
const COMES_AGAIN: f32 = 0.45;
/// Pairs overlap, so that each tells only a part of what it would alone.
const PART: f32 = 1.0;
/// What a pair in the first paragraph counts more.
const FIRST_PARAGRAPH: f32 = 1.25;
/// The most that one pair counts.
const MOST: f32 = 2.6;

/// With how many stories headings are compared; no real page has as many.
pub const MOST_STORIES: usize = 128;

/// For each heading (a range of the page's dense text) and each story, the logarithm of how much likelier it heads that story than
/// one chosen at random. Stories past [`MOST_STORIES`] are left out.
pub fn affinities(evidence: &PageEvidence, units: &[Unit], stories: &[Story], headings: &[(usize, usize)]) -> Vec<Vec<f32>> {
    if headings.is_empty() {
        return Vec::new();
    }
    let stories = stories.get(..MOST_STORIES).unwrap_or(stories);
    let pairs: Vec<Vec<u64>> = headings.iter().map(|span| pairs_of(evidence.dense.folded(span.0, span.1))).collect();
    let found = occurrences(evidence, units, stories, &pairs);
    let sizes: Vec<f32> = stories.iter().map(|story| size(units, story)).collect();
    let all: f32 = sizes.iter().sum::<f32>().max(1.0);
    pairs.iter().map(|pairs| scores(pairs, &found, &sizes, all)).collect()
}

/// Where a pair stands: for each story in which it does, whether in its first paragraph.
type PairPlaces = FxHashMap<u64, Vec<(usize, bool)>>;

fn scores(pairs: &[u64], found: &PairPlaces, sizes: &[f32], all: f32) -> Vec<f32> {
    let mut scores = vec![0.0; sizes.len()];
    for pair in pairs {
        let places = found.get(pair).map(Vec::as_slice).unwrap_or_default();
        // They stand in order of stories.
        let mut rest = places.iter().peekable();
        for (story, score) in scores.iter_mut().enumerate() {
            let place = rest.next_if(|place| place.0 == story);
            // The chance that a story of this size has the pair anyway: by the share of the others that have it.
            let others = places.len() as f32 - if place.is_some() { 1.0 } else { 0.0 };
            let share = sizes.get(story).copied().unwrap_or(0.0) / all;
            let chance = ((others + 0.25) / (sizes.len() as f32 + 0.5) * (0.5 + share)).clamp(0.02, 0.9);
            *score += PART
                * match place {
                    Some((_, first)) => {
                        let told = (COMES_AGAIN.max(chance) / chance).ln().min(MOST);
                        if *first { told * FIRST_PARAGRAPH } else { told }
                    }
                    None => ((1.0 - COMES_AGAIN) / (1.0 - chance)).ln().min(0.0),
                };
        }
    }
    scores
}

fn size(units: &[Unit], story: &Story) -> f32 {
    let spans = story.units.iter().filter_map(|number| units.get(*number)).flat_map(|unit| &unit.spans);
    spans.map(|(start, end)| end - start).sum::<usize>() as f32
}

fn key(a: char, b: char) -> u64 {
    u64::from(a as u32) << 32 | u64::from(b as u32)
}

/// Pairs of neighbouring characters, and numbers in digits, each once.
fn pairs_of(text: &[char]) -> Vec<u64> {
    let tells = |c: char| class::is_han(c) || c.is_ascii_alphanumeric();
    let neighbours = text.iter().zip(text.iter().skip(1)).filter(|(a, b)| tells(**a) && tells(**b));
    let mut pairs: Vec<u64> = neighbours.map(|(a, b)| key(*a, *b)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Finds the headings' pairs in the stories' paragraphs.
fn occurrences(evidence: &PageEvidence, units: &[Unit], stories: &[Story], pairs: &[Vec<u64>]) -> PairPlaces {
    let mut found: PairPlaces = pairs.iter().flatten().map(|pair| (*pair, Vec::new())).collect();
    // Most pairs of the page are none of these: a small table of bits says so at once.
    let mut bits = vec![0u64; 1024];
    let slot = |pair: u64| (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize;
    for pair in found.keys() {
        let slot = slot(*pair);
        if let Some(word) = bits.get_mut(slot / 64) {
            *word |= 1 << (slot % 64);
        }
    }
    for (number, story) in stories.iter().enumerate() {
        let paragraphs = story.units.iter().filter_map(|unit| units.get(*unit)).filter(|unit| unit.kind == Kind::Paragraph);
        for (rank, paragraph) in paragraphs.enumerate() {
            for (start, end) in &paragraph.spans {
                let text = evidence.dense.folded(*start, *end);
                for (a, b) in text.iter().zip(text.iter().skip(1)) {
                    let pair = key(*a, *b);
                    let slot = slot(pair);
                    if bits.get(slot / 64).is_none_or(|word| word & (1 << (slot % 64)) == 0) {
                        continue;
                    }
                    if let Some(places) = found.get_mut(&pair)
                        && places.last().is_none_or(|last| last.0 != number)
                    {
                        places.push((number, rank == 0));
                    }
                }
            }
        }
    }
    found
}
