//! Two versions of an edition are put together without loss.

use proptest::prelude::*;
use stet::edit::apply;
use stet::edition::{Edition, Hand};
use stet::locale::{Language, Locale};
use stet::merge::{MergeNote, Merged, merge};

use super::generate::{Step, edition, page_texts, step};
use super::{assert_sound, config};

fn version(base: &Edition, moves: &[Step]) -> Edition {
    let mut edition = base.clone();
    for step in moves {
        if let Some(edit) = step.edit(&edition) {
            let _refused = apply(&mut edition, &edit);
        }
    }
    edition
}

fn put_together(base: &Edition, ours: &Edition, theirs: &Edition) -> Merged {
    let locale = Locale::load(Language::English);
    let note = MergeNote { hand: Hand::new("LM").expect("initials"), date: "2026-11-27".to_owned(), locale: &locale };
    merge(base, ours, theirs, &note).expect("they are of the same pages")
}

/// All texts, in no order.
fn texts(edition: &Edition) -> Vec<String> {
    let mut texts: Vec<String> = edition.blocks().map(|(_, block)| block.text().to_owned()).collect();
    texts.sort();
    texts
}

fn moves() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..7)
}

proptest! {
    #![proptest_config(config())]

    /// Whatever two people did, the ledger holds, and no page, comment or round is lost; who changed nothing gets what the other has, and the
    /// same change comes once.
    #[test]
    fn a_merge_is_sound((pages, ours, theirs) in (page_texts(), moves(), moves())) {
        let base = edition(&pages);
        let (ours, theirs) = (version(&base, &ours), version(&base, &theirs));
        prop_assert_eq!(&put_together(&base, &ours, &base).edition, &ours);
        prop_assert_eq!(&put_together(&base, &base, &theirs).edition, &theirs);
        prop_assert_eq!(&put_together(&base, &theirs, &theirs).edition, &theirs);
        let merged = put_together(&base, &ours, &theirs);
        assert_sound(&merged.edition)?;
        prop_assert!(merged.edition.comments().len() >= ours.comments().len().max(theirs.comments().len()));
        prop_assert!(merged.edition.rounds().len() >= ours.rounds().len().max(theirs.rounds().len()));
        prop_assert_eq!(merged.edition.pages(), ours.pages());
        // What was merged once is not merged again.
        if merged.conflicts.is_empty() {
            let again = put_together(&theirs, &merged.edition, &theirs);
            prop_assert_eq!(&again.edition, &merged.edition);
        }
    }

    /// Where the two did not touch the same, it is no matter which is ours.
    #[test]
    fn a_merge_commutes_up_to_conflicts((pages, ours, theirs) in (page_texts(), moves(), moves())) {
        let base = edition(&pages);
        let (ours, theirs) = (version(&base, &ours), version(&base, &theirs));
        let (one, other) = (put_together(&base, &ours, &theirs), put_together(&base, &theirs, &ours));
        if one.conflicts.is_empty() && other.conflicts.is_empty() {
            prop_assert_eq!(texts(&one.edition), texts(&other.edition));
        }
    }
}
