//! The questions of checks, and how sure the program is of each that has no likelihood of its own.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Query, QueryKind, table};
use crate::edition::Confidence;

/// How sure a check is that something is wrong where it asks one of these, in per cent.
const TABLE: &str = include_str!("../../assets/checks/confidences.txt");

/// Something that a check asks with always the same confidence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    pub(super) kind: QueryKind,
    /// What is asked, a locale key.
    pub(super) key: &'static str,
    /// Its name in the table.
    pub(super) name: &'static str,
}

impl Question {
    /// A question that goes by its key in the table.
    pub(super) const fn new(kind: QueryKind, key: &'static str) -> Question {
        Question { kind, key, name: key }
    }

    /// The same question in a case of which the program is otherwise sure.
    pub(super) const fn in_case(self, name: &'static str) -> Question {
        Question { name, ..self }
    }

    /// Whether a query asks it.
    pub(super) fn is_asked_by(self, query: &Query) -> bool {
        (query.kind, query.message.key, query.confidence) == (self.kind, self.key, self.confidence())
    }

    /// How sure the program is that something is wrong.
    pub(super) fn confidence(self) -> Confidence {
        static CONFIDENCES: OnceLock<HashMap<&'static str, Confidence>> = OnceLock::new();
        let known = CONFIDENCES.get_or_init(|| table::rows(TABLE).map(|(name, value)| (name, Confidence::percent(value as u8))).collect());
        known.get(self.name).copied().unwrap_or(Confidence::percent(0))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::check::CHECKS;

    #[test]
    fn each_question_has_its_confidence_and_each_confidence_its_question() {
        let asked: Vec<&Question> = CHECKS.iter().flat_map(|check| check.sureness.questions()).collect();
        let told: Vec<(&str, f32)> = table::rows(TABLE).collect();
        assert!(told.iter().all(|(_, value)| (1.0..=99.0).contains(value) && value.fract() == 0.0), "{told:?}");
        let names: BTreeSet<&str> = asked.iter().map(|question| question.name).collect();
        assert_eq!((names.len(), told.len()), (asked.len(), asked.len()));
        assert_eq!(names, told.iter().map(|(name, _)| *name).collect());
    }
}
