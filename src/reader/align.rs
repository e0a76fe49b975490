//! Aligning two readings of a line, character by character.

use crate::language::class::{is_han, is_latin, is_numeral};

/// What the changes cost: nothing is the best. Characters of two classes are less likely taken for one another.
const MISREAD: u32 = 2;
const MISREAD_CLASS: u32 = 3;
const ALONE: u32 = 2;

/// The most pairs of characters that are weighed.
const MOST_PAIRS: usize = 4_000_000;

/// A character of either reading with the one it answers to, by their indexes; at least one is there.
pub(crate) type Pair = (Option<usize>, Option<usize>);

/// The cheapest way to make one reading the other. With `free_ends` what `first` has before and after the other costs nothing, and is
/// no part of the answer. Nothing for readings too long to compare.
pub(crate) fn align(first: &[char], other: &[char], free_ends: bool) -> Option<Vec<Pair>> {
    let width = other.len() + 1;
    if (first.len() + 1).checked_mul(width).is_none_or(|pairs| pairs > MOST_PAIRS) {
        return None;
    }
    let costs = costs(first, other, free_ends);
    let cost = |i: usize, j: usize| costs.get(i * width + j).copied().unwrap_or(u32::MAX);
    // With free ends the way ends where the whole of the other is first reached most cheaply.
    let ends = (0..=first.len()).rev();
    let mut i = if free_ends { ends.min_by_key(|i| cost(*i, other.len())).unwrap_or(0) } else { first.len() };
    let (mut j, mut pairs) = (other.len(), Vec::with_capacity(other.len()));
    while j > 0 || (i > 0 && !free_ends) {
        let now = cost(i, j);
        if i > 0 && j > 0 && now == cost(i - 1, j - 1).saturating_add(misreading(first.get(i - 1), other.get(j - 1))) {
            (i, j) = (i - 1, j - 1);
            pairs.push((Some(i), Some(j)));
        } else if i > 0 && now == cost(i - 1, j).saturating_add(ALONE) {
            i -= 1;
            pairs.push((Some(i), None));
        } else if j > 0 {
            j -= 1;
            pairs.push((None, Some(j)));
        } else {
            break;
        }
    }
    pairs.reverse();
    // What the other has alone at the end may leave characters of the first behind it.
    Some(pairs)
}

/// What it costs at least to make each beginning of one reading that of the other, row by row (Wagner and Fischer, 1974).
fn costs(first: &[char], other: &[char], free_ends: bool) -> Vec<u32> {
    let width = other.len() + 1;
    let mut costs: Vec<u32> = (0..width as u32).map(|j| j * ALONE).collect();
    costs.reserve(first.len() * width);
    for (i, a) in first.iter().enumerate() {
        let above = i * width;
        let mut left = if free_ends { 0 } else { (i as u32 + 1) * ALONE };
        costs.push(left);
        for (j, b) in other.iter().enumerate() {
            let at = |index: usize| costs.get(above + index).copied().unwrap_or(u32::MAX);
            let least = at(j).saturating_add(misreading(Some(a), Some(b))).min(at(j + 1).saturating_add(ALONE));
            left = least.min(left.saturating_add(ALONE));
            costs.push(left);
        }
    }
    costs
}

fn misreading(a: Option<&char>, b: Option<&char>) -> u32 {
    let (Some(a), Some(b)) = (a, b) else { return MISREAD_CLASS };
    let class = |c: char| {
        if is_han(c) {
            0
        } else if is_numeral(c) {
            1
        } else if is_latin(c) {
            2
        } else {
            3
        }
    };
    match a == b {
        true => 0,
        false if class(*a) == class(*b) => MISREAD,
        false => MISREAD_CLASS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The alignment as text: each pair, `-` for what is alone.
    fn show(first: &str, other: &str, free_ends: bool) -> String {
        let (first, other): (Vec<char>, Vec<char>) = (first.chars().collect(), other.chars().collect());
        let one = |text: &[char], at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or('-');
        let pairs = align(&first, &other, free_ends).expect("short enough");
        pairs.iter().map(|(i, j)| format!("{}{} ", one(&first, *i), one(&other, *j))).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn the_cheapest_way_is_found() {
        assert_eq!(show("领油来了", "领袖来了。", false), "领领 油袖 来来 了了 -。");
        assert_eq!(show("在3月，日", "在3月日", false), "在在 33 月月 ，- 日日");
        assert_eq!(show("", "甲", false), "-甲");
        assert_eq!(show("甲", "", false), "甲-");
    }

    #[test]
    fn what_lies_before_and_behind_costs_nothing() {
        assert_eq!(show("前面的字甲乙丙后面", "甲己丙", true), "甲甲 乙己 丙丙");
        assert_eq!(show("甲乙丙", "丁", true).chars().count(), 2);
    }

    #[test]
    fn endless_lines_are_not_compared() {
        let long = vec!['字'; 3000];
        assert_eq!(align(&long, &long, false), None);
    }
}
