//! A day's work in fast-forward: memory stays flat, and so does the journal.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use stet::edit::{Edit, History};
use stet::edition::{Edition, Place, TextOffset};
use stet::store::journal::{About, Journal, JournalStep, recover};

use super::{names, sample};

/// In the child process: so many edits, with how much memory is in use now and then.
#[test]
#[ignore = "run by the other tests, in a process whose memory is watched"]
fn child_that_works_all_day() {
    let edits: usize = std::env::var("STET_TEST_EDITS").ok().and_then(|edits| edits.parse().ok()).expect("the other test says how many");
    let folder = tempfile::tempdir().expect("a folder");
    let (mut edition, mut history) = (sample(), History::default());
    let journal = Journal::begin(folder.path(), About::default(), edition.clone(), None).expect("a thread");
    for number in 0..edits {
        let step = step(number, &mut edition, &mut history);
        journal.note(step, &edition);
        // Nobody types faster than the disk can write; here it may be so.
        if number % 500 == 0 {
            journal.wait();
        }
        if number % 5000 == 4999 {
            println!("memory {} {}", number + 1, resident());
        }
    }
    drop(journal);
    assert_eq!(names(folder.path()).len(), 1, "there is one journal");
    let size = std::fs::metadata(folder.path().join(&names(folder.path())[0])).expect("the journal").len();
    let work = recover(folder.path()).work;
    assert_eq!(work[0].replay.edition, edition);
    println!("journal {size}");
}

/// Types a character here and there, takes it out again, and now and then undoes and redoes.
fn step(number: usize, edition: &mut Edition, history: &mut History) -> JournalStep {
    if number % 50 == 48
        && let Some(step) = history.undo(edition).expect("undo applies")
    {
        return JournalStep::Undone(step.edit().clone());
    }
    if number % 50 == 49
        && let Some(step) = history.redo(edition).expect("redo applies")
    {
        return JournalStep::Redone(step.edit().clone());
    }
    let article = &edition.articles()[number / 2 % edition.articles().len()];
    let block = article.blocks()[number / 2 % article.blocks().len()].id();
    let (from, to) = (Place { block, at: TextOffset(0) }, Place { block, at: TextOffset(1) });
    let edit = if number.is_multiple_of(2) { Edit::splice(from, from, "字") } else { Edit::splice(from, to, "") };
    history.perform(edition, &edit, None, |_| None).expect("it applies");
    JournalStep::Done(edit, history.went_on())
}

/// The memory in use, in kilobytes; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}

fn day(edits: usize, settled: usize) {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", "--nocapture", "day::child_that_works_all_day"])
        .env("STET_TEST_EDITS", edits.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the session starts");
    let (mut early, mut most, mut journal) = (0, 0, 0);
    for line in BufReader::new(child.stdout.take().expect("it is piped")).lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok());
        match (words.first(), number(1), number(2)) {
            (Some(&"memory"), Some(at), Some(kilobytes)) => {
                if at as usize <= settled {
                    early = early.max(kilobytes);
                }
                most = most.max(kilobytes);
            }
            (Some(&"journal"), Some(bytes), _) => journal = bytes,
            _ => {}
        }
    }
    assert!(child.wait().expect("it ends").success());
    println!("{edits} edits: {early} kB of memory after {settled}, {most} kB at most; the journal has {journal} bytes");
    assert!(most <= early + early / 10 + 8 * 1024, "memory grows: {early} kB, then {most} kB");
    assert!(journal > 0 && journal < 4_000_000, "the journal grows: {journal} bytes");
}

#[test]
fn a_long_session_has_flat_memory() {
    // The history remembers 10 000 steps; from then on nothing may be added.
    day(40_000, 20_000);
}

#[test]
#[ignore = "takes minutes: 200 000 edits"]
fn a_day_of_200_000_edits_has_flat_memory() {
    day(200_000, 20_000);
}
