//! Attacks on the program as its users have it: hostile files, names and command lines. Whatever is tried, it ends in time and with a code
//! that is documented; it says what is wrong in lines that steer no terminal and in no words of programmers; and every file that was there
//! is there still, byte for byte.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PAGE: &str = "河湾村新修水渠\n\n本报讯（记者 王小明）3月24日，河湾村开工修建水渠，全村都来了。\n\n渡口新桥通车\n\n本报讯 昨日，渡口新桥正式通车，两岸群众自己十分高兴。\n";

/// How long an attack may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// A folder with a page and its edition, and what an attack puts beside them.
struct Ground {
    folder: tempfile::TempDir,
}

/// What came of a command.
struct Answer {
    code: i32,
    said: String,
    printed: String,
}

impl Ground {
    fn new() -> Ground {
        let ground = Ground { folder: tempfile::tempdir().unwrap() };
        ground.put("page.txt", PAGE);
        ground.attack(&["clean", "page.txt"], 0, &[]);
        ground
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Puts the page's edition there with something else in it.
    fn forge(&self, name: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.at("page.ron")).unwrap();
        assert!(text.contains(from), "{from} stands in the edition");
        self.put(name, text.replace(from, to));
    }

    /// All ordinary files with what is in them; locks come and go.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let (mut files, mut folders) = (BTreeMap::new(), vec![self.folder.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                match entry.file_type().unwrap() {
                    kind if kind.is_dir() => folders.push(entry.path()),
                    kind if kind.is_file() => _ = files.insert(entry.path(), std::fs::read(entry.path()).unwrap()),
                    _ => {}
                }
            }
        }
        files
    }

    /// Runs a command that must end with this code, say these words, and leave every file as it is.
    fn attack(&self, arguments: &[&str], code: i32, words: &[&str]) -> Answer {
        let before = self.files();
        let answer = self.run(arguments);
        let Answer { said, .. } = &answer;
        assert_eq!(answer.code, code, "{arguments:?}: {said}");
        for word in words {
            assert!(said.contains(word), "{arguments:?} says {word}: {said}");
        }
        assert!(code != 2 || said.lines().count() > 0, "{arguments:?}: it is said why not");
        assert!(!said.chars().any(|c| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c)), "{arguments:?}: {said:?}");
        assert!(said.lines().all(|line| line.starts_with("stet: ")), "{arguments:?}: each fault is one line: {said}");
        for word in ["panicked", "RUST_BACKTRACE", "recursion", "serde", "unwrap", "Os {", "os error", "Utf8Error", " { "] {
            assert!(!said.contains(word), "{arguments:?}: {said}");
        }
        let after = self.files();
        for (path, bytes) in &before {
            assert!(after.get(path) == Some(bytes), "{arguments:?}: {} is another", path.display());
        }
        answer
    }

    fn run(&self, arguments: &[&str]) -> Answer {
        let since = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_stet"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("LC_ALL", "C")
            .env_remove("LANGUAGE")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // What it prints is read while it runs, or it waits for that.
        let (mut out, mut error) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let printed = std::thread::spawn(move || all_of(&mut out));
        let said = std::thread::spawn(move || all_of(&mut error));
        let code = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status.code();
            }
            if since.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("{arguments:?} does not end");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let (printed, said) = (printed.join().unwrap(), said.join().unwrap());
        Answer { code: code.unwrap_or_else(|| panic!("{arguments:?} died: {said}")), said, printed }
    }
}

fn all_of(from: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn outputs_that_are_inputs_are_refused_however_they_are_named() {
    let ground = Ground::new();
    ground.put("page.png", "the image");
    ground.put(".stet-backups/page.20220328T140533Z.ron", "a backup");
    ground.put("sub/other.txt", "other");
    let whole = ground.at("page.ron").display().to_string();
    let names = ["page.ron", "./page.ron", "sub/../page.ron", &whole, "page.txt", "page.png", ".stet-backups/page.20220328T140533Z.ron"];
    for name in names {
        for force in [&[][..], &["--force"]] {
            for format in ["txt", "docx", "alto"] {
                ground.attack(&[&["export", "page.ron", "-f", format, "-o", name], force].concat(), 2, &[]);
            }
            if !name.contains("page.ron") {
                ground.attack(&[&["clean", "page.txt", "-o", name], force].concat(), 2, &[]);
            }
        }
        ground.attack(&["salvage", "page.ron", "page.txt", "-o", name], 2, &[]);
    }
    ground.attack(&["export", "page.ron", "-f", "txt", "-o", ".", "--force"], 2, &["page.txt"]);
    for name in ["/dev/null", "/dev/full", "sub", "page.txt/x.txt", "nowhere/x.txt"] {
        if name != "sub" {
            ground.attack(&["export", "page.ron", "-f", "txt", "-o", name, "--force"], 2, &[name]);
        }
        ground.attack(&["clean", "page.txt", "-o", name, "--force"], 2, &[name]);
    }
}

#[test]
fn hostile_edition_files_are_refused_or_read_and_never_followed() {
    let ground = Ground::new();
    ground.put("secret.txt", PAGE.replace("水渠", "秘密"));
    let secret = ground.at("secret.txt").display().to_string();
    // A file that an edition names is looked for in its folder and nowhere else.
    for (name, file) in [("up", "../../../../../../etc/passwd"), ("whole", secret.as_str()), ("control", "a\\u{1b}[31m\\nb"), ("dot", "..")]
    {
        let name = format!("{name}.ron");
        ground.forge(&name, "file: \"page.txt\"", &format!("file: \"{file}\""));
        ground.attack(&["check", &name, "--format", "json"], 0, &[]);
        for format in ["txt", "html", "page", "tei", "epub"] {
            let printed = ground.attack(&["export", &name, "-f", format], 0, &[]).printed;
            assert!(!printed.contains("秘密") && !printed.contains("root:"), "{name} leads to no other file");
        }
        let folder = format!("out-{name}");
        ground.attack(&["export", &name, "-f", "md", "--with", "per-article", "-o", &folder], 0, &[]);
        let outside = std::fs::read_dir(ground.folder.path()).unwrap().flatten().any(|entry| entry.file_name() == "etc");
        assert!(!outside && ground.at(&folder).is_dir());
    }
    let version = stet::store::FORMAT_VERSION;
    let (present, newer) = (format!("version: {version}"), format!("version: {}", version + 1));
    let broken = [
        ("己", "已", "the raw text of page 1"),
        (present.as_str(), newer.as_str(), "newer"),
        (present.as_str(), "version: -3", ":4:"),
        ("next_id:", "next_id: (((((", ":"),
        ("from: \"", "from: \"9:9 =99 ", "no place"),
        ("*", "*4294967295", "page.txt"),
        ("*", "=4294967295 *", "page.txt"),
        ("id: 1,", "id: 1, id: 1,", ":"),
    ];
    for (number, (from, to, word)) in broken.into_iter().enumerate() {
        let name = format!("broken-{number}.ron");
        ground.forge(&name, from, to);
        let word = if word == "page.txt" { name.as_str() } else { word };
        let code = if from == "己" { 1 } else { 2 };
        ground.attack(&["check", &name], code, &[word]);
        ground.attack(&["export", &name, "-f", "txt", "-o", "new.txt"], 2, &[&name]);
        ground.attack(&["clean", &name, "-o", "new.ron"], 2, &[&name]);
    }
    let text = std::fs::read_to_string(ground.at("page.ron")).unwrap();
    for cut in [0, 1, text.len() / 3, text.len() / 2, text.len() - 3] {
        // In the midst of a character it would be no UTF-8 first of all.
        ground.put("cut.ron", &text[..text.floor_char_boundary(cut)]);
        ground.attack(&["check", "cut.ron"], 2, &["cut.ron:", "ends too early"]);
    }
    ground.put("mark.ron", [b"\xef\xbb\xbf", text.as_bytes()].concat());
    ground.attack(&["check", "mark.ron"], 0, &[]);
    ground.put("more.ron", [text.as_bytes(), b"more"].concat());
    ground.attack(&["check", "more.ron"], 2, &["more.ron:"]);
}

#[test]
fn files_of_other_kinds_are_called_what_they_are() {
    let ground = Ground::new();
    let kinds: [(&str, &[u8], &str); 9] = [
        ("a.txt", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "PDF"),
        ("b.txt", b"{\"hello\": [\"world\", 1, 2, {\"a\": \"b\"}]}", "JSON"),
        ("c.txt", b"PK\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "archive"),
        ("d.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0\0\0\0\0", "Word"),
        ("e.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0", "damaged"),
        ("f.txt", b"SQLite format 3\0\0\0\0\0\0\0\0\0", "database"),
        ("g.txt", b"{\\rtf1\\ansi hello}", "RTF"),
        ("h.txt", b"\x1f\x8b\x08\0\0\0\0\0\0\x03damaged", "h.txt"),
        ("i.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0", "i.txt"),
    ];
    for (name, bytes, word) in kinds {
        ground.put(name, bytes);
        ground.attack(&["clean", name, "-o", "new.ron"], 2, &[name, word]);
        assert!(!ground.at("new.ron").exists());
    }
    ground.attack(&["clean", "page.ron", "-o", "new.ron"], 2, &["page.ron", "edition"]);
    // Among good pages they are left out and named.
    ground.put("all/1.txt", PAGE);
    ground.put("all/2.txt", "");
    for (name, bytes, _) in kinds {
        ground.put(&format!("all/{name}"), bytes);
    }
    let said = ground.attack(&["clean", "all", "-o", "all.ron"], 1, &["without 9 of 11 files"]).said;
    assert_eq!(said.lines().filter(|line| line.contains("left out")).count(), 9, "{said}");
    ground.attack(&["clean", "all", "--each", "-o", "each"], 1, &["2 of 11 pages"]);
    ground.attack(&["check", "all.ron"], 0, &[]);
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place_and_kept() {
    let ground = Ground::new();
    let gbk = encoding_rs::GB18030.encode("又有一行是国标码的文字，记者昨天到现场采访。\n").0.into_owned();
    let kana = encoding_rs::SHIFT_JIS.encode("きょうは天気がいいです。カタカナもあります。新聞の記事です。\n").0.repeat(10);
    let latin = encoding_rs::WINDOWS_1252.encode("Größe und Übermut täten gut, hätten sie Äpfel für Köche.\n").0.repeat(10);
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("mixed.txt", [PAGE.as_bytes(), &gbk, PAGE.as_bytes()].concat(), "GB18030"),
        ("bytes.txt", [PAGE.as_bytes(), b"\xff\xfe\x80 \n", PAGE.as_bytes()].concat(), "FF"),
        ("kana.txt", kana, "kana.txt"),
        ("latin.txt", latin, "latin.txt"),
    ];
    for (name, bytes, word) in cases {
        ground.put(name, bytes);
        let edition = format!("{name}.ron");
        let answer = ground.run(&["clean", name, "-o", &edition]);
        assert!(answer.said.to_uppercase().contains(&word.to_uppercase()), "{name} is told: {}", answer.said);
        assert_eq!(answer.code == 0, ground.at(&edition).exists());
        if answer.code == 0 {
            ground.attack(&["check", &edition], 0, &[]);
        }
    }
    let mixed = std::fs::read_to_string(ground.at("mixed.txt.ron")).unwrap();
    assert!(mixed.contains("又有一行是国标码的文字"));
}

#[test]
fn hidden_characters_become_queries_and_are_in_no_file_name() {
    let ground = Ground::new();
    ground.put(
        "hidden.txt",
        "市政府召\u{202e}开会议\u{200b}研究\u{2066}部署\u{2069}公路\u{7}建设。\n\n本报讯 昨日，县里的新公路正式通车，群众十分高兴。\n",
    );
    ground.attack(&["clean", "hidden.txt"], 0, &[]);
    let printed = ground.attack(&["check", "hidden.ron", "--format", "json"], 0, &[]).printed;
    for code in ["U+202E", "U+200B", "U+2066", "U+2069", "U+0007"] {
        assert!(printed.contains(code), "{code} is asked about: {printed}");
    }
    assert!(!ground.attack(&["check", "hidden.ron"], 0, &[]).printed.chars().any(|c| c.is_control() && c != '\n'));
    for format in ["md", "html", "tei", "txt"] {
        ground.attack(&["export", "hidden.ron", "-f", format, "--with", "per-article", "-o", &format!("out-{format}")], 0, &[]);
    }
    let is_hidden = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!ground.files().keys().any(|path| path.display().to_string().chars().any(is_hidden)));
}

#[cfg(unix)]
#[test]
fn names_and_arguments_steer_no_terminal() {
    let ground = Ground::new();
    let name = "pa\u{1b}[31mge\n\u{202e}.txt";
    ground.put(name, b"\0\x01\x02\xff".repeat(500));
    for arguments in [
        &["clean", name, "-o", "new.ron"][..],
        &["check", name],
        &["export", name, "-f", "txt"],
        &["export", "page.ron", "-f", name],
        &["export", "page.ron", "-f", "txt", "--with", name],
        &["clean", "page.txt", "--encoding", name],
        &["clean", "page.txt", "--style", name, "-o", "new.ron"],
        &["check", "page.ron", "--format", name],
        &["nowhere\u{1b}[31m", "--help"],
        &["help", name],
    ] {
        let said = ground.attack(arguments, 2, &[]).said;
        assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    }
}

#[test]
fn a_misspelt_command_or_option_opens_nothing_and_says_what_there_is() {
    let ground = Ground::new();
    for (arguments, words) in [
        (&["exprot", "page.ron"][..], &["stet export", "check, clean"][..]),
        (&["Check", "page.ron"], &["stet check"]),
        (&["claen"], &["stet clean"]),
        (&["weather"], &["no such command", "check, clean"]),
        (&["weather", "--help"], &["no such command"]),
        (&["help", "weather"], &["no such command"]),
        (&["clean", "page.txt", "--outptu", "x"], &["--output", "stet clean --help"]),
        (&["export", "page.ron"], &["--format", "stet export --help"]),
        (&["export", "page.ron", "-f", "pfd"], &["txt, md, html"]),
        (&["export", "page.ron", "-f", "txt", "--with", "brackts"], &["brackets"]),
        (&["check"], &["EDITION.ron", "stet check --help"]),
        (&["--hlep"], &["--help"]),
        (&["clean", ""], &["stet clean --help"]),
    ] {
        let said = ground.attack(arguments, 2, words).said;
        assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    }
    for arguments in [&["--help"][..], &["help"], &["help", "export"], &["export", "--help"], &["--version"]] {
        assert!(!ground.attack(arguments, 0, &[]).printed.is_empty());
    }
}

#[test]
fn house_styles_with_values_that_cannot_be_are_told_with_line_and_column() {
    let ground = Ground::new();
    let styles = [
        "(measure: (narrowest: 60, widest: 6, indent: 2))",
        "(measure: (narrowest: 10, widest: 4294967295, indent: 2))",
        "(measure: (narrowest: 0, widest: 0, indent: 4294967295))",
        "(measure: (narrowest: 10, widest: -1, indent: 2))",
        "(thresholds: (character: 255))",
        "(thresholds: (character: NaN))",
        "(bylines: [\"\"])",
        "(lead_ins: [\"*#*\"])",
        "(furniture: [\"\", 1])",
        "(no_such_rule: 1)",
        "(measure: ",
        "[[[[",
        "",
        "\"",
    ];
    for style in styles {
        ground.put("style.ron", format!("// A house style.\n{style}"));
        for arguments in [
            &["clean", "page.txt", "--style", "style.ron", "-o", "new.ron"][..],
            &["check", "page.ron", "--style", "style.ron"],
            &["export", "page.ron", "-f", "txt", "--style", "style.ron"],
        ] {
            let said = ground.attack(arguments, 2, &["style.ron:"]).said;
            assert!(said.contains("style.ron:1:") || said.contains("style.ron:2:"), "{style}: {said}");
        }
    }
    for list in ["nowhere.csv", "../../nowhere.csv", ".", "/dev/zero"] {
        ground.put("style.ron", format!("(tag_lists: [\"{list}\"])"));
        ground.attack(&["clean", "page.txt", "--style", "style.ron", "-o", "new.ron"], 2, &["style.ron", list]);
    }
    let terms: String = (0..200_000).map(|number| format!("词语{number}号\n")).collect();
    ground.put("terms.csv", terms);
    ground.put("style.ron", "(tag_lists: [\"terms.csv\"])");
    let since = Instant::now();
    ground.attack(&["clean", "page.txt", "--style", "style.ron", "-o", "new.ron"], 0, &[]);
    assert!(since.elapsed() < Duration::from_secs(60), "a large vocabulary takes {:?}", since.elapsed());
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_neither_read_nor_waited_for() {
    let ground = Ground::new();
    for name in ["pipe.txt", "pipe.ron"] {
        assert!(Command::new("mkfifo").arg(ground.at(name)).status().unwrap().success());
    }
    let specials = ["/dev/zero", "/dev/urandom", "/dev/tty", "/proc/self/environ", "/proc/kmsg", "pipe.txt", "pipe.ron", "."];
    for special in specials.iter().filter(|special| !special.starts_with('/') || Path::new(special).exists()) {
        for arguments in [
            &["check", special][..],
            &["export", special, "-f", "txt"],
            &["salvage", special, "-o", "new.ron"],
            &["clean", "page.txt", "--style", special, "-o", "new.ron"],
            &["clean", "page.txt", "--password-file", special, "-o", "new.ron"],
        ] {
            ground.attack(arguments, 2, &[special]);
        }
        if *special != "." {
            ground.attack(&["clean", special, "-o", "new.ron"], 2, &[special]);
        }
    }
}

#[test]
fn a_list_of_files_leads_out_of_no_folder() {
    let ground = Ground::new();
    let alto = |text: &str| {
        let place = "HPOS=\"1\" VPOS=\"1\" WIDTH=\"90\" HEIGHT=\"9\"";
        let line = format!("<TextLine {place}><String CONTENT=\"{text}\" {place}/></TextLine>");
        format!(
            "<alto><Layout><Page WIDTH=\"99\" HEIGHT=\"99\"><PrintSpace><TextBlock {place}>{line}</TextBlock></PrintSpace></Page></Layout></alto>"
        )
    };
    ground.put("outside.xml", alto("秘密"));
    ground.put("issue/alto/1.xml", alto("公开"));
    let outside = ground.at("outside.xml").display().to_string();
    let hostile = [
        "../../outside.xml".to_owned(),
        outside.clone(),
        format!("file://{outside}"),
        format!("file:{outside}"),
        "%2e%2e/%2e%2e/outside.xml".to_owned(),
        "..%2f..%2foutside.xml".to_owned(),
        "..\\..\\outside.xml".to_owned(),
        "\\\\server\\share\\outside.xml".to_owned(),
        "../alto/../../outside.xml".to_owned(),
        "http://example.org/outside.xml".to_owned(),
        "/dev/zero".to_owned(),
        "\u{202e}\u{1b}[31m.xml".replace('\u{1b}', "&#x9b;"),
    ];
    let mets = |hrefs: &[String]| {
        let file = |(at, href): (usize, &String)| format!("<file ID=\"f{at}\"><FLocat xlink:href=\"{href}\"/></file>");
        let page = |at: usize| format!("<div TYPE=\"page\" ORDER=\"{at}\"><fptr FILEID=\"f{at}\"/></div>");
        let files: String = hrefs.iter().enumerate().map(file).collect();
        let pages: String = (0..hrefs.len()).map(page).collect();
        format!(
            "<mets xmlns:xlink=\"http://www.w3.org/1999/xlink\"><fileSec><fileGrp USE=\"ALTO\">{files}</fileGrp></fileSec><structMap TYPE=\"PHYSICAL\"><div>{pages}</div></structMap></mets>"
        )
    };
    for (number, href) in hostile.iter().enumerate() {
        let edition = format!("{number}.ron");
        ground.put("issue/mets/mets.xml", mets(&[href.clone(), "../alto/1.xml".to_owned()]));
        ground.attack(&["clean", "issue/mets/mets.xml", "-o", &edition], 0, &["mets.xml"]);
        let text = std::fs::read_to_string(ground.at(&edition)).unwrap();
        assert!(text.contains("公开") && !text.contains("秘密"), "{href}");
        ground.put("issue/mets/mets.xml", mets(std::slice::from_ref(href)));
        ground.attack(&["clean", "issue/mets/mets.xml", "-o", "none.ron"], 2, &["mets.xml"]);
    }
}
