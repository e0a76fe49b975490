//! What a page's layout says of its lines: how large they are set, where they are indented, where they stop short, where space, a region
//! or an article begins. It is evidence among the other: it speaks through blank lines, indents and signs, or by weights of its own.

use std::collections::HashMap;

use super::evidence::PageEvidence;
use super::lines::{Dense, Line};
use super::lying::{self, Lying};
use super::signs::{KnownLine, Signs};
use super::sizes::{Size, sizes, usual};
use super::weights as w;
use crate::page::{Layout, LineBox, PixelRect, RawOffset, RawRange, RegionIndex, RegionKind, Spans};

/// What the layout says of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LineLayout {
    /// Whether it is set as a heading: larger than text, or in a region for headings. Nothing where the page does not tell them apart.
    pub heading: Option<bool>,
    /// Whether it reaches the edge of its column.
    pub reaches: bool,
    /// How much farther the line before it or after it reaches, in ems.
    pub room: Option<f32>,
    /// Whether a region begins with it, other than because a column does.
    pub new_region: bool,
    /// The region it stands in.
    pub region: Option<RegionIndex>,
    /// The article it belongs to, by number.
    pub article: Option<u32>,
    /// Where it stands.
    pub rect: Option<PixelRect>,
    /// The size of its type, in the source's unit.
    pub type_size: Option<f32>,
    /// How large it is set: the size of its type, or else an em of it, in the source's unit or in pixels.
    pub size: Option<f32>,
    /// What the region it stands in is.
    pub kind: Option<RegionKind>,
}

/// The head of a page is this part of its height, and names of papers have no more characters.
const HEAD: u32 = 6;
const LONGEST_NAME: usize = 8;
/// A pitch as much wider than most is space that was set.
const SPACE: f32 = 1.35;
/// The least indent of a paragraph, in ems. Opening quotation marks stand half an em in.
const INDENT: f32 = 1.3;

/// Reads what the layout says, and puts into the lines and signs what these can say: indents, space, furniture, captions.
pub fn read(layout: &Layout, dense: &Dense, lines: &mut [Line], signs: &mut [Signs]) -> Vec<LineLayout> {
    let boxes: Vec<Option<&LineBox>> =
        lines.iter().map(|line| dense.raw.get(line.start).and_then(|at| layout.line_of(RawOffset(*at)))).collect();
    let rects: Vec<Option<PixelRect>> = lines.iter().map(|line| whole(layout, dense, line)).collect();
    let lying = Lying::of(&boxes, &rects);
    let rect = |index: usize| lying.whole.get(index).copied().flatten();
    let sizes = sizes(layout, &boxes, lying.upright, lines);
    let tells = sizes.iter().flatten().any(|size| size.is_larger());
    let pitch = usual((1..lines.len()).filter_map(|index| lying::pitch(rect(index - 1)?, rect(index)?)));
    let mut articles: HashMap<&str, u32> = HashMap::new();
    let mut places: Vec<LineLayout> = Vec::with_capacity(lines.len());
    for (index, ((line, signs), found)) in lines.iter_mut().zip(signs.iter_mut()).zip(&boxes).enumerate() {
        let Some(found) = found else {
            places.push(LineLayout::default());
            continue;
        };
        let kind = layout.kind_of(found);
        let before = index.checked_sub(1).and_then(|before| boxes.get(before).copied().flatten());
        let new_region = before.is_some_and(|before| before.region != found.region) && !lying.begins_column(index);
        let own_pitch = index.checked_sub(1).and_then(rect).zip(rect(index)).and_then(|(a, b)| lying::pitch(a, b));
        if let Some((pitch, own)) = pitch.zip(own_pitch) {
            line.gap = line.gap.max(u32::from(own > pitch * SPACE));
        }
        let em = lying.own(index).and_then(|own| em(line, own));
        let (mut reaches, mut room) = (false, None);
        if let (Some((left, right)), Some(em), Some(own)) = (lying.edges(index), em, rect(index)) {
            let indent = (own.across.0 as f32 - left) / em;
            if indent >= INDENT {
                line.lead = line.lead.max((2.0 * indent).round() as u32).max(3);
            }
            reaches = (right - own.across.1 as f32) / em < 0.7;
            room = lying.beside(index).map(|right| (right - own.across.1) as f32 / em);
        }
        let size = sizes.get(index).copied().flatten();
        let is_nameplate = size.is_some_and(Size::is_larger) && is_nameplate(layout, dense, line, found);
        let heading = match (kind, size) {
            _ if is_nameplate => Some(false),
            (RegionKind::Heading, _) => Some(true),
            (RegionKind::Text, Some(size)) if size.is_larger() => Some(true),
            (RegionKind::Text, Some(size)) if tells && size.is_not_larger() => Some(false),
            (RegionKind::Text, _) => None,
            _ => Some(false),
        };
        let count = articles.len() as u32;
        let article = layout.article_of(found).map(|name| *articles.entry(name).or_insert(count));
        sign(signs, kind, region_part(&boxes, index));
        if is_nameplate {
            signs.known = Some(KnownLine::Furniture);
        }
        let type_size = found.type_size.map(|size| size.0 as f32);
        places.push(LineLayout {
            heading,
            reaches,
            room,
            new_region,
            region: found.region,
            article,
            rect: rects.get(index).copied().flatten(),
            type_size,
            size: type_size.or(em),
            kind: Some(kind),
        });
    }
    places
}

/// The rectangle round a line, which may be made up of several of the source's.
fn whole(layout: &Layout, dense: &Dense, line: &Line) -> Option<PixelRect> {
    let mut whole: Option<PixelRect> = None;
    let mut range = RawRange::default();
    for at in dense.raw.get(line.start..line.end)?.iter().map(|at| RawOffset(*at)) {
        if range.start <= at && at < range.end {
            continue;
        }
        let Some(found) = layout.line_of(at) else { continue };
        range = found.range;
        let rect = Some(found.outline.rect).filter(|rect| !rect.is_empty());
        whole = whole.into_iter().chain(rect).reduce(PixelRect::union);
    }
    whole
}

/// Whether a line is the first of its region, and whether it is the last.
fn region_part(boxes: &[Option<&LineBox>], index: usize) -> (bool, bool) {
    let region = |index: Option<usize>| index.and_then(|index| boxes.get(index).copied().flatten()).map(|line| line.region);
    let own = region(Some(index));
    (region(index.checked_sub(1)) != own, region(Some(index + 1)) != own)
}

fn sign(signs: &mut Signs, kind: RegionKind, (first, last): (bool, bool)) {
    if kind.is_furniture() {
        signs.known = Some(KnownLine::Furniture);
    }
    if kind == RegionKind::Caption {
        (signs.caption_start, signs.caption_end) = (first, last);
    }
}

/// Whether a line is the paper's name at the head of the page, by where it stands and what it ends with.
fn is_nameplate(layout: &Layout, dense: &Dense, line: &Line, found: &LineBox) -> bool {
    let is_at_head = found.outline.rect.bottom.0 < layout.size().1.0 / HEAD;
    is_at_head && line.len() <= LONGEST_NAME && dense.folded(line.start, line.end).last() == Some(&'报')
}

/// The size of an em in a line: its width over that of its characters, where it has enough of them.
fn em(line: &Line, own: Spans) -> Option<f32> {
    let high = lying::height(own) as f32;
    let wide = lying::width(own) as f32 * 2.0 / line.width.max(1) as f32;
    // Letter-spaced lines are wider, and a line of dashes is low.
    if line.len() >= 4 { Some(wide.clamp(0.7 * high, 1.3 * high)) } else { Some(high) }.filter(|em| *em > 0.0)
}

impl PageEvidence<'_> {
    /// What the layout says of a line; nothing on a page without one.
    pub fn place(&self, index: usize) -> LineLayout {
        self.places.get(index).copied().unwrap_or_default()
    }

    /// A line of a heading, by its place.
    pub(super) fn set_as_heading(&self, index: usize) -> f32 {
        match self.place(index).heading {
            Some(true) => w::LARGE_HEADING,
            Some(false) => w::SMALL_HEADING,
            None => 0.0,
        }
    }

    /// The first line of a paragraph, by its place.
    pub(super) fn set_as_text(&self, index: usize) -> f32 {
        if self.place(index).heading == Some(true) { w::LARGE_TEXT } else { 0.0 }
    }

    /// A line break inside a paragraph, by the places of the lines.
    pub(super) fn set_together(&self, index: usize) -> f32 {
        let (before, place) = (index.checked_sub(1).map(|before| self.place(before)).unwrap_or_default(), self.place(index));
        let size =
            if place.heading != before.heading && (place.heading.or(before.heading)).is_some() { w::SIZE_CHANGED_INSIDE } else { 0.0 };
        let article = match (before.article, place.article) {
            (Some(a), Some(b)) if a != b => w::ARTICLE_INSIDE,
            _ => 0.0,
        };
        let region = if place.new_region { w::REGION_INSIDE } else { 0.0 };
        size + article + region
    }

    /// How well a line fills its column, by its place: `by_width` is what its characters say of it.
    pub(super) fn set_full(&self, index: usize, by_width: f32) -> f32 {
        // Words in Latin letters and addresses break where they can.
        let forced = || self.line(index).0.is_latin() || self.next_token(index) as f32 / 2.0 > self.place(index).room.unwrap_or(0.0) - 1.0;
        match self.place(index) {
            LineLayout { room: Some(room), .. } if room > 2.0 && !forced() => by_width.min(w::STOPS_SHORT),
            LineLayout { reaches: true, .. } => by_width.max(w::REACHES_EDGE),
            _ => by_width,
        }
    }

    /// How much likelier an article begins with a line that follows another, by the articles of the source; nothing where it has none.
    pub(super) fn article_begins(&self, before: usize, line: usize) -> Option<f32> {
        let (before, line) = (self.place(before).article?, self.place(line).article?);
        Some(if before == line { w::SAME_ARTICLE } else { w::OTHER_ARTICLE })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::{lines, signs};
    use crate::import::import_bytes;
    use crate::page::{LayoutParts, Page, Pixels, RawRange, Region};
    use crate::style::HouseStyle;
    use std::path::Path;

    /// A page of these lines, each with its rectangle and region.
    fn page(set: &[(&str, PixelRect, u32)], regions: Vec<Region>) -> Page {
        let text = set.iter().map(|(text, ..)| *text).collect::<Vec<_>>().join("\n");
        let page = import_bytes(Path::new("p.txt"), text.as_bytes(), None).expect("a page");
        let line = |(index, (_, rect, region)): (usize, &(&str, PixelRect, u32))| {
            let range = page.line(index + 1).map(|line| line.range).unwrap_or(RawRange::new(RawOffset(0), RawOffset(0)));
            LineBox { number: index + 1, range, region: Some(RegionIndex(*region)), outline: (*rect).into(), ..LineBox::default() }
        };
        let lines = set.iter().enumerate().map(line).collect();
        page.clone().with_layout(Layout::new(LayoutParts { regions, lines, size: (Pixels(1000), Pixels(1000)), ..LayoutParts::default() }))
    }

    fn read_page(page: &Page) -> (Vec<Line>, Vec<Signs>, Vec<LineLayout>) {
        let (dense, mut lines) = lines::read(page);
        let mut signs = signs::read(&dense, &lines, HouseStyle::standard());
        let places = read(page.layout().expect("a layout"), &dense, &mut lines, &mut signs);
        (lines, signs, places)
    }

    #[test]
    fn indents_space_size_and_room_are_seen_in_the_boxes() {
        let row = |number: u32, left: u32, right: u32| PixelRect::new(left, 100 + number * 30, right, 120 + number * 30);
        let set = [
            ("市政府召开会议", PixelRect::new(0, 40, 196, 68), 0),
            ("昨天市政府召开会", row(0, 40, 200), 1),
            ("议部署有关的各项工作", row(1, 0, 200), 1),
            ("落实。", row(2, 0, 60), 1),
            ("会议要求各县都要", row(3, 40, 200), 1),
            ("抓紧落实有关的各项事", row(4, 0, 200), 1),
            ("“措施”还没有到位", row(5, 10, 200), 1),
            ("的地方也都要跟上来了", PixelRect::new(300, 40, 500, 60), 2),
        ];
        let (lines, _, places) = read_page(&page(&set, vec![Region::default(); 3]));
        assert_eq!(lines.iter().map(|line| line.lead >= 3).collect::<Vec<_>>(), [false, true, false, false, true, false, false, false]);
        assert_eq!(lines.iter().map(|line| line.gap).collect::<Vec<_>>(), [0, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(
            places.iter().map(|place| place.heading == Some(true)).collect::<Vec<_>>(),
            [true, false, false, false, false, false, false, false]
        );
        assert!(places[3].room.is_some_and(|room| room > 5.0) && !places[3].reaches && places[2].reaches);
        assert_eq!(
            places.iter().map(|place| place.new_region).collect::<Vec<_>>(),
            [false, true, false, false, false, false, false, false],
            "a column is no region"
        );
    }

    #[test]
    fn the_papers_name_at_the_head_of_the_page_is_furniture() {
        let row = |number: u32, left: u32, right: u32| PixelRect::new(left, 200 + number * 30, right, 220 + number * 30);
        let set = |name: PixelRect| {
            let mut set = vec![("河畔日报", name, 0)];
            set.extend(
                ["昨天市政府召开会，", "议部署有关的各项工作，", "落实了十件事。", "会议要求各县都要抓。"]
                    .into_iter()
                    .zip(0..)
                    .map(|(text, at)| (text, row(at, 0, 200), 1)),
            );
            page(&set, vec![Region::default(); 2])
        };
        let known = |name| read_page(&set(name)).1[0].known;
        assert_eq!(known(PixelRect::new(0, 40, 300, 110)), Some(KnownLine::Furniture));
        assert_eq!(known(PixelRect::new(0, 400, 300, 470)), None, "a headline may say so too");
        assert_eq!(known(PixelRect::new(0, 40, 80, 60)), None, "it is as small as text");
    }

    #[test]
    fn a_line_set_as_text_under_a_headline_is_no_part_of_it() {
        let row = |number: u32, left: u32, right: u32| PixelRect::new(left, 100 + number * 30, right, 120 + number * 30);
        let set = [
            ("水库加固工程提前完工", PixelRect::new(0, 40, 290, 68), 0),
            ("陶立华王力", row(0, 40, 140), 0),
            ("昨天市政府召开会，", row(1, 40, 220), 0),
            ("议部署有关的各项工作，", row(2, 0, 220), 0),
            ("落实了十件事。", row(3, 0, 140), 0),
            ("会议要求各县都要抓，", row(6, 40, 220), 0),
            ("紧落实有关的各项事情，", row(7, 0, 220), 0),
            ("按期完成。", row(8, 0, 100), 0),
        ];
        let page = page(&set, vec![Region::default()]);
        let edition = crate::clean::clean(&[std::sync::Arc::new(page)], HouseStyle::standard());
        let blocks: Vec<_> = edition.articles()[0].blocks().iter().map(|block| (block.role(), block.text())).collect();
        use crate::edition::{DoubtKind, Role};
        assert_eq!(blocks[0], (Role::Headline, "水库加固工程提前完工"));
        assert_eq!(blocks[1], (Role::Paragraph, "陶立华王力"));
        assert_eq!(edition.articles()[0].blocks()[1].doubts()[0].kind, DoubtKind::Role(Role::Byline), "the editor is asked");
        assert_eq!(blocks[2], (Role::Paragraph, "昨天市政府召开会，议部署有关的各项工作，落实了十件事。"));
    }

    #[test]
    fn regions_say_what_their_lines_are() {
        let region = |kind: RegionKind, article: &str| Region { kind, article: Some(article.to_owned()), ..Region::default() };
        let none = PixelRect::default();
        let set = [("标题", none, 0), ("图中站着的人", none, 1), ("都是代表", none, 1), ("3", none, 2)];
        let regions = vec![region(RegionKind::Heading, "a"), region(RegionKind::Caption, "b"), region(RegionKind::PageNumber, "b")];
        let (_, signs, places) = read_page(&page(&set, regions));
        assert_eq!(places.iter().map(|place| place.heading).collect::<Vec<_>>(), [Some(true), Some(false), Some(false), Some(false)]);
        assert_eq!(places.iter().map(|place| place.article).collect::<Vec<_>>(), [Some(0), Some(1), Some(1), Some(1)]);
        assert_eq!(
            signs.iter().map(|signs| (signs.caption_start, signs.caption_end)).collect::<Vec<_>>()[1..3],
            [(true, false), (false, true)]
        );
        assert_eq!(signs[3].known, Some(KnownLine::Furniture));
    }
}
