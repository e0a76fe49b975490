//! What a page says that was typeset by a program, and not read from an image: its sizes of type are exact, so its regions are known, and
//! were not guessed.

use std::collections::HashMap;

use super::evidence::PageEvidence;
use super::forest::Odds;
use super::lines::Line;
use super::place::LineLayout;
use super::states::{STATES, State};
use crate::page::{RegionKind, Source};

/// How much likelier a line is in a state, where the typesetting says so, as a logarithm.
const TELLS: f32 = 12.0;
/// At least this part of the text has one size, and every line has one that is known, but for this part.
const ONE_SIZE: f32 = 0.7;
const UNKNOWN: f32 = 0.05;
/// At least this part of the text stands in regions that are told to be paragraphs: of a single line nobody can tell. Where there is no
/// heading, as on a page of a document that a story goes on on, most of it does.
const IN_PARAGRAPHS: f32 = 0.15;
const IN_PARAGRAPHS_ALONE: f32 = 0.7;

/// What is added to each line's odds on a typeset page; nothing on others.
pub fn voice(evidence: &PageEvidence) -> Option<Vec<Odds>> {
    evidence.typeset.then(|| (0..evidence.lines.len()).map(|index| odds(evidence, index)).collect())
}

/// Whether the source knows the sizes of type, and tells headings from paragraphs where it has both.
pub fn is_typeset(source: &Source, lines: &[Line], places: &[LineLayout]) -> bool {
    let (mut text, mut unknown, mut paragraphs, mut headings) = (0, 0, 0, 0);
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    for (line, place) in lines.iter().zip(places) {
        let own = line.len();
        let (Some(size), Some(_)) = (place.type_size, place.region) else {
            unknown += own;
            continue;
        };
        match place.kind {
            Some(RegionKind::Heading) => headings += own,
            Some(kind @ (RegionKind::Paragraph | RegionKind::Text)) => {
                text += own;
                paragraphs += if kind == RegionKind::Paragraph { own } else { 0 };
                *sizes.entry(size as u32).or_default() += own;
            }
            _ => {}
        }
    }
    let usual = sizes.values().copied().max().unwrap_or_default();
    let share = |part: usize, of: usize| part as f32 / of.max(1) as f32;
    let least = if headings > 0 { IN_PARAGRAPHS } else { IN_PARAGRAPHS_ALONE };
    (headings > 0 || source.is_of_several())
        && share(usual, text) >= ONE_SIZE
        && share(paragraphs, text) >= least
        && share(unknown, text + unknown) <= UNKNOWN
}

/// What the typesetting says of a line for each state.
fn odds(evidence: &PageEvidence, index: usize) -> Odds {
    let mut odds = [0.0; STATES];
    let mut add = |state: State, value: f32| odds.get_mut(state as usize).into_iter().for_each(|own| *own += value);
    let place = evidence.place(index);
    let before = index.checked_sub(1).map(|before| evidence.place(before).region);
    let is_first = before != Some(place.region);
    match place.kind {
        Some(RegionKind::Heading) => add(State::Headline, TELLS),
        Some(RegionKind::Paragraph) => {
            add(State::Headline, -TELLS);
            add(State::Inside, if is_first { -TELLS } else { TELLS });
            add(State::Apart, if evidence.signs(index).known.is_none() { -TELLS } else { 0.0 });
        }
        // A line by itself may be anything but part of another block, and a headline where it is set larger.
        Some(RegionKind::Text) => {
            add(State::Inside, if is_first { -TELLS } else { 0.0 });
            add(State::Headline, if place.heading == Some(false) { -TELLS } else { 0.0 });
            // What stands between others is a subheading sooner than furniture.
            let is_between = index > 0 && index + 1 < evidence.lines.len() && evidence.signs(index).known.is_none();
            add(State::Apart, if is_between { -TELLS / 2.0 } else { 0.0 });
        }
        _ => {}
    }
    odds
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use crate::clean::clean;
    use crate::edition::Role;
    use crate::import::import_bytes;
    use crate::page::{
        Layout, LayoutParts, LineBox, Page, PixelRect, Pixels, RawOffset, RawRange, Region, RegionIndex, RegionKind, TypeSize,
    };
    use crate::style::HouseStyle;

    /// A page of long upright lines: each with its region, where it begins, its size, and how many characters it has.
    fn page() -> Page {
        let text = [
            ("清河渡口明年修桥", 0, 100, 170),
            ("县里昨天开会决定拨款三万元修清河渡口的桥两岸的乡亲听了都很高兴说是盼了几十年的事", 1, 140, 100),
            ("桥要能过大车明年开春动工", 1, 100, 100),
            ("关于学校，家长们选择自己动手", 2, 140, 100),
            ("小学添了三间教室家长们自己动手砌的墙县里只出了木料和瓦秋天开学时就能用上", 3, 140, 100),
            ("水库昨天开闸放水", 4, 100, 170),
            ("今年春天雨水少库里的水比去年这时候少了三成管水库的人说先放给下游的秧田用", 5, 140, 100),
            ("各村派人看渠轮着浇", 5, 100, 100),
        ];
        let raw = text.map(|(line, ..)| line).join("\n");
        let page = import_bytes(Path::new("p.txt"), raw.as_bytes(), None).expect("a page");
        let (heading, paragraph) = (RegionKind::Heading, RegionKind::Paragraph);
        let kinds = [heading, paragraph, RegionKind::Text, paragraph, heading, paragraph];
        let regions = kinds.map(|kind| Region { kind, ..Region::default() }).to_vec();
        let line = |(index, (text, region, top, size)): (usize, &(&str, u32, u32, u32))| {
            let right = 2000 - 60 * index as u32;
            let rect = PixelRect::new(right - size / 3, *top, right, top + text.chars().count() as u32 * size / 3);
            let range = page.line(index + 1).map_or(RawRange::new(RawOffset(0), RawOffset(0)), |line| line.range);
            LineBox {
                number: index + 1,
                range,
                region: Some(RegionIndex(*region)),
                outline: rect.into(),
                type_size: Some(TypeSize(*size)),
                ..LineBox::default()
            }
        };
        let lines = text.iter().enumerate().map(line).collect();
        let layout = Layout::new(LayoutParts { regions, lines, size: (Pixels(2100), Pixels(3000)), ..LayoutParts::default() });
        page.with_layout(layout)
    }

    #[test]
    fn paragraphs_and_headlines_are_those_that_were_typeset() {
        let edition = clean(&[Arc::new(page())], HouseStyle::standard());
        let roles: Vec<Vec<(Role, usize)>> = edition
            .articles()
            .iter()
            .map(|article| article.blocks().iter().map(|block| (block.role(), block.len().chars())).collect())
            .collect();
        let lengths: Vec<Vec<usize>> = roles.iter().map(|blocks| blocks.iter().map(|(_, length)| *length).collect()).collect();
        assert_eq!(lengths, [vec![8, 52, 14, 36], vec![8, 45]]);
        assert!(roles.iter().all(|blocks| blocks.first().is_some_and(|(role, _)| *role == Role::Headline)), "{roles:?}");
        assert!(edition.furniture().is_empty(), "a subheading is none");
    }
}
