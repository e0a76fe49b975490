//! Maps by characters and by pairs of them, for what is asked of each character of a page.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by character.
pub type CharMap<V> = HashMap<char, V, BuildHasherDefault<CharHasher>>;
/// A map by two characters.
pub type PairMap<V> = HashMap<(char, char), V, BuildHasherDefault<CharHasher>>;

/// Spreads characters by multiplication (after Knuth, The Art of Computer Programming 3, 6.4), which takes a small part of the time that a
/// hasher for any key takes.
#[derive(Clone, Copy, Default)]
pub struct CharHasher(u64);

/// 2⁶⁴ by the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for CharHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(number)).wrapping_mul(GOLDEN);
    }

    fn finish(&self) -> u64 {
        // The high bits are the well spread ones, and maps take the low ones first.
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_spread() {
        let pairs = ('一'..='乙').flat_map(|a| ('一'..='乙').map(move |b| (a, b)));
        let place = |(a, b): (char, char)| {
            let mut hasher = CharHasher::default();
            hasher.write_u32(a.into());
            hasher.write_u32(b.into());
            hasher.finish() % 4096
        };
        let all: Vec<u64> = pairs.map(place).collect();
        let places: std::collections::HashSet<&u64> = all.iter().collect();
        // Of numbers drawn by chance about 63 in 100 places are taken when as many were drawn as there are places.
        assert!(all.len() > 7000 && places.len() > 2500, "{} of {}", places.len(), all.len());
    }
}
