//! What ABBYY FineReader writes, versions 6 to 10: characters with boxes, how sure it was of each, and what else they may be.

use crate::import::build::{Gap, PageBuilder, SourceLine, SourcePage, SourceWord};
use crate::import::xml::{Child, XmlDocument, XmlNode};
use crate::import::{Beginning, Reader, boxed};
use crate::page::{Alternative, Certainty, PixelPoint, PixelRect, Pixels, Region, RegionIndex, RegionKind, TypeSize};

pub(super) static READER: Reader = Reader {
    most_bytes: 16 * crate::import::MAX_PAGE_BYTES,
    ..Reader::xml("ABBYY FineReader XML", is_abbyy, |input| boxed::of_document(input, pages))
};

fn is_abbyy(beginning: &Beginning<'_>) -> bool {
    let says = |word: &&str| beginning.text().contains(word);
    beginning.root() == Some("document") && ["FineReader", "charParams", "blockType"].iter().any(says)
}

/// What stands for a confidence that is not known.
const UNKNOWN: f64 = 255.0;

fn pages(document: &mut XmlDocument<'_>) -> Vec<SourcePage> {
    let Some(root) = document.root() else { return Vec::new() };
    let found: Vec<XmlNode> = document.named(root, "page").collect();
    found.into_iter().map(|node| page(document, node)).collect()
}

fn page(document: &mut XmlDocument<'_>, node: XmlNode) -> SourcePage {
    let mut page = PageBuilder::default();
    page.node = Some(node);
    let side = |document: &mut XmlDocument<'_>, name: &str| Pixels::nearest(document.number(node, name).unwrap_or(0.0));
    page.parts.size = (side(document, "width"), side(document, "height"));
    let blocks: Vec<XmlNode> = document.named(node, "block").collect();
    for block in blocks {
        let kind = match document.attribute(block, "blockType") {
            Some("Table") => RegionKind::Table,
            Some("Picture" | "Barcode" | "Separator" | "SeparatorsBox" | "RasterPicture" | "VectorPicture") => RegionKind::Picture,
            _ => RegionKind::Text,
        };
        let outline = rect(document, block).unwrap_or_default().into();
        let region = page.region(Region { kind, outline, ..Region::default() });
        let paragraphs: Vec<XmlNode> = document.inside(block).filter(|node| document.name(*node) == "par").collect();
        for paragraph in paragraphs {
            let region = page.region(Region { kind, parent: Some(region), ..Region::default() });
            let lines: Vec<XmlNode> = document.named(paragraph, "line").collect();
            for line in lines {
                self::line(document, &mut page, line, region);
            }
        }
    }
    page.finish()
}

/// The rectangle of an element.
fn rect(document: &mut XmlDocument<'_>, node: XmlNode) -> Option<PixelRect> {
    let mut side = |name: &str| document.number(node, name).map(|value| Pixels::nearest(value).0);
    let (left, top, right, bottom) = (side("l")?, side("t")?, side("r")?, side("b")?);
    Some(PixelRect::new(left, top, right, bottom)).filter(|rect| !rect.is_empty())
}

fn line(document: &mut XmlDocument<'_>, page: &mut PageBuilder, node: XmlNode, region: RegionIndex) {
    let place = rect(document, node);
    let baseline = document.number(node, "baseline").map(Pixels::nearest);
    let baseline = place.zip(baseline).map(|(rect, y)| vec![PixelPoint { x: rect.left, y }, PixelPoint { x: rect.right, y }]);
    let (mut words, mut type_size) = (Vec::new(), None);
    let runs: Vec<XmlNode> = document.named(node, "formatting").collect();
    for run in runs {
        let size = document.attribute(run, "fs").and_then(|size| size.trim_end_matches('.').parse::<f64>().ok());
        let size = size.filter(|size| *size > 0.0 && *size < 10_000.0).map(|size| TypeSize((10.0 * size).round() as u32));
        type_size = type_size.or(size);
        let characters: Vec<XmlNode> = document.named(run, "charParams").collect();
        if characters.is_empty() {
            let text = document.text_of(run);
            words.extend(text.split_whitespace().map(|word| SourceWord {
                text: word.to_owned(),
                type_size: size,
                gap: Gap::Blank,
                ..SourceWord::default()
            }));
        }
        for character in characters {
            glyph(document, character, size, &mut words);
        }
    }
    words.retain(|word| !word.text.is_empty());
    let outline = place.map(Into::into);
    page.line(SourceLine {
        region: Some(region),
        outline,
        baseline: baseline.unwrap_or_default(),
        type_size,
        words,
        node: Some(node),
        ..SourceLine::default()
    });
}

/// Adds a character to the words of a line. A blank ends a word.
fn glyph(document: &mut XmlDocument<'_>, node: XmlNode, size: Option<TypeSize>, words: &mut Vec<SourceWord>) {
    let text = own_text(document, node);
    if text.is_empty() {
        words.push(SourceWord { gap: Gap::Blank, ..SourceWord::default() });
        return;
    }
    let rect = rect(document, node);
    let certainty = document.number(node, "charConfidence").filter(|value| *value != UNKNOWN && *value >= 0.0);
    let certainty = certainty.map(|value| Certainty::percent(value.min(100.0) as u8));
    let suspicious = document.attribute(node, "suspicious").is_some_and(|value| matches!(value, "true" | "1"));
    let certainty = certainty.or_else(|| suspicious.then(|| Certainty::percent(SUSPICIOUS)));
    let alternatives = alternatives(document, node, &text);
    let glyph =
        SourceWord { text: text.clone(), rect, certainty, type_size: size, alternatives, node: Some(node), ..SourceWord::default() };
    let starts = document.attribute(node, "wordStart").or_else(|| document.attribute(node, "wordFirst"));
    let starts = starts.is_some_and(|value| matches!(value, "true" | "1"));
    let is_after_blank = words.last().is_some_and(|word| word.text.is_empty());
    if is_after_blank {
        words.pop();
    }
    match words.last_mut().filter(|_| !starts && !is_after_blank) {
        Some(word) => {
            word.text.push_str(&text);
            word.rect = word.rect.into_iter().chain(rect).reduce(PixelRect::union);
            word.certainty = word.certainty.into_iter().chain(certainty).min();
            word.glyphs.push(glyph);
        }
        None => {
            let gap = if is_after_blank { Gap::Blank } else { Gap::Nothing };
            words.push(SourceWord { text, rect, certainty, type_size: size, gap, glyphs: vec![glyph], ..SourceWord::default() });
        }
    }
}

/// The text of an element without that of the elements in it.
fn own_text(document: &XmlDocument<'_>, node: XmlNode) -> String {
    let children = document.elements.get(node.0).map(|element| element.children.as_slice()).unwrap_or_default();
    let texts = children.iter().filter_map(|child| if let Child::Text(text) = child { Some(text.as_ref()) } else { None });
    texts.collect::<String>().trim().to_owned()
}

/// How sure it was of a character that it calls suspicious and says no more of, in per cent.
const SUSPICIOUS: u8 = 50;

/// What else a character may be: variants of this character, and of the word where it is one character.
fn alternatives(document: &mut XmlDocument<'_>, node: XmlNode, text: &str) -> Vec<Alternative> {
    let variants: Vec<XmlNode> = document.inside(node).filter(|node| document.name(*node) == "charRecVariant").collect();
    let mut found: Vec<Alternative> = Vec::new();
    for variant in variants {
        let other = document.text_of(variant).trim().to_owned();
        let certainty = document.number(variant, "charConfidence").filter(|value| *value != UNKNOWN && *value >= 0.0);
        let certainty = certainty.map(|value| Certainty::percent(value.min(100.0) as u8));
        if !other.is_empty() && other != text && !found.iter().any(|known| known.text == other) {
            found.push(Alternative { text: other, certainty });
        }
    }
    found.sort_by_key(|other| std::cmp::Reverse(other.certainty));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use crate::page::RawOffset;
    use std::path::Path;

    const PAGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?><document xmlns="http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml" producer="x">
        <page width="500" height="600" resolution="300"><block blockType="Text" l="10" t="10" r="90" b="60"><region><rect l="10" t="10" r="90" b="60"/></region><text>
        <par startIndent="400"><line baseline="28" l="10" t="10" r="90" b="30"><formatting lang="ChinesePRC" ff="宋体" fs="10.5">
        <charParams l="10" t="10" r="30" b="30" charConfidence="90" wordStart="true">市<charRecVariants><charRecVariant charConfidence="90">市</charRecVariant><charRecVariant charConfidence="40">巿</charRecVariant></charRecVariants></charParams>
        <charParams l="30" t="10" r="50" b="30" charConfidence="255" suspicious="true">长</charParams><charParams l="50" t="10" r="55" b="30"> </charParams>
        <charParams l="80" t="10" r="90" b="30" wordStart="1">a</charParams></formatting></line></par>
        <par><line l="10" t="40" r="50" b="60"><formatting>没有字符</formatting></line></par></text></block>
        <block blockType="Picture" l="100" t="100" r="200" b="200"/></page></document>"#;

    #[test]
    fn characters_have_boxes_certainties_and_alternatives() {
        let read = pages_of(Path::new("a.xml"), PAGE.as_bytes(), None).expect("a page");
        let layout = read.pages[0].layout().expect("a layout");
        // The only gap of a line tells nothing of blanks in it.
        assert_eq!(read.pages[0].text(), "市长a\n没有字符");
        let glyph = layout.glyph_at(RawOffset(0)).expect("a glyph");
        assert_eq!((glyph.rect, glyph.certainty), (PixelRect::new(10, 10, 30, 30), Some(Certainty::percent(90))));
        assert_eq!(glyph.alternatives.iter().map(|other| other.text.as_str()).collect::<Vec<_>>(), ["巿"]);
        assert_eq!(layout.certainty_at(RawOffset(1)), Some(Certainty::percent(50)));
        assert_eq!(layout.line(1).and_then(|line| line.type_size), Some(TypeSize(105)));
        assert_ne!(layout.line(1).and_then(|line| line.region), layout.line(2).and_then(|line| line.region));
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }
}
