//! Headlines and paragraphs of regions: by the size of their letters, by indents, and by lines that stop short.

use hayro::kurbo::Rect;

use super::direction::Direction;
use super::frame::{PageView, median};
use super::glyphs::Visibility;
use super::lines::PdfLine;
use super::matter::PdfRegion;
use super::order::HEADLINE;

/// The least indent of a paragraph, in ems of the text. Opening marks are set half an em in.
const INDENT: f64 = 0.8;
/// A line that stops so far before the edge of its column is the last of its paragraph, in ems: where paragraphs are indented, lines may
/// stop shorter because what comes next did not fit.
const SHORT: f64 = 1.6;
const SHORT_AMONG_INDENTS: f64 = 3.2;
/// Paragraphs are indented where of a hundred lines so many are, at least and at most.
const INDENTED: (usize, usize) = (4, 60);
/// Sizes of lines of one headline differ by less than this part.
const SAME_SIZE: f64 = 0.1;
/// Where sizes are guesses of an OCR program, a headline must be so much larger.
const HEADLINE_OF_OCR: f64 = 1.4;
/// A bold line need not be as much larger.
const HEADLINE_BOLD: f64 = 1.06;
/// Sizes are no guesses where so many of a hundred glyphs are within this part of the usual size, or set much larger.
const ALIKE: usize = 80;
const EXACT: f64 = 0.03;
/// Space as much wider than between most lines parts paragraphs, in ems.
const SPACE: f64 = 0.6;

/// What a part of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfPart {
    /// A headline.
    Headline,
    /// A paragraph, or a line of its own.
    Paragraph,
}

/// A headline or a paragraph.
#[derive(Clone, Debug)]
pub struct PdfBlock {
    /// What it is.
    pub part: PdfPart,
    /// Its lines, in order.
    pub lines: Vec<PdfLine>,
}

/// The headlines and paragraphs of regions, in order.
pub fn blocks(regions: Vec<PdfRegion>, view: PageView<'_>) -> Vec<PdfBlock> {
    let mut blocks: Vec<PdfBlock> = Vec::new();
    let headline = Headline::of(view);
    let of_text = |line: &&PdfLine| !headline.is(line, view);
    let text: Vec<(Direction, Rect)> =
        regions.iter().flat_map(|region| &region.lines).filter(of_text).map(|line| (line.direction, line.rect)).collect();
    let edges: Vec<RegionEdges> = regions.iter().map(|region| RegionEdges::of(region, &text, headline, view)).collect();
    let short = if are_indented(&regions, &edges, headline, view) { SHORT_AMONG_INDENTS } else { SHORT };
    let mut is_full = false;
    let mut is_hidden = false;
    for (region, edges) in regions.into_iter().zip(edges) {
        is_full &= !region.is_apart;
        let mut before: Option<(Rect, bool)> = None;
        for line in region.lines {
            let (rect, size) = (line.rect, line.size);
            // What is hidden was not printed as one text with what is to be seen.
            is_full &= line.is_invisible(view) == is_hidden;
            is_hidden = line.is_invisible(view);
            let part = if headline.is(&line, view) { PdfPart::Headline } else { PdfPart::Paragraph };
            let goes_on = match (part, blocks.last(), before) {
                (PdfPart::Headline, Some(last), Some((_, true))) => {
                    last.lines.last().is_some_and(|last| (last.size - size).abs() < SAME_SIZE * size)
                }
                (PdfPart::Paragraph, Some(last), _) if last.part == PdfPart::Paragraph => {
                    let space = before.map_or(0.0, |(before, _)| rect.y0 - before.y1);
                    is_full && !edges.is_indented(&line, view) && space < edges.leading + SPACE * view.body
                }
                _ => false,
            };
            is_full = part == PdfPart::Paragraph && edges.are_known && edges.right - rect.x1 < short * view.body;
            before = Some((rect, part == PdfPart::Headline));
            match blocks.last_mut().filter(|_| goes_on) {
                Some(block) => block.lines.push(line),
                None => blocks.push(PdfBlock { part, lines: vec![line] }),
            }
        }
    }
    blocks
}

/// Whether paragraphs begin with an indent.
fn are_indented(regions: &[PdfRegion], edges: &[RegionEdges], headline: Headline, view: PageView<'_>) -> bool {
    let (mut lines, mut indented) = (0, 0);
    for (region, edges) in regions.iter().zip(edges) {
        for line in region.lines.iter().filter(|line| !headline.is(line, view)) {
            lines += 1;
            indented += usize::from(edges.is_indented(line, view));
        }
    }
    indented >= 2 && (lines * INDENTED.0..=lines * INDENTED.1).contains(&(indented * 100))
}

/// What sets headlines apart on a page.
#[derive(Clone, Copy)]
struct Headline {
    /// The size from which on a line is one, in points.
    least: f64,
    /// The same of a bold line, where the text is not bold.
    least_bold: f64,
}

impl Headline {
    fn of(view: PageView<'_>) -> Headline {
        let unseen = view.glyphs.iter().filter(|glyph| glyph.visibility == Visibility::Invisible);
        let (mut count, mut exact) = (0, 0);
        for glyph in unseen {
            count += 1;
            exact += usize::from((glyph.size / view.body - 1.0).abs() < EXACT || glyph.size >= HEADLINE * view.body);
        }
        let is_guessed = count * 2 > view.glyphs.len() && exact * 100 < count * ALIKE;
        let least = view.body * if is_guessed { HEADLINE_OF_OCR } else { HEADLINE };
        let bold = view.glyphs.iter().filter(|glyph| glyph.is_bold).count();
        let tells = !is_guessed && bold * 4 < view.glyphs.len();
        Headline { least, least_bold: if tells { view.body * HEADLINE_BOLD } else { least } }
    }

    fn is(self, line: &PdfLine, view: PageView<'_>) -> bool {
        line.size >= self.least || (line.size >= self.least_bold && line.is_bold(view))
    }
}

/// Where the lines of a region begin and end.
struct RegionEdges {
    left: f64,
    right: f64,
    /// The usual space between two lines.
    leading: f64,
    /// Whether there are enough lines to tell.
    are_known: bool,
}

impl RegionEdges {
    fn of(region: &PdfRegion, text: &[(Direction, Rect)], headline: Headline, view: PageView<'_>) -> RegionEdges {
        let own: Vec<Rect> = region.lines.iter().filter(|line| !headline.is(line, view)).map(|line| line.rect).collect();
        let own = if own.is_empty() { region.lines.iter().map(|line| line.rect).collect() } else { own };
        let direction = region.lines.first().map(|line| line.direction);
        let text = text.iter().filter(|(other, _)| Some(*other) == direction).map(|(_, rect)| *rect);
        let rects = if own.len() < 4 { with_column(&own, text, view) } else { own.clone() };
        let nth = |mut values: Vec<f64>, share: f64| {
            values.sort_by(f64::total_cmp);
            values.get((share * values.len().saturating_sub(1) as f64).round() as usize).copied().unwrap_or(0.0)
        };
        let left = nth(rects.iter().map(|rect| rect.x0).collect(), 0.05);
        let right = nth(rects.iter().map(|rect| rect.x1).collect(), 0.95);
        let leading = median(own.windows(2).filter_map(|pair| Some((pair.get(1)?.y0 - pair.first()?.y1).max(0.0)))).unwrap_or(view.body);
        RegionEdges { left, right, leading, are_known: rects.len() > 1 }
    }

    fn is_indented(&self, line: &PdfLine, view: PageView<'_>) -> bool {
        line.rect.x0 - self.left > INDENT * view.body
    }
}

/// The few lines of a region with those of its column elsewhere on the page: few lines do not show where a column begins and ends.
fn with_column(own: &[Rect], text: impl Iterator<Item = Rect>, view: PageView<'_>) -> Vec<Rect> {
    let Some(whole) = own.iter().copied().reduce(|all, rect| all.union(rect)) else { return Vec::new() };
    let reach = 3.0 * view.body;
    let alike = |rect: &Rect| {
        let shared = rect.x1.min(whole.x1) - rect.x0.max(whole.x0);
        shared > 0.6 * rect.width().min(whole.width()) && rect.x0 > whole.x0 - reach && rect.x1 < whole.x1 + 4.0 * reach
    };
    let column: Vec<Rect> = text.filter(alike).collect();
    if column.len() < 4 { own.to_vec() } else { column }
}
