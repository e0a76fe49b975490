//! The raw text beside the draft: lines as the OCR gave them, with their numbers, tinted by article.

use std::sync::Arc;

use eframe::egui::{self, Align2, Id, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::open::line_index::LineIndex;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::edition::raw_lines::LineSpan;
use crate::edition::{Edition, Shelf};
use crate::page::{Page, PageIndex, RawLine, RawOffset, is_blank};

/// The width of the line numbers, in points.
const NUMBERS: f32 = 44.0;
/// Where the text begins, in points from the left edge.
const TEXT: f32 = 62.0;

/// One row: a line that has text, or a page's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RawRow {
    Label(PageIndex),
    Line(PageIndex, usize),
}

/// The state of the raw pane.
#[derive(Default)]
pub struct RawPane {
    rows: Vec<RawRow>,
    /// The pages the rows are of.
    of: Vec<Arc<Page>>,
    /// How far it is scrolled, in points.
    offset: f32,
    /// How far its lines are scrolled sideways, in points.
    across: f32,
    /// The width of the widest line that is shown, in points.
    widest: f32,
    viewport: Option<Rect>,
    scrolled: bool,
}

impl RawPane {
    fn update(&mut self, edition: &Edition) {
        let same = self.of.len() == edition.pages().len() && self.of.iter().zip(edition.pages()).all(|(a, b)| Arc::ptr_eq(a, b));
        if same {
            return;
        }
        self.of = edition.pages().to_vec();
        self.offset = 0.0;
        self.across = 0.0;
        self.rows.clear();
        for (index, page) in edition.pages().iter().enumerate() {
            let index = PageIndex(index as u32);
            if edition.pages().len() > 1 {
                self.rows.push(RawRow::Label(index));
            }
            let solid = page.lines().filter(|line| !line.text.chars().all(is_blank));
            self.rows.extend(solid.map(|line| RawRow::Line(index, line.number)));
        }
    }

    /// The row of a line, or of the first line with text after it.
    fn row_of(&self, page: PageIndex, line: usize) -> usize {
        self.rows.partition_point(|row| match row {
            RawRow::Label(one) => *one <= page,
            RawRow::Line(one, number) => (*one, *number) < (page, line),
        })
    }

    /// The top and bottom of lines on the screen; they may lie outside of what is shown.
    pub fn on_screen(&self, span: &LineSpan) -> Option<(f32, f32)> {
        let viewport = self.viewport?;
        let y = |row: usize| viewport.top() + row as f32 * size::RAW_ROW - self.offset;
        Some((y(self.row_of(span.page, *span.lines.start())), y(self.row_of(span.page, *span.lines.end()) + 1)))
    }

    /// Scrolls a character's line into view, if it is out of it.
    pub fn reveal(&mut self, page: PageIndex, at: RawOffset) {
        let (Some(viewport), Some(line)) = (self.viewport, self.of.get(page.position()).map(|page| page.line_of(at))) else { return };
        let top = self.row_of(page, line) as f32 * size::RAW_ROW;
        if top < self.offset || top + size::RAW_ROW > self.offset + viewport.height() {
            self.align(page, line, viewport.top() + viewport.height() / 3.0);
        }
    }

    /// What is shown.
    pub fn viewport(&self) -> Option<Rect> {
        self.viewport
    }

    /// Notes that the pane is not drawn.
    pub fn hide(&mut self) {
        self.viewport = None;
        self.scrolled = false;
    }

    /// Whether the editor scrolled it in this frame, so that the draft should follow.
    pub fn was_scrolled(&self) -> bool {
        self.scrolled
    }

    /// Scrolls so that a line stands at this height of the screen.
    pub fn align(&mut self, page: PageIndex, line: usize, y: f32) {
        let Some(viewport) = self.viewport else { return };
        self.offset = self.limit(self.row_of(page, line) as f32 * size::RAW_ROW - (y - viewport.top()));
    }

    /// The first character of the line in the middle of what is shown.
    pub fn middle(&self) -> Option<(PageIndex, RawOffset)> {
        let viewport = self.viewport?;
        let row = ((self.offset + viewport.height() / 3.0) / size::RAW_ROW) as usize;
        let (page, number) = self
            .rows
            .get(row..)?
            .iter()
            .find_map(|row| if let RawRow::Line(page, number) = row { Some((*page, *number)) } else { None })?;
        let line = self.of.get(page.position())?.line(number)?;
        Some((page, line.range.start))
    }

    fn limit(&self, offset: f32) -> f32 {
        let height = self.viewport.map_or(0.0, |viewport| viewport.height());
        offset.clamp(0.0, (self.rows.len() as f32 * size::RAW_ROW + space::XL - height).max(0.0))
    }

    /// Draws the pane.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, index: &LineIndex, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        self.update(document.edition());
        let viewport = ui.available_rect_before_wrap();
        self.viewport = Some(viewport);
        let response = ui.interact(viewport, Id::unique("raw"), Sense::click());
        let label = view.text("pane-raw");
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, &label));
        self.scroll(ui, &response);
        let current = document.current_block().and_then(|(_, block)| index.block(block.id()));
        let spans = current.map(|sources| sources.spans.clone()).unwrap_or_default();
        let painter = ui.painter().with_clip_rect(viewport);
        let text = painter.with_clip_rect(viewport.with_min_x(viewport.left() + TEXT - 2.0));
        let mut widest = 0.0_f32;
        let first = (self.offset / size::RAW_ROW) as usize;
        for (number, row) in self.rows.iter().enumerate().skip(first).take((viewport.height() / size::RAW_ROW) as usize + 2) {
            let top = viewport.top() + number as f32 * size::RAW_ROW - self.offset;
            let rect = Rect::from_min_size(pos2(viewport.left(), top.round()), vec2(viewport.width(), size::RAW_ROW));
            match row {
                RawRow::Label(page) => label_row(view, &painter, rect, *page),
                RawRow::Line(page, line) => {
                    let wide = line_row(view, (&painter, &text), (rect, self.across), index, (*page, *line), &spans);
                    widest = widest.max(wide);
                }
            }
        }
        self.widest = widest;
        self.show_cut_line(&response, view);
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked()) {
            commands.extend(self.clicked(ui, view, at));
            response.request_focus();
        }
        if response.has_focus() {
            self.keys(ui, view, index, commands);
            painter.rect_stroke(viewport.shrink(1.0), 2, Stroke::new(1.0, view.theme.ink_3), egui::StrokeKind::Inside);
        }
    }

    fn scroll(&mut self, ui: &Ui, response: &egui::Response) {
        let wheel = if response.contains_pointer() { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 };
        self.scrolled = wheel != 0.0;
        self.offset = self.limit(self.offset - wheel);
        let aside = if response.contains_pointer() { ui.input(|input| input.smooth_scroll_delta().x) } else { 0.0 };
        self.go_across(-aside);
    }

    fn go_across(&mut self, by: f32) {
        let width = self.viewport.map_or(0.0, |viewport| viewport.width());
        self.across = (self.across + by).clamp(0.0, (self.widest + TEXT + space::L - width).max(0.0));
    }

    /// A line that is wider than the pane is shown whole while the pointer is on it.
    fn show_cut_line(&self, response: &egui::Response, view: &View<'_>) {
        let (Some(viewport), Some(at)) = (self.viewport, response.hover_pos()) else { return };
        if self.widest + TEXT <= viewport.width() {
            return;
        }
        if let Some((_, line)) = self.line_at(viewport, at) {
            let text = egui::RichText::new(shown_text(line.text)).font(theme::chinese(size::TITLE)).color(view.theme.ink);
            response.clone().on_hover_text_at_pointer(text);
        }
    }

    /// The line at a place on the screen.
    fn line_at(&self, viewport: Rect, at: egui::Pos2) -> Option<(PageIndex, RawLine<'_>)> {
        let row = ((at.y - viewport.top() + self.offset) / size::RAW_ROW) as usize;
        let RawRow::Line(page, number) = *self.rows.get(row)? else { return None };
        Some((page, self.of.get(page.position())?.line(number)?))
    }

    /// A click goes to the text that stands for the character under the pointer.
    fn clicked(&self, ui: &Ui, view: &View<'_>, at: egui::Pos2) -> Option<EditionCommand> {
        let viewport = self.viewport?;
        let (page, line) = self.line_at(viewport, at)?;
        let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_no_wrap(shown_text(line.text), theme::chinese(size::TITLE), view.theme.ink));
        let x = at.x - viewport.left() - TEXT + self.across;
        let column = galley.cursor_from_pos(vec2(x, 1.0)).index.0;
        let lead = line.text.chars().take_while(|c| is_blank(*c)).count();
        let at = RawOffset(line.range.start.0 + ((lead + column).min(line.range.len().saturating_sub(1))) as u32);
        Some(EditionCommand::GoToRaw(page, at))
    }

    /// Up and down go from line to line, and the draft goes along.
    fn keys(&mut self, ui: &Ui, view: &View<'_>, index: &LineIndex, commands: &mut Commands) {
        let (step, aside) = ui.input_mut(|input| {
            let mut way = |more, less| {
                let mut pressed = |key| i64::from(input.consume_key(egui::Modifiers::NONE, key));
                pressed(more) - pressed(less)
            };
            (way(egui::Key::ArrowDown, egui::Key::ArrowUp), way(egui::Key::ArrowRight, egui::Key::ArrowLeft))
        });
        self.go_across(aside as f32 * size::TITLE * 4.0);
        ui.memory_mut(|memory| {
            let filter = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
            memory.set_focus_lock_filter(Id::unique("raw"), filter);
        });
        let Some(sources) = view.document.and_then(|document| document.current_block()).and_then(|(_, block)| index.block(block.id()))
        else {
            return;
        };
        let Some(span) = sources.spans.first().filter(|_| step != 0) else { return };
        let row = if step > 0 {
            self.row_of(span.page, *span.lines.end()) + 1
        } else {
            self.row_of(span.page, *span.lines.start()).saturating_sub(1)
        };
        if let Some(RawRow::Line(page, number)) = self.rows.get(row)
            && let Some(line) = self.of.get(page.position()).and_then(|page| page.line(*number))
        {
            commands.push(EditionCommand::GoToRaw(*page, line.range.start));
        }
    }
}

/// A line as it is shown: without the blanks before it, and with a mark for what has no shape.
fn shown_text(text: &str) -> String {
    text.trim_start_matches(is_blank).chars().map(|c| if c.is_control() { '␀' } else { c }).collect()
}

fn label_row(view: &View<'_>, painter: &egui::Painter, rect: Rect, page: PageIndex) {
    let label =
        view.document.and_then(|document| document.edition().masthead().page_labels.get(page.position()).cloned()).unwrap_or_default();
    painter.text(rect.left_center() + vec2(TEXT, 0.0), Align2::LEFT_CENTER, label, theme::chinese_strong(size::SMALL), view.theme.ink_3);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, view.theme.hairline));
}

/// Draws a line, its text `across` points to the left; gives back how wide the text is.
fn line_row(
    view: &View<'_>,
    (painter, text_painter): (&egui::Painter, &egui::Painter),
    (rect, across): (Rect, f32),
    index: &LineIndex,
    at: (PageIndex, usize),
    current: &[LineSpan],
) -> f32 {
    let Some(line) = view.document.and_then(|document| document.edition().page(at.0)).and_then(|page| page.line(at.1)) else { return 0.0 };
    let sources = index.line(at.0, at.1);
    let is_current = current.iter().any(|span| span.page == at.0 && span.lines.contains(&at.1));
    if is_current {
        painter.rect_filled(rect, 0, view.theme.highlight);
    }
    let aside = sources.is_none_or(|sources| !matches!(sources.shelf, Shelf::Article(_)));
    if let Some(article) = sources.and_then(|sources| sources.article) {
        let bar = Rect::from_min_max(pos2(rect.left() + NUMBERS + 6.0, rect.top()), pos2(rect.left() + NUMBERS + 9.0, rect.bottom()));
        painter.rect_filled(bar, 0, view.theme.tint(article));
    }
    let moved = rect.translate(vec2(-across, 0.0));
    doubts(view, text_painter, moved, at.0, &line);
    raw_matches(view, text_painter, moved, at.0, &line);
    let color = if aside { view.theme.ink_3 } else { view.theme.ink };
    let number = theme::text(size::TINY);
    painter.text(rect.left_center() + vec2(NUMBERS, 0.0), Align2::RIGHT_CENTER, at.1.to_string(), number, view.theme.ink_3);
    let at = moved.left_center() + vec2(TEXT, 0.0);
    text_painter.text(at, Align2::LEFT_CENTER, shown_text(line.text), theme::chinese(size::TITLE), color).width()
}

/// Where the characters of a line stand on the screen: the left edge of each by its place on the page.
fn columns(view: &View<'_>, painter: &egui::Painter, rect: Rect, line: &RawLine<'_>) -> impl Fn(u32) -> f32 + use<> {
    let galley = painter.layout_no_wrap(shown_text(line.text), theme::chinese(size::TITLE), view.theme.ink);
    let lead = line.text.chars().take_while(|c| is_blank(*c)).count();
    let (start, left) = (line.range.start.0, rect.left() + TEXT);
    move |at: u32| {
        let column = (at.saturating_sub(start) as usize).saturating_sub(lead);
        left + galley.rows.first().map_or(0.0, |row| row.row.x_offset(column.into()))
    }
}

/// Shades behind the text what the OCR was not sure of, the less sure the darker.
fn doubts(view: &View<'_>, painter: &egui::Painter, rect: Rect, page: PageIndex, line: &RawLine<'_>) {
    let page = view.document.and_then(|document| document.edition().page(page)).filter(|_| view.settings.show_certainty);
    let Some(layout) = page.and_then(|page| page.layout()) else { return };
    let x = columns(view, painter, rect, line);
    let of_glyphs = layout.glyphs_in(line.range).iter();
    let of_words = layout.words_in(line.range).iter().filter(|word| layout.glyphs_in(word.range).is_empty());
    for reading in of_glyphs.chain(of_words) {
        let Some(shade) = reading.certainty.and_then(|certainty| view.theme.doubt(certainty.as_percent())) else { continue };
        let mark = Rect::from_x_y_ranges(x(reading.range.start.0)..=x(reading.range.end.0), rect.top() + 1.0..=rect.bottom() - 1.0);
        painter.rect_filled(mark, 2, shade);
    }
}

/// Matches of what is looked for, behind the line's text.
fn raw_matches(view: &View<'_>, painter: &egui::Painter, rect: Rect, page: PageIndex, line: &RawLine<'_>) {
    let Some(found) = view.found.as_ref().map(|found| found.in_range(page, line.range)).filter(|found| !found.is_empty()) else { return };
    let x = columns(view, painter, rect, line);
    for (_, range) in found {
        let (left, right) = (x(range.start.0), x(range.end.0).max(x(range.start.0) + 2.0));
        let mark = Rect::from_x_y_ranges(left..=right, rect.top() + 2.0..=rect.bottom() - 2.0);
        painter.rect(mark, 2, view.theme.selection, Stroke::new(1.0, view.theme.ink_3), egui::StrokeKind::Inside);
    }
}
