//! The lists of a collection: what is checked by them, what is learnt, and what is taken over from Guiguts.

use std::path::Path;
use std::process::Output;

use serde_json::Value;
use stet::edit::{Edit, apply};
use stet::edition::{Place, TextOffset};
use stet::store::{load, save};

use super::{assert_fault, stet};

/// A collection with the draft of a page in each of these files.
fn collection(pages: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in pages {
        std::fs::write(folder.path().join(format!("{name}.txt")), text).unwrap();
        assert!(stet(folder.path(), &["clean", &format!("{name}.txt")]).status.success());
    }
    assert!(stet(folder.path(), &["collection", ".", "--init"]).status.success());
    folder
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The queries about an edition whose message has these words, as what is offered.
fn offered(folder: &Path, edition: &str, words: &str) -> Vec<Vec<String>> {
    let report: Value = serde_json::from_str(&out(&stet(folder, &["check", edition, "--format", "json"]))).unwrap();
    let queries = report["queries"].as_array().unwrap().iter().filter(|query| query["message"].as_str().unwrap().contains(words));
    queries.map(|query| query["remedies"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()).collect()
}

fn correct(edition: &Path, wrong: &str, right: &str) {
    let mut known = load(edition).unwrap();
    let (block, at) =
        known.blocks().find_map(|(_, block)| block.text().find(wrong).map(|at| (block.id(), block.text()[..at].chars().count()))).unwrap();
    let place = |at: usize| Place { block, at: TextOffset::new(at) };
    apply(&mut known, &Edit::splice(place(at), place(at + wrong.chars().count()), right)).unwrap();
    save(edition, &known).unwrap();
}

const MEETING: &str = "　　县里昨天召开会仪，研究春耕生产，到会的有三十人。\n";

#[test]
fn what_was_corrected_in_two_editions_is_offered_in_a_third_once_it_was_learnt() {
    let folder = collection(&[("paper-1939-03-01-1", MEETING), ("paper-1939-03-02-1", MEETING), ("paper-1939-03-03-1", MEETING)]);
    let at = folder.path();
    correct(&at.join("paper-1939-03-01-1.ron"), "仪", "议");
    assert!(out(&stet(at, &["collection", ".", "--learn"])).contains("0 of them"));
    assert_eq!(offered(at, "paper-1939-03-03-1.ron", "times in the collection"), [[""; 0]; 0], "once is not enough");
    correct(&at.join("paper-1939-03-02-1.ron"), "仪", "议");
    let said = out(&stet(at, &["collection", ".", "--learn"]));
    assert!(said.contains("3 editions") && !said.contains("0 of them"), "{said}");
    assert_eq!(offered(at, "paper-1939-03-03-1.ron", "made “会议” 2 times"), [["会议"]]);
    // What is switched off by hand is not asked, nor switched on by learning again.
    let list = at.join("corrections.csv");
    std::fs::write(&list, std::fs::read_to_string(&list).unwrap().replace(",yes", ",no")).unwrap();
    assert!(stet(at, &["collection", ".", "--learn"]).status.success());
    assert_eq!(offered(at, "paper-1939-03-03-1.ron", "times in the collection"), [[""; 0]; 0]);
    assert!(std::fs::read_to_string(at.join("confusions.csv")).unwrap().contains("仪,议,,2"));
}

#[test]
fn scannos_of_guiguts_are_asked_about_and_bad_rows_told() {
    let folder = collection(&[("page", "The mayor arid tbe council opened the irnportant bridge in the town this morning.\n")]);
    let at = folder.path();
    let rules = r#"{"scannos": [{"match": "rn([bp])", "replacement": "m\\1", "hint": "Find rn before b or p"},
        {"match": "\\btb", "replacement": "th"}, {"match": "v(?<!x)", "replacement": "y"}]}"#;
    std::fs::write(at.join("rules.json"), rules).unwrap();
    let imported = stet(at, &["collection", ".", "--import-scannos", "rules.json"]);
    assert!(out(&imported).contains("2 new, 0 known already, 1 not"), "{imported:?}");
    assert!(String::from_utf8_lossy(&imported.stderr).contains("rule 3 (`v(?<!x)`)"), "{imported:?}");
    assert_eq!(offered(at, "page.ron", "Find rn before b or p"), [["mp"]]);
    assert_eq!(offered(at, "page.ron", "“tb”"), [["th"]]);
    let list = at.join("substitutions.csv");
    std::fs::write(&list, std::fs::read_to_string(&list).unwrap() + "[broken,regex,x\n").unwrap();
    let checked = stet(at, &["check", "page.ron"]);
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert!(checked.status.success() && said.contains("substitutions.csv:4:"), "{said}");
    assert_fault(&stet(at, &["collection", ".", "--import-scannos", "none.json"]), 2, &["none.json"]);
    assert_fault(&stet(at, &["collection", ".", "--import-scannos", "page.txt"]), 2, &["page.txt:1:1"]);
    assert_fault(&stet(at, &["collection", "nowhere", "--import-scannos", "rules.json"]), 2, &["nowhere"]);
}

#[test]
fn names_and_good_words_of_a_collection_hold_in_all_its_editions() {
    let folder = collection(&[("page", "　　沈州昨天到县里开会仪，谈春耕生产，到会的有三十人。\n")]);
    let at = folder.path();
    assert_eq!(offered(at, "page.ron", "“会仪”").len() + offered(at, "page.ron", "“仪”").len(), 1);
    let counted = |said: &str| said.lines().next().map(str::to_owned);
    let before = counted(&out(&stet(at, &["collection", ".", "--check"])));
    std::fs::write(at.join("names.csv"), "name,variant,kind\n沈舟,沈州,person\n").unwrap();
    std::fs::write(at.join("good-words.csv"), "word\n会仪\n").unwrap();
    assert_eq!(offered(at, "page.ron", "prefers “沈舟” to “沈州”"), [["沈舟"]]);
    assert_eq!(offered(at, "page.ron", "“仪”").len(), 0);
    // Other lists are another style: the queries are counted again.
    let again = out(&stet(at, &["collection", ".", "--check"]));
    assert!(again.contains("1 now") && counted(&again).is_some() && before.is_some(), "{again}");
}
