//! Typesetting a chapter.

use std::sync::Arc;

use eframe::egui::text::{CCursor, LayoutJob, TextFormat};
use eframe::egui::{
    Align, Color32, CursorIcon, Frame, Galley, Label, Layout, Margin, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::markdown::{ChapterPart, StyledText, plain};
use crate::desktop::theme::{self, Face, Theme, radius, size, space};

/// Between two columns of a table, in points.
const GUTTER: f32 = space::L;

/// How text of one rank is set.
#[derive(Clone, Copy)]
struct RunLook {
    size: f32,
    face: Face,
    color: Color32,
}

/// Draws the parts of a chapter. Gives the key of the chapter whose link was followed.
pub fn ui(ui: &mut Ui, theme: &Theme, parts: &[ChapterPart]) -> Option<&'static str> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut followed = None;
    let text = RunLook { size: size::READING, face: theme::text, color: theme.ink };
    for (index, part) in parts.iter().enumerate() {
        ui.add_space(if index == 0 { 0.0 } else { space_above(part) });
        let to = match part {
            ChapterPart::Heading(level, words) => {
                let size = match level {
                    1 => size::HEADING,
                    2 => size::SECTION,
                    _ => size::READING,
                };
                set(ui, theme, words, RunLook { size, face: theme::strong, ..text }, (Role::Heading, ""))
            }
            ChapterPart::Paragraph(words) => set(ui, theme, words, text, (Role::Paragraph, "")),
            ChapterPart::Item(depth, mark, words) => item(ui, theme, (*depth, mark), words, text),
            ChapterPart::Table(rows) => table(ui, theme, rows),
            ChapterPart::Code(lines) => {
                code(ui, theme, lines);
                None
            }
        };
        followed = followed.or(to);
    }
    followed
}

fn space_above(part: &ChapterPart) -> f32 {
    match part {
        ChapterPart::Heading(..) => space::XL,
        ChapterPart::Paragraph(_) | ChapterPart::Table(_) | ChapterPart::Code(_) => space::M,
        ChapterPart::Item(..) => space::S,
    }
}

/// The text as rows of a width.
fn lay_out(ui: &Ui, theme: &Theme, text: &StyledText, look: RunLook, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let line = Some((look.size * size::READING_LEADING).round());
    for run in text {
        let mut format = TextFormat::simple((look.face)(look.size), look.color);
        format.line_height = line;
        format.italics = run.style.emphasis;
        if run.style.strong {
            format.font_id = theme::strong(look.size);
        }
        if run.style.code {
            format.font_id = theme::code(look.size - 1.0);
            format.background = theme.chip;
        }
        if run.link.is_some() {
            format.color = theme.accent;
            format.underline = Stroke::new(1.0, theme.accent);
        }
        job.append(&run.text, 0.0, format);
    }
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

/// Sets text in all the width there is. Gives the chapter whose link was followed.
fn set(ui: &mut Ui, theme: &Theme, text: &StyledText, look: RunLook, (role, mark): (Role, &str)) -> Option<&'static str> {
    let galley = lay_out(ui, theme, text, look, ui.available_width());
    let response = ui.add(Label::new(galley.clone()).selectable(true));
    let words = plain(text);
    let name = if mark.is_empty() { words } else { format!("{mark} {words}") };
    response.widget_info(|| WidgetInfo::labeled(role, true, &name));
    if !mark.is_empty() {
        let at = response.rect.left_top() - vec2(space::L, 0.0);
        let mut format = TextFormat::simple(theme::text(look.size), theme.ink_3);
        format.line_height = Some((look.size * size::READING_LEADING).round());
        let mark = ui.ctx().fonts_mut(|fonts| fonts.layout_job(LayoutJob::single_section(mark.to_owned(), format)));
        ui.painter().galley(at, mark, theme.ink_3);
    }
    links(ui, theme, text, &galley, &response)
}

/// Makes the links of a text that was drawn work, by mouse and keyboard.
fn links(ui: &Ui, theme: &Theme, text: &StyledText, galley: &Galley, drawn: &Response) -> Option<&'static str> {
    let mut followed = None;
    let mut from = 0;
    for (index, run) in text.iter().enumerate() {
        let to = from + run.text.chars().count();
        if let Some(key) = run.link {
            let is_followed = link(ui, theme, &run.text, &boxes(galley, drawn.rect.min, from, to), drawn.id.with(index));
            followed = followed.or(is_followed.then_some(key));
        }
        from = to;
    }
    followed
}

/// A link that may go on on the next row. The keyboard goes to its first row.
fn link(ui: &Ui, theme: &Theme, name: &str, boxes: &[Rect], id: eframe::egui::Id) -> bool {
    let mut is_followed = false;
    for (row, rect) in boxes.iter().enumerate() {
        let sense = if row == 0 { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(*rect, id.with(row), sense).on_hover_cursor(CursorIcon::PointingHand);
        if row == 0 {
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect.expand(2.0), f32::from(radius::FIELD), Stroke::new(1.5, theme.ink_2), StrokeKind::Outside);
        }
        is_followed |= response.clicked();
    }
    is_followed
}

/// Where the characters from one to another stand on the screen, a box for each row.
fn boxes(galley: &Galley, at: Pos2, from: usize, to: usize) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = Vec::new();
    for index in from..to {
        let before = galley.pos_from_cursor(CCursor { index: index.into(), prefer_next_row: true });
        let after = galley.pos_from_cursor(CCursor { index: (index + 1).into(), prefer_next_row: false });
        let character = before.union(after).translate(at.to_vec2());
        match boxes.last_mut() {
            Some(row) if row.top() == character.top() => *row = row.union(character),
            _ => boxes.push(character),
        }
    }
    boxes
}

/// An item of a list, its mark on its left.
fn item(ui: &mut Ui, theme: &Theme, (depth, mark): (usize, &str), text: &StyledText, look: RunLook) -> Option<&'static str> {
    let indent = depth as f32 * (space::L + space::XS);
    let rect = ui.available_rect_before_wrap();
    let rect = Rect::from_min_max(pos2(rect.left() + indent, rect.top()), rect.max);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)), |ui| {
        set(ui, theme, text, look, (Role::ListItem, mark))
    })
    .inner
}

fn code(ui: &mut Ui, theme: &Theme, lines: &str) {
    let frame = Frame::NONE.fill(theme.chip).corner_radius(radius::FIELD).inner_margin(Margin::symmetric(space::M as i8, space::S as i8));
    frame.show(ui, |ui| {
        ui.take_available_width();
        let mut format = TextFormat::simple(theme::code(size::SMALL), theme.ink);
        format.line_height = Some((size::SMALL * size::READING_LEADING).round());
        let mut job = LayoutJob::single_section(lines.to_owned(), format);
        job.wrap.max_width = ui.available_width();
        let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
        ui.add(Label::new(galley).selectable(true));
    });
}

/// A table as wide as there is room, with lines between its rows.
fn table(ui: &mut Ui, theme: &Theme, rows: &[Vec<StyledText>]) -> Option<&'static str> {
    let body = RunLook { size: size::BODY, face: theme::text, color: theme.ink };
    let head = RunLook { size: size::SMALL, face: theme::strong, color: theme.ink_2 };
    let widths = widths(ui, theme, rows, body);
    let (left, width) = (ui.cursor().left(), ui.available_width());
    let mut followed = None;
    for (index, row) in rows.iter().enumerate() {
        let top = ui.cursor().top();
        let mut x = left;
        let mut bottom = top;
        for (cell, width) in row.iter().zip(&widths) {
            let rect = Rect::from_min_size(pos2(x, top + space::XS), vec2(*width, f32::INFINITY));
            let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
            let look = if index == 0 { head } else { body };
            if !cell.is_empty() {
                followed = followed.or(set(&mut child, theme, cell, look, (Role::Cell, "")));
            }
            bottom = bottom.max(child.min_rect().bottom());
            x += width + GUTTER;
        }
        let line = bottom + space::XS;
        ui.allocate_rect(Rect::from_min_max(pos2(left, top), pos2(left + width, line)), Sense::hover());
        let stroke = Stroke::new(1.0, if index == 0 { theme.ink_3 } else { theme.hairline });
        ui.painter().hline(left..=left + width, line, stroke);
    }
    followed
}

/// How wide the columns are: what needs little gets it, and the others share the rest by how much they have.
fn widths(ui: &Ui, theme: &Theme, rows: &[Vec<StyledText>], look: RunLook) -> Vec<f32> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let wanted: Vec<f32> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| lay_out(ui, theme, cell, look, f32::INFINITY).size().x).fold(0.0, f32::max).ceil()
        })
        .collect();
    share(&wanted, ui.available_width() - GUTTER * columns.saturating_sub(1) as f32)
}

/// Shares out a width among columns that would have these.
fn share(wanted: &[f32], room: f32) -> Vec<f32> {
    let mut widths: Vec<Option<f32>> = vec![None; wanted.len()];
    loop {
        let left = room - widths.iter().flatten().sum::<f32>();
        let open = widths.iter().filter(|width| width.is_none()).count();
        let fair = left / open.max(1) as f32;
        let mut is_settled = true;
        for (width, wanted) in widths.iter_mut().zip(wanted) {
            if width.is_none() && *wanted <= fair {
                *width = Some(*wanted);
                is_settled = false;
            }
        }
        if is_settled {
            // Twice as much text is twice as wide at most, so that no column is too narrow for a word.
            let weight = |wanted: f32| wanted.min(2.0 * fair);
            let open = || widths.iter().zip(wanted).filter(|(width, _)| width.is_none());
            let weights: f32 = open().map(|(_, wanted)| weight(*wanted)).sum();
            return widths.iter().zip(wanted).map(|(width, wanted)| width.unwrap_or(left * weight(*wanted) / weights)).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn columns_share_the_room() {
        assert_eq!(share(&[50.0, 80.0], 400.0), [50.0, 80.0], "what fits has what it needs");
        let widths = share(&[60.0, 900.0, 300.0], 460.0);
        assert_eq!(widths[0], 60.0);
        assert!((widths.iter().sum::<f32>() - 460.0).abs() < 0.1);
        assert!(widths[1] > widths[2] && widths[2] > 100.0, "{widths:?}");
        assert_eq!(share(&[], 100.0), [0.0; 0]);
    }
}
