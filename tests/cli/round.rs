//! `stet round` and `stet merge`: rounds are closed and told, versions of an edition put together.

use std::path::Path;

use serde_json::json;
use stet::edit::{Edit, NewComment, apply};
use stet::edition::{Edition, Hand, Place, Remark, TextOffset, ledger};
use stet::store::{load, save};

use super::{assert_fault, stet};

const TEXT: &str = "新桥昨日正式通车\n本报讯（记者 王小明）昨日，横跨清水河的新桥正式通军。\n领油人物到场祝贺，沿河群众十分高兴。\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("p.txt"), TEXT).unwrap();
    assert!(stet(folder.path(), &["clean", "p.txt", "-o", "e.ron"]).status.success());
    folder
}

/// Puts one text in the place of another, once, in the edition of a file.
fn replace(path: &Path, old: &str, new: &str) {
    let mut edition = load(path).unwrap();
    let (block, at) = find(&edition, old);
    let place = |at: usize| Place { block, at: TextOffset::new(at) };
    apply(&mut edition, &Edit::splice(place(at), place(at + old.chars().count()), new)).unwrap();
    save(path, &edition).unwrap();
}

fn find(edition: &Edition, text: &str) -> (stet::edition::BlockId, usize) {
    let found = edition.blocks().find_map(|(_, block)| Some((block.id(), block.text().find(text)?, block.text().to_owned())));
    let (block, byte, all) = found.unwrap();
    (block, all[..byte].chars().count())
}

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn text(path: &Path) -> String {
    load(path).unwrap().blocks().map(|(_, block)| format!("{}\n", block.text())).collect()
}

#[test]
fn a_round_is_closed_and_the_next_reader_sees_what_it_changed() {
    let folder = folder();
    let (at, path) = (folder.path(), folder.path().join("e.ron"));
    assert_eq!(said(&stet(at, &["round", "e.ron"])), "no round of proofreading was closed yet\ncomments: 0\n");
    replace(&path, "军", "车");
    let size = std::fs::metadata(&path).unwrap().len();
    let output = stet(at, &["round", "e.ron", "--close", "first", "--hand", "QD", "--date", "2026-11-27"]);
    assert!(output.status.success(), "{output:?}");
    assert!(said(&output).starts_with("first proof, closed by QD on 2026-11-27: "), "{}", said(&output));
    assert!(said(&output).contains(" 1 changes, 0 queries answered, "), "{}", said(&output));
    assert!(std::fs::metadata(&path).unwrap().len() < size + 400, "a change costs its characters and not its paragraph");
    assert!(at.join(".stet-backups").is_dir());
    let mut edition = load(&path).unwrap();
    let (block, from) = find(&edition, "油");
    let remark = Remark { hand: Hand::new("QD").unwrap(), date: "2026-11-27".to_owned(), text: "袖？".to_owned() };
    let new = NewComment { block, from: TextOffset::new(from), to: TextOffset::new(from + 1), remark, reading: None };
    apply(&mut edition, &Edit::AddComment(Box::new(new))).unwrap();
    save(&path, &edition).unwrap();
    let told = said(&stet(at, &["round", "e.ron"]));
    assert!(told.contains("first proof  QD    2026-11-27"), "{told}");
    assert!(told.contains("comments: 1\npage 1, line 3: “油” QD, 2026-11-27: 袖？\n"), "{told}");
    assert!(told.ends_with("changed in the last round: 1\npage 1, line 2: “军” → “车”\n"), "{told}");
    let report: serde_json::Value = serde_json::from_slice(&stet(at, &["round", "e.ron", "--format", "json"]).stdout).unwrap();
    assert_eq!(
        (&report["rounds"][0]["round"], &report["rounds"][0]["hand"], &report["rounds"][0]["changes"]),
        (&json!("first"), &json!("QD"), &json!(1))
    );
    let (comment, change) = (&report["comments"][0], &report["changes"][0]);
    assert_eq!(
        (&comment["page"], &comment["line"], &comment["about"], &comment["remarks"][0]["text"]),
        (&json!(1), &json!(3), &json!("油"), &json!("袖？"))
    );
    assert_eq!((&change["line"], &change["was"], &change["now"], &change["roles"]), (&json!(2), &json!("军"), &json!("车"), &json!(null)));
    let (block, at_now) = find(&edition, "车。");
    assert_eq!((&change["block"], &change["range"]), (&json!(block.0), &json!([at_now, at_now + 1])));
    let chinese = said(&stet(at, &["round", "e.ron", "--language", "zh"]));
    assert!(chinese.contains("初校") && chinese.contains("“军”改为“车”"), "{chinese}");
}

#[test]
fn a_hand_and_a_day_are_asked_for_and_the_house_says_who_may_close() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("strict.ron"), "HouseStyle(one_hand_once: true)").unwrap();
    assert_fault(&stet(at, &["round", "e.ron", "--close", "first"]), 2, &["--hand"]);
    assert_fault(&stet(at, &["round", "e.ron", "--close", "first", "--hand", " "]), 2, &["no initials"]);
    assert_fault(&stet(at, &["round", "e.ron", "--close", "first", "--hand", "QD", "--date", "27.11.2026"]), 2, &["27.11.2026"]);
    let close = |hand: &str, style: &[&str]| stet(at, &[&["round", "e.ron", "--close", "second", "--hand", hand], style].concat());
    assert!(close("QD", &[]).status.success());
    let before = std::fs::read(at.join("e.ron")).unwrap();
    assert_fault(&close("qd", &["--style", "strict.ron"]), 1, &["e.ron", "QD", "second proof", "one_hand_once"]);
    assert_eq!(std::fs::read(at.join("e.ron")).unwrap(), before, "what is refused changes nothing");
    assert!(close("LM", &["--style", "strict.ron"]).status.success());
    assert_eq!(load(&at.join("e.ron")).unwrap().rounds().len(), 2);
}

#[test]
fn the_list_of_a_collection_follows_the_rounds() {
    let folder = folder();
    let at = folder.path();
    let state = |words: &str| {
        let told = said(&stet(at, &["collection", "."]));
        assert!(told.contains(words), "{words}: {told}");
    };
    let close = |round: &str| assert!(stet(at, &["round", "e.ron", "--close", round, "--hand", "QD"]).status.success());
    close("first");
    state("proofread once");
    close("second");
    state("proofread twice");
    close("read-through");
    state("checked");
}

#[test]
fn two_versions_become_one() {
    let folder = folder();
    let at = folder.path();
    for version in ["ours.ron", "theirs.ron"] {
        std::fs::copy(at.join("e.ron"), at.join(version)).unwrap();
    }
    replace(&at.join("ours.ron"), "军", "车");
    replace(&at.join("theirs.ron"), "油", "袖");
    let output = stet(at, &["merge", "e.ron", "ours.ron", "theirs.ron", "-o", "m.ron"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let merged = load(&at.join("m.ron")).unwrap();
    assert_eq!(ledger::audit(&merged), Ok(()));
    assert!(text(&at.join("m.ron")).contains("正式通车") && text(&at.join("m.ron")).contains("领袖人物"));
    // The same again is not written over, and neither is an input.
    assert_fault(&stet(at, &["merge", "e.ron", "ours.ron", "theirs.ron", "-o", "m.ron"]), 2, &["m.ron", "--force"]);
    assert_fault(&stet(at, &["merge", "e.ron", "ours.ron", "theirs.ron", "-o", "ours.ron", "--force"]), 2, &["ours.ron"]);
}

#[test]
fn a_conflict_is_told_and_asked_about() {
    let folder = folder();
    let at = folder.path();
    for version in ["ours.ron", "theirs.ron"] {
        std::fs::copy(at.join("e.ron"), at.join(version)).unwrap();
    }
    replace(&at.join("ours.ron"), "军", "车");
    replace(&at.join("theirs.ron"), "军", "航");
    let output = stet(at, &["merge", "e.ron", "ours.ron", "theirs.ron", "-o", "m.ron", "--hand", "LM"]);
    assert_fault(&output, 1, &["m.ron", "in 1 places"]);
    assert!(text(&at.join("m.ron")).contains("正式通车"));
    let told = said(&stet(at, &["round", "m.ron"]));
    assert!(told.contains("“车” LM, "), "{told}");
    let queries = said(&stet(at, &["check", "m.ron"]));
    assert!(queries.contains("LM reads “航” where this version has “车”") && queries.contains("\n    航\n"), "{queries}");
    std::fs::write(at.join("q.txt"), "别的一页\n").unwrap();
    assert!(stet(at, &["clean", "q.txt", "-o", "q.ron"]).status.success());
    assert_fault(&stet(at, &["merge", "e.ron", "ours.ron", "q.ron", "-o", "n.ron"]), 2, &["q.ron", "Page 1"]);
}

/// What a round costs: of the sample page every fiftieth character was put right, which is twice what OCR of a good print misreads.
#[test]
fn a_round_costs_the_file_a_few_per_cent() {
    let folder = super::pages();
    let path = folder.path().join("page-1.ron");
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    let mut edition = load(&path).unwrap();
    let blocks: Vec<_> = edition.articles().iter().flat_map(|article| article.blocks()).map(|block| (block.id(), block.len().0)).collect();
    let mut changes = 0;
    for (block, len) in blocks {
        for at in (25..len).step_by(50) {
            let place = |at| Place { block, at: TextOffset(at) };
            apply(&mut edition, &Edit::splice(place(at), place(at + 1), "正")).unwrap();
            changes += 1;
        }
    }
    save(&path, &edition).unwrap();
    assert!(stet(folder.path(), &["round", "page-1.ron", "--close", "first", "--hand", "QD"]).status.success());
    let text = std::fs::read_to_string(&path).unwrap();
    let (_, rest) = text.split_once("  rounds: [\n").unwrap();
    let (rounds, _) = rest.split_once("\n  next_id:").unwrap();
    assert!(changes > 20 && rounds.len() * 100 < text.len() * 9, "{changes} changes, {} of {} bytes", rounds.len(), text.len());
}
