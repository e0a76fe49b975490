//! The articles as ranges: the parts of canvases that each of them is.

use serde::Serialize;

use super::addresses::Addresses;
use super::texts::{Label, Pair, Texts};
use crate::edition::raw_lines;
use crate::export::Context;
use crate::export::story::{ReadStory, article_id};
use crate::page::{PageIndex, PixelRect, are_upright};

/// An article, or a section with its articles.
#[derive(Serialize)]
pub(super) struct Range {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: Label,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metadata: Vec<Pair>,
    items: Vec<RangePart>,
}

/// What a range has.
#[derive(Serialize)]
#[serde(untagged)]
enum RangePart {
    Range(Range),
    Canvas(CanvasPart),
}

/// A canvas, or a rectangle of it, which its name says (W3C, Media Fragments URI 1.0): viewers know that form and no other.
#[derive(Serialize)]
struct CanvasPart {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// The sections with their articles. Articles of one section that follow each other stand in it together; those of none, and articles that
/// stand on no page, as all that was supplied, have no section or are left out.
pub(super) fn ranges(context: &Context<'_>, addresses: &Addresses, texts: &Texts) -> Vec<Range> {
    let stories = context.stories();
    let mut ranges = Vec::new();
    for (number, section) in stories.chunk_by(|one, next| one.article.section() == next.article.section()).enumerate() {
        let articles: Vec<Range> = section.iter().filter_map(|story| article(context, addresses, texts, story)).collect();
        match section.first().and_then(|story| story.article.section()) {
            Some(name) if !articles.is_empty() => ranges.push(Range {
                id: addresses.range(&format!("section-{}", number + 1)),
                kind: "Range",
                label: texts.of_paper(name),
                metadata: Vec::new(),
                items: articles.into_iter().map(RangePart::Range).collect(),
            }),
            _ => ranges.extend(articles),
        }
    }
    ranges
}

fn article(context: &Context<'_>, addresses: &Addresses, texts: &Texts, story: &ReadStory<'_>) -> Option<Range> {
    let items = parts(context, story).into_iter().map(|(page, rect)| {
        let canvas = addresses.canvas(page);
        let id = rect.map_or_else(|| canvas.clone(), |rect| format!("{canvas}#{}", super::fragment(rect)));
        RangePart::Canvas(CanvasPart { id, kind: "Canvas" })
    });
    let items: Vec<RangePart> = items.collect();
    let facts = story.facts().into_iter().map(|fact| texts.pair(&format!("export-{}", fact.key), &fact.terms));
    (!items.is_empty()).then(|| Range {
        id: addresses.range(&article_id(story.article)),
        kind: "Range",
        label: texts.of_paper(&story.title),
        metadata: facts.collect(),
        items,
    })
}

/// Where an article stands: of each of its blocks the rectangles of its lines in each column, or the page, where it is not known where on it.
fn parts(context: &Context<'_>, story: &ReadStory<'_>) -> Vec<(PageIndex, Option<PixelRect>)> {
    let mut parts: Vec<(PageIndex, Option<PixelRect>)> = Vec::new();
    for block in story.article.blocks() {
        for span in raw_lines::of_block(block, context.edition.pages()) {
            let rects: Vec<PixelRect> = span.lines.filter_map(|number| super::line_rect(context, span.page, number)).collect();
            let found: Vec<_> = if rects.is_empty() { vec![None] } else { in_columns(&rects).into_iter().map(Some).collect() };
            for part in found.into_iter().map(|rect| (span.page, rect)) {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
    }
    // The page says nothing more where its parts are known.
    let known: Vec<PageIndex> = parts.iter().filter(|(_, rect)| rect.is_some()).map(|(page, _)| *page).collect();
    parts.retain(|(page, rect)| rect.is_some() || !known.contains(page));
    parts
}

/// The rectangles of lines that follow each other in one column, each the smallest round them.
fn in_columns(lines: &[PixelRect]) -> Vec<PixelRect> {
    let upright = are_upright(lines);
    let mut columns: Vec<PixelRect> = Vec::new();
    for line in lines {
        let (from, to) = line.spans(upright).across;
        let is_below = |column: &&mut PixelRect| {
            let (start, end) = column.spans(upright).across;
            from < end && start < to
        };
        match columns.last_mut().filter(is_below) {
            Some(column) => *column = column.union(*line),
            None => columns.push(*line),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_go_on_in_the_next_column_have_a_rectangle_there() {
        let lines = [[100, 900, 400, 930], [100, 940, 380, 970], [450, 100, 750, 130], [450, 140, 600, 170]];
        let rect = |[left, top, right, bottom]: [u32; 4]| PixelRect::new(left, top, right, bottom);
        assert_eq!(in_columns(&lines.map(rect)), [rect([100, 900, 400, 970]), rect([450, 100, 750, 170])]);
        // Upright lines stand beside each other, and go on in the row below.
        let upright = [[900, 100, 930, 400], [860, 100, 890, 380], [900, 450, 930, 750]];
        assert_eq!(in_columns(&upright.map(rect)), [rect([860, 100, 930, 400]), rect([900, 450, 930, 750])]);
    }
}
