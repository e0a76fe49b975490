//! Searchable PDFs: what they look like, what programs find in them, and the same read again.

use std::path::Path;
use std::process::Command;

use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage};
use stet::edition::Edition;
use stet::export::{ExportRemark, Format, ImageSources, LineImages, Options, export, remarks};
use stet::import::image::decode;
use stet::import::import_file;
use stet::style::HouseStyle;

use crate::editions::{UPRIGHT, all, boxed, page_with_boxes, upright};
use crate::readers::{read, reader};

/// The image of [`boxed`]: grey lines on white, or the same in colours.
pub fn scan(is_colored: bool) -> DynamicImage {
    let tone = |x: u32, y: u32| if (100..400).contains(&x) && (140..240).contains(&y) && y % 40 < 30 { (x % 200) as u8 } else { 250 };
    if is_colored {
        RgbImage::from_fn(1000, 800, |x, y| Rgb([tone(x, y), 200, 90])).into()
    } else {
        GrayImage::from_fn(1000, 800, |x, y| Luma([tone(x, y)])).into()
    }
}

pub fn black_and_white() -> DynamicImage {
    GrayImage::from_fn(1000, 800, |x, y| Luma([if (x + y) % 7 == 0 { 0 } else { 255 }])).into()
}

/// The PDF of [`boxed`] beside this image, and what it lacks.
fn pdf_of(edition: &Edition, folder: &Path) -> (Vec<u8>, usize) {
    let style = HouseStyle::standard();
    let options = Options::standard(Format::Pdf, style);
    let images = LineImages::of(edition, &options, &ImageSources::file(&folder.join("e.ron")));
    (export(edition, Format::Pdf, style, &options, &images).into_vec().unwrap(), images.faults().len())
}

/// Text without blanks.
pub fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_image_stays_as_it_was_and_the_text_stands_over_it() {
    for (name, image) in [
        ("scan 1.png", scan(false)),
        ("scan 1.jpg", scan(false)),
        ("scan 1.jpeg", scan(true)),
        ("scan 1.png", scan(true)),
        ("scan 1.tif", black_and_white()),
        ("scan 1.tiff", scan(true)),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join(name);
        image.save(&source).unwrap();
        let (pdf, faults) = pdf_of(&boxed(), folder.path());
        assert_eq!(faults, 0, "{name}");
        if name.contains(".j") {
            let bytes = std::fs::read(&source).unwrap();
            assert!(pdf.windows(bytes.len()).any(|part| part == bytes), "{name} is not compressed again");
        }
        let path = folder.path().join("out.pdf");
        std::fs::write(&path, &pdf).unwrap();
        assert!(pdf.len() < std::fs::metadata(&source).unwrap().len() as usize * 103 / 100 + 6000, "{name}: {} bytes", pdf.len());
        // Read again it is the page with its text and its picture.
        let page = import_file(&path, None).expect("a page");
        let expected = boxed();
        assert_eq!(solid(page.text()), solid(expected.pages()[0].text()), "{name}");
        let picture = decode(&path, 0, "").expect("a picture");
        assert_eq!((picture.width(), picture.height()), (1000, 800), "{name}");
        let (was, is) = (decode(&source, 0, "").unwrap().to_luma8(), picture.to_luma8());
        let off = was.pixels().zip(is.pixels()).filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > 24).count();
        assert!(off < 8000, "{name}: {off} pixels look otherwise");
    }
}

#[test]
fn what_fax_machines_and_jpeg_2000_code_is_copied() {
    let inverted = |mut bytes: Vec<u8>| {
        let photometric = bytes.windows(4).position(|entry| entry == [0x06, 0x01, 0x03, 0x00]).unwrap();
        bytes[photometric + 8] = 1;
        bytes
    };
    let of = |name: &str| std::fs::read(Path::new("tests/exports/images").join(name)).unwrap();
    for (name, bytes, filter) in [
        ("scan 1.tif", of("fax.tif"), "/CCITTFaxDecode"),
        ("scan 1.tif", inverted(of("fax.tif")), "/CCITTFaxDecode"),
        ("scan 1.jp2", of("grey.jp2"), "/JPXDecode"),
        ("scan 1.jp2", of("color.jp2"), "/JPXDecode"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join(name);
        std::fs::write(&source, &bytes).unwrap();
        let (pdf, faults) = pdf_of(&boxed(), folder.path());
        // The code of the TIFF begins behind its head, and ends before its directory.
        let code = if name.ends_with("tif") { &bytes[8..8 + 69] } else { &bytes[..] };
        let is_in = |part: &[u8]| pdf.windows(part.len()).any(|window| window == part);
        assert!(faults == 0 && is_in(filter.as_bytes()) && is_in(code), "{name}");
        let path = folder.path().join("out.pdf");
        std::fs::write(&path, &pdf).unwrap();
        let was = decode(&source, 0, "").unwrap().to_rgb8();
        let is = decode(&path, 0, "").expect("a picture").to_rgb8();
        let off = was.pixels().zip(is.pixels()).flat_map(|(a, b)| (0..3).map(|at| a.0[at].abs_diff(b.0[at]))).max();
        // Colours are rounded once more on their way through a PDF.
        assert!(was.dimensions() == is.dimensions() && off <= Some(1), "{name} looks as it did: {off:?} off");
        let Some(mut pdfimages) = reader("pdfimages", &["-png"]) else { return };
        assert!(pdfimages.arg(&path).arg(folder.path().join("found")).status().unwrap().success());
        let found = image::open(folder.path().join("found-000.png")).expect("a picture").to_rgb8();
        // Poppler reckons calibrated white a little darker.
        let is_near = |(a, b): (&Rgb<u8>, &Rgb<u8>)| (0..3).all(|at| a.0[at].abs_diff(b.0[at]) < 8);
        assert!(was.dimensions() == found.dimensions() && was.pixels().zip(found.pixels()).all(is_near), "{name} is what poppler finds");
    }
}

#[test]
fn a_page_without_its_image_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (pdf, faults) = pdf_of(&boxed(), folder.path());
    assert!(pdf.starts_with(b"%PDF-1.7") && faults == 1);
}

/// An edition of pages of text.
pub fn texts(pages: &[&str]) -> Edition {
    let page = |(number, text): (usize, &&str)| {
        stet::import::import_bytes(Path::new(&format!("p{number}.txt")), text.as_bytes(), None).map(std::sync::Arc::new).unwrap()
    };
    stet::clean::clean(&pages.iter().enumerate().map(page).collect::<Vec<_>>(), HouseStyle::standard())
}

#[test]
fn a_page_without_an_image_is_typeset() {
    let long = "河湾村昨天开工修建水渠，全村男女老少一百二十人都来了，当天挖土三百方。".repeat(80);
    let raw = format!("河湾村新修水渠\n本报讯（记者 沈舟）{long}\n\n渡口新桥通车\n本报讯 两岸村民𠮷日过桥 Łódź 3.5%，不再等船。\n");
    let edition = texts(&[&raw]);
    let style = HouseStyle::standard();
    let options = Options::standard(Format::Pdf, style);
    let said = remarks(&edition, Format::Pdf, style, &options, &LineImages::default());
    let expected = [ExportRemark::Typeset { pages: 1, first: "p0.txt".to_owned() }, ExportRemark::NoGlyph { characters: "𠮷".to_owned() }];
    assert_eq!(said, expected);
    assert_eq!(said[1].to_string(), "No font of the program has 𠮷; 〓 stands for it, and the text behind is right.");
    let asked = options.clone().with(stet::export::Switch::Scans, false);
    assert_eq!(remarks(&edition, Format::Pdf, style, &asked, &LineImages::default()), expected[1..], "who asks for it is not told of it");
    let pdf = export(&edition, Format::Pdf, style, &options, &LineImages::default()).into_vec().unwrap();
    assert!(pdf.len() < 150_000, "only what is used of the fonts is in the file: {} bytes", pdf.len());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.pdf");
    std::fs::write(&path, &pdf).unwrap();
    // Ink is on the page, and as much of it as text has.
    let picture = decode(&path, 0, "").expect("a picture").to_luma8();
    let dark = picture.pixels().filter(|pixel| pixel.0[0] < 128).count() as f64 / picture.pixels().len() as f64;
    assert!((0.02..0.3).contains(&dark), "{dark}");
    let Some(qpdf) = reader("qpdf", &["--check"]) else { return };
    let (good, said) = read(qpdf, &path);
    assert!(good && !said.contains("WARNING"), "{said}");
    let Some(pdftotext) = reader("pdftotext", &["-raw", path.to_str().unwrap()]) else { return };
    let (good, said) = read(pdftotext, Path::new("-"));
    assert!(good);
    for block in edition.articles().iter().flat_map(|article| article.blocks()) {
        // What turns to a second sheet has its line over the text between.
        let whole = block.text().chars().count() < 1000;
        assert!(!whole || solid(&said).contains(&solid(block.text())), "{} in {said}", block.text());
    }
    // No line begins with a mark that may not stand there, and none is wider than the measure but for such a mark.
    assert!(said.lines().all(|line| !line.starts_with(['，', '。', '、', '）'])), "{said}");
    let Some(fonts) = reader("pdffonts", &[]) else { return };
    let (_, said) = read(fonts, &path);
    let faces: Vec<&str> = said.lines().skip(2).collect();
    assert!(faces.iter().filter(|line| line.contains("AAAAA")).all(|line| line.contains("yes yes yes")), "{said}");
    assert!(["StetSerif ", "StetSerif-Bold", "StetExtra"].iter().all(|name| said.contains(name)), "{said}");
    let Some(info) = reader("pdfinfo", &[]) else { return };
    let (_, said) = read(info, &path);
    assert!(said.contains("Pages:           ") && !said.contains("Pages:           1\n"), "{said}");
}

#[test]
fn upright_lines_are_upright_text() {
    let folder = tempfile::tempdir().unwrap();
    scan(false).save(folder.path().join("p.png")).unwrap();
    let (pdf, faults) = pdf_of(&upright(), folder.path());
    assert_eq!(faults, 0);
    let path = folder.path().join("out.pdf");
    std::fs::write(&path, pdf).unwrap();
    let page = import_file(&path, None).expect("a page");
    assert_eq!(solid(page.text()), solid(&UPRIGHT.concat()));
    let first = &page.layout().expect("a layout").lines()[0].outline.rect;
    assert!(first.height() > first.width(), "{first:?}");
    let Some(pdftotext) = reader("pdftotext", &[path.to_str().unwrap()]) else { return };
    let (good, said) = read(pdftotext, Path::new("-"));
    assert!(good && said.contains(UPRIGHT[0]), "{said}");
}

/// PDFium, where it is there, as a program that says the text of the first page of a file.
fn pdfium() -> Option<Command> {
    let program = "import sys, pypdfium2\nprint(pypdfium2.PdfDocument(sys.argv[1])[0].get_textpage().get_text_range())";
    let mut has = reader("python3", &["-c", "import pypdfium2"])?;
    if !has.output().is_ok_and(|output| output.status.success()) {
        println!("there is no pypdfium2 here: skipped");
        return None;
    }
    reader("python3", &["-c", program])
}

/// What PDFium takes for a font without glyphs has digits and no Chinese, and text without extent is passed over.
#[test]
fn no_character_is_too_small_to_be_found() {
    let lines = ["1939年3月25日河湾村开工", "第3版　A栋1号楼B座2层", "12日"].map(str::to_owned);
    let across = stet::clean::clean(&[page_with_boxes("p.hocr", "p.png", &lines)], HouseStyle::standard());
    for (edition, lines) in [(across, lines.to_vec()), (upright(), UPRIGHT.map(str::to_owned).to_vec())] {
        let folder = tempfile::tempdir().unwrap();
        scan(false).save(folder.path().join("p.png")).unwrap();
        let path = folder.path().join("out.pdf");
        std::fs::write(&path, pdf_of(&edition, folder.path()).0).unwrap();
        for mut command in [pdfium(), reader("pdftotext", &["-raw"])].into_iter().flatten() {
            command.arg(&path);
            let (good, said) = read(command, Path::new("-"));
            let found = solid(&said);
            assert!(good && lines.iter().all(|line| found.contains(&solid(line))), "{said}");
        }
    }
}

#[test]
fn qpdf_and_pdftotext_take_every_edition() {
    for (name, edition) in all() {
        let folder = tempfile::tempdir().unwrap();
        scan(false).save(folder.path().join("scan 1.png")).unwrap();
        let path = folder.path().join("out.pdf");
        std::fs::write(&path, pdf_of(&edition, folder.path()).0).unwrap();
        let Some(qpdf) = reader("qpdf", &["--check"]) else { return };
        let (good, said) = read(qpdf, &path);
        assert!(good && !said.contains("WARNING"), "{name}: {said}");
        let Some(pdftotext) = reader("pdftotext", &["-raw", path.to_str().unwrap()]) else { return };
        let (good, said) = read(pdftotext, Path::new("-"));
        assert!(good, "{name}: {said}");
        if name == "boxed" {
            let lines: Vec<&str> = said.lines().take(3).collect();
            assert_eq!(lines, ["河湾村新修水渠", "本报讯河湾村昨天开工修建水渠，", "全村都来了。"]);
        }
        let Some(info) = reader("pdfinfo", &[]) else { return };
        let (good, said) = read(info, &path);
        assert!(good && said.contains("Tagged:          yes") && said.contains("Metadata Stream: yes"), "{name}: {said}");
    }
}
