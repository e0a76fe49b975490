//! What PaddleOCR writes: lists of boxes with texts (2.x), `*_res.json` of a page (3.x), the blocks of PP-StructureV3 and PaddleOCR-VL, and the
//! answers of its hosted service, a line of JSON each.

use crate::import::boxes::{self, JsonFile};
use crate::import::build::{PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::faults::FaultKind;
use crate::import::json::{JsonNode, Value};
use crate::import::values::kind_named;
use crate::import::{Beginning, Reader, boxed};
use crate::page::{Certainty, Outline, PixelRect, Pixels, Region, RegionIndex, RegionKind, reading_order};

pub(super) static READER: Reader =
    Reader { endings: &["json", "jsonl"], ..Reader::json("PaddleOCR", is_paddle, |input| boxed::of_json(input, pages)) };

fn is_paddle(beginning: &Beginning<'_>) -> bool {
    boxes::has_names(
        beginning,
        &["rec_texts", "parsing_res_list", "overall_ocr_res", "layoutParsingResults", "ocrResults", "transcription"],
    ) || is_list_of_boxes(beginning.text())
}

/// Whether a text begins as the lists of 2.x do: a box of four points, within a list of lines, within perhaps one of pages.
fn is_list_of_boxes(text: &str) -> bool {
    let head: String = text.trim_start_matches('\u{feff}').chars().filter(|c| !c.is_whitespace()).take(600).collect();
    let brackets = head.chars().take_while(|c| *c == '[').count();
    let rest = head.trim_start_matches('[');
    let numbers: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | ',' | '[' | ']')).collect();
    matches!(brackets, 4 | 5) && numbers.matches(',').count() >= 8 && rest.get(numbers.len()..).is_some_and(|after| after.starts_with('"'))
}

/// A line that was read.
struct Read<'a> {
    node: &'a JsonNode,
    text: &'a str,
    outline: Option<Outline>,
    certainty: Option<Certainty>,
    words: Vec<SourceWord>,
}

fn pages(file: &mut JsonFile<'_>) -> Vec<SourcePage> {
    let values = file.values;
    let mut results = Vec::new();
    values.iter().for_each(|value| results_of(value, &mut results));
    results.into_iter().map(|result| page(file, result)).collect()
}

/// The results of pages within what was written of them.
fn results_of<'a>(value: &'a JsonNode, results: &mut Vec<&'a JsonNode>) {
    if let Some(within) = value.get("result").or_else(|| value.get("res")).or_else(|| value.get("prunedResult")) {
        return results_of(within, results);
    }
    let hosted = [value.list("layoutParsingResults"), value.list("ocrResults")].concat_refs();
    if !hosted.is_empty() {
        return hosted.into_iter().for_each(|result| results_of(result, results));
    }
    match &value.value {
        Value::List(items) if items.first().is_some_and(|item| !is_old_line(item)) => {
            items.iter().for_each(|item| results_of(item, results));
        }
        Value::Null => {}
        _ => results.push(value),
    }
}

/// Lists put one after the other.
trait ConcatRefs<'a> {
    fn concat_refs(self) -> Vec<&'a JsonNode>;
}

impl<'a> ConcatRefs<'a> for [&'a [JsonNode]; 2] {
    fn concat_refs(self) -> Vec<&'a JsonNode> {
        self.into_iter().flatten().collect()
    }
}

/// Whether a value is a line as 2.x writes it: a box, and a text with how sure it is; or an object of these.
fn is_old_line(value: &JsonNode) -> bool {
    let is_pair =
        matches!(value.items(), [place, said] if place.is_list() && said.items().first().is_some_and(|text| text.text().is_some()));
    is_pair || value.get("transcription").is_some()
}

fn page(file: &mut JsonFile<'_>, result: &JsonNode) -> SourcePage {
    let mut page = PageBuilder::default();
    let reference = result.text_of("input_path").or_else(|| result.text_of("file_name"));
    page.parts.image = reference.map(str::to_owned);
    let told =
        result.number_of("width").zip(result.number_of("height")).map(|(width, height)| (Pixels::nearest(width), Pixels::nearest(height)));
    page.parts.size = told.or_else(|| file.image_size(reference)).unwrap_or_default();
    let lines = match result.get("overall_ocr_res") {
        Some(within) => lines(file, within),
        None if result.is_list() => old_lines(file, result),
        None => lines(file, result),
    };
    match result.get("parsing_res_list") {
        Some(blocks) => in_blocks(file, &mut page, blocks.items(), lines),
        None => by_place(&mut page, lines, None),
    }
    page.finish()
}

/// The lines of a result: lists of one length, of texts, certainties and boxes.
fn lines<'a>(file: &mut JsonFile<'_>, result: &'a JsonNode) -> Vec<Read<'a>> {
    let texts = result.list("rec_texts");
    let scores = result.list("rec_scores");
    let places = [result.list("rec_polys"), result.list("rec_boxes")].into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    for (name, list) in [("rec_scores", scores), ("rec_polys", places)] {
        if let Some(node) = result.get("rec_texts").filter(|_| list.len() != texts.len()) {
            file.fault(node, FaultKind::Unequal { name: name.to_owned(), count: list.len(), expected: texts.len() });
        }
    }
    let words = result.list("text_word");
    let regions =
        [result.list("text_word_boxes"), result.list("text_word_region")].into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    let mut lines = Vec::new();
    for (index, node) in texts.iter().enumerate() {
        let text = node.text().unwrap_or_default();
        if text.trim().is_empty() {
            file.fault(node, FaultKind::EmptyLine);
            continue;
        }
        let outline = file.outline(places.get(index), (1.0, 1.0));
        let certainty = scores.get(index).and_then(JsonNode::number).map(Certainty::share);
        let words = words_of(words.get(index), regions.get(index), text);
        lines.push(Read { node, text, outline, certainty, words });
    }
    lines
}

/// The words of a line, where each has a place and together they are the line.
fn words_of(words: Option<&JsonNode>, places: Option<&JsonNode>, text: &str) -> Vec<SourceWord> {
    let (words, places) = (words.map(JsonNode::items).unwrap_or_default(), places.map(JsonNode::items).unwrap_or_default());
    let joined: String = words.iter().filter_map(JsonNode::text).collect();
    let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if words.len() != places.len() || dense(&joined) != dense(text) {
        return Vec::new();
    }
    let piece = |(word, place): (&JsonNode, &JsonNode)| {
        let rect = boxes::outline_of(&place.numbers(), (1.0, 1.0)).map(|outline| outline.rect);
        SourceWord { text: word.text().unwrap_or_default().to_owned(), rect, ..SourceWord::default() }
    };
    words.iter().zip(places).map(piece).filter(|piece| !piece.text.trim().is_empty()).collect()
}

/// The lines of 2.x.
fn old_lines<'a>(file: &mut JsonFile<'_>, result: &'a JsonNode) -> Vec<Read<'a>> {
    let mut lines = Vec::new();
    for node in result.items() {
        let (place, said) = match node.items() {
            [place, said, ..] => (Some(place), said.items().first().unwrap_or(said)),
            _ => match node.get("transcription") {
                Some(said) => (node.get("points"), said),
                None => {
                    file.fault(node, FaultKind::NotRead("this line".to_owned()));
                    continue;
                }
            },
        };
        let text = said.text().unwrap_or_default();
        if text.trim().is_empty() {
            file.fault(node, FaultKind::EmptyLine);
            continue;
        }
        let score = node.items().get(1).and_then(|said| said.items().get(1)).or_else(|| node.get("score")).and_then(JsonNode::number);
        let outline = file.outline(place, (1.0, 1.0));
        lines.push(Read { node, text, outline, certainty: score.map(Certainty::share), words: Vec::new() });
    }
    lines
}

/// Adds lines in the order in which they are read by their places: what the source gives runs through columns side by side.
fn by_place(page: &mut PageBuilder, lines: Vec<Read<'_>>, region: Option<RegionIndex>) {
    let rects: Vec<PixelRect> = lines.iter().map(|line| line.outline.as_ref().map(|outline| outline.rect).unwrap_or_default()).collect();
    let order = if rects.iter().any(|rect| rect.is_empty()) { (0..lines.len()).collect() } else { reading_order(&rects) };
    let mut lines: Vec<Option<Read<'_>>> = lines.into_iter().map(Some).collect();
    for index in order {
        if let Some(line) = lines.get_mut(index).and_then(Option::take) {
            page.line(source_line(line, region));
        }
    }
}

fn source_line(line: Read<'_>, region: Option<RegionIndex>) -> SourceLine {
    let mut own = boxes::line(line.text, line.outline, line.certainty, region);
    if !line.words.is_empty() {
        own.text = Some(line.text.to_owned());
        own.words = line.words.into_iter().map(|word| SourceWord { certainty: line.certainty, ..word }).collect();
    }
    own
}

/// Adds blocks in their order, each with the lines that lie in it; what lies in none comes last.
fn in_blocks(file: &mut JsonFile<'_>, page: &mut PageBuilder, blocks: &[JsonNode], mut lines: Vec<Read<'_>>) {
    for block in blocks {
        let label = block.text_of("block_label").or_else(|| block.text_of("label")).unwrap_or_default();
        let place = block.get("block_bbox").or_else(|| block.get("bbox"));
        let outline = file.outline(place, (1.0, 1.0));
        let rect = outline.as_ref().map(|outline| outline.rect).unwrap_or_default();
        let kind = kind_named(label).unwrap_or(RegionKind::Text);
        let id = block.number_of("block_id").map(|id| id.to_string()).unwrap_or_default();
        let region = page.region(Region { id, kind, outline: outline.clone().unwrap_or_default(), ..Region::default() });
        let is_inside = |line: &Read<'_>| line.outline.as_ref().is_some_and(|outline| lies_in(outline.rect, rect));
        let (own, rest): (Vec<_>, Vec<_>) = lines.into_iter().partition(is_inside);
        lines = rest;
        let content = block.text_of("block_content").or_else(|| block.text_of("content")).unwrap_or_default();
        if own.is_empty() {
            boxes::lines_of(page, &boxes::without_markup(content), outline, Some(region));
        } else {
            by_place(page, own, Some(region));
        }
    }
    if let Some(first) = lines.first().filter(|_| !blocks.is_empty()) {
        file.fault(first.node, FaultKind::InNoBlock(lines.len()));
    }
    by_place(page, lines, None);
}

/// Whether most of a rectangle lies in another.
fn lies_in(rect: PixelRect, within: PixelRect) -> bool {
    let shared = |from: Pixels, to: Pixels, low: Pixels, high: Pixels| u64::from((to.min(high) - from.max(low)).0);
    let area = shared(rect.left, rect.right, within.left, within.right) * shared(rect.top, rect.bottom, within.top, within.bottom);
    area * 2 > u64::from(rect.width().0) * u64::from(rect.height().0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Imported, pages_of};
    use std::path::Path;

    fn read(text: &str) -> Imported {
        pages_of(Path::new("p_res.json"), text.as_bytes(), None).expect("pages")
    }

    fn kinds(read: &Imported) -> Vec<FaultKind> {
        read.warnings.iter().map(|warning| warning.kind.clone()).collect()
    }

    const LINES: &str = r#"{"input_path": "/home/x/p.png", "page_index": null, "dt_polys": [[[0,0],[1,0],[1,1],[0,1]]],
        "rec_texts": ["左栏一", "右栏一", "左栏二", "", "右栏二"], "rec_scores": [0.9, 0.8, 0.7, 0, 0.61],
        "rec_polys": [[[10,10],[110,10],[110,30],[10,30]], [[150,10],[250,10],[250,30],[150,30]], [[10,40],[110,40],[110,60],[10,60]],
        [[0,0],[1,0],[1,1],[0,1]], [[150,40],[250,40],[250,60],[150,60]]]}"#;

    #[test]
    fn columns_are_read_one_after_the_other() {
        let read = read(LINES);
        let layout = read.pages[0].layout().expect("a layout");
        assert_eq!(read.pages[0].text(), "左栏一\n左栏二\n右栏一\n右栏二");
        assert_eq!(layout.image(), Some("/home/x/p.png"));
        assert_eq!(layout.words()[1].certainty, Some(Certainty::percent(70)));
        assert_eq!(kinds(&read), [FaultKind::EmptyLine]);
    }

    #[test]
    fn lists_of_unequal_length_are_read_and_told() {
        let read = read(r#"{"res": {"rec_texts": ["一", "二"], "rec_scores": [0.5], "rec_boxes": [[0,0,9,9]]}}"#);
        assert_eq!(read.pages[0].text(), "一\n二");
        let unequal = |name: &str| FaultKind::Unequal { name: name.to_owned(), count: 1, expected: 2 };
        assert_eq!(kinds(&read), [unequal("rec_scores"), unequal("rec_polys")]);
    }

    #[test]
    fn blocks_have_their_lines_and_what_lies_in_none_is_kept() {
        let text = r####"{"width": 300, "height": 200, "parsing_res_list": [
            {"block_label": "doc_title", "block_content": "标题", "block_bbox": [0,0,300,30], "block_id": 0, "block_order": 1},
            {"block_label": "text", "block_content": "正文一正文二", "block_bbox": [0,40,300,100], "block_id": 1, "block_order": 2},
            {"block_label": "number", "block_content": "3", "block_bbox": [280,180,300,200], "block_id": 2, "block_order": null}],
            "overall_ocr_res": {"rec_texts": ["正文二", "正文一", "漏"], "rec_scores": [1,1,1],
            "rec_boxes": [[0,70,290,98],[0,42,290,68],[0,150,20,170]]}}"####;
        let read = read(text);
        let (page, layout) = (&read.pages[0], read.pages[0].layout().expect("a layout"));
        assert_eq!(page.text(), "标题\n正文一\n正文二\n3\n漏");
        let kind = |number: usize| layout.line(number).map(|line| layout.kind_of(line));
        assert_eq!(
            [1, 2, 4, 5].map(kind),
            [RegionKind::Heading, RegionKind::Paragraph, RegionKind::PageNumber, RegionKind::Text].map(Some)
        );
        assert_eq!((layout.size(), kinds(&read)), ((Pixels(300), Pixels(200)), vec![FaultKind::InNoBlock(1)]));
    }

    #[test]
    fn the_hosted_service_and_the_lists_of_old_are_read() {
        let hosted = r####"{"result":{"layoutParsingResults":[{"prunedResult":{"parsing_res_list":[{"block_label":"text","block_content":"## 甲\n乙","block_bbox":[0,0,9,9]}]}}]},"dataInfo":{}}"####;
        let two = read(&format!("{hosted}\n{hosted}\n"));
        assert_eq!(two.pages.iter().map(|page| page.text().to_owned()).collect::<Vec<_>>(), ["甲\n乙", "甲\n乙"]);
        let line = |text: &str, top: u32| format!("[[[0,{top}],[99,{top}],[99,{}],[0,{}]],[\"{text}\",0.9]]", top + 9, top + 9);
        let page = format!("[{},{}]", line("一", 0), line("二", 20));
        assert_eq!(read(&page).pages[0].text(), "一\n二");
        assert_eq!(read(&format!("[{page},{page}]")).pages.len(), 2);
        assert_eq!(read(r#"[{"transcription": "一", "points": [[0,0],[9,0],[9,9],[0,9]]}]"#).pages[0].text(), "一");
    }
}
