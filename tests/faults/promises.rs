//! The table of the manual's safety chapter: each promise names tests, these are there, and both languages promise the same.

use std::path::{Path, PathBuf};

/// The rows of the table: the promise, and where it is said to be tested.
fn promises(language: &str) -> Vec<(String, Vec<String>)> {
    let path = at(&format!("assets/manual/{language}/safety.md"));
    let text = std::fs::read_to_string(&path).expect("the chapter");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")).skip_while(|row| !row.starts_with("---")).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let named = cells[1].split('`').skip(1).step_by(2).map(str::to_owned).collect();
        (cells[0].to_owned(), named)
    })
    .collect()
}

fn at(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Whether there is a test at a path: in the file, or in a file of the folder.
fn has_tests(path: &Path) -> bool {
    if path.is_dir() {
        return std::fs::read_dir(path).expect("a folder").flatten().any(|entry| has_tests(&entry.path()));
    }
    path.extension().is_some_and(|end| end == "rs") && std::fs::read_to_string(path).is_ok_and(|text| text.contains("#[test]"))
}

/// What is kept by the compiler, or by a program that asks of licences, is kept by these files.
const NO_TESTS: [&str; 3] = ["deny.toml", "Cargo.toml", "src/lib.rs"];

#[test]
fn each_promise_of_the_manual_has_its_test() {
    let english = promises("en");
    assert!(english.len() > 30, "{} promises", english.len());
    for (promise, named) in &english {
        assert!(!named.is_empty(), "{promise}: no test");
        for name in named {
            let path = at(name);
            assert!(path.exists(), "{promise}: there is no {name}");
            assert!(NO_TESTS.contains(&name.as_str()) || has_tests(&path), "{promise}: {name} has no test");
        }
    }
    let tests = |promises: Vec<(String, Vec<String>)>| promises.into_iter().map(|(_, named)| named).collect::<Vec<_>>();
    assert_eq!(tests(promises("zh")), tests(english), "both languages promise the same");
}

/// What the table says of one file of tests is said nowhere in vain: each file of this folder keeps a promise.
#[test]
fn each_file_of_these_tests_keeps_a_promise() {
    let named: Vec<String> = promises("en").into_iter().flat_map(|(_, named)| named).collect();
    let files = std::fs::read_dir(at("tests/faults")).expect("the folder").flatten().map(|entry| entry.path());
    for file in files.filter(|file| has_tests(file) && !file.is_dir()) {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let is_of_table = name == "promises.rs";
        assert!(is_of_table || named.contains(&format!("tests/faults/{name}")), "no promise is tested in {name}");
    }
}
