//! Two hands on one edition: two processes, of which one dies.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use stet::store::lock::{Hold, holder, take};

/// In the child process: takes the edition named by the environment and waits to be killed.
#[test]
#[ignore = "run by another test, in a process that is killed"]
fn child_that_holds_an_edition() {
    let edition = std::env::var_os("STET_TEST_HOLD").expect("the other test says which");
    let hold = take(edition.as_ref());
    assert!(matches!(hold, Hold::Mine(_)));
    std::thread::sleep(Duration::from_secs(60));
    drop(hold);
}

#[test]
fn another_process_is_kept_away_and_a_dead_one_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let edition = folder.path().join("e.ron");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "hands::child_that_holds_an_edition"])
        .env("STET_TEST_HOLD", &edition)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let since = Instant::now();
    while holder(&edition).is_none_or(|holder| holder.pid == 0) {
        assert!(since.elapsed() < Duration::from_secs(20), "the child does not take it");
        std::thread::sleep(Duration::from_millis(10));
    }
    let Hold::Theirs(holder_now) = take(&edition) else { panic!("two have it") };
    assert_eq!(holder_now.pid, child.id());
    // std kills by SIGKILL: nothing is tidied up.
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(folder.path().join(".e.ron.lock").exists(), "the lock file of the dead process is still there");
    assert_eq!(holder(&edition), None);
    assert!(matches!(take(&edition), Hold::Mine(_)));
}
