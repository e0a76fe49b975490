//! Values as formats with boxes write them: kinds of regions, confidences, points.

use super::faults::FaultKind;
use super::xml::{XmlDocument, XmlNode};
use crate::page::{Certainty, Outline, PixelPoint, PixelRect, Pixels, RegionKind};

/// What a word of a source says of a region: PAGE's types, ALTO's labels and types of blocks.
pub(super) fn kind_named(word: &str) -> Option<RegionKind> {
    let word = word.to_ascii_lowercase();
    Some(match word.as_str() {
        "paragraph" | "text" | "article-text" => RegionKind::Paragraph,
        "heading" | "headline" | "title" | "subheadline" | "subheading" | "heading_title" | "doc_title" | "paragraph_title"
        | "section_header" | "sectionheading" => RegionKind::Heading,
        "caption"
        | "figure-caption"
        | "illustration_caption"
        | "figure_title"
        | "table_title"
        | "chart_title"
        | "image_caption"
        | "table_caption"
        | "code_caption" => RegionKind::Caption,
        "credit" | "byline" | "author" => RegionKind::Credit,
        "header" | "running-title" | "runningtitle" | "masthead" | "page_header" | "pageheader" => RegionKind::Header,
        "footer" | "catch-word" | "signature-mark" | "page_footer" | "pagefooter" => RegionKind::Footer,
        "page-number" | "pagenumber" | "page number" | "page_number" | "number" | "folio" => RegionKind::PageNumber,
        "table" | "table_body" => RegionKind::Table,
        "advertisement" | "advert" | "ad" => RegionKind::Advertisement,
        "illustration" | "picture" | "image" | "graphic" | "figure" | "chart" | "seal" | "image_body" | "header_image" | "footer_image" => {
            RegionKind::Picture
        }
        _ => return None,
    })
}

/// A confidence as ALTO and PAGE write it, from 0 to 1. Some programs write per cent.
pub(super) fn certainty(value: f64) -> Certainty {
    Certainty::share(if value > 1.0 { value / 100.0 } else { value })
}

/// The points of a list of coordinates: `x,y x,y`, `x y x y` and the like, each times `scale`. Numbers that cannot be read end it.
pub(super) fn points(list: &str, scale: f64) -> Vec<PixelPoint> {
    let numbers = list.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map_while(|part| part.parse::<f64>().ok().filter(|number| number.is_finite())).collect();
    let point = |pair: &[f64]| match pair {
        [x, y] => Some(PixelPoint { x: Pixels::nearest(x * scale), y: Pixels::nearest(y * scale) }),
        _ => None,
    };
    numbers.chunks_exact(2).filter_map(point).collect()
}

/// Moves what lies off the page to its edge, and tells so. A page of unknown size has no edge.
pub(super) fn on_page(document: &mut XmlDocument<'_>, node: XmlNode, size: (Pixels, Pixels), outline: Outline) -> Outline {
    let rect = outline.rect;
    if size.0 == Pixels(0) || size.1 == Pixels(0) || (rect.right <= size.0 && rect.bottom <= size.1) {
        return outline;
    }
    // Many programs count from 1, or draw a little over the edge.
    let slack = Pixels(size.0.max(size.1).0 / 50 + 2);
    if rect.right > size.0 + slack || rect.bottom > size.1 + slack {
        let name = document.name(node).to_owned();
        document.fault(node, FaultKind::OffPage(name));
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
    fn coordinates_are_read_as_far_as_they_are_numbers() {
        assert_eq!(points("1,2 3.6,4 x,5", 1.0), [PixelPoint::new(1, 2), PixelPoint::new(4, 4)]);
        assert_eq!(points("1 2 3", 2.0), [PixelPoint::new(2, 4)]);
        assert_eq!(points("-5,1e99", 1.0), [PixelPoint { x: Pixels(0), y: Pixels::MAX }]);
    }
}
