//! Manifests: all that they name is there, text and regions are those of the page, addresses are sound whatever names the sources give.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;
use stet::clean::clean;
use stet::edition::{Edition, Masthead};
use stet::export::{Format, LineImages, Options, export, remarks};
use stet::import::import_file;
use stet::style::{HouseStyle, WebAddress};

use crate::editions::{all, boxed, page_with_boxes, rich, shared};
use crate::readers::{read, reader};

fn manifest_by(edition: &Edition, style: &HouseStyle) -> Value {
    let options = Options::standard(Format::Iiif, style);
    serde_json::from_slice(&export(edition, Format::Iiif, style, &options, &LineImages::default()).into_vec().unwrap()).expect("JSON")
}

fn manifest(edition: &Edition) -> Value {
    manifest_by(edition, HouseStyle::standard())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// All objects in a value.
fn objects<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| objects(item, found)),
        Value::Object(fields) => {
            found.push(value);
            fields.values().for_each(|field| objects(field, found));
        }
        _ => {}
    }
}

/// What a rectangle's fragment says: left, top, width and height.
fn xywh(fragment: &str) -> [u64; 4] {
    let numbers: Vec<u64> = fragment.strip_prefix("xywh=").expect("a rectangle").split(',').map(|n| n.parse().expect("a number")).collect();
    numbers.try_into().expect("four numbers")
}

/// What the specification asks of each part, and no name that leads nowhere.
fn check(name: &str, manifest: &Value) {
    let canvases = list(&manifest["items"]);
    let canvas = |id: &str| canvases.iter().find(|canvas| canvas["id"] == id).unwrap_or_else(|| panic!("{name}: no canvas {id}"));
    let assert_within = |canvas: &Value, fragment: &str| {
        let [left, top, width, height] = xywh(fragment);
        let side = |name: &str| canvas[name].as_u64().expect("a side");
        assert!(width > 0 && height > 0 && left + width <= side("width") && top + height <= side("height"), "{name}: {fragment}");
    };
    let mut all = Vec::new();
    objects(manifest, &mut all);
    let mut ids = HashSet::new();
    for object in all.iter().filter(|object| object.get("type").is_some()) {
        let kind = text(&object["type"]);
        if let Some(id) = object.get("id").map(text) {
            let sound = id.starts_with("http") && id.is_ascii() && !id.contains([' ', '"', '<', '\\']) && !id.contains("/../");
            assert!(sound, "{name}: {id}");
            // A canvas that a range has a part of is named again.
            assert!(ids.insert(id) || kind == "Canvas", "{name}: {id} twice");
        }
        match kind {
            "Canvas" if object.get("items").is_some() => assert!(object["width"].as_u64() > Some(0) && object["height"].as_u64() > Some(0)),
            "Canvas" => match text(&object["id"]).split_once('#') {
                Some((id, fragment)) => assert_within(canvas(id), fragment),
                None => drop(canvas(text(&object["id"]))),
            },
            "Annotation" if object["motivation"] == "supplementing" => {
                let (id, fragment) = text(&object["target"]).split_once('#').expect("a part of a canvas");
                assert_within(canvas(id), fragment);
                assert!(!text(&object["body"]["value"]).trim().is_empty(), "{name}");
            }
            "Annotation" => drop(canvas(text(&object["target"]))),
            "Range" => assert!(!list(&object["items"]).is_empty() && object.get("label").is_some(), "{name}"),
            _ => {}
        }
    }
}

#[test]
fn what_a_manifest_names_is_in_it() {
    for (name, edition) in all() {
        let manifest = manifest(&edition);
        check(name, &manifest);
        assert_eq!(list(&manifest["items"]).len(), edition.pages().len(), "{name}");
        assert!(!text(&manifest["label"].as_object().and_then(|label| label.values().next()).expect("a label")[0]).is_empty(), "{name}");
    }
    let manifest = manifest(&rich());
    assert_eq!(manifest["navDate"], "2022-03-28T00:00:00Z");
    assert_eq!(manifest["metadata"][1]["label"]["en"][0], "Date");
    assert_eq!(manifest["metadata"][1]["value"]["none"][0], "2022-03-28");
    let section = &manifest["structures"][0];
    assert_eq!((&section["label"]["zh-Hans"][0], &section["items"][0]["type"]), (&Value::from("要闻"), &Value::from("Range")));
}

#[test]
fn a_line_reads_as_it_was_corrected_where_it_stands() {
    let mut edition = boxed();
    let block = edition.articles()[0].blocks().iter().find(|block| block.text().contains("全村都来了")).expect("the last line").clone();
    let place = |at| stet::edition::Place { block: block.id(), at: stet::edition::TextOffset(at) };
    let at = block.text().chars().position(|c| c == '村').map(|_| block.text().chars().count() - 6).expect("the village") as u32;
    let insert = stet::edit::Fragment::plain("县");
    stet::edit::apply(&mut edition, &stet::edit::Edit::Splice { from: place(at + 1), to: place(at + 2), insert }).expect("a splice");
    let manifest = manifest(&edition);
    check("corrected", &manifest);
    let lines = list(&manifest["items"][0]["annotations"][0]["items"]);
    let read: Vec<&str> = lines.iter().map(|line| text(&line["body"]["value"])).collect();
    assert_eq!(read, ["河湾村新修水渠", "本报讯河湾村昨天开工修建水渠，", "全县都来了。"]);
    assert!(text(&lines[2]["target"]).ends_with("/page/1#xywh=100,180,180,30"), "{}", lines[2]["target"]);
    assert_eq!((&lines[0]["body"]["language"], &lines[0]["textGranularity"]), (&Value::from("zh-Hans"), &Value::from("line")));
    assert_eq!(manifest.get("viewingDirection"), None);
    // The headline's place is a part of the article's range.
    let headline = &manifest["structures"][0]["items"][0];
    assert!(headline["type"] == "Canvas" && text(&headline["id"]).ends_with("/page/1#xywh=100,100,210,30"), "{headline}");
}

#[test]
fn images_are_where_the_house_style_or_the_command_says() {
    let edition = boxed();
    let image = |style: &HouseStyle| manifest_by(&edition, style)["items"][0]["items"][0]["items"][0]["body"].clone();
    let mut style = HouseStyle::default();
    assert_eq!(image(&style)["id"], "http://localhost:8000/scan%201.png");
    assert_eq!((&image(&style)["format"], image(&style).get("service")), (&Value::from("image/png"), None));
    style.iiif.folder = WebAddress::of("https://archive.example.org/iiif").expect("an address");
    assert_eq!(image(&style)["id"], "https://archive.example.org/iiif/scan%201.png");
    style.iiif.image_server = WebAddress::of("https://images.example.org/iiif/3");
    let painted = image(&style);
    assert_eq!(painted["id"], "https://images.example.org/iiif/3/scan%201.png/full/max/0/default.jpg");
    assert_eq!((&painted["service"][0]["type"], &painted["format"]), (&Value::from("ImageService3"), &Value::from("image/jpeg")));
    assert_eq!(painted["service"][0]["id"], "https://images.example.org/iiif/3/scan%201.png");
}

#[test]
fn names_of_images_lead_nowhere_else_and_pages_without_one_are_told() {
    let (style, lines) = (HouseStyle::standard(), ["一行字".to_owned()]);
    let images =
        ["../../etc/con.png", "a/b.jpg", "C:\\scans\\nul.png", "版 1%.png", "https://i.example.org/1.jpg", "p.tif", "p.png", "p.png"];
    let pages = images.iter().map(|image| page_with_boxes("p.hocr", image, &lines)).collect::<Vec<_>>();
    let edition = Edition::new(Masthead::default(), pages, Vec::new(), Vec::new(), Vec::new());
    let manifest = manifest(&edition);
    let painted: Vec<&Value> = list(&manifest["items"]).iter().map(|canvas| &canvas["items"][0]["items"]).collect();
    let ids: Vec<&str> = painted.iter().map(|items| items[0]["body"]["id"].as_str().unwrap_or_default()).collect();
    let here = |name: &str| format!("http://localhost:8000/{name}");
    let expected = ["etc/con.png", "a/b.jpg", "scans/nul.png", "%E7%89%88%201%25.png"].map(here);
    assert_eq!(ids[..4], expected);
    assert_eq!(ids[4..], ["https://i.example.org/1.jpg", "", "http://localhost:8000/p.png", "http://localhost:8000/p.png"]);
    let said = remarks(&edition, Format::Iiif, style, &Options::standard(Format::Iiif, style), &LineImages::default());
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    assert!(said.len() == 2 && said[0].contains("p.hocr") && said[1].contains("http://localhost:8000/"), "{said:?}");
}

#[test]
fn upright_papers_are_turned_from_right_to_left() {
    let column = |number: u32| {
        let (left, right) = (900 - 60 * number, 940 - 60 * number);
        format!(
            "<span class='ocr_line' title='bbox {left} 50 {right} 700'><span class='ocrx_word' title='bbox {left} 50 {right} 700'>昨日開會討論鐵路問題</span></span>"
        )
    };
    let columns: String = (0..6).map(column).collect();
    let page = format!("<html><body><div class='ocr_page' title='image \"u.png\"; bbox 0 0 1000 800'>{columns}</div></body></html>");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("u.hocr");
    std::fs::write(&path, page).unwrap();
    let page = import_file(&path, None).expect("a page");
    let manifest = manifest(&clean(&[Arc::new(page)], HouseStyle::standard()));
    check("upright", &manifest);
    assert_eq!(manifest["viewingDirection"], "right-to-left");
    assert!(manifest["label"].get("zh-Hant").is_some());
}

#[test]
fn a_volume_of_a_thousand_pages_is_one_manifest() {
    let lines = ["第一行文字没有完，".to_owned(), "第二行文字完了。".to_owned()];
    let edition = clean(&vec![page_with_boxes("p.hocr", "p.png", &lines); 1000], HouseStyle::standard());
    let manifest = manifest(&edition);
    let canvases = list(&manifest["items"]);
    let ids: HashSet<&str> = canvases.iter().map(|canvas| text(&canvas["id"])).collect();
    assert_eq!((canvases.len(), ids.len()), (1000, 1000));
    assert!(canvases.iter().all(|canvas| list(&canvas["annotations"][0]["items"]).len() == 2));
}

/// The schema of IIIF's own validator (`iiif_3_0.json` there), if it lies beside the repository.
#[test]
fn the_schema_takes_manifests() {
    let path = shared().join("schemas/iiif_3_0.json");
    let Ok(schema) = std::fs::read_to_string(&path) else {
        println!("no IIIF schema beside the repository: skipped");
        return;
    };
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for (name, edition) in all() {
        let manifest = manifest(&edition);
        let faults: Vec<String> = validator.iter_errors(&manifest).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
        assert_eq!(faults, [""; 0], "{name}");
    }
    assert!(!validator.is_valid(&serde_json::json!({ "id": "x", "type": "Manifest" })), "it would notice");
}

/// The classes of the package iiif-prezi3 (PyPI), which are made of that schema.
#[test]
fn iiif_prezi3_reads_manifests() {
    let program = "import sys, json, iiif_prezi3\niiif_prezi3.Manifest(**json.load(open(sys.argv[1], encoding='utf-8')))";
    let Some(mut python) = reader("python3", &["-c", "import iiif_prezi3"]) else { return };
    if !python.output().is_ok_and(|output| output.status.success()) {
        println!("there is no iiif_prezi3 here: skipped");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, edition) in all() {
        let path = folder.path().join(format!("{name}.iiif.json"));
        std::fs::write(&path, serde_json::to_vec(&manifest(&edition)).expect("JSON")).unwrap();
        let Some(python) = reader("python3", &["-c", program]) else { return };
        let (good, said) = read(python, &path);
        assert!(good, "{name}: {said}");
    }
}
