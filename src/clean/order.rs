//! Which raw lines make up the lines of a page, and in which order these are read, where the source does not have them so.
//!
//! OCR programs sort lines by height, so that columns come interleaved; they list upright columns from left to right; they cut a printed
//! row into pieces, or a text into its characters. The source's own order is kept unless it is plainly none.

use super::columns::in_columns;
use crate::language::divided;
use crate::page::{Layout, Page, PixelRect, are_upright, is_blank};

/// The raw lines of each line, by number from 1, in reading order.
pub type LineOrder = Vec<Vec<usize>>;

/// The order of a page's lines; nothing where it is that of the raw text, a line each.
pub fn of(page: &Page) -> Option<LineOrder> {
    let solid = solid_lines(page);
    let single = solid.iter().filter(|number| is_single(page, **number)).count();
    // A text of single characters: a narrow column, or characters that were boxed one by one.
    let by_character = solid.len() >= FEWEST_CHARACTERS && single * 5 >= solid.len() * 4;
    match page.layout().map(|layout| boxes(layout, &solid)) {
        Some(boxes) if boxes.iter().flatten().count() * 10 >= boxes.len() * 9 && !boxes.is_empty() => {
            let boxes: Vec<PixelRect> = boxes.into_iter().map(Option::unwrap_or_default).collect();
            by_boxes(&solid, &boxes, by_character)
        }
        _ if by_character => Some(runs(page, &solid)),
        // Most pages have no line of one character.
        None if single > 0 => with_initials(page, &solid),
        _ => None,
    }
}

/// Large initials put together with the line that goes on with their word; nothing where there is none. Where lines have boxes, the
/// initial's reaches over several of them.
fn with_initials(page: &Page, solid: &[usize]) -> Option<LineOrder> {
    let begins = |number: usize, next: usize| {
        let (initial, after) = page.line(number).zip(page.line(next))?;
        let initial = initial.text.trim().chars().next().filter(|c| c.is_uppercase())?;
        let after: Vec<char> = after.text.trim().chars().take_while(|c| !is_blank(*c)).collect();
        Some(next == number + 1 && divided::begins(initial, &after))
    };
    let mut order: LineOrder = Vec::with_capacity(solid.len());
    for number in solid {
        let initial = order.last_mut().filter(|line| line.len() == 1 && line.iter().all(|last| is_single(page, *last)));
        match initial {
            Some(line) if line.first().is_some_and(|last| begins(*last, *number) == Some(true)) => line.push(*number),
            _ => order.push(vec![*number]),
        }
    }
    (order.len() < solid.len()).then_some(order)
}

/// How many lines of a character make a text of characters.
const FEWEST_CHARACTERS: usize = 8;
/// How many lines tell whether the source's order is one.
const FEWEST_LINES: usize = 4;
/// How far the pieces of a row may stand apart, in heights of the row.
const APART: u32 = 2;

fn solid_lines(page: &Page) -> Vec<usize> {
    page.lines().enumerate().filter(|(_, line)| !line.text.chars().all(is_blank)).map(|(at, _)| at + 1).collect()
}

fn is_single(page: &Page, number: usize) -> bool {
    page.line(number).is_some_and(|line| line.text.chars().filter(|c| !is_blank(*c)).take(2).count() == 1)
}

fn boxes(layout: &Layout, solid: &[usize]) -> Vec<Option<PixelRect>> {
    solid.iter().map(|number| layout.line(*number).map(|line| line.outline.rect).filter(|rect| !rect.is_empty())).collect()
}

/// Lines that follow each other without a blank one between, as one line each.
fn runs(page: &Page, solid: &[usize]) -> LineOrder {
    let mut order: LineOrder = Vec::new();
    for number in solid {
        match order.last_mut() {
            Some(run) if run.last().is_some_and(|last| last + 1 == *number) && is_single(page, *number) => run.push(*number),
            _ => order.push(vec![*number]),
        }
    }
    order
}

fn by_boxes(solid: &[usize], boxes: &[PixelRect], by_character: bool) -> Option<LineOrder> {
    let upright = !by_character && are_upright(boxes);
    let given: Vec<usize> = (0..boxes.len()).collect();
    let read = if by_character { rows(boxes) } else { in_columns(boxes, upright) };
    let sorted = boxes.len() >= FEWEST_LINES && is_no_order(boxes, &given, &read, upright);
    let order = if sorted || by_character { read } else { given };
    let rows = join_rows(boxes, &order, upright, by_character);
    if !sorted && rows.len() == solid.len() {
        return None;
    }
    let number = |at: usize| solid.get(at).copied();
    Some(rows.into_iter().map(|row| row.into_iter().filter_map(number).collect()).collect())
}

/// Characters by rows, each from left to right.
fn rows(boxes: &[PixelRect]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    let middle = |at: usize| boxes.get(at).map_or(0, |rect| rect.top.0 + rect.height().0 / 2);
    let left = |at: usize| boxes.get(at).map_or(0, |rect| rect.left.0);
    let height = boxes.iter().map(|rect| rect.height().0).max().unwrap_or(1).max(1);
    order.sort_by_key(|at| middle(*at));
    let mut row = 0;
    let mut keyed: Vec<(u32, u32, usize)> = Vec::with_capacity(order.len());
    let mut before = None;
    for at in order {
        if before.is_some_and(|before| middle(at) > before + height / 2) {
            row += 1;
        }
        before = Some(middle(at));
        keyed.push((row, left(at), at));
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(.., at)| at).collect()
}

/// How often an order steps from a line to one that stands beside it, in another column.
fn steps_aside(boxes: &[PixelRect], order: &[usize], upright: bool) -> usize {
    let pair = |pair: &[usize]| Some((*boxes.get(*pair.first()?)?, *boxes.get(*pair.last()?)?));
    let aside = |(a, b): (PixelRect, PixelRect)| {
        if upright { a.bottom <= b.top || b.bottom <= a.top } else { a.right <= b.left || b.right <= a.left }
    };
    order.windows(2).filter_map(pair).filter(|pair| aside(*pair)).count()
}

/// Whether the order given steps from column to column all the time, or goes through upright columns from left to right.
fn is_no_order(boxes: &[PixelRect], given: &[usize], read: &[usize], upright: bool) -> bool {
    let (aside, needed) = (steps_aside(boxes, given, upright), steps_aside(boxes, read, upright));
    if aside * 6 > boxes.len() && aside > 2 * needed + 2 {
        return true;
    }
    let rightwards = |pair: &[usize]| {
        let (a, b) = (boxes.get(*pair.first()?)?, boxes.get(*pair.last()?)?);
        (a.bottom > b.top && b.bottom > a.top).then_some(a.left < b.left)
    };
    let steps: Vec<bool> = given.windows(2).filter_map(rightwards).collect();
    upright && steps.len() >= 2 && steps.iter().filter(|right| **right).count() * 2 > steps.len()
}

/// Puts the pieces of a printed row together: they stand beside each other, closer than columns do.
fn join_rows(boxes: &[PixelRect], order: &[usize], upright: bool, by_character: bool) -> Vec<Vec<usize>> {
    let mut widths: Vec<u32> = boxes.iter().map(|rect| rect.width().0).collect();
    widths.sort_unstable();
    let column = widths.get(widths.len() * 3 / 4).copied().unwrap_or(0);
    let mut rows: Vec<(PixelRect, Vec<usize>)> = Vec::new();
    for &at in order {
        let Some(&rect) = boxes.get(at) else { continue };
        match rows.last_mut() {
            Some((row, members))
                if !upright && is_same_row(*row, rect) && (by_character || row.union(rect).width().0 * 10 <= column * 11) =>
            {
                *row = row.union(rect);
                members.push(at);
            }
            _ => rows.push((rect, vec![at])),
        }
    }
    rows.into_iter().map(|(_, members)| members).collect()
}

fn is_same_row(row: PixelRect, next: PixelRect) -> bool {
    let height = row.height().min(next.height()).0;
    let shared = row.bottom.min(next.bottom).0.saturating_sub(row.top.max(next.top).0);
    let apart = next.left.0.saturating_sub(row.right.0);
    let follows = next.left.0 + height / 2 >= row.right.0;
    follows && shared * 5 > height * 3 && apart < APART * height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Encoding, LayoutParts, LineBox, Source};

    /// A page of these lines with their rectangles: left, top, width, height.
    fn page(set: &[(&str, [u32; 4])]) -> Page {
        let text = set.iter().map(|(text, _)| *text).collect::<Vec<_>>().join("\n");
        let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let page = Page::new(source, &text);
        let line = |(at, (_, [left, top, width, height])): (usize, &(&str, [u32; 4]))| {
            let rect = PixelRect::new(*left, *top, left + width, top + height);
            let range = page.line(at + 1).map(|line| line.range).unwrap_or_default();
            LineBox { number: at + 1, range, outline: rect.into(), ..LineBox::default() }
        };
        let lines = set.iter().enumerate().map(line).collect();
        page.clone().with_layout(Layout::new(LayoutParts { lines, ..LayoutParts::default() }))
    }

    #[test]
    fn columns_that_come_interleaved_are_read_one_after_the_other() {
        let rows: Vec<(&str, [u32; 4])> =
            (0..6).flat_map(|row| [("左栏的一行字", [0, 40 * row, 200, 30]), ("右栏的一行字", [240, 40 * row + 5, 200, 30])]).collect();
        assert_eq!(of(&page(&rows)).map(|order| order.concat()), Some(vec![1, 3, 5, 7, 9, 11, 2, 4, 6, 8, 10, 12]));
        let mut columns = rows.clone();
        columns.sort_by_key(|(_, [left, ..])| *left);
        assert_eq!(of(&page(&columns)), None, "an order that is one is kept");
    }

    #[test]
    fn upright_columns_are_read_from_right_to_left() {
        let columns: Vec<(&str, [u32; 4])> = (0..5).map(|at| ("豎排的一行", [60 * at, 0, 30, 200])).collect();
        assert_eq!(of(&page(&columns)).map(|order| order.concat()), Some(vec![5, 4, 3, 2, 1]));
    }

    #[test]
    fn pieces_of_a_row_and_characters_are_put_together() {
        let mut rows: Vec<(&str, [u32; 4])> = (0..6).map(|row| ("一行十个字的正文在这", [0, 40 * row, 300, 30])).collect();
        rows.splice(2..3, [("一行五个字", [0, 80, 140, 30]), ("的后一半在", [150, 82, 150, 30])]);
        assert_eq!(of(&page(&rows)).map(|order| order[2].clone()), Some(vec![3, 4]));
        let characters: Vec<(&str, [u32; 4])> = (0..12).map(|at| ("字", [at % 4 * 32, at / 4 * 50, 30, 30])).collect();
        assert_eq!(of(&page(&characters)), Some(vec![vec![1, 2, 3, 4], vec![5, 6, 7, 8], vec![9, 10, 11, 12]]));
    }

    #[test]
    fn a_column_of_single_characters_is_a_line() {
        let source = Source { file: String::new(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let page = Page::new(source, "本\n報\n訊\n清\n河\n\n縣\n立\n第\n一\n");
        assert_eq!(of(&page), Some(vec![vec![1, 2, 3, 4, 5], vec![7, 8, 9, 10]]));
    }
}
