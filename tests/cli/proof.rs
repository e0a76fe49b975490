//! `stet proof`: reports, samples and plans, as a user asks for them.

use std::path::Path;
use std::process::Output;

use super::{assert_fault, pages, program, stet};

fn out(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A folder with an edition of the first sample page, and a text of it.
fn folder() -> tempfile::TempDir {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt", "-o", "e.ron"]).status.success());
    let text = stet(folder.path(), &["export", "e.ron", "-f", "txt", "--without", "brackets"]).stdout;
    std::fs::write(folder.path().join("keyed.txt"), text).unwrap();
    folder
}

/// Puts characters in the place of others in the text of an edition's file, the raw pages apart.
fn spoil(folder: &Path, from: &str, to: &str) {
    let keyed = std::fs::read_to_string(folder.join("keyed.txt")).unwrap();
    assert!(keyed.contains(from), "{keyed}");
    std::fs::write(folder.join("keyed.txt"), keyed.replacen(from, to, 1)).unwrap();
}

#[test]
fn an_edition_is_reported_of_in_the_language_of_the_interface() {
    let folder = folder();
    let at = folder.path();
    let raw = out(&stet(at, &["proof", "e.ron"]));
    assert!(
        raw.starts_with("Verdict") && raw.contains("Character error rate") && raw.contains("9986 characters without an error"),
        "{raw}"
    );
    let chinese = out(&program(at, &["--language", "zh", "proof", "e.ron"]).output().unwrap());
    assert!(chinese.starts_with("结论") && chinese.contains("万分之") && chinese.contains("9986 字而无差错"), "{chinese}");
    let first = std::fs::read_to_string(at.join("keyed.txt")).unwrap().chars().find(|c| *c > '\u{4e00}' && *c < '\u{9fff}').unwrap();
    spoil(at, &first.to_string(), "龘");
    let output = stet(at, &["proof", "e.ron", "--against", "keyed.txt", "-o", "report.html"]);
    assert_fault(&output, 1, &["e.ron", "does not pass"]);
    let report = std::fs::read_to_string(at.join("report.html")).unwrap();
    assert!(report.contains("<ins>龘</ins>") && report.contains(&format!("<del>{first}</del>")), "{report}");
    assert_fault(&stet(at, &["proof", "e.ron", "--against", "keyed.txt", "-o", "report.html"]), 2, &["report.html"]);
    stet(at, &["proof", "e.ron", "--against", "keyed.txt", "-o", "report.csv"]);
    assert!(std::fs::read_to_string(at.join("report.csv")).unwrap().contains("龘"));
    // An edition against itself has no errors.
    std::fs::copy(at.join("e.ron"), at.join("second.ron")).unwrap();
    let same = stet(at, &["proof", "e.ron", "--against", "second.ron"]);
    assert!(same.status.success() && out(&same).contains("Passes"), "{same:?}");
}

#[test]
fn a_plan_tells_what_to_read_before_the_work_begins() {
    let folder = folder();
    let at = folder.path();
    let plan = ["proof", "e.ron", "--plan", "--sample", "article", "--aql", "2.5", "--seed", "5"];
    let first = out(&stet(at, &plan));
    assert!(first.contains("9986 characters without an error") && first.contains("isolated"), "{first}");
    assert_eq!(first, out(&stet(at, &plan)), "the same seed draws the same");
    let sampled = stet(at, &["proof", "e.ron", "--against", "keyed.txt", "--sample", "article", "--seed", "5"]);
    assert!(out(&sampled).contains("Sample"), "{sampled:?}");
}

#[test]
fn what_cannot_be_reported_is_told() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("other.txt"), "别的报纸上的一段毫不相干的文字，没有一处相同。\n".repeat(9)).unwrap();
    assert_fault(&stet(at, &["proof", "e.ron", "--against", "other.txt"]), 2, &["different pages"]);
    assert_fault(&stet(at, &["proof", "e.ron", "-o", "report.pdf"]), 2, &["report.pdf", ".html"]);
    assert_fault(&stet(at, &["proof", "e.ron", "--sample", "page", "--aql", "3"]), 2, &["0.065"]);
    assert_fault(&stet(at, &["proof", "e.ron", "--aql", "1"]), 2, &["--sample"]);
    assert_fault(&stet(at, &["proof", "none.ron"]), 2, &["none.ron"]);
    assert_fault(&stet(at, &["proof", "e.ron", "-o", "keyed.txt"]), 2, &["keyed.txt"]);
}

/// A report of the edition by somebody whose settings are in `home`.
fn report(at: &Path, home: &Path, args: &[&str]) -> Output {
    let mut program = program(at, &[&["proof", "e.ron"], args].concat());
    program.env("XDG_CONFIG_HOME", home).env("HOME", home).env("APPDATA", home).output().unwrap()
}

#[test]
fn what_a_page_took_stands_in_the_report_where_it_was_counted() {
    let folder = folder();
    let (at, home) = (folder.path(), folder.path().join("home"));
    let page = stet::store::load(&at.join("e.ron")).unwrap().pages()[0].source().sha256.clone();
    assert!(!out(&report(at, &home, &[])).contains("Effort"), "nothing was counted");
    let figures = home.join("stet/effort");
    std::fs::create_dir_all(&figures).unwrap();
    let rows = format!("page,hand,seconds,keys,corrections,queries\n{page},QD,1200,300,40,12\nanother,QD,9000,1,1,1\nbad\n");
    std::fs::write(figures.join("effort.csv"), rows).unwrap();
    let own = report(at, &home, &[]);
    let said = out(&own);
    assert!(said.contains("20 minutes, 1 editor, 1 page; 300 keys and commands, 40 corrections, 12 queries answered"), "{said}");
    assert!(said.contains("characters an hour") && said.contains("minutes per thousand characters"), "{said}");
    assert!(String::from_utf8_lossy(&own.stderr).contains("effort.csv:4:"), "a bad row is told");
    assert!(!out(&report(at, &home, &["--no-effort"])).contains("Effort"));
    // Another desk's figures are added to by naming both.
    std::fs::write(at.join("xz.csv"), format!("{page},XZ,600,100,5,3\n{page},qd,60,1,0,0\n")).unwrap();
    let args = ["--effort", "home/stet/effort/effort.csv", "--effort", "xz.csv"];
    assert!(out(&report(at, &home, &args)).contains("31 minutes, 2 editors, 1 page; 401 keys"));
    for (name, row) in [("r.csv", ",XZ,"), ("r.html", "<td>XZ</td>")] {
        report(at, &home, &[&args[..], &["-o", name]].concat());
        let text = std::fs::read_to_string(at.join(name)).unwrap();
        assert!(text.contains(row) && text.contains("per thousand characters"), "{text}");
    }
    assert_fault(&report(at, &home, &["--effort", "none.csv"]), 2, &["none.csv"]);
    assert_fault(&report(at, &home, &["--effort", "xz.csv", "-o", "xz.csv", "--force"]), 2, &["xz.csv"]);
}
