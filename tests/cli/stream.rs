//! `stet stream`: pages in as JSON, a line each, and what was made of them out.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use super::{pages, program, stet};

/// The answers to these lines, in order, and the exit code.
fn answers(folder: &Path, args: &[&str], lines: &[String]) -> (Vec<Value>, Option<i32>) {
    let args: Vec<&str> = ["stream"].iter().chain(args).copied().collect();
    let mut child = program(folder, &args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines = lines.join("\n");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.code())
}

#[test]
fn a_stream_gives_what_the_commands_give() {
    let folder = pages();
    let text = std::fs::read_to_string(folder.path().join("page-2.raw.txt")).unwrap();
    let lines = [
        json!({"id": {"of": 1}, "path": "page-1.raw.txt", "give": ["edition", "queries", "tei"]}).to_string(),
        String::new(),
        json!({"id": 2, "text": text, "name": "page-2.raw.txt"}).to_string(),
    ];
    let (answers, code) = answers(folder.path(), &["--jobs", "2"], &lines);
    assert_eq!((answers.len(), code), (2, Some(0)));
    assert_eq!((&answers[0]["id"], &answers[1]["id"]), (&json!({"of": 1}), &json!(2)));
    for (number, answer) in [(1, &answers[0]), (2, &answers[1])] {
        let (raw, edition) = (format!("page-{number}.raw.txt"), format!("page-{number}.ron"));
        assert!(stet(folder.path(), &["clean", &raw]).status.success());
        assert_eq!(answer["edition"].as_str(), std::fs::read_to_string(folder.path().join(edition)).ok().as_deref());
    }
    let checked = stet(folder.path(), &["check", "page-1.ron", "--format", "json"]);
    let report: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert!(report["queries"].as_array().is_some_and(|queries| !queries.is_empty()));
    assert_eq!(answers[0]["queries"], report["queries"]);
    let exported = stet(folder.path(), &["export", "page-1.ron", "--format", "tei"]);
    assert_eq!(answers[0]["tei"].as_str().map(str::as_bytes), Some(exported.stdout.as_slice()));
}

#[test]
fn a_stream_out_of_order_gives_each_line_once() {
    let folder = pages();
    let line = |id: usize| json!({"id": id, "text": format!("第{id}条。\n").repeat(1 + id % 7 * 40), "give": ["txt", "txt"]}).to_string();
    let (answers, code) = answers(folder.path(), &["--unordered", "--jobs", "3"], &(0..60).map(line).collect::<Vec<_>>());
    let mut ids: Vec<u64> = answers.iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!((ids, code), ((0..60).collect(), Some(0)));
    for answer in &answers {
        assert!(answer["txt"].as_str().is_some_and(|text| text.contains(&format!("第{}条。", answer["id"]))), "{answer}");
    }
}

#[test]
fn a_bad_line_costs_itself_alone() {
    let folder = pages();
    let good = json!({"id": "good", "path": "page-1.raw.txt", "give": ["txt"]}).to_string();
    let bad = [
        ("{\"id\": 1, \"path\"".to_owned(), "no JSON object"),
        (json!({"id": "x", "path": "page-1.raw.txt", "gvie": ["txt"]}).to_string(), "gvie"),
        (json!({"id": "x", "path": "no-such-page.txt"}).to_string(), "no-such-page.txt"),
        (json!({"id": "x", "path": "page-1.raw.txt", "give": ["docx"]}).to_string(), "edition, queries, txt"),
        (json!({"id": "x", "path": "page-1.raw.txt", "give": ["alto"], "encoding": "EBCDIC"}).to_string(), "EBCDIC"),
        (json!({"id": "x"}).to_string(), "either the “path”"),
        (json!({"id": "x", "text": "甲", "path": "page-1.raw.txt"}).to_string(), "either the “path”"),
        ("17".to_owned(), "no JSON object"),
    ];
    let lines: Vec<String> = bad.iter().flat_map(|(line, _)| [line.clone(), good.clone()]).collect();
    let (answers, code) = answers(folder.path(), &[], &lines);
    assert_eq!((answers.len(), code), (lines.len(), Some(1)));
    for (index, (line, what)) in bad.iter().enumerate() {
        let error = answers[2 * index]["error"].as_str().unwrap();
        assert!(error.starts_with(&format!("line {}: ", 2 * index + 1)) && error.contains(what), "{line}: {error}");
        assert_eq!(answers[2 * index]["id"], if line.contains("\"x\"") { json!("x") } else { Value::Null }, "{line}");
        assert!(answers[2 * index + 1]["txt"].as_str().is_some_and(|text| text.len() > 1000));
    }
}

#[test]
fn an_answer_comes_before_the_next_line_is_written() {
    let folder = pages();
    let mut child = program(folder.path(), &["stream"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in 1..4 {
        writeln!(input, "{}", json!({"id": id, "text": "县里今天开会。\n会上说了春耕。", "give": ["txt"]})).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert!(answer["id"] == id && answer["txt"].as_str().is_some_and(|text| text.contains("春耕")), "{line}");
    }
    // A reader that has gone is no fault.
    drop(output);
    let _ = writeln!(input, "{}", json!({"id": 9, "text": "县里今天开会。"}));
    drop(input);
    assert!(child.wait().unwrap().success());
}
