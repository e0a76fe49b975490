//! Where rows end, and marks that close up. egui lets no row begin with closing punctuation, but lets rows end with what opens: a
//! quotation mark, a bracket. In Chinese both are forbidden (避头尾). Where marks stand beside each other, the white between them counts
//! once (标点挤压).

use std::sync::Arc;

use eframe::egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat};
use eframe::egui::{Context, Galley};

use crate::language::class;

/// How often a block is set anew to bring what opens to the next row, at most.
const TURNS: usize = 24;
/// Blocks of more bytes are set once: setting them is slow, and they are no paragraphs.
const LONG: usize = 16_000;

/// How much a mark comes nearer to the one before it, in ems: half of a mark's em is white (Requirements for Chinese Text Layout, 3.1.6).
const CLOSED_UP: f32 = 0.5;

/// Sets text in rows of this width, in points; the first is indented. No row ends with what opens a quotation or brackets.
pub(in crate::desktop) fn set(ctx: &Context, parts: &[(&str, TextFormat)], indent: f32, width: f32) -> Arc<Galley> {
    let text: String = parts.iter().map(|(text, _)| *text).collect();
    let set = |turned: &[usize]| ctx.fonts_mut(|fonts| fonts.layout_job(job(parts, indent, width, turned)));
    let mut turned: Vec<usize> = Vec::new();
    let mut galley = set(&turned);
    if text.len() > LONG {
        return galley;
    }
    for _ in 0..TURNS {
        let after = turned.last().copied().unwrap_or(0);
        let Some(opening) = opening_at_end(&galley, &text).filter(|byte| *byte > after) else { break };
        let with = |turned: &[usize], byte: usize| turned.iter().copied().chain([byte]).collect::<Vec<_>>();
        let mut wanted = with(&turned, opening);
        galley = set(&wanted);
        // Where egui ends no row before the mark, the row begins with what it must not be parted from.
        let start = row_start(&galley, &text, opening);
        if start != opening {
            wanted = if start > after { with(&turned, start) } else { turned.clone() };
            galley = set(&wanted);
        }
        if wanted == turned {
            break;
        }
        turned = wanted;
    }
    galley
}

/// The job that sets the parts, and begins a row at each of these bytes: room is asked for before it that the row does not have.
fn job(parts: &[(&str, TextFormat)], indent: f32, width: f32, turned: &[usize]) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let closed = closed_up(parts);
    for (part, format) in parts.iter().filter(|(part, _)| !part.is_empty()) {
        let start = job.text.len();
        job.text.push_str(part);
        let end = job.text.len();
        let inner = turned.iter().chain(&closed).copied().filter(|byte| start < *byte && *byte < end);
        let mut edges: Vec<usize> = [start].into_iter().chain(inner).chain([end]).collect();
        edges.sort_unstable();
        edges.dedup();
        for edge in edges.windows(2).map(|edge| edge[0]..edge[1]) {
            let leading_space = match edge.start {
                0 => indent,
                byte if turned.contains(&byte) => width,
                byte if closed.binary_search(&byte).is_ok() => -CLOSED_UP * format.font_id.size,
                _ => 0.0,
            };
            let byte_range = ByteIndex(edge.start)..ByteIndex(edge.end);
            job.sections.push(LayoutSection { leading_space, byte_range, format: format.clone() });
        }
    }
    if job.sections.is_empty() {
        // An empty block is as high as a row.
        if let Some((_, format)) = parts.first() {
            job.append("", indent, format.clone());
        }
    }
    job
}

/// The bytes of the marks that close up with the one before them. Text without Chinese characters has none: its marks are narrow.
fn closed_up(parts: &[(&str, TextFormat)]) -> Vec<usize> {
    let mut closed = Vec::new();
    let (mut at, mut before, mut is_chinese) = (0, ' ', false);
    for c in parts.iter().flat_map(|(part, _)| part.chars()) {
        if has_white(before) && has_white(c) && (!class::is_opening(before) || class::is_opening(c)) {
            closed.push(at);
        }
        is_chinese |= class::is_han(c);
        at += c.len_utf8();
        before = c;
    }
    if is_chinese { closed } else { Vec::new() }
}

/// Whether half of a mark's em is white.
fn has_white(c: char) -> bool {
    class::is_squeezable(c) && c != '·'
}

/// The byte of the first mark that opens something and ends a row, where its row has other text as well.
fn opening_at_end(galley: &Galley, text: &str) -> Option<usize> {
    let mut ends = 0;
    for row in galley.rows.iter().take(galley.rows.len().saturating_sub(1)) {
        let glyphs = &row.row.glyphs;
        ends += row.char_count_including_newline().0;
        let opening = glyphs.iter().rev().take_while(|glyph| class::is_opening(glyph.chr)).count();
        if opening > 0 && opening < glyphs.len() {
            return text.char_indices().nth(ends - opening).map(|(byte, _)| byte);
        }
    }
    None
}

/// The byte at which the row begins that holds this byte.
fn row_start(galley: &Galley, text: &str, byte: usize) -> usize {
    let at = text.get(..byte).map_or(0, |before| before.chars().count());
    let mut start = 0;
    for row in &galley.rows {
        let end = start + row.char_count_including_newline().0;
        if at < end {
            break;
        }
        start = end;
    }
    text.char_indices().nth(start).map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::{fonts, theme};
    use eframe::egui::RawInput;

    /// The rows of a text, in a measure of this many ems.
    fn rows(text: &str, ems: f32) -> Vec<String> {
        let ctx = Context::default();
        fonts::install(&ctx, true);
        let mut rows = Vec::new();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let format = TextFormat { font_id: theme::serif(20.0), ..TextFormat::default() };
            let (head, tail) = text.split_at(text.char_indices().nth(3).map_or(0, |(byte, _)| byte));
            let parts = [(head, format.clone()), (tail, format)];
            let galley = set(ui.ctx(), &parts, 40.0, ems * 20.0 + 0.5);
            rows = galley.rows.iter().map(|row| row.row.glyphs.iter().map(|glyph| glyph.chr).collect()).collect();
        });
        output.textures_delta.clear();
        rows
    }

    #[test]
    fn marks_beside_each_other_close_up() {
        let closed = |text: &str| closed_up(&[(text, TextFormat::default())]);
        assert_eq!(closed("他说：“好。”她说"), [9, 18]);
        assert_eq!(closed("（《甲》），“乙”"), [3, 12, 15, 18]);
        assert_eq!(closed("甲“”乙·《丙"), [] as [usize; 0], "what opens and what closes have their white outside");
        assert_eq!(closed("“Yes!”, ‘no’"), [] as [usize; 0]);
        // An indent of two ems, six characters and three marks: ten ems.
        assert_eq!(rows("甲乙丙丁戊己”）。壬癸", 10.0), ["甲乙丙丁戊己”）。", "壬癸"]);
    }

    #[test]
    fn no_row_ends_with_what_opens() {
        assert_eq!(rows("甲乙丙丁戊己庚“辛”壬癸", 10.0), ["甲乙丙丁戊己庚", "“辛”壬癸"]);
        assert_eq!(
            rows("甲乙丙丁戊己（“庚辛”）壬癸（《甲》乙丙丁戊己庚（辛）", 10.0),
            ["甲乙丙丁戊己", "（“庚辛”）壬癸", "（《甲》乙丙丁戊己庚", "（辛）"]
        );
    }

    #[test]
    fn what_cannot_be_parted_from_a_mark_goes_with_it() {
        assert_eq!(rows("甲乙丙丁戊己言：“辛壬”癸甲乙丙丁戊己", 10.0), ["甲乙丙丁戊己", "言：“辛壬”癸甲乙丙", "丁戊己"]);
        assert_eq!(rows("甲乙丙丁戊己庚：“辛壬”癸甲乙丙丁：“戊己”", 10.0), ["甲乙丙丁戊己", "庚：“辛壬”癸甲乙丙", "丁：“戊己”"]);
    }

    #[test]
    fn marks_that_open_and_nothing_else_are_left_where_they_are() {
        let text = "（".repeat(40);
        assert_eq!(rows(&text, 10.0).concat(), text);
    }
}
