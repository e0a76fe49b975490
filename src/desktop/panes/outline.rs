//! The outline: the articles in reading order, then the furniture and what is set aside.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{
    self, Align2, CornerRadius, Event, EventFilter, Galley, Key, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use crate::desktop::app::pane_title;
use crate::desktop::command::Command;
use crate::desktop::document::Document;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{Pane, View};
use crate::desktop::widgets;
use crate::edition::{Article, ArticleId, Block, Place, Role as BlockRole, Shelf, Status, TextOffset};
use crate::language::pinyin::is_meant;

/// The height of the rows for furniture and matter set aside, in points.
const SHELF: f32 = 38.0;
/// What is typed within this many seconds is one search.
const TYPING: f64 = 1.0;

/// The state of the outline.
#[derive(Default)]
pub struct OutlinePane {
    typed: String,
    typed_at: f64,
    /// The height of each article's row, with the article and the width it was worked out for.
    heights: HashMap<ArticleId, (Arc<Article>, f32, f32)>,
    /// The article that was current in the last frame, so that it is brought into view when it changes.
    shown: Option<usize>,
}

impl OutlinePane {
    /// Draws the outline.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, commands: &mut Vec<Command>) {
        let Some(document) = view.document else { return };
        pane_title(ui, view, "pane-outline", space::L);
        ui.spacing_mut().item_spacing.y = 0.0;
        let whole = ui.available_rect_before_wrap();
        let list = Rect::from_min_max(whole.min, pos2(whole.right(), whole.bottom() - 2.0 * SHELF));
        let focus = ui.interact(list, Pane::Outline.id(), Sense::focusable_noninteractive());
        let label = view.text("pane-outline");
        focus.widget_info(|| WidgetInfo::labeled(Role::List, true, &label));
        if focus.has_focus() {
            self.keys(ui, document, commands);
        }
        let current = document.current_article().map(|(position, _)| position);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(list));
        if document.edition().articles().is_empty() {
            widgets::label(&mut child, view, "outline-empty");
        }
        let width = text_width(list.width());
        let tops = self.tops(&child, view, document, width);
        egui::ScrollArea::vertical().auto_shrink(false).show_viewport(&mut child, |ui, shown| {
            let top = ui.min_rect().top();
            ui.set_height(tops.last().copied().unwrap_or(0.0));
            let place = |position: usize| {
                let (from, to) = (tops.get(position).copied().unwrap_or(0.0), tops.get(position + 1).copied().unwrap_or(0.0));
                Rect::from_min_max(pos2(list.left(), top + from), pos2(list.right(), top + to))
            };
            let first = tops.partition_point(|top| *top <= shown.top()).saturating_sub(1);
            for (position, article) in document.edition().articles().iter().enumerate().skip(first) {
                if tops.get(position).is_none_or(|top| *top > shown.bottom()) {
                    break;
                }
                self.article(ui, view, document, (position, article, place(position)), current, commands);
            }
            if let Some(position) = current.filter(|_| self.shown != current) {
                ui.scroll_to_rect(place(position), None);
            }
        });
        self.shown = current;
        if focus.has_focus() {
            ui.painter().rect_stroke(list.shrink(1.0), CornerRadius::same(2), Stroke::new(1.0, view.theme.ink_3), StrokeKind::Inside);
        }
        let shelves = Rect::from_min_max(pos2(whole.left(), list.bottom()), whole.max);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(shelves));
        child.spacing_mut().item_spacing.y = 0.0;
        let (furniture, aside) = (document.edition().furniture(), document.edition().set_aside());
        for (shelf, key, blocks) in [(Shelf::Furniture, "shelf-furniture", furniture), (Shelf::SetAside, "shelf-set-aside", aside)] {
            shelf_row(&mut child, view, document, (shelf, key, blocks), commands);
        }
    }

    /// The top of each article's row from the top of the list, and the end of the last. Rows of articles that did not change are not
    /// set in type again.
    fn tops(&mut self, ui: &Ui, view: &View<'_>, document: &Document, width: f32) -> Vec<f32> {
        let mut known = std::mem::take(&mut self.heights);
        let mut tops = vec![0.0];
        let mut y = 0.0;
        for article in document.edition().articles() {
            let height = match known.remove(&article.id()) {
                Some((old, at, height)) if Arc::ptr_eq(&old, article) && at == width => height,
                _ => {
                    let (title, _) = title_of(view, document, article);
                    title_galley(ui, &title, view.theme.ink, width).size().y + size::SMALL * 1.5 + 2.0 * space::S + 2.0
                }
            };
            self.heights.insert(article.id(), (article.clone(), width, height));
            y += height;
            tops.push(y);
        }
        tops
    }

    fn article(
        &self,
        ui: &mut Ui,
        view: &View<'_>,
        document: &Document,
        (position, article, rect): (usize, &Arc<Article>, Rect),
        current: Option<usize>,
        commands: &mut Vec<Command>,
    ) {
        let (title, is_named) = title_of(view, document, article);
        let color = if is_named { view.theme.ink } else { view.theme.ink_2 };
        let galley = title_galley(ui, &title, color, text_width(rect.width()));
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt(article.id()).max_rect(rect));
        let response = widgets::row(&mut child, view.theme, rect.height(), current == Some(position), &title);
        let bar = Rect::from_min_max(
            pos2(rect.left() + space::M, rect.top() + space::S),
            pos2(rect.left() + space::M + 3.0, rect.bottom() - space::S),
        );
        ui.painter().rect_filled(bar, CornerRadius::same(1), view.theme.tint(position));
        let at = pos2(rect.left() + space::XL + 1.0, rect.top() + space::S);
        let below = at.y + galley.size().y + 2.0;
        ui.painter().galley(at, galley, color);
        counts(ui, view, document, article, pos2(at.x, below));
        status_dot(ui, view, article.status(), pos2(rect.right() - space::L - 3.0, rect.center().y));
        if response.clicked() {
            commands.push(Command::GoToArticle(article.id()));
            commands.push(Command::Focus(Pane::Outline));
        }
    }

    /// Up and Down go from article to article, letters to the next whose headline has them, Enter into the text.
    fn keys(&mut self, ui: &Ui, document: &Document, commands: &mut Vec<Command>) {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Pane::Outline.id(), filter));
        let articles = document.edition().articles();
        let now = document.current_article().map(|(position, _)| position);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = articles.len().saturating_sub(1);
        let mut to = None;
        for (key, target) in [
            (Key::ArrowDown, now.map_or(0, |now| (now + 1).min(last))),
            (Key::ArrowUp, now.map_or(last, |now| now.saturating_sub(1))),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            if pressed(key) {
                to = Some(target);
            }
        }
        if pressed(Key::Enter) {
            commands.push(Command::Focus(Pane::Draft));
        }
        to = self.typed(ui, articles, now).or(to);
        if let Some(article) = to.and_then(|to| articles.get(to)) {
            commands.push(Command::GoToArticle(article.id()));
        }
    }

    fn typed(&mut self, ui: &Ui, articles: &[Arc<Article>], now: Option<usize>) -> Option<usize> {
        let (text, time) = ui.input(|input| {
            let text = input.events.iter().filter_map(|event| match event {
                Event::Text(text) | Event::Ime(egui::ImeEvent::Commit(text)) => Some(text.as_str()),
                _ => None,
            });
            (text.collect::<String>(), input.time)
        });
        if text.is_empty() {
            return None;
        }
        let goes_on = time - self.typed_at < TYPING;
        if !goes_on {
            self.typed.clear();
        }
        self.typed_at = time;
        self.typed.push_str(&text.to_lowercase());
        // A search that goes on may stay where it is; a new one goes to the next.
        let from = now.map_or(0, |now| if goes_on { now } else { now + 1 });
        let has = |article: &Arc<Article>| is_meant(&article.title(), &self.typed);
        (0..articles.len()).map(|further| (from + further) % articles.len()).find(|position| articles.get(*position).is_some_and(has))
    }
}

/// The width of a title in a list of this width: beside it stand the bar and the status.
fn text_width(list: f32) -> f32 {
    list - space::XL - space::XXL - space::S
}

/// What an article is called, and whether that is its headline. A supplied headline stands in its brackets.
fn title_of(view: &View<'_>, document: &Document, article: &Article) -> (String, bool) {
    let title = article.title();
    if title.trim().is_empty() {
        let first = article.blocks().iter().find(|block| !block.is_empty()).map(|block| block.text().chars().take(24).collect::<String>());
        return (first.map_or_else(|| view.text("outline-untitled"), |first| format!("{first}…")), false);
    }
    let pages = document.edition().pages();
    let supplied = article.with_role(BlockRole::Headline).all(|block| block.is_supplied(pages));
    let (open, close) = &view.style.supplied;
    (if supplied { format!("{open}{title}{close}") } else { title }, true)
}

fn title_galley(ui: &Ui, title: &str, color: egui::Color32, width: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple(title.to_owned(), theme::chinese(size::BODY), color, width);
    job.wrap.max_rows = 2;
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

fn counts(ui: &Ui, view: &View<'_>, document: &Document, article: &Article, at: egui::Pos2) {
    let paragraphs = article.with_role(BlockRole::Paragraph).count();
    let characters: usize = article.blocks().iter().map(|block| block.len().chars()).sum();
    let text = view.locale.with("outline-counts", &[("paragraphs", paragraphs.into()), ("characters", characters.into())]);
    let font = theme::text(size::TINY);
    let drawn = ui.painter().text(at, Align2::LEFT_TOP, text, font.clone(), view.theme.ink_3);
    let queries = document.queries().iter().filter(|query| article.blocks().iter().any(|block| block.id() == query.block)).count();
    if queries > 0 {
        let text = view.locale.with("outline-queries", &[("count", queries.into())]);
        ui.painter().text(pos2(drawn.right() + space::S, at.y), Align2::LEFT_TOP, text, font, view.theme.amber_text);
    }
}

fn status_dot(ui: &Ui, view: &View<'_>, status: Status, at: egui::Pos2) {
    let painter = ui.painter();
    match status {
        Status::Untouched => painter.circle_stroke(at, 3.5, Stroke::new(1.0, view.theme.ink_3)),
        Status::InWork => painter.circle_filled(at, 3.5, view.theme.ink_3),
        Status::Checked => painter.circle_filled(at, 4.0, view.theme.green),
    };
}

fn shelf_row(
    ui: &mut Ui,
    view: &View<'_>,
    document: &Document,
    (shelf, key, blocks): (Shelf, &str, &[Arc<Block>]),
    commands: &mut Vec<Command>,
) {
    let name = view.text(key);
    let selected = document.current_block().is_some_and(|(current, _)| current == shelf);
    let response = widgets::row(ui, view.theme, SHELF, selected, &name);
    let rect = response.rect;
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, view.theme.hairline));
    let font = theme::text(size::BODY);
    ui.painter().text(rect.left_center() + vec2(space::L, 0.0), Align2::LEFT_CENTER, name, font.clone(), view.theme.ink_2);
    ui.painter().text(rect.right_center() - vec2(space::L, 0.0), Align2::RIGHT_CENTER, blocks.len().to_string(), font, view.theme.ink_2);
    if let Some(first) = blocks.first().filter(|_| response.clicked()) {
        commands.push(Command::GoTo(Place { block: first.id(), at: TextOffset(0) }));
        commands.push(Command::Focus(Pane::Draft));
    }
}
