//! Input of the worst kinds: an answer or a clear refusal, with bounded memory.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How an input ended.
struct Run {
    code: Option<i32>,
    said: String,
    /// The most memory it had, in bytes; none where the system does not tell.
    peak: Option<u64>,
    took: Duration,
}

/// Runs the program and watches how much memory it takes.
fn stet(arguments: &[&str]) -> Run {
    let since = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_stet"))
        .args(arguments)
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let status = Path::new("/proc").join(child.id().to_string()).join("status");
    let mut peak = None;
    let code = loop {
        if let Ok(text) = std::fs::read_to_string(&status)
            && let Some(line) = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))
        {
            let kilobytes = line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default();
            peak = peak.max(Some(kilobytes * 1024));
        }
        if let Some(status) = child.try_wait().expect("the child can be waited for") {
            break status.code();
        }
        assert!(since.elapsed() < Duration::from_secs(120), "{arguments:?} hangs");
        std::thread::sleep(Duration::from_millis(2));
    };
    let mut said = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut said).expect("it is text");
    Run { code, said, peak, took: since.elapsed() }
}

/// An input: what it is called, its bytes, and whether a draft comes of them.
type Input = (&'static str, Vec<u8>, bool);

/// Half a million of what is worst; the whole sweep takes twice as many.
const MANY: usize = 500_000;

fn many_lines(many: usize) -> Vec<Input> {
    let numbered = (1..=many / 8).map(|n| format!("第{n}行的内容在此。\n")).collect::<String>();
    vec![
        ("lines of one character", "中\n".repeat(many / 10).into_bytes(), true),
        ("numbered lines", numbered.into_bytes(), true),
        ("line ends and a character", ["\n".repeat(many).as_bytes(), "字".as_bytes()].concat(), true),
        ("headlines and leads", heads(many as u32 / 125).into_bytes(), true),
        ("characters at random", noise(many as u32 * 3 / 50).into_bytes(), true),
    ]
}

fn long_lines(many: usize) -> Vec<Input> {
    vec![
        ("one line of characters", "报".repeat(many).into_bytes(), true),
        ("blanks and a character", [" ".repeat(many).as_bytes(), "字".as_bytes()].concat(), true),
        ("digits", "7".repeat(many).into_bytes(), true),
        ("one line of digits, marks and blanks", "2022年3月 1日0.1%, ".repeat(many / 40).into_bytes(), true),
    ]
}

fn marks(many: usize) -> Vec<Input> {
    vec![
        ("opening brackets", "（".repeat(many).into_bytes(), true),
        ("quotation marks", "“”".repeat(many / 4).into_bytes(), true),
        ("a character with marks", ["字".as_bytes(), "\u{301}".repeat(many / 2).as_bytes()].concat(), true),
        ("turned writing direction", "\u{202e}字\u{202c}".repeat(many / 20).into_bytes(), true),
    ]
}

fn controls() -> Vec<Input> {
    vec![
        ("lone surrogates as UTF-16", b"\xff\xfe".iter().copied().chain([0x00, 0xd8, 0x2d, 0x4e].repeat(20_000)).collect(), false),
        ("control characters", (0..200_000u32).map(|i| (i % 32) as u8).collect(), false),
        (
            "a page with some control characters",
            "一二三四五六七八九十一二三四五六七八九十\u{7}一二三四五六七八九十\u{0}五六\u{1b}七八九十。\n".repeat(5000).into_bytes(),
            true,
        ),
    ]
}

/// A page of nothing but headlines, each with a story of a line.
fn heads(stories: u32) -> String {
    let story = |n: u32| {
        format!("县里召开第{n}次工作会议\n本报讯（记者 王小明）{}月{}日市政府召开会议研究部署农村公路建设。\n", n % 12 + 1, n % 28 + 1)
    };
    (0..stories).map(story).collect()
}

/// A page of ideographs that say nothing, of which nearly each is misread as far as anybody can tell.
fn noise(characters: u32) -> String {
    let mut dice = 1u64;
    let mut character = |n: u32| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let end = if n % 20 == 19 { "。\n" } else { "" };
        format!("{}{end}", char::from_u32(0x4e00 + (dice >> 33) as u32 % 20_000).unwrap_or('字'))
    };
    (0..characters).map(&mut character).collect()
}

#[test]
fn pages_of_very_many_lines_are_read_in_bounded_memory() {
    read_or_refused(many_lines(MANY));
}

#[test]
fn pages_of_one_long_line_are_read_in_bounded_memory() {
    read_or_refused(long_lines(MANY));
}

#[test]
fn pages_of_marks_alone_are_read_in_bounded_memory() {
    read_or_refused(marks(MANY));
}

#[test]
fn pages_of_control_characters_are_read_or_refused_in_bounded_memory() {
    read_or_refused(controls());
}

#[test]
#[ignore = "takes a minute: a million of each"]
fn pages_of_a_million_are_read_in_bounded_memory() {
    [many_lines, long_lines, marks].iter().for_each(|inputs| read_or_refused(inputs(2 * MANY)));
}

fn read_or_refused(inputs: Vec<Input>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (index, (name, bytes, is_text)) in inputs.into_iter().enumerate() {
        let (raw, edition) = (folder.path().join(format!("{index}.txt")), folder.path().join(format!("{index}.ron")));
        std::fs::write(&raw, &bytes).expect("written");
        let (raw, edition) = (raw.display().to_string(), edition.display().to_string());
        let run = stet(&["clean", &raw, "-o", &edition]);
        report(name, bytes.len(), &run);
        assert_eq!(run.code, Some(if is_text { 0 } else { 2 }), "{name}: {}", run.said);
        assert_eq!(run.said.lines().count(), usize::from(!is_text), "{name}: {}", run.said);
        if is_text {
            let run = stet(&["check", &edition]);
            report(&format!("{name}, checked"), bytes.len(), &run);
            assert_eq!(run.code, Some(0), "{name}: {}", run.said);
        }
    }
}

#[test]
fn edition_files_of_the_worst_kinds_are_read_or_refused_in_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let head = "(format: \"stet-edition\", version: 1, masthead: (), next_id: 1, articles: [";
    let block = "(id: 1, role: Paragraph, text: \"\", from: \"\"),";
    let cases: Vec<(&str, String, i32)> = vec![
        ("a million brackets deep", "(".repeat(1_000_000), 2),
        ("a million lists deep", format!("{head}{}", "[".repeat(1_000_000)), 2),
        ("a string without end", format!("{head}\"{}", "字".repeat(1_000_000)), 2),
        ("a comment without end", format!("/*{}", "/*".repeat(500_000)), 2),
        ("a number without end", format!("(format: \"stet-edition\", version: {}", "9".repeat(1_000_000)), 2),
        (
            "200 000 empty raw lines",
            format!(
                "{head}], pages: [(label: \"\", file: \"\", sha256: \"\", encoding: \"UTF-8\", lines: [{}])])",
                "\"\",".repeat(200_000)
            ),
            2,
        ),
        ("blocks that say they are one", format!("{head}(id: 1, blocks: [{}])], pages: [])", block.repeat(50_000)), 2),
        (
            "a block of a million runs",
            format!("{head}(id: 1, blocks: [(id: 1, role: Paragraph, text: \"\", from: \"{}\")])], pages: [])", "+0 ".repeat(500_000)),
            0,
        ),
        (
            "a block that claims four thousand million characters",
            format!("{head}(id: 1, blocks: [(id: 1, role: Paragraph, text: \"\", from: \"+4294967295 +4294967295\")])], pages: [])"),
            2,
        ),
    ];
    for (index, (name, text, code)) in cases.into_iter().enumerate() {
        let path = folder.path().join(format!("{index}.ron"));
        std::fs::write(&path, &text).unwrap();
        let path = path.display().to_string();
        let run = stet(&["check", &path]);
        report(name, text.len(), &run);
        assert_eq!(run.code, Some(code), "{name}: {}", run.said);
        if code == 2 {
            assert!(run.said.contains(&path) && run.said.lines().count() == 1, "{name}: {}", run.said);
        }
    }
}

fn report(name: &str, bytes: usize, run: &Run) {
    let limit = 20 * bytes as u64 + 200_000_000;
    println!("{name}: {bytes} bytes, {:?} MB at most, {} ms", run.peak.map(|peak| peak / 1_000_000), run.took.as_millis());
    assert!(run.peak.is_none_or(|peak| peak <= limit), "{name}: {:?} bytes of memory for {bytes} bytes of input", run.peak);
}

/// What a PDF of so many pages, each with an image that cannot be packed, takes of memory; and how large it is, in bytes.
fn peak_of_pdf(pages: u32) -> (Option<u64>, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let mut dice = 1u64;
    let mut tone = || {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (dice >> 56) as u8
    };
    let noise = image::GrayImage::from_fn(1024, 1024, |_, _| image::Luma([tone()]));
    noise.save(at("page-0.png")).expect("an image");
    let texts: Vec<String> = (0..pages).map(|page| at(&format!("page-{page}.txt"))).collect();
    for (page, text) in texts.iter().enumerate() {
        std::fs::write(text, format!("第{page}版只有一行。\n")).expect("written");
        if page > 0 {
            std::fs::copy(at("page-0.png"), at(&format!("page-{page}.png"))).expect("copied");
        }
    }
    let (edition, pdf) = (at("e.ron"), at("e.pdf"));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(stet(&[&["clean", "-o", &edition], texts.as_slice()].concat()).code, Some(0));
    let run = stet(&["export", &edition, "-f", "pdf", "-o", &pdf]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    (run.peak, std::fs::metadata(&pdf).expect("a file").len())
}

#[test]
fn the_images_of_an_issue_are_not_in_memory_together() {
    let ((few, small), (many, large)) = (peak_of_pdf(2), peak_of_pdf(62));
    assert!(large - small > 60 * 1_000_000, "the images are in it: {large}");
    if let (Some(few), Some(many)) = (few, many) {
        assert!(many < few + 20_000_000, "{few} bytes for 2 pages, {many} for 62");
    }
}
