//! Raw lines set in rows: a line that is wider than the pane goes on in the next row, so that none is cut.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Context, Galley, Rect, pos2};

use crate::desktop::theme::{self, Theme, size};
use crate::language::class;
use crate::page::is_blank;

/// The sizes of text that lines may be set in, the usual one first.
const SIZES: [f32; 3] = [size::TITLE, size::BODY, size::SMALL];
/// How many more rows larger text may take, as a part of the fewest.
const MORE_ROWS: f32 = 0.1;

/// What lines are set by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct RawMeasure {
    /// The width of a row, in points.
    pub room: f32,
    /// The size of the text, in points.
    pub size: f32,
}

impl RawMeasure {
    /// The largest text in which the lines take hardly more rows than in smaller text: where a column is a little too narrow for them, each
    /// would go on in a second row for a character or two.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>, room: f32) -> RawMeasure {
        let widths: Vec<f32> = lines.map(ems).collect();
        let rows = |size: f32| widths.iter().map(|wide| (wide * size / room).ceil().max(1.0)).sum::<f32>();
        let fewest = rows(size::SMALL);
        let size = SIZES.into_iter().find(|size| rows(*size) <= fewest * (1.0 + MORE_ROWS)).unwrap_or(size::TITLE);
        RawMeasure { room, size }
    }
}

/// About how wide a line is, in ems.
fn ems(line: &str) -> f32 {
    line.trim_matches(is_blank).chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum()
}

/// A line set in rows.
pub(super) struct SetLine {
    /// The first character of each row, counted from the first that is shown, with the row.
    rows: Vec<(usize, Arc<Galley>)>,
    /// How many blanks before it are not shown.
    lead: usize,
}

impl SetLine {
    /// A line in rows.
    pub(super) fn of(ctx: &Context, theme: &Theme, text: &str, measure: RawMeasure) -> SetLine {
        let shown: Vec<char> = shown_text(text).chars().collect();
        let starts = row_starts(ctx, &shown, measure);
        let ends = starts.iter().copied().skip(1).chain([shown.len()]);
        let rows = starts.iter().copied().zip(ends).map(|(start, end)| {
            let row: String = shown.get(start..end).unwrap_or_default().iter().collect();
            (start, ctx.fonts_mut(|fonts| fonts.layout_no_wrap(row, theme::chinese(measure.size), theme.ink)))
        });
        SetLine { rows: rows.collect(), lead: text.chars().take_while(|c| is_blank(*c)).count() }
    }

    /// The rows from the first to the last.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Arc<Galley>> {
        self.rows.iter().map(|(_, galley)| galley)
    }

    /// The boxes round some characters of the line, counted with the blanks before it. `left` and `top` are where its text begins.
    pub(super) fn boxes(&self, characters: Range<usize>, left: f32, top: f32) -> Vec<Rect> {
        let (from, to) = (characters.start.saturating_sub(self.lead), characters.end.saturating_sub(self.lead));
        let mut boxes = Vec::new();
        for (number, (start, galley)) in self.rows.iter().enumerate() {
            let Some(row) = galley.rows.first() else { continue };
            let length = row.row.glyphs.len();
            let (a, b) = (from.clamp(*start, start + length), to.clamp(*start, start + length));
            if a < b || (from == to && a == from && (from < start + length || number + 1 == self.rows.len())) {
                let x = |at: usize| left + row.row.x_offset((at - start).into());
                let y = top + number as f32 * size::RAW_ROW;
                boxes.push(Rect::from_min_max(pos2(x(a), y), pos2(x(b), y + size::RAW_ROW)));
            }
        }
        boxes
    }

    /// The character under a point, measured from where the text begins; counted with the blanks before the line.
    pub(super) fn character_at(&self, x: f32, y: f32) -> usize {
        let row = ((y / size::RAW_ROW).max(0.0) as usize).min(self.rows.len().saturating_sub(1));
        self.rows.get(row).map_or(0, |(start, galley)| self.lead + start + galley.cursor_from_pos(eframe::egui::vec2(x, 1.0)).index.0)
    }
}

/// How many rows a line takes; `longest` is how many of its characters there can be at most.
pub(super) fn row_count(ctx: &Context, text: &str, longest: usize, measure: RawMeasure) -> usize {
    // No character is wider than an em.
    if longest as f32 * measure.size <= measure.room {
        return 1;
    }
    row_starts(ctx, &shown_text(text).chars().collect::<Vec<_>>(), measure).len()
}

/// Where rows of this width begin: anywhere between Chinese characters, at blanks between words as far as there are any.
fn row_starts(ctx: &Context, text: &[char], measure: RawMeasure) -> Vec<usize> {
    let RawMeasure { room, size } = measure;
    if text.len() as f32 * size <= room {
        return vec![0];
    }
    let font = theme::chinese(size);
    ctx.fonts_mut(|fonts| starts_by(text, room, |c| fonts.glyph_width(&font, c)))
}

fn starts_by(text: &[char], room: f32, mut width: impl FnMut(char) -> f32) -> Vec<usize> {
    let mut starts = vec![0];
    let (mut wide, mut start, mut after_blank) = (0.0, 0, 0);
    for (at, c) in text.iter().enumerate() {
        let own = width(*c);
        let is_word = c.is_ascii_graphic();
        if wide + own > room && at > start && !c.is_whitespace() {
            // A word goes to the next row whole, if it is not the whole row.
            let turn = match is_word && after_blank > start {
                true => after_blank,
                // No row begins with what closes a sentence or a quotation.
                false => text.get(start + 1..=at).unwrap_or_default().iter().rposition(|c| !closes(*c)).map_or(at, |back| start + 1 + back),
            };
            wide = text.get(turn..at).unwrap_or_default().iter().map(|c| width(*c)).sum();
            start = turn;
            starts.push(turn);
        }
        wide += own;
        if !is_word {
            after_blank = at + 1;
        }
    }
    starts
}

/// Whether a character ends what stands before it.
fn closes(c: char) -> bool {
    class::is_closing(c) || matches!(c, '。' | '，' | '、' | '；' | '：' | '！' | '？' | '．')
}

/// A line as it is shown: without the blanks before it, and with a mark for what has no shape.
fn shown_text(text: &str) -> String {
    text.trim_start_matches(is_blank).chars().map(|c| if c.is_control() { '␀' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, room: f32) -> Vec<String> {
        let text: Vec<char> = text.chars().collect();
        let starts = starts_by(&text, room, |c| if c.is_ascii() { 0.5 } else { 1.0 });
        let ends = starts.iter().copied().skip(1).chain([text.len()]);
        starts.iter().zip(ends).map(|(start, end)| text[*start..end].iter().collect()).collect()
    }

    #[test]
    fn text_is_as_large_as_it_can_be_without_many_more_rows() {
        let size = |length: usize, room: f32| {
            let (line, long) = ("字".repeat(length), "字".repeat(20));
            RawMeasure::of([line.as_str(); 19].into_iter().chain([long.as_str()]), room).size
        };
        assert_eq!(size(18, 18.0 * size::TITLE), size::TITLE);
        assert_eq!(size(18, 18.0 * size::TITLE - 1.0), size::BODY);
        assert_eq!(size(18, 18.0 * size::SMALL), size::SMALL);
        assert_eq!(size(55, 200.0), size::TITLE, "where all lines need as many rows, the text need not be small");
        assert_eq!(RawMeasure::of(std::iter::empty(), 200.0).size, size::TITLE);
    }

    #[test]
    fn chinese_goes_on_anywhere_and_words_stay_whole() {
        assert_eq!(rows("市水利局召开会议", 3.0), ["市水利", "局召开", "会议"]);
        assert_eq!(rows("the old mill stood", 4.0), ["the old ", "mill ", "stood"]);
        assert_eq!(rows("市水library开", 4.0), ["市水", "library", "开"]);
        assert_eq!(rows("unbroken", 2.0), ["unbr", "oken"]);
        assert_eq!(rows("", 2.0), [""]);
    }

    #[test]
    fn no_row_begins_with_what_closes() {
        assert_eq!(rows("市水利。局召", 3.0), ["市水", "利。局", "召"]);
        assert_eq!(rows("说“可以。”后来", 4.0), ["说“可", "以。”后", "来"]);
        assert_eq!(rows("。。。。", 2.0), ["。。", "。。"]);
    }
}
