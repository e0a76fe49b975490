//! The command line speaks the system's language, or the one that it names; what programs read and exit codes are the same in all of them.

use std::path::Path;
use std::process::Output;

use stet::export::Switch;

use super::{pages, program};

const COMMANDS: [&str; 6] = ["clean", "check", "export", "read", "salvage", "witness"];

/// A way to say which language is spoken.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// The system's language.
    system: &'static str,
    /// What stands before the command.
    option: &'static [&'static str],
    /// Words of the ledger in that language.
    ledger: &'static str,
}

const ENGLISH: Way = Way { system: "C", option: &[], ledger: "ledger: raw " };

const CHINESE: [Way; 4] = [
    Way { system: "C", option: &["--language", "zh"], ledger: "字数核对：识别 " },
    Way { system: "zh_CN.UTF-8", option: &[], ledger: "字数核对：识别 " },
    Way { system: "zh_TW.UTF-8", option: &[], ledger: "字數核對：辨識 " },
    Way { system: "C", option: &["--language", "zh-Hant"], ledger: "字數核對：辨識 " },
];

impl Way {
    fn stet(self, folder: &Path, args: &[&str]) -> Output {
        program(folder, &[self.option, args].concat()).env("LC_ALL", self.system).output().expect("the program runs")
    }

    fn is_traditional(self) -> bool {
        self.ledger.contains('數')
    }
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What was said on standard error, without the program's name.
fn complaint(output: &Output) -> String {
    let said = text(&output.stderr);
    assert_eq!(said.lines().count(), 1, "one line: {said}");
    said.trim_end().strip_prefix("stet: ").unwrap().to_owned()
}

/// Whether a line of help has nothing to be translated: how a command is called, and the names of switches.
fn is_for_machines(line: &str) -> bool {
    let line = line.trim();
    let is_switch = |word: &str| Switch::from_name(word.trim_end_matches('*')).is_some();
    line.starts_with("stet ") || line.split_whitespace().all(is_switch)
}

fn assert_chinese_help(help: &str, way: Way, command: &str) {
    let [usage, options] = if way.is_traditional() { ["用法：", "選項："] } else { ["用法：", "选项："] };
    assert!(help.contains(&format!("\n{usage} stet {command}")) && help.contains(&format!("\n{options}\n")), "{way:?}: {help}");
    for line in help.lines() {
        assert!(has_chinese(line) || is_for_machines(line), "{way:?} {command}: {line}");
    }
    for word in ["Usage", "Options", "Arguments", "Commands", "Print", "default", "possible", "Formats"] {
        assert!(!help.contains(word), "{way:?} {command}: {word} in {help}");
    }
}

#[test]
fn help_is_in_the_language() {
    let folder = tempfile::tempdir().unwrap();
    for way in CHINESE {
        let program = way.stet(folder.path(), &["--help"]);
        assert_eq!(program.status.code(), Some(0));
        let help = text(&program.stdout);
        assert_chinese_help(&help, way, "");
        assert!(COMMANDS.iter().all(|command| help.contains(&format!("\n  {command} "))), "{help}");
        assert_eq!(text(&way.stet(folder.path(), &["help"]).stdout), help);
        for command in COMMANDS {
            let output = way.stet(folder.path(), &[command, "--help"]);
            assert_eq!(output.status.code(), Some(0));
            assert_chinese_help(&text(&output.stdout), way, command);
            assert_eq!(way.stet(folder.path(), &["help", command]).stdout, output.stdout, "{command}");
        }
    }
    let english = text(&ENGLISH.stet(folder.path(), &["export", "--help"]).stdout);
    assert!(english.contains("\nUsage: stet export [OPTIONS]") && english.contains("--language <TAG>") && !has_chinese(&english));
}

#[test]
fn the_option_stands_before_or_after_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let before = program(folder.path(), &["--language", "zh", "check", "none.ron"]).output().unwrap();
    for args in
        [&["check", "none.ron", "--language=zh"][..], &["check", "--language", "zh", "none.ron"], &["--language=zh", "check", "none.ron"]]
    {
        let output = program(folder.path(), args).output().unwrap();
        assert_eq!((output.status.code(), &output.stderr), (Some(2), &before.stderr), "{args:?}");
    }
    assert!(has_chinese(&complaint(&before)));
    // It counts for more than the system's.
    let output = program(folder.path(), &["--language", "en", "check", "none.ron"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    assert!(!has_chinese(&complaint(&output)));
    for args in [&["--language", "fr", "check", "e.ron"][..], &["check", "e.ron", "--language", "fr"], &["check", "e.ron", "--language"]] {
        assert_eq!(program(folder.path(), args).output().unwrap().status.code(), Some(2), "{args:?}");
    }
    let output = program(folder.path(), &["--language", "fr", "check", "e.ron"]).output().unwrap();
    assert!(complaint(&output).contains("choose en, zh or zh-Hant"), "{output:?}");
}

#[test]
fn faults_are_told_in_the_language_with_the_same_exit_codes() {
    let folder = pages();
    let at = folder.path();
    assert!(ENGLISH.stet(at, &["clean", "page-1.raw.txt"]).status.success());
    let cases: [(&[&str], &str); 8] = [
        (&["check", "--x"], "--x"),
        (&["clean", "none.txt"], "none.txt"),
        (&["check", "none.ron"], "none.ron"),
        (&["exprot", "page-1.ron"], "`stet export`"),
        (&["export", "page-1.ron"], "--format <FORMAT>"),
        (&["export", "page-1.ron", "-f", "pfd"], "diff-html"),
        (&["export", "page-1.ron", "-f", "txt", "--width", "5000"], "200"),
        (&["clean", "page-1.raw.txt"], "--force"),
    ];
    for (args, names) in cases {
        let english = ENGLISH.stet(at, args);
        assert!(!has_chinese(&complaint(&english)), "{english:?}");
        for way in CHINESE {
            let output = way.stet(at, args);
            let said = complaint(&output);
            assert_eq!(output.status.code(), english.status.code(), "{said}");
            assert!(has_chinese(&said) && said.contains(names), "{way:?}: {said}");
        }
    }
    let unknown = |way: Way| complaint(&way.stet(at, &["check", "--x"]));
    assert!(unknown(ENGLISH).starts_with("unexpected argument '--x' found"));
    assert!(unknown(CHINESE[1]).starts_with("不认识参数“--x”") && unknown(CHINESE[1]).ends_with("；详见 `stet check --help`"));
    assert!(unknown(CHINESE[2]).starts_with("不認識引數「--x」"));
}

#[test]
fn a_report_for_people_is_in_the_language_and_one_for_programs_is_not() {
    let folder = pages();
    let at = folder.path();
    assert!(ENGLISH.stet(at, &["clean", ".", "-o", "e.ron"]).status.success());
    let json = ENGLISH.stet(at, &["check", "e.ron", "--format", "json"]);
    let english = text(&ENGLISH.stet(at, &["check", "e.ron"]).stdout);
    assert!(json.status.success() && english.starts_with(ENGLISH.ledger), "{english}");
    for way in CHINESE {
        let output = way.stet(at, &["check", "e.ron"]);
        let said = text(&output.stdout);
        assert!(output.status.success() && said.starts_with(way.ledger), "{way:?}: {said}");
        assert_eq!(said.lines().count(), english.lines().count());
        // Remedies stand further to the right; they may be what is to be written.
        assert!(said.lines().filter(|line| !line.starts_with("    ")).all(has_chinese), "{said}");
        assert!(!said.contains(" %)") && !said.contains("line "), "{said}");
        let output = way.stet(at, &["check", "e.ron", "--format", "json"]);
        assert!(output.status.success() && output.stdout == json.stdout, "{way:?}");
    }
}

#[test]
fn what_is_written_is_the_same_in_all_languages() {
    let folder = pages();
    let at = folder.path();
    assert!(ENGLISH.stet(at, &["clean", "page-1.raw.txt", "-o", "e.ron"]).status.success());
    let json = ENGLISH.stet(at, &["export", "e.ron", "-f", "json"]).stdout;
    for way in CHINESE {
        let output = way.stet(at, &["clean", "page-1.raw.txt", "-o", "other.ron", "--force"]);
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        assert!(std::fs::read(at.join("other.ron")).unwrap() == std::fs::read(at.join("e.ron")).unwrap(), "{way:?}");
        let output = way.stet(at, &["export", "e.ron", "-f", "json", "-o", "other.json", "--force"]);
        assert!(output.status.success() && std::fs::read(at.join("other.json")).unwrap() == json, "{way:?}: {output:?}");
    }
}

#[test]
fn the_labels_of_exports_have_the_language_that_is_named_and_not_the_systems() {
    let folder = pages();
    let at = folder.path();
    assert!(ENGLISH.stet(at, &["clean", "page-1.raw.txt", "-o", "e.ron"]).status.success());
    let columns = |way: Way| text(&way.stet(at, &["export", "e.ron", "-f", "csv"]).stdout);
    let [chinese, system, system_traditional, traditional] = CHINESE.map(columns);
    assert!(columns(ENGLISH).contains("headline") && columns(ENGLISH) == system && system == system_traditional);
    assert!(chinese.contains("标题") && !chinese.contains("headline"), "{chinese}");
    assert!(traditional.contains("標題") && !traditional.contains("headline"), "{traditional}");
}
