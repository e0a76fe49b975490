//! What Azure's Document Intelligence and its Read service answer: lines and words of pages, and paragraphs that say what they are.

use crate::import::boxes::{self, JsonFile};
use crate::import::build::{Gap, PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::json::JsonNode;
use crate::import::values::kind_named;
use crate::import::{Reader, boxed};
use crate::page::{Certainty, Pixels, Region, RegionIndex, RegionKind};

pub(super) static READER: Reader = Reader::json(
    "Azure Document Intelligence",
    |beginning| boxes::has_names(beginning, &["analyzeResult", "readResults", "recognitionResults"]),
    |input| boxed::of_json(input, pages),
);

/// Inches in pixels.
const INCH: f64 = 300.0;

/// A paragraph: from which character of the content to which it reaches, and what it is.
struct Paragraph {
    from: f64,
    to: f64,
    kind: RegionKind,
}

fn pages(file: &mut JsonFile<'_>) -> Vec<SourcePage> {
    let values = file.values;
    let Some(value) = values.first() else { return Vec::new() };
    let result = value.get("analyzeResult").unwrap_or(value);
    let pages = ["pages", "readResults"].into_iter().map(|name| result.list(name)).find(|pages| !pages.is_empty());
    let pages = pages.unwrap_or_else(|| value.list("recognitionResults"));
    let paragraphs: Vec<Paragraph> = result.list("paragraphs").iter().filter_map(paragraph).collect();
    pages.iter().map(|node| page(file, node, &paragraphs)).collect()
}

/// Where in the content something stands: it may have several parts, of which the first says where it begins.
fn span(node: &JsonNode) -> Option<(f64, f64)> {
    let one = |span: &JsonNode| Some((span.number_of("offset")?, span.number_of("offset")? + span.number_of("length")?));
    let parts: Vec<(f64, f64)> = node.get("span").into_iter().chain(node.list("spans")).filter_map(one).collect();
    Some((parts.first()?.0, parts.last()?.1))
}

fn paragraph(node: &JsonNode) -> Option<Paragraph> {
    let (from, to) = span(node)?;
    let kind = node.text_of("role").map_or(RegionKind::Paragraph, |role| kind_named(role).unwrap_or(RegionKind::Text));
    Some(Paragraph { from, to, kind })
}

fn page(file: &mut JsonFile<'_>, node: &JsonNode, paragraphs: &[Paragraph]) -> SourcePage {
    let mut page = PageBuilder::default();
    let scale = if node.text_of("unit").is_some_and(|unit| unit.eq_ignore_ascii_case("inch")) { INCH } else { 1.0 };
    let side = |name: &str| Pixels::nearest(node.number_of(name).unwrap_or(0.0) * scale);
    page.parts.size = (side("width"), side("height"));
    let words = node.list("words");
    let mut lines: Vec<(Option<(f64, f64)>, &JsonNode)> = node.list("lines").iter().map(|line| (span(line), line)).collect();
    lines.sort_by(|a, b| a.0.map_or(0.0, |span| span.0).total_cmp(&b.0.map_or(0.0, |span| span.0)));
    let mut regions: Vec<(usize, RegionIndex)> = Vec::new();
    for (place, line) in lines {
        let within = place.and_then(|(from, _)| paragraphs.iter().position(|paragraph| paragraph.from <= from && from < paragraph.to));
        let region = within.map(|index| match regions.iter().find(|(own, _)| *own == index) {
            Some((_, region)) => *region,
            None => {
                let kind = paragraphs.get(index).map(|paragraph| paragraph.kind).unwrap_or_default();
                let region = page.region(Region { kind, ..Region::default() });
                regions.push((index, region));
                region
            }
        });
        let outline = file.outline(line.get("polygon").or_else(|| line.get("boundingBox")), (scale, scale));
        let own = line.list("words");
        let own: Vec<&JsonNode> = match place {
            Some((from, to)) if own.is_empty() => {
                words.iter().filter(|word| span(word).is_some_and(|span| from <= span.0 && span.1 <= to)).collect()
            }
            _ => own.iter().collect(),
        };
        let text = line.text_of("content").or_else(|| line.text_of("text")).map(str::to_owned);
        let words = own.into_iter().map(|word| piece(file, word, scale)).collect();
        page.line(SourceLine { region, outline, text, words, ..SourceLine::default() });
    }
    page.finish()
}

fn piece(file: &mut JsonFile<'_>, word: &JsonNode, scale: f64) -> SourceWord {
    let outline = file.outline(word.get("polygon").or_else(|| word.get("boundingBox")), (scale, scale));
    SourceWord {
        text: word.text_of("content").or_else(|| word.text_of("text")).unwrap_or_default().to_owned(),
        rect: outline.map(|outline| outline.rect),
        certainty: word.number_of("confidence").map(Certainty::share),
        gap: Gap::Untold,
        ..SourceWord::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use crate::page::PixelRect;
    use std::path::Path;

    #[test]
    fn lines_stand_in_the_paragraphs_of_their_characters() {
        let text = r#"{"status": "succeeded", "analyzeResult": {"content": "标题\n甲乙", "pages": [{"pageNumber": 1, "width": 2, "height": 3, "unit": "inch",
            "lines": [{"content": "甲乙", "polygon": [0,1,1,1,1,2,0,2], "spans": [{"offset": 3, "length": 2}]},
                      {"content": "标题", "polygon": [0,0,1,0,1,0.5,0,0.5], "spans": [{"offset": 0, "length": 2}]}],
            "words": [{"content": "甲", "polygon": [0,1,0.5,1,0.5,2,0,2], "confidence": 0.25, "span": {"offset": 3, "length": 1}}]}],
            "paragraphs": [{"role": "title", "content": "标题", "spans": [{"offset": 0, "length": 2}]}, {"content": "甲乙", "spans": [{"offset": 3, "length": 2}]}]}}"#;
        let read = pages_of(Path::new("a.json"), text.as_bytes(), None).expect("a page");
        let layout = read.pages[0].layout().expect("a layout");
        assert_eq!(read.pages[0].text(), "标题\n甲乙");
        assert_eq!(layout.size(), (Pixels(600), Pixels(900)));
        let kinds: Vec<RegionKind> = layout.lines().iter().map(|line| layout.kind_of(line)).collect();
        assert_eq!(kinds, [RegionKind::Heading, RegionKind::Paragraph]);
        assert_eq!(layout.words()[0].rect, PixelRect::new(0, 300, 150, 600));
        assert_eq!(layout.words()[0].certainty, Some(Certainty::percent(25)));
    }

    #[test]
    fn the_read_service_has_words_in_its_lines() {
        let text = r#"{"analyzeResult": {"readResults": [{"page": 1, "width": 90, "height": 90, "unit": "pixel", "lines": [
            {"text": "ab cd", "boundingBox": [0,0,50,0,50,9,0,9], "words": [{"text": "ab", "boundingBox": [0,0,20,0,20,9,0,9], "confidence": 0.9},
             {"text": "cd", "boundingBox": [30,0,50,0,50,9,30,9], "confidence": 0.8}]}]}]}}"#;
        let read = pages_of(Path::new("a.json"), text.as_bytes(), None).expect("a page");
        assert_eq!((read.pages[0].text(), read.pages[0].layout().map(|layout| layout.words().len())), ("ab cd", Some(2)));
    }
}
