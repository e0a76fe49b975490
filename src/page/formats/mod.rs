//! Files with boxes: hOCR, ALTO, PAGE, Tesseract's TSV, and METS, which lists others. A format a file.
//!
//! What a file is shows in its content, whatever its name. Its raw text is its lines, joined by line ends, each line its words, with a
//! blank between two where the source has one and the printer set one. Where regions begin shows in the [`Layout`](super::Layout) alone:
//! no character is made up.

mod alto;
mod build;
pub(crate) mod faults;
mod hocr;
mod mets;
mod order;
mod page_xml;
mod tsv;
pub(crate) mod write;
pub(crate) mod xml;

pub(crate) use build::SourcePage;
pub(super) use mets::Listed;

use faults::Fault;
use xml::{Document, Node, TooMuch};

use super::{Certainty, Outline, PixelPoint, PixelRect, Pixels, RegionKind};

/// A format of files with boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceFormat {
    /// hOCR 1.2: HTML with what OCR found in classes and titles.
    Hocr,
    /// ALTO 1 to 4.
    Alto,
    /// PAGE, 2010 to 2019.
    Page,
    /// The table that Tesseract writes.
    Tsv,
    /// METS: a list of files, and of what articles they hold.
    Mets,
}

/// What a text is, by its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told<'a> {
    Known(SourceFormat),
    /// XML of another kind, with the name of its first element.
    OtherXml(&'a str),
    /// No such file: plain text.
    Plain,
}

/// What a text is.
pub(crate) fn tell(text: &str) -> Told<'_> {
    if tsv::is_header(text.lines().next().unwrap_or_default()) {
        return Told::Known(SourceFormat::Tsv);
    }
    let Some(root) = text.trim_start().starts_with('<').then(|| xml::root_name(text)).flatten() else { return Told::Plain };
    match root {
        "alto" => Told::Known(SourceFormat::Alto),
        "PcGts" => Told::Known(SourceFormat::Page),
        "mets" => Told::Known(SourceFormat::Mets),
        _ if root.eq_ignore_ascii_case("html") && ["ocr_page", "ocr_line", "ocrx_word"].iter().any(|class| text.contains(class)) => {
            Told::Known(SourceFormat::Hocr)
        }
        _ if text.trim_start().starts_with("<?xml") => Told::OtherXml(root),
        _ => Told::Plain,
    }
}

/// What a file holds.
pub(crate) struct Read {
    pub pages: Vec<SourcePage>,
    pub faults: Vec<Fault>,
}

/// Reads the pages of a text. METS has none of its own.
///
/// # Errors
/// There is too much of it.
pub(crate) fn read(format: SourceFormat, text: &str) -> Result<Read, TooMuch> {
    if format == SourceFormat::Tsv {
        let (pages, faults) = tsv::read(text);
        return Ok(Read { pages, faults });
    }
    let mut document = xml::read(text)?;
    let pages = read_document(format, &mut document);
    Ok(Read { pages, faults: document.faults })
}

/// The files that a METS lists as its pages, in order.
///
/// # Errors
/// There is too much of it.
pub(super) fn list(text: &str) -> Result<(Vec<Listed>, Vec<Fault>), TooMuch> {
    let mut document = xml::read(text)?;
    let listed = mets::list(&mut document);
    Ok((listed, document.faults))
}

/// The pages of a document.
pub(crate) fn read_document(format: SourceFormat, document: &mut Document<'_>) -> Vec<SourcePage> {
    match format {
        SourceFormat::Hocr => hocr::read(document),
        SourceFormat::Alto => alto::read(document),
        SourceFormat::Page => page_xml::read(document),
        SourceFormat::Tsv | SourceFormat::Mets => Vec::new(),
    }
}

/// What a word of a source says of a region: PAGE's types, ALTO's labels and types of blocks.
fn kind_named(word: &str) -> Option<RegionKind> {
    let word = word.to_ascii_lowercase();
    Some(match word.as_str() {
        "paragraph" | "text" | "article-text" => RegionKind::Paragraph,
        "heading" | "headline" | "title" | "subheadline" | "subheading" | "heading_title" => RegionKind::Heading,
        "caption" | "figure-caption" | "illustration_caption" => RegionKind::Caption,
        "credit" | "byline" | "author" => RegionKind::Credit,
        "header" | "running-title" | "runningtitle" | "masthead" => RegionKind::Header,
        "footer" | "catch-word" | "signature-mark" => RegionKind::Footer,
        "page-number" | "pagenumber" | "page number" | "folio" => RegionKind::PageNumber,
        "table" => RegionKind::Table,
        "advertisement" | "advert" | "ad" => RegionKind::Advertisement,
        "illustration" | "picture" | "image" | "graphic" => RegionKind::Picture,
        _ => return None,
    })
}

/// A confidence as ALTO and PAGE write it, from 0 to 1. Some programs write per cent.
fn certainty(value: f64) -> Certainty {
    Certainty::share(if value > 1.0 { value / 100.0 } else { value })
}

/// The points of a list of coordinates: `x,y x,y`, `x y x y` and the like, each times `scale`. Numbers that cannot be read end it.
fn points(list: &str, scale: f64) -> Vec<PixelPoint> {
    let numbers = list.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map_while(|part| part.parse::<f64>().ok().filter(|number| number.is_finite())).collect();
    let point = |pair: &[f64]| match pair {
        [x, y] => Some(PixelPoint { x: Pixels::nearest(x * scale), y: Pixels::nearest(y * scale) }),
        _ => None,
    };
    numbers.chunks_exact(2).filter_map(point).collect()
}

/// Moves what lies off the page to its edge, and tells so. A page of unknown size has no edge.
fn on_page(document: &mut Document<'_>, node: Node, size: (Pixels, Pixels), outline: Outline) -> Outline {
    let rect = outline.rect;
    if size.0 == Pixels(0) || size.1 == Pixels(0) || (rect.right <= size.0 && rect.bottom <= size.1) {
        return outline;
    }
    // Many programs count from 1, or draw a little over the edge.
    let slack = Pixels(size.0.max(size.1).0 / 50 + 2);
    if rect.right > size.0 + slack || rect.bottom > size.1 + slack {
        let name = document.name(node).to_owned();
        document.fault(node, faults::FaultKind::OffPage(name));
    }
    let move_in = |point: &PixelPoint| PixelPoint { x: point.x.min(size.0), y: point.y.min(size.1) };
    let rect = PixelRect {
        left: rect.left.min(size.0),
        top: rect.top.min(size.1),
        right: rect.right.min(size.0),
        bottom: rect.bottom.min(size.1),
    };
    Outline { rect, polygon: outline.polygon.iter().map(move_in).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_content() {
        let cases = [
            ("<?xml version='1.0'?><!-- x --><alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'>", Told::Known(SourceFormat::Alto)),
            ("\n<pc:PcGts xmlns:pc='x'>", Told::Known(SourceFormat::Page)),
            ("<!DOCTYPE html><HTML><body><div class=ocr_page>", Told::Known(SourceFormat::Hocr)),
            (
                "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n",
                Told::Known(SourceFormat::Tsv),
            ),
            ("<mets:mets>", Told::Known(SourceFormat::Mets)),
            ("<?xml version='1.0'?><TEI>", Told::OtherXml("TEI")),
            ("<html><p>本报讯</p></html>", Told::Plain),
            ("<本报讯>记者", Told::Plain),
            ("本报讯 <alto>", Told::Plain),
            ("", Told::Plain),
        ];
        for (text, told) in cases {
            assert_eq!(tell(text), told, "{text}");
        }
    }

    #[test]
    fn coordinates_are_read_as_far_as_they_are_numbers() {
        assert_eq!(points("1,2 3.6,4 x,5", 1.0), [PixelPoint::new(1, 2), PixelPoint::new(4, 4)]);
        assert_eq!(points("1 2 3", 2.0), [PixelPoint::new(2, 4)]);
        assert_eq!(points("-5,1e99", 1.0), [PixelPoint { x: Pixels(0), y: Pixels::MAX }]);
    }
}
