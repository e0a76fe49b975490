//! Packages of issues: what their lists say is there and sound, and they open again as the edition.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use roxmltree::{Document, Node};
use sha2::{Digest, Sha256};
use stet::clean::clean;
use stet::edition::Edition;
use stet::export::{Format, LineImages, Options, files, folder, to_file};
use stet::import::{import_bytes, import_pages};
use stet::store::Over;
use stet::store::guard::{Guard, GuardError};
use stet::style::HouseStyle;

use crate::editions::{all, boxed, page_with_boxes, rich};
use crate::readers::{read, reader};

fn package(edition: &Edition) -> Vec<stet::export::File> {
    let style = HouseStyle::standard();
    files(edition, "issue", Format::Mets, style, &Options::standard(Format::Mets, style), &LineImages::default())
}

fn text(file: &stet::export::File) -> String {
    String::from_utf8(super::bytes(file)).expect("text")
}

fn named<'a, 'i>(document: &'a Document<'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    document.descendants().filter(move |node| node.tag_name().name() == name)
}

const XLINK: &str = "http://www.w3.org/1999/xlink";

#[test]
fn all_that_the_list_names_is_there_as_it_says() {
    for (name, edition) in all() {
        let files = package(&edition);
        let list = text(&files[0]);
        let list = Document::parse(&list).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let mut ids = HashSet::new();
        let own = list.descendants().filter_map(|node| node.attribute("ID"));
        own.for_each(|id| assert!(ids.insert(id.to_owned()), "{name}: {id} twice"));
        let pointers = list.descendants().flat_map(|node| [node.attribute("DMDID"), node.attribute("FILEID")]).flatten();
        pointers.for_each(|id| assert!(ids.contains(id), "{name}: {id} is nowhere"));
        let mut altos = std::collections::HashMap::new();
        for file in named(&list, "file").filter(|file| file.attribute("CHECKSUM").is_some()) {
            let href = file.first_element_child().and_then(|location| location.attribute((XLINK, "href"))).expect("a place");
            let is_it = |one: &&stet::export::File| one.name.is_ascii() && one.name == href || percent(&one.name) == href;
            let found = files.iter().find(is_it).unwrap_or_else(|| panic!("{name}: no {href}"));
            let sum: String = Sha256::digest(super::bytes(found)).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(file.attribute("CHECKSUM"), Some(sum.as_str()), "{name}");
            assert_eq!(file.attribute("SIZE"), Some(found.bytes.len().to_string().as_str()), "{name}");
            let alto = text(found);
            let alto = Document::parse(&alto).unwrap_or_else(|fault| panic!("{name} {href}: {fault}"));
            let inside: BTreeSet<String> = alto.descendants().filter_map(|node| node.attribute("ID")).map(str::to_owned).collect();
            altos.insert(file.attribute("ID").expect("a name"), inside);
        }
        assert_eq!(altos.len(), edition.pages().len(), "{name}");
        for area in named(&list, "area") {
            let inside = &altos[area.attribute("FILEID").expect("a file")];
            assert!(inside.contains(area.attribute("BEGIN").expect("a part")), "{name}: {area:?}");
        }
        let articles = named(&list, "div").filter(|div| div.attribute("TYPE") == Some("ARTICLE")).count();
        assert_eq!(articles, edition.articles().len(), "{name}");
        assert_eq!(named(&list, "mods").count(), articles + 1, "{name}");
        let order: Vec<&str> = list.root_element().children().filter(Node::is_element).map(|node| node.tag_name().name()).collect();
        assert!(order.starts_with(&["metsHdr", "dmdSec"]) && order.ends_with(&["fileSec", "structMap", "structMap"]), "{name}: {order:?}");
    }
}

/// A name as an address.
fn percent(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[test]
fn headings_bodies_and_descriptions_are_those_of_the_articles() {
    let files = package(&boxed());
    let list = text(&files[0]);
    let list = Document::parse(&list).expect("XML");
    let kinds: Vec<&str> = named(&list, "div").filter_map(|div| div.attribute("TYPE")).collect();
    assert_eq!(kinds, ["Newspaper", "PAGE", "Newspaper", "ISSUE", "ARTICLE", "HEADING", "BODY"]);
    // One block of ALTO has both the headline and the text: its lines are named.
    let areas: Vec<&str> = named(&list, "area").filter_map(|area| area.attribute("BEGIN")).collect();
    assert_eq!(areas, ["line_1", "line_2", "line_3"]);
    assert_eq!(named(&list, "FLocat").next().and_then(|place| place.attribute((XLINK, "href"))), Some("scan%201.png"));
    let rich = package(&rich());
    let list = text(&rich[0]);
    let list = Document::parse(&list).expect("XML");
    let said = |name: &'static str| named(&list, name).filter_map(|node| node.text()).collect::<Vec<_>>();
    assert!(said("topic").contains(&"水利") && said("geographic").contains(&"城关镇"));
    assert!(said("title").contains(&"编者拟的题") && said("dateIssued").contains(&"2022-03-28"));
}

#[test]
fn a_package_opens_as_the_edition() {
    let folder = tempfile::tempdir().unwrap();
    let page = |number: usize| {
        let lines = [format!("河湾村新修{number}号水渠"), "本报讯河湾村昨天开工修建水渠，".to_owned(), "全村都来了。".to_owned()];
        // Both pages have one name, in folders of their own, and one that is awkward as an address.
        page_with_boxes("版 #1%.hocr", "scan.png", &lines)
    };
    let edition = clean(&[page(1), page(2)], HouseStyle::standard());
    for file in package(&edition) {
        let path = folder.path().join(&file.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, super::bytes(&file)).unwrap();
    }
    let mut names: Vec<_> = std::fs::read_dir(folder.path().join("alto")).unwrap().map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["版 #1%-2.xml", "版 #1%.xml"]);
    let list = folder.path().join("mets.xml");
    let imported = import_pages(&list, None).expect("pages");
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
    let pages: Vec<_> = imported.pages.into_iter().map(Arc::new).collect();
    let again = clean(&pages, HouseStyle::standard());
    let texts = |edition: &Edition| -> Vec<String> {
        edition.articles().iter().map(|article| article.blocks().iter().map(|block| block.text()).collect::<Vec<_>>().join("\n")).collect()
    };
    assert_eq!(texts(&again), texts(&edition));
    let Some(xmllint) = reader("xmllint", &["--noout"]) else { return };
    let (good, said) = read(xmllint, &list);
    assert!(good && said.is_empty(), "{said}");
}

/// A METS of two pages and two articles, with names of its own.
const ISSUE: &str = r#"<mets:mets OBJID="urn:archive:issue-17" xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">
  <mets:dmdSec ID="DMD_OF_ISSUE"><mets:mdWrap MDTYPE="MODS"><mets:xmlData><mods:mods><mods:identifier type="zdb">2800123-4</mods:identifier></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>
  <mets:fileSec><mets:fileGrp USE="MASTER_IMAGE"><mets:file ID="IMG17_1" MIMETYPE="image/tiff"><mets:FLocat xlink:href="1.tif"/></mets:file></mets:fileGrp>
    <mets:fileGrp USE="FULLTEXT"><mets:file ID="TXT17_1"><mets:FLocat xlink:href="alto/1.xml"/></mets:file><mets:file ID="ALTO_1"><mets:FLocat xlink:href="alto/2.xml"/></mets:file></mets:fileGrp></mets:fileSec>
  <mets:structMap TYPE="PHYSICAL"><mets:div ID="PHYS_ISSUE"><mets:div ID="PHYS_1" ORDER="1"><mets:fptr FILEID="IMG17_1"/><mets:fptr><mets:area FILEID="TXT17_1"/></mets:fptr></mets:div>
    <mets:div ID="PHYS_2" ORDER="2"><mets:fptr FILEID="ALTO_1"/></mets:div></mets:div></mets:structMap>
  <mets:structMap TYPE="LOGICAL"><mets:div ID="LOG_ISSUE" TYPE="ISSUE" DMDID="DMD_OF_ISSUE">
    <mets:div ID="LOG_A" TYPE="ARTICLE" DMDID="DMD_A"><mets:fptr><mets:area FILEID="TXT17_1" BEGIN="block_1"/></mets:fptr></mets:div>
    <mets:div ID="ARTICLE_1" TYPE="ARTICLE" DMDID="DMD_B"><mets:fptr><mets:area FILEID="ALTO_1" BEGIN="block_1"/></mets:fptr></mets:div></mets:div></mets:structMap></mets:mets>"#;

#[test]
fn a_mets_that_came_in_keeps_its_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("alto")).unwrap();
    for number in 1..=2 {
        let lines = [format!("河湾村新修{number}号水渠"), "本报讯河湾村昨天开工修建水渠，".to_owned(), "全村都来了。".to_owned()];
        let edition = clean(&[page_with_boxes("page.hocr", "scan.png", &lines)], HouseStyle::standard());
        let alto = package(&edition).swap_remove(1);
        let text = text(&alto).to_owned();
        let first = Document::parse(&text).unwrap();
        let block = named(&first, "TextBlock").next().and_then(|block| block.attribute("ID")).expect("a block").to_owned();
        std::fs::write(folder.path().join(format!("alto/{number}.xml")), text.replace(&format!("\"{block}\""), "\"block_1\"")).unwrap();
    }
    let list = folder.path().join("issue.xml");
    std::fs::write(&list, ISSUE).unwrap();
    let imported = import_pages(&list, None).expect("pages");
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
    let pages: Vec<_> = imported.pages.into_iter().map(Arc::new).collect();
    let edition = clean(&pages, HouseStyle::standard());
    let style = HouseStyle::standard();
    let out = folder.path().join("again.mets");
    let options = Options::standard(Format::Mets, style);
    to_file(&edition, &out, Format::Mets, style, &options, &LineImages::default(), &Guard::new(Over::Nothing)).expect("written");
    let written = std::fs::read_to_string(folder.path().join("again/mets.xml")).expect("the list");
    let written = Document::parse(&written).expect("XML");
    assert_eq!(written.root_element().attribute("OBJID"), Some("urn:archive:issue-17"));
    let ids = |name: &'static str| named(&written, name).filter_map(|node| node.attribute("ID")).collect::<Vec<_>>();
    assert_eq!(ids("file"), ["IMG17_1", "IMAGE_2", "TXT17_1", "ALTO_1"]);
    let of = |kind: &str| {
        let divisions = named(&written, "div").filter(|node| node.attribute("TYPE") == Some(kind));
        divisions.map(|node| (node.attribute("ID").expect("a name"), node.attribute("DMDID"))).collect::<Vec<_>>()
    };
    assert_eq!(of("PAGE"), [("PHYS_1", None), ("PHYS_2", None)]);
    assert_eq!(of("ARTICLE"), [("LOG_A", Some("DMD_A")), ("ARTICLE_1", Some("DMD_B"))]);
    let identifier = named(&written, "identifier").find(|node| node.attribute("type") == Some("zdb")).expect("the identifier");
    assert_eq!(identifier.text(), Some("2800123-4"));
    let all: Vec<&str> = written.descendants().filter_map(|node| node.attribute("ID")).collect();
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "each name once: {all:?}");
}

#[test]
fn names_with_strokes_and_of_devices_stay_in_the_folder() {
    let page = |name: &str| Arc::new(import_bytes(Path::new(name), "渡口新桥通车\n两岸村民过河不再等船。\n".as_bytes(), None).unwrap());
    let edition = clean(&[page("a\\..\\..\\b.txt"), page("nul.txt"), page("..txt")], HouseStyle::standard());
    for file in package(&edition) {
        let parts: Vec<&str> = file.name.split('/').collect();
        assert!(file.name == "mets.xml" || parts.len() == 2 && parts[0] == "alto", "{}", file.name);
        assert!(!file.name.contains('\\') && !file.name.contains("alto/nul."), "{}", file.name);
    }
}

#[test]
fn the_desk_writes_a_folder_and_leaves_alone_what_it_did_not_write() {
    let outer = tempfile::tempdir().unwrap();
    let (edition, style) = (boxed(), HouseStyle::standard());
    let options = Options::standard(Format::Mets, style);
    let go = || {
        let guard = Guard::new(Over::Nothing);
        to_file(&edition, &outer.path().join("issue.mets"), Format::Mets, style, &options, &LineImages::default(), &guard)
    };
    let written = go().expect("written");
    assert_eq!(written.path, outer.path().join("issue"));
    assert!(outer.path().join("issue/alto/p.xml").is_file() && go().expect("again").stale.is_empty());
    std::fs::write(outer.path().join("issue/mets.xml"), "mine").unwrap();
    assert!(matches!(go(), Err(stet::export::ExportError::Write(GuardError::Exists { .. }))));
    assert_eq!(std::fs::read_to_string(outer.path().join("issue/mets.xml")).unwrap(), "mine");
    assert!(folder(&edition, Format::Alto, style, &options, &LineImages::default(), None).is_none());
}
