//! What a report counts: characters as they were read, places by kind, errors by class.

use super::super::classes::ErrorClass;
use super::super::difference::DifferenceKind;
use super::super::sides::Sides;
use super::ProofRow;

/// How characters were read (OCR-D, evaluation of OCR: blanks are no characters).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CharacterMeasure {
    /// Characters that are right.
    pub correct: usize,
    /// Those that are others.
    pub substituted: usize,
    /// Those that are missing.
    pub missing: usize,
    /// Those that are too many.
    pub extra: usize,
}

impl CharacterMeasure {
    /// How many characters the right text has.
    pub fn right(&self) -> usize {
        self.correct + self.substituted + self.missing
    }

    /// How many are wrong.
    pub fn wrong(&self) -> usize {
        self.substituted + self.missing + self.extra
    }

    /// The character error rate: wrong ones for each of the right text. It can be more than 1.
    pub fn rate(&self) -> f64 {
        self.wrong() as f64 / self.right().max(1) as f64
    }

    /// The same for each pair, which is never more than 1.
    pub fn normalised_rate(&self) -> f64 {
        self.wrong() as f64 / (self.right() + self.extra).max(1) as f64
    }
}

/// Characters, and what stands elsewhere.
pub(super) struct Counted {
    pub(super) measure: CharacterMeasure,
    /// Stretches that stand elsewhere, and how many characters they have.
    pub(super) moved: (usize, usize),
}

impl Counted {
    /// Counts the characters that are looked at.
    pub(super) fn of(sides: &Sides, is_looked_at: &impl Fn(usize) -> bool) -> Counted {
        let right = sides.right.plain();
        let mut measure = CharacterMeasure::default();
        for ((i, j), _) in sides.walked().into_iter().filter(|(_, subject)| is_looked_at(*subject)) {
            let counter = match (i.and_then(|i| right.get(i)), j.and_then(|j| sides.found.get(j))) {
                (Some(right), Some(found)) if right == found => &mut measure.correct,
                (Some(_), Some(_)) => &mut measure.substituted,
                (Some(_), None) => &mut measure.missing,
                (None, _) => &mut measure.extra,
            };
            *counter += 1;
        }
        let is_here = |pair: &&(Option<usize>, Option<usize>)| pair.0.is_some_and(|right| is_looked_at(sides.subject_of_right(right)));
        let moved = sides.aligned.iter().filter(|stretch| stretch.is_moved);
        let moved = moved.map(|stretch| stretch.pairs.iter().filter(is_here).count()).filter(|count| *count > 0);
        Counted { measure, moved: moved.fold((0, 0), |sum, count| (sum.0 + 1, sum.1 + count)) }
    }
}

/// How many places of a kind there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindCount {
    /// The kind.
    pub kind: DifferenceKind,
    /// The places that are errors.
    pub places: usize,
    /// How many characters they have, on the side that has more.
    pub characters: usize,
}

/// The errors of each kind.
pub(super) fn kinds(rows: &[ProofRow]) -> Vec<KindCount> {
    let of = |kind: DifferenceKind| {
        let own = rows.iter().filter(|row| row.excuse.is_none() && row.difference.kind == kind);
        let lengths: Vec<usize> = own.map(|row| row.difference.right.len().max(row.difference.found.len())).collect();
        KindCount { kind, places: lengths.len(), characters: lengths.iter().sum() }
    };
    DifferenceKind::ALL.into_iter().map(of).collect()
}

/// How much a class counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassCount {
    /// The class.
    pub class: ErrorClass,
    /// Its places.
    pub places: usize,
    /// Those that count nothing because the same error was there often enough.
    pub beyond: usize,
    /// What they count, in tenths of an error.
    pub tenths: u32,
}

/// The errors of each class. Layout has no rows.
pub(super) fn classes(rows: &[ProofRow], layout: usize, layout_weight: u32) -> Vec<ClassCount> {
    let of = |class: ErrorClass| {
        if class == ErrorClass::Layout {
            let tenths = u32::try_from(layout).unwrap_or(u32::MAX).saturating_mul(layout_weight);
            return ClassCount { class, places: layout, beyond: 0, tenths };
        }
        let own: Vec<&ProofRow> = rows.iter().filter(|row| row.excuse.is_none() && row.class == class).collect();
        let beyond = own.iter().filter(|row| row.is_beyond).count();
        ClassCount { class, places: own.len(), beyond, tenths: own.iter().map(|row| row.tenths).sum() }
    };
    ErrorClass::ALL.into_iter().map(of).collect()
}
