//! Searchable PDFs of PDFs: the pages stay as they are, and programs find the corrected text in them and not the old one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use image::GrayImage;
use stet::edit::{Edit, apply};
use stet::edition::{Edition, Place, TextOffset};
use stet::export::{ExportRemark, Format, ImageSources, LineImages, Options, export, remarks};
use stet::import::{import_file, pages_of};
use stet::style::HouseStyle;
use tempfile::TempDir;

use crate::readers::{read, reader};
use crate::source_pdfs::{Cut, FONT, SourcePdf, jpeg, packed};

/// A PDF in a folder of its own, with the edition made of it.
struct Issue {
    folder: TempDir,
    source: PathBuf,
    edition: Edition,
}

impl Issue {
    fn of(pdf: &[u8]) -> Issue {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("paper.pdf");
        std::fs::write(&source, pdf).unwrap();
        let pages = pages_of(&source, pdf, None).expect("pages").pages.into_iter().map(Arc::new).collect::<Vec<_>>();
        Issue { folder, source, edition: stet::clean::clean(&pages, HouseStyle::standard()) }
    }

    /// Puts one text for another wherever it stands.
    fn correct(mut self, was: &str, is: &str) -> Issue {
        let length = was.chars().count() as u32;
        loop {
            let found = self.edition.blocks().find_map(|(_, block)| Some((block.id(), block.text().find(was)?, block.text().to_owned())));
            let Some((block, place, text)) = found else { return self };
            let at = text[..place].chars().count() as u32;
            let place = |at: u32| Place { block, at: TextOffset(at) };
            apply(&mut self.edition, &Edit::splice(place(at), place(at + length), is)).expect("it applies");
        }
    }

    /// The edition as a PDF, and how many of its pages are told to be kept.
    fn exported(&self) -> (Vec<u8>, usize) {
        let style = HouseStyle::standard();
        let options = Options::standard(Format::Pdf, style);
        let images = LineImages::of(&self.edition, &options, &ImageSources::file(&self.folder.path().join("e.ron")));
        let told = remarks(&self.edition, Format::Pdf, style, &options, &images);
        let kept = told.iter().find_map(|remark| if let ExportRemark::SourcePages { pages } = remark { Some(*pages) } else { None });
        let pdf = export(&self.edition, Format::Pdf, style, &options, &images).into_vec().unwrap();
        let is_archival = has(&pdf, b"pdfaid:part");
        assert_eq!(is_archival, kept.is_none(), "only what is ours is said to be PDF/A");
        (pdf, kept.unwrap_or(0))
    }

    /// Exports it, has it read by others and by ourselves, and gives the file.
    fn check(&self, kept: usize, old: &[&str]) -> (Vec<u8>, PathBuf) {
        let (pdf, told) = self.exported();
        assert_eq!(told, kept, "pages are kept");
        assert!(pdf == self.exported().0, "the same each time");
        let path = self.folder.path().join("out.pdf");
        std::fs::write(&path, &pdf).unwrap();
        self.check_text(&solid(&own_text(&path)), old);
        if let Some(pdftotext) = reader("pdftotext", &["-raw", path.to_str().unwrap()]) {
            self.check_text(&solid(&read(pdftotext, Path::new("-")).1), old);
        }
        if let Some(qpdf) = reader("qpdf", &["--check"]) {
            let (good, said) = read(qpdf, &path);
            assert!(good && !said.contains("WARNING"), "{said}");
        }
        for page in 1..=self.edition.pages().len() {
            self.check_looks(&path, page);
        }
        (pdf, path)
    }

    /// Each paragraph is found once, and nothing of the old text.
    fn check_text(&self, found: &str, old: &[&str]) {
        for block in self.edition.articles().iter().flat_map(|article| article.blocks()) {
            let text = solid(block.text());
            assert_eq!(found.matches(&text).count(), 1, "{text} in {found}");
        }
        for old in old {
            assert!(!found.contains(old), "{old} in {found}");
        }
    }

    fn check_looks(&self, path: &Path, page: usize) {
        let (Some(was), Some(is)) = (drawn(&self.source, page), drawn(path, page)) else { return };
        assert_eq!(was.dimensions(), is.dimensions(), "page {page}");
        let off = was.pixels().zip(is.pixels()).filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > 40).count();
        assert!(was.pixels().any(|pixel| pixel.0[0] < 160), "there is something on page {page}");
        assert!(off * 500 < was.pixels().len(), "{off} pixels of page {page} look otherwise");
    }
}

/// Text without blanks.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    count(bytes, part) > 0
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part).count()
}

/// What the program itself reads in a PDF.
fn own_text(path: &Path) -> String {
    let pages = pages_of(path, &std::fs::read(path).unwrap(), None).expect("pages").pages;
    pages.iter().map(|page| page.text().to_owned()).collect()
}

/// A page as poppler draws it.
fn drawn(path: &Path, page: usize) -> Option<GrayImage> {
    let number = page.to_string();
    let mut command = reader("pdftoppm", &["-r", "72", "-cropbox", "-png", "-f", &number, "-l", &number])?;
    let output = command.arg(path).output().expect("it runs");
    Some(image::load_from_memory(&output.stdout).expect("a picture").to_luma8())
}

/// The lines of a page, where the OCR read a character wrongly.
const LINES: [&str; 4] = ["河湾村新修水渠", "　　本报讯河湾村昨夭开工修建", "水渠，全村都来了，当夭挖土三", "百方，年底可以通水。"];

#[test]
fn a_scan_keeps_its_image_and_loses_its_old_text() {
    let picture = jpeg(250, 350);
    let mut source = SourcePdf::default();
    source.scan(&picture, &LINES, Cut::whole(500.0, 700.0));
    let issue = Issue::of(&source.finish()).correct("夭", "天");
    let (pdf, path) = issue.check(1, &["夭"]);
    assert_eq!(count(&pdf, &picture), 1, "the image is not compressed again");
    assert!(!has(&pdf, b"GlyphLess"), "the font of the old text is not needed");
    // It can be the source of another one.
    let again = Issue::of(&std::fs::read(path).unwrap());
    assert_eq!(count(&again.check(1, &["夭"]).0, &picture), 1);
}

#[test]
fn old_text_leaves_forms_that_the_page_hides() {
    let mut source = SourcePdf::default();
    source.scan_with_form(&jpeg(250, 350), &LINES, Cut::whole(500.0, 700.0));
    let (pdf, _) = Issue::of(&source.finish()).correct("夭", "天").check(1, &["夭"]);
    assert!(!has(&pdf, b"GlyphLess"), "the font of the old text is not needed");
}

#[test]
fn turned_and_cut_off_pages_stay_so() {
    for (turn, bounds) in [(90, [0.0, 0.0, 700.0, 500.0]), (270, [40.0, 30.0, 740.0, 530.0]), (0, [20.0, 50.0, 520.0, 750.0])] {
        let mut source = SourcePdf::default();
        source.scan(&jpeg(250, 350), &LINES, Cut { turn, bounds });
        Issue::of(&source.finish()).correct("夭", "天").check(1, &["夭"]);
    }
}

const ENGLISH: [&str; 3] =
    ["The bridge at Qinghe", "Tbe new bridge was opened on Monday by the", "mayor and tbe whole town came to see it."];
const MORE: [&str; 3] = ["A canal for the village", "Tbe canal was dug in a week by three", "hundred men and tbe water is clear."];

#[test]
fn what_is_drawn_with_fonts_stays_drawn_and_is_not_found_twice() {
    let mut source = SourcePdf::default();
    source.drawn(&ENGLISH);
    source.drawn(&MORE);
    let issue = Issue::of(&source.finish()).correct("Tbe", "The").correct("tbe", "the");
    let (pdf, path) = issue.check(2, &["Tbe", "tbe"]);
    assert_eq!(count(&pdf, &packed(&std::fs::read(FONT).unwrap())), 1, "pages that share a font still do");
    let Some(fonts) = reader("pdffonts", &[]) else { return };
    let (_, said) = read(fonts, &path);
    assert!(said.contains("Drawn"), "{said}");
}

#[test]
fn a_page_that_the_program_set_itself_is_kept_as_any_other() {
    let text = "河湾村新修水渠\n本报讯（记者 沈舟）河湾村昨夭开工修建水渠，全村男女老少都来了，𠮷日当天挖土三百方。\n";
    let page = stet::import::import_bytes(Path::new("p.txt"), text.as_bytes(), None).map(Arc::new).unwrap();
    let edition = stet::clean::clean(&[page], HouseStyle::standard());
    let style = HouseStyle::standard();
    let set = export(&edition, Format::Pdf, style, &Options::standard(Format::Pdf, style), &LineImages::default()).into_vec().unwrap();
    Issue::of(&set).correct("夭", "天").check(1, &["夭"]);
}

#[test]
fn the_process_that_reads_pdfs_hands_on_the_same_pages() {
    let mut source = SourcePdf::default();
    source.scan(&jpeg(250, 350), &LINES, Cut::whole(500.0, 700.0));
    source.drawn(&ENGLISH);
    let issue = Issue::of(&source.finish());
    let at = issue.folder.path();
    stet::store::save(&at.join("e.ron"), &issue.edition).unwrap();
    // The program has a process of its own read them, which a test does not.
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_stet"));
    let program = program.args(["export", "e.ron", "--format", "pdf", "-o", "out.pdf"]).current_dir(at).env("LC_ALL", "C");
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("2 pages stay as they are"), "{said}");
    assert!(std::fs::read(at.join("out.pdf")).unwrap() == issue.exported().0);
}

#[test]
fn only_pages_of_the_file_itself_are_kept() {
    let mut source = SourcePdf::default();
    source.scan(&jpeg(250, 350), &LINES, Cut::whole(500.0, 700.0));
    let issue = Issue::of(&source.finish()).correct("夭", "天");
    let mut other = std::fs::read(&issue.source).unwrap();
    other.extend(b"\n% another file\n");
    std::fs::write(&issue.source, other).unwrap();
    let (pdf, kept) = issue.exported();
    let path = issue.folder.path().join("out.pdf");
    std::fs::write(&path, pdf).unwrap();
    assert_eq!(kept, 0);
    issue.check_text(&solid(&own_text(&path)), &["夭"]);
}

#[test]
fn a_locked_pdf_does_not_stop_the_export() {
    let mut source = SourcePdf::default();
    source.scan(&jpeg(250, 350), &LINES, Cut::whole(500.0, 700.0));
    let issue = Issue::of(&source.finish()).correct("夭", "天");
    for (password, kept) in [("", 1), ("secret", 0)] {
        let folder = tempfile::tempdir().unwrap();
        let locked = folder.path().join("scan 1.pdf");
        let Some(mut qpdf) = reader("qpdf", &["--encrypt", password, "owner", "256", "--"]) else { return };
        assert!(qpdf.arg(&issue.source).arg(&locked).status().unwrap().success());
        // The text comes from elsewhere; the PDF is its image alone.
        let edition = crate::editions::boxed();
        let style = HouseStyle::standard();
        let options = Options::standard(Format::Pdf, style);
        let images = LineImages::of(&edition, &options, &ImageSources::file(&folder.path().join("e.ron")));
        let told = remarks(&edition, Format::Pdf, style, &options, &images);
        assert_eq!(told.iter().any(|remark| matches!(remark, ExportRemark::SourcePages { pages: 1 })), kept == 1, "{told:?}");
        assert_eq!(images.faults().len(), 1 - kept, "what cannot be opened is told");
        let path = folder.path().join("out.pdf");
        std::fs::write(&path, export(&edition, Format::Pdf, style, &options, &images).into_vec().unwrap()).unwrap();
        let page = import_file(&path, None).expect("a page");
        assert!(solid(page.text()).contains("河湾村新修水渠") && !page.text().contains('夭'), "{}", page.text());
        let Some(qpdf) = reader("qpdf", &["--check"]) else { return };
        let (good, said) = read(qpdf, &path);
        assert!(good && !said.contains("WARNING"), "{said}");
    }
}
