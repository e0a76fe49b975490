//! kill -9 while a collection is drafted, exported and listed: every file is whole, nothing of the source is touched, and the next start
//! comes to what an undisturbed one does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use stet::store::load;

/// How many issues there are.
const ISSUES: usize = 10;

/// Raw pages of made-up issues, a day each.
fn begin(folder: &Path) {
    let text = include_str!("../../assets/samples/riverside-daily-1.raw.txt");
    for day in 1..=ISSUES {
        std::fs::write(folder.join(format!("daily-2022-03-{day:02}-1.txt")), text.replace("水", &format!("水{day}"))).expect("written");
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stet"));
    command.arg("collection").arg(folder).args(arguments).env("LC_ALL", "C").env_remove("LANGUAGE");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

/// Starts the command, and kills it after a while.
fn kill(folder: &Path, arguments: &[&str], after: Duration) {
    let mut child = command(folder, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    std::thread::sleep(after);
    // It may have ended by itself.
    let _ = child.kill();
    child.wait().expect("it is dead");
}

/// The files in a folder and those in it whose names end so, with what is in them.
fn files(folder: &Path, end: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let mut found = BTreeMap::new();
    for path in entries.filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))) {
        if path.is_dir() {
            found.extend(files(&path, end));
        } else if path.extension().is_some_and(|own| own == end) {
            found.insert(path.clone(), std::fs::read(&path).expect("it can be read"));
        }
    }
    found
}

/// What an undisturbed run comes to, by the names of the files.
fn names(files: BTreeMap<PathBuf, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let name = |path: PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    files.into_iter().map(|(path, bytes)| (name(path), bytes)).collect()
}

#[test]
fn kill_9_in_a_batch_costs_nothing_and_the_next_goes_on() {
    let (calm, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    begin(calm.path());
    begin(folder.path());
    assert!(run(calm.path(), &["--draft"]).status.success());
    assert!(run(calm.path(), &["--export", "md"]).status.success());
    let raw = files(folder.path(), "txt");
    let (mut broken_off, mut drafted) = (0, 0);
    for number in 0..6u64 {
        kill(folder.path(), &["--draft"], Duration::from_millis(20 + 190 * number));
        let editions = files(folder.path(), "ron");
        editions.keys().for_each(|path| drop(load(path).unwrap_or_else(|error| panic!("an edition is broken: {error}"))));
        assert!(editions.len() >= drafted, "what was drafted stays");
        drafted = editions.len();
        broken_off += usize::from(drafted < ISSUES);
    }
    assert!(broken_off > 0, "the first was broken off");
    let output = run(folder.path(), &["--draft"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains(&format!("{} now, {drafted} before", ISSUES - drafted)), "{output:?}");
    for number in 0..4u64 {
        kill(folder.path(), &["--export", "md"], Duration::from_millis(100 + 120 * number));
    }
    assert!(run(folder.path(), &["--export", "md"]).status.success());
    assert_eq!(names(files(folder.path(), "ron")), names(files(calm.path(), "ron")), "the editions are those of an undisturbed run");
    assert_eq!(names(files(folder.path(), "md")), names(files(calm.path(), "md")));
    assert_eq!(files(folder.path(), "txt"), raw, "the raw pages are as they were");
}

#[test]
fn kill_9_while_the_index_is_written_costs_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    begin(folder.path());
    assert!(run(folder.path(), &["--draft"]).status.success());
    let index = folder.path().join(".stet-collection");
    std::fs::remove_file(&index).ok();
    let list = run(folder.path(), &["--json"]).stdout;
    for number in 0..8u64 {
        if number % 2 == 0 {
            std::fs::remove_file(&index).ok();
        }
        kill(folder.path(), &[], Duration::from_millis(5 + 15 * number));
        let output = run(folder.path(), &["--json"]);
        assert!(output.status.success() && output.stderr.is_empty(), "a half-written index is never in place: {output:?}");
        assert_eq!(output.stdout, list);
    }
    // One that another program cut off is told of and made anew.
    let whole = std::fs::read(&index).expect("an index");
    std::fs::write(&index, &whole[..whole.len() / 3]).expect("written");
    let output = run(folder.path(), &["--json"]);
    assert!(output.status.success() && output.stdout == list);
    assert!(String::from_utf8_lossy(&output.stderr).contains("read again"), "{output:?}");
    assert_eq!(files(folder.path(), "ron").len(), ISSUES);
}
