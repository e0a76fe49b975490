//! A manifest for viewers of the archive's images (IIIF Presentation API 3.0): a canvas a page with its image, the corrected text as an
//! annotation a line, and the articles as ranges. It is one file: annotations lie in it, so that nothing else has to be served.
//!
//! Canvases are as large as the layout of their pages; the image, of whatever resolution, fills them. The granularity of the text is said as
//! IIIF's extension has it.

mod addresses;
mod ranges;
mod texts;

use serde::Serialize;

use super::boxed::{Shares, now};
use super::{Context, ExportRemark, iso_date};
use crate::page::{PageIndex, PixelRect, Pixels, are_upright, is_blank};
use crate::printable::printable;
use addresses::{Addresses, PaintedImage};
use ranges::Range;
use texts::{Label, Pair, Texts};

/// The size of a canvas whose page has none: the proportions of a sheet.
const SHEET: (u32, u32) = (1000, 1414);

#[derive(Serialize)]
struct Manifest {
    #[serde(rename = "@context")]
    context: [&'static str; 2],
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: Label,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metadata: Vec<Pair>,
    #[serde(rename = "navDate", skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(rename = "viewingDirection", skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    items: Vec<Canvas>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    structures: Vec<Range>,
}

/// A page.
#[derive(Serialize)]
struct Canvas {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: Label,
    width: u32,
    height: u32,
    items: Vec<AnnotationPage<PaintedImage>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<AnnotationPage<LineText>>,
}

#[derive(Serialize)]
struct AnnotationPage<T> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    items: Vec<Annotation<T>>,
}

/// Something that belongs to a canvas, or to a part of it.
#[derive(Serialize)]
struct Annotation<T> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    #[serde(rename = "textGranularity", skip_serializing_if = "Option::is_none")]
    granularity: Option<&'static str>,
    body: T,
    target: String,
}

/// What a line reads.
#[derive(Serialize)]
struct LineText {
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
}

/// An edition as a manifest.
pub(super) fn export(context: &Context<'_>) -> String {
    let (addresses, texts, shares) = (Addresses::of(context), Texts::of(context), Shares::of(context.edition));
    let masthead = context.edition.masthead();
    let known = [("paper", &masthead.title), ("date", &masthead.date), ("issue", &masthead.issue)];
    let known = known.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
    let manifest = Manifest {
        context: ["http://iiif.io/api/extension/text-granularity/context.json", "http://iiif.io/api/presentation/3/context.json"],
        id: addresses.manifest(),
        kind: "Manifest",
        label: texts.of_paper(&context.title()),
        metadata: known.map(|(name, value)| texts.pair(&format!("export-{name}"), &[value])).collect(),
        day: masthead.date.as_deref().and_then(iso_date).map(|date| format!("{date}T00:00:00Z")),
        direction: is_upright(context).then_some("right-to-left"),
        items: pages(context).map(|page| canvas(context, (&addresses, &texts, &shares), page)).collect(),
        structures: ranges::ranges(context, &addresses, &texts),
    };
    // Nothing of it can fail: its keys are text and its numbers whole.
    serde_json::to_string_pretty(&manifest).map(|text| text + "\n").unwrap_or_default()
}

fn pages(context: &Context<'_>) -> impl Iterator<Item = PageIndex> {
    (0u32..).map(PageIndex).take(context.edition.pages().len())
}

/// Whether most pages whose lines have places are set upright, and so turned from left to right.
fn is_upright(context: &Context<'_>) -> bool {
    let layouts = context.edition.pages().iter().filter_map(|page| page.layout());
    let pages = layouts.map(|layout| layout.lines().iter().map(|line| line.outline.rect).filter(|rect| !rect.is_empty()).collect());
    let (upright, others): (Vec<Vec<PixelRect>>, _) =
        pages.filter(|rects: &Vec<_>| !rects.is_empty()).partition(|rects| are_upright(rects));
    upright.len() > others.len()
}

fn canvas(context: &Context<'_>, (addresses, texts, shares): (&Addresses, &Texts, &Shares<'_>), page: PageIndex) -> Canvas {
    let id = addresses.canvas(page);
    let (width, height) = size(context, page);
    let label = context.page_label(page);
    let label = if label.chars().all(is_blank) { (page.position() + 1).to_string() } else { label.to_owned() };
    let painted = |image: PaintedImage| Annotation {
        id: addresses.on_canvas(page, "image"),
        kind: "Annotation",
        motivation: "painting",
        granularity: None,
        body: image,
        target: id.clone(),
    };
    let painted = PaintedImage::of(context, page).map(painted).into_iter().collect();
    let lines = lines(context, (addresses, texts, shares), page);
    let lines = (!lines.is_empty()).then(|| annotation_page(addresses.on_canvas(page, "text"), lines));
    Canvas {
        kind: "Canvas",
        label: texts.of_paper(&label),
        width,
        height,
        items: vec![annotation_page(addresses.on_canvas(page, "painting"), painted)],
        annotations: lines.into_iter().collect(),
        id,
    }
}

fn annotation_page<T>(id: String, items: Vec<Annotation<T>>) -> AnnotationPage<T> {
    AnnotationPage { id, kind: "AnnotationPage", items }
}

/// The size of a page's canvas, in pixels of its layout: that of the page, or of what its lines take where the source does not say; never 0.
fn size(context: &Context<'_>, page: PageIndex) -> (u32, u32) {
    let Some(layout) = context.edition.page(page).and_then(|page| page.layout()) else { return SHEET };
    let taken = layout.lines().iter().map(|line| line.outline.rect).reduce(PixelRect::union);
    match (layout.size(), taken) {
        ((Pixels(width), Pixels(height)), _) if width > 0 && height > 0 => (width, height),
        (_, Some(rect)) if !rect.is_empty() => (rect.right.0, rect.bottom.0),
        _ => SHEET,
    }
}

/// The lines that stand somewhere and read something, as they read now.
fn lines(
    context: &Context<'_>,
    (addresses, texts, shares): (&Addresses, &Texts, &Shares<'_>),
    index: PageIndex,
) -> Vec<Annotation<LineText>> {
    let Some(page) = context.edition.page(index) else { return Vec::new() };
    let now = now(shares, index, page);
    let line = |raw: crate::page::RawLine<'_>| {
        let rect = line_rect(context, index, raw.number)?;
        let text = now.get(raw.range.start.0 as usize..raw.range.end.0 as usize)?.concat();
        let value = printable(text.trim_matches(is_blank)).into_owned();
        (!value.is_empty()).then(|| Annotation {
            id: addresses.on_canvas(index, &format!("line/{}", raw.number)),
            kind: "Annotation",
            motivation: "supplementing",
            granularity: Some("line"),
            body: LineText { kind: "TextualBody", value, format: "text/plain", language: texts.language() },
            target: format!("{}#{}", addresses.canvas(index), fragment(rect)),
        })
    };
    page.lines().filter_map(line).collect()
}

/// Where a line stands on its canvas, if any of it does.
fn line_rect(context: &Context<'_>, page: PageIndex, number: usize) -> Option<PixelRect> {
    let rect = context.edition.page(page)?.layout()?.line(number)?.outline.rect;
    let (width, height) = size(context, page);
    let (right, bottom) = (Pixels(width), Pixels(height));
    let rect =
        PixelRect { left: rect.left.min(right), top: rect.top.min(bottom), right: rect.right.min(right), bottom: rect.bottom.min(bottom) };
    (!rect.is_empty()).then_some(rect)
}

/// A rectangle as the fragment of an address.
fn fragment(rect: PixelRect) -> String {
    format!("xywh={},{},{},{}", rect.left.0, rect.top.0, rect.width().0, rect.height().0)
}

/// Pages with text that have no image, and addresses of this machine where there are images to be shown.
pub(super) fn remarks(context: &Context<'_>) -> Vec<ExportRemark> {
    let (shown, without): (Vec<PageIndex>, Vec<PageIndex>) = pages(context).partition(|page| PaintedImage::of(context, *page).is_some());
    let without: Vec<_> = without.into_iter().filter_map(|page| context.edition.page(page)).filter(|page| page.has_text()).collect();
    let first = without.first().map(|page| page.source().file.clone());
    let no_image = first.map(|first| ExportRemark::NoImage { pages: without.len(), first });
    let folder = context.style.iiif.folder.as_str();
    let is_local = !shown.is_empty() && addresses::is_local(folder);
    no_image.into_iter().chain(is_local.then(|| ExportRemark::LocalAddresses { address: folder.to_owned() })).collect()
}
