//! What docling writes: texts with labels, and a tree that says in which order they are read.

use std::collections::BTreeMap;

use crate::import::boxes::{self, JsonFile};
use crate::import::build::{PageBuilder, SourcePage};
use crate::import::faults::FaultKind;
use crate::import::json::{JsonNode, Value};
use crate::import::values::kind_named;
use crate::import::{Reader, boxed};
use crate::page::{Outline, Pixels, Region, RegionKind};

pub(super) static READER: Reader = Reader::json(
    "docling",
    |beginning| beginning.text().contains("\"DoclingDocument\"") && boxes::has_names(beginning, &["schema_name"]),
    |input| boxed::of_json(input, pages),
);

/// Points in pixels at 300 to the inch.
const POINT: f64 = 300.0 / 72.0;
/// How deep groups may lie in groups.
const DEEPEST: usize = 64;

/// The pages that are being read, by their numbers, with their heights in points.
type Pages = BTreeMap<u32, (f64, PageBuilder)>;

fn pages(file: &mut JsonFile<'_>) -> Vec<SourcePage> {
    let values = file.values;
    let Some(document) = values.first() else { return Vec::new() };
    let mut order: Vec<&JsonNode> = Vec::new();
    for root in ["body", "furniture"].into_iter().filter_map(|root| document.get(root)) {
        in_order(file, document, root, 0, &mut order);
    }
    // What the tree does not name, such as the furniture of newer versions.
    for node in ["texts", "tables", "pictures"].into_iter().flat_map(|kind| document.list(kind)) {
        if !order.iter().any(|known| known.at == node.at) {
            order.push(node);
        }
    }
    let mut pages = sizes(document);
    for node in order {
        item(file, &mut pages, node);
    }
    pages.into_values().map(|(_, page)| page.finish()).collect()
}

fn sizes(document: &JsonNode) -> Pages {
    let mut pages = Pages::new();
    let Some(Value::Object(members)) = document.get("pages").map(|pages| &pages.value) else { return pages };
    for (name, page) in members {
        let Ok(number) = name.parse::<u32>() else { continue };
        let side = |side: &str| page.get("size").and_then(|size| size.number_of(side)).unwrap_or(0.0);
        let mut builder = PageBuilder::default();
        builder.parts.size = (Pixels::nearest(side("width") * POINT), Pixels::nearest(side("height") * POINT));
        pages.insert(number, (side("height"), builder));
    }
    pages
}

/// What a node of the tree has below it, in order, each once.
fn in_order<'a>(file: &mut JsonFile<'_>, document: &'a JsonNode, node: &'a JsonNode, depth: usize, order: &mut Vec<&'a JsonNode>) {
    for child in node.list("children") {
        let Some(reference) = child.text_of("$ref") else { continue };
        let Some(found) = resolve(document, reference).filter(|_| depth < DEEPEST) else {
            file.fault(child, FaultKind::Nothing(reference.chars().take(60).collect()));
            continue;
        };
        if order.iter().any(|known| known.at == found.at) {
            continue;
        }
        order.push(found);
        in_order(file, document, found, depth + 1, order);
    }
}

/// What a reference such as `#/texts/3` stands for.
fn resolve<'a>(document: &'a JsonNode, reference: &str) -> Option<&'a JsonNode> {
    let (kind, index) = reference.strip_prefix("#/")?.split_once('/')?;
    document.list(kind).get(index.parse::<usize>().ok()?)
}

fn item(file: &mut JsonFile<'_>, pages: &mut Pages, node: &JsonNode) {
    let label = node.text_of("label").unwrap_or_default();
    let kind = match node.text_of("content_layer") {
        Some("furniture") if kind_named(label).is_none_or(|kind| !kind.is_furniture()) => RegionKind::Header,
        _ => kind_named(label).unwrap_or(RegionKind::Text),
    };
    let text = node.text_of("orig").or_else(|| node.text_of("text")).map(str::to_owned).or_else(|| table(node)).unwrap_or_default();
    let places = node.list("prov");
    if text.trim().is_empty() && places.is_empty() {
        return;
    }
    let characters: Vec<char> = text.chars().collect();
    let first_page = pages.keys().next().copied().unwrap_or(1);
    if places.is_empty() {
        add(pages, first_page, kind, &text, None);
    }
    for (index, place) in places.iter().enumerate() {
        let number = place.number_of("page_no").map_or(first_page, |number| number.max(0.0) as u32);
        let high = pages.get(&number).map_or(0.0, |(height, _)| *height);
        let outline = place.get("bbox").and_then(|place| outline(file, place, high));
        // A text that goes on in another place is parted as it says.
        let part: String = match place.get("charspan").map(JsonNode::numbers).as_deref() {
            Some([from, to]) if places.len() > 1 => {
                let to = if index + 1 == places.len() { characters.len() } else { *to as usize };
                characters.get((*from as usize).min(to)..to.min(characters.len())).unwrap_or_default().iter().collect()
            }
            _ if index == 0 => text.clone(),
            _ => String::new(),
        };
        add(pages, number, kind, &part, outline);
    }
}

fn add(pages: &mut Pages, number: u32, kind: RegionKind, text: &str, outline: Option<Outline>) {
    let (_, page) = pages.entry(number).or_default();
    let region = page.region(Region { kind, outline: outline.clone().unwrap_or_default(), ..Region::default() });
    boxes::lines_of(page, text, outline, Some(region));
}

/// A box, from the top of a page of this height.
fn outline(file: &mut JsonFile<'_>, place: &JsonNode, high: f64) -> Option<Outline> {
    let sides = ["l", "t", "r", "b"].map(|side| place.number_of(side));
    let [Some(left), Some(top), Some(right), Some(bottom)] = sides else {
        file.fault(place, FaultKind::NoBox);
        return None;
    };
    let from_foot = place.text_of("coord_origin").is_none_or(|origin| origin.eq_ignore_ascii_case("BOTTOMLEFT"));
    let (top, bottom) = if from_foot { (high - top, high - bottom) } else { (top, bottom) };
    boxes::outline_of(&[left, top, right, bottom], (POINT, POINT))
}

/// The rows of a table, a line each.
fn table(node: &JsonNode) -> Option<String> {
    let rows = node.path(&["data", "grid"])?.items();
    let row = |row: &JsonNode| row.items().iter().filter_map(|cell| cell.text_of("text")).collect::<Vec<_>>().join(" ");
    Some(rows.iter().map(row).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use crate::page::PixelRect;
    use std::path::Path;

    #[test]
    fn the_tree_says_the_order_and_boxes_count_from_the_foot() {
        let text = r##"{"schema_name": "DoclingDocument", "body": {"children": [{"$ref": "#/groups/0"}, {"$ref": "#/texts/0"}, {"$ref": "#/texts/9"}]},
            "groups": [{"children": [{"$ref": "#/texts/1"}]}], "texts": [
            {"label": "text", "text": "甲 乙", "orig": "甲乙", "prov": [{"page_no": 1, "bbox": {"l": 0, "t": 72, "r": 72, "b": 36, "coord_origin": "BOTTOMLEFT"}, "charspan": [0, 1]},
                {"page_no": 2, "bbox": {"l": 0, "t": 0, "r": 9, "b": 9, "coord_origin": "TOPLEFT"}, "charspan": [1, 2]}]},
            {"label": "section_header", "orig": "标题", "prov": [{"page_no": 1, "bbox": {"l": 0, "t": 144, "r": 72, "b": 108}}]},
            {"label": "page_footer", "content_layer": "furniture", "orig": "脚", "prov": [{"page_no": 1}]}],
            "pages": {"1": {"size": {"width": 72, "height": 144}}, "2": {"size": {"width": 72, "height": 144}}}}"##;
        let read = pages_of(Path::new("a.json"), text.as_bytes(), None).expect("pages");
        assert_eq!(read.pages.iter().map(|page| page.text().to_owned()).collect::<Vec<_>>(), ["标题\n甲\n脚", "乙"]);
        let layout = read.pages[0].layout().expect("a layout");
        assert_eq!(layout.line(2).map(|line| line.outline.rect), Some(PixelRect::new(0, 300, 300, 450)));
        assert_eq!(layout.line(1).map(|line| layout.kind_of(line)), Some(RegionKind::Heading));
        assert_eq!(read.warnings.iter().map(|warning| warning.kind.clone()).collect::<Vec<_>>(), [FaultKind::Nothing("#/texts/9".into())]);
    }
}
