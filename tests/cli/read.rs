//! `stet read`: images become editions, editions get witnesses.

use std::path::{Path, PathBuf};

use stet::page::PageIndex;
use stet::store::load;

use super::{assert_fault, stet};

fn sample(ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/riverside-daily-3").with_extension(ending)
}

/// The upper part of the sample page's image, one of so many.
pub(super) fn upper_part(parts: u32) -> image::DynamicImage {
    let image = image::open(sample("png")).unwrap();
    image.crop_imm(0, 0, image.width(), image.height() / parts)
}

/// A folder with the upper part of the sample page's image.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    upper_part(6).save(folder.path().join("scan.png")).unwrap();
    folder
}

/// Puts a page of the sample's hOCR into a folder by this name, with its image: what its first part of so many has.
pub(super) fn put_hocr(folder: &Path, name: &str, parts: u32) {
    let image = upper_part(parts);
    let image_name = format!("{name}.png");
    image.save(folder.join(&image_name)).unwrap();
    let hocr = std::fs::read_to_string(sample("hocr")).unwrap().replace("riverside-daily-3.png", &image_name);
    let (mut kept, mut is_inside) = (String::new(), true);
    for line in hocr.lines() {
        if let Some((_, rect)) = line.split_once("class='ocr_line'").and_then(|(_, line)| line.split_once("bbox ")) {
            let bottom: u32 = rect.split([' ', ';']).nth(3).unwrap().parse().unwrap();
            is_inside = bottom + 10 < image.height();
        }
        if is_inside || !(line.contains("'ocrx_word'") || line.contains("'ocr_line'") || line.trim() == "</span>") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    std::fs::write(folder.join(format!("{name}.hocr")), kept.replace("bbox 0 0 1960 2560", &format!("bbox 0 0 1960 {}", image.height())))
        .unwrap();
}

#[test]
fn an_image_becomes_an_edition_and_nothing_is_written_over() {
    let folder = folder();
    let output = stet(folder.path(), &["read", "scan.png", "-o", "scan.ron"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let edition = load(&folder.path().join("scan.ron")).unwrap();
    let page = edition.page(PageIndex(0)).unwrap();
    assert_eq!(page.source().file, "scan.png");
    assert!(page.has_text() && page.layout().is_some_and(|layout| layout.glyphs().len() > 20), "{}", page.text());
    assert!(edition.ledger().iter().all(|ledger| ledger.balances()));
    assert_fault(&stet(folder.path(), &["read", "scan.png", "-o", "scan.ron"]), 2, &["scan.ron", "--force"]);
    assert_fault(&stet(folder.path(), &["read", "scan.png", "-o", "scan.png", "--force"]), 2, &["scan.png"]);
}

#[test]
fn an_edition_keeps_what_was_read_beside_its_page() {
    let folder = folder();
    put_hocr(folder.path(), "page", 3);
    assert!(stet(folder.path(), &["clean", "page.hocr", "-o", "e.ron"]).status.success());
    let before = load(&folder.path().join("e.ron")).unwrap();
    let output = stet(folder.path(), &["read", "e.ron"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let after = load(&folder.path().join("e.ron")).unwrap();
    let witness = after.witnesses(PageIndex(0)).first().unwrap();
    let read = witness.lines.iter().filter(|line| !line.characters.is_empty()).count();
    let lines = before.page(PageIndex(0)).unwrap().layout().unwrap().lines().len();
    assert!(lines >= 30 && read * 100 >= lines * 95, "{read} of {lines}");
    assert_eq!((after.ledger(), after.articles()), (before.ledger(), before.articles()), "the text stays as it was");
    assert!(std::fs::read_dir(folder.path().join(".stet-backups")).unwrap().count() > 0);
}

/// A folder with an image that stands on its head beside the scan; the commands with it tell so, and end with this code.
fn tells_of_turned(folder: &Path, args: &[&str], code: i32) {
    upper_part(6).rotate180().save(folder.join("turned.png")).unwrap();
    let output = stet(folder, args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let told = said.lines().find(|line| line.contains("turned.png")).is_some_and(|line| line.contains("stands on its head"));
    assert!(output.status.code() == Some(code) && told, "{said}");
}

#[test]
fn an_image_that_stands_on_its_head_is_told() {
    let folder = folder();
    tells_of_turned(folder.path(), &["read", "turned.png", "scan.png", "-o", "both.ron"], 1);
    let edition = load(&folder.path().join("both.ron")).unwrap();
    assert_eq!(edition.pages().iter().map(|page| page.has_text()).collect::<Vec<_>>(), [false, true]);
}

#[test]
#[ignore = "takes seconds: reads an image both ways round"]
fn nothing_is_made_of_an_image_alone_that_stands_on_its_head() {
    tells_of_turned(folder().path(), &["read", "turned.png"], 2);
}

#[test]
fn what_has_no_image_or_that_of_another_page_is_told() {
    let folder = folder();
    std::fs::write(folder.path().join("page.txt"), "没有影像的一版\n只有文字，没有别的。\n").unwrap();
    assert!(stet(folder.path(), &["clean", "page.txt"]).status.success());
    let output = stet(folder.path(), &["read", "page.ron"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("page.txt: its image is not found"), "{said}");
    std::fs::rename(folder.path().join("scan.png"), folder.path().join("page.png")).unwrap();
    let output = stet(folder.path(), &["read", "page.ron"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("page.png is not its text"), "{said}");
    assert_fault(&stet(folder.path(), &["read", "page.ron", "page.png"]), 2, &["only the one or only the other"]);
}
