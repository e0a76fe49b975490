//! PDFs written by hand, read whole.

use std::path::Path;

use super::picture::PictureFault;
use super::samples::{GBK, file, gbk, page, show};
use super::{PdfNotice, picture_of};
use crate::import::faults::FaultKind;
use crate::import::image::{decode_bytes, decode_finer};
use crate::import::{Choices, ImportError, Imported, pages_of};
use crate::page::{PixelPoint, Pixels, RawOffset, RawRange, RegionKind, TypeSize};

fn read(bytes: &[u8]) -> Imported {
    pages_of(Path::new("paper.pdf"), bytes, None).expect("pages")
}

fn text(bytes: &[u8]) -> String {
    read(bytes).pages.first().map(|page| page.text().to_owned()).unwrap_or_default()
}

fn notices(read: &Imported) -> Vec<FaultKind> {
    // There are no fonts to stand in where a test reads.
    let kinds = read.warnings.iter().map(|warning| warning.kind.clone());
    kinds.filter(|kind| !matches!(kind, FaultKind::Pdf(PdfNotice::Undrawn(_)))).collect()
}

/// Four lines in each of two columns, row by row, with a headline across them.
fn columns() -> String {
    let mut content = show("清河渡口修桥", 130.0, 550.0, 24.0);
    for (row, (left, right)) in [
        ("　　县里昨天开会，", "决定拨款三万元。"),
        ("讨论渡口修桥的事，", "　　工程明年动工，"),
        ("到会代表一百余人，", "由县里的工程队来"),
        ("会议开了整整一天，", "修，一年里完成。"),
    ]
    .into_iter()
    .enumerate()
    {
        let y = 500.0 - 14.0 * row as f64;
        content += &show(left, 40.0, y, 10.0);
        content += &show(right, 160.0, y, 10.0);
    }
    content
}

#[test]
fn a_mark_that_hangs_into_the_gutter_joins_no_columns() {
    let rows = [
        ("县里昨天开会讨论修桥", "决定拨款三万元工程由"),
        ("到会的代表有一百多人，", "县里的工程队来修一年"),
        ("会议开了整整一天才散", "里完成大车能走的木桥"),
    ];
    let column = |left: f64, line: fn((&'static str, &'static str)) -> &'static str| -> String {
        (0..).zip(rows).map(|(row, pair)| show(line(pair), left, 500.0 - 14.0 * f64::from(row), 10.0)).collect()
    };
    let content = column(40.0, |pair| pair.0) + &column(158.0, |pair| pair.1);
    let expected: Vec<&str> = rows.iter().map(|(left, _)| *left).chain(rows.iter().map(|(_, right)| *right)).collect();
    assert_eq!(text(&page(&content, &[GBK], "")).lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(), expected);
}

#[test]
fn columns_are_read_one_after_the_other_with_sizes_and_places() {
    let read = read(&page(&columns(), &[GBK], ""));
    let found = &read.pages[0];
    let layout = found.layout().expect("a layout");
    let lines: Vec<&str> = found.lines().map(|line| line.text).collect();
    assert_eq!(lines[..3], ["清河渡口修桥", "县里昨天开会，", "讨论渡口修桥的事，"]);
    assert_eq!(lines[5..7], ["决定拨款三万元。", "工程明年动工，"]);
    assert_eq!(layout.size(), (Pixels(1667), Pixels(2500)));
    let line = |number: usize| layout.line(number).expect("a line");
    assert_eq!((line(1).type_size, line(2).type_size), (Some(TypeSize(240)), Some(TypeSize(100))));
    assert_eq!(layout.kind_of(line(1)), RegionKind::Heading);
    assert_ne!(line(6).region, line(7).region, "an indent begins a paragraph");
    // 130 points from the left, 600 - 550 - 0.88 * 24 from the top.
    let first = layout.rect_of(RawRange::new(RawOffset(0), RawOffset(1))).expect("a place");
    assert_eq!((first.left, first.top), (Pixels(542), Pixels(120)));
    assert_eq!(layout.line_at(PixelPoint::new(600, 200)).map(|line| line.number), Some(1));
    assert_eq!(notices(&read), []);
}

/// Rows of two columns from this height down, row by row; each line is named by its column and row.
fn rows(name: &str, top: f64) -> String {
    let row = |row: u32| {
        let y = top - 14.0 * f64::from(row);
        show(&format!("{name}左栏第{row}行的字，"), 40.0, y, 10.0) + &show(&format!("{name}右栏第{row}行的字，"), 160.0, y, 10.0)
    };
    (1..5).map(row).collect()
}

fn firsts(bytes: &[u8]) -> Vec<String> {
    text(bytes).lines().map(|line| line.chars().take(5).collect()).collect()
}

#[test]
fn a_rule_across_the_page_parts_its_columns() {
    let whole = rows("甲", 550.0) + &rows("乙", 480.0);
    let one_after_the_other = |sections: [&str; 4]| -> Vec<String> {
        sections.iter().flat_map(|section| (1..5).map(move |row| format!("{section}第{row}"))).collect()
    };
    assert_eq!(firsts(&page(&whole, &[GBK], "")), one_after_the_other(["甲左栏", "乙左栏", "甲右栏", "乙右栏"]));
    let ruled = whole + "0.5 w 40 482 m 260 482 l S";
    assert_eq!(firsts(&page(&ruled, &[GBK], "")), one_after_the_other(["甲左栏", "甲右栏", "乙左栏", "乙右栏"]));
}

#[test]
fn a_headline_between_two_stories_parts_their_columns() {
    let content = rows("甲", 550.0) + &show("中间的标题横跨两栏", 60.0, 450.0, 20.0) + &rows("乙", 430.0);
    let read = firsts(&page(&content, &[GBK], ""));
    assert_eq!((read[4].as_str(), read[8].as_str(), read[9].as_str()), ("甲右栏第1", "中间的标题", "乙左栏第1"), "{read:?}");
}

#[test]
fn what_stands_in_a_box_stays_together() {
    let boxed = "0.5 w 155 470 110 60 re S\n".to_owned()
        + &show("框里一行的字，", 160.0, 510.0, 10.0)
        + &show("框里二行的字，", 160.0, 490.0, 10.0);
    let around: String = (0..6).map(|row| show(&format!("框外第{row}行的字，"), 40.0, 550.0 - 20.0 * f64::from(row), 10.0)).collect();
    let read = firsts(&page(&(boxed + &around), &[GBK], ""));
    assert_eq!(read.iter().filter(|line| line.starts_with("框里")).count(), 2);
    let first = read.iter().position(|line| line.starts_with("框里一")).expect("the box");
    assert_eq!(read.get(first + 1).map(String::as_str), Some("框里二行的"), "{read:?}");
}

#[test]
fn upright_lines_are_read_from_the_right() {
    let column = |text: &str, x: f64| -> String {
        text.chars().enumerate().map(|(index, c)| show(&c.to_string(), x, 500.0 - 10.0 * index as f64, 10.0)).collect()
    };
    let content = column("本埠消息清河水災善後", 300.0) + &column("會議昨日開幕到會代表", 284.0) + &column("一百二十七人", 268.0);
    let font = GBK.replace("GBK-EUC-H", "GBK-EUC-V");
    let horizontal = text(&page(&content, &[GBK], ""));
    assert_eq!(horizontal, "本埠消息清河水災善後\n會議昨日開幕到會代表\n一百二十七人");
    let whole = |text: &str, x: f64| show(text, x, 500.0, 10.0);
    let content = whole("本埠消息清河", 300.0) + &whole("會議昨日開幕", 284.0);
    assert_eq!(text(&page(&content, &[&font], "")), "本埠消息清河\n會議昨日開幕");
}

#[test]
fn letters_set_apart_are_one_line() {
    let content = format!("BT /F1 20 Tf 9 Tc 1 0 0 1 40 500 Tm {} Tj ET {}", gbk("清河水库"), show("正文一行不算短，", 40.0, 470.0, 10.0));
    assert_eq!(text(&page(&content, &[GBK], "")), "清河水库\n正文一行不算短，");
}

#[test]
fn what_is_drawn_twice_is_read_once() {
    let twice = show("清河", 40.0, 500.0, 20.0) + &show("清河", 40.6, 500.0, 20.0);
    let outlined = format!("BT 2 Tr /F1 20 Tf 1 0 0 1 40 400 Tm {} Tj ET", gbk("水库"));
    assert_eq!(text(&page(&(twice + &outlined), &[GBK], "")), "清河\n水库");
}

#[test]
fn what_is_not_to_be_seen_is_read_and_told() {
    let seen = show("看得见的文字", 40.0, 500.0, 10.0);
    let unseen = format!("BT 3 Tr /F1 10 Tf 1 0 0 1 40 480 Tm {} Tj ET\n", gbk("看不见"));
    let white = format!("q 1 g {} Q\n", show("白字", 40.0, 460.0, 10.0));
    let clipped = format!("q 0 0 10 10 re W n {} Q\n", show("界外", 40.0, 440.0, 10.0));
    let read = read(&page(&format!("{seen}{unseen}{white}{clipped}"), &[GBK], ""));
    assert_eq!(read.pages[0].text(), "看得见的文字\n看不见\n白字\n界外");
    assert_eq!(notices(&read), [FaultKind::Pdf(PdfNotice::Unseen(7))]);
    let on_dark = format!("0.2 g 30 455 100 20 re f q 1 g {} Q\n", show("白字", 40.0, 460.0, 10.0));
    assert_eq!(notices(&self::read(&page(&on_dark, &[GBK], ""))), [], "reversed type is to be seen");
}

#[test]
fn glyphs_without_a_character_are_squares_and_told() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] >>";
    let read = read(&page("BT /F1 10 Tf 1 0 0 1 40 500 Tm <12341235> Tj ET", &[font], ""));
    assert_eq!(read.pages[0].text(), "□□");
    assert_eq!(notices(&read), [FaultKind::Pdf(PdfNotice::Unknown(2))]);
    // The same glyphs by their numbers in a collection.
    let font = font.replace("/Ordering (Identity)", "/Ordering (GB1)").replace("/Own", "/Song");
    assert_eq!(text(&page("BT /F1 10 Tf 1 0 0 1 40 500 Tm <11941195> Tj ET", &[&font], "")).chars().filter(|c| *c != '□').count(), 2);
}

#[test]
fn chinese_in_fonts_of_single_bytes_is_put_together() {
    let widths = "500 ".repeat(224);
    let font = format!(
        "<< /Type /Font /Subtype /TrueType /BaseFont /#CB#CE#CC#E5 /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [{widths}] >>"
    );
    let content = show("清河渡口 1995", 40.0, 500.0, 10.0);
    // A blank beside a Chinese character is one where it is wide.
    assert_eq!(text(&page(&content, &[&font], "")), "清河渡口1995");
}

#[test]
fn turned_and_cut_pages_are_read_as_they_are_held() {
    let lines = show("第一行的文字，", 60.0, 500.0, 10.0) + &show("第二行的文字。", 60.0, 486.0, 10.0);
    let turned = read(&page(&lines, &[GBK], "/Rotate 180 /CropBox [50 50 350 550]"));
    let layout = turned.pages[0].layout().expect("a layout");
    assert_eq!((turned.pages[0].text(), layout.size()), ("第一行的文字，\n第二行的文字。", (Pixels(1250), Pixels(2083))));
    // Text that lies on its side on the page itself.
    let aside = |text: &str, x: f64| format!("BT /F1 10 Tf 0 1 -1 0 {x} 100 Tm {} Tj ET\n", gbk(text));
    assert_eq!(
        text(&page(&(aside("第一行的文字，", 100.0) + &aside("第二行的文字。", 114.0)), &[GBK], "")),
        "第一行的文字，\n第二行的文字。"
    );
}

/// Three pages, the first two with text, called i, ii and A1.
fn book() -> Vec<u8> {
    let leaf = |content: usize| {
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents {content} 0 R /Resources << /Font << /F1 9 0 R >> >> >>")
    };
    let stream = |content: String| format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /r >> 2 << /P (A) /S /D >>] >> >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>".to_owned(),
        leaf(6),
        leaf(7),
        leaf(8),
        stream(show("第一版", 40.0, 500.0, 10.0)),
        stream(show("第二版", 40.0, 500.0, 10.0)),
        stream(String::new()),
        GBK.to_owned(),
    ];
    file(&objects)
}

#[test]
fn pages_have_numbers_and_labels_and_those_without_text_are_empty() {
    let read = read(&book());
    let told: Vec<_> = read
        .pages
        .iter()
        .map(|page| (page.source().file.clone(), page.label().unwrap_or_default().to_owned(), page.text().to_owned()))
        .collect();
    let told: Vec<(&str, &str, &str)> = told.iter().map(|(file, label, text)| (file.as_str(), label.as_str(), text.as_str())).collect();
    assert_eq!(told, [("paper.pdf#1", "i", "第一版"), ("paper.pdf#2", "ii", "第二版"), ("paper.pdf#3", "A1", "")]);
    assert!(read.pages.iter().all(|page| page.layout().and_then(|layout| layout.image()) == Some("paper.pdf")));
    assert!(read.pages.iter().all(|page| page.source().sha256 == read.pages[0].source().sha256));
}

#[test]
fn pages_are_chosen() {
    let choices = |pages: &str| Choices { pages: pages.parse().expect("pages"), ..Choices::default() };
    let some = pages_of(Path::new("paper.pdf"), &book(), choices("2-")).expect("pages");
    assert_eq!(some.pages.iter().map(|page| page.source().file.as_str()).collect::<Vec<_>>(), ["paper.pdf#2", "paper.pdf#3"]);
    assert!(matches!(pages_of(Path::new("paper.pdf"), &book(), choices("9")), Err(ImportError::NoSuchPage { count: 3, .. })));
}

#[test]
fn damaged_files_are_read_or_refused() {
    let whole = page(&columns(), &[GBK], "");
    let lost = String::from_utf8_lossy(&whole).replace("xref", "xxxx").into_bytes();
    assert!(text(&lost).contains("讨论渡口修桥的事"));
    for end in (0..whole.len()).step_by(97) {
        match pages_of(Path::new("paper.pdf"), &whole[..end], None) {
            Ok(_) | Err(ImportError::Pdf { .. } | ImportError::Empty { .. } | ImportError::NotText { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert!(matches!(pages_of(Path::new("paper.pdf"), b"%PDF-1.7 and nothing", None), Err(ImportError::Pdf { .. })));
}

#[test]
fn pictures_are_drawn_and_say_what_they_lack() {
    let bytes = page(&show("清河", 40.0, 500.0, 20.0), &[GBK], "");
    let picture = picture_of(&bytes, "", 1, 72.0).expect("a picture");
    assert_eq!((picture.width, picture.height, picture.channels), (400, 600, 1));
    let told: Vec<FaultKind> = read(&bytes).warnings.iter().map(|warning| warning.kind.clone()).collect();
    assert_eq!(told, [FaultKind::Pdf(PdfNotice::Undrawn(2))], "no font stands in here");
    assert!(picture.pixels.iter().all(|pixel| *pixel == 255), "and no other character is drawn for one that is missing");
    assert_eq!(picture_of(&bytes, "", 7, 72.0), Err(PictureFault::NoPage(7)));
    let path = Path::new("page.pdf");
    let usual = decode_bytes(path, bytes.clone(), 0, "").expect("a picture");
    let finer = decode_finer(path, &bytes, 0, "", (usual.width(), usual.height())).expect("it is drawn as fine as is asked");
    assert!(finer.width().abs_diff(2 * usual.width()) <= 1 && finer.height().abs_diff(2 * usual.height()) <= 1);
}

#[test]
fn a_scan_is_its_own_picture() {
    let image = "<< /Type /XObject /Subtype /Image /Width 2 /Height 3 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 6 >>\nstream\n\u{10}\u{20}\u{30}\u{40}\u{50}\u{60}\nendstream";
    let content = format!("q 400 0 0 600 0 0 cm /I Do Q BT 3 Tr /F1 10 Tf 1 0 0 1 40 500 Tm {} Tj ET", gbk("看不见"));
    let bytes = page(&content, &[GBK, image], "").iter().map(|byte| char::from(*byte)).collect::<String>();
    let bytes: Vec<u8> = bytes.replace("/Resources << ", "/Resources << /XObject << /I 6 0 R >> ").chars().map(|c| c as u8).collect();
    let picture = picture_of(&bytes, "", 1, 200.0).expect("a picture");
    assert_eq!((picture.width, picture.height, picture.pixels.as_slice()), (2, 3, &[0x10, 0x20, 0x30, 0x40, 0x50, 0x60][..]));
    assert_eq!(notices(&read(&bytes)), [], "the text of a scan is no secret");
    assert!(decode_finer(Path::new("scan.pdf"), &bytes, 0, "", (2, 3)).is_none(), "it has no more than its pixels");
}

/// Words of an unseen line of OCR, set twice as large as they were printed and narrowed: each with where it begins.
fn unseen(words: &[(&str, f64)], y: f64, size: f64) -> String {
    let word = |(word, x): &(&str, f64)| format!("BT 3 Tr 50 Tz /F1 {size} Tf 1 0 0 1 {x} {y} Tm {} Tj <20> Tj ET\n", gbk(word));
    words.iter().map(word).collect()
}

#[test]
fn an_unseen_line_of_ocr_is_one_line_as_large_as_it_was_printed() {
    let content = unseen(&[("清河渡口明年修桥", 40.0)], 560.0, 40.0)
        + &unseen(&[("县里昨天开会决定", 40.0), ("拨款三万元", 125.0)], 520.0, 20.0)
        + &unseen(&[("修清河渡口的桥，", 40.0), ("两岸的乡亲", 134.0)], 508.0, 20.0)
        + &unseen(&[("听了都很高兴说是", 40.0), ("盼了几十年的事", 95.0)], 496.0, 20.0);
    let read = read(&page(&content, &[GBK], ""));
    let page = read.pages.first().expect("a page");
    assert_eq!(page.text(), "清河渡口明年修桥\n县里昨天开会决定拨款三万元\n修清河渡口的桥，两岸的乡亲\n听了都很高兴说是盼了几十年的事");
    let sizes = page.layout().expect("a layout").lines().iter().filter_map(|line| line.type_size).map(|size| size.0);
    let sizes: Vec<u32> = sizes.collect();
    assert!(matches!(sizes.as_slice(), [large, rest @ ..] if rest.len() == 3 && rest.iter().all(|size| size * 2 == *large)), "{sizes:?}");
}

#[test]
fn glyphs_are_what_marked_content_says_of_them() {
    let said =
        format!("{}/Span << /ActualText <feff6236862d> >> BDC {} EMC\n", show("清", 40.0, 500.0, 20.0), show("河桥", 60.0, 500.0, 20.0));
    assert_eq!(text(&page(&said, &[GBK], "")), "清戶蘭");
}

#[test]
fn what_stands_for_no_text_is_drawn_and_not_read() {
    let silenced = format!("/Span << /ActualText () >> BDC /P BMC {} EMC EMC\n", show("清河", 40.0, 500.0, 20.0));
    let bytes = page(&(silenced + &show("新桥", 40.0, 400.0, 20.0)), &[GBK], "");
    assert_eq!(text(&bytes), "新桥");
    let said = format!("/Span << /ActualText (x) >> BDC {} EMC\n", show("清河", 40.0, 500.0, 20.0));
    assert_eq!(text(&page(&said, &[GBK], "")), "清河", "what is said elsewise is read as it is drawn");
}
