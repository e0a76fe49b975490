//! The articles as ranges: the parts of canvases that each of them is.

use serde::Serialize;

use super::addresses::Addresses;
use super::texts::{Label, Pair, Texts};
use crate::edition::raw_lines;
use crate::export::Context;
use crate::export::story::{ReadStory, article_id};
use crate::page::{PageIndex, PixelRect};

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
    /// A part of a canvas, or all of it.
    Canvas {
        #[serde(rename = "type")]
        kind: &'static str,
        source: CanvasName,
        #[serde(skip_serializing_if = "Option::is_none")]
        selector: Option<Selector>,
    },
}

/// Names a canvas.
#[derive(Serialize)]
struct CanvasName {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// A rectangle of a canvas (W3C, Media Fragments URI 1.0).
#[derive(Serialize)]
struct Selector {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "conformsTo")]
    conforms_to: &'static str,
    value: String,
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
    let items = parts(context, story).into_iter().map(|(page, rect)| RangePart::Canvas {
        kind: "SpecificResource",
        source: CanvasName { id: addresses.canvas(page), kind: "Canvas" },
        selector: rect.map(|rect| Selector {
            kind: "FragmentSelector",
            conforms_to: "http://www.w3.org/TR/media-frags/",
            value: super::fragment(rect),
        }),
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

/// Where an article stands: of each of its blocks the rectangle of its lines on each page, or the page, where it is not known where on it.
fn parts(context: &Context<'_>, story: &ReadStory<'_>) -> Vec<(PageIndex, Option<PixelRect>)> {
    let mut parts: Vec<(PageIndex, Option<PixelRect>)> = Vec::new();
    for block in story.article.blocks() {
        for span in raw_lines::of_block(block, context.edition.pages()) {
            let rects = span.lines.filter_map(|number| super::line_rect(context, span.page, number));
            let part = (span.page, rects.reduce(PixelRect::union));
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    // The page says nothing more where its parts are known.
    let known: Vec<PageIndex> = parts.iter().filter(|(_, rect)| rect.is_some()).map(|(page, _)| *page).collect();
    parts.retain(|(page, rect)| rect.is_some() || !known.contains(page));
    parts
}
