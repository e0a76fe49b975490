//! The shape that all checks have: what they are called, which kinds of queries they ask, how far they look, where their confidence comes
//! from, and a function that looks. Their list is [`CHECKS`](super::CHECKS).

use super::question::Question;
use super::view::EditionView;
use super::{Query, QueryKind};
use crate::style::CheckName;

/// One check.
pub(super) struct Check {
    /// Its name in the house style.
    pub(super) name: CheckName,
    /// What it asks about.
    pub(super) kinds: &'static [QueryKind],
    /// How far it looks. What it found is looked for again only where something within this changed.
    pub(super) scope: CheckScope,
    /// Where its confidence comes from.
    pub(super) sureness: Sureness,
    /// What others ask, and it does not ask again.
    pub(super) gives_way: GivesWay,
    /// Looks at a part of an edition, and asks.
    pub(super) look: fn(&EditionView<'_>, &mut Vec<Query>),
}

/// How far a check looks: it may use nothing else of the edition than this, besides its raw pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckScope {
    /// A block, with those before and after it on its shelf.
    Block,
    /// The blocks of articles that come from one page.
    Page,
    /// An article.
    Article,
    /// The whole edition.
    Edition,
}

/// Where the confidence of a check comes from.
pub(super) enum Sureness {
    /// From the first draft: how unsure it was.
    Draft,
    /// Always the same for each of these questions.
    Set(&'static [Question]),
    /// The same for these questions; for others from the first draft.
    DraftOr(&'static [Question]),
    /// Worked out for each place from weights that are fitted to pages.
    Fitted,
}

impl Check {
    /// Whether it asks what was misread, which a witness that reads alike has answered.
    pub(super) fn is_of_misreading(&self) -> bool {
        matches!(self.name, CheckName::Characters | CheckName::LatinWords | CheckName::Marks | CheckName::Certainty)
    }

    /// Whether a query is of a kind, and of a confidence, that the check says it asks with.
    pub(super) fn asks(&self, query: &Query) -> bool {
        let is_set = || self.sureness.questions().iter().any(|question| question.is_asked_by(query));
        self.kinds.contains(&query.kind) && (!matches!(self.sureness, Sureness::Set(_)) || is_set())
    }
}

impl Sureness {
    /// The questions that are always asked with the same confidence.
    pub(super) fn questions(&self) -> &'static [Question] {
        match self {
            Sureness::Set(questions) | Sureness::DraftOr(questions) => questions,
            Sureness::Draft | Sureness::Fitted => &[],
        }
    }
}

/// Of which checks' queries a check leaves the place to.
pub(super) struct GivesWay {
    /// Those that begin at the same character.
    pub(super) starts: &'static [CheckName],
    /// Those that have a character in common.
    pub(super) overlaps: &'static [CheckName],
    /// Those that have one in common or stand right beside.
    pub(super) touches: &'static [CheckName],
}

impl GivesWay {
    /// It asks whatever others ask.
    pub(super) const NEVER: GivesWay = GivesWay { starts: &[], overlaps: &[], touches: &[] };

    /// It does not ask where a witness reads otherwise.
    pub(super) const TO_WITNESS: GivesWay = GivesWay { starts: &[], overlaps: &[CheckName::Witness], touches: &[] };

    pub(super) fn is_never(&self) -> bool {
        self.starts.is_empty() && self.overlaps.is_empty() && self.touches.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::check::CHECKS;

    #[test]
    fn each_name_of_the_house_style_is_one_check() {
        let names: BTreeSet<CheckName> = CHECKS.iter().map(|check| check.name).collect();
        assert_eq!(names, CheckName::ALL.iter().copied().collect());
        assert_eq!(CHECKS.len(), CheckName::ALL.len());
    }

    #[test]
    fn a_check_gives_way_to_others_only() {
        for check in CHECKS {
            let GivesWay { starts, overlaps, touches } = &check.gives_way;
            assert!(![starts, overlaps, touches].iter().any(|others| others.contains(&check.name)), "{:?}", check.name);
        }
    }
}
