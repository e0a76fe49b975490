//! What Umi-OCR writes, as PaddleOCR-json does: a line of JSON an image.

use crate::import::boxes::{self, JsonFile};
use crate::import::build::{PageBuilder, SourcePage};
use crate::import::faults::FaultKind;
use crate::import::json::JsonNode;
use crate::import::{Beginning, Reader, boxed};
use crate::page::{Certainty, Region, RegionIndex, RegionKind};

pub(super) static READER: Reader =
    Reader { endings: &["jsonl", "json"], ..Reader::json("Umi-OCR", is_umi, |input| boxed::of_json(input, pages)) };

fn is_umi(beginning: &Beginning<'_>) -> bool {
    [["code"].as_slice(), &["data"], &["score", "fileName", "path"]].iter().all(|names| boxes::has_names(beginning, names))
}

/// What the code of an image says: text was found, or none.
const FOUND: f64 = 100.0;
const NONE: f64 = 101.0;

fn pages(file: &mut JsonFile<'_>) -> Vec<SourcePage> {
    let values = file.values;
    let mut pages = Vec::new();
    for value in values {
        match value.number_of("code") {
            Some(FOUND | NONE) => pages.push(page(file, value)),
            _ => {
                let why = value.text_of("data").unwrap_or("no result").chars().take(80).collect();
                file.fault(value, FaultKind::Record(why));
            }
        }
    }
    pages
}

fn page(file: &mut JsonFile<'_>, value: &JsonNode) -> SourcePage {
    let mut page = PageBuilder::default();
    let reference = value.text_of("fileName").or_else(|| value.text_of("path"));
    page.parts.image = reference.map(str::to_owned);
    page.parts.size = file.image_size(reference).unwrap_or_default();
    let mut paragraph: Option<RegionIndex> = None;
    for node in value.list("data") {
        let text = node.text_of("text").unwrap_or_default();
        if text.trim().is_empty() {
            file.fault(node, FaultKind::EmptyLine);
            continue;
        }
        let outline = file.outline(node.get("box"), (1.0, 1.0));
        let certainty = node.number_of("score").map(Certainty::share);
        // A paragraph is what Umi-OCR guesses it is: a region, of which no more is said.
        let region = *paragraph.get_or_insert_with(|| page.region(Region { kind: RegionKind::Text, ..Region::default() }));
        page.line(boxes::line(text, outline, certainty, Some(region)));
        if node.text_of("end").is_some_and(|end| end.contains('\n')) {
            paragraph = None;
        }
    }
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use std::path::Path;

    #[test]
    fn an_image_is_a_page_and_its_ends_are_of_paragraphs() {
        let text = "{\"code\": 100, \"data\": [{\"text\": \"甲\", \"score\": 0.9, \"box\": [[0,0],[9,0],[9,9],[0,9]], \"end\": \"\"}, \
             {\"text\": \"乙\", \"score\": 0.4, \"box\": [[0,10],[9,10],[9,19],[0,19]], \"end\": \"\\n\"}, {\"text\": \"丙\", \"end\": \"\\n\"}], \"fileName\": \"1.png\"}\n\
             {\"code\": 101, \"data\": \"No text found\", \"fileName\": \"2.png\"}\n{\"code\": 203, \"data\": \"Image decode failed\", \"fileName\": \"3.png\"}\n";
        let read = pages_of(Path::new("a.jsonl"), text.as_bytes(), None).expect("a page");
        let layout = read.pages[0].layout().expect("a layout");
        assert_eq!(read.pages[0].text(), "甲\n乙\n丙");
        let region = |number: usize| layout.line(number).and_then(|line| line.region);
        assert!(region(1) == region(2) && region(2) != region(3));
        assert_eq!(layout.image(), Some("1.png"));
        assert_eq!((read.pages.len(), read.pages[1].text()), (2, ""), "an image without text is a page without text");
        let kinds: Vec<FaultKind> = read.warnings.iter().map(|warning| warning.kind.clone()).collect();
        assert_eq!(kinds, [FaultKind::Record("Image decode failed".into())]);
        assert_eq!(read.warnings[0].place.map(|place| place.line), Some(3));
    }
}
