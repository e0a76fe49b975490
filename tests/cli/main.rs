//! The headless commands as a user types them: files in, files out, exit codes, one line for each fault.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod archive;
mod collection;
mod kept;
mod language;
mod lists;
mod proof;
#[cfg(feature = "reader")]
mod read;
mod round;
mod search;
mod stream;
mod witness;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn stet(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().expect("the program runs")
}

/// The program as it is to be started, in English whatever the machine speaks.
fn program(folder: &Path, args: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_stet"));
    program.args(args).current_dir(folder).env("LC_ALL", "C").env_remove("LANGUAGE");
    program
}

/// A folder with two pages.
fn pages() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (sample, page) in [(1, "page-1.raw.txt"), (2, "page-2.raw.txt")] {
        let sample = format!("{}/assets/samples/riverside-daily-{sample}.raw.txt", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(sample, folder.path().join(page)).unwrap();
    }
    folder
}

fn assert_fault(output: &Output, code: i32, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "one line: {said}");
    for word in words {
        assert!(said.contains(word), "{said} names {word}");
    }
}

#[test]
fn a_page_becomes_an_edition_beside_it_and_is_exported() {
    let folder = pages();
    let output = stet(folder.path(), &["clean", "page-1.raw.txt"]);
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    assert!(folder.path().join("page-1.ron").is_file());
    for format in ["txt", "md", "json"] {
        let output = stet(folder.path(), &["export", "page-1.ron", "--format", format]);
        assert!(output.status.success());
        let out = format!("out.{format}");
        assert!(stet(folder.path(), &["export", "page-1.ron", "-f", format, "-o", &out]).status.success());
        assert_eq!(std::fs::read(folder.path().join(out)).unwrap(), output.stdout);
    }
}

#[test]
fn several_pages_form_one_edition() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", ".", "-o", "all.ron"]).status.success());
    let output = stet(folder.path(), &["export", "all.ron", "--format", "json"]);
    let edition: Value = serde_json::from_slice(&output.stdout).unwrap();
    let labels: Vec<_> = edition["masthead"]["pages"].as_array().unwrap().iter().map(|page| page["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["1版", "2版"]);
    let pages = |article: &Value| {
        article["source_lines"].as_array().unwrap().iter().map(|lines| lines["page"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert!(edition["articles"].as_array().unwrap().iter().any(|article| pages(article).contains(&2)));
}

#[test]
fn check_prints_the_ledger_and_the_queries() {
    let folder = pages();
    stet(folder.path(), &["clean", "page-1.raw.txt", "page-2.raw.txt", "-o", "e.ron"]);
    let output = stet(folder.path(), &["check", "e.ron", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let count = |key: &str| report["ledger"][key].as_u64().unwrap();
    assert_eq!(report["ledger"]["balances"], true);
    assert_eq!(count("raw"), count("kept") + count("changed") + count("set_aside"));
    let queries = report["queries"].as_array().unwrap();
    assert!(!queries.is_empty());
    for query in queries {
        assert!(query["message"].as_str().unwrap().contains(' '), "words, not a key: {query}");
        assert!(query["confidence"].as_u64().unwrap() <= 100);
        assert!(query["raw"][0].as_u64() <= query["raw"][1].as_u64(), "{query}");
        assert!(query["range"][0] != query["range"][1] || query["raw"][0] == query["raw"][1], "between two characters is none: {query}");
    }
    let words = String::from_utf8(stet(folder.path(), &["check", "e.ron"]).stdout).unwrap();
    assert!(words.starts_with("ledger: raw ") && words.contains(&format!("queries: {}", queries.len())), "{words}");
}

#[test]
fn the_encoding_can_be_given() {
    let folder = tempfile::tempdir().unwrap();
    // 会议 in GBK is also two characters of Big5.
    std::fs::write(folder.path().join("a.txt"), b"\xbb\xe1\xd2\xe9\xa1\xa3\n").unwrap();
    assert!(stet(folder.path(), &["clean", "a.txt", "--encoding", "GB18030"]).status.success());
    assert!(String::from_utf8(stet(folder.path(), &["export", "a.ron", "-f", "txt"]).stdout).unwrap().contains("会议。"));
    assert_eq!(stet(folder.path(), &["clean", "a.txt", "--encoding", "EBCDIC"]).status.code(), Some(2));
}

#[test]
fn a_house_style_can_be_given() {
    let folder = pages();
    std::fs::write(folder.path().join("style.ron"), "HouseStyle(supplied: (\"〔\", \"〕\"))").unwrap();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt", "--style", "style.ron"]).status.success());
    std::fs::write(folder.path().join("bad.ron"), "HouseStyle(\n  nonsense: 1,\n)").unwrap();
    assert_fault(&stet(folder.path(), &["clean", "page-1.raw.txt", "--style", "bad.ron"]), 2, &["bad.ron:2:"]);
}

#[test]
fn faults_name_the_file_and_what_to_do() {
    let folder = pages();
    assert_fault(&stet(folder.path(), &["clean", "none.txt"]), 2, &["none.txt"]);
    assert_fault(&stet(folder.path(), &["export", "none.ron", "-f", "txt"]), 2, &["none.ron"]);
    std::fs::write(folder.path().join("broken.ron"), "Edition(\n  format: 1,\n  ???").unwrap();
    assert_fault(&stet(folder.path(), &["check", "broken.ron"]), 2, &["broken.ron:"]);
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    assert_fault(&stet(folder.path(), &["clean", "empty"]), 2, &["empty", "no pages"]);
    stet(folder.path(), &["clean", "page-1.raw.txt"]);
    assert_fault(&stet(folder.path(), &["export", "page-1.ron", "-f", "txt", "-o", "no/such/folder/a.txt"]), 2, &["a.txt"]);
    assert_eq!(stet(folder.path(), &["export", "page-1.ron", "--format", "docx3"]).status.code(), Some(2));
    assert_eq!(stet(folder.path(), &["clean"]).status.code(), Some(2));
}

/// An edition whose file was changed by hand, so that a character of the source is in no block.
#[test]
fn an_edition_that_loses_characters_is_not_opened() {
    let folder = pages();
    stet(folder.path(), &["clean", "page-1.raw.txt"]);
    let path = folder.path().join("page-1.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.find("老城区").unwrap();
    let broken = format!("{}{}", &text[..at], &text[at + "老".len()..]);
    std::fs::write(&path, broken).unwrap();
    let output = stet(folder.path(), &["check", "page-1.ron"]);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("page-1.ron"));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = pages();
    stet(folder.path(), &["clean", "page-1.raw.txt"]);
    let mut child =
        program(folder.path(), &["export", "page-1.ron", "-f", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn a_misspelt_command_opens_nothing() {
    let folder = pages();
    assert_fault(&stet(folder.path(), &["exprot", "page-1.ron"]), 2, &["exprot", "`stet export`", "check, clean, collection, export"]);
    for words in [&["weather", "--help"][..], &["help", "weather"], &["claen"]] {
        assert_fault(&stet(folder.path(), words), 2, &[words[words.len() - 1].trim_start_matches("--help"), "clean, collection, export"]);
    }
    for words in [&["help", "export"][..], &["export", "--help"], &["--help"], &["--version"]] {
        assert!(stet(folder.path(), words).status.success(), "{words:?}");
    }
}

#[test]
fn help_names_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    let help = String::from_utf8(stet(folder.path(), &["--help"]).stdout).unwrap();
    for command in ["clean", "check", "export"] {
        assert!(help.contains(command), "{help}");
    }
    let help = String::from_utf8(stet(folder.path(), &["clean", "--help"]).stdout).unwrap();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains(&stet::import::names()), "{help}");
}

const ALTO: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page ID="P" PHYSICAL_IMG_NR="1" WIDTH="500" HEIGHT="400"><PrintSpace>
<TextBlock ID="B" HPOS="10" VPOS="wrong"><TextLine ID="L" HPOS="10" VPOS="10" WIDTH="120" HEIGHT="20">
<String ID="S" CONTENT="昨天市政府开会。" WC="0.9" HPOS="10" VPOS="10" WIDTH="120" HEIGHT="20"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>
"#;

#[test]
fn a_page_with_boxes_is_cleaned_and_written_back_into_its_source() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("page-1.xml"), ALTO).unwrap();
    std::fs::write(folder.path().join("page-1.txt"), "poorer").unwrap();
    let output = stet(folder.path(), &["clean", "."]);
    assert!(output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("page-1.xml:3:1: VPOS=\"wrong\" is no number"), "{said}");
    let output = stet(folder.path(), &["export", "page-1.ron", "--format", "alto"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains(r#"CONTENT="昨天市政府开会。" WC="0.9""#) && text.contains("VPOS=\"wrong\"") && output.stderr.is_empty(),
        "{text}"
    );
    // Without its source the page is written from the edition, which says so.
    std::fs::write(folder.path().join("page-1.xml"), ALTO.replace("昨天", "今天")).unwrap();
    let output = stet(folder.path(), &["export", "page-1.ron", "--format", "alto"]);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stderr).contains("page-1.xml: "));
    assert!(String::from_utf8(output.stdout).unwrap().contains("昨天市政府开会。"));
    let output = stet(folder.path(), &["export", "page-1.ron", "--format", "page"]);
    assert!(output.status.success() && String::from_utf8(output.stdout).unwrap().contains("<Unicode>昨天市政府开会。</Unicode>"));
}

#[test]
fn of_several_pages_one_is_named() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", ".", "-o", "all.ron"]).status.success());
    assert_fault(&stet(folder.path(), &["export", "all.ron", "--format", "page"]), 2, &["all.ron", "--page"]);
    assert_fault(&stet(folder.path(), &["export", "all.ron", "--format", "page", "--page", "3"]), 2, &["all.ron", "3"]);
    let output = stet(folder.path(), &["export", "all.ron", "--format", "alto", "--page", "2"]);
    assert!(output.status.success() && output.stdout.starts_with(b"<?xml"));
}

#[test]
fn files_that_are_no_pages_are_refused_with_the_place() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, words) in [
        ("tei.xml", "<?xml version=\"1.0\"?><TEI/>".to_owned(), ["tei.xml", "<TEI>"]),
        ("deep.xml", format!("<alto>\n{}", "<a>".repeat(9_000)), ["deep.xml:2:", "nested"]),
        ("empty.xml", "<alto/>".to_owned(), ["empty.xml", "no text"]),
        ("mets.xml", "<mets/>".to_owned(), ["mets.xml", "lists"]),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
        assert_fault(&stet(folder.path(), &["clean", name]), 2, &words);
    }
}

#[test]
fn a_raw_file_that_is_no_longer_the_same_is_reported() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    let sources = |output: &Output| serde_json::from_slice::<Value>(&output.stdout).unwrap()["sources"].clone();
    let output = stet(folder.path(), &["check", "page-1.ron", "--format", "json"]);
    assert!(output.status.success());
    assert_eq!(sources(&output)[0]["state"], "same");
    let raw = folder.path().join("page-1.raw.txt");
    let mut bytes = std::fs::read(&raw).unwrap();
    bytes.push(b'\n');
    std::fs::write(&raw, bytes).unwrap();
    let output = stet(folder.path(), &["check", "page-1.ron", "--format", "json"]);
    assert_eq!(sources(&output)[0]["state"], "changed");
    assert_fault(&output, 1, &["page-1.ron", "page-1.raw.txt"]);
    assert!(String::from_utf8_lossy(&stet(folder.path(), &["check", "page-1.ron"]).stdout).contains("ARE NO LONGER"));
    std::fs::remove_file(raw).unwrap();
    let output = stet(folder.path(), &["check", "page-1.ron", "--format", "json"]);
    assert!(output.status.success(), "a raw file that is elsewhere is no fault");
    assert_eq!(sources(&output)[0]["state"], "absent");
}

#[test]
fn raw_text_that_was_forged_is_found_also_where_the_raw_file_is_gone() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt", "-o", "e.ron"]).status.success());
    let path = folder.path().join("e.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    // As a careless replacement over the whole file does it: draft and raw text agree.
    let forged = text.replace('年', "牛");
    assert_ne!(forged, text);
    std::fs::write(&path, &forged).unwrap();
    let moved = folder.path().join("moved");
    std::fs::create_dir(&moved).unwrap();
    std::fs::copy(&path, moved.join("e.ron")).unwrap();
    for edition in ["e.ron", "moved/e.ron"] {
        assert_fault(&stet(folder.path(), &["check", edition]), 1, &[edition, "page 1", "page-1.raw.txt", "stet salvage"]);
        assert_fault(&stet(folder.path(), &["export", edition, "-f", "txt"]), 2, &[edition, "page 1"]);
    }
    let salvaged = stet(folder.path(), &["salvage", "e.ron", "page-1.raw.txt", "-o", "new.ron"]);
    assert!(salvaged.status.success() && salvaged.stderr.is_empty(), "{salvaged:?}");
    assert!(stet(folder.path(), &["check", "new.ron"]).status.success(), "the raw text is the true one again");
    assert_fault(&stet(folder.path(), &["salvage", "moved/e.ron", "-o", "as-it-stands.ron"]), 0, &["the raw text of 1 pages"]);
    // Beside its raw file even a forger who sets the hash right is found.
    let output = stet(folder.path(), &["check", "as-it-stands.ron", "--format", "json"]);
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["sources"][0]["state"], "other-text");
    assert_fault(&output, 1, &["as-it-stands.ron", "page-1.raw.txt"]);
}

#[test]
fn reading_an_edition_writes_nothing() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    let home = tempfile::tempdir().unwrap();
    let look = |folder: &Path| {
        let files = std::fs::read_dir(folder).unwrap().flatten().map(|entry| (entry.path(), std::fs::read(entry.path()).unwrap()));
        files.collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = look(folder.path());
    for args in [&["check", "page-1.ron"][..], &["export", "page-1.ron", "--format", "html"]] {
        let homes = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR", "APPDATA", "LOCALAPPDATA"];
        let mut reads = program(folder.path(), args);
        reads.envs(homes.map(|name| (name, home.path())));
        assert!(reads.output().unwrap().status.success());
        assert!(look(folder.path()) == before && look(home.path()).is_empty(), "{args:?}");
    }
}

#[test]
fn names_in_an_edition_lead_nowhere_else() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt", "-o", "sub.ron"]).status.success());
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    let text = std::fs::read_to_string(folder.path().join("sub.ron")).unwrap();
    for name in ["../page-1.raw.txt", "/etc/hostname", "..", "sub/../page-1.raw.txt"] {
        std::fs::write(folder.path().join("sub/e.ron"), text.replace("\"page-1.raw.txt\"", &format!("{name:?}"))).unwrap();
        let output = stet(folder.path(), &["check", "sub/e.ron", "--format", "json"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["sources"][0]["state"], "absent", "{name} is not looked at");
    }
}

#[test]
fn a_damaged_edition_is_salvaged_into_a_new_file() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    let text = std::fs::read_to_string(folder.path().join("page-1.ron")).unwrap();
    // The second half is lost, and with it the raw page.
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    std::fs::write(folder.path().join("broken.ron"), &half).unwrap();
    assert_fault(&stet(folder.path(), &["check", "broken.ron"]), 2, &["broken.ron:", "stet salvage"]);
    let output = stet(folder.path(), &["salvage", "broken.ron", "page-1.raw.txt", "-o", "new.ron"]);
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 pages"), "{output:?}");
    assert!(stet(folder.path(), &["check", "new.ron"]).status.success(), "the ledger balances");
    assert_eq!(std::fs::read_to_string(folder.path().join("broken.ron")).unwrap(), half);
    assert_fault(&stet(folder.path(), &["salvage", "broken.ron", "-o", "new.ron"]), 2, &["new.ron", "is there already"]);
}

#[test]
fn an_edition_that_is_cleaned_again_remains_as_a_backup() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    assert!(!folder.path().join(".stet-backups").exists());
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt", "--force"]).status.success());
    assert_eq!(std::fs::read_dir(folder.path().join(".stet-backups")).unwrap().count(), 1);
}

#[test]
fn images_of_lines_are_put_in_or_their_lack_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let line = |(number, text): (usize, &str)| {
        let (top, width) = (20 + 40 * number, 24 * text.chars().count());
        let place = format!("HPOS=\"20\" VPOS=\"{top}\" WIDTH=\"{width}\" HEIGHT=\"24\"");
        format!("<TextLine {place}><String CONTENT=\"{text}\" {place}/></TextLine>")
    };
    let lines = ["河湾村新修水渠", "本报讯河湾村昨天开工修建水渠，", "全村都来了。"];
    let lines: String = lines.into_iter().enumerate().map(line).collect();
    let block = format!("<TextBlock HPOS=\"20\" VPOS=\"20\" WIDTH=\"400\" HEIGHT=\"120\">{lines}</TextBlock>");
    let alto = format!("<alto><Layout><Page WIDTH=\"500\" HEIGHT=\"400\"><PrintSpace>{block}</PrintSpace></Page></Layout></alto>");
    std::fs::write(folder.path().join("page-1.xml"), alto).unwrap();
    assert!(stet(folder.path(), &["clean", "page-1.xml"]).status.success());
    let export = ["export", "page-1.ron", "--format", "html", "--with", "line-images"];
    let output = stet(folder.path(), &export);
    assert_fault(&output, 0, &["page-1.xml: ", "page-1.png"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("河湾村新修水渠"));
    image::GrayImage::new(500, 400).save(folder.path().join("page-1.png")).unwrap();
    let output = stet(folder.path(), &export);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert_eq!(String::from_utf8(output.stdout).unwrap().matches("<img ").count(), 3);
    // Of raw text no image can be cut into lines.
    let pages = pages();
    assert!(stet(pages.path(), &["clean", ".", "-o", "all.ron"]).status.success());
    let several = stet(pages.path(), &["export", "all.ron", "-f", "html", "--with", "line-images,per-article", "-o", "out"]);
    assert_fault(&several, 0, &["page-1.raw.txt: ", "1 more"]);
}

/// A folder of pages of which some have nothing on them.
#[test]
fn blank_pages_are_pages_from_the_first_draft_to_every_export() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("blank-1.txt", ""), ("blank-2.txt", " \n\n\u{3000}\n"), ("blank-3.txt", "\u{feff}")] {
        std::fs::create_dir_all(folder.path().join("blank")).unwrap();
        std::fs::write(folder.path().join("blank").join(name), text).unwrap();
    }
    let run = |args: &[&str]| {
        let output = stet(folder.path(), args);
        assert!(output.status.success() && output.stderr.is_empty(), "{args:?}: {output:?}");
        output
    };
    run(&["clean", "blank/blank-1.txt", "-o", "one.ron"]);
    run(&["clean", "blank", "-o", "all.ron"]);
    for edition in ["one.ron", "all.ron"] {
        let checked: Value = serde_json::from_slice(&run(&["check", edition, "--format", "json"]).stdout).unwrap();
        let raw = checked["ledger"]["raw"].as_u64().unwrap();
        assert_eq!((raw, checked["queries"].as_array().unwrap().len()), (0, 0), "{checked}");
        for format in stet::export::Format::ALL {
            let name = format.name();
            let out = format!("{edition}-{name}");
            run(&["export", edition, "-f", name, "-o", &format!("{out}/")]);
            assert!(std::fs::read_dir(folder.path().join(out)).unwrap().count() > 0, "{name}");
        }
    }
}

#[test]
fn what_cannot_be_read_of_a_folder_is_named_and_the_rest_becomes_an_edition() {
    let folder = pages();
    std::fs::write(folder.path().join("page-3.txt"), (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>())
        .unwrap();
    let output = stet(folder.path(), &["clean", ".", "-o", "all.ron"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("page-3.txt") && said.contains("without 1 of 3 files"), "{said}");
    let edition = stet::store::load(&folder.path().join("all.ron")).unwrap();
    assert_eq!(edition.pages().len(), 2);
}

/// A pipe waits for ever when it is opened. Nothing that is read by its name is ever one.
#[cfg(unix)]
#[test]
fn pipes_are_refused_and_never_waited_for() {
    let folder = pages();
    let at = |name: &str| folder.path().join(name);
    let pipe = |name: &str| assert!(Command::new("mkfifo").arg(at(name)).status().unwrap().success());
    ["raw.txt", "e.ron", "style.ron", "terms.csv", "page-1.png", "password"].into_iter().for_each(pipe);
    std::fs::write(at("lists.ron"), "HouseStyle(tag_lists: [\"terms.csv\"])").unwrap();
    let refused: [&[&str]; 9] = [
        &["clean", "raw.txt"],
        &["check", "e.ron"],
        &["export", "e.ron", "-f", "txt"],
        &["salvage", "e.ron", "-o", "new.ron"],
        &["clean", "page-1.raw.txt", "--style", "style.ron", "-o", "x.ron"],
        &["clean", "page-1.raw.txt", "--style", "lists.ron", "-o", "x.ron"],
        &["clean", "page-1.raw.txt", "-o", "e.ron", "--force"],
        &["clean", "page-1.raw.txt", "--password-file", "password", "-o", "x.ron"],
        &["clean", "page-1.raw.txt", "--password-file", "/dev/zero", "-o", "x.ron"],
    ];
    for args in refused {
        assert_fault(&in_time(folder.path(), args), 2, &[]);
    }
    // The page's image, the edition's lock and the raw file beside it.
    assert!(in_time(folder.path(), &["clean", "page-1.raw.txt", "-o", "good.ron"]).status.success());
    pipe(".good.ron.lock");
    std::fs::remove_file(at("page-1.raw.txt")).unwrap();
    pipe("page-1.raw.txt");
    assert!(in_time(folder.path(), &["export", "good.ron", "-f", "html", "--with", "line-images"]).status.code().is_some());
    assert!(in_time(folder.path(), &["check", "good.ron"]).status.code().is_some());
    assert!(in_time(folder.path(), &["export", "good.ron", "-f", "alto"]).status.success());
}

/// What the program says, if it ends within two minutes: others may have the machine meanwhile.
#[cfg(unix)]
fn in_time(folder: &Path, args: &[&str]) -> Output {
    let mut child = program(folder, args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let since = std::time::Instant::now();
    while child.try_wait().unwrap().is_none() {
        if since.elapsed().as_secs() > 120 {
            child.kill().unwrap();
            panic!("{args:?} waits for a pipe");
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn names_neither_break_a_line_nor_steer_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    for command in [&["check"][..], &["clean"], &["export", "-f", "txt"], &["salvage", "-o", "new.ron"]] {
        let args = [command, &["no\u{1b}[31msuch\n\u{202e}.ron"]].concat();
        let output = stet(folder.path(), &args);
        assert_fault(&output, 2, &["\\u{1b}", "\\n", "\\u{202e}"]);
        assert!(!output.stderr.contains(&0x1b), "{output:?}");
    }
}
