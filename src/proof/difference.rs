//! Places where two texts differ, by kind.

use std::ops::Range;

use crate::language::class::is_numeral;
use crate::reader::align::Pair;

use super::align::AlignedStretch;

/// The longest text that two neighbours which changed places have each, in characters: one mark of the proofreader mends them.
const SWAPPED: usize = 5;

/// In what way a place is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Characters that are not in the right text (多字).
    TooMany,
    /// Characters that are missing (漏字).
    TooFew,
    /// Characters that are others (错字).
    Misread,
    /// Punctuation (标点).
    Punctuation,
    /// Characters in another order (倒字).
    Order,
}

impl DifferenceKind {
    /// All kinds.
    pub const ALL: [DifferenceKind; 5] =
        [DifferenceKind::TooMany, DifferenceKind::TooFew, DifferenceKind::Misread, DifferenceKind::Punctuation, DifferenceKind::Order];

    /// The kind's name for programs.
    pub fn name(self) -> &'static str {
        match self {
            DifferenceKind::TooMany => "too-many",
            DifferenceKind::TooFew => "too-few",
            DifferenceKind::Misread => "misread",
            DifferenceKind::Punctuation => "punctuation",
            DifferenceKind::Order => "order",
        }
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            DifferenceKind::TooMany => "proof-kind-too-many",
            DifferenceKind::TooFew => "proof-kind-too-few",
            DifferenceKind::Misread => "proof-kind-misread",
            DifferenceKind::Punctuation => "proof-kind-punctuation",
            DifferenceKind::Order => "proof-kind-order",
        }
    }
}

/// A place where the text that is measured is not the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In what way.
    pub kind: DifferenceKind,
    /// The characters of the right text, by their places.
    pub right: Range<usize>,
    /// The characters of the text that is measured, by their places.
    pub found: Range<usize>,
    /// What is right.
    pub right_text: String,
    /// What is there.
    pub found_text: String,
}

/// The characters of both texts, and how they stand beside each other.
pub(super) struct Compared<'a> {
    pub(super) right: &'a [char],
    pub(super) found: &'a [char],
    pub(super) aligned: &'a [AlignedStretch],
}

/// A part of the alignment: characters that are the same, or a place that differs.
#[derive(Clone, Debug)]
struct DifferencePart {
    is_same: bool,
    right: Range<usize>,
    found: Range<usize>,
}

impl DifferencePart {
    fn join(&mut self, next: &DifferencePart) {
        self.right.end = next.right.end;
        self.found.end = next.found.end;
    }
}

impl Compared<'_> {
    /// The places that differ, in the order of the right text.
    pub(super) fn differences(&self) -> Vec<Difference> {
        let mut found: Vec<Difference> = self.aligned.iter().flat_map(|stretch| self.of_stretch(&stretch.pairs)).collect();
        found.sort_by_key(|one| (one.right.start, one.found.start));
        found
    }

    fn of_stretch(&self, pairs: &[Pair]) -> Vec<Difference> {
        let parts = self.joined(self.parts(pairs));
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(part) = parts.get(at) {
            if part.is_same {
                at += 1;
                continue;
            }
            let swapped = match parts.get(at..at + 3) {
                Some([one, same, other]) => self.swapped(one, same, other),
                _ => None,
            };
            at += if swapped.is_some() { 3 } else { 1 };
            found.push(swapped.unwrap_or_else(|| self.difference(part)));
        }
        found
    }

    /// The pairs as runs of what is the same and of what is not.
    fn parts(&self, pairs: &[Pair]) -> Vec<DifferencePart> {
        let mut parts: Vec<DifferencePart> = Vec::new();
        let mut at = (0, 0);
        for (right, found) in pairs {
            let is_same = match (right, found) {
                (Some(right), Some(found)) => self.right.get(*right) == self.found.get(*found),
                _ => false,
            };
            let right = right.map_or(at.0..at.0, |right| right..right + 1);
            let found = found.map_or(at.1..at.1, |found| found..found + 1);
            at = (right.end, found.end);
            match parts.last_mut() {
                // A run goes on where its characters follow each other: beside matter that was moved they do not.
                Some(last) if last.is_same == is_same && goes_on(&last.right, &right) && goes_on(&last.found, &found) => {
                    last.join(&DifferencePart { is_same, right: right.start.max(last.right.end)..right.end, found });
                }
                _ => parts.push(DifferencePart { is_same, right, found }),
            }
        }
        parts
    }

    /// The parts, of which places within one number or one word are one place.
    fn joined(&self, parts: Vec<DifferencePart>) -> Vec<DifferencePart> {
        let mut joined: Vec<DifferencePart> = Vec::new();
        for part in parts {
            let is_one = match joined.as_slice() {
                [.., before, same] if !part.is_same && same.is_same && !before.is_same => {
                    let one = |of: fn(char) -> bool| [before, same, &part].into_iter().all(|part| self.is_all(part, of));
                    one(is_digit) || one(|c| c.is_ascii_alphabetic())
                }
                _ => false,
            };
            if is_one {
                joined.pop();
                joined.last_mut().map(|before| before.join(&part)).unwrap_or_default();
            } else {
                joined.push(part);
            }
        }
        joined
    }

    /// Whether all characters of a part, of either text, are such.
    fn is_all(&self, part: &DifferencePart, of: fn(char) -> bool) -> bool {
        let all = |text: &[char], range: &Range<usize>| text.get(range.clone()).unwrap_or_default().iter().all(|c| of(*c));
        all(self.right, &part.right) && all(self.found, &part.found)
    }

    fn text(text: &[char], range: &Range<usize>) -> String {
        text.get(range.clone()).unwrap_or_default().iter().collect()
    }

    fn difference(&self, part: &DifferencePart) -> Difference {
        let (right_text, found_text) = (Self::text(self.right, &part.right), Self::text(self.found, &part.found));
        let is_marks = self.is_all(part, |c| !c.is_alphanumeric() && !is_numeral(c));
        let kind = match () {
            () if is_marks => DifferenceKind::Punctuation,
            () if is_turned(&right_text, &found_text) => DifferenceKind::Order,
            () if part.right.is_empty() => DifferenceKind::TooMany,
            () if part.found.is_empty() => DifferenceKind::TooFew,
            () => DifferenceKind::Misread,
        };
        Difference { kind, right: part.right.clone(), found: part.found.clone(), right_text, found_text }
    }

    /// What one place has and the other lacks, with a little text between: neighbours that changed places.
    fn swapped(&self, one: &DifferencePart, same: &DifferencePart, other: &DifferencePart) -> Option<Difference> {
        let is_short = |range: &Range<usize>| (1..=SWAPPED).contains(&range.len());
        if one.is_same || !same.is_same || other.is_same || !is_short(&same.right) {
            return None;
        }
        let text = |part: &DifferencePart| (Self::text(self.right, &part.right), Self::text(self.found, &part.found));
        let (first, last) = (text(one), text(other));
        let is_swap = (first.0 == last.1 && first.1.is_empty() && last.0.is_empty() && is_short(&one.right))
            || (first.1 == last.0 && first.0.is_empty() && last.1.is_empty() && is_short(&one.found));
        if !is_swap {
            return None;
        }
        let mut whole = one.clone();
        whole.join(other);
        Some(Difference { kind: DifferenceKind::Order, ..self.difference(&whole) })
    }
}

/// Whether two texts are the same two parts in another order.
fn is_turned(right: &str, found: &str) -> bool {
    let is_short = right.len() == found.len() && right.chars().count() <= 2 * SWAPPED;
    let mut cuts = right.char_indices().skip(1).map(|(at, _)| right.split_at(at));
    is_short && cuts.any(|(first, last)| found.strip_prefix(last) == Some(first))
}

/// Whether a range follows another without a gap. An empty one does where it stands.
fn goes_on(last: &Range<usize>, next: &Range<usize>) -> bool {
    next.start == last.end
}

/// A digit of Arabic numbers, or the sign within one.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '.' | '．')
}

#[cfg(test)]
mod tests {
    use super::super::align::align_texts;
    use super::*;

    fn differences(right: &str, found: &str) -> Vec<(DifferenceKind, String, String)> {
        let (right, found): (Vec<char>, Vec<char>) = (right.chars().collect(), found.chars().collect());
        let aligned = align_texts(&right, &found);
        let compared = Compared { right: &right, found: &found, aligned: &aligned };
        compared.differences().into_iter().map(|one| (one.kind, one.right_text, one.found_text)).collect()
    }

    fn one(kind: DifferenceKind, right: &str, found: &str) -> Vec<(DifferenceKind, String, String)> {
        vec![(kind, right.to_owned(), found.to_owned())]
    }

    #[test]
    fn places_are_told_by_kind() {
        for (right, found, told) in [
            ("市政府召开会议", "市政府召开会议", Vec::new()),
            ("市政府召开会议", "市政府召幵会议", one(DifferenceKind::Misread, "开", "幵")),
            ("市政府召开会议", "市政府开会议", one(DifferenceKind::TooFew, "召", "")),
            ("市政府召开会议", "市政府又召开会议", one(DifferenceKind::TooMany, "", "又")),
            ("会议开始，大家发言", "会议开始。大家发言", one(DifferenceKind::Punctuation, "，", "。")),
            ("会议开始，大家发言", "会议开始大家发言", one(DifferenceKind::Punctuation, "，", "")),
            ("市政府召开会议", "市政府开召会议", one(DifferenceKind::Order, "召开", "开召")),
            ("会议昨天在市里召开", "会议在市里昨天召开", one(DifferenceKind::Order, "昨天在市里", "在市里昨天")),
            // A number is one place, however many digits are wrong, and so is a word.
            ("共有12345人到会", "共有13348人到会", one(DifferenceKind::Misread, "2345", "3348")),
            ("他说hello就走了", "他说hcllq就走了", one(DifferenceKind::Misread, "ello", "cllq")),
        ] {
            assert_eq!(differences(right, found), told, "{right} {found}");
        }
    }
}
