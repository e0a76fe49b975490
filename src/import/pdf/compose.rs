//! What a page draws, composed to text: headlines and paragraphs in reading order.

use std::collections::HashMap;

use hayro::kurbo::Rect;

use super::direction::{Direction, directions};
use super::frame::{Frame, PageView, around, median};
use super::glyphs::{Drawn, Glyph};
use super::lines::lines;
use super::matter::{Furniture, PageItem, PdfRegion};
use super::order::in_order;
use super::paragraphs::{PdfBlock, blocks};

/// Glyphs turned like so many of a hundred are how the page is to be held.
const TURNED_ALIKE: usize = 60;
/// A rule is longer than this, in ems of the text.
const RULE: f64 = 6.0;
/// Rules that are sides of one box meet within this, in points.
const MEETS: f64 = 4.0;
/// The most rules that are tried as sides of boxes.
const MOST_SIDES: usize = 160;
/// Lines of the other direction that stand nearer than this are of one block, in ems of their own.
const NEAR: f64 = 1.1;

/// The headlines and paragraphs of a page in reading order, of glyphs by their places in `drawn`. The page is as wide and high as said,
/// in points.
pub fn compose(drawn: &Drawn, size: (f64, f64)) -> Vec<PdfBlock> {
    let turn = usual_turn(&drawn.glyphs);
    let upright = (turn != 0).then(|| turned_back(drawn, size, turn));
    let (drawn, width) = match &upright {
        Some((drawn, width)) => (drawn, *width),
        None => (drawn, size.0),
    };
    let (directions, most) = directions(&drawn.glyphs);
    let body = usual_size(&drawn.glyphs);
    let view = PageView { glyphs: &drawn.glyphs, frame: Frame { direction: most, width }, body };
    let of_direction = |wanted: Direction| -> Vec<usize> {
        directions.iter().enumerate().filter(|(_, direction)| **direction == wanted).map(|(index, _)| index).collect()
    };
    let mut items: Vec<PageItem> = lines(view, &of_direction(most)).into_iter().map(PageItem::of_line).collect();
    items.extend(blocks_of_others(drawn, view, &of_direction(most.other())));
    blocks(in_order(items, &furniture(drawn, view), view), view)
}

/// By how many quarters most glyphs are turned.
fn usual_turn(glyphs: &[Glyph]) -> u8 {
    let count = |turn: u8| glyphs.iter().filter(|glyph| glyph.turn == turn).count();
    (1..4).find(|turn| count(*turn) * 100 > glyphs.len() * TURNED_ALIKE).unwrap_or(0)
}

/// The page turned back so that its glyphs stand upright, and its width then.
fn turned_back(drawn: &Drawn, (width, height): (f64, f64), turn: u8) -> (Drawn, f64) {
    let back = |rect: Rect| match turn {
        1 => Rect::new(rect.y0, width - rect.x1, rect.y1, width - rect.x0),
        2 => Rect::new(width - rect.x1, height - rect.y1, width - rect.x0, height - rect.y0),
        _ => Rect::new(height - rect.y1, rect.x0, height - rect.y0, rect.x1),
    };
    let glyph = |glyph: &Glyph| Glyph { cell: back(glyph.cell), turn: (glyph.turn + 4 - turn) % 4, ..glyph.clone() };
    let turned = Drawn {
        glyphs: drawn.glyphs.iter().map(glyph).collect(),
        rules: drawn.rules.iter().copied().map(back).collect(),
        boxes: drawn.boxes.iter().copied().map(back).collect(),
        ..Drawn::default()
    };
    (turned, if turn == 2 { width } else { height })
}

/// The size that most of the text is set in, in points.
fn usual_size(glyphs: &[Glyph]) -> f64 {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for glyph in glyphs {
        *counts.entry((glyph.size * 4.0).round() as i64).or_default() += 1;
    }
    // Sizes of OCR vary: neighbours count together.
    let near = |size: i64| (size - 1..=size + 1).filter_map(|size| counts.get(&size)).sum::<usize>();
    let most = counts.keys().copied().max_by_key(|size| (near(*size), -size)).unwrap_or(40);
    let alike = glyphs.iter().map(|glyph| glyph.size).filter(|size| ((size * 4.0).round() as i64 - most).abs() <= 1);
    median(alike).unwrap_or(10.0)
}

/// What parts the page beside space, in the frame of its lines.
fn furniture(drawn: &Drawn, view: PageView<'_>) -> Furniture {
    let rules = drawn.rules.iter().map(|rule| view.frame.of_page(*rule)).filter(|rule| rule.width().max(rule.height()) > RULE * view.body);
    let (across, along): (Vec<Rect>, Vec<Rect>) = rules.partition(|rule| rule.width() > rule.height());
    let mut boxes: Vec<Rect> = drawn.boxes.iter().map(|frame| view.frame.of_page(*frame)).collect();
    boxes.extend(boxes_of_rules(&across, &along));
    boxes.sort_by(|a, b| b.area().total_cmp(&a.area()));
    boxes.dedup_by(|a, b| (a.x0 - b.x0).abs() + (a.y0 - b.y0).abs() + (a.x1 - b.x1).abs() + (a.y1 - b.y1).abs() < 4.0 * MEETS);
    Furniture { across, along, boxes }
}

/// The boxes whose four sides are rules.
fn boxes_of_rules(across: &[Rect], along: &[Rect]) -> Vec<Rect> {
    let mut boxes = Vec::new();
    let sides: Vec<&Rect> = across.iter().take(MOST_SIDES).collect();
    for (index, top) in sides.iter().enumerate() {
        for foot in sides.iter().skip(index + 1) {
            let (top, foot): (&Rect, &Rect) = if top.y0 <= foot.y0 { (top, foot) } else { (foot, top) };
            if (top.x0 - foot.x0).abs() > MEETS || (top.x1 - foot.x1).abs() > MEETS || foot.y0 - top.y1 < 2.0 * MEETS {
                continue;
            }
            let has_side = |at: f64| {
                let is_side = |rule: &&Rect| {
                    (rule.center().x - at).abs() < MEETS && (rule.y0 - top.y0).abs() < MEETS && (rule.y1 - foot.y1).abs() < MEETS
                };
                along.iter().take(MOST_SIDES).any(|rule| is_side(&rule))
            };
            if has_side(top.x0) && has_side(top.x1) {
                boxes.push(top.union(*foot));
            }
        }
    }
    boxes
}

/// Lines of the other direction, those that stand together as one block that is put in order by itself.
fn blocks_of_others(drawn: &Drawn, view: PageView<'_>, members: &[usize]) -> Vec<PageItem> {
    let other = view.turned();
    let mut left = lines(other, members);
    let furniture = furniture(drawn, other);
    let place = |line: &super::lines::PdfLine| around(line.glyphs.iter().map(|index| view.cell(*index)));
    let mut items = Vec::new();
    while let Some(first) = left.pop() {
        let mut reach = place(&first).inflate(NEAR * first.size, NEAR * first.size);
        let mut together = vec![first];
        loop {
            let (near, far): (Vec<_>, Vec<_>) = left.into_iter().partition(|line| reach.overlaps(place(line)));
            left = far;
            if near.is_empty() {
                break;
            }
            for line in near {
                reach = reach.union(place(&line).inflate(NEAR * line.size, NEAR * line.size));
                together.push(line);
            }
        }
        let rect = around(together.iter().map(place));
        let size = median(together.iter().map(|line| line.size)).unwrap_or(view.body);
        let regions: Vec<PdfRegion> = in_order(together.into_iter().map(PageItem::of_line).collect(), &furniture, other);
        items.push(PageItem::of_block(rect, size, regions));
    }
    items
}
