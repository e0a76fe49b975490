//! Where lines stand on the page: on pages of several columns in Latin letters it is boxes or nothing.

use super::super::evidence::PageEvidence;
use super::{Feature, FeatureView, NONE, feature, flag};
use crate::page::{PixelRect, RegionKind, Spans, are_upright};

/// The boxes of a page's lines, as they lie along their columns: upright lines are turned.
pub struct Boxes {
    /// From where to where each takes up its column's width, and its column's length; nothing where it has no box.
    lying: Vec<Option<LineExtent>>,
    /// The height of most lines.
    usual: f32,
    /// The type size of most lines.
    size: f32,
    /// How far most lines are from the next.
    pitch: f32,
    /// The edges of the column near each line.
    edges: Vec<Option<(f32, f32)>>,
    /// Whether the source has regions: one round each line says nothing.
    regions: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct LineExtent {
    from: f32,
    to: f32,
    top: f32,
    foot: f32,
}

impl LineExtent {
    fn of(rect: PixelRect, upright: bool) -> LineExtent {
        let Spans { across, along } = rect.spans(upright);
        let [from, to, top, foot] = [across.0, across.1, along.0, along.1].map(|edge| edge as f32);
        LineExtent { from, to, top, foot }
    }

    fn height(self) -> f32 {
        (self.foot - self.top).max(1.0)
    }

    fn width(self) -> f32 {
        (self.to - self.from).max(1.0)
    }

    fn shares_column(self, other: LineExtent) -> bool {
        self.to.min(other.to) - self.from.max(other.from) > 0.5 * self.width().min(other.width())
    }
}

/// How many lines before and after tell where a column's edges are.
const NEAR: usize = 8;

impl Boxes {
    /// The boxes of a page; nothing on a page without.
    pub fn of(evidence: &PageEvidence) -> Option<Boxes> {
        let rects: Vec<Option<PixelRect>> = (0..evidence.lines.len()).map(|index| evidence.place(index).rect).collect();
        let found: Vec<PixelRect> = rects.iter().flatten().copied().collect();
        if found.len() * 2 < rects.len().max(1) {
            return None;
        }
        let upright = are_upright(&found);
        let lying: Vec<Option<LineExtent>> = rects.iter().map(|rect| rect.map(|rect| LineExtent::of(rect, upright))).collect();
        let edges = (0..lying.len()).map(|index| edges(&lying, index)).collect();
        let usual = middle(lying.iter().flatten().map(|line| line.height()).collect()).max(1.0);
        let pitches = lying.iter().zip(lying.iter().skip(1)).filter_map(|(a, b)| Some(b.as_ref()?.top - a.as_ref()?.top));
        let pitch = middle(pitches.filter(|pitch| *pitch > 0.0).collect()).max(1.0);
        let size = middle((0..lying.len()).filter_map(|index| evidence.place(index).type_size).collect());
        Some(Boxes { lying, usual, size, pitch, edges, regions: has_regions(evidence) })
    }

    fn line(&self, index: usize) -> Option<LineExtent> {
        self.lying.get(index).copied().flatten()
    }
}

/// Whether enough lines share their region with the one before.
fn has_regions(evidence: &PageEvidence) -> bool {
    const ENOUGH: usize = 10;
    let region = |index: usize| evidence.place(index).region;
    let shared = (1..evidence.lines.len()).filter(|index| region(*index).is_some() && region(*index) == region(index - 1)).count();
    shared * ENOUGH >= evidence.lines.len()
}

/// The edges of the column a line stands in: the middle of the lines' left edges, and the right edge that three of four keep within.
fn edges(lying: &[Option<LineExtent>], index: usize) -> Option<(f32, f32)> {
    let own = lying.get(index).copied().flatten()?;
    let near = lying.get(index.saturating_sub(NEAR)..(index + NEAR + 1).min(lying.len())).unwrap_or_default();
    let column: Vec<LineExtent> = near.iter().flatten().copied().filter(|line| line.shares_column(own)).collect();
    let left = middle(column.iter().map(|line| line.from).collect());
    let mut rights: Vec<f32> = column.iter().map(|line| line.to).collect();
    rights.sort_by(f32::total_cmp);
    Some((left, rights.get(rights.len() * 3 / 4).or(rights.last()).copied()?))
}

fn middle(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

pub const FEATURES: &[Feature] = &[
    // How high the line is: headlines are, and what follows them is not.
    feature("box:height", |view, i| view.boxed(i, 0, |boxes, line| line.height() / boxes.usual)),
    feature("box:height-last", |view, i| view.two(i, -1, |_, line, last| line.height() / last.height())),
    feature("box:height-next", |view, i| view.two(i, 1, |_, line, next| line.height() / next.height())),
    feature("box:size", |view, i| {
        view.evidence.place(i).type_size.zip(view.boxes.as_ref()).map_or(NONE, |(size, boxes)| size / boxes.size.max(1.0))
    }),
    feature("box:size-last", |view, i| view.size(i, 0) - view.size(i, -1)),
    feature("box:size-next", |view, i| view.size(i, 0) - view.size(i, 1)),
    // How wide its letters are.
    feature("box:letters", |view, i| view.letters(i, 0)),
    feature("box:letters-last", |view, i| view.letters(i, 0) / view.letters(i, -1)),
    feature("box:letters-next", |view, i| view.letters(i, 0) / view.letters(i, 1)),
    // Where it begins and ends, beside its neighbours and its column: indents, last lines, centred lines.
    feature("box:left-last", |view, i| view.two(i, -1, |boxes, line, last| (line.from - last.from) / boxes.usual)),
    feature("box:left-next", |view, i| view.two(i, 1, |boxes, line, next| (line.from - next.from) / boxes.usual)),
    feature("box:right-last", |view, i| view.two(i, -1, |boxes, line, last| (line.to - last.to) / boxes.usual)),
    feature("box:right-next", |view, i| view.two(i, 1, |boxes, line, next| (line.to - next.to) / boxes.usual)),
    feature("box:indent", |view, i| view.edge(i, 0, |boxes, line, (left, _)| (line.from - left) / boxes.usual)),
    feature("box:short", |view, i| view.edge(i, 0, |boxes, line, (_, right)| (right - line.to) / boxes.usual)),
    feature("box:short-last", |view, i| view.edge(i, -1, |boxes, line, (_, right)| (right - line.to) / boxes.usual)),
    feature("box:indent-last", |view, i| view.edge(i, -1, |boxes, line, (left, _)| (line.from - left) / boxes.usual)),
    feature("box:indent-next", |view, i| view.edge(i, 1, |boxes, line, (left, _)| (line.from - left) / boxes.usual)),
    feature("box:centred", |view, i| view.edge(i, 0, |boxes, line, (left, right)| ((line.from - left) - (right - line.to)) / boxes.usual)),
    feature("box:share", |view, i| view.edge(i, 0, |_, line, (left, right)| line.width() / (right - left).max(1.0))),
    // How much room stands before and after it.
    feature("box:pitch", |view, i| view.two(i, -1, |boxes, line, last| ((line.top - last.top) / boxes.pitch).clamp(-4.0, 6.0))),
    feature("box:pitch-next", |view, i| view.two(i, 1, |boxes, line, next| ((next.top - line.top) / boxes.pitch).clamp(-4.0, 6.0))),
    feature("box:room", |view, i| view.two(i, -1, |boxes, line, last| ((line.top - last.foot) / boxes.usual).clamp(-5.0, 5.0))),
    feature("box:room-next", |view, i| view.two(i, 1, |boxes, line, next| ((next.top - line.foot) / boxes.usual).clamp(-5.0, 5.0))),
    // Whether a column begins with it: it stands above the line before, or beside it.
    feature("box:column", |view, i| view.two(i, -1, |_, line, last| flag(line.foot <= last.top || line.from >= last.to))),
    // What the source says: regions and their kinds.
    feature("region:new", |view, i| view.region_changes(i, -1)),
    feature("region:ends", |view, i| view.region_changes(i, 1)),
    feature("region:lines", |view, i| view.region_lines(i)),
    feature("region:heading", |view, i| view.evidence.place(i).kind.map_or(NONE, |kind| flag(kind == RegionKind::Heading))),
    feature("region:text", |view, i| view.evidence.place(i).kind.map_or(NONE, |kind| flag(kind == RegionKind::Paragraph))),
    feature("region:furniture", |view, i| view.evidence.place(i).kind.map_or(NONE, |kind| flag(kind.is_furniture()))),
    feature("region:caption", |view, i| view.evidence.place(i).kind.map_or(NONE, |kind| flag(kind == RegionKind::Caption))),
    feature("region:new-article", |view, i| view.article_changes(i)),
    feature("place:heading", |view, i| view.evidence.place(i).heading.map_or(NONE, flag)),
    feature("place:heading-last", |view, i| view.near(i, -1).and_then(|last| view.evidence.place(last).heading).map_or(NONE, flag)),
    feature("place:heading-next", |view, i| view.near(i, 1).and_then(|next| view.evidence.place(next).heading).map_or(NONE, flag)),
];

impl FeatureView<'_> {
    fn boxed(&self, index: usize, by: isize, of: fn(&Boxes, LineExtent) -> f32) -> f32 {
        let found = || {
            let boxes = self.boxes.as_ref()?;
            Some(of(boxes, boxes.line(self.near(index, by)?)?))
        };
        found().unwrap_or(NONE)
    }

    /// What a line's box says beside that of a neighbour.
    fn two(&self, index: usize, by: isize, of: fn(&Boxes, LineExtent, LineExtent) -> f32) -> f32 {
        let found = || {
            let boxes = self.boxes.as_ref()?;
            Some(of(boxes, boxes.line(index)?, boxes.line(self.near(index, by)?)?))
        };
        found().unwrap_or(NONE)
    }

    fn edge(&self, index: usize, by: isize, of: fn(&Boxes, LineExtent, (f32, f32)) -> f32) -> f32 {
        let found = || {
            let boxes = self.boxes.as_ref()?;
            let near = self.near(index, by)?;
            Some(of(boxes, boxes.line(near)?, boxes.edges.get(near).copied().flatten()?))
        };
        found().unwrap_or(NONE)
    }

    fn size(&self, index: usize, by: isize) -> f32 {
        self.near(index, by).and_then(|near| self.evidence.place(near).type_size).unwrap_or(NONE)
    }

    fn letters(&self, index: usize, by: isize) -> f32 {
        self.boxed(index, by, |boxes, line| line.width() / boxes.usual) / self.width(index, by).max(0.5)
    }

    fn region_changes(&self, index: usize, by: isize) -> f32 {
        if !self.boxes.as_ref().is_some_and(|boxes| boxes.regions) {
            return NONE;
        }
        let region = |index: usize| self.evidence.place(index).region;
        self.near(index, by).map_or(1.0, |near| flag(region(near) != region(index)))
    }

    /// How many lines the line's region has, up to ten.
    fn region_lines(&self, index: usize) -> f32 {
        const MOST: isize = 10;
        let Some(region) = self.evidence.place(index).region else { return NONE };
        let same = |by: isize| self.near(index, by).is_some_and(|near| self.evidence.place(near).region == Some(region));
        let after = (1..MOST).take_while(|by| same(*by)).count();
        let before = (1..MOST).take_while(|by| same(-*by)).count();
        (1 + after + before).min(MOST as usize) as f32
    }

    fn article_changes(&self, index: usize) -> f32 {
        let article = |index: usize| self.evidence.place(index).article;
        match (self.near(index, -1).and_then(article), article(index)) {
            (Some(last), Some(own)) => flag(last != own),
            _ => NONE,
        }
    }
}
