//! The raw text beside the draft: lines as the OCR gave them, with their numbers, tinted by article.

mod rows;

use std::sync::Arc;

use eframe::egui::{self, Align2, Context, Id, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::open::line_index::LineIndex;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::edition::Shelf;
use crate::edition::raw_lines::LineSpan;
use crate::page::{Page, PageIndex, RawLine, RawOffset, RawRange, is_blank};
use rows::{RawMeasure, SetLine, row_count};

/// Where the line numbers end, in points from the left edge; in a narrow window, and else.
const NUMBERS: (f32, f32) = (28.0, 44.0);
/// Where the text begins, in points from there.
const TEXT: f32 = 16.0;

/// A line that has text, or a page's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RawEntry {
    Label(PageIndex),
    Line(PageIndex, usize),
}

/// The state of the raw pane.
#[derive(Default)]
pub struct RawPane {
    entries: Vec<RawEntry>,
    /// How many rows stand above each entry, and above the end.
    above: Vec<usize>,
    measure: RawMeasure,
    /// The pages the entries are of.
    of: Vec<Arc<Page>>,
    /// How far it is scrolled, in points.
    offset: f32,
    viewport: Option<Rect>,
    scrolled: bool,
}

impl RawPane {
    fn update(&mut self, ctx: &Context, pages: &[Arc<Page>], room: f32) {
        let same = self.of.len() == pages.len() && self.of.iter().zip(pages).all(|(a, b)| Arc::ptr_eq(a, b));
        if same && self.measure.room == room {
            return;
        }
        if !same {
            self.of = pages.to_vec();
            self.offset = 0.0;
        }
        // What stands at the top stays there.
        let top = self.entry_at(self.offset);
        let past = self.offset - self.top(top);
        let has_text = |line: &RawLine<'_>| !line.text.chars().all(is_blank);
        let lines = pages.iter().flat_map(|page| page.lines().filter(has_text));
        self.measure = RawMeasure::of(lines.map(|line| line.text), room);
        self.entries.clear();
        self.above = vec![0];
        let mut rows = 0;
        for (index, page) in pages.iter().enumerate() {
            let index = PageIndex(index as u32);
            if pages.len() > 1 {
                self.entries.push(RawEntry::Label(index));
                rows += 1;
                self.above.push(rows);
            }
            for line in page.lines().filter(has_text) {
                self.entries.push(RawEntry::Line(index, line.number));
                rows += row_count(ctx, line.text, line.range.len(), self.measure);
                self.above.push(rows);
            }
        }
        self.offset = self.limit(self.top(top) + past);
    }

    /// The top of an entry from the top of the list, in points.
    fn top(&self, entry: usize) -> f32 {
        self.above.get(entry).or(self.above.last()).copied().unwrap_or(0) as f32 * size::RAW_ROW
    }

    /// The entry at this height of the list, in points.
    fn entry_at(&self, y: f32) -> usize {
        let row = (y / size::RAW_ROW).max(0.0) as usize;
        self.above.partition_point(|above| *above <= row).saturating_sub(1)
    }

    /// The entry of a line, or of the first line with text after it.
    fn entry_of(&self, page: PageIndex, line: usize) -> usize {
        self.entries.partition_point(|entry| match entry {
            RawEntry::Label(one) => *one <= page,
            RawEntry::Line(one, number) => (*one, *number) < (page, line),
        })
    }

    /// The top and bottom of lines on the screen; they may lie outside of what is shown.
    pub fn on_screen(&self, span: &LineSpan) -> Option<(f32, f32)> {
        let viewport = self.viewport?;
        let y = |entry: usize| viewport.top() + self.top(entry) - self.offset;
        Some((y(self.entry_of(span.page, *span.lines.start())), y(self.entry_of(span.page, *span.lines.end()) + 1)))
    }

    /// Scrolls a character's line into view, if it is out of it.
    pub fn reveal(&mut self, page: PageIndex, at: RawOffset) {
        let (Some(viewport), Some(line)) = (self.viewport, self.of.get(page.position()).map(|page| page.line_of(at))) else { return };
        let entry = self.entry_of(page, line);
        if self.top(entry) < self.offset || self.top(entry + 1) > self.offset + viewport.height() {
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
        self.offset = self.limit(self.top(self.entry_of(page, line)) - (y - viewport.top()));
    }

    /// The first character of the line in the middle of what is shown.
    pub fn middle(&self) -> Option<(PageIndex, RawOffset)> {
        let viewport = self.viewport?;
        let (page, number) = self
            .entries
            .get(self.entry_at(self.offset + viewport.height() / 3.0)..)?
            .iter()
            .find_map(|entry| if let RawEntry::Line(page, number) = entry { Some((*page, *number)) } else { None })?;
        let line = self.of.get(page.position())?.line(number)?;
        Some((page, line.range.start))
    }

    fn limit(&self, offset: f32) -> f32 {
        let height = self.viewport.map_or(0.0, |viewport| viewport.height());
        offset.clamp(0.0, (self.top(self.entries.len()) + space::XL - height).max(0.0))
    }

    /// Draws the pane.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, index: &LineIndex, commands: &mut Commands) {
        let Some(edition) = view.edition() else { return };
        let viewport = ui.available_rect_before_wrap();
        let numbers = if view.arrangement.is_narrow { NUMBERS.0 } else { NUMBERS.1 };
        let room = (viewport.width() - numbers - TEXT - space::XS).max(4.0 * size::TITLE);
        self.viewport = Some(viewport);
        self.update(ui.ctx(), edition.pages(), room);
        let response = ui.interact(viewport, Id::unique("raw"), Sense::click());
        let label = view.text("pane-raw");
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, &label));
        self.scroll(ui, &response);
        let current = view.document.and_then(|document| document.current_block()).and_then(|(_, block)| index.block(block.id()));
        let spans = current.map(|sources| sources.spans.clone()).unwrap_or_default();
        let painter = ui.painter().with_clip_rect(viewport);
        for entry in self.entry_at(self.offset)..self.entries.len() {
            let (top, bottom) = (self.top(entry) - self.offset, self.top(entry + 1) - self.offset);
            if top > viewport.height() {
                break;
            }
            let min = pos2(viewport.left(), (viewport.top() + top).round());
            let rect = Rect::from_min_size(min, vec2(viewport.width(), bottom - top));
            match self.entries.get(entry) {
                Some(RawEntry::Label(page)) => label_row(view, &painter, rect, numbers, *page),
                Some(RawEntry::Line(page, line)) => line_rows(view, &painter, (rect, numbers, self.measure), index, (*page, *line), &spans),
                None => {}
            }
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked() && view.document.is_some()) {
            commands.extend(self.clicked(ui, view, at, viewport.left() + numbers + TEXT));
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
    }

    /// A click goes to the text that stands for the character under the pointer; `text` is where the lines begin, from the left.
    fn clicked(&self, ui: &Ui, view: &View<'_>, at: Pos2, text: f32) -> Option<EditionCommand> {
        let viewport = self.viewport?;
        let y = at.y - viewport.top() + self.offset;
        let entry = self.entry_at(y);
        let RawEntry::Line(page, number) = *self.entries.get(entry)? else { return None };
        let line = self.of.get(page.position())?.line(number)?;
        let set = SetLine::of(ui.ctx(), view.theme, line.text, self.measure);
        let character = set.character_at(at.x - text, y - self.top(entry)).min(line.range.len().saturating_sub(1));
        Some(EditionCommand::GoToRaw(page, RawOffset(line.range.start.0 + character as u32)))
    }

    /// Up and down go from line to line, and the draft goes along.
    fn keys(&mut self, ui: &Ui, view: &View<'_>, index: &LineIndex, commands: &mut Commands) {
        let step = ui.input_mut(|input| {
            let mut pressed = |key| i64::from(input.consume_key(egui::Modifiers::NONE, key));
            pressed(egui::Key::ArrowDown) - pressed(egui::Key::ArrowUp)
        });
        ui.memory_mut(|memory| {
            let filter = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
            memory.set_focus_lock_filter(Id::unique("raw"), filter);
        });
        let Some(sources) = view.document.and_then(|document| document.current_block()).and_then(|(_, block)| index.block(block.id()))
        else {
            return;
        };
        let Some(span) = sources.spans.first().filter(|_| step != 0) else { return };
        let entry = if step > 0 {
            self.entry_of(span.page, *span.lines.end()) + 1
        } else {
            self.entry_of(span.page, *span.lines.start()).saturating_sub(1)
        };
        if let Some(RawEntry::Line(page, number)) = self.entries.get(entry)
            && let Some(line) = self.of.get(page.position()).and_then(|page| page.line(*number))
        {
            commands.push(EditionCommand::GoToRaw(*page, line.range.start));
        }
    }
}

fn label_row(view: &View<'_>, painter: &egui::Painter, rect: Rect, numbers: f32, page: PageIndex) {
    let label = view.edition().and_then(|edition| edition.masthead().page_labels.get(page.position()).cloned()).unwrap_or_default();
    let at = rect.left_center() + vec2(numbers + TEXT, 0.0);
    painter.text(at, Align2::LEFT_CENTER, label, theme::chinese_strong(size::SMALL), view.theme.ink_3);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, view.theme.hairline));
}

/// Draws a line: its number, the tint of its article, and its text in rows.
fn line_rows(
    view: &View<'_>,
    painter: &egui::Painter,
    (rect, numbers, measure): (Rect, f32, RawMeasure),
    index: &LineIndex,
    at: (PageIndex, usize),
    current: &[LineSpan],
) {
    let Some(line) = view.edition().and_then(|edition| edition.page(at.0)).and_then(|page| page.line(at.1)) else { return };
    let sources = index.line(at.0, at.1);
    let is_current = current.iter().any(|span| span.page == at.0 && span.lines.contains(&at.1));
    if is_current {
        painter.rect_filled(rect, 0, view.theme.highlight);
    }
    let aside = view.document.is_some() && sources.is_none_or(|sources| !matches!(sources.shelf, Shelf::Article(_)));
    if let Some(article) = sources.and_then(|sources| sources.article) {
        let left = rect.left() + numbers + 6.0;
        painter.rect_filled(Rect::from_x_y_ranges(left..=left + 3.0, rect.y_range()), 0, view.theme.tint(article));
    }
    let set = SetLine::of(painter.ctx(), view.theme, line.text, measure);
    let left = rect.left() + numbers + TEXT;
    let boxes = |range: RawRange| {
        let place = |offset: RawOffset| offset.0.saturating_sub(line.range.start.0) as usize;
        set.boxes(place(range.start)..place(range.end), left, rect.top())
    };
    doubts(view, painter, at.0, &line, &boxes);
    raw_matches(view, painter, at.0, &line, &boxes);
    let color = if aside { view.theme.ink_3 } else { view.theme.ink };
    let first = pos2(rect.left() + numbers, rect.top() + size::RAW_ROW / 2.0);
    painter.text(first, Align2::RIGHT_CENTER, at.1.to_string(), theme::text(size::TINY), view.theme.ink_3);
    for (row, galley) in set.rows().enumerate() {
        let top = rect.top() + row as f32 * size::RAW_ROW + (size::RAW_ROW - galley.size().y) / 2.0;
        painter.galley_with_override_text_color(pos2(left, top.round()), galley.clone(), color);
    }
}

/// Shades behind the text what the OCR was not sure of, the less sure the darker.
fn doubts(view: &View<'_>, painter: &egui::Painter, page: PageIndex, line: &RawLine<'_>, boxes: &impl Fn(RawRange) -> Vec<Rect>) {
    let page = view.edition().and_then(|edition| edition.page(page)).filter(|_| view.settings.show_certainty);
    let Some(layout) = page.and_then(|page| page.layout()) else { return };
    let of_glyphs = layout.glyphs_in(line.range).iter();
    let of_words = layout.words_in(line.range).iter().filter(|word| layout.glyphs_in(word.range).is_empty());
    for reading in of_glyphs.chain(of_words) {
        let Some(shade) = reading.certainty.and_then(|certainty| view.theme.doubt(certainty.as_percent())) else { continue };
        for mark in boxes(reading.range) {
            painter.rect_filled(mark.shrink2(vec2(0.0, 1.0)), 2, shade);
        }
    }
}

/// Matches of what is looked for, behind the line's text.
fn raw_matches(view: &View<'_>, painter: &egui::Painter, page: PageIndex, line: &RawLine<'_>, boxes: &impl Fn(RawRange) -> Vec<Rect>) {
    let Some(found) = view.found.as_ref().map(|found| found.in_range(page, line.range)).filter(|found| !found.is_empty()) else { return };
    for mark in found.iter().flat_map(|(_, range)| boxes(*range)) {
        let mark = mark.shrink2(vec2(0.0, 2.0)).with_max_x(mark.right().max(mark.left() + 2.0));
        painter.rect(mark, 2, view.theme.selection, Stroke::new(1.0, view.theme.ink_3), egui::StrokeKind::Inside);
    }
}
