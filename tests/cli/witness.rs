//! `stet witness`: files of other OCR, or keyed by hand, beside the pages of an edition; and `stet clean` of folders that hold several files
//! of a page.

use stet::page::PageIndex;
use stet::store::load;

use super::{assert_fault, stet};

const TEXT: &str = "新桥昨日正式通车\n本报讯（记者 王小明）昨日，横跨清水河的新桥正式通车。\n领油人物到场祝贺，沿河群众十分高兴。\n";

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with an edition of the text.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("p.txt"), TEXT).unwrap();
    assert!(stet(folder.path(), &["clean", "p.txt", "-o", "e.ron"]).status.success());
    folder
}

fn hocr(text: &str) -> String {
    let line = |line: &str| format!("<span class='ocr_line' title='bbox 1 1 90 9'>{line}</span>");
    let lines: String = text.lines().map(line).collect();
    format!("<html><meta name='ocr-system' content='tesseract 5.3.0'/><div class='ocr_page' title='bbox 0 0 99 99'>{lines}</div></html>")
}

#[test]
fn other_readings_are_kept_and_asked_about() {
    let folder = folder();
    let at = folder.path();
    let before = load(&at.join("e.ron")).unwrap();
    std::fs::write(at.join("keyed.txt"), TEXT.replace('油', "袖")).unwrap();
    std::fs::write(at.join("other.hocr"), hocr(&TEXT.replace('油', "袖").replace("王小明", "王小朋"))).unwrap();
    std::fs::write(at.join("third.hocr"), hocr(TEXT)).unwrap();
    let output = stet(at, &["witness", "e.ron", "keyed.txt", "other.hocr", "third.hocr"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let after = load(&at.join("e.ron")).unwrap();
    let told: Vec<(&str, &str, &str)> = after
        .witnesses(PageIndex(0))
        .iter()
        .map(|witness| (witness.engine.as_str(), witness.version.as_str(), witness.settings.as_str()))
        .collect();
    assert_eq!(told, [("plain text", "", "keyed.txt"), ("tesseract", "5.3.0", "other.hocr"), ("tesseract", "5.3.0", "third.hocr")]);
    assert_eq!((after.ledger(), after.articles()), (before.ledger(), before.articles()), "the text stays as it was");
    assert!(std::fs::read_dir(at.join(".stet-backups")).unwrap().count() > 0);
    // Two of three read 袖; 朋 stands alone against the text and two others.
    let output = stet(at, &["check", "e.ron"]);
    let queries = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(queries.contains("plain text reads “袖” where the text has “油”"), "{queries}");
    assert!(!queries.contains("朋"), "{queries}");
    // The same file once more takes the place of the first.
    assert!(stet(at, &["witness", "e.ron", "keyed.txt"]).status.success());
    assert_eq!(load(&at.join("e.ron")).unwrap().witnesses(PageIndex(0)).len(), 3);
}

#[test]
fn readings_of_other_pages_are_told_once_and_not_kept() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("strange.txt"), "完全是另外的一版报纸\n上面没有一句相同的话\n".repeat(9)).unwrap();
    std::fs::write(at.join("broken.txt"), b"{\\rtf1 text}").unwrap();
    let bytes = std::fs::read(at.join("e.ron")).unwrap();
    let output = stet(at, &["witness", "e.ron", "strange.txt"]);
    assert_eq!((output.status.code(), said(&output).matches("strange.txt").count()), (Some(2), 1), "{}", said(&output));
    assert!(said(&output).contains("none of the files is a reading of its pages"), "{}", said(&output));
    assert_eq!(std::fs::read(at.join("e.ron")).unwrap(), bytes);
    std::fs::write(at.join("keyed.txt"), TEXT.replace('油', "袖")).unwrap();
    let output = stet(at, &["witness", "e.ron", "strange.txt", "keyed.txt", "broken.txt", "-o", "e2.ron"]);
    assert_eq!((output.status.code(), said(&output).matches("strange.txt").count()), (Some(1), 1), "{}", said(&output));
    assert!(said(&output).contains("left out") && said(&output).contains("RTF"), "{}", said(&output));
    assert_eq!(load(&at.join("e2.ron")).unwrap().witnesses(PageIndex(0)).len(), 1);
    assert_fault(&stet(at, &["witness", "e.ron", "keyed.txt", "-o", "keyed.txt", "--force"]), 2, &["keyed.txt"]);
}

#[test]
fn a_folder_has_each_page_once_and_its_other_files_as_witnesses() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let second = TEXT.replace("新桥", "码头").replace("清水河", "青龙湾");
    std::fs::create_dir(at.join("in")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(at.join("in").join(name), text).unwrap();
    write("p-1.hocr", &hocr(TEXT));
    write("p-1.txt", &TEXT.replace('油', "袖"));
    write("p-2.hocr", &hocr(&second));
    write("p-2.txt", &second);
    let output = stet(at, &["clean", "in", "-o", "e.ron"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("kept beside their pages as other readings: p-1.txt"), "{}", said(&output));
    let edition = load(&at.join("e.ron")).unwrap();
    assert_eq!(edition.pages().len(), 2);
    let counts = [0, 1].map(|page| edition.witnesses(PageIndex(page)).len());
    assert_eq!(counts, [1, 0], "the second text reads as its page does, and says nothing");
    let output = stet(at, &["clean", "--each", "in", "-o", "out"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(load(&at.join("out/p-1.ron")).unwrap().witnesses(PageIndex(0)).len(), 1);
    assert_fault(&stet(at, &["clean", "in", "-o", "in/p-1.txt", "--force"]), 2, &["p-1.txt"]);
}
