//! What the first draft was unsure of. Doubts travel with the block; an edit at the place removes them.

use serde::{Deserialize, Serialize};

use super::{ArticleId, Role, TextOffset};

/// How sure a decision is, in per cent: 50 is a toss-up, 100 is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Confidence(u8);

impl Confidence {
    /// A confidence of this many per cent, at most 100.
    pub fn percent(percent: u8) -> Confidence {
        Confidence(percent.min(100))
    }

    /// A confidence from a probability between 0 and 1.
    pub fn probability(p: f64) -> Confidence {
        Confidence((p.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// The confidence in per cent.
    pub fn as_percent(self) -> u8 {
        self.0
    }
}

/// A decision of the first draft that an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Where in the block's text; 0 for a doubt about the block as a whole.
    pub at: TextOffset,
    /// What was decided.
    pub kind: DoubtKind,
    /// How sure the decision is.
    pub confidence: Confidence,
}

/// The kinds of decisions that can be doubtful.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DoubtKind {
    /// Two raw lines were run on here; a new paragraph may begin.
    Joined,
    /// A block was begun here; it may go on from the block before.
    Begun,
    /// An article was begun with this block; it may go on from the article before.
    Article,
    /// The block may have this role instead.
    Role(Role),
    /// The headline may belong to one of these articles instead, the likeliest first.
    Headline(Vec<ArticleId>),
}
