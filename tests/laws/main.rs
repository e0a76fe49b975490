//! The laws of the design, as properties over random pages and random sequences of edits.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expected by failing")]

mod generate;
mod long;
mod merge;
mod rounds;

use std::path::Path;
use std::sync::Arc;

use generate::{Step, edition, page_texts, step, steps};
use proptest::prelude::*;
use stet::edit::{Cut, Edit, History, Patch, apply};
use stet::edition::raw_lines::{LineId, stretches};
use stet::edition::{Edition, ledger};
use stet::page::PageIndex;
use stet::store;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() }
}

/// What must hold in every state of an edition.
fn assert_sound(edition: &Edition) -> Result<(), TestCaseError> {
    prop_assert_eq!(ledger::audit(edition), Ok(()));
    for ledger in edition.ledger() {
        prop_assert!(ledger.balances(), "{:?}", ledger);
    }
    let mut ids: Vec<_> = edition.blocks().map(|(_, block)| block.id()).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    prop_assert_eq!(ids.len(), count, "a block number stands twice");
    prop_assert!(edition.articles().iter().all(|article| !article.blocks().is_empty()), "an article without blocks");
    prop_assert!(edition.blocks().all(|(_, block)| !block.text().contains('\n')), "a line end inside a block");
    for (_, block) in edition.blocks() {
        prop_assert!(block.doubts().iter().all(|doubt| doubt.at <= block.len()), "a doubt past the end of its block");
    }
    for comment in edition.comments() {
        let len = edition.block(comment.block()).map(|(_, block)| block.len());
        let (from, to) = comment.range();
        prop_assert!(len.is_some_and(|len| from <= to && to <= len), "a comment that stands nowhere: {:?}", comment);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    /// Laws 1 and 2: pages stay, and the ledger balances after every edit.
    #[test]
    fn every_edit_keeps_the_ledger((texts, moves) in (page_texts(), steps())) {
        let mut edition = edition(&texts);
        let pages: Vec<_> = edition.pages().to_vec();
        assert_sound(&edition)?;
        for step in &moves {
            let Some(edit) = step.edit(&edition) else { continue };
            let before = edition.clone();
            match apply(&mut edition, &edit) {
                Ok(_) => assert_sound(&edition)?,
                Err(_) => prop_assert_eq!(&edition, &before, "a refused edit changed the edition"),
            }
        }
        for (page, original) in edition.pages().iter().zip(&pages) {
            prop_assert!(Arc::ptr_eq(page, original));
        }
    }

    /// Law 3: undoing everything gives back the edition before, redoing everything the edition after.
    #[test]
    fn undo_gives_back_what_was((texts, moves) in (page_texts(), steps())) {
        let mut edition = edition(&texts);
        let first = edition.clone();
        let mut history = History::default();
        for step in &moves {
            if let Some(edit) = step.edit(&edition) {
                let _refused = history.perform(&mut edition, &edit, None, |_| None);
            }
        }
        let last = edition.clone();
        while history.undo(&mut edition).expect("undo applies").is_some() {
            assert_sound(&edition)?;
        }
        prop_assert_eq!(&edition, &first);
        prop_assert_eq!(history.revision(), 0);
        while history.redo(&mut edition).expect("redo applies").is_some() {}
        prop_assert_eq!(&edition, &last);
    }

    /// Law 4: save, load, save gives the same bytes, and the loaded edition is the saved one.
    #[test]
    fn saving_and_loading_is_the_identity((texts, moves) in (page_texts(), steps())) {
        let mut edition = edition(&texts);
        for step in &moves {
            if let Some(edit) = step.edit(&edition) {
                let _refused = apply(&mut edition, &edit);
            }
        }
        let saved = store::to_ron(&edition).expect("an edition can be saved");
        let loaded = store::from_ron(Path::new("law.ron"), &saved).expect("a saved edition can be loaded");
        prop_assert_eq!(&loaded, &edition);
        prop_assert_eq!(store::to_ron(&loaded).expect("a loaded edition can be saved"), saved);
    }

    /// An edit and its inverse are written down, read back and do the same.
    #[test]
    fn edits_can_be_written_down((texts, moves) in (page_texts(), steps())) {
        let mut edition = edition(&texts);
        for step in &moves {
            let Some(edit) = step.edit(&edition) else { continue };
            let written = serde_json::to_string(&edit).expect("an edit can be written");
            let read: Edit = serde_json::from_str(&written).expect("a written edit can be read");
            prop_assert_eq!(&read, &edit);
            let before = edition.clone();
            if let Ok(inverse) = apply(&mut edition, &read) {
                let written = serde_json::to_string(&inverse).expect("an inverse can be written");
                let read: Edit = serde_json::from_str(&written).expect("a written inverse can be read");
                let mut back = edition.clone();
                apply(&mut back, &read).expect("an inverse applies");
                prop_assert_eq!(&back, &before);
            }
        }
    }

    /// A cut that is pasted back restores every kept character.
    #[test]
    fn cut_and_paste_keeps_what_was_kept((texts, step) in (page_texts(), step())) {
        let mut edition = edition(&texts);
        let Some(selection) = step.selection(&edition) else { return Ok(()) };
        let Some((from, to)) = selection.ordered(&edition) else { return Ok(()) };
        let before = edition.ledger();
        let fragment = selection.fragment(&edition);
        if apply(&mut edition, &Edit::splice(from, to, "")).is_ok() {
            apply(&mut edition, &Edit::Splice { from, to: from, insert: fragment }).expect("a paste applies");
            assert_sound(&edition)?;
            prop_assert_eq!(edition.ledger(), before);
        }
    }

    /// Cutting raw lines out loses nothing and changes nothing: the same text stands in more blocks, and those that were cut out have
    /// characters of these lines alone.
    #[test]
    fn lines_that_are_cut_out_stay_what_they_were((texts, moves, picked) in (page_texts(), steps(), prop::collection::vec((0_u32..3, 1_usize..8), 0..8))) {
        let mut edition = edition(&texts);
        for step in &moves {
            if let Some(edit) = step.edit(&edition) {
                let _refused = apply(&mut edition, &edit);
            }
        }
        let picked: Vec<LineId> = picked.into_iter().map(|(page, number)| LineId { page: PageIndex(page), number }).collect();
        let text = |edition: &Edition| edition.blocks().map(|(_, block)| block.text()).collect::<String>();
        let (before, said) = (edition.ledger(), text(&edition));
        let mut trial = edition.clone();
        let Ok(cut) = Cut::lines(&mut trial, &picked) else { return Ok(()) };
        for edit in &cut.edits {
            apply(&mut edition, edit).expect("a cut applies");
        }
        prop_assert_eq!(&edition, &trial);
        assert_sound(&edition)?;
        prop_assert_eq!((edition.ledger(), text(&edition)), (before, said));
        prop_assert_eq!(cut.runs_on.len() + 1, cut.blocks.len());
        for id in &cut.blocks {
            let (_, block) = edition.block(*id).expect("a block that was cut out");
            let lines = stretches(block, edition.pages());
            prop_assert!(lines.iter().all(|stretch| picked.contains(&stretch.line)), "{:?} of {picked:?}", lines);
        }
    }

    /// What was deleted and typed again is kept, not changed.
    #[test]
    fn typing_again_what_was_deleted_keeps_it((texts, step) in (page_texts(), step())) {
        let mut edition = edition(&texts);
        let Some(selection) = step.selection(&edition) else { return Ok(()) };
        let Some((from, to)) = selection.ordered(&edition) else { return Ok(()) };
        if from.block != to.block { return Ok(()) }
        let before = edition.ledger();
        let text = selection.fragment(&edition).text();
        if !text.is_empty() && apply(&mut edition, &Edit::splice(from, to, "")).is_ok() {
            apply(&mut edition, &Edit::splice(from, from, &text)).expect("typing applies");
            assert_sound(&edition)?;
            prop_assert_eq!(edition.ledger(), before);
        }
    }

    /// A patch from one state to another turns the one into the other.
    #[test]
    fn a_patch_leads_from_one_state_to_the_other((texts, moves) in (page_texts(), steps())) {
        let first = edition(&texts);
        let mut last = first.clone();
        for step in &moves {
            if let Some(edit) = step.edit(&last) {
                let _refused = apply(&mut last, &edit);
            }
        }
        let mut patched = first.clone();
        apply(&mut patched, &Edit::Restore(Box::new(Patch::between(&first, &last)))).expect("a patch applies");
        prop_assert_eq!(patched, last);
    }
}

/// Letters typed in a row are one step, and a text that arrives at once is its own.
#[test]
fn typing_coalesces_into_words() {
    let mut edition = edition(&["甲乙丙".to_owned()]);
    let block = edition.blocks().next().map(|(_, block)| block.id()).expect("the page gives a block");
    let mut history = History::default();
    let mut at = 0;
    for text in ["s", "t", "e", "t", " ", "你好", "a"] {
        let place = Step::place(block, at);
        history.perform(&mut edition, &Edit::splice(place, place, text), None, |_| None).expect("typing applies");
        at += text.chars().count() as u32;
    }
    let mut states = Vec::new();
    while history.undo(&mut edition).expect("undo applies").is_some() {
        states.push(edition.blocks().next().map(|(_, block)| block.text().to_owned()).unwrap_or_default());
    }
    assert_eq!(states, ["stet 你好甲乙丙", "stet 甲乙丙", "stet甲乙丙", "甲乙丙"]);
}
