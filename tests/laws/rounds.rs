//! What a round changed is known for ever after.

use std::collections::HashSet;

use proptest::prelude::*;
use stet::edit::{Edit, apply};
use stet::edition::{EarlierBlock, Edition};
use stet::rounds::changes;

use super::config;
use super::generate::{edition, page_texts, steps};

proptest! {
    #![proptest_config(config())]

    /// The text of every block at the closing of every round is known, whatever was edited since; a block that reads as it did is not kept.
    #[test]
    fn the_text_at_each_closing_is_known((texts, moves) in (page_texts(), steps())) {
        let mut edition = edition(&texts);
        let mut closed: Vec<Edition> = Vec::new();
        let first = edition.clone();
        for step in &moves {
            let Some(edit) = step.edit(&edition) else { continue };
            if apply(&mut edition, &edit).is_ok() && matches!(edit, Edit::CloseRound(_)) {
                closed.push(edition.clone());
            }
        }
        prop_assert_eq!(edition.rounds().len(), closed.len());
        let ids: HashSet<_> = closed.iter().chain([&first, &edition]).flat_map(|one| one.blocks().map(|(_, block)| block.id())).collect();
        let then = |at: &Edition, id| at.block(id).map(|(_, block)| EarlierBlock::of(block));
        for id in ids {
            for (round, at) in closed.iter().enumerate() {
                prop_assert_eq!(edition.block_after(round, id), then(at, id));
                let before = if round == 0 { &first } else { &closed[round - 1] };
                let told = edition.rounds()[round].earlier().get(id).map(|was| was.cloned());
                let differs = then(before, id) != then(at, id);
                prop_assert_eq!(told, differs.then(|| then(before, id)));
            }
        }
        // Every place that is told is one.
        for round in 0..=edition.rounds().len() {
            for place in changes(&edition, round) {
                prop_assert!(place.was != place.now || place.roles.is_some(), "{:?}", place);
                if let Some(from) = place.from {
                    let len = edition.block(from.block).expect("its block").1.len();
                    prop_assert!(from.at <= place.to && place.to <= len, "{:?}", place);
                }
            }
        }
    }
}
