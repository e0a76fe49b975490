//! What may stand in a gap of a text.

use super::{Lattice, class, pairs};

/// How far on each side text is read.
const NEAR: usize = 6;

/// The ideographs that read best in a gap of one character between two texts, the likeliest first, at most `most`.
pub fn fill(before: &[char], after: &[char], most: usize) -> Vec<char> {
    let left = before.iter().rev().take(NEAR).take_while(|c| class::is_han(**c)).count();
    let right = after.iter().take(NEAR).take_while(|c| class::is_han(**c)).count();
    let mut chars: Vec<char> = before.get(before.len() - left..).unwrap_or_default().to_vec();
    chars.push('\u{fffd}');
    chars.extend(after.iter().take(right));
    let lattice = Lattice::of(&chars);
    let pairs = pairs();
    let (last, first) = (before.last().copied().unwrap_or('^'), after.first().copied().unwrap_or('$'));
    let mut tried: Vec<char> = pairs.after(last).iter().chain(pairs.before(first)).copied().collect();
    let gap = lattice.gap(left);
    gap.fitting(|c, _, _| tried.push(c));
    tried.sort_unstable();
    tried.dedup();
    // Both models are asked: words know what belongs together, pairs what stands beside marks.
    let score = |c: char| gap.with(c) + pairs.follows(last, c) + pairs.follows(c, first);
    let mut found: Vec<(f32, char)> = tried.into_iter().map(|c| (score(c), c)).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().take(most).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn filled(before: &str, after: &str) -> Vec<char> {
        fill(&before.chars().collect::<Vec<_>>(), &after.chars().collect::<Vec<_>>(), 9)
    }

    #[test]
    fn what_reads_best_comes_first() {
        assert!(filled("玩得非常开", "。").contains(&'心'));
        assert_eq!(filled("召开新闻发", "会，").first(), Some(&'布'));
        assert!(filled("", "").len() <= 9);
    }
}
