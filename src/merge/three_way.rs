//! Two changed versions of one text, put together by what each changed (diff3).

use std::ops::Range;

use crate::rounds::{Hunk, hunks};

/// What is to be put into our text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// The characters of our text that it takes the place of.
    pub(super) ours: Range<usize>,
    /// The text that was put there.
    pub(super) text: String,
}

/// What their version puts into ours, and where both changed the same otherwise; each in order, and none of the one in one of the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ThreeWay {
    /// What is theirs alone.
    pub(super) taken: Vec<Taken>,
    /// Where both changed the same place otherwise: our text there, and theirs.
    pub(super) conflicts: Vec<Taken>,
}

impl ThreeWay {
    /// Compares three versions of a text.
    pub(super) fn of(base: &[char], ours: &[char], theirs: &[char]) -> ThreeWay {
        let (our_hunks, their_hunks) = (hunks(base, ours), hunks(base, theirs));
        let mut found = ThreeWay::default();
        // How much longer our text is than the base before the place that is looked at.
        let mut shift = 0_isize;
        for place in places(&our_hunks, &their_hunks) {
            let start = (place.base.start as isize + shift).max(0) as usize;
            let (before, our_range) = (shift, start);
            shift += growth(&place.ours);
            if place.theirs.is_empty() {
                continue;
            }
            let end = (place.base.end as isize + before + growth(&place.ours)).max(0) as usize;
            let text: String =
                replaced(&place.base, &place.theirs).and_then(|range| theirs.get(range)).unwrap_or_default().iter().collect();
            let ours_text: String = ours.get(our_range..end).unwrap_or_default().iter().collect();
            if place.ours.is_empty() {
                found.taken.push(Taken { ours: our_range..end, text });
            } else if text != ours_text {
                found.conflicts.push(Taken { ours: our_range..end, text });
            }
        }
        found
    }
}

/// A stretch of the base that either version changed, with the changes of both that lie in it.
struct ChangedStretch<'a> {
    base: Range<usize>,
    ours: Vec<&'a Hunk>,
    theirs: Vec<&'a Hunk>,
}

fn places<'a>(ours: &'a [Hunk], theirs: &'a [Hunk]) -> Vec<ChangedStretch<'a>> {
    let mut all: Vec<(bool, &Hunk)> = ours.iter().map(|hunk| (true, hunk)).chain(theirs.iter().map(|hunk| (false, hunk))).collect();
    all.sort_by_key(|(is_ours, hunk)| (hunk.old.start, hunk.old.end, !is_ours));
    let mut places: Vec<ChangedStretch<'a>> = Vec::new();
    for (is_ours, hunk) in all {
        let meets = |place: &ChangedStretch<'_>| {
            let at_one_place = place.base.is_empty() && hunk.old == place.base;
            hunk.old.start < place.base.end || at_one_place
        };
        if !places.last().is_some_and(meets) {
            places.push(ChangedStretch { base: hunk.old.clone(), ours: Vec::new(), theirs: Vec::new() });
        }
        if let Some(place) = places.last_mut() {
            place.base.end = place.base.end.max(hunk.old.end);
            if is_ours { place.ours.push(hunk) } else { place.theirs.push(hunk) }
        }
    }
    places
}

/// By how many characters changes make a text longer.
fn growth(hunks: &[&Hunk]) -> isize {
    hunks.iter().map(|hunk| hunk.new.len() as isize - hunk.old.len() as isize).sum()
}

/// The characters of a version that stand for a stretch of the base with all its changes.
fn replaced(base: &Range<usize>, hunks: &[&Hunk]) -> Option<Range<usize>> {
    let (first, last) = (hunks.first()?, hunks.last()?);
    Some(first.new.start.checked_sub(first.old.start - base.start)?..last.new.end + (base.end - last.old.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The merged text, and the conflicts as ours and theirs.
    fn merged(base: &str, ours: &str, theirs: &str) -> (String, Vec<(String, String)>) {
        let [base, ours, theirs]: [Vec<char>; 3] = [base, ours, theirs].map(|text| text.chars().collect());
        let found = ThreeWay::of(&base, &ours, &theirs);
        let conflicts = found.conflicts.iter().map(|one| (ours[one.ours.clone()].iter().collect(), one.text.clone())).collect();
        let mut text = ours.clone();
        for one in found.taken.iter().rev() {
            text.splice(one.ours.clone(), one.text.chars());
        }
        (text.into_iter().collect(), conflicts)
    }

    #[test]
    fn what_each_changed_is_taken_and_the_same_once() {
        let clean = |text: &str| (text.to_owned(), Vec::new());
        assert_eq!(merged("令天开会了", "今天开会了", "令天开会"), clean("今天开会"));
        assert_eq!(merged("令天开会了", "今天开会了", "今天开会"), clean("今天开会"));
        assert_eq!(merged("甲乙丙", "甲乙丙", "子"), clean("子"));
        assert_eq!(merged("甲乙丙", "子", "甲乙丙"), clean("子"));
        // Places that touch are two.
        assert_eq!(merged("甲乙丙丁", "甲子丙丁", "甲乙丑丁"), clean("甲子丑丁"));
        assert_eq!(merged("甲乙丙", "甲新乙丙", "甲子丙"), clean("甲新子丙"));
        assert_eq!(merged("甲乙丙", "甲乙新丙", "甲子丙"), clean("甲子新丙"));
        assert_eq!(merged("甲乙丙丁", "丙丁", "甲乙丙丁戊"), clean("丙丁戊"));
    }

    #[test]
    fn where_both_changed_the_same_otherwise_ours_stays_and_theirs_is_told() {
        let conflict = |text: &str, ours: &str, theirs: &str| (text.to_owned(), vec![(ours.to_owned(), theirs.to_owned())]);
        assert_eq!(merged("甲乙丙", "甲子丙", "甲丑丙"), conflict("甲子丙", "子", "丑"));
        assert_eq!(merged("甲乙", "甲子乙", "甲丑乙"), conflict("甲子乙", "子", "丑"));
        assert_eq!(merged("甲乙丙丁", "甲丁", "甲乙新丙丁"), conflict("甲丁", "", "乙新丙"));
    }
}
