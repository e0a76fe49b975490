//! Rounds of proofreading (三校一读): each is closed by its reader, and the text as it stood before is kept where the round changed it, so
//! that the next reader sees what was done.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Block, BlockId, Edition, Role};
use crate::common_ends::between_common_ends;

/// Which round of proofreading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RoundKind {
    /// 初校: against the image, sign by sign.
    #[default]
    First,
    /// 二校: by another reader, who settles what the first was unsure of.
    Second,
    /// 三校: against the image again.
    Third,
    /// 通读: without the image, for the sense.
    ReadThrough,
}

impl RoundKind {
    /// All of them, in the order of the work.
    pub const ALL: [RoundKind; 4] = [RoundKind::First, RoundKind::Second, RoundKind::Third, RoundKind::ReadThrough];

    /// The name for programs, and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            RoundKind::First => "first",
            RoundKind::Second => "second",
            RoundKind::Third => "third",
            RoundKind::ReadThrough => "read-through",
        }
    }

    /// The key of its name in words.
    pub fn key(self) -> &'static str {
        match self {
            RoundKind::First => "round-first",
            RoundKind::Second => "round-second",
            RoundKind::Third => "round-third",
            RoundKind::ReadThrough => "round-read-through",
        }
    }

    /// The round after it; the last stays.
    pub fn next(self) -> RoundKind {
        match self {
            RoundKind::First => RoundKind::Second,
            RoundKind::Second => RoundKind::Third,
            RoundKind::Third | RoundKind::ReadThrough => RoundKind::ReadThrough,
        }
    }
}

/// Who works: the initials, or a short name. It is never empty, and on one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hand(String);

/// A text that names no hand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” are no initials; write one to 16 characters on one line")]
pub struct NoHand(String);

impl Hand {
    /// The longest initials, in characters.
    pub const LONGEST: usize = 16;

    /// The hand of these initials, without the blanks round them.
    pub fn new(initials: &str) -> Option<Hand> {
        let initials = initials.trim();
        let is_short = (1..=Hand::LONGEST).contains(&initials.chars().count());
        (is_short && !initials.chars().any(char::is_control)).then(|| Hand(initials.to_owned()))
    }

    /// Somebody of whom nothing is known.
    pub fn unknown() -> Hand {
        Hand("?".to_owned())
    }

    /// The initials.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are one person's: `qd` is `QD`.
    pub fn is(&self, other: &Hand) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

impl TryFrom<String> for Hand {
    type Error = NoHand;

    fn try_from(text: String) -> Result<Hand, NoHand> {
        Hand::new(&text).ok_or(NoHand(text))
    }
}

impl From<Hand> for String {
    fn from(hand: Hand) -> String {
        hand.0
    }
}

/// What was counted when a round was closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundCounts {
    /// The characters of the articles, without blanks.
    pub characters: usize,
    /// The places that were changed since the round before.
    pub changes: usize,
    /// The queries that were answered since then by letting the text stand.
    pub answered: usize,
    /// The queries that were left.
    pub left: usize,
}

/// The closing of a round: which, by whom, on which day, and what was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Which round.
    pub kind: RoundKind,
    /// Who closed it.
    pub hand: Hand,
    /// The day, as `2022-03-28`.
    pub date: String,
    /// What was counted.
    pub counts: RoundCounts,
}

/// A round that was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub(crate) closing: Closing,
    pub(crate) earlier: Arc<Earlier>,
}

impl Round {
    /// How it was closed.
    pub fn closing(&self) -> &Closing {
        &self.closing
    }

    /// What stood there before the round where it changed something.
    pub fn earlier(&self) -> &Earlier {
        &self.earlier
    }
}

/// A block as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierBlock {
    /// Its role.
    pub role: Role,
    /// Its text.
    pub text: Arc<str>,
}

impl EarlierBlock {
    /// The block as it is now.
    pub fn of(block: &Block) -> EarlierBlock {
        EarlierBlock { role: block.role, text: block.text.as_str().into() }
    }

    /// Whether a block still reads so.
    pub fn is(&self, block: &Block) -> bool {
        self.role == block.role && *self.text == *block.text
    }
}

/// The blocks that read otherwise at an earlier time, as they were then; none for those that were not there. A block that reads now as it
/// did is not among them, so that this follows from both states alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(BlockId, Option<EarlierBlock>)>", into = "Vec<(BlockId, Option<EarlierBlock>)>")]
pub struct Earlier(pub(crate) BTreeMap<BlockId, Option<EarlierBlock>>);

impl From<Vec<(BlockId, Option<EarlierBlock>)>> for Earlier {
    fn from(blocks: Vec<(BlockId, Option<EarlierBlock>)>) -> Earlier {
        Earlier(blocks.into_iter().collect())
    }
}

impl From<Earlier> for Vec<(BlockId, Option<EarlierBlock>)> {
    fn from(earlier: Earlier) -> Vec<(BlockId, Option<EarlierBlock>)> {
        earlier.0.into_iter().collect()
    }
}

impl Earlier {
    /// Whether nothing reads otherwise.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The blocks that read otherwise, in the order of their numbers.
    pub fn blocks(&self) -> impl Iterator<Item = (BlockId, Option<&EarlierBlock>)> {
        self.0.iter().map(|(id, was)| (*id, was.as_ref()))
    }

    /// How a block was that reads otherwise.
    pub fn get(&self, id: BlockId) -> Option<Option<&EarlierBlock>> {
        self.0.get(&id).map(Option::as_ref)
    }

    /// Notes that a block reads as `now`. It was as it is known to have been; where nothing is known of it, as `was` tells.
    pub(crate) fn note(&mut self, id: BlockId, was: impl FnOnce() -> Option<EarlierBlock>, now: Option<&Block>) {
        let was = self.0.remove(&id).unwrap_or_else(was);
        let is_same = match (&was, now) {
            (Some(was), Some(now)) => was.is(now),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !is_same {
            self.0.insert(id, was);
        }
    }

    /// Goes on from one state of an edition to the next.
    pub(crate) fn follow(self: &mut Arc<Earlier>, before: &Edition, after: &Edition) {
        let changed = changed_blocks(before, after);
        if changed.is_empty() {
            return;
        }
        let earlier = Arc::make_mut(self);
        for (id, (was, now)) in changed {
            earlier.note(id, || was.map(|block| EarlierBlock::of(block)), now.map(|block| &**block));
        }
    }
}

/// A block before and after.
type Pair<'a> = (Option<&'a Arc<Block>>, Option<&'a Arc<Block>>);

/// The blocks that do not read the same in both states. What both share is not looked at.
fn changed_blocks<'a>(before: &'a Edition, after: &'a Edition) -> BTreeMap<BlockId, Pair<'a>> {
    let mut pairs: BTreeMap<BlockId, Pair<'a>> = BTreeMap::new();
    let (_, old, new) = between_common_ends(&before.articles, &after.articles, Arc::ptr_eq);
    let old = old.iter().flat_map(|article| &article.blocks);
    let new = new.iter().flat_map(|article| &article.blocks);
    let (_, old_furniture, new_furniture) = between_common_ends(&before.furniture, &after.furniture, Arc::ptr_eq);
    let (_, old_aside, new_aside) = between_common_ends(&before.set_aside, &after.set_aside, Arc::ptr_eq);
    for block in old.chain(old_furniture).chain(old_aside) {
        pairs.entry(block.id).or_default().0 = Some(block);
    }
    for block in new.chain(new_furniture).chain(new_aside) {
        pairs.entry(block.id).or_default().1 = Some(block);
    }
    pairs.retain(|_, (old, new)| match (old, new) {
        (Some(old), Some(new)) => !Arc::ptr_eq(old, new) && (old.role, &old.text) != (new.role, &new.text),
        (old, new) => old.is_some() || new.is_some(),
    });
    pairs
}

impl Edition {
    /// The rounds that were closed, in their order.
    pub fn rounds(&self) -> &[Arc<Round>] {
        &self.rounds
    }

    /// What read otherwise when the last round was closed; before the first, when the first draft was made.
    pub fn earlier(&self) -> &Earlier {
        &self.earlier
    }

    /// How a block stood when a round was closed, counted from 0; past the last, how it stands. Nothing where it was not there.
    pub fn block_after(&self, round: usize, id: BlockId) -> Option<EarlierBlock> {
        let later = self.rounds.iter().skip(round.saturating_add(1)).map(|round| &round.earlier);
        let since = (round < self.rounds.len()).then_some(&self.earlier);
        match later.chain(since).find_map(|earlier| earlier.get(id)) {
            Some(was) => was.cloned(),
            None => self.block(id).map(|(_, block)| EarlierBlock::of(block)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Locale};

    #[test]
    fn every_round_has_its_words() {
        for language in Language::ALL {
            let locale = Locale::load(language);
            assert!(RoundKind::ALL.iter().all(|kind| locale.has(kind.key())), "{language:?}");
        }
    }

    #[test]
    fn a_hand_is_a_short_name_and_knows_itself() {
        for bad in ["", "  ", "一二三四五六七八九十一二三四五六七", "a\nb"] {
            assert_eq!(Hand::new(bad), None, "{bad:?}");
        }
        let hand = Hand::new(" QD ").expect("initials");
        assert_eq!(hand.as_str(), "QD");
        assert!(hand.is(&Hand::new("qd").expect("initials")) && !hand.is(&Hand::new("齐").expect("a name")));
        assert!(ron::from_str::<Hand>("\"\"").is_err() && ron::from_str::<Hand>("\"齐\"").is_ok());
    }
}
