//! Broken files: what is said of them, and what is saved of them.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use stet::clean::clean;
use stet::edit::{Edit, NewComment, apply};
use stet::edition::{Closing, Edition, Hand, Place, Remark, RoundCounts, RoundKind, TextOffset, ledger};
use stet::import::import_bytes;
use stet::page::{PageIndex, Witness, WitnessCharacter, WitnessLine};
use stet::store::{LoadError, Salvaged, from_ron, salvage_bytes, to_ron};
use stet::style::HouseStyle;

use super::generate::{self, page_texts, steps};
use super::sample;

fn save(text: &str) -> Salvaged {
    salvage_bytes(Path::new("e.ron"), text.as_bytes(), &[]).expect("something can be saved")
}

fn texts(edition: &Edition) -> Vec<String> {
    edition.articles().iter().flat_map(|article| article.blocks().iter().map(|block| block.text().to_owned())).collect()
}

#[test]
fn what_is_wrong_is_said_with_line_and_column() {
    let text = to_ron(&sample()).unwrap();
    let cases = [
        (text.replacen("role: Headline", "role: Headlein", 1), "Headlein"),
        (text.replacen("masthead: ()", "masthead: (", 1), "Expected"),
        (text.replacen("next_id: ", "next_id: x", 1), "integer"),
    ];
    for (broken, words) in cases {
        match from_ron(Path::new("e.ron"), &broken) {
            Err(LoadError::Syntax { line, column, message, .. }) => {
                assert!(line > 1 && column >= 1, "{line}:{column}");
                assert!(message.to_lowercase().contains(&words.to_lowercase()), "{message}");
            }
            other => panic!("{other:?}"),
        }
    }
}

/// In a word, in a string, between values, in the head, before the last bracket: it is told in the same words.
#[test]
fn a_file_that_ends_too_early_is_told_so_wherever_it_is_cut() {
    let text = to_ron(&sample()).unwrap();
    let whole = text.trim_end();
    let mut cuts: Vec<usize> = (0..40).map(|part| whole.floor_char_boundary(whole.len() * part / 40)).collect();
    cuts.extend(
        ["#![", "version", "masthead", "role: Head", "text: \"", "from: \"", "pages: ["].map(|part| whole.find(part).unwrap() + part.len()),
    );
    cuts.push(whole.len() - 1);
    for cut in cuts {
        let part = &whole[..cut];
        match from_ron(Path::new("e.ron"), part) {
            Err(error @ LoadError::Syntax { line, .. }) => {
                assert_eq!(line, part.matches('\n').count() + 1, "at byte {cut}");
                assert!(error.to_string().contains("the file ends too early"), "at byte {cut}: {error}");
            }
            other => panic!("at byte {cut}: {other:?}"),
        }
    }
}

#[test]
fn a_whole_file_is_saved_whole() {
    let edition = sample();
    let Salvaged { edition: saved, report } = save(&to_ron(&edition).unwrap());
    assert_eq!(to_ron(&saved).unwrap(), to_ron(&edition).unwrap());
    assert_eq!((report.damaged, report.unproven, report.set_aside), (0, 0, 0));
}

#[test]
fn witnesses_that_can_be_read_are_kept() {
    let line = |text: &str| WitnessLine { characters: text.chars().map(WitnessCharacter::from).collect(), ..WitnessLine::default() };
    let witness =
        |engine: &str| Witness { engine: engine.into(), lines: ["甲乙丙", "丁戊己"].map(line).into(), ..Witness::default() };
    let mut edition = sample();
    edition.take_witness(PageIndex(0), Arc::new(witness("first")));
    edition.take_witness(PageIndex(0), Arc::new(witness("second")));
    let text = to_ron(&edition).unwrap();
    let read = |text: &str| {
        let Salvaged { edition, report } = save(text);
        let told = |one: &Arc<Witness>| format!("{} {}", one.engine, one.lines.iter().map(WitnessLine::text).collect::<String>());
        (edition.witnesses(PageIndex(0)).iter().map(told).collect::<Vec<_>>(), report.damaged)
    };
    let both = ["first 甲乙丙丁戊己", "second 甲乙丙丁戊己"].map(str::to_owned);
    assert_eq!(read(&text.replacen("role: Headline", "role Headline", 1)), (both.to_vec(), 1));
    let (kept, damaged) = read(&text.replacen("- 甲乙丙", "甲乙丙", 1));
    assert_eq!((kept, damaged), (vec!["first 丁戊己".to_owned(), both[1].clone()], 1));
    let (kept, _) = read(&text.replacen("\"by second", "\"b", 1));
    assert_eq!(kept, both[..1], "what follows a lost beginning is nobody's");
    let cut = text.rfind("丁戊己").unwrap();
    assert_eq!(read(&text[..cut]).0, [both[0].clone(), "second 甲乙丙".to_owned()]);
}

/// An edition with a round that changed something, and two comments.
fn proofread() -> Edition {
    let mut edition = sample();
    let hand = Hand::new("QD").expect("initials");
    let block = edition.articles()[1].blocks()[0].id();
    let place = |at| Place { block, at: TextOffset(at) };
    let closing =
        |kind| Edit::CloseRound(Box::new(Closing { kind, hand: hand.clone(), date: "2026-11-27".into(), counts: RoundCounts::default() }));
    let comment = |from, text: &str| {
        let remark = Remark { hand: hand.clone(), date: "2026-11-27".into(), text: text.into() };
        Edit::AddComment(Box::new(NewComment { block, from: TextOffset(from), to: TextOffset(from + 2), remark, reading: None }))
    };
    let edits = [
        Edit::splice(place(1), place(2), "改"),
        closing(RoundKind::First),
        Edit::splice(place(3), place(4), ""),
        closing(RoundKind::Second),
        comment(0, "此处（存疑"),
        comment(2, "已核"),
    ];
    for edit in edits {
        apply(&mut edition, &edit).expect("it applies");
    }
    edition
}

#[test]
fn comments_and_rounds_are_saved() {
    let edition = proofread();
    let text = to_ron(&edition).unwrap();
    let comments = |edition: &Edition| edition.comments().iter().map(|comment| comment.remarks()[0].text.clone()).collect::<Vec<_>>();
    // A fault far from them costs them nothing.
    let Salvaged { edition: saved, report } = save(&text.replacen("masthead: ()", "masthead: (", 1));
    assert_eq!((saved.rounds(), saved.earlier(), saved.comments()), (edition.rounds(), edition.earlier(), edition.comments()));
    assert_eq!((report.comments, report.untold), (2, 0));
    // One in a comment costs that comment.
    let Salvaged { edition: saved, report } = save(&text.replacen("已核\"", "已核", 1));
    assert_eq!((comments(&saved), saved.rounds()), (vec!["此处（存疑".to_owned()], edition.rounds()));
    assert_eq!((report.comments, report.damaged, report.untold), (1, 1, 0));
    // One in the text costs what the rounds changed, and leaves who closed them; so does one in a round, which takes that round along.
    let Salvaged { edition: saved, report } = save(&text.replacen("role: Headline", "role Headline", 1));
    let closings = |edition: &Edition| edition.rounds().iter().map(|round| round.closing().clone()).collect::<Vec<_>>();
    assert_eq!((closings(&saved), saved.comments()), (closings(&edition), edition.comments()));
    assert!(saved.rounds().iter().all(|round| round.earlier().blocks().next().is_none()));
    assert_eq!((report.damaged, report.untold), (1, 2));
    let Salvaged { edition: saved, report } = save(&text.replacen("kind: Second", "kind Second", 1));
    assert_eq!(closings(&saved), closings(&edition)[..1]);
    assert_eq!((report.damaged, report.untold), (1, 1));
}

#[test]
fn a_comment_whose_paragraph_is_gone_is_still_read() {
    let text = to_ron(&proofread()).unwrap();
    let line = text.lines().find(|line| line.contains("改") && line.contains("from: \"")).unwrap();
    let Salvaged { edition: saved, report } = save(&text.replacen(line, "", 1));
    let first = saved.blocks().next().unwrap().1;
    assert_eq!((report.comments, report.untold), (2, 2));
    assert!(saved.comments().iter().all(|comment| comment.block() == first.id() && comment.has_lost_its_text()));
}

#[test]
fn a_damaged_block_costs_its_own_provenance_and_nothing_else() {
    let edition = sample();
    let text = to_ron(&edition).unwrap();
    let broken = text.replacen("role: Headline", "role Headline", 1);
    let Salvaged { edition: saved, report } = save(&broken);
    assert_eq!(texts(&saved), texts(&edition), "every text is there");
    assert_eq!((report.damaged, report.unproven), (1, 0), "its runs could still be read");
    assert_eq!(ledger::audit(&saved), Ok(()));

    let broken = text.replacen("from: \"1:266 *18\"", "from: \"1:266 *19\"", 1);
    assert_ne!(broken, text);
    let Salvaged { edition: saved, report } = save(&broken);
    assert_eq!(texts(&saved), texts(&edition));
    assert_eq!((report.damaged, report.unproven, report.set_aside), (0, 1, 17));
    assert_eq!(ledger::audit(&saved), Ok(()));
}

#[test]
fn a_damaged_raw_line_is_taken_from_the_raw_file_beside_it() {
    let edition = sample();
    let text = to_ron(&edition).unwrap();
    // The end of the file is lost, and with it half of the raw page.
    let half = &text[..text.rfind("活动，力争三年内").unwrap()];
    let Salvaged { edition: saved, report } = save(half);
    assert_eq!(texts(&saved), texts(&edition), "every text is there");
    assert!(report.unproven > 0 && report.damaged == 1);
    assert_eq!(ledger::audit(&saved), Ok(()));

    let bytes = include_bytes!("../../assets/samples/riverside-daily-1.raw.txt");
    let page = Arc::new(import_bytes(Path::new("riverside-daily-1.raw.txt"), bytes, None).unwrap());
    let Salvaged { edition: saved, report } = salvage_bytes(Path::new("e.ron"), half.as_bytes(), &[page]).unwrap();
    assert_eq!(report.unproven, 0);
    assert_eq!(saved.articles(), edition.articles());
    assert_eq!(saved.pages(), edition.pages());
}

/// The raw text stands in lines without marks of their own.
#[test]
fn what_ends_a_raw_text_is_known_where_it_is_lost() {
    let page = |name: &str, text: &str| Arc::new(import_bytes(Path::new(name), text.as_bytes(), None).unwrap());
    let (first, second) = (page("a.txt", "会议\n今天“开”。\n"), page("b.txt", "说\"好\"。\n明天再开。\n"));
    let edition = clean(&[first.clone(), second.clone()], HouseStyle::standard());
    let text = to_ron(&edition).unwrap();
    let end = "今天“开”。\n\n\",\n";
    assert!(text.contains(end), "{text}");
    // The end; a line's marks; the end, in the midst of a page that goes on.
    for (before, after, damaged) in
        [(end, "今天“开”。\n\n", 0), ("说\\\"好", "说\"好", 1), (end, "今天“开”。\n\n      layout: [\n\"page 9x9\",\n      ],\n", 0)]
    {
        let Salvaged { edition: saved, report } = save(&text.replacen(before, after, 1));
        assert_eq!(texts(&saved), texts(&edition));
        assert_eq!((report.pages, report.damaged), (2, damaged), "{after}");
        assert_eq!(saved.pages().iter().map(|page| page.text()).collect::<Vec<_>>(), [first.text(), second.text()], "{after}");
        assert_eq!(ledger::audit(&saved), Ok(()));
    }
}

#[test]
fn what_is_no_edition_is_not_made_one() {
    for text in ["", "no edition", "(\n)\n", "(format: \"stet-edition\", version: 1)"] {
        let error = salvage_bytes(Path::new("e.ron"), text.as_bytes(), &[]).unwrap_err();
        assert!(error.to_string().contains("neither"), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a file has suffered, what is saved of it balances, and can be saved and opened.
    #[test]
    fn what_is_saved_balances((pages, moves, wounds) in (page_texts(), steps(), prop::collection::vec((any::<u32>(), 0u32..60, 0u8..5), 1..6))) {
        let mut edition = generate::edition(&pages);
        for step in &moves {
            if let Some(edit) = step.edit(&edition) {
                let _refused = apply(&mut edition, &edit);
            }
        }
        let mut bytes = to_ron(&edition).expect("it can be written").into_bytes();
        for (at, len, how) in wounds {
            wound(&mut bytes, at as usize, len as usize, how);
        }
        if let Ok(Salvaged { edition: saved, .. }) = salvage_bytes(Path::new("e.ron"), &bytes, &[]) {
            prop_assert_eq!(ledger::audit(&saved), Ok(()));
            let text = to_ron(&saved).expect("it can be written");
            let again = from_ron(Path::new("e.ron"), &text).expect("it can be opened");
            prop_assert_eq!(to_ron(&again).expect("it can be written"), text);
        }
    }
}

/// Damages bytes: takes some out, overwrites some, doubles some, swaps two stretches, or cuts the end off.
fn wound(bytes: &mut Vec<u8>, at: usize, len: usize, how: u8) {
    if bytes.is_empty() {
        return;
    }
    let at = at % bytes.len();
    let end = (at + len).min(bytes.len());
    match how {
        0 => drop(bytes.drain(at..end)),
        1 => bytes[at..end].fill(b'"'),
        2 => {
            let part = bytes[at..end].to_vec();
            bytes.splice(end..end, part);
        }
        3 => bytes[at..end].reverse(),
        _ => bytes.truncate(bytes.len() - len.min(bytes.len())),
    }
}
