//! What MinerU writes: `middle.json`, which has blocks with lines, and `content_list.json`, which has texts alone.

use crate::import::boxes::{self, JsonFile};
use crate::import::build::{Gap, PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::faults::FaultKind;
use crate::import::json::JsonNode;
use crate::import::values::kind_named;
use crate::import::{Beginning, Reader, boxed};
use crate::page::{Certainty, Outline, Pixels, Region, RegionIndex, RegionKind};

pub(super) static READER: Reader = Reader::json("MinerU", is_mineru, |input| boxed::of_json(input, pages));

/// Points in pixels at 300 to the inch.
const POINT: f64 = 300.0 / 72.0;
/// The list of contents has boxes in thousandths of the page, whose proportion it does not tell: that of most paper is taken.
const THOUSANDTHS: f64 = 1000.0;
const PROPORTION: f64 = std::f64::consts::SQRT_2;
/// How deep blocks may lie in blocks.
const DEEPEST: usize = 4;

fn is_mineru(beginning: &Beginning<'_>) -> bool {
    boxes::has_names(beginning, &["pdf_info", "para_blocks", "preproc_blocks"])
        || (boxes::has_names(beginning, &["type"]) && boxes::has_names(beginning, &["page_idx", "image_caption", "text_level"]))
}

fn pages(file: &mut JsonFile<'_>) -> Vec<SourcePage> {
    let values = file.values;
    let Some(value) = values.first() else { return Vec::new() };
    match value.get("pdf_info") {
        Some(infos) => infos.items().iter().map(|info| middle_page(file, info)).collect(),
        None => contents(file, value),
    }
}

fn middle_page(file: &mut JsonFile<'_>, info: &JsonNode) -> SourcePage {
    let mut page = PageBuilder::default();
    if let [width, height] = info.get("page_size").map(JsonNode::numbers).unwrap_or_default().as_slice() {
        page.parts.size = (Pixels::nearest(width * POINT), Pixels::nearest(height * POINT));
    }
    let blocks = [info.list("para_blocks"), info.list("preproc_blocks")].into_iter().find(|blocks| !blocks.is_empty()).unwrap_or_default();
    for node in blocks {
        block(file, &mut page, node, None, 0);
    }
    // What MinerU takes for the page's furniture.
    for node in info.list("discarded_blocks") {
        block(file, &mut page, node, None, 0);
    }
    page.finish()
}

fn block(file: &mut JsonFile<'_>, page: &mut PageBuilder, node: &JsonNode, parent: Option<RegionIndex>, depth: usize) {
    let label = node.text_of("type").unwrap_or_default();
    let outline = file.outline(node.get("bbox"), (POINT, POINT));
    let kind = kind_named(label).unwrap_or(RegionKind::Text);
    let region = page.region(Region { kind, outline: outline.clone().unwrap_or_default(), parent, ..Region::default() });
    for within in node.list("blocks").iter().filter(|_| depth < DEEPEST) {
        block(file, page, within, Some(region), depth + 1);
    }
    for line in node.list("lines") {
        middle_line(file, page, line, region);
    }
    let text = node.text_of("text").or_else(|| node.text_of("content"));
    if node.list("lines").is_empty()
        && let Some(text) = text
    {
        boxes::lines_of(page, &boxes::without_markup(text), outline, Some(region));
    }
}

fn middle_line(file: &mut JsonFile<'_>, page: &mut PageBuilder, node: &JsonNode, region: RegionIndex) {
    let outline = file.outline(node.get("bbox"), (POINT, POINT));
    let mut words = Vec::new();
    for span in node.list("spans") {
        match span.text_of("content") {
            Some(text) => {
                let rect = file.outline(span.get("bbox"), (POINT, POINT)).map(|outline| outline.rect);
                let certainty = span.number_of("score").map(Certainty::share);
                words.push(SourceWord { text: text.trim().to_owned(), rect, certainty, gap: Gap::Untold, ..SourceWord::default() });
            }
            None => {
                if let Some(table) = span.text_of("html") {
                    boxes::lines_of(page, &boxes::without_markup(table), None, Some(region));
                }
            }
        }
    }
    page.line(SourceLine { region: Some(region), outline, words, ..SourceLine::default() });
}

/// The pages of a list of contents: each item says which page it is on; in a newer shape a page is a list of items.
fn contents(file: &mut JsonFile<'_>, value: &JsonNode) -> Vec<SourcePage> {
    let mut pages: Vec<(usize, PageBuilder)> = Vec::new();
    for (place, node) in value.items().iter().enumerate() {
        let of_page = if node.is_list() { node.items() } else { std::slice::from_ref(node) };
        for item in of_page {
            let number = item.number_of("page_idx").map_or(if node.is_list() { place } else { 0 }, |number| number.max(0.0) as usize);
            let index = pages.iter().position(|(own, _)| *own == number).unwrap_or_else(|| {
                let size = (Pixels::nearest(THOUSANDTHS), Pixels::nearest(THOUSANDTHS * PROPORTION));
                let mut page = PageBuilder::default();
                page.parts.size = size;
                pages.push((number, page));
                pages.len() - 1
            });
            if let Some((_, page)) = pages.get_mut(index) {
                content(file, page, item);
            }
        }
    }
    pages.sort_by_key(|(number, _)| *number);
    pages.into_iter().map(|(_, page)| page.finish()).collect()
}

fn content(file: &mut JsonFile<'_>, page: &mut PageBuilder, item: &JsonNode) {
    let outline = file.outline(item.get("bbox"), (1.0, PROPORTION));
    let label = item.text_of("type").unwrap_or_default();
    let is_heading = item.number_of("text_level").is_some_and(|level| level > 0.0);
    let kind = if is_heading { RegionKind::Heading } else { kind_named(label).unwrap_or(RegionKind::Text) };
    let mut add = |kind: RegionKind, text: &str, outline: Option<Outline>| {
        let region = page.region(Region { kind, outline: outline.clone().unwrap_or_default(), ..Region::default() });
        boxes::lines_of(page, &boxes::without_markup(text), outline, Some(region));
    };
    let mut texts = Vec::new();
    strings(item.get("text").or_else(|| item.get("content")), &mut texts);
    for name in ["table_body", "code_body", "list_items"] {
        strings(item.get(name), &mut texts);
    }
    let mut captions = Vec::new();
    for name in ["image_caption", "table_caption", "code_caption", "image_footnote", "table_footnote"] {
        strings(item.get(name), &mut captions);
    }
    if texts.is_empty() && captions.is_empty() && kind != RegionKind::Picture {
        file.fault(item, FaultKind::NotRead(label.chars().take(40).collect()));
    }
    // A picture without words is a region still.
    if texts.is_empty() {
        add(kind, "", outline.clone());
    }
    // What parts a formula from text in the source was not printed.
    let is_formula = item.text_of("text_format") == Some("latex");
    for text in texts {
        add(kind, if is_formula { text.trim().trim_matches('$') } else { text }, outline.clone());
    }
    captions.into_iter().for_each(|text| add(RegionKind::Caption, text, None));
}

/// The texts within a value, in order. Paths of images are none.
fn strings<'a>(node: Option<&'a JsonNode>, texts: &mut Vec<&'a str>) {
    let Some(node) = node else { return };
    texts.extend(node.text());
    node.items().iter().for_each(|item| strings(Some(item), texts));
    if let crate::import::json::Value::Object(members) = &node.value {
        let told = |name: &str| !matches!(name, "type" | "path" | "img_path" | "image_source" | "level" | "sub_type");
        members.iter().filter(|(name, _)| told(name)).for_each(|(_, value)| strings(Some(value), texts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use std::path::Path;

    #[test]
    fn blocks_of_the_middle_have_lines_and_furniture_comes_last() {
        let text = r#"{"pdf_info": [{"page_idx": 0, "page_size": [72, 144], "para_blocks": [
            {"type": "title", "bbox": [0,0,72,10], "lines": [{"bbox": [0,0,72,10], "spans": [{"bbox": [0,0,72,10], "type": "text", "content": "标题", "score": 0.9}]}]},
            {"type": "image", "bbox": [0,20,72,60], "blocks": [{"type": "image_body", "bbox": [0,20,72,50], "lines": [{"bbox": [0,20,72,50], "spans": [{"bbox": [0,20,72,50], "type": "image", "image_path": "a.jpg"}]}]},
            {"type": "image_caption", "bbox": [0,50,72,60], "lines": [{"bbox": [0,50,72,60], "spans": [{"type": "text", "content": "图"}]}]}]}],
            "discarded_blocks": [{"type": "header", "bbox": [0,130,72,140], "lines": [{"bbox": [0,130,72,140], "spans": [{"type": "text", "content": "第3版"}]}]}]}],
            "_backend": "pipeline"}"#;
        let read = pages_of(Path::new("a_middle.json"), text.as_bytes(), None).expect("a page");
        let layout = read.pages[0].layout().expect("a layout");
        assert_eq!(read.pages[0].text(), "标题\n图\n第3版");
        assert_eq!(layout.size(), (Pixels(300), Pixels(600)));
        let kinds: Vec<RegionKind> = layout.lines().iter().map(|line| layout.kind_of(line)).collect();
        assert_eq!(kinds, [RegionKind::Heading, RegionKind::Caption, RegionKind::Header]);
        assert_eq!(layout.words()[0].certainty, Some(Certainty::percent(90)));
    }

    #[test]
    fn formulas_are_read_without_their_dollar_signs() {
        let text = r#"[{"type": "equation", "text": "$$\nQ = f ( P )\n$$", "text_format": "latex", "bbox": [0,0,9,9], "page_idx": 0},
            {"type": "text", "text": "$$", "bbox": [0,20,9,29], "page_idx": 0}]"#;
        let read = pages_of(Path::new("a_content_list.json"), text.as_bytes(), None).expect("a page");
        assert_eq!(read.pages[0].text(), "Q = f ( P )\n$$");
    }

    #[test]
    fn lists_of_contents_are_parted_into_pages() {
        let text = r#"[{"type": "text", "text": "标题", "text_level": 1, "bbox": [0,0,500,50], "page_idx": 0},
            {"type": "table", "table_caption": ["表"], "table_body": "<table><tr><td>甲</td><td>乙</td></tr></table>", "bbox": [0,60,500,90], "page_idx": 0},
            {"type": "text", "text": "次页", "bbox": [0,0,9,9], "page_idx": 1}, {"type": "riddle", "page_idx": 1}]"#;
        let read = pages_of(Path::new("a_content_list.json"), text.as_bytes(), None).expect("pages");
        assert_eq!(read.pages.iter().map(|page| page.text().to_owned()).collect::<Vec<_>>(), ["标题\n甲  乙\n表", "次页"]);
        assert_eq!(read.warnings.iter().map(|warning| warning.kind.clone()).collect::<Vec<_>>(), [FaultKind::NotRead("riddle".into())]);
        let newer = r#"[[{"type": "paragraph", "content": {"paragraph_content": [{"type": "text", "content": "甲"}]}, "bbox": [0,0,9,9], "text_level": 0}], []]"#;
        assert_eq!(pages_of(Path::new("a.json"), newer.as_bytes(), None).expect("a page").pages[0].text(), "甲");
    }
}
