//! All laws at once, over long sequences of edits.

use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use stet::edit::History;
use stet::store;

use super::assert_sound;
use super::generate::{edition, page_texts, step};

/// So many sequences of up to 200 edits each: the ledger after every edit, undo to the first state and redo to the last, and the same
/// bytes after save and load.
fn hold(cases: u32) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let input = (page_texts(), prop::collection::vec(step(), 1..=200));
    let result = TestRunner::new(config).run(&input, |(texts, moves)| {
        let mut edition = edition(&texts);
        let first = edition.clone();
        let mut history = History::default();
        for step in &moves {
            let Some(edit) = step.edit(&edition) else { continue };
            if history.perform(&mut edition, &edit, None, |_| None).is_ok() {
                assert_sound(&edition)?;
            }
        }
        let last = edition.clone();
        while history.undo(&mut edition).expect("undo applies").is_some() {}
        prop_assert_eq!(&edition, &first);
        while history.redo(&mut edition).expect("redo applies").is_some() {}
        prop_assert_eq!(&edition, &last);
        let saved = store::to_ron(&edition).expect("an edition can be saved");
        let loaded = store::from_ron(Path::new("law.ron"), &saved).expect("a saved edition can be loaded");
        prop_assert_eq!(&loaded, &edition);
        prop_assert_eq!(store::to_ron(&loaded).expect("a loaded edition can be saved"), saved);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn the_laws_hold_over_long_sequences() {
    hold(40);
}

#[test]
#[ignore = "takes minutes: 10 000 sequences"]
fn the_laws_hold_over_10_000_long_sequences() {
    hold(10_000);
}
