//! Searchable OFDs: what is in the package, where each character stands, and what another program reads in them.

mod package;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use roxmltree::{Document, Node};
use stet::edit::{Edit, apply};
use stet::edition::{Edition, Place, TextOffset};
use stet::export::scan::{Scan, ScanHolder};
use stet::export::{ExportRemark, Format, ImageSources, LineImages, Options, Switch, export, remarks};
use stet::import::image::decode_bytes;
use stet::page::{RawOffset, RawRange};
use stet::style::HouseStyle;

use crate::editions::{UPRIGHT, all, boxed, page_with_boxes, rich, upright};
use crate::pdf::{black_and_white, scan, solid, texts};
use crate::readers::{read, reader};
use package::{Line, Package, all_of, numbers, value};

/// How far a place may be off by rounding, in millimetres.
const FINE: f64 = 0.002;

/// The OFD of an edition with the images in a folder, and how many images it lacks.
fn made(edition: &Edition, folder: &Path) -> (Vec<u8>, usize) {
    let style = HouseStyle::standard();
    let options = Options::standard(Format::Ofd, style);
    let images = LineImages::of(edition, &options, &ImageSources::file(&folder.join("e.ron")));
    (export(edition, Format::Ofd, style, &options, &images).into_vec().unwrap(), images.faults().len())
}

/// The package of an edition whose page images have these names.
fn with_images(edition: &Edition, names: &[&str]) -> Package {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        scan(false).save(folder.path().join(name)).unwrap();
    }
    let (bytes, faults) = made(edition, folder.path());
    assert_eq!(faults, 0);
    Package::of(bytes)
}

/// Puts `new` where `old` stands in the first block that has it.
fn write_over(edition: &mut Edition, old: &str, new: &str) {
    let found =
        edition.blocks().find_map(|(_, block)| block.text().find(old).map(|byte| (block.id(), block.text()[..byte].chars().count())));
    let (block, at) = found.expect("the text");
    let place = |at: usize| Place { block, at: TextOffset::new(at) };
    apply(edition, &Edit::splice(place(at), place(at + old.chars().count()), new)).expect("a splice");
}

#[test]
fn the_corrected_text_is_found_once_and_is_not_seen() {
    let mut edition = boxed();
    write_over(&mut edition, "开工修建", "动工𠮷兴建");
    write_over(&mut edition, "全村都", "大\\ 家");
    let lines = with_images(&edition, &["scan 1.png"]).lines(0);
    let text: String = lines.iter().map(Line::text).collect();
    let expected: String = edition.blocks().map(|(_, block)| block.text()).collect();
    assert_eq!(solid(&text), solid(&expected), "each block once, in the order of the edition");
    assert!(lines.len() == 3 && lines.iter().all(|line| !line.is_seen && !line.is_upright));
}

#[test]
fn each_character_stands_where_it_is_printed() {
    let edition = boxed();
    let page = &edition.pages()[0];
    let layout = page.layout().unwrap();
    // The image says nothing of its size: 300 pixels are an inch.
    let millimetres = |pixels: u32| f64::from(pixels) * 25.4 / 300.0;
    let lines = with_images(&edition, &["scan 1.png"]).lines(0);
    let raw: Vec<(usize, char)> = page.text().chars().enumerate().filter(|(_, c)| !c.is_whitespace()).collect();
    let set: Vec<(&Line, &(char, f64, f64))> = lines.iter().flat_map(|line| line.characters.iter().map(move |one| (line, one))).collect();
    assert_eq!(raw.len(), set.len());
    for ((at, expected), (line, (character, x, y))) in raw.into_iter().zip(set) {
        let rect = layout.rect_of(RawRange::new(RawOffset(at as u32), RawOffset(at as u32 + 1))).unwrap();
        let [left, top, width, height] = line.boundary;
        assert_eq!(expected, *character);
        assert!((left + x - millimetres(rect.left.0)).abs() < FINE, "{character} at {}", left + x);
        assert!(millimetres(rect.top.0) < top + y && top + y < millimetres(rect.bottom.0), "{character} on {}", top + y);
        assert!((0.0..width).contains(x) && (0.0..height).contains(y), "{character} stands in its line");
        assert!((line.size - millimetres(30)).abs() < FINE, "{}", line.size);
    }
}

#[test]
fn upright_lines_read_downwards() {
    let lines = with_images(&upright(), &["p.png"]).lines(0);
    assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), UPRIGHT);
    let pixel = 25.4 / 300.0;
    for line in &lines {
        let [_, top, width, height] = line.boundary;
        assert!(line.is_upright && !line.is_seen && height > width);
        for (number, (character, x, y)) in line.characters.iter().enumerate() {
            assert!(x.abs() < FINE, "{character} at {x}");
            let cell = (100.0 + 40.0 * number as f64) * pixel;
            assert!(cell < top + y && top + y < cell + 40.0 * pixel, "{character} on {}", top + y);
        }
    }
}

#[test]
fn a_page_without_an_image_is_typeset_to_be_seen() {
    let long = "河湾村昨天开工修建水渠，全村男女老少一百二十人都来了，当天挖土三百方。".repeat(80);
    let edition =
        texts(&[&format!("河湾村新修水渠\n本报讯（记者 沈舟）{long}\n\n渡口新桥通车\n本报讯 两岸村民𠮷日过桥 Łódź 3.5%，不再等船。\n")]);
    let (style, images) = (HouseStyle::standard(), LineImages::default());
    let options = Options::standard(Format::Ofd, style);
    let said = remarks(&edition, Format::Ofd, style, &options, &images);
    assert_eq!(
        said,
        [ExportRemark::Typeset { pages: 1, first: "p0.txt".to_owned() }],
        "the reader's own fonts may have what the program's lack"
    );
    let asked = options.clone().with(Switch::Scans, false);
    assert_eq!(remarks(&edition, Format::Ofd, style, &asked, &images), [], "who asks for it is not told of it");
    let package = Package::of(export(&edition, Format::Ofd, style, &options, &images).into_vec().unwrap());
    let pages = package.pages();
    assert!(pages.len() > 1 && pages.iter().all(|(_, content)| content.contains("<ofd:PhysicalBox>0 0 210.002 297</ofd:PhysicalBox>")));
    assert!(package.parts.iter().all(|(name, _)| name != "Doc_0/DocumentRes.xml"), "there are no images");
    let lines: Vec<Line> = (0..pages.len()).flat_map(|page| package.lines(page)).collect();
    let text: String = lines.iter().map(Line::text).collect();
    let expected: String = edition.articles().iter().flat_map(|article| article.blocks()).map(|block| block.text()).collect();
    assert_eq!(solid(&text), solid(&expected));
    for line in &lines {
        let [left, top, width, height] = line.boundary;
        assert!(line.is_seen && left > 0.0 && top > 0.0 && left + width < 210.0 && top + height < 297.0, "{}", line.text());
        assert!(line.characters.iter().all(|(_, x, y)| (0.0..width).contains(x) && (0.0..height).contains(y)), "{}", line.text());
    }
}

/// Every number is given once and every reference leads to one; every file is well formed and is listed.
#[test]
fn the_package_is_of_one_piece() {
    for (name, edition) in all() {
        let folder = tempfile::tempdir().unwrap();
        scan(false).save(folder.path().join("scan 1.png")).unwrap();
        let package = Package::of(made(&edition, folder.path()).0);
        assert_eq!(package.parts[0].0, "OFD.xml", "{name}");
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '.');
        assert!(package.parts.iter().all(|(part, _)| part.chars().all(is_plain) && !part.contains("..")), "{name}");
        let mut given = BTreeSet::new();
        let mut meant = BTreeSet::new();
        let mut listed: BTreeSet<String> = ["OFD.xml".to_owned()].into();
        let mut most = 0;
        for (part, bytes) in package.parts.iter().filter(|(part, _)| part.ends_with(".xml")) {
            let document = Document::parse(std::str::from_utf8(bytes).unwrap()).unwrap_or_else(|fault| panic!("{name}, {part}: {fault}"));
            for node in document.descendants().filter(Node::is_element) {
                assert_eq!(node.tag_name().namespace(), Some("http://www.ofdspec.org/2016"), "{name}, {part}");
                if let Some(id) = node.attribute("ID") {
                    assert!(given.insert(id.parse::<u64>().unwrap()), "{name}: {id} is given twice");
                }
                meant.extend(
                    ["Font", "ResourceID", "PageID"].iter().filter_map(|key| node.attribute(*key)).map(|id| id.parse::<u64>().unwrap()),
                );
                match node.tag_name().name() {
                    "MaxUnitID" => most = node.text().unwrap().parse().unwrap(),
                    "DocRoot" => drop(listed.insert(node.text().unwrap().to_owned())),
                    "PublicRes" | "DocumentRes" => drop(listed.insert(format!("Doc_0/{}", node.text().unwrap()))),
                    "MediaFile" => drop(listed.insert(format!("Doc_0/Res/{}", node.text().unwrap()))),
                    "Page" if node.attribute("BaseLoc").is_some() => drop(listed.insert(format!("Doc_0/{}", value(node, "BaseLoc")))),
                    _ => {}
                }
            }
        }
        assert_eq!(given.last(), Some(&most), "{name}");
        assert!(meant.is_subset(&given), "{name}: {meant:?}");
        assert_eq!(package.parts.iter().map(|(part, _)| part.clone()).collect::<BTreeSet<_>>(), listed, "{name}");
    }
}

#[test]
fn images_stay_as_they_were() {
    for (name, image) in [("scan 1.jpg", scan(true)), ("scan 1.png", scan(true)), ("scan 1.tif", black_and_white())] {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join(name);
        image.save(&source).unwrap();
        let was = std::fs::read(&source).unwrap();
        let (bytes, faults) = made(&boxed(), folder.path());
        assert_eq!(faults, 0, "{name}");
        let package = Package::of(bytes);
        let is_jpeg = name.ends_with("jpg");
        let is = package.bytes(if is_jpeg { "Doc_0/Res/image_0.jpg" } else { "Doc_0/Res/image_0.png" });
        if is_jpeg {
            assert_eq!(is, was, "{name} is copied");
        } else if name.ends_with("png") {
            let rows = |bytes: &[u8]| Scan::of(Path::new(name), bytes.to_vec(), 0, ScanHolder::Files).unwrap().bytes;
            assert_eq!(rows(is), rows(&was), "{name} is not packed again");
        }
        let pixels = |path: &str, bytes: &[u8]| decode_bytes(Path::new(path), bytes.to_vec(), 0, "").unwrap().to_rgb8();
        assert_eq!(pixels("i.png", is), pixels(name, &was), "{name}");
        let object = Document::parse(package.pages()[0].1).unwrap();
        let object = all_of(&object, "ImageObject")[0];
        assert_eq!(numbers(&value(object, "Boundary"))[2..], [84.667, 67.733], "{name}");
    }
}

#[test]
fn two_pages_have_an_image_each_and_their_articles_are_bookmarks() {
    let lines = |first: &str| [first.to_owned(), "本报讯昨天全村开工修建水渠，都来了。".to_owned()];
    // Names of images, with folders too, are none of the package's.
    let pages =
        [page_with_boxes("b.hocr", "../x/one.png", &lines("河湾村新修水渠")), page_with_boxes("c.hocr", "two.png", &lines("渡口通车"))];
    let edition = stet::clean::clean(&pages, HouseStyle::standard());
    let package = with_images(&edition, &["one.png", "two.png"]);
    let listed = package.pages();
    assert_eq!(listed.len(), 2);
    let images: Vec<String> = listed
        .iter()
        .map(|(_, content)| {
            let page = Document::parse(content).unwrap();
            value(all_of(&page, "ImageObject")[0], "ResourceID")
        })
        .collect();
    let resources = Document::parse(package.text("Doc_0/DocumentRes.xml")).unwrap();
    let files: HashMap<String, String> = all_of(&resources, "MultiMedia")
        .into_iter()
        .map(|media| {
            (
                value(media, "ID"),
                media.descendants().find_map(|node| node.text().filter(|text| !text.trim().is_empty())).unwrap().to_owned(),
            )
        })
        .collect();
    assert_eq!(images.iter().map(|id| files[id].as_str()).collect::<Vec<_>>(), ["image_0.png", "image_1.png"]);
    let document = Document::parse(package.text("Doc_0/Document.xml")).unwrap();
    let bookmarks: Vec<(String, String)> = all_of(&document, "OutlineElem")
        .into_iter()
        .map(|elem| {
            (
                value(elem, "Title"),
                value(elem.descendants().find(|node| node.has_tag_name(("http://www.ofdspec.org/2016", "Dest"))).unwrap(), "PageID"),
            )
        })
        .collect();
    let titles: Vec<String> = edition.articles().iter().map(|article| article.title()).filter(|title| !title.is_empty()).collect();
    assert_eq!(bookmarks.iter().map(|(title, _)| title.clone()).collect::<Vec<_>>(), titles);
    assert_eq!(bookmarks.first().map(|(_, page)| page), Some(&listed[0].0));
    assert_eq!(bookmarks.last().map(|(_, page)| page), Some(&listed[1].0));
}

#[test]
fn the_same_edition_makes_the_same_file_and_names_no_day() {
    let (edition, style) = (rich(), HouseStyle::standard());
    let options = Options::standard(Format::Ofd, style);
    let once = export(&edition, Format::Ofd, style, &options, &LineImages::default()).into_vec().unwrap();
    assert!(once == export(&edition.clone(), Format::Ofd, style, &options, &LineImages::default()).into_vec().unwrap());
    let package = Package::of(once);
    let root = package.text("OFD.xml");
    assert!(root.contains("<ofd:Title>河湾日报") && !root.contains("Date"), "{root}");
    let root = Document::parse(root).unwrap();
    let id = all_of(&root, "DocID")[0].text().unwrap().to_owned();
    assert!(id.len() == 32 && id.chars().all(|c| c.is_ascii_hexdigit()), "{id}");
}

/// What the reader of that name finds in a file: it is asked for the text of each object on the first page, a line an object.
const EASYOFD: &str = "\
import contextlib, io, sys
from loguru import logger
logger.remove()
from easyofd import OFD
file = OFD()
with contextlib.redirect_stdout(io.StringIO()):
    file.read(sys.argv[1], fmt='path')
page = file.data[0]
print(page['page_size'][0] if page['page_size'] else page['default_page_size'], len(page['images']))
for line in page['page_info'][0]['text_list']:
    print(line['text'])
";

#[test]
fn other_programs_read_it() {
    let folder = tempfile::tempdir().unwrap();
    scan(false).save(folder.path().join("scan 1.png")).unwrap();
    let path = folder.path().join("out.ofd");
    std::fs::write(&path, made(&boxed(), folder.path()).0).unwrap();
    let lines = ["河湾村新修水渠", "本报讯河湾村昨天开工修建水渠，", "全村都来了。"];
    if let Some(ofdkit) = reader("ofdkit", &["text"]) {
        let (good, said) = read(ofdkit, &path);
        assert!(good && said.lines().map(str::trim).filter(|line| !line.is_empty()).eq(lines), "{said}");
    }
    let has_easyofd =
        reader("python3", &["-c", "import easyofd; print(easyofd.__file__)"]).is_some_and(|python| read(python, Path::new("-")).0);
    if !has_easyofd {
        println!("there is no easyofd here: skipped");
        return;
    }
    let Some(python) = reader("python3", &["-W", "ignore", "-c", EASYOFD]) else { return };
    let (good, said) = read(python, &path);
    assert!(good && said.ends_with(&format!("{}\n", lines.join("\n"))), "{said}");
    assert!(said.contains("84.667, 67.733] 1\n"), "{said}");
}
