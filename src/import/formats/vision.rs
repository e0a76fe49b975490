//! What Google Cloud Vision answers, for images and for PDFs: symbols in words in paragraphs in blocks.

use crate::import::boxes::{self, JsonFile};
use crate::import::build::{Gap, PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::faults::FaultKind;
use crate::import::json::JsonNode;
use crate::import::{Reader, boxed};
use crate::page::{Certainty, Outline, PixelPoint, PixelRect, Pixels, Region, RegionIndex, RegionKind};

pub(super) static READER: Reader = Reader::json(
    "Google Vision",
    |beginning| boxes::has_names(beginning, &["fullTextAnnotation", "textAnnotations"]),
    |input| boxed::of_json(input, pages),
);

/// PDFs have places in shares of the page: a page of unknown size is this wide, in pixels.
const SHARED_WIDTH: f64 = 2_000.0;
/// And so much higher than wide.
const PROPORTION: f64 = std::f64::consts::SQRT_2;

fn pages(file: &mut JsonFile<'_>) -> Vec<SourcePage> {
    let values = file.values;
    let mut pages = Vec::new();
    for value in values {
        let responses = value.list("responses");
        let responses = if responses.is_empty() { std::slice::from_ref(value) } else { responses };
        for response in responses {
            if let Some(error) = response.get("error") {
                let why = error.text_of("message").unwrap_or("an error").chars().take(80).collect();
                file.fault(error, FaultKind::Record(why));
            }
            let found = response.get("fullTextAnnotation").map(|text| text.list("pages")).unwrap_or_default();
            pages.extend(found.iter().map(|node| page(file, node)));
            if found.is_empty() {
                pages.extend(words_alone(response));
            }
        }
    }
    pages
}

/// A response that has a text and no pages in it.
fn words_alone(response: &JsonNode) -> Option<SourcePage> {
    let text = response.path(&["fullTextAnnotation", "text"]).and_then(JsonNode::text);
    let text = text.or_else(|| response.list("textAnnotations").first().and_then(|whole| whole.text_of("description")))?;
    let mut page = PageBuilder::default();
    boxes::lines_of(&mut page, text, None, None);
    Some(page.finish())
}

/// How a page's places become pixels.
#[derive(Clone, Copy)]
struct Scale {
    /// For places in pixels.
    pixels: (f64, f64),
    /// For places in shares of the page.
    shares: (f64, f64),
}

fn page(file: &mut JsonFile<'_>, node: &JsonNode) -> SourcePage {
    let mut page = PageBuilder::default();
    let told = node.number_of("width").zip(node.number_of("height")).filter(|(width, height)| *width > 0.0 && *height > 0.0);
    let (width, height) = told.unwrap_or((SHARED_WIDTH, SHARED_WIDTH * PROPORTION));
    if told.is_some() {
        page.parts.size = (Pixels::nearest(width), Pixels::nearest(height));
    }
    let scale = Scale { pixels: (1.0, 1.0), shares: (width, height) };
    for block in node.list("blocks") {
        let kind = match block.text_of("blockType") {
            Some("TABLE") => RegionKind::Table,
            Some("PICTURE" | "RULER" | "BARCODE") => RegionKind::Picture,
            _ => RegionKind::Text,
        };
        let outline = place(file, block, scale).unwrap_or_default();
        let region = page.region(Region { kind, outline, ..Region::default() });
        for paragraph in block.list("paragraphs") {
            let outline = place(file, paragraph, scale).unwrap_or_default();
            let region = page.region(Region { kind, outline, parent: Some(region), ..Region::default() });
            lines(file, &mut page, paragraph, region, scale);
        }
    }
    page.finish()
}

/// A point; a coordinate that is 0 is left out by some.
fn point(node: &JsonNode, scale: (f64, f64)) -> PixelPoint {
    let at = |name: &str, scale: f64| Pixels::nearest(node.number_of(name).unwrap_or(0.0) * scale);
    PixelPoint { x: at("x", scale.0), y: at("y", scale.1) }
}

fn place(file: &mut JsonFile<'_>, node: &JsonNode, scale: Scale) -> Option<Outline> {
    let found = node.get("boundingBox").or_else(|| node.get("boundingPoly"))?;
    let (corners, scale) = match found.list("vertices") {
        [] => (found.list("normalizedVertices"), scale.shares),
        corners => (corners, scale.pixels),
    };
    let outline = Outline::of_polygon(corners.iter().map(|corner| point(corner, scale)).collect());
    if outline.is_none() {
        file.fault(found, FaultKind::NoBox);
    }
    outline
}

/// The lines of a paragraph: they end where a symbol says so.
fn lines(file: &mut JsonFile<'_>, page: &mut PageBuilder, paragraph: &JsonNode, region: RegionIndex, scale: Scale) {
    let mut line: Vec<SourceWord> = Vec::new();
    let mut gap = Gap::Nothing;
    let finish = |page: &mut PageBuilder, line: &mut Vec<SourceWord>| {
        let words = std::mem::take(line);
        let outline = words.iter().filter_map(|word| word.rect).reduce(PixelRect::union).map(Outline::from);
        page.line(SourceLine { region: Some(region), outline, words, ..SourceLine::default() });
    };
    for node in paragraph.list("words") {
        let rect = place(file, node, scale).map(|outline| outline.rect);
        let certainty = node.number_of("confidence").map(Certainty::share);
        let mut word = SourceWord { rect, certainty, gap, ..SourceWord::default() };
        gap = Gap::Nothing;
        let mut ends = false;
        for symbol in node.list("symbols") {
            let text = symbol.text_of("text").unwrap_or_default();
            let rect = place(file, symbol, scale).map(|outline| outline.rect);
            let certainty = symbol.number_of("confidence").map(Certainty::share);
            word.text.push_str(text);
            word.glyphs.push(SourceWord { text: text.to_owned(), rect, certainty, ..SourceWord::default() });
            match symbol.path(&["property", "detectedBreak", "type"]).and_then(JsonNode::text) {
                Some("SPACE" | "SURE_SPACE") => gap = Gap::Blank,
                Some("EOL_SURE_SPACE" | "LINE_BREAK") => ends = true,
                Some("HYPHEN") => {
                    // The hyphen that was printed is told as a break alone.
                    ends = true;
                    word.text.push('-');
                    word.glyphs.push(SourceWord { text: "-".to_owned(), is_hyphen: true, ..SourceWord::default() });
                }
                _ => {}
            }
        }
        word.rect = word.rect.or_else(|| word.glyphs.iter().filter_map(|glyph| glyph.rect).reduce(PixelRect::union));
        let hyphen = word.glyphs.last().is_some_and(|glyph| glyph.is_hyphen).then(|| word.glyphs.pop()).flatten();
        if let Some(hyphen) = hyphen {
            word.text.pop();
            line.push(word);
            line.push(SourceWord { gap: Gap::Nothing, ..hyphen });
        } else {
            line.push(word);
        }
        if ends {
            finish(page, &mut line);
            gap = Gap::Nothing;
        }
    }
    finish(page, &mut line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use std::path::Path;

    fn symbol(text: &str, end: &str) -> String {
        let property =
            if end.is_empty() { String::new() } else { format!(", \"property\": {{\"detectedBreak\": {{\"type\": \"{end}\"}}}}") };
        format!(
            "{{\"text\": \"{text}\", \"confidence\": 0.5, \"boundingBox\": {{\"vertices\": [{{\"y\": 5}}, {{\"x\": 9, \"y\": 5}}, {{\"x\": 9, \"y\": 9}}, {{\"y\": 9}}]}}{property}}}"
        )
    }

    fn words(words: &[&[(&str, &str)]]) -> String {
        let word = |symbols: &&[(&str, &str)]| {
            format!("{{\"symbols\": [{}]}}", symbols.iter().map(|(text, end)| symbol(text, end)).collect::<Vec<_>>().join(","))
        };
        words.iter().map(word).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn breaks_end_lines_and_missing_coordinates_are_nought() {
        let text = format!(
            "{{\"responses\": [{{\"fullTextAnnotation\": {{\"pages\": [{{\"width\": 50, \"height\": 60, \"blocks\": [{{\"blockType\": \"TEXT\", \"paragraphs\": [{{\"words\": [{}]}}]}}]}}]}}}}, {{\"error\": {{\"message\": \"too large\"}}}}]}}",
            words(&[&[("a", ""), ("b", "SPACE")], &[("c", "HYPHEN")], &[("d", "LINE_BREAK")], &[("甲", "")]])
        );
        let read = pages_of(Path::new("a.json"), text.as_bytes(), None).expect("a page");
        let layout = read.pages[0].layout().expect("a layout");
        assert_eq!(read.pages[0].text(), "ab c-\nd\n甲");
        assert_eq!(layout.line(1).map(|line| line.outline.rect), Some(PixelRect::new(0, 5, 9, 9)));
        assert_eq!((layout.hyphens().len(), layout.size()), (1, (Pixels(50), Pixels(60))));
        assert_eq!(read.warnings.iter().map(|warning| warning.kind.clone()).collect::<Vec<_>>(), [FaultKind::Record("too large".into())]);
    }

    #[test]
    fn pages_of_pdfs_have_shares_for_places() {
        let text = r#"{"responses": [{"fullTextAnnotation": {"pages": [{"blocks": [{"paragraphs": [{"words": [{"boundingBox": {"normalizedVertices":
            [{"x": 0.1, "y": 0.1}, {"x": 0.2, "y": 0.1}, {"x": 0.2, "y": 0.2}, {"x": 0.1, "y": 0.2}]}, "symbols": [{"text": "甲"}]}]}]}]}]}}]}"#;
        let read = pages_of(Path::new("a.json"), text.as_bytes(), None).expect("a page");
        let rect = read.pages[0].layout().and_then(|layout| layout.line(1)).map(|line| line.outline.rect);
        assert_eq!(rect, Some(PixelRect::new(200, 283, 400, 566)));
        let plain = r#"{"responses": [{"textAnnotations": [{"description": "甲\n乙"}]}]}"#;
        assert_eq!(pages_of(Path::new("a.json"), plain.as_bytes(), None).expect("a page").pages[0].text(), "甲\n乙");
    }
}
