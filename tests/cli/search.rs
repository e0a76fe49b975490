//! `stet search`: words in all editions of a folder.

use serde_json::Value;

use super::{assert_fault, pages, program, stet};

fn out(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn hits_are_lines_with_what_was_found_in_brackets() {
    let folder = pages();
    for page in ["page-1.raw.txt", "page-2.raw.txt"] {
        assert!(stet(folder.path(), &["clean", page]).status.success());
    }
    let output = stet(folder.path(), &["search", ".", "水"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let lines = out(&output);
    assert!(
        lines.lines().next().is_some_and(|line| line.starts_with("./page-") && line.contains(" — ") && line.contains("[水]")),
        "{lines}"
    );
    let limited = out(&stet(folder.path(), &["search", ".", "水", "--limit", "1"]));
    assert!(limited.lines().count() == 2 && limited.contains("more"), "{limited}");
    let json: Value = serde_json::from_slice(&stet(folder.path(), &["search", ".", "水", "--json"]).stdout).unwrap();
    let hit = &json["hits"][0];
    let context: Vec<char> = hit["context"].as_str().unwrap().chars().collect();
    let found = (hit["found"][0][0].as_u64().unwrap() as usize, hit["found"][0][1].as_u64().unwrap() as usize);
    assert_eq!(context[found.0..found.1].iter().collect::<String>(), "水");
    assert!(hit["article"].as_str().unwrap().starts_with('a') && json["count"].as_u64().unwrap() >= 1);
}

#[test]
fn what_is_not_found_and_what_is_no_query_is_told() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    assert_fault(&stet(folder.path(), &["search", ".", "没有这个词"]), 1, &["nothing was found"]);
    assert_fault(&stet(folder.path(), &["search", ".", "title:水"]), 2, &["character 1", "title:", "headline:"]);
    assert_fault(&stet(folder.path(), &["search", "none", "水"]), 2, &["none"]);
    // The second page is no part of an edition.
    let said = stet(folder.path(), &["search", ".", "没有这个词"]);
    assert_fault(&said, 1, &["nothing was found; one issue has raw pages alone", "--draft"]);
    assert!(stet(folder.path(), &["clean", "page-2.raw.txt"]).status.success());
    let said = stet(folder.path(), &["search", ".", "没有这个词"]);
    assert!(!String::from_utf8_lossy(&said.stderr).contains("raw pages"), "{said:?}");
    assert_fault(&stet(folder.path(), &["search", "."]), 2, &["QUERY"]);
    let chinese = program(folder.path(), &["--language", "zh", "search", ".", "\"水"]).output().unwrap();
    assert!(String::from_utf8_lossy(&chinese.stderr).contains("引号"), "{chinese:?}");
}
