//! kill -9 while an index is made and brought up to date: no edition is touched, and the next search finds what an undisturbed one does.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// How many editions there are.
const EDITIONS: usize = 100;

/// Copies of a draft, a day each.
fn begin(folder: &Path) {
    let raw = folder.join("page-1.txt");
    std::fs::write(&raw, include_str!("../../assets/samples/riverside-daily-1.raw.txt")).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_stet")).arg("clean").arg(&raw).output().expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    let draft = std::fs::read_to_string(folder.join("page-1.ron")).expect("a draft");
    for number in 1..EDITIONS {
        std::fs::write(folder.join(format!("{number:03}.ron")), &draft).expect("written");
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stet"));
    command.arg("search").arg(folder).args(["水", "--json", "--limit", "100000"]).env("LC_ALL", "C").env_remove("LANGUAGE");
    command
}

fn run(folder: &Path) -> Output {
    command(folder).output().expect("the program runs")
}

/// The hits as they are printed, in any order: of the same rank each may come first.
fn hits(output: &Output) -> Vec<String> {
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut hits: Vec<String> = found["hits"].as_array().expect("hits").iter().map(ToString::to_string).collect();
    hits.sort();
    hits
}

#[test]
fn kill_9_while_the_index_is_made_costs_nothing() {
    kill([1, 3, 6]);
}

#[test]
#[ignore = "takes a minute: twelve deaths"]
fn kill_9_whenever_the_index_is_made_costs_nothing() {
    kill(0..12);
}

/// Kills searches while they make the index, each a number of steps after it began.
fn kill(numbers: impl IntoIterator<Item = u64>) {
    let folder = tempfile::tempdir().expect("a folder");
    begin(folder.path());
    let calm = hits(&run(folder.path()));
    assert!(calm.len() >= EDITIONS);
    let index = folder.path().join(".stet-search");
    for number in numbers {
        if number % 3 == 0 {
            std::fs::remove_dir_all(&index).expect("an index");
        } else {
            // All is written again, so that all is read again.
            for number in 1..EDITIONS {
                let path = folder.path().join(format!("{number:03}.ron"));
                let text = std::fs::read(&path).expect("an edition");
                std::fs::write(&path, text).expect("written");
            }
        }
        let mut child = command(folder.path()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        std::thread::sleep(Duration::from_millis(20 + 45 * number));
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().expect("it is dead");
        let output = run(folder.path());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "a half-written index is never in place: {said}");
        assert!(hits(&output) == calm, "killed after {number}");
    }
}
